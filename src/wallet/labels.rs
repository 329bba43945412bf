//! Keeps labels of transactions, addresses and keys, line by line, with what is not known here (BIP-0329).

use super::WalletError;
use super::descriptor::refuse_private;
use serde_json::{Map, Value, json};
use std::fmt;

/// The longest file of labels read, in bytes.
pub const MAX_LABELS: usize = 8 << 20;

/// One line of a file of labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// `tx`, `addr`, `pubkey`, `input`, `output`, `xpub`, `spscan`, or a kind that is not known here.
    pub kind: String,
    /// What the label is for.
    pub reference: String,
    /// The label.
    pub label: Option<String>,
    /// Whether an output may be spent.
    pub spendable: Option<bool>,
    /// The line as it came; it is written again as it is.
    line: String,
}

/// The labels of a wallet. They are private: whoever has them knows what the money was for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels(Vec<Label>);

impl Labels {
    /// Reads JSON Lines; empty lines are left out, unknown kinds and keys are kept.
    ///
    /// # Errors
    /// [`WalletError::Label`] with the line, [`WalletError::TooLong`], [`WalletError::PrivateKey`].
    pub fn read(text: &str) -> Result<Self, WalletError> {
        if text.len() > MAX_LABELS {
            return Err(WalletError::TooLong { bytes: text.len(), limit: MAX_LABELS });
        }
        refuse_private(text)?;
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim_ascii().is_empty());
        let read = |(at, line): (usize, &str)| one(line).ok_or(WalletError::Label { line: at + 1 });
        lines.map(read).collect::<Result<_, _>>().map(Self)
    }

    /// The labels in the order of their lines.
    pub fn entries(&self) -> &[Label] {
        &self.0
    }

    /// The label of an address; the last line counts where there are several.
    pub fn of_address(&self, address: &str) -> Option<&str> {
        let own = |label: &&Label| label.kind == "addr" && label.reference == address;
        self.0.iter().rev().find(own).and_then(|label| label.label.as_deref())
    }

    /// Adds a label, or changes the one that is there; other keys of its line stay.
    pub fn set(&mut self, kind: &str, reference: &str, label: &str) {
        let own = |one: &&mut Label| one.kind == kind && one.reference == reference;
        if let Some(found) = self.0.iter_mut().find(own) {
            let object = serde_json::from_str::<Map<String, Value>>(&found.line);
            let mut object = object.unwrap_or_default();
            object.insert("label".into(), json!(label));
            found.line = Value::Object(object).to_string();
            found.label = Some(label.to_owned());
            return;
        }
        let line = json!({ "type": kind, "ref": reference, "label": label }).to_string();
        self.0.extend(one(&line));
    }
}

impl fmt::Display for Labels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|label| writeln!(f, "{}", label.line))
    }
}

fn one(line: &str) -> Option<Label> {
    let line = line.trim_ascii();
    let object: Map<String, Value> = serde_json::from_str(line).ok()?;
    let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
    let (kind, reference) = (text("type")?, text("ref")?);
    let spendable = match object.get("spendable") {
        None => None,
        // A flag on outputs only; anywhere else the line says something it cannot.
        Some(flag) if kind == "output" => Some(flag.as_bool()?),
        Some(_) => return None,
    };
    let label = match object.get("label") {
        None => None,
        Some(label) => Some(label.as_str()?.to_owned()),
    };
    Some(Label { kind, reference, label, spendable, line: line.to_owned() })
}
