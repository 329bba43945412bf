//! coldkeep restore: words, pictures, shares or encrypted sheets, back to the wallet they came from.

use crate::cli::args::{RestoreArgs, Restored};
use crate::cli::confirm::{self, Face, Identity};
use crate::cli::deliver::{Delivered, Way};
use crate::cli::failure::{Exit, Failure};
use crate::cli::gather::{self, Opener, Payload};
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::{inside, mend, obtain, reunite, screens};
use crate::host;
use crate::identify::Kind;
use crate::keys::{Expected, Root};
use crate::secret::SecretText;
use crate::seed::{Mnemonic, Passphrase};
use crate::wallet;
use serde::Serialize;
use std::fmt;

/// The wallet that came back.
#[derive(Serialize)]
struct RestoredWallet {
    #[serde(flatten)]
    identity: Identity,
    words: usize,
    /// Whether these words are printed in public.
    published: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    xpub: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    descriptor: Option<String>,
    /// The file that holds the secret result.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

impl fmt::Display for RestoredWallet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.xpub, &self.descriptor) {
            (Some(public), _) | (_, Some(public)) => f.write_str(public),
            _ => write!(f, "{} {}", self.identity.fingerprint, self.identity.address),
        }
    }
}

/// Where the words came from, before they are known to be a mnemonic.
enum Source {
    /// Words as typed: they may need mending.
    Typed(SecretText),
    /// A mnemonic that is proved already (a SeedQR, combined shares).
    Whole(Mnemonic),
}

/// What was brought: words, and what stood beside them.
struct Brought {
    source: Source,
    fingerprint: Option<String>,
    address: Option<String>,
    has_passphrase: Option<bool>,
}

/// Brings a wallet back and compares it with what was expected.
///
/// # Errors
/// Everything that can be wrong with words, shares, pages and keys; `wrong-wallet` when it is another.
pub(crate) fn run(args: &RestoreArgs, session: &mut Session) -> Result<Report, Failure> {
    session.allow_recording(args.allow_recording);
    let expected = confirm::expected(args.expect.as_deref(), session.network)?;
    let face = Face { coin: args.coin, script: args.script, account: args.account };
    face.script()?;
    let way = Way {
        output: args.output.as_deref(),
        force: args.force,
        reveal: args.reveal,
        allow_secret_file: args.allow_secret_file,
    };
    let secret_result = matches!(args.to, Restored::Words | Restored::Seedqr);
    if secret_result {
        way.check(session)?;
    } else if args.output.is_some() {
        return Err(Failure::error(
            "usage",
            Exit::Usage,
            "-o belongs to --to words and --to seedqr; public results go to stdout",
        )
        .next("coldkeep restore --to xpub > FILE"));
    }
    let brought = bring(args, session)?;
    let passphrase = passphrase_for(args, session, &brought)?;
    let mnemonic = match brought.source {
        Source::Whole(mnemonic) => mnemonic,
        Source::Typed(typed) => {
            mend::checked(session, &typed, &passphrase, expected.as_ref(), args.gap)?
        }
    };
    obtain::warn_if_published(session, &mnemonic);
    let root = confirm::root(&mnemonic, &passphrase, session.network)?;
    let beside = (brought.fingerprint.as_deref(), brought.address.as_deref());
    let identity = compare(session, &root, face, expected.as_ref(), beside, args.gap, &passphrase)?;
    hand_out(args, session, &way, &mnemonic, &root, identity)
}

fn bring(args: &RestoreArgs, session: &mut Session) -> Result<Brought, Failure> {
    if session.practice
        && args.files.is_empty()
        && args.words_from.is_none()
        && args.share_from.is_empty()
    {
        return Ok(alone(Source::Whole(obtain::practice_words())));
    }
    let opener =
        Opener { identities: &args.identity, file_passphrase: args.file_passphrase_from.as_ref() };
    let mut shares = Vec::new();
    for source in &args.share_from {
        shares.push(session.secret("--share-from", "Share", source)?);
    }
    let payloads = gather::payloads(session, &args.files, &opener)?;
    if payloads.is_empty() && shares.is_empty() {
        return Ok(alone(Source::Typed(obtain::typed_words(session, args.words_from.as_ref())?)));
    }
    from_payloads(session, payloads, shares)
}

fn alone(source: Source) -> Brought {
    Brought { source, fingerprint: None, address: None, has_passphrase: None }
}

fn from_payloads(
    session: &mut Session,
    payloads: Vec<Payload>,
    mut shares: Vec<SecretText>,
) -> Result<Brought, Failure> {
    let mut brought: Option<Brought> = None;
    let mut address = None;
    for payload in payloads {
        let found = match payload.kind {
            Kind::Slip39 | Kind::ShareFile => {
                shares.push(payload.text()?);
                continue;
            }
            Kind::Address => {
                // exposed to: an ordinary string; an address is public
                address = payload.text().ok().map(|text| text.expose_secret().trim().to_owned());
                continue;
            }
            Kind::SeedQr => alone(Source::Whole(Mnemonic::from_seed_qr_digits(&payload.text()?)?)),
            Kind::CompactSeedQr => {
                alone(Source::Whole(Mnemonic::from_compact_seed_qr(&payload.content)?))
            }
            Kind::Bip39 => {
                let (words, notes) = inside::read(&payload.text()?);
                Brought {
                    source: Source::Typed(words),
                    fingerprint: notes.fingerprint,
                    address: None,
                    has_passphrase: notes.passphrase,
                }
            }
            kind => return Err(not_a_seed(&payload.from, kind)),
        };
        brought = match brought {
            None => Some(found),
            Some(before) => Some(same_seed(before, found)?),
        };
    }
    if !shares.is_empty() {
        let combined = reunite::words(session, shares)?;
        let found = Brought {
            source: Source::Whole(combined.mnemonic),
            fingerprint: combined.fingerprint,
            address: None,
            has_passphrase: None,
        };
        brought = match brought {
            None => Some(found),
            Some(before) => Some(same_seed(before, found)?),
        };
    }
    let mut brought = brought.ok_or_else(|| gather::nothing_readable("these files"))?;
    brought.address = address;
    Ok(brought)
}

