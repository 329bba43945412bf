//! `rekey --log`: the new file takes the place of the old one in the logbook, with all that the old one holds.

use super::Rekeyed;
use crate::cli::args::RekeyArgs;
use crate::cli::books::{self, Books};
use crate::cli::failure::{Exit, Failure};
use crate::cli::logged;
use crate::cli::opening::Opening;
use crate::cli::session::Session;
use crate::host;
use crate::logbook::{Archive, Logbook, Said};

/// Whether a run notes the new file.
pub(crate) fn notes(args: &RekeyArgs, session: &Session) -> bool {
    args.log && !args.dry_run && !session.practice
}

/// Refuses a logbook without archives, before anything is read.
///
/// # Errors
/// `not-in-logbook`; `home-file` when the logbook cannot be used.
pub(super) fn refuse_early(args: &RekeyArgs, session: &Session) -> Result<(), Failure> {
    if args.log && !session.practice && Books::look(session)?.archives().is_empty() {
        return Err(not_in_logbook());
    }
    Ok(())
}

/// Refuses an old file that the logbook does not know, before the new one gets its name.
///
/// # Errors
/// `not-in-logbook`; `home-file` when the logbook cannot be used.
pub(super) fn refuse_unknown(old_sha256: &str, session: &Session) -> Result<(), Failure> {
    old(&Books::look(session)?, old_sha256).map(drop).ok_or_else(not_in_logbook)
}

/// Notes the new file, which is in its place; gives the name of its entry. The old one stays noted: its copies are
/// there still, and are to be destroyed one by one.
///
/// # Errors
/// When the logbook cannot be changed. The new file is whole all the same.
pub(super) fn note(
    session: &mut Session,
    rekeyed: &Rekeyed,
    opening: &Opening,
) -> Result<String, Failure> {
    let (mut name, mut cut) = (String::new(), None);
    let changed = Books::open_or_make(session)?.change(|book| {
        let old = old(&book, &rekeyed.old_sha256).ok_or_else(not_in_logbook)?.clone();
        let series = old.of_series().to_owned();
        name = logged::free_name(&book, &series, &host::today().to_string());
        let count = old.files.len();
        let files = books::that_fit(&book, old.files);
        cut = (files.len() < count).then_some((count as u64, files.len()));
        let archive = Archive {
            name: Said::new(&name),
            series: Some(Said::new(&series)),
            rekeyed_from: Some(old.name.clone()),
            sha256: Some(rekeyed.sha256.clone()),
            bytes: Some(rekeyed.ciphertext_bytes),
            recipients: opening.recipients.iter().map(|one| Said::new(one.to_string())).collect(),
            passphrase: rekeyed.file_passphrase,
            needs_key: false,
            key: None,
            cut: old.cut || cut.is_some(),
            files,
            // Its day is that on which its files were read, and that is the old one's.
            made: old.made,
            wallets: old.wallets,
            tree: old.tree,
        };
        logged::with_key(book, opening.locked_key().as_ref())
            .and_then(|book| book.add_archive(&archive))
            .map_err(|error| books::refused(&error))
    });
    changed.map_err(|failure| {
        failure.why("the new file is whole and stays; only the logbook does not know of it.")
    })?;
    if let Some((count, noted)) = cut {
        session.warn(logged::cut(count, noted));
    }
    Ok(name)
}

/// The archive of this content that was noted last.
fn old<'a>(book: &'a Logbook, sha256: &str) -> Option<&'a Archive> {
    book.archives().iter().rfind(|archive| archive.sha256.as_deref() == Some(sha256))
}

fn not_in_logbook() -> Failure {
    Failure::error("not-in-logbook", Exit::Failed, "the old file is no archive of the logbook")
        .why("what is noted of the new file is what the logbook knows of the old one.")
        .next("leave --log out; coldkeep push notes a file that the logbook does not know")
}
