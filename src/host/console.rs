//! Talks to the person at the terminal, by these rules: questions and secrets go to `/dev/tty`, never
//! to stdout or stderr; a secret is never echoed; what is asked twice must agree; Ctrl-C always ends
//! the question, with the terminal as it was before; nothing unread is left for the shell.
//!
//! `rpassword` edits the hidden line (backspace, Ctrl-U, Ctrl-W, arrow keys swallowed, pieces of it
//! wiped as it grows). It is given a reader of ours instead of opening the terminal itself: its own
//! way would raise SIGINT before the terminal is restored, has no limit and no eye on other signals.
//! The `String` it returns is copied into a secret and wiped; what it frees on the way is wiped by
//! the program's allocator (`memory`).

use super::error::HostError;
use super::tty::{Tty, TtyReader};
use crate::secret::SecretText;
use rpassword::{ConfigBuilder, read_password_with_config};
use std::cell::Cell;
use std::rc::Rc;
use zeroize::Zeroize;

/// The longest hidden answer, in bytes: more than any phrase, share or passphrase has.
const HIDDEN: usize = 8 * 1024;
/// The longest open answer, in bytes, which is also the kernel's limit for a line.
const OPEN: usize = 4 * 1024;

/// The terminal, for questions and answers.
#[derive(Debug)]
pub struct Console {
    tty: Tty,
}

impl Console {
    /// Opens `/dev/tty`. Commands do so before they enter the sandbox.
    ///
    /// # Errors
    /// [`HostError::NoTerminal`].
    pub fn open() -> Result<Self, HostError> {
        Tty::open().map(|tty| Self { tty })
    }

    /// Opens another terminal by its path, for tests with a pseudo-terminal.
    ///
    /// # Errors
    /// [`HostError::NoTerminal`].
    pub fn open_at(path: &str) -> Result<Self, HostError> {
        Tty::open_path(path).map(|tty| Self { tty })
    }

    pub(super) fn tty(&self) -> &Tty {
        &self.tty
    }

    /// Asks for a secret, which is not shown. The prompt ends with its own colon and space.
    ///
    /// # Errors
    /// [`HostError::Interrupted`] (Ctrl-C), [`HostError::Ended`] (Ctrl-D on an empty line, terminal
    /// gone), [`HostError::TooLarge`] above 8 KiB.
    pub fn ask_hidden(&mut self, prompt: &str) -> Result<SecretText, HostError> {
        self.tty.write(prompt.as_bytes())?;
        let stopped = Rc::new(Cell::new(None));
        let answer = {
            let _keys = self.tty.keys()?;
            let reader = TtyReader::new(self.tty.second()?, HIDDEN, Rc::clone(&stopped));
            let config = ConfigBuilder::new().input_reader(reader).output_discard().build();
            read_password_with_config(config)
        };
        self.tty.write(b"\n")?;
        if let Some(error) = stopped.take() {
            self.tty.forget_unread();
            return Err(error);
        }
        let mut line = answer.map_err(|_| HostError::Ended)?;
        let secret = SecretText::copied_from(&line);
        line.zeroize();
        Ok(secret)
    }

    /// Asks for a new secret twice.
    ///
    /// # Errors
    /// [`HostError::Differ`] when the answers are not the same; as [`Console::ask_hidden`].
    pub fn ask_hidden_twice(&mut self, prompt: &str, again: &str) -> Result<SecretText, HostError> {
        let first = self.ask_hidden(prompt)?;
        if first.is_empty() {
            return Ok(first);
        }
        match first.same_as(&self.ask_hidden(again)?) {
            true => Ok(first),
            false => Err(HostError::Differ),
        }
    }

    /// Asks for something that may be seen, and takes spaces at both ends away.
    ///
    /// # Errors
    /// [`HostError::Interrupted`], [`HostError::Ended`], [`HostError::NotText`],
    /// [`HostError::TooLarge`] above 4 KiB.
    pub fn ask_line(&mut self, prompt: &str) -> Result<String, HostError> {
        self.tty.write(prompt.as_bytes())?;
        let mut line = Vec::new();
        loop {
            match self.tty.read_byte() {
                Ok(b'\n' | b'\r') => break,
                Ok(byte) if line.len() < OPEN => line.push(byte),
                Ok(_) => return Err(HostError::TooLarge { limit: OPEN as u64 }),
                Err(error) => {
                    // What is said next begins on a line of its own.
                    self.tty.write(b"\n")?;
                    return Err(error);
                }
            }
        }
        let text = String::from_utf8(line).map_err(|_| HostError::NotText)?;
        Ok(text.trim().to_owned())
    }

    /// Asks a question that is answered by y or n; Enter alone gives `default`.
    ///
    /// # Errors
    /// As [`Console::ask_line`]; [`HostError::Ended`] after three answers that are neither.
    pub fn confirm(&mut self, question: &str, default: bool) -> Result<bool, HostError> {
        let choice = if default { "[Y/n]" } else { "[y/N]" };
        let prompt = format!("{question} {choice} ");
        for _ in 0..3 {
            match self.ask_line(&prompt)?.to_ascii_lowercase().as_str() {
                "" => return Ok(default),
                "y" | "yes" => return Ok(true),
                "n" | "no" => return Ok(false),
                _ => {}
            }
        }
        Err(HostError::Ended)
    }

    /// Waits for Enter.
    ///
    /// # Errors
    /// As [`Console::ask_line`].
    pub fn wait_for_enter(&mut self, prompt: &str) -> Result<(), HostError> {
        self.ask_line(prompt).map(|_| ())
    }

    /// Writes a public line to the terminal.
    ///
    /// # Errors
    /// [`HostError::System`].
    pub fn show_line(&mut self, line: &str) -> Result<(), HostError> {
        self.tty.write(line.as_bytes())?;
        self.tty.write(b"\n")
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        self.tty.forget_unread();
    }
}
