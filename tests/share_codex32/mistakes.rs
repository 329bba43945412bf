//! Letters of a codex32 string wrong in every way: what is proposed for them, and what is not.

use super::{made, noise, plain};
use crate::share_vectors::text;
use crate::support::shared;
use coldkeep::secret::SecretBytes;
use coldkeep::share::ShareError;
use coldkeep::share::codex32::{Candidate, Codex32Error, Share, candidates};

/// The letters of the alphabet, to make mistakes with.
const ALPHABET: &[u8] = b"QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";

/// Changes the letters at the places, from 0, to others of the alphabet.
fn damaged(written: &str, places: &[usize], random: &mut dyn FnMut(&mut [u8])) -> String {
    let mut letters = written.as_bytes().to_vec();
    for at in places {
        let before = letters[*at];
        while letters[*at] == before {
            let mut drawn = [0];
            random(&mut drawn);
            letters[*at] = ALPHABET[usize::from(drawn[0]) % 32];
        }
    }
    String::from_utf8(letters).expect("letters")
}

/// Places behind the prefix, all different.
fn some_places(count: usize, length: usize, random: &mut dyn FnMut(&mut [u8])) -> Vec<usize> {
    let mut places = Vec::new();
    while places.len() < count {
        let mut drawn = [0; 2];
        random(&mut drawn);
        let at = 3 + usize::from(u16::from_be_bytes(drawn)) % (length - 3);
        if !places.contains(&at) {
            places.push(at);
        }
    }
    places.sort_unstable();
    places
}

fn only(found: Vec<Candidate>) -> Candidate {
    let [one] =
        <[Candidate; 1]>::try_from(found).unwrap_or_else(|f| panic!("{} candidates", f.len()));
    one
}

#[test]
fn every_single_wrong_letter_is_found() {
    let mut cases = 0;
    for length in [16, 32, 46, 47, 64] {
        let right = plain(&made(length).text());
        for at in 3..right.len() {
            for letter in ALPHABET.iter().filter(|letter| **letter != right.as_bytes()[at]) {
                let mut wrong = right.clone().into_bytes();
                wrong[at] = *letter;
                let wrong = String::from_utf8(wrong).expect("letters");
                assert!(Share::parse(&text(&wrong)).is_err(), "{wrong} was taken");
                let found = only(candidates(&text(&wrong)).expect("a length that exists"));
                assert_eq!(
                    (plain(&found.share.text()), found.changed),
                    (right.clone(), vec![at + 1])
                );
                cases += 1;
            }
        }
    }
    shared::ran("single wrong letters", cases, 10_000);
}

#[test]
fn up_to_four_wrong_and_eight_unreadable_letters_are_found() {
    let mut random = noise(93);
    let mut cases = 0;
    for length in [16, 32, 64] {
        let right = plain(&made(length).text());
        for errors in 0..=4 {
            for erasures in 0..=8 - 2 * errors {
                for _ in 0..if errors > 2 { 200 } else { 40 } {
                    let places = some_places(errors + erasures, right.len(), &mut random);
                    let (erased, wrong) = places.split_at(erasures);
                    let mut letters = damaged(&right, wrong, &mut random).into_bytes();
                    erased.iter().for_each(|at| letters[*at] = b'?');
                    let typed = String::from_utf8(letters).expect("letters");
                    assert!(errors + erasures == 0 || Share::parse(&text(&typed)).is_err());
                    let found = only(candidates(&text(&typed)).expect("a length that exists"));
                    assert_eq!(plain(&found.share.text()), right, "{typed}");
                    assert!(found.checked);
                    let changed: Vec<usize> = places.iter().map(|at| at + 1).collect();
                    assert_eq!(found.changed, changed);
                    cases += 1;
                }
            }
        }
    }
    shared::ran("wrong and unreadable letters together", cases, 4_000);
}

#[test]
fn five_wrong_letters_are_never_taken_for_a_right_string() {
    let mut random = noise(5);
    let right = plain(&made(32).text());
    let (mut proposed, tried) = (0, 2_000);
    for _ in 0..tried {
        let places = some_places(5, right.len(), &mut random);
        let wrong = damaged(&right, &places, &mut random);
        assert!(Share::parse(&text(&wrong)).is_err());
        for candidate in candidates(&text(&wrong)).expect("a length that exists") {
            // Another string within four letters: a proposal that says what it changed.
            assert!((1..=4).contains(&candidate.changed.len()));
            assert_ne!(plain(&candidate.share.text()), right);
            proposed += 1;
        }
    }
    assert!(proposed < tried / 10, "{proposed} of {tried}");
}

#[test]
fn a_run_of_unreadable_letters_as_long_as_the_checksum_is_filled_and_said_to_be_unchecked() {
    for (length, checks) in [(16, 13), (32, 13), (64, 15)] {
        let right = plain(&made(length).text());
        for start in 3..=right.len() - checks {
            for run in [9, checks] {
                let typed =
                    format!("{}{}{}", &right[..start], "?".repeat(run), &right[start + run..]);
                let found = only(candidates(&text(&typed)).expect("a run"));
                assert_eq!(
                    (plain(&found.share.text()), found.checked),
                    (right.clone(), run < checks)
                );
            }
        }
        let scattered: String = right
            .chars()
            .enumerate()
            .map(|(at, letter)| if at > 3 && at < 30 && at % 2 == 0 { '?' } else { letter })
            .collect();
        assert!(candidates(&text(&scattered)).expect("a length that exists").is_empty());
    }
}

#[test]
fn letters_that_are_not_in_the_alphabet_are_taken_for_what_they_are_misread_from() {
    let right = "MS12NAMES6XQGUZTTXKEQNJSJZV4JV3NZ5K3KWGSPHUH6EVW";
    let zeros =
        plain(&Share::of_seed(&SecretBytes::zeroed(16), "0l8l".parse().unwrap()).unwrap().text());
    for (right, wrong) in [
        (zeros.as_str(), zeros.replace('0', "O").replace('8', "B").replace('L', "I")),
        (right, right.replace("MS1", "MSI")),
        (right, right.replace("MS1", "M51")),
    ] {
        assert_ne!(right, wrong);
        let found = only(candidates(&text(&wrong)).expect("nearly right"));
        assert_eq!(plain(&found.share.text()), right);
    }
    assert_eq!(
        candidates(&text("XX12NAMES6")).err(),
        Some(ShareError::Codex32(Codex32Error::Prefix))
    );
    assert_eq!(
        candidates(&text("MS12NAMES6")).err(),
        Some(ShareError::Codex32(Codex32Error::Length(10)))
    );
}
