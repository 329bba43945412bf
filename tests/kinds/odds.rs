//! How often chance is taken for a kind: random texts and changed examples, counted and compared with the odds of the
//! checksums.

use super::samples;
use coldkeep::identify::all;
use coldkeep::secret::{SecretBytes, SecretText};
use coldkeep::seed::Mnemonic;
use coldkeep::seed::wordlist::english;
use coldkeep::share::{self, Share};
use coldkeep::ur::bytewords::{Style, encode};
use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

/// A way to change the bytes of a text.
type Change = fn(&[u8], &mut Numbers) -> Vec<u8>;

/// The version of Electrum fits: 16 + 3 of 4,096 texts, those with two factors only at some lengths.
const ELECTRUM: f64 = 19.0 / 4_096.0;
const BASE58: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Numbers that follow from a first one (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % end.max(1) as u64) as usize
    }

    fn text(&mut self, len: usize, digits: &[u8]) -> Vec<u8> {
        (0..len).map(|_| digits[self.below(digits.len())]).collect()
    }

    fn words(&mut self, count: usize, list: &[&str]) -> Vec<u8> {
        let drawn: Vec<&str> = (0..count).map(|_| list[self.below(list.len())]).collect();
        drawn.join(" ").into_bytes()
    }
}

fn drawn_bytes(numbers: &mut Numbers) -> Vec<u8> {
    (0..5 + numbers.below(30)).map(|_| numbers.below(256) as u8).collect()
}

/// A kind of text, how many of it, and the kinds that it may be by chance with their odds; all others have none.
struct Family {
    name: &'static str,
    count: usize,
    draw: fn(&mut Numbers) -> Vec<u8>,
    odds: &'static [(&'static str, f64)],
}

