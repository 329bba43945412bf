//! BBQr: one file over several QR codes, as Coldcard and others show PSBTs and descriptors.
//!
//! Each code says `B$`, how the bytes are written, the type of the file, how many codes there are and which this is
//! (two base-36 digits each, the latter from 0), then the bytes. There is no checksum over the whole.

use super::UrError;
use super::bytewords::MAX_BYTES;
use crate::secret::{SecretBuffer, SecretBytes, SecretText};
use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

/// What every part begins with.
const MAGIC: &[u8] = b"B$";
const HEADER: usize = 8;
/// The most parts: two digits of base 36, counted from 1.
const MAX_PARTS: usize = 36 * 36 - 1;
/// The characters of a version 40-L code in alphanumeric mode.
const MAX_PART_TEXT: usize = 4_296;
/// The window of the compression, as a power of 2: readers are small devices.
const WINDOW_BITS: u8 = 10;
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE36: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// How the bytes of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// `H`: hexadecimal.
    Hex,
    /// `2`: base 32 (RFC 4648) without filling.
    Base32,
    /// `Z`: compressed (raw deflate, a window of 1,024 bytes), then base 32.
    Compressed,
}

/// The type of the file, by its letter: `P` PSBT, `T` transaction, `J` JSON, `C` CBOR, `U` text, `B` bytes …
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileType(pub u8);

impl FileType {
    /// A PSBT.
    pub const PSBT: Self = Self(b'P');
    /// Text in UTF-8: a descriptor, for one.
    pub const TEXT: Self = Self(b'U');
    /// JSON.
    pub const JSON: Self = Self(b'J');

    /// The type in words.
    pub fn describe(self) -> &'static str {
        match self.0 {
            b'P' => "PSBT",
            b'T' => "transaction",
            b'J' => "JSON",
            b'C' => "CBOR",
            b'U' => "text",
            b'B' => "bytes",
            b'X' => "program",
            b'R' | b'S' | b'E' => "Key Teleport",
            _ => "file",
        }
    }
}

/// One code of a file.
pub struct Part {
    /// How the bytes are written.
    pub encoding: Encoding,
    /// The type of the file.
    pub file_type: FileType,
    /// How many parts there are.
    pub of: usize,
    /// Which part this is, from 1; the code itself counts from 0.
    pub number: usize,
    /// The bytes of this part, still compressed where they are.
    pub bytes: SecretBytes,
}

/// Whether a text begins as a part does.
pub(super) fn begins(text: &[u8]) -> bool {
    text.len() >= HEADER && text.starts_with(MAGIC)
}

impl Part {
    /// Reads the text of one code. Letters may be small, as people type them.
    ///
    /// # Errors
    /// [`UrError::NotBbqr`] for anything else, [`UrError::PartNumbers`], [`UrError::NotADigit`] and
    /// [`UrError::TooLong`].
    pub fn read(text: &str) -> Result<Self, UrError> {
        let text = text.as_bytes();
        if text.len() > MAX_PART_TEXT {
            return Err(UrError::TooLong { limit: MAX_PART_TEXT });
        }
        let head = text.get(..HEADER).filter(|head| head.starts_with(MAGIC));
        let head = head.ok_or(UrError::NotBbqr)?;
        let encoding = match head[2].to_ascii_uppercase() {
            b'H' => Encoding::Hex,
            b'2' => Encoding::Base32,
            b'Z' => Encoding::Compressed,
            _ => return Err(UrError::NotBbqr),
        };
        let file_type = FileType(head[3].to_ascii_uppercase());
        if !file_type.0.is_ascii_uppercase() {
            return Err(UrError::NotBbqr);
        }
        let number = |two: &[u8]| {
            two.iter().try_fold(0, |sum, digit| Some(sum * 36 + value(BASE36, *digit)?))
        };
        let of = number(&head[4..6]).ok_or(UrError::PartNumbers)?;
        let at = number(&head[6..8]).ok_or(UrError::PartNumbers)?;
        if of == 0 || at >= of {
            return Err(UrError::PartNumbers);
        }
        let bytes = match encoding {
            Encoding::Hex => decode(&text[HEADER..], 4, b"0123456789ABCDEF")?,
            Encoding::Base32 | Encoding::Compressed => decode(&text[HEADER..], 5, BASE32)?,
        };
        Ok(Self { encoding, file_type, of, number: at + 1, bytes })
    }

    /// Whether two parts are of one file, as far as their headers tell.
    pub fn is_beside(&self, other: &Self) -> bool {
        (self.encoding, self.file_type, self.of) == (other.encoding, other.file_type, other.of)
    }
}

