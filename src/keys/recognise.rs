//! Recognises an address of any chain in the table, with its checksum: one text can be an address of several.

use super::address::{Payload, from_ripple, with_capitals};
use super::cashaddr::{self, Refusal};
use super::chain::{Coin, Encoding};
use super::{KeysError, Network, Script, strkey};
use bech32::primitives::decode::CheckedHrpstring;
use bech32::{Bech32, Fe32};
use bitcoin::base58;

/// One way to read an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fit {
    pub(super) coin: Coin,
    pub(super) script: Script,
    pub(super) payload: Payload,
    pub(super) family: Family,
    /// Whether nothing protects the text against a wrong character.
    pub(super) unchecked: bool,
}

/// The networks an address can belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Mainnet,
    /// Segwit addresses of testnet and signet.
    Testnets,
    Regtest,
    /// Legacy addresses look alike on all test networks.
    AllTests,
    /// Addresses that look alike everywhere.
    Anywhere,
}

impl Family {
    pub(super) fn of_form(form: usize) -> Self {
        [Self::Mainnet, Self::Testnets, Self::Regtest][form.min(2)]
    }

    /// Whether a wallet on the network can have such addresses, and the name of the family.
    pub(super) fn holds(self, wallet: Network) -> (bool, &'static str) {
        match self {
            Self::Mainnet => (wallet.is_mainnet(), "mainnet"),
            Self::Testnets => {
                (matches!(wallet, Network::Testnet | Network::Signet), "testnet or signet")
            }
            Self::Regtest => (wallet == Network::Regtest, "regtest"),
            Self::AllTests => (!wallet.is_mainnet(), "the test networks"),
            Self::Anywhere => (true, "every network"),
        }
    }
}

/// What the readers of the forms found.
#[derive(Default)]
struct Found {
    fits: Vec<Fit>,
    /// The text has the form of an address and a wrong checksum.
    broken: bool,
    /// The text is a right address that one key alone does not make.
    several: bool,
}

impl Found {
    fn add(&mut self, coin: Coin, script: Script, bytes: &[u8], family: Family) {
        let has = coin.scripts().contains(&script);
        match Payload::from_bytes(bytes).filter(|_| has) {
            Some(payload) => {
                self.fits.push(Fit { coin, script, payload, family, unchecked: false });
            }
            None => self.several = true,
        }
    }
}

/// Reads an address as every chain of the table that can have it; at least one fit.
///
/// # Errors
/// [`KeysError::NotSingleKey`], [`KeysError::AddressChecksum`], [`KeysError::NotRecognised`], and those of
/// Ethereum's form.
pub(super) fn read(text: &str) -> Result<Vec<Fit>, KeysError> {
    let hexadecimal = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if text.starts_with("0x") || text.starts_with("0X") || (hexadecimal && text.len() == 40) {
        return ethereum(text);
    }
    let mut found = Found::default();
    segwit(text, &mut found);
    plain_bech32(text, &mut found);
    cash(text, &mut found);
    versioned(text, &mut found);
    stellar(text, &mut found);
    bare_key(text, &mut found);
    match found {
        Found { fits, .. } if !fits.is_empty() => Ok(fits),
        Found { several: true, .. } => Err(KeysError::NotSingleKey),
        Found { broken: true, .. } => Err(KeysError::AddressChecksum),
        Found { .. } => Err(KeysError::NotRecognised),
    }
}

/// Reads 40 digits; capital letters, where there are both kinds, must be those of EIP-55.
fn ethereum(text: &str) -> Result<Vec<Fit>, KeysError> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(text);
    if digits.len() != 40 {
        return Err(KeysError::EthLength { digits: digits.chars().count() });
    }
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(KeysError::NotRecognised);
    }
    let mut bytes = [0; 20];
    for (at, byte) in bytes.iter_mut().enumerate() {
        let pair = u8::from_str_radix(&digits[2 * at..2 * at + 2], 16);
        *byte = pair.map_err(|_| KeysError::NotRecognised)?;
    }
    let lower = digits.bytes().any(|byte| byte.is_ascii_lowercase());
    let upper = digits.bytes().any(|byte| byte.is_ascii_uppercase());
    if lower && upper && with_capitals(&bytes)[2..] != *digits {
        return Err(KeysError::EthChecksum);
    }
    let payload = Payload::from_bytes(&bytes).ok_or(KeysError::NotRecognised)?;
    let unchecked = !(lower && upper);
    let (script, family) = (Script::Eth, Family::Anywhere);
    let coins = Coin::all().filter(|coin| coin.chain().encoding == Encoding::Eip55);
    Ok(coins.map(|coin| Fit { coin, script, payload, family, unchecked }).collect())
}

