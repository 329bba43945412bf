//! coldkeep status: which copies exist, which rules are met, who can lose or open what, and what is due.

mod calendar;
mod closed;
mod letter;
pub(in crate::cli::cmd) mod lines;
mod numbers;
mod told;

use crate::cli::args::{Happening, StatusArgs};
use crate::cli::books::{Books, LOGBOOK, warn_of_keys};
use crate::cli::cmd::copies::{Row, Table};
use crate::cli::cmd::plan::sentence;
use crate::cli::failure::{Exit, Failure, counted};
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host::{self, show_text};
use crate::logbook::{
    Act, Due, Logbook, MEDIA_WANTED, Past, PlanStep, Remark, Reviewed, Rule, STEPS, Standing,
    WhatIf, loose, review, set_standings,
};
use letter::Letter;
use numbers::{Numbers, Set};
use serde::Serialize;
use std::fmt;

/// How a wallet or archive stands.
#[derive(Serialize)]
struct Thing {
    name: String,
    /// `wallet` or `archive`.
    kind: &'static str,
    fingerprint: Option<String>,
    practice: bool,
    copies: Vec<Row>,
    /// Counts like so many whole copies.
    counts_like: usize,
    /// It is to stand like so many.
    wanted: usize,
    media: Vec<&'static str>,
    offsite: bool,
    offline: bool,
    errors: usize,
    places: Vec<String>,
    #[serde(flatten)]
    numbers: Numbers,
    /// The sets of shares among its copies.
    sets: Vec<Set>,
    /// The state of the wallet that comes next.
    next_step: Option<&'static str>,
    #[serde(skip)]
    judged: bool,
}

/// One rule that is not met.
#[derive(Serialize)]
struct Finding {
    rule: &'static str,
    of: String,
    copy: Option<String>,
    /// The copies that it is about, where several belong together.
    copies: Vec<String>,
    /// The places that it is about.
    places: Vec<String>,
    message: String,
    #[serde(skip)]
    told: Failure,
}

/// What a copy waits for.
#[derive(Serialize)]
struct Waiting {
    copy: String,
    /// `read` or `look`.
    act: &'static str,
    by: Option<String>,
    late: bool,
}

/// The whole report.
#[derive(Serialize)]
struct Status {
    file: String,
    on: String,
    met: bool,
    things: Vec<Thing>,
    letter: Option<Letter>,
    findings: Vec<Finding>,
    due: Vec<Waiting>,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for thing in &self.things {
            thing.fmt(f)?;
        }
        if let Some(letter) = &self.letter {
            letter.fmt(f)?;
        }
        let is_headed = !self.things.is_empty() || self.letter.is_some();
        if !self.findings.is_empty() && is_headed {
            writeln!(f)?;
        }
        for finding in &self.findings {
            finding.told.fmt(f)?;
        }
        if self.due.is_empty() {
            return Ok(());
        }
        writeln!(f, "\nDue:")?;
        for waiting in &self.due {
            let when = match (&waiting.by, waiting.late) {
                (_, true) => "now",
                (Some(by), false) => by.as_str(),
                (None, false) => "now",
            };
            writeln!(f, "   {when:10}  {:4}  {}", waiting.act, waiting.copy)?;
        }
        Ok(())
    }
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fingerprint =
            self.fingerprint.as_deref().map_or(String::new(), |one| format!("   {one}"));
        let practice = if self.practice { "   PRACTICE" } else { "" };
        writeln!(f, "{}{fingerprint}   {}{practice}", self.name, self.kind)?;
        for line in Table(&self.copies).to_string().lines() {
            writeln!(f, "   {line}")?;
        }
        for line in self.sets.iter().map(Set::to_string).collect::<String>().lines() {
            writeln!(f, "   {line}")?;
        }
        if !self.judged {
            return Ok(());
        }
        let mark = |met: bool| if met { '✓' } else { '✗' };
        let of = |have: usize, wanted: usize| match have >= wanted {
            true => String::new(),
            false => format!(" ({have})"),
        };
        let (copies, media) = (self.counts_like, self.media.len());
        writeln!(
            f,
            "   {} copies {}{}   {MEDIA_WANTED} media {}{}   1 off-site {}   1 offline {}   0 errors {}",
            self.wanted,
            mark(copies >= self.wanted),
            of(copies, self.wanted),
            mark(media >= MEDIA_WANTED),
            of(media, MEDIA_WANTED),
            mark(self.offsite),
            mark(self.offline),
            mark(self.errors == 0),
        )?;
        writeln!(f, "   {}", self.numbers)
    }
}

