//! Several files as one: tar, written and read piece by piece.
//!
//! What is written is the GNU form of tar: names and link targets of any length and any bytes, times before 1970,
//! sizes above 8 GiB, files with holes. Stock `tar x` restores it. The last member lists the SHA-256 of every file,
//! in the form of `sha256sum -c`.
//!
//! What is read may come from anybody: nothing is set aside because a header asks for it, and a name is an
//! instruction to nobody until [`safe_name`] and [`safe_target`] have looked at it. Both sides hold one block at a
//! time; walking folders and making files is the caller's.

mod head;
mod manifest;
mod names;
mod parse;
mod reader;

use std::fmt;

pub use head::{END, Piece, head, padding};
pub use manifest::{Manifest, ManifestCheck, is_manifest};
pub use names::{safe_name, safe_target};
pub use reader::{Reader, Sink};

/// Tar is made of blocks of this many bytes.
pub const BLOCK: usize = 512;
/// The longest name or link target that is read, in bytes.
pub const MAX_NAME: usize = 4096;
/// The most folders that a name may go down.
pub const MAX_DEPTH: usize = 128;
/// The most pieces between holes that a file may have; what is written has fewer.
pub const MAX_PIECES: usize = 1 << 17;
/// The largest file that is read, holes counted, in bytes (1 TiB).
pub const MAX_FILE: u64 = 1 << 40;
/// The most that the holes of all files may hold together, in bytes: they are hashed as the zeros that they are, and a
/// short archive must not keep a reader busy for days.
pub const MAX_HOLES: u64 = MAX_FILE;
/// The most members that are read.
pub const MAX_MEMBERS: u64 = 4 << 20;
/// The most that all names and link targets may hold together, in bytes.
pub const MAX_NAMES: u64 = 256 << 20;

/// What a member is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A folder.
    Folder,
    /// A file of so many bytes, holes counted.
    File {
        /// Its length in bytes.
        bytes: u64,
    },
    /// A symbolic link, with what it says.
    Link(Vec<u8>),
    /// A second name of a file that came before.
    Again(Vec<u8>),
}

/// A member without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name, without a slash at the end.
    pub name: Vec<u8>,
    /// Permission bits, at most 0o7777.
    pub mode: u32,
    /// User and group by number.
    pub owner: (u32, u32),
    /// Seconds after 1970 (before it: negative).
    pub modified: i64,
    /// What it is.
    pub what: What,
}

/// What is wrong with an archive; members are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArchiveError {
    /// It does not begin as tar does.
    NotTar,
    /// A header does not fit its check, or says what cannot be.
    Damaged {
        /// The member.
        member: u64,
    },
    /// It ends before its end mark.
    CutShort {
        /// The members that came whole.
        member: u64,
    },
    /// Something follows the end mark.
    AfterEnd,
    /// A device, a pipe or another thing that no backup needs.
    Special {
        /// The member.
        member: u64,
    },
    /// A name that leads out of the folder: absolute, with `..`, through a link; or below what is a file.
    NameLeadsOut {
        /// The member.
        member: u64,
    },
    /// Two members have one name.
    Twice {
        /// The later member.
        member: u64,
    },
    /// More, longer, deeper or larger than is read here, alone or with what came before.
    TooMuch {
        /// The member.
        member: u64,
    },
    /// A form of tar that is not read here (sparse files in the form of pax).
    UnknownForm {
        /// The member.
        member: u64,
    },
    /// The list of SHA-256 says something else than the files.
    ListDiffers,
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotTar => f.write_str("this is not an archive"),
            Self::Damaged { member } => write!(f, "the head of member {member} is damaged"),
            Self::CutShort { member } => {
                write!(f, "the archive ends early, after {member} whole members")
            }
            Self::AfterEnd => f.write_str("something follows the end of the archive"),
            Self::Special { member } => {
                write!(f, "member {member} is a device, a pipe or of an unknown kind")
            }
            Self::NameLeadsOut { member } => {
                let where_to = "out of the folder, or below what is no folder";
                write!(f, "the name of member {member} leads {where_to}")
            }
            Self::Twice { member } => write!(f, "member {member} has the name of an earlier one"),
            Self::TooMuch { member } => {
                write!(f, "member {member} is larger, longer or deeper than is read here")
            }
            Self::UnknownForm { member } => {
                write!(f, "member {member} has a form that is not read here")
            }
            Self::ListDiffers => {
                f.write_str("the list of SHA-256 in the archive and the files differ")
            }
        }
    }
}

impl std::error::Error for ArchiveError {}
