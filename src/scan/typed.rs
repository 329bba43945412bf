//! Lines typed from a page, each checked as it is entered.

use crate::secret::{SecretBuffer, SecretText};
use crate::sheet::SheetError;
use crate::sheet::lines::{self, TYPED_LIMIT};

/// Lines that were typed so far.
#[derive(Default)]
pub struct TypedLines {
    lines: Vec<(usize, SecretText)>,
    bytes: usize,
}

impl TypedLines {
    /// Starts with nothing typed.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many different lines are there.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether nothing was typed yet.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The number of the first line that is not there yet, from 1.
    pub fn next_number(&self) -> usize {
        let there = |number: &usize| self.lines.iter().any(|(known, _)| known == number);
        (1..).find(|number| !there(number)).unwrap_or(1)
    }

    /// Takes one line as it stands on the page (`number text check`, gaps allowed) and gives its
    /// number. Without a number in front it is taken as the next line.
    ///
    /// # Errors
    /// [`SheetError::LineCheck`] with the line, the check on paper and the check that what was typed
    /// gives; [`SheetError::LineForm`] when number or check is missing; [`SheetError::LineTwice`]
    /// when the line is there with another text; [`SheetError::TooLong`] beyond 64 KiB in all.
    pub fn add(&mut self, typed: &SecretText) -> Result<usize, SheetError> {
        self.bytes = self.bytes.saturating_add(typed.len() + 8);
        if self.bytes > TYPED_LIMIT {
            return Err(SheetError::TooLong { limit: TYPED_LIMIT });
        }
        let next = self.next_number();
        let numbered = with_number(typed, next);
        // exposed to: the parser of one line
        let (number, text) = lines::parse_line(numbered.expose_secret().trim(), next)?;
        match self.lines.iter().find(|(known, _)| *known == number) {
            Some((_, known)) if !known.same_as(&text) => {
                return Err(SheetError::LineTwice { line: number });
            }
            Some(_) => {}
            None => self.lines.push((number, text)),
        }
        Ok(number)
    }

    /// Puts the lines together, one break a line.
    ///
    /// # Errors
    /// [`SheetError::LineMissing`] with the first line that was not typed; [`SheetError::Empty`].
    pub fn finish(mut self) -> Result<SecretText, SheetError> {
        self.lines.sort_by_key(|(number, _)| *number);
        let mut text = SecretBuffer::with_room(self.bytes);
        for (position, (number, line)) in self.lines.iter().enumerate() {
            if *number != position + 1 {
                return Err(SheetError::LineMissing { line: position + 1 });
            }
            // exposed to: the text that the lines make
            text.push_text(line.expose_secret()).expect("no longer than what was typed");
            text.push(b"\n").expect("room was counted for every break");
        }
        if text.is_empty() {
            return Err(SheetError::Empty);
        }
        Ok(text.into_text().expect("lines are text"))
    }
}

/// Puts a number in front of a line that has none.
fn with_number(typed: &SecretText, next: usize) -> SecretText {
    // exposed to: the search for a number
    let line = typed.expose_secret().trim();
    let first = line.split_whitespace().next().unwrap_or_default();
    let digits = first.trim_end_matches(['.', ')', ':']);
    let numbered =
        !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if numbered {
        return SecretText::copied_from(line);
    }
    let number = next.to_string();
    let mut whole = SecretBuffer::with_room(number.len() + 1 + line.len());
    for part in [&number, " ", line] {
        whole.push_text(part).expect("room was set aside for all parts");
    }
    whole.into_text().expect("parts of text are text")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCA5aVo0QUJDREVGR0hJSktM\nbW5vcA==\n";

    fn add(to: &mut TypedLines, line: &str) -> Result<usize, SheetError> {
        to.add(&SecretText::copied_from(line))
    }

    #[test]
    fn lines_are_checked_one_by_one_and_put_together() {
        let printed = lines::encode(TEXT);
        let mut typed = TypedLines::new();
        let second = format!("2  {}  {}", printed[1].grouped(), printed[1].check);
        assert_eq!(add(&mut typed, &second), Ok(2));
        assert_eq!(typed.next_number(), 1);
        let first = format!("{} {}", printed[0].grouped(), printed[0].check.to_uppercase());
        assert_eq!(add(&mut typed, &first), Ok(1));
        // exposed to: the test
        assert_eq!(typed.finish().unwrap().expose_secret(), TEXT);
    }

    #[test]
    fn a_slip_is_named_with_both_checks_and_nothing_of_it_is_kept() {
        let printed = lines::encode(TEXT);
        let mut typed = TypedLines::new();
        let slip = format!("1 {} {}", printed[0].grouped().replace('0', "O"), printed[0].check);
        match add(&mut typed, &slip) {
            Err(SheetError::LineCheck { line: 1, paper_says, gives }) => {
                assert_eq!(paper_says, printed[0].check);
                assert_ne!(gives, paper_says);
            }
            other => panic!("{other:?}"),
        }
        assert!(typed.is_empty());
    }

    #[test]
    fn a_line_that_was_left_out_is_named() {
        let printed = lines::encode(TEXT);
        let mut typed = TypedLines::new();
        add(&mut typed, &format!("2 {} {}", printed[1].text, printed[1].check)).unwrap();
        assert_eq!(typed.finish().err(), Some(SheetError::LineMissing { line: 1 }));
    }
}
