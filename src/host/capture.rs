//! Reads a file so that what was read is what it was at one moment, or says that it could not be.
//!
//! A wallet that is open changes while it is copied, and half of one change with half of another is no wallet. So a
//! file must not have changed a moment ago and nobody may have it open to write it, then it is read twice, both must
//! agree, and it must be untouched afterwards, with no sign that a program has it open (`in_use`): a lock on it, a journal
//! beside it, an open database environment. Databases and large files are looked at for such signs before as well. An
//! SQLite file that is open is copied by SQLite itself (`database`); of everything else that is open the program has to
//! be stopped.

use super::database::{self, Snapshot};
use super::error::{HostError, InUse};
use super::in_use::{Back, Format, Writer, give_back, signs, writer, writer_of, writer_with_lease};
use super::reading::{PIECE, Stretch, digest_of, holds, read_all, read_at, stretches};
use super::rest::{QUIET, TRIES, at_rest, unrest};
use super::signals::{go_on, pause};
use super::tree::Facts;
use crate::secret::SecretBytes;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// A file up to this size is read whole, twice, before anything of it goes on.
const WHOLE: u64 = 256 * 1024;
/// A file up to this size keeps the lease that was taken to ask until it is closed.
const TINY: u64 = 4096;

/// Where the bytes come from.
enum Content {
    /// A small file, read twice already.
    Held(SecretBytes),
    /// A copy that SQLite made.
    Copied(Snapshot),
    /// The file, which is read on; where it is, and the digest of a first reading.
    File(File, PathBuf, [u8; 32]),
}

impl Content {
    /// Reads from an offset, as much as there is and fits.
    fn at(&self, offset: u64, room: &mut [u8]) -> Result<usize, HostError> {
        let bytes = match self {
            // exposed to: who reads the capture
            Self::Held(bytes) => bytes.expose_secret(),
            Self::Copied(copy) => copy.bytes(),
            Self::File(file, ..) => return read_at(file, room, offset),
        };
        let from = usize::try_from(offset).unwrap_or(usize::MAX);
        let rest = bytes.get(from..).unwrap_or_default();
        let count = rest.len().min(room.len());
        room[..count].copy_from_slice(&rest[..count]);
        Ok(count)
    }
}

/// A file that is being captured.
pub struct Capture {
    facts: Facts,
    format: Format,
    content: Content,
    /// The parts that are no holes, when there are holes.
    stretches: Option<Vec<Stretch>>,
    /// The stretch that is being read, and how much of it was.
    at: (usize, u64),
    /// Of everything, holes as zeros, up to `counted`.
    all: Sha256,
    counted: u64,
    /// Of the stretches alone.
    data: Sha256,
}

/// What was captured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Captured {
    /// SHA-256 of the content, holes read as zeros.
    pub sha256: [u8; 32],
    /// Whether it is a copy that SQLite made of an open file.
    pub by_sqlite: bool,
}

impl Capture {
    /// Looks at an open file and prepares to read it; `place` is where it was found, and `facts` what it was as it was
    /// opened. `holes` says whether holes are told apart, or read as the zeros that they are.
    ///
    /// # Errors
    /// [`HostError::InUse`] when a program has it open; [`HostError::Changes`] when it does not come to rest; what
    /// reading refuses.
    pub fn begin(
        place: &Path,
        mut file: File,
        facts: Facts,
        holes: bool,
    ) -> Result<Self, HostError> {
        match Self::of_small(place, file, facts)? {
            Ok(capture) => return Ok(capture),
            Err(unsettled) => file = unsettled,
        }
        let format = Format::of(&file)?;
        let mut left = TRIES;
        while left > 0 {
            left -= 1;
            let rest = at_rest(&file);
            let seen = rest.clone().or_else(|_| Facts::of_file(&file))?;
            let writer = writer_of(format, &file, &seen);
            let facts = match (signs(place, &file, (format, writer), Back::AtOnce)?, rest) {
                (Some(sign), _) if format == Format::Sqlite => {
                    return Self::copied_by_sqlite(place, &file, sign);
                }
                // Many programs open a file for as long as they save it.
                (Some(InUse::Writing), _) if left > 0 => {
                    pause(QUIET)?;
                    continue;
                }
                (Some(sign), _) => return Err(HostError::InUse(sign)),
                (None, Err(HostError::Changes)) => break,
                (None, facts) => facts?,
            };
            let capture = match facts.bytes {
                0..=WHOLE => {
                    let held = read_all(&file, facts.bytes)?;
                    Self::of_held(place, file, facts, (format, writer), held)?
                }
                _ => Self::of_large(place, file, facts, (format, writer), holes)?,
            };
            match capture {
                Ok(capture) => return Ok(capture),
                Err(unsettled) => file = unsettled,
            }
        }
        match format {
            Format::Sqlite => Self::copied_by_sqlite(place, &file, InUse::Journal),
            Format::Berkeley | Format::Other => Err(HostError::Changes),
        }
    }

