//! One transcript case as its file says it.

use super::outcome::Outcome;
use serde::Deserialize;
use std::collections::BTreeMap;

/// How the program is called, and what it must do.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    /// The arguments; `{dir}` stands for the case's folder.
    #[serde(default)]
    pub(super) args: Vec<String>,
    /// What arrives on standard input; nothing and its end when absent.
    #[serde(default)]
    pub(super) stdin: String,
    /// Environment variables on top of the fixed few.
    #[serde(default)]
    pub(super) env: BTreeMap<String, String>,
    /// Open descriptors, by number, each with the file of this case that it reads.
    #[serde(default)]
    pub(super) descriptors: BTreeMap<String, String>,
    /// The case's folder is in memory, where secrets in clear may be written.
    #[serde(default)]
    pub(super) memory: bool,
    /// Calls of the same program that come first and must succeed; nothing of them is compared.
    #[serde(default)]
    pub(super) before: Vec<Vec<String>>,
    /// Secrets may be on standard output, because `--reveal` or its like asked for it.
    #[serde(default)]
    pub(super) reveal: bool,
    /// Files that are there before.
    #[serde(default)]
    pub(super) files: BTreeMap<String, Given>,
    /// Folders without anything in them that are there before.
    #[serde(default)]
    pub(super) folders: Vec<String>,
    /// When present, the program runs on a terminal.
    pub(super) tty: Option<Tty>,
    /// Parts of the output that differ by machine or by chance.
    #[serde(default)]
    pub(super) replace: Vec<Replace>,
    /// Starts of standard error's messages that are left out with their indented lines.
    #[serde(default)]
    pub(super) omit: Vec<String>,
    /// The files whose text is compared too.
    #[serde(default)]
    pub(super) show: Vec<String>,
    /// The time limit.
    #[serde(default = "sixty")]
    pub(super) seconds: u64,
    /// What must happen.
    pub(super) expected: Option<Outcome>,
}

fn sixty() -> u64 {
    60
}

/// A file's content: text, or bytes in hex, each 0600 unless a mode is given.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Given {
    Text(String),
    Detailed { text: Option<String>, hex: Option<String>, mode: Option<String> },
}

/// A terminal, with somebody who answers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tty {
    /// The standard streams that are the terminal; all three when absent.
    #[serde(default = "all_streams")]
    pub(super) streams: Vec<String>,
    /// How many characters a line has; 100 when absent.
    pub(super) columns: Option<u16>,
    /// Wait for `expect`, then type `send`.
    #[serde(default)]
    pub(super) dialogue: Vec<Step>,
}

impl Tty {
    /// Whether the standard stream of that name is the terminal.
    pub(super) fn has(&self, stream: &str) -> bool {
        self.streams.iter().any(|name| name == stream)
    }
}

fn all_streams() -> Vec<String> {
    ["stdin", "stdout", "stderr"].map(str::to_owned).to_vec()
}

/// One exchange.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    pub(super) expect: String,
    pub(super) send: String,
    /// Wait until the program has turned the echo off.
    #[serde(default)]
    pub(super) hidden: bool,
}

/// What stands between `prefix` and `suffix` on one line becomes `with`; without a suffix, the rest of the line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Replace {
    prefix: String,
    suffix: String,
    with: String,
}

impl Case {
    /// Reads a case file.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    /// The texts of its files.
    pub(super) fn texts(&self) -> Vec<String> {
        let text = |given: &Given| match given {
            Given::Text(text) => Some(text.clone()),
            Given::Detailed { text, .. } => text.clone(),
        };
        self.files.values().filter_map(text).collect()
    }

    /// Adds the rules that hold for every case, written as a case with nothing but rules.
    pub(super) fn add_rules(&mut self, text: &str) -> Result<(), String> {
        let always = Self::read(text)?;
        self.replace.extend(always.replace);
        self.omit.extend(always.omit);
        Ok(())
    }

    /// The output with everything replaced that differs by machine or by chance.
    pub(super) fn settled(&self, text: &str, folder: &str) -> String {
        self.replace.iter().fold(text.replace(folder, "DIR"), |text, rule| rule.apply(&text))
    }

    /// JSON without the warnings to omit; those have no fields of their own.
    pub(super) fn without_omitted_json(&self, text: String) -> String {
        let slugs =
            self.omit.iter().filter_map(|start| start.strip_prefix("warning[")?.strip_suffix(']'));
        slugs.fold(text, |text, slug| {
            let Some(end) = text.find(&format!(",\"slug\":\"{slug}\"}}")) else { return text };
            let close = end + text[end..].find('}').unwrap_or_default() + 1;
            let open = text[..end].rfind('{').unwrap_or(end);
            let close = close + usize::from(text[close..].starts_with(','));
            let open =
                open - usize::from(text[close..].starts_with(']') && text[..open].ends_with(','));
            format!("{}{}", &text[..open], &text[close..])
        })
    }

    /// Standard error without the messages to omit: each with its why and next.
    pub(super) fn without_omitted(&self, text: &str) -> String {
        let mut omitting = false;
        let kept = text.split_inclusive('\n').filter(|line| {
            let goes_on = omitting
                && ["  why: ", "  next:", "        "].iter().any(|start| line.starts_with(start));
            omitting = goes_on || self.omit.iter().any(|start| line.starts_with(start.as_str()));
            !omitting
        });
        kept.collect()
    }
}

impl Given {
    /// The bytes and the mode bits.
    pub(super) fn content(&self) -> Result<(Vec<u8>, u32), String> {
        let (text, hex, mode) = match self {
            Self::Text(text) => (Some(text), None, None),
            Self::Detailed { text, hex, mode } => (text.as_ref(), hex.as_ref(), mode.as_ref()),
        };
        let bytes = match (text, hex) {
            (Some(text), None) => text.clone().into_bytes(),
            (None, Some(hex)) => bytes_of(hex).ok_or("not hex")?,
            _ => return Err("a file needs text or hex, one of them".to_owned()),
        };
        let mode = mode.map_or(Ok(0o600), |mode| u32::from_str_radix(mode, 8));
        Ok((bytes, mode.map_err(|_| "the mode is not octal")?))
    }
}

fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> =
        hex.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_digit(16)).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect())
}

impl Replace {
    fn apply(&self, text: &str) -> String {
        let mut settled = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(&self.prefix) {
            let (before, after) = rest.split_at(at + self.prefix.len());
            settled.push_str(before);
            let line = after.split('\n').next().unwrap_or(after);
            let end =
                if self.suffix.is_empty() { Some(line.len()) } else { line.find(&self.suffix) };
            rest = match end {
                Some(end) => {
                    settled.push_str(&self.with);
                    &after[end..]
                }
                None => after,
            };
        }
        settled + rest
    }
}
