//! Seeds of Electrum 1: 12 or 24 words of its own list of 1,626, or 32 or 64 hexadecimal digits.
//!
//! Three words stand for eight digits (Electrum's `old_mnemonic.py`). There is no checksum: any 12 words of the list
//! are a seed. The digits as text are hashed 100,000 times; that number is the master private key.

use super::electrum_text::normalised;
use super::{KindError, plain};
use crate::secret::{SecretBuffer, SecretBytes, SecretText};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::{self, Write};
use std::sync::LazyLock;
use zeroize::{Zeroize, Zeroizing};

/// The list, one word a line, in Electrum's order.
const LIST: &str = include_str!("words/electrum_old.txt");
const LIST_LEN: u64 = 1626;
const ROUNDS: u32 = 100_000;
/// The longest text that is read, in bytes.
const LIMIT: usize = super::typed::TYPED_LIMIT;

static NUMBERS: LazyLock<HashMap<&'static str, u64>> =
    LazyLock::new(|| words().iter().copied().zip(0..).collect());

static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| LIST.lines().collect());

/// The 1,626 words of its list in Electrum's order, lower case.
pub fn words() -> &'static [&'static str] {
    &WORDS
}

/// A seed of Electrum 1.
pub struct ElectrumOldSeed {
    /// The digits that are hashed, lower case.
    digits: SecretText,
    /// The words that were given.
    words: Option<SecretText>,
}

impl ElectrumOldSeed {
    /// Reads words, also numbered or on several lines, or hexadecimal digits.
    ///
    /// # Errors
    /// [`KindError::UnknownWord`] when most words are on the list and some are not, else
    /// [`KindError::NotElectrumOld`].
    pub fn parse(text: &SecretText) -> Result<Self, KindError> {
        if let Some(found) = of_digits(text) {
            return Ok(found);
        }
        let line = normalised(&plain::words(text).map_err(|_| KindError::NotElectrumOld)?, LIMIT)?;
        // exposed to: the numbers of its words
        let words: Vec<&str> = line.expose_secret().split(' ').collect();
        if !matches!(words.len(), 12 | 24) {
            return Err(KindError::NotElectrumOld);
        }
        let unknown = |(at, word): (usize, &&str)| (!NUMBERS.contains_key(*word)).then_some(at);
        let unknown: Vec<usize> = (1..).zip(&words).filter_map(unknown).collect();
        match unknown.len() {
            0 => {}
            few if few <= 2 => {
                return Err(KindError::UnknownWord { kind: "Electrum 1", at: unknown });
            }
            _ => return Err(KindError::NotElectrumOld),
        }
        // Numbers of invalid words can take nine digits; Electrum hashes them as they are.
        let mut digits = SecretBuffer::with_room(words.len() * 3);
        for three in words.chunks_exact(3) {
            let [first, second, third] = [three[0], three[1], three[2]].map(|word| NUMBERS[word]);
            let turn = |from: u64, to: u64| (to + LIST_LEN - from) % LIST_LEN;
            let number = first + LIST_LEN * (turn(first, second) + LIST_LEN * turn(second, third));
            write!(digits, "{number:08x}").expect("nine digits are set aside for three words");
        }
        let digits = digits.into_text().expect("digits are text");
        Ok(Self { digits, words: Some(line) })
    }

    /// The number of words; 0 for a seed that was given as digits.
    pub fn word_count(&self) -> usize {
        // exposed to: a count
        self.words.as_ref().map_or(0, |line| line.expose_secret().split(' ').count())
    }

    /// The words as Electrum writes them, joined by single spaces: those that were given, or those that stand for the
    /// digits.
    pub fn sentence(&self) -> SecretText {
        if let Some(line) = &self.words {
            // exposed to: a second value of the same words
            return SecretText::copied_from(line.expose_secret());
        }
        let mut numbers = Zeroizing::new(Vec::with_capacity(24));
        // exposed to: the numbers of its words
        for eight in self.digits.expose_secret().as_bytes().chunks_exact(8) {
            let eight = std::str::from_utf8(eight).expect("digits are ASCII");
            let number = u64::from_str_radix(eight, 16).expect("eight hexadecimal digits");
            let first = number % LIST_LEN;
            let second = (number / LIST_LEN + first) % LIST_LEN;
            let third = (number / LIST_LEN / LIST_LEN + second) % LIST_LEN;
            numbers.extend([first, second, third].map(|one| one as usize));
        }
        plain::joined(numbers.iter().map(|number| words()[*number]))
    }

