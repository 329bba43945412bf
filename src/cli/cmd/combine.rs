//! coldkeep combine: shares, back together into the secret they came from.

use crate::cli::args::{CombineArgs, SecretKind};
use crate::cli::beside::not_compared;
use crate::cli::confirm::{self, Face};
use crate::cli::failure::{Exit, Failure};
use crate::cli::gather;
use crate::cli::random::with_kernel;
use crate::cli::report::Report;
use crate::cli::reunite::{self, Reunited};
use crate::cli::session::Session;
use crate::cli::{codex32 as strings, obtain, screens, typed_shares};
use crate::crypt::{self, Algorithm};
use crate::identify::Kind;
use crate::keys::{Expected, Root};
use crate::secret::{SecretBytes, SecretText};
use crate::seed::{Passphrase, Seed};
use crate::share::{GivesBack, codex32, payload};
use serde::Serialize;
use std::fmt;

/// What the shares gave back; the secret itself is never in here.
#[derive(Serialize)]
struct Combined {
    set: String,
    shares: usize,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

impl fmt::Display for Combined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.fingerprint, &self.address, &self.recipient) {
            (Some(fingerprint), Some(address), _) => write!(f, "{fingerprint} {address}"),
            (_, _, Some(recipient)) => f.write_str(recipient),
            _ => write!(f, "{} {}", self.set, self.kind),
        }
    }
}

/// Combines shares.
///
/// # Errors
/// When shares are missing, damaged, forged or of another set; `wrong-wallet`; a refused way out.
pub(crate) fn run(args: &CombineArgs, session: &mut Session) -> Result<Report, Failure> {
    session.allow_recording(args.way.allow_recording);
    session.language = args.language;
    let expected = confirm::expected(args.expect.as_deref(), session.network)?;
    if args.way.is_named() {
        args.way.check(session)?;
    }
    let share_passphrase = match &args.share_passphrase_from {
        Some(source) => session.secret("--share-passphrase-from", "Share passphrase", source)?,
        None => SecretText::copied_from(""),
    };
    let found = gathered(args, session, &share_passphrase)?;
    let kind = kind_of(args, session, &found)?;
    let mut combined = Combined {
        set: found.set_name.clone(),
        shares: found.shares,
        kind: name_of(kind),
        fingerprint: None,
        address: None,
        path: None,
        words: None,
        language: None,
        recipient: None,
        file: None,
    };
    let is_wallet = matches!(kind, SecretKind::Bip39 | SecretKind::Seed | SecretKind::Codex32);
    if args.expect.is_some() && !is_wallet {
        return Err(Failure::error(
            "usage",
            Exit::Usage,
            "--expect belongs to wallets; these shares give back something else",
        )
        .next("leave --expect out"));
    }
    let mut codex32 = None;
    let secret = match kind {
        SecretKind::Bip39 => words(args, session, &found, expected.as_ref(), &mut combined)?,
        SecretKind::Seed => {
            seed(args, session, &found, expected.as_ref(), &mut combined)?;
            payload::to_hex(&found.secret)
        }
        SecretKind::Codex32 => {
            seed(args, session, &found, expected.as_ref(), &mut combined)?;
            let string = codex32_of(&found)?;
            let text = string.text();
            codex32 = Some(string);
            text
        }
        SecretKind::Hex => payload::to_hex(&found.secret),
        SecretKind::Text => payload::to_text(&found.secret)?,
        SecretKind::Age | SecretKind::AgePq => {
            let algorithm = match kind {
                SecretKind::AgePq => Algorithm::Hybrid,
                _ => Algorithm::X25519,
            };
            let identity = crypt::identity_from_bytes(algorithm, &found.secret)?;
            combined.recipient = Some(crypt::Identity::parse(&identity)?.recipient()?.to_string());
            identity
        }
    };
    hand_out(session, args, combined, secret, codex32.as_ref())
}

