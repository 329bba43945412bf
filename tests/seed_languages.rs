//! BIP-0039 in ten languages: official vectors, every form in which people type words, and the words that
//! two lists share.

use crate::support::shared::{json as vectors, ran};
use coldkeep::repair::{self, Limits};
use coldkeep::secret::{SecretBytes, SecretText};
use coldkeep::seed::{self, Language, Mnemonic, Passphrase, SeedError, Typed, wordlist};
use proptest::prelude::*;
use serde_json::Value;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

fn secret(text: &str) -> SecretText {
    SecretText::copied_from(text)
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text in the vectors")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn nfc(text: &str) -> String {
    text.replace('\u{3000}', " ").nfc().collect()
}

/// The list's name in the vectors.
fn named(language: Language) -> &'static str {
    match language {
        Language::English => "english",
        Language::Japanese => "japanese",
        Language::Korean => "korean",
        Language::Spanish => "spanish",
        Language::ChineseSimplified => "chinese_simplified",
        Language::ChineseTraditional => "chinese_traditional",
        Language::French => "french",
        Language::Italian => "italian",
        Language::Czech => "czech",
        Language::Portuguese => "portuguese",
    }
}

/// What differs from a vector: language, words, entropy or seed.
fn differs(
    language: Language,
    entropy: &str,
    words: &str,
    phrase: &str,
    seed: &str,
) -> Vec<&'static str> {
    let given = seed::from_hex(&secret(entropy)).expect("entropy in hexadecimal");
    let made = Mnemonic::from_entropy_in(&given, language).expect("a length of BIP-0039");
    let read = Mnemonic::parse(&secret(words)).expect("the vectors' words are valid");
    let passphrase = Passphrase::parse(secret(phrase)).expect("short");
    let checks = [
        ("language", read.language() == language || read.same_in() == Some(language)),
        ("words", made.sentence().expose_secret() == nfc(words)),
        ("entropy", read.entropy().same_as(&given)),
        ("seed read", hex(read.seed(&passphrase).expose_secret()) == seed),
        ("seed made", hex(made.seed(&passphrase).expose_secret()) == seed),
    ];
    checks.into_iter().filter(|(_, holds)| !holds).map(|(what, _)| what).collect()
}

#[test]
fn the_official_vectors_of_all_ten_languages_agree() {
    let Some(all) = vectors("bip39/trezor-all-languages.json") else { return };
    let mut cases = 0;
    for language in Language::ALL {
        for case in all[named(language)].as_array().expect("a list") {
            let parts = [&case[0], &case[1], &case[2]].map(text);
            let found = differs(language, parts[0], parts[1], "TREZOR", parts[2]);
            assert!(found.is_empty(), "{language}: {found:?} of {case}");
            cases += 1;
        }
    }
    ran("BIP-0039, ten languages", cases, 240);
    let case = &all["spanish"][3];
    let other = differs(Language::French, text(&case[0]), text(&case[1]), "TREZOR", text(&case[2]));
    assert_eq!(other, ["language", "words", "seed made"]);
}

#[test]
fn russian_and_turkish_lists_are_not_bip39_and_are_refused() {
    let Some(all) = vectors("bip39/trezor-all-languages.json") else { return };
    let mut cases = 0;
    for language in ["russian", "turkish"] {
        for case in all[language].as_array().expect("a list") {
            let refusal = Mnemonic::parse(&secret(text(&case[1]))).err();
            assert!(matches!(refusal, Some(SeedError::UnknownWord(_))), "{language}: {refusal:?}");
            cases += 1;
        }
    }
    ran("lists that are not BIP-0039's, refused", cases, 48);
}

#[test]
fn the_bip32jp_vectors_agree() {
    let mut cases = 0;
    for (file, language) in [
        ("bip39/bip32jp-english.json", Language::English),
        ("bip39/bip32jp-japanese.json", Language::Japanese),
    ] {
        let Some(all) = vectors(file) else { return };
        for case in all.as_array().expect("a list") {
            let part = |name: &str| text(&case[name]);
            let phrase = part("passphrase");
            let found = differs(language, part("entropy"), part("mnemonic"), phrase, part("seed"));
            assert!(found.is_empty(), "{language}: {found:?} of {case}");
            cases += 1;
        }
    }
    ran("bip32JP", cases, 48);
}

