//! Runs of words of other lists than BIP-0039's: shares (SLIP-0039, SSKR) and seeds of Monero; and other seeds of its words.
//!
//! What is looked for has the words of one list, and nothing but a heading of a few words of the same list before it.
//! An Electrum seed has a version in place of a checksum, which one text in 204 fits, so it must end where the words end,
//! or at a quotation mark.

use super::Kind;
use super::gaps::is_gap;
use super::runs::{Found, MOST_REPEATED, Word, is_written, segments};
use crate::identify;
use crate::secret::{SecretBuffer, SecretText};
use crate::seed::{Aezeed, ElectrumSeed, MoneroLanguage, MoneroSeed};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// How many words of the same list a heading may have.
const HEADING: usize = 4;
/// The fewest words of all of these.
pub(super) const FEWEST: usize = 20;
/// A block with more words than two long shares is a list or prose.
const BLOCK: usize = 100;
/// The words of an aezeed.
const AEZEED: usize = 24;
/// Version 0 is the first byte of an aezeed, so that its first word is one of these first ones of the list.
const AEZEED_FIRST: u16 = 8;
/// The words of a seed of Electrum: as it makes them, as it made them before, and with two factors.
const ELECTRUM: [usize; 4] = [12, 13, 24, 25];

/// Words that are one after the other on a list, and which of their numbers a find has, the most first.
struct List {
    kind: Kind,
    words: Vec<&'static str>,
    counts: &'static [usize],
}

static LISTS: LazyLock<Vec<List>> = LazyLock::new(|| {
    let [slip39, bytewords] = identify::share_lists();
    // 16 to 32 bytes in steps of four; with SSKR's tag and header, 21 to 37 bytes and a checksum of four.
    let mut lists = vec![
        List { kind: Kind::ShareWords, words: slip39, counts: &[33, 30, 27, 23, 20] },
        List { kind: Kind::ShareWords, words: bytewords, counts: &[46, 42, 38, 34, 29] },
    ];
    let monero = MoneroLanguage::ALL.into_iter().map(|language| List {
        kind: Kind::MoneroWords,
        words: language.words().to_vec(),
        counts: &[25],
    });
    lists.extend(monero);
    lists
});

/// For every word the lists that have it, a bit each.
static INDEX: LazyLock<HashMap<String, u16>> = LazyLock::new(|| {
    let mut index = HashMap::new();
    for (nth, list) in LISTS.iter().enumerate() {
        for word in &list.words {
            *index.entry(folded(word).to_string()).or_default() |= 1 << nth;
        }
    }
    index
});

/// Every word of these lists.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    LISTS.iter().flat_map(|list| list.words.iter().copied())
}

/// Looks for shares and seeds of Monero in a run of words of `text`.
pub(super) fn phrases(text: &[u8], run: &[Word]) -> Vec<Found> {
    let mut found = Vec::new();
    for segment in segments(run, FEWEST, BLOCK) {
        let words = &run[segment.clone()];
        let on: Vec<u16> = words.iter().map(|word| lists_of(text, word)).collect();
        for (nth, list) in LISTS.iter().enumerate() {
            let mut start = 0;
            for part in on.chunk_by(|a, b| (a ^ b) >> nth & 1 == 0) {
                let range = start..start + part.len();
                start = range.end;
                if part[0] >> nth & 1 == 1 {
                    let places = in_one_list(text, words, range, list).into_iter();
                    found.extend(places.map(|place| Found {
                        words: segment.start + place.start..segment.start + place.end,
                        kind: list.kind,
                    }));
                }
            }
        }
    }
    found
}

fn lists_of(text: &[u8], word: &Word) -> u16 {
    let Ok(word) = std::str::from_utf8(&text[word.start..word.end]) else { return 0 };
    INDEX.get(folded(word).as_str()).copied().unwrap_or_default()
}

/// The word in small letters and the form NFC, in room that never grows; wiped when dropped.
fn folded(word: &str) -> Zeroizing<String> {
    // No character takes more than three times its bytes in this form.
    let mut room = Zeroizing::new(String::with_capacity(4 * word.len()));
    room.extend(word.chars().flat_map(char::to_lowercase).nfc());
    room
}

