//! What a command did: its output, its exit code, the files it left.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Everything that is compared.
#[derive(Deserialize, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(super) struct Outcome {
    /// The exit code; 128 and the signal's number when a signal ended it.
    pub(super) exit: i32,
    /// The whole of standard output, where it is not the terminal.
    #[serde(default)]
    pub(super) stdout: String,
    /// The whole of standard error, where it is not the terminal.
    #[serde(default)]
    pub(super) stderr: String,
    /// Everything that reached the terminal, control sequences and all.
    pub(super) screen: Option<String>,
    /// Every file and folder afterwards: mode and path, `(changed)` when it was there before.
    #[serde(default)]
    pub(super) files_after: Vec<String>,
    /// The text of each file that the case asks to show.
    #[serde(default)]
    pub(super) contents: BTreeMap<String, String>,
}

impl Outcome {
    /// What is different, part by part, or nothing.
    pub(super) fn difference(&self, happened: &Self) -> Option<String> {
        let mut report = String::new();
        let mut part = |name: &str, expected: String, got: String| {
            if expected != got {
                let _ = write!(
                    report,
                    "--- {name}, expected:\n{expected}\n--- {name}, happened:\n{got}\n"
                );
            }
        };
        part("exit", self.exit.to_string(), happened.exit.to_string());
        part("stdout", visible(&self.stdout), visible(&happened.stdout));
        part("stderr", visible(&self.stderr), visible(&happened.stderr));
        part("screen", visible_option(&self.screen), visible_option(&happened.screen));
        part("files", self.files_after.join("\n"), happened.files_after.join("\n"));
        let shown = |outcome: &Self| {
            outcome.contents.iter().map(|(n, t)| format!("{n}:\n{t}")).collect::<String>()
        };
        part("contents", visible(&shown(self)), visible(&shown(happened)));
        (!report.is_empty()).then_some(report)
    }

    /// The `[expected]` table.
    pub(super) fn to_toml(&self) -> String {
        let mut toml = format!("[expected]\nexit = {}\n", self.exit);
        let mut field = |name: &str, text: &str| {
            let _ = writeln!(toml, "{name} = {}", literal(text));
        };
        match &self.screen {
            Some(screen) => field("screen", screen),
            None => {
                field("stdout", &self.stdout);
                field("stderr", &self.stderr);
            }
        }
        if self.screen.is_some() && !self.stdout.is_empty() {
            field("stdout", &self.stdout);
        }
        if self.screen.is_some() && !self.stderr.is_empty() {
            field("stderr", &self.stderr);
        }
        let files: Vec<_> = self.files_after.iter().map(|name| literal(name)).collect();
        let _ = writeln!(toml, "files_after = [{}]", files.join(", "));
        if !self.contents.is_empty() {
            toml.push_str("[expected.contents]\n");
        }
        for (name, text) in &self.contents {
            let _ = writeln!(toml, "{} = {}", literal(name), literal(text));
        }
        toml
    }
}

fn visible_option(text: &Option<String>) -> String {
    text.as_deref().map_or("(no terminal)".to_owned(), visible)
}

/// Control characters spelled out; line breaks stay.
fn visible(text: &str) -> String {
    text.split_inclusive('\n')
        .map(|line| {
            line.trim_end_matches('\n').escape_debug().to_string()
                + &"\n".repeat(usize::from(line.ends_with('\n')))
        })
        .collect::<String>()
        .replace("\\\"", "\"")
        .replace("\\'", "'")
}

/// A TOML string as a person would write it: in quotes on one line, as a block over several.
fn literal(text: &str) -> String {
    let plain = !text.contains("'''") && text.chars().all(|c| c == '\n' || !c.is_control());
    match (plain, text.contains('\n')) {
        (true, false) if !text.contains('\'') => format!("'{text}'"),
        (true, _) if text.ends_with('\n') => format!("'''\n{text}'''"),
        _ => {
            let escaped = text.chars().map(|c| match c {
                '\n' => "\\n\\\n".to_owned(),
                '"' => "\\\"".to_owned(),
                '\\' => "\\\\".to_owned(),
                c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
                c => c.to_string(),
            });
            // A line that starts with spaces would lose them after a continued line.
            let joined = escaped.collect::<String>().replace("\\\n ", "\\\n\\u0020");
            format!("\"\"\"\\\n{joined}\"\"\"")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_comes_back_from_toml_as_it_was() {
        for text in [
            "",
            "one",
            "one\n",
            "one\n\ntwo",
            "it's\n",
            "\x1b[?1049h\r\n  two \\ \"q\"\n",
            "\n\n",
            "'''\n",
        ] {
            let read: BTreeMap<String, String> =
                toml::from_str(&format!("t = {}", literal(text))).unwrap();
            assert_eq!(read["t"], text);
        }
    }
}