const FAMILIES: [Family; 13] = [
    Family {
        name: "printable characters",
        count: 2_000,
        draw: |numbers| {
            let len = 1 + numbers.below(200);
            (0..len).map(|_| b' ' + numbers.below(95) as u8).collect()
        },
        odds: &[],
    },
    Family {
        name: "bytes",
        count: 1_000,
        draw: |numbers| (0..33 + numbers.below(300)).map(|_| numbers.below(256) as u8).collect(),
        odds: &[],
    },
    Family {
        name: "12 words of BIP-39",
        count: 1_500,
        draw: |numbers| numbers.words(12, english()),
        odds: &[("bip39", 1.0 / 16.0), ("electrum", ELECTRUM)],
    },
    Family {
        name: "24 words of BIP-39",
        count: 1_500,
        draw: |numbers| numbers.words(24, english()),
        odds: &[("bip39", 1.0 / 256.0), ("electrum", ELECTRUM)],
    },
    Family {
        name: "20 words of SLIP-39",
        count: 500,
        draw: |numbers| numbers.words(20, share::word_list()),
        odds: &[("electrum", ELECTRUM)],
    },
    Family {
        name: "25 words of Monero",
        count: 500,
        draw: |numbers| {
            let list = include_str!("../../src/seed/words/monero_english.txt");
            numbers.words(25, &list.lines().collect::<Vec<_>>())
        },
        odds: &[("monero", 1.0 / 1_626.0), ("electrum", ELECTRUM)],
    },
    Family {
        name: "12 numbers of words",
        count: 500,
        draw: |numbers| {
            let drawn: Vec<String> = (0..12).map(|_| numbers.below(2_048).to_string()).collect();
            drawn.join(" ").into_bytes()
        },
        odds: &[("bip39-numbers", 31.0 / 256.0)],
    },
    Family {
        name: "48 digits",
        count: 200,
        draw: |numbers| numbers.text(48, b"0123456789"),
        odds: &[],
    },
    Family {
        name: "52 characters of Base58",
        count: 500,
        draw: |numbers| [&b"K"[..], &numbers.text(51, BASE58)].concat(),
        odds: &[],
    },
    Family {
        name: "30 characters of Base58 behind S",
        count: 800,
        draw: |numbers| [&b"S"[..], &numbers.text(29, BASE58)].concat(),
        odds: &[("mini-private-key", 1.0 / 256.0)],
    },
    Family {
        name: "56 characters of base 32 behind S",
        count: 300,
        draw: |numbers| {
            [&b"S"[..], &numbers.text(55, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")].concat()
        },
        odds: &[("stellar-secret", 1.0 / 65_536.0)],
    },
    Family {
        name: "Bytewords",
        count: 300,
        draw: |numbers| {
            let bytes = drawn_bytes(numbers);
            let words = encode(&bytes, Style::Standard);
            // Without its last word the checksum is another.
            let (words, _) = words.expose_secret().rsplit_once(' ').expect("several words");
            words.as_bytes().to_vec()
        },
        odds: &[("electrum", ELECTRUM)],
    },
    Family {
        name: "letters behind ur:",
        count: 400,
        draw: |numbers| {
            let len = 10 + numbers.below(100);
            [&b"ur:seed/"[..], &numbers.text(len, b"abcdefghijklmnopqrstuvwxyz")].concat()
        },
        odds: &[],
    },
];

/// Counts the whole kinds; and what `restore` takes as words must be what `identify` calls words.
fn count(bytes: &[u8], counts: &mut BTreeMap<&'static str, usize>) {
    let found = all(bytes);
    let whole: Vec<&str> =
        found.iter().filter(|one| !one.damaged).map(|one| one.kind.slug()).collect();
    for slug in &whole {
        *counts.entry(slug).or_default() += 1;
    }
    let Ok(text) = SecretText::from_bytes(SecretBytes::copied_from(bytes)) else { return };
    let _ = Share::parse(&text);
    let taken = Mnemonic::parse(&text).is_ok();
    assert_eq!(taken, whole.contains(&"bip39"), "restore and identify disagree on words");
}

/// What is more than chance explains: six standard deviations and three.
fn too_many(seen: usize, expected: f64) -> bool {
    let few = if expected < 1e-3 { 0.0 } else { 3.0 };
    seen as f64 > expected + 6.0 * expected.sqrt() + few
}

#[test]
fn random_texts_are_called_something_no_more_often_than_the_checksums_allow() {
    let mut numbers = Numbers(1);
    let (mut total, mut accepted) = (0, 0);
    for family in &FAMILIES {
        let mut counts = BTreeMap::new();
        for _ in 0..family.count {
            count(&(family.draw)(&mut numbers), &mut counts);
        }
        for (kind, odds) in family.odds {
            counts.entry(kind).or_default();
            let expected = family.count as f64 * odds;
            println!(
                "{}: {kind} {} of {}, {expected:.1} by the odds",
                family.name, counts[kind], family.count
            );
        }
        for (kind, seen) in counts {
            let odds =
                family.odds.iter().find(|(name, _)| *name == kind).map_or(0.0, |odds| odds.1);
            let expected = family.count as f64 * odds;
            assert!(!too_many(seen, expected), "{}: {kind} {seen} times", family.name);
            accepted += seen;
        }
        total += family.count;
    }
    println!("{total} random texts, {accepted} accepted, none beyond the odds");
    assert!(total >= 10_000);
    assert!(too_many(30, 4.0) && too_many(1, 0.0) && !too_many(10, 4.0), "the bound can be passed");
}

/// Kinds of words: two of them change places. The odds are those that the checksum holds all the same.
const SWAPPED: [(&str, f64); 9] = [
    ("bip39", 1.0 / 256.0),
    ("bip39-numbers", 2.0 / 256.0),
    ("seed-xor", 1.0 / 256.0),
    ("slip39", 0.0),
    ("share-file", 0.0),
    ("electrum", ELECTRUM),
    ("monero", 2.0 / 24.0),
    ("aezeed", 0.0),
    ("bytewords", 0.0),
];
/// Kinds of characters: one of them changes.
const CHANGED: [(&str, f64); 16] = [
    ("seedqr", 1.0 / 256.0),
    ("codex32", 0.0),
    ("bip38", 0.0),
    ("wif", 0.0),
    ("xprv", 0.0),
    ("xpub", 0.0),
    ("mini-private-key", 1.0 / 256.0),
    ("stellar-secret", 0.0),
    ("xrp-family-seed", 0.0),
    ("nostr-nsec", 0.0),
    ("cardano-key", 0.0),
    ("address", 0.0),
    ("age-identity", 0.0),
    ("age-recipient", 0.0),
    ("ur", 0.0),
    ("sskr", 0.0),
];
const ROUNDS: usize = 400;

fn swapped(text: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let text = std::str::from_utf8(text).expect("words");
    let start = text.rfind('\n').map_or(0, |at| at + 1);
    let mut words: Vec<&str> = text[start..].split_whitespace().collect();
    loop {
        let (one, other) = (numbers.below(words.len()), numbers.below(words.len()));
        if words[one] != words[other] {
            words.swap(one, other);
            return format!("{}{}", &text[..start], words.join(" ")).into_bytes();
        }
    }
}

fn changed(text: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut text = text.to_vec();
    // The type of a resource is not under its checksum.
    let start = text.iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
    loop {
        let at = start + numbers.below(text.len() - start);
        let class: &[u8] = match text[at] {
            b'0'..=b'9' => b"0123456789",
            b'a'..=b'z' => b"abcdefghijklmnopqrstuvwxyz",
            b'A'..=b'Z' => b"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            _ => continue,
        };
        let other = class[numbers.below(class.len())];
        if other != text[at] {
            text[at] = other;
            return text;
        }
    }
}

#[test]
fn changed_examples_are_called_whole_no_more_often_than_the_checksums_allow() {
    let mut numbers = Numbers(2);
    let mut total = 0;
    let ways: [(&[(&str, f64)], Change); 2] = [(&SWAPPED, swapped), (&CHANGED, changed)];
    for (kinds, change) in ways {
        for (slug, odds) in kinds {
            let example = samples::of(slug);
            let mut whole = 0;
            for _ in 0..ROUNDS {
                let bytes = change(&example, &mut numbers);
                let found = all(&bytes);
                whole +=
                    usize::from(found.iter().any(|one| one.kind.slug() == *slug && !one.damaged));
            }
            total += ROUNDS;
            let expected = ROUNDS as f64 * odds;
            println!("{slug}: {whole} of {ROUNDS} changed ones whole, {expected:.1} by the odds");
            assert!(!too_many(whole, expected), "{slug}: {whole} of {ROUNDS}");
        }
    }
    println!("{total} changed examples");
    assert!(total >= 10_000);
}

/// The exit code of a command that is given this on stdin.
fn exit(arguments: &[&str], stdin: &[u8]) -> Option<i32> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_coldkeep"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    // The program may refuse before it has read everything.
    let _ = child.stdin.take().expect("a pipe").write_all(stdin);
    child.wait().expect("it ends").code()
}

#[test]
fn the_program_refuses_what_is_damaged_and_never_panics() {
    let mut numbers = Numbers(3);
    for slug in ["bip39", "slip39", "ur", "wif"] {
        let example = samples::of(slug);
        assert_eq!(exit(&["identify", "-"], &example), Some(0), "{slug}");
        for _ in 0..4 {
            let bytes = changed(&example, &mut numbers);
            let code = exit(&["restore", "--no-input", "-"], &bytes);
            assert!(matches!(code, Some(0 | 3 | 4 | 5)), "{slug}: {code:?}");
        }
    }
    assert_eq!(exit(&["identify", "-"], b"a shopping list: milk, bread"), Some(3));
    assert_eq!(exit(&["identify", "-"], b""), Some(3));
}
