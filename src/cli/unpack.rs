//! An archive that is decrypted: listed, or unpacked into a new folder, and compared with its list of SHA-256.

mod extract;
mod tally;

use super::failure::archive::links_left_out;
use super::failure::{Exit, Failure, counted};
use super::report::Report;
use super::session::Session;
use super::stream::hex;
use crate::crypt::archive::{Member, Reader, Sink, What};
use crate::crypt::{self, With};
use crate::host::{self, Date};
use extract::Extract;
use serde::Serialize;
use std::fmt;
use std::io::{self, Read, Write};
use std::path::Path;
use tally::Tally;

/// How many links that were left out are named.
const NAMED: usize = 5;

/// What was in the archive.
#[derive(Serialize)]
struct Unpacked {
    /// The folder that it was unpacked into.
    folder: Option<String>,
    files: u64,
    bytes: u64,
    /// Whether it has a list of SHA-256, which agrees.
    list_agrees: bool,
    /// Links that lead out of the folder, and were not made.
    left_out: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    members: Vec<Line>,
}

/// One line of a list.
#[derive(Serialize)]
struct Line {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name_hex: Option<String>,
    kind: &'static str,
    mode: String,
    bytes: u64,
    modified: i64,
    /// What a link says; empty for what is none.
    target: String,
}

impl fmt::Display for Unpacked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.members {
            let when = moment(line.modified);
            let (arrow, slash) = match line.kind {
                "folder" => ("", "/"),
                "file" => ("", ""),
                _ => (" -> ", ""),
            };
            let (mode, bytes, target) = (&line.mode, line.bytes, &line.target);
            writeln!(f, "{mode} {bytes:>12}  {when}  {}{slash}{arrow}{target}", line.name)?;
        }
        Ok(())
    }
}

/// Refuses to unpack into a folder that is there.
///
/// # Errors
/// `file-exists`, `no-such-folder`.
pub(crate) fn refuse_existing(folder: &Path) -> Result<(), Failure> {
    super::deliver::refuse_missing_folder(folder)?;
    match folder.symlink_metadata() {
        Ok(_) => Err(extract::folder_exists(folder)),
        Err(_) => Ok(()),
    }
}

/// Lists the archive, or unpacks it into `folder`.
///
/// # Errors
/// When it cannot be decrypted, is no archive, is damaged or unsafe, differs from its list, or cannot be written.
/// Then no folder is there.
pub(crate) fn run(
    session: &mut Session,
    with: &With<'_>,
    input: impl Read,
    folder: Option<&Path>,
) -> Result<Report, Failure> {
    let result = match folder {
        None => {
            let list = read(with, input, List::default())?;
            let agrees = list.tally.agrees()?;
            Unpacked::of(None, &list.tally, agrees, Vec::new(), list.lines)
        }
        Some(folder) => {
            let extract = read(with, input, Extract::into(folder)?)?;
            let agrees = extract.tally.agrees()?;
            let (tally, left_out) = extract.keep()?;
            Unpacked::of(Some(folder), &tally, agrees, left_out, Vec::new())
        }
    };
    let whole = match result.list_agrees {
        true => "whole: as its list of SHA-256 says",
        false => "whole; it has no list of SHA-256",
    };
    let where_to = result.folder.as_ref().map(|name| format!(" in {name}")).unwrap_or_default();
    let files = counted(result.files as usize, "file");
    session.say(&format!("{files}, {} bytes{where_to}; {whole}.", result.bytes));
    if result.left_out.is_empty() {
        return Ok(Report::of(&result));
    }
    let named: Vec<&str> = result.left_out.iter().take(NAMED).map(String::as_str).collect();
    session.warn(links_left_out(&named.join(", "), result.left_out.len()));
    Ok(Report::of(&result).ending(Exit::RuleNotMet))
}

fn read<S: Sink<Error = Failure>>(
    with: &With<'_>,
    input: impl Read,
    sink: S,
) -> Result<S, Failure> {
    let mut pushed = Pushed { reader: Reader::default(), sink, failure: None };
    let answer = crypt::decrypt(with, input, &mut pushed);
    if let Some(failure) = pushed.failure {
        return Err(failure);
    }
    answer?;
    pushed.reader.finish()?;
    Ok(pushed.sink)
}

/// The way from what is decrypted to the archive's reader.
struct Pushed<S> {
    reader: Reader,
    sink: S,
    failure: Option<Failure>,
}

impl<S: Sink<Error = Failure>> Write for Pushed<S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if host::interrupted() {
            self.failure = Some(Failure::interrupted());
        } else if let Err(failure) = self.reader.push(bytes, &mut self.sink) {
            self.failure = Some(failure);
        }
        match self.failure {
            Some(_) => Err(io::ErrorKind::InvalidData.into()),
            None => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[derive(Default)]
struct List {
    lines: Vec<Line>,
    tally: Tally,
}

impl Sink for List {
    type Error = Failure;

    fn begin(&mut self, _: u64, member: Member) -> Result<(), Failure> {
        self.lines.push(Line::of(&member));
        self.tally.begin(member);
        Ok(())
    }

    fn content(&mut self, offset: u64, bytes: &[u8]) -> Result<(), Failure> {
        self.tally.content(offset, bytes)
    }

    fn end(&mut self) -> Result<(), Failure> {
        self.tally.end()
    }
}

impl Line {
    fn of(member: &Member) -> Self {
        let text = |bytes: &[u8]| host::show_text(&String::from_utf8_lossy(bytes));
        let (kind, bytes, target) = match &member.what {
            What::Folder => ("folder", 0, String::new()),
            What::File { bytes } => ("file", *bytes, String::new()),
            What::Link(target) => ("link", 0, text(target)),
            What::Again(target) => ("second-name", 0, text(target)),
        };
        let mode = format!("{:04o}", member.mode);
        let name = text(&member.name);
        let name_hex = (name.as_bytes() != member.name).then(|| hex(&member.name));
        Self { name, name_hex, kind, mode, bytes, modified: member.modified, target }
    }
}

impl Unpacked {
    fn of(
        folder: Option<&Path>,
        tally: &Tally,
        list_agrees: bool,
        left_out: Vec<String>,
        members: Vec<Line>,
    ) -> Self {
        let (files, bytes) = tally.counts();
        Self { folder: folder.map(host::show_path), files, bytes, list_agrees, left_out, members }
    }
}

/// A time of UTC, to the minute.
fn moment(seconds: i64) -> String {
    match u64::try_from(seconds) {
        Ok(seconds) => {
            let (day, rest) = (seconds / 86_400, seconds % 86_400);
            format!("{} {:02}:{:02}", Date::from_days(day), rest / 3600, rest / 60 % 60)
        }
        Err(_) => "before 1970-01-01".to_owned(),
    }
}
