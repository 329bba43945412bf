//! The guide: every `console` block of `docs/GUIDE.md` is run, and says what the guide says.

use crate::support::project;
use std::path::Path;
use std::process::{Command, Stdio};

/// Where the program is, for the shell that runs the blocks.
const PROGRAM: &str = env!("CARGO_BIN_EXE_coldkeep");
/// Stands for a part of a line, or, alone, for any number of lines.
const ANYTHING: &str = "…";
/// Warnings that depend on the machine: the first line and the indented lines behind it.
const OF_THE_MACHINE: [&str; 2] = ["warning[online]", "warning[not-confined]"];

/// One command of a block, and the lines that must follow.
struct Step {
    command: String,
    expected: Vec<String>,
}

/// The steps of the `console` blocks of one task.
fn steps(task: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for block in task.split("```console\n").skip(1) {
        let lines = block.split("```").next().unwrap_or_default().lines();
        for line in lines {
            match (line.strip_prefix("$ "), steps.last_mut()) {
                (Some(command), _) => {
                    steps.push(Step { command: command.to_owned(), expected: Vec::new() });
                }
                (None, Some(step)) => step.expected.push(line.to_owned()),
                (None, None) => panic!("a block begins with a command, not with {line:?}"),
            }
        }
    }
    steps
}

/// Runs a command without a terminal; its output and errors in the order they came, and its exit code if not 0.
fn said(command: &str, folder: &Path) -> Vec<String> {
    let path = Path::new(PROGRAM).parent().expect("a folder").display();
    let script = format!("PATH={path}:/usr/bin:/bin; {{ {command}\n}} 2>&3");
    let output = Command::new("setsid")
        .args(["/bin/sh", "-c", &format!("{{ {script}; }} 3>&1")])
        .current_dir(folder)
        .stdin(Stdio::null())
        .env("TERM", "dumb")
        .output()
        .expect("a shell");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut omitting = false;
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let begins = OF_THE_MACHINE.iter().any(|start| line.starts_with(start));
        omitting = begins || (omitting && line.starts_with("  "));
        if !omitting {
            lines.push(line.to_owned());
        }
    }
    match output.status.code() {
        Some(0) => {}
        code => lines.push(format!("(exit code {})", code.unwrap_or(-1))),
    }
    lines
}

/// Whether a line is what a pattern says, where `…` stands for any part of it.
fn fits(pattern: &str, line: &str) -> bool {
    let Some((before, rest)) = pattern.split_once(ANYTHING) else { return pattern == line };
    let Some(line) = line.strip_prefix(before) else { return false };
    (0..=line.len()).any(|at| line.is_char_boundary(at) && fits(rest, &line[at..]))
}

/// Whether lines are what the patterns say, where `…` alone stands for any number of lines.
fn all_fit(patterns: &[String], lines: &[String]) -> bool {
    match patterns.split_first() {
        None => lines.is_empty(),
        Some((first, rest)) if first == ANYTHING => {
            (0..=lines.len()).any(|at| all_fit(rest, &lines[at..]))
        }
        Some((first, rest)) => lines
            .split_first()
            .is_some_and(|(line, below)| fits(first, line) && all_fit(rest, below)),
    }
}

#[test]
fn the_guide_says_what_happens() {
    let guide = std::fs::read_to_string(project().join("docs/GUIDE.md")).expect("the guide");
    let mut count = 0;
    for task in guide.split("\n## ").skip(1) {
        // In memory, as the guide says: elsewhere secrets in clear are refused.
        let folder = tempfile::tempdir_in("/dev/shm").expect("a folder in memory");
        for Step { command, expected } in steps(task) {
            let lines = said(&command, folder.path());
            let title = task.lines().next().unwrap_or_default();
            assert!(
                all_fit(&expected, &lines),
                "task {title}\n$ {command}\nsays\n{}\nthe guide says\n{}",
                lines.join("\n"),
                expected.join("\n")
            );
            count += 1;
        }
    }
    assert!(count >= 15, "the guide has commands: {count}");
}

#[test]
fn a_guide_that_says_something_else_is_caught() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let happened = lines("one 1\ntwo\nthree\n(exit code 5)");
    for right in ["one 1\ntwo\nthree\n(exit code 5)", "one …\n…\n(exit code 5)", "…"] {
        assert!(all_fit(&lines(right), &happened), "{right}");
    }
    for wrong in ["one 1\ntwo\nthree", "one 2\n…", "…\ntwo\n(exit code 5)", "one …", ""] {
        assert!(!all_fit(&lines(wrong), &happened), "{wrong}");
    }
    let folder = crate::support::scratch();
    assert_eq!(
        said("echo out; echo err >&2; exit 3", folder.path()),
        ["out", "err", "(exit code 3)"]
    );
}
