//! Private keys under a passphrase (BIP-0038): all modes are opened, and the one without multiplication is made.
//!
//! The format tells a damaged text (its checksum does not hold) from a wrong passphrase (the address inside is
//! another). Its scrypt is fixed at 16 MiB and half a second or less, so a short passphrase is soon guessed:
//! reading it is the point here.

mod confirmation;
mod steps;

pub use confirmation::Confirmation;

use super::wif::CHAINS;
use super::{KeyForm, SingleKey, SingleKeyError, base58, single};
use crate::secret::{SecretBytes, SecretText};
use steps::{
    COMPRESSED, LOT, decode, fitting, form_of, hash_of_address, lock, lot_of, multiplied_halves,
    multiply, normalised, part, pass_factor, scrypt, seed_b, unlock,
};

const KEY_LEN: usize = 39;
const DIRECT: [u8; 2] = [0x01, 0x42];
const MULTIPLIED: [u8; 2] = [0x01, 0x43];

/// A private key under a passphrase, not opened yet. What it holds is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bip38 {
    flags: u8,
    address_hash: [u8; 4],
    body: Body,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Body {
    /// The key itself, encrypted.
    Direct([u8; 32]),
    /// A factor from whoever printed it; the other factor is the passphrase's.
    Multiplied { owner: [u8; 8], part1: [u8; 8], part2: [u8; 16] },
}

/// Whether a text has the length and the beginning of a key under BIP-0038, whatever its checksum says.
pub fn looks_like_bip38(text: &str) -> bool {
    text.len() == 58 && text.starts_with("6P") && text.bytes().all(base58::is_digit)
}

impl Bip38 {
    /// Reads the 58 characters that begin with `6P`.
    ///
    /// # Errors
    /// [`SingleKeyError::TooLong`], [`SingleKeyError::NotBase58`], [`SingleKeyError::Checksum`] when a character was
    /// changed or lost, [`SingleKeyError::NotOfThisKind`] for other contents.
    pub fn parse(text: &str) -> Result<Self, SingleKeyError> {
        let bytes = decode(text.trim())?;
        let other = SingleKeyError::NotOfThisKind("key under BIP-38");
        // exposed to: the parts of a text that is public
        let bytes = bytes.expose_secret();
        if bytes.len() != KEY_LEN {
            return Err(other);
        }
        let (kind, flags) = ([bytes[0], bytes[1]], bytes[2]);
        let body = match kind {
            // BIP-0038: the two highest bits stand for a key that is not multiplied.
            DIRECT if flags & !COMPRESSED == 0xc0 => Body::Direct(part(bytes, 7)),
            MULTIPLIED if flags & !(COMPRESSED | LOT) == 0 => Body::Multiplied {
                owner: part(bytes, 7),
                part1: part(bytes, 15),
                part2: part(bytes, 23),
            },
            _ => return Err(other),
        };
        Ok(Self { flags, address_hash: part(bytes, 3), body })
    }

    /// Whether somebody else printed the key with an intermediate code of its owner.
    pub fn is_multiplied(&self) -> bool {
        matches!(self.body, Body::Multiplied { .. })
    }

    /// Lot and sequence, where the owner gave them.
    pub fn lot(&self) -> Option<(u32, u32)> {
        match self.body {
            Body::Multiplied { owner, .. } if self.flags & LOT != 0 => Some(lot_of(&owner)),
            _ => None,
        }
    }

    /// How the public key is written.
    pub fn form(&self) -> KeyForm {
        form_of(self.flags)
    }

    /// Opens the key. The address inside tells the coin, and whether the passphrase was the right one; a wrong one
    /// passes once in 2^32 for each chain.
    ///
    /// # Errors
    /// [`SingleKeyError::WrongPassphrase`], [`SingleKeyError::PassphraseTooLong`], [`SingleKeyError::MemoryNeeded`].
    pub fn decrypt(&self, passphrase: &SecretText) -> Result<SingleKey, SingleKeyError> {
        let passphrase = normalised(passphrase)?;
        let key = match &self.body {
            Body::Direct(body) => {
                let halves = scrypt(&passphrase, &self.address_hash, 14, 8, 64);
                SecretBytes::filled(32, |room| {
                    room.copy_from_slice(body);
                    unlock(room, &halves);
                })
            }
            Body::Multiplied { owner, part1, part2 } => {
                let factor = pass_factor(&passphrase, owner, self.flags)?;
                let halves = multiplied_halves(&factor, &self.address_hash, owner)?;
                let seed = seed_b(&halves, part1, part2);
                multiply(&factor, &seed)?
            }
        };
        let form = self.form();
        let first = CHAINS.first().expect("there is a chain");
        // A wrong passphrase can also give a number that is no key at all.
        let wrong = |_| SingleKeyError::WrongPassphrase;
        let key = SingleKey::from_bytes(key, form, first.coin, first.network).map_err(wrong)?;
        let fits = fitting(&key.point(), form, self.address_hash);
        let chain = fits.ok_or(SingleKeyError::WrongPassphrase)?;
        // exposed to: the same key under the chain that its address named
        let bytes = SecretBytes::copied_from(key.bytes().expose_secret());
        SingleKey::from_bytes(bytes, form, chain.coin, chain.network)
    }

    /// Puts a key under a passphrase, without multiplication; the same key and passphrase give the same text.
    ///
    /// # Errors
    /// [`SingleKeyError::PassphraseTooLong`]; [`SingleKeyError::NotOfThisKind`] for a coin without such addresses.
    pub fn encrypt(key: &SingleKey, passphrase: &SecretText) -> Result<String, SingleKeyError> {
        let none = SingleKeyError::NotOfThisKind("coin with keys under BIP-38");
        let chain = key.chain().ok_or(none)?;
        let passphrase = normalised(passphrase)?;
        let address_hash =
            hash_of_address(&single::legacy_address(&key.point(), key.form(), chain));
        let halves = scrypt(&passphrase, &address_hash, 14, 8, 64);
        let mut body = [0; KEY_LEN];
        body[..2].copy_from_slice(&DIRECT);
        body[2] = 0xc0 | if key.form() == KeyForm::Compressed { COMPRESSED } else { 0 };
        body[3..7].copy_from_slice(&address_hash);
        // exposed to: the cipher, which works in place
        body[7..].copy_from_slice(key.bytes().expose_secret());
        lock(&mut body[7..], &halves);
        Ok(bitcoin::base58::encode_check(&body))
    }
}
