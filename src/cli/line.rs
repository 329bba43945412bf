//! Command lines that a person pastes into a shell: names stand in single quotes where they need them.

use crate::host::show_text;
use std::fmt;

/// Stands for a space at which no line is broken. No text from outside holds it: it is a control character.
pub(super) const WHOLE: char = '\u{1f}';

/// One command line of coldkeep.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    parts: Vec<String>,
    /// What stands behind `--`, where a name begins with a hyphen.
    behind: Vec<String>,
}

impl Line {
    /// The line of a command, such as `copies add`.
    pub(crate) fn of(command: &str) -> Self {
        Self { parts: vec![format!("coldkeep {command}")], behind: Vec::new() }
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
        let joint = if value.starts_with('-') { '=' } else { ' ' };
        self.parts.push(format!("{flag}{joint}{}", typed(value)));
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
