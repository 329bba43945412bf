//! Days that were given: what happened, happened by today.

use super::failure::{Exit, Failure};
use crate::host::{self, Date};

/// The day of this version; a clock before it is wrong.
pub(crate) const MADE: &str = "2026-11-22";

/// The day on which something happened: the one that was given, or today.
///
/// # Errors
/// `day-to-come` for a day after tomorrow: somewhere it is tomorrow already. A clock that is known to be wrong
/// refuses nothing.
pub(crate) fn of_what_happened(given: Option<Date>, flag: &str) -> Result<Date, Failure> {
    checked(given, flag, host::today())
}

fn checked(given: Option<Date>, flag: &str, today: Date) -> Result<Date, Failure> {
    let Some(day) = given else { return Ok(today) };
    let made: Date = MADE.parse().expect("a day of the calendar");
    if today < made || day.days() <= today.days() + 1 {
        return Ok(day);
    }
    Err(Failure::error("day-to-come", Exit::Usage, format!("{flag}: {day} has not come yet"))
        .why("what has not happened does not count, and would put off what is due.")
        .next(format!("the day on which it happened; without {flag} it is today ({today})")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tomorrow_is_somewhere_and_the_day_after_is_nowhere() {
        let on = |given: &str, today: &str| {
            checked(given.parse().ok(), "--on", today.parse().expect("a day")).is_ok()
        };
        assert!(on("2026-11-25", "2026-11-25") && on("2026-11-26", "2026-11-25"));
        assert!(!on("2026-11-27", "2026-11-25") && !on("2062-11-25", "2026-11-25"));
        assert!(on("2026-11-25", "1970-01-01"), "a clock before this version is wrong");
        assert!(on("none", "2026-11-25"), "today");
    }
}
