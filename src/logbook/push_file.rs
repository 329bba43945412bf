//! `push.toml`: the user's own uploaders, which program sends a file to a place and which reads it back from there.

use super::document::{Part, Toml};
use super::near::{Near, distance};
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
const PLACEHOLDER: &str = "a list in which {name} and {file} alone stand for something";
const SHELL: &str = "a list in which {file} is an argument of its own: behind -c a shell would run the name of a file as a \
    command, so write \"$1\" there";
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
    near: Vec<Near>,
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
        let targets = targets.collect::<Result<_, _>>()?;
        drop(top);
        Ok(Self { targets, near: toml.near() })
    }

    /// Keys that are not known, and are nearly one that is: they say nothing.
    pub fn near_misses(&self) -> &[Near] {
        &self.near
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
        for key in ["send", "verify"] {
            part.list(key, PLACEHOLDER, |words| !words.iter().any(|word| has_slip(word)))?;
            part.list(key, SHELL, |words| !runs_a_name(words))?;
        }
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

/// Whether something in braces is nearly a placeholder. Other braces belong to the program.
fn has_slip(word: &str) -> bool {
    let inside = word.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    let known = ["name", "file"];
    inside
        .filter(|text| !known.contains(text))
        .any(|text| known.iter().any(|known| distance(text, known).is_some()))
}

/// Whether the path of a file stands in what a shell is told to do.
fn runs_a_name(words: &[String]) -> bool {
    const SHELLS: [&str; 6] = ["sh", "bash", "dash", "zsh", "ksh", "ash"];
    let is_shell = |word: &String| {
        let program = word.rsplit('/').next().unwrap_or_default();
        SHELLS.contains(&program)
    };
    let tells =
        |flag: &str| flag.starts_with('-') && !flag.starts_with("--") && flag.ends_with('c');
    let mut pairs = words.iter().zip(words.iter().skip(1));
    words.iter().any(is_shell) && pairs.any(|(flag, told)| tells(flag) && told.contains("{file}"))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(send: &str, more: &str) -> Result<Vec<&'static str>, LogbookError> {
        let text =
            format!("[push.box]\nsend = {send}\nverify = [\"/bin/cat\", \"{{name}}\"]\n{more}\n");
        let file = PushFile::parse(&text)?;
        Ok(file.near_misses().iter().map(|near| near.known).collect())
    }

    const COPY: &str = r#"["/bin/cp", "{file}", "/mnt/{name}"]"#;

    #[test]
    fn a_key_that_is_nearly_known_is_told() {
        assert_eq!(read(COPY, "retries = 0\ntimeout = 3\nnote = \"mine\""), Ok(vec![]));
        assert_eq!(read(COPY, "retires = 0\ntimout = 3"), Ok(vec!["retries", "timeout"]));
    }

    #[test]
    fn a_slip_in_a_placeholder_is_refused_and_other_braces_are_the_programs() {
        let wanted = |send: &str| match read(send, "") {
            Err(LogbookError::Value { line: 2, key: "send", wanted }) => Some(wanted),
            read => read.map(|_| None).expect("a target"),
        };
        assert_eq!(wanted(r#"["/bin/cp", "{fil}", "/mnt/{name}"]"#), Some(PLACEHOLDER));
        assert_eq!(wanted(r#"["/bin/cp", "{file}", "/mnt/{nmae}-{name}"]"#), Some(PLACEHOLDER));
        assert_eq!(wanted(r#"["/usr/bin/curl", "-w", "%{http_code}", "box:{name}"]"#), None);
    }

    #[test]
    fn the_name_of_a_file_is_no_command_of_a_shell() {
        let refused = |send: &str| matches!(read(send, ""), Err(LogbookError::Value { wanted, .. }) if wanted == SHELL);
        assert!(refused(r#"["/bin/sh", "-c", "cp {file} /x/{name}"]"#));
        assert!(refused(r#"["/usr/bin/env", "bash", "-ec", "cp '{file}' /x/{name}"]"#));
        assert!(!refused(r#"["/bin/sh", "-c", 'cp "$1" "$2"', "sh", "{file}", "/x/{name}"]"#));
        assert!(!refused(r#"["/usr/bin/gcc", "-c", "{file}", "{name}"]"#), "no shell");
    }
}
