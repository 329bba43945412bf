//! Seeds of Electrum since 2.0: any words whose hash begins with the version of a kind of wallet.
//!
//! The facts are those of Electrum's `mnemonic.py`: the words are normalised, HMAC-SHA512 with the key
//! `Seed version` begins with 01, 100, 101 or 102, and PBKDF2 takes the salt `electrum` before the passphrase.
//! No list of words is needed, so the text is the seed.

use super::electrum_text::normalised;
use super::plain::{Accents, folded, joined};
use super::{KindError, Seed, Typed, electrum_old, monero_list, plain};
use crate::secret::{SecretBuffer, SecretBytes, SecretText};
use hmac::{Hmac, Mac};
use sha2::Sha512;
use std::fmt;
use zeroize::Zeroize;

const VERSION_KEY: &[u8] = b"Seed version";
const SALT: &str = "electrum";
const ROUNDS: u32 = 2048;
const SEED_LEN: usize = 64;
/// The longest passphrase that is taken, in bytes of UTF-8.
const PASSPHRASE_LIMIT: usize = 1024;
/// Seeds of this many words or more are two seeds in one, as Electrum before 2.7 made them for two factors.
const TWO_IN_ONE: usize = 20;
/// The words of the first of two seeds in one.
const FIRST_OF_TWO: usize = 12;
/// Fewer words are never taken for a seed unless somebody says that they are one: 1 in 256 texts fits.
const LEAST_WORDS: usize = 12;

/// The kind of wallet that a seed of Electrum is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ElectrumKind {
    /// Legacy addresses, `m/{0,1}/i`.
    Standard,
    /// Native segwit, `m/0h/{0,1}/i`.
    Segwit,
    /// Two factors, legacy: two keys of three.
    TwoFactor,
    /// Two factors, native segwit: two keys of three.
    TwoFactorSegwit,
}

impl ElectrumKind {
    /// Electrum's own name of the kind.
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Segwit => "segwit",
            Self::TwoFactor => "2fa",
            Self::TwoFactorSegwit => "2fa_segwit",
        }
    }

    /// Whether the wallet has three keys, of which this seed makes two.
    pub fn is_two_factor(self) -> bool {
        matches!(self, Self::TwoFactor | Self::TwoFactorSegwit)
    }
}

/// A seed of Electrum since 2.0: its normalised words.
pub struct ElectrumSeed {
    words: SecretText,
    /// The words with their accents and the spaces between them.
    line: SecretText,
    count: usize,
    kind: ElectrumKind,
}

impl ElectrumSeed {
    /// Reads what somebody typed: words in any case, also numbered or on several lines.
    ///
    /// # Errors
    /// [`KindError::NotElectrum`] when the words carry no version, or are a seed of Electrum 1, which comes first.
    pub fn parse(text: &SecretText) -> Result<Self, KindError> {
        let plain = plain::words(text);
        if let Ok(found) = plain.as_ref().map_err(Clone::clone).and_then(Self::of_words) {
            return Ok(found);
        }
        // A text that cannot be put in order may be a seed as it stands: Electrum knows no numbers.
        match (Self::of_words(text), plain) {
            (Ok(found), _) => Ok(found),
            (Err(_), Err(error)) => Err(error),
            (Err(error), Ok(_)) => Err(error),
        }
    }

    fn of_words(text: &SecretText) -> Result<Self, KindError> {
        if electrum_old::is_seed(text) {
            return Err(KindError::NotElectrum);
        }
        // exposed to: a count of its words
        let count = text.expose_secret().split_whitespace().count();
        let words = normalised(text, super::typed::TYPED_LIMIT)?;
        let kind = version(&words, count).ok_or(KindError::NotElectrum)?;
        // exposed to: the words one by one
        let written = text.expose_secret().split_whitespace();
        let folded: Vec<SecretText> = written.map(|word| folded(word, Accents::Kept)).collect();
        // exposed to: the line of all of them
        let line = joined(folded.iter().map(|word| word.expose_secret()));
        Ok(Self { words, line, count, kind })
    }

