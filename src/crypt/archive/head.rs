//! What stands before a member's content, and behind it: header blocks, long names, the map of a file with holes.

use super::{BLOCK, MAX_PIECES, Member, What};
use std::borrow::Cow;
use tar::{EntryType, GnuExtSparseHeader, GnuSparseHeader, Header};

/// The end mark: two blocks of zeros. More zeros may follow.
pub const END: [u8; 2 * BLOCK] = [0; 2 * BLOCK];

/// The name that GNU tar gives to the member that carries a long name.
const LONG: &[u8] = b"././@LongLink";

/// A piece of a file that is no hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins in the file, in bytes; a multiple of [`BLOCK`].
    pub offset: u64,
    /// Its length in bytes; a multiple of [`BLOCK`] but for the last piece.
    pub bytes: u64,
}

/// Adds the blocks before the content. `pieces` is the map of a file that has holes: its content is then only those pieces.
pub fn head(blocks: &mut Vec<u8>, member: &Member, pieces: Option<&[Piece]>) {
    let name = match member.what {
        What::Folder => Cow::Owned([&member.name[..], b"/"].concat()),
        _ => Cow::Borrowed(&member.name[..]),
    };
    if let What::Link(target) | What::Again(target) = &member.what {
        long(blocks, b'K', target);
    }
    long(blocks, b'L', &name);
    let mut header = Header::new_gnu();
    header.set_mode(member.mode & 0o7777);
    header.set_uid(member.owner.0.into());
    header.set_gid(member.owner.1.into());
    header.set_size(0);
    set_time(&mut header, member.modified);
    put(&mut header.as_old_mut().name, &name);
    header.set_entry_type(match &member.what {
        What::Folder => EntryType::Directory,
        What::Link(_) => EntryType::Symlink,
        What::Again(_) => EntryType::Link,
        What::File { .. } if pieces.is_some() => EntryType::GNUSparse,
        What::File { .. } => EntryType::Regular,
    });
    let mut more = Vec::new();
    match (&member.what, pieces) {
        (What::Link(target) | What::Again(target), _) => {
            put(&mut header.as_old_mut().linkname, target);
        }
        (What::File { bytes }, None) => header.set_size(*bytes),
        (What::File { bytes }, Some(pieces)) => more = set_pieces(&mut header, *bytes, pieces),
        (What::Folder, _) => {}
    }
    header.set_cksum();
    blocks.extend_from_slice(header.as_bytes());
    blocks.extend_from_slice(&more);
}

/// How many zeros follow a content of so many bytes.
pub fn padding(bytes: u64) -> usize {
    (BLOCK - (bytes % BLOCK as u64) as usize) % BLOCK
}

/// A member of its own for a name that does not fit the header.
fn long(blocks: &mut Vec<u8>, kind: u8, name: &[u8]) {
    if name.len() <= 100 {
        return;
    }
    let mut header = Header::new_gnu();
    put(&mut header.as_old_mut().name, LONG);
    header.set_entry_type(EntryType::new(kind));
    header.set_size(name.len() as u64 + 1);
    header.set_cksum();
    blocks.extend_from_slice(header.as_bytes());
    blocks.extend_from_slice(name);
    let zeros = 1 + padding(name.len() as u64 + 1);
    blocks.resize(blocks.len() + zeros, 0);
}

fn put(field: &mut [u8], bytes: &[u8]) {
    let length = bytes.len().min(field.len());
    field[..length].copy_from_slice(&bytes[..length]);
}

/// GNU tar writes times before 1970 as a number of 96 bits whose first bit is set.
fn set_time(header: &mut Header, modified: i64) {
    match u64::try_from(modified) {
        Ok(seconds) => header.set_mtime(seconds),
        Err(_) => {
            let mut field = [0xff; 12];
            field[4..].copy_from_slice(&modified.to_be_bytes());
            header.as_old_mut().mtime = field;
        }
    }
}

/// Writes the map: four pieces fit the header, the others follow in blocks of 21.
fn set_pieces(header: &mut Header, bytes: u64, pieces: &[Piece]) -> Vec<u8> {
    header.set_size(pieces.iter().map(|piece| piece.bytes).sum());
    let end = Piece { offset: bytes, bytes: 0 };
    // A hole at the end has a mark of its own.
    let closed = pieces.last().is_some_and(|last| last.offset + last.bytes == bytes);
    let all: Vec<Piece> = pieces.iter().copied().chain((!closed).then_some(end)).collect();
    debug_assert!(all.len() <= MAX_PIECES);
    let gnu = header.as_gnu_mut().expect("made as a GNU header");
    gnu.set_real_size(bytes);
    let (first, rest) = all.split_at(all.len().min(gnu.sparse.len()));
    write_pieces(&mut gnu.sparse, first);
    gnu.set_is_extended(!rest.is_empty());
    let mut more = Vec::new();
    let room = GnuExtSparseHeader::new().sparse.len();
    let blocks = rest.chunks(room);
    let count = blocks.len();
    for (number, chunk) in (1..).zip(blocks) {
        let mut block = GnuExtSparseHeader::new();
        write_pieces(&mut block.sparse, chunk);
        block.set_is_extended(number < count);
        more.extend_from_slice(block.as_bytes());
    }
    more
}

fn write_pieces(slots: &mut [GnuSparseHeader], pieces: &[Piece]) {
    for (slot, piece) in slots.iter_mut().zip(pieces) {
        slot.set_offset(piece.offset);
        slot.set_length(piece.bytes);
    }
}
