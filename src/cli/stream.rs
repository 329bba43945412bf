//! Files and stdin as streams of bytes, with their digests.

use super::failure::Failure;
use crate::host::{self, RawStdin};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// A file, or stdin for `-` and for nothing.
pub(crate) enum Input {
    File(File),
    Stdin(RawStdin),
}

impl Input {
    /// Opens it.
    ///
    /// # Errors
    /// When it cannot be opened, or stdin is read by another option.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        match path.filter(|path| path.as_os_str() != "-") {
            Some(path) => Ok(Self::File(host::open_input(path).map_err(|e| Failure::at(path, e))?)),
            None => Ok(Self::Stdin(RawStdin::claim()?)),
        }
    }
}

impl Read for Input {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(room),
            Self::Stdin(stdin) => stdin.read(room),
        }
    }
}

/// A reader that remembers the SHA-256 of everything that went through it.
pub(crate) struct Digested<R> {
    inner: R,
    hash: Sha256,
}

impl<R: Read> Digested<R> {
    /// Wraps a reader.
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, hash: Sha256::new() }
    }

    /// The digest so far.
    pub(crate) fn digest(&self) -> [u8; 32] {
        self.hash.clone().finalize().into()
    }
}

impl<R: Read> Read for Digested<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(room)?;
        self.hash.update(&room[..count]);
        Ok(count)
    }
}

/// A writer that keeps nothing but the SHA-256.
#[derive(Default)]
pub(crate) struct DigestOnly(Sha256);

impl DigestOnly {
    /// The digest of everything written.
    pub(crate) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

impl Write for DigestOnly {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Bytes as lower-case hex digits; for digests and other public bytes.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
