//! What `push` notes in the logbook: a copy once it was read back, and each later reading of it.

use super::name::{digits, is_key};
use super::{Copied, Target};
use crate::cli::books::{Books, fits, refused};
use crate::cli::failure::{Failure, push as failure};
use crate::cli::line::Line;
use crate::cli::session::Session;
use crate::cli::stream::hex;
use crate::host;
use crate::logbook::{
    Archive, BookKey, Copy, Drill, Entry, How, Logbook, LogbookError, Medium, Past, Place, Said,
    What,
};
use sha2::{Digest, Sha256};

/// So much stands for the target in the names of its copies, in bytes: these have 64 characters at most.
const LEFT: usize = 14;
/// Hex digits of the SHA-256 of a target's name, where that is longer.
const DIGITS: usize = 8;

/// The logbook, where there is a home and the run is no practice.
pub(super) struct Notes(Option<Books>);

impl Notes {
    /// Opens the logbook and reads it once.
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

    /// Tries how copies would be noted, before they are sent.
    ///
    /// # Errors
    /// `logbook-full`, `logbook-by-hand`.
    pub(super) fn must_take(&self, target: &Target, copies: &[Copied]) -> Result<(), Failure> {
        let Some(books) = &self.0 else { return Ok(()) };
        let book = books.read()?.unwrap_or_else(Logbook::empty);
        let after = noted(&book, target, copies, &host::today().to_string());
        let tried = after.map_err(|error| refused(&error)).and_then(|book| fits(&book));
        tried.map_err(|error| error.why("nothing was sent."))
    }

    /// Notes copies that were just sent and read back.
    ///
    /// # Errors
    /// When the logbook cannot be changed; the copies are there all the same, and the message says so.
    pub(super) fn sent(&self, target: &Target, copies: &[Copied]) -> Result<(), Failure> {
        let Some(books) = &self.0 else { return Ok(()) };
        let day = host::today().to_string();
        let note =
            |book: Logbook| noted(&book, target, copies, &day).map_err(|error| refused(&error));
        books.change(note).map(|_| ()).map_err(|error| {
            error.why(
                "the copy itself was sent and read back; only the logbook does not know of it.",
            )
        })
    }

    /// Warns where push.toml says by now that a target is at home, and the logbook that its place is away.
    ///
    /// # Errors
    /// `home-file` with the line of what is wrong in the logbook.
    pub(super) fn warn_of_place(
        &self,
        target: &Target,
        session: &mut Session,
    ) -> Result<(), Failure> {
        let book = self.0.as_ref().map(Books::read).transpose()?.flatten();
        let place = book.as_ref().and_then(|book| book.place(&target.name));
        if target.at_home && place.is_some_and(|place| place.offsite) {
            session.warn(failure::away_in_the_logbook(&target.name));
        }
        Ok(())
    }

    /// The copies that the logbook has at a target.
    ///
    /// # Errors
    /// `home-file` with the line of what is wrong in the logbook.
    pub(super) fn names(&self, target: &Target) -> Result<Vec<Sent>, Failure> {
        let book = self.0.as_ref().map(Books::read).transpose()?.flatten();
        let book = book.unwrap_or_else(Logbook::empty);
        let past = Past::of(&book);
        let here = book.copies().iter().filter(|copy| copy.is_alive());
        let named = here.filter_map(|copy| {
            let name = name_at(target, copy).filter(|name| digits(name).is_some())?;
            let bytes = book.archive(&copy.of.text).and_then(|archive| archive.bytes);
            let bytes = bytes.filter(|_| copy.what == What::Archive);
            Some(Sent { name: name.to_owned(), past: past.has_copy(copy), bytes })
        });
        Ok(named.collect())
    }

    /// The length of the copy of that name at a target, where the logbook knows it.
    ///
    /// # Errors
    /// As [`Notes::names`].
    pub(super) fn bytes(&self, target: &Target, name: &str) -> Result<Option<u64>, Failure> {
        let sent = self.names(target)?.into_iter().find(|sent| sent.name == name);
        Ok(sent.and_then(|sent| sent.bytes))
    }

    /// Notes how a copy was read back, and gives its name in the logbook; copies that the logbook does not have are
    /// passed over. The first of several readings that got nothing says since when.
    ///
    /// # Errors
    /// When the logbook cannot be changed.
    pub(super) fn read(
        &self,
        target: &Target,
        name: &str,
        how: How,
        pass: bool,
    ) -> Result<Option<String>, Failure> {
        let Some(books) = &self.0 else { return Ok(None) };
        let book = books.read()?.unwrap_or_else(Logbook::empty);
        let mut copies = book.copies().iter();
        let Some(copy) = copies.find(|copy| name_at(target, copy) == Some(name)) else {
            return Ok(None);
        };
        let id = copy.id.text.clone();
        if how == How::Reach && copy.drills.last().is_some_and(|last| last.how == How::Reach) {
            return Ok(Some(id));
        }
        let drill = Drill { on: host::today().to_string(), how, pass, minutes: None };
        let note = |book: Logbook| book.add_drill(&id, &drill).map_err(|error| refused(&error));
        books.change(note).map(|_| Some(id.clone()))
    }
}

