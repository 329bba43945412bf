//! Changes of a TOML text at the places of its values, so that all else in it stays to the letter.

use super::LogbookError;
use std::fmt::Write;
use std::ops::Range;
use toml_edit::{Item, TableLike};

/// Changes that were noted, and are made together.
pub(super) struct Edits<'t> {
    text: &'t str,
    cuts: Vec<(Range<usize>, String)>,
    /// What is added behind the end.
    tail: String,
}

/// A key and what it is to say, as TOML writes it; `None` takes the key away.
pub(super) type Line = (&'static str, Option<String>);

impl<'t> Edits<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, cuts: Vec::new(), tail: String::new() }
    }

    /// Gives one key of a table its value. A new key comes on a line of its own, at `new_at`.
    pub(super) fn set(
        &mut self,
        table: &dyn TableLike,
        (key, value): Line,
        new_at: usize,
    ) -> Result<(), LogbookError> {
        let Some((name, item)) = table.get_key_value(key) else {
            if let Some(value) = value {
                self.cuts.push((new_at..new_at, format!("{key} = {value}\n")));
            }
            return Ok(());
        };
        let span = item.span().ok_or(LogbookError::CannotAdd)?;
        match value {
            Some(value) => self.cuts.push((span, value)),
            None => {
                let start = name.span().ok_or(LogbookError::CannotAdd)?.start;
                let end = self.line_end(span.end);
                // What the owner wrote behind the value stays.
                let behind = self.text[span.end..end].trim_start();
                let remark = if behind.starts_with('#') { behind.len() } else { 0 };
                self.cuts.push((self.line_start(start)..end - remark, String::new()));
            }
        }
        Ok(())
    }

    /// Adds an entry to a list of a table; the list is made, at `new_at`, when it is not there.
    pub(super) fn push(
        &mut self,
        table: &dyn TableLike,
        (key, entry): (&'static str, String),
        new_at: usize,
    ) -> Result<(), LogbookError> {
        let Some(item) = table.get(key) else {
            self.cuts.push((new_at..new_at, format!("{key} = [{entry}]\n")));
            return Ok(());
        };
        let list = item.as_array().ok_or(LogbookError::CannotAdd)?;
        match list.iter().last() {
            None => {
                // What the owner wrote into the empty list stays.
                let inside = item.span().ok_or(LogbookError::CannotAdd)?.start + 1;
                self.cuts.push((inside..inside, entry));
            }
            // Behind the last entry a comma is right, whether or not another one follows it.
            Some(last) => {
                let end = last.span().ok_or(LogbookError::CannotAdd)?.end;
                self.cuts.push((end..end, format!(", {entry}")));
            }
        }
        Ok(())
    }

    /// Adds a whole table behind the end.
    pub(super) fn append(&mut self, header: &str, lines: &[Line]) {
        let _ = write!(self.tail, "\n{header}\n");
        for (name, value) in lines {
            if let Some(value) = value {
                let _ = writeln!(self.tail, "{name} = {value}");
            }
        }
    }

    /// How many bytes are added at the end.
    pub(super) fn added(&self) -> usize {
        self.tail.len()
    }

    /// Where a new key of a table belongs: below its header.
    pub(super) fn below(&self, table: &toml_edit::Table) -> Result<usize, LogbookError> {
        Ok(self.line_end(table.span().ok_or(LogbookError::CannotAdd)?.start))
    }

    /// Writes a list of tables, each entry into the table at its place.
    pub(super) fn entries(
        &mut self,
        top: &dyn TableLike,
        key: &str,
        entries: &[Vec<Line>],
    ) -> Result<(), LogbookError> {
        let tables = match top.get(key) {
            None => None,
            Some(item) => Some(item.as_array_of_tables().ok_or(LogbookError::CannotAdd)?),
        };
        let mut last = None;
        for (at, table) in tables.into_iter().flat_map(|tables| tables.iter()).enumerate() {
            let header = table.span().ok_or(LogbookError::CannotAdd)?.start;
            let end = self.line_end(end_of(table).max(header));
            match entries.get(at) {
                Some(lines) => {
                    let below = self.line_end(header);
                    for line in lines {
                        self.set(table, line.clone(), below)?;
                    }
                    last = Some(end);
                }
                None => self.cuts.push((self.line_start(header)..end, String::new())),
            }
        }
        let there = tables.map_or(0, |tables| tables.len());
        let mut new = String::new();
        for lines in entries.iter().skip(there) {
            let _ = write!(new, "\n[[{key}]]\n");
            for (name, value) in lines {
                if let Some(value) = value {
                    let _ = writeln!(new, "{name} = {value}");
                }
            }
        }
        match last {
            Some(at) => self.cuts.push((at..at, new)),
            None => self.tail.push_str(&new),
        }
        Ok(())
    }

    /// Writes the keys of one table, and the table itself when it is not there.
    pub(super) fn table(
        &mut self,
        top: &dyn TableLike,
        key: &str,
        lines: Vec<Line>,
    ) -> Result<(), LogbookError> {
        let Some(item) = top.get(key) else {
            let lines: Vec<_> = lines.into_iter().filter_map(|(n, v)| Some((n, v?))).collect();
            if !lines.is_empty() {
                let _ = write!(self.tail, "\n[{key}]\n");
            }
            for (name, value) in lines {
                let _ = writeln!(self.tail, "{name} = {value}");
            }
            return Ok(());
        };
        let table = item.as_table().ok_or(LogbookError::CannotAdd)?;
        let header = table.span().ok_or(LogbookError::CannotAdd)?.start;
        let below = self.line_end(header);
        lines.into_iter().try_for_each(|line| self.set(table, line, below))
    }

    /// Where a new key of the file belongs: below the remark that shows it, or below the line of `format`.
    pub(super) fn place_of(&self, top: &dyn TableLike, key: &str) -> usize {
        let remark = format!("# {key} = ");
        let first_table = self.text.find("\n[").unwrap_or(self.text.len());
        let shown = self.text[..first_table].match_indices(&remark).map(|(at, _)| at);
        let shown = shown.into_iter().find(|at| self.line_start(*at) == *at);
        let format = || top.get("format").and_then(Item::span).map_or(0, |span| span.start);
        self.line_end(shown.unwrap_or_else(format))
    }

    /// The text with all changes.
    pub(super) fn done(mut self) -> String {
        self.cuts.sort_by_key(|(range, _)| (range.start, range.end));
        let (mut changed, mut at) = (String::new(), 0);
        for (range, new) in &self.cuts {
            changed.push_str(&self.text[at.min(range.start)..range.start]);
            if new.contains('\n') && range.is_empty() && !at_line_start(&changed) {
                changed.push('\n');
            }
            changed.push_str(new);
            at = range.end.max(at);
        }
        changed.push_str(&self.text[at..]);
        if !self.tail.is_empty() && !at_line_start(&changed) {
            changed.push('\n');
        }
        changed + &self.tail
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// The beginning of the next line.
    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline + 1)
    }
}

