//! Holds the keys of a wallet with their origins, and builds multisig wallets from them (BIP-0048, 0087).

use super::descriptor::{Public, refuse_private};
use super::{Policy, ScriptType, WalletError, write};
use crate::keys::{ExtendedKey, Fingerprint, KeyUse, Network, Path, Step};
use miniscript::ForEachKey;
use miniscript::bitcoin::bip32::{DerivationPath, Xpub};
use miniscript::bitcoin::secp256k1::XOnlyPublicKey;
use miniscript::descriptor::{DescriptorPublicKey, SinglePubKey};

/// The x coordinate of BIP-0341 whose private key nobody knows.
const NUMS: &str = "50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0";

/// The most keys a native segwit multisig may have (BIP-0383).
pub const MOST_KEYS: usize = 20;

/// One key of a wallet, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosigner {
    /// The fingerprint of the master key and the path from it.
    pub origin: Option<(Fingerprint, Path)>,
    /// `xpub…`, `tpub…` off mainnet, or a single public key in hexadecimal digits.
    pub key: String,
    /// What the file calls it.
    pub name: Option<String>,
    /// The script that a prefix of SLIP-0132 or a field of the file names.
    pub hint: Option<ScriptType>,
}

impl Cosigner {
    /// Takes an extended public key of any prefix; the prefix becomes a hint (SLIP-0132).
    ///
    /// # Errors
    /// [`WalletError::PrivateKey`] for a private key, [`WalletError::Keys`] for what is no key.
    pub fn new(key: &str, origin: Option<(Fingerprint, Path)>) -> Result<Self, WalletError> {
        refuse_private(key)?;
        let extended = ExtendedKey::parse(key.trim_ascii())?;
        let hint = match extended.key_use() {
            KeyUse::Any => None,
            KeyUse::ShWpkh => Some(ScriptType::ShWpkh),
            KeyUse::Wpkh => Some(ScriptType::Wpkh),
            KeyUse::ShWsh => Some(ScriptType::ShWsh),
            KeyUse::Wsh => Some(ScriptType::Wsh),
        };
        Ok(Self { origin, key: extended.xpub.to_string(), name: None, hint })
    }

    /// Reads `[8c65eb9f/48h/0h/0h/2h]xpub…`, with or without the origin and with any prefix; a branch behind the
    /// key (`/0/*`, `/<0;1>/*`, `/**`) is left out.
    ///
    /// # Errors
    /// [`WalletError::KeyLine`] for anything else, and as [`Cosigner::new`].
    pub fn parse(text: &str) -> Result<Self, WalletError> {
        refuse_private(text)?;
        let text = text.trim_ascii();
        let (origin, key) = match text.strip_prefix('[') {
            None => (None, text),
            Some(rest) => {
                let (origin, key) = rest.split_once(']').ok_or(WalletError::KeyLine)?;
                (Some(origin_from(origin)?), key)
            }
        };
        let (key, branch) = key.split_once('/').unwrap_or((key, ""));
        if !matches!(branch, "" | "0/*" | "<0;1>/*" | "**" | "*" | "{0,1}/*") {
            return Err(WalletError::KeyLine);
        }
        Self::new(key, origin)
    }

    /// The network of the key, testnet for every test network; `None` for a single public key.
    pub fn network(&self) -> Option<Network> {
        ExtendedKey::parse(&self.key).ok().map(|key| key.network())
    }

    /// Writes `[8c65eb9f/48h/0h/0h/2h]xpub…`, the key alone where the origin is not known.
    pub fn expression(&self) -> String {
        match &self.origin {
            None => self.key.clone(),
            Some((master, path)) => {
                let steps = path.components().iter().map(|step| format!("/{step}"));
                format!("[{master}{}]{}", steps.collect::<String>(), self.key)
            }
        }
    }

    /// The script that the path of BIP-0048 or BIP-0045 names, else the hint.
    pub fn script_type(&self) -> Option<ScriptType> {
        let by_path = self.origin.as_ref().and_then(|(_, path)| {
            let steps: Vec<_> = path.components().iter().map(|step| step.index()).collect();
            match steps.as_slice() {
                [48, _, _, 1] => Some(ScriptType::ShWsh),
                [48, _, _, 2] => Some(ScriptType::Wsh),
                [48, _, _, 3] => Some(ScriptType::TrScript),
                [45, ..] => Some(ScriptType::Sh),
                _ => None,
            }
        });
        by_path.or(self.hint)
    }
}

/// Reads `8c65eb9f/48h/0h/0h/2h` (BIP-0380, *Key expressions*).
fn origin_from(text: &str) -> Result<(Fingerprint, Path), WalletError> {
    let (master, path) = text.split_once('/').unwrap_or((text, "m"));
    Ok((master.to_ascii_lowercase().parse()?, path.parse()?))
}

