//! Base58 with its checksum, both ways, in buffers that are wiped (Base58Check, as addresses and keys use it).

use crate::secret::{SecretBuffer, SecretBytes, SecretText};
use bitcoin::base58;
use std::fmt;
use zeroize::Zeroizing;

/// Why a text is not Base58 with a checksum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The character at this position, from 1 and in bytes, is not a digit of Base58.
    Digit(usize),
    /// The checksum is wrong, or the text is too short to have one.
    Checksum,
}

/// Decodes a text; the caller has limited its length. The bytes are without the checksum.
pub(super) fn decode(text: &str) -> Result<SecretBytes, Fault> {
    if let Some(at) = text.bytes().position(|byte| !is_digit(byte)) {
        return Err(Fault::Digit(at + 1));
    }
    let bytes = base58::decode_check(text).map_err(|_| Fault::Checksum)?;
    Ok(SecretBytes::copied_from(&Zeroizing::new(bytes)))
}

/// Whether the byte is a digit of Base58: letters and numbers without `0`, `O`, `I` and `l`.
pub(super) fn is_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() && !matches!(byte, b'0' | b'O' | b'I' | b'l')
}

/// The digits of Base58 in their order, as Bitcoin has it, and as the XRP Ledger has it.
const DIGITS: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const RIPPLE: &[u8; 58] = b"rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

/// The digit of the XRP Ledger with the value of one of Bitcoin's; `None` for what is no digit.
pub(super) fn to_ripple(digit: u8) -> Option<u8> {
    translated(digit, DIGITS, RIPPLE)
}

/// Bitcoin's digit with the value of one of the XRP Ledger's; `None` for what is no digit.
pub(super) fn from_ripple(digit: u8) -> Option<u8> {
    translated(digit, RIPPLE, DIGITS)
}

fn translated(digit: u8, from: &[u8; 58], to: &[u8; 58]) -> Option<u8> {
    from.iter().position(|other| *other == digit).map(|value| to[value])
}

/// Writes bytes with their checksum.
pub(super) fn encode(bytes: &SecretBytes) -> SecretText {
    // A digit holds log2(58) = 5.86 bits: 11 digits hold 8 bytes; the checksum has four.
    let mut text = SecretBuffer::with_room((bytes.len() + 4).div_ceil(8) * 11);
    // exposed to: the Base58 encoder, which writes into a wiped buffer
    let written = fmt::write(&mut text, format_args!("{}", Base58(bytes.expose_secret())));
    written.expect("the room was reckoned above");
    text.into_text().expect("base58 is ASCII")
}

struct Base58<'a>(&'a [u8]);

impl fmt::Display for Base58<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        base58::encode_check_to_fmt(f, self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_at_every_length() {
        for len in 0..=82 {
            let bytes = SecretBytes::filled(len, |room| room.fill(0xff));
            let text = encode(&bytes);
            assert!(decode(text.expose_secret()).is_ok_and(|read| read.same_as(&bytes)), "{len}");
        }
    }

    #[test]
    fn a_strange_digit_is_named_by_its_position() {
        assert_eq!(decode("5H0").err(), Some(Fault::Digit(3)));
        assert_eq!(decode("5").err(), Some(Fault::Checksum));
        assert_eq!(decode("").err(), Some(Fault::Checksum));
    }
}
