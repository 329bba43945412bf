//! Damaged words: the right mnemonic is among the candidates, and an oracle leaves it alone.

use coldkeep::repair::{self, Candidate, Fix, Limits, RepairError, RowCheck};
use coldkeep::secret::{SecretBytes, SecretText};
use coldkeep::seed::{Mnemonic, Passphrase, Typed, WORD_COUNTS, wordlist};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicU64, Ordering};

const SEEDSIGNER: &str = "attack pizza motion avocado network gather crop fresh patrol unusual wild \
     holiday candy pony ranch winter theme error hybrid van cereal salon goddess expire";

fn typed(text: &str) -> Typed {
    Typed::read(&SecretText::copied_from(text)).expect("no numbers")
}

fn with(change: impl FnOnce(&mut Vec<&str>)) -> String {
    let mut words: Vec<&str> = SEEDSIGNER.split_whitespace().collect();
    change(&mut words);
    words.join(" ")
}

fn right() -> Mnemonic {
    Mnemonic::parse(&SecretText::copied_from(SEEDSIGNER)).expect("SeedSigner's words")
}

fn of_word_count(words: usize, start: u8) -> Mnemonic {
    let entropy = SecretBytes::filled(words / 3 * 4, |bytes| {
        let values = (0_u8..).map(|nth| start.wrapping_add(nth).wrapping_mul(37));
        bytes.iter_mut().zip(values).for_each(|(byte, value)| *byte = value);
    });
    Mnemonic::from_entropy(&entropy).expect("a length that BIP-0039 has")
}

fn found<'a>(candidates: &'a [Candidate], mnemonic: &Mnemonic) -> Option<&'a Candidate> {
    candidates.iter().find(|candidate| candidate.mnemonic.same_as(mnemonic))
}

/// The candidates, with a fake oracle that knows the right words, and without one.
fn only_one(text: &str, limits: &Limits<'_>, right: &Mnemonic) -> Candidate {
    let read = typed(text);
    let oracle = |mnemonic: &Mnemonic| mnemonic.same_as(right);
    let mut one = repair::matching(&read, limits, &oracle).expect("within the limits");
    assert_eq!(one.len(), 1);
    one.remove(0)
}

fn row_checks(mnemonic: &Mnemonic) -> Vec<Option<RowCheck>> {
    let words: Vec<&str> = mnemonic.words().collect();
    let check = |row: &[&str]| {
        let digest = Sha256::digest(row.join(" "));
        RowCheck::new([digest[0], digest[1]])
    };
    words.chunks(4).map(|row| Some(check(row))).collect()
}

#[test]
fn the_documented_typo_has_169_candidates_and_one_with_the_right_seed() {
    let text = with(|words| words[10] = "wide");
    let all = repair::candidates(&typed(&text), &Limits::default()).expect("24 words");
    let wrong = all.iter().filter(|one| matches!(one.fixes[..], [Fix::Wrong { .. }])).count();
    assert_eq!(wrong, 169);
    let at = all.iter().position(|one| one.mnemonic.same_as(&right())).expect("it is among them");
    assert_eq!(all[at].fixes, [Fix::Wrong { position: 11 }]);
    assert!(at < 5, "place {at} of {}", all.len());
}

#[test]
fn the_oracle_sees_the_seed_and_leaves_one() {
    let wanted = right().seed(&Passphrase::none());
    let oracle = |mnemonic: &Mnemonic| {
        mnemonic.seed(&Passphrase::none()).expose_secret() == wanted.expose_secret()
    };
    let text = with(|words| words.swap(3, 20));
    let limits = Limits { threads: 2, ..Limits::default() };
    let found = repair::matching(&typed(&text), &limits, &oracle).expect("24 words");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].fixes, [Fix::Swapped { first: 4, second: 21 }]);
    let never = repair::matching(&typed(&text), &limits, &|_| false).expect("24 words");
    assert!(never.is_empty());
}

#[test]
fn a_missing_word_has_the_documented_number_of_candidates() {
    for (words, expected) in [(12, 128), (15, 64), (18, 32), (21, 16), (24, 8)] {
        let right = of_word_count(words, 1);
        let sentence = right.sentence();
        let mut text: Vec<&str> = sentence.expose_secret().split(' ').collect();
        text[words - 1] = "?";
        let all = repair::candidates(&typed(&text.join(" ")), &Limits::default());
        let all = all.expect("one is missing");
        assert_eq!(all.len(), expected);
        let one = found(&all, &right).expect("it is among them");
        assert_eq!(one.fixes, [Fix::Missing { position: words }]);
    }
}

