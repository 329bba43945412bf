//! The lists of Monero's seeds: ten languages of 1,626 words, and how many letters of a word decide.

use super::plain::{Accents, folded, prefix};
use crate::secret::SecretText;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The words of every list.
pub(super) const LIST_LEN: u32 = 1626;

/// The language of a Monero seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MoneroLanguage {
    /// English.
    English,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// French.
    French,
    /// Italian.
    Italian,
    /// Dutch.
    Dutch,
    /// Portuguese.
    Portuguese,
    /// Russian.
    Russian,
    /// Japanese.
    Japanese,
    /// Chinese, simplified.
    Chinese,
}

/// A list with its words by what is compared of them.
pub(super) struct List {
    pub(super) language: MoneroLanguage,
    /// How many characters of a word decide, and go into the checksum (Monero's `unique_prefix_length`).
    pub(super) naming: usize,
    words: Vec<&'static str>,
    /// The beginnings of the words, in lower case.
    by_prefix: HashMap<String, u16>,
    /// The same without accents, where no two words are alike without them.
    without_accents: HashMap<String, u16>,
}

static LISTS: LazyLock<[List; 10]> = LazyLock::new(|| {
    use MoneroLanguage::{
        Chinese, Dutch, English, French, German, Italian, Japanese, Portuguese, Russian, Spanish,
    };
    [
        List::of(English, 3, include_str!("words/monero_english.txt")),
        List::of(German, 4, include_str!("words/monero_german.txt")),
        List::of(Spanish, 4, include_str!("words/monero_spanish.txt")),
        List::of(French, 4, include_str!("words/monero_french.txt")),
        List::of(Italian, 4, include_str!("words/monero_italian.txt")),
        List::of(Dutch, 4, include_str!("words/monero_dutch.txt")),
        List::of(Portuguese, 4, include_str!("words/monero_portuguese.txt")),
        List::of(Russian, 4, include_str!("words/monero_russian.txt")),
        List::of(Japanese, 3, include_str!("words/monero_japanese.txt")),
        List::of(Chinese, 1, include_str!("words/monero_chinese_simplified.txt")),
    ]
});

/// Whether all words of a line are Portuguese; Electrum uses that list.
pub(super) fn is_portuguese(line: &SecretText) -> bool {
    // exposed to: a count of the words that are on the list
    let count = line.expose_secret().split(' ').count();
    MoneroLanguage::Portuguese.list().known(line).1 == count
}

/// All lists, in the order in which they are tried.
pub(super) fn all() -> &'static [List] {
    LISTS.as_slice()
}

impl MoneroLanguage {
    /// All of them, in the order in which they are tried.
    pub const ALL: [Self; 10] = [
        Self::English,
        Self::German,
        Self::Spanish,
        Self::French,
        Self::Italian,
        Self::Dutch,
        Self::Portuguese,
        Self::Russian,
        Self::Japanese,
        Self::Chinese,
    ];

    /// The 1,626 words of its list in their order, as Monero writes them (German nouns with a capital), NFC.
    pub fn words(self) -> &'static [&'static str] {
        &self.list().words
    }

    /// Whether a word is on its list, whole or abbreviated to the letters that decide; in any case, accents optional.
    pub fn has(self, typed: &str) -> bool {
        self.list().has_whole(typed)
    }

    /// How many letters of a word decide.
    pub fn naming_letters(self) -> usize {
        self.list().naming
    }

    fn list(self) -> &'static List {
        let own = all().iter().find(|list| list.language == self);
        own.expect("every language has a list")
    }

    /// The English name of the language.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "German",
            Self::Spanish => "Spanish",
            Self::French => "French",
            Self::Italian => "Italian",
            Self::Dutch => "Dutch",
            Self::Portuguese => "Portuguese",
            Self::Russian => "Russian",
            Self::Japanese => "Japanese",
            Self::Chinese => "Chinese (simplified)",
        }
    }
}