/// Segwit addresses (BIP-0173, BIP-0350): a script of one key is version 0 with 20 bytes or version 1 with 32.
fn segwit(text: &str, found: &mut Found) {
    let lower = text.to_ascii_lowercase();
    for coin in Coin::all() {
        let Encoding::Bitcoin { hrp: Some(prefixes), .. } = coin.chain().encoding else { continue };
        let fits =
            |prefix: &str| lower.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('1'));
        let Some(form) = prefixes.iter().position(|prefix| fits(prefix)) else { continue };
        let Ok((_, version, program)) = bech32::segwit::decode(text) else {
            found.broken = true;
            continue;
        };
        let script = match (version, program.len()) {
            (Fe32::Q, 20) => Script::Wpkh,
            (Fe32::P, 32) => Script::Tr,
            _ => {
                found.several = true;
                continue;
            }
        };
        found.add(coin, script, &program, Family::of_form(form));
    }
}

/// Bech32 of Cardano and of chains made with the Cosmos SDK, by prefix.
fn plain_bech32(text: &str, found: &mut Found) {
    let Some((prefix, rest)) = text.rsplit_once('1') else { return };
    let prefix = prefix.to_ascii_lowercase();
    let cardano = ["addr", "addr_test", "stake", "stake_test"].contains(&prefix.as_str());
    let decoded = CheckedHrpstring::new::<Bech32>(text);
    if cardano {
        match decoded {
            Ok(read) => cardano_address(&prefix, &read.byte_iter().collect::<Vec<u8>>(), found),
            Err(_) => found.broken = true,
        }
        return;
    }
    let cosmos = Coin::all().find(|coin| !coin.prefix().is_empty());
    let Some(coin) = cosmos.and_then(|coin| coin.with_prefix(&prefix).ok()) else { return };
    // 20 bytes are 32 digits, and the checksum has six: known chains are told from other texts by that length too.
    if rest.len() != 38 || Coin::all().any(|other| other.has_segwit_prefix(&prefix)) {
        return;
    }
    match decoded {
        Ok(read) => {
            let bytes: Vec<u8> = read.byte_iter().collect();
            found.add(coin, Script::Account, &bytes, Family::Anywhere);
        }
        Err(_) => found.broken |= coin.is_known_prefix(),
    }
}

/// A header and one or two hashes (CIP-0019). Types with scripts or pointers are not of one seed alone.
fn cardano_address(prefix: &str, bytes: &[u8], found: &mut Found) {
    let Some(coin) = Coin::all().find(|coin| coin.chain().encoding == Encoding::Cardano) else {
        return;
    };
    let Some((header, hashes)) = bytes.split_first() else { return };
    let family = match (header & 15, prefix.ends_with("_test")) {
        (1, false) => Family::Mainnet,
        (0, true) => Family::AllTests,
        _ => {
            found.broken = true;
            return;
        }
    };
    match (header >> 4, prefix.starts_with("stake"), hashes.len()) {
        (0, false, 56) => found.add(coin, Script::Base, hashes, family),
        (6, false, 28) => found.add(coin, Script::Enterprise, hashes, family),
        (14, true, 28) => found.add(coin, Script::Stake, hashes, family),
        (1..=5 | 7, false, _) | (15, true, 28) => found.several = true,
        _ => found.broken = true,
    }
}

