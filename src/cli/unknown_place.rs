//! Warns of a place of `encrypt --if-changed --at` that nothing knows: a slip, by which everything would be encrypted anew
//! each time.

use super::args::EncryptArgs;
use super::books::Books;
use super::cmd::push;
use super::failure::{Failure, copies as failure};
use super::session::Session;
use crate::host::show_text;

/// Warns of a place that is neither a target of push.toml nor a place of the logbook.
///
/// # Errors
/// `home-file` with the line of what is wrong in the logbook. What is wrong in push.toml is told by `push`.
pub(crate) fn warn(args: &EncryptArgs, session: &mut Session) -> Result<(), Failure> {
    if args.at.is_empty() || session.practice {
        return Ok(());
    }
    let Ok((_, targets)) = push::targets(session) else { return Ok(()) };
    let book = Books::look(session)?;
    let targets = targets.iter().flat_map(|file| file.targets()).map(|target| &*target.name);
    let places = book.places().iter().map(|place| &*place.name.text);
    let copies = book.copies().iter().map(|copy| &*copy.place.text);
    let mut known: Vec<&str> = targets.chain(places).chain(copies).collect();
    known.sort_unstable();
    known.dedup();
    let unknown = args.at.iter().position(|place| !known.contains(&place.as_str()));
    if let Some(at) = unknown {
        let known: Vec<String> = known.into_iter().map(show_text).collect();
        session.warn(failure::unknown_place(at + 1, args.at.len(), &known));
    }
    Ok(())
}
