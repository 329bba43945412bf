//! coldkeep drill: a copy is read, looked at or restored from, and the result goes into the logbook.

mod chosen;
mod compare;
mod share;
mod watched;

use self::chosen::{chosen, is_real, read_there};
use crate::cli::args::DrillArgs;
use crate::cli::books::{Books, refused};
use crate::cli::cmd::copies::find;
use crate::cli::cmd::push;
use crate::cli::day;
use crate::cli::failure::{Exit, Failure, copies as failure};
use crate::cli::line::Line;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host::show_text;
use crate::logbook::{Act, Copy, Drill, Due, How, Logbook, READS, What};
use serde::Serialize;
use std::fmt;

/// The drill that was logged.
#[derive(Serialize)]
struct Logged {
    copy: String,
    how: &'static str,
    result: &'static str,
    on: String,
    minutes: Option<u32>,
    /// The day of the next one.
    next: Option<String>,
}

impl fmt::Display for Logged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {} {}", self.copy, self.result, self.on)
    }
}

/// How a drill went.
pub(super) struct Outcome {
    pub(super) pass: bool,
    pub(super) minutes: Option<u32>,
}

impl Outcome {
    fn of(pass: bool) -> Self {
        Self { pass, minutes: None }
    }
}

/// Drills one copy and logs the result; a copy that is not as it should be ends with exit code 5.
///
/// # Errors
/// `no-such-copy`; `nothing-to-drill`; `read-at-target` for what `push --verify` reads; when nothing is known to compare with; when nobody can be asked; when the logbook cannot be used.
pub(crate) fn run(args: &DrillArgs, session: &mut Session) -> Result<Report, Failure> {
    let on = day::of_what_happened(args.on, "--on")?.to_string();
    let book = Books::look(session)?;
    let copy = chosen(&book, args, &on, session)?;
    if !copy.is_alive() {
        return Err(Failure::error(
            "copy-is-gone",
            Exit::Failed,
            format!("that copy was noted as {}", copy.state.name()),
        )
        .command(
            "it is there after all:",
            &Line::of("copies move").name(&copy.id.text).flag("--place", "NAME"),
        ));
    }
    day::of_copy(args.on, "--on", copy)?;
    if session.practice && is_real(&book, copy) {
        return Err(failure::no_practice(&copy.of.text));
    }
    let how = how(args, copy, &on);
    refuse_at_target(copy, how)?;
    refuse_device_check(copy, how)?;
    let outcome = match how {
        How::Read | How::Reach => compare::read(args, &book, copy, session)?,
        How::Look => Outcome::of(looks(args, copy, session)?),
        How::Restore => watched::restore(args, &book, copy, session)?,
        How::AsHeir => watched::as_heir(args, &book, copy, session)?,
        How::Device => Outcome::of(args.device_check.unwrap_or_default()),
    };
    // Whoever holds the copy in hand looks at it, too.
    let seen = how != How::Read || !outcome.pass || !session.can_ask() && args.looks.is_none();
    let pass = outcome.pass && (seen || looks(args, copy, session)?);
    let minutes = args.minutes.or(outcome.minutes);
    let drill = Drill { on: on.clone(), how, pass, minutes };
    let id = copy.id.text.clone();
    let book = Books::open_or_make(session)?.change(|book| logged(book, &id, &drill))?;
    let copy = find(&book, &id)?;
    let next = Due::of(copy, &on);
    if pass {
        match (next.act, &next.by) {
            (Act::Look, Some(by)) => session.say(&next_look(copy, by)),
            (Act::Look, None) => {}
            _ => {
                let by_hand = || Line::of("drill").name(&id).when(true, "--read");
                let read = push::reads(copy).unwrap_or_else(by_hand);
                session.say(&format!("A look is no reading, and it waits for one: {read}"));
            }
        }
    } else {
        session.warn(match how {
            How::AsHeir => Failure::warning("rehearsal-failed", "nobody came to the wallet by the pages alone")
                .why("it says nothing against the copy: the pages, the letter or the tools made them stumble.")
                .next("coldkeep letter edit      and rehearse again"),
            _ => Failure::warning("drill-failed", format!("{} is not as it should be", show_text(&id)))
                .why("until it passes, count it as gone.")
                .command("try again:", &Line::of("drill").name(&id))
                .next("where the logbook is wrong about it: mend its lines in logbook.toml, and try again")
                .command("or replace it, then:", &Line::of("copies destroyed").name(&id)),
        });
    }
    let report = Report::of(&Logged {
        copy: show_text(&id),
        how: how.name(),
        result: if pass { "pass" } else { "fail" },
        on,
        minutes,
        next: next.by.filter(|_| pass && next.act == Act::Look),
    });
    Ok(if pass { report } else { report.ending(Exit::NoMatch) })
}

