//! What Electrum 1 makes of its seeds: keys that are sums with the master key, and uncompressed legacy addresses.
//!
//! The key at index n of a branch is the master key plus SHA-256(SHA-256("n:branch:" ‖ master public key)), as
//! Electrum's `Old_KeyStore` does it. BIP-0032 has no part in it, and there is no fingerprint.

use super::{CURVE, KeysError, Network, Step};
use crate::secret::SecretBytes;
use crate::seed::ElectrumOldSeed;
use bitcoin::hashes::{Hash, HashEngine, sha256d};
use bitcoin::hex::{DisplayHex, FromHex};
use bitcoin::secp256k1::{PublicKey, SecretKey};
use bitcoin::{PubkeyHash, hashes::hash160};
use std::fmt;
use std::str::FromStr;

/// The master public key of Electrum 1: the 64 bytes of a point, 128 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ElectrumOldKey(PublicKey);

impl ElectrumOldKey {
    /// The master public key of a seed; takes 100,000 rounds of SHA-256.
    ///
    /// # Errors
    /// [`KeysError::NoKeyHere`] for a seed without a key (never seen).
    pub fn of(seed: &ElectrumOldSeed) -> Result<Self, KeysError> {
        Self::of_private(&seed.stretched())
    }

    fn of_private(key: &SecretBytes) -> Result<Self, KeysError> {
        // exposed to: the curve's own key type, erased below
        let key = SecretKey::from_slice(key.expose_secret());
        let mut key = key.map_err(|_| KeysError::NoKeyHere)?;
        let public = PublicKey::from_secret_key(&CURVE, &key);
        key.non_secure_erase();
        Ok(Self(public))
    }

    /// Gives one address: receive branch 0 or change branch 1, then the index.
    ///
    /// # Errors
    /// [`KeysError::PathStep`] when the index is 2^31 or more.
    pub fn address(&self, change: bool, index: u32, network: Network) -> Result<String, KeysError> {
        let hash = PubkeyHash::from_raw_hash(hash160::Hash::hash(&self.key(change, index)?));
        Ok(bitcoin::Address::p2pkh(hash, bitcoin::Network::from(network)).to_string())
    }

    /// Gives the public key of one address, uncompressed: 130 hexadecimal digits.
    ///
    /// # Errors
    /// As [`ElectrumOldKey::address`].
    pub fn public_key(&self, change: bool, index: u32) -> Result<String, KeysError> {
        Ok(self.key(change, index)?.to_lower_hex_string())
    }

    fn key(&self, change: bool, index: u32) -> Result<[u8; 65], KeysError> {
        Step::normal(index)?;
        let mut engine = sha256d::Hash::engine();
        engine.input(format!("{index}:{}:", u32::from(change)).as_bytes());
        engine.input(&self.bytes());
        let number = sha256d::Hash::from_engine(engine).to_byte_array();
        let tweak = SecretKey::from_slice(&number).map_err(|_| KeysError::NoKeyHere)?;
        let point = PublicKey::from_secret_key(&CURVE, &tweak).combine(&self.0);
        Ok(point.map_err(|_| KeysError::NoKeyHere)?.serialize_uncompressed())
    }

    fn bytes(&self) -> [u8; 64] {
        let mut bytes = [0; 64];
        bytes.copy_from_slice(&self.0.serialize_uncompressed()[1..]);
        bytes
    }
}

impl fmt::Display for ElectrumOldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.bytes().to_lower_hex_string())
    }
}

impl FromStr for ElectrumOldKey {
    type Err = KeysError;

    /// Reads the 128 digits.
    fn from_str(text: &str) -> Result<Self, KeysError> {
        let mut key = [4; 65];
        let bytes = <[u8; 64]>::from_hex(text).map_err(|_| KeysError::NotRecognised)?;
        key[1..].copy_from_slice(&bytes);
        PublicKey::from_slice(&key).map(Self).map_err(|_| KeysError::ExtendedKeyData)
    }
}
