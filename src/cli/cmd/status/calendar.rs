//! The calendar of what is due (RFC 5545): whole days, neutral words, the same bytes for the same logbook and day.

use super::Waiting;
use crate::cli::args::StatusArgs;
use crate::cli::deliver;
use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::host::{self, AtomicFile, Date, HostError};
use std::path::Path;

/// The longest line in bytes, its end not counted (RFC 5545 §3.1).
const LINE: usize = 75;

/// Whether the calendar is what goes to stdout, in place of the report.
///
/// # Errors
/// `usage` when the report was asked for as JSON, which is alone on stdout.
pub(super) fn on_stdout(args: &StatusArgs, json: bool) -> Result<bool, Failure> {
    let on_stdout = args.ics.as_deref().is_some_and(is_stdout);
    match on_stdout && json {
        true => {
            Err(Failure::error("usage", Exit::Usage, "--json and the calendar cannot share stdout")
                .next("--ics FILE"))
        }
        false => Ok(on_stdout),
    }
}

fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Writes the calendar. One without an entry is none (RFC 5545 §3.6), and no file is written.
///
/// # Errors
/// `file-exists` when there is a file and `--force` was not given; when it cannot be written whole.
pub(super) fn write(
    session: &mut Session,
    path: &Path,
    args: &StatusArgs,
    on: &str,
    due: &[(String, Waiting)],
) -> Result<(), Failure> {
    if due.is_empty() {
        session.say("No copy is there that could be looked at, so no calendar was written.");
        return Ok(());
    }
    let days: Vec<&str> = due.iter().map(|(day, _)| day.as_str()).collect();
    let text = text(on, &days, &args.ics_text);
    if is_stdout(path) {
        return Ok(host::write_stdout(text.as_bytes())?);
    }
    let existing = deliver::existing(args.force);
    let refused = |error| match error {
        HostError::Exists => deliver::taken(path, "--ics"),
        other => Failure::at(path, other),
    };
    let mut file = AtomicFile::create(path, existing).map_err(refused)?;
    deliver::fill(&mut file, path, text.as_bytes())?;
    deliver::commit(session, file, path)?;
    let shown = host::show_path(path);
    session.say(&format!("The calendar is in {shown}; it names no wallet and no place."));
    Ok(())
}

/// The calendar: one entry for each day on which something is due.
fn text(on: &str, days: &[&str], words: &str) -> String {
    let mut days: Vec<Date> = days.iter().filter_map(|day| day.parse().ok()).collect();
    days.sort_unstable();
    days.dedup();
    let mut text = String::new();
    let mut line = |content: &str| folded(&mut text, content);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//reminders//EN");
    let stamp = on.replace('-', "");
    for day in days {
        let date = day.to_string().replace('-', "");
        let next = Date::from_days(day.days() + 1).to_string().replace('-', "");
        line("BEGIN:VEVENT");
        line(&format!("UID:{date}-look@reminders.invalid"));
        line(&format!("DTSTAMP:{stamp}T000000Z"));
        line(&format!("DTSTART;VALUE=DATE:{date}"));
        line(&format!("DTEND;VALUE=DATE:{next}"));
        line(&format!("SUMMARY:{}", escaped(words)));
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    text
}

/// A text as a value (RFC 5545 §3.3.11); control characters are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        if matches!(letter, '\\' | ';' | ',') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// Adds a line, folded where it is too long: the rest follows behind a space.
fn folded(text: &mut String, content: &str) {
    let mut length = 0;
    for letter in content.chars() {
        if length + letter.len_utf8() > LINE {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(letter);
        length += letter.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_stand_once_in_neutral_words_and_lines_are_folded() {
        let days = ["2027-05-22", "2026-12-31", "2027-05-22"];
        let made = text("2026-11-22", &days, "Look at the blue folder, and at the other; twice");
        assert_eq!(made.matches("BEGIN:VEVENT").count(), 2);
        assert!(made.contains("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"));
        assert!(made.contains("SUMMARY:Look at the blue folder\\, and at the other\\; twice\r\n"));
        assert_eq!(
            made,
            text("2026-11-22", &days, "Look at the blue folder, and at the other; twice")
        );
        let long = "é".repeat(100);
        let folded = text("2026-11-22", &days[..1], &long);
        assert!(folded.split("\r\n").all(|line| line.len() <= LINE));
        assert!(folded.replace("\r\n ", "").contains(&long));
        for word in ["coldkeep", "bitcoin", "seed", "wallet", "key"] {
            assert!(!made.to_lowercase().contains(word), "{word}");
        }
    }
}
