//! What is wrong with shares and schemes, as the person reads it.

use super::{Exit, Failure, positions};
use crate::share::ShareError;
use crate::share::sskr::SskrError;

impl From<ShareError> for Failure {
    fn from(error: ShareError) -> Self {
        let what = error.to_string();
        match error {
            ShareError::TooLong { .. } => Self::error("too-large", Exit::Invalid, what).next("is it the right file?"),
            ShareError::WordCount(count) => Self::error("word-count", Exit::Invalid, what)
                .next("one is missing? Look between the rows, and on the back.")
                .next("12 or 24 words are a BIP-39 backup: coldkeep restore")
                .field("words", count),
            ShareError::UnknownWords(at) => Self::error("word-not-on-list", Exit::Invalid, format!("{}: not on the SLIP-39 list", positions("word", &at))).next("look at the sheet again; the first four letters decide a word").field("positions", at),
            ShareError::Checksum { near } => checksum(near),
            ShareError::Padding | ShareError::GroupThreshold { .. } | ShareError::GroupNumber { .. } => Self::error("share-malformed", Exit::Invalid, what)
                .why("its check fits, so it was made like this: by a faulty or a hostile program.")
                .next("use the other shares"),
            ShareError::OtherSet { this, expected } => Self::error("share-other-set", Exit::NoMatch, "this share belongs to another set")
                .why(format!("its set is \"{this}\"; that of the one before is \"{expected}\". They can never be combined."))
                .next(format!("find the sheets of the set \"{expected}\"."))
                .field("set", this)
                .field("expected", expected),
            ShareError::OtherGroups | ShareError::OtherLength { .. } | ShareError::OtherThreshold { .. } => Self::error("share-other-set", Exit::NoMatch, what)
                .why("the set has the same name by chance, or one share was forged.")
                .next("sort the sheets by date and label, and use those of one set"),
            ShareError::Conflict { .. } => Self::error("share-conflict", Exit::NoMatch, what)
                .why("two shares of one number cannot both be right: one was forged, or is of another set of the same name.")
                .next("find out which sheet is the owner's"),
            ShareError::NotEnough { .. } => Self::error("not-enough-shares", Exit::NotEnough, what).next("bring more sheets of this set"),
            ShareError::DoNotFit { .. } | ShareError::Odd { .. } | ShareError::GroupsDoNotFit { .. } => Self::error("shares-do-not-fit", Exit::NoMatch, what)
                .why("every share is whole by itself, but together they give nothing that their own check confirms: one is forged, or of another set.")
                .next("try with other sheets of the set; no secret was made of these"),
            ShareError::NotGivenBack(_) => crate::cli::cmd::split::not_good(),
            ShareError::SecretLength(_) | ShareError::TextLength(_) | ShareError::HexLength(_) | ShareError::HexDigit(_) => Self::error("secret-length", Exit::Invalid, what)
                .next("words, 32 to 128 hex digits, an age identity, or text up to 64 bytes")
                .next("for a file: encrypt it, and split its key"),
            ShareError::PassphraseCharacter(_) => Self::error("share-passphrase", Exit::Invalid, what).next("SLIP-39 passphrases have letters, digits and signs of ASCII only"),
            ShareError::IterationExponent(_) | ShareError::GivesBack(_) => Self::error("share-malformed", Exit::Invalid, what).next("use the other shares"),
            ShareError::Randomness => Self::error("no-randomness", Exit::Failed, what).next("restart the computer"),
            ShareError::OneOfMany(count) => Self::error("one-of-many", Exit::Usage, format!("1of{count} would make {count} whole copies, not shares"))
                .why("any single paper would be the whole secret.")
                .next("2of3; or print the seed sheet several times: coldkeep print seed --copies 3"),
            ShareError::SchemeForm | ShareError::SchemeThreshold { .. } | ShareError::SchemeLimit(_) | ShareError::GroupName(_) | ShareError::GroupNameTwice(_) => {
                Self::error("bad-scheme", Exit::Usage, what).next("2of3,   or   --groups 2 me=1of1 family=2of3 friends=3of5")
            }
            ShareError::Codex32(error) => error.into(),
            ShareError::Sskr(error) => sskr(error),
            ShareError::OtherScheme { this, expected } => Self::error("share-other-set", Exit::NoMatch, what)
                .why("shares of different schemes are never of one set.")
                .next(format!("find the sheets that say {expected}"))
                .field("scheme", this)
                .field("expected", expected),
            ShareError::NotPaddedText => Self::error("kind-not-said", Exit::Invalid, what).next("--as hex      shows the bytes"),
        }
    }
}

fn checksum(near: Option<(usize, usize)>) -> Failure {
    let failure = Failure::error("share-checksum", Exit::Invalid, "this share has a mistake in it");
    match near {
        Some((from, to)) => failure
            .why(format!("every share carries its own check. The mistake is most likely near words {from} to {to}."))
            .why("(SLIP-39 forbids to say more: a guessed correction could be a wrong one that fits.)")
            .next(format!("compare words {from} to {to} with the sheet. Other shares are not affected."))
            .field("near", vec![from, to]),
        None => failure
            .why("every share carries its own check. More than one word is wrong.")
            .next("compare every word with the sheet. Other shares are not affected."),
    }
}

fn sskr(error: SskrError) -> Failure {
    let what = error.to_string();
    match error {
        SskrError::Word(at) => Failure::error("word-not-on-list", Exit::Invalid, what)
            .next("look at the sheet again; each word has four letters, and its first and last tell it")
            .field("positions", vec![at]),
        SskrError::Checksum => Failure::error("share-checksum", Exit::Invalid, what)
            .why("every share carries its own check, but it cannot say where the mistake is.")
            .next("compare every word with the sheet: 29 for a seed of 12 words, 46 for one of 24. Other shares are not affected."),
        SskrError::SecretLength(_) => Failure::error("secret-length", Exit::Invalid, what)
            .next("longer secrets: --scheme slip39, up to 128 bytes"),
        SskrError::Form | SskrError::Reserved => Failure::error("share-malformed", Exit::Invalid, what)
            .why("its check fits, so it was made like this: by a faulty or a hostile program, or it is no share.")
            .next("use the other shares"),
    }
}
