//! Monero's seeds of 25 words, in ten languages; MyMonero's 13 and Polyseed's 16 words are named and refused.
//!
//! The facts are those of Monero's `electrum-words.cpp`: three words stand for four bytes, lowest first; the last
//! word repeats one of the others, chosen by the CRC-32 of the words' first letters. 24 words without it are taken.
//! Japanese words count with three characters, as in Monero itself.

use super::monero_list::{self, LIST_LEN, List, MoneroLanguage};
use super::{KindError, Language, plain, wordlist};
use crate::secret::{SecretBytes, SecretText};
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

const KIND: &str = "Monero";
/// The words that stand for the key.
const WORDS: usize = 24;
const KEY_LEN: usize = 32;
const MYMONERO: usize = 13;
const POLYSEED: usize = 16;
/// The polynomial of CRC-32 (ISO-HDLC), lowest bit first.
const POLYNOMIAL: u32 = 0xedb8_8320;

/// A seed of Monero: the 32 bytes that its 24 words stand for.
pub struct MoneroSeed {
    key: SecretBytes,
    language: MoneroLanguage,
    checked: bool,
}

impl MoneroSeed {
    /// Reads 24 or 25 words, whole or abbreviated, in any case.
    ///
    /// # Errors
    /// [`KindError::MyMonero`] and [`KindError::Polyseed`] for those; [`KindError::WordCount`],
    /// [`KindError::UnknownWord`], [`KindError::Checksum`], [`KindError::Group`].
    pub fn parse(text: &SecretText) -> Result<Self, KindError> {
        let line = plain::words(text)?;
        // exposed to: the words' numbers below
        let words: Vec<&str> = line.expose_secret().split(' ').collect();
        if words.len() == POLYSEED
            && words.iter().all(|word| wordlist::find(Language::English, word).is_some())
        {
            return Err(KindError::Polyseed);
        }
        let best = monero_list::all().iter().max_by_key(|list| (list.known(&line), rank(list)));
        let list = best.expect("there are lists");
        if words.len() == MYMONERO && list.known(&line).0 == MYMONERO {
            return Err(KindError::MyMonero);
        }
        if !matches!(words.len(), WORDS | 25) {
            let (words, expected) = (words.len(), "24 or 25");
            return Err(KindError::WordCount { kind: KIND, words, expected });
        }
        let numbers = Zeroizing::new(words.iter().map(|word| list.find(word)).collect::<Vec<_>>());
        let unknown: Vec<usize> =
            (1..).zip(numbers.iter()).filter_map(|(at, n)| n.is_none().then_some(at)).collect();
        if !unknown.is_empty() {
            return Err(KindError::UnknownWord { kind: KIND, at: unknown });
        }
        let numbers = Zeroizing::new(numbers.iter().flatten().copied().collect::<Vec<u16>>());
        let checked = numbers.len() > WORDS;
        if checked && checksum_word(list, &numbers[..WORDS]) != numbers[WORDS] {
            return Err(KindError::Checksum { kind: KIND, words: numbers.len() });
        }
        Ok(Self { key: decoded(&numbers[..WORDS])?, language: list.language, checked })
    }

    /// The language of the words.
    pub fn language(&self) -> MoneroLanguage {
        self.language
    }

    /// The words as Monero writes them, joined by single spaces: 25, or 24 where the last was not there.
    pub fn sentence(&self) -> SecretText {
        let list = monero_list::all().iter().find(|list| list.language == self.language);
        let list = list.expect("every language has a list");
        let mut numbers = Zeroizing::new(Vec::with_capacity(WORDS + 1));
        // exposed to: the numbers of its words
        for four in self.key.expose_secret().chunks_exact(4) {
            let number = u32::from_le_bytes(four.try_into().expect("chunks of four"));
            let first = number % LIST_LEN;
            let second = (number / LIST_LEN + first) % LIST_LEN;
            let third = (number / LIST_LEN / LIST_LEN + second) % LIST_LEN;
            numbers.extend([first, second, third].map(|one| one as u16));
        }
        if self.checked {
            let last = checksum_word(list, &numbers);
            numbers.push(last);
        }
        plain::joined(numbers.iter().map(|number| list.word(*number)))
    }

    /// Whether there was a 25th word, which confirms the others.
    pub fn is_checked(&self) -> bool {
        self.checked
    }

    /// The 32 bytes, not yet reduced to a key.
    pub fn bytes(&self) -> &SecretBytes {
        &self.key
    }

    /// Names where the words are printed in public, when they are known to be.
    pub fn published(&self) -> Option<&'static str> {
        super::published_kinds::name_of("monero", &self.key)
    }
}

impl fmt::Debug for MoneroSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MoneroSeed(…)")
    }
}

/// English is tried first: between two lists that know as many words, the one that stands before the other.
fn rank(list: &List) -> usize {
    let place = monero_list::all().iter().position(|other| other.language == list.language);
    usize::MAX - place.unwrap_or(0)
}

