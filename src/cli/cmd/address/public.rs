//! Addresses of an extended public key or a descriptor that is given now and kept nowhere.

use super::{Addresses, entries};
use crate::cli::args::AddressArgs;
use crate::cli::confirm::{self, Face};
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::host::SecretSource;
use crate::keys::{Coin, Derivation, KeysError, Master, Network, Script};
use crate::secret::SecretText;
use crate::wallet::{Warning, WatchOnly};

/// The most that an xpub or a descriptor may hold, in bytes.
const PUBLIC_LIMIT: usize = 10 * 1024;

/// Derives the addresses that the flags name.
///
/// # Errors
/// When the text is not understood, holds a private key, or belongs to another network.
pub(super) fn addresses(args: &AddressArgs, session: &mut Session) -> Result<Addresses, Failure> {
    let wallet = match (&args.xpub_from, &args.descriptor_from) {
        (Some(source), _) => {
            WatchOnly::from_xpub(public_text(session, "--xpub-from", source, PUBLIC_LIMIT)?.trim())?
        }
        (None, source) => {
            let source = source.as_ref().unwrap_or(&SecretSource::Ask);
            WatchOnly::from_descriptor(
                public_text(session, "--descriptor-from", source, PUBLIC_LIMIT)?.trim(),
            )?
        }
    };
    of_watch_only(args, session, wallet)
}

/// The coin of a public key: what was asked for, else what its prefix says; only secp256k1 has such keys.
fn coin_of(args: &AddressArgs, wallet: &WatchOnly) -> Result<Coin, Failure> {
    let face = Face::of(&args.which, 0)?;
    let said = args.which.coin.is_some() || args.which.prefix.is_some();
    let hint = wallet.coin();
    if let Some(given) = hint.filter(|hint| said && *hint != face.coin) {
        return Err(KeysError::OtherCoin { given: given.chain().name }.into());
    }
    let coin = hint.filter(|_| !said).unwrap_or(face.coin);
    let derivation = Derivation::choose(
        coin,
        args.which.script.map(Script::from),
        face.style,
        Network::Mainnet,
    )?;
    if derivation.style.master != Master::Bip32 {
        return Err(KeysError::NoExtendedKey.into());
    }
    Ok(coin)
}

fn of_watch_only(
    args: &AddressArgs,
    session: &mut Session,
    wallet: WatchOnly,
) -> Result<Addresses, Failure> {
    let coin = coin_of(args, &wallet)?;
    let given = args.which.script.map(Script::from);
    let only = match coin.scripts().as_slice() {
        [one] => Some(*one),
        _ => None,
    };
    for warning in wallet.warnings() {
        let said = given.or(only).is_some();
        if matches!(warning, Warning::ScriptNotSaid) && said {
            continue;
        }
        session.warn(warning.into());
    }
    let asked = given.or(only);
    let wallet = wallet.of_coin(coin)?;
    let list = wallet.addresses(
        asked,
        session.network,
        args.change,
        args.index.unwrap_or(0),
        args.count,
        confirm::threads(),
    )?;
    let script = asked
        .or(wallet.script())
        .map_or_else(|| "descriptor".to_owned(), |script| script.to_string());
    Ok(Addresses {
        kind: if args.xpub_from.is_some() { "xpub" } else { "descriptor" },
        coin: coin.to_string(),
        network: session.network.to_string(),
        script,
        convention: None,
        change: args.change,
        fingerprint: None,
        addresses: entries(list),
        of_wallet: None,
    })
}

/// Reads public text from a file or stdin. It may turn out to be a private key, so it is held like a secret
/// until it has been refused or parsed.
pub(crate) fn public_text(
    session: &mut Session,
    option: &str,
    source: &SecretSource,
    limit: usize,
) -> Result<String, Failure> {
    let text = match source {
        SecretSource::Ask => {
            session.must_ask("the public key or descriptor", &format!("{option} FILE or -"))?;
            session.ask_hidden("Extended public key or descriptor")?
        }
        source => SecretText::from_bytes(session.read(option, source, limit)?)?,
    };
    // exposed to: an ordinary string; the wallet room refuses private keys, and freed memory is wiped
    Ok(text.expose_secret().to_owned())
}
