//! One share: its public numbers, its value, and its words (SLIP-0039 §Format of the share mnemonic).

use crate::secret::{SecretBytes, SecretText};
use crate::share::error::ShareError;
use crate::share::feistel::Set;
use crate::share::rs1024::{self, CHECKSUM_WORDS};
use crate::share::words::{self, Indices};
use std::fmt;
use std::ops::RangeInclusive;
use zeroize::Zeroizing;

/// The lengths of a secret that can be split or be in a share, in bytes; only even ones.
pub(crate) const VALUE_BYTES: RangeInclusive<usize> = 16..=128;
/// The words before the value: 15 bits identifier, 1 bit extendable, 4 bits each of iteration exponent,
/// group, groups needed − 1, groups − 1, share, shares needed − 1.
const HEADER_WORDS: usize = 4;
const WORD_BITS: usize = 10;

/// A share whose words are on the list, whose checksum is right and whose numbers are possible.
pub struct Share {
    pub(crate) set: Set,
    pub(crate) layout: Layout,
    pub(crate) value: SecretBytes,
}

/// The public numbers of a share as they are encoded: groups and shares from 0, thresholds and counts from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) group: u8,
    pub(crate) group_threshold: u8,
    pub(crate) group_count: u8,
    pub(crate) member: u8,
    pub(crate) member_threshold: u8,
}

impl Share {
    /// Reads a share as it was typed or scanned: any case, the first four letters of a word or more,
    /// numbers before words, several lines, `#` comment lines; at most 4 KiB.
    ///
    /// # Errors
    /// [`ShareError::TooLong`], [`ShareError::UnknownWords`], [`ShareError::WordCount`],
    /// [`ShareError::Checksum`], [`ShareError::Padding`], [`ShareError::GroupThreshold`],
    /// [`ShareError::GroupNumber`].
    pub fn parse(typed: &SecretText) -> Result<Self, ShareError> {
        Self::from_indices(&words::read(typed)?)
    }

    fn from_indices(words: &[u16]) -> Result<Self, ShareError> {
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
        let set =
            Set { identifier: (header >> 25) as u16, extendable, iteration_exponent: field(20) };
        let layout = Layout {
            group: field(16),
            group_threshold: field(12) + 1,
            group_count: field(8) + 1,
            member: field(4),
            member_threshold: field(0) + 1,
        };
        layout.check()?;
        let value = read_value(&rest[..value_words], padding, length)?;
        Ok(Self { set, layout, value })
    }

    /// The words, joined by single spaces.
    pub fn words(&self) -> SecretText {
        words::write(&self.indices())
    }

    fn indices(&self) -> Indices {
        let mut words = Zeroizing::new(Vec::with_capacity(self.word_count()));
        words.extend(header_words(self.set, self.layout));
        write_value(&self.value, &mut words);
        let checksum = rs1024::checksum(self.set.extendable, &words);
        words.extend(checksum);
        words
    }

    /// The number of words: 20 for 16 bytes, 33 for 32 bytes.
    pub fn word_count(&self) -> usize {
        HEADER_WORDS + (self.value.len() * 8).div_ceil(WORD_BITS) + CHECKSUM_WORDS
    }

    /// The set's name: the first two words, the same on all shares of a set and no part of its secret.
    pub fn set_name(&self) -> String {
        let [first, second, ..] = header_words(self.set, self.layout).map(words::public_word);
        format!("{first} {second}")
    }

    /// The group's number, from 1.
    pub fn group(&self) -> u8 {
        self.layout.group + 1
    }

    /// The share's number in its group, from 1.
    pub fn member_number(&self) -> u8 {
        self.layout.member + 1
    }

    /// How many shares of its group are needed.
    pub fn member_threshold(&self) -> u8 {
        self.layout.member_threshold
    }

    /// How many groups are needed.
    pub fn group_threshold(&self) -> u8 {
        self.layout.group_threshold
    }

    /// How many groups there are.
    pub fn group_count(&self) -> u8 {
        self.layout.group_count
    }

    /// The length in bytes of the secret that the set gives back.
    pub fn secret_length(&self) -> usize {
        self.value.len()
    }

    /// How often the cipher's 10,000 iterations are doubled, 0 to 15; above about 5 opening takes long.
    pub fn iteration_exponent(&self) -> u8 {
        self.set.iteration_exponent
    }

    /// Whether the set carries the extendable flag, which readers made before 2024 do not know.
    pub fn is_extendable(&self) -> bool {
        self.set.extendable
    }
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Share(…)")
    }
}

impl Layout {
    fn check(self) -> Result<(), ShareError> {
        if self.group_threshold > self.group_count {
            let (threshold, count) = (self.group_threshold, self.group_count);
            return Err(ShareError::GroupThreshold { threshold, count });
        }
        if self.group >= self.group_count {
            return Err(ShareError::GroupNumber { group: self.group + 1, count: self.group_count });
        }
        Ok(())
    }
}

/// The first three words of every share of a group of the set; public.
pub(crate) fn group_start(set: Set, layout: Layout) -> String {
    let [first, second, third, _] = header_words(set, layout).map(words::public_word);
    format!("{first} {second} {third}")
}

fn header_words(set: Set, layout: Layout) -> [u16; HEADER_WORDS] {
    let four_bits = [
        set.iteration_exponent,
        layout.group,
        layout.group_threshold - 1,
        layout.group_count - 1,
        layout.member,
        layout.member_threshold - 1,
    ];
    let start = u64::from(set.identifier) << 1 | u64::from(set.extendable);
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
        let set = Set { identifier: 0x5a5a, extendable: true, iteration_exponent: 3 };
        let value = SecretBytes::filled(length, |bytes| {
            bytes.iter_mut().zip(0_u8..).for_each(|(byte, n)| *byte = n.wrapping_mul(151) ^ 0xe7);
        });
        Share { set, layout, value }
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
            assert_eq!(read.indices().len(), made.word_count());
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
        let mut words = share(layout(0, 1, 1), 16).indices();
        words.truncate(17);
        words[4] |= 0x200;
        let checksum = rs1024::checksum(true, &words);
        words.extend(checksum);
        assert_eq!(Share::from_indices(&words).err(), Some(ShareError::Padding));
    }

    #[test]
    fn debug_tells_nothing() {
        assert_eq!(format!("{:?}", share(layout(0, 1, 1), 16)), "Share(…)");
    }
}
