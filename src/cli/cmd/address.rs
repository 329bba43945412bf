//! coldkeep address: receive addresses of a seed, an extended public key or a descriptor.

use crate::cli::args::{AddressArgs, CoinName, ScriptName};
use crate::cli::confirm::{self, Face};
use crate::cli::failure::{Exit, Failure};
use crate::cli::obtain;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host::SecretSource;
use crate::keys::{self, Address, Coin, Path, Script};
use crate::secret::SecretText;
use crate::wallet::{Warning, WatchOnly};
use serde::Serialize;
use std::fmt;

/// The most that an xpub or a descriptor may hold, in bytes.
const PUBLIC_LIMIT: usize = 10 * 1024;

/// One address, as JSON tells it.
#[derive(Serialize)]
struct Entry {
    path: String,
    index: u32,
    address: String,
    public_key: String,
}

/// The addresses asked for.
#[derive(Serialize)]
struct Addresses {
    network: String,
    script: String,
    change: bool,
    fingerprint: Option<String>,
    addresses: Vec<Entry>,
}

impl fmt::Display for Addresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.addresses.iter().try_for_each(|entry| writeln!(f, "{}", entry.address))
    }
}

/// Derives the addresses.
///
/// # Errors
/// When the input is not valid, holds a private key, or belongs to another network.
pub(crate) fn run(args: &AddressArgs, session: &mut Session) -> Result<Report, Failure> {
    if args.index.checked_add(args.count).is_none_or(|end| end > 0x8000_0000) {
        return Err(Failure::error(
            "usage",
            Exit::Usage,
            "addresses are numbered from 0 to 2147483647",
        )
        .next("a smaller --index or --count"));
    }
    let public = args.xpub_from.is_some() || args.descriptor_from.is_some();
    if public {
        refuse_what_words_need(args)?;
    } else if args.words_from.is_none() && !session.practice {
        session
            .must_ask("a seed or a public key", "--words-from, --xpub-from or --descriptor-from")?;
    }
    let found = match (&args.xpub_from, &args.descriptor_from) {
        (Some(source), _) => {
            let text = public_text(session, "--xpub-from", source)?;
            of_watch_only(args, session, WatchOnly::from_xpub(text.trim())?)?
        }
        (_, Some(source)) => {
            let text = public_text(session, "--descriptor-from", source)?;
            of_watch_only(args, session, WatchOnly::from_descriptor(text.trim())?)?
        }
        (None, None) => of_words(args, session)?,
    };
    Ok(Report::of(&found))
}

/// A public key is of one account already, and knows no passphrase.
fn refuse_what_words_need(args: &AddressArgs) -> Result<(), Failure> {
    let given = [
        (args.path.is_some(), "--path"),
        (args.passphrase_from.is_some(), "--passphrase-from"),
        (args.account.is_some(), "--account"),
    ];
    match given.into_iter().find(|(given, _)| *given) {
        None => Ok(()),
        Some((_, flag)) => Err(Failure::error(
            "usage",
            Exit::Usage,
            format!("{flag} needs the seed; a public key is of one account already"),
        )
        .next(format!("leave {flag} out, or use --words-from"))),
    }
}

fn of_words(args: &AddressArgs, session: &mut Session) -> Result<Addresses, Failure> {
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
    Ok(shown(args, session, script, list, Some(root.fingerprint().to_string())))
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

fn of_watch_only(
    args: &AddressArgs,
    session: &mut Session,
    wallet: WatchOnly,
) -> Result<Addresses, Failure> {
    for warning in wallet.warnings() {
        let said = args.script.is_some() || matches!(args.coin, CoinName::Eth);
        if matches!(warning, Warning::ScriptNotSaid) && said {
            continue;
        }
        session.warn(warning.into());
    }
    let asked = match (args.coin, args.script) {
        (CoinName::Btc, script) => script.map(Script::from),
        (CoinName::Eth, _) => {
            Some(Face { coin: args.coin, script: args.script, account: 0 }.script()?)
        }
    };
    let list = wallet.addresses(
        asked,
        session.network,
        args.change,
        args.index,
        args.count,
        confirm::threads(),
    )?;
    let script = asked
        .or(wallet.script())
        .map_or_else(|| "descriptor".to_owned(), |script| script.to_string());
    Ok(Addresses {
        network: session.network.to_string(),
        script,
        change: args.change,
        fingerprint: None,
        addresses: entries(list),
    })
}

fn shown(
    args: &AddressArgs,
    session: &Session,
    script: Script,
    list: Vec<Address>,
    fingerprint: Option<String>,
) -> Addresses {
    Addresses {
        network: session.network.to_string(),
        script: script.to_string(),
        change: args.change,
        fingerprint,
        addresses: entries(list),
    }
}

fn entries(list: Vec<Address>) -> Vec<Entry> {
    list.into_iter()
        .map(|a| Entry {
            path: a.path.to_string(),
            index: a.index,
            address: a.text,
            public_key: a.public_key,
        })
        .collect()
}

/// Reads public text from a file or stdin. It may turn out to be a private key, so it is held like a secret
/// until it has been refused or parsed.
fn public_text(
    session: &mut Session,
    option: &str,
    source: &SecretSource,
) -> Result<String, Failure> {
    let text = match source {
        SecretSource::Ask => {
            session.must_ask("the public key or descriptor", &format!("{option} FILE or -"))?;
            session.ask_hidden("Extended public key or descriptor")?
        }
        source => SecretText::from_bytes(session.read(option, source, PUBLIC_LIMIT)?)?,
    };
    // exposed to: an ordinary string; the wallet room refuses private keys, and freed memory is wiped
    Ok(text.expose_secret().to_owned())
}