#[test]
fn a_misspelt_word_ranks_what_looks_like_it_first() {
    let text = with(|words| words[14] = "romch");
    let all = repair::candidates(&typed(&text), &Limits::default()).expect("one is misspelt");
    assert!(all[0].mnemonic.same_as(&right()));
    assert_eq!(all[0].fixes, [Fix::Wrong { position: 15 }]);
}

#[test]
fn a_word_left_out_is_found_wherever_it_was() {
    for place in [0, 7, 23] {
        let text = with(|words| {
            words.remove(place);
        });
        let one = only_one(&text, &Limits::default(), &right());
        assert_eq!(one.fixes, [Fix::Omitted { position: place + 1 }]);
        let all = repair::candidates(&typed(&text), &Limits::default()).expect("23 words");
        assert!((140..=260).contains(&all.len()), "about 192: {}", all.len());
        for (nth, one) in all.iter().enumerate() {
            assert!(all[nth + 1..].iter().all(|other| !one.mnemonic.same_as(&other.mnemonic)));
        }
    }
}

#[test]
fn two_missing_words_need_an_oracle_or_a_row_check() {
    let text = with(|words| (words[2], words[19]) = ("?", "?"));
    let refused = RepairError::TooMany { possibilities: 1 << 22, most: 1 << 16 };
    assert_eq!(repair::candidates(&typed(&text), &Limits::default()).err(), Some(refused));
    let checks = &row_checks(&right())[..1];
    let limits = Limits { row_checks: checks, threads: 2, ..Limits::default() };
    let all = repair::candidates(&typed(&text), &limits).expect("one row has a check");
    assert!(found(&all, &right()).is_some() && all.len() < 60, "about 8: {}", all.len());
    let one = only_one(&text, &limits, &right());
    assert_eq!(one.fixes, [Fix::Missing { position: 3 }, Fix::Missing { position: 20 }]);
}

#[test]
#[cfg_attr(
    debug_assertions,
    ignore = "4 million possibilities: a second when optimised, many when not"
)]
fn two_missing_words_are_found_by_an_oracle_alone() {
    let text = with(|words| (words[2], words[19]) = ("?", "?"));
    let tried = AtomicU64::new(0);
    let progress = |done: u64, of: u64| {
        assert_eq!(of, 1 << 22);
        tried.fetch_max(done, Ordering::Relaxed);
    };
    let limits = Limits { threads: 2, progress: Some(&progress), ..Limits::default() };
    let one = only_one(&text, &limits, &right());
    assert_eq!(one.fixes, [Fix::Missing { position: 3 }, Fix::Missing { position: 20 }]);
    assert_eq!(tried.into_inner(), 1 << 22);
}

#[test]
fn row_checks_give_back_one_word_a_row() {
    let checks = row_checks(&right());
    let limits = Limits { row_checks: &checks, ..Limits::default() };
    let six = with(|words| {
        (words[0], words[5], words[10]) = ("?", "?", "?");
        (words[15], words[16], words[23]) = ("?", "?", "?");
    });
    let all = repair::candidates(&typed(&six), &limits).expect("each row has a check");
    assert_eq!(all.len(), 1);
    assert!(all[0].mnemonic.same_as(&right()) && all[0].fixes.len() == 6);
    let wrong = with(|words| {
        words[1] = "zoo";
        words.swap(8, 11);
    });
    let all = repair::candidates(&typed(&wrong), &limits).expect("each row has a check");
    let one = found(&all, &right()).expect("it is among them");
    let (changed, swapped) = (Fix::Wrong { position: 2 }, [9, 12]);
    assert_eq!(one.fixes[0], changed);
    assert_eq!(one.fixes[1..], swapped.map(|position| Fix::Wrong { position }));
}

#[test]
fn one_unreadable_word_in_each_row_comes_back_for_a_thousand_seeds() {
    let (mut lists, mut unclear) = (0, 0);
    for number in 0_u32..1_000 {
        let words = [12, 24][number as usize % 2];
        let entropy = SecretBytes::filled(words / 3 * 4, |bytes| {
            let digest = Sha256::digest(number.to_be_bytes());
            bytes.copy_from_slice(&digest[..bytes.len()]);
        });
        let mnemonic = Mnemonic::from_entropy(&entropy).expect("a length that BIP-0039 has");
        let checks = row_checks(&mnemonic);
        let hole = |row: usize| (number as usize >> (2 * (row % 5))) % 4;
        let text: Vec<&str> = mnemonic
            .words()
            .enumerate()
            .map(|(at, word)| if at % 4 == hole(at / 4) { "?" } else { word })
            .collect();
        let limits = Limits { row_checks: &checks, ..Limits::default() };
        let all =
            repair::candidates(&typed(&text.join(" ")), &limits).expect("each row has a check");
        let one = found(&all, &mnemonic).expect("the right words are always among them");
        assert_eq!(one.fixes.len(), words / 4);
        lists += 1;
        unclear += usize::from(all.len() > 1);
    }
    assert_eq!(lists, 1_000);
    // A wrong word fits a row's check once in 32 rows, and then the checksum once in 16 or 256 times.
    assert!(unclear < 15, "{unclear}");
}

