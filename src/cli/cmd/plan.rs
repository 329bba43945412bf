//! coldkeep plan: five questions, one recommendation with its reasons, and a checklist that status follows.

use crate::cli::args::PlanArgs;
use crate::cli::books::{Books, refused};
use crate::cli::failure::{Exit, Failure, copies};
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host;
use crate::logbook::{Logbook, LogbookError, PlanStep, Reason, Said, Scheme, Situation, advise};
use clap::ValueEnum;
use serde::Serialize;
use std::fmt;

/// One thing of the checklist.
#[derive(Serialize)]
struct Step {
    what: &'static str,
    medium: &'static str,
    offsite: bool,
    scheme: Option<String>,
    count: u8,
    #[serde(skip)]
    sentence: String,
}

/// The recommendation.
#[derive(Serialize)]
struct Planned {
    scheme: &'static str,
    reasons: Vec<&'static str>,
    /// The wallet that it is for, where it names one.
    of: Option<String>,
    copies: u8,
    steps: Vec<Step>,
    written: bool,
}

impl fmt::Display for Planned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Recommended: {}.", self.scheme)?;
        for reason in &self.reasons {
            writeln!(f, "   {reason}")?;
        }
        writeln!(f, "\nChecklist:")?;
        for step in &self.steps {
            writeln!(f, "   [ ] {}", step.sentence)?;
        }
        Ok(())
    }
}

/// Asks the five questions where they were not answered by flags, and keeps the checklist.
///
/// # Errors
/// When nobody can be asked; `plan-exists`; when the logbook cannot be used.
pub(crate) fn run(args: &PlanArgs, session: &mut Session) -> Result<Report, Failure> {
    let book = Books::look(session)?;
    if book.plan().is_some() {
        return Err(exists());
    }
    let of = of(&book, args.of.as_deref())?;
    let situation = situation(args, session)?;
    let mut advice = advise(situation, &host::today().to_string());
    advice.plan.of = of.as_deref().map(Said::new);
    if !args.dry_run {
        let keep = |book: Logbook| {
            book.set_plan(&advice.plan).map_err(|error| match error {
                LogbookError::Taken => exists(),
                other => refused(&other),
            })
        };
        Books::open_or_make(session)?.change(keep)?;
        session.say("What of it is still to do: coldkeep status");
    }
    let planned = Planned {
        scheme: named(advice.scheme),
        reasons: advice.reasons.iter().map(|reason| because(*reason)).collect(),
        of: of.as_deref().map(host::show_text),
        copies: advice.plan.copies,
        steps: advice.plan.steps.iter().map(step).collect(),
        written: !args.dry_run,
    };
    Ok(Report::laid_out(&planned, session.columns()))
}

/// The five answers, given by flags or on the terminal.
fn situation(args: &PlanArgs, session: &mut Session) -> Result<Situation, Failure> {
    let places = "3  How many places can you use, your home included?";
    Ok(Situation {
        stake: choice(args.stake, session, "1  How much is at stake?", "--stake", STAKES)?.into(),
        who: choice(args.who, session, "2  Who must get in?", "--who", WHOS)?.into(),
        places: number(args.places, session, places, "--places", 1)?,
        devices: {
            let ask = "4  Which hardware wallets do you have?";
            choice(args.devices, session, ask, "--devices", DEVICES)?.into()
        },
        near: number(args.near, session, "5  How many people you trust are near?", "--near", 0)?,
    })
}

/// The wallet that it is for: the one that was named, or the only one. What is for practice follows no plan unasked.
fn of(book: &Logbook, named: Option<&str>) -> Result<Option<String>, Failure> {
    let wallets = || book.wallets().iter().map(|wallet| &wallet.name.text);
    let Some(named) = named else {
        let real = book.wallets().iter().filter(|wallet| !wallet.practice);
        let mut real = real.map(|wallet| &wallet.name.text);
        return Ok(real.next().filter(|_| real.next().is_none()).cloned());
    };
    let known = wallets().find(|name| *name == named).cloned();
    known.map(Some).ok_or_else(|| copies::no_such_wallet(book))
}

fn exists() -> Failure {
    Failure::error("plan-exists", Exit::Failed, "the logbook has a plan already")
        .why("coldkeep replaces no checklist that you may be following.")
        .next("coldkeep status      says what of it is still to do")
        .next(
            "a new one: take [plan] and its [[plan.step]] out of logbook.toml, then coldkeep plan",
        )
}

fn step(step: &PlanStep) -> Step {
    Step {
        what: step.what.name(),
        medium: step.medium.name(),
        offsite: step.offsite,
        scheme: step.scheme.map(|scheme| scheme.to_string()),
        count: step.count,
        sentence: sentence(step, step.count),
    }
}

