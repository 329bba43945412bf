//! Cutting a secret into shares for `split`, `print shares` and `print encrypted`: what is split, and the proof.

use super::cmd::split::not_good;
use super::confirm::{self, Face, Identity};
use super::failure::{Exit, Failure};
use super::obtain;
use super::random::with_kernel;
use super::session::Session;
use crate::crypt::{self, Algorithm};
use crate::host::SecretSource;
use crate::secret::{SecretBytes, SecretText};
use crate::seed::Language;
use crate::share::file::Notes;
use crate::share::{self, Form, GivesBack, Options, Quorums, Scheme, Share, payload};

/// What the flags say about the secret to split.
pub(crate) struct Request<'a> {
    pub(crate) words_from: Option<&'a SecretSource>,
    pub(crate) secret_from: Option<&'a SecretSource>,
    pub(crate) passphrase_from: Option<&'a SecretSource>,
    pub(crate) expect: Option<&'a str>,
    pub(crate) anonymous: bool,
    pub(crate) extendable: bool,
    /// How the shares are written.
    pub(crate) form: Form,
}

/// A secret in shares, with what their files and sheets say beside the words.
pub(crate) struct Cut {
    secret: SecretBytes,
    pub(crate) shares: Vec<Share>,
    pub(crate) notes: Vec<Notes>,
    pub(crate) gives_back: GivesBack,
    /// The language of the words, when words come back.
    pub(crate) language: Option<Language>,
    /// The fingerprint without passphrase; `None` for keys, and with `--anonymous`.
    pub(crate) fingerprint: Option<String>,
}

impl Cut {
    /// Notes on every share in which language the words are that come back; English is not said.
    pub(crate) fn in_language(mut self, language: Language) -> Self {
        if language != Language::English {
            self.notes.iter_mut().for_each(|n| n.language = Some(language.name().to_owned()));
        }
        self.language = Some(language);
        self
    }

    /// Recombines every quorum of shares that were read back.
    ///
    /// # Errors
    /// `shares-not-good`.
    pub(crate) fn check(&self, read_back: &[Share]) -> Result<Quorums, Failure> {
        share::check_every_quorum(read_back, &self.secret, &SecretText::copied_from(""))
            .map_err(|_| not_good())
    }

    /// "any 2 of 3", or the group's part of it.
    pub(crate) fn title(&self, at: usize) -> String {
        let (share, notes) = (&self.shares[at], &self.notes[at]);
        let count = notes.share_count.map_or_else(|| "?".to_owned(), |n| n.to_string());
        let any = format!("any {} of {count} restore", share.member_threshold());
        match &notes.group_name {
            Some(name) => format!("group {name}, share {} of {count}", share.member_number()),
            None => any,
        }
    }
}

/// Reads the scheme from the arguments: `2of3`, or groups.
///
/// # Errors
/// When it is not one.
pub(crate) fn scheme(words: &[String], groups: Option<u8>) -> Result<Scheme, Failure> {
    match (groups, words) {
        (Some(threshold), groups) => Ok(Scheme::groups(threshold, groups)?),
        (None, [one]) => Ok(one.parse::<Scheme>()?),
        (None, _) => {
            Err(Failure::error("usage", Exit::Usage, "one scheme, or groups with --groups")
                .next("coldkeep split 2of3,   or   coldkeep split --groups 2 me=1of1 family=2of3"))
        }
    }
}

/// Gets the secret and splits it.
///
/// # Errors
/// When the secret cannot be had, is not of a length that can be split, or is not the expected wallet's.
pub(crate) fn cut(
    session: &mut Session,
    scheme: &Scheme,
    asked: &Request<'_>,
) -> Result<Cut, Failure> {
    match asked.secret_from {
        Some(source) => {
            let text = session.secret("--secret-from", "The secret", source)?;
            let (secret, gives_back) = of_text(&text)?;
            cut_secret(scheme, secret, gives_back, None, asked)
        }
        None => {
            let mnemonic = obtain::words(session, asked.words_from, asked.expect)?;
            let identity = wallet(session, &mnemonic, asked)?;
            let gives_back = GivesBack::Words(mnemonic.word_count() as u8);
            let cut = cut_secret(scheme, mnemonic.entropy(), gives_back, Some(identity), asked)?;
            Ok(cut.in_language(mnemonic.language()))
        }
    }
}

/// Splits a secret that is at hand.
///
/// # Errors
/// When its length cannot be split, or randomness fails.
pub(crate) fn cut_secret(
    scheme: &Scheme,
    secret: SecretBytes,
    gives_back: GivesBack,
    identity: Option<Identity>,
    asked: &Request<'_>,
) -> Result<Cut, Failure> {
    let options = Options { extendable: asked.extendable, ..Options::default() };
    let none = SecretText::copied_from("");
    let groups = with_kernel(|random| match asked.form {
        Form::Slip39 => share::split(&secret, scheme, &options, &none, random),
        Form::Sskr => share::split_sskr(&secret, scheme, random),
    })?;
    let passphrase = asked.passphrase_from.is_some();
    let about = About { gives_back, identity, anonymous: asked.anonymous, passphrase };
    Ok(arrange(scheme, secret, groups, about))
}

