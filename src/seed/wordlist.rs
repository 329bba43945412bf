//! The word lists of BIP-0039: finding a word, and completing one while it is typed.
//!
//! The lists are published in Unicode's form NFKD; here they are NFC, as keyboards type them and screens
//! show them. Only the seed is made from NFKD.

use super::Language;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;

/// The longest word of all lists in NFKD, in bytes: four Korean syllables of up to three letters.
pub(super) const LONGEST: usize = 33;

/// One list, as it is shown and as it is searched.
struct Table {
    /// The words in their order, NFC.
    words: Vec<&'static str>,
    /// What is compared with a typed word, sorted, with the word's number.
    keys: Vec<(&'static str, u16)>,
}

/// A word that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// Its number, 0 to 2047.
    pub(super) index: u16,
    /// Whether the whole word was typed.
    pub(super) whole: bool,
}

/// The 2,048 English words in their order, lower case.
pub fn english() -> &'static [&'static str; 2048] {
    bip39::Language::English.word_list()
}

/// The 2,048 words of a list in their order, lower case, NFC.
pub fn words(language: Language) -> &'static [&'static str] {
    &table(language).words
}

/// Lists the words that begin with `prefix`, in any case and form, with accents left out where the
/// language allows it; an empty prefix lists all.
pub fn complete(language: Language, prefix: &str) -> Vec<&'static str> {
    let mut room = Zeroizing::new([0; LONGEST]);
    let Some(prefix) = key(language, prefix, &mut room) else { return Vec::new() };
    let list = words(language);
    beginning_with(language, prefix).iter().map(|(_, at)| list[usize::from(*at)]).collect()
}

/// Finds what was typed: a word of the list, or at least as many letters as name one
/// ([`Language::naming_letters`]); any case, NFC or NFKD.
///
/// A whole word wins over a longer one that begins with it (`act` is not `action`); 49 words of the
/// English list begin others.
pub fn find(language: Language, typed: &str) -> Option<u16> {
    hit(language, typed).map(|hit| hit.index)
}

/// [`find`], and whether the whole word was typed.
pub(super) fn hit(language: Language, typed: &str) -> Option<Hit> {
    if !language.is_latin() && typed.is_ascii() {
        return None;
    }
    let mut room = Zeroizing::new([0; LONGEST]);
    let typed = key(language, typed, &mut room)?;
    let begun = beginning_with(language, typed);
    let (first, index) = *begun.first()?;
    let whole = first.len() == typed.len();
    let enough = language.naming_letters().is_some_and(|few| typed.chars().count() >= few);
    (whole || enough && begun.len() == 1).then_some(Hit { index, whole })
}

/// The words that begin with `prefix`: neighbours, because the keys are sorted.
fn beginning_with(language: Language, prefix: &str) -> &'static [(&'static str, u16)] {
    let keys = &table(language).keys;
    let rest = &keys[keys.partition_point(|(key, _)| *key < prefix)..];
    &rest[..rest.partition_point(|(key, _)| key.starts_with(prefix))]
}

/// Writes what is compared: lower case, NFC, or without accents; nothing when it is longer than any word.
fn key<'a>(language: Language, text: &str, room: &'a mut [u8; LONGEST]) -> Option<&'a str> {
    let mut used = 0;
    let mut put = |letter: char| {
        let place = room.get_mut(used..used + letter.len_utf8())?;
        letter.encode_utf8(place);
        used += letter.len_utf8();
        Some(())
    };
    let lower = text.chars().flat_map(char::to_lowercase);
    if language.ignores_accents() {
        lower.nfkd().filter(|c| !is_combining_mark(*c)).try_for_each(&mut put)?;
    } else {
        lower.nfkc().try_for_each(&mut put)?;
    }
    std::str::from_utf8(&room[..used]).ok()
}

/// The list of a language, made when it is first asked for; the lists are public.
fn table(language: Language) -> &'static Table {
    static TABLES: [OnceLock<Table>; Language::ALL.len()] = [const { OnceLock::new() }; 10];
    TABLES[language as usize].get_or_init(|| made(language))
}

