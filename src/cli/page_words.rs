//! The words on pages of paper, with what the page says about them: the part of a Seed XOR, another kind than BIP-39.

use super::{screens, xor};
use crate::scan::{self, WordGrid};
use crate::secret::SecretText;
use crate::sheet::SeedForm;

/// What stands on the sheets of the parts of a Seed XOR, in every language.
const PART_OF_XOR: &str = "SEED XOR";

/// The grids of words of a page; those of a part of a Seed XOR have a line above the words, as its file has, and those
/// of a seed that is not BIP-39 the line of its kind behind them, as the text inside an encrypted seed has.
pub(crate) fn grids(page: &SecretText) -> Vec<WordGrid> {
    let mut grids = scan::word_grids(page);
    let marks = marks_of_xor(page);
    let behind = match (marks.last(), other_kind(page)) {
        (None, Some(slug)) => format!("\n\nformat: {slug}\n"),
        (None, None) => return grids,
        (Some(_), _) => String::new(),
    };
    for (at, grid) in grids.iter_mut().enumerate() {
        let before = marks.get(at).or(marks.last()).map_or("", String::as_str);
        // exposed to: the same words with the line
        grid.words = screens::joined(&[before, grid.words.expose_secret(), &behind]);
    }
    grids
}

/// The kind of seed that the title of a page names, where it is not BIP-39.
fn other_kind(page: &SecretText) -> Option<&'static str> {
    // exposed to: a look for the name of the kind
    page.expose_secret().lines().find_map(SeedForm::named_in)
}

/// The lines that the files of parts have, for a page with `PART 1 of 3 · SEED XOR`, in any language: one for each part
/// that stands on it, in the order of their grids.
fn marks_of_xor(page: &SecretText) -> Vec<String> {
    // exposed to: a look for the name of the standard and the numbers before it
    let lines = page.expose_secret().lines();
    let titles = lines.flat_map(|line| {
        let parts = line.split(PART_OF_XOR);
        parts.take(line.matches(PART_OF_XOR).count())
    });
    let mark = |title: &str| {
        let numbers: Vec<usize> = title.split_whitespace().filter_map(|n| n.parse().ok()).collect();
        match numbers[..] {
            [.., nth, count] => xor::mark(nth, count),
            _ => "# Seed XOR\n".to_owned(),
        }
    };
    titles.map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(page: &str) -> Vec<String> {
        marks_of_xor(&SecretText::copied_from(page))
    }

    #[test]
    fn parts_above_and_beside_each_other_keep_their_numbers() {
        let below = "PART 1 of 2 · SEED XOR\nwords\nPART 2 of 2 · SEED XOR\nwords\n";
        let title = |nth: usize| format!("PART {nth} of 2 · SEED XOR ALL 2 PARTS ARE NEEDED");
        let beside = format!("{} {}\nwords words\n", title(1), title(2));
        let both = [xor::mark(1, 2), xor::mark(2, 2)];
        assert_eq!(marks(below), both);
        assert_eq!(marks(&beside), both);
        assert!(marks("SHARE 1 of 2\nwords\n").is_empty());
    }
}
