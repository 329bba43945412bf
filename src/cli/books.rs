//! The logbook in the home, for commands: read, and changed under the lock.

use super::failure::{Failure, copies as failure};
use super::kept::at_home;
use super::session::Session;
use crate::host::{Existing, Home};
use crate::logbook::{ArchiveFile, Logbook};
use std::path::PathBuf;

/// The name of the file in the home.
pub(crate) const LOGBOOK: &str = "logbook.toml";

/// The home itself, where others are folders of it.
const HERE: &str = ".";

/// The largest file, in bytes: as many copies as there may be take a third of it, 100,000 files of archives all of it.
const FILE_LIMIT: usize = 32 << 20;

/// The home that holds the logbook.
pub(crate) struct Books {
    home: Home,
}

impl Books {
    /// Opens the home; `None` when there is none.
    ///
    /// # Errors
    /// When others can write in it.
    pub(crate) fn open(session: &Session) -> Result<Option<Self>, Failure> {
        let path = session.home()?;
        let home = Home::open(&path).map_err(|error| at_home(&path, error))?;
        Ok(home.map(|home| Self { home }))
    }

    /// Opens the home, and makes it when it is not there.
    ///
    /// # Errors
    /// When it cannot be made; when others can write in it.
    pub(crate) fn open_or_make(session: &Session) -> Result<Self, Failure> {
        let path = session.home()?;
        let home = Home::create(&path).map_err(|error| at_home(&path, error))?;
        Ok(Self { home })
    }

    /// The logbook as it is now; an empty one where there is none.
    ///
    /// # Errors
    /// `home-file` with the line of what is wrong in it; when others can write in the home.
    pub(crate) fn look(session: &Session) -> Result<Logbook, Failure> {
        let books = Self::open(session)?;
        let read = books.map(|books| books.read()).transpose()?.flatten();
        Ok(read.unwrap_or_else(Logbook::empty))
    }

    /// Where the file is, or will be.
    pub(crate) fn path(&self) -> PathBuf {
        self.home.path().join(LOGBOOK)
    }

    /// Reads the file; `None` when there is none.
    ///
    /// # Errors
    /// `home-file` with the line of what is wrong in it.
    pub(crate) fn read(&self) -> Result<Option<Logbook>, Failure> {
        let read = self.home.read(HERE, LOGBOOK, FILE_LIMIT);
        let text = read.map_err(|error| at_home(&self.path(), error))?;
        let parse = |text| Logbook::parse(text).map_err(|e| Failure::kept_file(&self.path(), &e));
        text.map(parse).transpose()
    }

    /// Changes the logbook as it stands now, under the lock, and keeps it. A change that says nothing new writes
    /// nothing.
    ///
    /// # Errors
    /// What `change` refuses; when the file cannot be read, changed or written whole; it is then as it was.
    pub(crate) fn change(
        &self,
        change: impl FnOnce(Logbook) -> Result<Logbook, Failure>,
    ) -> Result<Logbook, Failure> {
        let lock = self.home.lock().map_err(|error| at_home(self.home.path(), error))?;
        let there = self.read()?;
        let existing = if there.is_some() { Existing::Replace } else { Existing::Refuse };
        let before = there.unwrap_or_else(Logbook::empty);
        let text = before.text().to_owned();
        let after = change(before)?;
        fits(&after)?;
        if after.text() != text {
            let done = self.home.write(&lock, (HERE, LOGBOOK), after.text(), existing);
            done.map_err(|error| at_home(&self.path(), error))?;
        }
        Ok(after)
    }
}

/// As many of these files of an archive, from the first one on, as the logbook has room for.
pub(crate) fn that_fit(book: &Logbook, mut files: Vec<ArchiveFile>) -> Vec<ArchiveFile> {
    files.truncate(book.room_for_files(&files, FILE_LIMIT));
    files
}

/// Whether the text is one that can be read again.
///
/// # Errors
/// `logbook-full`.
pub(crate) fn fits(book: &Logbook) -> Result<(), Failure> {
    match book.text().len() <= FILE_LIMIT {
        true => Ok(()),
        false => Err(failure::full("the logbook is full: it has room for 32 MiB of text")),
    }
}

/// Warns of keys that are nearly known ones: what they were to say is not heard.
pub(crate) fn warn_of_keys(session: &mut Session, book: &Logbook) {
    for near in book.near_misses() {
        session.warn(failure::near_key(LOGBOOK, near));
    }
}

/// A refusal of the logbook, as the person reads it.
pub(crate) fn refused(error: &crate::logbook::LogbookError) -> Failure {
    failure::refused(error)
}
