//! Dialogues about secrets made by chance: what the screen showed is read off it and typed back.

mod strings;

use crate::support::pty::Terminal;
use crate::support::scratch;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_coldkeep");
const WORDS: &str = "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday \
                     candy pony ranch winter theme error hybrid van cereal salon goddess expire";

/// A program on its terminal, and how far the person has read.
struct Person {
    terminal: Terminal,
    read: usize,
    until: Instant,
}

impl Person {
    /// Waits until the text is shown; what was shown since the last wait.
    fn sees(&mut self, text: &str) -> String {
        let from = self.read;
        self.read = self.terminal.wait_for(text, from, self.until).unwrap();
        self.terminal.shown()[from..self.read].to_owned()
    }

    fn types(&mut self, keys: &str, hidden: bool) {
        self.terminal.send(keys, hidden, self.until).unwrap();
    }
}

/// Runs the program in `folder` on a terminal of its own while `plays` sits in front of it.
fn on_a_terminal(arguments: &[&str], folder: &Path, plays: impl FnOnce(&mut Person)) -> Output {
    let terminal = Terminal::open();
    let mut command = Command::new("setsid");
    command.args(["--ctty", PROGRAM]).args(arguments).current_dir(folder).env_clear();
    command.envs([("PATH", "/usr/bin:/bin"), ("LANG", "C.UTF-8"), ("TERM", "xterm-256color")]);
    command.stdin(terminal.program_side()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    drop(command);
    let mut person = Person { terminal, read: 0, until: Instant::now() + Duration::from_secs(60) };
    plays(&mut person);
    let output = child.wait_with_output().unwrap();
    drop(person.terminal.all_shown(Instant::now() + Duration::from_secs(1)));
    output
}

/// The words of a page: every line that is a number and a word.
fn words_on(page: &str) -> Vec<String> {
    let word = |line: &str| {
        let mut parts = line.split_whitespace();
        let number = parts.next()?.parse::<usize>().is_ok();
        let word =
            parts.next().filter(|word| number && word.bytes().all(|b| b.is_ascii_lowercase()));
        word.map(str::to_owned)
    };
    page.lines().filter_map(word).collect()
}

/// Turns the pages over and remembers their words.
fn copies_by_hand(person: &mut Person, count: usize) -> Vec<String> {
    let mut paper = Vec::new();
    while paper.len() < count {
        let page = person.sees("hide");
        paper.extend(words_on(&page));
        person.types("\r", false);
    }
    paper
}

fn no_word_of(paper: &[String], output: &Output) {
    let said =
        String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).to_lowercase();
    // The first four words of a share are its set and place, which are public.
    for two in paper[4..].windows(2) {
        assert!(!said.contains(&two.join(" ")), "two words of a share are in the output: {said}");
    }
}

#[test]
fn shares_are_shown_one_at_a_time_and_each_is_typed_back() {
    let folder = scratch();
    std::fs::write(
        folder.path().join("words.txt"),
        WORDS.split_whitespace().collect::<Vec<_>>().join(" "),
    )
    .unwrap();
    let mut papers = Vec::new();
    let line = ["split", "2of2", "--words-from", "words.txt", "--screen", "--expect", "8c65eb9f"];
    let output = on_a_terminal(&line, folder.path(), |person| {
        for share in 1..=2 {
            let paper = copies_by_hand(person, 33);
            assert_eq!(paper.len(), 33);
            person.sees(&format!("Share {share} of 2, from your paper"));
            let typed: String = paper.iter().map(|word| format!("{} ", &word[..4])).collect();
            person.types(&typed, false);
            person.sees(" 32 ✓");
            papers.push(paper);
        }
    });
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let set = papers[0][..2].join(" ");
    assert_eq!(String::from_utf8_lossy(&output.stdout), format!("{set}\n"));
    assert!(said.contains("The one way to restore was tried; it gives the secret back."), "{said}");
    assert_ne!(papers[0], papers[1]);
    for paper in &papers {
        no_word_of(paper, &output);
    }
}

#[test]
fn a_made_file_passphrase_is_shown_once_and_typed_back_from_paper() {
    let folder = scratch();
    std::fs::write(folder.path().join("in.txt"), "hello").unwrap();
    let mut passphrase = String::new();
    let made = |person: &mut Person| {
        person.sees("(Enter = make one): ");
        person.types("\r", true);
        let page = person.sees("[Enter] clears the screen");
        let lines = page.lines().map(str::trim).filter(|line| line.matches('-').count() >= 4);
        passphrase = lines.collect();
        assert_eq!(passphrase.matches('-').count(), 9);
        person.types("\r", false);
        person.sees("File passphrase: ");
        person.types(&format!("{passphrase}\r"), true);
    };
    let output = on_a_terminal(&["encrypt", "in.txt", "-p", "-o", "out.age"], folder.path(), made);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("read back: the same"), "{said}");
    assert!(!said.contains(&passphrase));
    std::fs::write(folder.path().join("fp.txt"), &passphrase).unwrap();
    let opened = Command::new(PROGRAM)
        .args(["decrypt", "out.age", "--file-passphrase-from", "fp.txt"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(opened.stdout, b"hello");
}

#[test]
fn a_made_file_passphrase_that_is_typed_back_wrongly_leaves_nothing() {
    let folder = scratch();
    std::fs::write(folder.path().join("in.txt"), "hello").unwrap();
    let output =
        on_a_terminal(&["encrypt", "in.txt", "-p", "-o", "out.age"], folder.path(), |person| {
            person.sees("(Enter = make one): ");
            person.types("\r", true);
            person.sees("[Enter] clears the screen");
            person.types("\r", false);
            person.sees("File passphrase: ");
            person.types("something else\r", true);
        });
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(5), "{said}");
    assert!(said.contains("error[read-back-differs]"), "{said}");
    assert!(!folder.path().join("out.age").exists());
}
