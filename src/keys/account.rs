//! Holds what a wallet may show without being able to spend: an extended public key and its origin.

use super::{
    Address, Coin, ExtendedKey, Fingerprint, KeyUse, KeysError, Network, Path, Root, Script, Step,
    account_path, address, addresses, batch, extended,
};
use bitcoin::bip32::Xpub;

/// An extended public key, with the master key and path it came from when they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub(super) xpub: Xpub,
    origin: Option<(Fingerprint, Path)>,
}

impl Account {
    pub(super) fn with_origin(xpub: Xpub, master: Fingerprint, path: Path) -> Self {
        Self { xpub, origin: Some((master, path)) }
    }

    /// Takes an extended public key whose origin is not known.
    pub fn from_extended(key: &ExtendedKey) -> Self {
        Self { xpub: key.xpub, origin: None }
    }

    /// Writes the key as `xpub…`, `tpub…` off mainnet (BIP-0032).
    pub fn xpub(&self) -> String {
        self.xpub.to_string()
    }

    /// Writes the key with the prefix older wallets want for a script: `zpub…` for native segwit,
    /// `ypub…` for nested segwit, nothing for the others (SLIP-0132).
    pub fn slip132(&self, script: Script) -> Option<String> {
        match script {
            Script::Wpkh => extended::encode(&self.xpub, KeyUse::Wpkh),
            Script::ShWpkh => extended::encode(&self.xpub, KeyUse::ShWpkh),
            Script::Tr | Script::Pkh | Script::Eth => None,
        }
    }

    /// The fingerprint of the master key and the path to this key; `None` for a key that was read
    /// from text alone.
    pub fn origin(&self) -> Option<(Fingerprint, &Path)> {
        self.origin.as_ref().map(|(master, path)| (*master, path))
    }

    /// The way to this key; an unknown one prints without `m`.
    pub fn path(&self) -> Path {
        self.origin.as_ref().map_or_else(Path::unknown_origin, |(_, path)| path.clone())
    }

    /// Gives the public key of an index, as 66 hexadecimal digits.
    ///
    /// # Errors
    /// As [`Account::address`].
    pub fn public_key(&self, change: bool, index: u32) -> Result<String, KeysError> {
        batch::Branch::of(self, change)?
            .key(Step::normal(index)?)
            .map(|key| address::key_text(&key))
    }

    /// Gives one address: receive branch 0 or change branch 1, then the index (BIP-0044).
    ///
    /// # Errors
    /// [`KeysError::WrongNetwork`] when the key belongs to another network, and
    /// [`KeysError::PathStep`] when the index is 2^31 or more.
    pub fn address(
        &self,
        script: Script,
        change: bool,
        index: u32,
        network: Network,
    ) -> Result<Address, KeysError> {
        Step::normal(index)?;
        let mut one = addresses(self, script, network, change, index, 1, 1)?;
        one.pop().ok_or(KeysError::IndexRange { start: index, count: 1 })
    }

    /// Refuses a network that the prefix of the key rules out. Ethereum has one address everywhere.
    pub(super) fn check_network(&self, script: Script, network: Network) -> Result<(), KeysError> {
        if script == Script::Eth || self.xpub.network == network.kind() {
            return Ok(());
        }
        let main = self.xpub.network.is_mainnet();
        let given = if main { "mainnet" } else { "the test networks" };
        Err(KeysError::WrongNetwork { given, wallet: network })
    }
}

/// Gives the first receiving address of the first account on the usual path.
///
/// # Errors
/// As [`Account::address`]; [`KeysError::ScriptOfAnotherCoin`] for `eth` with Bitcoin.
pub fn first_address(
    root: &Root,
    coin: Coin,
    script: Script,
    network: Network,
) -> Result<Address, KeysError> {
    let script = match coin {
        Coin::Eth => Script::Eth,
        Coin::Btc if script == Script::Eth => {
            return Err(KeysError::ScriptOfAnotherCoin { script });
        }
        Coin::Btc => script,
    };
    let account = root.account(&account_path(coin, script, network, 0)?)?;
    account.address(script, false, 0, network)
}

/// Gives the address of exactly one key, at any path, hardened levels included.
///
/// # Errors
/// As [`Root::derive_private`]; [`KeysError::WrongNetwork`] when the root is on another network.
pub fn address_at(
    root: &Root,
    path: &Path,
    script: Script,
    network: Network,
) -> Result<Address, KeysError> {
    let account = root.account(path)?;
    account.check_network(script, network)?;
    let key = account.xpub.public_key;
    Ok(Address {
        text: address::encode(script, &key, network),
        path: path.clone(),
        index: path.components().last().map_or(0, |step| step.index()),
        public_key: address::key_text(&key),
    })
}
