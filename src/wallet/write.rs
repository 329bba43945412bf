//! Writes descriptors with key origins and checksum (BIP-0380, BIP-0389), always with `h`.

use super::WalletError;
use super::annotation::Annotations;
use super::descriptor::Public;
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
        Script::Eth | Script::Account | Script::Base | Script::Enterprise | Script::Stake => {
            return Err(WalletError::NoDescriptor);
        }
    };
    Ok(with_checksum(&body))
}

/// Adds the checksum to a descriptor of permitted characters (BIP-0380, *Checksum*).
pub(super) fn with_checksum(body: &str) -> String {
    let mut engine = Engine::new();
    engine
        .input(body)
        .expect("every character of a descriptor that was read or built is permitted");
    format!("{body}#{}", engine.checksum())
}

/// Adds the checksum to text from outside.
pub(super) fn checked(body: &str) -> Result<String, WalletError> {
    let mut engine = Engine::new();
    engine.input(body).map_err(|_| WalletError::NotUnderstood)?;
    Ok(format!("{body}#{}", engine.checksum()))
}

/// A descriptor without its checksum. `'` and `h` mean the same and have different checksums: only `h` is
/// written. Nothing else in a descriptor may hold a `'`.
pub(super) fn body_of(descriptor: &Public) -> String {
    format!("{descriptor:#}").replace('\'', "h")
}

/// A descriptor with its checksum.
pub(super) fn text_of(descriptor: &Public) -> String {
    with_checksum(&body_of(descriptor))
}

/// A descriptor with its annotations (BIP-0393) and the checksum over both.
pub(super) fn annotated(descriptor: &Public, annotations: Annotations) -> String {
    with_checksum(&format!("{}{annotations}", body_of(descriptor)))
}
