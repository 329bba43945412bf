//! Seeds that are not BIP-39: which kinds some words fit, and which one they are.

mod list;
pub(crate) mod parts;
mod report;
mod wallet;

pub(crate) use list::{Line, Wanted};
pub(crate) use report::{
    another_wallet, bitcoin_only, refuse_choices, restore, tell, whole_wallet,
};
pub(crate) use wallet::{OtherWallet, Shown};

use super::args::SeedKind;
use super::confirm::{self, Face};
use super::failure::{Exit, Failure};
use super::session::Session;
use crate::keys::{ElectrumOldKey, Expected, MoneroAddress, Network};
use crate::secret::SecretText;
use crate::seed::{
    Aezeed, ElectrumOldSeed, ElectrumSeed, KindError, Mnemonic, MoneroSeed, Seed, electrum, monero,
};
use crate::share::{Form, Share, codex32};

/// How many addresses are looked at where a command has no `--gap`.
const EXPECT_GAP: u32 = 50;

/// A seed of another kind than BIP-39.
pub(crate) enum OtherSeed {
    Electrum(ElectrumSeed),
    ElectrumOld(ElectrumOldSeed),
    Monero(MoneroSeed),
    Aezeed(Aezeed),
    /// The seed of BIP-0032 itself, as native SLIP-39 shares and codex32 hold it.
    Bip32 {
        kind: &'static str,
        what: &'static str,
        seed: Seed,
    },
}

impl OtherSeed {
    /// Reads words as one kind.
    ///
    /// # Errors
    /// What is wrong with them as this kind.
    pub(crate) fn read(kind: SeedKind, text: &SecretText) -> Result<Option<Self>, KindError> {
        Ok(Some(match kind {
            SeedKind::Electrum => Self::Electrum(ElectrumSeed::parse(text)?),
            SeedKind::ElectrumOld => Self::ElectrumOld(ElectrumOldSeed::parse(text)?),
            SeedKind::Monero => Self::Monero(MoneroSeed::parse(text)?),
            SeedKind::Aezeed => Self::Aezeed(Aezeed::parse(text)?),
            _ => return Ok(None),
        }))
    }

    /// The kind as `--as` and reports name it.
    pub(crate) fn slug(&self) -> &'static str {
        match self {
            Self::Electrum(_) => "electrum",
            Self::ElectrumOld(_) => "electrum-old",
            Self::Monero(_) => "monero",
            Self::Aezeed(_) => "aezeed",
            Self::Bip32 { kind, .. } => kind,
        }
    }

    /// The kind in words.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Electrum(seed) => format!("an Electrum seed ({})", seed.kind().name()),
            Self::ElectrumOld(_) => "a seed of Electrum 1".to_owned(),
            Self::Monero(seed) => format!("a Monero seed ({})", seed.language().name()),
            Self::Aezeed(_) => "an aezeed, the seed of LND".to_owned(),
            Self::Bip32 { what, .. } => (*what).to_owned(),
        }
    }

    /// The number of words; nothing for a seed without words.
    fn word_count(&self) -> Option<usize> {
        match self {
            Self::Electrum(seed) => Some(seed.word_count()),
            Self::ElectrumOld(seed) => Some(seed.word_count()).filter(|count| *count > 0),
            Self::Monero(seed) => Some(if seed.is_checked() { 25 } else { 24 }),
            Self::Aezeed(_) => Some(24),
            Self::Bip32 { .. } => None,
        }
    }

    /// The words as they are printed, joined by single spaces; nothing for a seed without words.
    pub(crate) fn sentence(&self) -> Option<SecretText> {
        Some(match self {
            Self::Electrum(seed) => seed.sentence(),
            Self::ElectrumOld(seed) => seed.sentence(),
            Self::Monero(seed) => seed.sentence(),
            Self::Aezeed(seed) => seed.sentence(),
            Self::Bip32 { .. } => return None,
        })
    }

    fn published(&self) -> Option<&'static str> {
        match self {
            Self::Electrum(seed) => seed.published(),
            Self::ElectrumOld(seed) => seed.published(),
            Self::Monero(seed) => seed.published(),
            Self::Aezeed(seed) => seed.published(),
            Self::Bip32 { .. } => None,
        }
    }
}

