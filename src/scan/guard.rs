//! A PDF document is looked over before it is interpreted: a small file may unpack to terabytes.

use super::MAX_PIXELS;
use super::error::ScanError;
use flate2::bufread::ZlibDecoder;
use hayro::hayro_interpret::hayro_syntax::{Filter, Pdf, object::Object};
use std::io::{self, Read};

/// All compressed streams of a document together may unpack to this many bytes.
const MOST_UNPACKED: u64 = 256 << 20;
/// The longest stream with filters that are not measured, in bytes; none unpacks it 4,000 times.
const MOST_UNMEASURED: usize = 64 << 10;

/// Measures every zlib stream by unpacking it into nothing, and refuses encrypted documents,
/// whose streams can not be measured.
pub(super) fn check(bytes: &[u8]) -> Result<(), ScanError> {
    if finds(bytes, b"/Encrypt").next().is_some() {
        return Err(ScanError::Locked);
    }
    let mut left = MOST_UNPACKED;
    for at in finds(bytes, b"stream") {
        let body = bytes[at + 6..].trim_ascii_start();
        if like_zlib(body) {
            left = measured(body, left)?;
        }
    }
    Ok(())
}

/// Refuses pictures inside the document that are too large, and chains of filters that hide a
/// stream's size.
pub(super) fn check_objects(document: &Pdf) -> Result<(), ScanError> {
    for object in document.objects() {
        let Object::Stream(stream) = object else { continue };
        let side = |name: &[u8]| stream.dict().get::<u32>(name).unwrap_or(0);
        let (width, height) = (side(b"Width"), side(b"Height"));
        if u64::from(width) * u64::from(height) > MAX_PIXELS {
            return Err(ScanError::TooManyPixels { width, height, limit: MAX_PIXELS });
        }
        let filters = stream.filters();
        let packs = |filter: &Filter| {
            matches!(filter, Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode)
        };
        let plain = filters.len() == 1 && filters[0] == Filter::FlateDecode;
        let unmeasured = !plain && filters.iter().any(packs);
        if unmeasured && stream.raw_data().len() > MOST_UNMEASURED {
            return Err(ScanError::Unreadable);
        }
    }
    Ok(())
}

fn finds<'a>(bytes: &'a [u8], what: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    bytes.windows(what.len()).enumerate().filter(move |(_, w)| *w == what).map(|(at, _)| at)
}

/// The two header bytes of RFC 1950 §2.2.
fn like_zlib(body: &[u8]) -> bool {
    matches!(body, [method, check, ..] if method & 0x8f == 8
        && (u16::from(*method) << 8 | u16::from(*check)) % 31 == 0)
}

/// What is left of the allowance after unpacking a stream; damage ends the stream.
fn measured(body: &[u8], left: u64) -> Result<u64, ScanError> {
    let mut counted = ZlibDecoder::new(body).take(left + 1);
    let unpacked = match io::copy(&mut counted, &mut io::sink()) {
        Ok(unpacked) => unpacked,
        Err(_) => left + 1 - counted.limit(),
    };
    left.checked_sub(unpacked).ok_or(ScanError::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn document(unpacked: u64) -> Vec<u8> {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
        io::copy(&mut io::repeat(0).take(unpacked), &mut packer).unwrap();
        let mut file = b"%PDF-1.7\n1 0 obj <</Filter/FlateDecode>>\nstream\n".to_vec();
        file.write_all(&packer.finish().unwrap()).unwrap();
        file
    }

    #[test]
    fn a_stream_that_unpacks_beyond_the_limit_is_refused() {
        assert_eq!(check(&document(1 << 20)), Ok(()));
        assert_eq!(check(&document(MOST_UNPACKED + 1)), Err(ScanError::Unreadable));
    }

    #[test]
    fn an_encrypted_document_is_refused() {
        assert_eq!(check(b"%PDF-1.7 trailer << /Encrypt 3 0 R >>"), Err(ScanError::Locked));
    }
}
