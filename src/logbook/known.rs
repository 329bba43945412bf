//! Whether a file of this computer is in an archive: as it is, or as it was.
//!
//! Length and time say that a file is the same only where no program can have set the time back: the file system notes
//! for itself when a file was last touched, and that must be before the day on which the archive was made. Of any other
//! file the content has to be read.

use super::archive::{Archive, ArchiveFile};
use super::book::Logbook;
use super::copy::Copy;
use super::kinds::What;
use super::opening;
use super::series::Past;

/// A file as it is now, without having been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileNow {
    /// Where it is, from the root.
    pub path: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// When its content was last changed: `2026-11-22T10:11:12Z`; nothing for a time before 1970.
    pub modified: Option<String>,
    /// The day on which the file system last saw it changed in any way, UTC.
    pub touched: String,
}

/// Whether a file of this computer is in an archive of which a copy was read back and can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// No copy has it.
    No,
    /// A copy would have it as it is, and was not read back, or what opens it was not: nobody knows that it can be.
    Unread,
    /// A copy has it as it was; it has changed since.
    Changed,
    /// A copy has it as it is.
    Same,
    /// The logbook cannot be read, and nobody can say.
    Unsaid,
}

impl Archive {
    /// Whether a file of it is the same for certain, without reading it.
    pub fn has_still(&self, file: &ArchiveFile, now: &FileNow) -> bool {
        let untouched = self.made.as_ref().is_some_and(|made| now.touched < *made);
        let same =
            file.bytes == now.bytes && now.modified.is_some() && file.modified == now.modified;
        // Where no content was noted, there is nothing better to go by.
        same && file.path == now.path && (untouched || file.sha256.is_none())
    }
}

/// A logbook, and which of its copies were read back and can be opened: looked up once, asked for many files.
#[derive(Debug)]
pub struct Backups {
    book: Logbook,
    /// Of each archive whether a copy was read back; `None` where no copy is alive.
    archives: Vec<Option<bool>>,
}

impl Backups {
    /// Looks through a logbook once.
    pub fn of(book: Logbook) -> Self {
        let sound = Sound::of(&book);
        let look = |archive: &Archive| {
            let mut held = book.alive(&archive.name.text).filter(|copy| holds(copy));
            held.next()?;
            Some(sound.opens(archive) && sound.copies(archive).next().is_some())
        };
        let archives = book.archives().iter().map(look).collect();
        Self { book, archives }
    }

    /// The logbook.
    pub fn book(&self) -> &Logbook {
        &self.book
    }

    /// Whether a file is in an archive of which a copy is alive, was read back and can be opened as far as the logbook
    /// tells. With `sha256` its content decides, under any path; without it the answer is [`Known::Same`] only where
    /// that is certain without reading.
    pub fn file_known(&self, now: &FileNow, sha256: Option<&str>) -> Known {
        let archives = self.book.archives().iter().zip(&self.archives);
        let kept = archives.filter_map(|(archive, read)| Some((archive, (*read)?)));
        let mut known = Known::No;
        for (archive, was_read, file) in
            kept.flat_map(|(one, read)| one.files.iter().map(move |file| (one, read, file)))
        {
            let same = match (sha256, file.sha256.as_deref()) {
                (Some(now), Some(then)) => now == then,
                _ => archive.has_still(file, now),
            };
            match (same, was_read) {
                (true, true) => return Known::Same,
                (true, false) if known == Known::No => known = Known::Unread,
                (false, true) if file.path == now.path => known = Known::Changed,
                _ => {}
            }
        }
        known
    }
}

/// Which copies of archives can be relied on, by the last that is noted of them.
#[derive(Debug)]
pub struct Sound<'b> {
    book: &'b Logbook,
    past: Past<'b>,
}

impl<'b> Sound<'b> {
    /// Looks through a logbook once.
    pub fn of(book: &'b Logbook) -> Self {
        Self { book, past: Past::of(book) }
    }

    /// The copies of an archive that were read back and have not failed since, but for those that a reading of their
    /// target passes over: a rule there may have thrown them away.
    pub fn copies<'s>(&'s self, archive: &'s Archive) -> impl Iterator<Item = &'b Copy> + 's {
        let held = self.book.copies().iter();
        held.filter(|copy| holds(copy) && copy.of.text == archive.name.text && self.is_sound(copy))
    }

    /// Whether a key file that opens it, or enough shares of one, can be relied on as well; also where no copy of one
    /// was ever noted, because nothing can be said then.
    pub fn opens(&self, archive: &Archive) -> bool {
        let sound = |at: usize| self.is_sound(&self.book.copies()[at]);
        opening::keys_of(self.book, archive).is_none_or(|need| need.met(&sound))
    }

    /// Whether it opens, or would not with a new archive either: a locked key file is made anew with each one, any other
    /// key stays as it is.
    pub fn needs_no_new_key(&self, archive: &Archive) -> bool {
        let locked = self.book.keys().iter().any(|key| key.locked && key.opens(archive));
        !locked || self.opens(archive)
    }

    fn is_sound(&self, copy: &Copy) -> bool {
        copy.is_verified() && !self.past.has_passed_over(copy)
    }
}

fn holds(copy: &Copy) -> bool {
    copy.what == What::Archive
}
