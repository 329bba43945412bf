//! New wallets whose backup is not BIP-39 words: SLIP-39 shares, or a codex32 string or its shares.
//!
//! The entropy is the BIP-32 seed itself. Nothing is written to a file: what is shown is copied by hand and typed back.

use super::args::{Format, NewArgs};
use super::cmd::new::{Recipe, draw, not_read_back};
use super::cmd::split;
use super::codex32;
use super::confirm::{self, Face, Identity};
use super::failure::{Exit, Failure};
use super::random::with_kernel;
use super::report::Report;
use super::screens;
use super::session::Session;
use super::shares::{self, Request};
use crate::host;
use crate::keys::Root;
use crate::secret::SecretBytes;
use crate::seed::{Language, Seed};
use crate::share::codex32::{Identifier, Share};
use crate::share::{Form, GivesBack, Scheme};
use serde::Serialize;
use std::fmt;

/// The public half of a new wallet in shares or in one string.
#[derive(Serialize)]
struct Made {
    name: String,
    #[serde(flatten)]
    identity: Identity,
    format: &'static str,
    /// What all shares or the string have in common.
    set: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    scheme: Option<String>,
    shares: usize,
    entropy: &'static str,
    rolls: usize,
    /// Whether everything was typed back.
    checked: bool,
}

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.name, self.identity.fingerprint, self.identity.address)
    }
}

/// What was shown.
struct Shown {
    set: String,
    shares: usize,
}

/// Makes the wallet.
///
/// # Errors
/// Flags of another format; a bad scheme; a missing terminal; what drawing, showing and typing back refuse.
pub(crate) fn run(
    args: &NewArgs,
    session: &mut Session,
    face: Face<'_>,
) -> Result<Report, Failure> {
    let words_only = args.passphrase_from.is_some() || args.output.is_some();
    if words_only {
        return Err(Failure::error(
            "usage",
            Exit::Usage,
            "--passphrase-from, --encrypt-to, -p and -o belong to --format bip39",
        )
        .why("SLIP-39 and codex32 hold the seed itself, to be copied by hand from the screen.")
        .next("leave them out"));
    }
    if args.language != Language::English {
        return Err(Failure::error("usage", Exit::Usage, "--language belongs to --format bip39")
            .why("SLIP-39 and codex32 hold the seed itself; no BIP-39 words belong to it.")
            .next("leave it out"));
    }
    let scheme = match (&args.shares[..], args.format) {
        ([], Format::Codex32) => None,
        ([], _) => return Err(no_shares()),
        (written, _) => Some(shares::scheme(written, args.groups)?),
    };
    if let (Some(scheme), Format::Codex32) = (&scheme, args.format) {
        codex32::check_scheme(scheme)?;
    }
    if !session.can_ask() {
        return Err(Failure::refused("secret-to-pipe", "there is no terminal to show the seed on")
            .why("new shows it on a terminal only; a pipe, a log or a file would keep it.")
            .next("run it in a terminal"));
    }
    session.must_not_be_recorded()?;
    let drawn = draw(args, session)?;
    // exposed to: BIP-0032
    let seed = Seed::from_bytes(SecretBytes::copied_from(drawn.entropy.expose_secret()))?;
    let identity =
        confirm::plain(&Root::from_seed(&seed, session.network)?, face, session.network)?;
    if let Some(digits) = &drawn.kernel_digits {
        session.show_pages(&[screens::kernel_page(digits)])?;
    }
    let shown = match (&scheme, args.format) {
        (Some(scheme), Format::Slip39) => slip39(args, session, scheme, drawn.entropy, &identity)?,
        (Some(scheme), _) => codex32_shares(args, session, scheme, &drawn.entropy)?,
        (None, _) => codex32_secret(args, session, &drawn.entropy)?,
    };
    if args.skip_check {
        session.warn(not_read_back());
    }
    session.say("Next");
    session.say("  1  bring what you wrote back together, on another computer:   coldkeep combine");
    session.say("  2  send a small amount, restore from the backup, spend it; then the rest");
    if scheme.is_none() {
        session
            .say("  a sheet of it, typed in again:   coldkeep print seed --as codex32 -p PRINTER");
    }
    Ok(Report::of(&Made {
        name: host::show_text(&args.name),
        identity,
        format: if args.format == Format::Slip39 { "slip39" } else { "codex32" },
        set: shown.set,
        scheme: scheme.as_ref().map(Scheme::to_string),
        shares: shown.shares,
        entropy: Recipe::of(args).name(),
        rolls: drawn.rolls,
        checked: !args.skip_check,
    }))
}

fn no_shares() -> Failure {
    Failure::error("usage", Exit::Usage, "--format slip39 needs --shares")
        .why("a native SLIP-39 wallet is its shares and nothing else.")
        .next("--shares 2of3;   --groups 2 --shares me=1of1,family=2of3;   --shares 1of1 for one paper")
}

fn slip39(
    args: &NewArgs,
    session: &mut Session,
    scheme: &Scheme,
    seed: SecretBytes,
    identity: &Identity,
) -> Result<Shown, Failure> {
    let asked = Request {
        words_from: None,
        secret_from: None,
        passphrase_from: None,
        expect: None,
        anonymous: false,
        extendable: true,
        form: Form::Slip39,
    };
    let cut =
        shares::cut_secret(scheme, seed, GivesBack::Slip39Wallet, Some(identity.clone()), &asked)?;
    let (_, quorums) = split::show(session, &cut, !args.skip_check)?;
    shares::tell(session, scheme, cut.shares.len(), quorums.subsets.len());
    Ok(Shown { set: cut.shares[0].set_name(), shares: cut.shares.len() })
}

fn codex32_secret(
    args: &NewArgs,
    session: &mut Session,
    seed: &SecretBytes,
) -> Result<Shown, Failure> {
    let secret = secret_of(seed)?;
    let title = format!("{} · the codex32 secret", host::show_text(&args.name));
    session.show_pages(&codex32::pages(&title, &secret))?;
    if !args.skip_check {
        codex32::type_back(session, &secret)?;
    }
    Ok(Shown { set: secret.identifier().to_string(), shares: 1 })
}

fn codex32_shares(
    args: &NewArgs,
    session: &mut Session,
    scheme: &Scheme,
    seed: &SecretBytes,
) -> Result<Shown, Failure> {
    let cut = codex32::cut_secret(scheme, &secret_of(seed)?)?;
    let quorums = cut.show(session, !args.skip_check)?;
    shares::tell(session, scheme, cut.shares.len(), quorums.subsets.len());
    Ok(Shown { set: cut.set_name(), shares: cut.shares.len() })
}

fn secret_of(seed: &SecretBytes) -> Result<Share, Failure> {
    let identifier = with_kernel(|random| Ok::<_, Failure>(Identifier::drawn(random)))?;
    Ok(Share::of_seed(seed, identifier)?)
}
