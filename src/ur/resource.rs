//! `ur:TYPE/BODY` and `ur:TYPE/3-9/BODY`: one resource, or one part of one (BCR-2020-005 §3).

use super::bytewords::{self, Style};
use super::cbor::{Item, Reader};
use super::{UrError, bytewords::MAX_BYTES};
use crate::secret::{SecretBuffer, SecretBytes, SecretText};

/// The longest text of a resource or part, in bytes.
pub const MAX_TEXT: usize = 2 * (MAX_BYTES + 4) + 128;
/// The longest name of a type; the longest in use has 18 letters.
const MAX_TYPE: usize = 40;
/// The most parts that a resource is read from: nobody photographs more codes.
pub(super) const MAX_PARTS: u32 = 1_024;

/// A whole resource: the name of its type, in lower case, and its CBOR.
pub struct Resource {
    /// The type: `seed`, `crypto-account`, `sskr` …
    pub kind: String,
    /// The CBOR, without the tag of the type.
    pub cbor: SecretBytes,
}

/// One part of a resource (BCR-2020-005 §5). Parts with a number above `of` are mixtures of several fragments.
pub struct Part {
    /// The type of the whole.
    pub kind: String,
    /// The number of this part, from 1.
    pub number: u32,
    /// How many fragments the whole has.
    pub of: u32,
    /// The length of the whole, in bytes.
    pub message_len: usize,
    /// The CRC-32 of the whole.
    pub checksum: u32,
    /// The bytes of this part.
    pub fragment: SecretBytes,
}

/// What the text of one code is.
pub enum Parsed {
    /// All of it.
    Whole(Resource),
    /// One part.
    Part(Part),
}

/// Whether a text begins as a resource does, in any case.
pub(super) fn begins(text: &[u8]) -> bool {
    text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(b"ur:"))
}

impl Parsed {
    /// Reads the text of one code or line, in any case.
    ///
    /// # Errors
    /// [`UrError::NotAResource`], [`UrError::PartNumbers`], [`UrError::TooLong`], what [`bytewords::decode`] refuses,
    /// and for a part that is not one, the errors of CBOR.
    pub fn read(text: &str) -> Result<Self, UrError> {
        if text.len() > MAX_TEXT {
            return Err(UrError::TooLong { limit: MAX_TEXT });
        }
        let rest =
            text.get(3..).filter(|_| begins(text.as_bytes())).ok_or(UrError::NotAResource)?;
        let mut pieces = rest.split('/');
        let kind = pieces.next().filter(|kind| is_type(kind)).ok_or(UrError::NotAResource)?;
        let kind = kind.to_ascii_lowercase();
        match (pieces.next(), pieces.next(), pieces.next()) {
            (Some(body), None, None) => {
                let cbor = bytewords::decode(body, Style::Minimal)?;
                Ok(Self::Whole(Resource { kind, cbor }))
            }
            (Some(numbers), Some(body), None) => {
                let (number, of) = part_numbers(numbers).ok_or(UrError::PartNumbers)?;
                let part = bytewords::decode(body, Style::Minimal)?;
                // exposed to: the reader of the part
                let part = Part::from_cbor(kind, part.expose_secret())?;
                if (part.number, part.of) != (number, of) {
                    return Err(UrError::PartNumbers);
                }
                Ok(Self::Part(part))
            }
            _ => Err(UrError::NotAResource),
        }
    }
}

impl Resource {
    /// Writes `ur:TYPE/BODY` in lower case. Codes take it in upper case (alphanumeric mode): see [`upper`].
    pub fn write(kind: &str, cbor: &[u8]) -> SecretText {
        joined(&format!("ur:{kind}/"), cbor)
    }
}

/// The same text in upper case, as QR codes hold it.
pub fn upper(text: &SecretText) -> SecretText {
    // exposed to: the copy in upper case
    let bytes = text.expose_secret().as_bytes();
    let upper = SecretBytes::filled(bytes.len(), |to| {
        to.copy_from_slice(bytes);
        to.make_ascii_uppercase();
    });
    SecretText::from_bytes(upper).expect("ASCII letters became ASCII letters")
}

