//! Words of other seeds and of shares inside of texts: named in every form, not taken for one another, and nothing else.

use super::texts::{TWELVE, line_that_nothing_holds_in, told};
use coldkeep::find::Kind;
use coldkeep::secret::{SecretBytes, SecretText};
use coldkeep::seed::{ElectrumSeed, Mnemonic, MoneroLanguage, MoneroSeed, wordlist};
use coldkeep::share::{Options, Scheme, split, split_sskr, word_list};
use coldkeep::ur::bytewords;

/// Numbers that are the same in every run.
fn numbers(seed: u32) -> impl FnMut() -> usize {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize
    }
}

fn random(seed: u32) -> impl FnMut(&mut [u8]) {
    let mut next = numbers(seed);
    move |room: &mut [u8]| room.iter_mut().for_each(|byte| *byte = next() as u8)
}

fn text(words: &str) -> SecretText {
    SecretText::copied_from(words)
}

/// Three shares of a secret of this many bytes in each of the two forms.
fn shares(len: usize) -> Vec<String> {
    let secret = SecretBytes::filled(len, |room| room.fill(0x5a));
    let scheme: Scheme = "2of3".parse().unwrap();
    let options = Options { extendable: len.is_multiple_of(8), iteration_exponent: 0 };
    let slip39 = split(&secret, &scheme, &options, &text(""), &mut random(7)).unwrap();
    let sskr = split_sskr(&secret, &scheme, &mut random(7)).unwrap();
    let all = slip39.iter().chain(&sskr).flatten();
    all.map(|share| share.words().expose_secret().to_owned()).collect()
}

/// A seed of Monero in this language.
fn monero(language: MoneroLanguage) -> String {
    let list = language.words();
    let whole = |seed| {
        let mut next = numbers(seed);
        let words: Vec<&str> = (0..24).map(|_| list[next() % list.len()]).collect();
        words.iter().find_map(|last| {
            let all = format!("{} {last}", words.join(" "));
            let found = MoneroSeed::parse(&text(&all)).ok()?;
            (found.is_checked() && found.language() == language).then_some(all)
        })
    };
    (1..).find_map(whole).unwrap()
}

/// A seed of Electrum of this many words, which as Electrum makes them is no mnemonic of BIP-0039.
fn electrum(count: usize) -> String {
    let whole = |seed| {
        let mut next = numbers(seed);
        let words: Vec<&str> = (0..count).map(|_| wordlist::english()[next() % 2048]).collect();
        let words = words.join(" ");
        // The form of two factors has 24 words, the others have 12 and 13.
        let found = ElectrumSeed::parse(&text(&words)).ok()?;
        let other = found.kind().is_two_factor() != (count == 24);
        (!other && Mnemonic::parse(&text(&words)).is_err()).then_some(words)
    };
    (1..).find_map(whole).unwrap()
}

/// Numbers in the form of an aezeed: version 0, any ciphertext and salt, and CRC-32C behind them.
fn aezeed() -> String {
    let mut bytes = vec![0; 29];
    random(5)(&mut bytes[1..]);
    let step = |sum: u32| if sum & 1 == 1 { sum >> 1 ^ 0x82f6_3b78 } else { sum >> 1 };
    let sum = bytes
        .iter()
        .fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum)));
    bytes.extend((!sum).to_be_bytes());
    let bit = |at: usize| usize::from(bytes[at / 8] >> (7 - at % 8) & 1);
    let number = |nth: usize| (0..11).fold(0, |sum, at| sum << 1 | bit(nth * 11 + at));
    let words: Vec<&str> = (0..24).map(|nth| wordlist::english()[number(nth)]).collect();
    words.join(" ")
}

/// The sentence as people write it: in a line, in rows, numbered, in capitals, behind a heading.
fn written(words: &str) -> Vec<String> {
    let each: Vec<&str> = words.split(' ').collect();
    let rows: Vec<String> = each.chunks(4).map(|row| row.join("  ")).collect();
    let numbered: Vec<String> =
        (1..).zip(&each).map(|(nth, word)| format!("{nth}. {word}")).collect();
    vec![
        words.to_owned(),
        format!("x\n\n{words}\n\nend"),
        rows.join("\n"),
        numbered.join("\n"),
        words.to_uppercase(),
        format!("<td>{words}</td>"),
        format!("{{\"seed\": \"{words}\", \"type\": \"private\"}}"),
        format!("secret: {words}"),
    ]
}

