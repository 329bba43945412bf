//! What `find` says below its table: how much was looked at, what is in clear, what was not read, and what comes next.

use super::Bag;
use crate::cli::failure::{Exit, Failure, counted};
use crate::cli::found::Found;
use crate::cli::line::Line;
use crate::cli::session::Session;
use crate::find::{Kind, Locked};
use crate::host::{self, Walked};
use crate::logbook::Known;
use std::path::{Path, PathBuf};

/// Of so many places that were not read the names are told without `--verbose`.
const TOLD: usize = 3;

/// What was found, what it means, and what to do next.
pub(super) fn tell(bag: &Bag, known: Option<&[Known]>, walked: Walked, session: &mut Session) {
    let count = |number: u64, what| counted(usize::try_from(number).unwrap_or(usize::MAX), what);
    let passed = |number: u64, what, how| match number {
        0 => String::new(),
        some => format!("; {} not {how}", count(some, what)),
    };
    let links = passed(walked.links, "link", "followed");
    let special = passed(walked.special, "special file", "opened");
    let (files, found) = (count(walked.files, "file"), bag.all.len() + bag.more);
    session.say(&format!("{files} looked at, {found} found{links}{special}."));
    for path in &bag.special {
        session.detail(&format!("not opened: {}", host::show_path(path)));
    }
    let clear = bag.all.iter().filter(|found| found.locked == Locked::No).count();
    if clear > 0 {
        let what = if clear == 1 {
            "1 find holds a seed or a key in clear".to_owned()
        } else {
            format!("{clear} finds hold a seed or a key in clear")
        };
        session.warn(
            Failure::warning("seed-in-clear", what)
                .why("whoever has read the file, or a backup or cloud copy of it, has the money. It is not shown here.")
                .next("treat it as known to others: coldkeep help seed-in-clear")
                .field("count", clear),
        );
    }
    if bag.more > 0 {
        session.warn(
            Failure::warning("not-all-listed", format!("{} more finds are not listed", bag.more))
                .next("look into fewer folders at once, or at one kind: --kind"),
        );
    }
    if walked.unreadable > 0 {
        let (told, named) = first_of(&bag.missed, walked.unreadable, session);
        session.warn(
            Failure::warning(
                "not-all-read",
                format!("{} could not be read", count(walked.unreadable, "place")),
            )
            .why(format!("{named}: of another user, or the medium fails."))
            .next("look again as the user that they belong to; -v names each")
            .field("unreadable", walked.unreadable)
            .field("places", told),
        );
    }
    if bag.unread_count > 0 {
        let (told, named) = first_of(&bag.unread, bag.unread_count, session);
        let unread = match bag.unread_count {
            1 => "1 picture or PDF".to_owned(),
            count => format!("{count} pictures or PDFs"),
        };
        session.warn(
            Failure::warning("pictures-not-read", format!("{unread} could not be read"))
                .why(format!("{named}: damaged, encrypted, or too large."))
                .next("coldkeep scan FILE says why; -v names each")
                .field("pictures_unread", bag.unread_count)
                .field("places", told),
        );
    }
    let Some(known) = known else { return };
    let wants_a_copy = |(found, known): &(&Found, &Known)| {
        let locked = matches!(found.locked, Locked::Yes | Locked::Unknown);
        locked && found.kind != Kind::Age && !matches!(known, Known::Same | Known::Unread)
    };
    let wanted: Vec<&Path> = bag
        .all
        .iter()
        .zip(known)
        .filter(wants_a_copy)
        .map(|(found, _)| found.path.as_path())
        .collect();
    if !wanted.is_empty() {
        session.say(&next(&wanted));
    }
}

/// The first names of places that were not read, and a line of them; with `--verbose` each is told.
fn first_of(paths: &[PathBuf], of: u64, session: &mut Session) -> (Vec<String>, String) {
    let mut shown: Vec<String> = paths.iter().map(|path| host::show_path(path)).collect();
    shown.iter().for_each(|path| session.detail(&format!("not read: {path}")));
    shown.truncate(TOLD);
    let rest = of - shown.len() as u64;
    let others = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    let line = format!("{}{others}", shown.join(", "));
    (shown, line)
}

/// Nobody's folder is known, and none of the other usual places is there.
pub(super) fn nowhere() -> Failure {
    Failure::error(
        "no-own-folder",
        Exit::Failed,
        "no folder of yours is known; nothing was looked at",
    )
    .why(HOME)
    .next("coldkeep find PATH      looks there, and only there")
}

/// Only what lies outside of the user's folder is looked at.
pub(super) fn no_own_folder() -> Failure {
    Failure::warning("no-own-folder", "no folder of yours is known; it is not looked at")
        .why(HOME)
        .next("coldkeep find PATH      looks there, and only there")
}

const HOME: &str = "HOME is not set, or names no folder from the root that is there.";

/// The command for the first of these files whose name can be pasted into a shell as it is shown.
fn next(wanted: &[&Path]) -> String {
    let texts = wanted.iter().filter_map(|path| path.to_str());
    let pasted = texts.into_iter().find(|path| host::show_text(path) == *path);
    let line = Line::of("encrypt").name(pasted.unwrap_or("FILE")).when(true, "-p");
    let line = line.flag("--log", "NAME").flag("-o", "NAME.age");
    let hidden = match pasted {
        Some(_) => "",
        None => {
            "\nTheir names hold signs that are not shown: find --print0 gives them as they are."
        }
    };
    format!("Next, for each: {line}{hidden}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_for_a_shell_and_left_out_where_that_cannot_be() {
        let next = |names: &[&str]| next(&names.iter().map(Path::new).collect::<Vec<_>>());
        let command = |name: &str| {
            format!("Next, for each: coldkeep encrypt {name}-p --log NAME -o NAME.age")
        };
        assert_eq!(next(&["old/a"]), command("old/a "));
        assert_eq!(
            next(&["it's; touch PWNED; 'x.dat"]),
            command(r"'it'\''s; touch PWNED; '\''x.dat' ")
        );
        assert_eq!(next(&["-x"]), command("") + " -- -x");
        assert_eq!(next(&["a\u{202e}b", "a\nb", "c d"]), command("'c d' "));
        assert!(next(&["a\u{1b}b"]).starts_with(&(command("FILE ") + "\n")));
    }
}
