//! What is wrong with typed lines and with pages, as the person reads it.

use super::{Exit, Failure, positions};
use crate::paper::PaperError;
use crate::sheet::SheetError;

impl From<SheetError> for Failure {
    fn from(error: SheetError) -> Self {
        let what = error.to_string();
        match error {
            SheetError::LineCheck { line, paper_says, gives } => Self::error("line-check", Exit::Invalid, format!("line {line} does not match its check"))
                .why(format!("the paper says {paper_says}; what you typed gives {gives}."))
                .next(format!("look for 0 and O, 1 and l and I, 5 and S, 8 and B, 2 and Z. Type line {line} again."))
                .field("line", line),
            SheetError::LineMissing { line } => Self::error("part-missing", Exit::NotEnough, format!("line {line} is missing"))
                .next(format!("type line {line}. The others are fine: nothing has to be repeated."))
                .field("line", line),
            SheetError::LineTwice { line } => Self::error("line-twice", Exit::Invalid, what).next("one of the two is another sheet's").field("line", line),
            SheetError::LineForm { position } => Self::error("line-form", Exit::Invalid, what)
                .next("NUMBER TEXT CHECK, as printed; gaps do not matter")
                .field("position", position),
            SheetError::Mark { word } => Self::error("plate-marks", Exit::Invalid, what)
                .why("a place was read twice or not at all, or the plate is of another kind. Numbers of words go from 1 to 2048.")
                .next(format!("look at word {word} on the plate again; ? stands for a word that cannot be read"))
                .field("word", word),
            SheetError::PieceMissing { have } => Self::error("part-missing", Exit::NotEnough, what)
                .why("the encrypted text is spread over several codes, numbered on the page.")
                .next("photograph the missing code too, and name the pictures in the order of the codes")
                .field("have", have),
            SheetError::CodesMissing { missing, of, needs, set } => {
                let what = format!("{} of {of} missing in the set {set}", positions("code", &missing));
                Self::error("part-missing", Exit::NotEnough, what)
                    .why("the encrypted text is spread over several codes, numbered on the page.")
                    .next(format!("photograph {} more of them, or of P1 and so on; the order does not matter", needs))
                    .next("or type the printed lines: coldkeep scan --type")
                    .field("missing", missing)
                    .field("set", set)
            }
            SheetError::SetDiffers { set } => Self::error("set-differs", Exit::Invalid, what)
                .why("one of the codes is of another sheet, or was made by something else.")
                .next("coldkeep scan FILE --all      lists the codes; or type the printed lines: coldkeep scan --type")
                .field("set", set),
            SheetError::ParityForm => Self::error("parity-form", Exit::Invalid, what)
                .why("the codes that are numbered without a P are enough when all of them can be read.")
                .next("is this the newest coldkeep? Otherwise name pictures without that code"),
            SheetError::SetsMixed { .. } => Self::error("sets-mixed", Exit::Invalid, what)
                .why("codes of different sheets look alike; only a sheet's code P1 tells which are its own.")
                .next("name the pictures of one sheet at a time, or photograph code P1 of each too"),
            SheetError::TooLong { .. } => Self::error("too-large", Exit::Invalid, what).next("is it the right file?"),
            SheetError::Empty => Self::error("input-missing", Exit::Usage, "no line was given").next("type the lines of the sheet, one after the other"),
        }
    }
}

impl From<PaperError> for Failure {
    fn from(error: PaperError) -> Self {
        let what = error.to_string();
        match error {
            PaperError::TooBig { pages } => Self::error(
                "too-big-for-paper",
                Exit::Refused,
                format!("this needs {pages} pages of codes; four are the most"),
            )
            .why("paper holds about 12 KB safely. A wallet file also changes; a seed does not.")
            .next("put its key on paper and the file elsewhere:")
            .next("coldkeep encrypt FILE -p -r age1… -o FILE.age")
            .next("coldkeep print encrypted FILE.key.age -o sheet.pdf")
            .field("pages", pages),
            PaperError::TooLong { .. } => Self::error("letter-too-long", Exit::Invalid, what)
                .why("nobody reads that much in such a week.")
                .next("shorten answers 7 and 9, or the sentences of your own below [text]"),
            PaperError::TooWide { .. } | PaperError::Character { .. } => {
                Self::error("does-not-fit", Exit::Usage, what)
                    .next("a shorter text, in Latin letters")
            }
            PaperError::WordCount { words, .. } => Self::error("does-not-fit", Exit::Usage, what)
                .next("--card half, or a whole page for each: --card page")
                .field("words", words),
            PaperError::Copies | PaperError::Grid { .. } => {
                Self::error("usage", Exit::Usage, what).next("coldkeep help print")
            }
            PaperError::CodeTooLarge { .. } | PaperError::CodeMode | PaperError::Pdf => {
                Self::error("page-not-good", Exit::Failed, what)
                    .why("this is a fault of the program; nothing was printed or written.")
            }
        }
    }
}
