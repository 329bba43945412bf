//! Which copy a drill takes: the one that was named, or the one that is due first of those that can be drilled here.

use super::how;
use crate::cli::args::DrillArgs;
use crate::cli::cmd::copies::find;
use crate::cli::cmd::push;
use crate::cli::failure::{Failure, copies as failure};
use crate::cli::line::Line;
use crate::cli::session::Session;
use crate::host::show_text;
use crate::logbook::{Copy, Due, How, Logbook, Past, What};
use std::collections::HashSet;

/// The copy to be drilled on a day; without a name it is said which one it is.
///
/// # Errors
/// `no-such-copy`, `copy-name` for the name; `nothing-to-drill` without one; `not-for-practice`.
pub(super) fn chosen<'b>(
    book: &'b Logbook,
    args: &DrillArgs,
    on: &str,
    session: &Session,
) -> Result<&'b Copy, Failure> {
    if let Some(id) = &args.copy {
        return find(book, id);
    }
    // As status has it: what a newer archive stands for waits for nothing.
    let past = Past::of(book);
    let judged = book.copies().iter().filter(|copy| copy.is_alive() && !past.has_copy(copy));
    let mut judged: Vec<&Copy> = judged.filter(|copy| fits(args, copy)).collect();
    judged.sort_by_key(|copy| {
        let due = Due::of(copy, on);
        (!due.is_late(on), due.by)
    });
    if session.practice {
        let real = judged.first().map(|copy| failure::no_practice(&copy.of.text));
        judged.retain(|copy| !is_real(book, copy));
        if let Some(real) = real.filter(|_| judged.is_empty()) {
            return Err(real);
        }
    }
    let read_there = |copy: &&&Copy| read_there(copy, how(args, copy, on)).is_some();
    let Some(at) = judged.iter().position(|copy| !read_there(&copy)) else {
        return Err(failure::nothing_to_drill(&at_targets(&judged)));
    };
    let copy = judged[at];
    let (id, place) = (show_text(&copy.id.text), show_text(&copy.place.text));
    session.say(&format!("Due first: {id} ({}, {place}).", copy.medium.name()));
    for line in at_targets(&judged[..at]) {
        session.say(&format!("Due before it, and read at its target: {line}"));
    }
    Ok(copy)
}

/// Whether it is a copy of a wallet that is not for practice.
pub(super) fn is_real(book: &Logbook, copy: &Copy) -> bool {
    book.wallet(&copy.of.text).is_some_and(|wallet| !wallet.practice)
}

/// The line that reads a copy that `push` sent, where no drill of this kind does: what lies there is read by the program
/// of its target and by nothing else. A file on this computer says nothing of it, and neither does a person.
pub(super) fn read_there(copy: &Copy, how: How) -> Option<Line> {
    let is_read = how == How::Read || (copy.failed() && how != How::Look);
    push::reads(copy).filter(|_| is_read)
}

/// Whether what was given can be compared with the copy: words are, with what is kept as words.
fn fits(args: &DrillArgs, copy: &Copy) -> bool {
    let words = args.words_from.is_some() || args.passphrase_from.is_some();
    let of_words = [What::Seed, What::Encrypted, What::Cosigner, What::Share, What::KeyShare];
    !words || of_words.contains(&copy.what)
}

/// The lines that read all copies at the targets of these, each target once.
fn at_targets(copies: &[&Copy]) -> Vec<Line> {
    let mut places: Vec<&str> = copies.iter().map(|copy| copy.place.text.as_str()).collect();
    let mut seen = HashSet::new();
    places.retain(|place| seen.insert(*place));
    places.into_iter().map(|place| Line::of("push --verify").name(place)).collect()
}
