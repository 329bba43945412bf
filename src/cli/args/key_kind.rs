//! The kinds of single and extended private keys that `restore` reads.

use clap::ValueEnum;

/// What `--key-from` holds, by the names that wallets use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KeyKind {
    /// A private key in wallet import format.
    Wif,
    /// A private key under a passphrase (6P…).
    Bip38,
    /// An extended private key: xprv, yprv, zprv and others.
    Xprv,
    /// A mini private key (S…), as on coins and bills.
    MiniKey,
    /// The raw key of an Ethereum account, 64 hex digits.
    EthereumKey,
    /// A keystore file of Ethereum, version 3.
    KeystoreV3,
}
