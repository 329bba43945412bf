//! coldkeep copies: the logbook of copies, by hand.

pub(crate) mod add;
pub(crate) mod change;
pub(crate) mod list;
mod questions;
mod sets;
mod thing;

use crate::cli::books;
use crate::cli::failure::{Failure, copies as failure};
use crate::cli::judges;
use crate::cli::line::Line;
use crate::cli::session::Session;
use crate::host::show_text;
use crate::logbook::{Copy, Fault, How, Logbook, READS, State, What};
use serde::Serialize;
use std::fmt;

pub(super) use sets::before_it_goes;
pub(crate) use sets::old_sets;

/// One copy, as it is told.
#[derive(Serialize)]
pub(crate) struct Row {
    id: String,
    of: String,
    what: &'static str,
    scheme: Option<String>,
    set: Option<String>,
    /// Of a cosigner: the fingerprint of its own key.
    fingerprint: Option<String>,
    generation: Option<u32>,
    /// Of what is locked and of what opens it: the name of the lock.
    lock: Option<String>,
    medium: &'static str,
    place: String,
    offsite: bool,
    online: bool,
    seal: Option<String>,
    made: Option<String>,
    /// The last day on which it was read and was as it should be.
    read: Option<String>,
    /// The day of the last drill that failed, where none since shows that it is good.
    failed: Option<String>,
    /// The day since which its target gives nothing.
    out_of_reach: Option<String>,
    state: &'static str,
    #[serde(skip)]
    moved: bool,
    /// Of what is looked at only: the last day on which it was as it should be, where there is one.
    #[serde(skip)]
    looked: Option<Option<String>>,
}

impl Row {
    pub(crate) fn of(book: &Logbook, copy: &Copy) -> Self {
        let place = book.place(&copy.place.text);
        let (failed, out_of_reach) = match copy.fault() {
            Some(Fault::Failed(on)) => (Some(on.to_owned()), None),
            Some(Fault::OutOfReach(since)) => (None, Some(since.to_owned())),
            None => (None, None),
        };
        Self {
            id: show_text(&copy.id.text),
            of: show_text(&copy.of.text),
            what: copy.what.name(),
            scheme: copy.scheme.map(|scheme| scheme.to_string()),
            set: copy.set.as_ref().map(|set| show_text(&set.text)),
            fingerprint: copy.fingerprint.as_ref().map(|said| said.text.clone()),
            generation: copy.generation,
            lock: copy.lock.as_ref().map(|lock| show_text(&lock.text)),
            medium: copy.medium.name(),
            place: show_text(&copy.place.text),
            offsite: place.is_some_and(|place| place.offsite),
            online: place.is_some_and(|place| place.online),
            seal: copy.seal.as_ref().map(|seal| show_text(&seal.text)),
            made: copy.made.clone(),
            read: copy.last_pass(&READS).map(|drill| drill.on.clone()),
            failed,
            out_of_reach,
            state: copy.state.name(),
            moved: copy.moved.is_some(),
            looked: (copy.what == What::Letter)
                .then(|| copy.last_pass(&[How::Look, How::Read]).map(|drill| drill.on.clone())),
        }
    }

    /// Its columns: name, what, medium, place, and the rest as one.
    fn columns(&self) -> [String; 5] {
        let what = match &self.scheme {
            Some(scheme) => format!("{} {scheme}", self.what),
            None => self.what.to_owned(),
        };
        let mut rest: Vec<String> = Vec::new();
        rest.extend(self.offsite.then(|| "off-site".to_owned()));
        rest.extend(self.online.then(|| "online".to_owned()));
        rest.extend(self.lock.as_ref().map(|lock| format!("lock {lock}")));
        rest.extend(self.seal.as_ref().map(|seal| format!("sealed {seal}")));
        rest.push(match (&self.failed, &self.out_of_reach, &self.read, &self.looked) {
            _ if self.state != State::Alive.name() => self.state.to_owned(),
            (Some(day), ..) => format!("failed {day}"),
            (_, Some(day), ..) => format!("out of reach since {day}"),
            (.., Some(Some(day))) => format!("looked at {day}"),
            (.., Some(None)) => "not looked at yet".to_owned(),
            (.., Some(day), None) => format!("read {day}"),
            _ if self.moved => "not read since it was moved".to_owned(),
            _ => "never read".to_owned(),
        });
        [self.id.clone(), what, self.medium.to_owned(), self.place.clone(), rest.join("  ")]
    }
}

/// Rows below each other, the columns aligned.
pub(crate) struct Table<'r>(pub(crate) &'r [Row]);

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells: Vec<[String; 5]> = self.0.iter().map(Row::columns).collect();
        let width = |at: usize| cells.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..4).map(width).collect();
        for row in &cells {
            for (cell, width) in row.iter().zip(&widths) {
                write!(f, "{cell:width$}  ")?;
            }
            writeln!(f, "{}", row[4])?;
        }
        Ok(())
    }
}

/// The copy of that name.
///
/// # Errors
/// `copy-name`, `no-such-copy`.
pub(crate) fn find<'b>(book: &'b Logbook, id: &str) -> Result<&'b Copy, Failure> {
    book.copy(id).ok_or_else(|| match id.contains('/') {
        true => failure::no_such_copy(book),
        false => failure::bad_id(),
    })
}

/// Says that the place of a copy is a new one, so that a slip of the keyboard is seen, and warns where another has nearly
/// the same name.
fn new_place(session: &mut Session, before: &Logbook, copy: &Copy, dry_run: bool) {
    let name = &copy.place.text;
    if before.place(name).is_none() {
        let said = if dry_run { "That would be a new place" } else { "Noted a new place" };
        session.say(&format!("{said}: {}", show_text(name)));
        let bare = |name: &str| name.split_whitespace().collect::<String>().to_lowercase();
        let alike = before.places().iter().find(|one| bare(&one.name.text) == bare(name));
        if let Some(known) = alike.map(|place| &place.name.text) {
            let line = Line::of("copies move").name(&copy.id.text).flag("--place", known);
            let what = format!("there is a place with nearly the same name: {}", show_text(known));
            session.warn(
                Failure::warning("place-alike", what)
                    .why("places are told apart by their names: under two names one counts as two, and one fire takes both.")
                    .command("if it is the same place:", &line),
            );
        }
    }
}

/// Refuses texts that hold a secret.
///
/// # Errors
/// `logbook-has-secret`, with the flag.
pub(super) fn no_secrets<'t>(
    texts: impl IntoIterator<Item = (&'static str, &'t str)>,
) -> Result<(), Failure> {
    for (flag, text) in texts {
        if text.chars().any(char::is_control) || text.chars().count() > LONGEST {
            return Err(Failure::error(
                "name-too-long",
                crate::cli::failure::Exit::Usage,
                format!("{flag}: a text of one line, of at most {LONGEST} characters"),
            )
            .next("a shorter one"));
        }
        if !judges::secrets_in(text).is_empty() {
            return Err(failure::holds_a_secret(flag));
        }
    }
    Ok(())
}

/// The longest text of the logbook's own entries, in characters.
const LONGEST: usize = 200;

/// A refusal of the logbook.
pub(super) fn refused(error: crate::logbook::LogbookError) -> Failure {
    books::refused(&error)
}