impl Part {
    fn from_cbor(kind: String, cbor: &[u8]) -> Result<Self, UrError> {
        let mut reader = Reader::new(cbor);
        if reader.array()? != 5 {
            return Err(UrError::Unexpected { at: 0 });
        }
        let (number, of) = (reader.uint32()?, reader.uint32()?);
        let message_len = reader.uint32()? as usize;
        let checksum = reader.uint32()?;
        let at = reader.position();
        let fragment = reader.bytes()?;
        reader.end()?;
        if number == 0 || of == 0 {
            return Err(UrError::PartNumbers);
        }
        if of > MAX_PARTS || message_len > MAX_BYTES {
            return Err(UrError::TooLong { limit: MAX_BYTES });
        }
        // Fragments are as long as the whole divided by their number, rounded up; the last is filled with zeros.
        if message_len == 0 || fragment.len() != message_len.div_ceil(of as usize) {
            return Err(UrError::Unexpected { at });
        }
        let fragment = SecretBytes::copied_from(fragment);
        Ok(Self { kind, number, of, message_len, checksum, fragment })
    }

    /// Writes `ur:TYPE/NUMBER-OF/BODY` in lower case.
    pub fn write(&self) -> SecretText {
        let item = Item::Array(vec![
            Item::Uint(self.number.into()),
            Item::Uint(self.of.into()),
            Item::Uint(self.message_len as u64),
            Item::Uint(self.checksum.into()),
            // exposed to: the part that is written
            Item::Bytes(self.fragment.expose_secret()),
        ]);
        let cbor = item.encode();
        let start = format!("ur:{}/{}-{}/", self.kind, self.number, self.of);
        // exposed to: the text that is returned
        joined(&start, cbor.expose_secret())
    }
}

fn joined(start: &str, cbor: &[u8]) -> SecretText {
    let body = bytewords::encode(cbor, Style::Minimal);
    let mut text = SecretBuffer::with_room(start.len() + body.len());
    let room = "both lengths were counted";
    text.push_text(start).expect(room);
    // exposed to: the text that is returned
    text.push_text(body.expose_secret()).expect(room);
    text.into_text().expect("letters, digits and signs")
}

/// Letters, digits and hyphens (BCR-2020-005, "type").
fn is_type(kind: &str) -> bool {
    (1..=MAX_TYPE).contains(&kind.len())
        && kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn part_numbers(text: &str) -> Option<(u32, u32)> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (number, of) = text.split_once('-').filter(|(a, b)| digits(a) && digits(b))?;
    Some((number.parse().ok()?, of.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: &str = "ur:seed/oyadgdstaslplabghydrpfmkbggufgludprfgmamdpwmox";

    #[test]
    fn a_resource_is_read_in_any_case_and_written_again() {
        for text in [SEED.to_owned(), SEED.to_uppercase(), SEED.replace("seed", "SEED")] {
            let Ok(Parsed::Whole(found)) = Parsed::read(&text) else { panic!("{text}") };
            assert_eq!(found.kind, "seed");
            let again = Resource::write(&found.kind, found.cbor.expose_secret());
            assert_eq!(again.expose_secret(), SEED);
            assert_eq!(upper(&again).expose_secret(), SEED.to_uppercase());
        }
    }

    #[test]
    fn what_is_no_resource_is_refused_by_its_reason() {
        let refused = |text: &str| Parsed::read(text).err().expect("refused");
        for text in ["", "ur:", "ur:seed", "ur:/aeaeaeae", "ur:se_ed/aeae", "url:seed/aeae", "ür:"]
        {
            assert_eq!(refused(text), UrError::NotAResource, "{text}");
        }
        assert_eq!(refused(&format!("{SEED}/x/y")), UrError::NotAResource);
        assert_eq!(refused("ur:bytes/0x1-9/aeae"), UrError::PartNumbers);
        assert_eq!(refused("ur:bytes/+1-9/aeae"), UrError::PartNumbers);
        assert_eq!(refused(&SEED.replace("oyad", "oyae")), UrError::Checksum);
    }

    #[test]
    fn a_part_whose_numbers_disagree_is_refused() {
        let part = Part {
            kind: "bytes".into(),
            number: 2,
            of: 3,
            message_len: 8,
            checksum: 7,
            fragment: SecretBytes::copied_from(&[1, 2, 3]),
        };
        let text = part.write().expose_secret().to_owned();
        assert!(matches!(Parsed::read(&text), Ok(Parsed::Part(part)) if part.number == 2));
        let wrong = text.replace("/2-3/", "/1-3/");
        assert_eq!(Parsed::read(&wrong).err(), Some(UrError::PartNumbers));
        let short = Part { fragment: SecretBytes::copied_from(&[1, 2]), ..part };
        let refused = Parsed::read(short.write().expose_secret()).err();
        assert!(matches!(refused, Some(UrError::Unexpected { .. })));
    }
}
