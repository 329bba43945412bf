//! Every failure and warning as the person reads it: what happened, why, what to do next, a slug, an exit code.
//!
//! Form (`help errors`): the first line is lower case, blames nobody and never repeats the text that was
//! refused: positions and counts instead. `error` means nothing was done; `refused` means it could be
//! done, with a flag that the message names; a `warning` stands beside work that was done.

pub(crate) mod archive;
mod codex32;
pub(crate) mod copies;
mod crypt;
pub(crate) mod host;
mod keys;
mod kinds;
pub(crate) mod letter;
pub(crate) mod logbook;
pub(crate) mod push;
mod scan;
mod seed;
mod share;
mod sheet;
mod single;
mod ur;
mod wallet;

use crate::cli::layout::{NARROWEST, wrapped};
use crate::cli::line::{Line, WHOLE, whole_at_home};
use crate::host::{Paint, Speech};
use serde_json::{Map, Value};
use std::fmt::{self, Write};

/// What an exit code means; `help exit-codes` prints the same list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, whole.
    Done = 0,
    /// Failed, nothing written.
    Failed = 1,
    /// Wrong usage.
    Usage = 2,
    /// The input is not valid.
    Invalid = 3,
    /// Not enough yet: shares, parts or words are missing.
    NotEnough = 4,
    /// It does not match: another wallet, another set, the wrong key.
    NoMatch = 5,
    /// Refused for safety; the message names the flag that allows it.
    Refused = 6,
    /// It is done, and a rule that was checked is not met.
    RuleNotMet = 7,
    /// An outside program failed.
    Outside = 8,
    /// Interrupted.
    Interrupted = 130,
}

/// How the first word of a message reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tone {
    Error,
    Refused,
    Warning,
}

/// One message: a failure that ends a command, or a warning beside its result.
#[derive(Debug)]
pub(crate) struct Failure {
    tone: Tone,
    slug: &'static str,
    what: String,
    why: Vec<String>,
    next: Vec<String>,
    exit: Exit,
    fields: Map<String, Value>,
}

impl Failure {
    /// Something went wrong and nothing was done.
    pub(crate) fn error(slug: &'static str, exit: Exit, what: impl Into<String>) -> Self {
        Self::new(Tone::Error, slug, exit, what.into())
    }

    /// It could be done, but only with a flag that is named in `next`.
    pub(crate) fn refused(slug: &'static str, what: impl Into<String>) -> Self {
        Self::new(Tone::Refused, slug, Exit::Refused, what.into())
    }

    /// Done, but there is something to know.
    pub(crate) fn warning(slug: &'static str, what: impl Into<String>) -> Self {
        Self::new(Tone::Warning, slug, Exit::Done, what.into())
    }

    /// The person, or a signal, stopped the command.
    pub(crate) fn interrupted() -> Self {
        Self::error("interrupted", Exit::Interrupted, "stopped; nothing was kept")
    }

    /// A signal came too late to stop anything: the work is done and its result is not shown.
    pub(crate) fn interrupted_at_the_end() -> Self {
        Self::error("interrupted", Exit::Interrupted, "stopped, after the work was done").why(
            "a file that the command was to write is there, and whole; its report is not shown.",
        )
    }

    fn new(tone: Tone, slug: &'static str, exit: Exit, what: String) -> Self {
        Self { tone, slug, what, why: Vec::new(), next: Vec::new(), exit, fields: Map::new() }
    }

    /// Adds a line that helps to decide.
    #[must_use]
    pub(crate) fn why(mut self, line: impl Into<String>) -> Self {
        self.why.push(line.into());
        self
    }

    /// Adds a thing that can be done now.
    #[must_use]
    pub(crate) fn next(mut self, line: impl Into<String>) -> Self {
        self.next.push(whole_at_home(&line.into()));
        self
    }

    /// Adds a command that can be run now. It stays on one line, so that it can be pasted.
    #[must_use]
    pub(crate) fn command(self, before: &str, line: &Line) -> Self {
        let joint = if before.is_empty() { "" } else { " " };
        self.next(format!("{before}{joint}{}", line.whole()))
    }

    /// Adds a public fact for `--json`.
    #[must_use]
    pub(crate) fn field(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(name.to_owned(), value.into());
        self
    }

    /// Names the one thing among several that the message is about.
    #[must_use]
    pub(crate) fn about(mut self, this: &str, name: &str) -> Self {
        self.what = match self.what.contains(this) {
            true => self.what.replace(this, name),
            false => format!("{name}: {}", self.what),
        };
        self
    }

    /// The stable name of the situation.
    pub(crate) fn slug(&self) -> &'static str {
        self.slug
    }

    /// The exit code.
    pub(crate) fn exit(&self) -> Exit {
        self.exit
    }

    /// A number among the facts.
    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        self.fields.get(name).and_then(Value::as_u64)
    }

    /// What happened, without why and next.
    pub(crate) fn what(&self) -> &str {
        &self.what
    }

    /// The same as a warning, where the rest of the work goes on.
    pub(crate) fn as_warning(&self) -> Self {
        Self {
            tone: Tone::Warning,
            slug: self.slug,
            what: self.what.clone(),
            why: self.why.clone(),
            next: self.next.clone(),
            exit: Exit::Done,
            fields: self.fields.clone(),
        }
    }

    /// The message as a person sees it: in lines of the terminal, the first word in colour where there is any.
    pub(crate) fn painted(&self, speech: Speech) -> String {
        let text = self.laid_out(speech.columns().map(usize::from));
        let (paint, end) = match self.tone {
            Tone::Error => (Paint::Error, "error".len()),
            Tone::Refused => (Paint::Error, "refused".len()),
            Tone::Warning => (Paint::Warning, "warning".len()),
        };
        format!("{}{}", speech.paint(paint, &text[..end]), &text[end..])
    }

    /// The message as JSON: slug, message, and the facts that belong to it.
    pub(crate) fn to_json(&self) -> Value {
        let mut object = self.fields.clone();
        object.insert("slug".to_owned(), self.slug.into());
        object.insert("message".to_owned(), self.what.as_str().into());
        Value::Object(object)
    }
}

