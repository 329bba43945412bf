//! What `push` notes in the logbook: a copy once it was read back, and each later reading of it.

use super::name::{digits, is_key};
use super::{Copied, Target};
use crate::cli::books::{Books, refused};
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::host;
use crate::logbook::{
    Archive, BookKey, Copy, Drill, How, Logbook, LogbookError, Medium, Place, Said, What,
};

/// As much of a target's name as stands in the names of its copies, in bytes: these have 64 characters at most.
const LEFT: usize = 14;

/// The logbook, where there is a home and the run is no practice.
pub(super) struct Notes(Option<Books>);

impl Notes {
    /// Opens the logbook and reads it once, so that nothing is sent that could not be noted.
    ///
    /// # Errors
    /// `home-file` with the line of what is wrong in it.
    pub(super) fn open(session: &Session) -> Result<Self, Failure> {
        let books = if session.practice { None } else { Books::open(session)? };
        if let Some(books) = &books {
            books.read()?;
        }
        Ok(Self(books))
    }

    /// Notes copies that were just sent and read back.
    ///
    /// # Errors
    /// When the logbook cannot be changed; the copies are there all the same, and the message says so.
    pub(super) fn sent(&self, target: &Target, copies: &[Copied]) -> Result<(), Failure> {
        let Some(books) = &self.0 else { return Ok(()) };
        let day = host::today().to_string();
        let has_key = copies.len() > 1;
        let note = |book: Logbook| {
            let mut all = copies.iter().rev();
            all.try_fold(book, |book, copy| noted(book, target, copy, has_key, &day))
                .map_err(|error: LogbookError| refused(&error))
        };
        books.change(note).map(|_| ()).map_err(|error| {
            error.why(
                "the copy itself was sent and read back; only the logbook does not know of it.",
            )
        })
    }

    /// The names of the copies that the logbook has at a target.
    ///
    /// # Errors
    /// `home-file` with the line of what is wrong in the logbook.
    pub(super) fn names(&self, target: &Target) -> Result<Vec<String>, Failure> {
        let book = self.0.as_ref().map(Books::read).transpose()?.flatten();
        let book = book.unwrap_or_else(Logbook::empty);
        let here = book.copies().iter().filter(|copy| {
            copy.is_alive() && copy.medium == Medium::Cloud && copy.place.text == target.name
        });
        let names = here.filter_map(|copy| copy.id.text.split_once('/'));
        Ok(names.map(|(_, name)| name.to_owned()).filter(|name| digits(name).is_some()).collect())
    }

    /// Notes that a copy was read back, and whether it was as it should be; copies that the logbook does not have are
    /// passed over.
    ///
    /// # Errors
    /// When the logbook cannot be changed.
    pub(super) fn read(&self, target: &Target, name: &str, pass: bool) -> Result<(), Failure> {
        let Some(books) = &self.0 else { return Ok(()) };
        let id = id(target, name);
        if books.read()?.is_none_or(|book| book.copy(&id).is_none()) {
            return Ok(());
        }
        let drill = drill(&host::today().to_string(), pass);
        let note = |book: Logbook| book.add_drill(&id, &drill).map_err(|error| refused(&error));
        books.change(note).map(|_| ())
    }
}

/// The name of a copy in the logbook: the target, a slash, the name there.
fn id(target: &Target, name: &str) -> String {
    format!("{}/{name}", &target.name[..target.name.len().min(LEFT)])
}

fn drill(on: &str, pass: bool) -> Drill {
    Drill { on: on.to_owned(), how: How::Read, pass, minutes: None }
}

fn noted(
    mut book: Logbook,
    target: &Target,
    copy: &Copied,
    has_key: bool,
    day: &str,
) -> Result<Logbook, LogbookError> {
    let Some(name) = &copy.name else { return Ok(book) };
    if book.place(&target.name).is_none() {
        let place = Place {
            name: Said::new(&target.name),
            offsite: !target.at_home,
            online: !target.at_home,
        };
        book = book.add_place(&place)?;
    }
    let (what, of) = if is_key(name) {
        let of = format!("key-{}", &copy.sha256[..16]);
        if book.key(&of).is_none() {
            let key = BookKey { name: Said::new(&of), locked: true, ..BookKey::default() };
            book = book.add_key(&key)?;
        }
        (What::Key, of)
    } else {
        let known = book.archives().iter().find(|one| one.sha256.as_ref() == Some(&copy.sha256));
        let known = known.map(|archive| archive.name.text.clone());
        match known {
            Some(of) => (What::Archive, of),
            None => {
                let of = format!("archive-{}", &copy.sha256[..16]);
                book = book.add_archive(&Archive {
                    name: Said::new(&of),
                    made: Some(day.to_owned()),
                    sha256: Some(copy.sha256.clone()),
                    bytes: Some(copy.bytes),
                    passphrase: has_key,
                    ..Archive::default()
                })?;
                (What::Archive, of)
            }
        }
    };
    book.add_copy(&Copy {
        id: Said::new(id(target, name)),
        of: Said::new(of),
        what,
        medium: Medium::Cloud,
        place: Said::new(&target.name),
        made: Some(day.to_owned()),
        drills: vec![drill(day, true)],
        ..Copy::default()
    })
}