/// Two pages that hold seeds must hold the same one.
fn same_seed(before: Brought, found: Brought) -> Result<Brought, Failure> {
    let whole = |source: &Source| match source {
        Source::Typed(text) => Mnemonic::parse(text),
        // exposed to: a second value of the same mnemonic, for comparison
        Source::Whole(mnemonic) => Mnemonic::from_entropy(&mnemonic.entropy()),
    };
    if whole(&before.source)?.same_as(&whole(&found.source)?) {
        return Ok(before);
    }
    Err(Failure::error("two-seeds", Exit::NoMatch, "these files hold two different seeds")
        .why("coldkeep restores one wallet at a time and will not choose.")
        .next("name the pages of one wallet only"))
}

fn not_a_seed(from: &str, kind: Kind) -> Failure {
    Failure::error(
        "not-a-seed",
        Exit::Invalid,
        format!("{from} holds no seed: it is {}", kind.describe()),
    )
    .next("coldkeep scan FILE      shows what a page holds")
    .field("kind", kind.slug())
}

fn passphrase_for(
    args: &RestoreArgs,
    session: &mut Session,
    brought: &Brought,
) -> Result<Passphrase, Failure> {
    let passphrase = obtain::passphrase(session, args.passphrase_from.as_ref())?;
    if brought.has_passphrase == Some(true) && passphrase.is_none() {
        session.warn(
            Failure::warning(
                "passphrase-missing",
                "this backup says that a passphrase is in use, and none was given",
            )
            .why("without it another wallet opens, and it looks empty.")
            .next("--passphrase-from ask"),
        );
    }
    Ok(passphrase)
}

/// Compares with `--expect`, else with what stood beside the words; says so when there was nothing.
fn compare(
    session: &mut Session,
    root: &Root,
    face: Face,
    expected: Option<&Expected>,
    beside: (Option<&str>, Option<&str>),
    gap: u32,
    passphrase: &Passphrase,
) -> Result<Identity, Failure> {
    if expected.is_some() {
        return confirm::identity(session, root, face, expected, gap);
    }
    let noted = beside
        .1
        .or(beside.0)
        .and_then(|text| text.parse::<Expected>().ok())
        .filter(|noted| noted.check_network(session.network).is_ok());
    if let Some(noted) = noted {
        session.say("The backup itself says which wallet it is; comparing with that.");
        return confirm::identity(session, root, face, Some(&noted), gap);
    }
    let identity = confirm::identity(session, root, face, None, gap)?;
    let with = if passphrase.is_none() { "" } else { " with this passphrase" };
    session.warn(
        Failure::warning("not-compared", format!("valid words{with}, NOT compared with anything"))
            .why("1 in 16 wrong phrases of 12 words passes the check, 1 in 256 of 24.")
            .next("--expect FINGERPRINT, a receive address you once used, or the xpub"),
    );
    Ok(identity)
}

fn hand_out(
    args: &RestoreArgs,
    session: &mut Session,
    way: &Way<'_>,
    mnemonic: &Mnemonic,
    root: &Root,
    identity: Identity,
) -> Result<Report, Failure> {
    let account = root.account(&identity.account_path)?;
    let script = identity.script.parse()?;
    let mut restored = RestoredWallet {
        words: mnemonic.word_count(),
        published: mnemonic.published().is_some(),
        xpub: (args.to == Restored::Xpub).then(|| account.xpub()),
        descriptor: None,
        file: None,
        identity,
    };
    if args.to == Restored::Descriptor {
        restored.descriptor = Some(wallet::descriptor_of(&account, script)?);
    }
    let delivered = match args.to {
        Restored::Words => Some(way.deliver(session, mnemonic.sentence(), |_| {
            screens::word_pages("Your words", mnemonic)
        })?),
        Restored::Seedqr => {
            let digits = mnemonic.seed_qr_digits();
            Some(way.deliver(session, digits, |digits| {
                screens::single_page(
                    "The digits of the SeedQR, four a word, counted from 0",
                    digits,
                )
            })?)
        }
        Restored::Identity | Restored::Xpub | Restored::Descriptor => None,
    };
    match delivered {
        Some(Delivered::Reveal(secret)) => Ok(Report::of(&restored).reveal(secret)),
        Some(Delivered::Written(path)) => {
            restored.file = Some(host::show_path(&path));
            Ok(Report::of(&restored))
        }
        Some(Delivered::Shown) | None => Ok(Report::of(&restored)),
    }
}