/// What the shares of one set say beside their words.
pub(crate) struct About {
    pub(crate) gives_back: GivesBack,
    /// The wallet of the words alone, without a passphrase.
    pub(crate) identity: Option<Identity>,
    pub(crate) anonymous: bool,
    /// Whether a passphrase belongs to the words.
    pub(crate) passphrase: bool,
}

/// Puts the shares of every group in order, with their notes.
pub(crate) fn arrange(
    scheme: &Scheme,
    secret: SecretBytes,
    groups: Vec<Vec<Share>>,
    about: About,
) -> Cut {
    let About { gives_back, identity, anonymous, passphrase } = about;
    let fingerprint = identity.as_ref().filter(|_| !anonymous).map(|i| i.fingerprint.clone());
    let mut notes = Vec::new();
    for group in scheme.group_list() {
        for _ in 0..group.count() {
            notes.push(Notes {
                share_count: Some(group.count()),
                group_name: group.name().map(str::to_owned),
                gives_back: Some(gives_back),
                language: None,
                fingerprint: fingerprint.as_deref().and_then(|f| f.parse().ok()),
                passphrase,
            });
        }
    }
    Cut {
        secret,
        shares: groups.into_iter().flatten().collect(),
        notes,
        gives_back,
        language: None,
        fingerprint,
    }
}

/// Says how many shares there are, what was tried, and what may be lost or stolen.
pub(crate) fn tell(session: &Session, scheme: &Scheme, shares: usize, tried: usize) {
    let count = |number: usize, noun: &str| match number {
        1 => format!("1 {noun}"),
        number => format!("{number} {noun}s"),
    };
    let tried = match tried {
        1 => "The one way to restore was tried; it gives the secret back.".to_owned(),
        tried => format!("{tried} ways to restore were tried; each gives the secret back."),
    };
    session.say(&format!("{}. {tried}", count(shares, "share")));
    session.say(&match scheme.most_to_lose() {
        0 => "  you can lose   none, in the worst case".to_owned(),
        most => format!("  you can lose   any {}", count(most, "share")),
    });
    session
        .say(&format!("  a thief needs  {} at least", count(scheme.fewest_to_restore(), "share")));
}

/// The wallet of words that are split, compared with `--expect`.
pub(super) fn wallet(
    session: &mut Session,
    mnemonic: &crate::seed::Mnemonic,
    asked: &Request<'_>,
) -> Result<Identity, Failure> {
    let face = Face::default();
    let passphrase = obtain::passphrase(session, asked.passphrase_from)?;
    let expected = confirm::expected(asked.expect, session.network)?;
    if expected.is_some() {
        let root = confirm::root(mnemonic, &passphrase, session.network)?;
        confirm::identity(session, &root, face, expected.as_ref(), 50)?;
    } else if !session.practice {
        session.warn(path_not_confirmed());
    }
    // Shares say the fingerprint without a passphrase: that is what their words alone give back.
    let bare = confirm::root(mnemonic, &crate::seed::Passphrase::none(), session.network)?;
    confirm::plain(&bare, face, session.network)
}

/// A seed that exists was not compared with anything that its wallet showed.
pub(crate) fn path_not_confirmed() -> Failure {
    Failure::warning(
        "path-not-confirmed",
        "the words were not compared with an address of their wallet",
    )
    .why(
        "a backup of the wrong words, or without its passphrase or path, restores an empty wallet.",
    )
    .next("--expect with a receive address you used, or the xpub")
}

/// What kind of secret a text is: hex, an age identity, or text.
fn of_text(text: &SecretText) -> Result<(SecretBytes, GivesBack), Failure> {
    let mut lines = text
        .expose_secret() // exposed to: a look for the one line of an identity file that is not a comment
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    if let (Some(line), None) = (lines.next(), lines.next())
        && let Ok((algorithm, bytes)) = crypt::identity_bytes(&SecretText::copied_from(line.trim()))
    {
        let gives_back = match algorithm {
            Algorithm::X25519 => GivesBack::AgeIdentity,
            Algorithm::Hybrid => GivesBack::AgePqIdentity,
        };
        return Ok((bytes, gives_back));
    }
    // Digits that would come back in another form are text: a file passphrase has to come back as it was.
    if let Ok(bytes) = payload::from_hex(text)
        && payload::to_hex(&bytes).same_as(text)
    {
        let length = bytes.len() as u8;
        return Ok((bytes, GivesBack::Hex(length)));
    }
    Ok((payload::from_text(text)?, GivesBack::Text))
}
