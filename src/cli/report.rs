//! The result of a command on stdout, as text or as the JSON envelope; the one place that writes there.

use super::failure::{Exit, Failure};
use super::layout::laid;
use crate::host;
use crate::secret::{SecretBuffer, SecretText};
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::{Display, Write};

/// The version of the envelope; fields are only ever added while it stays 1.
const ENVELOPE: u8 = 1;

/// What a command hands back.
///
/// `data` and `text` are public. Secrets are not `Serialize`, so none can get into them; the one field for a
/// secret is filled only under `--reveal`.
pub(crate) struct Report {
    data: Value,
    text: String,
    revealed: Option<SecretText>,
    /// The command has written its result to stdout itself (ciphertext, a PDF).
    written: bool,
    exit: Exit,
    /// The first of several things that failed, as JSON.
    failed: Option<Value>,
}

impl Report {
    /// A public result.
    pub(crate) fn of(result: &(impl Serialize + Display)) -> Self {
        let mut text = result.to_string();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        let data = to_value(result);
        Self { data, text, revealed: None, written: false, exit: Exit::Done, failed: None }
    }

    /// A public result in sentences and tables, in lines of so many characters where that is known. The width of the
    /// formatter is that of a line.
    pub(crate) fn laid_out(result: &(impl Serialize + Display), columns: Option<usize>) -> Self {
        let report = Self::of(result);
        match columns {
            Some(columns) => Self { text: laid(&format!("{result:columns$}"), columns), ..report },
            None => report,
        }
    }

    /// A result whose bytes are on stdout already; `result` appears only with `--json` (then nothing was written).
    pub(crate) fn written(result: &impl Serialize) -> Self {
        let (data, text) = (to_value(result), String::new());
        Self { data, text, revealed: None, written: true, exit: Exit::Done, failed: None }
    }

    /// Ends the command with another exit code than 0, though it did what it was asked.
    #[must_use]
    pub(crate) fn ending(self, exit: Exit) -> Self {
        Self { exit, ..self }
    }

    /// Ends the command as the first of its failures does, where it did several things and some of them failed.
    #[must_use]
    pub(crate) fn failing(self, first: &Failure) -> Self {
        Self { exit: first.exit(), failed: Some(first.to_json()), ..self }
    }

    /// Lets a secret go to stdout, because `--reveal` was given: alone, without the public line.
    #[must_use]
    pub(crate) fn reveal(mut self, secret: SecretText) -> Self {
        self.text.clear();
        self.revealed = Some(secret);
        self
    }

    /// Writes the result and tells the exit code.
    ///
    /// # Errors
    /// When stdout cannot be written.
    pub(crate) fn show(
        self,
        command: &str,
        as_json: bool,
        warnings: &[Failure],
    ) -> Result<Exit, Failure> {
        if !as_json {
            host::write_stdout(self.text.as_bytes())?;
            if let Some(secret) = self.revealed {
                // exposed to: stdout, as --reveal asked
                host::write_stdout(secret.expose_secret().as_bytes())?;
                host::write_stdout(b"\n")?;
            }
            return Ok(self.exit);
        }
        if self.written {
            return Ok(self.exit);
        }
        let warnings: Vec<Value> = warnings.iter().map(Failure::to_json).collect();
        let mut envelope = json!({
            "coldkeep": ENVELOPE, "command": command, "ok": self.failed.is_none(), "data": self.data,
            "warnings": warnings,
        });
        if let Some(failed) = self.failed {
            envelope["error"] = failed;
        }
        if self.exit != Exit::Done {
            envelope["exit"] = (self.exit as u8).into();
        }
        let mut line = envelope.to_string();
        line.push('\n');
        match self.revealed {
            None => host::write_stdout(line.as_bytes())?,
            Some(secret) => {
                // The secret is spliced in between, so that it never enters a growing JSON string.
                let end = line.trim_end().len() - 1;
                host::write_stdout(&line.as_bytes()[..end])?;
                host::write_stdout(b",\"revealed\":\"")?;
                // exposed to: stdout, as --reveal asked
                host::write_stdout(json_escaped(&secret).expose_secret())?;
                host::write_stdout(b"\"}\n")?;
            }
        }
        Ok(self.exit)
    }
}

/// The text as the inside of a JSON string (RFC 8259 §7), in room that never grows.
fn json_escaped(secret: &SecretText) -> SecretBuffer {
    const LONGEST: usize = 6;
    const FITS: &str = "six bytes are set aside for every one";
    let mut escaped = SecretBuffer::with_room(secret.len() * LONGEST);
    // exposed to: the escaped copy
    for byte in secret.expose_secret().bytes() {
        match byte {
            b'"' | b'\\' => escaped.push(&[b'\\', byte]).expect(FITS),
            0..0x20 | 0x7f => write!(escaped, "\\u{byte:04x}").expect(FITS),
            _ => escaped.push(&[byte]).expect(FITS),
        }
    }
    escaped
}

/// The envelope of a failure, on stdout; the human message goes to stderr all the same.
pub(crate) fn failure_line(command: &str, failure: &Failure, warnings: &[Failure]) -> String {
    let warnings: Vec<Value> = warnings.iter().map(Failure::to_json).collect();
    let envelope = json!({
        "coldkeep": ENVELOPE, "command": command, "ok": false, "exit": failure.exit() as u8,
        "error": failure.to_json(), "warnings": warnings,
    });
    format!("{envelope}\n")
}

fn to_value(result: &impl Serialize) -> Value {
    serde_json::to_value(result).expect("reports are plain structs of strings, numbers and lists")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revealed_text_cannot_break_out_of_its_json_string() {
        let text = "pa\"ss\\\n\u{1b}ü\",\"ok\":false";
        let escaped = json_escaped(&SecretText::copied_from(text)).into_text().expect("text");
        // exposed to: the comparison
        let json = format!("\"{}\"", escaped.expose_secret());
        assert_eq!(serde_json::from_str::<String>(&json).expect("one JSON string"), text);
    }
}
