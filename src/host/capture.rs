//! Reads a file so that what was read is what it was at one moment, or says that it could not be.
//!
//! A wallet that is open changes while it is copied, and half of one change with half of another is no wallet. So a
//! file is looked at before (`in_use`): a lock on it, a journal beside it, an open database environment, a change a
//! moment ago. It is read twice, both must agree, and then it is looked at again. An SQLite file that is open is
//! copied by SQLite itself (`database`); of everything else that is open the program has to be stopped.

use super::database::{self, Snapshot};
use super::error::{Doing, HostError, InUse};
use super::in_use::{Format, signs};
use super::signals::{again, go_on};
use super::tree::Facts;
use crate::secret::SecretBytes;
use rustix::fs::SeekFrom;
use rustix::io::Errno;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A file up to this size is read whole, twice, before anything of it goes on.
const WHOLE: u64 = 256 * 1024;
/// A file must not have changed for so long before it is read.
const QUIET: Duration = Duration::from_millis(100);
/// How often a file that changes is tried.
const TRIES: usize = 20;
/// Stretches between holes begin and end at multiples of this, in bytes.
const STEP: u64 = 512;
/// The most stretches that are told apart; holes behind the last are read as zeros.
const MOST_STRETCHES: usize = 1 << 16;
const PIECE: usize = 64 * 1024;

/// A part of a file that is no hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Where it begins, in bytes; a multiple of 512.
    pub offset: u64,
    /// Its length in bytes; a multiple of 512 but for the last.
    pub bytes: u64,
}

/// Where the bytes come from.
enum Content {
    /// A small file, read twice already.
    Held(SecretBytes),
    /// A copy that SQLite made.
    Copied(Snapshot),
    /// The file, which is read on; with the digest of a first reading.
    File(Option<[u8; 32]>),
}

/// A file that is being captured.
pub struct Capture {
    place: PathBuf,
    file: File,
    facts: Facts,
    format: Format,
    content: Content,
    stretches: Vec<Stretch>,
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
    /// Looks at an open file and prepares to read it; `place` is where it was found. `holes` says whether holes are
    /// told apart, or read as the zeros that they are.
    ///
    /// # Errors
    /// [`HostError::InUse`] when a program has it open; [`HostError::Changes`] when it does not come to rest; what
    /// reading refuses.
    pub fn begin(place: &Path, mut file: File, holes: bool) -> Result<Self, HostError> {
        let format = Format::of(&file)?;
        for _ in 0..TRIES {
            let facts = match (signs(place, &file, format)?, at_rest(&file)) {
                (Some(sign), _) if format == Format::Sqlite => {
                    return Self::copied_by_sqlite(place, file, sign);
                }
                (Some(sign), _) => return Err(HostError::InUse(sign)),
                (None, Err(HostError::Changes)) => break,
                (None, facts) => facts?,
            };
            let content = match facts.bytes {
                0..=WHOLE => Content::Held(read_all(&file, facts.bytes)?),
                _ => Content::File(None),
            };
            let mut capture = Self::of(place, file, facts, format, content, holes);
            if capture.agrees()? {
                return Ok(capture);
            }
            file = capture.file;
        }
        match format {
            Format::Sqlite => Self::copied_by_sqlite(place, file, InUse::Journal),
            Format::Berkeley | Format::Other => Err(HostError::Changes),
        }
    }

    fn copied_by_sqlite(place: &Path, file: File, sign: InUse) -> Result<Self, HostError> {
        let facts = Facts::of_file(&file)?;
        let copy = database::snapshot(place, sign)?;
        // SQLite opens by name: it must have been the file that was found.
        let there = place.symlink_metadata().map_err(|_| HostError::Changes)?;
        if (there.dev(), there.ino()) != facts.identity {
            return Err(HostError::Changes);
        }
        let facts = Facts { bytes: copy.bytes().len() as u64, ..facts };
        Ok(Self::of(place, file, facts, Format::Sqlite, Content::Copied(copy), false))
    }

