//! Typed words to places on the SLIP-0039 list and back, in time that does not depend on the words.
//!
//! Every look-up goes through the whole list; only lengths of words and texts can be timed.

use crate::secret::{SecretBuffer, SecretText};
use crate::share::error::ShareError;
use crate::share::wordlist::WORDS;
use zeroize::{Zeroize, Zeroizing};

/// The most a typed share may take, in bytes.
pub(crate) const TEXT_LIMIT: usize = 4096;
/// The words of a share of 128 bytes, the longest value that is read or made.
pub(crate) const MOST_WORDS: usize = 110;
const SHORTEST: usize = 4;
const LONGEST: usize = 8;

/// Places on the list, 0 to 1023; wiped when dropped.
pub(crate) type Indices = Zeroizing<Vec<u16>>;

/// The words as numbers: eight letters from the top byte down, zeros after the end.
static PACKED: [u64; 1024] = {
    let mut packed = [0; 1024];
    let mut at = 0;
    while at < packed.len() {
        packed[at] = pack(WORDS[at].as_bytes());
        at += 1;
    }
    packed
};

const fn pack(letters: &[u8]) -> u64 {
    let mut packed = 0;
    let mut at = 0;
    while at < LONGEST {
        let letter = if at < letters.len() { letters[at] } else { 0 };
        packed = packed << 8 | letter as u64;
        at += 1;
    }
    packed
}

/// All ones when the two are equal, else 0, without a branch.
fn mask_if_equal(a: u64, b: u64) -> u64 {
    let difference = a ^ b;
    ((difference | difference.wrapping_neg()) >> 63).wrapping_sub(1)
}

/// The 1,024 words of SLIP-0039, in their order.
pub fn word_list() -> &'static [&'static str] {
    &WORDS
}

/// The words of the list that start with `prefix`, in any case; none for an empty prefix.
pub fn complete(prefix: &str) -> Vec<&'static str> {
    let starts = |word: &&str| {
        word.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    if prefix.is_empty() { Vec::new() } else { WORDS.into_iter().filter(starts).collect() }
}

/// The word at a place on the list; for words that are public, such as a set's name.
pub(crate) fn public_word(index: u16) -> &'static str {
    WORDS[usize::from(index) % WORDS.len()]
}

/// Reads typed words: any case, four letters or more of each, numbers before words, lines that start
/// with `#` skipped.
///
/// # Errors
/// [`ShareError::TooLong`], [`ShareError::UnknownWords`], [`ShareError::WordCount`] above the longest share.
pub(crate) fn read(typed: &SecretText) -> Result<Indices, ShareError> {
    if typed.len() > TEXT_LIMIT {
        return Err(ShareError::TooLong { limit: TEXT_LIMIT });
    }
    let mut indices = Zeroizing::new(Vec::with_capacity(MOST_WORDS));
    let (mut count, mut unknown) = (0, Vec::new());
    // exposed to: the look-up of each word; errors carry positions only
    let lines = typed.expose_secret().trim_start_matches('\u{feff}').lines();
    let spoken = lines.filter(|line| !line.trim_start().starts_with('#'));
    let words = spoken.flat_map(|line| line.split(|c: char| c.is_whitespace() || ",;".contains(c)));
    for word in words.map(without_number).filter(|word| !word.is_empty()) {
        count += 1;
        match place_of(word) {
            None => unknown.push(count),
            // Past the longest share the words are counted and not kept, so the list never grows.
            Some(_) if indices.len() == MOST_WORDS => {}
            Some(index) => indices.push(index),
        }
    }
    if !unknown.is_empty() {
        return Err(ShareError::UnknownWords(unknown));
    }
    if count > MOST_WORDS {
        return Err(ShareError::WordCount(count));
    }
    Ok(indices)
}

/// `12.acid`, `12)acid` and `12acid` to `acid`; a number alone to nothing.
pub(crate) fn without_number(typed: &str) -> &str {
    let rest = typed.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == typed.len() { typed } else { rest.trim_start_matches(['.', ')', ':']) }
}