impl Failure {
    /// The message in lines of so many characters; where that is not known the first line is left as it is, and the
    /// others are as wide as they are easy to read.
    fn laid_out(&self, columns: Option<usize>) -> String {
        let tone = match self.tone {
            Tone::Error => "error",
            Tone::Refused => "refused",
            Tone::Warning => "warning",
        };
        let columns = columns.map(|columns| columns.clamp(NARROWEST, WIDTH + INDENT.len()));
        let first = format!("{tone}[{}]: {}", self.slug, self.what);
        let mut text = match columns {
            // The lines behind the first are indented.
            Some(columns) => wrapped(&first, columns - 2).join("\n  "),
            None => first,
        };
        let width = columns.map_or(WIDTH, |columns| columns - INDENT.len());
        for (head, lines) in [("  why:  ", &self.why), ("  next: ", &self.next)] {
            let parts = lines.iter().flat_map(|line| wrapped(line, width));
            for (at, line) in parts.enumerate() {
                let head = if at == 0 { head } else { INDENT };
                text += &format!("\n{head}{}", line.replace(WHOLE, " "));
            }
        }
        text.push('\n');
        text
    }
}

impl fmt::Display for Failure {
    /// The width of the formatter is that of a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.laid_out(f.width()))
    }
}

/// What stands before the lines of why and next.
const INDENT: &str = "        ";
/// The widest line of a message behind its indent, in characters.
const WIDTH: usize = 90;
/// A number with its noun: `1 page`, `3 pages`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Joins positions for a sentence: `word 7`, `words 7 and 9`, `words 7, 9 and 12`.
pub(crate) fn positions(noun: &str, at: &[usize]) -> String {
    let mut text = String::from(noun);
    if at.len() != 1 {
        text.push('s');
    }
    for (i, position) in at.iter().enumerate() {
        let joint = match i {
            0 => " ",
            i if i + 1 == at.len() => " and ",
            _ => ", ",
        };
        let _ = write!(text, "{joint}{position}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_what_why_next() {
        let failure = Failure::refused("file-exists", "a.pdf is already there")
            .why("it may be the only copy of something.")
            .next("another name with -o")
            .next("or -f to replace it");
        assert_eq!(
            failure.to_string(),
            "refused[file-exists]: a.pdf is already there\n  \
             why:  it may be the only copy of something.\n  \
             next: another name with -o\n        or -f to replace it\n"
        );
    }

    #[test]
    fn long_lines_break_at_spaces() {
        let line = "word ".repeat(40);
        let parts = wrapped(line.trim(), WIDTH);
        assert_eq!(parts.len(), 3);
        assert!(parts.iter().all(|part| part.chars().count() <= WIDTH && !part.starts_with(' ')));
        assert_eq!(parts.join(" "), line.trim());
        assert_eq!(wrapped(&"x".repeat(200), WIDTH).len(), 1);
        let line = Line::of("copies add").flag("--place", &"a b ".repeat(30));
        let failure = Failure::warning("file-exists", "x").command("when it is there:", &line);
        let said = failure.to_string();
        assert!(said.ends_with(&format!("next: when it is there:\n        {line}\n")), "{said}");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_but_one_that_is_pasted() {
        let command = Line::of("copies add").flag("--place", &"a b ".repeat(30));
        let failure =
            Failure::error("file-exists", Exit::Failed, "what is there ".repeat(12).trim())
                .why("it may be the only copy. ".repeat(12).trim())
                .command("when it is there:", &command);
        let widest = |columns| {
            let said = failure.laid_out(columns);
            let lines = said.lines().filter(|line| !line.contains("coldkeep"));
            lines.map(|line| line.chars().count()).max().unwrap_or(0)
        };
        assert!((75..=80).contains(&widest(Some(80))), "{}", failure.laid_out(Some(80)));
        assert!(widest(None) > 98, "the control: it is not known how wide the terminal is");
        assert!((90..=98).contains(&widest(Some(300))), "wide lines are hard to read");
        assert!(widest(Some(1)) <= NARROWEST);
        let said = failure.laid_out(Some(80));
        assert!(said.ends_with(&format!("\n{INDENT}{command}\n")), "{said}");
        assert_eq!(said.split_whitespace().count(), failure.to_string().split_whitespace().count());
    }

    #[test]
    fn positions_read_as_a_sentence() {
        assert_eq!(positions("word", &[7]), "word 7");
        assert_eq!(positions("word", &[7, 9]), "words 7 and 9");
        assert_eq!(positions("word", &[7, 9, 12]), "words 7, 9 and 12");
    }
}
