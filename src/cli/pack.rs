//! Folders and several files as one tar, while it is being read: what is found is captured whole, named in order,
//! and listed with its SHA-256 at the end.

use super::failure::{Failure, counted};
use crate::crypt::archive::{self, END, Manifest, Member, Piece, What};
use crate::host::{self, Capture, Captured, Facts, Found, FoundKind, HostError, Walk};
use serde::Serialize;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How many things that were left out are named.
const NAMED: usize = 5;
const ZEROS: usize = 64 * 1024;

/// What was packed.
#[derive(Default, Serialize)]
pub(crate) struct Packed {
    /// Files, the list of SHA-256 not counted.
    pub(crate) files: u64,
    pub(crate) folders: u64,
    /// Symbolic links, stored as links.
    pub(crate) links: u64,
    /// The length of all files in bytes, holes counted.
    pub(crate) bytes: u64,
    /// Pipes, sockets, devices, and the output itself.
    pub(crate) left_out: Vec<String>,
    /// Files that were open, and are copies which SQLite made.
    pub(crate) copied_by_sqlite: Vec<String>,
    /// The name of the list of SHA-256.
    pub(crate) list: String,
}

impl Packed {
    /// What was packed, in a sentence.
    pub(crate) fn sentence(&self) -> String {
        let mut parts = vec![counted(self.files as usize, "file")];
        for (count, noun) in [(self.folders, "folder"), (self.links, "symbolic link")] {
            if count > 0 {
                parts.push(counted(count as usize, noun));
            }
        }
        format!("Packed {}; {} lists their SHA-256.", parts.join(", "), self.list)
    }
}

/// A file as it was read.
pub(crate) struct PackedFile {
    pub(crate) place: PathBuf,
    pub(crate) bytes: u64,
    /// Nothing for a copy that SQLite made: it is not the file as it lies there.
    pub(crate) modified: Option<i64>,
    pub(crate) sha256: [u8; 32],
}

impl PackedFile {
    pub(crate) fn of(place: PathBuf, facts: Facts, captured: Captured) -> Self {
        let modified = (!captured.by_sqlite).then_some(facts.modified.0);
        Self { place, bytes: facts.bytes, modified, sha256: captured.sha256 }
    }
}

/// How to pack.
#[derive(Default)]
pub(crate) struct How {
    /// Files that are being written, and are not to be packed.
    pub(crate) avoid: Vec<(u64, u64)>,
    /// Zeros at the end, up to a power of two.
    pub(crate) pad: bool,
    /// The most files that are told of one by one afterwards.
    pub(crate) told: usize,
}

/// What comes next.
enum Next {
    Walk,
    List,
    End,
    /// Zeros up to the next power of two.
    Pad,
    Nothing,
}

/// An archive that is made while it is read.
pub(crate) struct Packer {
    walk: Walk,
    /// Files that are the output.
    avoid: Vec<(u64, u64)>,
    pad: bool,
    told: usize,
    files: Vec<PackedFile>,
    next: Next,
    /// Blocks that are to go out, and how much of them went.
    ahead: (Vec<u8>, usize),
    /// The file whose content goes out.
    current: Option<Current>,
    manifest: Manifest,
    /// Names that lie beside a file which SQLite copied.
    beside: Vec<Vec<u8>>,
    written: u64,
    packed: Packed,
    failure: Option<Failure>,
}

struct Current {
    capture: Capture,
    place: PathBuf,
    name: Vec<u8>,
    stored: u64,
}

impl Packer {
    /// Prepares to pack what is named.
    pub(crate) fn new(paths: &[PathBuf], how: &How) -> Self {
        Self {
            walk: Walk::through(paths),
            avoid: how.avoid.clone(),
            pad: how.pad,
            told: how.told,
            files: Vec::new(),
            next: Next::Walk,
            ahead: (Vec::new(), 0),
            current: None,
            manifest: Manifest::default(),
            beside: Vec::new(),
            written: 0,
            packed: Packed::default(),
            failure: None,
        }
    }

    /// Why reading failed, when it did.
    pub(crate) fn take_failure(&mut self) -> Option<Failure> {
        self.failure.take()
    }

    /// What was packed, once everything was read, and the files as far as they were asked for.
    pub(crate) fn packed(self) -> (Packed, Vec<PackedFile>) {
        (self.packed, self.files)
    }

    fn step(&mut self) -> Result<bool, Failure> {
        match self.next {
            Next::Walk => match self.walk.next() {
                Some(Ok(found)) => self.take(found)?,
                Some(Err((place, error))) => return Err(Failure::at(&place, error)),
                None => self.next = Next::List,
            },
            Next::List => {
                let (member, text) = std::mem::take(&mut self.manifest).finish();
                self.packed.list = String::from_utf8_lossy(&member.name).into_owned();
                let mut blocks = archive::head(&member, None);
                blocks.extend_from_slice(&text);
                blocks.resize(blocks.len() + archive::padding(text.len() as u64), 0);
                self.send(blocks);
                self.next = Next::End;
            }
            Next::End => {
                self.send(END.to_vec());
                self.next = if self.pad { Next::Pad } else { Next::Nothing };
            }
            Next::Pad => {
                let left = self.written.next_power_of_two() - self.written;
                match left {
                    0 => self.next = Next::Nothing,
                    left => self.send(vec![0; left.min(ZEROS as u64) as usize]),
                }
            }
            Next::Nothing => return Ok(false),
        }
        Ok(true)
    }

    fn send(&mut self, blocks: Vec<u8>) {
        self.ahead = (blocks, 0);
    }

