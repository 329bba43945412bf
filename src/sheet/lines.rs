//! Text as numbered lines of up to 64 characters, each with its check, and the way back from typing.
//!
//! On paper a line is printed in groups of eight. The gaps are space on paper only: the check is made
//! over the line without them. Lines keep their own breaks, so an age armor is typed as it stands.

use super::SheetError;
use super::check::{CHECK_DIGITS, line_check};
use crate::secret::{SecretBuffer, SecretText};

/// The most characters in one printed line.
pub const LINE_CHARACTERS: usize = 64;

/// The characters between two gaps.
pub const GROUP_CHARACTERS: usize = 8;

/// The most text that is read from typing, in bytes; four pages of codes hold less.
pub const TYPED_LIMIT: usize = 64 * 1024;

/// One line as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The number in front, from 1.
    pub number: usize,
    /// The text without gaps, at most 64 characters.
    pub text: String,
    /// Four hex digits of the text's SHA-256.
    pub check: String,
}

impl Line {
    /// Gives the text with a gap after every eighth character, or as it is when it has spaces.
    pub fn grouped(&self) -> String {
        if self.text.contains(' ') {
            return self.text.clone();
        }
        let characters: Vec<char> = self.text.chars().collect();
        let groups = characters.chunks(GROUP_CHARACTERS).map(|group| group.iter().collect());
        groups.collect::<Vec<String>>().join(" ")
    }
}

/// Cuts public text (an armor, a descriptor) into numbered lines with checks.
pub fn encode(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    for broken in text.lines() {
        let characters: Vec<char> = broken.chars().collect();
        for part in characters.chunks(LINE_CHARACTERS) {
            let text: String = part.iter().collect();
            let check = line_check(&text);
            lines.push(Line { number: lines.len() + 1, text, check });
        }
    }
    lines
}

/// Puts typed lines (`number text check`, gaps allowed, any order) back together, one break a line.
///
/// Lines that start with `#` are passed over. A line whose text has spaces of its own (the armor's
/// first and last) is tried as typed and without its gaps.
///
/// # Errors
/// [`SheetError`] with the number of the line that is wrong, missing or there twice.
pub fn parse(typed: &SecretText) -> Result<SecretText, SheetError> {
    if typed.len() > TYPED_LIMIT {
        return Err(SheetError::TooLong { limit: TYPED_LIMIT });
    }
    let mut found: Vec<(usize, SecretText)> = Vec::new();
    // exposed to: the parser of one line
    for (position, line) in typed.expose_secret().lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        found.push(parse_line(line, position + 1)?);
    }
    join(found, typed.len())
}

/// Reads one typed line: its number and its text without gaps.
///
/// # Errors
/// [`SheetError::LineForm`] or [`SheetError::LineCheck`]; `position` counts typed lines from 1.
pub fn parse_line(line: &str, position: usize) -> Result<(usize, SecretText), SheetError> {
    let form = SheetError::LineForm { position };
    let (number, rest) = line.split_once(char::is_whitespace).ok_or(form.clone())?;
    let number =
        number.trim_end_matches(['.', ')', ':']).parse::<usize>().map_err(|_| form.clone())?;
    let (text, check) = rest.trim().rsplit_once(char::is_whitespace).ok_or(form.clone())?;
    if check.len() != CHECK_DIGITS || !check.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(form);
    }
    let check = check.to_ascii_lowercase();
    let as_typed = SecretText::copied_from(text.trim());
    let gapless = without_gaps(text);
    // exposed to: SHA-256
    let gives = line_check(gapless.expose_secret());
    if gives == check {
        return Ok((number, gapless));
    }
    // exposed to: SHA-256
    if line_check(as_typed.expose_secret()) == check {
        return Ok((number, as_typed));
    }
    Err(SheetError::LineCheck { line: number, paper_says: check, gives })
}

