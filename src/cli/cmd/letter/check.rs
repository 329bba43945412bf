//! coldkeep letter check: what must not be in the letter, and who gets in or is locked out.

use crate::cli::desk::{self, Desk, LETTER};
use crate::cli::failure::{Exit, Failure, counted, letter as failure};
use crate::cli::judges;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host::{self, show_text};
use crate::letter::{Finding, Gone, Way};
use serde::Serialize;
use std::fmt;

/// One finding.
#[derive(Serialize)]
struct Found {
    rule: &'static str,
    refused: bool,
    line: Option<usize>,
    message: String,
    place: Option<String>,
    asset: Option<String>,
    person: Option<String>,
    question: Option<u8>,
    #[serde(skip)]
    told: Failure,
}

/// How a wallet opens: each list of places is enough.
#[derive(Serialize)]
struct Opens {
    asset: String,
    /// The places taken together.
    places: Vec<String>,
    /// How many of them; absent where it depends on which.
    needed: Option<usize>,
    #[serde(skip)]
    sentence: String,
}

/// What is left without a place.
#[derive(Serialize)]
struct Without {
    place: String,
    open: Vec<String>,
    lost: Vec<String>,
}

/// The result of a check.
#[derive(Serialize)]
struct Checked {
    file: String,
    version: u32,
    findings: Vec<Found>,
    opens: Vec<Opens>,
    without: Vec<Without>,
}

impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for found in &self.findings {
            let told = found.told.to_string();
            match found.line {
                Some(line) => write!(f, "line {line}: {told}")?,
                None => write!(f, "{told}")?,
            }
        }
        if !self.findings.is_empty() && !self.opens.is_empty() {
            writeln!(f)?;
        }
        for opens in &self.opens {
            writeln!(f, "{} opens with {}", opens.asset, opens.sentence)?;
        }
        for without in &self.without {
            let names = |names: &[String]| names.join(", ");
            write!(f, "without {}:", without.place)?;
            let told = [("still open", &without.open), ("lost", &without.lost)];
            let told = told.into_iter().filter(|(_, which)| !which.is_empty());
            let told: Vec<String> =
                told.map(|(what, which)| format!(" {what}: {}", names(which))).collect();
            writeln!(f, "{}", told.join(";"))?;
        }
        Ok(())
    }
}

/// Checks the letter; a finding ends with exit code 7.
///
/// # Errors
/// `no-letter`; `home-file` with the line of what cannot be read.
pub(crate) fn run(session: &mut Session) -> Result<Report, Failure> {
    let desk = Desk::open(session)?;
    let path = session.home()?.join(LETTER);
    let file = desk.map(|desk| desk.read()).transpose()?.flatten();
    let file = file.ok_or_else(|| failure::no_letter(&path))?;
    let letter = desk::letter(session, &file)?;
    let findings = judges::findings(&file, &letter);
    let refused = findings.iter().filter(|one| one.rule.refuses()).count();
    let clean = findings.is_empty();
    session.say(&summary(refused, findings.len() - refused));
    let checked = Checked {
        file: host::show_path(&path),
        version: file.answers().version,
        findings: findings.iter().map(found).collect(),
        opens: letter.ways().into_iter().map(|(asset, way)| opens(asset, way)).collect(),
        without: letter.without_each_place().into_iter().map(without).collect(),
    };
    let report = Report::of(&checked);
    Ok(if clean { report } else { report.ending(Exit::RuleNotMet) })
}

fn summary(refused: usize, warnings: usize) -> String {
    match (refused, warnings) {
        (0, 0) => "Nothing was found: no words, keys, PINs or amounts, and no place alone decides."
            .to_owned(),
        (0, some) => format!("No words and no keys. {}.", counted(some, "warning")),
        (some, 0) => format!("{} to take out before it can be printed.", counted(some, "secret")),
        (some, more) => format!(
            "{} to take out before it can be printed, and {}.",
            counted(some, "secret"),
            counted(more, "warning")
        ),
    }
}

fn found(finding: &Finding) -> Found {
    let told = failure::told(finding);
    let name = |name: &Option<String>| name.as_deref().map(show_text);
    Found {
        rule: finding.rule.slug(),
        refused: finding.rule.refuses(),
        line: (finding.line > 0).then_some(finding.line),
        message: told.what().to_owned(),
        place: name(&finding.about.place),
        asset: name(&finding.about.asset),
        person: name(&finding.about.person),
        question: finding.about.question,
        told,
    }
}

fn opens(asset: &str, way: Way<'_>) -> Opens {
    let shown = |names: &[&str]| names.iter().map(|name| show_text(name)).collect::<Vec<_>>();
    let (places, needed, sentence) = match way {
        Way::None => (Vec::new(), None, "nothing that is listed".to_owned()),
        Way::Any { needed, of } => {
            let places = shown(&of);
            let sentence = match (needed, places.len()) {
                (needed, all) if needed == all => format!("what lies at {}", places.join(" and ")),
                (1, _) => format!("what lies at {}", places.join(", or at ")),
                (needed, _) => format!("what lies at any {needed} of: {}", places.join(", ")),
            };
            (places, Some(needed), sentence)
        }
        Way::Sets(sets) => {
            let each: Vec<String> = sets.iter().map(|set| shown(set).join(" and ")).collect();
            let mut all: Vec<String> = Vec::new();
            for place in sets.iter().flat_map(|set| shown(set)) {
                if !all.contains(&place) {
                    all.push(place);
                }
            }
            (all, None, format!("what lies at {}", each.join(", or at ")))
        }
    };
    Opens { asset: show_text(asset), places, needed, sentence }
}

fn without(gone: Gone<'_>) -> Without {
    let shown = |names: Vec<&str>| names.into_iter().map(show_text).collect();
    Without { place: show_text(gone.place), open: shown(gone.open), lost: shown(gone.lost) }
}
