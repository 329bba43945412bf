//! The keys of `logbook.toml` in `docs/FORMAT.md` are those that the program writes.

use crate::support::project;
use std::collections::BTreeSet;

/// Where the keys of entries are written.
const WRITERS: [&str; 3] = ["archive.rs", "copy.rs", "plan.rs"];

/// The keys in the first parts of pairs: `("name", …`, one a line.
fn written() -> BTreeSet<String> {
    let texts = WRITERS.map(|name| {
        std::fs::read_to_string(project().join("src/logbook").join(name)).expect("a source")
    });
    let lines = texts.iter().flat_map(|text| text.lines());
    let keys = lines.filter_map(|line| line.trim().strip_prefix("(\"")?.split_once("\", "));
    let states = coldkeep::logbook::STEPS.map(str::to_owned);
    keys.map(|(key, _)| key.to_owned()).chain(states).collect()
}

/// What stands between backticks in the tables of the last section.
fn documented(text: &str) -> BTreeSet<String> {
    let section = text.split("## 13. The logbook").nth(1).expect("it is there");
    let rows = section.lines().filter(|line| line.starts_with('|'));
    rows.flat_map(|row| row.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

#[test]
fn every_key_that_is_written_is_documented() {
    let text = std::fs::read_to_string(project().join("docs/FORMAT.md")).expect("a document");
    let written = written();
    assert!(written.len() > 40, "{written:?}");
    let missing =
        |text: &str| -> Vec<String> { written.difference(&documented(text)).cloned().collect() };
    assert_eq!(missing(&text), Vec::<String>::new());
    assert_eq!(missing(&text.replace("`generation`", "")), ["generation"], "the control");
}
