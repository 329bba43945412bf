//! Command lines that a person pastes into a shell: names stand in single quotes where they need them.

use crate::host::show_text;
use std::fmt;
use std::path::Path;
use std::sync::OnceLock;

/// Stands for a space at which no line is broken. No text from outside holds it: it is a control character.
pub(super) const WHOLE: char = '\u{1f}';

/// So many spaces stand between a line and what is said about it.
const GAP: &str = "      ";

/// The flag that says which home a proposed line means, where this run was given one. It is set once, by `cli::run`,
/// and the same for the whole run: lines are made in places that know nothing of the session.
static HOME: OnceLock<String> = OnceLock::new();

/// Commands that read the home or change it, as messages name them.
const AT_HOME: [&str; 11] = [
    "address",
    "copies",
    "drill",
    "find",
    "letter",
    "plan",
    "print descriptor",
    "print letter",
    "push",
    "status",
    "wallet",
];

/// Every line that is proposed from now on means the home that `--home` gave, not the one of the system.
pub(super) fn means_home(given: Option<&Path>) {
    if let Some(given) = given {
        // A second run in one process does not exist; the first home stands.
        let _ = HOME.set(flagged("--home", &given.to_string_lossy()));
    }
}

/// A text in which commands may be named: those that use the home name the one that was given.
pub(super) fn at_home(text: &str) -> String {
    HOME.get().map_or_else(|| text.to_owned(), |home| naming(text, home))
}

/// The same for a text that is broken at spaces: a line that names the home stays whole.
pub(super) fn whole_at_home(text: &str) -> String {
    let text = at_home(text);
    let Some(home) = HOME.get() else { return text };
    let Some(begin) = text.find(&format!("coldkeep {home}")) else { return text };
    let end = text[begin..].find(GAP).map_or(text.len(), |at| begin + at);
    let line = text[begin..end].replace(' ', &WHOLE.to_string());
    format!("{}{line}{}", &text[..begin], &text[end..])
}

/// Puts a flag behind `coldkeep`, where a command follows that uses the home.
fn naming(text: &str, flag: &str) -> String {
    let mut parts = text.split("coldkeep ");
    let mut named = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = AT_HOME.iter().find_map(|command| part.strip_prefix(command));
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
        // The page of a command is the same for every home.
        let uses = rest.is_some_and(|rest| ends(rest) && !rest.starts_with(" --help"));
        named += "coldkeep ";
        if uses {
            named += &format!("{flag} ");
        }
        named += part;
    }
    named
}

/// One command line of coldkeep.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    parts: Vec<String>,
    /// What stands behind `--`, where a name begins with a hyphen.
    behind: Vec<String>,
}

impl Line {
    /// The line of a command, such as `copies add`, on the home that this run was given.
    pub(crate) fn of(command: &str) -> Self {
        let home = HOME.get().map_or(String::new(), |home| format!("{home} "));
        Self { parts: vec![format!("coldkeep {home}{command}")], behind: Vec::new() }
    }

    /// Adds a name, or another word that belongs to no flag.
    #[must_use]
    pub(crate) fn name(mut self, name: &str) -> Self {
        let behind = name.starts_with('-') || !self.behind.is_empty();
        let parts = if behind { &mut self.behind } else { &mut self.parts };
        parts.push(typed(name));
        self
    }

    /// Adds a flag with its value.
    #[must_use]
    pub(crate) fn flag(mut self, flag: &str, value: &str) -> Self {
        self.parts.push(flagged(flag, value));
        self
    }

    /// Adds a flag whose value is not always known.
    #[must_use]
    pub(crate) fn maybe(self, flag: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.flag(flag, &value.to_string()),
            None => self,
        }
    }

    /// Adds a flag without a value, when it is to stand there.
    #[must_use]
    pub(crate) fn when(mut self, wanted: bool, flag: &str) -> Self {
        self.parts.extend(wanted.then(|| flag.to_owned()));
        self
    }

    /// The line for the end of a message that is broken at spaces: it stays whole.
    pub(super) fn whole(&self) -> String {
        self.to_string().replace(' ', &WHOLE.to_string())
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parts.join(" "))?;
        match self.behind.as_slice() {
            [] => Ok(()),
            names => write!(f, " -- {}", names.join(" ")),
        }
    }
}

/// A flag with its value, which is not taken for another flag.
fn flagged(flag: &str, value: &str) -> String {
    let joint = if value.starts_with('-') { '=' } else { ' ' };
    format!("{flag}{joint}{}", typed(value))
}

/// A text as it is typed in a shell.
pub(crate) fn typed(text: &str) -> String {
    let shown = show_text(text);
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '+' | ':' | ',' | '@');
    match !shown.is_empty() && shown.chars().all(plain) {
        true => shown,
        false => format!("'{}'", shown.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_that_use_the_home_name_the_one_that_was_given() {
        let named = |text: &str| naming(text, &flagged("--home", "a b"));
        for (text, wanted) in [
            ("coldkeep status", "coldkeep --home 'a b' status"),
            ("first: coldkeep copies list, then", "first: coldkeep --home 'a b' copies list, then"),
            (
                "coldkeep drill. Then: coldkeep plan",
                "coldkeep --home 'a b' drill. Then: coldkeep --home 'a b' plan",
            ),
            ("coldkeep push --help", "coldkeep push --help"),
            ("coldkeep scan FILE", "coldkeep scan FILE"),
            ("coldkeep finds nothing", "coldkeep finds nothing"),
            ("coldkeep --home x status", "coldkeep --home x status"),
            ("", ""),
        ] {
            assert_eq!(named(text), wanted);
        }
        assert_eq!(at_home("coldkeep status"), "coldkeep status", "no unit test has a home");
    }

    #[test]
    fn names_are_quoted_where_a_shell_would_read_them_otherwise() {
        for (text, wanted) in [
            ("savings/A", "savings/A"),
            ("disaster kidney/1", "'disaster kidney/1'"),
            ("aunt's $HOME", r"'aunt'\''s $HOME'"),
            ("Tür", "Tür"),
            ("a\"b`c", "'a\"b`c'"),
            ("~", "'~'"),
            ("", "''"),
        ] {
            assert_eq!(typed(text), wanted);
        }
        let line =
            Line::of("copies add").name("-x/A").flag("--place", "-y").when(true, "--offsite");
        assert_eq!(line.to_string(), "coldkeep copies add --place=-y --offsite -- -x/A");
        let line = Line::of("copies reached").name("-x").name("funded").maybe("--on", None::<u8>);
        assert_eq!(line.to_string(), "coldkeep copies reached -- -x funded");
        assert!(!line.whole().contains(' '));
    }
}
