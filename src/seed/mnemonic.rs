//! A mnemonic: words that are on the list and whose checksum holds (BIP-0039).

use super::published;
use super::typed::Typed;
use super::{Language, SeedError, wordlist};
use crate::secret::{SecretBuffer, SecretBytes, SecretText};
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// Word numbers, 0 to 2047, wiped when dropped.
pub type SecretIndices = Zeroizing<Vec<u16>>;

/// The numbers of words that a mnemonic can have.
pub const WORD_COUNTS: [usize; 5] = [12, 15, 18, 21, 24];

/// 24 words are 264 bits: 32 bytes of entropy and one of checksum.
const PACKED_LEN: usize = 33;

/// Words that are on the list of one language and whose checksum holds.
pub struct Mnemonic {
    indices: SecretIndices,
    language: Language,
    /// The other language of which the words are a mnemonic as well, when nothing decides.
    rival: Option<Language>,
}

impl Mnemonic {
    /// Reads what somebody typed, in any language; [`Typed::read`] says which forms are taken.
    ///
    /// # Errors
    /// The first of: too long, numbers that do not fit, a count that BIP-0039 does not have, words that
    /// are not on the list, missing words, a checksum that does not hold.
    pub fn parse(typed: &SecretText) -> Result<Self, SeedError> {
        Typed::read(typed)?.check()
    }

    /// Makes the English words that stand for `entropy`.
    ///
    /// # Errors
    /// [`SeedError::EntropyLength`] unless there are 16, 20, 24, 28 or 32 bytes.
    pub fn from_entropy(entropy: &SecretBytes) -> Result<Self, SeedError> {
        Self::from_entropy_in(entropy, Language::English)
    }

    /// Makes the words that stand for `entropy` in a language. The seed is made from the words, so the
    /// language must be the one in which the words were made.
    ///
    /// # Errors
    /// [`SeedError::EntropyLength`] unless there are 16, 20, 24, 28 or 32 bytes.
    pub fn from_entropy_in(entropy: &SecretBytes, language: Language) -> Result<Self, SeedError> {
        // exposed to: the bip39 crate, whose mnemonic wipes itself
        let made = bip39::Mnemonic::from_entropy(entropy.expose_secret())
            .map_err(|_| SeedError::EntropyLength(entropy.len()))?;
        let mut indices = Zeroizing::new(Vec::with_capacity(made.word_count()));
        indices.extend(made.word_indices().map(|index| index as u16));
        Ok(Self { indices, language, rival: None })
    }

    /// Takes numbers of English words, 0 to 2047.
    ///
    /// # Errors
    /// [`SeedError::WordCount`], [`SeedError::UnknownWord`] for a number above 2047, and
    /// [`SeedError::Checksum`].
    pub fn from_indices(indices: &[u16]) -> Result<Self, SeedError> {
        Self::from_indices_in(indices, Language::English)
    }

    /// Takes numbers of the words of a language, 0 to 2047.
    ///
    /// # Errors
    /// As [`Mnemonic::from_indices`].
    pub fn from_indices_in(indices: &[u16], language: Language) -> Result<Self, SeedError> {
        if !WORD_COUNTS.contains(&indices.len()) {
            return Err(SeedError::WordCount(indices.len()));
        }
        let beyond = (1..).zip(indices).filter(|(_, index)| **index > 2047);
        let beyond: Vec<usize> = beyond.map(|(position, _)| position).collect();
        if !beyond.is_empty() {
            return Err(SeedError::UnknownWord(beyond));
        }
        if !checksum_holds(indices) {
            return Err(SeedError::Checksum { words: indices.len() });
        }
        Ok(Self { indices: Zeroizing::new(indices.to_vec()), language, rival: None })
    }

    /// Notes that the words are a mnemonic of another language as well, with other entropy.
    pub(super) fn with_rival(mut self, rival: Option<Language>) -> Self {
        self.rival = rival;
        self
    }

    /// The language of the words; see [`Mnemonic::rival`].
    pub fn language(&self) -> Language {
        self.language
    }

    /// The other language of which these words are a mnemonic as well, when they were read without
    /// saying which: English and French share 100 words. The seed is the same, the entropy is another,
    /// so whatever is made from the entropy must not be guessed.
    pub fn rival(&self) -> Option<Language> {
        self.rival
    }

    /// The other Chinese list, when all words stand there too, at the same numbers: both languages mean
    /// the same words, entropy and seed.
    pub fn same_in(&self) -> Option<Language> {
        let other = match self.language {
            Language::ChineseSimplified => Language::ChineseTraditional,
            Language::ChineseTraditional => Language::ChineseSimplified,
            _ => return None,
        };
        let there = wordlist::words(other);
        let same =
            self.indices.iter().zip(self.words()).all(|(at, word)| there[usize::from(*at)] == word);
        same.then_some(other)
    }

