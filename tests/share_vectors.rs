//! The 45 vectors of SLIP-0039, and every way to get one to three words of a share wrong.
#![allow(clippy::print_stdout, reason = "counts are part of what these tests show")]

use crate::support::shared;
use coldkeep::secret::{SecretBytes, SecretText};
use coldkeep::share::{Gathering, Options, Scheme, Share, ShareError, complete, split};

/// What every vector is locked with, as the standard's repository says.
const PASSPHRASE: &str = "TREZOR";

pub(crate) struct Vector {
    pub(crate) name: String,
    pub(crate) shares: Vec<String>,
    /// The secret in hex; empty when the shares must be refused.
    pub(crate) secret: String,
}

/// The published vectors, where they are there.
fn published() -> Option<Vec<Vector>> {
    let read: Vec<(String, Vec<String>, String, String)> =
        serde_json::from_value(shared::json("slip39/vectors.json")?)
            .expect("a list of name, shares, secret, key");
    Some(
        read.into_iter().map(|(name, shares, secret, _)| Vector { name, shares, secret }).collect(),
    )
}

/// The good sets of this repository, which another program made.
pub(crate) fn vectors() -> Vec<Vector> {
    let text =
        std::fs::read_to_string(crate::support::project().join("vectors/slip39.json")).unwrap();
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let string = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let read = |set: &serde_json::Value| Vector {
        name: string(&set["shape"]),
        shares: set["shares"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|group| group.as_array().unwrap())
            .map(string)
            .collect(),
        secret: string(&set["secret"]),
    };
    file["valid"].as_array().unwrap().iter().map(read).collect()
}

/// A share of 20 words.
fn short_share(extendable: bool) -> String {
    let all = vectors();
    let mut shares =
        all.iter().flat_map(|vector| &vector.shares).filter(|share| share.split(' ').count() == 20);
    shares
        .find(|share| Share::parse(&text(share)).unwrap().is_extendable() == extendable)
        .unwrap()
        .clone()
}

pub(crate) fn text(text: &str) -> SecretText {
    SecretText::copied_from(text)
}

pub(crate) fn combine(shares: &[String]) -> Result<SecretBytes, ShareError> {
    let mut gathering = Gathering::new();
    for share in shares {
        gathering.add(Share::parse(&text(share))?)?;
    }
    gathering.recover(&text(PASSPHRASE))
}

/// Numbers that look random and are the same every time (splitmix64).
pub(crate) fn numbers(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }
}

pub(crate) fn random(seed: u64) -> impl FnMut(&mut [u8]) {
    let mut next = numbers(seed);
    move |room: &mut [u8]| room.fill_with(|| next() as u8)
}

fn all_words() -> Vec<&'static str> {
    ('a'..='z').flat_map(|letter| complete(&letter.to_string())).collect()
}

#[test]
fn all_45_vectors_give_their_secret_or_are_refused() {
    let (mut given, mut refused) = (0, 0);
    let Some(published) = published() else { return };
    for vector in published {
        match combine(&vector.shares) {
            Ok(secret) => {
                let hex = coldkeep::share::payload::to_hex(&secret);
                assert_eq!(hex.expose_secret(), vector.secret, "{}", vector.name);
                given += 1;
            }
            Err(refusal) => {
                assert!(vector.secret.is_empty(), "{}: {refusal}", vector.name);
                println!("{}: {refusal}", vector.name);
                refused += 1;
            }
        }
    }
    println!("SLIP-0039 vectors: {given} secrets and {refused} refusals of 45");
    assert_eq!((given, refused), (15, 30));
}

#[test]
fn the_words_of_every_good_vector_are_written_back_the_same() {
    for vector in vectors().iter().filter(|vector| !vector.secret.is_empty()) {
        for share in &vector.shares {
            assert_eq!(Share::parse(&text(share)).unwrap().words().expose_secret(), share);
        }
    }
}

