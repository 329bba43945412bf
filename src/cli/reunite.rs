//! Shares brought together: what is here, what is missing, and what they give back.

use super::beside::Beside;
use super::codex32::{United, unite};
use super::failure::{Exit, Failure};
use super::session::Session;
use crate::secret::{SecretBytes, SecretText};
use crate::seed::{Language, Mnemonic, SeedError};
use crate::share::codex32;
use crate::share::file::{self, Notes};
use crate::share::{Added, Gathering, GivesBack, Progress};

/// A set that is whole.
pub(crate) struct Reunited {
    pub(crate) secret: SecretBytes,
    pub(crate) gives_back: Option<GivesBack>,
    pub(crate) beside: Beside,
    pub(crate) set_name: String,
    pub(crate) shares: usize,
    /// The codex32 secret, when the shares were codex32 strings.
    pub(crate) codex32: Option<codex32::Share>,
}

/// A seed that shares gave back.
pub(crate) enum ReunitedSeed {
    Words {
        mnemonic: Mnemonic,
        beside: Beside,
    },
    /// The BIP-32 seed itself, of codex32 strings.
    Bip32(SecretBytes),
}

/// Two files of one set that name different wallets; `alone` is what a share is without its notes.
pub(crate) fn fingerprints_differ(alone: &str) -> Failure {
    Failure::error(
        "share-notes-differ",
        Exit::Invalid,
        "two shares of one set name different fingerprints",
    )
    .why("one of the files or sheets was changed.")
    .next(format!("compare with the sheets; or give the {alone} alone, without the # lines"))
}

/// Adds one share and tells how far the set is.
///
/// # Errors
/// When it is damaged, of another set, or a forgery of one that is here.
pub(crate) fn add(
    session: &mut Session,
    gathering: &mut Gathering,
    notes: &mut Notes,
    text: &SecretText,
) -> Result<(), Failure> {
    let at = gathering.len() + 1;
    let (share, said) = file::read(text).map_err(|error| of_share(error.into(), at))?;
    let line = format!(
        "  {}   group {} · share {}",
        share.set_name(),
        share.group(),
        share.member_number()
    );
    let single_group = share.group_count() == 1;
    if let (Some(before), Some(now)) = (notes.gives_back, said.gives_back)
        && before != now
    {
        return Err(Failure::error(
            "share-notes-differ",
            Exit::Invalid,
            "two shares of one set say that they give back different things",
        )
        .why("one of the files or sheets was changed.")
        .next("compare with the sheets; or give the words alone, without the # lines, and --as bip39|hex|text|age"));
    }
    if notes.gives_back.is_some() && said.gives_back.is_some() && notes.language != said.language {
        return Err(Failure::error(
            "share-notes-differ",
            Exit::Invalid,
            "two shares of one set name different languages",
        )
        .why("one of the files or sheets was changed; in another language another wallet opens.")
        .next(
            "compare with the sheets; or give the words alone, without the # lines, and --language",
        ));
    }
    if let (Some(before), Some(now)) = (notes.fingerprint, said.fingerprint)
        && before != now
    {
        return Err(fingerprints_differ("words"));
    }
    let added = gathering.add(share).map_err(|error| of_share(error.into(), at))?;
    notes.gives_back = notes.gives_back.or(said.gives_back);
    notes.language = notes.language.take().or(said.language);
    notes.fingerprint = notes.fingerprint.or(said.fingerprint);
    notes.share_count = notes.share_count.or(said.share_count);
    notes.passphrase |= said.passphrase;
    let line = if single_group { line.replace("group 1 · ", "") } else { line };
    session.say(&match added {
        Added::New => format!("{line}   ok"),
        Added::AlreadyHere => format!("{line}   is here already"),
    });
    Ok(())
}

/// Says which share a failure is about: the one at this place, from 1, in the order they were given.
pub(super) fn of_share(failure: Failure, at: usize) -> Failure {
    failure.about("this share", &format!("share {at}")).field("share", at)
}

