//! The lines at the beginning of an age v1 file (C2SP age.md, "Header"), read strictly and bounded.

use super::{CryptError, MAX_HEADER_BYTES};
use super::{hybrid, source};

const INTRO: &str = "age-encryption.org/";
const VERSION: &str = "v1";
const MAX_LINES: usize = 8192;
const MAC_CHARACTERS: usize = 43;
const BODY_COLUMNS: usize = 64;

/// What the header tells without any key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Whether the file is in its text form.
    pub armored: bool,
    /// Whether the file opens with a file passphrase.
    pub scrypt: bool,
    /// The scrypt work factor (log2 of N), when it opens with a file passphrase.
    pub work_factor: Option<u8>,
    /// For how many keys or passphrases the file was made; grease stanzas are not counted.
    pub stanzas: usize,
    /// Whether one of them is a post-quantum key (`mlkem768x25519`).
    pub hybrid: bool,
}

/// Reads the header from the first bytes of a file; one and a half times [`MAX_HEADER_BYTES`] are enough for every
/// file, armored or not.
///
/// # Errors
/// [`CryptError::NotAge`], [`CryptError::UnknownVersion`], [`CryptError::ArmorDamaged`],
/// [`CryptError::HeaderDamaged`] or [`CryptError::HeaderTooLong`].
pub fn header_info(first: &[u8]) -> Result<Header, CryptError> {
    source::open(first).map(|opened| opened.header)
}

/// Whether the bytes begin like an age file, binary or armored.
pub(super) fn looks_like_age(first: &[u8]) -> bool {
    !matches!(header_info(first), Err(CryptError::NotAge))
}

/// Reads a whole header, up to the line feed after the MAC.
pub(super) fn parse(bytes: &[u8], armored: bool) -> Result<Header, CryptError> {
    if bytes.len() > MAX_HEADER_BYTES {
        return Err(CryptError::HeaderTooLong { limit: MAX_HEADER_BYTES });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| CryptError::HeaderDamaged)?;
    let text = text.strip_suffix('\n').ok_or(CryptError::HeaderDamaged)?;
    let mut lines = text.split('\n');
    match lines.next().and_then(|first| first.strip_prefix(INTRO)) {
        Some(VERSION) => {}
        Some(other) if is_argument(other) => return Err(CryptError::UnknownVersion),
        _ => return Err(CryptError::HeaderDamaged),
    }
    let mut header =
        Header { armored, scrypt: false, work_factor: None, stanzas: 0, hybrid: false };
    let mut seen = 0;
    loop {
        let line = lines.next().ok_or(CryptError::HeaderDamaged)?;
        if let Some(mac) = line.strip_prefix("--- ") {
            let whole = mac.len() == MAC_CHARACTERS && is_base64(mac) && lines.next().is_none();
            return if whole && seen > 0 { Ok(header) } else { Err(CryptError::HeaderDamaged) };
        }
        let arguments = line.strip_prefix("-> ").ok_or(CryptError::HeaderDamaged)?;
        header.count(arguments, seen)?;
        seen += 1;
        read_body(&mut lines)?;
    }
}

impl Header {
    /// Takes one stanza's first line into account; `before` stanzas came earlier.
    fn count(&mut self, arguments: &str, before: usize) -> Result<(), CryptError> {
        if !arguments.split(' ').all(is_argument) {
            return Err(CryptError::HeaderDamaged);
        }
        // A passphrase must be the only way in: C2SP age.md, "scrypt recipient stanza".
        if self.scrypt {
            return Err(CryptError::HeaderDamaged);
        }
        let mut arguments = arguments.split(' ');
        let kind = arguments.next().unwrap_or_default();
        self.stanzas += usize::from(!kind.ends_with("-grease"));
        self.hybrid |= kind == hybrid::STANZA;
        if kind == "scrypt" {
            let factor = match (before, arguments.next(), arguments.next(), arguments.next()) {
                (0, Some(_salt), Some(factor), None) => work_factor(factor),
                _ => None,
            };
            self.work_factor = Some(factor.ok_or(CryptError::HeaderDamaged)?);
            self.scrypt = true;
        }
        Ok(())
    }
}

