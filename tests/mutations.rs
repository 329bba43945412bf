//! Known good input, changed at random: every way in takes it or refuses it, and never panics.
//!
//! The changes follow from the round's number, so a failure comes back. `COLDKEEP_ROUNDS=100` tries a hundred
//! times as many. `tests/fuzz` runs the same targets under libFuzzer.

mod keys;
mod targets;

use coldkeep::secret::{SecretBytes, SecretText};
use std::panic::{AssertUnwindSafe, catch_unwind};
use targets::seeds::{CHECKS, Check};

/// Numbers that follow from a first one (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) as usize % below.max(1)
    }
}

/// One to eight changes: flipped bits, odd bytes, pieces taken out, doubled, or put in from other input.
fn mutated(seeds: &[Vec<u8>], round: u64) -> Vec<u8> {
    const ODD: [&[u8]; 12] = [
        b"\0",
        b"\xff",
        b" ",
        b"\n",
        b"\r",
        b"-1",
        b"4294967296",
        b"\xe2\x80\xae",
        b"#",
        b"?",
        b"'",
        b"/",
    ];
    let mut numbers = Numbers(round);
    let mut bytes = seeds[numbers.next(seeds.len())].clone();
    for _ in 0..=numbers.next(8) {
        let at = numbers.next(bytes.len() + 1);
        let end = (at + 1 + numbers.next(12)).min(bytes.len());
        match numbers.next(6) {
            0 | 1 if at < bytes.len() => bytes[at] ^= 1 << numbers.next(8),
            2 => drop(bytes.splice(at..at, ODD[numbers.next(ODD.len())].iter().copied())),
            3 if at < end => drop(bytes.drain(at..end)),
            4 if at < end => {
                let piece = bytes[at..end].to_vec();
                drop(bytes.splice(at..at, piece));
            }
            _ => {
                let other = &seeds[numbers.next(seeds.len())];
                let from = numbers.next(other.len() + 1);
                let to = (from + numbers.next(40)).min(other.len());
                drop(bytes.splice(at..at, other[from..to].iter().copied()));
            }
        }
    }
    bytes
}

/// The first round whose input panics, with that input.
fn first_panic(run: fn(&[u8]), seeds: &[Vec<u8>], rounds: usize) -> Option<(u64, Vec<u8>)> {
    for seed in seeds {
        run(seed);
    }
    (0..rounds as u64).find_map(|round| {
        let bytes = mutated(seeds, round);
        catch_unwind(AssertUnwindSafe(|| run(&bytes))).err().map(|_| (round, bytes))
    })
}

fn rounds(usual: usize) -> usize {
    let times = std::env::var("COLDKEEP_ROUNDS").ok().and_then(|text| text.parse().ok());
    usual * times.unwrap_or(1)
}

#[test]
fn changed_input_is_taken_or_refused_and_never_panics() {
    let only = std::env::var("COLDKEEP_TARGET").ok();
    for target in targets::ALL.iter().filter(|t| only.as_deref().is_none_or(|name| name == t.name))
    {
        let found = first_panic(target.run, &(target.seeds)(), rounds(target.rounds));
        if let Some((round, bytes)) = found {
            panic!(
                "{} panics in round {round}: {:?}",
                target.name,
                String::from_utf8_lossy(&bytes)
            );
        }
    }
}

/// How many changed texts a reader takes for something else than any of the texts they were made of.
fn false_accepts(check: &Check, seeds: &[Vec<u8>], rounds: usize) -> usize {
    let read = |bytes: &[u8]| {
        let text = SecretText::from_bytes(SecretBytes::copied_from(bytes)).ok()?;
        (check.read)(&text)
    };
    let own: Vec<_> = seeds.iter().filter_map(|seed| read(seed)).collect();
    assert!(!own.is_empty(), "{}: the reader knows none of its examples", check.target);
    let taken = (0..rounds as u64).filter_map(|round| read(&mutated(seeds, round)));
    taken.filter(|found| !own.contains(found)).count()
}

/// What chance may do in so many rounds: the mean and five deviations.
fn at_most(odds: f64, rounds: usize) -> usize {
    let mean = odds * rounds as f64;
    (mean + 5.0 * mean.sqrt()) as usize
}

#[test]
fn no_changed_seed_or_share_is_taken_beyond_the_odds_of_its_checksum() {
    for check in &CHECKS {
        let target = targets::ALL.iter().find(|target| target.name == check.target);
        let target = target.expect("a target of that name");
        let rounds = rounds(target.rounds);
        let taken = false_accepts(check, &(target.seeds)(), rounds);
        let most = at_most(check.odds, rounds);
        assert!(taken <= most, "{}: {taken} of {rounds}, at most {most}", check.target);
        println!(
            "{}: {taken} of {rounds} changed texts taken, chance gives up to {most}",
            check.target
        );
    }
}

#[test]
fn a_reader_without_a_checksum_is_found() {
    fn any_text(text: &SecretText) -> Option<Vec<u8>> {
        Some(text.expose_secret().as_bytes().to_vec()) // exposed to: the comparison of test texts
    }
    let loose = Check { target: "any", read: any_text, odds: 1.0 / 24.0 };
    let taken = false_accepts(&loose, &[b"crater morning lizard".to_vec()], 1_000);
    assert!(taken > at_most(loose.odds, 1_000));
}

#[test]
fn a_parser_that_panics_is_found() {
    fn panics_on_two_spaces(bytes: &[u8]) {
        assert!(!bytes.windows(2).any(|pair| pair == b"  "), "two spaces");
    }
    assert!(
        first_panic(panics_on_two_spaces, &[b"crater morning lizard".to_vec()], 2_000).is_some()
    );
}
