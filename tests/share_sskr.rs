//! The published SSKR shares in their four texts, splitting and gathering, and what must be refused.

use crate::share_vectors::{random, text};
use crate::support::shared;
use coldkeep::secret::SecretBytes;
use coldkeep::share::sskr::{SskrError, looks_like};
use coldkeep::share::{
    Form, Gathering, Options, Scheme, Share, ShareError, check_every_quorum, split, split_sskr,
};
use coldkeep::ur::bytewords::{Style, decode, encode};

fn share(written: &str) -> Share {
    Share::parse(&text(written)).unwrap_or_else(|error| panic!("{written}: {error}"))
}

fn words(share: &Share) -> String {
    share.words().expose_secret().to_owned() // exposed to: a test
}

fn secret(length: usize) -> SecretBytes {
    SecretBytes::filled(length, random(length as u64))
}

fn of(scheme: &str, seed: u64) -> Vec<Share> {
    let scheme: Scheme = scheme.parse().expect("a scheme");
    split_sskr(&secret(16), &scheme, &mut random(seed)).expect("16 bytes").remove(0)
}

/// The words of a share whose bytes were changed; the checksum is computed again.
fn changed(share: &Share, change: impl FnOnce(&mut Vec<u8>)) -> String {
    let bytes = decode(&words(share), Style::Standard).expect("as written");
    let mut bytes = bytes.expose_secret().to_vec(); // exposed to: a test
    change(&mut bytes);
    encode(&bytes, Style::Standard).expose_secret().to_owned() // exposed to: a test
}

#[test]
fn the_published_shares_give_their_secrets_from_every_quorum_in_all_texts() {
    let Some(file) = shared::json("sskr/sskr-vectors.json") else { return };
    let mut texts = 0;
    for case in file["cases"].as_array().unwrap() {
        let list = |key: &str| -> Vec<String> {
            let all = case[key].as_array().into_iter().flatten();
            all.map(|written| written.as_str().unwrap().to_owned()).collect()
        };
        let hex = case["secret"].as_str().unwrap();
        let secret = coldkeep::share::payload::from_hex(&text(hex)).expect("hex");
        let (new, old) = (list("shares_bytewords_tag40309"), list("shares_bytewords_tag309"));
        let (ur, old_ur) = (list("shares_ur_sskr"), list("shares_ur_crypto_sskr"));
        for form in [&new, &old, &ur, &old_ur].into_iter().filter(|form| !form.is_empty()) {
            let shares: Vec<Share> = form.iter().map(|written| share(written)).collect();
            let quorums = check_every_quorum(&shares, &secret, &text("")).expect("one set");
            assert!(quorums.all);
            for (written, share) in form.iter().zip(&shares) {
                assert_eq!(share.form(), Form::Sskr);
                assert_eq!(looks_like(written), Some(true));
                assert_eq!(looks_like(&written.to_uppercase()), Some(true));
                texts += 1;
            }
        }
        for (written, ur) in new.iter().zip(&ur) {
            assert_eq!(&words(&share(ur)), written);
            assert!(written.starts_with(&format!("tuna next keep gyro {}", share(ur).set_name())));
        }
    }
    shared::ran("SSKR texts", texts, 28);
}

#[test]
fn every_style_of_bytewords_is_one_share() {
    let made = of("2of3", 3).remove(1);
    let right = words(&made);
    let bytes = decode(&right, Style::Standard).expect("as written");
    // exposed to: a test
    let minimal = encode(bytes.expose_secret(), Style::Minimal).expose_secret().to_owned();
    let numbered: Vec<String> =
        (1..).zip(right.split(' ')).map(|(at, word)| format!("{at}. {word}\n")).collect();
    for written in [
        right.to_uppercase(),
        right.replace(' ', "-"),
        minimal.to_uppercase(),
        minimal,
        format!("\u{feff}# SET: x\n{right}\n"),
        numbered.concat(),
    ] {
        assert_eq!(words(&share(&written)), right);
    }
    assert_eq!((made.word_count(), right.split(' ').count()), (29, 29));
}

#[test]
fn secrets_of_16_to_32_bytes_in_groups_come_back_from_every_quorum() {
    let scheme = Scheme::groups(2, &["me=1of1", "family=2of3", "friends=3of5"]).expect("three");
    for length in (16..=32).step_by(2) {
        let made = split_sskr(&secret(length), &scheme, &mut random(9)).expect("even");
        let read: Vec<Share> = made.iter().flatten().map(|made| share(&words(made))).collect();
        assert!(read.iter().all(|share| words(share).split(' ').count() == share.word_count()));
        let quorums = check_every_quorum(&read, &secret(length), &text("")).expect("one set");
        assert_eq!(quorums.subsets.len(), 3 + 10 + 30);
        let mut gathering = Gathering::new();
        for share in read.into_iter().skip(1).take(2) {
            gathering.add(share).expect("one set");
        }
        let progress = gathering.progress().expect("two shares");
        assert_eq!((progress.groups_complete, progress.group_threshold), (1, 2));
        assert!(words(&made[2][0]).starts_with(&progress.groups[2].starts_with));
    }
    for length in [0, 14, 17, 31, 34] {
        let refused = split_sskr(&SecretBytes::zeroed(length), &scheme, &mut random(1)).err();
        assert_eq!(refused, Some(ShareError::Sskr(SskrError::SecretLength(length))));
    }
}

