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
            SeedError::WordCount(count @ (20 | 33 | 59)) => word_count(count).next("20 or 33 words are SLIP-39 shares: coldkeep combine"),
            SeedError::WordCount(count) => word_count(count).next("one is missing? Look between the rows, and on the back. Type ? where it should be."),
            SeedError::UnknownWord(at) => Self::error("word-not-on-list", Exit::Invalid, format!("{}: not on the English list", positions("word", &at)))
                .why("the first four letters decide a word; what was read there begins like none, or like several.")
                .next("look at the paper again. Type ? for a word that cannot be read: coldkeep restore finds it from the others.")
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
            SeedError::EntropyLength(_) | SeedError::SeedLength(_) => Self::error("entropy-length", Exit::Invalid, what)
                .next("these bytes are not the entropy of BIP-39 words; what else could they be? --as hex"),
            SeedError::QrLength(_) | SeedError::QrWord { .. } => Self::error("seedqr-damaged", Exit::Invalid, what).next("scan the code again, or type the words beside it"),
            SeedError::PassphraseTooLong { .. } => Self::error("too-large", Exit::Invalid, what).next("is it the right file?"),
        }
    }
}

fn word_count(count: usize) -> Failure {
    let words = if count == 1 { "1 word" } else { &format!("{count} words") };
    Failure::error(
        "word-count",
        Exit::Invalid,
        format!("{words}; a BIP-39 backup has 12, 15, 18, 21 or 24"),
    )
    .field("words", count)
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
                .next("roll really, one at a time. Or let the computer do it: coldkeep new")
                .next("Mixed with the computer's randomness, weak rolls do no harm: --dice instead of --dice-only"),
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
            RepairError::RowChecks { .. } => Self::error("usage", Exit::Usage, what).next("one check for each row of four words"),
            RepairError::TooMany { possibilities, .. } => Self::error("words-unreadable", Exit::NotEnough, "too many words are missing, and too little to check them with")
                .why(format!("about {possibilities} wallets are possible; an address or the fingerprint reduces them to one."))
                .next("look for the row checks on your sheet, or a receiving address you once used:")
                .next("coldkeep restore --expect bc1…"),
        }
    }
}
