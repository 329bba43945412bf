//! Reads tar as it comes: bytes are pushed in, members come out. It holds one block, one name and one map at most.

use super::head::{Piece, padding};
use super::parse::{self, Ahead};
use super::{
    ArchiveError, BLOCK, MAX_FILE, MAX_HOLES, MAX_MEMBERS, MAX_NAMES, MAX_PIECES, Member, What,
};
use tar::{EntryType, GnuExtSparseHeader, GnuSparseHeader, Header};

/// The most that a member of names or of pax records may hold, in bytes.
const MAX_EXTENSION: u64 = 64 * 1024;

/// Where members go.
pub trait Sink {
    /// What it refuses with.
    type Error: From<ArchiveError>;

    /// A member begins; `number` counts from 1. Content follows for files alone.
    ///
    /// # Errors
    /// What the sink refuses.
    fn begin(&mut self, number: u64, member: Member) -> Result<(), Self::Error>;

    /// A part of the content of the member that began last, at its place in the file; what lies between is zeros.
    ///
    /// # Errors
    /// What the sink refuses.
    fn content(&mut self, offset: u64, bytes: &[u8]) -> Result<(), Self::Error>;

    /// The member that began last is whole.
    ///
    /// # Errors
    /// What the sink refuses.
    fn end(&mut self) -> Result<(), Self::Error>;
}

/// What the next bytes are.
enum State {
    Header,
    /// A long name, a long target, pax records: kept until it is whole.
    Extension(EntryType),
    /// The rest of the map of a file with holes.
    Map,
    Content,
    /// What is passed over.
    Skip,
    /// Only zeros may come.
    Ended,
}

/// An archive that is being read.
pub struct Reader {
    state: State,
    /// The block, or the extension, that is being collected.
    held: Vec<u8>,
    /// Bytes of content, or of what is passed over or collected, that are still to come.
    left: u64,
    /// Zeros behind the content.
    pad: usize,
    ahead: Ahead,
    pieces: Vec<Piece>,
    /// The piece that is being read and how much of it came.
    at: (usize, u64),
    /// A member with holes whose map is not whole.
    waiting: Option<Member>,
    members: u64,
    /// Bytes of names and targets, and of holes, in all members until now.
    names: u64,
    holes: u64,
    zero_blocks: u8,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            state: State::Header,
            held: Vec::with_capacity(BLOCK),
            left: 0,
            pad: 0,
            ahead: Ahead::default(),
            pieces: Vec::new(),
            at: (0, 0),
            waiting: None,
            members: 0,
            names: 0,
            holes: 0,
            zero_blocks: 0,
        }
    }
}

impl Reader {
    /// Takes the next bytes of the archive.
    ///
    /// # Errors
    /// [`ArchiveError`] by the sink's type, or what the sink refuses.
    pub fn push<S: Sink>(&mut self, mut bytes: &[u8], sink: &mut S) -> Result<(), S::Error> {
        while !bytes.is_empty() {
            let used = match self.state {
                State::Header | State::Map => self.block(bytes, sink)?,
                State::Extension(kind) => self.extension(kind, bytes)?,
                State::Content => self.content(bytes, sink)?,
                State::Skip => {
                    let count = (bytes.len() as u64).min(self.left);
                    self.left -= count;
                    if self.left == 0 {
                        self.state = State::Header;
                    }
                    count as usize
                }
                State::Ended => match bytes.iter().all(|byte| *byte == 0) {
                    true => bytes.len(),
                    false => return Err(ArchiveError::AfterEnd.into()),
                },
            };
            bytes = &bytes[used..];
        }
        Ok(())
    }

