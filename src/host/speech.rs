//! Says things on stderr: the conversation, which no script depends on.

use super::stdio::write_whole;

/// How a piece of text stands out on a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// A failure.
    Error,
    /// Something to think about.
    Warning,
    /// Something that went well.
    Good,
    /// A name or a heading.
    Strong,
}

/// The voice on stderr.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Speech {
    colour: bool,
    columns: Option<u16>,
}

impl Speech {
    /// Colour is used on a terminal only, and not with `--no-color`, `NO_COLOR` or `TERM=dumb`.
    pub fn new(no_colour: bool) -> Self {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let plain = std::env::var_os("TERM").is_none_or(|name| name == "dumb" || name.is_empty());
        let terminal = rustix::termios::isatty(rustix::stdio::stderr());
        let size = rustix::termios::tcgetwinsize(rustix::stdio::stderr());
        let columns = size.ok().map(|size| size.ws_col).filter(|columns| *columns > 0);
        Self { colour: terminal && !no_colour && !unwanted && !plain, columns }
    }

    /// A voice without colour, for files and tests.
    pub fn plain() -> Self {
        Self { colour: false, columns: None }
    }

    /// How many characters a line of the terminal has; nothing where there is no terminal, or it does not tell.
    pub fn columns(self) -> Option<u16> {
        self.columns
    }

    /// Whether colour is used.
    pub fn is_coloured(self) -> bool {
        self.colour
    }

    /// Colours a piece of text, where colour is used.
    pub fn paint(self, paint: Paint, text: &str) -> String {
        if !self.colour {
            return text.to_owned();
        }
        let code = match paint {
            Paint::Error => "1;31",
            Paint::Warning => "1;33",
            Paint::Good => "32",
            Paint::Strong => "1",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }

    /// Says one line. A stderr that is closed or full is not a failure of the command.
    pub fn say(self, line: &str) {
        let _ = write_whole(rustix::stdio::stderr(), format!("{line}\n").as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_added_only_where_it_is_used() {
        assert_eq!(Speech::plain().paint(Paint::Error, "error"), "error");
        let coloured = Speech { colour: true, columns: None };
        assert_eq!(coloured.paint(Paint::Error, "error"), "\x1b[1;31merror\x1b[0m");
    }
}
