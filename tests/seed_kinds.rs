//! The kinds of seeds in `docs/SEEDS.md` are those that `restore --as` takes.

use std::collections::BTreeSet;
use std::process::Command;

/// The kinds of the paper's first table.
fn documented(paper: &str) -> BTreeSet<String> {
    let rows = paper.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    rows.map(str::to_owned).collect()
}

/// The values of `--as`, as the program itself lists them.
fn taken() -> BTreeSet<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_coldkeep"))
        .args(["restore", "--as", "no-such-kind"])
        .output()
        .expect("it runs");
    let said = String::from_utf8(output.stderr).expect("text");
    let list = said.split_once("possible: ").map_or("", |(_, rest)| rest);
    let values = list.split([',', '\n']).map(|value| value.trim().to_owned());
    values.filter(|value| !value.is_empty()).collect()
}

#[test]
fn every_kind_of_seed_is_documented() {
    let paper = std::fs::read_to_string(crate::support::project().join("docs/SEEDS.md"))
        .expect("the paper");
    let (documented, taken) = (documented(&paper), taken());
    assert!(documented.len() >= 7, "{documented:?}");
    let missing: Vec<&String> = documented.difference(&taken).collect();
    assert!(missing.is_empty(), "documented, and not taken by --as: {missing:?}");
    let fewer = paper.replace("| `monero` |", "| monero |");
    assert!(!fewer.contains("| `monero` |"));
    assert_ne!(self::documented(&fewer), documented, "a kind that is left out is noticed");
}
