//! The paths of wallets, as data: each chain's conventions in the order they are tried.
//!
//! The facts come from BIP-0044, 0045, 0048, 0049, 0084, 0086 and 0087, SEP-0005, CIP-1852, from the formats that
//! Electrum looks for when it is given a BIP-39 seed, and from the paths of MetaMask, Ledger, Trezor and Samourai.

use super::Script::{Account, Base, Enterprise, Eth, Pkh, ShWpkh, Stake, Tr, Wpkh};
use super::{Master, PathStyle, Reach, Script};

type Names = &'static [&'static str];

const fn all(
    names: Names,
    words: &'static str,
    pattern: &'static str,
    script: Script,
) -> PathStyle {
    let (master, reach) = (Master::Bip32, Reach::All);
    PathStyle { names, words, pattern, script: Some(script), master, reach }
}

const fn first(
    names: Names,
    words: &'static str,
    pattern: &'static str,
    script: Script,
) -> PathStyle {
    PathStyle { reach: Reach::First, ..all(names, words, pattern, script) }
}

const fn keys(words: &'static str, pattern: &'static str) -> PathStyle {
    let (master, reach) = (Master::Bip32, Reach::Keys);
    PathStyle { names: &[], words, pattern, script: None, master, reach }
}

const fn by(master: Master, style: PathStyle) -> PathStyle {
    PathStyle { master, ..style }
}

const BIP44: &str = "m/44h/ch/ah/b/i";
const BIP49: &str = "m/49h/ch/ah/b/i";
const BIP84: &str = "m/84h/ch/ah/b/i";
const BIP86: &str = "m/86h/ch/ah/b/i";
const ELECTRUM: &str = "m/ah/b/i";

pub(super) static NATIVE: [PathStyle; 1] =
    [all(&["bip84", "ledger-live", "trezor"], "BIP-84 native segwit", BIP84, Wpkh)];
pub(super) static TAPROOT: [PathStyle; 1] =
    [all(&["bip86", "ledger-live", "trezor"], "BIP-86 taproot", BIP86, Tr)];
pub(super) static NESTED: [PathStyle; 1] =
    [all(&["bip49", "ledger-live", "trezor"], "BIP-49 nested segwit", BIP49, ShWpkh)];
pub(super) static LEGACY: [PathStyle; 1] =
    [all(&["bip44", "ledger-live", "trezor"], "BIP-44 legacy", BIP44, Pkh)];

/// What Electrum and its forks look for beside the four standards.
pub(super) static ELECTRUM_FORMATS: [PathStyle; 9] = [
    all(
        &["electrum", "breadwallet", "multibit-hd"],
        "Electrum: m/0h with legacy addresses (old Breadwallet, MultiBit HD)",
        ELECTRUM,
        Pkh,
    ),
    all(&["electrum"], "Electrum: m/0h with nested segwit", ELECTRUM, ShWpkh),
    all(&["electrum"], "Electrum: m/0h with native segwit", ELECTRUM, Wpkh),
    all(&["bip84"], "Electrum: legacy addresses on the BIP-84 path", BIP84, Pkh),
    all(&["bip84"], "Electrum: nested segwit on the BIP-84 path", BIP84, ShWpkh),
    all(&["bip49"], "Electrum: legacy addresses on the BIP-49 path", BIP49, Pkh),
    all(&["bip49"], "Electrum: native segwit on the BIP-49 path", BIP49, Wpkh),
    all(&["copay", "bip44"], "Copay: native segwit on the BIP-44 path", BIP44, Wpkh),
    all(&["coolwallet", "bip44"], "CoolWallet S: nested segwit on the BIP-44 path", BIP44, ShWpkh),
];

pub(super) static SAMOURAI: [PathStyle; 6] = [
    all(
        &["samourai-bad-bank"],
        "Samourai bad bank (toxic change)",
        "m/84h/ch/2147483644h/b/i",
        Wpkh,
    ),
    all(&["samourai-premix"], "Samourai Whirlpool premix", "m/84h/ch/2147483645h/b/i", Wpkh),
    all(
        &["samourai-postmix", "samourai"],
        "Samourai Whirlpool postmix",
        "m/84h/ch/2147483646h/b/i",
        Wpkh,
    ),
    all(&["samourai-ricochet"], "Samourai Ricochet, legacy", "m/44h/ch/2147483647h/b/i", Pkh),
    all(
        &["samourai-ricochet"],
        "Samourai Ricochet, nested segwit",
        "m/49h/ch/2147483647h/b/i",
        ShWpkh,
    ),
    all(
        &["samourai-ricochet"],
        "Samourai Ricochet, native segwit",
        "m/84h/ch/2147483647h/b/i",
        Wpkh,
    ),
];

/// Extended keys that are one of several, or stand above the accounts.
pub(super) static BITCOIN_KEYS: [PathStyle; 11] = [
    keys("BIP-48 native segwit, one of several keys", "m/48h/ch/ah/2h"),
    keys("BIP-48 nested segwit, one of several keys", "m/48h/ch/ah/1h"),
    keys("BIP-48 legacy, one of several keys", "m/48h/ch/ah/0h"),
    keys("BIP-48 taproot, one of several keys", "m/48h/ch/ah/3h"),
    keys("BIP-87, one of several keys", "m/87h/ch/ah"),
    keys("BIP-45, one of several keys", "m/45h"),
    keys("the master key itself", "m"),
    keys("the purpose level of BIP-44", "m/44h"),
    keys("the coin level of BIP-44", "m/44h/ch"),
    // After the cosigners, since an extended key on this path is most likely one of several.
    all(&["bip48"], "one key on the BIP-48 path, native segwit", "m/48h/ch/ah/2h/b/i", Wpkh),
    all(&["bip48"], "one key on the BIP-48 path, nested segwit", "m/48h/ch/ah/1h/b/i", ShWpkh),
];

