//! Reads Bitcoin Core's descriptor lists and writes them for `importdescriptors`.

use super::descriptor::Branches;
use super::read::{Brought, Format, gather};
use super::{Policy, WalletError};
use serde_json::{Value, json};

/// The keypool size that Bitcoin Core has by default: it looks so far ahead.
const RANGE_END: u32 = 999;

/// Reads the list of `listdescriptors` or `importdescriptors`.
pub(super) fn read(list: &Value) -> Result<Brought, WalletError> {
    let list = list.as_array().filter(|list| !list.is_empty()).ok_or(WalletError::NotUnderstood)?;
    if list.len() > 100 {
        return Err(WalletError::NotUnderstood);
    }
    let mut branches = Vec::new();
    let mut born: Vec<u64> = Vec::new();
    for entry in list {
        let text = entry["desc"].as_str().ok_or(WalletError::NotUnderstood)?;
        branches.push(Branches::read(text)?);
        born.extend(entry["timestamp"].as_u64());
    }
    let mut wallets = gather(branches);
    // 0 and 1 are what Bitcoin Core writes for "from the beginning".
    let born = born.into_iter().min().filter(|time| *time > 1);
    for wallet in &mut wallets {
        wallet.birth_time = born;
    }
    Ok(Brought { format: Format::BitcoinCore, wallets, cosigners: Vec::new() })
}

/// Writes the argument of `importdescriptors`. Bitcoin Core knows times only: without one the whole chain is searched,
/// also where a block is known, whose time is not (`now` or a guess would miss money). `next_index` is the first receiving address that was never handed out.
pub(super) fn write(wallet: &Policy, next_index: u32) -> String {
    let timestamp = wallet.birth_time.unwrap_or(0);
    let gap = wallet.gap_limit().unwrap_or(super::USUAL_GAP);
    let end = RANGE_END.max(next_index.saturating_add(gap)).min((1 << 31) - 1);
    let entries = wallet.branch_descriptors().into_iter().enumerate().map(|(branch, text)| {
        let mut entry = json!({ "desc": text, "timestamp": timestamp, "active": wallet.is_ranged(), "internal": branch == 1 });
        if wallet.is_ranged() {
            entry["range"] = json!([0, end]);
            entry["next_index"] = json!(if branch == 0 { next_index } else { 0 });
        }
        entry
    });
    let list: Vec<_> = entries.collect();
    format!("{:#}\n", Value::Array(list))
}
