//! Everything that `restore` and `address` take, brought to one seed and what stands beside it.

use super::args::{RestoreArgs, SeedKind};
use super::beside::Beside;
use super::failure::{Exit, Failure};
use super::gather::{self, Opener, Payload};
use super::other::{OtherSeed, parts};
use super::reunite::{self, ReunitedSeed};
use super::session::Session;
use super::{inside, obtain, plates, typed_seeds};
use crate::host::SecretSource;
use crate::identify::Kind;
use crate::secret::SecretText;
use crate::seed::{Language, Mnemonic, SeedError, from_word_numbers};
use std::path::PathBuf;

/// Where the words came from, before they are known to be a mnemonic.
pub(crate) enum Source {
    /// Words as typed: they may need mending.
    Typed(SecretText),
    /// A mnemonic that is proved already (a SeedQR, combined shares).
    Whole(Mnemonic),
    /// A seed that is not BIP-39.
    Other(OtherSeed),
}

/// Where the arguments say that a seed is.
#[derive(Default)]
pub(crate) struct Named<'a> {
    pub(crate) files: &'a [PathBuf],
    pub(crate) words_from: Option<&'a SecretSource>,
    pub(crate) share_from: &'a [SecretSource],
    pub(crate) identity: &'a [PathBuf],
    pub(crate) file_passphrase_from: Option<&'a SecretSource>,
    pub(crate) kind: Option<SeedKind>,
    /// How the numbers of words count, where that was said: from 0 or from 1.
    pub(crate) count_from: Option<u16>,
}

impl<'a> From<&'a RestoreArgs> for Named<'a> {
    fn from(args: &'a RestoreArgs) -> Self {
        Self {
            files: &args.files,
            words_from: args.words_from.as_ref(),
            share_from: &args.share_from,
            identity: &args.identity,
            file_passphrase_from: args.file_passphrase_from.as_ref(),
            kind: args.kind,
            count_from: args.count_from,
        }
    }
}

/// What was brought: words, and what stood beside them.
pub(crate) struct Brought {
    pub(crate) source: Source,
    pub(crate) beside: Beside,
}

/// Reads what the arguments name, or asks.
///
/// # Errors
/// When it cannot be read, holds no seed, or holds two.
pub(crate) fn bring(
    args: &Named<'_>,
    session: &mut Session,
    passphrase: Option<&SecretText>,
) -> Result<Brought, Failure> {
    let nothing_named =
        args.files.is_empty() && args.words_from.is_none() && args.share_from.is_empty();
    if session.practice && nothing_named {
        return Ok(Brought {
            source: Source::Whole(obtain::practice_words()),
            beside: Beside::default(),
        });
    }
    let opener = Opener { identities: args.identity, file_passphrase: args.file_passphrase_from };
    let mut shares = Vec::new();
    for source in args.share_from {
        shares.push(session.secret("--share-from", "Share", source)?);
    }
    let payloads = gather::payloads(session, args.files, &opener)?;
    match args.kind {
        Some(SeedKind::SeedXor) => {
            let whole = parts::seed_xor(session, args, &payloads, shares)?;
            return Ok(Brought { source: Source::Whole(whole), beside: Beside::default() });
        }
        Some(kind @ (SeedKind::Slip39Wallet | SeedKind::Codex32)) => {
            let seed = parts::native(session, kind, args, &payloads, shares, passphrase)?;
            return Ok(Brought { source: Source::Other(seed), beside: Beside::default() });
        }
        Some(kind) => {
            if let Some(marks) = kind.plate() {
                let words = plates::words(session, marks, args, &payloads)?;
                return Ok(of_text(session, &words));
            }
        }
        None => {}
    }
    if payloads.is_empty() && shares.is_empty() {
        let text = typed_seeds::of_kind(session, args.words_from, args.kind)?;
        if from_word_numbers(&text).is_some() {
            let source = english(session, of_numbers(&text, args.count_from)?)?;
            return Ok(Brought { source, beside: Beside::default() });
        }
        return Ok(of_text(session, &text));
    }
    of_payloads(session, args.count_from, payloads, shares)
}

/// Words, with the lines of an encrypted seed behind them where there are any.
fn of_text(session: &mut Session, text: &SecretText) -> Brought {
    let (words, beside) = inside::read(text);
    session.language = session.language.or(beside.language);
    Brought { source: Source::Typed(words), beside }
}