    /// The digits that stand for the words. They are secret.
    pub fn digits(&self) -> &SecretText {
        &self.digits
    }

    /// Names where the seed is printed in public, when it is known to be.
    pub fn published(&self) -> Option<&'static str> {
        super::published_kinds::name("electrum-old", &self.digits)
    }

    /// The 32 bytes of the master private key: the digits, hashed 100,000 times with themselves.
    pub fn stretched(&self) -> SecretBytes {
        // exposed to: SHA-256, whose result is the master private key
        let digits = self.digits.expose_secret().as_bytes();
        let mut hash = Sha256::digest([digits, digits].concat());
        for _ in 1..ROUNDS {
            let mut next = Sha256::new();
            next.update(hash.as_slice());
            next.update(digits);
            hash = next.finalize();
        }
        let stretched = SecretBytes::copied_from(&hash);
        hash.as_mut_slice().zeroize();
        stretched
    }
}

impl fmt::Debug for ElectrumOldSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ElectrumOldSeed(…)")
    }
}

/// Whether a text is a seed of Electrum 1; it has no checksum, so any words of its list are.
pub fn is_seed(text: &SecretText) -> bool {
    ElectrumOldSeed::parse(text).is_ok()
}

/// 32 or 64 hexadecimal digits in any case, spaces ignored.
fn of_digits(text: &SecretText) -> Option<ElectrumOldSeed> {
    if text.len() > LIMIT {
        return None;
    }
    // exposed to: the digits below
    let digits = || text.expose_secret().chars().filter(|c| !c.is_whitespace());
    if !digits().all(|c| c.is_ascii_hexdigit()) || !matches!(digits().count(), 32 | 64) {
        return None;
    }
    let mut kept = SecretBuffer::with_room(64);
    digits().for_each(|digit| {
        kept.push(&[digit.to_ascii_lowercase() as u8]).expect("64 digits fit");
    });
    Some(ElectrumOldSeed { digits: kept.into_text().expect("digits are text"), words: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Result<String, KindError> {
        let seed = ElectrumOldSeed::parse(&SecretText::copied_from(text))?;
        Ok(seed.digits().expose_secret().to_owned())
    }

    #[test]
    fn words_and_digits_give_the_same_seed() {
        let words =
            "hardly point goal hallway patience key stone difference ready caught listen fact";
        let hex = "8edad31a95e7d59f8837667510d75a4d";
        assert_eq!(digits(words).as_deref(), Ok(hex));
        for text in [words, hex, &words.to_uppercase()] {
            let seed = ElectrumOldSeed::parse(&SecretText::copied_from(text)).expect("a seed");
            // exposed to: the assertion
            assert_eq!(seed.sentence().expose_secret(), words, "{text}");
        }
        assert_eq!(digits(&words.to_uppercase().replace(' ', "\n")).as_deref(), Ok(hex));
        assert_eq!(
            digits(&format!("{} {}", &hex.to_uppercase()[..8], &hex[8..])).as_deref(),
            Ok(hex)
        );
    }

    #[test]
    fn words_of_another_list_are_refused_by_their_position() {
        let words =
            "hardly point goal hallway patience key stone difference ready caught listen fakt";
        let refused = KindError::UnknownWord { kind: "Electrum 1", at: vec![12] };
        assert_eq!(digits(words), Err(refused));
        assert_eq!(digits("abandon ability able"), Err(KindError::NotElectrumOld));
        assert_eq!(digits(&"0".repeat(33)), Err(KindError::NotElectrumOld));
    }

    #[test]
    fn the_list_has_every_word_once() {
        assert_eq!((words().len(), NUMBERS.len()), (1626, 1626));
    }
}