    fn take(&mut self, found: Found) -> Result<(), Failure> {
        if self.beside.contains(&found.name) {
            return Ok(());
        }
        let place = found.place;
        let (what, link) = match found.kind {
            FoundKind::Folder if found.name.is_empty() => return Ok(()),
            FoundKind::Folder => (What::Folder, &mut self.packed.folders),
            FoundKind::Link(target) => (What::Link(target), &mut self.packed.links),
            FoundKind::Special(what) => {
                let name = host::show_path(&place);
                self.packed.left_out.push(format!("{name} ({what})"));
                return Ok(());
            }
            FoundKind::File(_) if self.avoid.contains(&found.facts.identity) => {
                let name = host::show_path(&place);
                self.packed.left_out.push(format!("{name} (the output)"));
                return Ok(());
            }
            FoundKind::File(file) => {
                let capture = Capture::begin(&place, file, true);
                let capture = capture.map_err(|error| Failure::at(&place, error))?;
                return self.begin(capture, place, found.name);
            }
        };
        *link += 1;
        self.manifest.note_name(&found.name);
        let blocks = archive::head(&member(found.name, found.facts, what), None);
        self.send(blocks);
        Ok(())
    }

    fn begin(&mut self, capture: Capture, place: PathBuf, name: Vec<u8>) -> Result<(), Failure> {
        let facts = capture.facts();
        let pieces: Option<Vec<Piece>> = capture.stretches().map(|found| {
            found.iter().map(|part| Piece { offset: part.offset, bytes: part.bytes }).collect()
        });
        let member = member(name.clone(), facts, What::File { bytes: facts.bytes });
        self.send(archive::head(&member, pieces.as_deref()));
        self.manifest.note_name(&name);
        self.packed.files += 1;
        self.packed.bytes += facts.bytes;
        self.current = Some(Current { capture, place, name, stored: 0 });
        Ok(())
    }

    /// The content of the current file; at its end the zeros behind it.
    fn content(&mut self, room: &mut [u8]) -> Result<usize, Failure> {
        let Some(current) = &mut self.current else { return Ok(0) };
        let count =
            current.capture.read(room).map_err(|error| Failure::at(&current.place, error))?;
        current.stored += count as u64;
        if count > 0 {
            return Ok(count);
        }
        let Some(Current { capture, place, name, stored }) = self.current.take() else {
            return Ok(0);
        };
        let facts = capture.facts();
        let captured = capture.finish().map_err(|error| Failure::at(&place, error))?;
        self.manifest.add(&name, &captured.sha256);
        if captured.by_sqlite {
            self.packed.copied_by_sqlite.push(host::show_path(&place));
            self.beside.extend(beside_sqlite(&name));
        }
        if self.files.len() < self.told {
            self.files.push(PackedFile::of(place, facts, captured));
        }
        self.send(vec![0; archive::padding(stored)]);
        Ok(0)
    }

    fn read_on(&mut self, room: &mut [u8]) -> Result<usize, Failure> {
        loop {
            let (blocks, sent) = &mut self.ahead;
            let count = (blocks.len() - *sent).min(room.len());
            if count > 0 {
                room[..count].copy_from_slice(&blocks[*sent..*sent + count]);
                *sent += count;
                return Ok(count);
            }
            if self.current.is_some() {
                match self.content(room)? {
                    0 => continue,
                    count => return Ok(count),
                }
            }
            if !self.step()? {
                return Ok(0);
            }
        }
    }
}

/// The names that lie beside a file which SQLite copied, and are left out.
pub(crate) fn beside_sqlite(name: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    host::BESIDE_SQLITE.iter().map(move |end| [name, end.as_bytes()].concat())
}

impl Read for Packer {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        match self.read_on(room) {
            Ok(count) => {
                self.written += count as u64;
                Ok(count)
            }
            Err(failure) => {
                self.failure = Some(failure);
                Err(HostError::Changes.into())
            }
        }
    }
}

fn member(name: Vec<u8>, facts: Facts, what: What) -> Member {
    Member { name, mode: facts.mode, owner: facts.owner, modified: facts.modified.0, what }
}

/// What is to be said of things that are no files.
pub(crate) fn left_out(packed: &Packed) -> Option<Failure> {
    let (named, more) = packed.left_out.split_at(packed.left_out.len().min(NAMED));
    if named.is_empty() {
        return None;
    }
    let mut list = named.join(", ");
    if !more.is_empty() {
        list.push_str(", …");
    }
    let count = counted(packed.left_out.len(), "thing");
    Some(
        Failure::warning("left-out", format!("left out, because no file: {count}: {list}"))
            .why("pipes, sockets and devices hold nothing that could be brought back.")
            .field("left_out", packed.left_out.len()),
    )
}

/// Refuses paths that would be packed twice or under one name.
///
/// # Errors
/// `usage`.
pub(crate) fn refuse_overlap(paths: &[PathBuf]) -> Result<(), Failure> {
    let whole: Vec<PathBuf> =
        paths.iter().map(|path| path.canonicalize().unwrap_or_else(|_| path.clone())).collect();
    for (number, (one, path)) in whole.iter().zip(paths).enumerate() {
        for (other, named) in whole.iter().zip(paths).skip(number + 1) {
            if one.starts_with(other) || other.starts_with(one) {
                return Err(twice(path, named, "lie in each other"));
            }
            if host::archive_name(path) == host::archive_name(named) {
                return Err(twice(path, named, "would have one name in the archive"));
            }
        }
    }
    Ok(())
}

fn twice(one: &Path, other: &Path, what: &str) -> Failure {
    let (one, other) = (host::show_path(one), host::show_path(other));
    Failure::error("usage", super::failure::Exit::Usage, format!("{one} and {other} {what}"))
        .next("name each once; names in the archive are those of the paths, without / and ../ at their beginning")
}