/// Every kind but BIP-39 that a text fits, the strongest check first.
pub(crate) fn fitting(text: &SecretText) -> Vec<OtherSeed> {
    let mut found = Vec::new();
    found.extend(Aezeed::parse(text).ok().map(OtherSeed::Aezeed));
    if monero::looks_like(text) == Some(true) {
        found.extend(MoneroSeed::parse(text).ok().map(OtherSeed::Monero));
    }
    if electrum::kind_of(text).is_some() {
        found.extend(ElectrumSeed::parse(text).ok().map(OtherSeed::Electrum));
    }
    // Digits alone may be anything: those of Electrum 1 are taken when --as says so.
    let old = ElectrumOldSeed::parse(text).ok().filter(|seed| seed.word_count() > 0);
    found.extend(old.map(OtherSeed::ElectrumOld));
    found
}

/// What some words are.
pub(crate) enum Choice {
    /// BIP-39 words, or what only looks like them: their own reader says what is wrong.
    Bip39,
    /// A seed of another kind.
    Other(OtherSeed),
}

/// What is known to decide between kinds that both fit.
pub(crate) struct Deciding<'a> {
    pub(crate) asked: Option<SeedKind>,
    pub(crate) passphrase: Option<&'a SecretText>,
    pub(crate) expect: Option<&'a str>,
    /// What the refusal names where nothing decides.
    pub(crate) decides: &'static str,
    pub(crate) face: Face<'a>,
    pub(crate) gap: u32,
}

/// Says which kind of seed a text is: as `--as` says, else the one kind it fits; of two, the one that gives what
/// `--expect` says, or the one that the person chooses.
///
/// # Errors
/// `kind-ambiguous` where nothing decides; what is wrong with the text as the kind that was asked for;
/// `not-supported-seed` for kinds that are named and not read.
pub(crate) fn choose(
    session: &mut Session,
    text: &SecretText,
    by: &Deciding<'_>,
) -> Result<Choice, Failure> {
    // exposed to: a look at its form
    if by.asked.is_none() && codex32::looks_like(text.expose_secret()) == Some(true) {
        // exposed to: the reader of codex32 strings, which wipes what it holds
        let text = SecretText::copied_from(text.expose_secret());
        return parts::of_codex32(&[text]).map(Choice::Other);
    }
    if let Some(kind) = by.asked {
        return Ok(OtherSeed::read(kind, text)?.map_or(Choice::Bip39, Choice::Other));
    }
    let mnemonic = Mnemonic::parse(text);
    let mut others = fitting(text);
    match (&mnemonic, others.len()) {
        (Err(_), 0) => match MoneroSeed::parse(text) {
            Err(error @ (KindError::MyMonero | KindError::Polyseed)) => Err(error.into()),
            Err(error) if monero::looks_like(text) == Some(false) => Err(error.into()),
            _ => Ok(Choice::Bip39),
        },
        (Ok(_), 0) => Ok(Choice::Bip39),
        (Err(_), 1) => Ok(Choice::Other(others.remove(0))),
        _ => among(session, mnemonic.ok(), others, by),
    }
}

