//! Which language typed words are in: every list is asked, and the one that knows most words is taken.

use super::{Language, wordlist};
use zeroize::Zeroizing;

/// Word numbers, nothing where a word is missing or not on the list; wiped when dropped.
pub(super) type Slots = Zeroizing<Vec<Option<u16>>>;

/// The words as one language reads them.
pub(super) struct Reading {
    pub(super) language: Language,
    pub(super) slots: Slots,
    /// How many words were typed as they stand on the list, not by their first letters.
    pub(super) whole: usize,
}

impl Reading {
    /// Reads the words in one language; an empty text is a missing word.
    pub(super) fn of(language: Language, texts: &[&str]) -> Self {
        let mut slots = Zeroizing::new(Vec::with_capacity(texts.len()));
        let mut whole = 0;
        for text in texts {
            let hit = wordlist::hit(language, text);
            whole += usize::from(hit.is_some_and(|hit| hit.whole));
            slots.push(hit.map(|hit| hit.index));
        }
        Self { language, slots, whole }
    }

    /// The number of words that are on the list.
    pub(super) fn known(&self) -> usize {
        self.slots.iter().flatten().count()
    }
}

/// The readings that know most words, the ones with more whole words first. There is one as a rule:
/// English and French share words; the Chinese lists share them at the same numbers, which makes one
/// reading. Words of no list count as English.
pub(super) fn best(texts: &[&str]) -> Vec<Reading> {
    let mut found: Vec<Reading> =
        Language::ALL.into_iter().map(|language| Reading::of(language, texts)).collect();
    let most = found.iter().map(Reading::known).max().unwrap_or(0);
    if most == 0 {
        found.truncate(1);
    }
    found.retain(|reading| reading.known() == most);
    found.sort_by_key(|reading| std::cmp::Reverse(reading.whole));
    found.dedup_by(|later, earlier| later.slots == earlier.slots);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages(text: &str) -> Vec<Language> {
        let texts: Vec<&str> = text.split(' ').collect();
        best(&texts).iter().map(|reading| reading.language).collect()
    }

    #[test]
    fn the_list_that_knows_most_words_is_taken() {
        use Language::{ChineseSimplified, ChineseTraditional, English, French, Spanish};
        assert_eq!(languages("eye female unfair moon"), [English]);
        assert_eq!(languages("abaco aboga xxxx abuso"), [Spanish]);
        assert_eq!(languages("xxxx yyyy"), [English]);
        assert_eq!(languages("badge bonus"), [English, French]);
        assert_eq!(languages("badge bonus eye"), [English]);
        assert_eq!(languages("badge bonus éternel"), [French]);
        // Both lists have the first three; the last is written in one way only.
        assert_eq!(languages("的 一 是"), [ChineseSimplified]);
        assert_eq!(languages("的 一 是 这"), [ChineseSimplified]);
        assert_eq!(languages("的 一 是 這"), [ChineseTraditional]);
    }
}
