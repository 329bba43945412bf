//! What can be wrong with a sheet or with lines typed from one.

/// Why a sheet or typed lines were refused; positions only, never the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// A typed line does not give the check printed beside it.
    #[error("line {line}: the paper says {paper_says}, the typed line gives {gives}")]
    LineCheck {
        /// The number printed before the line.
        line: usize,
        /// The check that was typed with the line.
        paper_says: String,
        /// The check of the line as typed.
        gives: String,
    },
    /// A number is missing between two typed lines.
    #[error("line {line} is missing")]
    LineMissing {
        /// The number of the first absent line.
        line: usize,
    },
    /// Two typed lines carry the same number.
    #[error("line {line} is there twice with different text")]
    LineTwice {
        /// The number they share.
        line: usize,
    },
    /// A typed line has neither the form `number text check` nor is it empty.
    #[error("typed line {position} has no number in front or no check at its end")]
    LineForm {
        /// The position in what was typed, from 1.
        position: usize,
    },
    /// More was typed than a paper can hold.
    #[error("the typed text is longer than {limit} bytes")]
    TooLong {
        /// The most that is read, in bytes.
        limit: usize,
    },
    /// The marks of a word, as they were typed from a plate, are those of no word.
    #[error("the marks of word {word} are those of no word")]
    Mark {
        /// The position of the word, from 1.
        word: usize,
    },
    /// Nothing was typed.
    #[error("there are no lines")]
    Empty,
    /// An armor is spread over several codes, and its first or last is not there.
    #[error("a piece is missing: {have} were read")]
    PieceMissing {
        /// How many pieces were read.
        have: usize,
    },
    /// More codes of a set are missing than its parity codes can replace.
    #[error("set {set}: {} of {of} codes are missing", missing.len())]
    CodesMissing {
        /// The numbers of the missing codes, from 1.
        missing: Vec<usize>,
        /// How many codes the armor has, parity codes not counted.
        of: usize,
        /// How many of the missing ones, or parity codes in their place, are needed.
        needs: usize,
        /// What names the set.
        set: String,
    },
    /// What a set's codes make is not the text that its parity codes name.
    #[error("set {set}: what its codes make is not the text that the set is named after")]
    SetDiffers {
        /// What names the set.
        set: String,
    },
    /// A parity code is not formed as one.
    #[error("a parity code is damaged or of a newer form")]
    ParityForm,
    /// Codes of several armors, which nothing tells apart.
    #[error("the codes belong to {sets} backups, and nothing tells which belong together")]
    SetsMixed {
        /// How many armors begin.
        sets: usize,
    },
}
