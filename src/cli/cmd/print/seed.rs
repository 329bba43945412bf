//! coldkeep print seed: the words of a wallet on one folded sheet, or on the screen for copying by hand.

use super::{About, other_seed};
use crate::cli::args::{PrintSeedArgs, SeedOfPage};
use crate::cli::cmd::child;
use crate::cli::confirm::{self, Face, Identity};
use crate::cli::failure::Failure;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::shares::path_not_confirmed;
use crate::cli::{blocks, obtain, other, screens};
use crate::host::{Printer, ScreenPage};
use crate::seed::{Mnemonic, Passphrase};
use crate::sheet::{ChildOf, PassphraseUse, SeedForm, SeedSheet, Sheet};
use serde::Serialize;
use std::fmt;

/// The words were copied by hand and typed back.
#[derive(Serialize)]
pub(super) struct Copied {
    kind: &'static str,
    form: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    read_back: bool,
}

impl Copied {
    pub(super) fn new(form: &'static str, fingerprint: Option<String>) -> Self {
        Self { kind: "seed", form, fingerprint, read_back: true }
    }
}

impl fmt::Display for Copied {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

/// The words for a page, with what they open.
pub(super) struct PageSeed {
    pub(super) mnemonic: Mnemonic,
    pub(super) passphrase: Passphrase,
    /// What the wallet shows, with the passphrase where there is one.
    pub(super) identity: Identity,
    /// The fingerprint of the words alone.
    pub(super) bare_fingerprint: String,
    /// Whose child the words are.
    pub(super) child_of: Option<ChildOf>,
}

/// Gets the words, and confirms the path with `--expect`.
///
/// # Errors
/// When the words cannot be had, or are another wallet's.
pub(super) fn obtain_seed(args: &SeedOfPage, session: &mut Session) -> Result<PageSeed, Failure> {
    obtain_seed_or_child(args, (None, None), session)
}

/// Gets the words, which may have been read already, or makes those of a child from them; `--expect` then speaks of the
/// child.
fn obtain_seed_or_child(
    args: &SeedOfPage,
    (child, read): (Option<&str>, Option<other_seed::Read>),
    session: &mut Session,
) -> Result<PageSeed, Failure> {
    child.map(child::place_of_words).transpose()?;
    let (expected, of_others) = other::expected(args.expect.as_deref(), session.network)?;
    let face = Face::of(&args.which, 0)?;
    face.derivation(session.network)?;
    session.language = args.language;
    // With a child, --expect speaks of the child, whose words are BIP-39 by their making.
    let of_these = args.expect.as_deref().filter(|_| child.is_none());
    let (mnemonic, given) = match read {
        None => (obtain::words(session, args.words_from.as_ref(), of_these)?, None),
        Some(read) => (obtain::of_text(session, &read.text)?, Some(read.passphrase)),
    };
    if let Some(refusal) = of_others {
        return Err(refusal);
    }
    let passphrase = match given {
        None => obtain::passphrase(session, args.passphrase_from.as_ref())?,
        Some(None) => Passphrase::none(),
        Some(Some(text)) => obtain::checked_passphrase(session, text)?,
    };
    let (mnemonic, passphrase, child_of) = match child {
        None => (mnemonic, passphrase, None),
        Some(path) => {
            let parent = confirm::root(&mnemonic, &passphrase, session.network)?;
            let (words, place) = child::words_at(path, &parent)?;
            let parent = parent.fingerprint().to_string();
            session.say(&format!("Child of {parent}: BIP-85 {}", place.path()));
            let child_of = ChildOf { parent, path: place.path().to_string() };
            (words, Passphrase::none(), Some(child_of))
        }
    };
    let root = confirm::root(&mnemonic, &passphrase, session.network)?;
    let identity = confirm::identity(session, &root, face, expected.as_ref(), 50)?;
    let identity = confirm::by_first_address(&root, identity)?;
    if identity.convention.is_none() && !session.practice {
        session.warn(path_not_confirmed());
    }
    let bare = confirm::root(&mnemonic, &Passphrase::none(), session.network)?;
    Ok(PageSeed {
        bare_fingerprint: bare.fingerprint().to_string(),
        mnemonic,
        passphrase,
        identity,
        child_of,
    })
}

/// Prints the sheet.
///
/// # Errors
/// A refused way out; words that cannot be had; a page that does not read back.
pub(crate) fn run(
    args: &PrintSeedArgs,
    printer: Option<Printer>,
    session: &mut Session,
) -> Result<Report, Failure> {
    session.allow_recording(args.pages.allow_recording);
    if args.screen {
        session.must_show("the words", "-p PRINTER or -o FILE.pdf")?;
        session.must_not_be_recorded()?;
    } else {
        super::check_way(&args.pages, !session.practice, session)?;
    }
    let heading = super::heading(&args.pages)?;
    let read = match args.child.is_some() || session.practice {
        true => None,
        false => match other_seed::choose(args, session)? {
            other_seed::Chosen::Bip39(read) => Some(read),
            other_seed::Chosen::Other(other) => {
                return other_seed::print(args, printer, session, heading, other);
            }
        },
    };
    let seed = obtain_seed_or_child(&args.seed, (args.child.as_deref(), read), session)?;
    if args.screen {
        return by_hand(session, &seed, args.qr);
    }
    let mut sheet = sheet(&seed, heading, args.qr)?;
    if args.anonymous {
        nameless(session, &mut sheet);
    }
    let about = About {
        kind: "seed",
        secret: true,
        copies: args.copies,
        fingerprint: Some(seed.bare_fingerprint.clone()),
        path_confirmed: Some(seed.identity.convention.is_some()),
        form: Some(SeedForm::Bip39.slug()),
        practice: session.practice,
        ..About::default()
    };
    super::hand_out(session, &args.pages, printer, &[Sheet::Seed(sheet)], about)
}

/// Takes away what names the wallet or its owner, and says what that costs.
pub(super) fn nameless(session: &Session, sheet: &mut SeedSheet) {
    sheet.heading.label = None;
    (sheet.fingerprint, sheet.fingerprint_with) = (None, None);
    (sheet.child_of, sheet.wallet) = (None, None);
    session.say("The sheet names no wallet. Whoever restores from it cannot tell a wrong word, path or passphrase from an empty wallet: keep a fingerprint or an address in another place.");
}

/// The facts of the sheet.
///
/// # Errors
/// `not-english` when a SeedQR was asked for and the words are of another language.
pub(super) fn sheet(
    seed: &PageSeed,
    heading: crate::sheet::Heading,
    qr: bool,
) -> Result<SeedSheet, Failure> {
    let in_use = !seed.passphrase.is_none();
    Ok(SeedSheet {
        heading,
        form: SeedForm::Bip39,
        words: seed.mnemonic.sentence(),
        language: seed.mnemonic.language().to_string(),
        code: qr.then(|| seed.mnemonic.seed_qr_digits()).transpose()?,
        passphrase: match (in_use, &seed.identity.convention) {
            (true, _) => PassphraseUse::Yes,
            // An address that was found without a passphrase proves that none is in use.
            (false, Some(_)) => PassphraseUse::No,
            (false, None) => PassphraseUse::Unknown,
        },
        fingerprint: Some(seed.bare_fingerprint.clone()),
        // A second fingerprint would tell a finder that a second wallet exists.
        fingerprint_with: None,
        child_of: seed.child_of.clone(),
        wallet: Some(super::wallet(&seed.identity, in_use)),
    })
}

fn by_hand(session: &mut Session, seed: &PageSeed, qr: bool) -> Result<Report, Failure> {
    let mut pages = screens::word_pages("For copying by hand", &seed.mnemonic);
    if qr {
        let digits = seed.mnemonic.seed_qr_digits()?;
        // exposed to: the code on the erased screen
        let lines = blocks::code(digits.expose_secret().as_bytes())?;
        let title = "SeedQR: a camera reads these words".to_owned();
        pages.push(ScreenPage { title, lines });
    }
    session.show_pages(&pages)?;
    screens::type_back(session, &seed.mnemonic)?;
    session.say("The hand-written copy is right: it was read back. Write beside the words:");
    session.say(&format!("  fingerprint WITHOUT passphrase  {}", seed.bare_fingerprint));
    session.say(&format!("  address {}  {}", seed.identity.path, seed.identity.address));
    if let Some(child) = &seed.child_of {
        session.say(&format!("  child of {}: BIP-85 {}", child.parent, child.path));
    }
    session.say(if seed.passphrase.is_none() {
        "  passphrase in use: no, as far as is known here"
    } else {
        "  passphrase in use: yes; it is NOT on this paper"
    });
    let fingerprint = Some(seed.bare_fingerprint.clone());
    Ok(Report::of(&Copied::new(SeedForm::Bip39.slug(), fingerprint)))
}