#[test]
fn row_checks_confine_the_search_to_the_other_rows() {
    let mut checks = row_checks(&right());
    checks[2] = None;
    let limits = Limits { row_checks: &checks, ..Limits::default() };
    let text = with(|words| words[10] = "wide");
    let all = repair::candidates(&typed(&text), &limits).expect("24 words");
    assert!(all.len() < 60 && found(&all, &right()).is_some());
    for one in &all {
        assert!(matches!(one.fixes[0], Fix::Wrong { position: 9..=12 } | Fix::Swapped { .. }));
    }
    checks.push(None);
    let limits = Limits { row_checks: &checks, ..Limits::default() };
    let refused = RepairError::RowChecks { have: 7, rows: 6 };
    assert_eq!(repair::candidates(&typed(&text), &limits).err(), Some(refused));
}

#[test]
fn what_can_not_be_repaired_is_refused() {
    for (words, expected) in [("? ? ?", 3), ("", 0)] {
        let refused = repair::candidates(&typed(words), &Limits::default()).err();
        assert_eq!(refused, Some(RepairError::WordCount(expected)));
    }
    let one_of_11 = format!("{}?", "abandon ".repeat(10));
    let refused = repair::candidates(&typed(&one_of_11), &Limits::default()).err();
    assert_eq!(refused, Some(RepairError::WordCount(11)));
    let none_known = "? ".repeat(24);
    let refused = repair::matching(&typed(&none_known), &Limits::default(), &|_| true).err();
    let too_many = RepairError::TooMany { possibilities: u64::MAX, most: 1 << 23 };
    assert_eq!(refused, Some(too_many));
    let three_in_a_row = format!("? ? ? {}", "abandon ".repeat(9));
    let checks = [Some(RowCheck::new([0, 0]))];
    let limits = Limits { row_checks: &checks, ..Limits::default() };
    let refused = repair::candidates(&typed(&three_in_a_row), &limits).err();
    assert_eq!(refused, Some(RepairError::TooMany { possibilities: 1 << 33, most: 1 << 22 }));
}

#[test]
fn row_checks_are_four_hexadecimal_digits() {
    assert_eq!("8a0F".parse(), Ok(RowCheck::new([0x8a, 0x0f])));
    for text in ["", "8a0", "8a0ff", "+8a0", "8a0g"] {
        assert!(text.parse::<RowCheck>().is_err(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 8, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn every_changed_word_is_found(
        kind in 0..WORD_COUNTS.len(), start: u8, place in 0_usize..24, other in 0_u16..2048,
    ) {
        let right = of_word_count(WORD_COUNTS[kind], start);
        let mut words: Vec<&str> = right.words().collect();
        let place = place % words.len();
        words[place] = wordlist::english()[usize::from(other)];
        let read = typed(&words.join(" "));
        prop_assume!(right.words().nth(place) != Some(words[place]));
        let all = repair::candidates(&read, &Limits::default()).expect("a known length");
        let one = found(&all, &right).expect("the right words are among them");
        prop_assert_eq!(&one.fixes, &[Fix::Wrong { position: place + 1 }]);
    }

    #[test]
    fn every_swapped_pair_is_found(
        kind in 0..WORD_COUNTS.len(), start: u8, a in 0_usize..24, b in 0_usize..24,
    ) {
        let right = of_word_count(WORD_COUNTS[kind], start);
        let mut words: Vec<&str> = right.words().collect();
        let (a, b) = (a % words.len(), b % words.len());
        words.swap(a, b);
        prop_assume!(right.words().nth(a) != Some(words[a]));
        let read = typed(&words.join(" "));
        let all = repair::candidates(&read, &Limits::default()).expect("a known length");
        let one = found(&all, &right).expect("the right words are among them");
        prop_assert_eq!(&one.fixes, &[Fix::Swapped { first: a.min(b) + 1, second: a.max(b) + 1 }]);
    }
}