/// Bitcoin Cash from before it had a coin type, and from Electrum's fork.
pub(super) static BITCOIN_CASH: [PathStyle; 2] = [
    all(
        &["pre-fork"],
        "wallets from before the fork: Bitcoin's coin type 0",
        "m/44h/0h/ah/b/i",
        Pkh,
    ),
    all(&["electron-cash"], "m/0h with legacy addresses (old Breadwallet)", ELECTRUM, Pkh),
];

pub(super) static ETHEREUM: [PathStyle; 6] = [
    first(
        &["metamask", "trezor", "bip44"],
        "MetaMask (BIP-44 Ethereum; its first address is also Ledger Live's)",
        BIP44,
        Eth,
    ),
    all(&["ledger-live"], "Ledger Live", "m/44h/ch/ih/0/0", Eth),
    all(
        &["ledger-legacy", "mew", "mycrypto"],
        "Ledger legacy (MyEtherWallet, MyCrypto)",
        "m/44h/ch/0h/i",
        Eth,
    ),
    all(&["bip44"], "BIP-44 Ethereum, a further account", BIP44, Eth),
    all(
        &["testnet"],
        "BIP-44 Ethereum with the coin type of test networks",
        "m/44h/1h/ah/b/i",
        Eth,
    ),
    keys("the coin level of BIP-44 Ethereum", "m/44h/ch"),
];

pub(super) static ETHEREUM_CLASSIC: [PathStyle; 5] = [
    first(&["metamask", "trezor", "bip44"], "BIP-44 Ethereum Classic", BIP44, Eth),
    all(&["ledger-live"], "Ledger Live (Ethereum Classic)", "m/44h/ch/ih/0/0", Eth),
    all(&["ledger-legacy"], "Ledger's first Ethereum Classic app", "m/44h/60h/160720h/0h/i", Eth),
    all(&["bip44"], "BIP-44 Ethereum Classic, a further account", BIP44, Eth),
    first(&["eth"], "Ethereum Classic on Ethereum's path", "m/44h/60h/0h/0/i", Eth),
];

/// XRP and Tron: BIP-0044, and an account for each address on Ledger.
pub(super) static ACCOUNTS: [PathStyle; 2] = [
    all(&["bip44", "trezor", "metamask"], "BIP-44", BIP44, Account),
    all(&["ledger-live"], "Ledger Live", "m/44h/ch/ih/0/0", Account),
];

pub(super) static COSMOS: [PathStyle; 4] = [
    all(&["bip44", "keplr"], "BIP-44 (Keplr, Leap)", BIP44, Account),
    all(&["ledger-live"], "Ledger Live", "m/44h/ch/ih/0/0", Account),
    all(&["cosmos"], "BIP-44 with the coin type of the Cosmos Hub", "m/44h/118h/ah/b/i", Account),
    all(
        &["ledger-118"],
        "an account for each address, with the coin type of the Cosmos Hub",
        "m/44h/118h/ih/0/0",
        Account,
    ),
];

const SOLANA_ROOT: PathStyle = by(
    Master::Slip10,
    all(
        &["solana-root"],
        "the coin level (Sollet, solana-keygen prompt://)",
        "m/44h/501h",
        Account,
    ),
);

pub(super) static SOLANA: [PathStyle; 4] = [
    by(
        Master::Slip10,
        all(
            &["bip44-change", "phantom", "solflare", "trezor"],
            "Phantom, Solflare, Backpack",
            "m/44h/501h/ih/0h",
            Account,
        ),
    ),
    by(
        Master::Slip10,
        all(
            &["ledger-live", "bip44", "trust"],
            "Ledger Live, Trust Wallet",
            "m/44h/501h/ih",
            Account,
        ),
    ),
    SOLANA_ROOT,
    by(
        Master::RawSeed,
        all(
            &["solana-keygen"],
            "solana-keygen without a path: the first half of the seed is the key",
            "m",
            Account,
        ),
    ),
];

pub(super) static STELLAR: [PathStyle; 1] = [by(
    Master::Slip10,
    all(&["sep5", "ledger-live", "trezor"], "SEP-5", "m/44h/148h/ih", Account),
)];

const CIP1852: &str = "m/1852h/1815h/ah/b/i";
const CIP1852_STAKE: &str = "m/1852h/1815h/ah/2/i";
const ICARUS: Names = &["icarus", "yoroi", "daedalus", "trezor-12"];
const LEDGER: Names = &["ledger-live", "ledger", "bitbox02"];
const TREZOR: Names = &["trezor"];
const BY_ICARUS: &str =
    "CIP-1852, Icarus master key (Yoroi, Daedalus, Eternl, Lace; Trezor with 12 or 18 words)";
const BY_LEDGER: &str = "CIP-1852, master key of Ledger and BitBox02";
const BY_TREZOR: &str = "CIP-1852, master key of Trezor for 24 words";

const fn cardano(master: Master, names: Names, words: &'static str) -> [PathStyle; 3] {
    [
        by(master, all(names, words, CIP1852, Base)),
        by(master, all(names, words, CIP1852, Enterprise)),
        by(master, all(names, words, CIP1852_STAKE, Stake)),
    ]
}

pub(super) static CARDANO_ICARUS: [PathStyle; 3] = cardano(Master::Icarus, ICARUS, BY_ICARUS);
pub(super) static CARDANO_LEDGER: [PathStyle; 3] =
    cardano(Master::CardanoLedger, LEDGER, BY_LEDGER);
pub(super) static CARDANO_TREZOR: [PathStyle; 3] =
    cardano(Master::CardanoTrezor, TREZOR, BY_TREZOR);
