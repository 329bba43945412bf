//! What the first bytes tell.

use super::{Identified, Kind};
use crate::crypt;
use crate::secret::SecretBytes;
use crate::seed::Mnemonic;

/// The eight bytes of the PNG specification, §5.2.
pub(super) fn png(bytes: &[u8]) -> Option<Identified> {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n").then(|| Identified::known(Kind::Png, true))
}

/// A start-of-image marker and the marker after it (ITU-T T.81 §B.1).
pub(super) fn jpeg(bytes: &[u8]) -> Option<Identified> {
    bytes.starts_with(&[0xff, 0xd8, 0xff]).then(|| Identified::whole(Kind::Jpeg))?
}

/// The head of RIFF with the name of the form (RFC 9649 §2.4).
pub(super) fn webp(bytes: &[u8]) -> Option<Identified> {
    let names_it = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    names_it.then(|| Identified::whole(Kind::WebP))?
}

/// The order of bytes and the number 42, 43 for the large form (TIFF 6.0 §2).
pub(super) fn tiff(bytes: &[u8]) -> Option<Identified> {
    let starts: [&[u8]; 4] = [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"];
    let begins = starts.iter().any(|start| bytes.starts_with(start));
    begins.then(|| Identified::whole(Kind::Tiff))?
}

/// `%PDF-` among the first 1,024 bytes, as readers accept it.
pub(super) fn pdf(bytes: &[u8]) -> Option<Identified> {
    let head = &bytes[..bytes.len().min(1_024)];
    head.windows(5).any(|window| window == b"%PDF-").then(|| Identified::whole(Kind::Pdf))?
}

/// The first line of an age file (C2SP age.md).
pub(super) fn age(bytes: &[u8]) -> Option<Identified> {
    let first = &bytes[..bytes.len().min(super::TEXT_LIMIT)];
    let holds = || crypt::header_info(first).is_ok();
    bytes.starts_with(b"age-encryption.org/").then(|| Identified::checked(Kind::Age, holds()))?
}

/// 16 or 32 bytes that nothing else explains: any such bytes are valid entropy.
pub(super) fn compact_seed_qr(bytes: &[u8]) -> Option<Identified> {
    let printable = bytes.iter().all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace());
    if !matches!(bytes.len(), 16 | 32) || printable {
        return None;
    }
    let entropy = SecretBytes::copied_from(bytes);
    let holds = Mnemonic::from_compact_seed_qr(&entropy).is_ok();
    Identified::checked(Kind::CompactSeedQr, holds)
}
