//! One file as the recognisers see it: its name, its size, its first bytes, and a way to ask for others.

use crate::secret::SecretBytes;
use std::path::{Component, Path};

/// How many first bytes a caller should give: enough for every form that its first page tells, in bytes.
pub const HEAD: usize = 4 << 10;
/// The piece in which a long file is searched, in bytes.
const PIECE: usize = 64 << 10;
/// How many bytes behind a hit are shown to who asked for it.
const BEHIND: usize = 64;

/// Reads bytes from an offset into the room, and tells how many there were; 0 where there are none.
pub type ReadAt<'a> = dyn FnMut(u64, &mut [u8]) -> usize + 'a;

/// A file to be recognised. Names and folders are hints; what a file is follows from its bytes.
pub struct Sample<'a> {
    path: &'a Path,
    size: u64,
    head: &'a [u8],
    more: &'a mut ReadAt<'a>,
}

impl<'a> Sample<'a> {
    /// A file at `path` of `size` bytes that begins with `head`.
    pub fn new(path: &'a Path, size: u64, head: &'a [u8], more: &'a mut ReadAt<'a>) -> Self {
        Self { path, size, head, more }
    }

    /// Its size, in bytes.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Its first bytes, at most [`HEAD`] as a rule.
    pub(super) fn head(&self) -> &'a [u8] {
        self.head
    }

    /// Where it lies.
    pub(super) fn path(&self) -> &'a Path {
        self.path
    }

    /// Its name in small letters, empty where it is not text.
    pub(super) fn name(&self) -> String {
        let name = self.path.file_name().and_then(|name| name.to_str());
        name.unwrap_or_default().to_ascii_lowercase()
    }

    /// Whether a folder above it has this name, in any case.
    pub(super) fn lies_in(&self, folder: &str) -> bool {
        let above = self.path.parent().into_iter().flat_map(Path::components);
        let mut names = above.filter_map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        });
        names.any(|name| name.eq_ignore_ascii_case(folder))
    }

    /// Up to `len` bytes from `offset`; fewer where the file ends.
    pub(super) fn at(&mut self, offset: u64, len: usize) -> SecretBytes {
        let left = usize::try_from(self.size.saturating_sub(offset)).unwrap_or(usize::MAX);
        let len = len.min(left);
        let here = usize::try_from(offset).ok();
        if let Some(bytes) = here.and_then(|at| self.head.get(at..at.checked_add(len)?)) {
            return SecretBytes::copied_from(bytes);
        }
        let mut room = SecretBytes::zeroed(len);
        // exposed to: the reader of the file, which fills it
        let count = (self.more)(offset, room.expose_secret_mut());
        if count == room.len() {
            return room;
        }
        // exposed to: its own shorter copy
        SecretBytes::copied_from(&room.expose_secret()[..count])
    }

    /// Shows the file piece by piece, up to `limit` bytes, until `piece` answers `false`.
    pub(super) fn pieces(&mut self, limit: u64, piece: &mut dyn FnMut(&[u8]) -> bool) {
        let mut offset = 0;
        while offset < self.size.min(limit) {
            let bytes = self.at(offset, PIECE);
            // exposed to: the recogniser
            if bytes.is_empty() || !piece(bytes.expose_secret()) {
                return;
            }
            offset += bytes.len() as u64;
        }
    }

    /// Calls `hit` for each place among the first `limit` bytes where one of the `wanted` stands, with its
    /// number and up to 64 bytes behind it, until it answers `false`. No wanted text may be longer than 64 bytes.
    pub(super) fn each_hit(
        &mut self,
        wanted: &[&[u8]],
        limit: u64,
        hit: &mut dyn FnMut(usize, &[u8]) -> bool,
    ) {
        let mut begins = [false; 256];
        for text in wanted {
            begins[usize::from(text[0])] = true;
        }
        let mut offset = 0;
        while offset < self.size.min(limit) {
            // Each piece shows what hits at its end have behind them; the next one begins there.
            let bytes = self.at(offset, PIECE + 2 * BEHIND);
            // exposed to: the search for the wanted texts
            let piece = bytes.expose_secret();
            let end = piece.len().min(PIECE);
            for at in 0..end {
                if !begins[usize::from(piece[at])] {
                    continue;
                }
                for (number, text) in wanted.iter().enumerate() {
                    if let Some(behind) = piece[at..].strip_prefix(*text)
                        && !hit(number, &behind[..behind.len().min(BEHIND)])
                    {
                        return;
                    }
                }
            }
            if piece.len() < PIECE {
                return;
            }
            offset += PIECE as u64;
        }
    }

    /// Which of at most 32 `wanted` texts stand among the first `limit` bytes, one bit each.
    pub(super) fn holds(&mut self, wanted: &[&[u8]], limit: u64) -> u32 {
        let all = u32::MAX >> (32 - wanted.len().clamp(1, 32));
        let mut found = 0;
        self.each_hit(wanted, limit, &mut |number, _| {
            found |= 1 << number;
            found != all
        });
        found
    }
}

/// Whether the text stands somewhere in the bytes.
pub(super) fn has(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

/// Four bytes, the least first, at a place.
pub(super) fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

/// Eight bytes, the least first, at a place.
pub(super) fn le64(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at + 8)?.try_into().ok().map(u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<T>(bytes: &[u8], look: impl FnOnce(&mut Sample<'_>) -> T) -> T {
        let mut read = |offset: u64, room: &mut [u8]| {
            let rest = bytes.get(offset as usize..).unwrap_or_default();
            let count = rest.len().min(room.len());
            room[..count].copy_from_slice(&rest[..count]);
            count
        };
        let head = &bytes[..bytes.len().min(HEAD)];
        let path = Path::new("/home/u/.Bitcoin/Wallet.DAT");
        look(&mut Sample::new(path, bytes.len() as u64, head, &mut read))
    }

    #[test]
    fn texts_are_found_on_every_border_of_pieces() {
        for at in [0, 1, PIECE - 5, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE - 2, 3 * PIECE] {
            let mut bytes = vec![0_u8; at];
            bytes.extend(b"\x04mkey\x01\0\0\0tail");
            let mut hits = Vec::new();
            with(&bytes, |sample| {
                sample.each_hit(&[b"\x04mkey", b"none"], 1 << 20, &mut |number, behind| {
                    hits.push((number, behind.to_vec()));
                    true
                });
            });
            assert_eq!(hits, [(0, b"\x01\0\0\0tail".to_vec())], "at {at}");
            assert_eq!(with(&bytes, |sample| sample.holds(&[b"\x04mkey"], 1 << 20)), 1);
        }
        assert_eq!(with(&[0; 10], |sample| sample.holds(&[b"\x04mkey"], 1 << 20)), 0);
    }

    #[test]
    fn bytes_end_where_the_file_ends() {
        with(b"abc", |sample| {
            assert_eq!(sample.at(1, 9).expose_secret(), b"bc"); // exposed to: the comparison
            assert_eq!(sample.at(9, 9).expose_secret(), b""); // exposed to: the comparison
            assert_eq!(sample.name(), "wallet.dat");
            assert!(sample.lies_in(".bitcoin") && !sample.lies_in("wallet.dat"));
        });
    }
}
