//! Reads and writes Coldcard's multisig text, and reads the keys that a Coldcard exports as JSON.

use super::read::{Brought, Format, text_of};
use super::{Cosigner, Policy, ScriptType, WalletError, assemble};
use crate::keys::{Fingerprint, Path};
use serde_json::{Map, Value};

/// The longest name that a Coldcard takes, in characters.
const MOST_NAME: usize = 20;
/// The parts of the generic JSON with the script each is for.
const PARTS: [(&str, ScriptType); 7] = [
    ("bip44", ScriptType::Pkh),
    ("bip49", ScriptType::ShWpkh),
    ("bip84", ScriptType::Wpkh),
    ("bip86", ScriptType::Tr),
    ("bip45", ScriptType::Sh),
    ("bip48_1", ScriptType::ShWsh),
    ("bip48_2", ScriptType::Wsh),
];
/// The names of the multisig JSON (`ccxp-….json`) with the script each is for; old firmware swaps the nested name.
const FLAT: [(&str, ScriptType); 5] = [
    ("p2sh", ScriptType::Sh),
    ("p2wsh_p2sh", ScriptType::ShWsh),
    ("p2sh_p2wsh", ScriptType::ShWsh),
    ("p2wsh", ScriptType::Wsh),
    ("p2tr", ScriptType::TrScript),
];

/// Reads the keys of one device: the generic JSON, or the multisig JSON.
pub(super) fn read_keys(object: &Map<String, Value>) -> Result<Brought, WalletError> {
    let master = text_of(object, "xfp").ok_or(WalletError::Missing { what: "xfp" })?;
    let master: Fingerprint = master.to_ascii_lowercase().parse()?;
    let mut found = Vec::new();
    let mut take = |key: Option<String>, at: Option<String>, hint| -> Result<(), WalletError> {
        let (Some(key), Some(at)) = (key, at) else { return Ok(()) };
        let mut cosigner = Cosigner::new(&key, Some((master, at.parse()?)))?;
        cosigner.hint = Some(hint);
        found.push(cosigner);
        Ok(())
    };
    for (name, hint) in PARTS {
        if let Some(part) = object.get(name).and_then(Value::as_object) {
            take(text_of(part, "xpub").or(text_of(part, "_pub")), text_of(part, "deriv"), hint)?;
        }
    }
    for (name, hint) in FLAT {
        take(text_of(object, name), text_of(object, &format!("{name}_deriv")), hint)?;
    }
    if found.is_empty() {
        return Err(WalletError::Missing { what: "a key with its path" });
    }
    Ok(Brought::keys(Format::ColdcardKeys, found))
}

/// Whether the lines are those of a multisig file.
pub(super) fn looks_like(text: &str) -> bool {
    let has = |name: &str| text.lines().any(|line| field(line).is_some_and(|(key, _)| key == name));
    has("policy") && text.lines().any(|line| key_line(line).is_some())
}

/// A line `Name: value`, the name in small letters.
fn field(line: &str) -> Option<(String, &str)> {
    let line = line.trim_ascii();
    let (name, value) = line.split_once(':').filter(|_| !line.starts_with('#'))?;
    Some((name.trim_ascii().to_ascii_lowercase(), value.trim_ascii()))
}

/// A line `0F056943: xpub…`.
fn key_line(line: &str) -> Option<(Fingerprint, &str)> {
    let (name, value) = field(line)?;
    Some((name.parse().ok()?, value))
}

/// Reads a multisig file: name, policy, format, and each key under the path that was said last before it.
pub(super) fn read_multisig(text: &str) -> Result<Brought, WalletError> {
    let (mut name, mut policy, mut script) = (None, None, None);
    let mut path: Option<Path> = None;
    let mut keys = Vec::new();
    for line in text.lines() {
        if let Some((master, key)) = key_line(line) {
            let at = path.clone().ok_or(WalletError::Missing { what: "Derivation" })?;
            keys.push(Cosigner::new(key, Some((master, at)))?);
            continue;
        }
        let Some((field, value)) = field(line) else { continue };
        match field.as_str() {
            "name" => name = Some(value.to_owned()).filter(|name| !name.is_empty()),
            "policy" => policy = Some(quorum(value)?),
            "derivation" => path = Some(value.parse()?),
            "format" => script = Some(script_named(value)?),
            _ => {}
        }
    }
    let (threshold, of) = policy.ok_or(WalletError::Missing { what: "Policy" })?;
    if of != keys.len() {
        return Err(WalletError::KeysAndPolicy { said: of, found: keys.len() });
    }
    // Coldcard takes P2SH where the file does not say it; the paths may say better.
    let said = keys.iter().filter_map(Cosigner::script_type).next();
    let script = script.or(said).ok_or(WalletError::Missing { what: "Format" })?;
    let mut wallet = assemble(&keys, threshold, Some(script))?;
    wallet.name = name;
    Ok(Brought::wallet(Format::ColdcardMultisig, wallet))
}

/// `2 of 3`, also `2/3` and `2-of-3`.
fn quorum(text: &str) -> Result<(usize, usize), WalletError> {
    let mut numbers =
        text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut next = || numbers.next().and_then(|part| part.parse().ok());
    match (next(), next(), next()) {
        (Some(threshold), Some(of), None) => Ok((threshold, of)),
        _ => Err(WalletError::Missing { what: "Policy" }),
    }
}

fn script_named(text: &str) -> Result<ScriptType, WalletError> {
    match text.to_ascii_uppercase().as_str() {
        "P2WSH" => Ok(ScriptType::Wsh),
        "P2SH-P2WSH" | "P2WSH-P2SH" => Ok(ScriptType::ShWsh),
        "P2SH" => Ok(ScriptType::Sh),
        _ => Err(WalletError::Missing { what: "Format" }),
    }
}

/// Writes a multisig file.
pub(super) fn write(wallet: &Policy) -> Result<String, WalletError> {
    let refused = |reason| WalletError::NotExported { to: "coldcard", reason };
    let quorum = wallet.quorum().ok_or(refused("only a multisig has such a file"))?;
    let format = match wallet.script_type() {
        ScriptType::Wsh => "P2WSH",
        ScriptType::ShWsh => "P2SH-P2WSH",
        ScriptType::Sh => "P2SH",
        _ => return Err(refused("the file knows P2WSH, P2SH-P2WSH and P2SH")),
    };
    if !wallet.is_sorted() || !wallet.has_usual_branches() {
        return Err(refused("the file knows sorted keys with branches 0 and 1"));
    }
    let name = wallet.name.as_deref().unwrap_or("multisig");
    let letters = name.chars().filter(|letter| letter.is_ascii_graphic() || *letter == ' ');
    let name: String = letters.take(MOST_NAME).collect();
    let mut text = format!(
        "# Coldcard multisig file\n#\nName: {}\nPolicy: {} of {}\nFormat: {format}\n",
        name.trim(),
        quorum.threshold,
        quorum.of
    );
    let mut said = None;
    for key in wallet.cosigners() {
        let (master, path) = key.origin.ok_or(WalletError::OriginMissing { keys: 1 })?;
        if said.as_ref() != Some(&path) {
            // Coldcard writes hardened steps with an apostrophe.
            text += &format!("\nDerivation: {}\n", path.to_string().replace('h', "'"));
            said = Some(path);
        }
        text += &format!("{}: {}\n", master.to_string().to_ascii_uppercase(), key.key);
    }
    Ok(text)
}
