//! Every kind of `identify`: an example of each, the table in the documents, and how often chance is taken for one.

mod odds;
pub(crate) mod samples;

use coldkeep::identify::{self, Kind, all};
use std::collections::BTreeSet;

const DOCUMENT: &str = "docs/KINDS.md";
const START: &str = "<!-- the table of src/identify/kind.rs -->\n";

fn slugs(bytes: &[u8]) -> Vec<(&'static str, bool)> {
    all(bytes).iter().map(|one| (one.kind.slug(), one.damaged)).collect()
}

#[test]
fn every_kind_has_an_example_that_is_called_by_its_name() {
    let samples = samples::all();
    for (slug, bytes) in &samples {
        let found = slugs(bytes);
        assert!(found.contains(&(*slug, false)), "{slug} is called {found:?}");
    }
    let named: BTreeSet<&str> = samples.iter().map(|(slug, _)| *slug).collect();
    let kinds: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.slug()).collect();
    let without: Vec<&&str> = kinds.difference(&named).collect();
    assert_eq!(without, [&"unknown"], "a kind without an example");
    println!("{} examples of {} kinds", samples.len(), kinds.len());
}

#[test]
fn names_are_unique_and_made_of_small_letters() {
    let names: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.slug()).collect();
    assert_eq!(names.len(), Kind::ALL.len());
    let plain = |name: &&str| {
        name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    assert!(names.iter().all(plain));
}

#[test]
fn what_is_wrapped_is_named_too() {
    let seed = samples::of("ur");
    let found = all(&seed);
    let inside: Vec<_> = found.iter().map(|one| (one.kind, one.inside)).collect();
    assert_eq!(inside, [(Kind::Ur, None), (Kind::Bip39, Some(Kind::Ur))]);
    assert_eq!(found[1].facts.words, Some(12));
}

#[test]
fn two_fits_are_both_named() {
    // Found by trying: a mnemonic whose words are also a segwit seed of Electrum.
    let both = samples::both_bip39_and_electrum();
    let found = slugs(both.as_bytes());
    assert_eq!(found, [("bip39", false), ("electrum", false)]);
    assert_eq!(identify::identify(both.as_bytes()).kind, Kind::Bip39);
}

/// The table as the document has it.
fn table() -> String {
    let mut text =
        String::from("| name | it is | secret | it brings back, and how |\n|---|---|---|---|\n");
    for kind in Kind::ALL {
        let row = kind.row();
        let secret = if row.secret { "yes" } else { "no" };
        text += &format!("| `{}` | {} | {secret} | {} |\n", row.slug, row.what, row.next);
    }
    text
}

#[test]
fn the_document_has_the_table_of_the_program() {
    let path = crate::support::project().join(DOCUMENT);
    let document = std::fs::read_to_string(&path).expect(DOCUMENT);
    let (before, rest) = document.split_once(START).expect("the mark of the table");
    let after = rest.split_once("\n\n").map_or("", |(_, after)| after);
    let wanted = format!("{before}{START}{}\n{after}", table());
    if std::env::var_os("COLDKEEP_KINDS_WRITE").is_some() {
        std::fs::write(&path, &wanted).unwrap();
        return;
    }
    assert_eq!(document, wanted, "COLDKEEP_KINDS_WRITE=1 writes {DOCUMENT} again");
}
