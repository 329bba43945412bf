//! The sheets of codex32 strings and of the parts of a Seed XOR, made from what is read back of them.

use super::shares::{Made, needed};
use crate::cli::codex32;
use crate::cli::failure::Failure;
use crate::cli::xor::Parts;
use crate::seed::{Language, Mnemonic, Typed};
use crate::share::Scheme;
use crate::share::codex32::Share;
use crate::sheet::{GivesBack, Heading, Member, Owners, ShareSheet, Standard};

/// The sheets of codex32 shares.
///
/// # Errors
/// `shares-not-good` when what would be printed does not give the seed back.
pub(super) fn of_codex32(
    cut: &codex32::Cut,
    scheme: &Scheme,
    heading: &Heading,
    code: bool,
) -> Result<Made, Failure> {
    let count = cut.shares.len() as u8;
    let (mut sheets, mut members, mut back) = (Vec::new(), Vec::new(), Vec::new());
    for (number, share) in (1..).zip(&cut.shares) {
        let words = share.grouped();
        back.push(Share::parse(&words)?);
        members.push(Member {
            group: String::new(),
            share: format!("{} ({number} of {count})", share.index()),
            holder: None,
        });
        sheets.push(ShareSheet {
            heading: heading.clone(),
            standard: Standard::Codex32,
            words,
            code: code.then(|| share.text()),
            index: Some(share.index()),
            number,
            count,
            threshold: share.threshold(),
            group: None,
            set_name: cut.set_name(),
            gives_back: GivesBack::Bip32Seed,
            language: None,
            secret_bytes: share.seed_length() as u8,
            fingerprint: cut.fingerprint.clone(),
            passphrase: false,
            others: Vec::new(),
        });
    }
    let tried = cut.check(&back)?.subsets.len();
    Ok(Made {
        sheets,
        owners: Owners {
            heading: heading.clone(),
            standard: Standard::Codex32,
            set_name: cut.set_name(),
            needed: needed(scheme),
            members,
        },
        set: Some((cut.set_name(), "the four letters behind the digit of every share")),
        fingerprint: cut.fingerprint.clone(),
        tried,
    })
}

/// The sheets of the parts of a Seed XOR. They have no code: whatever reads words from a code would take one part for
/// a wallet.
///
/// # Errors
/// `shares-not-good` when what would be printed does not give the words back.
pub(super) fn of_parts(
    parts: &Parts,
    heading: &Heading,
    passphrase: bool,
) -> Result<Made, Failure> {
    let language = parts.language();
    let count = parts.count() as u8;
    let read = |part: &Mnemonic| Typed::read_in(&part.sentence(), Some(language))?.check();
    let back: Vec<Mnemonic> = parts.list().iter().map(read).collect::<Result<_, _>>()?;
    parts.check(&back)?;
    let sheet = |(number, part): (u8, &Mnemonic)| ShareSheet {
        heading: heading.clone(),
        standard: Standard::SeedXor,
        words: part.sentence(),
        code: None,
        index: None,
        number,
        count,
        threshold: count,
        group: None,
        set_name: String::new(),
        gives_back: GivesBack::Words(parts.word_count() as u8),
        language: (language != Language::English).then(|| language.name().to_owned()),
        secret_bytes: (parts.word_count() * 4 / 3) as u8,
        fingerprint: parts.fingerprint.clone(),
        passphrase,
        others: Vec::new(),
    };
    let member = |number: u8| Member {
        group: String::new(),
        share: format!("part {number} of {count}"),
        holder: None,
    };
    Ok(Made {
        sheets: (1..).zip(parts.list()).map(sheet).collect(),
        owners: Owners {
            heading: heading.clone(),
            standard: Standard::SeedXor,
            set_name: String::new(),
            needed: format!("ALL {count} parts"),
            members: (1..=count).map(member).collect(),
        },
        set: None,
        fingerprint: parts.fingerprint.clone(),
        tried: 1,
    })
}
