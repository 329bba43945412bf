//! The kinds of seeds and keys that `restore --as` names.

use super::KeyKind;
use crate::sheet::Marks;
use clap::ValueEnum;

/// What the words or shares are, where their form does not say or says too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SeedKind {
    /// BIP-39 words.
    Bip39,
    /// A seed of Electrum since 2.0.
    Electrum,
    /// A seed of Electrum 1: its own words, or 32 hex digits.
    ElectrumOld,
    /// 25 words of Monero.
    Monero,
    /// 24 words of LND.
    Aezeed,
    /// Parts of a Seed XOR: all of them.
    SeedXor,
    /// codex32 strings: the seed itself, or shares of it.
    Codex32,
    /// The marks of a plate of digits as 1, 2, 4, 8: `0.1.1.24` a word.
    Stackbit,
    /// The marks of a plate of twelve places a word: `000001110100`.
    Tinyseed,
    /// SLIP-39 shares of a wallet that was made for them.
    Slip39Wallet,
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

impl SeedKind {
    /// The kind of key, where it is one: those come by `--key-from`.
    pub fn key(self) -> Option<KeyKind> {
        match self {
            Self::Wif => Some(KeyKind::Wif),
            Self::Bip38 => Some(KeyKind::Bip38),
            Self::Xprv => Some(KeyKind::Xprv),
            Self::MiniKey => Some(KeyKind::MiniKey),
            Self::EthereumKey => Some(KeyKind::EthereumKey),
            Self::KeystoreV3 => Some(KeyKind::KeystoreV3),
            Self::Bip39
            | Self::Electrum
            | Self::ElectrumOld
            | Self::Monero
            | Self::Aezeed
            | Self::SeedXor
            | Self::Codex32
            | Self::Stackbit
            | Self::Tinyseed
            | Self::Slip39Wallet => None,
        }
    }

    /// What a plate marks for each word, where it is one: BIP-39 words behind their marks.
    pub fn plate(self) -> Option<Marks> {
        match self {
            Self::Stackbit => Some(Marks::Sums),
            Self::Tinyseed => Some(Marks::Bits),
            _ => None,
        }
    }
}
