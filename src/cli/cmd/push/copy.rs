//! A local file that may be sent: opened once, found to be ciphertext, and its SHA-256 taken.

use crate::cli::args::PushArgs;
use crate::cli::failure::host::not_regular;
use crate::cli::failure::{Failure, push as failure};
use crate::cli::stream::{Digested, hex};
use crate::crypt::{self, CryptError};
use crate::host::{self, Facts, HostError};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// A file that may be sent.
pub(super) struct Local {
    path: PathBuf,
    file: File,
    bytes: u64,
    sha256: String,
    /// Whether it opens with a file passphrase, and not with keys.
    scrypt: bool,
    /// As it was before it was read.
    facts: Facts,
}

impl Local {
    /// Opens a file and reads it once.
    ///
    /// # Errors
    /// `push-not-encrypted` for folders and what is in the clear, also behind a header; what opening and reading refuse; a damaged
    /// header, or a payload that is too short for any.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let file = host::open_regular(path).map_err(|error| match error {
            HostError::IsFolder => failure::folder(path),
            HostError::NotAFile => not_regular(path),
            other => Failure::at(path, other),
        })?;
        let facts = Facts::of_file(&file).map_err(|error| Failure::at(path, error))?;
        // The program runs in another folder.
        let whole =
            std::path::absolute(path).map_err(|_| Failure::at(path, HostError::NotAFile))?;
        let mut local =
            Self { path: whole, file, bytes: 0, sha256: String::new(), scrypt: false, facts };
        local.look(path)?;
        Ok(local)
    }

    /// Reads it to its end, and finds out whether it is ciphertext as far as that can be known without a key.
    fn look(&mut self, given: &Path) -> Result<(), Failure> {
        let mut whole = self.rewound()?;
        let outline = crypt::outline(&mut whole).map_err(|error| match error {
            _ if host::interrupted() => HostError::Interrupted.into(),
            CryptError::NotAge => failure::not_encrypted(given),
            other => Failure::from(other).about("the file", &host::show_path(given)),
        })?;
        if let Some(clear) = outline.clear {
            return Err(failure::clear_behind_a_header(given, clear));
        }
        // What may stand behind the armor belongs to the digest, too.
        io::copy(&mut whole, &mut io::sink()).map_err(|error| unreadable(&error))?;
        self.sha256 = of(&whole);
        self.scrypt = outline.header.scrypt;
        self.bytes = self.file.stream_position().map_err(|error| unreadable(&error))?;
        Ok(())
    }

    /// Refuses what cannot be the locked key file of an archive.
    ///
    /// # Errors
    /// `push-key-file` for the archive itself, and for what opens with keys.
    pub(super) fn must_lock_a_key_of(&self, archive: &Self) -> Result<(), Failure> {
        if self.sha256 == archive.sha256 {
            return Err(failure::key_file(
                &self.path,
                "it is the archive itself: their SHA-256 is the same.",
            ));
        }
        if !self.scrypt {
            return Err(failure::key_file(
                &self.path,
                "a locked key file opens with a file passphrase, and this one with keys.",
            ));
        }
        Ok(())
    }

    /// The file again, from its first byte, with a digest of what is read from it.
    ///
    /// # Errors
    /// When it cannot be rewound.
    pub(super) fn rewound(&mut self) -> Result<Digested<Watched<'_>>, Failure> {
        self.file.seek(SeekFrom::Start(0)).map_err(|error| unreadable(&error))?;
        Ok(Digested::new(Watched(&mut self.file), true))
    }

    /// Whether it is as it was when it was looked at; with `by_path`, whether the same file lies at its path as well.
    pub(super) fn is_unchanged(&self, by_path: bool) -> bool {
        let same = |now: Result<Facts, HostError>| now.is_ok_and(|now| now.is_still(&self.facts));
        same(Facts::of_file(&self.file)) && (!by_path || same(Facts::at(&self.path)))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Its path, to be named to people.
    pub(super) fn shown(&self) -> String {
        host::show_path(&self.path)
    }

    /// Whether it opens with a file passphrase, and not with keys.
    pub(super) fn scrypt(&self) -> bool {
        self.scrypt
    }

    /// Its length.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Its SHA-256, 64 hex digits.
    pub(super) fn sha256(&self) -> String {
        self.sha256.clone()
    }
}

/// A file that stops being read when a signal asks the program to end.
pub(super) struct Watched<'f>(&'f mut File);

impl Read for Watched<'_> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if host::interrupted() {
            return Err(HostError::Interrupted.into());
        }
        self.0.read(room)
    }
}

/// The digest of a stream that was read to its end, as hex digits.
pub(super) fn of<R: Read>(stream: &Digested<R>) -> String {
    hex(&stream.digest().expect("the digest was wanted from the beginning"))
}

fn unreadable(error: &io::Error) -> Failure {
    HostError::inside(error).map_or_else(failure::unreadable, Failure::from)
}

/// The locked key file of an archive: as named, else `NAME.key.age` beside `NAME.age` where there is one.
pub(super) fn key_file_of(args: &PushArgs, archive: &Path) -> Option<PathBuf> {
    args.key_file.clone().or_else(|| {
        let name = archive.file_name()?.to_str()?;
        if name.ends_with(".key.age") {
            return None;
        }
        let name = format!("{}.key.age", name.strip_suffix(".age").unwrap_or(name));
        Some(archive.with_file_name(name)).filter(|path| path.symlink_metadata().is_ok())
    })
}
