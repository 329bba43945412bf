//! coldkeep letter: the letter to the heirs, asked for, changed and checked.

pub(crate) mod check;
mod interview;
mod lines;

use crate::cli::args::LetterArgs;
use crate::cli::desk::{self, Desk, LETTER};
use crate::cli::failure::{Failure, counted, letter as failure};
use crate::cli::judges;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host;
use crate::letter::QUESTIONS;
use serde::Serialize;
use std::fmt;

/// Where the answers are.
#[derive(Serialize)]
struct Written {
    file: String,
    version: u32,
    /// Refusals and warnings of `letter check`; absent where nothing was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<usize>,
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.file)
    }
}

/// Asks the nine questions, or writes them to the file.
///
/// # Errors
/// When nobody can be asked; when an answer holds a secret three times; when the file cannot be used.
pub(crate) fn run(args: &LetterArgs, session: &mut Session) -> Result<Report, Failure> {
    if args.template {
        return template(session);
    }
    ask(session, None)
}

/// Asks one question again, or all.
///
/// # Errors
/// As [`run`].
pub(crate) fn edit(question: Option<u8>, session: &mut Session) -> Result<Report, Failure> {
    ask(session, question)
}

fn template(session: &mut Session) -> Result<Report, Failure> {
    let desk = Desk::open_or_make(session)?;
    desk.begin()?;
    let file = host::show_path(&desk.path());
    session.say("The nine questions are in the file. Answer them with an editor, then: coldkeep letter check");
    Ok(Report::of(&Written { file, version: 0, findings: None }))
}

fn ask(session: &mut Session, only: Option<u8>) -> Result<Report, Failure> {
    if !session.can_ask() {
        return Err(failure::cannot_ask(&session.home()?.join(LETTER)));
    }
    let mut desk = Desk::open_or_make(session)?;
    let path = host::show_path(&desk.path());
    session.say(match only {
        None => "Nine questions. No secrets: coldkeep refuses to print the letter if it finds one.",
        Some(_) => "No secrets: coldkeep refuses to print the letter if it finds one.",
    });
    session.say(
        "Enter keeps what stands in [ ]; a single - takes it away. Each answer is kept at once.",
    );
    for question in QUESTIONS.iter().filter(|one| only.is_none_or(|only| one.number == only)) {
        let there = desk.read()?.map(|file| file.answers().clone()).unwrap_or_default();
        let answered = interview::ask(question, there, session)?;
        desk.change(|answers| interview::carry(question.number, answered, answers))?;
    }
    let Some(file) = desk.read()? else { return Err(failure::no_letter(&desk.path())) };
    let findings = judges::findings(&file, &desk::letter(session, &file)?).len();
    session.say(&match findings {
        0 => {
            "Nothing was found that should not be there. Print it: coldkeep print letter".to_owned()
        }
        some => format!("{}: coldkeep letter check", counted(some, "finding")),
    });
    let version = file.answers().version;
    Ok(Report::of(&Written { file: path, version, findings: Some(findings) }))
}