/// Brings the shares together, and recovers what they hold. `decided` is explained at [`super::codex32::read`].
///
/// # Errors
/// `not-enough-shares` with what is missing; what adding and recovering refuse.
pub(crate) fn secret(
    session: &mut Session,
    shares: Vec<SecretText>,
    passphrase: &SecretText,
    decided: bool,
) -> Result<Reunited, Failure> {
    // exposed to: a look at the form of each
    let codex32 = |text: &&SecretText| codex32::looks_like(text.expose_secret()).is_some();
    match shares.iter().filter(codex32).count() {
        0 => {}
        all if all == shares.len() => return strings(session, &shares, decided),
        _ => return Err(mixed()),
    }
    let mut gathering = Gathering::new();
    let mut notes = Notes::default();
    for text in &shares {
        add(session, &mut gathering, &mut notes, text)?;
    }
    finish(session, gathering, notes, passphrase)
}

/// Brings codex32 strings together.
fn strings(
    session: &mut Session,
    shares: &[SecretText],
    decided: bool,
) -> Result<Reunited, Failure> {
    Ok(of_strings(unite(session, shares, decided)?))
}

/// What united strings give back.
pub(super) fn of_strings(united: United) -> Reunited {
    let secret = united.secret.seed().expect("a gathering recovers the secret");
    Reunited {
        secret,
        gives_back: Some(GivesBack::Bip32Seed),
        beside: Beside {
            bare_fingerprints: united.fingerprint.map(|f| f.to_string()).into_iter().collect(),
            ..Beside::default()
        },
        set_name: united.set_name,
        shares: united.shares,
        codex32: Some(united.secret),
    }
}

fn mixed() -> Failure {
    Failure::error("share-other-set", Exit::NoMatch, "codex32 strings among shares of words")
        .why("shares of different schemes are never of one set.")
        .next("give the strings that start MS1 alone, or the words alone")
}

/// Recovers what a whole gathering holds.
///
/// # Errors
/// `not-enough-shares` while it is not whole; what recovering refuses.
pub(crate) fn finish(
    session: &mut Session,
    gathering: Gathering,
    notes: Notes,
    passphrase: &SecretText,
) -> Result<Reunited, Failure> {
    let progress = gathering.progress().ok_or_else(|| {
        Failure::error("input-missing", Exit::Usage, "no share was given")
            .next("coldkeep combine FILE…, or --share-from")
    })?;
    if !gathering.is_complete() {
        return Err(not_enough(&progress));
    }
    let shares = gathering.len();
    session.say(&format!("The set {} is complete: {} shares.", progress.set_name, shares));
    let secret = gathering.recover(passphrase)?;
    Ok(Reunited {
        secret,
        gives_back: notes.gives_back,
        beside: Beside {
            // Shares give back words, so what they say is about the words alone.
            bare_fingerprints: notes.fingerprint.map(|f| f.to_string()).into_iter().collect(),
            passphrase: notes.passphrase.then_some(true),
            language: noted_language(&notes)?,
            ..Beside::default()
        },
        set_name: progress.set_name,
        shares,
        codex32: None,
    })
}

/// The language that a share's file names: English when it says words and no language.
fn noted_language(notes: &Notes) -> Result<Option<Language>, Failure> {
    let Some(name) = &notes.language else {
        return Ok(
            matches!(notes.gives_back, Some(GivesBack::Words(_))).then_some(Language::English)
        );
    };
    name.parse().map(Some).map_err(|_| {
        Failure::error(
            "language-unknown",
            Exit::Invalid,
            "these shares give back words of a language that is not known here",
        )
        .why("BIP-39 has lists in ten languages; in another language another wallet opens.")
        .next("is this the newest coldkeep? Otherwise take the words of the share alone, and --language")
    })
}

/// Makes the words of the entropy that shares gave back: in the language that they name, else the one that was
/// asked for, else English, which is said.
///
/// # Errors
/// `language-differs` when the shares name another language than --language.
pub(crate) fn mnemonic(
    session: &Session,
    entropy: &SecretBytes,
    noted: Option<Language>,
) -> Result<Mnemonic, Failure> {
    let language = match (noted, session.language) {
        (Some(found), Some(asked)) if found != asked => {
            return Err(SeedError::OtherLanguage { found, asked }.into());
        }
        (Some(language), _) | (None, Some(language)) => language,
        (None, None) => {
            session.say("The shares do not say in which language the words are: taken as English (--language says another).");
            Language::English
        }
    };
    if language != Language::English {
        session.say(&format!("The words are {language}."));
    }
    Ok(Mnemonic::from_entropy_in(entropy, language)?)
}

