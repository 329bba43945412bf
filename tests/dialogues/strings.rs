//! New codex32 and SLIP-39 wallets, shares of both and of SSKR, parts of a Seed XOR: copied from the screen by hand,
//! typed back, brought together again.

use super::{Person, copies_by_hand, on_a_terminal};
use crate::support::scratch;
use std::path::Path;
use std::process::{Command, Output};

const SEED: &str = "f32d19e8f070148c720dabc9cd1eba801592755b5ef0901181ad5c1f41b2ee5e";
const WORDS: &str = "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday \
                     candy pony ranch winter theme error hybrid van cereal salon goddess expire";

/// The rows of a page: a number, then groups of up to four capitals and digits.
fn rows_on(page: &str) -> Vec<String> {
    let row = |line: &str| {
        let (number, groups) = line.trim().split_once(' ')?;
        let is_group = |group: &str| {
            (1..=4).contains(&group.len())
                && group.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        };
        let is_row = number.parse::<usize>().is_ok() && groups.split_whitespace().all(is_group);
        is_row.then(|| groups.trim().to_owned())
    };
    page.lines().filter_map(row).collect()
}

/// Copies a string from its page and types it back in small letters.
fn copies_a_string(person: &mut Person) -> String {
    let rows = rows_on(&person.sees("hide"));
    assert!(!rows.is_empty(), "no rows");
    person.types("\r", false);
    for (nth, row) in rows.iter().enumerate() {
        person.sees(&format!("Row {} of {}: ", nth + 1, rows.len()));
        person.types(&format!("{}\r", row.to_lowercase()), true);
    }
    rows.join(" ")
}

fn types_words_back(person: &mut Person, paper: &[String], sees: &str) {
    person.sees(sees);
    let typed: String =
        paper.iter().map(|word| format!("{} ", &word[..word.len().min(4)])).collect();
    person.types(&typed, false);
    person.sees(&format!(" {} ✓", (paper.len() - 1) / 4 * 4));
}

fn facts(output: &Output) -> serde_json::Value {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("an answer");
    answer["data"].clone()
}

/// Brings papers together without a terminal.
fn combined(folder: &Path, papers: &[String], more: &[&str]) -> serde_json::Value {
    let names: Vec<String> = (0..papers.len()).map(|at| format!("paper-{at}")).collect();
    for (name, paper) in names.iter().zip(papers) {
        std::fs::write(folder.join(name), paper).unwrap();
    }
    let mut command = Command::new(super::PROGRAM);
    command.args(["combine", "--json", "--no-input"]).args(&names).args(more);
    facts(&command.current_dir(folder).output().unwrap())
}

fn none_of(papers: &[String], output: &Output) {
    let said =
        String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).to_uppercase();
    for paper in papers {
        for group in paper.to_uppercase().split(' ').skip(3).collect::<Vec<_>>().windows(2) {
            assert!(!said.contains(&group.join(" ")) && !said.contains(&group.concat()), "{said}");
        }
    }
}

#[test]
fn a_new_codex32_wallet_is_copied_typed_back_and_read_again() {
    let folder = scratch();
    for words in [12, 24] {
        let mut papers = Vec::new();
        let count = words.to_string();
        let line = ["new", "--format", "codex32", "--words", &count, "--allow-online", "--json"];
        let output =
            on_a_terminal(&line, folder.path(), |person| papers.push(copies_a_string(person)));
        let made = facts(&output);
        none_of(&papers, &output);
        assert_eq!(
            (made["format"].as_str(), made["checked"].as_bool()),
            (Some("codex32"), Some(true))
        );
        let back = combined(folder.path(), &papers, &[]);
        assert_eq!(
            (&back["fingerprint"], &back["address"]),
            (&made["fingerprint"], &made["address"])
        );
        assert_eq!(back["set"], made["set"]);
    }
}

#[test]
fn a_new_codex32_wallet_in_shares_is_whole_with_two_of_three() {
    let folder = scratch();
    let mut papers = Vec::new();
    let line = ["new", "--format", "codex32", "--shares", "2of3", "--allow-online", "--json"];
    let output = on_a_terminal(&line, folder.path(), |person| {
        papers.extend((0..3).map(|_| copies_a_string(person)));
    });
    let made = facts(&output);
    none_of(&papers, &output);
    assert_eq!(made["shares"].as_u64(), Some(3));
    for left_out in 0..3 {
        let mut two = papers.clone();
        two.remove(left_out);
        assert_eq!(combined(folder.path(), &two, &[])["fingerprint"], made["fingerprint"]);
    }
}

