//! Files and stdin as streams of bytes, with their digests.

use super::failure::Failure;
use super::failure::host::not_regular;
use crate::host::{self, HostError, RawStdin};
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

    /// Opens a regular file, or stdin for `-`.
    ///
    /// # Errors
    /// As [`Input::open`], and at once for a pipe with a name, which may keep silent for ever.
    pub(crate) fn open_regular(path: &Path) -> Result<Self, Failure> {
        if path.as_os_str() == "-" {
            return Self::open(None);
        }
        host::open_regular(path).map(Self::File).map_err(|error| match error {
            HostError::NotAFile => not_regular(path),
            other => Failure::at(path, other),
        })
    }
}

impl Read for Input {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        match self {
            // A pipe with a name may keep silent for ever.
            Self::File(_) if host::interrupted() => Err(HostError::Interrupted.into()),
            Self::File(file) => file.read(room),
            Self::Stdin(stdin) => stdin.read(room),
        }
    }
}

/// A reader that remembers the SHA-256 of everything that went through it, when somebody will ask.
pub(crate) struct Digested<R> {
    inner: R,
    hash: Option<Sha256>,
}

impl<R: Read> Digested<R> {
    /// Wraps a reader; a digest that nobody will ask for is not reckoned.
    pub(crate) fn new(inner: R, wanted: bool) -> Self {
        Self { inner, hash: wanted.then(Sha256::new) }
    }

    /// The reader inside.
    pub(crate) fn inner_mut(&mut self) -> &mut R {
        &mut self.inner
    }

    /// The reader inside, moved.
    pub(crate) fn into_inner(self) -> R {
        self.inner
    }

    /// The digest so far, if it was wanted.
    pub(crate) fn digest(&self) -> Option<[u8; 32]> {
        self.hash.clone().map(|hash| hash.finalize().into())
    }
}

impl<R: Read> Read for Digested<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(room)?;
        if let Some(hash) = &mut self.hash {
            hash.update(&room[..count]);
        }
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
