//! Two processes change one letter at once: the answers of both are kept, and one file of questions is begun once.

use crate::support::pty::Terminal;
use crate::support::scratch;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_coldkeep");

/// Asks one question of the letter on a terminal of its own.
fn edit(home: &Path, question: &str) -> (Child, Terminal) {
    let terminal = Terminal::open();
    let mut command = Command::new("setsid");
    command.args(["--ctty", "--wait", PROGRAM, "letter", "edit", question, "--home"]).arg(home);
    command.stdin(terminal.program_side());
    command.stdout(terminal.program_side()).stderr(terminal.program_side());
    (command.spawn().expect("it runs"), terminal)
}

#[test]
fn answers_that_two_people_give_at_the_same_time_are_both_kept() {
    let folder = scratch();
    let home = folder.path().join("home");
    let until = Instant::now() + Duration::from_secs(30);
    let mut begin = Command::new("setsid");
    begin.args([PROGRAM, "letter", "--template", "--home"]).arg(&home).stdin(Stdio::null());
    assert!(begin.output().expect("it runs").status.success());
    let (mut one, mut first) = edit(&home, "1");
    let (mut other, mut second) = edit(&home, "8");
    // Both have read the file before either of them answers.
    let mut seen = [0, 0];
    seen[0] = first.wait_for("It is for [] ", 0, until).expect("the question");
    seen[1] = second.wait_for("who inherits [] ", 0, until).expect("the question");
    first.send("my family\r", false, until).expect("an answer");
    second.send("Jonas\r", false, until).expect("an answer");
    first.wait_for("Your name [] ", seen[0], until).expect("the question");
    second.wait_for("by which paper [] ", seen[1], until).expect("the question");
    first.send("Anna\r", false, until).expect("an answer");
    second.send("my husband Karl\r", false, until).expect("an answer");
    assert!(one.wait().expect("it ends").success() && other.wait().expect("it ends").success());
    let letter = std::fs::read_to_string(home.join("letter.toml")).expect("the letter");
    // A letter that was written from what one of them had read at first would lack the other's answers.
    for answer in ["my family", "Anna", "Jonas", "my husband Karl"] {
        assert!(letter.contains(&format!("\"{answer}\"")), "{answer} not in {letter}");
    }
    assert!(letter.contains("version = 2"), "each of them counted up: {letter}");
}

#[test]
fn the_questions_are_begun_by_one_of_many_and_the_others_say_so() {
    let folder = scratch();
    let home = folder.path().join("home");
    let begin = || {
        let mut command = Command::new("setsid");
        command.args([PROGRAM, "letter", "--template", "--json", "--home"]).arg(&home);
        command.stdin(Stdio::null()).output().expect("it runs")
    };
    let all: Vec<_> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..6).map(|_| scope.spawn(begin)).collect();
        all.into_iter().map(|one| one.join().expect("a thread")).collect()
    });
    assert_eq!(all.iter().filter(|output| output.status.success()).count(), 1);
    let told = |output: &&std::process::Output| !output.status.success();
    for refused in all.iter().filter(told) {
        let said = String::from_utf8_lossy(&refused.stderr);
        assert!(said.contains("file-exists"), "{said}");
    }
    let files: Vec<_> = home.read_dir().expect("the home").collect();
    assert_eq!(files.len(), 2, "the letter and the lock: {files:?}");
}
