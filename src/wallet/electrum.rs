//! Reads and writes watch-only wallet files of Electrum: one key, or a multisig of sorted keys.

use super::read::{Brought, Format, text_of};
use super::{Cosigner, Policy, ScriptType, WalletError, assemble};
use crate::keys::{Fingerprint, Network, Path, Script};
use miniscript::bitcoin::base58;
use serde_json::{Map, Value, json};

/// The version of wallet files that is written; Electrum 4 brings it up to date when it opens the file.
const SEED_VERSION: u32 = 18;

/// Reads a wallet file that is not encrypted.
pub(super) fn read(object: &Map<String, Value>) -> Result<Brought, WalletError> {
    let kind = text_of(object, "wallet_type").unwrap_or_else(|| "standard".to_owned());
    if kind == "standard" {
        let store = object.get("keystore").and_then(Value::as_object);
        let key = keystore(store.ok_or(WalletError::Missing { what: "keystore" })?)?;
        // An xpub in Electrum is for legacy addresses.
        let body = match key.hint.unwrap_or(ScriptType::Pkh) {
            ScriptType::Wpkh => format!("wpkh({}/<0;1>/*)", key.expression()),
            ScriptType::ShWpkh => format!("sh(wpkh({}/<0;1>/*))", key.expression()),
            ScriptType::Pkh => format!("pkh({}/<0;1>/*)", key.expression()),
            _ => return Err(WalletError::Cosigner),
        };
        let wallet = Policy::from_descriptor(&super::write::with_checksum(&body))?;
        return Ok(Brought::wallet(Format::Electrum, wallet));
    }
    let Some((threshold, of)) = kind.split_once("of") else {
        return Err(WalletError::ElectrumKind);
    };
    let number = |text: &str| text.parse::<usize>().map_err(|_| WalletError::ElectrumKind);
    let (threshold, of) = (number(threshold)?, number(of)?);
    if of > super::MOST_KEYS {
        return Err(WalletError::Threshold { threshold, of });
    }
    let store = |place: usize| {
        let store = object.get(&format!("x{place}/")).and_then(Value::as_object);
        keystore(store.ok_or(WalletError::Missing { what: "a cosigner's keystore" })?)
    };
    let keys = (1..=of).map(store).collect::<Result<Vec<_>, _>>()?;
    let hints: Vec<_> = keys.iter().map(|key| key.hint.unwrap_or(ScriptType::Sh)).collect();
    let script = hints[..].iter().all(|hint| *hint == hints[0]).then(|| hints[0]);
    let wallet = assemble(&keys, threshold, Some(script.ok_or(WalletError::MixedScripts)?))?;
    Ok(Brought::wallet(Format::Electrum, wallet))
}

/// The public half of a keystore. A seed or a private key in it refuses the file.
fn keystore(store: &Map<String, Value>) -> Result<Cosigner, WalletError> {
    if ["seed", "xprv", "passphrase"].iter().any(|name| text_of(store, name).is_some()) {
        return Err(WalletError::PrivateKey);
    }
    let key = text_of(store, "xpub").ok_or(WalletError::ElectrumKind)?;
    let master = text_of(store, "root_fingerprint").map(|text| text.parse::<Fingerprint>());
    let path = text_of(store, "derivation").map(|text| text.parse::<Path>());
    let origin = match (master, path) {
        (Some(master), Some(path)) => Some((master?, path?)),
        _ => None,
    };
    let mut cosigner = Cosigner::new(&key, origin)?;
    cosigner.name = text_of(store, "label");
    Ok(cosigner)
}

/// Writes a wallet file that Electrum opens as watch-only.
pub(super) fn write(wallet: &Policy) -> Result<String, WalletError> {
    let refused = |reason| WalletError::NotExported { to: "electrum", reason };
    if !wallet.has_usual_branches() {
        return Err(refused("Electrum knows branches 0 and 1 below each key"));
    }
    let keys = wallet.cosigners();
    let mut file = Map::new();
    let kind = match (wallet.script(), wallet.quorum()) {
        (Some(Script::Pkh | Script::Wpkh | Script::ShWpkh), _) => {
            file.insert("keystore".into(), store(&keys[0], wallet.script_type())?);
            "standard".to_owned()
        }
        (None, Some(quorum)) if wallet.is_sorted() => {
            for (place, key) in (1..).zip(&keys) {
                file.insert(format!("x{place}/"), store(key, wallet.script_type())?);
            }
            format!("{}of{}", quorum.threshold, quorum.of)
        }
        _ => {
            return Err(refused(
                "Electrum knows one key, and multisig of sorted keys without taproot",
            ));
        }
    };
    file.insert("wallet_type".into(), json!(kind));
    file.insert("use_encryption".into(), json!(false));
    file.insert("seed_version".into(), json!(SEED_VERSION));
    Ok(format!("{:#}\n", Value::Object(file)))
}

fn store(key: &Cosigner, script: ScriptType) -> Result<Value, WalletError> {
    let mut store = json!({ "type": "bip32", "xpub": prefixed(key, script)?, "xprv": null, "pw_hash_version": 1 });
    if let Some((master, path)) = &key.origin {
        store["root_fingerprint"] = json!(master.to_string());
        store["derivation"] = json!(path.to_string().replace('h', "'"));
    }
    Ok(store)
}

/// The key with the prefix that tells Electrum the script (SLIP-0132).
fn prefixed(key: &Cosigner, script: ScriptType) -> Result<String, WalletError> {
    let main = key.network() == Some(Network::Mainnet);
    let version: u32 = match (script, main) {
        (ScriptType::Pkh | ScriptType::Sh, true) => 0x0488_b21e,
        (ScriptType::Pkh | ScriptType::Sh, false) => 0x0435_87cf,
        (ScriptType::ShWpkh, true) => 0x049d_7cb2,
        (ScriptType::ShWpkh, false) => 0x044a_5262,
        (ScriptType::Wpkh, true) => 0x04b2_4746,
        (ScriptType::Wpkh, false) => 0x045f_1cf6,
        (ScriptType::ShWsh, true) => 0x0295_b43f,
        (ScriptType::ShWsh, false) => 0x0242_89ef,
        (ScriptType::Wsh, true) => 0x02aa_7ed3,
        (ScriptType::Wsh, false) => 0x0257_5483,
        _ => {
            return Err(WalletError::NotExported {
                to: "electrum",
                reason: "no prefix for taproot",
            });
        }
    };
    let mut body = base58::decode_check(&key.key).map_err(|_| WalletError::NotExported {
        to: "electrum",
        reason: "a single public key is no wallet there",
    })?;
    body[..4].copy_from_slice(&version.to_be_bytes());
    Ok(base58::encode_check(&body))
}