/// Judges the logbook; a rule that is not met ends with exit code 7.
///
/// # Errors
/// `home-file` with the line of what cannot be read; `no-such-place`; when the calendar cannot be written.
pub(crate) fn run(args: &StatusArgs, session: &mut Session) -> Result<Report, Failure> {
    let calendar_alone = calendar::on_stdout(args, session.json)?;
    let book = Books::look(session)?;
    warn_of_keys(session, &book);
    let on = args.on.unwrap_or_else(host::today).to_string();
    let what_if = what_if(args, &book)?;
    let reviewed = review(&book, &on, &what_if);
    let due = waiting(&book, &on);
    if let Some(path) = &args.ics {
        calendar::write(session, path, args, &on, &due)?;
    }
    let things: Vec<Thing> = reviewed.iter().map(|one| thing(&book, one, &what_if)).collect();
    let findings: Vec<Finding> = reviewed
        .iter()
        .flat_map(|one| one.remarks.iter().map(|remark| finding(&book, one, remark, &what_if)))
        .collect();
    let mut findings = findings;
    let rest = loose(&book, &reviewed, &on);
    findings.extend(rest.remarks.iter().map(|remark| finding(&book, &rest, remark, &what_if)));
    findings.extend(
        book.plan().into_iter().flat_map(|plan| plan.missing(&book)).map(|one| to_do(&book, one)),
    );
    let met = findings.is_empty() && !things.is_empty();
    advise(session, &book, &things, &findings);
    let letter = letter::of(&book, session);
    let file = host::show_path(&session.home()?.join(LOGBOOK));
    let due = due.into_iter().map(|(_, waiting)| waiting).collect();
    let status = Status { file, on, met, things, letter, findings, due };
    let report = match calendar_alone {
        true => Report::written(&status),
        false => Report::laid_out(&status, session.columns()),
    };
    Ok(if met { report } else { report.ending(Exit::RuleNotMet) })
}

fn what_if(args: &StatusArgs, book: &Logbook) -> Result<WhatIf, Failure> {
    let mut what_if = WhatIf::default();
    for (happening, place) in args.what_if.iter().flatten() {
        if book.place(place).is_none() {
            let names: Vec<String> =
                book.places().iter().map(|place| show_text(&place.name.text)).collect();
            return Err(Failure::error(
                "no-such-place",
                Exit::Usage,
                "the logbook has no place of that name",
            )
            .next(match names.as_slice() {
                [] => "coldkeep copies add savings/A --place NAME      notes a copy and its place"
                    .to_owned(),
                some => format!("there are: {}", some.join(", ")),
            }));
        }
        match happening {
            Happening::Lost => what_if.lost.push(place.clone()),
            Happening::Stolen => what_if.stolen.push(place.clone()),
        }
    }
    Ok(what_if)
}

/// What each copy that is there waits for, the earliest first.
fn waiting(book: &Logbook, on: &str) -> Vec<(String, Waiting)> {
    let mut all: Vec<(String, Waiting)> = Vec::new();
    let past = Past::of(book);
    for copy in book.copies().iter().filter(|copy| copy.is_alive() && !past.has_copy(copy)) {
        let due = Due::of(copy, on);
        let late = due.is_late(on);
        let act = if due.act == Act::Look { "look" } else { "read" };
        let when = due.by.clone().filter(|_| !late).unwrap_or_else(|| on.to_owned());
        all.push((when, Waiting { copy: show_text(&copy.id.text), act, by: due.by, late }));
    }
    all.sort_by(|(a, _), (b, _)| a.cmp(b));
    all
}

