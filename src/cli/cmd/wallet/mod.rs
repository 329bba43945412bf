//! coldkeep wallet: watch-only wallets that are kept in the home.

pub(crate) mod add;
mod coded;
pub(crate) mod export;
pub(crate) mod list;
pub(crate) mod prove;
mod record;
pub(crate) mod remove;
mod sealed;
pub(crate) mod show;
pub(crate) mod source;
mod standing;

use crate::keys::Script;
use crate::wallet::Policy;

/// The kind of wallet in words: `native segwit (wpkh), one key`, `2-of-3, wsh(sortedmulti)`.
fn in_words(policy: &Policy) -> String {
    let single = policy.script().map(|script| match script {
        Script::Wpkh => "native segwit (wpkh), one key",
        Script::Tr => "taproot (tr), one key",
        Script::ShWpkh => "nested segwit (sh-wpkh), one key",
        _ => "legacy (pkh), one key",
    });
    match (single, policy.quorum()) {
        (Some(single), _) => single.to_owned(),
        (None, Some(quorum)) => format!("{quorum}, {}", policy.shape()),
        (None, None) => match policy.explain() {
            Ok(rule) => format!("{}: {rule}", policy.shape()),
            Err(_) => policy.shape(),
        },
    }
}

/// The fingerprints of the master keys, as far as the descriptor says them.
fn fingerprints(policy: &Policy) -> Vec<String> {
    let origins = policy.cosigners().into_iter().filter_map(|key| key.origin);
    origins.map(|(master, _)| master.to_string()).collect()
}

/// The paths from the master keys, each once.
fn paths(policy: &Policy) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    for (_, path) in policy.cosigners().into_iter().filter_map(|key| key.origin) {
        let path = path.to_string();
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}
