//! What was typed after `status` and `drill`.

use crate::host::{Date, SecretSource};
use clap::Args;
use std::path::PathBuf;

/// `coldkeep status`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  coldkeep status
  coldkeep status --what-if lost=\"home safe\"
  coldkeep status --what-if lost=attic,stolen=desk --json
  coldkeep status --ics drills.ics")]
pub struct StatusArgs {
    /// Judge as of this day [default: today]
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
    /// Judge as if places were lost or stolen: lost=PLACE,stolen=PLACE (repeat)
    #[arg(long, value_name = "lost=PLACE", value_parser = happenings)]
    pub what_if: Vec<Happenings>,
    /// Write a calendar of what is due, in neutral words (RFC 5545); "-" writes it to stdout, and no report
    #[arg(long, value_name = "FILE")]
    pub ics: Option<PathBuf>,
    /// The words of the calendar's entries
    #[arg(long, value_name = "TEXT", default_value = "Look at the blue folder", requires = "ics")]
    pub ics_text: String,
    /// Replace an existing calendar file
    #[arg(short, long, requires = "ics")]
    pub force: bool,
}

/// What may happen to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// All that lies there is gone.
    Lost,
    /// Somebody else has all that lies there.
    Stolen,
}

/// What happens together.
type Happenings = Vec<(Happening, String)>;

/// Several behind each other; a comma in the name of a place belongs to the name.
fn happenings(text: &str) -> Result<Happenings, String> {
    let mut all = Vec::new();
    let mut rest = text;
    loop {
        let next = [",lost=", ",stolen="].iter().filter_map(|word| rest.find(word)).min();
        let Some(at) = next else { break };
        all.push(happening(&rest[..at])?);
        rest = &rest[at + 1..];
    }
    all.push(happening(rest)?);
    Ok(all)
}

fn happening(text: &str) -> Result<(Happening, String), String> {
    match text.split_once('=') {
        Some(("lost", place)) if !place.is_empty() => Ok((Happening::Lost, place.to_owned())),
        Some(("stolen", place)) if !place.is_empty() => Ok((Happening::Stolen, place.to_owned())),
        _ => Err("lost=PLACE or stolen=PLACE".to_owned()),
    }
}

/// `coldkeep drill`
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("kind"))]
#[command(after_help = "Examples:
  coldkeep drill savings/A
  coldkeep drill savings/A --look --looks ok
  coldkeep drill savings/A --words-from fd:3 3<words.txt
  coldkeep drill savings/D --device-check pass")]
pub struct DrillArgs {
    /// The copy; without it, the one that is due first of those that can be drilled here
    #[arg(value_name = "COPY")]
    pub copy: Option<String>,
    /// Photos or scans of the copy, or the texts of its codes
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Type or scan the copy and compare its fingerprint; nothing is shown (the default for words)
    #[arg(long, group = "kind")]
    pub read: bool,
    /// Look at it from outside: three questions
    #[arg(long, group = "kind")]
    pub look: bool,
    /// The wallet was restored from this copy on a wiped device
    #[arg(long, group = "kind")]
    pub restore: bool,
    /// Somebody else follows the printed pages while the time is taken
    #[arg(long, group = "kind")]
    pub as_heir: bool,
    /// The result of the hardware wallet's own backup check
    #[arg(long, group = "kind", value_name = "pass|fail", value_parser = passed)]
    pub device_check: Option<bool>,
    /// The words of the copy: ask, -, fd:N or a FILE [default: typed]
    #[arg(long, value_name = "SOURCE")]
    pub words_from: Option<SecretSource>,
    /// The BIP-39 passphrase, where the logbook has the fingerprint with it: ask, -, fd:N or a FILE
    #[arg(long, value_name = "SOURCE")]
    pub passphrase_from: Option<SecretSource>,
    /// The answer to the questions of a look
    #[arg(long, value_name = "ok|bad", value_parser = looks)]
    pub looks: Option<bool>,
    /// The result of --restore or --as-heir, which happened elsewhere
    #[arg(long, value_name = "pass|fail", value_parser = passed)]
    pub result: Option<bool>,
    /// How many minutes it took
    #[arg(long, value_name = "N")]
    pub minutes: Option<u32>,
    /// The day [default: today]
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
}

impl DrillArgs {
    /// Whether words, a key or a passphrase may be read.
    pub fn meets_a_secret(&self) -> bool {
        let elsewhere = self.device_check.is_some() || self.result.is_some();
        !elsewhere && !self.look && !self.restore && !self.as_heir
    }
}

fn passed(text: &str) -> Result<bool, String> {
    match text {
        "pass" => Ok(true),
        "fail" => Ok(false),
        _ => Err("pass or fail".to_owned()),
    }
}

fn looks(text: &str) -> Result<bool, String> {
    match text {
        "ok" => Ok(true),
        "bad" => Ok(false),
        _ => Err("ok or bad".to_owned()),
    }
}
