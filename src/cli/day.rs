//! Days that were given: what happened, happened by today.

use super::failure::{Exit, Failure};
use crate::host::{self, Date};
use crate::logbook::{BookWallet, Copy};

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

/// Refuses a day on which the copy was not yet made, or not yet at its place.
///
/// A day that was not given is today, and is not refused: the clock may be wrong.
///
/// # Errors
/// `day-too-early`.
pub(crate) fn of_copy(given: Option<Date>, flag: &str, copy: &Copy) -> Result<(), Failure> {
    let Some(day) = given.map(|day| day.to_string()) else { return Ok(()) };
    let known = [("made", "was made", &copy.made), ("moved", "came to its place", &copy.moved)];
    for (key, happened, known) in known {
        let Some(known) = known.as_ref().filter(|known| day < **known) else { continue };
        let what = format!("{flag}: the copy {happened} later, on {known}");
        return Err(Failure::error("day-too-early", Exit::Usage, what)
            .why("what happened before says nothing about the copy as it is there.")
            .next(format!(
                "is the logbook wrong? Mend {key} = {known} below its [[copy]] in logbook.toml"
            )));
    }
    Ok(())
}

/// Refuses a day on which the wallet was not yet made.
///
/// # Errors
/// `day-too-early`.
pub(crate) fn of_wallet(
    given: Option<Date>,
    flag: &str,
    wallet: &BookWallet,
) -> Result<(), Failure> {
    let Some(day) = given.map(|day| day.to_string()) else { return Ok(()) };
    let Some(made) = wallet.steps[0].as_ref().filter(|made| day < **made) else { return Ok(()) };
    let what = format!("{flag}: the wallet was made later, on {made}");
    Err(Failure::error("day-too-early", Exit::Usage, what)
        .why("nothing can have come of a wallet that was not there.")
        .next("is the logbook wrong? coldkeep copies reached WALLET made --on DATE"))
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
    use crate::logbook::Logbook;

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

    #[test]
    fn nothing_happened_to_a_copy_before_it_was_where_it_is() {
        let refused = |days: &str, given: &str| {
            let book = format!(
                "format = 1\n[[place]]\nname = \"desk\"\n[[wallet]]\nname = \"a\"\n[[copy]]\nid = \"a/A\"\nof = \"a\"\nwhat = \"seed\"\n\
                 medium = \"paper\"\nplace = \"desk\"\n{days}"
            );
            let book = Logbook::parse(book).expect("a logbook");
            let refusal = of_copy(given.parse().ok(), "--on", &book.copies()[0]).err();
            refusal.map(|refusal| refusal.what().to_owned())
        };
        let days = "made = 2026-11-23\nmoved = 2026-11-25\n";
        let told = |given| refused(days, given).unwrap_or_default();
        assert_eq!(told("2026-11-22"), "--on: the copy was made later, on 2026-11-23");
        assert_eq!(told("2026-11-24"), "--on: the copy came to its place later, on 2026-11-25");
        assert!(refused(days, "2026-11-25").is_none() && refused(days, "none").is_none());
        assert!(refused("", "2026-11-22").is_none(), "no day is known");
    }
}