fn among(
    session: &mut Session,
    mnemonic: Option<Mnemonic>,
    others: Vec<OtherSeed>,
    by: &Deciding<'_>,
) -> Result<Choice, Failure> {
    let mut all: Vec<(Choice, OtherWallet, &'static str, String)> = Vec::new();
    if let Some(mnemonic) = &mnemonic {
        let wallet = OtherWallet::of_mnemonic(mnemonic, by.passphrase, session.network)?;
        let what = format!("{} BIP-39 words", mnemonic.word_count());
        all.push((Choice::Bip39, wallet, "bip39", what));
    }
    for seed in others {
        // One that does not open with this passphrase is not the one.
        let Ok(wallet) = OtherWallet::open(&seed, by.passphrase, session.network) else { continue };
        let (slug, what) = (seed.slug(), seed.describe());
        all.push((Choice::Other(seed), wallet, slug, what));
    }
    if let Some(wanted) = by.expect {
        let fits = |wallet: &OtherWallet| {
            wallet.find(wanted, by.face, by.gap, session.network).is_ok_and(|found| found.is_some())
        };
        let mut matching: Vec<usize> = (0..all.len()).filter(|nth| fits(&all[*nth].1)).collect();
        if let (Some(only), true) = (matching.pop(), matching.is_empty()) {
            session.say(&format!(
                "The words fit more than one kind of seed; --expect says {}.",
                all[only].3
            ));
            return Ok(all.swap_remove(only).0);
        }
    }
    let mut lines = Vec::with_capacity(all.len());
    for (nth, (_, wallet, _, what)) in all.iter().enumerate() {
        let first = wallet.first(by.face, session.network)?;
        lines.push(format!("{}  {what}: first address {}", nth + 1, first.address));
    }
    if !session.can_ask() {
        let kinds = all.iter().map(|(_, _, slug, _)| *slug).collect();
        return Err(ambiguous(&lines, kinds, by.decides));
    }
    session
        .say("These words are valid as more than one kind of seed, and each opens another wallet:");
    lines.iter().for_each(|line| session.say(&format!("  {line}")));
    loop {
        let answer = session.ask_line(&format!("Which one is yours? 1 to {}: ", all.len()))?;
        match answer.trim().parse::<usize>() {
            Ok(number) if (1..=all.len()).contains(&number) => {
                return Ok(all.swap_remove(number - 1).0);
            }
            _ => session.say("Compare the addresses with one that the wallet once showed."),
        }
    }
}

fn ambiguous(lines: &[String], kinds: Vec<&'static str>, decides: &str) -> Failure {
    let failure = Failure::error(
        "kind-ambiguous",
        Exit::Invalid,
        "these words are valid as more than one kind of seed",
    );
    let failure = lines.iter().fold(failure, |failure, line| failure.why(line.clone()));
    failure
        .why("each is another wallet; the wrong one looks empty.")
        .next(decides)
        .field("kinds", kinds)
}

/// Reads `--expect` where the kind of seed is not known yet: what only other kinds have is no mistake yet. The refusal
/// is kept for the case that the words turn out to be BIP-39.
///
/// # Errors
/// When no kind of seed has anything of that form.
pub(crate) fn expected(
    text: Option<&str>,
    network: Network,
) -> Result<(Option<Expected>, Option<Failure>), Failure> {
    let Some(text) = text else { return Ok((None, None)) };
    match confirm::expected(Some(text), network) {
        Ok(expected) => Ok((expected, None)),
        Err(refusal) => {
            let text = text.trim();
            let of_others = refusal.slug() == "not-single-key"
                || text.parse::<MoneroAddress>().is_ok()
                || text.parse::<ElectrumOldKey>().is_ok();
            if of_others { Ok((None, Some(refusal))) } else { Err(refusal) }
        }
    }
}

/// Looks at words that are taken as BIP-39, and may be a seed of another kind as well: what `expect` names decides.
///
/// Warns when nothing can decide.
///
/// # Errors
/// `another-kind` when the other kind's wallet has what `expect` names.
pub(crate) fn not_another_kind(
    session: &mut Session,
    mnemonic: &Mnemonic,
    expect: Option<&str>,
) -> Result<(), Failure> {
    let Some(seed) = fitting(&mnemonic.sentence()).into_iter().next() else { return Ok(()) };
    let Some(wanted) = expect else {
        session.warn(
            Failure::warning(
                "kind-ambiguous",
                format!("these words are {} as well", seed.describe()),
            )
            .why("they are taken as BIP-39 words here. As the other kind they open another wallet.")
            .next("--expect with an address that the wallet once showed decides"),
        );
        return Ok(());
    };
    let Ok(wallet) = OtherWallet::open(&seed, None, session.network) else { return Ok(()) };
    let found = wallet.find(wanted, Face::default(), EXPECT_GAP, session.network);
    match found.is_ok_and(|found| found.is_some()) {
        true => Err(another_kind(
            format!("--expect is of these words as another kind: they are {}", seed.describe()),
            seed.slug(),
        )),
        false => Ok(()),
    }
}

/// Says what words are that are no BIP-39 words, for a command that takes only those.
pub(crate) fn instead_of_bip39(text: &SecretText) -> Option<Failure> {
    if let Ok(share) = Share::parse(text) {
        let (words, form) = (share.word_count(), share.form().name());
        return Some(
            Failure::error(
                "another-kind",
                Exit::Invalid,
                format!("these are no BIP-39 words: they are a share ({form}, {words} words)"),
            )
            .why("this command takes the words of a wallet, of 12 to 24 words.")
            .next("coldkeep combine      brings shares together")
            .field("kind", if share.form() == Form::Sskr { "sskr" } else { "slip39" })
            .field("words", words),
        );
    }
    let seed = fitting(text).into_iter().next()?;
    let what = format!("these are no BIP-39 words: they are {}", seed.describe());
    Some(another_kind(what, seed.slug()))
}

fn another_kind(what: String, slug: &'static str) -> Failure {
    Failure::error("another-kind", Exit::Invalid, what)
        .why("this command takes BIP-39 words, and would make another wallet of them.")
        .next("coldkeep restore and address open them, and show their addresses")
        .field("kind", slug)
}
