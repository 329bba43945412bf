//! What is wrong with codex32 strings, as the person reads it.

use super::{Exit, Failure, positions};
use crate::share::codex32::Codex32Error;

impl From<Codex32Error> for Failure {
    fn from(error: Codex32Error) -> Self {
        use Codex32Error as Error;
        let what = error.to_string();
        match error {
            Error::Case | Error::Prefix => Self::error("codex32-form", Exit::Invalid, what)
                .why("a codex32 string is MS1, then letters and digits without B, I, O and 1; all capitals, or all small.")
                .next("write it again in capitals, from the paper"),
            Error::Letters(at) => Self::error("codex32-form", Exit::Invalid, format!("{}: not a letter of codex32", positions("place", &at)))
                .why("its alphabet leaves out B, I, O and 1, which are misread as 8, L, 0 and L. Gaps do not count.")
                .next("in a terminal, coldkeep proposes what was meant; type ? for a letter that cannot be read")
                .field("positions", at),
            Error::Length(letters) => Self::error("codex32-form", Exit::Invalid, what)
                .why("letters were left out or written twice; a seed of 16 bytes has 48, one of 32 has 74, one of 64 has 127.")
                .next("count the groups of four on the paper")
                .field("letters", letters),
            Error::Checksum => Self::error("codex32-checksum", Exit::Invalid, what)
                .why("every string carries its own check. Up to four wrong letters, or eight that cannot be read, can be found; a letter left out or written twice cannot: a seed of 16 bytes has 48 letters, one of 32 has 74, one of 64 has 127.")
                .next("compare it with the paper; in a terminal, coldkeep proposes what was meant and asks"),
            Error::Threshold | Error::Index => Self::error("share-malformed", Exit::Invalid, what)
                .why("its check fits, so it was made like this: by a faulty or a hostile program.")
                .next("use the other shares"),
            Error::Identifier => Self::error("usage", Exit::Usage, what).next("four letters, for example CASH"),
            Error::SeedLength(_) => Self::error("secret-length", Exit::Invalid, what).next("a BIP-32 seed has 32 to 128 hex digits"),
            Error::Scheme { .. } => Self::error("bad-scheme", Exit::Usage, what).next("2of3"),
            Error::OtherThreshold { .. } | Error::OtherLength { .. } => Self::error("share-other-set", Exit::NoMatch, what)
                .why("the set has the same four letters by chance, or one share was forged.")
                .next("sort the papers by date and label, and use those of one set"),
            Error::Conflict(_) => Self::error("share-conflict", Exit::NoMatch, what)
                .why("two shares with one letter cannot both be right: one was forged, or is of another set with the same four letters.")
                .next("find out which paper is the owner's"),
            Error::DoNotFit(_) => Self::error("shares-do-not-fit", Exit::NoMatch, what)
                .why("every share is whole by itself, but they do not lie on one line: one is forged, or of another set.")
                .next("leave one out at a time and compare the result with a known address: --expect"),
        }
    }
}
