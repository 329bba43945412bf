//! Texts that are documents of other programs: JSON files, labels, armored keys, set-ups of multisig.

use super::{Identified, Kind};
use crate::keys::keystore_version;
use crate::secret::SecretText;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;

/// The types of labels (BIP-0329).
const LABELS: [&str; 7] = ["tx", "addr", "pubkey", "input", "output", "xpub", "spscan"];

/// JSON, told by the names of its fields; the values are not looked at.
pub(super) fn json(text: &SecretText) -> Option<Identified> {
    // exposed to: the reader of the names of fields
    let text = text.expose_secret();
    if !text.starts_with('{') {
        return None;
    }
    match keystore_version(text) {
        Some(3) => return Identified::whole(Kind::KeystoreV3),
        Some(4) => return Identified::whole(Kind::KeystoreV4),
        _ => {}
    }
    // Electrum before 2.0 wrote Python, not JSON.
    if text.starts_with("{'") && text.contains("'seed_version'") {
        return Some(Identified::known(Kind::ElectrumWallet, true).form("before 2.0"));
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    let fields: BTreeMap<String, IgnoredAny> = values.next()?.ok()?;
    let has = |names: &[&str]| names.iter().all(|name| fields.contains_key(*name));
    let kind = if has(&["seed_version"]) || has(&["keystore", "wallet_type"]) {
        // Newer files have patches behind the first object.
        return Identified::whole(Kind::ElectrumWallet);
    } else if has(&["encseed", "ethaddr"]) {
        Kind::EthereumPresale
    } else if has(&["descriptors"]) && text.contains("\"desc\"") {
        let private = ["xprv", "tprv"].iter().any(|prefix| text.contains(prefix));
        if private { Kind::CoreDescriptorsPrivate } else { Kind::CoreDescriptors }
    } else if has(&["xfp", "xpub", "chain"]) || has(&["xfp", "p2wsh"]) {
        Kind::ColdcardJson
    } else if has(&["data", "iv", "salt"]) {
        Kind::MetamaskVault
    } else if has(&["pbkdf2_iterations", "payload"]) {
        Kind::BlockchainWallet
    } else {
        return None;
    };
    let whole = values.next().is_none();
    Identified::checked(kind, whole)
}

/// Labels: an object a line, each with a type and what it belongs to (BIP-0329).
pub(super) fn labels(text: &SecretText) -> Option<Identified> {
    #[derive(serde::Deserialize)]
    struct Line<'a> {
        r#type: &'a str,
        #[serde(rename = "ref")]
        _of: IgnoredAny,
    }
    // exposed to: the reader of the types of lines
    let lines = text.expose_secret().lines().filter(|line| !line.trim().is_empty());
    let read = |line: &str| {
        serde_json::from_str(line).is_ok_and(|line: Line<'_>| LABELS.contains(&line.r#type))
    };
    let (mut first, mut all) = (false, true);
    for (nth, line) in lines.enumerate() {
        let holds = read(line);
        first |= nth == 0 && holds;
        all &= holds;
    }
    first.then(|| Identified::known(Kind::Bip329, all))
}

/// Keys and messages between BEGIN and END lines, but those of age.
pub(super) fn armored(text: &SecretText) -> Option<Identified> {
    // exposed to: the look at its first and last lines
    let text = text.expose_secret();
    let label = text.strip_prefix("-----BEGIN ")?.split("-----").next()?;
    let kind = match label {
        "OPENSSH PRIVATE KEY" | "RSA PRIVATE KEY" => Kind::SshKey,
        label if label.starts_with("PGP ") => Kind::Pgp,
        label if label.ends_with("PRIVATE KEY") => Kind::PemKey,
        _ => return None,
    };
    Identified::checked(kind, text.ends_with(&format!("-----END {label}-----")))
}

/// A PSBT as base 64 or hexadecimal.
pub(super) fn psbt(text: &SecretText) -> Option<Identified> {
    // exposed to: the look at its first characters
    let text = text.expose_secret();
    let base64 = text.starts_with("cHNidP") && text.bytes().all(is_base64);
    let hex = text.starts_with("70736274ff") && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    (base64 || hex).then(|| Identified::known(Kind::Psbt, true))
}

/// A descriptor record or a signer's record of BIP-0129.
pub(super) fn bsms(text: &SecretText) -> Option<Identified> {
    // exposed to: the look at its first line
    let first = text.expose_secret().lines().next()?;
    (first == "BSMS 1.0").then(|| Identified::known(Kind::Bsms, true))
}

/// Texts in base 64 that are told by the bytes behind it: an encrypted wallet of Electrum, an encrypted descriptor.
pub(super) fn base64(text: &SecretText) -> Option<Identified> {
    // exposed to: the look at its first characters
    let text = text.expose_secret();
    let starts = text.get(..6)?;
    if text.len() < 100 || !text.bytes().all(is_base64) {
        return None;
    }
    // `BIE1` and `BIE2`; the sixth character has two bits of the digit.
    let electrum = starts.strip_prefix("QklFM")?.chars().next()?;
    match electrum {
        'Q'..='f' => Some(Identified::known(Kind::ElectrumWallet, true).form("encrypted")),
        'g'..='v' => Some(Identified::known(Kind::ElectrumWallet, true).form("hardware wallet")),
        _ => None,
    }
}

/// An encrypted descriptor as base 64 (BIP-0138).
pub(super) fn bip138(text: &SecretText) -> Option<Identified> {
    // exposed to: the look at its first characters
    let text = text.expose_secret();
    let starts = text.starts_with("QklQMTM4A") && text.bytes().all(is_base64);
    starts.then(|| Identified::known(Kind::Bip138, true))
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'\n' | b'\r')
}