/// Brings shares together that give back words, or codex32 strings.
///
/// # Errors
/// `gives-another-wallet` when they say that they give back something else; what [`secret`] refuses.
pub(crate) fn seed(
    session: &mut Session,
    shares: Vec<SecretText>,
) -> Result<ReunitedSeed, Failure> {
    let found = secret(session, shares, &SecretText::copied_from(""), false)?;
    if let Some(seed) = found.codex32.as_ref().and_then(codex32::Share::seed) {
        return Ok(ReunitedSeed::Bip32(seed));
    }
    match found.gives_back {
        Some(GivesBack::Words(_)) => {}
        None => session.say(
            "These shares do not say what they give back; taken as the entropy of BIP-39 words.",
        ),
        Some(GivesBack::Slip39Wallet) => return Err(another_wallet()),
        Some(GivesBack::Bip32Seed) => return Err(no_words()),
        Some(
            GivesBack::Hex(_) | GivesBack::Text | GivesBack::AgeIdentity | GivesBack::AgePqIdentity,
        ) => {
            return Err(Failure::error(
                "not-a-seed",
                Exit::Invalid,
                "these shares give back a file key or passphrase, not a wallet",
            )
            .next("coldkeep combine FILE…      gives it back"));
        }
    }
    let mnemonic = mnemonic(session, &found.secret, found.beside.language)?;
    Ok(ReunitedSeed::Words { mnemonic, beside: found.beside })
}

/// codex32 carries a seed.
fn no_words() -> Failure {
    Failure::error("gives-another-wallet", Exit::NoMatch, "these shares give back a BIP-32 seed, not words")
        .why("no words belong to it; the wallet is made of the seed itself.")
        .next("coldkeep combine FILE…      gives the codex32 secret, with its fingerprint and first address")
}

/// SLIP-39 wallets are not made of BIP-39 words.
pub(crate) fn another_wallet() -> Failure {
    Failure::error("gives-another-wallet", Exit::NoMatch, "these shares would open a different wallet")
        .why("their sheet says that they give back a SLIP-39 wallet: its seed is the secret itself, and no BIP-39 words belong to it.")
        .next("coldkeep restore --as slip39-wallet FILE…      opens it; or restore them in a device that knows SLIP-39")
}

/// How many shares there are, and how many are needed.
pub(super) fn not_enough(progress: &Progress) -> Failure {
    let one_group = progress.groups.len() == 1;
    let what = if one_group {
        let group = &progress.groups[0];
        format!(
            "{} of {} shares",
            group.have,
            group.need.map_or_else(|| "?".to_owned(), |n| n.to_string())
        )
    } else {
        format!(
            "{} of the {} groups that are needed {} complete",
            progress.groups_complete,
            progress.group_threshold,
            if progress.groups_complete == 1 { "is" } else { "are" }
        )
    };
    let start = &progress.groups[0].starts_with;
    let every_share = if start.starts_with(&progress.set_name) {
        "the first two words of every share"
    } else if start.ends_with(&progress.set_name) {
        "the four letters behind the digit of every share"
    } else {
        "two words near the start of every share"
    };
    let mut failure = Failure::error("not-enough-shares", Exit::NotEnough, what)
        .why(format!("the set is named {}: {every_share}. With less than enough, nothing can be said about the secret.", progress.set_name));
    if !one_group {
        for group in progress.groups.iter().filter(|g| !g.is_complete()) {
            let need = group.need.map_or_else(
                || "none of it is here".to_owned(),
                |need| format!("{} more", need.saturating_sub(group.have)),
            );
            failure = failure
                .why(format!("group {}: {need}; they start {}", group.number, group.starts_with));
        }
    }
    let have: Vec<&str> =
        progress.groups.iter().flat_map(|g| g.members.iter().map(String::as_str)).collect();
    let here = match (one_group, &have[..]) {
        (true, [number]) => format!("Here is number {number}. "),
        (true, numbers) => {
            format!("Here are numbers {}. ", numbers.join(", "))
        }
        (false, _) => String::new(),
    };
    failure
        .next(format!("bring more shares of this set. {here}Nothing that was read is kept."))
        .field("set", progress.set_name.clone())
        .field("have", have.len())
}
