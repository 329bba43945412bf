//! coldkeep copies move, lost, destroyed: a copy is elsewhere, or is no more.

use super::add::place;
use super::sets::{destroyed_too_early, of_set};
use super::{Row, Table, find, new_place, no_secrets, questions, refused};
use crate::cli::args::{CopiesGoneArgs, CopiesMoveArgs, CopiesReachedArgs};
use crate::cli::books::Books;
use crate::cli::day;
use crate::cli::failure::{Exit, Failure, copies as failure};
use crate::cli::line::Line;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host::show_text;
use crate::logbook::{
    Beside, Copy, Logbook, Medium, STEPS, Said, ShareSet, State, What, closed_by,
};
use serde::Serialize;
use std::fmt;

/// One copy as it is now.
#[derive(Serialize)]
struct Now {
    id: String,
    place: String,
    state: &'static str,
}

/// The copies that were changed.
#[derive(Serialize)]
struct Changed {
    copies: Vec<Now>,
    #[serde(skip)]
    rows: Vec<Row>,
    written: bool,
}

impl fmt::Display for Changed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Table(&self.rows).fmt(f)
    }
}

/// Notes that a copy is at another place.
///
/// # Errors
/// `no-such-copy`; when the copy is lost or destroyed; when the logbook cannot be used.
pub(crate) fn to_place(args: &CopiesMoveArgs, session: &mut Session) -> Result<Report, Failure> {
    let on = day::of_what_happened(args.on, "--on")?.to_string();
    let before = Books::look(session)?;
    let copy = find(&before, &args.id)?;
    day::of_copy(args.on, "--on", copy)?;
    let to = match &args.place {
        Some(place) => place.trim().to_owned(),
        None => questions::place(session, "the new place", "--place NAME", "Where is it now? ")?,
    };
    if to.is_empty() {
        return Err(failure::no_place());
    }
    let given = [("--place", Some(to.as_str())), ("--sealed", args.sealed.as_deref())];
    no_secrets(given.into_iter().filter_map(|(flag, text)| Some((flag, text?))))?;
    let by_hand = args.place.is_none() && !args.offsite;
    let away = by_hand && questions::is_away(session, &before, &to, copy.medium)?;
    let mut moved = None;
    let report = change(session, args.dry_run, |book| {
        let copy = find(&book, &args.id)?;
        if copy.state == State::Destroyed {
            return Err(Failure::error(
                "copy-is-gone",
                Exit::Failed,
                "that copy was noted as destroyed",
            )
            .next("a new one has a name of its own: coldkeep copies add"));
        }
        let cloud = copy.medium == Medium::Cloud;
        let book = place(book, &to, args.offsite || away || cloud, args.online || cloud)?;
        let book = book.change_copy(&args.id, |copy| {
            copy.place = Said::new(to.as_str());
            copy.moved = Some(on.clone());
            copy.drills_before_move = u32::try_from(copy.drills.len()).ok();
            copy.state = State::Alive;
            copy.since = None;
            if let Some(seal) = &args.sealed {
                copy.seal = Some(Said::new(seal.as_str()));
            }
        });
        let book = book.map_err(refused)?;
        moved = book.copy(&args.id).cloned();
        Ok((book, vec![args.id.clone()]))
    })?;
    if let Some(copy) = &moved {
        new_place(session, &before, copy, args.dry_run);
    }
    let drill = Line::of("drill").name(&args.id);
    // A letter is looked at yearly, wherever it is.
    if moved.is_none_or(|copy| copy.what != What::Letter) {
        session.say(&format!("It was moved, so read it there: {drill}"));
    }
    Ok(report)
}

/// Notes that copies are lost or destroyed.
///
/// # Errors
/// As [`to_place`].
pub(crate) fn gone(
    args: &CopiesGoneArgs,
    to: State,
    session: &mut Session,
) -> Result<Report, Failure> {
    let on = day::of_what_happened(args.on, "--on")?.to_string();
    let (mut closed, mut too_early) = (Vec::new(), Vec::new());
    let report = change(session, args.dry_run, |mut book| {
        let before = book.clone();
        let ids = match (&args.id, &args.set) {
            (Some(id), _) => vec![find(&book, id)?.id.text.clone()],
            (None, set) => {
                let set = set.as_deref().unwrap_or_default();
                let beside = Beside { of: args.of.as_deref(), generation: args.generation };
                the_set(&book, set, beside, to)?
            }
        };
        for id in &ids {
            day::of_copy(args.on, "--on", find(&book, id)?)?;
            book = book
                .change_copy(id, |copy| {
                    copy.state = to;
                    copy.since = Some(on.clone());
                })
                .map_err(refused)?;
        }
        let of: Vec<String> =
            ids.iter().filter_map(|id| Some(book.copy(id)?.of.text.clone())).collect();
        closed = closed_by(&before, &book, &of);
        if to == State::Destroyed {
            let sheets =
                |set: &ShareSet<'_>| set.sheets.iter().any(|one| ids.contains(&one.id.text));
            let sets = before.share_sets().into_iter().filter(sheets);
            let needed = sets.filter(|set| before.is_still_needed(set));
            too_early =
                needed.map(|set| destroyed_too_early(&before, &set, args.dry_run)).collect();
        }
        Ok((book, ids))
    })?;
    for name in &closed {
        session.warn(failure::now_closed(name, args.dry_run));
    }
    for warning in too_early {
        session.warn(warning);
    }
    session.say(match to {
        State::Lost => "Somebody may have found it. What that means: coldkeep status",
        _ => "What is left: coldkeep status",
    });
    Ok(report)
}

