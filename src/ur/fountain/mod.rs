//! The fountain: a resource in parts of which any that are enough, in any order, give it back (BCR-2020-005 §5).
//!
//! The first N parts are the N fragments. Parts with higher numbers are sums (XOR) of several fragments; which ones
//! follows from the number of the part and the checksum of the whole. On paper only the first N are of use; animated
//! codes on screens go on for as long as somebody looks.

mod gather;
mod mix;

pub use gather::Fountain;
pub use mix::{Sampler, Xoshiro, choose_degree, choose_fragments, nominal_fragment_len};

use super::bytewords::{MAX_BYTES, crc32};
use super::resource::MAX_PARTS;
use super::{Part, UrError};
use crate::secret::SecretBytes;

/// Makes the parts of a resource.
pub struct Splitter {
    kind: String,
    fragments: Vec<SecretBytes>,
    message_len: usize,
    checksum: u32,
}

impl Splitter {
    /// Cuts the CBOR of a resource into fragments of equal length between `min` and `max` bytes.
    ///
    /// # Errors
    /// [`UrError::TooLong`] when it is longer than [`MAX_BYTES`] or has more parts than are read again, and
    /// [`UrError::Ends`] when it is empty.
    pub fn new(kind: &str, cbor: &[u8], min: usize, max: usize) -> Result<Self, UrError> {
        if cbor.is_empty() || max == 0 {
            return Err(UrError::Ends { at: 0 });
        }
        let len = nominal_fragment_len(cbor.len(), min, max);
        if cbor.len() > MAX_BYTES || cbor.len().div_ceil(len) > MAX_PARTS as usize {
            return Err(UrError::TooLong { limit: MAX_BYTES });
        }
        let padded =
            |piece: &[u8]| SecretBytes::filled(len, |to| to[..piece.len()].copy_from_slice(piece));
        Ok(Self {
            kind: kind.to_owned(),
            fragments: cbor.chunks(len).map(padded).collect(),
            message_len: cbor.len(),
            checksum: crc32(cbor),
        })
    }

    /// How many parts are enough when none is lost.
    pub fn count(&self) -> u32 {
        self.fragments.len() as u32
    }

    /// The part with this number, from 1; above [`Splitter::count`] it is a mixture.
    pub fn part(&self, number: u32) -> Part {
        let chosen = choose_fragments(number, self.count(), self.checksum);
        let fragment = SecretBytes::filled(self.fragments[0].len(), |sum| {
            for index in chosen {
                // exposed to: the sum that the part carries
                mix::add(sum, self.fragments[index].expose_secret());
            }
        });
        Part {
            kind: self.kind.clone(),
            number,
            of: self.count(),
            message_len: self.message_len,
            checksum: self.checksum,
            fragment,
        }
    }
}
