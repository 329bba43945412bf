//! A new folder that appears under its name whole or not at all, and only its owner may enter it.
//!
//! Its files are written into a hidden folder beside the name. They can be read back and checked there; `keep` gives
//! the folder its name in one step. A folder that is dropped before takes its own files with it, and nothing else.

use super::atomic::{AtomicFile, Existing, temporary_name};
use super::error::{Doing, HostError};
use super::files::{flush_folder, open_folder, parent_of, read_file};
use super::signals::again;
use crate::secret::SecretBytes;
use rustix::fs::{CWD, Mode, RenameFlags};
use rustix::io::Errno;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A folder that is being filled.
#[derive(Debug)]
pub struct NewFolder {
    path: PathBuf,
    hidden: Option<PathBuf>,
    files: Vec<PathBuf>,
}

impl NewFolder {
    /// Begins a folder (0700) that will be called `path`.
    ///
    /// # Errors
    /// [`HostError::Exists`] when the name is taken; what making it refuses.
    pub fn create(path: &Path) -> Result<Self, HostError> {
        if path.symlink_metadata().is_ok() {
            return Err(HostError::Exists);
        }
        let name = path.file_name().ok_or(HostError::NotAFile)?;
        let hidden = parent_of(path).join(temporary_name(name)?);
        make(&hidden)?;
        // From here on dropping it takes the hidden folder away, whatever fails.
        let folder = Self { path: path.to_owned(), hidden: Some(hidden), files: Vec::new() };
        folder.protect()?;
        Ok(folder)
    }

    fn protect(&self) -> Result<(), HostError> {
        let hidden = self.hidden.as_ref().ok_or(HostError::NotAFile)?;
        // Media without permissions refuse this; the files' own rights say so.
        let _ = rustix::fs::fchmod(&open_folder(hidden)?, Mode::RWXU);
        flush_folder(&open_folder(&parent_of(hidden))?)
    }

    fn inside(&self, name: &str) -> Result<PathBuf, HostError> {
        let hidden = self.hidden.as_ref().ok_or(HostError::NotAFile)?;
        if name.is_empty() || name.contains(['/', '\0']) || name.starts_with('.') {
            return Err(HostError::NotAFile);
        }
        Ok(hidden.join(name))
    }

    /// Writes one file (0600).
    ///
    /// # Errors
    /// As [`AtomicFile`].
    pub fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), HostError> {
        let path = self.inside(name)?;
        let mut file = AtomicFile::create(&path, Existing::Refuse)?;
        self.files.push(path);
        file.write_all(bytes).map_err(|error| {
            HostError::inside(&error).unwrap_or_else(|| HostError::io(Doing::Writing, &error))
        })?;
        let _ = file.commit()?;
        Ok(())
    }

    /// Reads one of its files back.
    ///
    /// # Errors
    /// As [`read_file`].
    pub fn read(&self, name: &str, limit: usize) -> Result<SecretBytes, HostError> {
        read_file(&self.inside(name)?, limit)
    }

    /// Gives the folder its name.
    ///
    /// # Errors
    /// [`HostError::Exists`] when the name was taken meanwhile; what naming refuses. The folder is then gone.
    pub fn keep(mut self) -> Result<(), HostError> {
        let hidden = self.hidden.clone().ok_or(HostError::NotAFile)?;
        flush_folder(&open_folder(&hidden)?)?;
        match again(Doing::Naming, || {
            rustix::fs::renameat_with(CWD, &hidden, CWD, &self.path, RenameFlags::NOREPLACE)
        }) {
            // FAT through FUSE does not know the flag; a plain rename never replaces a folder that holds something.
            Err(HostError::System { .. }) if self.path.symlink_metadata().is_err() => {
                again(Doing::Naming, || rustix::fs::rename(&hidden, &self.path))?;
            }
            Err(_) if self.path.symlink_metadata().is_ok() => return Err(HostError::Exists),
            other => other?,
        }
        self.hidden = None;
        flush_folder(&open_folder(&parent_of(&self.path))?)
    }
}

impl Drop for NewFolder {
    fn drop(&mut self) {
        let Some(hidden) = &self.hidden else { return };
        // A destructor cannot report; the folder is 0700 and its name says whose it is.
        for file in &self.files {
            let _ = rustix::io::retry_on_intr(|| rustix::fs::unlink(file));
        }
        let _ = rustix::io::retry_on_intr(|| rustix::fs::rmdir(hidden));
    }
}

fn make(path: &Path) -> Result<(), HostError> {
    again(Doing::Creating, || match rustix::fs::mkdir(path, Mode::RWXU) {
        Err(Errno::EXIST) => Ok(Err(HostError::Exists)),
        other => other.map(Ok),
    })?
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_folder_appears_whole_with_owner_only_rights() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("shares");
        let mut folder = NewFolder::create(&path).unwrap();
        folder.write("share-1.txt", b"one").unwrap();
        assert!(!path.exists());
        assert_eq!(folder.read("share-1.txt", 10).unwrap().expose_secret(), b"one"); // exposed to: the comparison
        folder.keep().unwrap();
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(
            path.join("share-1.txt").metadata().unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_kept_leaves_nothing() {
        let place = tempfile::tempdir().unwrap();
        let mut folder = NewFolder::create(&place.path().join("shares")).unwrap();
        folder.write("share-1.txt", b"one").unwrap();
        assert_eq!(folder.write("../out.txt", b"one"), Err(HostError::NotAFile));
        drop(folder);
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_taken_name_is_never_replaced() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("shares");
        let folder = NewFolder::create(&path).unwrap();
        std::fs::create_dir(&path).unwrap();
        assert_eq!(folder.keep(), Err(HostError::Exists));
        assert_eq!(NewFolder::create(&path).err(), Some(HostError::Exists));
    }
}
