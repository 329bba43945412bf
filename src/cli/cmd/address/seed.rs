//! Addresses of a seed: by coin, script and account, or along a path.

use super::{Addresses, entries};
use crate::cli::args::{AddressArgs, CoinName, ScriptName};
use crate::cli::confirm::{self, Face};
use crate::cli::failure::{Exit, Failure};
use crate::cli::obtain;
use crate::cli::session::Session;
use crate::keys::{self, Coin, Path};

/// Derives the addresses that the flags name.
///
/// # Errors
/// When the words are not valid, or the path leads nowhere.
pub(super) fn addresses(args: &AddressArgs, session: &mut Session) -> Result<Addresses, Failure> {
    if args.words_from.is_none() && !session.practice {
        session
            .must_ask("a seed or a public key", "--words-from, --xpub-from or --descriptor-from")?;
    }
    let path = args.path.as_deref().map(str::parse::<Path>).transpose()?;
    let face = Face {
        coin: args.coin,
        script: args.script.or_else(|| {
            path.as_ref().filter(|_| args.coin == CoinName::Btc).and_then(script_of_purpose)
        }),
        account: args.account.unwrap_or(0),
    };
    let script = face.script()?;
    let mnemonic = obtain::words(session, args.words_from.as_ref())?;
    let passphrase = obtain::passphrase(session, args.passphrase_from.as_ref())?;
    let root = confirm::root(&mnemonic, &passphrase, session.network)?;
    let list = match path {
        Some(path) if path.components().last().is_some_and(|step| !step.is_hardened()) => {
            if args.change || args.index != 0 || args.count != 1 {
                return Err(Failure::error("usage", Exit::Usage, "this path ends at one address")
                    .next("leave --change, --index and --count out, or give the account's path, as m/84h/0h/0h"));
            }
            vec![keys::address_at(&root, &path, script, session.network)?]
        }
        path => {
            let path = match path {
                Some(path) => path,
                None => keys::account_path(
                    Coin::from(args.coin),
                    script,
                    session.network,
                    face.account,
                )?,
            };
            let account = root.account(&path)?;
            keys::addresses(
                &account,
                script,
                session.network,
                args.change,
                args.index,
                args.count,
                confirm::threads(),
            )?
        }
    };
    Ok(Addresses {
        network: session.network.to_string(),
        script: script.to_string(),
        change: args.change,
        fingerprint: Some(root.fingerprint().to_string()),
        addresses: entries(list),
    })
}

/// The script that BIP-0044, 49, 84 and 86 give to a path's first level.
fn script_of_purpose(path: &Path) -> Option<ScriptName> {
    let purpose = path.components().first().filter(|step| step.is_hardened())?;
    match purpose.index() {
        44 => Some(ScriptName::Pkh),
        49 => Some(ScriptName::ShWpkh),
        84 => Some(ScriptName::Wpkh),
        86 => Some(ScriptName::Tr),
        _ => None,
    }
}
