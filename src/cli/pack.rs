//! Folders and several files as one tar, while it is being read: what is found is captured whole, named in order,
//! and listed with its SHA-256 at the end.

use super::failure::{Failure, archive as archive_failure, counted};
use super::met::{self, Meeting, Met, MetWhat, Step};
use super::tree::{Node, Tree};
use super::wallets::Wallets;
use crate::crypt::archive::{self, END, Manifest, Member, Piece, What};
use crate::host::{self, Capture, Captured, Facts, HostError};
use serde::Serialize;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How many things of one sort are named.
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
    /// Links to what is not in the archive.
    pub(crate) links_out: Vec<String>,
    /// Identities that open the archive, and lie in it.
    pub(crate) own_keys: Vec<String>,
    /// Files that were open, and are copies which SQLite made.
    pub(crate) copied_by_sqlite: Vec<String>,
    /// The name of the list of SHA-256.
    pub(crate) list: String,
    /// The digest of what is no content of files, where files were asked for one by one.
    #[serde(skip)]
    pub(crate) tree: Option<String>,
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
    /// Files with identities that open the archive.
    pub(crate) keys: Vec<(u64, u64)>,
    /// Zeros at the end, up to a power of two.
    pub(crate) pad: bool,
    /// The most files that are told of one by one afterwards.
    pub(crate) told: usize,
    /// Whether wallets are to be recognised.
    pub(crate) look: bool,
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
    /// What was named; files that are the output.
    named: (Vec<PathBuf>, Vec<(u64, u64)>),
    /// What is met there, from the first reading on.
    met: Option<Meeting>,
    keys: Vec<(u64, u64)>,
    pad: bool,
    told: usize,
    files: Vec<PackedFile>,
    tree: Option<Tree>,
    next: Next,
    /// Blocks that are to go out, and how much of them went.
    ahead: (Vec<u8>, usize),
    /// The file whose content goes out.
    current: Option<Current>,
    manifest: Manifest,
    written: u64,
    packed: Packed,
    wallets: Wallets,
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
            named: (paths.to_vec(), how.avoid.clone()),
            met: None,
            keys: how.keys.clone(),
            pad: how.pad,
            told: how.told,
            files: Vec::new(),
            tree: (how.told > 0).then(Tree::default),
            next: Next::Walk,
            ahead: (Vec::new(), 0),
            current: None,
            manifest: Manifest::default(),
            written: 0,
            packed: Packed::default(),
            wallets: Wallets::asked(how.look),
            failure: None,
        }
    }

    /// Why reading failed, when it did.
    pub(crate) fn take_failure(&mut self) -> Option<Failure> {
        self.failure.take()
    }

    /// What was packed, once everything was read, and the files and wallets as far as they were asked for.
    pub(crate) fn packed(self) -> (Packed, Vec<PackedFile>, Wallets) {
        (self.packed, self.files, self.wallets)
    }

    fn step(&mut self) -> Result<bool, Failure> {
        match self.next {
            Next::Walk => match self.meet()? {
                Some(Ok(met)) => self.take(met)?,
                Some(Err((place, error))) => return Err(Failure::at(&place, error)),
                None => self.next = Next::List,
            },
            Next::List => {
                // What is noted would stand for the archives before it.
                if self.told > 0 && self.packed.files == 0 {
                    return Err(archive_failure::no_files_to_note());
                }
                let (member, text) = std::mem::take(&mut self.manifest).finish();
                self.packed.list = String::from_utf8_lossy(&member.name).into_owned();
                self.packed.tree = self.tree.take().map(Tree::finish);
                let blocks = self.anew();
                archive::head(blocks, &member, None);
                blocks.extend_from_slice(&text);
                blocks.resize(blocks.len() + archive::padding(text.len() as u64), 0);
                self.next = Next::End;
            }
            Next::End => {
                self.anew().extend_from_slice(&END);
                self.next = if self.pad { Next::Pad } else { Next::Nothing };
            }
            Next::Pad => {
                let left = self.written.next_power_of_two() - self.written;
                match left {
                    0 => self.next = Next::Nothing,
                    left => self.anew().resize(left.min(ZEROS as u64) as usize, 0),
                }
            }
            Next::Nothing => return Ok(false),
        }
        Ok(true)
    }

    fn meet(&mut self) -> Result<Option<Step>, Failure> {
        let met = match &mut self.met {
            Some(met) => met,
            // Not before something is read: until then the output may not be there to be passed over.
            none => none.insert(met::begin(&self.named.0, self.named.1.clone())?),
        };
        Ok(met.next())
    }

    /// Room for the blocks that go out next.
    fn anew(&mut self) -> &mut Vec<u8> {
        self.ahead.0.clear();
        self.ahead.1 = 0;
        &mut self.ahead.0
    }

    fn take(&mut self, met: Met) -> Result<(), Failure> {
        let Met { place, name, facts, what } = met;
        let (what, count) = match what {
            MetWhat::Folder if name.is_empty() => return Ok(()),
            MetWhat::Folder => (What::Folder, &mut self.packed.folders),
            MetWhat::Link { target, leads_out } => {
                if leads_out {
                    self.packed.links_out.push(host::show_path(&place));
                }
                (What::Link(target), &mut self.packed.links)
            }
            MetWhat::LeftOut(what) => {
                self.packed.left_out.push(format!("{} ({what})", host::show_path(&place)));
                return Ok(());
            }
            MetWhat::File(capture) => {
                let capture = capture.map_err(|error| Failure::at(&place, error))?;
                return self.begin(*capture, place, name);
            }
        };
        *count += 1;
        if let Some(tree) = &mut self.tree {
            let node =
                if let What::Link(target) = &what { Node::Link(target) } else { Node::Folder };
            tree.add(&name, &facts, node);
        }
        self.manifest.note_name(&name);
        archive::head(self.anew(), &member(name, facts, what), None);
        Ok(())
    }

    fn begin(&mut self, capture: Capture, place: PathBuf, name: Vec<u8>) -> Result<(), Failure> {
        let facts = capture.facts();
        if self.keys.contains(&facts.identity) {
            self.packed.own_keys.push(host::show_path(&place));
        }
        let pieces: Option<Vec<Piece>> = capture.stretches().map(|found| {
            found.iter().map(|part| Piece { offset: part.offset, bytes: part.bytes }).collect()
        });
        let member = member(name, facts, What::File { bytes: facts.bytes });
        archive::head(self.anew(), &member, pieces.as_deref());
        let name = member.name;
        self.manifest.note_name(&name);
        if let Some(tree) = &mut self.tree {
            tree.add(&name, &facts, Node::File);
        }
        self.wallets.look(&place, &capture);
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
        }
        if self.files.len() < self.told {
            self.files.push(PackedFile::of(place, facts, captured));
        }
        self.anew().resize(archive::padding(stored), 0);
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

