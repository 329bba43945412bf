//! Writes the descriptor of an account, with key origin and checksum (BIP-0380, BIP-0389).

use super::WalletError;
use crate::keys::{Account, Script};
use miniscript::descriptor::checksum::Engine;

/// Writes one descriptor for receive and change, `wpkh([8c65eb9f/84h/0h/0h]xpub…/<0;1>/*)#checksum`.
///
/// # Errors
/// [`WalletError::NoDescriptor`] for Ethereum.
pub fn descriptor_of(account: &Account, script: Script) -> Result<String, WalletError> {
    with_branch(account, script, "<0;1>")
}

/// Writes receive and change as two descriptors, for programs that cannot read `<0;1>`.
///
/// # Errors
/// [`WalletError::NoDescriptor`] for Ethereum.
pub fn branch_descriptors(account: &Account, script: Script) -> Result<[String; 2], WalletError> {
    Ok([with_branch(account, script, "0")?, with_branch(account, script, "1")?])
}

fn with_branch(account: &Account, script: Script, branch: &str) -> Result<String, WalletError> {
    let origin = account.origin().map_or_else(String::new, |(master, path)| {
        let steps = path.components().iter().map(|step| format!("/{step}"));
        format!("[{master}{}]", steps.collect::<String>())
    });
    let key = format!("{origin}{}/{branch}/*", account.xpub());
    let body = match script {
        Script::Wpkh => format!("wpkh({key})"),
        Script::Tr => format!("tr({key})"),
        Script::ShWpkh => format!("sh(wpkh({key}))"),
        Script::Pkh => format!("pkh({key})"),
        Script::Eth => return Err(WalletError::NoDescriptor),
    };
    let mut engine = Engine::new();
    engine.input(&body).expect("every character above belongs in a descriptor");
    Ok(format!("{body}#{}", engine.checksum()))
}
