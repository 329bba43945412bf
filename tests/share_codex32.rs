//! The vectors of BIP-0093, and codex32 secrets split and gathered.

mod mistakes;

use crate::share_vectors::text;
use crate::support::shared;
use coldkeep::secret::{SecretBytes, SecretText};
use coldkeep::share::codex32::{
    Codex32Error, Gathering, Identifier, Share, candidates, check_every_quorum, looks_like, split,
};
use coldkeep::share::{Added, ShareError};
use serde_json::Value;

fn share(written: &str) -> Share {
    Share::parse(&text(written)).unwrap_or_else(|error| panic!("{written}: {error}"))
}

fn plain(text: &SecretText) -> String {
    text.expose_secret().to_owned() // exposed to: a test
}

fn hex(bytes: &SecretBytes) -> String {
    // exposed to: a test
    bytes.expose_secret().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn string(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// Bytes that look random and are the same every time.
fn noise(mut state: u64) -> impl FnMut(&mut [u8]) {
    move |room| {
        for byte in room {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            *byte = (state >> 56) as u8;
        }
    }
}

fn seed(length: usize) -> SecretBytes {
    SecretBytes::filled(length, noise(length as u64))
}

fn made(length: usize) -> Share {
    Share::of_seed(&seed(length), "test".parse().expect("four letters")).expect("a BIP-32 seed")
}

/// Every way to choose `size` of the items, in order.
fn subsets<T: Copy>(items: &[T], size: usize) -> Vec<Vec<T>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (at, first) in items.iter().enumerate() {
        for mut rest in subsets(&items[at + 1..], size - 1) {
            rest.insert(0, *first);
            all.push(rest);
        }
    }
    all
}

fn recovered(shares: &[&str]) -> Share {
    let mut gathering = Gathering::new();
    for written in shares {
        assert_eq!(gathering.add(share(written)), Ok(Added::New));
    }
    gathering.recover().expect("a whole set")
}

#[test]
fn the_published_strings_give_their_seeds() {
    let Some(file) = shared::json("bip93/codex32-vectors.json") else { return };
    let mut cases = 0;
    for vector in file["valid"].as_array().unwrap() {
        let seed = string(&vector["master_seed_hex"]);
        let shares = vector["shares"].as_object().unwrap();
        for (index, entry) in shares {
            let written = string(&entry["string"]);
            let read = share(written);
            assert_eq!(u64::from(read.threshold()), vector["threshold"].as_u64().unwrap());
            assert_eq!(read.identifier().to_string(), string(&vector["identifier"]).to_uppercase());
            assert_eq!(read.index().to_string(), index.to_uppercase());
            assert_eq!(plain(&read.text()), written.to_uppercase());
            assert_eq!(plain(&read.grouped()).replace(' ', ""), written.to_uppercase());
            assert_eq!(looks_like(written), Some(true));
            assert_eq!(
                read.seed().map(|seed| hex(&seed)),
                read.is_secret().then(|| seed.to_owned())
            );
            cases += 1;
        }
        let secret = string(&vector["shares"]["s"]["string"]);
        let parts: Vec<&str> =
            shares.values().map(|e| string(&e["string"])).filter(|s| *s != secret).collect();
        let threshold = share(secret).threshold();
        if threshold > 0 {
            for quorum in subsets(&parts, threshold.into()) {
                assert!(recovered(&quorum).same_as(&share(secret)));
            }
        }
        for equivalent in vector["equivalent_secrets_same_seed"].as_array().into_iter().flatten() {
            assert_eq!(
                share(string(equivalent)).seed().map(|seed| hex(&seed)).as_deref(),
                Some(seed)
            );
            cases += 1;
        }
    }
    shared::ran("BIP-0093 valid strings", cases, 13 + 20);
}

#[test]
fn the_published_bad_strings_are_refused_for_their_reasons() {
    let Some(file) = shared::json("bip93/codex32-vectors.json") else { return };
    let invalid = file["invalid"].as_array().unwrap();
    for case in invalid {
        let (written, reason) = (string(&case["string"]), string(&case["reason"]));
        let refused = Share::parse(&text(written)).err();
        let expected = match refused.as_ref().unwrap_or_else(|| panic!("{written} was taken")) {
            ShareError::Codex32(Codex32Error::Checksum) => {
                ["incorrect checksums", "wrong checksum"].as_slice()
            }
            ShareError::Codex32(Codex32Error::Length(_)) => {
                &["improper length", "wrong checksum", "length"]
            }
            ShareError::Codex32(Codex32Error::Index) => &["index"],
            ShareError::Codex32(Codex32Error::Threshold) => &["threshold"],
            ShareError::Codex32(Codex32Error::Prefix) => &["prefix", "\"ms\"", "separator"],
            ShareError::Codex32(Codex32Error::Case) => &["case"],
            other => panic!("{written}: {other}"),
        };
        assert!(
            expected.iter().any(|part| reason.contains(part)),
            "{written}: {refused:?} for {reason}"
        );
        if refused == Some(ShareError::Codex32(Codex32Error::Checksum)) {
            assert_eq!(looks_like(written), Some(false));
        }
    }
    shared::ran("BIP-0093 bad strings", invalid.len(), 64);
}

#[test]
fn seeds_of_all_lengths_are_written_read_split_and_recombined() {
    for length in 16..=64 {
        let secret = made(length);
        assert_eq!(secret.seed_length(), length);
        assert!(share(&plain(&secret.grouped())).same_as(&secret));
        assert_eq!(secret.seed().map(|seed| hex(&seed)), Some(hex(&seed(length))));
        let shares = split(&secret, 2, 3, &mut noise(7)).expect("2 of 3");
        let read: Vec<Share> = shares.iter().map(|made| share(&plain(&made.text()))).collect();
        let quorums = check_every_quorum(&read, &seed(length)).expect("all give it back");
        assert_eq!((quorums.subsets.len(), quorums.all), (3, true));
    }
    for length in [0, 15, 65, 128] {
        let refused = Share::of_seed(&SecretBytes::zeroed(length), "test".parse().unwrap()).err();
        assert_eq!(refused, Some(ShareError::Codex32(Codex32Error::SeedLength(length))));
    }
}

#[test]
fn every_scheme_comes_back_from_every_quorum_and_one_share_less_tells_nothing() {
    let secret = made(32);
    for (threshold, count, quorums) in
        [(2, 2, 1), (2, 31, 465), (3, 5, 10), (5, 7, 21), (9, 10, 10), (9, 31, 1000)]
    {
        let shares =
            split(&secret, threshold, count, &mut noise(u64::from(count))).expect("a scheme");
        assert_eq!(shares.len(), usize::from(count));
        let checked = check_every_quorum(&shares, &seed(32)).expect("all give it back");
        assert_eq!(checked.subsets.len(), quorums);
        let mut gathering = Gathering::new();
        for share in shares.into_iter().take(usize::from(threshold) - 1) {
            gathering.add(share).expect("one set");
        }
        assert!(!gathering.is_complete());
        assert_eq!(
            gathering.recover().err(),
            Some(ShareError::NotEnough { complete: 0, needed: 1 })
        );
    }
    for (threshold, count) in [(1, 3), (0, 3), (4, 3), (10, 11), (2, 32)] {
        let refused = split(&secret, threshold, count, &mut noise(1)).err();
        assert_eq!(refused, Some(ShareError::Codex32(Codex32Error::Scheme { threshold, count })));
    }
    assert_eq!(split(&secret, 2, 3, &mut |_| {}).err(), Some(ShareError::Randomness));
}

#[test]
fn splitting_keeps_the_unused_bits_and_names_each_set_anew() {
    let secret =
        share("ms10leetsllhdmn9m42vcsamx24zrxgs3qrl7ahwvhw4fnzrhve25gvezzyq0pgjxpzx0ysaam");
    let (first, second) = (
        split(&secret, 2, 3, &mut noise(1)).expect("2 of 3"),
        split(&secret, 2, 3, &mut noise(2)).expect("2 of 3"),
    );
    assert_ne!(first[0].identifier(), second[0].identifier());
    let mut gathering = Gathering::new();
    for share in first.into_iter().take(2) {
        gathering.add(share).expect("one set");
    }
    let back = plain(&gathering.recover().expect("whole").text());
    assert_eq!(back[9..60], plain(&secret.text())[9..60]);
}

#[test]
fn sets_that_do_not_fit_are_refused() {
    let shares = split(&made(16), 2, 4, &mut noise(3)).expect("2 of 4");
    let others = split(&made(16), 2, 4, &mut noise(4)).expect("2 of 4");
    let text_of = |share: &Share| plain(&share.text());
    let mut gathering = Gathering::new();
    gathering.add(share(&text_of(&shares[0]))).expect("the first");
    assert_eq!(gathering.add(share(&text_of(&shares[0]))), Ok(Added::AlreadyHere));
    let (this, expected) = (others[1].identifier().to_string(), shares[0].identifier().to_string());
    assert_eq!(
        gathering.add(share(&text_of(&others[1]))),
        Err(ShareError::OtherSet { this, expected })
    );
    let progress = gathering.progress().expect("one share");
    assert_eq!((progress.groups[0].have, progress.groups[0].need), (1, Some(2)));
    assert_eq!(progress.groups[0].members, ["A"]);
    // Two sets with one name: nothing tells them apart until a share more contradicts.
    let forged = forged_like(&shares[0], &others[0]);
    assert_eq!(gathering.add(forged), Err(ShareError::Codex32(Codex32Error::Conflict('A'))));
    for share in &shares[1..3] {
        gathering.add(self::share(&text_of(share))).expect("one set");
    }
    gathering.add(forged_like(&shares[0], &others[3])).expect("nothing tells it apart");
    assert_eq!(
        gathering.recover().err(),
        Some(ShareError::Codex32(Codex32Error::DoNotFit(vec!['A', 'C', 'D', 'E'])))
    );
}

/// A share with the set's name of `like` and the rest of `other`; the checksum is computed again.
fn forged_like(like: &Share, other: &Share) -> Share {
    let (like, other) = (plain(&like.text()), plain(&other.text()));
    let erased = format!("{}{}{}", &like[..8], &other[8..35], "?".repeat(13));
    candidates(&text(&erased)).expect("a run").remove(0).share
}

#[test]
fn gaps_lines_for_people_and_either_case_are_read_and_mixed_case_is_not() {
    let right = "MS12NAMES6XQGUZTTXKEQNJSJZV4JV3NZ5K3KWGSPHUH6EVW";
    let grouped = plain(&share(right).grouped());
    assert_eq!(&grouped[..14], "MS12 NAME S6XQ");
    let filed = format!("\u{feff}# SET: NAME\n\n  {}\r\n", grouped.to_lowercase());
    assert!(share(&filed).same_as(&share(right)));
    let mixed = right.replacen('N', "n", 1);
    assert_eq!(Share::parse(&text(&mixed)).err(), Some(ShareError::Codex32(Codex32Error::Case)));
    assert_eq!(looks_like(&mixed), Some(false));
    let strange = right.replacen("NAME", "NOME", 1).replacen('6', "?", 1);
    assert_eq!(
        Share::parse(&text(&strange)).err(),
        Some(ShareError::Codex32(Codex32Error::Letters(vec![6, 10])))
    );
    assert_eq!(looks_like(&strange), Some(false));
    for other in [
        "",
        "ms1",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "abandon ability",
        &"ms1".repeat(9999),
    ] {
        assert_eq!(looks_like(other), None);
    }
    assert_eq!(
        "nam".parse::<Identifier>().err(),
        Some(ShareError::Codex32(Codex32Error::Identifier))
    );
    assert_eq!(
        "nime".parse::<Identifier>().err(),
        Some(ShareError::Codex32(Codex32Error::Identifier))
    );
}
