//! Sets of shares that are to go: what is said of them, and what comes before that.

use crate::cli::cmd::status::lines;
use crate::cli::failure::Failure;
use crate::cli::line::Line;
use crate::host::show_text;
use crate::logbook::{Later, Logbook, ShareSet};

/// The warning of older sets of shares of one thing; `None` when there are none.
pub(crate) fn old_sets(book: &Logbook, older: &[ShareSet<'_>]) -> Option<Failure> {
    let of = show_text(older.first()?.of);
    let sheets = older.iter().flat_map(|set| &set.sheets);
    let ids: Vec<String> = sheets.map(|copy| show_text(&copy.id.text)).collect();
    let what = format!("an older set of shares of {of} is still there");
    let warning = Failure::warning("old-set-alive", what)
        .why(format!("its sheets open the same thing: {}", ids.join(", ")))
        .why("shares of two sets never fit together; somebody who collects both may mix them up.");
    let (needed, done): (Vec<_>, Vec<_>) = older.iter().partition(|set| book.is_still_needed(set));
    let lines = done.into_iter().flat_map(|set| of_set("copies destroyed", book, set));
    let warning = lines.fold(warning, |warning, line| {
        warning.command("when the new ones were read back, destroy these, then:", &line)
    });
    Some(match needed.first() {
        Some(set) => before_it_goes(warning, book, set),
        None => warning,
    })
}

/// The warning that a set was destroyed before another one stands for it.
pub(super) fn destroyed_too_early(book: &Logbook, set: &ShareSet<'_>, dry_run: bool) -> Failure {
    let (of, were) = (show_text(set.of), if dry_run { "would be" } else { "were" });
    let what = format!("older shares of {of} {were} destroyed before the new ones stand for them");
    let warning = Failure::warning("set-was-needed", what)
        .why("of the new set too few sheets were read back to open what the older one opens.");
    let steps = book.before_it_goes(set).into_iter();
    steps.fold(warning, |warning, step| {
        warning.command("now, before anything else:", &line(book, &step))
    })
}

/// Adds what is to be done before a set may go.
pub(in crate::cli::cmd) fn before_it_goes(
    failure: Failure,
    book: &Logbook,
    set: &ShareSet<'_>,
) -> Failure {
    let failure = failure
        .next("keep the older ones until as many of the new ones as open it were read back:");
    let steps = book.before_it_goes(set).into_iter();
    steps.fold(failure, |failure, step| failure.command("", &line(book, &step)))
}

fn line(book: &Logbook, step: &Later<'_>) -> Line {
    match step {
        Later::Read(copy) => Line::of("drill").name(&copy.id.text),
        Later::Note(share) => lines::missing(book, share, 0),
    }
}

/// The lines of a command for all sheets of a set: one, where the set can be named.
pub(super) fn of_set(command: &str, book: &Logbook, set: &ShareSet<'_>) -> Vec<Line> {
    let line = || Line::of(command);
    match set.beside(book) {
        Some((name, beside)) => vec![
            line()
                .flag("--set", name)
                .maybe("--of", beside.of)
                .maybe("--generation", beside.generation),
        ],
        None => set.sheets.iter().map(|copy| line().name(&copy.id.text)).collect(),
    }
}
