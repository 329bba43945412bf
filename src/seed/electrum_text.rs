//! The normal form of Electrum's words and custom words: NFKD, lower case, no accents, single spaces, and no spaces
//! between Chinese, Japanese and Korean characters.

use super::KindError;
use crate::secret::{SecretBuffer, SecretText};
use std::ops::RangeInclusive;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// The ranges between whose characters spaces are dropped; those of Electrum's `mnemonic.py`.
const CJK: [RangeInclusive<u32>; 29] = [
    0x4e00..=0x9fff,
    0x3400..=0x4dbf,
    0x20000..=0x2a6df,
    0x2a700..=0x2b73f,
    0x2b740..=0x2b81f,
    0xf900..=0xfaff,
    0x2f800..=0x2fa1d,
    0x3190..=0x319f,
    0x2e80..=0x2eff,
    0x2f00..=0x2fdf,
    0x31c0..=0x31ef,
    0x2ff0..=0x2fff,
    0xe0100..=0xe01ef,
    0x3100..=0x312f,
    0x31a0..=0x31bf,
    0xff00..=0xffef,
    0x3040..=0x309f,
    0x30a0..=0x30ff,
    0x31f0..=0x31ff,
    0x1b000..=0x1b0ff,
    0xac00..=0xd7af,
    0x1100..=0x11ff,
    0xa960..=0xa97f,
    0xd7b0..=0xd7ff,
    0x3130..=0x318f,
    0xa4d0..=0xa4ff,
    0x16f00..=0x16f9f,
    0xa000..=0xa48f,
    0xa490..=0xa4cf,
];

fn is_cjk(character: char) -> bool {
    CJK.iter().any(|range| range.contains(&u32::from(character)))
}

/// What Python takes for space between words: four control characters more than Unicode says.
fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\x1c'..='\x1f')
}

/// Gives the text in the form that Electrum hashes.
///
/// # Errors
/// [`KindError::TooLong`] when the form is longer than `limit` bytes.
pub(super) fn normalised(text: &SecretText, limit: usize) -> Result<SecretText, KindError> {
    let mut out = SecretBuffer::with_room(limit);
    let mut last = None;
    let mut space = false;
    // exposed to: Unicode's normalisation, one character at a time
    for character in lower_case(text.expose_secret()) {
        if canonical_combining_class(character) != 0 {
            continue;
        }
        if is_space(character) {
            space = true;
            continue;
        }
        let mut bytes = [0; 4];
        let joined = last.is_none_or(|last| is_cjk(last) && is_cjk(character));
        let gap = if space && !joined { " " } else { "" };
        let pushed =
            out.push_text(gap).and_then(|()| out.push_text(character.encode_utf8(&mut bytes)));
        pushed.map_err(|_| KindError::TooLong { limit })?;
        space = false;
        last = Some(character);
    }
    Ok(out.into_text().expect("made of characters"))
}

/// Lower case of the decomposed text; a capital sigma at the end of a word becomes the final one.
fn lower_case(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut characters = text.nfkd().peekable();
    let mut in_word = false;
    std::iter::from_fn(move || {
        let character = characters.next()?;
        let ends = characters.peek().is_none_or(|next| !next.is_alphabetic());
        let sigma = character == 'Σ' && in_word && ends;
        if canonical_combining_class(character) == 0 {
            in_word = character.is_alphabetic();
        }
        Some((character, sigma))
    })
    .flat_map(|(character, final_sigma)| {
        let written = if final_sigma { 'ς' } else { character };
        written.to_lowercase()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> String {
        let form = normalised(&SecretText::copied_from(text), 4096).expect("short");
        form.expose_secret().to_owned()
    }

    #[test]
    fn the_form_is_that_of_electrum() {
        assert_eq!(form("  aRaña   DIFÍCIL\n"), "arana dificil");
        assert_eq!(form("眼 悲 叛"), "眼悲叛");
        assert_eq!(form("眼 a 叛"), "眼 a 叛");
        assert_eq!(form("ＡＢ\u{3000}Ｃ"), "ab c");
        assert_eq!(form("ΟΔΟΣ ΣΑΣ"), "οδος σας");
        assert_eq!(form(""), "");
    }

    #[test]
    fn a_form_that_does_not_fit_is_refused() {
        let text = SecretText::copied_from("abcde");
        assert_eq!(normalised(&text, 4).err(), Some(KindError::TooLong { limit: 4 }));
    }
}
