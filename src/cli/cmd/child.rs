//! coldkeep child: words, keys, passwords and rolls made from a seed by a path of BIP-85.

use crate::cli::args::{ChildArgs, ChildKind};
use crate::cli::beside::not_compared;
use crate::cli::confirm::{self, Face};
use crate::cli::failure::{Exit, Failure};
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::{obtain, other, screens};
use crate::keys::{Application, Child, ChildPlace, Coin, Root};
use crate::seed::{Language, Mnemonic, Passphrase};
use serde::Serialize;
use std::fmt;

/// What every child shows of a Bitcoin wallet.
pub(crate) const BITCOIN: Face<'static> =
    Face { coin: Coin::BTC, script: None, style: None, account: 0 };

/// A child by the numbers that bring it back; never the child itself.
#[derive(Serialize)]
struct Made {
    /// The fingerprint of the parent, with its passphrase where there is one.
    parent: String,
    kind: &'static str,
    index: u32,
    path: String,
    network: String,
    /// Whether the parent was compared with anything.
    compared: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sides: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rolls: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<u32>,
    /// The fingerprint of a child that is words.
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_path: Option<String>,
    /// The file that holds the child.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "child of {}: BIP-85 {}", self.parent, self.path)?;
        match (&self.fingerprint, &self.address) {
            (Some(fingerprint), Some(address)) => write!(f, "\n{fingerprint} {address}"),
            _ => Ok(()),
        }
    }
}

/// Makes a child and hands it out where secrets may go.
///
/// # Errors
/// Numbers outside their range; words that cannot be had; `wrong-wallet` for another parent; a refused way out.
pub(crate) fn run(args: &ChildArgs, session: &mut Session) -> Result<Report, Failure> {
    session.allow_recording(args.way.allow_recording);
    let place = ChildPlace::new(application(args)?, args.index)?;
    let (expected, of_others) = other::expected(args.expect.as_deref(), session.network)?;
    args.way.check(session)?;
    session.language = args.parent_language;
    let mnemonic = obtain::words_of_wallet(session, args.words_from.as_ref())?;
    if !session.practice {
        other::not_another_kind(session, &mnemonic, args.expect.as_deref())?;
    }
    if let Some(refusal) = of_others {
        return Err(refusal);
    }
    let passphrase = obtain::passphrase(session, args.passphrase_from.as_ref())?;
    let parent = confirm::root(&mnemonic, &passphrase, session.network)?;
    if expected.is_none() {
        session.warn(not_compared(!passphrase.is_none()));
    }
    confirm::identity(session, &parent, BITCOIN, expected.as_ref(), 50)?;
    let mut made = made(&place, &parent, session, expected.is_some());
    let child = place.child(&parent)?;
    if let Child::Words(words) = &child {
        let root = confirm::root(words, &Passphrase::none(), session.network)?;
        let shown = confirm::plain(&root, BITCOIN, session.network)?;
        made.fingerprint = Some(shown.fingerprint);
        made.address = Some(shown.address);
        made.address_path = Some(shown.path);
    }
    let delivered = match child {
        Child::Words(words) => args.way.deliver(session, words.sentence(), |_| {
            screens::word_pages("Words of the child", &words)
        })?,
        Child::Text(text) => args.way.deliver(session, text, |text| {
            screens::single_page(&format!("The child: {}", made.kind), text)
        })?,
    };
    Ok(delivered.report(made, |made| &mut made.file))
}

/// Makes the words of the child that a page is printed of.
///
/// # Errors
/// `bad-path` for a path that is no child's, and `usage` for a child that is not words.
pub(crate) fn words_at(text: &str, parent: &Root) -> Result<(Mnemonic, ChildPlace), Failure> {
    let place = place_of_words(text)?;
    match place.child(parent)? {
        Child::Words(words) => Ok((words, place)),
        Child::Text(_) => Err(not_words()),
    }
}

/// Reads the path of a child that is words; the check that comes before the parent is asked for.
///
/// # Errors
/// As [`words_at`].
pub(crate) fn place_of_words(text: &str) -> Result<ChildPlace, Failure> {
    let place = ChildPlace::from_path(&text.parse()?)?;
    match place.application() {
        Application::Bip39 { .. } => Ok(place),
        _ => Err(not_words()),
    }
}

