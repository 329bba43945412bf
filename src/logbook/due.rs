//! When a copy is to be looked at again: read when it was made and after each move, looked at half a year later, then
//! yearly. Reading it more often would expose it more than it helps.

use super::copy::{Copy, Drill, How};
use super::day;

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

/// The drills that show that a copy can be read.
pub const READS: [How; 4] = [How::Read, How::Restore, How::AsHeir, How::Device];

/// Months between the reading of a new copy and the first look.
const FIRST: u32 = 6;
/// Months between looks.
const LATER: u32 = 12;

impl Due {
    /// What a copy that is there waits for.
    pub fn of(copy: &Copy) -> Self {
        if copy.failed() {
            let last = copy.drills.iter().map(|drill| drill.on.clone()).max();
            return Self { act: Act::ReadAgain, by: last };
        }
        if copy.last_pass(&READS).is_none() {
            return Self { act: Act::Read, by: copy.moved.clone().or_else(|| copy.made.clone()) };
        }
        let since = copy.moved.as_deref().unwrap_or("");
        let passed: Vec<&Drill> =
            copy.drills.iter().filter(|drill| drill.pass && drill.on.as_str() >= since).collect();
        let last = passed.iter().map(|drill| drill.on.as_str()).max().unwrap_or("");
        // Several drills on one day are one.
        let first = passed.iter().all(|drill| drill.on == last);
        let months = if first { FIRST } else { LATER };
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
