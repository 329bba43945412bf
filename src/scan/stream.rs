//! The data of a code (ISO/IEC 18004 §7.4): segments of digits, capitals, bytes and kanji, as bytes.

use crate::secret::{SecretBuffer, SecretBytes};

/// The largest content of a QR code is 7,089 digits (version 40, level L).
const MOST_BYTES: usize = 7_089;
/// Capitals in the order of their values (ISO/IEC 18004 table 5).
const CAPITALS: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// Reads data codewords; `None` when they are not formed as the standard says. With `strict` that goes down to the
/// last filling, which some programs write as they like.
pub(super) fn read(data: &SecretBytes, version: usize, strict: bool) -> Option<SecretBytes> {
    // exposed to: the reader of segments
    let mut bits = Bits { bytes: data.expose_secret(), at: 0 };
    let mut out = SecretBuffer::with_room(MOST_BYTES);
    while bits.left() >= 4 {
        match bits.take(4)? {
            0 => break,
            1 => digits(&mut bits, version, &mut out)?,
            2 => capitals(&mut bits, version, &mut out)?,
            4 => {
                for _ in 0..bits.take([8, 16, 16][class(version)])? {
                    out.push(&[bits.take(8)? as u8]).ok()?;
                }
            }
            7 => extended(&mut bits)?,
            8 => kanji(&mut bits, version, &mut out)?,
            _ => return None,
        }
    }
    (!strict || bits.rest_is_filling()).then(|| out.into_bytes())
}

/// Lengths are written in more bits from version 10 and 27 on (table 3).
fn class(version: usize) -> usize {
    usize::from(version > 9) + usize::from(version > 26)
}

fn digits(bits: &mut Bits<'_>, version: usize, out: &mut SecretBuffer) -> Option<()> {
    let mut left = bits.take([10, 12, 14][class(version)])?;
    while left > 0 {
        let count = left.min(3);
        let mut value = bits.take([4, 7, 10][count as usize - 1])?;
        let mut three = [0_u8; 3];
        for digit in three[..count as usize].iter_mut().rev() {
            *digit = b'0' + (value % 10) as u8;
            value /= 10;
        }
        if value != 0 {
            return None;
        }
        out.push(&three[..count as usize]).ok()?;
        left -= count;
    }
    Some(())
}

fn capitals(bits: &mut Bits<'_>, version: usize, out: &mut SecretBuffer) -> Option<()> {
    let mut left = bits.take([9, 11, 13][class(version)])?;
    while left > 1 {
        let value = bits.take(11)? as usize;
        let pair = [*CAPITALS.get(value / 45)?, CAPITALS[value % 45]];
        out.push(&pair).ok()?;
        left -= 2;
    }
    if left == 1 {
        out.push(&[*CAPITALS.get(bits.take(6)? as usize)?]).ok()?;
    }
    Some(())
}

/// Kanji as the two bytes of Shift JIS.
fn kanji(bits: &mut Bits<'_>, version: usize, out: &mut SecretBuffer) -> Option<()> {
    for _ in 0..bits.take([8, 10, 12][class(version)])? {
        let value = bits.take(13)?;
        let wide = ((value / 0xc0) << 8) + value % 0xc0;
        let code = wide + if wide < 0x1f00 { 0x8140 } else { 0xc140 };
        out.push(&[(code >> 8) as u8, code as u8]).ok()?;
    }
    Some(())
}

/// Passes over the number of a character set; the bytes are handed on as they are.
fn extended(bits: &mut Bits<'_>) -> Option<()> {
    let first = bits.take(8)?;
    let more = match first {
        0..=0x7f => 0,
        0x80..=0xbf => 8,
        0xc0..=0xdf => 16,
        _ => return None,
    };
    bits.take(more).map(|_| ())
}

/// Bits, the highest of each byte first.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn left(&self) -> usize {
        self.bytes.len() * 8 - self.at
    }

    fn take(&mut self, count: usize) -> Option<u32> {
        if self.left() < count {
            return None;
        }
        let mut value = 0;
        for _ in 0..count {
            value = value << 1 | u32::from(self.bytes[self.at / 8] >> (7 - self.at % 8) & 1);
            self.at += 1;
        }
        Some(value)
    }

    /// Whether nothing but zeros to the end of the byte and the two filling bytes in turn follows (§7.4.10).
    fn rest_is_filling(&mut self) -> bool {
        let to_byte = (8 - self.at % 8) % 8;
        let begun = self.take(to_byte) == Some(0);
        let rest = &self.bytes[self.at / 8..];
        begun && rest.iter().zip([0xec, 0x11].iter().cycle()).all(|(is, fills)| is == fills)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> Option<Vec<u8>> {
        let read = read(&SecretBytes::copied_from(bytes), 1, true)?;
        // exposed to: the test
        Some(read.expose_secret().to_vec())
    }

    /// ISO/IEC 18004 §7.4.3, example 1, and filled up as §7.4.10 says.
    const DIGITS: [u8; 8] = [0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11];

    #[test]
    fn the_examples_of_the_standard_are_read() {
        assert_eq!(of(&DIGITS).unwrap(), b"01234567");
        // §7.4.4: AC-42.
        assert_eq!(of(&[0x20, 0x29, 0xce, 0xe7, 0x21, 0x00]).unwrap(), b"AC-42");
    }

    #[test]
    fn what_is_not_formed_as_the_standard_says_is_refused() {
        for (at, other) in [(7, 0x10), (6, 0xed), (5, 0x81), (0, 0x30), (3, 0xff)] {
            let mut spoilt = DIGITS;
            spoilt[at] = other;
            assert_eq!(of(&spoilt), None, "{at}");
        }
        assert_eq!(of(&DIGITS[..4]), None);
    }
}