fn not_words() -> Failure {
    Failure::error("usage", Exit::Usage, "--child: a seed sheet has words; this child has none")
        .next("coldkeep child shows it, or writes it with -o")
}

fn made(place: &ChildPlace, parent: &Root, session: &Session, compared: bool) -> Made {
    let mut made = Made {
        parent: parent.fingerprint().to_string(),
        kind: "wif",
        index: place.index(),
        path: place.path().to_string(),
        network: session.network.to_string(),
        compared,
        language: None,
        words: None,
        bytes: None,
        length: None,
        sides: None,
        rolls: None,
        identity: None,
        fingerprint: None,
        address: None,
        address_path: None,
        file: None,
    };
    match place.application() {
        Application::Bip39 { language, words } => {
            made.kind = "bip39";
            made.language = Some(language.slug());
            made.words = Some(words);
        }
        Application::Wif => {}
        Application::Xprv => made.kind = "xprv",
        Application::Hex { bytes } => (made.kind, made.bytes) = ("hex", Some(bytes)),
        Application::Pwd64 { length } => (made.kind, made.length) = ("pwd64", Some(length)),
        Application::Pwd85 { length } => (made.kind, made.length) = ("pwd85", Some(length)),
        Application::Dice { sides, rolls } => {
            (made.kind, made.sides, made.rolls) = ("dice", Some(sides), Some(rolls));
        }
        Application::Nostr { identity } => {
            (made.kind, made.identity) = ("nostr", Some(identity));
        }
    }
    made
}

/// The application of the flags; a flag of another one is refused.
fn application(args: &ChildArgs) -> Result<Application, Failure> {
    let given = [
        ("--words", args.words.is_some(), &[ChildKind::Bip39][..]),
        ("--language", args.language.is_some(), &[ChildKind::Bip39]),
        ("--bytes", args.bytes.is_some(), &[ChildKind::Hex]),
        ("--length", args.length.is_some(), &[ChildKind::Pwd64, ChildKind::Pwd85]),
        ("--sides", args.sides.is_some(), &[ChildKind::Dice]),
        ("--rolls", args.rolls.is_some(), &[ChildKind::Dice]),
        ("--identity", args.identity.is_some(), &[ChildKind::Nostr]),
    ];
    let wrong = given.iter().find(|(_, given, of)| *given && !of.contains(&args.kind));
    if let Some((flag, ..)) = wrong {
        return Err(Failure::error("usage", Exit::Usage, format!("{flag} is not for this child"))
            .next("coldkeep child --help says which flag is for which"));
    }
    let needed = |number: Option<u32>, flag: &str| {
        number.ok_or_else(|| {
            Failure::error("usage", Exit::Usage, format!("{flag} is missing"))
                .why("the number is part of the path: with another one, another child comes out.")
                .next(format!("{flag} N"))
        })
    };
    Ok(match args.kind {
        ChildKind::Bip39 => Application::Bip39 {
            language: args.language.unwrap_or(Language::English),
            words: args.words.unwrap_or(24),
        },
        ChildKind::Wif => Application::Wif,
        ChildKind::Xprv => Application::Xprv,
        ChildKind::Hex => Application::Hex { bytes: args.bytes.unwrap_or(32) },
        ChildKind::Pwd64 => Application::Pwd64 { length: needed(args.length, "--length")? },
        ChildKind::Pwd85 => Application::Pwd85 { length: needed(args.length, "--length")? },
        ChildKind::Dice => Application::Dice {
            sides: args.sides.unwrap_or(6),
            rolls: needed(args.rolls, "--rolls")?,
        },
        ChildKind::Nostr => Application::Nostr { identity: args.identity.unwrap_or(0) },
        ChildKind::Rsa => {
            return Err(Failure::error("rsa-child", Exit::Usage, "RSA keys are not made here")
                .why("BIP-85 leaves open how a program finds the primes, so another program may come to another key.")
                .next("make such a key where it is used, and back it up as a file: coldkeep encrypt"));
        }
    })
}
