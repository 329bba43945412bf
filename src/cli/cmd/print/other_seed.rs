//! coldkeep print seed, for seeds that are not BIP-39: Electrum, Monero, LND, and the secret string of codex32.

use super::seed::{Copied, nameless};
use super::{About, prove};
use crate::cli::args::{PrintSeedArgs, SeedKind};
use crate::cli::confirm::{self, Face};
use crate::cli::failure::{Exit, Failure};
use crate::cli::other::{self, Choice, Deciding, OtherSeed, OtherWallet, Shown};
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::shares::path_not_confirmed;
use crate::cli::{codex32, inside, obtain, page_words, screens, typed_seeds};
use crate::host::{Printer, SecretSource};
use crate::keys::Script;
use crate::scan::{self, Reading};
use crate::secret::SecretText;
use crate::seed::{Language, MoneroLanguage, electrum_old, wordlist};
use crate::share::codex32::{Share, looks_like};
use crate::sheet::{
    Address, Heading, PassphraseUse, PathState, SeedForm, SeedSheet, Sheet, Wallet, without_breaks,
};

/// How many addresses of a branch are compared.
const GAP: u32 = 50;

/// What was read before its kind was known.
pub(super) struct Read {
    pub(super) text: SecretText,
    pub(super) passphrase: Option<SecretText>,
}

/// A seed of another kind, with the string where it is one.
pub(super) struct Other {
    seed: OtherSeed,
    string: Option<Share>,
    passphrase: Option<SecretText>,
}

/// What the words or letters are.
pub(super) enum Chosen {
    Bip39(Read),
    Other(Other),
}

/// Reads words or a string and says which kind of seed they are.
///
/// # Errors
/// A kind that is printed otherwise; what cannot be read; `kind-ambiguous` where nothing decides.
pub(super) fn choose(args: &PrintSeedArgs, session: &mut Session) -> Result<Chosen, Failure> {
    refuse_kinds_printed_otherwise(args.kind)?;
    let of = &args.seed;
    session.language = of.language;
    let face = Face::of(&of.which, 0)?;
    if !face.is_monero() {
        face.derivation(session.network)?;
    }
    other::expected(of.expect.as_deref(), session.network)?;
    let text = match args.kind {
        Some(SeedKind::Codex32) => {
            let source = of.words_from.as_ref().unwrap_or(&SecretSource::Ask);
            session.secret("--words-from", "codex32 string", source)?
        }
        kind => typed_seeds::of_kind(session, of.words_from.as_ref(), kind)?,
    };
    let passphrase = obtain::any_passphrase(session, of.passphrase_from.as_ref())?;
    // exposed to: a look at its form
    let is_string = args.kind.is_none() && looks_like(text.expose_secret()).is_some();
    if is_string || args.kind == Some(SeedKind::Codex32) {
        let string = codex32::read(session, &text, of.expect.is_some())?;
        let seed = string.seed().ok_or_else(|| one_share(&string))?;
        let seed = other::parts::codex32_seed(seed)?;
        return Ok(Chosen::Other(Other { seed, string: Some(string), passphrase }));
    }
    let by = Deciding {
        asked: args.kind,
        passphrase: passphrase.as_ref(),
        expect: of.expect.as_deref(),
        decides: "--expect with an address you once used decides, or --as with the kind",
        face,
        gap: GAP,
    };
    Ok(match other::choose(session, &text, &by)? {
        Choice::Bip39 => Chosen::Bip39(Read { text, passphrase }),
        Choice::Other(seed) => Chosen::Other(Other { seed, string: None, passphrase }),
    })
}

fn refuse_kinds_printed_otherwise(kind: Option<SeedKind>) -> Result<(), Failure> {
    let Some(kind) = kind else { return Ok(()) };
    let usage = |what: &str| Failure::error("usage", Exit::Usage, format!("--as: {what}"));
    match kind {
        SeedKind::SeedXor | SeedKind::Slip39Wallet => {
            Err(usage("a seed sheet holds one whole seed, not parts of one")
                .next("coldkeep print shares      splits a seed and prints the parts"))
        }
        kind if kind.key().is_some() => Err(usage("a seed sheet holds no single keys")
            .next("coldkeep print encrypted FILE      prints what age encrypted")),
        _ => Ok(()),
    }
}

fn one_share(string: &Share) -> Failure {
    let needed = string.threshold();
    Failure::error(
        "another-kind",
        Exit::Invalid,
        format!("this is one codex32 share; {needed} of its set make the seed"),
    )
    .why("a seed sheet holds the secret itself: the string with S behind its four letters.")
    .next("coldkeep combine --reveal      makes it of the shares")
}

