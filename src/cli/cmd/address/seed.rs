//! Addresses of a seed: by coin, script and account, or along a path.

use super::{Addresses, entries};
use crate::cli::args::AddressArgs;
use crate::cli::confirm::{self, Face};
use crate::cli::failure::{Exit, Failure};
use crate::cli::obtain;
use crate::cli::session::Session;
use crate::keys::{self, Coin, Derivation, Master, Path, Script};

/// Derives the addresses that the flags name.
///
/// # Errors
/// When the words are not valid, or the path leads nowhere.
pub(super) fn addresses(args: &AddressArgs, session: &mut Session) -> Result<Addresses, Failure> {
    let path = args.path.as_deref().map(str::parse::<Path>).transpose()?;
    let mut face = Face::of(&args.which, args.account.unwrap_or(0))?;
    if let (true, None, Some(path)) = (face.coin == Coin::BTC, face.script, &path) {
        face.script = Script::of_purpose(path);
    }
    let derivation = face.derivation(session.network)?;
    let mnemonic = obtain::words(session, args.words_from.as_ref())?;
    let passphrase = obtain::passphrase(session, args.passphrase_from.as_ref())?;
    let root = confirm::root(&mnemonic, &passphrase, session.network)?;
    let by_style = path.is_none();
    let list = match path {
        Some(path) if ends_at_one_address(&derivation, &path) => {
            if args.change || args.index.unwrap_or(0) != 0 || args.count != 1 {
                return Err(Failure::error("usage", Exit::Usage, "this path ends at one address")
                    .next("leave --change, --index and --count out, or give the account's path, as m/84h/0h/0h"));
            }
            vec![derivation.address_at(&root, &path)?]
        }
        Some(path) => keys::addresses(
            &root.account(&path)?.of_coin(derivation.coin),
            derivation.script,
            session.network,
            args.change,
            args.index.unwrap_or(0),
            args.count,
            confirm::threads(),
        )?,
        None => derivation.addresses(
            &root,
            face.account,
            args.change,
            args.index.unwrap_or(0),
            args.count,
            confirm::threads(),
        )?,
    };
    Ok(Addresses {
        coin: derivation.coin.to_string(),
        network: session.network.to_string(),
        script: derivation.script.to_string(),
        convention: by_style.then_some(derivation.style.words),
        change: args.change,
        fingerprint: Some(root.fingerprint().to_string()),
        addresses: entries(list),
        of_wallet: None,
    })
}

/// Whether a path is of one key: a last level without h says so, and on ed25519 every path.
fn ends_at_one_address(derivation: &Derivation, path: &Path) -> bool {
    derivation.style.master != Master::Bip32
        || path.components().last().is_some_and(|step| !step.is_hardened())
}