/// Puts the parts of one file together.
///
/// # Errors
/// [`UrError::PartNumbers`] when one is missing, comes twice with other bytes, or is of another file;
/// [`UrError::Compression`] when the bytes cannot be unpacked; [`UrError::TooLong`].
pub fn join(parts: &[Part]) -> Result<SecretBytes, UrError> {
    let first = parts.first().ok_or(UrError::PartNumbers)?;
    let total: usize = parts.iter().map(|part| part.bytes.len()).sum();
    if total > MAX_BYTES {
        return Err(UrError::TooLong { limit: MAX_BYTES });
    }
    let mut whole = SecretBuffer::with_room(total);
    for number in 1..=first.of {
        let mut same = parts.iter().filter(|part| part.number == number);
        let part = same.next().ok_or(UrError::PartNumbers)?;
        if !part.is_beside(first) || same.any(|other| !other.bytes.same_as(&part.bytes)) {
            return Err(UrError::PartNumbers);
        }
        // exposed to: the file that is put together
        whole.push(part.bytes.expose_secret()).expect("every part was counted");
    }
    match first.encoding {
        // exposed to: the decompressor
        Encoding::Compressed => unpack(whole.expose_secret()),
        Encoding::Hex | Encoding::Base32 => Ok(whole.into_bytes()),
    }
}

fn unpack(packed: &[u8]) -> Result<SecretBytes, UrError> {
    // One byte more than may be: a file that fills it is too long.
    let mut room = SecretBytes::zeroed(MAX_BYTES + 1);
    let mut inflate = Decompress::new(false);
    // exposed to: the decompressor, which writes it
    let done = inflate.decompress(packed, room.expose_secret_mut(), FlushDecompress::Finish);
    let len = inflate.total_out() as usize;
    if len > MAX_BYTES {
        return Err(UrError::TooLong { limit: MAX_BYTES });
    }
    match done {
        Ok(Status::StreamEnd) if inflate.total_in() == packed.len() as u64 => {
            // exposed to: the copy without the empty room
            Ok(SecretBytes::copied_from(&room.expose_secret()[..len]))
        }
        _ => Err(UrError::Compression),
    }
}

/// Writes a file as the texts of codes of at most `most` characters (4,296 at the very most), compressed where that
/// is shorter.
///
/// # Errors
/// [`UrError::TooLong`] when it does not fit 1,295 such codes, or `most` leaves no room.
pub fn write(file_type: FileType, file: &[u8], most: usize) -> Result<Vec<SecretText>, UrError> {
    let too_long = UrError::TooLong { limit: MAX_BYTES };
    if file.len() > MAX_BYTES || file.is_empty() {
        return Err(too_long);
    }
    let packed = pack(file);
    let (letter, bytes) = match &packed {
        // exposed to: the codes that are written
        Some(packed) => (b'Z', packed.expose_secret()),
        None => (b'2', file),
    };
    // Five bytes are eight characters: every part but the last ends between bytes and between characters.
    let each = most.min(MAX_PART_TEXT).saturating_sub(HEADER) / 8 * 5;
    let count = if each == 0 { usize::MAX } else { bytes.len().div_ceil(each) };
    if count > MAX_PARTS {
        return Err(too_long);
    }
    // Parts of nearly equal length make codes of one size.
    let even = bytes.len().div_ceil(count).div_ceil(5) * 5;
    let count = bytes.len().div_ceil(even);
    let digits = |n: usize| [BASE36[n / 36], BASE36[n % 36]];
    let one = |(at, piece): (usize, &[u8])| {
        let mut text = SecretBuffer::with_room(HEADER + (piece.len() * 8).div_ceil(5));
        let room = "the characters were counted";
        text.push(MAGIC).expect(room);
        text.push(&[letter, file_type.0]).expect(room);
        text.push(&digits(count)).expect(room);
        text.push(&digits(at)).expect(room);
        encode32(piece, &mut |character| text.push(&[character]).expect(room));
        text.into_text().expect("letters and digits")
    };
    Ok(bytes.chunks(even).enumerate().map(one).collect())
}

/// The compressed bytes, where they are fewer.
fn pack(file: &[u8]) -> Option<SecretBytes> {
    let mut room = SecretBytes::zeroed(file.len());
    let mut deflate = Compress::new_with_window_bits(Compression::best(), false, WINDOW_BITS);
    // exposed to: the compressor, which writes it
    let done = deflate.compress(file, room.expose_secret_mut(), FlushCompress::Finish);
    let len = deflate.total_out() as usize;
    if !matches!(done, Ok(Status::StreamEnd)) {
        return None;
    }
    // exposed to: the copy without the empty room
    Some(SecretBytes::copied_from(&room.expose_secret()[..len]))
}