/// Whether a text has the form of a Monero seed, 25 words of one list, and whether it is whole; nothing for another
/// form.
pub fn looks_like(text: &SecretText) -> Option<bool> {
    match MoneroSeed::parse(text) {
        Ok(seed) => Some(seed.checked).filter(|checked| *checked),
        Err(KindError::Checksum { .. } | KindError::Group { .. }) => Some(false),
        Err(_) => None,
    }
}

/// The lists that a word is on, whole: one bit for each, in the order in which Monero has them.
pub fn lists_of(word: &str) -> u32 {
    let lists = monero_list::all().iter().enumerate();
    lists.fold(0, |found, (bit, list)| found | u32::from(list.has(word)) << bit)
}

/// The word that the checksum repeats.
fn checksum_word(list: &List, numbers: &[u16]) -> u16 {
    let mut sum = numbers.iter().flat_map(|number| list.start(*number).bytes()).fold(
        u32::MAX,
        |sum, byte| {
            (0..8).fold(sum ^ u32::from(byte), |sum, _| {
                sum >> 1 ^ (POLYNOMIAL & 0u32.wrapping_sub(sum & 1))
            })
        },
    );
    let word = numbers[!sum as usize % numbers.len()];
    sum.zeroize();
    word
}

fn decoded(numbers: &[u16]) -> Result<SecretBytes, KindError> {
    SecretBytes::try_filled(KEY_LEN, |room| {
        for (at, (three, four)) in numbers.chunks_exact(3).zip(room.chunks_exact_mut(4)).enumerate()
        {
            let [first, second, third] = [three[0], three[1], three[2]].map(u32::from);
            let turn = |from: u32, to: u32| u64::from((to + LIST_LEN - from) % LIST_LEN);
            let list = u64::from(LIST_LEN);
            let number =
                u64::from(first) + list * (turn(first, second) + list * turn(second, third));
            let group = KindError::Group { first: at * 3 + 1 };
            let number = u32::try_from(number).map_err(|_| group)?;
            four.copy_from_slice(&number.to_le_bytes());
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS_25: &str = "velvet lymph giddy number token physics poetry unquoted nibs useful sabotage limits \
                            benches lifestyle eden nitrogen anvil fewest avoid batch vials washing fences goat \
                            unquoted";

    fn read(text: &str) -> Result<MoneroSeed, KindError> {
        MoneroSeed::parse(&SecretText::copied_from(text))
    }

    #[test]
    fn words_are_read_abbreviated_and_without_the_last() {
        let seed = read(WORDS_25).expect("valid");
        assert!(seed.is_checked());
        // exposed to: the assertion
        assert_eq!(seed.sentence().expose_secret(), WORDS_25);
        assert_eq!(seed.bytes().expose_secret()[..4], [0x14, 0x8d, 0x78, 0xd2]);
        let short: Vec<&str> = WORDS_25.split_whitespace().map(|word| &word[..3]).collect();
        assert!(read(&short.join(" ")).expect("valid").bytes().same_as(seed.bytes()));
        let bare = read(WORDS_25.trim_end_matches(" unquoted")).expect("24 words");
        assert!(!bare.is_checked() && bare.bytes().same_as(seed.bytes()));
        // exposed to: the assertion
        assert_eq!(bare.sentence().expose_secret(), WORDS_25.trim_end_matches(" unquoted"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let wrong = read(&WORDS_25.replace("fences", "gossip")).err();
        assert_eq!(wrong, Some(KindError::Checksum { kind: KIND, words: 25 }));
        let wrong = read(&WORDS_25.replace("goat", "xoat")).err();
        assert_eq!(wrong, Some(KindError::UnknownWord { kind: KIND, at: vec![24] }));
        let thirteen: Vec<&str> = WORDS_25.split_whitespace().take(13).collect();
        assert_eq!(read(&thirteen.join(" ")).err(), Some(KindError::MyMonero));
        let sixteen = ["abandon"; 16].join(" ");
        assert_eq!(read(&sixteen).err(), Some(KindError::Polyseed));
        // The largest number of three words is above what four bytes hold.
        let zoom = "abbey zoom zones ";
        assert!(matches!(read(zoom.repeat(8).trim()), Ok(_) | Err(KindError::Group { .. })));
    }

    #[test]
    fn a_form_is_told_from_a_seed() {
        let looks = |text: &str| looks_like(&SecretText::copied_from(text));
        assert_eq!(looks(WORDS_25), Some(true));
        assert_eq!(looks(&WORDS_25.replace("fences", "gossip")), Some(false));
        assert_eq!(looks("velvet lymph"), None);
        assert_eq!(
            looks(WORDS_25.trim_end_matches(" unquoted")),
            None,
            "without a check it proves nothing"
        );
    }
}
