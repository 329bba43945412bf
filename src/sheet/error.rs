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
    /// Nothing was typed.
    #[error("there are no lines")]
    Empty,
    /// An armor is spread over several codes, and its first or last is not there.
    #[error("a piece is missing: {have} were read")]
    PieceMissing {
        /// How many pieces were read.
        have: usize,
    },
}
