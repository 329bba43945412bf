//! `push.toml`: the user's own uploaders, which program sends a file to a place and which reads it back from there.

use super::document::{Part, Toml};
use super::{FORMAT, LogbookError};
use std::ffi::{OsStr, OsString};

/// The seconds that a program has where the file says nothing.
const USUAL_TIMEOUT: u32 = 3600;
/// How often it is tried again where the file says nothing.
const USUAL_RETRIES: u32 = 2;
/// The seconds before the second try where the file says nothing.
const USUAL_PAUSE: u32 = 5;

const PROGRAM: &str = "a list of texts that begins with the absolute path of a program and names {name}, such as \
    [\"/usr/bin/rclone\", \"rcat\", \"box:{name}\"]";
const OTHER_SIDE: &str =
    "a list without {file}: what is compared must come back from the other side";
const VARIABLES: &str = "a list of names of variables, such as [\"HOME\", \"RCLONE_CONFIG\"]";
const TARGET: &str = "a table for each target, with 1 to 32 letters, digits, - and _ as its name";

/// One place to send to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its name, which holds letters, digits, `-` and `_` only.
    pub name: String,
    /// The program that sends, and its arguments.
    send: Vec<String>,
    /// The program that reads back, and its arguments.
    verify: Vec<String>,
    /// Names of variables that both get.
    pub variables: Vec<String>,
    /// How long each of them may take, in seconds.
    pub timeout: u32,
    /// How often it is tried again.
    pub retries: u32,
    /// Whether it is in the house, so that one fire reaches it and the computer.
    pub at_home: bool,
    /// How long to wait before the second try, in seconds; the time doubles from try to try.
    pub pause: u32,
}

/// The uploaders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushFile {
    targets: Vec<Target>,
}

impl PushFile {
    /// Reads a file.
    ///
    /// # Errors
    /// [`LogbookError`] with the line: no TOML, a program without absolute path, a missing `{name}`, a value of
    /// another kind.
    pub fn parse(text: &str) -> Result<Self, LogbookError> {
        let toml = Toml::parse(text)?;
        let top = toml.top();
        match top.integer("format")? {
            Some(found) if found != FORMAT => {
                return Err(LogbookError::Newer { found, known: FORMAT });
            }
            _ => {}
        }
        let tables = match top.table("push")? {
            Some(table) => table.tables("push", TARGET)?,
            None => Vec::new(),
        };
        let targets = tables.into_iter().map(|(name, part)| Target::read(name, &part));
        Ok(Self { targets: targets.collect::<Result<_, _>>()? })
    }

    /// All targets, in the order of the file.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// The target of a name.
    pub fn target(&self, name: &str) -> Option<&Target> {
        self.targets.iter().find(|target| target.name == name)
    }
}

impl Target {
    fn read(name: &str, part: &Part<'_>) -> Result<Self, LogbookError> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || name.len() > 32 || !name.chars().all(plain) || name.starts_with('-') {
            return Err(part.refuse("push", TARGET));
        }
        let is_variable = |name: &String| {
            name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
                && !name.starts_with(|c: char| c.is_ascii_digit())
                && !name.is_empty()
        };
        let seconds = "a whole number of seconds from 1 to 604800";
        let timeout = part.number("timeout", 604_800, seconds)?;
        if timeout == Some(0) {
            return Err(part.refuse("timeout", seconds));
        }
        let retries = part.number("retries", 20, "a whole number from 0 to 20")?;
        let pause = part.number("pause", 3600, "a whole number of seconds from 0 to 3600")?;
        Ok(Self {
            name: name.to_owned(),
            send: part.must("send", part.list("send", PROGRAM, is_program)?)?,
            verify: {
                let verify = part.list("verify", PROGRAM, is_program)?;
                let other_side = |words: &[String]| !words.iter().any(|w| w.contains("{file}"));
                part.list("verify", OTHER_SIDE, other_side)?;
                part.must("verify", verify)?
            },
            variables: part
                .list("env", VARIABLES, |names| names.iter().all(is_variable))?
                .unwrap_or_default(),
            timeout: timeout.unwrap_or(USUAL_TIMEOUT),
            retries: retries.unwrap_or(USUAL_RETRIES),
            at_home: part.truth("at_home")?,
            pause: pause.unwrap_or(USUAL_PAUSE),
        })
    }

    /// Whether the sending program reads the file itself, by its path, and not its standard input.
    pub fn takes_a_path(&self) -> bool {
        self.send.iter().any(|word| word.contains("{file}"))
    }

    /// The sending program and its arguments, for a file of this path and a copy of this name.
    pub fn send(&self, name: &str, file: &OsStr) -> Vec<OsString> {
        self.send.iter().map(|word| filled(&word.replace("{name}", name), file)).collect()
    }

    /// The program that reads a copy of this name, and its arguments.
    pub fn verify(&self, name: &str) -> Vec<OsString> {
        self.verify.iter().map(|word| word.replace("{name}", name).into()).collect()
    }
}

/// An absolute path first, which no copy's name changes, and the name of the copy behind it.
fn is_program(words: &[String]) -> bool {
    let absolute =
        words.first().is_some_and(|first| first.starts_with('/') && !first.contains('{'));
    absolute
        && words.iter().any(|word| word.contains("{name}"))
        && !words.iter().any(|word| word.contains('\0'))
}

/// The word with the path in place of every `{file}`; a path may be other bytes than text.
fn filled(word: &str, file: &OsStr) -> OsString {
    let mut parts = word.split("{file}");
    let mut whole = OsString::from(parts.next().unwrap_or_default());
    for part in parts {
        whole.push(file);
        whole.push(part);
    }
    whole
}