    /// The language as people read it: "Spanish", "Chinese (simplified and traditional alike)",
    /// "English or French".
    pub fn language_name(&self) -> String {
        match (self.rival, self.same_in()) {
            (Some(rival), _) => format!("{} or {rival}", self.language),
            (None, Some(_)) => "Chinese (simplified and traditional alike)".to_owned(),
            (None, None) => self.language.name().to_owned(),
        }
    }

    /// The number of words.
    pub fn word_count(&self) -> usize {
        self.indices.len()
    }

    /// The words in order, NFC. They are secret: the caller says where they go.
    pub fn words(&self) -> impl Iterator<Item = &'static str> + '_ {
        let list = wordlist::words(self.language);
        self.indices.iter().map(|index| list[usize::from(*index)])
    }

    /// The words' numbers, 0 to 2047.
    pub fn indices(&self) -> SecretIndices {
        self.indices.clone()
    }

    /// The entropy that the words stand for: 16, 20, 24, 28 or 32 bytes.
    pub fn entropy(&self) -> SecretBytes {
        let mut packed = Zeroizing::new([0; PACKED_LEN]);
        pack(&self.indices, &mut packed);
        SecretBytes::copied_from(&packed[..self.word_count() / 3 * 4])
    }

    /// The words joined by single ASCII spaces, NFC.
    pub fn sentence(&self) -> SecretText {
        let room = "every word is shorter than the room that is set aside for one";
        let mut joined = SecretBuffer::with_room(self.word_count() * (wordlist::LONGEST + 1));
        for (nth, word) in self.words().enumerate() {
            let space = if nth == 0 { "" } else { " " };
            joined.push_text(space).expect(room);
            joined.push_text(word).expect(room);
        }
        joined.into_text().expect("words of the list are text")
    }

    /// Names where these words are printed for everybody to read, when they are; the name fits behind
    /// "printed in".
    pub fn published(&self) -> Option<&'static str> {
        published::name(self)
    }

    /// Whether both are the same words.
    pub fn same_as(&self, other: &Self) -> bool {
        self.sentence().same_as(&other.sentence())
    }
}

impl fmt::Debug for Mnemonic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mnemonic(…)")
    }
}

/// Whether the checksum of these word numbers holds; also `false` for a count that BIP-0039 does not
/// have and for numbers above 2047.
pub fn checksum_holds(indices: &[u16]) -> bool {
    if !WORD_COUNTS.contains(&indices.len()) || indices.iter().any(|index| *index > 2047) {
        return false;
    }
    let mut packed = Zeroizing::new([0; PACKED_LEN]);
    pack(indices, &mut packed);
    let (entropy, rest) = packed.split_at(indices.len() / 3 * 4);
    let mut digest = Sha256::digest(entropy);
    let unused = 8 - indices.len() / 3;
    let holds = digest[0] >> unused == rest[0] >> unused;
    digest.as_mut_slice().zeroize();
    holds
}

/// Lists the words, in the language of the others, that complete 11, 14, 17, 20 or 23 others: 128, 64, 32, 16 or 8 of them.
///
/// # Errors
/// [`SeedError::UnknownWord`] and [`SeedError::Missing`] when not all words are known, and
/// [`SeedError::WordCount`] when one word more is still no mnemonic.
pub fn last_words(typed: &Typed) -> Result<Vec<&'static str>, SeedError> {
    let known = typed.known_words()?;
    if !WORD_COUNTS.contains(&(known.len() + 1)) {
        return Err(SeedError::WordCount(known.len()));
    }
    let mut tried = Zeroizing::new(Vec::with_capacity(known.len() + 1));
    tried.extend_from_slice(&known);
    tried.push(0);
    let last = known.len();
    let mut fitting = Vec::with_capacity(1 << (11 - tried.len() / 3));
    for (index, word) in (0..).zip(wordlist::words(typed.language())) {
        tried[last] = index;
        if checksum_holds(&tried) {
            fitting.push(*word);
        }
    }
    Ok(fitting)
}

/// Writes 11 bits a word, the highest first.
fn pack(indices: &[u16], packed: &mut [u8; PACKED_LEN]) {
    let mut waiting = 0_u32;
    let mut bits = 0;
    let mut bytes = packed.iter_mut();
    for index in indices {
        waiting = waiting << 11 | u32::from(*index);
        bits += 11;
        while bits >= 8 {
            bits -= 8;
            if let Some(byte) = bytes.next() {
                *byte = (waiting >> bits) as u8;
            }
        }
    }
    if let Some(byte) = bytes.next() {
        *byte = (waiting << (8 - bits)) as u8;
    }
    waiting.zeroize();
}
