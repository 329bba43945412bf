//! What is wrong with an archive, as the person reads it.

use super::{Exit, Failure};
use crate::crypt::archive::ArchiveError;

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        let what = error.to_string();
        let about = |failure: Self| match error {
            ArchiveError::Damaged { member }
            | ArchiveError::CutShort { member }
            | ArchiveError::Special { member }
            | ArchiveError::NameLeadsOut { member }
            | ArchiveError::Twice { member }
            | ArchiveError::TooMuch { member }
            | ArchiveError::UnknownForm { member } => failure.field("member", member),
            ArchiveError::NotTar | ArchiveError::AfterEnd | ArchiveError::ListDiffers => failure,
        };
        about(match error {
            ArchiveError::NotTar => {
                Self::error("not-an-archive", Exit::Invalid, "the decrypted file is not an archive")
                    .next("coldkeep decrypt FILE -o NAME      gives the one file that is in it")
            }
            ArchiveError::Damaged { .. }
            | ArchiveError::CutShort { .. }
            | ArchiveError::AfterEnd => Self::error("archive-damaged", Exit::Invalid, what)
                .why("the encryption is sound, so it was packed like this.")
                .next("use another copy. Nothing was kept.")
                .next("age -d FILE | tar x      may get more out of it, in a new folder"),
            ArchiveError::Special { .. }
            | ArchiveError::NameLeadsOut { .. }
            | ArchiveError::Twice { .. } => Self::error("archive-unsafe", Exit::Invalid, what)
                .why("an archive made by coldkeep has no such members. Unpacked, it could replace files elsewhere.")
                .next("who made it? coldkeep decrypt FILE --list      shows what is in it. Nothing was kept."),
            ArchiveError::TooMuch { .. } | ArchiveError::UnknownForm { .. } => {
                Self::error("archive-not-read", Exit::Invalid, what)
                    .next("coldkeep decrypt FILE -o NAME.tar      and GNU tar, in a new folder")
            }
            ArchiveError::ListDiffers => Self::error("archive-list-differs", Exit::NoMatch, what)
                .why("the list of SHA-256 was written with the files; one of them is not what it was.")
                .next("use another copy. Nothing was kept."),
        })
    }
}

/// Links that lead out of the folder, or could, and are not made.
pub(crate) fn links_left_out(named: &str, count: usize) -> Failure {
    let links = super::counted(count, "symbolic link");
    Failure::warning("links-left-out", format!("{links} left out that may lead out of the folder: {named}"))
        .why("whoever follows such a link reads or writes somewhere else.")
        .next("coldkeep decrypt FILE --list      shows where they lead; make them by hand if you want them")
        .field("links", count)
}

/// What was packed has no file in it.
pub(crate) fn no_files() -> Failure {
    Failure::warning("no-files", "there is no file in what was packed")
        .why("folders and links alone hold nothing that could be brought back.")
        .next("look whether the folder is the right one, and its disk is there")
}

/// An archive without any file would take the place of the one before it.
pub(crate) fn no_files_to_note() -> Failure {
    let what = "there is no file in what was named; nothing was written or noted";
    Failure::error("no-files", Exit::Failed, what)
        .why("in the logbook an empty archive would stand for the last one, which has files.")
        .next("look whether the folder is the right one, and its disk is there")
}
