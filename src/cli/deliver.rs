//! Where secrets may leave: the erased screen, a file that was asked for, or stdout under `--reveal`.

use super::args::Way;
use super::failure::{Exit, Failure};
use super::report::Report;
use super::session::Session;
use crate::host::{self, AtomicFile, Existing, HostError, ScreenPage};
use crate::secret::SecretText;
use serde::Serialize;
use std::fmt::Display;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What became of a secret result.
pub(crate) enum Delivered {
    /// It was on the screen and is erased.
    Shown,
    /// It is in this file.
    Written(PathBuf),
    /// It goes to stdout with the report.
    Reveal(SecretText),
}

impl Delivered {
    /// The report of a command whose result was delivered; `file` is where it names the file.
    pub(crate) fn report<T: Serialize + Display>(
        self,
        mut found: T,
        file: fn(&mut T) -> &mut Option<String>,
    ) -> Report {
        match self {
            Self::Reveal(secret) => Report::of(&found).reveal(secret),
            Self::Written(path) => {
                *file(&mut found) = Some(host::show_path(&path));
                Report::of(&found)
            }
            Self::Shown => Report::of(&found),
        }
    }
}

impl Way {
    /// Refuses early, before any secret is asked for, what would be refused at the end.
    ///
    /// # Errors
    /// `secret-to-pipe` without a terminal, `secret-file` on a disk, `file-exists`, `recording`.
    pub(crate) fn check(&self, session: &Session) -> Result<(), Failure> {
        if self.reveal {
            return Ok(());
        }
        match &self.output {
            Some(path) => {
                refuse_secret_file(path, self.allow_secret_file, "without -o the screen")?;
                refuse_existing(path, self.force)
            }
            None if !session.can_ask() => Err(secret_to_pipe()),
            None => session.must_not_be_recorded(),
        }
    }

    /// Delivers the secret; `pages` draws it for the screen.
    ///
    /// # Errors
    /// When the screen or the file fails; a file is then not there.
    pub(crate) fn deliver(
        &self,
        session: &mut Session,
        secret: SecretText,
        pages: impl FnOnce(&SecretText) -> Vec<ScreenPage>,
    ) -> Result<Delivered, Failure> {
        self.check(session)?;
        if self.reveal {
            return Ok(Delivered::Reveal(secret));
        }
        match &self.output {
            Some(path) => {
                let mut file = AtomicFile::create(path, existing(self.force))
                    .map_err(|error| Failure::at(path, error))?;
                // exposed to: the file that -o named, on memory-backed storage or by --allow-secret-file
                fill(&mut file, path, secret.expose_secret().as_bytes())?;
                fill(&mut file, path, b"\n")?;
                commit(session, file, path)?;
                Ok(Delivered::Written(path.to_owned()))
            }
            None => {
                let pages = pages(&secret);
                session.show_pages(&pages)?;
                Ok(Delivered::Shown)
            }
        }
    }
}

/// `-f` replaces, nothing else does.
pub(crate) fn existing(force: bool) -> Existing {
    if force { Existing::Replace } else { Existing::Refuse }
}

/// Writes into a file that is not whole yet.
///
/// # Errors
/// When the storage refuses; the file is then not there.
pub(crate) fn fill(file: &mut AtomicFile, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    file.write_all(bytes).map_err(|error| match error.downcast::<HostError>() {
        Ok(error) => Failure::at(path, error),
        Err(_) => Failure::error(
            "output-failed",
            Exit::Failed,
            format!("{} could not be written", host::show_path(path)),
        )
        .next("nothing was left half written"),
    })
}

/// Finishes a file and passes on what the file system made of it.
///
/// # Errors
/// When it cannot be made whole and durable; the name then holds what it held before.
pub(crate) fn commit(session: &mut Session, file: AtomicFile, path: &Path) -> Result<(), Failure> {
    let name = host::show_path(path);
    if let Some(mode) = file.commit().map_err(|error| Failure::at(path, error))?.open_mode {
        session.warn(
            Failure::warning(
                "rights-not-kept",
                format!("{name} can be read by others ({mode:04o}): this storage keeps no rights"),
            )
            .why("USB sticks with FAT or exFAT do not know owners.")
            .next("keep only encrypted files there."),
        );
    }
    Ok(())
}