/// Entropy that anybody can make again, of one of the five lengths.
fn entropy(label: &str, nth: u32) -> SecretBytes {
    let digest = Sha256::digest(format!("coldkeep tests: {label}: {nth}"));
    SecretBytes::copied_from(&digest[..16 + 4 * (nth as usize % 5)])
}

/// The forms in which people type a sentence of a language.
fn forms(language: Language, sentence: &str) -> Vec<(&'static str, String)> {
    let words: Vec<&str> = sentence.split(' ').collect();
    let mut forms = vec![
        ("as it is shown", sentence.to_owned()),
        ("NFKD", sentence.nfkd().collect()),
        ("upper case", sentence.to_uppercase()),
        ("upper case, NFKD", sentence.to_uppercase().nfkd().collect()),
        ("ideographic spaces", words.join("\u{3000}")),
        ("numbered", (1..).zip(&words).map(|(at, word)| format!("{at}. {word}\n")).collect()),
    ];
    if matches!(language, Language::Spanish | Language::French) {
        let bare = |text: &str| text.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>();
        forms.push(("without accents", bare(sentence)));
        forms.push(("four plain letters", first_four(&bare(sentence))));
    }
    if matches!(language, Language::ChineseSimplified | Language::ChineseTraditional) {
        forms.push(("without spaces", words.concat()));
        forms.push((
            "rows without spaces",
            words.chunks(4).map(|row| row.concat() + "\n").collect(),
        ));
    }
    if language.naming_letters().is_some() {
        forms.push(("four letters", first_four(sentence)));
        forms.push(("four letters, NFKD", first_four(sentence).nfkd().collect()));
    }
    forms
}

