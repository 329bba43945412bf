//! Reads what wallets and devices export, whatever the format: descriptors, key lines and their files.

use super::descriptor::{Branches, MAX_TEXT, refuse_private};
use super::{
    Cosigner, Policy, ScriptType, WalletError, bitcoin_core, bsms, coldcard, electrum, pair,
    specter,
};
use serde_json::{Map, Value};
use std::fmt;

/// The longest file read, in bytes.
pub const MAX_FILE: usize = 1 << 20;
/// The most wallets or keys taken from one file.
const MOST: usize = 100;

/// The formats that are read; [`super::FORMATS`] has them with their names and standards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Descriptors, one on each line; also Sparrow's text with `#` lines between them.
    Descriptors,
    /// Extended public keys, one on each line, with or without their origins.
    KeyLines,
    /// Bitcoin Core's `listdescriptors` and `importdescriptors` JSON.
    BitcoinCore,
    /// Specter's wallet JSON.
    Specter,
    /// A wallet file of Electrum that is not encrypted.
    Electrum,
    /// Coldcard's multisig text.
    ColdcardMultisig,
    /// Coldcard's JSON of one device.
    ColdcardKeys,
    /// A wallet policy: template and keys (BIP-0388).
    WalletPolicy,
    /// A descriptor record (BIP-0129).
    BsmsWallet,
    /// A key record of one signer (BIP-0129).
    BsmsKey,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Descriptors => "descriptors",
            Self::KeyLines => "extended public keys",
            Self::BitcoinCore => "a Bitcoin Core descriptor list",
            Self::Specter => "a Specter wallet",
            Self::Electrum => "an Electrum wallet",
            Self::ColdcardMultisig => "a Coldcard multisig file",
            Self::ColdcardKeys => "a Coldcard key file",
            Self::WalletPolicy => "a wallet policy",
            Self::BsmsWallet => "a BSMS descriptor record",
            Self::BsmsKey => "a BSMS key record",
        })
    }
}

/// What a file holds: whole wallets, or keys of one cosigner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// What the file is.
    pub format: Format,
    /// The wallets in it, each with both branches where they were found.
    pub wallets: Vec<Policy>,
    /// The keys in it, where it holds no whole wallet.
    pub cosigners: Vec<Cosigner>,
}

impl Brought {
    pub(super) fn wallet(format: Format, wallet: Policy) -> Self {
        Self { format, wallets: vec![wallet], cosigners: Vec::new() }
    }

    pub(super) fn keys(format: Format, cosigners: Vec<Cosigner>) -> Self {
        Self { format, wallets: Vec::new(), cosigners }
    }

    /// The one key of the file for a script: devices export keys for several.
    ///
    /// # Errors
    /// [`WalletError::NoKeyFor`] when the file has none for it.
    pub fn cosigner_for(&self, script: ScriptType) -> Result<Cosigner, WalletError> {
        let fits = |key: &&Cosigner| key.script_type() == Some(script);
        let only = match self.cosigners.as_slice() {
            [only] if only.script_type().is_none() => Some(only),
            _ => None,
        };
        self.cosigners.iter().find(fits).or(only).cloned().ok_or(WalletError::NoKeyFor { script })
    }
}

/// Reads a file of any format of [`Format`]. Private keys anywhere in it refuse the whole file.
///
/// # Errors
/// [`WalletError::PrivateKey`]; [`WalletError::TokenNeeded`] for an encrypted BSMS record;
/// [`WalletError::ElectrumEncrypted`]; [`WalletError::NotUnderstood`] for what is none of these; and what the reader
/// of the format says.
pub fn read(text: &str) -> Result<Brought, WalletError> {
    if text.len() > MAX_FILE {
        return Err(WalletError::TooLong { bytes: text.len(), limit: MAX_FILE });
    }
    refuse_private(text)?;
    let text = text.trim_start_matches('\u{feff}').trim_ascii();
    if text.starts_with("BSMS ") {
        return bsms::read(text);
    }
    if bsms::looks_sealed(text) {
        return Err(WalletError::TokenNeeded);
    }
    if text.starts_with('{') || is_list_of_objects(text) {
        return from_json(text);
    }
    // `BIE1` in Base64: Electrum's encrypted storage.
    if text.starts_with("QklFM") {
        return Err(WalletError::ElectrumEncrypted);
    }
    if coldcard::looks_like(text) {
        return coldcard::read_multisig(text);
    }
    from_lines(text)
}