fn made(language: Language) -> Table {
    let published = published(language).word_list();
    let words: Vec<&'static str> = published
        .iter()
        .map(|word| if word.is_ascii() { word } else { &*word.nfc().collect::<String>().leak() })
        .collect();
    let mut keys: Vec<(&'static str, u16)> = (0..)
        .zip(&words)
        .map(|(index, word)| {
            let mut room = [0; LONGEST];
            let key = key(language, word, &mut room).expect("no word is longer than LONGEST");
            (if key == *word { word } else { &*key.to_owned().leak() }, index)
        })
        .collect();
    keys.sort_unstable();
    Table { words, keys }
}

fn published(language: Language) -> bip39::Language {
    match language {
        Language::English => bip39::Language::English,
        Language::Japanese => bip39::Language::Japanese,
        Language::Korean => bip39::Language::Korean,
        Language::Spanish => bip39::Language::Spanish,
        Language::ChineseSimplified => bip39::Language::SimplifiedChinese,
        Language::ChineseTraditional => bip39::Language::TraditionalChinese,
        Language::French => bip39::Language::French,
        Language::Italian => bip39::Language::Italian,
        Language::Czech => bip39::Language::Czech,
        Language::Portuguese => bip39::Language::Portuguese,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(typed: &str) -> Option<&'static str> {
        find(Language::English, typed).map(|at| words(Language::English)[usize::from(at)])
    }

    #[test]
    fn every_word_is_found_by_itself_and_by_four_letters_in_any_case_and_form() {
        for language in Language::ALL {
            let list = words(language);
            assert_eq!(list.len(), 2048);
            for (index, word) in (0u16..).zip(list) {
                let whole = Some(Hit { index, whole: true });
                assert_eq!(hit(language, word), whole, "{language} {word}");
                assert_eq!(hit(language, &word.to_uppercase()), whole, "{language} {word}");
                assert_eq!(hit(language, &word.nfkd().collect::<String>()), whole, "{word}");
                let four: String = word.chars().take(4).collect();
                let named = language.naming_letters().is_some() || four == *word;
                assert_eq!(find(language, &four).is_some(), named, "{language} {word}");
                assert_eq!(find(language, &four).unwrap_or(index), index, "{language} {word}");
            }
        }
    }

    #[test]
    fn accents_may_be_left_out_in_spanish_and_french_alone() {
        let bare = |word: &str| word.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>();
        for language in [Language::Spanish, Language::French] {
            for (index, word) in (0u16..).zip(words(language)) {
                let whole = Some(Hit { index, whole: true });
                assert_eq!(hit(language, &bare(word)), whole, "{word}");
                assert_eq!(find(language, &bare(word)[..bare(word).len().min(4)]), Some(index));
            }
        }
        assert_eq!(find(Language::English, "éye"), None);
        assert!(find(Language::Japanese, "いがい").is_some());
        assert_eq!(find(Language::Japanese, "いかい"), None);
    }

    #[test]
    fn a_whole_word_wins_over_a_longer_one() {
        let several = |word: &&&str| complete(Language::English, word).len() > 1;
        assert_eq!(super::english().iter().filter(several).count(), 49);
        assert_eq!(english("act"), Some("act"));
        assert_eq!(english("acti"), Some("action"));
    }

    #[test]
    fn what_is_not_on_the_list_is_not_found() {
        for typed in ["", "zz", "aba", "abandonn", "abandonment", "1234", &"a".repeat(99)] {
            assert_eq!(english(typed), None, "{typed}");
        }
        assert!(complete(Language::English, "wz").is_empty());
        assert_eq!(complete(Language::English, "wil"), ["wild", "will"]);
        assert_eq!(complete(Language::Spanish, "abu"), ["abuelo", "abuso"]);
    }

    #[test]
    fn english_and_french_share_100_words_and_the_chinese_lists_1275() {
        let shared = |a: Language, b: Language| {
            let mut same_number = 0;
            let common = (0_u16..).zip(words(a)).filter(|(at, word)| {
                let there = words(b).iter().position(|other| other == *word);
                same_number += usize::from(there == Some(usize::from(*at)));
                there.is_some()
            });
            (common.count(), same_number)
        };
        assert_eq!(shared(Language::English, Language::French), (100, 0));
        let (simplified, traditional) = (Language::ChineseSimplified, Language::ChineseTraditional);
        assert_eq!(shared(simplified, traditional), (1275, 1275));
    }
}