#[test]
fn no_share_with_one_word_replaced_is_accepted() {
    let list = all_words();
    assert_eq!(list.len(), 1024);
    let mut refused = 0;
    // All words of an extendable share, as new ones are; every seventh of the older kind.
    for (extendable, step) in [(true, 1), (false, 7)] {
        let share = short_share(extendable);
        let right: Vec<&str> = share.split(' ').collect();
        for at in 0..right.len() {
            let mut wrong = right.clone();
            for other in list.iter().step_by(step).filter(|word| **word != right[at]) {
                wrong[at] = other;
                let refusal = Share::parse(&text(&wrong.join(" "))).err();
                let Some(ShareError::Checksum { near: Some((from, to)) }) = refusal else {
                    panic!("word {} of an extendable={extendable} share: {refusal:?}", at + 1);
                };
                assert!((from..=to).contains(&(at + 1)) && to - from <= 2);
                refused += 1;
            }
        }
    }
    println!("single words replaced: {refused} refused, each placed within one word, 0 accepted");
    assert!(refused >= 20 * 1023 + 20 * 146);
}

#[test]
fn no_share_with_two_or_three_wrong_words_is_accepted() {
    let list = all_words();
    let mut next = numbers(39);
    let (mut refused, mut misplaced) = (0, 0);
    for share in vectors().iter().filter(|v| !v.secret.is_empty()).flat_map(|v| &v.shares) {
        let right: Vec<&str> = share.split(' ').collect();
        for _ in 0..100 {
            let mut wrong = right.clone();
            let mut left = 2 + next() % 2;
            while left > 0 {
                let (at, word) = (next() as usize % wrong.len(), list[next() as usize % 1024]);
                if wrong[at] == right[at] && word != right[at] {
                    wrong[at] = word;
                    left -= 1;
                }
            }
            match Share::parse(&text(&wrong.join(" "))).err() {
                Some(ShareError::Checksum { near }) => misplaced += usize::from(near.is_some()),
                other => panic!("accepted or refused for another reason: {other:?}"),
            }
            refused += 1;
        }
    }
    println!("two or three words replaced: {refused} refused, {misplaced} given a place");
    // Three errors can look like one other error; a share with a single fitting place is rare then.
    assert!(refused >= 3500 && misplaced * 1000 <= refused, "{misplaced} of {refused}");
}

#[test]
fn every_swap_of_two_words_is_refused_and_neighbours_are_placed() {
    let share = vectors().remove(19).shares.remove(0);
    let right: Vec<&str> = share.split(' ').collect();
    for first in 0..right.len() {
        for second in first + 1..right.len() {
            let mut wrong = right.clone();
            wrong.swap(first, second);
            if wrong == right {
                continue;
            }
            let refusal = Share::parse(&text(&wrong.join(" "))).err();
            let Some(ShareError::Checksum { near }) = refusal else { panic!("{refusal:?}") };
            // A swap with the second word changes which check applies, so it may have no place.
            if second == first + 1 && first > 1 {
                assert_eq!(near, Some((first + 1, second + 1)));
            }
        }
    }
}

#[test]
fn an_outsider_cannot_make_shares_of_two_splittings_fit() {
    let scheme: Scheme = "2of3".parse().unwrap();
    let secret = SecretBytes::copied_from(&[0x42; 16]);
    let options = Options { iteration_exponent: 0, ..Options::default() };
    let mut refused = 0;
    for seed in 0..40 {
        // The same two identifier bytes, so that only the digest can tell the splittings apart.
        let make = |seed: u64| {
            let mut other = random(seed);
            let mut source = |room: &mut [u8]| {
                if room.len() == 2 { room.fill(0x11) } else { other(room) }
            };
            split(&secret, &scheme, &options, &text(""), &mut source).unwrap().remove(0)
        };
        let (mut one, mut other) = (make(seed), make(seed + 1000));
        let mut gathering = Gathering::new();
        gathering.add(one.remove(0)).unwrap();
        gathering.add(other.remove(1)).unwrap();
        assert!(gathering.is_complete());
        let refusal = gathering.recover(&text("")).err();
        assert_eq!(refusal, Some(ShareError::DoNotFit { group: 1, members: vec![1, 2] }));
        refused += 1;
    }
    println!("shares of two splittings under one name: {refused} of 40 refused");
}
