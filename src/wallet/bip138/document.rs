//! Writes and reads the wallets of a backup: descriptor sets of BIP-0380 and policies of BIP-0388, as JSON
//! (BIP-0138, *BIP380 Descriptor Backup Content*, *BIP388 Wallet Policy Backup Content*).

use super::{Bip138Error, Content, Item};
use crate::wallet::{Policy, WalletError};
use serde_json::{Map, Value, json};

/// One wallet of a document, with what the document says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The wallet.
    pub wallet: Policy,
    /// Whether new addresses should not be made from it.
    pub archived: bool,
    /// First and last index that the backup covers.
    pub range: Option<(u32, u32)>,
    is_policy: bool,
}

impl Document {
    /// The document of one wallet.
    pub fn of(wallet: &Policy) -> Self {
        Self { wallet: wallet.clone(), archived: false, range: None, is_policy: false }
    }

    /// Writes the document: a bare descriptor with its checksum where nothing else is known, else JSON.
    pub fn write(&self) -> String {
        let plain = !self.archived && self.range.is_none() && self.wallet.birth_time.is_none();
        if plain && !self.is_policy {
            return self.wallet.descriptor();
        }
        let mut set = Map::new();
        if let (true, Ok((template, keys))) = (self.is_policy, self.wallet.template()) {
            set.insert("keys".into(), json!(keys));
            set.insert("policy".into(), json!(template));
            if plain {
                return Value::Object(set).to_string();
            }
        } else {
            set.insert("descriptor".into(), json!(self.wallet.descriptor()));
        }
        if self.archived {
            set.insert("archived".into(), json!(true));
        }
        if let Some((start, end)) = self.range {
            set.insert("range".into(), json!([start, end]));
        }
        if let Some(time) = self.wallet.birth_time {
            set.insert("birth_time".into(), json!(time));
        }
        let name = if self.is_policy { "policy_sets" } else { "descriptor_sets" };
        json!({ "version": 1, name: [set] }).to_string()
    }

    /// Reads a document of BIP-0380: a bare descriptor, or JSON where the first letter is `{`.
    ///
    /// # Errors
    /// [`Bip138Error::Document`] for what the standard rules out, [`Bip138Error::PrivateKey`].
    pub fn read_descriptors(text: &str) -> Result<Vec<Self>, Bip138Error> {
        if !text.starts_with('{') {
            let wallet = Policy::from_descriptor(text).map_err(situation)?;
            return Ok(vec![Self::of(&wallet)]);
        }
        let sets = sets_of(&parse(text)?, "descriptor_sets")?;
        sets.iter()
            .map(|set| {
                let receive = text_in(set, "descriptor").ok_or(Bip138Error::Document)?;
                let wallet = match (set.get("change_descriptor"), text_in(set, "change_descriptor"))
                {
                    (None, _) => Policy::from_descriptor(receive),
                    // Both branches in one, and a second one beside them, contradict each other.
                    (Some(_), Some(_)) if receive.contains('<') => {
                        return Err(Bip138Error::Document);
                    }
                    (Some(_), Some(change)) => Policy::from_pair(receive, change),
                    (Some(_), None) => return Err(Bip138Error::Document),
                };
                Self::with_fields(wallet.map_err(situation)?, set, false)
            })
            .collect()
    }

    /// Reads a document of BIP-0388: one policy, or several in sets.
    ///
    /// # Errors
    /// As [`Document::read_descriptors`].
    pub fn read_policies(text: &str) -> Result<Vec<Self>, Bip138Error> {
        let document = parse(text)?;
        let sets = match (document.get("policy_sets"), document.get("policy")) {
            (Some(_), _) => sets_of(&document, "policy_sets")?,
            (None, Some(_)) => vec![document],
            (None, None) => return Err(Bip138Error::Document),
        };
        sets.iter()
            .map(|set| {
                let template = text_in(set, "policy").ok_or(Bip138Error::Document)?;
                let keys =
                    set.get("keys").and_then(Value::as_array).ok_or(Bip138Error::Document)?;
                let keys: Option<Vec<&str>> = keys.iter().map(Value::as_str).collect();
                let keys = keys.ok_or(Bip138Error::Document)?;
                let wallet = Policy::from_template(template, &keys).map_err(situation)?;
                Self::with_fields(wallet, set, true)
            })
            .collect()
    }

    fn with_fields(
        mut wallet: Policy,
        set: &Map<String, Value>,
        is_policy: bool,
    ) -> Result<Self, Bip138Error> {
        let archived = match set.get("archived") {
            None => false,
            Some(flag) => flag.as_bool().ok_or(Bip138Error::Document)?,
        };
        let range = match set.get("range") {
            None => None,
            Some(range) => {
                let ends = range.as_array().filter(|ends| ends.len() == 2);
                let end = |at: usize| {
                    let number = ends.and_then(|ends| ends[at].as_u64());
                    number
                        .and_then(|number| u32::try_from(number).ok())
                        .ok_or(Bip138Error::Document)
                };
                let (start, end) = (end(0)?, end(1)?);
                if start > end {
                    return Err(Bip138Error::Document);
                }
                Some((start, end))
            }
        };
        wallet.birth_time = match set.get("birth_time") {
            None => None,
            // 0 says that no lower bound is known.
            Some(time) => {
                Some(time.as_u64().ok_or(Bip138Error::Document)?).filter(|time| *time > 0)
            }
        };
        Ok(Self { wallet, archived, range, is_policy })
    }
}

/// The wallets among the items of a backup.
///
/// # Errors
/// As [`Document::read_descriptors`].
pub fn wallets_in(items: &[Item]) -> Result<Vec<Document>, Bip138Error> {
    let mut found = Vec::new();
    for item in items {
        let text = || std::str::from_utf8(&item.bytes).map_err(|_| Bip138Error::Document);
        match item.content {
            Content::Bip(380) => found.extend(Document::read_descriptors(text()?)?),
            Content::Bip(388) => found.extend(Document::read_policies(text()?)?),
            _ => {}
        }
    }
    Ok(found)
}

fn situation(error: WalletError) -> Bip138Error {
    match error {
        WalletError::PrivateKey => Bip138Error::PrivateKey,
        _ => Bip138Error::Document,
    }
}

fn parse(text: &str) -> Result<Map<String, Value>, Bip138Error> {
    serde_json::from_str(text).map_err(|_| Bip138Error::Document)
}

fn sets_of(
    document: &Map<String, Value>,
    name: &str,
) -> Result<Vec<Map<String, Value>>, Bip138Error> {
    let sets = document.get(name).and_then(Value::as_array).filter(|sets| !sets.is_empty());
    let version = document.get("version").and_then(Value::as_u64);
    match (version, sets) {
        (Some(1), Some(sets)) => {
            let set = |set: &Value| set.as_object().cloned().ok_or(Bip138Error::Document);
            sets.iter().map(set).collect()
        }
        _ => Err(Bip138Error::Document),
    }
}

fn text_in<'a>(set: &'a Map<String, Value>, key: &str) -> Option<&'a str> {
    set.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
}