#[test]
fn sets_and_schemes_are_not_mixed() {
    let (first, second) = (of("2of3", 1), of("2of3", 2));
    let mut gathering = Gathering::new();
    gathering.add(share(&words(&first[0]))).expect("the first");
    let (this, expected) = (second[1].set_name(), first[0].set_name());
    let refused = gathering.add(share(&words(&second[1])));
    assert_eq!(refused, Err(ShareError::OtherSet { this, expected }));
    let slip39 = split(
        &secret(16),
        &"2of3".parse().expect("a scheme"),
        &Options { iteration_exponent: 0, ..Options::default() },
        &text(""),
        &mut random(1),
    );
    let refused = gathering.add(slip39.expect("16 bytes").remove(0).remove(1));
    assert_eq!(refused, Err(ShareError::OtherScheme { this: "SLIP-39", expected: "SSKR" }));
    let forged = changed(&first[0], |bytes| *bytes.last_mut().expect("bytes") ^= 1);
    assert_eq!(gathering.add(share(&forged)), Err(ShareError::Conflict { group: 1, member: 1 }));
    let forged = changed(&first[1], |bytes| *bytes.last_mut().expect("bytes") ^= 1);
    gathering.add(share(&forged)).expect("nothing tells it apart alone");
    let refused = gathering.recover(&text("")).err();
    assert_eq!(refused, Some(ShareError::DoNotFit { group: 1, members: vec![1, 2] }));
}

#[test]
fn a_wrong_word_a_missing_word_and_other_contents_are_refused() {
    let made = of("2of3", 5).remove(2);
    let right = words(&made);
    let all: Vec<&str> = right.split(' ').collect();
    let mut tried = 0;
    for at in 0..all.len() {
        for other in ["able", "zoom", "gala", "huts"] {
            let mut wrong = all.clone();
            wrong[at] = other;
            let refused = Share::parse(&text(&wrong.join(" "))).is_err();
            assert!(refused || all[at] == other);
            tried += 1;
        }
        let mut short = all.clone();
        short.remove(at);
        assert!(Share::parse(&text(&short.join(" "))).is_err());
        let mut unknown = all.clone();
        unknown[at] = "word";
        let refused = Share::parse(&text(&unknown.join(" "))).err();
        if at > 0 {
            assert_eq!(refused, Some(ShareError::Sskr(SskrError::Word(at + 1))));
            assert_eq!(looks_like(&unknown.join(" ")), Some(false));
        }
    }
    shared::ran("SSKR with a wrong word", tried, 100);
    let refused = |written: &str| Share::parse(&text(written)).err();
    let sskr = |error| Some(ShareError::Sskr(error));
    assert_eq!(
        refused(&right.replacen("tuna next keep", "tuna next kept", 1)),
        sskr(SskrError::Checksum)
    );
    // Bytes 0 to 8: three of the tag, the length, and the header.
    assert_eq!(refused(&changed(&made, |bytes| bytes[2] ^= 1)), sskr(SskrError::Form));
    assert_eq!(refused(&changed(&made, |bytes| bytes[3] += 1)), sskr(SskrError::Form));
    assert_eq!(refused(&changed(&made, |bytes| bytes.truncate(12))), sskr(SskrError::Form));
    assert_eq!(refused(&changed(&made, |bytes| bytes[8] |= 0x10)), sskr(SskrError::Reserved));
    assert_eq!(
        refused(&changed(&made, |bytes| bytes[6] = 0x10)),
        Some(ShareError::GroupThreshold { threshold: 2, count: 1 })
    );
    assert_eq!(
        refused(&changed(&made, |bytes| bytes[7] |= 0x10)),
        Some(ShareError::GroupNumber { group: 2, count: 1 })
    );
    assert_eq!(refused("ur:sskr/aeaeaeae"), sskr(SskrError::Checksum));
    for other in [
        "",
        "acid able",
        "ur:seed/oeadgdstaslplabghydrpfmkbggufgludprfgmaotpiecffltnlpqdenos",
        "tun",
    ] {
        assert_eq!(looks_like(other), None);
    }
}
