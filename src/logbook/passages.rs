//! Every text that stands in a TOML file, with its line and its key, for whoever looks for what must not be there.

use super::document::place;
use toml_edit::{Item, TableLike, Value};

/// One text of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// The keys that lead to it, with points between; empty for a remark.
    pub key: String,
    /// The text; of a number, a date and the like as it is written.
    pub text: String,
}

/// The values of a table and of all tables in it.
pub(super) fn of_table(text: &str, table: &dyn TableLike, above: &str, all: &mut Vec<Passage>) {
    for (key, item) in table.iter() {
        let key = if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") };
        match item {
            Item::Value(value) => of_value(text, value, &key, all),
            Item::Table(table) => of_table(text, table, &key, all),
            Item::ArrayOfTables(tables) => {
                tables.iter().for_each(|table| of_table(text, table, &key, all));
            }
            Item::None => {}
        }
    }
}

fn of_value(text: &str, value: &Value, key: &str, all: &mut Vec<Passage>) {
    match value {
        Value::Array(list) => {
            let words: Option<Vec<&str>> =
                list.iter().map(|one| one.as_str().filter(|word| !word.contains(' '))).collect();
            // A list of single words is read as one text: it may be a phrase.
            match words.filter(|words| words.len() >= LONG_LIST) {
                Some(words) => all.push(passage(text, value, key, words.join(" "))),
                None => list.iter().for_each(|one| of_value(text, one, key, all)),
            }
        }
        Value::InlineTable(table) => of_table(text, table, key, all),
        Value::String(said) => {
            let mut one = passage(text, value, key, said.value().clone());
            // The first line of a text between three quotation marks stands below them.
            let opened = value.span().map_or("", |span| &text[span]);
            if ["\"\"\"\n", "'''\n", "\"\"\"\r\n", "'''\r\n"].iter().any(|o| opened.starts_with(o))
            {
                one.line += 1;
            }
            all.push(one);
        }
        other => {
            let written = other.span().map_or(String::new(), |span| text[span].to_owned());
            all.push(passage(text, other, key, written));
        }
    }
}

/// From this many single words on, a list is read as one text.
const LONG_LIST: usize = 12;

fn passage(file: &str, value: &Value, key: &str, text: String) -> Passage {
    let line = place(file, value.span().map_or(0, |span| span.start)).0;
    Passage { line, key: key.to_owned(), text }
}

/// What stands behind a `#`: lines that follow each other are one text. A `#` inside a value is read as well; its
/// text is then met twice.
pub(super) fn of_remarks(text: &str, all: &mut Vec<Passage>) {
    let mut open: Option<Passage> = None;
    for (at, line) in text.lines().enumerate() {
        let Some((before, remark)) = line.split_once('#') else {
            all.extend(open.take());
            continue;
        };
        match &mut open {
            Some(passage) if before.trim().is_empty() => {
                passage.text.push('\n');
                passage.text.push_str(remark);
            }
            _ => {
                all.extend(open.take());
                let text = remark.to_owned();
                open = Some(Passage { line: at + 1, key: String::new(), text });
            }
        }
    }
    all.extend(open);
}
