//! What is wrong with words, passphrases and rolls, as the person reads it.

use super::{Exit, Failure, positions};
use crate::repair::RepairError;
use crate::seed::{EntropyError, SeedError};

impl From<SeedError> for Failure {
    fn from(error: SeedError) -> Self {
        let what = error.to_string();
        match error {
            SeedError::TooLong { limit } => Self::error("too-large", Exit::Invalid, format!("these are more than {limit} bytes; 24 words are never that long"))
                .next("is it the right file?"),
            SeedError::WordCount(count) => word_count(count),
            SeedError::UnknownWord(at) => Self::error("word-not-on-list", Exit::Invalid, format!("{}: not on the word list", positions("word", &at)))
                .why("the first four letters decide a word; what was read there begins like none, or like several.")
                .next("look at the paper again. Type ? for a word that cannot be read: coldkeep restore finds it from the others.")
                .field("positions", at),
            SeedError::Missing(at) if at.len() > 2 => Self::error("words-unreadable", Exit::NotEnough, format!("{} missing", count_of(at.len(), "word")))
                .why("that leaves millions of wallets and nothing to tell them apart.")
                .next("look again for the missing words: the first four letters of each are enough")
                .field("positions", at),
            SeedError::Missing(at) => Self::error("words-unreadable", Exit::NotEnough, format!("{} missing", count_of(at.len(), "word")))
                .next("coldkeep restore --expect FINGERPRINT or ADDRESS      finds one or two missing words")
                .field("positions", at),
            SeedError::Numbering { position } => Self::error("numbers-differ", Exit::Invalid, what)
                .why("the numbers beside the words are not in order, so a word may be left out or written twice.")
                .next("compare the numbers with the paper")
                .field("position", position),
            SeedError::Checksum { words } => Self::error("bad-checksum", Exit::Invalid, "the words do not fit together")
                .why(format!("all {words} are on the list, but the last one does not confirm the others: one is wrong, or two are swapped."))
                .next("coldkeep restore --expect FINGERPRINT or ADDRESS      names the wrong word.")
                .next("coldkeep will not choose for you."),
            SeedError::LanguageUnclear { language, rival } => Self::refused("language-unclear", what)
                .why("English and French share 100 words at different numbers. The wallet is the same, but shares, codes and other forms of the entropy would bring back another one.")
                .next(format!("--language {}   or   --language {}      the language in which the words were made", language.slug(), rival.slug()))
                .field("languages", vec![language.slug(), rival.slug()]),
            SeedError::OtherLanguage { found, asked } => Self::error("language-differs", Exit::Invalid, what)
                .why("the words decide the wallet; in another language they would be other words and another wallet.")
                .next(format!("--language {}, or leave --language out", found.slug()))
                .field("language", found.slug())
                .field("asked", asked.slug()),
            SeedError::NotEnglish(language) => Self::refused("not-english", what)
                .why("codes hold the entropy or the numbers of the words, and whoever reads them makes English words: another wallet would open.")
                .next("keep the words themselves: --to words, or coldkeep print seed without --qr")
                .field("language", language.slug()),
            SeedError::EntropyLength(_) | SeedError::SeedLength(_) => Self::error("entropy-length", Exit::Invalid, what)
                .next("these bytes are not the entropy of BIP-39 words; what else could they be? --as hex"),
            SeedError::QrLength(_) | SeedError::QrWord { .. } => Self::error("seedqr-damaged", Exit::Invalid, what).next("scan the code again, or type the words beside it"),
            SeedError::PassphraseTooLong { .. } => Self::error("too-large", Exit::Invalid, what).next("is it the right file?"),
        }
    }
}

fn word_count(count: usize) -> Failure {
    let what = match count {
        0 => "there are no words here".to_owned(),
        1 => "1 word; a BIP-39 backup has 12, 15, 18, 21 or 24".to_owned(),
        count => format!("{count} words; a BIP-39 backup has 12, 15, 18, 21 or 24"),
    };
    let next = match count {
        20 | 33 => "20 or 33 words are SLIP-39 shares: coldkeep combine",
        11 | 14 | 17 | 23 => {
            "one is missing? Look between the rows, and on the back. Type ? where it should be."
        }
        13 | 16 | 19 | 22 | 25 => {
            "one too many? Look for a word that was written twice, or a note that was read as a word."
        }
        _ => "is it the right text, and the whole of it?",
    };
    Failure::error("word-count", Exit::Invalid, what).next(next).field("words", count)
}

/// A large number as people say it.
fn rounded(number: u64) -> String {
    match number {
        0..1_000_000 => number.to_string(),
        1_000_000..1_000_000_000 => format!("{} million", number / 1_000_000),
        1_000_000_000..1_000_000_000_000 => format!("{} billion", number / 1_000_000_000),
        _ => "more than a thousand billion".to_owned(),
    }
}

fn count_of(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun} is") } else { format!("{count} {noun}s are") }
}

impl From<EntropyError> for Failure {
    fn from(error: EntropyError) -> Self {
        let what = error.to_string();
        match error {
            EntropyError::NotRandom { .. } => Self::refused("dice-not-random", "these rolls are not random")
                .why(format!("{what}."))
                .next("roll really, one at a time. Or let the computer do it: coldkeep new"),
            EntropyError::TooFew { have, need } => Self::error("too-few-rolls", Exit::NotEnough, what)
                .why("by themselves the rolls must carry as many bits as the seed.")
                .next(format!("{} more; or mixed with the computer's randomness: without -only", need - have))
                .field("have", have)
                .field("need", need),
            EntropyError::TooLong { .. } => Self::error("too-large", Exit::Invalid, what).next("is it the right file?"),
            EntropyError::NotARoll { .. } | EntropyError::HalfACard { .. } | EntropyError::RepeatedCard { .. } => Self::error("bad-rolls", Exit::Invalid, what)
                .next("dice: 1 to 6; coins: 1 heads, 0 tails; cards: AS TD 9H, one deck until it is empty"),
            EntropyError::NotHex { .. } | EntropyError::HexLength(_) => Self::error("bad-hex", Exit::Invalid, what).next("16, 20, 24, 28 or 32 bytes as hex digits"),
            EntropyError::WordCount(_) => Self::error("usage", Exit::Usage, what).next("--words 24"),
            EntropyError::KernelLength(_) => Self::error("no-randomness", Exit::Failed, what).next("restart the computer"),
        }
    }
}

impl From<RepairError> for Failure {
    fn from(error: RepairError) -> Self {
        let what = error.to_string();
        match error {
            RepairError::WordCount(count) => Self::from(SeedError::WordCount(count)),
            RepairError::RowChecks { .. } => {
                Self::error("usage", Exit::Usage, what).next("one check for each row of four words")
            }
            RepairError::TooMany { possibilities, .. } => Self::error(
                "words-unreadable",
                Exit::NotEnough,
                "too many words are missing to try them all",
            )
            .why(format!(
                "{} phrases are possible; one or two missing words are looked for.",
                rounded(possibilities)
            ))
            .next("look again for the missing words: the first four letters of each are enough"),
        }
    }
}