fn first_four(sentence: &str) -> String {
    let four = |word: &str| word.chars().take(4).collect::<String>();
    sentence.split(' ').map(four).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_thousand_seeds_of_every_language_are_read_back_in_every_form() {
    let mut cases = 0;
    for language in Language::ALL {
        for nth in 0..1000 {
            let given = entropy(language.slug(), nth);
            let made = Mnemonic::from_entropy_in(&given, language).expect("a length of BIP-0039");
            assert_eq!(made.language(), language);
            for (form, typed) in forms(language, made.sentence().expose_secret()) {
                let read = Mnemonic::parse(&secret(&typed));
                let read = read.unwrap_or_else(|error| panic!("{language}, {form}: {error}"));
                let right = read.same_as(&made) && read.entropy().same_as(&given);
                assert!(right, "{language}, {form}, number {nth}");
                assert!(read.language() == language || read.same_in() == Some(language));
                cases += 1;
            }
        }
    }
    ran("seeds in typed forms", cases, 80_000);
}

#[test]
fn latin_lists_have_the_letters_that_the_fonts_are_asked_for() {
    let mut beyond: Vec<char> = Vec::new();
    for language in Language::ALL.into_iter().filter(|language| language.is_latin()) {
        beyond.extend(wordlist::words(language).iter().flat_map(|word| word.chars()));
    }
    beyond.retain(|letter| !letter.is_ascii_lowercase());
    beyond.sort_unstable();
    beyond.dedup();
    // The test of the fonts in src/paper/fonts.rs asks every face for these.
    assert_eq!(beyond.iter().collect::<String>(), "áèéíñóú");
}

/// A mnemonic of words that English and French share, valid in the languages asked for.
fn shared_words(valid: &[Language]) -> String {
    let french = wordlist::words(Language::French);
    let common: Vec<&str> =
        wordlist::english().iter().copied().filter(|word| french.contains(word)).collect();
    assert_eq!(common.len(), 100);
    for start in 0.. {
        let words: Vec<&str> =
            (0..12).map(|at| common[(start * 7 + at * (start % 89 + 1)) % common.len()]).collect();
        let holds = |language: Language| {
            let number = |word: &&str| wordlist::find(language, word).expect("on both lists");
            seed::checksum_holds(&words.iter().map(number).collect::<Vec<_>>())
        };
        let both = [Language::English, Language::French];
        if both.iter().all(|language| holds(*language) == valid.contains(language)) {
            return words.join(" ");
        }
    }
    unreachable!("one sentence in 16 is valid in a language")
}

#[test]
fn words_of_english_and_french_are_the_language_whose_checksum_holds() {
    use Language::{English, French, Spanish};
    for language in [English, French] {
        let read = Mnemonic::parse(&secret(&shared_words(&[language]))).expect("valid in one");
        assert_eq!((read.language(), read.rival()), (language, None));
    }
    let neither = Mnemonic::parse(&secret(&shared_words(&[])));
    assert_eq!(neither.err(), Some(SeedError::Checksum { words: 12 }));

    let both = shared_words(&[English, French]);
    let read = Mnemonic::parse(&secret(&both)).expect("valid in two");
    assert_eq!((read.language(), read.rival()), (English, Some(French)));
    assert_eq!(read.language_name(), "English or French");
    let unclear = SeedError::LanguageUnclear { language: English, rival: French };
    assert_eq!(read.seed_qr_digits().err(), Some(unclear));
    let said = |language| Typed::read_in(&secret(&both), Some(language)).and_then(Typed::check);
    let (english, french) = (said(English).expect("valid"), said(French).expect("valid"));
    assert_eq!((english.rival(), french.rival()), (None, None));
    assert!(!english.entropy().same_as(&french.entropy()));
    assert!(english.same_as(&french), "the words are the same");
    let seed_of = |mnemonic: &Mnemonic| hex(mnemonic.seed(&Passphrase::none()).expose_secret());
    assert_eq!(seed_of(&english), seed_of(&french));
    assert!(english.seed_qr_digits().is_ok());
    assert_eq!(french.seed_qr_digits().err(), Some(SeedError::NotEnglish(French)));
    assert!(matches!(said(Spanish).err(), Some(SeedError::OtherLanguage { found: English, .. })));
}

#[test]
fn chinese_words_of_both_lists_are_the_same_wallet() {
    let (simplified, traditional) = (Language::ChineseSimplified, Language::ChineseTraditional);
    let zeros = SecretBytes::zeroed(16);
    let made = |language| Mnemonic::from_entropy_in(&zeros, language).expect("16 bytes");
    assert_eq!(made(simplified).same_in(), Some(traditional));
    assert!(made(simplified).same_as(&made(traditional)));
    let read = Mnemonic::parse(&made(traditional).sentence()).expect("valid");
    assert_eq!((read.rival(), read.same_in()), (None, Some(traditional)));
    assert_eq!(read.language_name(), "Chinese (simplified and traditional alike)");
    let own = (0..).map(|nth| entropy("zh", nth)).find(|bytes| {
        let made = Mnemonic::from_entropy_in(bytes, simplified).expect("a length");
        made.same_in().is_none()
    });
    let own = own.expect("three of eight words are not shared");
    let [a, b] = [simplified, traditional]
        .map(|language| Mnemonic::from_entropy_in(&own, language).expect("a length"));
    assert!(!a.same_as(&b) && a.entropy().same_as(&b.entropy()));
}

#[test]
fn a_misspelt_word_is_found_again_on_the_list_of_its_language() {
    for language in Language::ALL {
        let made = Mnemonic::from_entropy_in(&entropy("damage", 4), language).expect("32 bytes");
        let mut words: Vec<String> = made.words().map(str::to_owned).collect();
        words[6] = "?".to_owned();
        let typed = Typed::read(&secret(&words.join(" "))).expect("no numbers");
        assert_eq!(typed.language(), language);
        let right = |mnemonic: &Mnemonic| mnemonic.same_as(&made);
        let found = repair::matching(&typed, &Limits::default(), &right).expect("one is missing");
        assert_eq!(found.len(), 1, "{language}");
        assert_eq!(found[0].mnemonic.language(), language);
        let last: Vec<&str> = made.words().take(23).collect();
        let typed = Typed::read(&secret(&last.join(" "))).expect("no numbers");
        let fitting = seed::last_words(&typed).expect("23 words");
        assert_eq!(fitting.len(), 8);
        assert!(fitting.contains(&made.words().last().expect("24 words")), "{language}");
    }
}

proptest! {
    #[test]
    fn any_text_in_any_language_is_read_or_refused(text in "\\PC{0,80}", at in 0_usize..10) {
        let language = Language::ALL[at];
        let _ = Typed::read_in(&secret(&text), Some(language)).map(Typed::check);
        if let Some(index) = wordlist::find(language, &text) {
            prop_assert!(index < 2048);
        }
        prop_assert!(wordlist::complete(language, &text).len() <= 2048);
    }
}
