//! Reads the bytes of an open file: whole, once more to compare, for a digest, and past its holes.

use super::error::{Doing, HostError};
use super::signals::{again, go_on};
use crate::secret::SecretBytes;
use rustix::fs::SeekFrom;
use rustix::io::Errno;
use sha2::{Digest, Sha256};
use std::fs::File;
use zeroize::Zeroizing;

/// Stretches between holes begin and end at multiples of this, in bytes.
const STEP: u64 = 512;
/// The most stretches that are told apart; holes behind the last are read as zeros.
const MOST_STRETCHES: usize = 1 << 16;
/// So much is compared in memory of the stack.
const SMALL: usize = 1024;
/// So much is read at once where not everything is held.
pub(super) const PIECE: usize = 64 * 1024;

/// A part of a file that is no hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Where it begins, in bytes; a multiple of 512.
    pub offset: u64,
    /// Its length in bytes; a multiple of 512 but for the last.
    pub bytes: u64,
}

/// Reads at a place; 0 at the end.
pub(super) fn read_at(file: &File, room: &mut [u8], offset: u64) -> Result<usize, HostError> {
    again(Doing::Reading, || rustix::io::pread(file, &mut *room, offset))
}

/// Reads a file of so many bytes; [`HostError::Changes`] when it has fewer.
pub(super) fn read_all(file: &File, bytes: u64) -> Result<SecretBytes, HostError> {
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

/// Whether a file holds these bytes at its beginning.
pub(super) fn holds(file: &File, bytes: &SecretBytes) -> Result<bool, HostError> {
    if bytes.len() <= SMALL {
        let mut room = Zeroizing::new([0; SMALL]);
        return same(file, bytes, &mut room[..bytes.len()]);
    }
    let mut piece = SecretBytes::zeroed(bytes.len().min(PIECE));
    // exposed to: the comparison of both readings
    same(file, bytes, piece.expose_secret_mut())
}

fn same(file: &File, bytes: &SecretBytes, room: &mut [u8]) -> Result<bool, HostError> {
    // exposed to: the comparison of both readings
    let mut rest = bytes.expose_secret();
    let mut offset = 0;
    while !rest.is_empty() {
        let most = rest.len().min(room.len());
        let count = read_at(file, &mut room[..most], offset)?;
        if count == 0 || room[..count] != rest[..count] {
            return Ok(false);
        }
        rest = &rest[count..];
        offset += count as u64;
    }
    Ok(true)
}

/// SHA-256 of the parts that are no holes, one behind the other.
pub(super) fn digest_of(file: &File, stretches: &[Stretch]) -> Result<[u8; 32], HostError> {
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
pub(super) fn stretches(file: &File, bytes: u64) -> Option<Vec<Stretch>> {
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
