//! The forms of TOML that a change can be written into: where a file that was written by hand has another, and on which line.

use super::LogbookError;
use super::document::place;
use std::ops::Range;
use toml_edit::{Document, Item, TableLike};

/// Lists of the logbook that are blocks.
const BLOCKS: [(&str, &str); 5] = [
    ("place", "[[place]], one block for each, with its lines below it"),
    ("wallet", "[[wallet]], one block for each, with its lines below it"),
    ("key", "[[key]], one block for each, with its lines below it"),
    ("archive", "[[archive]], one block for each, with its lines below it"),
    ("copy", "[[copy]], one block for each, with its lines below it"),
];

const DRILLS: &str = "drills = [{ on = 2026-11-22, how = \"read\", result = \"pass\" }], among the lines of its [[copy]]";

/// Why a change does not fit into a text that can be read: the first form that coldkeep does not write.
pub(super) fn misfit(text: &str) -> LogbookError {
    let Ok(parsed) = Document::parse(text) else { return LogbookError::CannotAdd };
    let top = parsed.as_table();
    let found = |(key, wanted): (&'static str, &'static str)| {
        let span = span_of(top, key, |item| item.as_array_of_tables().is_none())?;
        Some(at(text, span, key, wanted))
    };
    let block = BLOCKS.into_iter().find_map(found);
    let copies = top.get("copy").and_then(Item::as_array_of_tables);
    let drills = || {
        let mut copies = copies.into_iter().flat_map(|tables| tables.iter());
        copies.find_map(|copy| {
            let span = span_of(copy, "drills", |item| item.as_array().is_none())?;
            Some(at(text, span, "drills", DRILLS))
        })
    };
    block.or_else(drills).unwrap_or(LogbookError::CannotAdd)
}

/// Where the value of a key stands, when it has a form that is none of ours.
fn span_of(table: &dyn TableLike, key: &str, odd: fn(&Item) -> bool) -> Option<Range<usize>> {
    let item = table.get(key).filter(|item| odd(item))?;
    // A list of blocks has no place of its own: its first one has.
    let first = item.as_array_of_tables().and_then(|blocks| blocks.get(0)?.span());
    first.or_else(|| item.span())
}

fn at(text: &str, span: Range<usize>, key: &'static str, wanted: &'static str) -> LogbookError {
    LogbookError::Form { line: place(text, span.start).0, key, wanted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_form_that_cannot_be_changed_is_named_with_its_line() {
        let of = |text: &str| match misfit(text) {
            LogbookError::Form { line, key, .. } => Some((line, key)),
            _ => None,
        };
        assert_eq!(of("format = 1\nplace = []\ncopy = []\n"), Some((2, "place")));
        assert_eq!(of("format = 1\n[[place]]\nname = \"desk\"\n[[copy]]\nid = \"a\"\n"), None);
        let blocks = "format = 1\n[[copy]]\nid = \"a\"\n[[copy.drills]]\non = 2026-11-22\n";
        assert_eq!(of(blocks), Some((4, "drills")));
        assert_eq!(of("format = 1\n[[copy]]\nid = \"a\"\ndrills = [{ on = 2026-11-22 }]\n"), None);
    }
}