fn gathered(
    args: &CombineArgs,
    session: &mut Session,
    passphrase: &SecretText,
) -> Result<Reunited, Failure> {
    let mut shares = Vec::new();
    for payload in gather::unopened(session, &args.files)? {
        match payload.kind {
            // What is nearly a share is read as one: its refusal tells what is wrong with it.
            Kind::Slip39 | Kind::ShareFile | Kind::Codex32 | Kind::Sskr | Kind::Unknown => {
                shares.push(payload.text()?)
            }
            // The first address stands on a share's sheet for its owner; it is no share.
            // A kit's encrypted sheet lies among its key's shares.
            Kind::Address | Kind::Age | Kind::AgeArmor => {}
            kind => {
                return Err(Failure::error(
                    "not-a-share",
                    Exit::Invalid,
                    format!("{} holds no share: it is {}", payload.from, kind.describe()),
                )
                .next("coldkeep restore FILE      takes seeds and encrypted sheets"));
            }
        }
    }
    for source in &args.share_from {
        shares.push(session.secret("--share-from", "Share", source)?);
    }
    if !shares.is_empty() {
        return reunite::secret(session, shares, passphrase, args.expect.is_some());
    }
    session.must_ask("the shares", "FILE… or --share-from")?;
    typed_shares::gathered(session, passphrase)
}

fn kind_of(
    args: &CombineArgs,
    session: &mut Session,
    found: &Reunited,
) -> Result<SecretKind, Failure> {
    let said = match found.gives_back {
        Some(GivesBack::Words(_)) => Some(SecretKind::Bip39),
        Some(GivesBack::Hex(_)) => Some(SecretKind::Hex),
        Some(GivesBack::Text) => Some(SecretKind::Text),
        Some(GivesBack::AgeIdentity) => Some(SecretKind::Age),
        Some(GivesBack::AgePqIdentity) => Some(SecretKind::AgePq),
        Some(GivesBack::Slip39Wallet) => Some(SecretKind::Seed),
        Some(GivesBack::Bip32Seed) => Some(SecretKind::Codex32),
        None => None,
    };
    let is_seed = |kind| matches!(kind, SecretKind::Seed | SecretKind::Codex32);
    match (said, args.kind) {
        // One seed, written in three ways.
        (Some(said), Some(asked)) if is_seed(said) && (is_seed(asked) || asked == SecretKind::Hex) => {
            Ok(asked)
        }
        (Some(said), Some(asked)) if said != asked => Err(Failure::error("gives-another-wallet", Exit::NoMatch, "these shares say that they give back something else")
            .why(format!("their sheet or file says {}; --as asks for {}.", name_of(said), name_of(asked)))
            .next("leave --as out")),
        (Some(kind), _) | (None, Some(kind)) => Ok(kind),
        // A fingerprint, address or xpub belongs to words.
        (None, None) if args.expect.is_some() => Ok(SecretKind::Bip39),
        (None, None) if session.can_ask() => ask_kind(session),
        (None, None) => Err(Failure::error("kind-not-said", Exit::Usage, "the shares are complete, but do not say what they give back")
            .why("shares made elsewhere hold bytes; only their owner knows whether those are the entropy of words, a wallet, or a key.")
            .next("--as bip39      24 or 12 BIP-39 words")
            .next("--as seed       a wallet made for SLIP-39: its BIP-32 seed")
            .next("--as hex        the bytes, as other SLIP-39 tools print them")),
    }
}

/// Shares that were typed or photographed do not say it, but their sheets do.
fn ask_kind(session: &mut Session) -> Result<SecretKind, Failure> {
    session.say("What does the box GIVES BACK on the sheets say?");
    loop {
        let answer = session.ask_line("1 BIP-39 words   2 a file key or passphrase   3 shares from elsewhere, show the bytes   4 a SLIP-39 wallet   [1] ")?;
        match answer.as_str() {
            "" | "1" => return Ok(SecretKind::Bip39),
            "2" | "3" => return Ok(SecretKind::Hex),
            "4" => return Ok(SecretKind::Seed),
            _ => session.say("1, 2, 3 or 4."),
        }
    }
}

fn name_of(kind: SecretKind) -> &'static str {
    match kind {
        SecretKind::Bip39 => "bip39",
        SecretKind::Hex => "hex",
        SecretKind::Text => "text",
        SecretKind::Age => "age-identity",
        SecretKind::AgePq => "age-pq-identity",
        SecretKind::Seed => "bip32-seed",
        SecretKind::Codex32 => "codex32",
    }
}