fn value(digits: &[u8], character: u8) -> Option<usize> {
    digits.iter().position(|digit| *digit == character.to_ascii_uppercase())
}

/// Reads digits of `bits` bits each; what is left over at the end must be zero.
fn decode(text: &[u8], bits: u32, digits: &[u8]) -> Result<SecretBytes, UrError> {
    let mut bytes = SecretBuffer::with_room(text.len() * bits as usize / 8);
    let (mut held, mut count) = (0_u32, 0);
    for (position, character) in (HEADER + 1..).zip(text) {
        let digit = value(digits, *character).ok_or(UrError::NotADigit { position })?;
        held = (held << bits) | digit as u32;
        count += bits;
        if count >= 8 {
            count -= 8;
            bytes.push(&[(held >> count) as u8]).expect("room for every whole byte");
            held &= (1 << count) - 1;
        }
    }
    if count >= bits || held != 0 {
        return Err(UrError::NotADigit { position: HEADER + text.len() });
    }
    Ok(bytes.into_bytes())
}

fn encode32(bytes: &[u8], put: &mut dyn FnMut(u8)) {
    let (mut held, mut count) = (0_u32, 0);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        count += 8;
        while count >= 5 {
            count -= 5;
            put(BASE32[(held >> count) as usize & 31]);
        }
        held &= (1 << count) - 1;
    }
    if count > 0 {
        put(BASE32[(held << (5 - count)) as usize & 31]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[SecretText]) -> Vec<Part> {
        texts.iter().map(|text| Part::read(text.expose_secret()).unwrap()).collect()
    }

    #[test]
    fn files_of_every_length_come_back() {
        let mut noise = 1_u32;
        for len in [1, 2, 4, 5, 6, 99, 1_000, 20_000] {
            for even in [true, false] {
                let mut byte = || {
                    noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (noise >> 24) as u8
                };
                let file: Vec<u8> = (0..len).map(|_| if even { 7 } else { byte() }).collect();
                let mut parts = read(&write(FileType::PSBT, &file, 300).unwrap());
                parts.reverse();
                assert_eq!(join(&parts).unwrap().expose_secret(), file);
                if parts.len() > 1 {
                    parts.pop();
                    assert_eq!(join(&parts).err(), Some(UrError::PartNumbers));
                }
            }
        }
    }

    #[test]
    fn hexadecimal_is_read_and_case_does_not_matter() {
        for text in ["B$HP010070736274FF", "B$hp010070736274ff"] {
            let part = Part::read(text).unwrap();
            assert_eq!((part.number, part.of, part.encoding), (1, 1, Encoding::Hex));
            assert_eq!(join(&[part]).unwrap().expose_secret(), b"psbt\xff");
        }
    }

    #[test]
    fn what_is_no_part_is_refused() {
        let refused = |text: &str| Part::read(text).err().unwrap();
        for text in ["", "B$", "B$QP0100AA", "A$HP0100AA", "B$H10100AA"] {
            assert_eq!(refused(text), UrError::NotBbqr, "{text}");
        }
        for text in ["B$HP0000AA", "B$HP0101AA", "B$HP-100AA"] {
            assert_eq!(refused(text), UrError::PartNumbers, "{text}");
        }
        assert_eq!(refused("B$HP0100AG"), UrError::NotADigit { position: 10 });
        assert_eq!(refused("B$HP0100A"), UrError::NotADigit { position: 9 });
        assert_eq!(refused("B$2P0100AB1"), UrError::NotADigit { position: 11 });
    }

    #[test]
    fn a_bomb_is_refused_before_it_unpacks() {
        let mut packed = vec![0; 60_000];
        let mut deflate = Compress::new(Compression::best(), false);
        let zeros = vec![0; MAX_BYTES * 8];
        deflate.compress(&zeros, &mut packed, FlushCompress::Finish).unwrap();
        packed.truncate(deflate.total_out() as usize);
        assert_eq!(unpack(&packed).err(), Some(UrError::TooLong { limit: MAX_BYTES }));
        assert_eq!(unpack(&packed[..20]).err(), Some(UrError::Compression));
        assert_eq!(unpack(b"\xff\xff").err(), Some(UrError::Compression));
    }
}
