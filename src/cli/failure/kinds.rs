//! What is wrong with seeds of other kinds than BIP-39, as the person reads it.

use super::{Exit, Failure, positions};
use crate::seed::KindError;

impl From<KindError> for Failure {
    fn from(error: KindError) -> Self {
        let what = error.to_string();
        match error {
            KindError::TooLong { .. } | KindError::PassphraseTooLong { .. } => {
                Self::error("too-large", Exit::Invalid, what).next("is it the right file?")
            }
            KindError::Numbering { position } => Self::error("numbers-differ", Exit::Invalid, what)
                .why("the numbers beside the words are not in order, so a word may be left out or written twice.")
                .next("compare the numbers with the paper")
                .field("position", position),
            KindError::Missing(at) => Self::error("words-unreadable", Exit::NotEnough, format!("{} missing", positions("word", &at)))
                .why("missing words are looked for in BIP-39 words only.")
                .next("look again: the first letters of each are enough")
                .field("positions", at),
            KindError::UnknownWord { kind, at } => Self::error("word-not-on-list", Exit::Invalid, format!("{}: not on the lists of {kind}", positions("word", &at)))
                .next("look at the paper again")
                .field("positions", at),
            KindError::WordCount { words, .. } => Self::error("word-count", Exit::Invalid, what)
                .next("is it the right text, and the whole of it?")
                .field("words", words),
            KindError::NotElectrum | KindError::NotElectrumOld => Self::error("not-electrum", Exit::Invalid, what)
                .why("Electrum knows its seeds by a hash of all words: one wrong letter, and they are none.")
                .next("compare every word with the paper, or leave --as out"),
            KindError::NoPassphrase { .. } => Self::error("no-passphrase-here", Exit::Usage, what)
                .next("leave --passphrase-from out"),
            KindError::Checksum { .. } | KindError::Group { .. } => Self::error("bad-checksum", Exit::Invalid, what)
                .why("all are on the list, but the check over them does not hold: one is wrong, or two are swapped.")
                .next("compare every word with the paper"),
            KindError::MyMonero => Self::error("not-supported-seed", Exit::Invalid, "these are 13 words of MyMonero")
                .why("MyMonero makes its keys otherwise, and its words are no seed of the Monero wallets.")
                .next("log in at MyMonero with them, or in a wallet that names MyMonero, and move the money to a new seed")
                .field("kind", "mymonero"),
            KindError::Polyseed => Self::error("not-supported-seed", Exit::Invalid, "these look like 16 words of Polyseed")
                .why("Polyseed is a newer form of Monero's seeds, of Feather and other wallets. coldkeep does not read it.")
                .next("restore them in the wallet that made them; Feather and Cake Wallet know the form")
                .field("kind", "polyseed"),
            KindError::AezeedVersion(version) => Self::error("not-supported-seed", Exit::Invalid, what)
                .next("restore it with the LND that made it")
                .field("version", version),
            KindError::AezeedPassphrase => Self::error("wrong-passphrase", Exit::NoMatch, what)
                .why("the words are an aezeed and whole; what they hold opens with the passphrase that LND asked for.")
                .next("--passphrase-from ask      leave it out when LND was given none"),
            KindError::XorLanguages { .. } => Self::error("seed-xor-parts", Exit::Invalid, what)
                .why("the parts of one seed are words of one language; joined across two they would give another wallet.")
                .next("are these parts of one seed? If words stand on two lists, say which: --language"),
            KindError::XorLengths { .. }
            | KindError::XorParts(_) | KindError::XorTwice { .. } => {
                Self::error("seed-xor-parts", Exit::Invalid, what)
                    .why("all parts of one seed have the same number of words, and each is there once.")
                    .next("bring all parts of the one seed: coldkeep restore --as seed-xor PART-1 PART-2 …")
            }
        }
    }
}
