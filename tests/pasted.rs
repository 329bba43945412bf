//! Every command line that `status` and `plan` print works when it is pasted into a shell.

use crate::standing::{WALLET, book};
use crate::support::scratch;
use clap::Parser;
use coldkeep::cli::args::Args;
use coldkeep::logbook::{Logbook, Rule};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_coldkeep");
/// Stands before what is said about a command on the same line.
const GAP: &str = "      ";

/// Runs a line in a shell, with `coldkeep` in its path and nobody to ask; what it said, and its exit code.
pub(crate) fn shell(folder: &Path, line: &str) -> (String, Option<i32>) {
    let programs = Path::new(PROGRAM).parent().expect("a folder").display().to_string();
    let output = Command::new("setsid")
        .args(["sh", "-c", line])
        .env("PATH", format!("{programs}:/usr/bin:/bin"))
        .env("COLDKEEP_HOME", folder.join("home"))
        .env("HOME", folder)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("it runs");
    let said = [output.stdout, output.stderr].concat();
    (String::from_utf8(said).expect("text"), output.status.code())
}

/// The command lines in what was said: each ends with its line, or before a gap.
pub(crate) fn lines(said: &str) -> Vec<String> {
    let command = |line: &str| {
        let at = line.match_indices("coldkeep ").map(|(at, _)| at);
        let at = at.into_iter().find(|at| *at == 0 || line[..*at].ends_with(' '))?;
        line[at..].split(GAP).next().map(str::to_owned)
    };
    said.lines().filter_map(command).collect()
}

/// What is wrong with a line: words that the program does not take, or a change that it refuses.
fn wrong(folder: &Path, logbook: &str, line: &str) -> Option<String> {
    let words = format!("set -- {line}; for word in \"$@\"; do printf '%s\\n' \"$word\"; done");
    let (words, exit) = shell(folder, &words);
    if exit != Some(0) {
        return Some(format!("a shell refuses {line}: {words}"));
    }
    if let Err(error) = Args::try_parse_from(words.lines()) {
        return Some(format!("{line}: {error}"));
    }
    let changes = ["copies ", "status", "plan"].iter().any(|one| line[9..].starts_with(one));
    if !changes {
        return None;
    }
    let home = folder.join("home");
    std::fs::create_dir_all(&home).expect("a folder");
    std::fs::write(home.join("logbook.toml"), logbook).expect("a file");
    let (said, exit) = shell(folder, &line.replace("FINGERPRINT", "1a2b3c4d"));
    let done = exit == Some(0) || (line.starts_with("coldkeep status") && exit == Some(7));
    (!done).then(|| format!("{line}: {said}"))
}

/// Drills of a copy that was read, was not, or failed.
fn unread(text: &str) -> String {
    let read = "drills = [{ on = 2026-11-22, how = \"read\", result = \"pass\" }]\n";
    assert!(text.contains(read));
    text.replace(read, "")
}