fn is_list_of_objects(text: &str) -> bool {
    text.strip_prefix('[').is_some_and(|rest| rest.trim_ascii_start().starts_with('{'))
}

fn from_json(text: &str) -> Result<Brought, WalletError> {
    let value: Value = serde_json::from_str(text).map_err(|_| WalletError::Json)?;
    let Value::Object(object) = value else { return bitcoin_core::read(&value) };
    let has = |key: &str| object.contains_key(key);
    if has("descriptors") {
        return bitcoin_core::read(&object["descriptors"]);
    }
    if has("wallet_type") || has("keystore") || has("x1/") {
        return electrum::read(&object);
    }
    if has("policy") && has("keys") {
        return policy(&object);
    }
    if has("descriptor") {
        return specter::read(&object);
    }
    if has("xfp") {
        return coldcard::read_keys(&object);
    }
    Err(WalletError::NotUnderstood)
}

fn policy(object: &Map<String, Value>) -> Result<Brought, WalletError> {
    let keys = object["keys"].as_array().map(|keys| keys.iter().map(Value::as_str));
    let keys = keys.and_then(Iterator::collect::<Option<Vec<_>>>).ok_or(WalletError::Template)?;
    let template = object["policy"].as_str().ok_or(WalletError::Template)?;
    let mut wallet = Policy::from_template(template, &keys)?;
    wallet.name = text_of(object, "name");
    Ok(Brought::wallet(Format::WalletPolicy, wallet))
}

/// A field that holds text, without the empty ones.
pub(super) fn text_of(object: &Map<String, Value>, key: &str) -> Option<String> {
    let text = object.get(key).and_then(Value::as_str).map(str::trim);
    text.filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Lines of descriptors or of keys; lines that begin with `#` are for people.
fn from_lines(text: &str) -> Result<Brought, WalletError> {
    let is_said = |line: &&str| !line.is_empty() && !line.starts_with('#');
    let lines: Vec<&str> = text.lines().map(str::trim_ascii).filter(is_said).collect();
    if lines.len() > MOST || lines.is_empty() {
        return Err(WalletError::NotUnderstood);
    }
    if lines.iter().all(|line| line.contains('(')) {
        let branches: Result<Vec<_>, _> = lines.iter().map(|line| Branches::read(line)).collect();
        return Ok(Brought {
            format: Format::Descriptors,
            wallets: gather(branches?),
            cosigners: Vec::new(),
        });
    }
    if lines.iter().any(|line| line.len() > MAX_TEXT || line.contains('(') || !line.contains("pub"))
    {
        return Err(WalletError::NotUnderstood);
    }
    let keys: Result<Vec<_>, _> = lines.iter().map(|line| Cosigner::parse(line)).collect();
    Ok(Brought::keys(Format::KeyLines, keys?))
}

/// Joins branches that belong together and leaves out what is there twice; the order of the first of each stays.
pub(super) fn gather(found: Vec<Branches>) -> Vec<Policy> {
    let mut wallets: Vec<Branches> = Vec::new();
    for one in found {
        let known = wallets.iter().any(|other| {
            other.joined == one.joined
                || (one.change.is_none()
                    && (other.receive == one.receive
                        || other.change.as_ref() == Some(&one.receive)))
        });
        if known {
            continue;
        }
        let mut joined = None;
        for (place, other) in wallets.iter().enumerate() {
            let swapped = pair::is_swapped(&other.receive, &one.receive);
            let (receive, change) = if swapped { (&one, other) } else { (other, &one) };
            if let Ok(both) = Branches::join(receive, change) {
                joined = Some((place, both));
                break;
            }
        }
        match joined {
            Some((place, both)) => wallets[place] = both,
            None => wallets.push(one),
        }
    }
    wallets.into_iter().map(Policy::of).collect()
}
