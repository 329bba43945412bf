//! Looks for what is expected inside one account, and writes the key of one address alone.

use super::{
    Account, Coin, ExtendedKey, KeyForm, KeysError, Network, PrivateNode, Script, SingleKey,
    addresses,
};
use crate::secret::{SecretBytes, SecretText};

/// Where an address stands below an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Whether it is of the change branch.
    pub change: bool,
    /// The index on the branch.
    pub index: u32,
}

impl Account {
    /// Looks for an address among the first `gap` of both branches. Addresses are compared as text; native segwit in
    /// lower case.
    ///
    /// # Errors
    /// [`KeysError::WrongNetwork`], and [`KeysError::TooMany`] for a gap that is too large.
    pub fn place_of(
        &self,
        wanted: &str,
        script: Script,
        network: Network,
        gap: u32,
        threads: usize,
    ) -> Result<Option<Place>, KeysError> {
        for change in [false, true] {
            let list = addresses(self, script, network, change, 0, gap, threads)?;
            let found = list.iter().find(|address| {
                address.text == wanted
                    || (script != Script::Pkh && address.text.eq_ignore_ascii_case(wanted))
            });
            if let Some(address) = found {
                return Ok(Some(Place { change, index: address.index }));
            }
        }
        Ok(None)
    }

    /// Whether an extended public key is the one of this account, whatever its prefix.
    pub fn is_key(&self, key: &ExtendedKey) -> bool {
        key.is_same_key(&self.xpub)
    }
}

impl PrivateNode {
    /// Writes the private key alone, without its chain code, in wallet import format, compressed.
    ///
    /// # Errors
    /// [`KeysError::NoKeyHere`] for a key that is none (never seen).
    pub fn wif(&self) -> Result<SecretText, KeysError> {
        let key = SecretBytes::copied_from(self.key());
        let single = SingleKey::from_bytes(key, KeyForm::Compressed, Coin::BTC, self.network());
        single.and_then(|single| single.wif()).map_err(|_| KeysError::NoKeyHere)
    }
}
