//! Seeds of several parts that `--as` names: Seed XOR, native SLIP-39 shares, codex32 strings.

use super::OtherSeed;
use crate::cli::args::SeedKind;
use crate::cli::bring::Named;
use crate::cli::failure::{Exit, Failure};
use crate::cli::gather::Payload;
use crate::cli::session::Session;
use crate::cli::{reunite, typed_seeds};
use crate::secret::{SecretBytes, SecretText};
use crate::seed::{Mnemonic, Seed, SeedError, Typed, xor_combine};
use crate::share::codex32;

/// The parts of a Seed XOR, joined.
///
/// # Errors
/// `seed-xor-parts`, and what is wrong with the words of a part.
pub(crate) fn seed_xor(
    session: &mut Session,
    args: &Named<'_>,
    payloads: &[Payload],
    shares: Vec<SecretText>,
) -> Result<Mnemonic, Failure> {
    let mut texts = texts(session, args, payloads, shares)?;
    while args.files.is_empty() && texts.len() < 2 {
        session.must_ask("the parts", "FILE…, one part a file, with --as seed-xor")?;
        texts.push(typed_seeds::bip39(session, None)?);
    }
    join_xor(session, &texts)
}

/// The sum of parts that are at hand.
///
/// # Errors
/// `seed-xor-parts` for one part alone, or for fewer or more than their marks say.
pub(crate) fn join_xor(session: &mut Session, texts: &[SecretText]) -> Result<Mnemonic, Failure> {
    let said = texts.iter().filter_map(marked_count).max();
    if let Some(count) = said.filter(|count| *count != texts.len()) {
        let have = texts.len();
        return Err(Failure::error(
            "seed-xor-parts",
            Exit::NotEnough,
            format!("{have} of the {count} parts of a Seed XOR"),
        )
        .why("each part is a valid wallet, an empty one; only all of them together give the seed.")
        .next("coldkeep restore part-1.txt part-2.txt …      with all parts")
        .field("have", have)
        .field("need", count));
    }
    let parts = in_one_language(session, texts)?;
    let whole = xor_combine(&parts)?;
    session.warn(
        Failure::warning("seed-xor-joined", format!("{} parts were joined", parts.len()))
            .why("nothing tells a missing or a wrong part: every sum of parts is a valid wallet, and the wrong one looks empty.")
            .next("compare with what the wallet once showed: --expect"),
    );
    Ok(whole)
}

/// How many parts there are, as the line says that `split --scheme xor` writes above each.
fn marked_count(text: &SecretText) -> Option<usize> {
    let mark = |line: &'_ str| line.strip_prefix("# Seed XOR: part ").map(str::to_owned);
    // exposed to: the search for the line, which is public
    let said = text.expose_secret().lines().find_map(mark)?;
    let (_, count) = said.split_once(" of ")?;
    count.split(',').next()?.parse().ok()
}

/// The parts, each read in the language that --language names, or that one of them has beyond doubt.
fn in_one_language(session: &Session, texts: &[SecretText]) -> Result<Vec<Mnemonic>, Failure> {
    let read = |language| -> Result<Vec<Mnemonic>, SeedError> {
        let parts = texts.iter().map(|text| Typed::read_in(text, language)?.check());
        parts.collect()
    };
    let parts = read(session.language)?;
    let Some(unclear) = parts.iter().find(|part| part.rival().is_some()) else {
        return Ok(parts);
    };
    match parts.iter().find(|part| part.rival().is_none()) {
        Some(clear) => Ok(read(Some(clear.language()))?),
        None => {
            unclear.must_be_english()?;
            Ok(parts)
        }
    }
}

/// The seed that shares hold themselves: native SLIP-39 shares with their passphrase, or codex32 strings.
///
/// # Errors
/// When shares are missing, damaged or of two sets.
pub(crate) fn native(
    session: &mut Session,
    kind: SeedKind,
    args: &Named<'_>,
    payloads: &[Payload],
    shares: Vec<SecretText>,
    passphrase: Option<&SecretText>,
) -> Result<OtherSeed, Failure> {
    let texts = texts(session, args, payloads, shares)?;
    if kind == SeedKind::Codex32 {
        return of_codex32(&texts);
    }
    let none = SecretText::copied_from("");
    let found = reunite::secret(session, texts, passphrase.unwrap_or(&none), false)?;
    let seed = Seed::from_bytes(found.secret)?;
    let what = "a wallet of native SLIP-39 shares";
    Ok(OtherSeed::Bip32 { kind: "slip39-wallet", what, seed })
}

/// The seed of codex32 strings: the secret itself, or enough shares of it.
///
/// # Errors
/// `not-enough-shares`, and what is wrong with a string.
pub(crate) fn of_codex32(texts: &[SecretText]) -> Result<OtherSeed, Failure> {
    let mut gathering = codex32::Gathering::new();
    for text in texts {
        let share = codex32::Share::parse(text)?;
        if let Some(seed) = share.seed() {
            return codex32_seed(seed);
        }
        gathering.add(share)?;
    }
    if !gathering.is_complete() {
        let have = gathering.shares().len();
        return Err(Failure::error(
            "not-enough-shares",
            Exit::NotEnough,
            "these codex32 strings are shares, and not enough of them",
        )
        .next("coldkeep restore --as codex32 FILE…      with as many as the digit behind MS1 says")
        .field("have", have));
    }
    let secret = gathering.recover()?;
    let seed = secret.seed().ok_or_else(|| {
        Failure::error("not-enough-shares", Exit::NotEnough, "these strings give no seed")
            .next("bring other shares of the set")
    })?;
    codex32_seed(seed)
}

/// The seed that codex32 strings hold.
///
/// # Errors
/// When its length is none of BIP-0032.
pub(crate) fn codex32_seed(seed: SecretBytes) -> Result<OtherSeed, Failure> {
    let seed = Seed::from_bytes(seed)?;
    Ok(OtherSeed::Bip32 { kind: "codex32", what: "a BIP-32 seed of codex32 strings", seed })
}

fn texts(
    session: &mut Session,
    args: &Named<'_>,
    payloads: &[Payload],
    shares: Vec<SecretText>,
) -> Result<Vec<SecretText>, Failure> {
    let mut texts = shares;
    for payload in payloads {
        texts.push(payload.text()?);
    }
    if let Some(source) = args.words_from {
        texts.push(session.secret("--words-from", "Words", source)?);
    }
    Ok(texts)
}
