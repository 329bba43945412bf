//! Reads and writes Specter's wallet JSON: label, birthday height and the receiving descriptor.

use super::read::{Brought, Format, text_of};
use super::{Policy, WalletError, Warning};
use serde_json::{Map, Value, json};

pub(super) fn read(object: &Map<String, Value>) -> Result<Brought, WalletError> {
    let text =
        object.get("descriptor").and_then(Value::as_str).ok_or(WalletError::NotUnderstood)?;
    let mut wallet = Policy::from_descriptor(text)?;
    // Specter writes the receiving branch and takes branch 1 for change.
    let (body, _) = text.split_once('#').unwrap_or((text, ""));
    let change = body.replace("/0/*", "/1/*");
    if !wallet.has_change() && change != body {
        let change = super::write::checked(&change)?;
        wallet = Policy::from_pair(text, &change)?;
        wallet = wallet.warn(Warning::ChangeAssumed);
    }
    wallet.name = text_of(object, "label");
    let height = object.get("blockheight").and_then(Value::as_u64);
    let height = height.and_then(|height| u32::try_from(height).ok()).filter(|height| *height > 0);
    wallet.set_birth_height(wallet.birth_height().or(height));
    Ok(Brought::wallet(Format::Specter, wallet))
}

pub(super) fn write(wallet: &Policy) -> String {
    let receive = wallet.branch_descriptors().into_iter().next().unwrap_or_default();
    let device = |name: String| json!({ "type": "other", "label": name });
    let devices: Vec<_> = (0..wallet.cosigners().len())
        .map(|place| device(format!("key {}", super::letter(place))))
        .collect();
    let value = json!({
        "label": wallet.name.as_deref().unwrap_or("wallet"),
        "blockheight": wallet.birth_height().unwrap_or(0),
        "descriptor": receive,
        "devices": devices,
    });
    format!("{value:#}\n")
}
