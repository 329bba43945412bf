//! Words as they stand on a sheet: rows of four, each with its check behind it.

use super::rows::{ROW, RowCheck};
use crate::secret::{SecretBuffer, SecretText};
use crate::seed::{Language, wordlist};

/// Words in rows, apart from their checks.
pub struct RowsOfPaper {
    /// The words, unreadable ones as `?`, without numbers and checks.
    pub words: SecretText,
    /// The check of each row, where one stands.
    pub checks: Vec<Option<RowCheck>>,
}

/// Takes rows and their checks apart: a row a line, four words each and fewer in the last, numbered or not, its check
/// behind it (`?` for one that cannot be read). `None` when the text is not of this form or has no check at all.
pub fn rows_of_paper(text: &SecretText) -> Option<RowsOfPaper> {
    let mut words = SecretBuffer::with_room(text.len() + 1);
    let mut checks = Vec::new();
    let mut ended = false;
    // exposed to: the search for rows
    for line in text.expose_secret().lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if ended {
            return None;
        }
        let mut row: Vec<&str> = Vec::with_capacity(2 * ROW + 1);
        row.extend(line.split([' ', '\t', '\u{3000}', ',']).filter(|part| !is_gap_or_number(part)));
        let last = *row.last()?;
        let is_check = row.len() > ROW || last.parse::<RowCheck>().is_ok() && !is_word(last);
        let check = match (is_check, last) {
            (true, "?" | "????") => None,
            (true, check) => Some(check.parse().ok()?),
            (false, _) => None,
        };
        row.truncate(row.len() - usize::from(is_check));
        if row.is_empty() || row.len() > ROW {
            return None;
        }
        ended = row.len() < ROW;
        for word in row {
            words.push_text(word).and_then(|()| words.push_text(" ")).ok()?;
        }
        checks.push(check);
    }
    checks.iter().any(Option::is_some).then_some(())?;
    Some(RowsOfPaper { words: words.into_text().ok()?, checks })
}

/// Nothing between two gaps, or the number of a word.
fn is_gap_or_number(part: &str) -> bool {
    let digits = part.trim_end_matches(['.', ')', ':']);
    part.is_empty() || (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_word(text: &str) -> bool {
    Language::ALL.into_iter().any(|language| wordlist::find(language, text).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Option<(String, usize)> {
        let rows = rows_of_paper(&SecretText::copied_from(text))?;
        // exposed to: the test
        let words = rows.words.expose_secret().trim().to_owned();
        Some((words, rows.checks.iter().flatten().count()))
    }

    #[test]
    fn rows_with_checks_are_taken_apart() {
        let text = "1 attack 2 ? 3 motion 4 avocado 8789\n# a remark\nnetwork gather crop fresh ?\n\npatrol unusual EED6";
        let words = "attack ? motion avocado network gather crop fresh patrol unusual";
        assert_eq!(rows(text), Some((words.to_owned(), 2)));
        // A word of the list may look like a check.
        assert_eq!(
            rows("a b c face face\nx y z fade"),
            Some(("a b c face x y z fade".to_owned(), 1))
        );
    }

    #[test]
    fn what_is_not_in_rows_is_left_as_it_is() {
        for text in [
            "attack pizza motion avocado network gather crop fresh",
            "attack pizza motion avocado\nnetwork gather crop fresh",
            "attack pizza 8789\nmotion avocado network gather crop",
            "attack pizza motion avocado network gather crop fresh 8789",
            "",
        ] {
            assert_eq!(rows(text), None, "{text}");
        }
    }
}