/// Builds a multisig wallet from one key of each cosigner: sorted keys where the script has them, and
/// `multi_a` under a key nobody has for taproot. Without `script` the paths and prefixes decide.
///
/// # Errors
/// [`WalletError::Threshold`], [`WalletError::SameKeyTwice`], [`WalletError::MixedScripts`] when the keys
/// name different scripts, [`WalletError::ScriptNotSaid`] when none names one,
/// [`WalletError::MixedNetworks`].
pub fn assemble(
    cosigners: &[Cosigner],
    threshold: usize,
    script: Option<ScriptType>,
) -> Result<Policy, WalletError> {
    let of = cosigners.len();
    if of < 2 || threshold == 0 || threshold > of || of > MOST_KEYS {
        return Err(WalletError::Threshold { threshold, of });
    }
    for (position, one) in cosigners.iter().enumerate() {
        if cosigners[..position].iter().any(|other| other.key == one.key) {
            return Err(WalletError::SameKeyTwice { position: position + 1 });
        }
    }
    let said: Vec<_> = cosigners.iter().filter_map(Cosigner::script_type).collect();
    let script = match (script, said.first()) {
        (Some(script), _) => script,
        (None, Some(first)) if said.iter().all(|other| other == first) => *first,
        (None, Some(_)) => return Err(WalletError::MixedScripts),
        (None, None) => return Err(WalletError::ScriptNotSaid),
    };
    let keys = cosigners.iter().map(|key| format!(",{}/<0;1>/*", key.expression()));
    let inner = format!("{threshold}{}", keys.collect::<String>());
    let body = match script {
        ScriptType::Wsh => format!("wsh(sortedmulti({inner}))"),
        ScriptType::ShWsh => format!("sh(wsh(sortedmulti({inner})))"),
        ScriptType::Sh => format!("sh(sortedmulti({inner}))"),
        ScriptType::TrScript | ScriptType::Tr => format!("tr({NUMS},multi_a({inner}))"),
        ScriptType::Pkh | ScriptType::ShWpkh | ScriptType::Wpkh | ScriptType::Bare => {
            return Err(WalletError::MixedScripts);
        }
    };
    Policy::from_descriptor(&write::with_checksum(&body))
}

/// The keys of a descriptor, each source once, in the order of the text.
pub(super) fn places(descriptor: &Public) -> Vec<DescriptorPublicKey> {
    let mut found: Vec<DescriptorPublicKey> = Vec::new();
    descriptor.for_each_key(|key| {
        if !is_unspendable(key) && place(&found, key).is_none() {
            found.push(key.clone());
        }
        true
    });
    // `miniscript` walks the leaves of a taproot tree before the key above them.
    let text = write::body_of(descriptor);
    found.sort_by_key(|key| text.find(&cosigner(key).key));
    found
}

/// Where a key stands in the list; the branch below it does not count.
pub(super) fn place(places: &[DescriptorPublicKey], key: &DescriptorPublicKey) -> Option<usize> {
    places.iter().position(|other| source(other) == source(key))
}

#[derive(PartialEq, Eq)]
enum Source<'a> {
    Extended(&'a Xpub),
    Single(&'a SinglePubKey),
}

fn source(key: &DescriptorPublicKey) -> Source<'_> {
    match key {
        DescriptorPublicKey::Single(key) => Source::Single(&key.key),
        DescriptorPublicKey::XPub(key) => Source::Extended(&key.xkey),
        DescriptorPublicKey::MultiXPub(key) => Source::Extended(&key.xkey),
    }
}

/// Whether a key is the one of BIP-0341 that nobody can sign for, alone or as an extended key.
pub(super) fn is_unspendable(key: &DescriptorPublicKey) -> bool {
    let x_only = match source(key) {
        Source::Extended(xpub) => XOnlyPublicKey::from(xpub.public_key),
        Source::Single(SinglePubKey::XOnly(key)) => *key,
        Source::Single(SinglePubKey::FullKey(key)) => XOnlyPublicKey::from(key.inner),
    };
    x_only.to_string() == NUMS
}

/// The keys of a descriptor as cosigners.
pub(super) fn cosigners_of(descriptor: &Public) -> Vec<Cosigner> {
    places(descriptor).iter().map(cosigner).collect()
}

fn cosigner(key: &DescriptorPublicKey) -> Cosigner {
    let (origin, text) = match key {
        DescriptorPublicKey::Single(single) => {
            let text = match &single.key {
                SinglePubKey::FullKey(key) => key.to_string(),
                SinglePubKey::XOnly(key) => key.to_string(),
            };
            (&single.origin, text)
        }
        DescriptorPublicKey::XPub(key) => (&key.origin, key.xkey.to_string()),
        DescriptorPublicKey::MultiXPub(key) => (&key.origin, key.xkey.to_string()),
    };
    let origin = origin
        .as_ref()
        .and_then(|(master, path)| Some((master.to_string().parse().ok()?, path_of(path)?)));
    Cosigner { origin, key: text, name: None, hint: None }
}

/// The path of an origin; `None` for one that is deeper than any this program walks.
pub(super) fn path_of(path: &DerivationPath) -> Option<Path> {
    let mut steps = Path::master();
    for number in path.to_u32_vec() {
        let index = number & !(1 << 31);
        let step = if number == index { Step::normal(index) } else { Step::hardened(index) };
        steps.push(step.ok()?).ok()?;
    }
    Some(steps)
}
