//! The letter's file in the home, for commands: read, and changed under the lock.

use super::books::Books;
use super::failure::{Failure, letter as failure};
use super::kept::at_home;
use super::session::Session;
use crate::host::{self, Existing, Home, HostError};
use crate::letter::Letter;
use crate::logbook::{Answers, LetterFile, LogbookError};
use std::path::PathBuf;

/// The letter as the file says it; where it names no paper of a wallet, with the places of the logbook.
///
/// # Errors
/// When the logbook cannot be read.
pub(crate) fn letter(session: &Session, file: &LetterFile) -> Result<Letter, Failure> {
    let book = Books::look(session)?;
    Ok(Letter::new(file.answers().clone().with_copies_of(&book)))
}

/// The name of the file in the home.
pub(crate) const LETTER: &str = "letter.toml";

/// The home itself, where others are folders of it.
const HERE: &str = ".";

/// The largest file, in bytes.
const FILE_LIMIT: usize = 256 << 10;

/// The home, and whether this run has changed the letter.
pub(crate) struct Desk {
    home: Home,
    changed: bool,
}

impl Desk {
    /// Opens the home; `None` when there is none.
    ///
    /// # Errors
    /// When others can write in it.
    pub(crate) fn open(session: &Session) -> Result<Option<Self>, Failure> {
        let path = session.home()?;
        let home = Home::open(&path).map_err(|error| at_home(&path, error))?;
        Ok(home.map(|home| Self { home, changed: false }))
    }

    /// Opens the home, and makes it when it is not there.
    ///
    /// # Errors
    /// When it cannot be made; when others can write in it.
    pub(crate) fn open_or_make(session: &Session) -> Result<Self, Failure> {
        let path = session.home()?;
        let home = Home::create(&path).map_err(|error| at_home(&path, error))?;
        Ok(Self { home, changed: false })
    }

    /// Where the file is, or will be.
    pub(crate) fn path(&self) -> PathBuf {
        self.home.path().join(LETTER)
    }

    /// Reads the file; `None` when there is none.
    ///
    /// # Errors
    /// `home-file` with the line of what is wrong in it.
    pub(crate) fn read(&self) -> Result<Option<LetterFile>, Failure> {
        let read = self.home.read(HERE, LETTER, FILE_LIMIT);
        let text = read.map_err(|error| at_home(&self.path(), error))?;
        let parse =
            |text| LetterFile::parse(text).map_err(|e| Failure::kept_file(&self.path(), &e));
        text.map(parse).transpose()
    }

    /// Changes the answers as they stand now, under the lock, and keeps them. The first change of a run counts the
    /// version up and sets the day.
    ///
    /// # Errors
    /// When the file cannot be read, changed or written whole; it is then as it was.
    pub(crate) fn change(
        &mut self,
        answer: impl FnOnce(&mut Answers),
    ) -> Result<LetterFile, Failure> {
        let lock = self.home.lock().map_err(|error| at_home(self.home.path(), error))?;
        let there = self.read()?;
        let existing = if there.is_some() { Existing::Replace } else { Existing::Refuse };
        let file = there.unwrap_or_else(LetterFile::empty);
        let mut answers = file.answers().clone();
        answer(&mut answers);
        if answers == *file.answers() {
            return Ok(file);
        }
        if !self.changed {
            answers.version = answers.version.saturating_add(1);
            answers.written = Some(host::today().to_string());
        }
        let file = file.with(&answers).map_err(|error| match error {
            LogbookError::CannotAdd => failure::by_hand(&self.path()),
            other => Failure::kept_file(&self.path(), &other),
        })?;
        let done = self.home.write(&lock, (HERE, LETTER), file.text(), existing);
        done.map_err(|error| at_home(&self.path(), error))?;
        self.changed = true;
        Ok(file)
    }

    /// Writes the questions without answers.
    ///
    /// # Errors
    /// `file-exists` when there is a file already.
    pub(crate) fn begin(&self) -> Result<(), Failure> {
        let lock = self.home.lock().map_err(|error| at_home(self.home.path(), error))?;
        let text = LetterFile::empty();
        let done = self.home.write(&lock, (HERE, LETTER), text.text(), Existing::Refuse);
        done.map_err(|error| match error {
            HostError::Exists => failure::is_there(&self.path()),
            other => at_home(&self.path(), other),
        })
    }
}
