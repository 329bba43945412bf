//! The SHA-256 of each file of an archive as it goes by, and whether the archive's own list agrees.

use crate::cli::failure::Failure;
use crate::crypt::archive::{ArchiveError, ManifestCheck, Member, What, is_manifest};
use crate::host;
use sha2::{Digest, Sha256};

const PIECE: usize = 64 * 1024;

/// What went by.
#[derive(Default)]
pub(super) struct Tally {
    current: Option<Member>,
    hash: Sha256,
    /// Bytes of the current file that are in `hash`, holes counted.
    counted: u64,
    check: ManifestCheck,
    /// The last file, when it looks like the list: its own SHA-256, and the one it should have.
    list: Option<([u8; 32], [u8; 32])>,
    files: u64,
    bytes: u64,
    last_bytes: u64,
}

impl Tally {
    pub(super) fn begin(&mut self, member: Member) {
        self.hash = Sha256::new();
        self.counted = 0;
        self.current = Some(member);
    }

    pub(super) fn content(&mut self, offset: u64, bytes: &[u8]) -> Result<(), Failure> {
        self.zeros_until(offset)?;
        self.hash.update(bytes);
        self.counted += bytes.len() as u64;
        Ok(())
    }

    pub(super) fn end(&mut self) -> Result<(), Failure> {
        let Some(member) = self.current.take() else { return Ok(()) };
        let What::File { bytes } = member.what else { return Ok(()) };
        self.zeros_until(bytes)?;
        let sha256 = self.hash.clone().finalize().into();
        self.list = is_manifest(&member).then(|| (sha256, self.check.expected()));
        self.check.add(&member.name, &sha256);
        self.files += 1;
        self.bytes += bytes;
        self.last_bytes = bytes;
        Ok(())
    }

    fn zeros_until(&mut self, offset: u64) -> Result<(), Failure> {
        static ZEROS: [u8; PIECE] = [0; PIECE];
        while self.counted < offset {
            if host::interrupted() {
                return Err(Failure::interrupted());
            }
            let count = (offset - self.counted).min(PIECE as u64);
            self.hash.update(&ZEROS[..count as usize]);
            self.counted += count;
        }
        Ok(())
    }

    /// Whether there is a list, which agrees with the files.
    ///
    /// # Errors
    /// `archive-list-differs`.
    pub(super) fn agrees(&self) -> Result<bool, Failure> {
        match self.list {
            None => Ok(false),
            Some((found, expected)) if found == expected => Ok(true),
            Some(_) => Err(ArchiveError::ListDiffers.into()),
        }
    }

    /// Files and their bytes; the list is not one of them.
    pub(super) fn counts(&self) -> (u64, u64) {
        match self.list {
            Some(_) => (self.files - 1, self.bytes - self.last_bytes),
            None => (self.files, self.bytes),
        }
    }
}
