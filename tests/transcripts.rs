//! Runs every case under `tests/transcripts` against the built program and compares all it does.
//!
//! A case is one TOML file: how the program is called, then `[expected]`, the whole of its standard
//! output, standard error, exit code and the files it leaves. `COLDKEEP_TRANSCRIPTS=write cargo test
//! transcripts` writes what happened under `[expected]`, for a person to read before it is kept;
//! `tests/transcripts/README.md` lists the fields.

mod case;
mod outcome;
mod run;
mod secrets;

use case::Case;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

const PROGRAM: &str = env!("CARGO_BIN_EXE_coldkeep");

/// Every `*.toml` one folder below `tests/transcripts`, sorted.
fn case_files() -> Vec<PathBuf> {
    let root = crate::support::project().join("tests/transcripts");
    let list = |folder: &Path| -> Vec<PathBuf> {
        fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
    };
    let folders = list(&root).into_iter().filter(|path| path.is_dir());
    let files = folders.flat_map(|folder| list(&folder));
    let mut cases: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    cases.sort();
    cases
}

/// Runs one case; what differs from the expectation, if anything.
fn check(path: &Path, write: bool) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let mut case = Case::read(&text)?;
    let always = path.ancestors().nth(2).unwrap_or(path).join("always.toml");
    case.add_rules(&fs::read_to_string(&always).map_err(|error| error.to_string())?)?;
    let outcome = run::run(PROGRAM, &case)?;
    secrets::nothing_leaked(&case, &outcome)?;
    if write {
        let asked = text.split("\n[expected]").next().unwrap_or(&text).trim_end();
        holds_on_other_days(asked, &outcome)?;
        fs::write(path, format!("{asked}\n\n{}", outcome.to_toml())).map_err(|e| e.to_string())?;
        return Ok(());
    }
    match &case.expected {
        None => Err("nothing is expected yet: run with COLDKEEP_TRANSCRIPTS=write".to_owned()),
        Some(expected) => expected.difference(&outcome).map_or(Ok(()), Err),
    }
}

/// Refuses to keep an output with the day on which it was written, which would hold on that day only.
fn holds_on_other_days(asked: &str, outcome: &outcome::Outcome) -> Result<(), String> {
    let date = Command::new("date").args(["-u", "+%F"]).output().map_err(|e| e.to_string())?;
    let today = String::from_utf8_lossy(&date.stdout).trim().to_owned();
    if today.is_empty() || (outcome.to_toml().contains(&today) && !asked.contains(&today)) {
        return Err(format!("the output names today, {today:?}: add a rule under `replace`"));
    }
    Ok(())
}

#[test]
fn every_transcript_is_what_happens() {
    let only = std::env::var("COLDKEEP_TRANSCRIPTS_ONLY").unwrap_or_default();
    let write = std::env::var("COLDKEEP_TRANSCRIPTS").is_ok_and(|value| value == "write");
    let cases: Vec<_> =
        case_files().into_iter().filter(|path| path.to_string_lossy().contains(&only)).collect();
    assert!(!cases.is_empty(), "no transcript has {only:?} in its name");
    let next = AtomicUsize::new(0);
    let differences = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, |count| count.get()) {
            scope.spawn(|| {
                while let Some(path) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(difference) = check(path, write) {
                        differences
                            .lock()
                            .unwrap()
                            .push(format!("{}\n{difference}", path.display()));
                    }
                }
            });
        }
    });
    println!("{} transcripts", cases.len());
    let mut differences = differences.into_inner().unwrap();
    differences.sort();
    assert!(differences.is_empty(), "\n{}", differences.join("\n\n"));
}

/// A case played with the shell in place of the program.
fn with_shell(text: &str) -> Result<outcome::Outcome, String> {
    run::run("/bin/sh", &Case::read(text)?)
}

#[test]
fn a_difference_in_any_part_is_caught() {
    let asked =
        "args = ['-c', 'umask 022; echo one; echo err >&2; echo x >new; exit 3']\nshow = ['new']\n";
    let happened = with_shell(asked).unwrap();
    let expected = |from: &str, to: &str| {
        let toml = happened.to_toml();
        assert!(toml.contains(from), "{toml}");
        let case = Case::read(&format!("{asked}{}", toml.replacen(from, to, 1))).unwrap();
        case.expected.unwrap().difference(&happened)
    };
    assert_eq!(expected("", ""), None);
    for (from, to) in
        [("one", "two"), ("err\n", "err\n\n"), ("exit = 3", "exit = 1"), ("0644 new", "0600 new")]
    {
        assert!(expected(from, to).is_some(), "{from} -> {to} is not caught");
    }
}

