//! The words of a SLIP-39 share, from and to its numbers and its value (SLIP-0039 §Format of the share mnemonic).

use crate::secret::{SecretBytes, SecretText};
use crate::share::error::ShareError;
use crate::share::feistel::Cipher;
use crate::share::grouped::{Layout, Set, Share};
use crate::share::rs1024::{self, CHECKSUM_WORDS};
use crate::share::words::{self, Indices};
use std::ops::RangeInclusive;
use zeroize::Zeroizing;

/// The lengths of a secret that can be split or be in a share, in bytes; only even ones.
pub(crate) const VALUE_BYTES: RangeInclusive<usize> = 16..=128;
/// The words before the value: 15 bits identifier, 1 bit extendable, 4 bits each of iteration exponent,
/// group, groups needed − 1, groups − 1, share, shares needed − 1.
const HEADER_WORDS: usize = 4;
const WORD_BITS: usize = 10;

/// Reads a share as [`Share::parse`] does.
///
/// # Errors
/// What [`Share::parse`] names, but what belongs to SSKR.
pub(crate) fn read(typed: &SecretText) -> Result<Share, ShareError> {
    from_indices(&words::read(typed)?)
}

fn from_indices(words: &[u16]) -> Result<Share, ShareError> {
    let value_words = words.len().saturating_sub(HEADER_WORDS + CHECKSUM_WORDS);
    let padding = value_words * WORD_BITS % 16;
    let length = value_words * WORD_BITS / 16 * 2;
    if padding > 8 || !VALUE_BYTES.contains(&length) {
        return Err(ShareError::WordCount(words.len()));
    }
    let extendable = words[1] >> 4 & 1 == 1;
    if rs1024::residue(extendable, words) != 0 {
        return Err(ShareError::Checksum { near: rs1024::mistake_near(extendable, words) });
    }
    let (header, rest) = words.split_at(HEADER_WORDS);
    let header = header.iter().fold(0, |bits, word| bits << WORD_BITS | u64::from(*word));
    let field = |shift: u32| (header >> shift & 0xf) as u8;
    let cipher =
        Cipher { identifier: (header >> 25) as u16, extendable, iteration_exponent: field(20) };
    let layout = Layout {
        group: field(16),
        group_threshold: field(12) + 1,
        group_count: field(8) + 1,
        member: field(4),
        member_threshold: field(0) + 1,
    };
    layout.check()?;
    let value = read_value(&rest[..value_words], padding, length)?;
    Ok(Share { set: Set::Slip39(cipher), layout, value })
}

/// The words of a share, joined by single spaces.
pub(crate) fn words(cipher: Cipher, layout: Layout, value: &SecretBytes) -> SecretText {
    words::write(&indices(cipher, layout, value))
}

fn indices(cipher: Cipher, layout: Layout, value: &SecretBytes) -> Indices {
    let mut words = Zeroizing::new(Vec::with_capacity(word_count(value.len())));
    words.extend(header_words(cipher, layout));
    write_value(value, &mut words);
    let checksum = rs1024::checksum(cipher.extendable, &words);
    words.extend(checksum);
    words
}

/// The number of words for a value of this many bytes.
pub(crate) fn word_count(length: usize) -> usize {
    HEADER_WORDS + (length * 8).div_ceil(WORD_BITS) + CHECKSUM_WORDS
}

/// The first two words of every share of the set; public.
pub(crate) fn set_name(cipher: Cipher, layout: Layout) -> String {
    let [first, second, ..] = header_words(cipher, layout).map(words::public_word);
    format!("{first} {second}")
}

/// The first three words of every share of a group of the set; public.
pub(crate) fn group_start(cipher: Cipher, layout: Layout) -> String {
    let [first, second, third, _] = header_words(cipher, layout).map(words::public_word);
    format!("{first} {second} {third}")
}