fn thing(book: &Logbook, reviewed: &Reviewed, what_if: &WhatIf) -> Thing {
    let sets = set_standings(book, &reviewed.copies, what_if);
    let numbers = Numbers::of(book, &reviewed.standing);
    let Standing { copies, media, offsite, offline, places, .. } = reviewed.standing.clone();
    let wallet = book.wallet(&reviewed.name);
    let errors = [Rule::NeverRead, Rule::DrillFailed, Rule::DrillOverdue];
    Thing {
        name: show_text(&reviewed.name),
        kind: if wallet.is_some() { "wallet" } else { "archive" },
        fingerprint: wallet
            .and_then(|wallet| wallet.fingerprint.as_ref())
            .map(|said| said.text.clone()),
        practice: wallet.is_some_and(|wallet| wallet.practice),
        copies: reviewed.copies.iter().map(|at| Row::of(book, &book.copies()[*at])).collect(),
        counts_like: copies,
        wanted: reviewed.wanted,
        media: media.iter().map(|medium| medium.name()).collect(),
        offsite,
        offline,
        errors: reviewed.remarks.iter().filter(|remark| errors.contains(&remark.rule)).count(),
        places: places.iter().map(|name| show_text(name)).collect(),
        numbers,
        sets: sets.into_iter().map(|set| Set::of(book, &set)).collect(),
        next_step: wallet.and_then(|wallet| wallet.next_step()).map(|at| STEPS[at]),
        judged: !reviewed.copies.is_empty(),
    }
}

fn finding(book: &Logbook, reviewed: &Reviewed, remark: &Remark, what_if: &WhatIf) -> Finding {
    let told = told::told(book, reviewed, remark, what_if);
    let id = |at: &usize| show_text(&book.copies()[*at].id.text);
    Finding {
        rule: told.slug(),
        of: show_text(&remark.of),
        copy: remark.copy.as_ref().map(id),
        copies: remark.copies.iter().map(id).collect(),
        places: remark.places.iter().map(|place| show_text(place)).collect(),
        message: told.what().to_owned(),
        told,
    }
}

/// A thing of the plan that is not there yet.
fn to_do(book: &Logbook, (step, missing): (&PlanStep, u8)) -> Finding {
    let message = format!("still to do of your plan: {}", sentence(step, missing));
    let told = Failure::warning("plan-step", message)
        .command("when it is there:", &lines::planned(book, step));
    Finding {
        rule: told.slug(),
        of: "plan".to_owned(),
        copy: None,
        copies: Vec::new(),
        places: Vec::new(),
        message: told.what().to_owned(),
        told,
    }
}

/// What to do next, in one line.
fn advise(session: &mut Session, book: &Logbook, things: &[Thing], findings: &[Finding]) {
    if book.copies().is_empty() {
        session.say("No copy is noted yet. The first one: coldkeep copies add savings/A --fingerprint FINGERPRINT --place 'home safe'");
        return;
    }
    let past = Past::of(book);
    let left = book.copies().iter().filter(|copy| copy.is_alive() && past.has_copy(copy)).count();
    if left > 0 {
        session.say(&format!("Older copies of a series that are not judged: {left}."));
    }
    session.say(&match findings.len() {
        0 if things.is_empty() => {
            "No wallet and no archive is noted: copies of keys and letters say nothing about what they open.".to_owned()
        }
        0 => "Every rule is met.".to_owned(),
        some => format!("{}: what is not as the rule wants it.", counted(some, "finding")),
    });
    for wallet in book.wallets().iter().filter(|wallet| !wallet.practice) {
        let name = &wallet.name.text;
        // No money goes to what does not open, or may not.
        let broken = |thing: &Thing| {
            thing.errors > 0 || (!thing.numbers.opens && thing.next_step != STEPS.first().copied())
        };
        let mut own = things.iter().filter(|thing| thing.name == show_text(name));
        let Some(step) = wallet.next_step().filter(|_| !own.any(broken)) else { continue };
        session.say(&format!("Next for {}: {}", show_text(name), told::step(step, book, name)));
    }
}
