//! Reads TOML with the line of everything that is wrong; keys that are not asked for are left alone, and told where they
//! are nearly one that is.

use super::LogbookError;
use super::answers::Said;
use super::near::{Near, distance};
use std::cell::RefCell;
use std::ops::Range;
use toml_edit::{Document, Item, TableLike};

/// The longest list of texts.
const LONGEST_LIST: usize = 64;

/// The longest text, in characters.
const LONGEST_TEXT: usize = 4_000;

/// The longest text of one line, in characters.
const LONGEST_LINE: usize = 200;

/// The longest recipient, in characters: a post-quantum one has 1,959.
const LONGEST_RECIPIENT: usize = 4_000;

/// The longest list of recipients: as many as a file of them may have.
const MOST_RECIPIENTS: usize = 1_000;

/// Whether a text keeps to its lines and has no control characters.
fn fits(text: &str, lines: usize) -> bool {
    let longest = if lines == 1 { LONGEST_LINE } else { LONGEST_TEXT };
    let allowed = |c: char| !c.is_control() || (lines > 1 && matches!(c, '\n' | '\r'));
    text.chars().all(allowed) && text.lines().count() <= lines && text.chars().count() <= longest
}

fn is_recipient(text: &str) -> bool {
    !text.chars().any(char::is_control) && text.len() <= LONGEST_RECIPIENT
}

/// A whole file, parsed.
pub(super) struct Toml<'t> {
    lines: Lines,
    parsed: Document<&'t str>,
    near: RefCell<Vec<Near>>,
}

/// Where each line begins, in bytes.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// The line of a byte, counted from 1.
    fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte)
    }
}

/// One table of it: the file's own keys, or one `[[entry]]`.
pub(super) struct Part<'d> {
    lines: &'d Lines,
    table: &'d dyn TableLike,
    /// Where it begins, in bytes.
    at: usize,
    /// The keys that were asked for: all that are known here, once it was read.
    asked: RefCell<Vec<&'static str>>,
    near: &'d RefCell<Vec<Near>>,
}

/// Whoever has read a table has asked for all keys that are known in it.
impl Drop for Part<'_> {
    fn drop(&mut self) {
        let asked = self.asked.borrow();
        for (key, _) in self.table.iter().filter(|(key, _)| !asked.contains(key)) {
            let near = asked.iter().filter_map(|known| Some((distance(key, known)?, known)));
            if let Some((_, known)) = near.min_by_key(|(apart, _)| *apart) {
                let name = self.table.get_key_value(key).and_then(|(key, _)| key.span());
                let line = self.lines.at(name.map_or(self.at, |span| span.start));
                self.near.borrow_mut().push(Near { line, known });
            }
        }
    }
}

impl<'t> Toml<'t> {
    pub(super) fn parse(text: &'t str) -> Result<Self, LogbookError> {
        let parsed = Document::parse(text).map_err(|error| {
            let (line, column) = place(text, error.span().map_or(0, |span| span.start));
            match error.message().contains("duplicate") {
                true => LogbookError::Twice { line, column },
                false => LogbookError::Syntax { line, column },
            }
        })?;
        Ok(Self { lines: Lines::of(text), parsed, near: RefCell::default() })
    }

    pub(super) fn top(&self) -> Part<'_> {
        Part::of(&self.lines, &self.near, self.parsed.as_table(), 0)
    }

    /// Keys that were not asked for, and are nearly one that was, in the order of their lines.
    pub(super) fn near(self) -> Vec<Near> {
        let mut near = self.near.into_inner();
        near.sort_unstable_by_key(|one| one.line);
        near
    }
}

impl<'d> Part<'d> {
    fn of(
        lines: &'d Lines,
        near: &'d RefCell<Vec<Near>>,
        table: &'d dyn TableLike,
        at: usize,
    ) -> Self {
        Self { lines, table, at, asked: RefCell::default(), near }
    }

    /// A table in this one.
    fn inner(&self, table: &'d dyn TableLike, span: Option<Range<usize>>) -> Self {
        Self::of(self.lines, self.near, table, span.map_or(self.at, |span| span.start))
    }

