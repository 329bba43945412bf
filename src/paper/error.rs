//! Why sheets could not be drawn.

/// Why a sheet could not be drawn; names the field, never its content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// A text given by the owner is wider than its place.
    #[error(
        "{field} is too long for its place on the {sheet}: {width_mm} mm, room for {room_mm} mm"
    )]
    TooWide {
        /// The field.
        field: &'static str,
        /// The sheet.
        sheet: &'static str,
        /// The width of the text, in whole millimetres.
        width_mm: u32,
        /// The room, in whole millimetres.
        room_mm: u32,
    },
    /// A text given by the owner has a character that the printed fonts lack.
    #[error("{field} has a character that the printed fonts lack, at position {position}")]
    Character {
        /// The field.
        field: &'static str,
        /// The character's position, from 1.
        position: usize,
    },
    /// The words of a sheet are not a number that it has room for.
    #[error("a {sheet} has no room for {words} words")]
    WordCount {
        /// The sheet.
        sheet: &'static str,
        /// How many words there are.
        words: usize,
    },
    /// A code would be larger than version 25.
    #[error("{bytes} bytes do not fit into one code of version 25")]
    CodeTooLarge {
        /// The payload's length.
        bytes: usize,
    },
    /// A payload has characters that its code's mode cannot hold.
    #[error("the text of a code has characters that its kind of code cannot hold")]
    CodeMode,
    /// An armor needs more pages of codes than a paper backup should have.
    #[error("the codes would need {pages} pages; four are the most")]
    TooBig {
        /// The pages of codes it would take.
        pages: usize,
    },
    /// The owner's words need more pages than anybody reads.
    #[error("the {sheet} would need {pages} pages; {most} are the most")]
    TooLong {
        /// The sheet.
        sheet: &'static str,
        /// The pages it would take.
        pages: usize,
        /// The most that are printed.
        most: usize,
    },
    /// A form with a number of squares that no SeedQR has.
    #[error("there is no SeedQR with {squares} squares a side")]
    Grid {
        /// Squares a side.
        squares: u8,
    },
    /// Copies or the first copy's letter are out of range.
    #[error("copies are lettered A to Z")]
    Copies,
    /// The PDF could not be written.
    #[error("the PDF could not be written")]
    Pdf,
}
