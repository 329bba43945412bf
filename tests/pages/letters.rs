//! The letters that the tests draw, and every page of the kit around one.

use coldkeep::letter::Letter;
use coldkeep::logbook::LetterFile;
use coldkeep::paper::KitPage;

/// A whole letter, as a careful owner leaves it.
pub(crate) const FULL: &str = r#"format = 1
version = 3
written = 2026-11-22
for = "my family"
from = "Anna Berg"
lawyer = "Dr. Ines Roth, Kiel"
executor = "my brother Jonas Berg"
incapacity = "my husband Karl (power of attorney of 2026-05-02)"
kept = ["desk in the study", "Dr. Roth"]
missing = "Ask Jonas first; he helped me when I set this up."
message = """
Take your time, and argue with nobody over it.

With love"""
helper = [
  { name = "Mira Okafor", reach = "+49 431 555 0101, Kiel", agreed = true },
  { name = "Paul Lindgren", reach = "+46 8 555 0102, Stockholm", agreed = true },
]
asset = [
  { name = "savings", kind = "bitcoin", fingerprint = "8c65eb9f", passphrase = true },
  { name = "family wallet", kind = "bitcoin", fingerprint = "7fed2d89" },
  { name = "trading account", kind = "several coins", at = "Example Exchange" },
]
copy = [
  { of = "savings", what = "whole", place = "home safe", label = "Blue folder A", seal = "0417" },
  { of = "savings", what = "whole", place = "bank box", label = "Blue folder B", seal = "0418" },
  { of = "savings", what = "passphrase", place = "my sister", label = "Red envelope", seal = "0419" },
  { of = "family wallet", what = "share", scheme = "2of3", number = 1, place = "home safe", seal = "0420" },
  { of = "family wallet", what = "share", scheme = "2of3", number = 2, place = "bank box", label = "Green 2" },
  { of = "family wallet", what = "share", scheme = "2of3", number = 3, place = "my sister", label = "Green 3" },
]
place = [
  { name = "home safe", opened_by = ["Karl", "Jonas Berg"] },
  { name = "bank box", opened_by = ["Jonas Berg, as executor"] },
  { name = "my sister", opened_by = ["Lena Berg"] },
]
"#;

pub(crate) fn letter(text: &str) -> Letter {
    let file = LetterFile::parse(text.to_owned()).expect("a sample is whole");
    Letter::new(file.answers().clone())
}

const EMPTY: &str = "format = 1\n";

/// Every page of the kit, by the name of its snapshot.
pub(crate) fn kit() -> Vec<(&'static str, Letter, KitPage<'static>)> {
    vec![
        ("letter", letter(FULL), KitPage::Letter),
        ("letter-empty", letter(EMPTY), KitPage::Letter),
        ("letter-inventory", letter(FULL), KitPage::Inventory),
        ("letter-helper", letter(FULL), KitPage::Helper),
        ("letter-checklist", letter(FULL), KitPage::Checklist),
        ("letter-lawyer", letter(FULL), KitPage::Lawyer),
        ("letter-holder", letter(FULL), KitPage::Holder("my sister")),
    ]
}