/// Prints the sheet of a seed that is not BIP-39, or shows it for copying by hand.
///
/// # Errors
/// `usage` for what its kind does not have; another wallet than expected; a page that does not read back.
pub(super) fn print(
    args: &PrintSeedArgs,
    printer: Option<Printer>,
    session: &mut Session,
    heading: Heading,
    other: Other,
) -> Result<Report, Failure> {
    let Other { seed, string, passphrase } = other;
    other::refuse_choices(&seed, &args.seed.which, false)?;
    if args.qr && string.is_none() {
        return Err(Failure::error("usage", Exit::Usage, "--qr: a SeedQR holds BIP-39 words")
            .why("no wallet reads words of another kind from a code.")
            .next("leave it out"));
    }
    let wallet = OtherWallet::open(&seed, passphrase.as_ref(), session.network)?;
    other::tell(session, &seed, &wallet);
    let (fact, compared) = facts(args, session, &wallet, passphrase.is_some())?;
    let words = match &string {
        Some(string) => string.grouped(),
        None => seed.sentence().expect("what is no string has words"),
    };
    if args.screen {
        by_hand(session, &seed, string.as_ref(), &words)?;
        session.say("The hand-written copy is right: it was read back. Write beside it:");
        session.say(&format!("  {}", seed.describe()));
        if let Some(address) = &fact.first_address {
            session.say(&format!("  address {}  {}", address.path, address.text));
        }
        let fingerprint = bare_fingerprint(session, &seed, &wallet)?;
        return Ok(Report::of(&Copied::new(seed.slug(), fingerprint)));
    }
    let form = form(&seed, &wallet, string.as_ref());
    let use_of_passphrase = match (&seed, passphrase.is_some()) {
        (_, true) => PassphraseUse::Yes,
        // Without its passphrase an aezeed does not open, and the others know none.
        (OtherSeed::Aezeed(_) | OtherSeed::ElectrumOld(_) | OtherSeed::Bip32 { .. }, _) => {
            PassphraseUse::No
        }
        (_, false) if compared => PassphraseUse::No,
        (_, false) => PassphraseUse::Unknown,
    };
    let fingerprint = bare_fingerprint(session, &seed, &wallet)?;
    let language = match &seed {
        OtherSeed::Monero(seed) => seed.language().name().to_owned(),
        _ => String::new(),
    };
    // exposed to: a second value, for the comparison with the finished page
    let kept = SecretText::copied_from(words.expose_secret());
    let slug = seed.slug();
    let mut sheet = SeedSheet {
        heading,
        form,
        words,
        language,
        code: string.as_ref().filter(|_| args.qr).map(Share::text),
        passphrase: use_of_passphrase,
        fingerprint: fingerprint.clone(),
        fingerprint_with: None,
        child_of: None,
        wallet: Some(fact),
    };
    if args.anonymous {
        nameless(session, &mut sheet);
    }
    let about = About {
        kind: "seed",
        secret: true,
        copies: args.copies,
        fingerprint,
        path_confirmed: Some(compared),
        form: Some(slug),
        also: Some(Box::new(move |reading| reads_as(reading, slug, &kept))),
        ..About::default()
    };
    super::hand_out(session, &args.pages, printer, &[Sheet::Seed(sheet)], about)
}

/// What the wallet shows, for the sheet, and whether it was compared with an address or key.
fn facts(
    args: &PrintSeedArgs,
    session: &mut Session,
    wallet: &OtherWallet,
    in_use: bool,
) -> Result<(Wallet, bool), Failure> {
    let face = Face::of(&args.seed.which, 0)?;
    let expect = args.seed.expect.as_deref();
    if let OtherWallet::Root { root, .. } = wallet {
        let expected = confirm::expected(expect, session.network)?;
        let identity = confirm::identity(session, root, face, expected.as_ref(), GAP)?;
        let identity = confirm::by_first_address(root, identity)?;
        let compared = identity.convention.is_some();
        if !compared {
            session.warn(path_not_confirmed());
        }
        return Ok((super::wallet(&identity, in_use), compared));
    }
    let found = expect.map(|wanted| {
        let found = wallet.find(wanted, face, GAP, session.network)?;
        found.ok_or_else(|| other::another_wallet(GAP))
    });
    let convention = found.transpose()?.and_then(|found| found.convention);
    match &convention {
        Some(name) => session.say(&format!("Compared: this wallet has it. Convention: {name}.")),
        None => session.warn(path_not_confirmed()),
    }
    let first = wallet.first(face, session.network)?;
    let compared = convention.is_some();
    let state =
        convention.map_or(PathState::OfItsKind, |convention| PathState::Confirmed { convention });
    Ok((of_one_way(wallet, &first, state, in_use)?, compared))
}

