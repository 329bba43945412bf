//! Public data of wallets: extended public keys and descriptors, and the addresses they give.
//!
//! Nothing here can spend, and texts that could are refused before they are parsed.

#![forbid(unsafe_code)]

mod annotation;
pub mod bip138;
mod bitcoin_core;
mod bsms;
mod bsms_seal;
mod coldcard;
mod cosigner;
mod descriptor;
mod electrum;
mod error;
mod export;
mod labels;
mod pair;
mod policy;
mod proof;
mod read;
mod rule;
mod span;
mod specter;
mod spend;
mod subsets;
mod template;
pub mod ur;
mod write;

pub use annotation::Annotations;
pub use bsms::KeyRecord;
pub use bsms_seal::{BsmsToken, bsms_open, bsms_seal};
pub use cosigner::{Cosigner, MOST_KEYS, assemble};
pub use descriptor::MAX_TEXT;
pub use error::WalletError;
pub use export::{Export, FORMATS, FormatLine, export};
pub use labels::{Label, Labels, MAX_LABELS};
pub use policy::{Policy, Quorum, ScriptType, USUAL_GAP};
pub use proof::{MOST_SUBSETS, Proof, prove};
pub use read::{Brought, Format, MAX_FILE, read};
pub use rule::{Rule, Timelock, letter};
pub use write::{branch_descriptors, descriptor_of};

use crate::keys::{self, Account, Address, Coin, ExtendedKey, KeyUse, Network, Script};
use descriptor::Branches;

/// A wallet that can show addresses and cannot spend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchOnly(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Key { account: Account, meaning: KeyUse, network: Network },
    Descriptor(Box<Branches>),
}

/// Something about a watch-only wallet that is allowed and should be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// The descriptor has no checksum: a changed character would not be noticed.
    NoChecksum,
    /// The extended key does not say which script it is for.
    ScriptNotSaid,
    /// The file has the receiving branch only; branch 1 was taken for change, as its program does.
    ChangeAssumed,
}

impl WatchOnly {
    /// Reads an extended public key, with any prefix of SLIP-0132; its script is kept as a hint.
    ///
    /// # Errors
    /// [`WalletError::PrivateKey`] for private keys; [`WalletError::Keys`] for what is no key.
    pub fn from_xpub(text: &str) -> Result<Self, WalletError> {
        let text = text.trim_ascii();
        if keys::is_private_key(text) {
            return Err(WalletError::PrivateKey);
        }
        let key = ExtendedKey::parse(text)?;
        let account = Account::from_extended(&key);
        Ok(Self(Kind::Key { account, meaning: key.key_use(), network: key.network() }))
    }

    /// Reads a descriptor (BIP-0380 to 0389): one key or several, `<0;1>/*`, `/0/*` or one address.
    ///
    /// # Errors
    /// [`WalletError::PrivateKey`] for private keys, [`WalletError::Checksum`] when it does not fit,
    /// and the variants that name what else a descriptor may not have.
    pub fn from_descriptor(text: &str) -> Result<Self, WalletError> {
        Branches::read(text).map(|branches| Self(Kind::Descriptor(Box::new(branches))))
    }

    /// What should be said about the wallet.
    pub fn warnings(&self) -> Vec<Warning> {
        match &self.0 {
            Kind::Key { meaning: KeyUse::Any, .. } => vec![Warning::ScriptNotSaid],
            Kind::Descriptor(branches) if !branches.has_checksum() => vec![Warning::NoChecksum],
            Kind::Key { .. } | Kind::Descriptor(_) => Vec::new(),
        }
    }

    /// The script that the prefix or the descriptor names; `None` for `xpub` and for scripts of
    /// several keys.
    pub fn script(&self) -> Option<Script> {
        match &self.0 {
            Kind::Key { meaning, .. } => meaning.script(),
            Kind::Descriptor(branches) => branches.script(),
        }
    }

    /// Mainnet, or testnet for every test network: their extended keys look alike. `None` for a
    /// descriptor without extended keys.
    pub fn network(&self) -> Option<Network> {
        match &self.0 {
            Kind::Key { network, .. } => Some(*network),
            Kind::Descriptor(branches) => branches.network(),
        }
    }

    /// The account of a wallet that was read from an extended key.
    pub fn account(&self) -> Option<&Account> {
        match &self.0 {
            Kind::Key { account, .. } => Some(account),
            Kind::Descriptor(_) => None,
        }
    }

    /// The coin that the prefix of an extended key names; `None` for `xpub` and for descriptors.
    pub fn coin(&self) -> Option<Coin> {
        match &self.0 {
            Kind::Key { account, .. } => Some(account.coin()).filter(|coin| *coin != Coin::BTC),
            Kind::Descriptor(_) => None,
        }
    }

    /// The same key, for addresses of a coin.
    ///
    /// # Errors
    /// [`WalletError::NoDescriptor`] for a descriptor and another coin than Bitcoin.
    pub fn of_coin(self, coin: Coin) -> Result<Self, WalletError> {
        match self.0 {
            Kind::Key { account, meaning, network } => {
                Ok(Self(Kind::Key { account: account.of_coin(coin), meaning, network }))
            }
            Kind::Descriptor(_) if coin != Coin::BTC => Err(WalletError::NoDescriptor),
            kind @ Kind::Descriptor(_) => Ok(Self(kind)),
        }
    }

    /// Gives `count` addresses of the receive or change branch from index `start` on. Without
    /// `script` the hint of the prefix decides, and native segwit where there is none.
    ///
    /// # Errors
    /// [`WalletError::Cosigner`] for a key that makes no address alone, unless a script is given;
    /// [`WalletError::ScriptFixed`] for a script that contradicts a descriptor;
    /// [`WalletError::NoChange`] and [`WalletError::OneAddress`] where the descriptor has none.
    pub fn addresses(
        &self,
        script: Option<Script>,
        network: Network,
        change: bool,
        start: u32,
        count: u32,
        threads: usize,
    ) -> Result<Vec<Address>, WalletError> {
        match &self.0 {
            Kind::Key { account, meaning, .. } => {
                if script.is_none() && meaning.is_cosigner() {
                    return Err(WalletError::Cosigner);
                }
                let script = script.or(meaning.script()).unwrap_or(account.coin().default_script());
                Ok(keys::addresses(account, script, network, change, start, count, threads)?)
            }
            Kind::Descriptor(branches) => {
                if script.is_some() && script != branches.script() {
                    return Err(WalletError::ScriptFixed);
                }
                branches.addresses(network, change, start, count, threads)
            }
        }
    }
}