/// Decimal digits without a leading zero, up to 255.
fn work_factor(text: &str) -> Option<u8> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    digits.then(|| text.parse().ok()).flatten()
}

/// Lines of 64 characters, then one that is shorter, perhaps empty.
fn read_body<'a>(lines: &mut impl Iterator<Item = &'a str>) -> Result<(), CryptError> {
    loop {
        let line = lines.next().ok_or(CryptError::HeaderDamaged)?;
        if line.len() > BODY_COLUMNS || !is_base64(line) {
            return Err(CryptError::HeaderDamaged);
        }
        if line.len() < BODY_COLUMNS {
            return Ok(());
        }
    }
}

fn is_argument(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Canonical base64 without padding (RFC 4648 §3.5): the unused bits of the last character are zero.
fn is_base64(text: &str) -> bool {
    let mut last = 0;
    for byte in text.bytes() {
        last = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return false,
        };
    }
    match text.len() % 4 {
        0 => true,
        2 => last & 0b1111 == 0,
        3 => last & 0b11 == 0,
        _ => false,
    }
}

/// Whether the header that ends with this line is complete, or longer than any header may be.
pub(super) fn ends_with(line: &[u8], lines: usize) -> Result<bool, CryptError> {
    if lines > MAX_LINES {
        return Err(CryptError::HeaderTooLong { limit: MAX_HEADER_BYTES });
    }
    Ok(line.starts_with(b"---"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const X25519: &str = "age-encryption.org/v1
-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc
hjabGXwSLQ9c3S6Lw2i+S2Tu2fiwQHHslbBN6B41FLE
--- WyJp9F/9FOZh7gJdheq2WIJcwHgYc8NIVh3ddwhrcNg
";

    #[test]
    fn a_header_tells_how_many_can_open_it() {
        let header = header_info(X25519.as_bytes()).unwrap();
        assert_eq!((header.stanzas, header.scrypt, header.hybrid), (1, false, false));
        let greased = X25519.replace("--- ", "-> x-grease a\n\n--- ");
        assert_eq!(header_info(greased.as_bytes()).unwrap().stanzas, 1);
        let hybrid = X25519.replace("-> X25519", "-> mlkem768x25519");
        assert!(header_info(hybrid.as_bytes()).unwrap().hybrid);
    }

    #[test]
    fn a_passphrase_file_tells_its_work_factor() {
        let scrypt = X25519.replace(
            "X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc",
            "scrypt AAAAAAAAAAAAAAAAAAAAAA 18",
        );
        assert_eq!(header_info(scrypt.as_bytes()).unwrap().work_factor, Some(18));
        for wrong in ["018", "+18", "0", "256", "18x", ""] {
            let changed = scrypt.replace(" 18\n", &format!(" {wrong}\n"));
            assert_eq!(header_info(changed.as_bytes()), Err(CryptError::HeaderDamaged), "{wrong}");
        }
    }

    #[test]
    fn a_header_of_another_version_or_no_header_is_named() {
        let later = X25519.replace("/v1", "/v2");
        assert_eq!(header_info(later.as_bytes()), Err(CryptError::UnknownVersion));
        assert_eq!(header_info(b"hello"), Err(CryptError::NotAge));
        assert_eq!(header_info(b""), Err(CryptError::NotAge));
        assert_eq!(header_info(&X25519.as_bytes()[..60]), Err(CryptError::HeaderDamaged));
    }

    #[test]
    fn a_header_without_end_is_refused_at_its_limit() {
        let endless = format!("age-encryption.org/v1\n{}", "-> a\n\n".repeat(100_000));
        let refused = Err(CryptError::HeaderTooLong { limit: MAX_HEADER_BYTES });
        assert_eq!(header_info(endless.as_bytes()), refused);
        let one_line = format!("age-encryption.org/v1\n-> {}", "a".repeat(1 << 20));
        assert_eq!(header_info(one_line.as_bytes()), refused);
    }
}
