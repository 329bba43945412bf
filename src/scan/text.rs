//! What the text of a printed page holds: rows of words and typed lines, each with its check.
//!
//! Only what carries its own check is taken. Other print on the same line (a second column) is
//! passed over: a row or a line is looked for at every position.

use crate::secret::{SecretBuffer, SecretText};
use crate::sheet::SheetError;
use crate::sheet::check::{self, CHECK_DIGITS, ROW_WORDS};
use crate::sheet::lines;

/// Words of one grid, as they are numbered on the page.
pub struct WordGrid {
    /// The words of the rows that were found, in order, joined by single spaces.
    pub words: SecretText,
    /// How many words there are.
    pub count: usize,
    /// Rows (from 1) whose check does not fit their words.
    pub wrong_rows: Vec<usize>,
    /// Rows (from 1) that are missing before the last one that was found.
    pub missing_rows: Vec<usize>,
}

impl WordGrid {
    /// Whether no row is wrong or missing.
    pub fn is_whole(&self) -> bool {
        self.wrong_rows.is_empty() && self.missing_rows.is_empty()
    }
}

/// A row as it stands on the page.
struct Row<'a> {
    /// From 0.
    number: usize,
    words: [&'a str; ROW_WORDS],
    count: usize,
    check_fits: bool,
}

/// Finds grids of words: rows of `number word` pairs, four a row, each followed by its check. A row
/// that starts at 1 again starts another grid. Of grids beside each other the first row of a line goes on with the first.
pub fn word_grids(page: &SecretText) -> Vec<WordGrid> {
    let mut grids: Vec<Vec<Row<'_>>> = Vec::new();
    // Which grid each row of a line goes on with.
    let mut beside: Vec<usize> = Vec::new();
    // exposed to: the search for rows
    for line in page.expose_secret().lines() {
        let rows = tokens(line).filter_map(|at| row_at(&line[at..]));
        for (column, row) in rows.enumerate() {
            let open = beside.get(column).map(|at| &mut grids[*at]);
            match open.filter(|grid| !grid.iter().any(|known| known.number == row.number)) {
                Some(grid) => grid.push(row),
                None => {
                    beside.truncate(column);
                    beside.push(grids.len());
                    grids.push(vec![row]);
                }
            }
        }
    }
    grids.into_iter().map(grid).collect()
}

/// Where the words of a line start.
fn tokens(line: &str) -> impl Iterator<Item = usize> + '_ {
    line.split_whitespace().map(|token| token.as_ptr() as usize - line.as_ptr() as usize)
}

/// Reads `1 attack 2 pizza 3 motion 4 avocado 8789` from the start of the text.
fn row_at(text: &str) -> Option<Row<'_>> {
    let mut tokens = text.split_whitespace().peekable();
    let first = number(tokens.peek()?)?;
    if first % ROW_WORDS != 1 {
        return None;
    }
    let mut words = [""; ROW_WORDS];
    let mut count = 0;
    while count < ROW_WORDS {
        if tokens.peek().and_then(|token| number(token)) != Some(first + count) {
            break;
        }
        tokens.next();
        words[count] = tokens.next().filter(|word| like_a_word(word))?;
        count += 1;
    }
    let printed = tokens.next().filter(|token| like_a_check(token))?;
    let row = check::rows(&words[..count]).pop()?;
    // exposed to: the comparison with the printed check
    let check_fits = check::row_check(&row).expose_secret().eq_ignore_ascii_case(printed);
    Some(Row { number: first / ROW_WORDS, words, count, check_fits })
}

