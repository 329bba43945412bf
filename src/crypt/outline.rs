//! What an age file shows without a key: its header, and whether what stands behind it can be ciphertext at all.

use super::header::Header;
use super::{CryptError, source, spread};
use crate::secret::SecretBytes;
use std::io::{self, Read};
use std::str;

/// The nonce of the payload and the tag of its last piece (C2SP age.md, "Payload"), in bytes: none is shorter.
const SHORTEST: u64 = 16 + 16;
/// In so much of the payload text is looked for, in bytes. That 32 bytes by chance are text has a likelihood below 2^-35, and each
/// further byte halves it at least.
const LOOKED_AT: usize = 512;

/// What an age file shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outline {
    /// Its header.
    pub header: Header,
    /// Why the payload is not encrypted, where that can be told. What is compressed cannot be told from ciphertext.
    pub clear: Option<Clear>,
}

/// What shows that a payload is in the clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clear {
    /// It begins with text.
    Text,
    /// Some values of its bytes are too frequent for ciphertext.
    Uneven,
}

/// Reads an age file to its end, binary or armored.
///
/// # Errors
/// Those of [`super::header_info`]; [`CryptError::Damaged`] when the payload is too short for any; damaged armor; an input that
/// cannot be read.
pub fn outline(input: impl Read) -> Result<Outline, CryptError> {
    let opened = source::open(input)?;
    let (_, mut payload) = opened.file.into_inner();
    let fault = opened.fault;
    let broken = |error: io::Error| fault.explain(&error, 0, CryptError::Damaged { at_bytes: 0 });
    // Where it is no ciphertext it may be a secret in the clear.
    let mut piece = SecretBytes::zeroed(spread::PIECE);
    let (mut clear, mut length) = (None, 0);
    loop {
        // exposed to: the reader of the file, which fills it
        let count = fill(&mut payload, piece.expose_secret_mut()).map_err(broken)?;
        // exposed to: the questions whether it is text, and whether it is spread as ciphertext is
        let seen = &piece.expose_secret()[..count];
        if length == 0 && is_text(&seen[..count.min(LOOKED_AT)]) {
            clear = Some(Clear::Text);
        }
        if clear.is_none() && spread::is_uneven(seen) {
            clear = Some(Clear::Uneven);
        }
        length += count as u64;
        if count < spread::PIECE {
            break;
        }
    }
    if length < SHORTEST {
        return Err(CryptError::Damaged { at_bytes: 0 });
    }
    Ok(Outline { header: opened.header, clear })
}

/// Reads until the room is full or the input ends; tells how many bytes there were.
fn fill(input: &mut impl Read, room: &mut [u8]) -> io::Result<usize> {
    let mut count = 0;
    while count < room.len() {
        match input.read(&mut room[count..]) {
            Ok(0) => break,
            Ok(more) => count += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(count)
}

/// Whether bytes are text in UTF-8; the last character may be cut off.
fn is_text(bytes: &[u8]) -> bool {
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    let written = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    !text.is_empty() && text.chars().all(written)
}

#[cfg(test)]
mod tests {
    use super::super::to_armor;
    use super::*;
    use sha2::{Digest, Sha256};

    fn file(payload: &[u8]) -> Vec<u8> {
        let field = "A".repeat(43);
        let header = format!("age-encryption.org/v1\n-> X25519 {field}\n{field}\n--- {field}\n");
        [header.as_bytes(), payload].concat()
    }

    /// Both forms of a file, which show the same.
    fn shown(payload: &[u8]) -> Result<Option<Clear>, CryptError> {
        let binary = file(payload);
        let armored = to_armor(&binary).expect("armored");
        let both = [outline(&binary[..]), outline(armored.as_bytes())];
        let [binary, armored] = both.map(|shown| shown.map(|shown| shown.clear));
        assert_eq!(binary, armored);
        binary
    }

    #[test]
    fn a_payload_that_is_too_short_for_any_is_refused() {
        for short in [0, 1, 16, 31] {
            assert_eq!(
                shown(&vec![0xff; short]),
                Err(CryptError::Damaged { at_bytes: 0 }),
                "{short}"
            );
        }
        assert_eq!(shown(&[0xff; 32]), Ok(None));
        let damaged =
            to_armor(&file(&[0xff; 32])).expect("armored").replace("-----END", "-----AND");
        assert!(matches!(outline(damaged.as_bytes()), Err(CryptError::ArmorDamaged { .. })));
    }

    #[test]
    fn a_payload_that_is_uneven_anywhere_is_seen() {
        let random = |count: usize| -> Vec<u8> {
            let block = |number: u64| Sha256::digest(number.to_le_bytes());
            (0..).flat_map(block).take(count).collect()
        };
        for long in [512, 70_000] {
            assert_eq!(shown(&vec![0xff; long]), Ok(Some(Clear::Uneven)), "{long}");
        }
        let mut late = random(300_000);
        assert_eq!(shown(&late), Ok(None));
        late[200_000..202_000].fill(0);
        assert_eq!(shown(&late), Ok(Some(Clear::Uneven)));
    }

    #[test]
    fn text_behind_a_header_is_seen() {
        let words = "attack pizza motion avocado network gather crop fresh\r\n\tpatrol";
        // With the letter in front, the last one that is looked at is cut in two.
        let cut = format!("a{}", "ä".repeat(300));
        for text in [words, &cut, &"ä".repeat(300), &"種".repeat(30)] {
            assert_eq!(shown(text.as_bytes()), Ok(Some(Clear::Text)), "{text}");
        }
        for other in [format!("{words}\0"), format!("\u{1b}{words}"), format!("{words}\u{9f}")] {
            assert_eq!(shown(other.as_bytes()), Ok(None));
        }
        assert_eq!(shown(&[words.as_bytes(), &[0xff]].concat()), Ok(None));
    }
}