/// What is to be said of things that are no files, of links that lead out, and of keys inside.
pub(crate) fn warnings(packed: &Packed) -> impl Iterator<Item = Failure> {
    let no_files = (packed.files == 0).then(archive_failure::no_files);
    let left_out = listed(&packed.left_out).map(|list| {
        let count = counted(packed.left_out.len(), "thing");
        Failure::warning("left-out", format!("left out, because no file: {count}: {list}"))
            .why("pipes, sockets and devices hold nothing that could be brought back.")
            .field("left_out", packed.left_out.len())
    });
    let links = listed(&packed.links_out).map(|list| {
        let lead = if packed.links_out.len() == 1 { "leads" } else { "lead" };
        let count = counted(packed.links_out.len(), "symbolic link");
        Failure::warning("links-lead-out", format!("{count} {lead} to what is not packed: {list}"))
            .why("the archive has the link, and not what it leads to.")
            .next("name what it leads to as well, when that is to be in the backup")
            .field("links", packed.links_out.len())
    });
    let keys = listed(&packed.own_keys).map(|list| {
        Failure::warning("key-inside", format!("{list} opens this archive, and lies in it"))
            .why("whoever has the archive alone cannot get at the key.")
            .next("keep a copy of the key apart from the archive")
    });
    no_files.into_iter().chain(left_out).chain(links).chain(keys)
}

/// The first of these names.
fn listed(names: &[String]) -> Option<String> {
    let (named, more) = names.split_at(names.len().min(NAMED));
    let end = if more.is_empty() { "" } else { ", …" };
    (!named.is_empty()).then(|| named.join(", ") + end)
}

/// Refuses paths that would be packed twice or under one name.
///
/// # Errors
/// `usage`.
pub(crate) fn refuse_overlap(paths: &[PathBuf]) -> Result<(), Failure> {
    let whole: Vec<PathBuf> =
        paths.iter().map(|path| path.canonicalize().unwrap_or_else(|_| path.clone())).collect();
    let names: Vec<Vec<u8>> =
        paths.iter().map(|path| host::archive_name(path).unwrap_or_default()).collect();
    for (number, (one, path)) in whole.iter().zip(paths).enumerate() {
        for (at, (other, named)) in whole.iter().zip(paths).enumerate().skip(number + 1) {
            if one.starts_with(other) || other.starts_with(one) {
                return Err(twice(path, named, "lie in each other"));
            }
            if lies_in(&names[number], &names[at]) || lies_in(&names[at], &names[number]) {
                return Err(twice(path, named, "could have one name in the archive"));
            }
        }
    }
    Ok(())
}

/// Whether a name in the archive is another one, or is or may be that of something in it; that of `.` is empty.
fn lies_in(name: &[u8], other: &[u8]) -> bool {
    let rest = name.strip_prefix(other);
    rest.is_some_and(|rest| other.is_empty() || rest.is_empty() || rest.starts_with(b"/"))
}

fn twice(one: &Path, other: &Path, what: &str) -> Failure {
    let (one, other) = (host::show_path(one), host::show_path(other));
    Failure::error("usage", super::failure::Exit::Usage, format!("{one} and {other} {what}"))
        .next("name each once; names in the archive are those of the paths, without / and ../ at their beginning")
}
