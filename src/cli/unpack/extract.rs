//! Members of an archive made in a new folder.

use super::tally::Tally;
use crate::cli::failure::Failure;
use crate::crypt::archive::{ArchiveError, Member, Sink, What, safe_name, safe_target};
use crate::host::{self, HostError, Unfolding, UnfoldingFile};
use std::path::{Path, PathBuf};

/// Rights and time of a folder, for when nothing more is made in it.
struct Dress {
    name: Vec<u8>,
    mode: u32,
    modified: i64,
}

/// A folder that is being filled from an archive.
pub(super) struct Extract {
    pub(super) tally: Tally,
    path: PathBuf,
    folder: Unfolding,
    file: Option<UnfoldingFile>,
    dresses: Vec<Dress>,
    left_out: Vec<String>,
}

/// The refusal for a folder that is there.
pub(super) fn folder_exists(path: &Path) -> Failure {
    Failure::refused("file-exists", format!("{} is already there", host::show_path(path)))
        .why("what is unpacked gets a new folder of its own, so that nothing is replaced or mixed up.")
        .next("another name with --extract")
}

impl Extract {
    /// Begins a folder of that name.
    ///
    /// # Errors
    /// `file-exists`; when it cannot be made.
    pub(super) fn into(path: &Path) -> Result<Self, Failure> {
        let folder = Unfolding::create(path).map_err(|error| at(path, error))?;
        Ok(Self {
            tally: Tally::default(),
            path: path.to_owned(),
            folder,
            file: None,
            dresses: Vec::new(),
            left_out: Vec::new(),
        })
    }

    /// Gives the folders their rights and times and the whole its name; hands back what went by and what was left out.
    ///
    /// # Errors
    /// When the disk refuses, or the name was taken meanwhile; nothing is left then.
    pub(super) fn keep(mut self) -> Result<(Tally, Vec<String>), Failure> {
        let path = self.path;
        // A folder after those that lie in it: its rights may let nobody in.
        self.dresses.sort_by_key(|dress| std::cmp::Reverse(dress.name.len()));
        for dress in &self.dresses {
            let parts: Vec<&[u8]> = dress.name.split(|byte| *byte == b'/').collect();
            let settled = self.folder.settle(&parts, dress.mode, dress.modified);
            settled.map_err(|error| at(&path, error))?;
        }
        self.folder.keep().map_err(|error| at(&path, error))?;
        Ok((self.tally, self.left_out))
    }

    fn make(&mut self, number: u64, member: &Member) -> Result<(), Failure> {
        let leads_out = ArchiveError::NameLeadsOut { member: number };
        let parts = safe_name(&member.name).ok_or(leads_out)?;
        let Some((_, folders)) = parts.split_last() else {
            // The folder itself is there.
            return if member.what == What::Folder { Ok(()) } else { Err(leads_out.into()) };
        };
        let made = match &member.what {
            What::Folder => {
                let name = parts.join(&b'/');
                self.dresses.push(Dress { name, mode: member.mode, modified: member.modified });
                self.folder.folder(&parts)
            }
            What::File { bytes } => {
                let file = self.folder.file(&parts, *bytes, member.mode, member.modified);
                file.map(|file| self.file = Some(file))
            }
            What::Link(target) if safe_target(target, folders.len()) => {
                self.folder.link(&parts, target, member.modified)
            }
            What::Link(target) => {
                let text = |bytes: &[u8]| host::show_text(&String::from_utf8_lossy(bytes));
                self.left_out.push(format!("{} -> {}", text(&member.name), text(target)));
                Ok(())
            }
            What::Again(first) => {
                let first = safe_name(first).ok_or(leads_out)?;
                self.folder.again(&parts, &first)
            }
        };
        made.map_err(|error| match error {
            HostError::Exists => ArchiveError::Twice { member: number }.into(),
            HostError::IsLink | HostError::NotAFile => leads_out.into(),
            error => at(&self.path, error),
        })
    }
}

impl Sink for Extract {
    type Error = Failure;

    fn begin(&mut self, number: u64, member: Member) -> Result<(), Failure> {
        self.make(number, &member)?;
        self.tally.begin(member);
        Ok(())
    }

    fn content(&mut self, offset: u64, bytes: &[u8]) -> Result<(), Failure> {
        if let Some(file) = &mut self.file {
            file.write(offset, bytes).map_err(|error| at(&self.path, error))?;
        }
        self.tally.content(offset, bytes)
    }

    fn end(&mut self) -> Result<(), Failure> {
        if let Some(file) = self.file.take() {
            file.finish().map_err(|error| at(&self.path, error))?;
        }
        self.tally.end()
    }
}

fn at(path: &Path, error: HostError) -> Failure {
    match error {
        HostError::Exists => folder_exists(path),
        error => Failure::at(path, error),
    }
}