/// The place of the word that `typed` is, or whose first four letters or more it is.
fn place_of(typed: &str) -> Option<u16> {
    let letters = typed.as_bytes();
    let fits = (SHORTEST..=LONGEST).contains(&letters.len());
    if !fits || !letters.iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    // Bit 0x20 is what tells the cases of a letter apart.
    let lower_case = 0x2020_2020_2020_2020;
    let seen = u64::MAX << (8 * (LONGEST - letters.len()));
    let mut wanted = (pack(letters) | lower_case) & seen;
    let (mut place, mut found) = (0, 0);
    for (index, word) in (0..).zip(&PACKED) {
        let same = mask_if_equal(word & seen, wanted);
        place |= index & same;
        found |= same;
    }
    wanted.zeroize();
    (found != 0).then_some((place & 0x3ff) as u16)
}

/// The words at the places, joined by single spaces.
pub(crate) fn write(indices: &[u16]) -> SecretText {
    let mut text = SecretBuffer::with_room(indices.len() * (LONGEST + 1));
    for (nth, index) in indices.iter().enumerate() {
        let mut word = 0;
        for (place, candidate) in (0..).zip(&PACKED) {
            word |= candidate & mask_if_equal(place, u64::from(*index));
        }
        let mut letters = word.to_be_bytes();
        let length = LONGEST - word.trailing_zeros() as usize / 8;
        let gap = if nth == 0 { "" } else { " " };
        text.push_text(gap).expect("nine bytes a word are set aside");
        text.push(&letters[..length]).expect("nine bytes a word are set aside");
        letters.zeroize();
        word.zeroize();
    }
    text.into_text().expect("the list is ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(typed: &str) -> Result<Indices, ShareError> {
        read(&SecretText::copied_from(typed))
    }

    #[test]
    fn the_list_is_sorted_and_four_letters_tell_all_words_apart() {
        assert!(WORDS.windows(2).all(|pair| pair[0][..4] < pair[1][..4]));
        assert!(WORDS.iter().all(|word| (SHORTEST..=LONGEST).contains(&word.len())));
        assert_eq!((WORDS[0], WORDS[1023]), ("academic", "zero"));
    }

    #[test]
    fn every_word_is_found_by_four_letters_in_any_case_and_written_back() {
        for (index, word) in (0..).zip(WORDS) {
            for typed in [word.to_owned(), word[..4].to_uppercase()] {
                let read = read_text(&typed).expect("on the list");
                assert_eq!(read[..], [index]);
                assert_eq!(write(&read).expose_secret(), word); // exposed to: a test's comparison
            }
        }
    }

    #[test]
    fn numbers_comments_commas_and_line_breaks_are_not_words() {
        let typed =
            "\u{feff}# one acid\n 1. academic, 2 ACID\r\n3)acne\n  # 4. zero\n4:acqu;\t\n5 \n";
        assert_eq!(read_text(typed).expect("four words")[..], [0, 1, 2, 3]);
    }

    #[test]
    fn words_off_the_list_are_named_by_position() {
        let refused = read_text("acid aci abandon academics acidx zero");
        assert_eq!(refused.err(), Some(ShareError::UnknownWords(vec![2, 3, 4, 5])));
    }

    #[test]
    fn a_text_of_a_megabyte_and_a_hundred_words_too_many_are_refused() {
        let long = read_text(&"acid ".repeat(200_000));
        assert_eq!(long.err(), Some(ShareError::TooLong { limit: 4096 }));
        let many = read_text(&"acid ".repeat(210));
        assert_eq!(many.err(), Some(ShareError::WordCount(210)));
    }

    #[test]
    fn completion_starts_with_what_was_typed() {
        assert_eq!(complete("ACA"), ["academic"]);
        assert!(complete("").is_empty() && complete("x\u{e9}").is_empty());
    }
}