/// The facts of a wallet whose kind has one way to its addresses.
fn of_one_way(
    wallet: &OtherWallet,
    first: &Shown,
    state: PathState,
    in_use: bool,
) -> Result<Wallet, Failure> {
    let is_monero = matches!(wallet, OtherWallet::Monero(_));
    let coin = if is_monero { "Monero" } else { "Bitcoin" };
    let script = match first.script.parse::<Script>() {
        _ if is_monero => String::new(),
        Ok(script) => script.words().to_owned(),
        Err(_) => format!("two of three keys ({})", first.script),
    };
    Ok(Wallet {
        coin: match first.network.as_str() {
            "mainnet" => coin.to_owned(),
            network => format!("{coin} {network}"),
        },
        script,
        path: wallet.account(first)?.map_or_else(String::new, |(own, _)| own.path().to_string()),
        state,
        first_address: Some(Address {
            path: first.path.clone(),
            text: first.address.clone(),
            with_passphrase: in_use,
        }),
    })
}

/// The fingerprint without custom words; nothing where the kind has none.
fn bare_fingerprint(
    session: &Session,
    seed: &OtherSeed,
    wallet: &OtherWallet,
) -> Result<Option<String>, Failure> {
    let bare = match seed {
        OtherSeed::Electrum(_) => Some(OtherWallet::open(seed, None, session.network)?),
        _ => None,
    };
    let root = bare.as_ref().unwrap_or(wallet).root();
    Ok(root.map(|root| root.fingerprint().to_string()))
}

fn form(seed: &OtherSeed, wallet: &OtherWallet, string: Option<&Share>) -> SeedForm {
    match (seed, wallet, string) {
        (OtherSeed::Electrum(seed), ..) => SeedForm::Electrum {
            kind: seed.kind().name().to_owned(),
            two_factor: seed.kind().is_two_factor(),
        },
        (OtherSeed::ElectrumOld(_), ..) => SeedForm::ElectrumOld,
        (OtherSeed::Monero(seed), ..) => {
            let deciding = seed.language().naming_letters();
            // A Chinese word is one character.
            SeedForm::Monero { deciding: if deciding > 1 { deciding } else { 0 } }
        }
        (OtherSeed::Aezeed(_), OtherWallet::Root { birthday: Some(made), .. }, _) => {
            SeedForm::Aezeed { made: made.clone() }
        }
        (OtherSeed::Aezeed(_), ..) => SeedForm::Aezeed { made: String::new() },
        (OtherSeed::Bip32 { .. }, _, string) => SeedForm::Codex32 {
            identifier: string.map_or_else(String::new, |one| one.identifier().to_string()),
        },
    }
}

fn by_hand(
    session: &mut Session,
    seed: &OtherSeed,
    string: Option<&Share>,
    words: &SecretText,
) -> Result<(), Failure> {
    const TITLE: &str = "For copying by hand";
    if let Some(string) = string {
        session.show_pages(&codex32::pages(TITLE, string))?;
        return codex32::type_back(session, string);
    }
    // exposed to: the erased screen, and the comparison with what is typed
    let listed: Vec<&str> = words.expose_secret().split(' ').collect();
    let has_all = |list: &&[&str]| listed.iter().all(|word| list.contains(word));
    let lists = Language::ALL.into_iter().map(wordlist::words);
    let lists = lists.chain(MoneroLanguage::ALL.into_iter().map(MoneroLanguage::words));
    let mut lists = lists.chain(std::iter::once(electrum_old::words()));
    let list = lists.find(has_all).ok_or_else(|| {
        Failure::error("usage", Exit::Usage, "--screen: not all of these words are on one list")
            .why("words that are on no list cannot be typed back word by word.")
            .next("-p PRINTER or -o FILE.pdf")
    })?;
    session.show_pages(&screens::share_pages(&format!("{TITLE} · {}", seed.slug()), words))?;
    session
        .say("Now read your paper back: type the words from it, each as far as it is completed.");
    screens::type_words_back(session, "from your paper", &listed, list)
}

/// Reads the page as `restore` will: the words or letters, and what kind of seed they are.
fn reads_as(reading: &Reading, slug: &str, words: &SecretText) -> Result<(), Failure> {
    for (at, page) in reading.text.iter().enumerate() {
        let not_good = || prove::not_good(at + 1);
        if slug == SeedForm::CODEX32 {
            let lines = scan::typed_lines(std::slice::from_ref(page)).ok_or_else(not_good)??;
            let [letters] = lines.as_slice() else { return Err(not_good()) };
            // exposed to: the comparison with what was printed
            let read = Share::parse(&without_breaks(letters))?;
            if !read.grouped().same_as(words) {
                return Err(not_good());
            }
            continue;
        }
        let [grid] = &page_words::grids(page)[..] else { return Err(not_good()) };
        let (read, beside) = inside::read(&grid.words);
        let kind = beside.kind.ok_or_else(not_good)?;
        let same_kind = OtherSeed::read(kind, &read)?.is_some_and(|seed| seed.slug() == slug);
        if !grid.is_whole() || !read.same_as(words) || !same_kind {
            return Err(not_good());
        }
    }
    Ok(())
}
