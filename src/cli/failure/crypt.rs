//! What is wrong with age files and keys, as the person reads it.

use super::{Exit, Failure};
use crate::crypt::{CryptError, Weak};

impl From<CryptError> for Failure {
    fn from(error: CryptError) -> Self {
        let what = error.to_string();
        match error {
            CryptError::Input(_) => Self::error("input-failed", Exit::Failed, what)
                .next("nothing was left half written"),
            CryptError::Output(_) | CryptError::Thread(_) => {
                Self::error("output-failed", Exit::Failed, what)
                    .next("nothing was left half written")
            }
            CryptError::NotAge => Self::error("not-age", Exit::Invalid, what).next(
                "an age file begins age-encryption.org/v1 or -----BEGIN AGE ENCRYPTED FILE-----",
            ),
            CryptError::UnknownVersion => {
                Self::error("not-age", Exit::Invalid, what).next("a newer age opens it")
            }
            CryptError::ArmorDamaged { .. }
            | CryptError::HeaderDamaged
            | CryptError::HeaderChanged
            | CryptError::HeaderTooLong { .. } => Self::error("file-damaged", Exit::Invalid, what)
                .next("use another copy. Nothing was written."),
            CryptError::Damaged { at_bytes } => Self::error("file-damaged", Exit::Invalid, what)
                .why("each 64 KiB piece carries a check; the next one fails, or is missing.")
                .next("use another copy. Nothing was written.")
                .field("at_bytes", at_bytes),
            CryptError::NoMatchingKey { stanzas, tried } => {
                let others = match stanzas {
                    1 => "1 other key".to_owned(),
                    stanzas => format!("{stanzas} other keys"),
                };
                let none = match tried {
                    1 => "your key does not open this file".to_owned(),
                    tried => format!("none of your {tried} keys opens this file"),
                };
                Self::error("no-matching-key", Exit::NoMatch, none)
                    .why(format!("it was made for {others}. age does not say whose."))
                    .next("look for other key files, or the locked one beside it (-i NAME.key.age)")
                    .field("stanzas", stanzas)
                    .field("tried", tried)
            }
            CryptError::PostQuantum => Self::error("post-quantum-key", Exit::NoMatch, what)
                .next("look for a key that begins AGE-SECRET-KEY-PQ-1, or the locked one beside it (-i NAME.key.age)"),
            CryptError::MixedRecipients { hybrid, others } => {
                Self::error("mixed-recipients", Exit::Usage, what)
                    .why("the others would open it to whoever breaks their keys, and age refuses it too.")
                    .next("all recipients age1pq1… (coldkeep key new --pq makes one), or none")
                    .field("post_quantum", hybrid)
                    .field("others", others)
            }
            CryptError::WrongPassphrase => {
                Self::error("wrong-file-passphrase", Exit::NoMatch, what).next(
                    "look at capitals, spaces and the keyboard's language; every character counts",
                )
            }
            CryptError::NeedsPassphrase => Self::error("needs-file-passphrase", Exit::Usage, what)
                .next("leave -i out; --file-passphrase-from ask"),
            CryptError::NeedsKey { .. } => {
                Self::error("identity-missing", Exit::Usage, what).next("-i KEYFILE")
            }
            CryptError::ExcessiveWork { .. } => Self::error("excessive-work", Exit::Invalid, what)
                .next("nobody but an attacker makes such files; stock age refuses it too"),
            CryptError::MemoryNeeded { bytes } => Self::error("memory-needed", Exit::Failed, what)
                .next("close other programs, or use a computer with more memory")
                .field("bytes", bytes),
            CryptError::TooLong { .. } => Self::error("too-large", Exit::Invalid, what)
                .next("coldkeep decrypt FILE -o FILE      takes files of any size"),
            CryptError::NoRecipient => {
                Self::error("usage", Exit::Usage, what).next("-r age1…, -R FILE, or -p")
            }
            CryptError::TooManyRecipients { .. } => {
                Self::error("usage", Exit::Usage, what).next("fewer recipients")
            }
            CryptError::Recipient { .. } => Self::error("bad-recipient", Exit::Usage, what)
                .next("a recipient begins age1…, age1pq1… or ssh-ed25519 …"),
            CryptError::Identity { .. }
            | CryptError::KeyFileTooLong
            | CryptError::KeyFileNotText => Self::error("bad-identity", Exit::Invalid, what)
                .next("an identity file holds lines that begin AGE-SECRET-KEY-1 or AGE-SECRET-KEY-PQ-1"),
            _ => {
                Self::error("bad-file-passphrase", Exit::Usage, what).next("coldkeep help secrets")
            }
        }
    }
}

impl From<Weak> for Failure {
    fn from(weak: Weak) -> Self {
        Self::refused("weak-passphrase", "this file passphrase could be guessed")
            .why(format!("{weak}. The file will be attacked offline, for years."))
            .next("take the ten words that coldkeep makes (press Enter when it asks);")
            .next("or seven random words, or 20 random characters.")
            .next("--allow-weak-passphrase")
    }
}
