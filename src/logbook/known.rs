//! Whether a file of this computer is in an archive: as it is, or as it was.
//!
//! Length and time say that a file is the same only where no program can have set the time back: the file system notes
//! for itself when a file was last touched, and that must be before the day on which the archive was made. Of any other
//! file the content has to be read.

use super::archive::{Archive, ArchiveFile};
use super::book::Logbook;
use super::copy::Copy;

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

/// Whether a file of this computer is in an archive of which a copy was read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// No copy has it.
    No,
    /// A copy would have it as it is, and was never read back: nobody knows that it can be.
    Unread,
    /// A copy has it as it was; it has changed since.
    Changed,
    /// A copy has it as it is.
    Same,
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

impl Logbook {
    /// Whether a file is in an archive of which a copy is alive and was read back. With `sha256` its content decides, under any path;
    /// without it the answer is [`Known::Same`] only where that is certain without reading.
    pub fn file_known(&self, now: &FileNow, sha256: Option<&str>) -> Known {
        let archives = self.archives().iter();
        let kept = archives.filter(|one| self.alive(&one.name.text).next().is_some());
        let mut known = Known::No;
        for (archive, file) in kept.flat_map(|one| one.files.iter().map(move |file| (one, file))) {
            let was_read = self.alive(&archive.name.text).any(Copy::is_verified);
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