/// The machine of CI came to a transcript after midnight whose expectation was written the day before.
#[test]
fn an_output_that_names_today_is_not_kept() {
    let asked = "args = ['-c', 'date -u +%F']\n";
    let dated = with_shell(asked).unwrap();
    assert!(holds_on_other_days(asked, &dated).is_err());
    let rule = "[[replace]]\nprefix = '20'\nsuffix = ''\nwith = 'TODAY'\n";
    assert_eq!(holds_on_other_days(asked, &with_shell(&format!("{asked}{rule}")).unwrap()), Ok(()));
    assert_eq!(holds_on_other_days(&format!("{asked}# {}", dated.stdout), &dated), Ok(()));
}

#[test]
fn a_program_that_changes_its_input_is_caught() {
    let case =
        |script: &str| with_shell(&format!("args = ['-c', '{script}']\nfiles.a = 'one'")).unwrap();
    assert_eq!(case("true").files_after, ["0600 a"]);
    assert_eq!(case("echo two >a").files_after, ["0600 a (changed)"]);
    assert_eq!(case("rm a").files_after, [""; 0]);
}

#[test]
fn a_terminal_case_types_and_sees_what_a_person_would() {
    let text = "args = ['-c', 'printf \"name? \"; read n; stty -echo; printf \"word? \"; read w; \
                stty echo; echo; echo \"$n ${#w}\" >/dev/tty']\n\
                [tty]\ndialogue = [{ expect = 'name? ', send = \"ann\\r\" },\n\
                { expect = 'word? ', send = \"secret\\r\", hidden = true }]";
    let happened = with_shell(text).unwrap();
    assert_eq!(happened.screen.as_deref(), Some("name? ann\nword? \nann 6\n"));
    assert_eq!(happened.exit, 0);
    let never_hidden = text.replace("stty -echo;", "");
    assert!(with_shell(&never_hidden.replace("[tty]", "seconds = 2\n[tty]")).is_err());
}

#[test]
fn without_a_tty_table_there_is_no_terminal_at_all() {
    let happened = with_shell("args = ['-c', 'true </dev/tty || echo none']").unwrap();
    assert_eq!(happened.stdout, "none\n");
}

#[test]
fn what_differs_by_machine_is_replaced_or_left_out() {
    let text = "args = ['-c', 'echo \"net (wlan0) up\"; echo \"warning[online]: x\" >&2; echo \"  why: y\" >&2; \
                echo end >&2; echo {dir}']\nomit = ['warning[online]']\n\
                [[replace]]\nprefix = 'net ('\nsuffix = ')'\nwith = 'LINK'";
    let happened = with_shell(text).unwrap();
    assert_eq!(happened.stdout, "net (LINK) up\nDIR\n");
    assert_eq!(happened.stderr, "end\n");
}

#[test]
fn a_case_that_hangs_is_ended() {
    let refused = with_shell("seconds = 1\nargs = ['-c', 'sleep 30']");
    assert_eq!(refused.err().as_deref(), Some("not finished after 1 s"));
}

#[test]
fn two_neighbouring_words_of_a_seed_in_the_output_are_caught() {
    let says = |text: &str, more: &str| {
        let case = format!("args = ['-c', 'echo {text}']\n{more}");
        let happened = with_shell(&case).unwrap();
        secrets::nothing_leaked(&Case::read(&case).unwrap(), &happened)
    };
    assert!(says("the words attack, Pizza", "").is_err(), "a published seed");
    let words =
        "stdin = 'eye female unfair moon genius pipe nuclear width dizzy forum cricket know'";
    assert!(says("12 KNOW 11 cricket", words).is_ok(), "not in their order");
    assert!(says("11 CRICKET 12 know", words).is_err(), "the words that were given");
    assert!(says("cricket know", &format!("reveal = true\n{words}")).is_ok(), "asked for");
    assert!(says("AGE-SECRET-KEY-1QQ", "").is_err(), "an identity");
    let share = "stdin = 'eraser senior decision roster beard treat identify grumpy salt index fake aviation theater cubic bike cause research dragon emphasis counter'";
    assert!(says("the set eraser senior", share).is_ok(), "the public name of a set");
    assert!(says("beard treat", share).is_err(), "the value of a share");
}
