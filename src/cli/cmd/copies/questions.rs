//! What `copies add` and `copies move` ask on a terminal: the place, the medium, the seal, and of a new place whether
//! it is away from home.

use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::host::show_text;
use crate::logbook::{Logbook, MEDIA, Medium};

/// The place by its name, without spaces around it.
///
/// # Errors
/// When nobody can be asked; `flag` says it instead.
pub(super) fn place(
    session: &mut Session,
    what: &str,
    flag: &str,
    question: &str,
) -> Result<String, Failure> {
    session.must_ask(what, flag)?;
    Ok(session.ask_line(question)?.trim().to_owned())
}

/// The medium; paper where the answer is empty. Asked again where there is none of that name.
///
/// # Errors
/// At the end of the terminal.
pub(super) fn medium(session: &mut Session) -> Result<Medium, Failure> {
    let names: Vec<&str> = MEDIA.iter().map(|(name, _)| *name).collect();
    loop {
        let answer = session.ask_line(&format!("On what: {} [paper]? ", names.join(", ")))?;
        let answer = answer.trim().to_lowercase();
        match MEDIA.iter().find(|(name, _)| *name == answer) {
            Some((_, medium)) => return Ok(*medium),
            None if answer.is_empty() => return Ok(Medium::Paper),
            None => session.show_line(&format!("One of these: {}.", names.join(", "))),
        }
    }
}

/// The number of the seal, where there is one.
///
/// # Errors
/// At the end of the terminal.
pub(super) fn seal(session: &mut Session) -> Result<Option<String>, Failure> {
    let answer = session.ask_line("The number of its seal, or Enter: ")?;
    Ok(Some(answer.trim().to_owned()).filter(|seal| !seal.is_empty()))
}

/// Whether a place that was typed is away from home: asked of one that the logbook does not know yet.
///
/// # Errors
/// At the end of the terminal.
pub(super) fn is_away(
    session: &mut Session,
    book: &Logbook,
    place: &str,
    medium: Medium,
) -> Result<bool, Failure> {
    if place.is_empty() || book.place(place).is_some() || medium == Medium::Cloud {
        return Ok(false);
    }
    let place = show_text(place);
    session.confirm(&format!("{place} is a new place. Is it away from your home?"), false)
}
