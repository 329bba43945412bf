//! Checks that any computer can repeat: the first four hex digits of a line's SHA-256.
//!
//! Without this program: `printf %s 'LINE' | sha256sum | cut -c1-4`. A row of words is checked over
//! its words joined by single spaces, so one unreadable word of a row can be found again.

use crate::secret::{SecretBuffer, SecretText};
use sha2::{Digest, Sha256};
use zeroize::Zeroize;

/// The number of hex digits in a check.
pub const CHECK_DIGITS: usize = 4;

/// The number of words in a printed row.
pub const ROW_WORDS: usize = 4;

/// Gives the check of a line that is no secret: four lower-case hex digits.
pub fn line_check(line: &str) -> String {
    let digits = digits_of(line.as_bytes());
    digits.iter().map(|digit| char::from(*digit)).collect()
}

/// Gives the check of every row of four words; the last row may be shorter.
pub fn row_checks(words: &[&str]) -> Vec<SecretText> {
    rows(words).iter().map(row_check).collect()
}

/// Gives the check of one row as it is printed, words joined by single spaces.
pub fn row_check(row: &SecretText) -> SecretText {
    // exposed to: SHA-256
    let mut digits = digits_of(row.expose_secret().as_bytes());
    let check = SecretText::copied_from(std::str::from_utf8(&digits).expect("hex digits are text"));
    digits.zeroize();
    check
}

/// Joins words to rows of four.
pub fn rows(words: &[&str]) -> Vec<SecretText> {
    words.chunks(ROW_WORDS).map(joined).collect()
}

fn joined(row: &[&str]) -> SecretText {
    let room = row.iter().map(|word| word.len() + 1).sum();
    let mut text = SecretBuffer::with_room(room);
    for (position, word) in row.iter().enumerate() {
        if position > 0 {
            text.push_text(" ").expect("room was set aside");
        }
        text.push_text(word).expect("room was set aside");
    }
    text.into_text().expect("words are text")
}

fn digits_of(bytes: &[u8]) -> [u8; CHECK_DIGITS] {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let hash = Sha256::digest(bytes);
    let nibbles = [hash[0] >> 4, hash[0] & 15, hash[1] >> 4, hash[1] & 15];
    nibbles.map(|nibble| HEX[usize::from(nibble)])
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "attack pizza motion avocado network gather crop fresh patrol unusual wild \
        holiday candy pony ranch winter theme error hybrid van cereal salon goddess expire";

    fn checks(words: &str) -> Vec<String> {
        let words: Vec<&str> = words.split_whitespace().collect();
        // exposed to: the assertion
        row_checks(&words).iter().map(|check| check.expose_secret().to_owned()).collect()
    }

    #[test]
    fn rows_of_the_published_seed_have_the_checks_that_sha256sum_gives() {
        assert_eq!(checks(WORDS), ["8789", "a665", "eed6", "0a50", "b91d", "a1b1"]);
    }

    #[test]
    fn a_changed_word_changes_the_check_of_its_row_only() {
        let changed = checks(&WORDS.replace("patrol", "parrot"));
        let right = checks(WORDS);
        let differing: Vec<usize> = (0..6).filter(|row| changed[*row] != right[*row]).collect();
        assert_eq!(differing, [2]);
    }

    #[test]
    fn a_short_last_row_has_a_check_of_its_own() {
        assert_eq!(checks("one two three four five").len(), 2);
    }

    #[test]
    fn a_line_check_is_the_start_of_sha256() {
        assert_eq!(line_check("abc"), "ba78");
        assert_eq!(line_check(""), "e3b0");
    }
}
