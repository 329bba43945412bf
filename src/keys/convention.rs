//! Lists how wallets choose their paths and scripts, in the order they are tried.
//!
//! The facts come from BIP-0044, 0045, 0048, 0049, 0084, 0086 and 0087, from the formats Electrum looks
//! for when it is given a BIP-39 seed, and from the paths of MetaMask and Ledger.

use super::chain::ETHEREUM_TYPE;
use super::{KeysError, Network, Path, Script, Step};
use std::ops::Range;

/// One level of a convention's account path; all are hardened.
#[derive(Clone, Copy)]
pub(super) enum Level {
    /// This index.
    Fixed(u32),
    /// Bitcoin's coin type on the wallet's network.
    Coin,
    /// The account.
    Account,
}

/// Which addresses a convention uses below its account.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Below {
    /// Receive `0/i` and change `1/i`.
    Branches,
    /// Receive `0/i` only.
    Receive,
    /// `0/0` only: every account has one address.
    First,
    /// `i`, without a branch.
    Direct,
    /// None that one key makes; extended keys are compared.
    Nothing,
}

/// The accounts a convention numbers.
#[derive(Clone, Copy)]
pub(super) enum Accounts {
    /// Those of the search.
    Searched,
    /// As many as the gap: every address is an account.
    Gap,
    /// None: the path is fixed.
    One,
}

/// The way one family of wallets goes from the master key to addresses.
pub(super) struct Convention {
    pub(super) name: &'static str,
    path: &'static [Level],
    accounts: Accounts,
    pub(super) below: Below,
    /// The script of one key; `None` where the path does not tell or the key is one of several.
    pub(super) script: Option<Script>,
}

use Level::{Account, Coin, Fixed};

const SAMOURAI_BAD_BANK: u32 = 2_147_483_644;
const SAMOURAI_PRE_MIX: u32 = 2_147_483_645;
const SAMOURAI_POST_MIX: u32 = 2_147_483_646;
const SAMOURAI_RICOCHET: u32 = 2_147_483_647;

const BIP44: &[Level] = &[Fixed(44), Coin, Account];
const BIP49: &[Level] = &[Fixed(49), Coin, Account];
const BIP84: &[Level] = &[Fixed(84), Coin, Account];
const BIP86: &[Level] = &[Fixed(86), Coin, Account];
const BIP48_NESTED: &[Level] = &[Fixed(48), Coin, Account, Fixed(1)];
const BIP48_NATIVE: &[Level] = &[Fixed(48), Coin, Account, Fixed(2)];
const ETHEREUM: &[Level] = &[Fixed(44), Fixed(ETHEREUM_TYPE), Account];

const fn bitcoin(name: &'static str, path: &'static [Level], script: Script) -> Convention {
    let (accounts, below) = (Accounts::Searched, Below::Branches);
    Convention { name, path, accounts, below, script: Some(script) }
}

const fn fixed(name: &'static str, path: &'static [Level], script: Script) -> Convention {
    let (accounts, below) = (Accounts::One, Below::Branches);
    Convention { name, path, accounts, below, script: Some(script) }
}

const fn key_only(name: &'static str, path: &'static [Level]) -> Convention {
    Convention { name, path, accounts: Accounts::Searched, below: Below::Nothing, script: None }
}

const fn ethereum(
    name: &'static str,
    path: &'static [Level],
    accounts: Accounts,
    below: Below,
) -> Convention {
    Convention { name, path, accounts, below, script: Some(Script::Eth) }
}

