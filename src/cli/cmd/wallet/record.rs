//! Records of a multisig setup that are encrypted with a token (BIP-0129): opened, and written.

use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::host::SecretSource;
use crate::wallet::{self, Brought, BsmsToken, WalletError};

/// Reads the tokens that the option names.
///
/// # Errors
/// `bsms-token` for what is none; a source that cannot be read.
pub(super) fn tokens(
    session: &mut Session,
    sources: &[SecretSource],
) -> Result<Vec<BsmsToken>, Failure> {
    let mut tokens = Vec::new();
    for source in sources {
        let text = session.secret("--token-from", "Token of the setup", source)?;
        tokens.push(BsmsToken::parse(&text)?);
    }
    Ok(tokens)
}

/// Reads a file of any format; an encrypted record with the token that opens it.
///
/// # Errors
/// `bsms-token` when none opens it; what [`wallet::read`] says.
pub(super) fn read(text: &str, tokens: &[BsmsToken]) -> Result<Brought, WalletError> {
    match wallet::read(text) {
        Err(WalletError::TokenNeeded) if !tokens.is_empty() => {
            let opened = tokens.iter().map(|token| wallet::bsms_open(text, token));
            // The authentication code says which token it is; no other can open it.
            let record = opened.reduce(|found, next| found.or(next)).ok_or(WalletError::Token)?;
            wallet::read(&record?)
        }
        read => read,
    }
}
