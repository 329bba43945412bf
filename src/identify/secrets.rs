//! Texts that are secret: words, shares, private keys.

use super::{Identified, Kind};
use crate::crypt;
use crate::keys::{ExtendedKey, KeysError, is_private_key};
use crate::secret::{SecretBytes, SecretText};
use crate::seed::{Mnemonic, SeedError, Typed};
use crate::share::{Share, ShareError};

/// Lines that start with `AGE-SECRET-KEY-1`, comments around them.
pub(super) fn age_identity(text: &SecretText) -> Option<Identified> {
    // exposed to: the search for the prefix, and the reader of identities
    let lines = text.expose_secret();
    let like = |line: &str| line.trim_start().starts_with("AGE-SECRET-KEY-1");
    if !lines.lines().any(like) {
        return None;
    }
    let file = SecretBytes::copied_from(lines.as_bytes());
    Identified::checked(Kind::AgeIdentity, crypt::read_identities(&file).is_ok())
}

/// Extended private keys (BIP-0032) and single ones in wallet import format.
pub(super) fn private_key(text: &SecretText) -> Option<Identified> {
    // exposed to: the reader of keys
    let text = text.expose_secret();
    if !is_private_key(text) {
        return None;
    }
    if text.len() < 60 {
        return Identified::whole(Kind::Wif);
    }
    // The reader of public keys names a whole private key as what it is.
    let holds = matches!(ExtendedKey::parse(text), Err(KeysError::PrivateKey));
    Identified::checked(Kind::Xprv, holds)
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
    Identified::checked(Kind::ShareFile, !found.damaged)
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
    if words_in(text) < SHARE_WORDS {
        return None;
    }
    match Share::parse(text) {
        Ok(_) => Identified::whole(Kind::Slip39),
        Err(ShareError::UnknownWords(places)) if places.len() <= 4 => {
            Identified::checked(Kind::Slip39, false)
        }
        Err(
            ShareError::TooLong { .. } | ShareError::WordCount(_) | ShareError::UnknownWords(_),
        ) => None,
        Err(_) => Identified::checked(Kind::Slip39, false),
    }
}

/// BIP-0039 words, typed or printed; up to four unknown or missing ones are damage. Fewer words than a
/// mnemonic has are something else.
pub(super) fn mnemonic(text: &SecretText) -> Option<Identified> {
    let typed = Typed::read(text).ok().filter(|typed| typed.len() >= MNEMONIC_WORDS)?;
    match typed.check() {
        Ok(_) => Identified::whole(Kind::Bip39),
        Err(SeedError::Checksum { .. }) => Identified::checked(Kind::Bip39, false),
        Err(SeedError::UnknownWord(places) | SeedError::Missing(places)) if places.len() <= 4 => {
            Identified::checked(Kind::Bip39, false)
        }
        Err(_) => None,
    }
}
