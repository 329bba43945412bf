//! Whether a find has a copy: compared with the archives in the logbook of which a copy is alive.

use super::books::Books;
use super::found::Found;
use super::session::Session;
use crate::host;
use crate::logbook::{Known, Logbook};
use crate::secret::SecretBytes;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

/// What the logbook knows of files.
pub(crate) struct Coverage {
    book: Logbook,
    /// The lengths of files whose content is known: others need not be read to be told apart.
    lengths: BTreeSet<u64>,
}

impl Coverage {
    /// Reads the logbook. One that cannot be read is warned about, and knows nothing.
    pub(crate) fn look(session: &mut Session) -> Self {
        let book = match session.home().and_then(|_| Books::look(session)) {
            Ok(book) => book,
            Err(failure) => {
                session.warn(failure.as_warning());
                Logbook::empty()
            }
        };
        let files = book.archives().iter().flat_map(|archive| &archive.files);
        let lengths = files.filter(|file| file.sha256.is_some()).map(|file| file.bytes).collect();
        Self { book, lengths }
    }

    /// Whether there is an archive to compare with.
    pub(crate) fn knows_archives(&self) -> bool {
        !self.book.archives().is_empty()
    }

    /// Whether a copy has the file as it is, or as it was.
    pub(crate) fn of(&self, found: &Found) -> Known {
        if !self.knows_archives() {
            return Known::No;
        }
        let whole = std::path::absolute(&found.path).unwrap_or_else(|_| found.path.clone());
        let path = whole.to_string_lossy();
        let day_and_time = moment(found);
        let known = self.book.file_known(&path, found.bytes, Some(&day_and_time), None);
        if known == Known::Same || !self.lengths.contains(&found.bytes) {
            return known;
        }
        match digest(&found.path) {
            Some(sha256) => {
                self.book.file_known(&path, found.bytes, Some(&day_and_time), Some(&sha256))
            }
            None => known,
        }
    }
}

/// The last change as archives note it: `2026-11-22T10:11:12Z`.
fn moment(found: &Found) -> String {
    let second = found.seconds % 86_400;
    format!("{}T{:02}:{:02}:{:02}Z", found.modified, second / 3_600, second / 60 % 60, second % 60)
}

/// SHA-256 of a file in hexadecimal; `None` where it cannot be read to its end.
fn digest(path: &Path) -> Option<String> {
    let mut file = host::open_input(path).ok()?;
    let mut room = SecretBytes::zeroed(1 << 20);
    let mut hash = Sha256::new();
    loop {
        // exposed to: the reader of the file, and the hash
        let count = file.read(room.expose_secret_mut()).ok()?;
        if count == 0 {
            break;
        }
        if host::interrupted() {
            return None;
        }
        hash.update(&room.expose_secret()[..count]); // exposed to: the hash
    }
    Some(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The name in JSON.
pub(crate) fn slug(known: Known) -> &'static str {
    match known {
        Known::Same => "yes",
        Known::Changed => "changed",
        Known::No => "no",
    }
}

/// The words of the table.
pub(crate) fn describe(known: Known) -> &'static str {
    match known {
        Known::Same => "backed up",
        Known::Changed => "changed since",
        Known::No => "no copy",
    }
}