/// Logbooks that break every rule, under names that a shell would read otherwise.
fn logbooks() -> Vec<String> {
    let text =
        |head: &str, copies: &[(&str, &str, &str, &str)]| book(head, copies).text().to_owned();
    let share = |of: &str, number, scheme: &str, more: &str| {
        format!("\"share\"\nof = \"{of}\"\nscheme = \"{scheme}\"\nnumber = {number}{more}")
    };
    let key = |number| {
        format!("\"cosigner\"\nscheme = \"2of3\"\nnumber = {number}\nfingerprint = \"8c65eb9f\"")
    };
    let set = "\nset = \"it's $HOME\"\ngeneration = 1";
    let newer = "\nset = \"newer set\"\ngeneration = 2";
    let odd = "[[wallet]]\nname = \"aunt's `money`\"\nfingerprint = \"1a2b3c4d\"";
    let of_odd = "\"seed\"\nof = \"aunt's `money`\"";
    let lost = |text: String| text.replace("\ndrills =", "\nstate = \"lost\"\ndrills =");
    let failed = |text: String| text.replace("\"pass\"", "\"fail\"");
    let archive = "[[archive]]\nname = \"my files\"\nrecipients = [\"age1abc\"]\n[[key]]\nname = \"the key\"\nrecipient = \"age1abc\"";
    let held = ("my files/A", "\"archive\"", "usb", "net");
    let opens = ("the key/A", "\"key\"", "paper", "home");
    let rekeyed =
        archive.replace("[[key]]", "[[archive]]\nname = \"it's new\"\nrekeyed_from = \"my files\"\nseries = \"my files\"\n[[key]]");
    let new = "\"archive\"\nof = \"it's new\"";
    vec![
        String::new(),
        format!("format = 1\n{WALLET}\n"),
        text(WALLET, &[("w/A", "\"seed\"", "paper", "home")]),
        text(WALLET, &[("w/A", "\"seed\"", "paper", "home"), ("w/B", "\"seed\"", "steel", "home")]),
        text(WALLET, &[("w/A", "\"seed\"", "paper", "net"), ("w/B", "\"seed\"", "cloud", "net")]),
        unread(&text(WALLET, &[("w/A", "\"seed\"", "paper", "home")])),
        failed(text(WALLET, &[("w x/A", "\"seed\"\nof = \"w\"", "paper", "home")])),
        lost(text(WALLET, &[("w/A", "\"seed\"", "paper", "home")])),
        text(odd, &[("money of aunt/A", of_odd, "paper", "home")]),
        lost(text(odd, &[("money of aunt/A", of_odd, "paper", "home")])),
        text("[[wallet]]\nname = \"-x\"", &[("-x/A", "\"seed\"", "paper", "home")]),
        unread(&text("[[wallet]]\nname = \"-x\"", &[("-x/A", "\"seed\"", "paper", "home")])),
        // Shares: none to spare, too few, an older set with a name, one without, groups.
        text(
            WALLET,
            &[
                ("a/1", &share("w", 1, "2of2", set), "paper", "home"),
                ("a/2", &share("w", 2, "2of2", set), "paper", "bank"),
            ],
        ),
        text(
            WALLET,
            &[
                ("a/1", &share("w", 1, "2of3", set), "paper", "home"),
                ("a/2", &share("w", 2, "2of3", set), "paper", "bank"),
                ("a/3", &share("w", 3, "2of3", set), "paper", "aunt"),
            ],
        ),
        // Too much at one place: two moves mend it; a whole copy beside shares; a share that is lost.
        text(
            WALLET,
            &[
                ("a/1", &share("w", 1, "2of3", set), "paper", "bank"),
                ("a/2", &share("w", 2, "2of3", set), "steel", "bank"),
                ("a/3", &share("w", 3, "2of3", set), "paper", "bank"),
            ],
        ),
        text(
            WALLET,
            &[
                ("a/1", &share("w", 1, "2of3", set), "paper", "bank"),
                ("a/2", &share("w", 2, "2of3", set), "steel", "home"),
                ("a/3", &share("w", 3, "2of3", set), "paper", "aunt"),
                ("w/A", "\"seed\"", "paper", "home"),
            ],
        ),
        text(
            WALLET,
            &[
                ("a/1", &share("w", 1, "1of2", set), "paper", "home"),
                ("b/1", &share("w", 1, "1of2", newer), "paper", "bank"),
            ],
        ),
        text(
            WALLET,
            &[
                ("a/1", &share("w", 1, "1of2", ""), "paper", "home"),
                ("b/1", &share("w", 1, "1of2", newer), "paper", "bank"),
            ],
        ),
        text(
            WALLET,
            &[("a/1", &share("w", 1, "1of1", "\ngroup = 1\ngroups = \"1of2\""), "paper", "home")],
        ),
        // A share that does not say which one it is, of which one is enough, and of which two are.
        text(WALLET, &[("a/1", "\"share\"\nof = \"w\"\nscheme = \"1of2\"", "paper", "home")]),
        text(WALLET, &[("a/1", "\"share\"\nof = \"w\"\nscheme = \"2of2\"", "paper", "home")]),
        // What is locked, and what is needed beside.
        text(WALLET, &[("w/A", "\"encrypted\"", "paper", "home")]),
        text(
            "[[wallet]]\nname = \"w\"\npassphrase = true",
            &[("w/A", "\"seed\"", "paper", "home")],
        ),
        text(WALLET, &[("w/A", "\"device\"", "device", "home")]),
        text(
            WALLET,
            &[("w/A", "\"device\"", "device", "home"), ("w/P", "\"pin\"", "paper", "bank")],
        ),
        text(WALLET, &[("w/1", &key(1), "steel", "home"), ("w/2", &key(2), "steel", "bank")]),
        text(
            "[[wallet]]\nname = \"w\"\npractice = true",
            &[
                ("w/1", &key(1), "steel", "home"),
                ("w/2", &key(2), "steel", "bank"),
                ("w/D", "\"descriptor\"", "paper", "bank"),
            ],
        ),
        text(archive, &[held]),
        text(archive, &[held, opens]),
        unread(&text(archive, &[held, opens])),
        lost(text(archive, &[held, opens])),
        // Rekeyed since: the new file was read back, and was not.
        text(&rekeyed, &[held, opens, ("my files/N", new, "usb", "bank")]),
        text(&rekeyed, &[held, opens]),
    ]
}