fn header_words(cipher: Cipher, layout: Layout) -> [u16; HEADER_WORDS] {
    let four_bits = [
        cipher.iteration_exponent,
        layout.group,
        layout.group_threshold - 1,
        layout.group_count - 1,
        layout.member,
        layout.member_threshold - 1,
    ];
    let start = u64::from(cipher.identifier) << 1 | u64::from(cipher.extendable);
    let bits = four_bits.iter().fold(start, |bits, field| bits << 4 | u64::from(*field));
    [30, 20, 10, 0].map(|shift| (bits >> shift & 0x3ff) as u16)
}

/// Takes the value's bytes out of its words; the first `padding` bits must be zero.
fn read_value(words: &[u16], padding: usize, length: usize) -> Result<SecretBytes, ShareError> {
    let filled = words[0] >> (WORD_BITS - padding);
    if filled != 0 {
        return Err(ShareError::Padding);
    }
    SecretBytes::try_filled(length, |bytes| {
        let mut room = bytes.iter_mut();
        // The padding counts as bits that were already taken away.
        let (mut bits, mut held) = (Zeroizing::new(0_u32), 0);
        for (nth, word) in words.iter().enumerate() {
            *bits = *bits << WORD_BITS | u32::from(*word);
            held += if nth == 0 { WORD_BITS - padding } else { WORD_BITS };
            while held >= 8 {
                held -= 8;
                let byte = room.next().ok_or(ShareError::WordCount(words.len()))?;
                *byte = (*bits >> held) as u8;
            }
        }
        Ok(())
    })
}

fn write_value(value: &SecretBytes, words: &mut Indices) {
    let count = (value.len() * 8).div_ceil(WORD_BITS);
    let (mut bits, mut held) = (Zeroizing::new(0_u32), count * WORD_BITS - value.len() * 8);
    // exposed to: the words, in a list that is wiped
    for byte in value.expose_secret() {
        *bits = *bits << 8 | u32::from(*byte);
        held += 8;
        while held >= WORD_BITS {
            held -= WORD_BITS;
            words.push((*bits >> held & 0x3ff) as u16);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(layout: Layout, length: usize) -> Share {
        let cipher = Cipher { identifier: 0x5a5a, extendable: true, iteration_exponent: 3 };
        let value = SecretBytes::filled(length, |bytes| {
            bytes.iter_mut().zip(0_u8..).for_each(|(byte, n)| *byte = n.wrapping_mul(151) ^ 0xe7);
        });
        Share { set: Set::Slip39(cipher), layout, value }
    }

    fn layout(group: u8, group_threshold: u8, group_count: u8) -> Layout {
        Layout { group, group_threshold, group_count, member: 15, member_threshold: 16 }
    }

    #[test]
    fn words_give_the_same_share_for_every_length() {
        for length in VALUE_BYTES.step_by(2) {
            let made = share(layout(14, 15, 16), length);
            let read = Share::parse(&made.words()).expect("as written");
            assert!(read.value.same_as(&made.value));
            assert_eq!((read.set, read.layout), (made.set, made.layout));
            assert_eq!(read.words().expose_secret().split(' ').count(), made.word_count()); // exposed to: a test
        }
    }

    #[test]
    fn impossible_groups_are_refused_with_their_numbers() {
        let refused = Share::parse(&share(layout(0, 3, 2), 16).words()).err();
        assert_eq!(refused, Some(ShareError::GroupThreshold { threshold: 3, count: 2 }));
        let refused = Share::parse(&share(layout(2, 1, 2), 16).words()).err();
        assert_eq!(refused, Some(ShareError::GroupNumber { group: 3, count: 2 }));
    }

    #[test]
    fn bits_before_the_value_must_be_zero() {
        let share = share(layout(0, 1, 1), 16);
        let Set::Slip39(cipher) = share.set else { panic!("a SLIP-39 share") };
        let mut words = indices(cipher, share.layout, &share.value);
        words.truncate(17);
        words[4] |= 0x200;
        let checksum = rs1024::checksum(true, &words);
        words.extend(checksum);
        assert_eq!(from_indices(&words).err(), Some(ShareError::Padding));
    }

    #[test]
    fn debug_tells_nothing() {
        assert_eq!(format!("{:?}", share(layout(0, 1, 1), 16)), "Share(…)");
    }
}