    /// Says that no more bytes come; gives the number of members.
    ///
    /// # Errors
    /// [`ArchiveError::CutShort`], [`ArchiveError::NotTar`].
    pub fn finish(self) -> Result<u64, ArchiveError> {
        match (self.state, self.zero_blocks) {
            (State::Ended, _) => Ok(self.members),
            // GNU tar takes one block of zeros at the end of a file for the mark as well.
            (State::Header, 1) if self.held.is_empty() => Ok(self.members),
            _ if self.members == 0 => Err(ArchiveError::NotTar),
            (State::Header, _) => Err(ArchiveError::CutShort { member: self.members }),
            _ => Err(ArchiveError::CutShort { member: self.members.saturating_sub(1) }),
        }
    }

    fn block<S: Sink>(&mut self, bytes: &[u8], sink: &mut S) -> Result<usize, S::Error> {
        let used = bytes.len().min(BLOCK - self.held.len());
        self.held.extend_from_slice(&bytes[..used]);
        if self.held.len() < BLOCK {
            return Ok(used);
        }
        let block: [u8; BLOCK] = self.held[..].try_into().expect("a whole block");
        self.held.clear();
        match self.state {
            State::Map => self.more_map(&block, sink)?,
            _ if block.iter().all(|byte| *byte == 0) => {
                self.zero_blocks += 1;
                if self.zero_blocks == 2 {
                    self.state = State::Ended;
                }
            }
            _ if self.zero_blocks > 0 => return Err(ArchiveError::AfterEnd.into()),
            _ => self.header(Header::from_byte_slice(&block), sink)?,
        }
        Ok(used)
    }

    fn damaged(&self) -> ArchiveError {
        match self.members {
            0 => ArchiveError::NotTar,
            members => ArchiveError::Damaged { member: members + 1 },
        }
    }

    fn header<S: Sink>(&mut self, header: &Header, sink: &mut S) -> Result<(), S::Error> {
        let damaged = self.damaged();
        if !parse::fits_its_check(header) {
            return Err(damaged.into());
        }
        let member = self.members + 1;
        let kind = header.entry_type();
        if parse::is_extension(kind) {
            let size = header.entry_size().map_err(|_| damaged)?;
            if size == 0 || size > MAX_EXTENSION {
                return Err(ArchiveError::TooMuch { member }.into());
            }
            self.left = size;
            self.pad = padding(size);
            self.state = State::Extension(kind);
            return Ok(());
        }
        if member > MAX_MEMBERS {
            return Err(ArchiveError::TooMuch { member }.into());
        }
        let ahead = std::mem::take(&mut self.ahead);
        let (found, stored) = parse::member(header, ahead, member, damaged)?;
        self.members = member;
        self.left = stored;
        self.pad = padding(stored);
        self.pieces.clear();
        self.at = (0, 0);
        if kind != EntryType::GNUSparse {
            self.pieces.push(Piece { offset: 0, bytes: stored });
            return self.begin(found, sink);
        }
        let gnu = header.as_gnu().ok_or(damaged)?;
        self.waiting = Some(found);
        if self.take_map(&gnu.sparse)? && gnu.is_extended() {
            self.state = State::Map;
            return Ok(());
        }
        self.begin_with_holes(sink)
    }

    /// Adds pieces; `false` when an empty slot ends the map.
    fn take_map(&mut self, slots: &[GnuSparseHeader]) -> Result<bool, ArchiveError> {
        let damaged = ArchiveError::Damaged { member: self.members };
        for slot in slots {
            // A slot that was never written is all zeros.
            if slot.offset[0] == 0 || slot.numbytes[0] == 0 {
                return Ok(false);
            }
            let (offset, bytes) = (slot.offset(), slot.length());
            let (Ok(offset), Ok(bytes)) = (offset, bytes) else { return Err(damaged) };
            let begins = self.pieces.last().map_or(0, |last| last.offset + last.bytes);
            let ends = offset.checked_add(bytes).filter(|end| *end <= MAX_FILE);
            if offset < begins || ends.is_none() {
                return Err(damaged);
            }
            if self.pieces.len() == MAX_PIECES {
                return Err(ArchiveError::TooMuch { member: self.members });
            }
            self.pieces.push(Piece { offset, bytes });
        }
        Ok(true)
    }