impl List {
    fn of(language: MoneroLanguage, naming: usize, table: &'static str) -> Self {
        let words: Vec<&'static str> = table.lines().collect();
        let index = |accents| {
            let mut found = HashMap::with_capacity(words.len());
            let mut alike = Vec::new();
            for (number, word) in (0..).zip(&words) {
                // exposed to: the index of a published list
                let start = prefix(folded(word, accents).expose_secret(), naming).to_owned();
                if found.insert(start.clone(), number).is_some() {
                    alike.push(start);
                }
            }
            found.retain(|start, _| !alike.contains(start));
            found
        };
        let by_prefix = index(Accents::Kept);
        let without_accents = index(Accents::Removed);
        Self { language, naming, by_prefix, without_accents, words }
    }

    /// Finds a word by its first letters alone, as Monero does: what follows them is not compared.
    pub(super) fn find(&self, typed: &str) -> Option<u16> {
        let exact = self.find_as(typed, Accents::Kept, &self.by_prefix);
        exact.or_else(|| self.find_as(typed, Accents::Removed, &self.without_accents))
    }

    fn find_as(&self, typed: &str, accents: Accents, index: &HashMap<String, u16>) -> Option<u16> {
        let typed = folded(typed, accents);
        // exposed to: a look-up in a published list
        index.get(prefix(typed.expose_secret(), self.naming)).copied()
    }

    /// Whether a word is on the list, whole or abbreviated, with nothing else behind its first letters.
    fn has_whole(&self, typed: &str) -> bool {
        self.find(typed).is_some_and(|number| {
            let word = folded(self.words[usize::from(number)], Accents::Removed);
            let typed = folded(typed, Accents::Removed);
            // exposed to: a comparison of words
            word.expose_secret().starts_with(typed.expose_secret())
        })
    }

    /// Whether a word is on the list to its last letter; accents may be left out.
    pub(super) fn has(&self, typed: &str) -> bool {
        self.find(typed).is_some_and(|number| {
            let word = folded(self.words[usize::from(number)], Accents::Removed);
            word.same_as(&folded(typed, Accents::Removed))
        })
    }

    /// A word as the list has it.
    pub(super) fn word(&self, number: u16) -> &'static str {
        self.words[usize::from(number)]
    }

    /// What of a word goes into the checksum: its first characters as the list has them.
    pub(super) fn start(&self, number: u16) -> &'static str {
        prefix(self.word(number), self.naming)
    }

    /// How many words of a line are on the list, and how many of them to the last letter.
    pub(super) fn known(&self, line: &SecretText) -> (usize, usize) {
        // exposed to: two counts of the words that are on the list
        let words = || line.expose_secret().split(' ');
        let known = words().filter(|word| self.find(word).is_some()).count();
        (known, words().filter(|word| self.has_whole(word)).count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_whole_abbreviated_and_in_capitals() {
        for (list, language) in all().iter().zip(MoneroLanguage::ALL) {
            assert_eq!(list.language, language);
            assert_eq!(language.words().len(), 1626, "{language:?}");
            for (number, word) in (0..).zip(&list.words) {
                assert_eq!(list.find(word), Some(number), "{word}");
                assert_eq!(list.find(list.start(number)), Some(number), "{word}");
                let capitals = word.to_uppercase();
                assert!(word.contains('ß') || list.find(&capitals) == Some(number), "{word}");
            }
        }
    }

    #[test]
    fn what_is_not_on_the_list_is_not_found() {
        let english = &all()[0];
        assert_eq!(english.find("abbeyx"), english.find("abbey"), "Monero looks at three letters");
        assert!(!english.has_whole("abbeyx") && english.has_whole("abbe"));
        assert_eq!(english.find("ab"), None);
        assert_eq!(english.find(""), None);
        let german = &all()[1];
        assert_eq!(german.find("grunalge"), german.find("Grünalge"));
    }
}