/// The state of a wallet.
#[derive(Serialize)]
struct Reached {
    wallet: String,
    state: String,
    on: String,
    /// The state that comes next.
    next: Option<String>,
    written: bool,
}

impl fmt::Display for Reached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {} {}", self.wallet, self.state, self.on)
    }
}

/// Notes that a wallet came to a state.
///
/// # Errors
/// `no-such-wallet`; when the logbook cannot be used.
pub(crate) fn reached(args: &CopiesReachedArgs, session: &mut Session) -> Result<Report, Failure> {
    let on = day::of_what_happened(args.on, "--on")?.to_string();
    let apply = |book: Logbook| {
        let Some(wallet) = book.wallet(&args.wallet) else {
            return Err(failure::no_such_wallet(&book));
        };
        // Of the first state itself an earlier day is a correction.
        if args.state > 0 {
            day::of_wallet(args.on, "--on", wallet)?;
        }
        let changed = book.change_wallet(&args.wallet, |wallet| {
            wallet.steps[args.state] = Some(on.clone());
        });
        changed.map_err(refused)
    };
    let book = match args.dry_run {
        true => apply(Books::look(session)?)?,
        false => Books::open_or_make(session)?.change(apply)?,
    };
    let name = |at: usize| STEPS[at].replace('_', "-");
    let wallet = book.wallet(&args.wallet);
    let over = wallet.map_or(Vec::new(), |wallet| wallet.passed_over(args.state));
    if !over.is_empty() {
        let over: Vec<String> = over.into_iter().map(name).collect();
        session.warn(failure::passed_over(&name(args.state), &over));
    }
    let next = wallet.and_then(|wallet| wallet.next_step()).map(name);
    Ok(Report::of(&Reached {
        wallet: show_text(&args.wallet),
        state: name(args.state),
        on: on.clone(),
        next,
        written: !args.dry_run,
    }))
}

/// The sheets of the one set that is meant.
fn the_set(
    book: &Logbook,
    name: &str,
    beside: Beside<'_>,
    to: State,
) -> Result<Vec<String>, Failure> {
    match book.sets_named(name, beside).as_slice() {
        [] => Err(failure::no_such_set()),
        [one] => Ok(one.sheets.iter().map(|copy| copy.id.text.clone()).collect()),
        several => {
            let command = if to == State::Lost { "copies lost" } else { "copies destroyed" };
            let lines = several.iter().flat_map(|set| of_set(command, book, set));
            Err(failure::several_sets(&lines.collect::<Vec<_>>()))
        }
    }
}

fn change(
    session: &mut Session,
    dry_run: bool,
    change: impl FnOnce(Logbook) -> Result<(Logbook, Vec<String>), Failure>,
) -> Result<Report, Failure> {
    let mut changed = Vec::new();
    let apply = |book: Logbook| {
        let (book, ids) = change(book)?;
        changed = ids;
        Ok(book)
    };
    let book = match dry_run {
        true => apply(Books::look(session)?)?,
        false => Books::open_or_make(session)?.change(apply)?,
    };
    let changed: Vec<&Copy> = changed.iter().filter_map(|id| book.copy(id)).collect();
    let rows: Vec<Row> = changed.iter().map(|copy| Row::of(&book, copy)).collect();
    let now = |copy: &&Copy| Now {
        id: show_text(&copy.id.text),
        place: show_text(&copy.place.text),
        state: copy.state.name(),
    };
    let copies = changed.iter().map(now).collect();
    if dry_run {
        session.say(&format!(
            "Nothing was written: --dry-run. {} would change.",
            match rows.len() {
                1 => "1 entry".to_owned(),
                some => format!("{some} entries"),
            }
        ));
    }
    Ok(Report::of(&Changed { copies, rows, written: !dry_run }))
}
