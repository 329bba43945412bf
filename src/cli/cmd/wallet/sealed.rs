//! Wallets encrypted to their own keys (BIP-0138): written from the home, opened with one of the keys.

use crate::cli::cmd::address::public_text;
use crate::cli::failure::{Exit, Failure};
use crate::cli::random::with_kernel;
use crate::cli::session::Session;
use crate::host::SecretSource;
use crate::wallet::{Brought, Format, MAX_TEXT, Policy, WalletError, bip138};

/// Opens a backup with the extended public key that the option names.
///
/// # Errors
/// `backup-key-needed` without a key; when no key opens it, or it is damaged.
pub(super) fn open(
    session: &mut Session,
    file: &[u8],
    key_from: Option<&SecretSource>,
) -> Result<Brought, Failure> {
    let Some(source) = key_from else {
        return Err(Failure::error(
            "backup-key-needed",
            Exit::NotEnough,
            "this description is encrypted to the keys of its wallet (BIP-138)",
        )
        .why("the extended public key of any cosigner opens it.")
        .next("--key-from FILE with one of them: coldkeep restore --to xpub gives yours"));
    };
    let text = public_text(session, "--key-from", source, MAX_TEXT)?;
    let key = bip138::root_of(&text).ok_or(WalletError::KeyLine)?;
    let bytes = bip138::bytes_of(file).map_err(WalletError::from)?;
    let items = bip138::open(&bytes, &[key]).map_err(WalletError::from)?;
    let documents = bip138::wallets_in(&items).map_err(WalletError::from)?;
    let wallets = documents.into_iter().map(|document| document.wallet).collect();
    Ok(Brought { format: Format::Descriptors, wallets, cosigners: Vec::new() })
}

/// Encrypts a wallet and its labels to its keys, as text.
///
/// # Errors
/// When no key can take part; when randomness is missing.
pub(super) fn seal(
    session: &mut Session,
    policy: &Policy,
    labels: Option<&str>,
) -> Result<String, Failure> {
    let sealed =
        with_kernel(|random| bip138::seal(policy, labels, random).map_err(WalletError::from))?;
    let shut_out = sealed.excluded.len();
    if shut_out > 0 {
        session.warn(
            Failure::warning(
                "keys-left-out",
                format!("{shut_out} of the keys cannot open this file"),
            )
            .why("a key without a step behind it stands on the chain, where everybody can read it.")
            .next("give their holders the descriptor in another way"),
        );
    }
    Ok(bip138::text_of(&sealed.bytes) + "\n")
}
