//! Secrets that are not wallets as bytes that can be split: texts and hexadecimal numbers.

use crate::secret::{SecretBuffer, SecretBytes, SecretText};
use crate::share::error::ShareError;
use std::ops::RangeInclusive;

/// The lengths of a text that can be split, in bytes.
pub const TEXT_BYTES: RangeInclusive<usize> = 1..=64;
/// The lengths of a hexadecimal number that can be split, in digits.
pub const HEX_DIGITS: RangeInclusive<usize> = 32..=128;
/// Stands after the text; the zeros after it are not part of the text.
const END_MARK: u8 = 0x80;
const SHORTEST: usize = 16;

/// The text, the byte 0x80, and zeros up to an even length of 16 bytes or more.
///
/// # Errors
/// [`ShareError::TextLength`] outside [`TEXT_BYTES`].
pub fn from_text(text: &SecretText) -> Result<SecretBytes, ShareError> {
    if !TEXT_BYTES.contains(&text.len()) {
        return Err(ShareError::TextLength(text.len()));
    }
    let length = (text.len() + 1).next_multiple_of(2).max(SHORTEST);
    Ok(SecretBytes::filled(length, |room| {
        room[..text.len()].copy_from_slice(text.expose_secret().as_bytes()); // exposed to: the padded copy
        room[text.len()] = END_MARK;
    }))
}

/// The text that [`from_text`] padded.
///
/// # Errors
/// [`ShareError::NotPaddedText`] when the mark is missing, the length is not the one [`from_text`] chooses,
/// or the bytes before the mark are not UTF-8.
pub fn to_text(secret: &SecretBytes) -> Result<SecretText, ShareError> {
    // exposed to: the search for the mark and the copy of the text, wiped when dropped
    let bytes = secret.expose_secret();
    let end = bytes.iter().rposition(|byte| *byte != 0).filter(|at| bytes[*at] == END_MARK);
    let end = end.ok_or(ShareError::NotPaddedText)?;
    let text = SecretText::from_bytes(SecretBytes::copied_from(&bytes[..end]));
    let text = text.map_err(|_| ShareError::NotPaddedText)?;
    let again = from_text(&text).map_err(|_| ShareError::NotPaddedText)?;
    if again.same_as(secret) { Ok(text) } else { Err(ShareError::NotPaddedText) }
}

/// The bytes that hexadecimal digits stand for: an even number of them from 16 to 64.
///
/// # Errors
/// [`ShareError::HexLength`], or [`ShareError::HexDigit`] with the place of the first other character.
pub fn from_hex(typed: &SecretText) -> Result<SecretBytes, ShareError> {
    if !HEX_DIGITS.contains(&typed.len()) || !typed.len().is_multiple_of(4) {
        return Err(ShareError::HexLength(typed.len()));
    }
    // exposed to: branch-free conversion into the bytes
    let digits = typed.expose_secret().as_bytes();
    SecretBytes::try_filled(digits.len() / 2, |bytes| {
        for (at, (byte, pair)) in bytes.iter_mut().zip(digits.chunks_exact(2)).enumerate() {
            let high = nibble(pair[0]).ok_or(ShareError::HexDigit(2 * at + 1))?;
            let low = nibble(pair[1]).ok_or(ShareError::HexDigit(2 * at + 2))?;
            *byte = high << 4 | low;
        }
        Ok(())
    })
}

/// Lower-case hexadecimal digits, two a byte.
pub fn to_hex(secret: &SecretBytes) -> SecretText {
    let mut digits = SecretBuffer::with_room(secret.len() * 2);
    // exposed to: the digits, which are as secret
    for byte in secret.expose_secret() {
        let pair = [byte >> 4, byte & 15].map(digit);
        digits.push(&pair).expect("two digits a byte are set aside");
    }
    digits.into_text().expect("digits are ASCII")
}

/// The value of a digit. Only whether it is a digit at all is a branch.
fn nibble(typed: u8) -> Option<u8> {
    let (decimal, letter) = (typed.wrapping_sub(b'0'), (typed | 0x20).wrapping_sub(b'a'));
    let (is_decimal, is_letter) = (below(decimal, 10), below(letter, 6));
    (is_decimal | is_letter != 0)
        .then_some(decimal & is_decimal | letter.wrapping_add(10) & is_letter)
}

fn digit(nibble: u8) -> u8 {
    let above_nine = !below(nibble, 10);
    b'0' + nibble + (above_nine & (b'a' - b'0' - 10))
}

/// All ones when `value` is below `limit`, else 0, without a branch.
fn below(value: u8, limit: u8) -> u8 {
    let difference = u16::from(value).wrapping_sub(u16::from(limit));
    (difference >> 8) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> SecretText {
        SecretText::copied_from(text)
    }

    #[test]
    fn every_text_of_1_to_64_bytes_comes_back_with_its_length() {
        for length in TEXT_BYTES {
            for last in ["a", "\0"] {
                let long = "x".repeat(length - 1) + last;
                let padded = from_text(&text(&long)).expect("short enough");
                assert!(padded.len() >= 16 && padded.len().is_multiple_of(2));
                assert!(to_text(&padded).expect("as padded").same_as(&text(&long)));
            }
        }
        assert_eq!(from_text(&text("")).err(), Some(ShareError::TextLength(0)));
        assert_eq!(from_text(&text(&"x".repeat(65))).err(), Some(ShareError::TextLength(65)));
    }

    #[test]
    fn bytes_that_were_not_padded_here_are_no_text() {
        let mut longer = [0; 18];
        longer[..2].copy_from_slice(&[b'a', END_MARK]);
        let mut wrong_end = [0; 16];
        wrong_end[..2].copy_from_slice(&[b'a', 0x81]);
        let mut not_utf8 = [0; 16];
        not_utf8[..2].copy_from_slice(&[0xff, END_MARK]);
        for bytes in [&longer[..], &wrong_end, &not_utf8, &[0; 16], &[END_MARK; 1]] {
            let refused = to_text(&SecretBytes::copied_from(bytes)).err();
            assert_eq!(refused, Some(ShareError::NotPaddedText));
        }
    }

    #[test]
    fn all_bytes_are_written_and_read_as_hex_in_both_cases() {
        for half in [0..=63, 64..=127, 128..=191, 192..=255_u8] {
            let bytes = SecretBytes::copied_from(&half.collect::<Vec<u8>>());
            let digits = to_hex(&bytes);
            let upper = text(&digits.expose_secret().to_uppercase()); // exposed to: a test
            assert!(from_hex(&digits).expect("hex").same_as(&bytes));
            assert!(from_hex(&upper).expect("hex").same_as(&bytes));
        }
    }

    #[test]
    fn what_is_not_hex_is_refused_by_place() {
        for other in 0..=127_u8 {
            let typed = "0".repeat(30) + &char::from(other).to_string() + "0";
            let expected = (!other.is_ascii_hexdigit()).then_some(ShareError::HexDigit(31));
            assert_eq!(from_hex(&text(&typed)).err(), expected);
        }
        for length in [0, 31, 33, 34, 130] {
            let refused = from_hex(&text(&"0".repeat(length))).err();
            assert_eq!(refused, Some(ShareError::HexLength(length)));
        }
    }
}