/// All conventions; the first that fits is the one that is named.
pub(super) const ALL: [Convention; 36] = [
    bitcoin("BIP-84 native segwit", BIP84, Script::Wpkh),
    bitcoin("BIP-86 taproot", BIP86, Script::Tr),
    bitcoin("BIP-49 nested segwit", BIP49, Script::ShWpkh),
    bitcoin("BIP-44 legacy", BIP44, Script::Pkh),
    bitcoin(
        "Electrum: m/0h with legacy addresses (old Breadwallet, MultiBit HD)",
        &[Account],
        Script::Pkh,
    ),
    bitcoin("Electrum: m/0h with nested segwit", &[Account], Script::ShWpkh),
    bitcoin("Electrum: m/0h with native segwit", &[Account], Script::Wpkh),
    bitcoin("Electrum: legacy addresses on the BIP-84 path", BIP84, Script::Pkh),
    bitcoin("Electrum: nested segwit on the BIP-84 path", BIP84, Script::ShWpkh),
    bitcoin("Electrum: legacy addresses on the BIP-49 path", BIP49, Script::Pkh),
    bitcoin("Electrum: native segwit on the BIP-49 path", BIP49, Script::Wpkh),
    bitcoin("Copay: native segwit on the BIP-44 path", BIP44, Script::Wpkh),
    bitcoin("CoolWallet S: nested segwit on the BIP-44 path", BIP44, Script::ShWpkh),
    fixed(
        "Samourai bad bank (toxic change)",
        &[Fixed(84), Coin, Fixed(SAMOURAI_BAD_BANK)],
        Script::Wpkh,
    ),
    fixed("Samourai Whirlpool premix", &[Fixed(84), Coin, Fixed(SAMOURAI_PRE_MIX)], Script::Wpkh),
    fixed("Samourai Whirlpool postmix", &[Fixed(84), Coin, Fixed(SAMOURAI_POST_MIX)], Script::Wpkh),
    fixed("Samourai Ricochet, legacy", &[Fixed(44), Coin, Fixed(SAMOURAI_RICOCHET)], Script::Pkh),
    fixed(
        "Samourai Ricochet, nested segwit",
        &[Fixed(49), Coin, Fixed(SAMOURAI_RICOCHET)],
        Script::ShWpkh,
    ),
    fixed(
        "Samourai Ricochet, native segwit",
        &[Fixed(84), Coin, Fixed(SAMOURAI_RICOCHET)],
        Script::Wpkh,
    ),
    ethereum(
        "MetaMask (BIP-44 Ethereum; its first address is also Ledger Live's)",
        &[Fixed(44), Fixed(ETHEREUM_TYPE), Fixed(0)],
        Accounts::One,
        Below::Receive,
    ),
    ethereum("Ledger Live", ETHEREUM, Accounts::Gap, Below::First),
    ethereum(
        "Ledger legacy (MyEtherWallet, MyCrypto)",
        &[Fixed(44), Fixed(ETHEREUM_TYPE), Fixed(0)],
        Accounts::One,
        Below::Direct,
    ),
    ethereum("BIP-44 Ethereum, a further account", ETHEREUM, Accounts::Searched, Below::Branches),
    ethereum(
        "BIP-44 Ethereum with the coin type of test networks",
        &[Fixed(44), Fixed(1), Account],
        Accounts::Searched,
        Below::Branches,
    ),
    key_only("BIP-48 native segwit, one of several keys", BIP48_NATIVE),
    key_only("BIP-48 nested segwit, one of several keys", BIP48_NESTED),
    key_only("BIP-48 legacy, one of several keys", &[Fixed(48), Coin, Account, Fixed(0)]),
    key_only("BIP-48 taproot, one of several keys", &[Fixed(48), Coin, Account, Fixed(3)]),
    key_only("BIP-87, one of several keys", &[Fixed(87), Coin, Account]),
    key_only("BIP-45, one of several keys", &[Fixed(45)]),
    key_only("the master key itself", &[]),
    key_only("the purpose level of BIP-44", &[Fixed(44)]),
    key_only("the coin level of BIP-44", &[Fixed(44), Coin]),
    key_only("the coin level of BIP-44 Ethereum", &[Fixed(44), Fixed(ETHEREUM_TYPE)]),
    // After the cosigners, since an extended key on this path is most likely one of several.
    bitcoin("one key on the BIP-48 path, native segwit", BIP48_NATIVE, Script::Wpkh),
    bitcoin("one key on the BIP-48 path, nested segwit", BIP48_NESTED, Script::ShWpkh),
];

impl Convention {
    /// Gives the account paths, in the order they are tried.
    ///
    /// # Errors
    /// [`KeysError::PathStep`] for an account of 2^31 or more.
    pub(super) fn paths(
        &self,
        network: Network,
        accounts: &Range<u32>,
        gap: u32,
    ) -> Result<Vec<Path>, KeysError> {
        let numbered = self.path.iter().any(|level| matches!(level, Account));
        let range = match self.accounts {
            Accounts::Searched if numbered => accounts.clone(),
            Accounts::Gap => 0..gap,
            Accounts::Searched | Accounts::One => 0..1,
        };
        range.map(|account| self.path_of(network, account)).collect()
    }

    fn path_of(&self, network: Network, account: u32) -> Result<Path, KeysError> {
        self.path.iter().try_fold(Path::master(), |path, level| {
            path.child(Step::hardened(match level {
                Fixed(index) => *index,
                Coin => network.bitcoin_type(),
                Account => account,
            })?)
        })
    }
}
