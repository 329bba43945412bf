//! Many processes write one logbook at once: every copy that was said to be noted is there, and nothing else.

use crate::support::scratch;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_coldkeep");

fn run(home: &Path, line: &[&str]) -> Output {
    let mut command = Command::new("setsid");
    command.arg(PROGRAM).args(line).arg("--home").arg(home).stdin(Stdio::null());
    command.output().expect("it runs")
}

#[test]
fn no_copy_that_was_noted_is_lost_when_many_write_at_once() {
    let whole = std::env::var_os("COLDKEEP_RELEASE").is_some();
    let (processes, calls) = if whole { (20, 50) } else { (6, 5) };
    let folder = scratch();
    let home = folder.path().join("home");
    let first = run(
        &home,
        &["copies", "add", "savings/first", "--fingerprint", "1a2b3c4d", "--place", "desk"],
    );
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let note = |process: usize, call: usize| {
        let id = format!("savings/{process}-{call}");
        let output = match call % 3 {
            // One name for all: one of them gets it.
            0 => run(&home, &["copies", "add", &format!("savings/race-{call}"), "--place", "desk"]),
            1 => run(
                &home,
                &["copies", "add", &id, "--place", &format!("place {process}"), "--offsite"],
            ),
            _ => run(
                &home,
                &["copies", "move", "savings/first", "--place", &format!("place {process}")],
            ),
        };
        (call, output.status.success())
    };
    let done: Vec<(usize, bool)> = std::thread::scope(|scope| {
        let one = |process| move || (0..calls).map(|call| note(process, call)).collect::<Vec<_>>();
        let all: Vec<_> = (0..processes).map(|process| scope.spawn(one(process))).collect();
        all.into_iter().flat_map(|one| one.join().expect("a thread")).collect()
    });
    let count = |rest: usize| done.iter().filter(|(call, good)| *good && call % 3 == rest).count();
    let races = (0..calls).filter(|call| call % 3 == 0).count();
    assert_eq!(count(0), races, "each contested name was given once");
    let own = processes * (0..calls).filter(|call| call % 3 == 1).count();
    assert_eq!(count(1), own, "everybody's own name was given");
    let text = std::fs::read_to_string(home.join("logbook.toml")).expect("the logbook");
    let book = coldkeep::logbook::Logbook::parse(text).expect("it is whole");
    assert_eq!(book.copies().len(), 1 + races + own);
}