#[test]
fn every_line_of_status_can_be_pasted() {
    let folder = scratch();
    let folder = folder.path();
    let home = folder.join("home");
    std::fs::create_dir(&home).expect("a folder");
    let (mut tried, mut slugs, mut bad) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    let mut look = |logbook: &str, command: &str| {
        let (said, _) = shell(folder, command);
        assert!(!said.contains('\u{1f}') && !said.contains("error["), "{command}: {said}");
        let warned = said.lines().filter_map(|line| line.strip_prefix("warning["));
        slugs.extend(warned.filter_map(|line| Some(line.split_once(']')?.0.to_owned())));
        for line in lines(&said) {
            if tried.insert(line.clone()) {
                bad.extend(wrong(folder, logbook, &line));
            }
        }
    };
    for logbook in logbooks() {
        let text = if logbook.is_empty() { Logbook::empty().text().to_owned() } else { logbook };
        // Where the seed is on paper at home, look again when all is overdue.
        let late = text.contains("\"seed\"\nmedium = \"paper\"\nplace = \"home\"");
        let days = ["2026-11-25", "2029-11-25"];
        for day in if late { &days[..] } else { &days[..1] } {
            // The lines of the day before have changed it.
            std::fs::write(home.join("logbook.toml"), &text).expect("a file");
            look(&text, &format!("coldkeep status --on {day}"));
        }
    }
    // The checklist of each kind of plan: before anything is there, and when some of it is.
    let shares = "--stake most --who heirs --places 3 --devices none --near 2";
    let keys = "--stake most --who together --places 3 --devices several --near 2";
    let whole = "--stake savings --who me --places 2 --devices one --near 0";
    for answers in [shares, keys, whole] {
        let with: [&[&str]; 2] = [
            &[],
            &[
                "copies add 'red deer/1' --of savings --fingerprint 1a2b3c4d --what share --scheme 2of3 --number 1 --place desk",
                "copies add savings/D --what device --medium device --place desk",
            ],
        ];
        for begun in with {
            let _ = std::fs::remove_file(home.join("logbook.toml"));
            look("format = 1\n", &format!("coldkeep plan {answers}"));
            let _ = std::fs::remove_file(home.join("logbook.toml"));
            for line in
                begun.iter().map(|line| (*line).to_owned()).chain([format!("plan {answers}")])
            {
                assert_eq!(shell(folder, &format!("coldkeep {line}")).1, Some(0), "{line}");
            }
            let logbook = std::fs::read_to_string(home.join("logbook.toml")).expect("a file");
            look(&logbook, "coldkeep status");
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
    assert!(tried.len() > 40, "lines were found: {}", tried.len());
    assert_eq!(Rule::ALL.len(), 15, "a new rule needs a logbook that breaks it");
    let rules = "closed-for-ever drill-failed drill-overdue in-other-hands never-read no-copies nothing-offline \
        nothing-offsite old-file-alive old-set-alive one-medium part-unknown place-needed place-opens plan-step single-point too-few-copies";
    let rules: BTreeSet<String> = rules.split(' ').map(str::to_owned).collect();
    assert_eq!(slugs, rules, "each rule was broken");
    // What was printed once, and did not work.
    let logbook = book(WALLET, &[("w/A", "\"seed\"", "paper", "home")]).text().to_owned();
    for line in [
        "coldkeep copies add --what seed --medium steel --place NAME",
        "coldkeep copies add, with --what share and the numbers of w/A",
        "coldkeep copies add w/A --place NAME",
        "coldkeep copies destroyed --set ",
        "coldkeep drill. Then: coldkeep copies reached w read-back",
        "coldkeep copies reached aunt's funded",
        "coldkeep copies add --of w --what share --medium paper --place NAME",
    ] {
        assert!(wrong(folder, &logbook, line).is_some(), "{line}");
    }
}

/// The line `coldkeep …` behind these words.
fn line_behind(said: &str, words: &str) -> String {
    let line = said.lines().find_map(|line| line.split_once(words)).map(|(_, line)| line);
    line.unwrap_or_else(|| panic!("{words}: {said}")).split(GAP).next().expect("a line").to_owned()
}

#[test]
fn a_line_of_another_home_works_on_that_home() {
    let folder = scratch();
    let folder = folder.path();
    let other = folder.join("it's a $HOME");
    let logbook =
        |home: &Path| std::fs::read_to_string(home.join("logbook.toml")).unwrap_or_default();
    let typed = r"'it'\''s a $HOME'";
    let run = |line: &str| {
        let (said, exit) = shell(folder, line);
        assert!(matches!(exit, Some(0 | 7)), "{line}: {said}");
        said
    };
    // The first line is a text that names a command; those of the findings are made of parts.
    let said = run(&format!("coldkeep --home {typed} status"));
    let first = line_behind(&said, "The first one: ").replace("FINGERPRINT", "1a2b3c4d");
    run(&format!("{first} --medium paper"));
    let said = run(&format!("coldkeep status --home {typed}"));
    let mend = lines(&said).into_iter().find(|line| line.contains("copies add"));
    run(&mend.expect("one copy is too few").replace("NAME", "bank"));
    assert!(logbook(&other).contains("bank"), "{}", logbook(&other));
    assert!(!folder.join("home").exists(), "nothing was written where the system keeps it");
    let all = run(&format!("coldkeep status --home {typed}"));
    assert!(!lines(&all).is_empty());
    assert!(lines(&all).iter().all(|line| line.contains(" --home ")), "{all}");
    // The control: a home that no flag names is not named.
    let programs = Path::new(PROGRAM).parent().expect("a folder").display();
    let said = run(&format!("COLDKEEP_HOME={typed} PATH={programs}:/bin coldkeep status"));
    assert!(lines(&said).iter().all(|line| !line.contains("--home")), "{said}");
    // What is broken at spaces is not broken inside such a line.
    let long = "deep/".repeat(12);
    let (said, _) =
        shell(folder, &format!("coldkeep --home '{long} x' copies move savings/A --place x"));
    assert!(said.contains(&format!("coldkeep --home '{long} x' copies add savings/A ")), "{said}");
}