fn words(
    args: &CombineArgs,
    session: &mut Session,
    found: &Reunited,
    expected: Option<&Expected>,
    combined: &mut Combined,
) -> Result<SecretText, Failure> {
    let mnemonic = reunite::mnemonic(session, &found.secret, found.beside.language)?;
    obtain::warn_if_published(session, &mnemonic);
    let passphrase = obtain::passphrase(session, args.passphrase_from.as_ref())?;
    let root = confirm::root(&mnemonic, &passphrase, session.network)?;
    found.beside.warn_about_passphrase(session, !passphrase.is_none());
    let bare = confirm::root(&mnemonic, &Passphrase::none(), session.network)?;
    let doubt = not_compared(!passphrase.is_none());
    compared(session, found, (&root, &bare), expected, doubt, combined)?;
    session.say(&format!("These shares give back {} BIP-39 words.", mnemonic.word_count()));
    combined.words = Some(mnemonic.word_count());
    combined.language = Some(mnemonic.language().slug());
    Ok(mnemonic.sentence())
}

/// The wallet of a seed that no words belong to.
fn seed(
    args: &CombineArgs,
    session: &mut Session,
    found: &Reunited,
    expected: Option<&Expected>,
    combined: &mut Combined,
) -> Result<(), Failure> {
    if args.passphrase_from.is_some() {
        return Err(Failure::error(
            "usage",
            Exit::Usage,
            "--passphrase-from belongs to words; these shares give back a seed",
        )
        .why("a seed has no passphrase: one that was in use is part of it.")
        .next("leave it out"));
    }
    // exposed to: BIP-0032
    let seed = Seed::from_bytes(SecretBytes::copied_from(found.secret.expose_secret()))?;
    let root = Root::from_seed(&seed, session.network)?;
    let doubt = Failure::warning("not-compared", "a valid seed, NOT compared with anything")
        .why("shares of one set always give some seed; a forged one among just enough of them is not noticed.")
        .next("--expect FINGERPRINT, a receive address you once used, or the xpub");
    compared(session, found, (&root, &root), expected, doubt, combined)?;
    session.say("These shares give back a BIP-32 seed, not words.");
    Ok(())
}

/// The string of a seed; one that was not a codex32 string before gets a name by chance.
fn codex32_of(found: &Reunited) -> Result<codex32::Share, Failure> {
    if let Some(string) = &found.codex32 {
        return Ok(codex32::Share::parse(&string.text())?);
    }
    let identifier = with_kernel(|random| Ok::<_, Failure>(codex32::Identifier::drawn(random)))?;
    Ok(codex32::Share::of_seed(&found.secret, identifier)?)
}

/// Compares a wallet with what stands beside the shares and with `--expect`, and notes what it shows; `root` is with
/// the passphrase, `bare` without. `doubt` is said where nothing is there to compare with.
fn compared(
    session: &mut Session,
    found: &Reunited,
    (root, bare): (&Root, &Root),
    expected: Option<&Expected>,
    doubt: Failure,
    combined: &mut Combined,
) -> Result<(), Failure> {
    let face = Face::default();
    let noted = found.beside.compare(session, root, bare, face, 50)?;
    let identity = match (expected, noted) {
        (Some(_), _) => confirm::identity(session, root, face, expected, 50)?,
        (None, Some(noted)) => noted,
        (None, None) => {
            session.warn(doubt);
            confirm::plain(root, face, session.network)?
        }
    };
    combined.fingerprint = Some(identity.fingerprint);
    combined.address = Some(identity.address);
    combined.path = Some(identity.path);
    Ok(())
}

fn hand_out(
    session: &mut Session,
    args: &CombineArgs,
    combined: Combined,
    secret: SecretText,
    codex32: Option<&codex32::Share>,
) -> Result<Report, Failure> {
    let chosen = args.way.is_named();
    if !chosen && !session.can_ask() {
        session
            .say("The result is not shown here: --reveal sends it to stdout, -o FILE writes it.");
        return Ok(Report::of(&combined));
    }
    if !chosen && !session.confirm("Show the result on the screen now?", false)? {
        return Ok(Report::of(&combined));
    }
    let is_words = combined.words.is_some();
    let delivered = args.way.deliver(session, secret, |secret| match (codex32, is_words) {
        (Some(string), _) => strings::pages("The codex32 secret that the shares give back", string),
        (None, true) => screens::share_pages("The words that the shares give back", secret),
        (None, false) => screens::single_page("The secret that the shares give back", secret),
    })?;
    Ok(delivered.report(combined, |combined| &mut combined.file))
}