/// Refuses to put a secret in clear on storage that keeps it; `instead` is another way.
///
/// # Errors
/// `secret-file`, unless the storage is memory or `--allow-secret-file` was given.
pub(crate) fn refuse_secret_file(path: &Path, allowed: bool, instead: &str) -> Result<(), Failure> {
    refuse_missing_folder(path)?;
    if allowed || host::on_memory_storage(path) {
        return Ok(());
    }
    if path.as_os_str() == "-" {
        return Err(secret_to_pipe());
    }
    Err(Failure::refused(
        "secret-file",
        format!("{} would hold a secret in clear on a disk", host::show_path(path)),
    )
    .why("backup and sync programs copy every file, and a disk cannot be wiped of it.")
    .next(format!("a place in memory (-o /dev/shm/…), or {instead}"))
    .next("--allow-secret-file"))
}

/// Refuses an output in a folder that is not there, before anything is asked or made.
///
/// # Errors
/// `no-such-folder`.
pub(crate) fn refuse_missing_folder(path: &Path) -> Result<(), Failure> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => Err(Failure::error(
            "no-such-folder",
            Exit::Failed,
            format!("{}: there is no folder of that name", host::show_path(folder)),
        )
        .next("make it first, or name another place")),
        _ => Ok(()),
    }
}

/// Refuses an output that is one of the inputs, also with `-f`.
///
/// # Errors
/// `same-file`.
pub(crate) fn refuse_same_file<'a>(
    output: Option<&Path>,
    inputs: impl IntoIterator<Item = &'a Path>,
) -> Result<(), Failure> {
    let Some(output) = output else { return Ok(()) };
    let Some(target) = whole_path(output) else { return Ok(()) };
    if inputs.into_iter().any(|input| whole_path(input).as_ref() == Some(&target)) {
        return Err(Failure::refused(
            "same-file",
            format!("{} is named twice, for reading and for writing", host::show_path(output)),
        )
        .why("writing it would destroy what is read, and it may be the only copy.")
        .next("another name with -o"));
    }
    Ok(())
}

/// The path without links and dots; of a name that does not exist yet, through its folder.
fn whole_path(path: &Path) -> Option<PathBuf> {
    path.canonicalize().ok().or_else(|| {
        let folder =
            path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(folder.canonicalize().ok()?.join(path.file_name()?))
    })
}

/// Refuses a name that is taken; checked again when the file is made.
///
/// # Errors
/// `file-exists` without `-f`; `no-such-folder`.
pub(crate) fn refuse_existing(path: &Path, force: bool) -> Result<(), Failure> {
    refuse_missing_folder(path)?;
    if force || path.symlink_metadata().is_err() {
        return Ok(());
    }
    Err(file_exists(path))
}

/// The refusal for a name that is taken.
pub(crate) fn file_exists(path: &Path) -> Failure {
    taken(path, "-o")
}

/// The same, where another flag than `-o` names the file.
pub(crate) fn taken(path: &Path, flag: &str) -> Failure {
    Failure::refused("file-exists", format!("{} is already there", host::show_path(path)))
        .why("it may be the only copy of something. coldkeep never replaces a file unasked.")
        .next(format!("another name with {flag}, or -f to replace it"))
}

/// The refusal for a folder that is there: its files would get mixed with the new ones.
pub(crate) fn folder_exists(path: &Path) -> Failure {
    Failure::refused("file-exists", format!("{} is already there", host::show_path(path)))
        .why("the shares get a new folder of their own, so that no two sets are mixed up.")
        .next("another name with -o")
}

/// The refusal to send a secret where it would be kept.
pub(crate) fn secret_to_pipe() -> Failure {
    Failure::refused("secret-to-pipe", "this would send a secret to another program")
        .why("there is no terminal to show it on. A pager, a log or a file would keep it.")
        .next("run it in a terminal, or write it with -o.    If you mean it: --reveal")
}

/// The refusal to send secret pages where they would be kept.
pub(crate) fn secret_pages_to_pipe() -> Failure {
    Failure::refused("secret-to-pipe", "this would send secret pages to another program")
        .why("a pager, a log or a file would keep them.")
        .next("-p PRINTER, or -o /dev/shm/….pdf.    If you mean it: --allow-secret-file")
}

/// Refuses stdout for bytes when it is a terminal.
///
/// # Errors
/// `binary-to-terminal`.
pub(crate) fn refuse_terminal(what: &str, hint: &str) -> Result<(), Failure> {
    let [_, terminal, _] = host::is_terminal();
    if !terminal {
        return Ok(());
    }
    Err(Failure::error("binary-to-terminal", Exit::Usage, format!("{what} is not for a terminal"))
        .next(hint))
}