/// CashAddr, with or without its prefix.
fn cash(text: &str, found: &mut Found) {
    for coin in Coin::all() {
        let Encoding::CashAddr(prefixes) = coin.chain().encoding else { continue };
        match cashaddr::decode(text, &prefixes) {
            Ok(read) => {
                let Some(form) = prefixes.iter().position(|prefix| *prefix == read.prefix) else {
                    continue;
                };
                match (read.kind, read.hash.len()) {
                    (0, 20) => found.add(coin, Script::Pkh, &read.hash, Family::of_form(form)),
                    _ => found.several = true,
                }
            }
            Err(Refusal::Checksum) => {
                let lower = text.to_ascii_lowercase();
                found.broken |= prefixes.iter().any(|prefix| lower.starts_with(prefix));
            }
            Err(Refusal::NoCashAddr) => {}
        }
    }
}

/// Base58Check with versions: Bitcoin's kind, Tron, and the XRP Ledger in its own alphabet.
fn versioned(text: &str, found: &mut Found) {
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !plain || !(25..=36).contains(&text.len()) {
        return;
    }
    found.broken |= text.starts_with(['1', '3', '2', 'm', 'n', 'L', 'M', 'D', 'X', 't', 'T', 'r']);
    if let Ok(body) = base58::decode_check(text) {
        for coin in Coin::all() {
            with_version(coin, &body, found);
        }
    }
    let ripple = from_ripple(text).and_then(|text| base58::decode_check(&text).ok());
    for coin in Coin::all() {
        if let (Encoding::Ripple(version), Some(body)) = (coin.chain().encoding, &ripple)
            && let Some(hash) = body.strip_prefix(&[version]).filter(|hash| hash.len() == 20)
        {
            found.add(coin, Script::Account, hash, Family::Anywhere);
        }
    }
}

fn with_version(coin: Coin, body: &[u8], found: &mut Found) {
    let hash = |version: &[u8]| body.strip_prefix(version).filter(|hash| hash.len() == 20);
    let family = |form: usize| if form == 0 { Family::Mainnet } else { Family::AllTests };
    match coin.chain().encoding {
        Encoding::Bitcoin { pkh, sh, hrp } => {
            for form in [0, 1] {
                if let Some(hash) = hash(pkh[form]) {
                    found.add(coin, Script::Pkh, hash, family(form));
                }
                if let Some(hash) = sh[form].iter().find_map(|version| hash(version)) {
                    match hrp {
                        Some(_) => found.add(coin, Script::ShWpkh, hash, family(form)),
                        None => found.several = true,
                    }
                }
            }
        }
        // The legacy form of Bitcoin Cash is Bitcoin's.
        Encoding::CashAddr(_) => {
            for (form, version) in [0x00, 0x6f].into_iter().enumerate() {
                if let Some(hash) = hash(&[version]) {
                    found.add(coin, Script::Pkh, hash, family(form));
                }
            }
        }
        Encoding::Tron(version) => {
            if let Some(hash) = hash(&[version]) {
                found.add(coin, Script::Account, hash, Family::Anywhere);
            }
        }
        _ => {}
    }
}

fn stellar(text: &str, found: &mut Found) {
    for coin in Coin::all() {
        let Encoding::StrKey(version) = coin.chain().encoding else { continue };
        match strkey::decode(text) {
            Some(Ok((read, key))) if read == version => {
                found.add(coin, Script::Account, &*key, Family::Anywhere);
            }
            Some(Err(())) => found.broken |= text.starts_with('G'),
            Some(Ok(_)) | None => {}
        }
    }
}

/// The public key itself in Base58: 32 bytes, and no checksum.
fn bare_key(text: &str, found: &mut Found) {
    if !(32..=44).contains(&text.len()) {
        return;
    }
    let Some(bytes) = base58::decode(text).ok().filter(|bytes| bytes.len() == 32) else { return };
    for coin in Coin::all().filter(|coin| coin.chain().encoding == Encoding::Base58Key) {
        found.add(coin, Script::Account, &bytes, Family::Anywhere);
    }
    found
        .fits
        .iter_mut()
        .filter(|fit| fit.coin.chain().encoding == Encoding::Base58Key)
        .for_each(|fit| fit.unchecked = true);
}