/// `2 × share 2of3 on paper, away from home`.
pub(crate) fn sentence(step: &PlanStep, count: u8) -> String {
    let scheme = step.scheme.map_or(String::new(), |scheme| format!(" {scheme}"));
    let on = if step.what.name() == step.medium.name() {
        String::new()
    } else {
        format!(" on {}", step.medium.name())
    };
    let place = if step.offsite { "away from home" } else { "at home or elsewhere" };
    let where_to =
        if count > 1 { format!("{place}, each at a place of its own") } else { place.to_owned() };
    format!("{count} × {}{scheme}{on}, {where_to}", step.what.name())
}

/// What the answers mean, each behind the word that its flag takes, in the order of the flag.
const STAKES: [&str; 3] =
    ["little: it would be a pity", "savings: it would hurt", "most: it would change a life"];
const WHOS: [&str; 3] =
    ["me: only me, while I live", "heirs: my heirs as well", "together: several of us, none alone"];
const DEVICES: [&str; 3] = ["none", "one", "several, of different makers"];

/// The answer of a flag, or asked for: by its number or by the word that the flag takes.
fn choice<T: ValueEnum>(
    given: Option<T>,
    session: &mut Session,
    ask: &str,
    flag: &str,
    meanings: [&str; 3],
) -> Result<T, Failure> {
    if let Some(given) = given {
        return Ok(given);
    }
    session.must_ask(&ask[3..], flag)?;
    session.say(ask);
    for (at, meaning) in meanings.iter().enumerate() {
        session.say(&format!("     {}  {meaning}", at + 1));
    }
    let all = T::value_variants();
    let names = all.iter().filter_map(|one| Some(one.to_possible_value()?.get_name().to_owned()));
    let names = names.collect::<Vec<_>>().join(", ");
    loop {
        let answer = session.ask_line(&format!("   1 to {}: ", all.len()))?;
        let answer = answer.trim();
        let at = answer.parse::<usize>().ok().and_then(|at| at.checked_sub(1));
        let numbered = at.and_then(|at| all.get(at)).cloned();
        if let Some(one) = numbered.or_else(|| T::from_str(answer, true).ok()) {
            return Ok(one);
        }
        session.show_line(&format!("   A number from 1 to {}, or one of {names}.", all.len()));
    }
}

/// The most that a flag takes for a number of places or people.
const MOST: u8 = 16;

fn number(
    given: Option<u8>,
    session: &mut Session,
    ask: &str,
    flag: &str,
    least: u8,
) -> Result<u8, Failure> {
    if let Some(given) = given {
        return Ok(given);
    }
    session.must_ask(&ask[3..], flag)?;
    loop {
        let answer = session.ask_line(&format!("{ask} "))?;
        let number = answer.trim().parse::<u8>().ok();
        if let Some(number) = number.filter(|number| (least..=MOST).contains(number)) {
            return Ok(number);
        }
        session.show_line(&format!("   A number from {least} to {MOST}."));
    }
}

fn named(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Whole => "two whole copies in two places, and a letter",
        Scheme::Shares => {
            "three shares, any two of which are enough, in three places, and a letter"
        }
        Scheme::Keys => {
            "a wallet with three keys, any two of which sign, in three places, and a letter"
        }
    }
}

fn because(reason: Reason) -> &'static str {
    match reason {
        Reason::Simple => {
            "Two whole copies are what a careful person can keep, and what heirs can use."
        }
        Reason::TwoPlaces => "In two houses, so that one fire or burglar does not reach both.",
        Reason::PlaceWanted => {
            "You named one place: find a second one first, a bank box or a relative's house."
        }
        Reason::TwoMedia => "Paper and steel do not fail of the same cause.",
        Reason::NoShares => {
            "Shares need three places and two people who keep them; otherwise they are lost more often than stolen."
        }
        Reason::OnlyMe => {
            "Shares earn their keep where others hold what they cannot use alone. Where only you must get in they are three things to keep, and losing two loses all."
        }
        Reason::AloneAfterAll => {
            "That none of you can act alone is NOT met: whoever has one of these copies has the money. It takes three places, and two people near or devices of different makers."
        }
        Reason::NotOnePlace => {
            "Nobody can spend with what lies at one place, and any one place may be lost."
        }
        Reason::KeysOfTheirOwn => {
            "Devices of different makers sign for themselves; the seeds never meet. Keep the descriptor beside each."
        }
        Reason::DeviceCounts => {
            "The device in use is the third copy, once its PIN is written down elsewhere."
        }
        Reason::Letter => "Whoever comes after you must know that there is something, and where.",
    }
}