    fn wrong(
        &self,
        span: Option<Range<usize>>,
        key: &'static str,
        wanted: &'static str,
    ) -> LogbookError {
        let line = self.lines.at(span.map_or(self.at, |span| span.start));
        LogbookError::Value { line, key, wanted }
    }

    /// The value of a key, read by `read`; `None` when the key is not there.
    fn value<T>(
        &self,
        key: &'static str,
        wanted: &'static str,
        read: impl FnOnce(&'d Item) -> Option<T>,
    ) -> Result<Option<T>, LogbookError> {
        self.asked.borrow_mut().push(key);
        let Some(item) = self.table.get(key) else { return Ok(None) };
        read(item).map(Some).ok_or_else(|| self.wrong(item.span(), key, wanted))
    }

    pub(super) fn text(&self, key: &'static str) -> Result<Option<&'d str>, LogbookError> {
        self.value(key, "a text in quotation marks", Item::as_str)
    }

    pub(super) fn truth(&self, key: &'static str) -> Result<bool, LogbookError> {
        Ok(self.value(key, "true or false", Item::as_bool)?.unwrap_or(false))
    }

    pub(super) fn integer(&self, key: &'static str) -> Result<Option<i64>, LogbookError> {
        self.value(key, "a whole number", Item::as_integer)
    }

    /// A number from 0 to `most`.
    pub(super) fn number(
        &self,
        key: &'static str,
        most: u32,
        wanted: &'static str,
    ) -> Result<Option<u32>, LogbookError> {
        let within = |item: &Item| u32::try_from(item.as_integer()?).ok().filter(|n| *n <= most);
        self.value(key, wanted, within)
    }

    /// A day, as TOML writes it: no quotation marks, no time.
    pub(super) fn day(&self, key: &'static str) -> Result<Option<String>, LogbookError> {
        let day = |item: &Item| {
            let moment = item.as_datetime()?;
            (moment.date.is_some() && moment.time.is_none()).then(|| moment.to_string())
        };
        self.value(key, "a day such as 2026-11-22, without quotation marks", day)
    }

    /// A day with its time in UTC.
    pub(super) fn moment(&self, key: &'static str) -> Result<Option<String>, LogbookError> {
        let moment = |item: &Item| {
            let moment = item.as_datetime()?;
            let whole = moment.date.is_some() && moment.time.is_some() && moment.offset.is_some();
            whole.then(|| moment.to_string())
        };
        self.value(key, "a time such as 2026-11-22T10:11:12Z, without quotation marks", moment)
    }

    pub(super) fn texts(&self, key: &'static str) -> Result<Vec<String>, LogbookError> {
        let texts = |item: &Item| {
            item.as_array()?.iter().map(|value| value.as_str().map(str::to_owned)).collect()
        };
        Ok(self.value(key, "a list of texts in quotation marks", texts)?.unwrap_or_default())
    }

    /// A text of one line, with the line on which it stands.
    pub(super) fn said(&self, key: &'static str) -> Result<Option<Said>, LogbookError> {
        self.value(key, "a text in quotation marks, of one line", |item| {
            let text = item.as_str().filter(|text| fits(text, 1))?;
            Some(self.lined(item.span(), text))
        })
    }

    /// A recipient of age, with the line on which it stands.
    pub(super) fn recipient(&self, key: &'static str) -> Result<Option<Said>, LogbookError> {
        self.value(key, "a recipient in quotation marks", |item| {
            let text = item.as_str().filter(|text| is_recipient(text))?;
            Some(self.lined(item.span(), text))
        })
    }

    /// A list of recipients.
    pub(super) fn recipients(&self, key: &'static str) -> Result<Vec<Said>, LogbookError> {
        let recipients = |item: &'d Item| {
            let one = |value: &toml_edit::Value| {
                let text = value.as_str().filter(|text| is_recipient(text))?;
                Some(self.lined(value.span(), text))
            };
            let array = item.as_array().filter(|array| array.len() <= MOST_RECIPIENTS)?;
            array.iter().map(one).collect()
        };
        Ok(self
            .value(key, "a list of recipients in quotation marks", recipients)?
            .unwrap_or_default())
    }

    /// A text that may have several lines.
    pub(super) fn prose(&self, key: &'static str) -> Result<Option<Said>, LogbookError> {
        self.value(key, "a text in quotation marks, of at most 60 lines", |item| {
            let text = item.as_str().filter(|text| fits(text, 60))?;
            Some(self.lined(item.span(), text.replace('\r', "").trim_end()))
        })
    }

    /// A list of texts of one line.
    pub(super) fn all_said(&self, key: &'static str) -> Result<Vec<Said>, LogbookError> {
        let texts = |item: &'d Item| {
            let one = |value: &toml_edit::Value| {
                let text = value.as_str().filter(|text| fits(text, 1))?;
                Some(self.lined(value.span(), text))
            };
            let array = item.as_array().filter(|array| array.len() <= LONGEST_LIST)?;
            array.iter().map(one).collect()
        };
        Ok(self
            .value(key, "a list of at most 64 texts in quotation marks", texts)?
            .unwrap_or_default())
    }

