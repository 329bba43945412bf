//! Why no candidates are looked for; counts only.

/// Why no candidates are looked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RepairError {
    /// Neither this number of words nor one more makes a mnemonic, or one is left out and others are
    /// missing as well.
    #[error("{0} words: neither they nor one word more are a mnemonic that can be repaired")]
    WordCount(usize),
    /// There are more row checks than rows of four words.
    #[error("{have} row checks, where the words have {rows} rows")]
    RowChecks {
        /// The checks that were given.
        have: usize,
        /// The rows that the words have.
        rows: usize,
    },
    /// Too many words are missing for what is known beside them.
    #[error("{possibilities} possibilities, where {most} are tried")]
    TooMany {
        /// The possibilities, `u64::MAX` when they are more than that.
        possibilities: u64,
        /// The possibilities that are tried with what is known.
        most: u64,
    },
}
