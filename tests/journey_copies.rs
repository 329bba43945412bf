//! The journey of the logbook: three copies, one never read; a drill; every rule met; a year later something is due.

use crate::support::scratch_in_memory;
use std::path::Path;
use std::process::{Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_coldkeep");
/// The published seed of the practice kit.
const WORDS: &str = "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday candy pony ranch \
    winter theme error hybrid van cereal salon goddess expire";

/// What a command line in single quotes prints, and its exit code.
fn said(folder: &Path, line: &str) -> (String, Option<i32>) {
    let mut arguments = vec!["--home", "home"];
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 1 { arguments.push(part) } else { arguments.extend(part.split_whitespace()) }
    }
    let output = Command::new("setsid")
        .arg(PROGRAM)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("it runs");
    (String::from_utf8(output.stdout).expect("text"), output.status.code())
}

#[test]
fn a_wallet_is_kept_true_for_a_year() {
    let folder = scratch_in_memory();
    let folder = folder.path();
    std::fs::write(folder.join("words.txt"), WORDS).expect("a file");
    let done = |line: &str| {
        let (text, exit) = said(folder, line);
        assert_eq!(exit, Some(0), "{line}: {text}");
        text
    };
    let new = "--practice --fingerprint 8c65eb9f --made 2024-11-22";
    done(&format!(
        "copies add savings/A {new} --medium paper --place 'home safe' --sealed 0417 --read-back"
    ));
    done(&format!(
        "copies add savings/B {new} --medium steel --place 'bank box' --offsite --read-back"
    ));
    done(&format!("copies add savings/C {new} --medium paper --place sister --offsite"));
    let (status, exit) = said(folder, "status --on 2024-11-22");
    assert_eq!(exit, Some(7));
    for part in [
        "savings   8c65eb9f",
        "savings/C  seed  paper  sister     off-site  never read",
        "3 copies ✓   2 media ✓   1 off-site ✓   1 offline ✓   0 errors ✗",
        "You can lose any 2 places. A thief needs 1 place.",
        "warning[never-read]: savings/C was never read where it is now",
        "coldkeep --home home drill savings/C",
    ] {
        assert!(status.contains(part), "{part}: {status}");
    }
    let drilled = done("drill savings/C --words-from words.txt --looks ok --on 2024-11-22");
    assert_eq!(drilled, "savings/C pass 2024-11-22\n");
    let status = done("status --on 2024-11-22 --ics drills.ics");
    assert!(
        status.contains("0 errors ✓") && status.contains("2025-05-22  look  savings/A"),
        "{status}"
    );
    let calendar = std::fs::read_to_string(folder.join("drills.ics")).expect("the calendar");
    assert!(is_a_calendar(&calendar), "{calendar}");
    assert!(
        !is_a_calendar(&calendar.replace("END:VEVENT\r\n", ""))
            && !is_a_calendar(&calendar.replace('\r', ""))
    );
    assert_eq!(calendar.matches("SUMMARY:Look at the blue folder\r\n").count(), 1);
    for word in ["savings", "safe", "bank", "seed", "8c65eb9f", "0417"] {
        assert!(!calendar.contains(word), "{word}");
    }
    // Half a year later three looks are due; then the sister moves, and the plate is lost.
    assert_eq!(said(folder, "status --on 2025-05-23").1, Some(7));
    for copy in ["A", "B", "C"] {
        done(&format!("drill savings/{copy} --look --looks ok --on 2025-05-23"));
    }
    assert!(done("status --on 2026-05-23").contains("0 errors ✓"));
    done("copies move savings/C --place aunt --offsite --on 2025-06-01");
    assert!(said(folder, "status --on 2025-06-01").0.contains("warning[never-read]: savings/C"));
    done("copies lost savings/B --on 2025-06-01");
    let (status, exit) = said(folder, "status --on 2025-06-01");
    assert_eq!(exit, Some(7));
    assert!(
        status.contains("warning[in-other-hands]") && status.contains("warning[too-few-copies]"),
        "{status}"
    );
    // Nothing of the words is in the home.
    let book = std::fs::read_to_string(folder.join("home/logbook.toml")).expect("the logbook");
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    assert!(words.windows(2).all(|pair| !book.contains(&pair.join(" "))), "{book}");
}

/// The rules of RFC 5545 that such a calendar must keep.
fn is_a_calendar(text: &str) -> bool {
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    let count = |line: &str| lines.iter().filter(|one| **one == line).count();
    let events = count("BEGIN:VEVENT");
    let keyed = |key: &str| lines.iter().filter(|line| line.starts_with(key)).count();
    lines.first() == Some(&"BEGIN:VCALENDAR")
        && lines.last() == Some(&"END:VCALENDAR")
        && !text.replace("\r\n", "").contains('\n')
        && count("VERSION:2.0") == 1
        && keyed("PRODID:") == 1
        && events > 0
        && [keyed("UID:"), keyed("DTSTAMP:"), keyed("DTSTART;"), keyed("SUMMARY:")] == [events; 4]
        && count("END:VEVENT") == events
        && lines.iter().all(|line| line.len() <= 75)
}
