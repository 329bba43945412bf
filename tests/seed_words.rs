//! Words: any text is read or refused without a panic, and what is valid goes round.

use coldkeep::secret::{SecretBytes, SecretText};
use coldkeep::seed::{self, Language, Mnemonic, SeedError, Typed, WORD_COUNTS, wordlist};
use proptest::prelude::*;

fn secret(text: &str) -> SecretText {
    SecretText::copied_from(text)
}

fn parse(text: &str) -> Result<Mnemonic, SeedError> {
    Mnemonic::parse(&secret(text))
}

fn entropy() -> impl Strategy<Value = Vec<u8>> {
    prop::sample::select(WORD_COUNTS.to_vec())
        .prop_flat_map(|words| prop::collection::vec(any::<u8>(), words / 3 * 4))
}

fn mnemonic(entropy: &[u8]) -> Mnemonic {
    Mnemonic::from_entropy(&SecretBytes::copied_from(entropy)).expect("a length of BIP-0039")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,400}") {
        let _ = parse(&text);
        let _ = Mnemonic::from_seed_qr_digits(&secret(&text));
        let _ = seed::from_hex(&secret(&text));
        let _ = seed::Passphrase::parse(secret(&text));
        prop_assert!(wordlist::complete(Language::English, &text).len() <= 2048);
    }

    #[test]
    fn text_made_of_words_and_numbers_is_read_or_refused(
        text in r"(([0-9]{1,3}[.):]? ?)?(abandon|zoo|act|acti|\?|xyz|#|é)[ ,\n]{0,2}){0,30}",
    ) {
        if let Ok(typed) = Typed::read(&secret(&text)) {
            let holes = typed.unknown_positions().len() + typed.missing_positions().len();
            prop_assert_eq!(holes, typed.slots().iter().filter(|slot| slot.is_none()).count());
            let _ = seed::last_words(&typed);
            let _ = typed.check();
        }
    }

    #[test]
    fn a_sentence_goes_round(entropy in entropy()) {
        let made = mnemonic(&entropy);
        let read = parse(made.sentence().expose_secret()).expect("its own sentence");
        prop_assert!(read.same_as(&made));
        prop_assert!(read.entropy().expose_secret() == entropy);
        prop_assert!(seed::checksum_holds(&made.indices()));
        let digits = made.seed_qr_digits().expect("English");
        prop_assert!(Mnemonic::from_seed_qr_digits(&digits).expect("its digits").same_as(&made));
        prop_assert!(made.published().is_none());
    }

    #[test]
    fn handwriting_of_one_mnemonic_is_the_same_mnemonic(entropy in entropy(), upper: bool) {
        let made = mnemonic(&entropy);
        let listed: Vec<String> = made
            .words()
            .enumerate()
            .map(|(nth, word)| format!("{}. {}", nth + 1, &word[..word.len().min(4)]))
            .collect();
        let text = listed.join("\n");
        let text = if upper { text.to_uppercase() } else { text };
        prop_assert!(parse(&text).expect("the same words").same_as(&made));
        let columns = |start: usize| listed.iter().skip(start).step_by(2).cloned();
        let across: Vec<String> = columns(1).chain(columns(0)).collect();
        prop_assert!(parse(&across.join(" ")).expect("by number").same_as(&made));
    }

    #[test]
    fn the_checksum_agrees_with_another_implementation(
        kind in 0..WORD_COUNTS.len(), indices in prop::collection::vec(0_u16..2048, 24),
    ) {
        let indices = &indices[..WORD_COUNTS[kind]];
        let words: Vec<&str> =
            indices.iter().map(|index| wordlist::english()[usize::from(*index)]).collect();
        let other = bip39::Mnemonic::parse_in(bip39::Language::English, words.join(" "));
        prop_assert_eq!(seed::checksum_holds(indices), other.is_ok());
        prop_assert_eq!(parse(&words.join(" ")).is_ok(), other.is_ok());
    }
}

#[test]
fn refusals_name_counts_and_positions_in_this_order() {
    let eleven = "abandon ".repeat(11);
    for (text, expected) in [
        (String::new(), SeedError::WordCount(0)),
        (format!("{eleven}xyz ?"), SeedError::WordCount(13)),
        ("academic ".repeat(20), SeedError::WordCount(20)),
        (format!("? {}xyz", "abandon ".repeat(10)), SeedError::UnknownWord(vec![12])),
        (format!("{eleven}?"), SeedError::Missing(vec![12])),
        (format!("{eleven}abandon"), SeedError::Checksum { words: 12 }),
        (format!("7 {eleven}about"), SeedError::Numbering { position: 1 }),
    ] {
        assert_eq!(parse(&text).err(), Some(expected), "{text}");
    }
    assert!(parse(&format!("{eleven}about")).is_ok());
}

#[test]
fn word_numbers_out_of_range_are_refused() {
    assert_eq!(Mnemonic::from_indices(&[0; 13]).err(), Some(SeedError::WordCount(13)));
    let beyond = [0, 0, 2048, 0, 0, 0, 0, 0, 0, 0, 0, 65535];
    let refused = Some(SeedError::UnknownWord(vec![3, 12]));
    assert_eq!(Mnemonic::from_indices(&beyond).err(), refused);
    assert!(!seed::checksum_holds(&beyond));
    let short = Mnemonic::from_entropy(&SecretBytes::zeroed(17)).err();
    assert_eq!(short, Some(SeedError::EntropyLength(17)));
}

#[test]
fn last_words_complete_a_mnemonic() {
    for (words, expected) in WORD_COUNTS.into_iter().zip([128, 64, 32, 16, 8]) {
        let known = "legal ".repeat(words - 1);
        let typed = Typed::read(&secret(&known)).expect("no numbers");
        let fitting = seed::last_words(&typed).expect("one is left to choose");
        assert_eq!(fitting.len(), expected);
        assert!(fitting.iter().all(|last| parse(&format!("{known}{last}")).is_ok()));
    }
    let refused = |text: &str| seed::last_words(&Typed::read(&secret(text)).expect("read")).err();
    assert_eq!(refused("legal"), Some(SeedError::WordCount(1)));
    assert_eq!(refused(&format!("? {}", "legal ".repeat(10))), Some(SeedError::Missing(vec![1])));
}

#[test]
fn nothing_that_holds_words_tells_them_in_debug() {
    let words = format!("{}about", "abandon ".repeat(11));
    let typed = Typed::read(&secret(&format!("{words} abandone"))).expect("read");
    let said = format!("{typed:?} {:?} {:?}", parse(&words), parse(&format!("{words} zzz")));
    assert!(!said.contains("aband") && !said.contains("zzz"), "{said}");
}