/// The finds among words that are all on one list.
fn in_one_list(text: &[u8], words: &[Word], range: Range<usize>, list: &List) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut at, mut last) = (range.start, range.start + HEADING);
    while at <= last && at < range.end {
        let fits = |count: &&usize| {
            let window = at..at + **count;
            window.end <= range.end && holds(text, &words[window], list.kind)
        };
        match list.counts.iter().find(fits) {
            Some(count) => {
                found.push(at..at + count);
                at += count;
                last = at + HEADING;
            }
            None => at += 1,
        }
    }
    found
}

fn holds(text: &[u8], words: &[Word], kind: Kind) -> bool {
    let of = |word: &Word| &text[word.start..word.end];
    if !words.windows(2).all(|two| is_gap(text, two)) {
        return false;
    }
    if kind == Kind::ShareWords {
        return sentence(text, words).is_some_and(|words| identify::is_share(&words));
    }
    // The last word is one of the others again.
    let Some((last, others)) = words.split_last() else { return false };
    let again = (1..others.len()).filter(|at| {
        others[..*at].iter().any(|before| of(before).eq_ignore_ascii_case(of(&others[*at])))
    });
    others.iter().any(|word| of(word).eq_ignore_ascii_case(of(last)))
        && again.count() <= MOST_REPEATED
        && sentence(text, words)
            .and_then(|words| MoneroSeed::parse(&words).ok())
            .is_some_and(|seed| seed.is_checked() && seed.published().is_none())
}

/// Whether 24 words, the first of which has this number on the English list, are an aezeed.
pub(super) fn is_aezeed(text: &[u8], words: &[Word], first: Option<u16>) -> bool {
    words.len() == AEZEED
        && first.is_some_and(|first| first < AEZEED_FIRST)
        && is_written(text, words)
        && sentence(text, words)
            .and_then(|words| Aezeed::parse(&words).ok())
            .is_some_and(|seed| seed.published().is_none())
}

/// The seed of Electrum among the words of this part, which are all on one list of BIP-0039: all of them, all between two
/// signs, or the last ones of either. A mnemonic is none, nor are 13 words of which twelve are one.
pub(super) fn electrum(
    text: &[u8],
    words: &[Word],
    part: Range<usize>,
    is_mnemonic: &dyn Fn(Range<usize>) -> bool,
) -> Option<Range<usize>> {
    let is_seed = |window: &Range<usize>| {
        let inner = |len: usize| (window.start..window.start + 2).map(move |at| at..at + len);
        let as_mnemonic = match window.len() {
            13 => inner(12).any(is_mnemonic),
            25 => inner(24).any(is_mnemonic),
            _ => is_mnemonic(window.clone()),
        };
        !as_mnemonic
            && is_written(text, &words[window.clone()])
            && sentence(text, &words[window.clone()])
                .and_then(|words| ElectrumSeed::parse(&words).ok())
                .is_some_and(|seed| seed.published().is_none())
    };
    let mut end = part.start;
    let between_signs = words[part.clone()].chunk_by(|a, b| {
        let gap = &text[a.end..b.start];
        !gap.iter().any(|byte| !byte.is_ascii() || b"\"':;()|".contains(byte))
    });
    let parts = between_signs.map(|words| {
        let start = end;
        end += words.len();
        start..end
    });
    std::iter::once(part.clone()).chain(parts).filter(|part| !is_mnemonic(part.clone())).find_map(
        |part| {
            let mut windows = (0..=HEADING).map(|heading| part.start + heading..part.end);
            windows.find(|window| ELECTRUM.contains(&window.len()) && is_seed(window))
        },
    )
}

/// The words alone, with spaces between them.
fn sentence(text: &[u8], words: &[Word]) -> Option<SecretText> {
    let room = words.iter().map(|word| word.end - word.start + 1).sum();
    let mut sentence = SecretBuffer::with_room(room);
    for (nth, word) in words.iter().enumerate() {
        sentence.push_text(if nth == 0 { "" } else { " " }).ok()?;
        sentence.push(&text[word.start..word.end]).ok()?;
    }
    sentence.into_text().ok()
}
