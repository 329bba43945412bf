//! When a copy is to be looked at again: read when it was made and after each move, looked at half a year later, then
//! yearly. Reading it more often would expose it more than it helps. The letter holds no secret, and is looked at only.

use super::copy::{Copy, Drill};
use super::day;
use super::drills::READS;
use super::kinds::What;

/// How a copy is to be looked at next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Read and compared: it never was, where it is now.
    Read,
    /// Read again, because the last drill failed.
    ReadAgain,
    /// Looked at from outside.
    Look,
}

/// What is to be done with a copy, and by which day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// What.
    pub act: Act,
    /// The day, `2026-11-22`; `None` when it should have been done already and no day is known.
    pub by: Option<String>,
}

/// Months between the reading of a new copy and the first look.
const FIRST: u32 = 6;
/// Months between looks; a letter waits as long for its first one.
const LATER: u32 = 12;

impl Due {
    /// What a copy that is there waits for, seen on a day.
    pub fn of(copy: &Copy, today: &str) -> Self {
        if copy.failed() {
            let last = copy.drills.iter().rfind(|drill| !drill.pass).map(|drill| drill.on.clone());
            return Self { act: Act::ReadAgain, by: last };
        }
        let there = copy.moved.as_ref().or(copy.made.as_ref());
        let letter = copy.what == What::Letter;
        if letter && copy.passes().next().is_none() {
            // A day that has not been yet puts nothing off, here as with drills.
            let there = there.filter(|day| day.as_str() <= today);
            return Self {
                act: Act::Look,
                by: there.and_then(|day| day::months_later(day, LATER)),
            };
        }
        if !letter && copy.last_pass(&READS).is_none() {
            return Self { act: Act::Read, by: there.cloned() };
        }
        // A drill that has not been yet was noted by a wrong clock, and puts nothing off.
        let passed: Vec<&Drill> =
            copy.passes().filter(|drill| drill.on.as_str() <= today).collect();
        let Some(last) = passed.iter().map(|drill| drill.on.as_str()).max() else {
            return Self { act: Act::Look, by: None };
        };
        // Several drills on one day are one.
        let first = passed.iter().all(|drill| drill.on == last);
        let months = if first && !letter { FIRST } else { LATER };
        Self { act: Act::Look, by: day::months_later(last, months) }
    }

    /// Whether the day has passed; what was never read is late from the first day.
    pub fn is_late(&self, today: &str) -> bool {
        match self.act {
            Act::Read | Act::ReadAgain => true,
            Act::Look => self.by.as_deref().is_none_or(|by| by < today),
        }
    }
}

/// How many days lie between two days; 0 when one of them is none.
pub fn days_between(from: &str, to: &str) -> i64 {
    day::number(to).zip(day::number(from)).map_or(0, |(to, from)| to - from)
}