#[test]
fn a_new_slip39_wallet_is_its_shares() {
    let folder = scratch();
    let mut papers = Vec::new();
    let line = [
        "new",
        "--format",
        "slip39",
        "--shares",
        "2of2",
        "--words",
        "12",
        "--allow-online",
        "--json",
    ];
    let output = on_a_terminal(&line, folder.path(), |person| {
        for share in 1..=2 {
            let paper = copies_by_hand(person, 20);
            types_words_back(person, &paper, &format!("Share {share} of 2, from your paper"));
            papers.push(paper.join(" "));
        }
    });
    let made = facts(&output);
    assert_eq!((made["format"].as_str(), made["scheme"].as_str()), (Some("slip39"), Some("2of2")));
    let back = combined(folder.path(), &papers, &["--as", "seed"]);
    assert_eq!((&back["fingerprint"], &back["address"]), (&made["fingerprint"], &made["address"]));
}

#[test]
fn sskr_and_codex32_shares_on_the_screen_are_typed_back() {
    let folder = scratch();
    std::fs::write(folder.path().join("words.txt"), WORDS).unwrap();
    std::fs::write(folder.path().join("seed.txt"), SEED).unwrap();
    let mut papers = Vec::new();
    let line =
        ["split", "2of2", "--scheme", "sskr", "--words-from", "words.txt", "--screen", "--json"];
    let output = on_a_terminal(&line, folder.path(), |person| {
        for share in 1..=2 {
            let paper = copies_by_hand(person, 46);
            assert_eq!(paper[..3], ["tuna", "next", "keep"]);
            types_words_back(person, &paper, &format!("Share {share} of 2, from your paper"));
            papers.push(paper.join(" "));
        }
    });
    assert_eq!(facts(&output)["form"].as_str(), Some("sskr"));
    let back = combined(folder.path(), &papers, &["--as", "bip39", "--expect", "8c65eb9f"]);
    assert_eq!(back["words"].as_u64(), Some(24));
    papers.clear();
    let line =
        ["split", "2of2", "--scheme", "codex32", "--secret-from", "seed.txt", "--screen", "--json"];
    let output = on_a_terminal(&line, folder.path(), |person| {
        papers.extend((0..2).map(|_| copies_a_string(person)));
    });
    let made = facts(&output);
    none_of(&papers, &output);
    let back = combined(folder.path(), &papers, &[]);
    assert_eq!(back["fingerprint"], made["fingerprint"]);
}

#[test]
fn a_row_that_is_typed_back_wrongly_five_times_ends_it() {
    let folder = scratch();
    let line = ["new", "--format", "codex32", "--allow-online"];
    let output = on_a_terminal(&line, folder.path(), |person| {
        person.sees("hide");
        person.types("\r", false);
        for _ in 0..5 {
            person.sees("Row 1 of 5: ");
            person.types("ms10 qqqq qqqq qqqq\r", true);
        }
    });
    assert_eq!(output.status.code(), Some(5));
    assert!(String::from_utf8_lossy(&output.stderr).contains("error[read-back-differs]"));
}

#[test]
fn parts_of_a_seed_xor_on_the_screen_are_typed_back_and_joined() {
    let folder = scratch();
    std::fs::write(folder.path().join("words.txt"), WORDS).unwrap();
    let mut papers = Vec::new();
    let line =
        ["split", "2of2", "--scheme", "xor", "--words-from", "words.txt", "--screen", "--json"];
    let output = on_a_terminal(&line, folder.path(), |person| {
        for _ in 1..=2 {
            let paper = copies_by_hand(person, 24);
            types_words_back(person, &paper, "from your paper");
            papers.push(paper.join(" "));
        }
    });
    assert_eq!(facts(&output)["form"].as_str(), Some("xor"));
    let restored = |papers: &[&String]| {
        let names: Vec<String> = (0..papers.len()).map(|at| format!("part-{at}")).collect();
        for (name, paper) in names.iter().zip(papers) {
            std::fs::write(folder.path().join(name), paper).unwrap();
        }
        let mut command = Command::new(super::PROGRAM);
        command.args(["restore", "--as", "seed-xor", "--json", "--no-input"]).args(&names);
        command.args(["--expect", "8c65eb9f"]).current_dir(folder.path()).output().unwrap()
    };
    assert_eq!(facts(&restored(&[&papers[0], &papers[1]]))["words"].as_u64(), Some(24));
    let words = WORDS.to_owned();
    assert!(!restored(&[&papers[0], &words]).status.success(), "not the sum of these");
}

#[test]
fn shares_for_paper_are_copied_from_the_screen_and_read_back() {
    let folder = scratch();
    let line = ["print", "shares", "2of2", "--screen", "--practice", "--json"];
    let mut papers = Vec::new();
    let output = on_a_terminal(&line, folder.path(), |person| {
        for share in 1..=2 {
            let paper = copies_by_hand(person, 33);
            types_words_back(person, &paper, &format!("Share {share} of 2, from your paper"));
            papers.push(paper.join(" "));
        }
    });
    let made = facts(&output);
    none_of(&papers, &output);
    assert_eq!((made["shares"].as_u64(), made["read_back"].as_bool()), (Some(2), Some(true)));
    assert_eq!(made["form"].as_str(), Some("slip39"));
    let back = combined(folder.path(), &papers, &["--as", "bip39"]);
    assert_eq!(back["fingerprint"], made["fingerprint"]);
}