    /// The kind of wallet.
    pub fn kind(&self) -> ElectrumKind {
        self.kind
    }

    /// The number of words.
    pub fn word_count(&self) -> usize {
        self.count
    }

    /// The words as Electrum normalises them: lower case, without accents. They are secret.
    pub fn words(&self) -> &SecretText {
        &self.words
    }

    /// The words for paper, joined by single spaces: lower case, with their accents.
    pub fn sentence(&self) -> SecretText {
        // exposed to: a second value of the same words
        SecretText::copied_from(self.line.expose_secret())
    }

    /// Names where the words are printed in public, when they are known to be.
    pub fn published(&self) -> Option<&'static str> {
        super::published_kinds::name("electrum", &self.words)
    }

    /// Whether this is the form from before Electrum 2.7: two seeds, one behind the other.
    pub fn is_two_in_one(&self) -> bool {
        self.kind == ElectrumKind::TwoFactor && self.count >= TWO_IN_ONE
    }

    /// The seed of the wallet's keys.
    ///
    /// # Errors
    /// [`KindError::NoPassphrase`] for two seeds in one with a passphrase; they never had one.
    pub fn seed(&self, passphrase: &ElectrumPassphrase) -> Result<Seed, KindError> {
        self.seeds(passphrase).map(|(first, _)| first)
    }

    /// The seed of the keys, and the second seed where there are two in one.
    ///
    /// # Errors
    /// As [`ElectrumSeed::seed`].
    pub fn seeds(
        &self,
        passphrase: &ElectrumPassphrase,
    ) -> Result<(Seed, Option<Seed>), KindError> {
        if !self.is_two_in_one() {
            // exposed to: PBKDF2
            return Ok((stretched(self.words.expose_secret(), passphrase), None));
        }
        if !passphrase.is_none() {
            return Err(KindError::NoPassphrase { kind: "an Electrum seed of 24 or 25 words" });
        }
        // exposed to: PBKDF2, in two halves
        let words = self.words.expose_secret();
        let space = words.match_indices(' ').nth(FIRST_OF_TWO - 1).map(|(at, _)| at);
        let (first, second) = words.split_at(space.expect("20 words have 19 spaces"));
        Ok((stretched(first, passphrase), Some(stretched(second.trim_start(), passphrase))))
    }
}

impl fmt::Debug for ElectrumSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ElectrumSeed(…)")
    }
}

/// The kind of seed that at least 12 words are, if any. Electrum takes its words from the lists of BIP-0039, and from
/// Monero's Portuguese one; of other words of these lists 1 in 204 fits by chance.
pub fn kind_of(text: &SecretText) -> Option<ElectrumKind> {
    let seed = ElectrumSeed::parse(text).ok()?;
    let listed = || Typed::read(text).is_ok_and(|typed| typed.known_words().is_ok());
    let known = seed.count >= LEAST_WORDS && (listed() || monero_list::is_portuguese(&seed.words));
    known.then_some(seed.kind)
}

/// The order is Electrum's own: standard, segwit, two factors.
fn version(words: &SecretText, count: usize) -> Option<ElectrumKind> {
    let mut mac = Hmac::<Sha512>::new_from_slice(VERSION_KEY).expect("HMAC takes any key");
    // exposed to: HMAC, of which 12 bits are looked at
    mac.update(words.expose_secret().as_bytes());
    let mut hash = mac.finalize().into_bytes();
    let first = u16::from_be_bytes([hash[0], hash[1]]) >> 4;
    hash.as_mut_slice().zeroize();
    match first {
        0x010..=0x01f => Some(ElectrumKind::Standard),
        0x100 => Some(ElectrumKind::Segwit),
        0x101 if count == FIRST_OF_TWO || count >= TWO_IN_ONE => Some(ElectrumKind::TwoFactor),
        0x102 => Some(ElectrumKind::TwoFactorSegwit),
        _ => None,
    }
}

