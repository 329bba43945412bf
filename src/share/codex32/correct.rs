//! Proposals for a damaged codex32 string: to be shown and confirmed, never taken silently (BIP-0093 §Error Correction).
//!
//! Up to four wrong letters, up to eight unreadable ones (`?`), both within 2e + s ≤ 8, or one run of unreadable
//! letters as long as the checksum. Letters that the alphabet leaves out are taken for what they are misread from, or
//! as unreadable.

use crate::secret::{SecretBytes, SecretText};
use crate::share::codex32::Codex32Error;
use crate::share::codex32::checksum::Code;
use crate::share::codex32::locate::{self, ROOTS};
use crate::share::codex32::typed::Typed;
use crate::share::codex32::{PREFIX, Share, solve};
use crate::share::error::ShareError;
use crate::share::gf32;

/// A string that the typed one may have been.
#[derive(Debug)]
pub struct Candidate {
    /// The string whose checksum holds.
    pub share: Share,
    /// Where it differs from what was typed: places from 1, gaps not counted.
    pub changed: Vec<usize>,
    /// Whether the checksum says anything for it: false when all of it was used up to fill unreadable letters, so that
    /// any letters elsewhere would have given a candidate.
    pub checked: bool,
}

/// What the string may have been: none, one, or where letters were misread two, the one with fewer changes first.
///
/// # Errors
/// [`ShareError::TooLong`], [`Codex32Error::Prefix`], [`Codex32Error::Length`]: letters that were added or
/// left out cannot be found.
pub fn candidates(typed: &SecretText) -> Result<Vec<Candidate>, ShareError> {
    let typed = Typed::read(typed)?;
    let letters = typed.letters();
    if !is_nearly_prefix(letters) {
        return Err(ShareError::Codex32(Codex32Error::Prefix));
    }
    let length = letters.len() - PREFIX.len();
    let code =
        Code::for_length(length).ok_or(ShareError::Codex32(Codex32Error::Length(letters.len())))?;
    let mut found: Vec<Candidate> = Vec::new();
    for guess in [meant, gf32::of_letter] {
        let candidate = corrected(code, &letters[PREFIX.len()..], guess);
        let candidate = candidate.map(|(share, checked)| {
            let changed = differences(letters, &share);
            Candidate { share, changed, checked }
        });
        found
            .extend(candidate.filter(|new| !found.iter().any(|old| old.share.same_as(&new.share))));
    }
    found.sort_by_key(|candidate| candidate.changed.len());
    Ok(found)
}

/// The element of a letter, or of the one that it is misread from.
fn meant(letter: u8) -> Option<u8> {
    gf32::of_letter(match letter.to_ascii_lowercase() {
        b'b' => b'8',
        b'o' => b'0',
        b'i' | b'1' => b'l',
        _ => letter,
    })
}

/// The prefix is not covered by what can be computed: one of its letters may be another.
fn is_nearly_prefix(letters: &[u8]) -> bool {
    let start = letters.get(..PREFIX.len());
    let wrong = |start: &[u8]| {
        start.iter().zip(PREFIX.bytes()).filter(|(a, b)| !a.eq_ignore_ascii_case(b)).count()
    };
    start.is_some_and(|start| wrong(start) <= 1)
}

/// The right string nearest to the letters, those that `guess` does not know being unreadable.
fn corrected(
    code: &Code,
    letters: &[u8],
    guess: impl Fn(u8) -> Option<u8>,
) -> Option<(Share, bool)> {
    let mut erased = Vec::new();
    let mut symbols = SecretBytes::filled(letters.len(), |symbols| {
        for (at, (symbol, letter)) in symbols.iter_mut().zip(letters).enumerate() {
            match guess(*letter) {
                Some(known) => *symbol = known,
                None => erased.push(at),
            }
        }
    });
    // exposed to: the checksum's arithmetic, and the corrections below
    let lent = symbols.expose_secret_mut();
    let difference = code.difference(lent);
    let run = erased.last().zip(erased.first()).map_or(0, |(last, first)| last - first + 1);
    let mut places = erased.clone();
    if erased.len() <= ROOTS {
        places.extend(locate::errors(code, difference, letters.len(), &erased)?);
    } else if run > code.checks {
        return None;
    }
    let values = solve::corrections(code, difference, letters.len(), &places)?;
    for (at, value) in places.iter().zip(values.iter()) {
        lent[*at] ^= value;
    }
    let checked = places.len() < code.checks;
    Share::from_symbols(symbols).ok().map(|share| (share, checked))
}

fn differences(letters: &[u8], share: &Share) -> Vec<usize> {
    let text = share.text();
    // exposed to: the comparison with what was typed; places only
    let right = text.expose_secret().bytes();
    let pairs = (1..).zip(letters.iter().zip(right));
    pairs
        .filter(|(_, (typed, right))| !typed.eq_ignore_ascii_case(right))
        .map(|(at, _)| at)
        .collect()
}