    fn of(
        place: &Path,
        file: File,
        facts: Facts,
        format: Format,
        content: Content,
        holes: bool,
    ) -> Self {
        let whole = Stretch { offset: 0, bytes: facts.bytes };
        let has_holes = holes && matches!(content, Content::File(_)) && facts.stored < facts.bytes;
        let stretches = match has_holes {
            true => stretches(&file, facts.bytes).unwrap_or_else(|| vec![whole]),
            false => vec![whole],
        };
        Self {
            place: place.to_owned(),
            file,
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

    /// Reads the file once more: a small one is compared, of a large one the digest is kept for the end.
    fn agrees(&mut self) -> Result<bool, HostError> {
        let same = match &mut self.content {
            Content::Held(first) => read_all(&self.file, self.facts.bytes)?.same_as(first),
            Content::File(digest) => {
                *digest = Some(digest_of(&self.file, &self.stretches)?);
                true
            }
            Content::Copied(_) => true,
        };
        Ok(same && self.is_untouched()?)
    }

    fn is_untouched(&self) -> Result<bool, HostError> {
        let facts = Facts::of_file(&self.file)?;
        Ok(facts.is_still(&self.facts) && signs(&self.place, &self.file, self.format)?.is_none())
    }

    /// What was found out without reading; the length is that of the copy, where SQLite made one.
    pub fn facts(&self) -> Facts {
        self.facts
    }

    /// Whether it is a copy that SQLite makes of an open file.
    pub fn is_by_sqlite(&self) -> bool {
        matches!(self.content, Content::Copied(_))
    }

    /// How many bytes of the content are held in memory.
    pub fn held(&self) -> u64 {
        match &self.content {
            Content::Held(bytes) => bytes.len() as u64,
            Content::Copied(copy) => copy.bytes().len() as u64,
            Content::File(_) => 0,
        }
    }

    /// The parts that are no holes, when there are holes.
    pub fn stretches(&self) -> Option<&[Stretch]> {
        let whole = [Stretch { offset: 0, bytes: self.facts.bytes }];
        (self.stretches != whole).then_some(&self.stretches)
    }

    /// Reads on in the stretches, one behind the other; 0 at the end.
    ///
    /// # Errors
    /// [`HostError::Changes`] when the file became shorter; what reading refuses.
    pub fn read(&mut self, room: &mut [u8]) -> Result<usize, HostError> {
        let stretch = loop {
            let Some(stretch) = self.stretches.get(self.at.0) else { return Ok(0) };
            if self.at.1 < stretch.bytes {
                break *stretch;
            }
            self.at = (self.at.0 + 1, 0);
        };
        go_on()?;
        let offset = stretch.offset + self.at.1;
        let most = usize::try_from(stretch.bytes - self.at.1).unwrap_or(usize::MAX).min(room.len());
        let room = &mut room[..most];
        let from = usize::try_from(offset).map_err(|_| HostError::Changes)?;
        let count = match &self.content {
            Content::Held(bytes) => {
                // exposed to: the archive that is being encrypted
                room.copy_from_slice(&bytes.expose_secret()[from..from + most]);
                most
            }
            Content::Copied(copy) => {
                room.copy_from_slice(&copy.bytes()[from..from + most]);
                most
            }
            Content::File(_) => match read_at(&self.file, room, offset)? {
                0 => return Err(HostError::Changes),
                count => count,
            },
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
        matches!(self.content, Content::File(Some(_))) && self.stretches().is_some()
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
        let by_sqlite = self.is_by_sqlite();
        let sha256: [u8; 32] = self.all.clone().finalize().into();
        if let Content::File(first) = self.content {
            let data = if second_digest { self.data.clone().finalize().into() } else { sha256 };
            if first.is_some_and(|first| first != data) || !self.is_untouched()? {
                return Err(HostError::Changes);
            }
        }
        Ok(Captured { sha256, by_sqlite })
    }
}

/// Waits until the file was left alone for a moment.
fn at_rest(file: &File) -> Result<Facts, HostError> {
    for _ in 0..TRIES {
        go_on()?;
        let facts = Facts::of_file(file)?;
        let (seconds, nanoseconds) = facts.modified.max(facts.changed);
        let changed = Duration::new(u64::try_from(seconds).unwrap_or(0), nanoseconds);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        // A time to come is another computer's clock, and tells nothing.
        match now.checked_sub(changed) {
            Some(ago) if ago < QUIET => std::thread::sleep(QUIET - ago),
            _ => return Ok(facts),
        }
    }
    Err(HostError::Changes)
}

fn read_at(file: &File, room: &mut [u8], offset: u64) -> Result<usize, HostError> {
    again(Doing::Reading, || rustix::io::pread(file, &mut *room, offset))
}

/// Reads a file of so many bytes; [`HostError::Changes`] when it has fewer.
fn read_all(file: &File, bytes: u64) -> Result<SecretBytes, HostError> {
    let length = usize::try_from(bytes).map_err(|_| HostError::Changes)?;
    // Files of the kernel have no length and hold something all the same.
    if bytes == 0 && read_at(file, &mut [0], 0)? > 0 {
        return Err(HostError::Changes);
    }
    SecretBytes::try_filled(length, |room| {
        let mut filled = 0;
        while filled < room.len() {
            match read_at(file, &mut room[filled..], filled as u64)? {
                0 => return Err(HostError::Changes),
                count => filled += count,
            }
        }
        Ok(())
    })
}

fn digest_of(file: &File, stretches: &[Stretch]) -> Result<[u8; 32], HostError> {
    let mut hash = Sha256::new();
    let mut piece = SecretBytes::zeroed(PIECE);
    // exposed to: the hash
    let room = piece.expose_secret_mut();
    for stretch in stretches {
        let mut done = 0;
        while done < stretch.bytes {
            go_on()?;
            let most = (stretch.bytes - done).min(PIECE as u64) as usize;
            match read_at(file, &mut room[..most], stretch.offset + done)? {
                0 => return Err(HostError::Changes),
                count => {
                    hash.update(&room[..count]);
                    done += count as u64;
                }
            }
        }
    }
    Ok(hash.finalize().into())
}

/// The parts that are no holes, or nothing where the file system does not tell them.
fn stretches(file: &File, bytes: u64) -> Option<Vec<Stretch>> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut at = 0;
    while at < bytes {
        let begins = match rustix::fs::seek(file, SeekFrom::Data(at)) {
            Ok(begins) => begins / STEP * STEP,
            Err(Errno::NXIO) => break,
            Err(_) => return None,
        };
        let ends = match found.len() + 1 {
            MOST_STRETCHES => bytes,
            _ => rustix::fs::seek(file, SeekFrom::Hole(begins)).ok()?.next_multiple_of(STEP),
        };
        let ends = ends.min(bytes);
        // A file that shrinks meanwhile is found out when it is read.
        if ends <= at || begins >= bytes {
            break;
        }
        found.push(Stretch { offset: begins, bytes: ends - begins });
        at = ends;
    }
    Some(found)
}
