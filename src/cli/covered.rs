//! Whether a find has a copy: compared with the archives in the logbook of which a copy is alive.

use super::books::Books;
use super::found::Found;
use super::logged;
use super::session::Session;
use super::stream::hex;
use crate::host::{self, Capture, HostError};
use crate::logbook::{Backups, FileNow, Known, Logbook};
use std::collections::BTreeSet;
use std::path::Path;

/// What the logbook knows of files.
pub(crate) struct Coverage {
    backups: Backups,
    /// Whether the logbook could be read.
    readable: bool,
    /// The lengths of files whose content is known: others need not be read to be told apart.
    lengths: BTreeSet<u64>,
}

impl Coverage {
    /// Reads the logbook. One that cannot be read is warned about, and says nothing of any file.
    pub(crate) fn look(session: &mut Session) -> Self {
        let read = session.home().and_then(|_| Books::look(session));
        let readable = read.is_ok();
        let book = read.unwrap_or_else(|failure| {
            session.warn(failure.as_warning());
            Logbook::empty()
        });
        let files = book.archives().iter().flat_map(|archive| &archive.files);
        let lengths = files.filter(|file| file.sha256.is_some()).map(|file| file.bytes).collect();
        Self { backups: Backups::of(book), readable, lengths }
    }

    /// Whether there is an archive to compare with.
    pub(crate) fn knows_archives(&self) -> bool {
        !self.backups.book().archives().is_empty()
    }

    /// Whether a copy has the file as it is, or as it was. A wallet that a program has open is more than its file: it is
    /// read as `encrypt` reads it, and one that cannot be read so counts as changed.
    pub(crate) fn of(&self, found: &Found) -> Known {
        if !self.readable {
            return Known::Unsaid;
        }
        if !self.knows_archives() {
            return Known::No;
        }
        let now = FileNow {
            path: logged::noted_path(&found.path),
            bytes: found.bytes,
            modified: i64::try_from(found.seconds).ok().and_then(host::moment),
            touched: found.touched.to_string(),
        };
        let known = self.backups.file_known(&now, None);
        let may_be_known = self.lengths.contains(&found.bytes);
        if known == Known::No && !may_be_known {
            return known;
        }
        match digest(&found.path, known != Known::Same && may_be_known) {
            Ok(None) => known,
            Ok(Some(sha256)) => self.backups.file_known(&now, Some(&sha256)),
            Err(_) if matches!(known, Known::No | Known::Unread) => Known::No,
            Err(_) => Known::Changed,
        }
    }
}

/// SHA-256 of a file in hexadecimal; `None` where it need not be read: no program has it open, and it is not `wanted`.
fn digest(path: &Path, wanted: bool) -> Result<Option<String>, HostError> {
    // Beside a link lies no journal.
    let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let file = host::open_input(&place)?;
    if !wanted && host::in_use(&place, &file)?.is_none() {
        return Ok(None);
    }
    let facts = host::Facts::of_file(&file)?;
    let captured = Capture::begin(&place, file, facts, true)?.digest()?;
    Ok(Some(hex(&captured.sha256)))
}

/// The name in JSON.
pub(crate) fn slug(known: Known) -> &'static str {
    match known {
        Known::Same => "yes",
        Known::Changed => "changed",
        Known::No | Known::Unread => "no",
        Known::Unsaid => "unknown",
    }
}

/// The words of the table.
pub(crate) fn describe(known: Known) -> &'static str {
    match known {
        Known::Same => "backed up",
        Known::Changed => "changed since",
        Known::Unread => "not read back",
        Known::No => "no copy",
        Known::Unsaid => "cannot tell",
    }
}