    fn lined(&self, span: Option<Range<usize>>, text: &str) -> Said {
        let line = self.lines.at(span.map_or(self.at, |span| span.start));
        Said { line, text: text.to_owned() }
    }

    /// A table of the file.
    pub(super) fn table(&self, key: &'static str) -> Result<Option<Part<'d>>, LogbookError> {
        self.value(key, "a table", |item| Some(self.inner(item.as_table_like()?, item.span())))
    }

    /// The refusal of a key's value, at its line.
    pub(super) fn refuse(&self, key: &'static str, wanted: &'static str) -> LogbookError {
        self.wrong(self.table.get(key).and_then(Item::span), key, wanted)
    }

    /// The tables of this table, each with its key.
    pub(super) fn tables(
        &self,
        key: &'static str,
        wanted: &'static str,
    ) -> Result<Vec<(&'d str, Part<'d>)>, LogbookError> {
        let part = |(name, item): (&'d str, &'d Item)| {
            let table = item.as_table_like().ok_or_else(|| self.wrong(item.span(), key, wanted))?;
            Ok((name, self.inner(table, item.span())))
        };
        self.table.iter().map(part).collect()
    }

    /// A list of texts that is as `fits` wants it.
    pub(super) fn list(
        &self,
        key: &'static str,
        wanted: &'static str,
        fits: impl FnOnce(&[String]) -> bool,
    ) -> Result<Option<Vec<String>>, LogbookError> {
        self.value(key, wanted, |item| {
            let array = item.as_array().filter(|array| array.len() <= LONGEST_LIST)?;
            let texts = array.iter().map(|value| value.as_str().map(str::to_owned));
            texts.collect::<Option<Vec<String>>>().filter(|texts| fits(texts))
        })
    }

    /// The refusal of a list that is too long, at this entry.
    pub(super) fn too_many(&self, key: &'static str) -> LogbookError {
        let line = self.lines.at(self.at);
        LogbookError::Value { line, key, wanted: "a list of fewer entries" }
    }

    pub(super) fn must<T>(&self, key: &'static str, value: Option<T>) -> Result<T, LogbookError> {
        value.ok_or_else(|| LogbookError::Missing { line: self.lines.at(self.at), key })
    }

    /// The tables under `[[key]]`, or in a list of inline tables.
    pub(super) fn entries(&self, key: &'static str) -> Result<Vec<Part<'d>>, LogbookError> {
        self.asked.borrow_mut().push(key);
        let Some(item) = self.table.get(key) else { return Ok(Vec::new()) };
        let part = |table: &'d dyn TableLike, span: Option<Range<usize>>| self.inner(table, span);
        if let Some(tables) = item.as_array_of_tables() {
            return Ok(tables.iter().map(|table| part(table, table.span())).collect());
        }
        let inline = |array: &'d toml_edit::Array| {
            let tables =
                array.iter().map(|value| Some(part(value.as_inline_table()?, value.span())));
            tables.collect::<Option<Vec<_>>>()
        };
        let tables = item.as_array().and_then(inline);
        tables.ok_or_else(|| self.wrong(item.span(), key, "a list of tables"))
    }
}

/// The line and column of a byte, counted from 1.
pub(super) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    (line, String::from_utf8_lossy(&before[start..]).chars().count() + 1)
}