/// A copy that was sent to a target, as the logbook has it.
pub(super) struct Sent {
    /// Its name there.
    pub(super) name: String,
    /// Whether it is of the past.
    pub(super) past: bool,
    /// Its length, where it is known.
    pub(super) bytes: Option<u64>,
}

/// The name of a copy in the logbook: the target, a slash, the name there. Long names of targets that begin alike are
/// told apart by digits.
fn id(target: &str, name: &str) -> String {
    if target.len() <= LEFT {
        return format!("{target}/{name}");
    }
    let digits = hex(&Sha256::digest(target)[..DIGITS / 2]);
    // Names of targets are ASCII; what was written by hand need not be one.
    let left = target.get(..LEFT - DIGITS - 1).unwrap_or_default();
    format!("{left}-{digits}/{name}")
}

/// The line that reads back a copy that `push` sent and that is at its target still; `None` for any other copy.
pub(crate) fn reads(copy: &Copy) -> Option<Line> {
    let (target, (_, name)) = (copy.place.text.as_str(), copy.id.text.split_once('/')?);
    let sent = copy.medium == Medium::Cloud && digits(name).is_some();
    let here = sent && id(target, name) == copy.id.text;
    here.then(|| Line::of("push --verify").name(target).name(name))
}

/// The name that a copy has at a target. What lies at another place has none, whatever it is called in the logbook.
fn name_at<'c>(target: &Target, copy: &'c Copy) -> Option<&'c str> {
    let here = copy.medium == Medium::Cloud && copy.place.text == target.name;
    copy.id.text.split_once('/').filter(|_| here).map(|(_, name)| name)
}

/// The logbook with these copies, and with what they are copies of.
fn noted(
    book: &Logbook,
    target: &Target,
    copies: &[Copied],
    day: &str,
) -> Result<Logbook, LogbookError> {
    let mut new = Vec::new();
    if book.place(&target.name).is_none() {
        new.push(Entry::Place(Place {
            name: Said::new(&target.name),
            offsite: !target.at_home,
            online: !target.at_home,
        }));
    }
    let key = copies.iter().find(|copy| copy.name.as_deref().is_some_and(is_key));
    let key = key.map(|copy| BookKey::name_by_content(&copy.sha256));
    let mut completed = None;
    // The key first, as it was sent.
    for copy in copies.iter().rev() {
        let Some(name) = &copy.name else { continue };
        let (what, of) = if is_key(name) {
            let of = BookKey::name_by_content(&copy.sha256);
            if book.key(&of).is_none() {
                let name = Said::new(&of);
                new.push(Entry::Key(BookKey { name, locked: true, ..BookKey::default() }));
            }
            (What::Key, of)
        } else if let Some(known) = known(book, copy) {
            completed = completion(book, known, copy.scrypt, key.as_deref());
            (What::Archive, known.name.text.clone())
        } else {
            let of = format!("archive-{}", &copy.sha256[..16]);
            new.push(Entry::Archive(Archive {
                name: Said::new(&of),
                made: Some(day.to_owned()),
                sha256: Some(copy.sha256.clone()),
                bytes: Some(copy.bytes),
                passphrase: copy.scrypt || key.is_some(),
                needs_key: !copy.scrypt,
                key: key.as_ref().map(Said::new),
                ..Archive::default()
            }));
            (What::Archive, of)
        };
        new.push(Entry::Copy(Box::new(Copy {
            id: Said::new(id(&target.name, name)),
            of: Said::new(of),
            what,
            medium: Medium::Cloud,
            place: Said::new(&target.name),
            made: Some(day.to_owned()),
            drills: vec![Drill { on: day.to_owned(), how: How::Read, pass: true, minutes: None }],
            ..Copy::default()
        })));
    }
    let book = book.add(&new)?;
    match completed {
        None => Ok(book),
        Some(whole) => book.change_archive(&whole.name.text, |one| *one = whole.clone()),
    }
}

/// An archive of the logbook with what its header tells of who opens it, and with the key that went along; `None` when all
/// of that is there.
fn completion(book: &Logbook, known: &Archive, scrypt: bool, key: Option<&str>) -> Option<Archive> {
    let mut whole = known.clone();
    let opens = |key: &str| book.key(key).is_some_and(|key| key.opens(known));
    if known.key.is_none() {
        whole.key = key.filter(|key| !opens(key)).map(Said::new);
    }
    match scrypt {
        true => whole.passphrase = true,
        false => whole.needs_key = !known.opens_with_keys() || known.needs_key,
    }
    (whole != *known).then_some(whole)
}

/// The archive in the logbook that has the content of a copy.
fn known<'b>(book: &'b Logbook, copy: &Copied) -> Option<&'b Archive> {
    book.archives().iter().find(|one| one.sha256.as_ref() == Some(&copy.sha256))
}