fn stretched(words: &str, passphrase: &ElectrumPassphrase) -> Seed {
    let bytes = SecretBytes::filled(SEED_LEN, |seed| {
        // exposed to: PBKDF2
        let salt = passphrase.0.expose_secret();
        pbkdf2::pbkdf2_hmac::<Sha512>(words.as_bytes(), salt, ROUNDS, seed);
    });
    Seed::from_bytes(bytes).expect("64 bytes")
}

/// What Electrum calls the custom words of a seed, in its own normal form: case, accents and doubled spaces do not
/// count, unlike in a passphrase of BIP-0039.
pub struct ElectrumPassphrase(SecretBytes);

impl ElectrumPassphrase {
    /// No custom words.
    pub fn none() -> Self {
        Self(SecretBytes::copied_from(SALT.as_bytes()))
    }

    /// Takes a text.
    ///
    /// # Errors
    /// [`KindError::PassphraseTooLong`] above 1,024 bytes.
    pub fn parse(text: &SecretText) -> Result<Self, KindError> {
        let limit = PASSPHRASE_LIMIT;
        if text.len() > limit {
            return Err(KindError::PassphraseTooLong { limit });
        }
        let words = normalised(text, 6 * limit)?;
        let mut salt = SecretBuffer::with_room(SALT.len() + words.len());
        salt.push_text(SALT).expect("room was set aside");
        // exposed to: the salt of PBKDF2
        salt.push_text(words.expose_secret()).expect("room was set aside");
        Ok(Self(salt.into_bytes()))
    }

    /// Whether there are no custom words.
    pub fn is_none(&self) -> bool {
        self.0.len() == SALT.len()
    }
}

impl fmt::Debug for ElectrumPassphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ElectrumPassphrase(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<ElectrumKind> {
        kind_of(&SecretText::copied_from(text))
    }

    const SEGWIT: &str =
        "wild father tree among universe such mobile favorite target dynamic credit identify";

    #[test]
    fn a_seed_is_known_in_the_forms_people_write_it() {
        let numbered: String = SEGWIT
            .split(' ')
            .enumerate()
            .map(|(at, word)| format!("{}. {word}\n", at + 1))
            .collect();
        for text in [SEGWIT, &SEGWIT.to_uppercase(), &format!("# Electrum\n{SEGWIT}\n"), &numbered]
        {
            assert_eq!(kind(text), Some(ElectrumKind::Segwit), "{text}");
        }
        assert_eq!(kind(&SEGWIT.replace("wild", "mild")), None);
        assert_eq!(kind("9dk"), None, "three letters that fit by chance");
    }

    #[test]
    fn seeds_of_electrum_1_and_half_known_lengths_are_no_seeds_of_electrum_2() {
        let old =
            "powerful random nobody notice nothing important anyway look away hidden message over";
        assert_eq!(
            ElectrumSeed::parse(&SecretText::copied_from(old)).err(),
            Some(KindError::NotElectrum)
        );
    }

    #[test]
    fn two_seeds_in_one_take_no_passphrase() {
        let words = "bind clever room kidney crucial sausage spy edit canvas soul liquid ribbon slam open \
                     alpha suffer gate relax voice carpet law hill woman tonight abstract";
        let seed = ElectrumSeed::parse(&SecretText::copied_from(words)).expect("two factors");
        assert!(seed.is_two_in_one());
        let (_, second) = seed.seeds(&ElectrumPassphrase::none()).expect("two seeds");
        assert!(second.is_some());
        let passphrase = ElectrumPassphrase::parse(&SecretText::copied_from("x")).expect("short");
        assert!(matches!(seed.seeds(&passphrase), Err(KindError::NoPassphrase { .. })));
    }
}