fn of_payloads(
    session: &mut Session,
    count_from: Option<u16>,
    payloads: Vec<Payload>,
    mut shares: Vec<SecretText>,
) -> Result<Brought, Failure> {
    let mut source: Option<Source> = None;
    let (mut codex32, mut xor) = (Vec::new(), Vec::new());
    let mut beside = Beside::default();
    for payload in payloads {
        let found = match payload.kind {
            Kind::Codex32 => {
                codex32.push(payload.text()?);
                continue;
            }
            Kind::SeedXor => {
                xor.push(payload.text()?);
                continue;
            }
            Kind::Slip39 | Kind::ShareFile | Kind::Sskr => {
                shares.push(payload.text()?);
                continue;
            }
            Kind::Address => {
                // exposed to: an ordinary string; an address is public
                beside.addresses.push(payload.text()?.expose_secret().trim().to_owned());
                continue;
            }
            Kind::SeedQr => english(session, Mnemonic::from_seed_qr_digits(&payload.text()?)?)?,
            Kind::CompactSeedQr => {
                gather::tell_of_entropy(session, &payload.from);
                english(session, Mnemonic::from_compact_seed_qr(&payload.content)?)?
            }
            Kind::Bip39Numbers => english(session, of_numbers(&payload.text()?, count_from)?)?,
            // What is nearly a seed is read as one: its refusal tells what is wrong with it.
            Kind::Bip39
            | Kind::Electrum
            | Kind::ElectrumOld
            | Kind::Monero
            | Kind::Monero13
            | Kind::Polyseed
            | Kind::Aezeed
            | Kind::Unknown => {
                let brought = of_text(session, &payload.text()?);
                beside.merge(brought.beside);
                brought.source
            }
            kind => return Err(not_a_seed(&payload.from, kind)),
        };
        source = Some(same_seed(source, found)?);
    }
    if !shares.is_empty() {
        let found = match reunite::seed(session, shares)? {
            ReunitedSeed::Bip32(seed) => Source::Other(parts::codex32_seed(seed)?),
            ReunitedSeed::Words { mnemonic, beside: noted } => {
                beside.merge(noted);
                Source::Whole(mnemonic)
            }
        };
        source = Some(same_seed(source, found)?);
    }
    if !xor.is_empty() {
        source = Some(same_seed(source, Source::Whole(parts::join_xor(session, &xor)?))?);
    }
    if !codex32.is_empty() {
        source = Some(same_seed(source, Source::Other(parts::of_codex32(&codex32)?))?);
    }
    let source = source.ok_or_else(|| gather::nothing_readable("these files"))?;
    Ok(Brought { source, beside })
}

/// What numbers or entropy alone say: English words, and no others that were asked for.
fn english(session: &Session, mnemonic: Mnemonic) -> Result<Source, Failure> {
    match session.language {
        None | Some(Language::English) => Ok(Source::Whole(mnemonic)),
        Some(asked) => Err(SeedError::OtherLanguage { found: Language::English, asked }.into()),
    }
}

/// The words of a list of their numbers, counted as asked, or where one way of counting fits.
fn of_numbers(text: &SecretText, count_from: Option<u16>) -> Result<Mnemonic, Failure> {
    match (from_word_numbers(text), count_from) {
        (Some([Some(mnemonic), _]), Some(0))
        | (Some([_, Some(mnemonic)]), Some(1))
        | (Some([Some(mnemonic), None] | [None, Some(mnemonic)]), None) => Ok(mnemonic),
        (Some([Some(_), Some(_)]), _) => Err(Failure::error(
            "two-ways-to-count",
            Exit::Invalid,
            "the numbers fit counted from 0 and counted from 1",
        )
        .why("they are two different wallets, and nothing here says which.")
        .next("--count-from 0 or 1, as the plate says; compare with an address: --expect")),
        _ => Err(SeedError::Checksum { words: words_in(text) }.into()),
    }
}

fn words_in(text: &SecretText) -> usize {
    // exposed to: a count of its numbers
    text.expose_secret().split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).count()
}

/// Two pages that hold seeds must hold the same one.
fn same_seed(before: Option<Source>, found: Source) -> Result<Source, Failure> {
    let Some(before) = before else { return Ok(found) };
    let whole = |source: &Source| match source {
        Source::Typed(text) => Mnemonic::parse(text),
        // exposed to: a second value of the same mnemonic, for comparison
        Source::Whole(mnemonic) => {
            Mnemonic::from_entropy_in(&mnemonic.entropy(), mnemonic.language())
        }
        // Seeds of other kinds come alone; see `parts`.
        Source::Other(_) => Err(SeedError::WordCount(0)),
    };
    if whole(&before)?.same_as(&whole(&found)?) {
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
