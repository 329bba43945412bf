//! The public data that a wallet is added from: descriptors, an extended key, files of cosigners.

use super::{coded, record, sealed};
use crate::cli::args::{ScriptName, WalletAddArgs};
use crate::cli::cmd::address::public_text;
use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::host::{self, SecretSource};
use crate::identify::identify;
use crate::keys::Script;
use crate::scan;
use crate::secret::{SecretBytes, SecretText};
use crate::wallet::{
    Brought, BsmsToken, Cosigner, MAX_FILE, Policy, ScriptType, WalletError, assemble, bip138,
};

/// What opens a description that is encrypted: a key of the wallet (BIP-0138), or a token of its setup (BIP-0129).
#[derive(Default)]
pub(crate) struct Openers<'a> {
    key_from: Option<&'a SecretSource>,
    tokens: Vec<BsmsToken>,
}

/// Reads what the flags name.
///
/// # Errors
/// When it is not understood; `private-key-in-watch-only`.
pub(super) fn policy(args: &WalletAddArgs, session: &mut Session) -> Result<Policy, Failure> {
    let script = args.script.map(Script::from);
    let tokens = record::tokens(session, &args.token_from)?;
    let openers = Openers { key_from: args.key_from.as_ref(), tokens };
    let given = [("--descriptor-from", &args.descriptor_from), ("--xpub-from", &args.xpub_from)];
    for (option, source) in given {
        if let Some(source) = source {
            let brought = brought(session, option, source, &openers)?;
            return whole(session, brought, script);
        }
    }
    let wanted = args.script.map(script_type).transpose()?;
    let mut cosigners = Vec::new();
    for path in &args.cosigner {
        let source = SecretSource::File(path.clone());
        let text = public_text(session, "--cosigner", &source, MAX_FILE)?;
        let key = cosigner(record::read(&text, &openers.tokens), wanted);
        cosigners.push(
            key.map_err(|error| Failure::from(error).about("the file", &host::show_path(path)))?,
        );
    }
    Ok(assemble(&cosigners, usize::from(args.threshold.unwrap_or(0)), wanted)?)
}

/// Reads a file of any format: encrypted ones with what opens them, pages by their codes or lines.
fn brought(
    session: &mut Session,
    option: &str,
    source: &SecretSource,
    openers: &Openers<'_>,
) -> Result<Brought, Failure> {
    if matches!(source, SecretSource::Ask) {
        let text = public_text(session, option, source, MAX_FILE)?;
        return Ok(record::read(&text, &openers.tokens)?);
    }
    let bytes = session.read(option, source, scan::MAX_BYTES)?;
    of_bytes(session, bytes, openers)
}

/// The same, for bytes that were read.
///
/// # Errors
/// When they hold no description of a wallet.
pub(crate) fn of_bytes(
    session: &mut Session,
    bytes: SecretBytes,
    openers: &Openers<'_>,
) -> Result<Brought, Failure> {
    // exposed to: the reader of an encrypted description
    if bip138::looks_like(bytes.expose_secret()) {
        // exposed to: the same
        return sealed::open(session, bytes.expose_secret(), openers.key_from);
    }
    if let Some(brought) = coded::open(&bytes)? {
        return Ok(brought);
    }
    // exposed to: recognition, which keeps nothing
    if identify(bytes.expose_secret()).kind.is_scan() {
        return coded::on_pages(&bytes);
    }
    let text = SecretText::from_bytes(bytes)?;
    // exposed to: the wallet room, which refuses private keys before it reads anything
    Ok(record::read(text.expose_secret(), &openers.tokens)?)
}

/// The one wallet of a file, or the wallet of one key.
fn whole(
    session: &mut Session,
    brought: Brought,
    script: Option<Script>,
) -> Result<Policy, Failure> {
    session.detail(&format!("Read as {}.", brought.format));
    let several = |count: usize| {
        Failure::error(
            "several-wallets",
            Exit::Invalid,
            format!("{count} wallets or keys are in this file"),
        )
        .why("one is kept at a time, so that each has a name and knows where it stands.")
        .next("a file with the one that is meant; keys of one multisig wallet come by --cosigner")
        .field("found", count)
    };
    match (brought.wallets.as_slice(), brought.cosigners.as_slice()) {
        ([only], _) => Ok(only.clone()),
        ([], [only]) => {
            let known = only.origin.as_ref().and_then(|(_, path)| Script::of_purpose(path));
            let hint = only.hint.and_then(single);
            let script = script.or(hint).or(known).unwrap_or_else(|| {
                // What `address --xpub-from` shows for it as well.
                session.warn(crate::wallet::Warning::ScriptNotSaid.into());
                Script::Wpkh
            });
            let body = match script {
                Script::Tr => format!("tr({}/<0;1>/*)", only.expression()),
                Script::ShWpkh => format!("sh(wpkh({}/<0;1>/*))", only.expression()),
                Script::Pkh => format!("pkh({}/<0;1>/*)", only.expression()),
                _ => format!("wpkh({}/<0;1>/*)", only.expression()),
            };
            if only.script_type().is_some_and(|kind| single(kind).is_none()) {
                return Err(WalletError::Cosigner.into());
            }
            // Written by this program a moment ago: that it has no checksum says nothing.
            let checked = Policy::from_descriptor(&body)?.descriptor();
            Ok(Policy::from_descriptor(&checked)?)
        }
        (wallets, keys) => Err(several(wallets.len().max(keys.len()))),
    }
}

fn single(kind: ScriptType) -> Option<Script> {
    match kind {
        ScriptType::Pkh => Some(Script::Pkh),
        ScriptType::ShWpkh => Some(Script::ShWpkh),
        ScriptType::Wpkh => Some(Script::Wpkh),
        ScriptType::Tr => Some(Script::Tr),
        _ => None,
    }
}

/// The key of one cosigner's file: the only one, or the one for the script.
fn cosigner(
    brought: Result<Brought, WalletError>,
    wanted: Option<ScriptType>,
) -> Result<Cosigner, WalletError> {
    let brought = brought?;
    match (brought.cosigners.as_slice(), wanted) {
        ([only], None) => Ok(only.clone()),
        // Devices export keys for several scripts; native segwit is what they offer first.
        (_, wanted) => brought.cosigner_for(wanted.unwrap_or(ScriptType::Wsh)),
    }
}

fn script_type(name: ScriptName) -> Result<ScriptType, Failure> {
    match name {
        ScriptName::Wpkh => Ok(ScriptType::Wsh),
        ScriptName::ShWpkh => Ok(ScriptType::ShWsh),
        ScriptName::Tr => Ok(ScriptType::TrScript),
        _ => Err(Failure::error(
            "usage",
            Exit::Usage,
            "a multisig wallet of that script is not made here",
        )
        .next("--script wpkh, sh-wpkh or tr; an existing one comes in by --descriptor-from")),
    }
}
