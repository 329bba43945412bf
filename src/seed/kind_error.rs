//! What can be wrong with seeds that are not BIP-0039: positions and counts, never the text.

/// Why a seed of another kind is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KindError {
    /// The text is longer than any list of words.
    #[error("the text is longer than {limit} bytes")]
    TooLong {
        /// The longest text that is read, in bytes.
        limit: usize,
    },
    /// The numbers beside the words do not fit.
    #[error("the number beside word {position} does not fit")]
    Numbering {
        /// The position in the text, from 1.
        position: usize,
    },
    /// Words are missing: a `?`, or a number without a word.
    #[error("{} of the words are missing", .0.len())]
    Missing(Vec<usize>),
    /// These positions, from 1, hold words that are on none of the lists of the kind.
    #[error("words are on none of the lists of {kind}")]
    UnknownWord {
        /// The kind of seed, in words.
        kind: &'static str,
        /// The positions, from 1.
        at: Vec<usize>,
    },
    /// The kind of seed never has this number of words.
    #[error("{words} words, where {kind} has {expected}")]
    WordCount {
        /// The kind of seed, in words.
        kind: &'static str,
        /// The number of words found.
        words: usize,
        /// The numbers of words that the kind has, in words.
        expected: &'static str,
    },
    /// The words carry no version of an Electrum seed.
    #[error("these words carry no version of an Electrum seed")]
    NotElectrum,
    /// The words are neither twelve of the list of Electrum 1 nor 32 or 64 hexadecimal digits.
    #[error("this is no seed of Electrum 1")]
    NotElectrumOld,
    /// A kind of seed that knows no passphrase was given one.
    #[error("{kind} knows no passphrase")]
    NoPassphrase {
        /// The kind of seed, in words.
        kind: &'static str,
    },
    /// The passphrase is longer than is taken.
    #[error("the passphrase is longer than {limit} bytes")]
    PassphraseTooLong {
        /// The longest passphrase that is taken, in bytes of UTF-8.
        limit: usize,
    },
    /// The words are on the list and the check over them does not hold.
    #[error("the {words} words do not fit together")]
    Checksum {
        /// The kind of seed, in words.
        kind: &'static str,
        /// The number of words.
        words: usize,
    },
    /// Three words stand for a number that four bytes cannot hold.
    #[error("words {first} to {} stand for no number", .first + 2)]
    Group {
        /// The position of the first of the three words, from 1.
        first: usize,
    },
    /// Thirteen words of a Monero list: a MyMonero seed, whose keys are made otherwise.
    #[error("these are 13 words of MyMonero")]
    MyMonero,
    /// Sixteen words of a BIP-0039 list: most likely a Polyseed.
    #[error("these are 16 words of Polyseed")]
    Polyseed,
    /// The aezeed was written by a newer version of the scheme.
    #[error("version {0} of aezeed is not known")]
    AezeedVersion(u8),
    /// The aezeed's own authentication does not hold: another passphrase.
    #[error("this is not the passphrase of the aezeed")]
    AezeedPassphrase,
    /// The parts of a Seed XOR have different lengths.
    #[error("part {part} has {words} words, the first has {first}")]
    XorLengths {
        /// The part, from 1.
        part: usize,
        /// Its number of words.
        words: usize,
        /// The number of words of the first part.
        first: usize,
    },
    /// The parts of a Seed XOR are words of two languages.
    #[error("part {part} is of another language than the first")]
    XorLanguages {
        /// The part, from 1.
        part: usize,
    },
    /// Seed XOR needs two parts at least.
    #[error("{0} parts, where Seed XOR has 2 to 16")]
    XorParts(usize),
    /// The same part was given twice, and would cancel itself out.
    #[error("parts {first} and {second} are the same words")]
    XorTwice {
        /// The first of the two, from 1.
        first: usize,
        /// The second of the two, from 1.
        second: usize,
    },
}