/// The lines of entries that stay, without the keys that say nothing new.
pub(super) fn changed(before: &[Vec<Line>], after: Vec<Vec<Line>>) -> Vec<Vec<Line>> {
    let one = |(at, lines): (usize, Vec<Line>)| match before.get(at) {
        None => lines,
        Some(old) => lines.into_iter().filter(|line| !old.contains(line)).collect(),
    };
    after.into_iter().enumerate().map(one).collect()
}

fn at_line_start(text: &str) -> bool {
    text.is_empty() || text.ends_with('\n')
}

/// Where the last value of a table ends, those of tables below it included.
fn end_of(table: &dyn TableLike) -> usize {
    let end = |item: &Item| match item {
        Item::Table(table) => end_of(table).max(item.span().map_or(0, |span| span.end)),
        Item::ArrayOfTables(tables) => {
            let ends = tables.iter().map(|one| end_of(one).max(one.span().map_or(0, |s| s.end)));
            ends.max().unwrap_or(0)
        }
        item => item.span().map_or(0, |span| span.end),
    };
    table.iter().map(|(_, item)| end(item)).max().unwrap_or(0)
}

/// A text as TOML writes it: one of several lines between three quotation marks.
pub(super) fn quoted(text: &str) -> String {
    let several = text.contains('\n');
    let mut quoted = String::from(if several { "\"\"\"\n" } else { "\"" });
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push('\n'),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push_str(if several { "\"\"\"" } else { "\"" });
    quoted
}
