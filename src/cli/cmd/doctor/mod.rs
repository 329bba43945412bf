//! coldkeep doctor: is this computer fit to see a secret? One line for each thing that can be known.

mod look;
mod selftest;

use crate::cli::args::{DoctorArgs, Requirement};
use crate::cli::failure::{Exit, Failure, counted};
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host::{Confinement, Fitness};
use clap::ValueEnum;
use serde::Serialize;
use std::fmt;

/// What was found of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    /// As it should be, as far as can be seen.
    Good,
    /// Something to think about, or to change.
    Look,
    /// This system does not say.
    Unknown,
}

/// One line.
#[derive(Debug, Serialize)]
struct Line {
    check: String,
    state: State,
    found: String,
}

/// The whole report.
#[derive(Serialize)]
struct Fit {
    version: &'static str,
    checks: Vec<Line>,
    unmet: Vec<String>,
}

/// Tells what can be known of this computer.
///
/// # Errors
/// None of its own; a requirement that is not met ends with exit code 6 behind the report.
pub(crate) fn run(
    args: &DoctorArgs,
    facts: Option<(Fitness, Confinement)>,
    session: &mut Session,
) -> Result<Report, Failure> {
    let (fitness, cage) = facts.expect("gathered before the cage was closed");
    let checks: Vec<Line> = Requirement::value_variants()
        .iter()
        .map(|which| {
            let (state, found) = look::at(*which, &fitness, cage, session.protection);
            Line { check: name(*which), state, found }
        })
        .collect();
    let is_met = |which: &&Requirement| {
        checks.iter().any(|line| line.check == name(**which) && line.state == State::Good)
    };
    let mut unmet: Vec<String> = Vec::new();
    for which in args.require.iter().filter(|which| !is_met(which)) {
        if !unmet.contains(&name(*which)) {
            unmet.push(name(*which));
        }
    }
    let result = Fit { version: env!("CARGO_PKG_VERSION"), checks, unmet };
    let report = Report::laid_out(&result, session.columns());
    if result.unmet.is_empty() {
        return Ok(report);
    }
    let what = format!(
        "{} not met: {}",
        counted(result.unmet.len(), "requirement"),
        result.unmet.join(", ")
    );
    session.warn(
        Failure::warning("not-fit", what)
            .why("what cannot be told here counts as not met.")
            .next("use another computer, or a live system: coldkeep help offline-computer"),
    );
    Ok(report.ending(Exit::Refused))
}

/// The name of a check, as it is typed.
fn name(which: Requirement) -> String {
    which.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

impl fmt::Display for Fit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.checks {
            let state = match line.state {
                State::Good => "good",
                State::Look => "look",
                State::Unknown => "cannot tell here",
            };
            match line.found.is_empty() {
                true => writeln!(f, "{:<14} {state}", line.check)?,
                false => writeln!(f, "{:<14} {state}: {}", line.check, line.found)?,
            }
        }
        Ok(())
    }
}