/// Every sentence, what it is, and how many words it has.
fn sentences() -> Vec<(String, Kind, usize)> {
    let mut all = vec![(aezeed(), Kind::AezeedWords, 24)];
    for count in [12, 13, 24] {
        all.push((electrum(count), Kind::ElectrumWords, count));
    }
    for language in MoneroLanguage::ALL {
        all.push((monero(language), Kind::MoneroWords, 25));
    }
    for len in [16, 20, 24, 28, 32] {
        for share in shares(len) {
            let count = share.split(' ').count();
            all.push((share, Kind::ShareWords, count));
        }
    }
    all
}

#[test]
fn other_seeds_and_shares_are_found_as_people_write_them() {
    for (words, kind, count) in sentences() {
        for text in written(&words) {
            let found: Vec<_> = told(&text).iter().map(|hit| (hit.0, hit.2)).collect();
            assert_eq!(found, [(kind, Some(count))], "{text}");
        }
    }
}

#[test]
fn two_shares_in_one_block_are_two_finds() {
    let shares = shares(32);
    let rows = |share: &str| {
        let words: Vec<&str> = share.split(' ').collect();
        words.chunks(5).map(|row| row.join(" ")).collect::<Vec<_>>().join("\n")
    };
    let block = format!("{}\n{}\n\n{}\n", rows(&shares[0]), rows(&shares[1]), rows(&shares[4]));
    let found: Vec<_> = told(&block).iter().map(|hit| (hit.0, hit.1, hit.2)).collect();
    let share = |line, words| (Kind::ShareWords, Some(line), Some(words));
    assert_eq!(found, [share(1, 33), share(8, 33), share(16, 46)]);
}

#[test]
fn one_word_that_is_another_makes_it_nothing() {
    for (words, kind, _) in sentences() {
        let mut each: Vec<&str> = words.split(' ').collect();
        let at = each.len() / 2;
        // Another word of the same sentence is surely on its list; the checks of Monero and Electrum are short ones,
        // which not every word fails.
        let wrong = each.clone().into_iter().find_map(|other| {
            let own = std::mem::replace(&mut each[at], other);
            let changed = each.join(" ");
            each[at] = own;
            let passes = match kind {
                Kind::MoneroWords => {
                    MoneroSeed::parse(&text(&changed)).is_ok_and(|seed| seed.is_checked())
                }
                Kind::ElectrumWords => ElectrumSeed::parse(&text(&changed)).is_ok(),
                _ => other == own,
            };
            (!passes).then_some(changed)
        });
        let wrong = wrong.unwrap();
        assert!(told(&wrong).iter().all(|hit| hit.0 != kind), "{wrong}");
    }
}

#[test]
fn lists_of_words_and_prose_are_no_shares() {
    let mut lists = vec![word_list().to_vec(), bytewords::list()];
    lists.extend(MoneroLanguage::ALL.map(|language| language.words().to_vec()));
    for list in lists {
        for text in [
            list.join("\n"),
            list.join(" "),
            list.chunks(20).map(|row| row.join(" ")).collect::<Vec<_>>().join("\n"),
        ] {
            let found = told(&text);
            assert!(found.iter().all(|hit| hit.0 == Kind::SeedWords), "{found:?}");
        }
    }
    assert_eq!(told(&format!("tuna next keep {}", "able ".repeat(26))), []);
}

#[test]
fn a_mnemonic_beside_words_of_other_lists_is_found_as_before() {
    let line = line_that_nothing_holds_in();
    // Words of Monero's German list before it, in the same line.
    let text = format!("{line}Abakus Abart abbilden: {TWELVE}\n");
    assert_eq!(told(&text), [(Kind::SeedWords, Some(2), Some(12))]);
}