    /// A small file that is no database, and that nobody seems to have open: read twice, and looked at afterwards.
    /// Whoever had it locked before has let go of it by then. Gives any other back.
    fn of_small(place: &Path, file: File, facts: Facts) -> Result<Result<Self, File>, HostError> {
        if facts.bytes > WHOLE || unrest(&facts).is_some() {
            return Ok(Err(file));
        }
        // Nobody begins to write it before it is closed, which gives the lease back: of what takes no time to read, since
        // whoever opens it without waiting is refused meanwhile.
        let writer = match facts.bytes <= TINY {
            true => writer_with_lease(&file, &facts),
            false => writer(&file, &facts),
        };
        let Some(held) = Self::held_of_small(&file, &facts, writer)? else {
            give_back(&file, writer);
            return Ok(Err(file));
        };
        let small = Self::of_held(place, file, facts, (Format::Other, writer), held)?;
        Ok(small.inspect_err(|file| give_back(file, writer)))
    }

    fn held_of_small(
        file: &File,
        facts: &Facts,
        writer: Writer,
    ) -> Result<Option<SecretBytes>, HostError> {
        if writer == Writer::Somebody {
            return Ok(None);
        }
        let held = match read_all(file, facts.bytes) {
            Err(HostError::Changes) => return Ok(None),
            held => held?,
        };
        // exposed to: the look at its first bytes
        let is_other = Format::of_head(held.expose_secret()) == Format::Other;
        Ok(is_other.then_some(held))
    }

    /// A file that was read, read once more, and closed. Gives back one that is another by now.
    fn of_held(
        place: &Path,
        file: File,
        facts: Facts,
        (format, writer): (Format, Writer),
        held: SecretBytes,
    ) -> Result<Result<Self, File>, HostError> {
        let signs = (format, writer);
        // A database may be looked at again.
        let back = if format == Format::Other { Back::ByClosing } else { Back::AtOnce };
        if !holds(&file, &held)? || !is_untouched(place, &file, &facts, signs, back)? {
            return Ok(Err(file));
        }
        Ok(Ok(Self::of(facts, format, Content::Held(held), None)))
    }

    /// A large file, read for its digest: the second reading is the one that goes on.
    fn of_large(
        place: &Path,
        file: File,
        facts: Facts,
        (format, writer): (Format, Writer),
        holes: bool,
    ) -> Result<Result<Self, File>, HostError> {
        let has_holes = holes && facts.stored < facts.bytes;
        let whole = [Stretch { offset: 0, bytes: facts.bytes }];
        let told = if has_holes { stretches(&file, facts.bytes) } else { None };
        let told = told.filter(|told| told[..] != whole);
        let digest = digest_of(&file, told.as_deref().unwrap_or(&whole))?;
        if !is_untouched(place, &file, &facts, (format, writer), Back::AtOnce)? {
            return Ok(Err(file));
        }
        Ok(Ok(Self::of(facts, format, Content::File(file, place.to_owned(), digest), told)))
    }

    fn copied_by_sqlite(place: &Path, file: &File, sign: InUse) -> Result<Self, HostError> {
        let facts = Facts::of_file(file)?;
        let copy = database::snapshot(place, sign)?;
        // SQLite opens by name: it must have been the file that was found.
        let there = place.symlink_metadata().map_err(|_| HostError::Changes)?;
        if (there.dev(), there.ino()) != facts.identity {
            return Err(HostError::Changes);
        }
        let facts = Facts { bytes: copy.bytes().len() as u64, ..facts };
        Ok(Self::of(facts, Format::Sqlite, Content::Copied(copy), None))
    }

    fn of(facts: Facts, format: Format, content: Content, stretches: Option<Vec<Stretch>>) -> Self {
        Self {
            facts,
            format,
            content,
            stretches,
            at: (0, 0),
            all: Sha256::new(),
            counted: 0,
            data: Sha256::new(),
        }
    }

    /// What was found out without reading; the length is that of the copy, where SQLite made one.
    pub fn facts(&self) -> Facts {
        self.facts
    }

    /// Looks at bytes from an offset on, holes read as zeros, without reading on; tells how many there were.
    pub fn look_at(&self, offset: u64, room: &mut [u8]) -> usize {
        self.content.at(offset, room).unwrap_or(0)
    }

    /// Whether it is an SQLite database, whole by itself: a copy that SQLite made, or a file without a journal that counts.
    pub fn is_sqlite(&self) -> bool {
        self.format == Format::Sqlite
    }

    /// How many bytes of the content are held in memory.
    pub fn held(&self) -> u64 {
        match &self.content {
            Content::Held(bytes) => bytes.len() as u64,
            Content::Copied(copy) => copy.bytes().len() as u64,
            Content::File(..) => 0,
        }
    }

    /// Whether the file is open, to be read on.
    pub fn is_open(&self) -> bool {
        matches!(self.content, Content::File(..))
    }

    /// The parts that are no holes, when there are holes.
    pub fn stretches(&self) -> Option<&[Stretch]> {
        self.stretches.as_deref()
    }

    fn stretch(&self, number: usize) -> Option<Stretch> {
        match &self.stretches {
            Some(told) => told.get(number).copied(),
            None => (number == 0).then_some(Stretch { offset: 0, bytes: self.facts.bytes }),
        }
    }

