//! Says why a file of the home cannot be used: the line and what was expected there, never the text found.

/// What can be wrong with a file of the home, or with a change to it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LogbookError {
    /// The name of a wallet cannot be the name of a file on every system.
    #[error(
        "a wallet's name has 1 to 32 letters, digits, - and _, and begins with a letter or digit"
    )]
    Name,
    /// The text is not TOML.
    #[error("line {line}, column {column}: this is not TOML")]
    Syntax {
        /// The line, counted from 1.
        line: usize,
        /// The column, counted from 1, in characters.
        column: usize,
    },
    /// A key stands twice, or a table twice.
    #[error("line {line}, column {column}: this key is there already")]
    Twice {
        /// The line, counted from 1.
        line: usize,
        /// The column, counted from 1, in characters.
        column: usize,
    },
    /// A value is of another kind, or out of its range.
    #[error("line {line}: {key} must be {wanted}")]
    Value {
        /// The line, counted from 1.
        line: usize,
        /// The key, as this program knows it.
        key: &'static str,
        /// What belongs there.
        wanted: &'static str,
    },
    /// A key that is needed is not there.
    #[error("line {line}: {key} is missing")]
    Missing {
        /// The line of the table in which it should be, counted from 1.
        line: usize,
        /// The key.
        key: &'static str,
    },
    /// The file was written by a later version, in a format of its own.
    #[error("the file has format {found}; this version of coldkeep reads format {known}")]
    Newer {
        /// The number in the file.
        found: i64,
        /// The number known here.
        known: i64,
    },
    /// The change cannot be written into the text as it stands.
    #[error("the file stands in a way in which the change cannot be added at its end")]
    CannotAdd,
    /// An entry or a list has another form of TOML than the change can be written into.
    #[error("line {line}: {key} stands in a form that coldkeep reads, and does not change")]
    Form {
        /// The line, counted from 1.
        line: usize,
        /// The key.
        key: &'static str,
        /// The form that is changed.
        wanted: &'static str,
    },
    /// All indexes of the branch were handed out (2^31 of them).
    #[error("no index is left")]
    NoneLeft,
    /// Another entry has that name.
    #[error("another entry of the logbook has that name")]
    Taken,
    /// There is no room for another entry.
    #[error("the logbook is full: it has room for {most} entries of one kind")]
    Full {
        /// The most entries of this kind.
        most: usize,
    },
    /// What a change names is not in the logbook.
    #[error("the logbook has no such {what}")]
    NotThere {
        /// What was looked for.
        what: &'static str,
    },
}