/// A number from 1 to 99 as it is printed; a check such as `0012` is none.
fn number(token: &str) -> Option<usize> {
    let plain = token.len() <= 2 && !token.starts_with('0');
    token.parse().ok().filter(|_| plain && token.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The lists of seeds and shares hold words of one sign (Chinese) to sixteen letters (Monero, Dutch), the first of them
/// in capitals at most (Monero, German).
fn like_a_word(token: &str) -> bool {
    (1..=16).contains(&token.chars().count())
        && token.chars().all(char::is_alphabetic)
        && !token.chars().skip(1).any(char::is_uppercase)
}

fn like_a_check(token: &str) -> bool {
    token.len() == CHECK_DIGITS && token.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn grid(mut rows: Vec<Row<'_>>) -> WordGrid {
    rows.sort_by_key(|row| row.number);
    let room = rows.iter().flat_map(|row| row.words).map(|word| word.len() + 1).sum();
    let mut words = SecretBuffer::with_room(room);
    let mut count = 0;
    for word in rows.iter().flat_map(|row| &row.words[..row.count]) {
        if count > 0 {
            words.push(b" ").expect("room for every word and a space");
        }
        words.push_text(word).expect("room for every word and a space");
        count += 1;
    }
    let last = rows.last().map_or(0, |row| row.number);
    let is_there = |number: &usize| rows.iter().any(|row| row.number == *number);
    WordGrid {
        words: words.into_text().expect("words are text"),
        count,
        wrong_rows: rows.iter().filter(|row| !row.check_fits).map(|row| row.number + 1).collect(),
        missing_rows: (0..last).filter(|row| !is_there(row)).map(|row| row + 1).collect(),
    }
}

/// Finds typed lines (`number text check`) on the pages of a document and puts them together; a line with the
/// number 1 starts another text. `None` when no line has a check that fits.
///
/// # Errors
/// [`SheetError`] with the number of the line that is wrong or missing.
pub fn typed_lines(pages: &[SecretText]) -> Option<Result<Vec<SecretText>, SheetError>> {
    let mut texts: Vec<SecretBuffer> = Vec::new();
    let (mut next, mut right) = (1, false);
    for (at, page) in pages.iter().enumerate() {
        let room = pages[at..].iter().map(|page| page.len() + 1).sum();
        // exposed to: the search for lines
        for line in page.expose_secret().lines() {
            let Some((text, number, fits)) = typed_line(line, next) else { continue };
            if texts.is_empty() || (number == 1 && next > 1) {
                texts.push(SecretBuffer::with_room(room));
            }
            right |= fits;
            let found = texts.last_mut().expect("one was started");
            found.push_text(text).expect("parts of the pages fit where the pages fit");
            found.push(b"\n").expect("each page has room for one more");
            next = number + 1;
        }
    }
    let parsed = |text: SecretBuffer| lines::parse(&text.into_text().expect("parts of text"));
    right.then(|| texts.into_iter().map(parsed).collect())
}

/// The part of a line that is a typed line, its number, and whether its check fits. Without a check
/// that fits, the line must have the number that is expected next and end like one.
fn typed_line(line: &str, next: usize) -> Option<(&str, usize, bool)> {
    for start in tokens(line) {
        let rest = &line[start..];
        let Some(number) = rest.split_whitespace().next().and_then(|t| t.parse::<usize>().ok())
        else {
            continue;
        };
        for token in rest.split_whitespace().skip(2).filter(|token| like_a_check(token)) {
            let end = token.as_ptr() as usize - rest.as_ptr() as usize + token.len();
            if lines::parse_line(&rest[..end], 1).is_ok() {
                return Some((&rest[..end], number, true));
            }
        }
    }
    let mut tokens = line.split_whitespace();
    let starts = tokens.next().and_then(|token| token.parse::<usize>().ok()) == Some(next);
    let ends = tokens.clone().count() >= 2 && tokens.next_back().is_some_and(like_a_check);
    let grouped = line.split_whitespace().skip(1).all(|token| token.len() <= 8);
    (starts && ends && grouped).then_some((line.trim(), next, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "24 WORDS, IN THIS ORDER\n\
        1 attack 2 pizza 3 motion 4 avocado 8789 1 Offline device\n\
        5 network 6 gather 7 crop 8 fresh a665\n\
        2 Type the words. 9 patrol 10 unusual 11 wild 12 holiday eed6\n";

    #[test]
    fn rows_are_found_beside_other_print() {
        let grids = word_grids(&SecretText::copied_from(PAGE));
        assert_eq!(grids.len(), 1);
        assert!(grids[0].is_whole());
        assert_eq!(grids[0].count, 12);
        // exposed to: the test
        assert!(grids[0].words.expose_secret().ends_with("unusual wild holiday"));
    }

    #[test]
    fn words_of_other_languages_are_words() {
        for words in [
            "ábaco abdomen abeja abierto",
            "Abakus Abart abbilden Abbruch",
            "あいこくしん あいさつ あいだ あおぞら",
            "的 一 是 在",
        ] {
            let mark = check::row_check(&SecretText::copied_from(words));
            let mut line = String::new();
            for (at, word) in words.split(' ').enumerate() {
                line += &format!("{} {word} ", at + 1);
            }
            // exposed to: the test
            line += mark.expose_secret();
            let grids = word_grids(&SecretText::copied_from(&line));
            assert_eq!((grids.len(), grids[0].is_whole()), (1, true), "{words}");
            // exposed to: the test
            assert_eq!(grids[0].words.expose_secret(), words);
        }
        let no_words = ["ATTACK", "1st", "", "abandonmentlikely"];
        assert!(no_words.iter().all(|token| !like_a_word(token)));
    }

    #[test]
    fn grids_beside_each_other_stay_apart() {
        let row = |first: usize, words: &str| {
            let mark = check::row_check(&SecretText::copied_from(words));
            let numbered = words.split(' ').zip(first..).map(|(word, at)| format!("{at} {word}"));
            // exposed to: the test
            format!("{} {}", numbered.collect::<Vec<_>>().join(" "), mark.expose_secret())
        };
        let text = format!(
            "{} {}\n{} {}\n{}\n{}\n",
            row(1, "attack pizza motion avocado"),
            row(1, "cereal salon goddess expire"),
            row(5, "network gather crop fresh"),
            row(5, "theme error hybrid van"),
            row(1, "patrol unusual wild holiday"),
            row(5, "candy pony ranch winter"),
        );
        let grids = word_grids(&SecretText::copied_from(&text));
        // exposed to: the test
        let said: Vec<&str> = grids.iter().map(|grid| grid.words.expose_secret()).collect();
        let left = "attack pizza motion avocado network gather crop fresh";
        let right = "cereal salon goddess expire theme error hybrid van";
        let below = "patrol unusual wild holiday candy pony ranch winter";
        assert_eq!(said, [left, right, below]);
        assert!(grids.iter().all(WordGrid::is_whole));
    }

    #[test]
    fn a_wrong_and_a_missing_row_are_named() {
        let wrong = PAGE.replace("gather", "gasp");
        let grids = word_grids(&SecretText::copied_from(&wrong));
        assert_eq!((&grids[0].wrong_rows[..], &grids[0].missing_rows[..]), (&[2][..], &[][..]));
        let short = PAGE.replace("5 network", "network");
        let grids = word_grids(&SecretText::copied_from(&short));
        assert_eq!((&grids[0].wrong_rows[..], &grids[0].missing_rows[..]), (&[][..], &[2][..]));
    }

    fn printed(text: &str) -> String {
        let line =
            |line: &lines::Line| format!("{} {} {}\n", line.number, line.grouped(), line.check);
        lines::encode(text).iter().map(line).collect()
    }

    const ARMOR: &str = "-----BEGIN AGE ENCRYPTED FILE-----\n\
        YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCA5aVo0QUJDREVGR0hJSktM\n\
        -----END AGE ENCRYPTED FILE-----\n";

    fn found(pages: &[String]) -> Option<Result<Vec<String>, SheetError>> {
        let pages: Vec<SecretText> = pages.iter().map(|p| SecretText::copied_from(p)).collect();
        // exposed to: the test
        let shown =
            |texts: Vec<SecretText>| texts.iter().map(|t| t.expose_secret().to_owned()).collect();
        typed_lines(&pages).map(|texts| texts.map(shown))
    }

    #[test]
    fn typed_lines_are_found_among_other_print_and_over_two_pages() {
        let all = printed(ARMOR);
        let (first, second) = all.split_at(all.find("2 YWdl").unwrap());
        let pages = [format!("1 Scan the code.\n2 Save it.\n{first}"), format!("page 2\n{second}")];
        assert_eq!(found(&pages), Some(Ok(vec![ARMOR.to_owned()])));
        let twice = [all.clone(), format!("another sheet\n{all}")];
        assert_eq!(found(&twice), Some(Ok(vec![ARMOR.to_owned(); 2])));
    }

    #[test]
    fn a_changed_letter_is_named_by_its_line_and_plain_print_holds_no_lines() {
        let changed = printed(ARMOR).replace("YWdl", "YWd1");
        assert!(matches!(found(&[changed]), Some(Err(SheetError::LineCheck { line: 2, .. }))));
        assert_eq!(found(&[PAGE.to_owned()]), None);
    }
}
