//! Holds what a wallet may show without being able to spend: an extended public key and its origin.

use super::{
    Address, Coin, Derivation, ExtendedKey, Fingerprint, KeyUse, KeysError, Network, Path, Root,
    Script, Step, address, addresses, batch, extended,
};
use bitcoin::bip32::Xpub;

/// An extended public key, with the master key and path it came from when they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub(super) xpub: Xpub,
    origin: Option<(Fingerprint, Path)>,
    pub(super) coin: Coin,
}

impl Account {
    pub(super) fn with_origin(xpub: Xpub, master: Fingerprint, path: Path) -> Self {
        Self { xpub, origin: Some((master, path)), coin: Coin::BTC }
    }

    /// Takes an extended public key whose origin is not known.
    pub fn from_extended(key: &ExtendedKey) -> Self {
        Self { xpub: key.xpub, origin: None, coin: key.coin().unwrap_or_default() }
    }

    /// The same key, for addresses of a coin; without it they are Bitcoin's, or what the key's prefix said.
    #[must_use]
    pub fn of_coin(self, coin: Coin) -> Self {
        Self { coin, ..self }
    }

    /// The coin of its addresses.
    pub fn coin(&self) -> Coin {
        self.coin
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
            _ => None,
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

    /// Refuses a network that the prefix of the key rules out. Addresses of chains without test forms are the same
    /// everywhere.
    pub(super) fn check_network(&self, script: Script, network: Network) -> Result<(), KeysError> {
        let everywhere = script == Script::Eth || !self.coin.chain().test_type;
        if everywhere || self.xpub.network == network.kind() {
            return Ok(());
        }
        let main = self.xpub.network.is_mainnet();
        let given = if main { "mainnet" } else { "the test networks" };
        Err(KeysError::WrongNetwork { given, wallet: network })
    }

    /// The coin of a script's addresses: Ethereum's script makes Ethereum's, whatever the key was said to be for.
    pub(super) fn coin_of(&self, script: Script) -> Coin {
        match script {
            Script::Eth if self.coin == Coin::BTC => Coin::ETH,
            _ => self.coin,
        }
    }
}

/// Gives the first receiving address of the first account on the usual path.
///
/// # Errors
/// As [`Derivation::addresses`]; [`KeysError::ScriptOfAnotherCoin`] for `eth` with Bitcoin.
pub fn first_address(
    root: &Root,
    coin: Coin,
    script: Script,
    network: Network,
) -> Result<Address, KeysError> {
    let derivation = Derivation::choose(coin, Some(script), None, network)?;
    let mut one = derivation.addresses(root, 0, false, 0, 1, 1)?;
    one.pop().ok_or(KeysError::NoIndex)
}

/// Gives the address of exactly one key of Bitcoin or Ethereum, at any path, hardened levels included.
///
/// # Errors
/// As [`Root::derive_private`]; [`KeysError::WrongNetwork`] when the root is on another network;
/// [`KeysError::ScriptOfAnotherCoin`] for scripts of neither.
pub fn address_at(
    root: &Root,
    path: &Path,
    script: Script,
    network: Network,
) -> Result<Address, KeysError> {
    root.account(path)?.check_network(script, network)?;
    let coin = if script == Script::Eth { Coin::ETH } else { Coin::BTC };
    Derivation::choose(coin, Some(script), None, network)?.address_at(root, path)
}
