//! The ten languages that BIP-0039 has word lists for, with the short names that coldkeep writes.

use std::fmt;
use std::str::FromStr;

/// The language of a word list of BIP-0039.
///
/// The seed depends on the words: the same entropy in another language is another wallet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// English, `en`.
    English,
    /// Japanese, `ja`.
    Japanese,
    /// Korean, `ko`.
    Korean,
    /// Spanish, `es`.
    Spanish,
    /// Simplified Chinese, `zh-hans`.
    ChineseSimplified,
    /// Traditional Chinese, `zh-hant`.
    ChineseTraditional,
    /// French, `fr`.
    French,
    /// Italian, `it`.
    Italian,
    /// Czech, `cs`.
    Czech,
    /// Portuguese, `pt`.
    Portuguese,
}

/// The text names none of the ten languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the languages of BIP-39: en, ja, ko, es, zh-hans, zh-hant, fr, it, cs, pt")]
pub struct NotALanguage;

impl Language {
    /// All of them, in the order that BIP-0085 numbers them from 0.
    pub const ALL: [Self; 10] = [
        Self::English,
        Self::Japanese,
        Self::Korean,
        Self::Spanish,
        Self::ChineseSimplified,
        Self::ChineseTraditional,
        Self::French,
        Self::Italian,
        Self::Czech,
        Self::Portuguese,
    ];

    /// The short name that flags, files and JSON use; it never changes.
    pub fn slug(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Japanese => "ja",
            Self::Korean => "ko",
            Self::Spanish => "es",
            Self::ChineseSimplified => "zh-hans",
            Self::ChineseTraditional => "zh-hant",
            Self::French => "fr",
            Self::Italian => "it",
            Self::Czech => "cs",
            Self::Portuguese => "pt",
        }
    }

    /// The name that people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Japanese => "Japanese",
            Self::Korean => "Korean",
            Self::Spanish => "Spanish",
            Self::ChineseSimplified => "Chinese (simplified)",
            Self::ChineseTraditional => "Chinese (traditional)",
            Self::French => "French",
            Self::Italian => "Italian",
            Self::Czech => "Czech",
            Self::Portuguese => "Portuguese",
        }
    }

    /// Whether the words are written in Latin letters.
    pub fn is_latin(self) -> bool {
        match self {
            Self::Japanese | Self::Korean | Self::ChineseSimplified | Self::ChineseTraditional => {
                false
            }
            Self::English
            | Self::Spanish
            | Self::French
            | Self::Italian
            | Self::Czech
            | Self::Portuguese => true,
        }
    }

    /// The number of letters that name a word when fewer than the whole are typed: four, on lists of
    /// Latin letters and (where no word is longer) Korean; Japanese and Chinese words are typed whole.
    pub fn naming_letters(self) -> Option<usize> {
        match self {
            Self::Japanese | Self::ChineseSimplified | Self::ChineseTraditional => None,
            _ => Some(4),
        }
    }

    /// Whether words are found without their accents as well: á is a, ñ is n (the notes of BIP-0039's
    /// Spanish and French lists).
    pub(super) fn ignores_accents(self) -> bool {
        matches!(self, Self::Spanish | Self::French)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Language {
    type Err = NotALanguage;

    /// Reads the short name or the name, in any case.
    fn from_str(text: &str) -> Result<Self, NotALanguage> {
        let names = |language: &Self| {
            text.eq_ignore_ascii_case(language.slug()) || text.eq_ignore_ascii_case(language.name())
        };
        Self::ALL.into_iter().find(names).ok_or(NotALanguage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_names_are_read_and_other_words_are_not() {
        for (at, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language as usize, at);
            assert_eq!(language.slug().parse(), Ok(language));
            assert_eq!(language.name().to_uppercase().parse(), Ok(language));
        }
        for other in ["", "zh", "ru", "tr", "esp"] {
            assert_eq!(other.parse::<Language>(), Err(NotALanguage), "{other}");
        }
    }
}
