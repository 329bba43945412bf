//! Texts that are secret: words, shares, private keys.

use super::{Identified, Kind};
use crate::crypt;
use crate::keys::{ExtendedKey, KeysError, is_private_key};
use crate::secret::{SecretBytes, SecretText};
use crate::seed::{Mnemonic, SeedError, Typed};
use crate::share::{Form, Share, ShareError};

/// Lines that start with `AGE-SECRET-KEY-1` or `AGE-SECRET-KEY-PQ-1`, comments around them.
pub(super) fn age_identity(text: &SecretText) -> Option<Identified> {
    // exposed to: the search for the prefix, and the reader of identities
    let lines = text.expose_secret();
    let known = ["AGE-SECRET-KEY-1", "AGE-SECRET-KEY-PQ-1"];
    let like = |line: &str| known.iter().any(|start| line.trim_start().starts_with(start));
    if !lines.lines().any(like) {
        return None;
    }
    let file = SecretBytes::copied_from(lines.as_bytes());
    Identified::checked(Kind::AgeIdentity, crypt::read_identities(&file).is_ok())
}

/// Extended private keys (BIP-0032), any prefix of SLIP-0132.
pub(super) fn extended_key(text: &SecretText) -> Option<Identified> {
    // exposed to: the reader of keys
    let text = text.expose_secret();
    if text.len() < 60 || !is_private_key(text) {
        return None;
    }
    // The reader of public keys names a whole private key as what it is.
    let holds = matches!(ExtendedKey::parse(text), Err(KeysError::PrivateKey));
    Some(Identified::known(Kind::Xprv, holds).form(&text[..4]))
}

/// 48 to 96 digits, four a word.
pub(super) fn seed_qr(text: &SecretText) -> Option<Identified> {
    // exposed to: the count of digits
    let digits = text.expose_secret().bytes().all(|byte| byte.is_ascii_digit());
    if !digits || !matches!(text.len(), 48 | 60 | 72 | 84 | 96) {
        return None;
    }
    Identified::checked(Kind::SeedQr, Mnemonic::from_seed_qr_digits(text).is_ok())
}

/// A share with `#` lines.
pub(super) fn share_file(text: &SecretText) -> Option<Identified> {
    // exposed to: the search for `#` lines
    let noted = text.expose_secret().lines().any(|line| line.trim_start().starts_with('#'));
    let found = noted.then(|| share(text))??;
    Some(Identified { kind: Kind::ShareFile, ..found })
}

/// The fewest words of a share (SLIP-0039 §4.1).
const SHARE_WORDS: usize = 20;
/// The fewest words of a mnemonic (BIP-0039).
const MNEMONIC_WORDS: usize = 12;

/// How many words a text has, numbers beside them and `#` lines not counted.
fn words_in(text: &SecretText) -> usize {
    // exposed to: the count of words
    let lines = text.expose_secret().lines().filter(|line| !line.trim_start().starts_with('#'));
    let apart = |c: char| c.is_whitespace() || ",.;:)".contains(c);
    let words = lines.flat_map(|line| line.split(apart));
    words.filter(|word| word.contains(|c: char| c.is_alphabetic() || c == '?')).count()
}

/// The words of one share (SLIP-0039); fewer than a share has are something else.
pub(super) fn share(text: &SecretText) -> Option<Identified> {
    let words = words_in(text);
    if words < SHARE_WORDS {
        return None;
    }
    let damaged = || Some(Identified::known(Kind::Slip39, false).words(words));
    match Share::parse(text) {
        // Its words have a recogniser of their own.
        Ok(share) if share.form() == Form::Sskr => None,
        Ok(share) => {
            let mut found = Identified::known(Kind::Slip39, true).words(share.word_count());
            found.facts.threshold = Some(match share.group_count() {
                1 => share.member_threshold().to_string(),
                of => format!("{}of{of} groups", share.group_threshold()),
            });
            Some(found)
        }
        Err(ShareError::UnknownWords(places)) if places.len() <= 4 => damaged(),
        Err(
            ShareError::TooLong { .. } | ShareError::WordCount(_) | ShareError::UnknownWords(_),
        ) => None,
        Err(_) => damaged(),
    }
}

/// A part of a seed that says so on a `#` line; the words alone do not tell it from a whole seed.
pub(super) fn seed_xor(text: &SecretText) -> Option<Identified> {
    // exposed to: the search for `#` lines that say so
    let lines = text.expose_secret().lines();
    let says_so = lines
        .filter(|line| line.trim_start().starts_with('#'))
        .any(|line| line.to_ascii_lowercase().contains("xor"));
    let found = says_so.then(|| mnemonic(text))??;
    let part = Identified::known(Kind::SeedXor, !found.damaged);
    Some(Identified { facts: found.facts, ..part })
}

/// BIP-0039 words, typed or printed; up to four unknown or missing ones are damage. Fewer words than a
/// mnemonic has are something else.
pub(super) fn mnemonic(text: &SecretText) -> Option<Identified> {
    let typed = Typed::read(text).ok().filter(|typed| typed.len() >= MNEMONIC_WORDS)?;
    let words = typed.len();
    let languages = typed.languages();
    let named = |holds, language| {
        let mut found = Identified::known(Kind::Bip39, holds).words(words);
        found.facts.language = Some(language);
        Some(found)
    };
    let found = |holds| {
        let names: Vec<&str> = languages.iter().map(|language| language.name()).collect();
        named(holds, names.join(" or "))
    };
    match typed.check() {
        Ok(mnemonic) => named(true, mnemonic.language_name()),
        Err(SeedError::Checksum { .. }) => found(false),
        Err(SeedError::UnknownWord(places) | SeedError::Missing(places)) if places.len() <= 4 => {
            found(false)
        }
        Err(_) => None,
    }
}