/// When it is looked at next, and why then.
fn next_look(copy: &Copy, by: &str) -> String {
    let plan = match copy.what {
        What::Letter => "yearly",
        _ => "six months after reading, then yearly",
    };
    format!("Next look {by} ({plan}). A reminder: coldkeep status --ics drills.ics")
}

/// Refuses to log the reading of a copy that is read at its target alone.
fn refuse_at_target(copy: &Copy, how: How) -> Result<(), Failure> {
    let Some(line) = read_there(copy, how) else { return Ok(()) };
    let what = "that copy lies at a target of push, and is read there";
    Err(Failure::error("read-at-target", Exit::Failed, what)
        .why("what lies here is another copy, however alike. Nothing was noted.")
        .command("", &line)
        .command("if it is gone from there:", &Line::of("copies lost").name(&copy.id.text)))
}

/// Refuses to log a device's own check of what no device can check.
fn refuse_device_check(copy: &Copy, how: How) -> Result<(), Failure> {
    let checked = matches!(copy.what, What::Device | What::Seed | What::Share | What::Cosigner);
    if how != How::Device || checked {
        return Ok(());
    }
    let what = "a hardware wallet checks words, and that copy has none";
    Err(Failure::error("no-device-check", Exit::Usage, what)
        .why("what counts as read must have been read. Nothing was noted.")
        .command("", &Line::of("drill").name(&copy.id.text).when(true, "--read")))
}

/// What was asked for, or what the copy waits for.
fn how(args: &DrillArgs, copy: &Copy, on: &str) -> How {
    let reads = args.read || args.words_from.is_some() || !args.files.is_empty();
    match (args.device_check, args.restore, args.as_heir, args.look) {
        (Some(_), ..) => How::Device,
        (_, true, ..) => How::Restore,
        (_, _, true, _) => How::AsHeir,
        (_, _, _, true) => How::Look,
        _ if reads || Due::of(copy, on).act != Act::Look => How::Read,
        _ => How::Look,
    }
}

/// The three questions.
fn looks(args: &DrillArgs, copy: &Copy, session: &mut Session) -> Result<bool, Failure> {
    if let Some(good) = args.looks {
        return Ok(good);
    }
    session.must_ask("how it looks", "--looks ok or --looks bad")?;
    let sealed =
        copy.seal.as_ref().map(|seal| format!("Is seal {} intact?", show_text(&seal.text)));
    let place = format!("Is it still where the logbook says: {}?", show_text(&copy.place.text));
    let questions = sealed.into_iter().chain(["Dry, flat, and all legible?".to_owned(), place]);
    for question in questions {
        if !session.confirm(&question, true)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The logbook with the drill, and with the state of the wallet that it shows.
fn logged(book: Logbook, id: &str, drill: &Drill) -> Result<Logbook, Failure> {
    let copy = find(&book, id)?;
    let (of, shows) = (copy.of.text.clone(), copy.what.shows_its_wallet());
    let book = book.add_drill(id, drill).map_err(|error| refused(&error))?;
    let step = match drill.how {
        How::Restore => RESTORED,
        how if READS.contains(&how) => READ_BACK,
        _ => return Ok(book),
    };
    let reached = book.wallet(&of).is_none_or(|wallet| wallet.steps[step].is_some());
    if reached || !drill.pass || !shows {
        return Ok(book);
    }
    let on = drill.on.clone();
    book.change_wallet(&of, |wallet| wallet.steps[step] = Some(on)).map_err(|error| refused(&error))
}

/// The positions of two states of a wallet.
const READ_BACK: usize = 1;
const RESTORED: usize = 3;
