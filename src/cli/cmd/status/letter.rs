//! The letter to heirs, as `status` tells of it: its copies, and whether the places that it names are in the logbook.

use crate::cli::cmd::copies::{Row, Table};
use crate::cli::desk::Desk;
use crate::cli::failure::counted;
use crate::cli::session::Session;
use crate::host::show_text;
use crate::logbook::{Answers, LETTER_NAME, Logbook};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;

/// The letter.
#[derive(Serialize)]
pub(super) struct Letter {
    /// How often its answers were changed; nothing where they are not kept here.
    version: Option<u32>,
    /// The day of the last change.
    written: Option<String>,
    /// The places that it names.
    places: usize,
    /// Those of them that the logbook does not have.
    unknown_places: Vec<String>,
    copies: Vec<Row>,
}

/// The letter, where there are answers or a copy. Answers that cannot be read are warned about.
pub(super) fn of(book: &Logbook, session: &mut Session) -> Option<Letter> {
    let read = Desk::open(session).and_then(|desk| match desk {
        Some(desk) => desk.read(),
        None => Ok(None),
    });
    let file = read.unwrap_or_else(|failure| {
        session.warn(failure.as_warning());
        None
    });
    let copies: Vec<Row> = book.alive(LETTER_NAME).map(|copy| Row::of(book, copy)).collect();
    let answers = file.map(|file| file.answers().clone().with_copies_of(book));
    if answers.is_none() && copies.is_empty() {
        return None;
    }
    let named = answers.iter().flat_map(places).collect::<BTreeSet<&str>>();
    let unknown = named.iter().filter(|name| book.place(name).is_none());
    Some(Letter {
        version: answers.as_ref().map(|answers| answers.version),
        written: answers.as_ref().and_then(|answers| answers.written.clone()),
        places: named.len(),
        unknown_places: unknown.map(|name| show_text(name)).collect(),
        copies,
    })
}

fn places(answers: &Answers) -> impl Iterator<Item = &str> {
    let kept = answers.copies.iter().map(|kept| kept.place.text.as_str());
    kept.chain(answers.places.iter().map(|place| place.name.text.as_str()))
}

impl fmt::Display for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{LETTER_NAME}")?;
        if let (Some(version), Some(day)) = (self.version, &self.written) {
            write!(f, "   version {version} of {day}")?;
        }
        if self.version.is_some() {
            write!(f, "   names {}", counted(self.places, "place"))?;
        }
        match (self.places, self.unknown_places.as_slice()) {
            (0, _) => writeln!(f)?,
            (_, []) => writeln!(f, ", all in the logbook")?,
            (_, some) => writeln!(f, "; not in the logbook: {}", some.join(", "))?,
        }
        for line in Table(&self.copies).to_string().lines() {
            writeln!(f, "   {line}")?;
        }
        Ok(())
    }
}
