//! What can be wrong with words, passphrases, entropy and rolls; positions and counts, never the text.

use super::Language;
use super::fair::Finding;
use super::rolls::Source;
use std::fmt;

/// What can be wrong with words, a SeedQR, a passphrase or a seed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SeedError {
    /// The text is longer than any list of words; `limit` is in bytes.
    #[error("the text is longer than {limit} bytes")]
    TooLong {
        /// The longest text that is read, in bytes.
        limit: usize,
    },
    /// The number of words is not one that BIP-0039 has. 20, 33 and 59 are the lengths of SLIP-0039
    /// shares.
    #[error("{0} words, where 12, 15, 18, 21 or 24 are expected")]
    WordCount(usize),
    /// These positions, from 1, hold words that are not on the list.
    #[error("not on the word list: {}", Positions(.0))]
    UnknownWord(Vec<usize>),
    /// These positions, from 1, hold a `?`, or a number without a word.
    #[error("missing: {}", Positions(.0))]
    Missing(Vec<usize>),
    /// The numbers beside the words do not count from 1; `position` is the first that does not fit.
    #[error("the number beside word {position} does not fit")]
    Numbering {
        /// The position in the text, from 1.
        position: usize,
    },
    /// Every word is on the list and the checksum does not hold.
    #[error("the {words} words do not fit together")]
    Checksum {
        /// The number of words.
        words: usize,
    },
    /// The words are a mnemonic of both languages, with other entropy in each; nothing was said about
    /// which of them it is.
    #[error("these words are valid in {language} and in {rival}")]
    LanguageUnclear {
        /// The one.
        language: Language,
        /// The other.
        rival: Language,
    },
    /// The words are a mnemonic, of another language than the one that was asked for.
    #[error("these words are {found}, where {asked} was asked for")]
    OtherLanguage {
        /// The language of the words.
        found: Language,
        /// The language that was asked for.
        asked: Language,
    },
    /// The form takes English words only, and these are of this language.
    #[error("these words are {0}, where English is expected")]
    NotEnglish(Language),
    /// Entropy has this many bytes, where 16, 20, 24, 28 or 32 are expected.
    #[error("{0} bytes of entropy, where 16, 20, 24, 28 or 32 are expected")]
    EntropyLength(usize),
    /// A SeedQR has this many characters, where 4 digits a word are expected.
    #[error("{0} characters, where a SeedQR has 48, 60, 72, 84 or 96 digits")]
    QrLength(usize),
    /// The four characters at this word, from 1, are not a number from 0000 to 2047.
    #[error("word {position} of the SeedQR is not a number from 0000 to 2047")]
    QrWord {
        /// The position of the word, from 1.
        position: usize,
    },
    /// The passphrase is longer than `limit` bytes.
    #[error("the passphrase is longer than {limit} bytes")]
    PassphraseTooLong {
        /// The longest passphrase that is taken, in bytes of normalised UTF-8.
        limit: usize,
    },
    /// A seed has this many bytes, where BIP-0032 takes 16 to 64.
    #[error("{0} bytes of seed, where 16 to 64 are expected")]
    SeedLength(usize),
}

/// What can be wrong with rolls or with entropy that is given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntropyError {
    /// The text is longer than any list of rolls.
    #[error("the text is longer than {limit} bytes")]
    TooLong {
        /// The longest text that is read, in bytes.
        limit: usize,
    },
    /// What stands at this roll, from 1, is not a roll of that source.
    #[error("roll {position} is not {}", of.one())]
    NotARoll {
        /// The kind of rolls that was asked for.
        of: Source,
        /// The position of the roll, from 1.
        position: usize,
    },
    /// The text ends in the middle of a card.
    #[error("card {position} has one character, where a card has two")]
    HalfACard {
        /// The position of the card, from 1.
        position: usize,
    },
    /// A card came twice out of one deck.
    #[error("card {position} was drawn before from the same deck")]
    RepeatedCard {
        /// The position of the second of the two, from 1.
        position: usize,
    },
    /// There are fewer rolls than the seed has bits.
    #[error("{have} rolls, where {need} are needed")]
    TooFew {
        /// The rolls that are there.
        have: usize,
        /// The rolls that are needed.
        need: usize,
    },
    /// Fair rolls look like this less than once in a million times.
    #[error("{finding}; fair rolls do that less than once in 10^{exponent}")]
    NotRandom {
        /// What was seen.
        finding: Finding,
        /// The chance is at most 1 in 10 to this power.
        exponent: u32,
    },
    /// No mnemonic has this number of words.
    #[error("{0} words, where 12, 15, 18, 21 or 24 are expected")]
    WordCount(usize),
    /// The kernel's bytes are not 32.
    #[error("{0} bytes from the kernel, where 32 are expected")]
    KernelLength(usize),
    /// The character at this place, from 1 and without spaces, is not a hexadecimal digit.
    #[error("character {position} is not a hexadecimal digit")]
    NotHex {
        /// The place of the character, from 1.
        position: usize,
    },
    /// The number of hexadecimal digits fits no mnemonic.
    #[error("{0} hexadecimal digits, where 32, 40, 48, 56 or 64 are expected")]
    HexLength(usize),
}

/// Positions in words: "word 3", "words 3 and 7", "words 3, 7 and 9".
struct Positions<'a>(&'a [usize]);

impl fmt::Display for Positions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.len() == 1 { "word " } else { "words " })?;
        for (nth, position) in self.0.iter().enumerate() {
            match nth {
                0 => {}
                _ if nth + 1 == self.0.len() => f.write_str(" and ")?,
                _ => f.write_str(", ")?,
            }
            write!(f, "{position}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_positions() {
        assert_eq!(SeedError::Missing(vec![3]).to_string(), "missing: word 3");
        assert_eq!(
            SeedError::UnknownWord(vec![3, 7, 9]).to_string(),
            "not on the word list: words 3, 7 and 9"
        );
    }
}