    fn more_map<S: Sink>(&mut self, block: &[u8; BLOCK], sink: &mut S) -> Result<(), S::Error> {
        let mut more = GnuExtSparseHeader::new();
        more.as_mut_bytes().copy_from_slice(block);
        if self.take_map(&more.sparse)? && more.is_extended() {
            return Ok(());
        }
        self.begin_with_holes(sink)
    }

    fn begin_with_holes<S: Sink>(&mut self, sink: &mut S) -> Result<(), S::Error> {
        let damaged = ArchiveError::Damaged { member: self.members };
        let member = self.waiting.take().ok_or(damaged)?;
        let stored: u64 = self.pieces.iter().map(|piece| piece.bytes).sum();
        let ends = self.pieces.last().map_or(0, |last| last.offset + last.bytes);
        let real = if let What::File { bytes } = member.what { bytes } else { 0 };
        if stored != self.left || ends > real {
            return Err(damaged.into());
        }
        self.begin(member, sink)
    }

    fn begin<S: Sink>(&mut self, member: Member, sink: &mut S) -> Result<(), S::Error> {
        let (beside, holes) = match &member.what {
            What::Folder => (0, 0),
            What::File { bytes } => (0, bytes.saturating_sub(self.left)),
            What::Link(target) | What::Again(target) => (target.len(), 0),
        };
        self.names += (member.name.len() + beside) as u64;
        self.holes = self.holes.saturating_add(holes);
        if self.names > MAX_NAMES || self.holes > MAX_HOLES {
            return Err(ArchiveError::TooMuch { member: self.members }.into());
        }
        sink.begin(self.members, member)?;
        self.state = State::Content;
        if self.left == 0 {
            self.end(sink)?;
        }
        Ok(())
    }

    fn end<S: Sink>(&mut self, sink: &mut S) -> Result<(), S::Error> {
        sink.end()?;
        self.skip_padding();
        Ok(())
    }

    fn skip_padding(&mut self) {
        self.left = self.pad as u64;
        self.state = if self.left == 0 { State::Header } else { State::Skip };
    }

    fn content<S: Sink>(&mut self, bytes: &[u8], sink: &mut S) -> Result<usize, S::Error> {
        let damaged = ArchiveError::Damaged { member: self.members };
        let (number, done) = self.at;
        let piece = *self.pieces.get(number).ok_or(damaged)?;
        if done == piece.bytes {
            self.at = (number + 1, 0);
            return Ok(0);
        }
        let count = (bytes.len() as u64).min(piece.bytes - done);
        sink.content(piece.offset + done, &bytes[..count as usize])?;
        self.at.1 += count;
        self.left -= count;
        if self.left == 0 {
            self.end(sink)?;
        }
        Ok(count as usize)
    }

    fn extension(&mut self, kind: EntryType, bytes: &[u8]) -> Result<usize, ArchiveError> {
        let count = (bytes.len() as u64).min(self.left);
        self.held.extend_from_slice(&bytes[..count as usize]);
        self.left -= count;
        if self.left > 0 {
            return Ok(count as usize);
        }
        let held = std::mem::replace(&mut self.held, Vec::with_capacity(BLOCK));
        let text = || held.split(|byte| *byte == 0).next().unwrap_or_default().to_vec();
        match kind {
            EntryType::GNULongName => self.ahead.name = Some(text()),
            EntryType::GNULongLink => self.ahead.target = Some(text()),
            EntryType::XHeader => {
                let (member, damaged) = (self.members + 1, self.damaged());
                self.ahead.take_pax(&held, member, damaged)?;
            }
            // What a global header could change (comments, as git writes) is nothing that is used here.
            _ => {}
        }
        self.skip_padding();
        Ok(count as usize)
    }
}
