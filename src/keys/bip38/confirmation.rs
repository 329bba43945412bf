//! Confirmation codes of BIP-0038: whoever knows the passphrase checks the address that somebody else printed.

use super::steps::{
    COMPRESSED, LOT, decode, fitting, form_of, lot_of, multiplied_halves, normalised, part,
    pass_factor, scalar, unlock,
};
use crate::keys::{CURVE, SingleKeyError, single};
use crate::secret::SecretText;
use bitcoin::secp256k1::PublicKey;

const LEN: usize = 51;
/// What every confirmation code begins with, so that its text begins with `cfrm38`.
const MAGIC: [u8; 5] = [0x64, 0x3b, 0xf6, 0xa8, 0x9a];

/// A confirmation code: it proves to the owner of a passphrase that a printed address depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    flags: u8,
    address_hash: [u8; 4],
    owner: [u8; 8],
    point: [u8; 33],
}

impl Confirmation {
    /// Reads the 75 characters that begin with `cfrm38`.
    ///
    /// # Errors
    /// As [`Bip38::parse`].
    pub fn parse(text: &str) -> Result<Self, SingleKeyError> {
        let bytes = decode(text.trim())?;
        // exposed to: the parts of a text that is public
        let bytes = bytes.expose_secret();
        if bytes.len() != LEN || !bytes.starts_with(&MAGIC) || bytes[5] & !(COMPRESSED | LOT) != 0 {
            return Err(SingleKeyError::NotOfThisKind("confirmation code of BIP-38"));
        }
        Ok(Self {
            flags: bytes[5],
            address_hash: part(bytes, 6),
            owner: part(bytes, 10),
            point: part(bytes, 18),
        })
    }

    /// Lot and sequence, where the owner gave them.
    pub fn lot(&self) -> Option<(u32, u32)> {
        (self.flags & LOT != 0).then(|| lot_of(&self.owner))
    }

    /// Gives the address that the passphrase confirms.
    ///
    /// # Errors
    /// [`SingleKeyError::WrongPassphrase`] when the address does not depend on this passphrase.
    pub fn check(&self, passphrase: &SecretText) -> Result<String, SingleKeyError> {
        let factor = pass_factor(&normalised(passphrase)?, &self.owner, self.flags)?;
        let halves = multiplied_halves(&factor, &self.address_hash, &self.owner)?;
        let mut point = self.point;
        unlock(&mut point[1..], &halves);
        // exposed to: one bit, which says which of two points is meant
        point[0] ^= halves.expose_secret()[63] & 1;
        let wrong = SingleKeyError::WrongPassphrase;
        let point = PublicKey::from_slice(&point).map_err(|_| wrong.clone())?;
        let point = point.mul_tweak(&CURVE, &scalar(&factor)?.0).map_err(|_| wrong.clone())?;
        let form = form_of(self.flags);
        let chain = fitting(&point, form, self.address_hash).ok_or(wrong)?;
        Ok(single::legacy_address(&point, form, chain))
    }
}
