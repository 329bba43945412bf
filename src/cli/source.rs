//! What `encrypt` reads: stdin or a pipe as they come, one file captured whole, or several as an archive.

use super::failure::{Exit, Failure};
use super::pack::{self, How, Packed, PackedFile, Packer};
use super::stream::Input;
use super::wallets::Wallets;
use crate::host::{self, Capture, FoundKind, HostError, Walk};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Where the plaintext comes from.
pub(crate) enum Source {
    Stream(Input),
    File(Box<Single>),
    Archive(Box<Packer>),
}

/// What was read.
#[derive(Default)]
pub(crate) struct WasRead {
    /// What was packed; nothing for a stream and for one file.
    pub(crate) archive: Option<Packed>,
    /// The files one by one, as far as they were asked for.
    pub(crate) files: Vec<PackedFile>,
    /// Names of open files of which SQLite made a copy, as they are shown.
    pub(crate) copied_by_sqlite: Vec<String>,
    /// The wallets that were recognised, where they were asked for.
    pub(crate) wallets: Wallets,
}

/// One file that is captured whole.
pub(crate) struct Single {
    place: PathBuf,
    capture: Option<Capture>,
    wallets: Wallets,
    /// What was read, once all of it was, and whether it is a copy that SQLite made.
    was: Option<(PackedFile, bool)>,
    failure: Option<Failure>,
}

/// Whether an archive is made of these paths: of a folder, of several, and of one that is padded.
pub(crate) fn makes_archive(paths: &[PathBuf], pad: bool) -> bool {
    pad || paths.len() > 1 || paths.first().is_some_and(|path| path.is_dir())
}

/// Refuses paths that cannot be packed together.
///
/// # Errors
/// `usage`.
pub(crate) fn refuse(paths: &[PathBuf], pad: bool) -> Result<(), Failure> {
    let stdin = paths.is_empty() || paths.iter().any(|path| path.as_os_str() == "-");
    if stdin && (paths.len() > 1 || pad) {
        let what = if pad { "--pad packs files and folders" } else { "several paths are packed" };
        return Err(Failure::error("usage", Exit::Usage, format!("{what}, and stdin is neither"))
            .next("name the files"));
    }
    pack::refuse_overlap(paths)
}

impl Source {
    /// Opens what was named.
    ///
    /// # Errors
    /// When a single file cannot be read, or is in use.
    pub(crate) fn open(paths: &[PathBuf], how: &How) -> Result<Self, Failure> {
        let named = paths.first().filter(|path| path.as_os_str() != "-");
        let Some(path) = named else { return Ok(Self::Stream(Input::open(None)?)) };
        if makes_archive(paths, how.pad) {
            return Ok(Self::Archive(Box::new(Packer::new(paths, how))));
        }
        match Walk::through(std::slice::from_ref(path)).next() {
            Some(Ok(found)) => match found.kind {
                // What the kernel makes up has no length and is no wallet; an empty file may be one that is being written.
                FoundKind::File(file) if !host::is_of_the_kernel(&file) => {
                    let capture = Capture::begin(&found.place, file, found.facts, false);
                    let capture = capture.map_err(|error| Failure::at(path, error))?;
                    let mut wallets = Wallets::asked(how.look);
                    wallets.look(path, &capture);
                    Ok(Self::File(Box::new(Single {
                        place: path.clone(),
                        capture: Some(capture),
                        wallets,
                        was: None,
                        failure: None,
                    })))
                }
                _ => Ok(Self::Stream(Input::open(Some(path))?)),
            },
            Some(Err((place, error))) => Err(Failure::at(&place, error)),
            None => Err(Failure::at(path, HostError::NotAFile)),
        }
    }

    /// Why reading failed, where it was more than the system's refusal.
    pub(crate) fn take_failure(&mut self) -> Option<Failure> {
        match self {
            Self::Stream(_) => None,
            Self::File(single) => single.failure.take(),
            Self::Archive(packer) => packer.take_failure(),
        }
    }

    /// What was read, once all of it was.
    pub(crate) fn finish(self) -> WasRead {
        match self {
            Self::Stream(_) => WasRead::default(),
            Self::File(single) => {
                let name = host::show_path(&single.place);
                let (file, by_sqlite) = single.was.unzip();
                let copied_by_sqlite = by_sqlite.filter(|yes| *yes).map(|_| name);
                WasRead {
                    archive: None,
                    files: file.into_iter().collect(),
                    copied_by_sqlite: copied_by_sqlite.into_iter().collect(),
                    wallets: single.wallets,
                }
            }
            Self::Archive(packer) => {
                let (packed, files, wallets) = packer.packed();
                let copied_by_sqlite = packed.copied_by_sqlite.clone();
                WasRead { archive: Some(packed), files, copied_by_sqlite, wallets }
            }
        }
    }
}

impl Single {
    fn read_on(&mut self, room: &mut [u8]) -> Result<usize, HostError> {
        let Some(capture) = &mut self.capture else { return Ok(0) };
        let count = capture.read(room)?;
        if count == 0
            && let Some(capture) = self.capture.take()
        {
            let (place, facts) = (self.place.clone(), capture.facts());
            let captured = capture.finish()?;
            self.was = Some((PackedFile::of(place, facts, captured), captured.by_sqlite));
        }
        Ok(count)
    }
}

impl Read for Source {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Stream(input) => input.read(room),
            Self::Archive(packer) => packer.read(room),
            Self::File(single) => single.read_on(room).map_err(|error| {
                single.failure = Some(Failure::at(&single.place, error.clone()));
                error.into()
            }),
        }
    }
}

/// The files that an output must not be packed as: what its name leads to, and what stdout is.
pub(crate) fn outputs(output: Option<&Path>) -> Vec<(u64, u64)> {
    match output {
        Some(path) => host::identity_of(path).into_iter().collect(),
        None => host::identity_of_stdout().into_iter().collect(),
    }
}