fn without_gaps(text: &str) -> SecretText {
    let mut kept = SecretBuffer::with_room(text.len());
    for group in text.split_whitespace() {
        kept.push_text(group).expect("no longer than what was typed");
    }
    kept.into_text().expect("parts of text are text")
}

fn join(mut found: Vec<(usize, SecretText)>, room: usize) -> Result<SecretText, SheetError> {
    found.sort_by_key(|(number, _)| *number);
    let mut joined = SecretBuffer::with_room(room + found.len());
    let mut last: Option<&(usize, SecretText)> = None;
    for entry in &found {
        let expected = last.map_or(1, |(number, _)| number + 1);
        match last {
            Some((number, text)) if *number == entry.0 => {
                if text.same_as(&entry.1) {
                    continue;
                }
                return Err(SheetError::LineTwice { line: entry.0 });
            }
            _ if entry.0 != expected => return Err(SheetError::LineMissing { line: expected }),
            _ => {}
        }
        // exposed to: the joined text
        joined.push_text(entry.1.expose_secret()).expect("room for every line");
        joined.push_text("\n").expect("room for every break");
        last = Some(entry);
    }
    if joined.is_empty() {
        return Err(SheetError::Empty);
    }
    Ok(joined.into_text().expect("lines are text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARMOR: &str = "-----BEGIN AGE ENCRYPTED FILE-----\n\
        YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCA5aVo0QUJDREVGR0hJSktM\n\
        bW5vcA==\n-----END AGE ENCRYPTED FILE-----\n";

    fn as_printed(text: &str) -> Vec<String> {
        let lines = encode(text);
        lines.iter().map(|l| format!("{:>3}  {}  {}", l.number, l.grouped(), l.check)).collect()
    }

    fn typed(lines: &[String]) -> Result<String, SheetError> {
        // exposed to: the assertion
        parse(&SecretText::copied_from(&lines.join("\n"))).map(|t| t.expose_secret().to_owned())
    }

    #[test]
    fn what_is_printed_is_read_back_exactly() {
        assert_eq!(typed(&as_printed(ARMOR)), Ok(ARMOR.to_owned()));
    }

    #[test]
    fn lines_may_be_typed_in_any_order_and_twice() {
        let mut lines = as_printed(ARMOR);
        lines.reverse();
        lines.push(lines[1].clone());
        assert_eq!(typed(&lines), Ok(ARMOR.to_owned()));
    }

    #[test]
    fn a_wrong_letter_is_named_with_its_line_and_both_checks() {
        let mut lines = as_printed(ARMOR);
        lines[1] = lines[1].replacen("YWdl", "YWd1", 1);
        let says = encode(ARMOR)[1].check.clone();
        match typed(&lines) {
            Err(SheetError::LineCheck { line: 2, paper_says, gives }) => {
                assert_eq!(paper_says, says);
                assert_ne!(gives, says);
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_missing_line_is_named() {
        let mut lines = as_printed(ARMOR);
        lines.remove(2);
        assert_eq!(typed(&lines), Err(SheetError::LineMissing { line: 3 }));
    }

    #[test]
    fn a_line_without_number_or_check_is_refused_by_position() {
        let lines = ["1 abc".to_owned()];
        assert_eq!(typed(&lines), Err(SheetError::LineForm { position: 1 }));
        assert_eq!(typed(&["".to_owned()]), Err(SheetError::Empty));
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(text in "(?s).{0,400}") {
            let _ = parse(&SecretText::copied_from(&text));
        }

        #[test]
        fn any_text_without_spaces_survives_the_paper(text in "([!-~]{1,200}\n){1,6}") {
            let cut: String = encode(&text).iter().map(|line| line.text.clone() + "\n").collect();
            proptest::prop_assert_eq!(typed(&as_printed(&text)), Ok(cut));
        }
    }

    #[test]
    fn long_lines_are_cut_at_64_characters() {
        let lines = encode(&"a".repeat(130));
        assert_eq!(lines.iter().map(|l| l.text.len()).collect::<Vec<_>>(), [64, 64, 2]);
    }
}
