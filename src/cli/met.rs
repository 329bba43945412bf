//! What is met on the way through what was named, captured ahead of who packs it: one thread opens, one reads.

use super::failure::Failure;
use crate::host::{self, Ahead, Capture, Facts, Found, FoundKind, HostError, Portion, Walk};
use std::path::PathBuf;

/// So many files may be open in one portion; [`Ahead`] has four portions.
const OPEN: usize = 32;
/// So many files that were read are in one portion.
const READ: usize = 256;
/// So many bytes of memory the files of one portion may hold, and the last of them 256 KiB more.
const HELD: u64 = 1 << 20;

/// Something that was met.
pub(crate) struct Met {
    pub(crate) place: PathBuf,
    /// Its name in the archive.
    pub(crate) name: Vec<u8>,
    pub(crate) facts: Facts,
    pub(crate) what: MetWhat,
}

/// What it is.
pub(crate) enum MetWhat {
    Folder,
    /// A link: what it says, and whether it leads to something which is not packed.
    Link {
        target: Vec<u8>,
        leads_out: bool,
    },
    /// A file, or why it cannot be captured.
    File(Result<Box<Capture>, HostError>),
    /// What is not packed, and what it is.
    LeftOut(&'static str),
}

/// What was met; or where the walk failed, and why.
pub(crate) type Step = Result<Met, (PathBuf, HostError)>;

/// What comes one after the other.
pub(crate) type Meeting = Ahead<Step>;

/// Begins to walk through what was named; `avoid` are files that are being written, by device and number.
///
/// # Errors
/// When there is no thread to be had.
pub(crate) fn begin(named: &[PathBuf], avoid: Vec<(u64, u64)>) -> Result<Meeting, Failure> {
    let portion = Portion { things: OPEN, bytes: u64::MAX, weigh: |_| 0 };
    let found = Ahead::of(Walk::through(named), portion)?;
    let roots = named.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let capturing = Capturing { found, roots, avoid, beside: Vec::new() };
    Ok(Ahead::of(capturing, Portion { things: READ, bytes: HELD, weigh: held })?)
}

/// So many large files may be in one portion that are open still: with [`OPEN`] fewer than 256 descriptors, the least that
/// systems allow.
const LARGE: u64 = 16;

fn held(met: &Step) -> u64 {
    match met {
        Ok(Met { what: MetWhat::File(Ok(capture)), .. }) if capture.is_open() => HELD / LARGE,
        Ok(Met { what: MetWhat::File(Ok(capture)), .. }) => capture.held(),
        _ => 0,
    }
}

struct Capturing<W> {
    found: W,
    /// What was named, behind all links.
    roots: Vec<PathBuf>,
    avoid: Vec<(u64, u64)>,
    /// Names that lie beside an SQLite database that is packed. It is whole without them, and a journal of another moment,
    /// found before the database came to rest, would undo what is in it.
    beside: Vec<Vec<u8>>,
}

impl<W: Iterator<Item = Result<Found, (PathBuf, HostError)>>> Iterator for Capturing<W> {
    type Item = Step;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.found.next()? {
                Ok(found) if is_left_out(&found, &self.beside) => {}
                Ok(found) => return Some(Ok(self.capture(found))),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<W> Capturing<W> {
    fn capture(&mut self, found: Found) -> Met {
        let Found { place, name, facts, kind } = found;
        let what = match kind {
            FoundKind::Folder => MetWhat::Folder,
            FoundKind::Link(target) => {
                let to = place.canonicalize().ok();
                let packed = |to: &PathBuf| self.roots.iter().any(|root| to.starts_with(root));
                MetWhat::Link { target, leads_out: to.is_some_and(|to| !packed(&to)) }
            }
            FoundKind::Special(what) => MetWhat::LeftOut(what),
            FoundKind::File(_) if self.avoid.contains(&facts.identity) => {
                MetWhat::LeftOut("the output")
            }
            FoundKind::File(file) => {
                let capture = Capture::begin(&place, file, facts, true);
                if capture.as_ref().is_ok_and(Capture::is_sqlite) {
                    self.beside.extend(beside_sqlite(&name));
                }
                MetWhat::File(capture.map(Box::new))
            }
        };
        Met { place, name, facts, what }
    }
}

/// Whether it is a file that SQLite keeps beside a database of which these names lie; others may have such a name, too.
pub(crate) fn is_left_out(found: &Found, beside: &[Vec<u8>]) -> bool {
    let of_sqlite =
        |kind: &FoundKind| matches!(kind, FoundKind::File(file) if host::is_beside_sqlite(file));
    beside.contains(&found.name) && of_sqlite(&found.kind)
}

/// The names that lie beside an SQLite database, and may be left out.
pub(crate) fn beside_sqlite(name: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    host::BESIDE_SQLITE.iter().map(move |end| [name, end.as_bytes()].concat())
}
