//! How far a word is from what was read: handwriting first, then keyboards, then plain edit distance.
//!
//! Accents count for nothing: they are what is forgotten first. Signs that are not Latin letters are the
//! same or not.

use super::Fix;
use crate::seed::{Language, Typed, wordlist};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Letters that look alike in a hurried hand.
const ALIKE: [[&[u8]; 2]; 7] = [
    [b"rn", b"m"],
    [b"cl", b"d"],
    [b"i", b"l"],
    [b"u", b"v"],
    [b"a", b"o"],
    [b"n", b"h"],
    [b"g", b"q"],
];

const KEYBOARD: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];

/// Letters that look alike.
const MISREAD: u32 = 2;
/// A neighbouring key, or two neighbouring letters in the wrong order.
const MISTYPED: u32 = 3;
/// A letter too many or too few.
const LETTER: u32 = 4;
/// Any other letter.
const OTHER: u32 = 5;
/// Two neighbouring words in the wrong order: 1 of 11 or 23 changes, so it seldom fits by chance.
const NEIGHBOURS_SWAPPED: u32 = 2;
/// Two words anywhere in each other's place; of 24 words, one pair fits by chance.
const SWAPPED: u32 = 8;

/// Longer texts than this are no word of the list; only their beginning is compared.
const LONGEST: usize = 16;

/// How far a fix goes from what was read; a missing word is no distance.
pub(super) fn cost(typed: &Typed, fix: Fix, found: &[u16]) -> u32 {
    match fix {
        Fix::Missing { .. } | Fix::Omitted { .. } => 0,
        Fix::Swapped { first, second } if second == first + 1 => NEIGHBOURS_SWAPPED,
        Fix::Swapped { .. } => SWAPPED,
        Fix::Wrong { position } => {
            let list = wordlist::words(typed.language());
            let word = |index: u16| list[usize::from(index)];
            // exposed to: the comparison of letters below
            let misspelt = typed.misspelt_at(position).map(|text| text.expose_secret());
            let read = misspelt.or(typed.slots()[position - 1].map(word)).unwrap_or("");
            apart(typed.language(), read, word(found[position - 1]))
        }
    }
}

/// How far two words of a language are from each other.
fn apart(language: Language, read: &str, word: &str) -> u32 {
    if !language.is_latin() {
        return if read.nfc().eq(word.nfc()) { 0 } else { OTHER };
    }
    let (mut read_room, mut word_room) =
        (Zeroizing::new([0; LONGEST]), Zeroizing::new([0; LONGEST]));
    distance(letters(read, &mut read_room), letters(word, &mut word_room))
}

/// The Latin letters of a text, lower case and without accents.
fn letters<'a>(text: &str, room: &'a mut [u8; LONGEST]) -> &'a [u8] {
    let plain = text.nfkd().filter(char::is_ascii).map(|letter| letter as u8);
    let mut used = 0;
    for (place, letter) in room.iter_mut().zip(plain) {
        *place = letter.to_ascii_lowercase();
        used += 1;
    }
    &room[..used]
}

/// The cheapest way from one text to the other.
fn distance(read: &[u8], word: &[u8]) -> u32 {
    let mut costs = Zeroizing::new([[0; LONGEST + 1]; LONGEST + 1]);
    for i in 0..=read.len() {
        for j in 0..=word.len() {
            let (a, b) = (&read[..i], &word[..j]);
            let steps = [
                (i > 0).then(|| costs[i - 1][j] + LETTER),
                (j > 0).then(|| costs[i][j - 1] + LETTER),
                (i > 0 && j > 0).then(|| costs[i - 1][j - 1] + letter(a[i - 1], b[j - 1])),
                (i > 1 && j > 1 && a[i - 2] == b[j - 1] && a[i - 1] == b[j - 2])
                    .then(|| costs[i - 2][j - 2] + MISTYPED),
            ];
            let alike = ALIKE.iter().flat_map(|[x, y]| [(x, y), (y, x)]);
            let alike = alike.filter(|(x, y)| a.ends_with(x) && b.ends_with(y));
            let alike = alike.map(|(x, y)| costs[i - x.len()][j - y.len()] + MISREAD);
            costs[i][j] = steps.into_iter().flatten().chain(alike).min().unwrap_or(0);
        }
    }
    costs[read.len()][word.len()]
}

fn letter(read: u8, word: u8) -> u32 {
    if read == word {
        0
    } else if are_neighbours(read, word) {
        MISTYPED
    } else {
        OTHER
    }
}

/// Whether two keys touch on a keyboard whose rows are set off by half a key.
fn are_neighbours(a: u8, b: u8) -> bool {
    let key = |letter: u8| {
        let row = KEYBOARD.iter().position(|row| row.contains(&letter))?;
        Some((row, KEYBOARD[row].iter().position(|key| *key == letter)?))
    };
    match (key(a), key(b)) {
        (Some((row_a, at_a)), Some((row_b, at_b))) if row_a == row_b => at_a.abs_diff(at_b) == 1,
        (Some((row_a, at_a)), Some((row_b, at_b))) if row_a + 1 == row_b => {
            at_a == at_b || at_a == at_b + 1
        }
        (Some((row_a, at_a)), Some((row_b, at_b))) if row_b + 1 == row_a => {
            at_a == at_b || at_b == at_a + 1
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost_of(read: &str, word: &str) -> u32 {
        apart(Language::English, read, word)
    }

    #[test]
    fn handwriting_is_nearer_than_keyboards_and_those_nearer_than_the_rest() {
        for (read, word) in [("clay", "day"), ("clog", "dog"), ("close", "dose"), ("tum", "turn")] {
            assert_eq!(cost_of(read, word), MISREAD, "{read} {word}");
            assert_eq!(cost_of(word, read), MISREAD, "{word} {read}");
        }
        assert_eq!(cost_of("hand", "hond"), MISREAD);
        assert_eq!(cost_of("cage", "cahe"), MISTYPED);
        assert_eq!(cost_of("form", "from"), MISTYPED);
        assert_eq!(cost_of("act", "fact"), LETTER);
        assert_eq!(cost_of("able", "zble"), MISTYPED);
        assert_eq!(cost_of("able", "pble"), OTHER);
        assert_eq!(cost_of("WILD", "wild"), 0);
    }

    #[test]
    fn keys_that_touch_are_neighbours() {
        for (a, b) in [(b'q', b'w'), (b'q', b'a'), (b'w', b'a'), (b's', b'w'), (b'g', b'b')] {
            assert!(are_neighbours(a, b) && are_neighbours(b, a), "{} {}", a as char, b as char);
        }
        assert!(!are_neighbours(b'q', b's') && !are_neighbours(b'a', b'1'));
    }

    #[test]
    fn accents_cost_nothing_and_other_writings_are_the_same_or_not() {
        assert_eq!(apart(Language::Spanish, "abdomén", "abdomen"), 0);
        assert_eq!(apart(Language::Spanish, "ábaco", "ábuco"), OTHER);
        assert_eq!(apart(Language::Japanese, "か\u{3099}く", "がく"), 0);
        assert_eq!(apart(Language::Japanese, "かく", "がく"), OTHER);
    }

    #[test]
    fn a_long_text_is_compared_by_its_beginning() {
        assert!(cost_of(&"z".repeat(4000), "zoo") > 0);
    }
}
