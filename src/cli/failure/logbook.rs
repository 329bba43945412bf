//! What is wrong with the home and its files, as the person reads it.

use super::{Exit, Failure};
use crate::host;
use crate::logbook::{LogbookError, WalletName};
use std::path::Path;

impl Failure {
    /// A file of the home that cannot be used, with its line.
    pub(crate) fn kept_file(path: &Path, error: &LogbookError) -> Self {
        let name = host::show_path(path);
        let failure = Self::error("home-file", Exit::Invalid, format!("{name}: {error}"));
        match error {
            LogbookError::Newer { .. } => failure.next("use the version of coldkeep that wrote it; nothing was changed"),
            LogbookError::CannotAdd => failure
                .why("TOML allows one form of a list only, and the file has another than coldkeep writes.")
                .next("write each entry as [[handed_out]] or [[used]] with index and on below it"),
            LogbookError::Form { line, wanted, .. } => {
                failure.next(format!("write it as {wanted}")).field("line", *line)
            }
            LogbookError::NoneLeft => failure.next("another account of the same seed"),
            LogbookError::Syntax { line, .. }
            | LogbookError::Twice { line, .. }
            | LogbookError::Value { line, .. }
            | LogbookError::Missing { line, .. } => failure
                .next("mend that line with an editor; nothing was changed")
                .field("line", *line),
            LogbookError::Name | LogbookError::Taken => failure.next("another name"),
            LogbookError::NotThere { .. } | LogbookError::Full { .. } => {
                failure.next("coldkeep copies list      shows what is there")
            }
        }
    }
}

/// The name cannot be a wallet's.
pub(crate) fn bad_name(error: &LogbookError) -> Failure {
    Failure::error("wallet-name", Exit::Usage, error.to_string())
        .next("for example savings or family-2of3; a seed or key does not belong in a name")
}

/// No wallet of that name is kept. The name is one that was checked, so it may be shown.
pub(crate) fn no_such_wallet(name: &WalletName, kept: &[WalletName]) -> Failure {
    let failure =
        Failure::error("no-such-wallet", Exit::Failed, format!("no wallet {name} is kept here"));
    match kept {
        [] => {
            failure.next(format!("coldkeep wallet add {name} --descriptor-from FILE      adds it"))
        }
        some => failure.next(format!("kept are: {}", listed(some))),
    }
}

/// A command that needs a wallet, and no name.
pub(crate) fn which_wallet(home: &Path, kept: &[WalletName]) -> Failure {
    match kept {
        [] => Failure::error(
            "no-wallets",
            Exit::Failed,
            format!("no wallet is kept in {}", host::show_path(home)),
        )
        .next("coldkeep wallet add NAME --descriptor-from FILE      keeps one")
        .next("--home DIR when they are kept elsewhere")
        .next("without keeping anything: --words-from, --xpub-from or --descriptor-from"),
        some => Failure::error(
            "which-wallet",
            Exit::Usage,
            format!("{} wallets are kept, and none was named", some.len()),
        )
        .next(format!("name one of them: {}", listed(some))),
    }
}

fn listed(names: &[WalletName]) -> String {
    const SHOWN: usize = 12;
    let mut text: Vec<&str> = names.iter().take(SHOWN).map(WalletName::as_str).collect();
    if names.len() > SHOWN {
        text.push("…");
    }
    text.join(", ")
}
