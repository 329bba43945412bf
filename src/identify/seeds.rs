//! Seeds and shares of other kinds than BIP-0039 and SLIP-0039, each asked of the room that reads it.

use super::{Identified, Kind};
use crate::secret::SecretText;
use crate::seed::{Aezeed, ElectrumOldSeed, KindError, MoneroSeed, aezeed, electrum};
use crate::share::{codex32, sskr};
use crate::ur::bytewords;

/// The most words of a seed of Electrum; 25 are an old one with two factors.
const MOST_ELECTRUM: usize = 25;

/// `ms1…` (BIP-0093).
pub(super) fn codex32(text: &SecretText) -> Option<Identified> {
    // exposed to: the reader of its checksum
    let holds = codex32::looks_like(text.expose_secret())?;
    let mut found = Identified::known(Kind::Codex32, holds);
    if let Ok(share) = codex32::Share::parse(text) {
        found = found.form(if share.is_secret() { "seed" } else { "share" });
        found.facts.threshold = (share.threshold() > 0).then(|| share.threshold().to_string());
    }
    Some(found)
}

/// A share of SSKR as Bytewords; as a resource it is found inside of it.
pub(super) fn sskr(text: &SecretText) -> Option<Identified> {
    // exposed to: the reader of its checksum
    let text = text.expose_secret();
    if text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("ur:")) {
        return None;
    }
    match sskr::looks_like(text)? {
        true => Identified::whole(Kind::Sskr),
        false => {
            let (known, all) = bytewords::count(text);
            let near = all >= 20 && all - known <= 4;
            near.then(|| Identified::known(Kind::Sskr, false).words(all))
        }
    }
}

/// Words whose version is that of a seed of Electrum; the version is its only check, and 1 text in 204 has one.
pub(super) fn electrum(text: &SecretText) -> Option<Identified> {
    let words = plain_words(text).filter(|words| (12..=MOST_ELECTRUM).contains(words))?;
    let kind = electrum::kind_of(text)?;
    Some(Identified::known(Kind::Electrum, true).form(kind.name()).words(words))
}

/// Words of the list of Electrum 1; there is no checksum. Its digits are left to [`super::single::hex`]: any
/// hexadecimal digits would do.
pub(super) fn electrum_old(text: &SecretText) -> Option<Identified> {
    let words = plain_words(text).filter(|words| matches!(words, 12 | 24))?;
    ElectrumOldSeed::parse(text).ok()?;
    Some(Identified::known(Kind::ElectrumOld, true).words(words))
}

/// 25 words of one of Monero's lists, and the two kinds that are named and not read.
pub(super) fn monero(text: &SecretText) -> Option<Identified> {
    let words = plain_words(text)?;
    match MoneroSeed::parse(text) {
        Ok(seed) if seed.is_checked() => {
            let mut found = Identified::known(Kind::Monero, true).words(words);
            found.facts.language = Some(seed.language().name().to_owned());
            Some(found)
        }
        Err(KindError::Checksum { .. }) => {
            Some(Identified::known(Kind::Monero, false).words(words))
        }
        Err(KindError::MyMonero) => Some(Identified::known(Kind::Monero13, true).words(words)),
        Err(KindError::Polyseed) => Some(Identified::known(Kind::Polyseed, true).words(words)),
        _ => None,
    }
}

/// 24 words with the checksum of aezeed.
pub(super) fn aezeed(text: &SecretText) -> Option<Identified> {
    if !aezeed::looks_like(text) {
        return None;
    }
    let holds = Aezeed::parse(text).is_ok();
    Some(Identified::known(Kind::Aezeed, holds).words(24))
}

/// How many words there are, when there is nothing but words and numbers beside them.
fn plain_words(text: &SecretText) -> Option<usize> {
    // exposed to: the count of words
    let words = || text.expose_secret().split_whitespace();
    let is_word = |word: &str| word.chars().all(|c| c.is_alphabetic() || !c.is_ascii());
    let is_number = |word: &str| {
        word.trim_end_matches(['.', ')', ':']).bytes().all(|byte| byte.is_ascii_digit())
    };
    if !words().all(|word| is_word(word) || is_number(word)) {
        return None;
    }
    Some(words().filter(|word| is_word(word)).count())
}