    /// Reads on in the stretches, one behind the other; 0 at the end.
    ///
    /// # Errors
    /// [`HostError::Changes`] when the file became shorter; what reading refuses.
    pub fn read(&mut self, room: &mut [u8]) -> Result<usize, HostError> {
        let stretch = loop {
            let Some(stretch) = self.stretch(self.at.0) else { return Ok(0) };
            if self.at.1 < stretch.bytes {
                break stretch;
            }
            self.at = (self.at.0 + 1, 0);
        };
        go_on()?;
        let offset = stretch.offset + self.at.1;
        let most = usize::try_from(stretch.bytes - self.at.1).unwrap_or(usize::MAX).min(room.len());
        let room = &mut room[..most];
        let count = match self.content.at(offset, room)? {
            0 => return Err(HostError::Changes),
            count => count,
        };
        self.zeros_until(offset)?;
        self.all.update(&room[..count]);
        if self.has_second_digest() {
            self.data.update(&room[..count]);
        }
        self.counted += count as u64;
        self.at.1 += count as u64;
        Ok(count)
    }

    fn has_second_digest(&self) -> bool {
        matches!(self.content, Content::File(..)) && self.stretches().is_some()
    }

    fn zeros_until(&mut self, offset: u64) -> Result<(), HostError> {
        static ZEROS: [u8; PIECE] = [0; PIECE];
        while self.counted < offset {
            go_on()?;
            let count = (offset - self.counted).min(PIECE as u64);
            self.all.update(&ZEROS[..count as usize]);
            self.counted += count;
        }
        Ok(())
    }

    /// Reads all of it for its digest, and keeps nothing.
    ///
    /// # Errors
    /// As [`Capture::read`] and [`Capture::finish`].
    pub fn digest(mut self) -> Result<Captured, HostError> {
        let mut piece = SecretBytes::zeroed(PIECE);
        // exposed to: the reader, which hashes what it gives
        while self.read(piece.expose_secret_mut())? > 0 {}
        self.finish()
    }

    /// Says that all was read, and looks at the file once more.
    ///
    /// # Errors
    /// [`HostError::Changes`] when the two readings differ or the file was touched meanwhile.
    pub fn finish(mut self) -> Result<Captured, HostError> {
        self.zeros_until(self.facts.bytes)?;
        let second_digest = self.has_second_digest();
        let by_sqlite = matches!(self.content, Content::Copied(_));
        let sha256: [u8; 32] = self.all.finalize().into();
        if let Content::File(file, place, first) = &self.content {
            let data = if second_digest { self.data.finalize().into() } else { sha256 };
            let asked = (self.format, Writer::Unknown);
            if *first != data || !is_untouched(place, file, &self.facts, asked, Back::AtOnce)? {
                return Err(HostError::Changes);
            }
        }
        Ok(Captured { sha256, by_sqlite })
    }
}

/// Whether nobody has changed the file, and no program is seen to have it open. `writer` was asked for before the file
/// was read: the kernel sets the times of a file first and copies what is written later, which can be after a wait for
/// the disk, but whoever opens it afterwards to write changes its times before anything of it can be read.
fn is_untouched(
    place: &Path,
    file: &File,
    then: &Facts,
    seen: (Format, Writer),
    back: Back,
) -> Result<bool, HostError> {
    Ok(Facts::of_file(file)?.is_still(then) && signs(place, file, seen, back)?.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::fs::{FlockOperation, OFlags};
    use std::os::unix::fs::OpenOptionsExt;

    /// Whether nobody has a lease or a lock on a file that somebody waits for.
    fn is_free(path: &Path) -> bool {
        let flags = OFlags::NONBLOCK.bits().cast_signed();
        let file = std::fs::OpenOptions::new().write(true).custom_flags(flags).open(path);
        let lock = FlockOperation::NonBlockingLockExclusive;
        file.is_ok_and(|file| rustix::fs::flock(&file, lock).is_ok())
    }

    #[test]
    fn what_was_taken_to_ask_is_given_back_whatever_the_file_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("wallet");
        let mut berkeley = [0; 64];
        berkeley[12..16].copy_from_slice(&[0x62, 0x31, 0x05, 0x00]);
        for (content, is_small) in [(&b"a wallet"[..], true), (&berkeley[..], false)] {
            std::fs::write(&path, content).expect("room");
            std::thread::sleep(2 * QUIET);
            let file = File::open(&path).expect("it is there");
            let facts = Facts::of_file(&file).expect("it is open");
            let small = Capture::of_small(&path, file, facts).expect("nobody has it open");
            assert_eq!(small.is_ok(), is_small);
            assert!(is_free(&path), "{is_small}");
        }
        // The control: a lock that is kept is seen. A lease that is kept ends the tests, by SIGIO.
        let file = File::open(&path).expect("it is there");
        let seen = (Format::Other, Writer::Unknown);
        assert_eq!(signs(&path, &file, seen, Back::ByClosing), Ok(None));
        assert!(!is_free(&path));
        drop(file);
        assert!(is_free(&path));
    }
}
