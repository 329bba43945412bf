//! The passphrase of BIP-0039 and the 64-byte seed that it gives with the words.

use super::{Mnemonic, SeedError, wordlist};
use crate::secret::{SecretBuffer, SecretBytes, SecretText};
use sha2::Sha512;
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// The longest passphrase that is taken, in bytes of normalised UTF-8.
pub const PASSPHRASE_LIMIT: usize = 1024;

const SALT: &str = "mnemonic";
const ROUNDS: u32 = 2048;
const SEED_LEN: usize = 64;

/// The passphrase of BIP-0039, in Unicode's form NFKD. Case and spaces count; nothing checks it.
pub struct Passphrase {
    /// "mnemonic" and then the passphrase: the salt of PBKDF2.
    salt: SecretBytes,
    warnings: Vec<PassphraseWarning>,
}

/// Why other wallets may not take a passphrase, or somebody may type another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassphraseWarning {
    /// Some characters are not on every keyboard, and some wallets treat them otherwise.
    NonAscii,
    /// There is a tab, a line break or another character that cannot be seen.
    ControlCharacter,
    /// It begins or ends with a space, which paper does not show.
    SpaceAtEnds,
}

impl Passphrase {
    /// No passphrase, which BIP-0039 treats as an empty one.
    pub fn none() -> Self {
        Self { salt: SecretBytes::copied_from(SALT.as_bytes()), warnings: Vec::new() }
    }

    /// Takes the text as it is; a final line break, if it is to go, has gone before.
    ///
    /// # Errors
    /// [`SeedError::PassphraseTooLong`] above [`PASSPHRASE_LIMIT`].
    pub fn parse(text: SecretText) -> Result<Self, SeedError> {
        let too_long = SeedError::PassphraseTooLong { limit: PASSPHRASE_LIMIT };
        if text.len() > PASSPHRASE_LIMIT {
            return Err(too_long);
        }
        let mut salt = SecretBuffer::with_room(SALT.len() + PASSPHRASE_LIMIT);
        salt.push_text(SALT).map_err(|_| too_long.clone())?;
        // exposed to: Unicode's normalisation, one character at a time
        for character in text.expose_secret().nfkd() {
            let mut bytes = [0; 4];
            salt.push_text(character.encode_utf8(&mut bytes)).map_err(|_| too_long.clone())?;
        }
        Ok(Self { salt: salt.into_bytes(), warnings: warnings(&text) })
    }

    /// Whether this is the empty passphrase.
    pub fn is_none(&self) -> bool {
        self.salt.len() == SALT.len()
    }

    /// The passphrase alone, in UTF-8 of the form NFKD: what Cardano's master keys take (CIP-0003).
    pub fn normalised(&self) -> SecretBytes {
        // exposed to: a copy without the word in front, wiped on its own
        SecretBytes::copied_from(&self.salt.expose_secret()[SALT.len()..])
    }

    /// What a new passphrase should not have.
    pub fn warnings(&self) -> Vec<PassphraseWarning> {
        self.warnings.clone()
    }

    /// Whether both give the same wallets.
    pub fn same_as(&self, other: &Self) -> bool {
        self.salt.same_as(&other.salt)
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

fn warnings(text: &SecretText) -> Vec<PassphraseWarning> {
    // exposed to: three questions about its characters
    let text = text.expose_secret();
    let found = [
        (!text.is_ascii(), PassphraseWarning::NonAscii),
        (text.chars().any(char::is_control), PassphraseWarning::ControlCharacter),
        (text.trim().len() != text.len(), PassphraseWarning::SpaceAtEnds),
    ];
    found.into_iter().filter_map(|(there, warning)| there.then_some(warning)).collect()
}

/// A seed of BIP-0032: 64 bytes when it comes from a mnemonic.
pub struct Seed(SecretBytes);

impl Seed {
    /// Takes a seed that does not come from a mnemonic.
    ///
    /// # Errors
    /// [`SeedError::SeedLength`] unless there are 16 to 64 bytes (BIP-0032).
    pub fn from_bytes(bytes: SecretBytes) -> Result<Self, SeedError> {
        match bytes.len() {
            16..=64 => Ok(Self(bytes)),
            other => Err(SeedError::SeedLength(other)),
        }
    }

    /// Lends the bytes.
    pub fn expose_secret(&self) -> &[u8] {
        // exposed to: the caller, who says where they go
        self.0.expose_secret()
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(…)")
    }
}

impl Mnemonic {
    /// Derives the seed: PBKDF2 with HMAC-SHA512, 2,048 rounds (BIP-0039).
    pub fn seed(&self, passphrase: &Passphrase) -> Seed {
        let sentence = self.decomposed();
        Seed(SecretBytes::filled(SEED_LEN, |seed| {
            pbkdf2::pbkdf2_hmac::<Sha512>(
                // exposed to: PBKDF2
                sentence.expose_secret(),
                // exposed to: PBKDF2
                passphrase.salt.expose_secret(),
                ROUNDS,
                seed,
            );
        }))
    }

    /// The words joined by single spaces, NFKD: the password of PBKDF2.
    fn decomposed(&self) -> SecretBytes {
        let mut sentence = SecretBuffer::with_room(self.word_count() * (wordlist::LONGEST + 1));
        for (nth, word) in self.words().enumerate() {
            let space = if nth == 0 { "" } else { " " };
            for character in space.chars().chain(word.nfkd()) {
                let mut bytes = [0; 4];
                let put = sentence.push_text(character.encode_utf8(&mut bytes));
                put.expect("no word is longer than LONGEST");
            }
        }
        sentence.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passphrase(text: &str) -> Passphrase {
        Passphrase::parse(SecretText::copied_from(text)).expect("short")
    }

    #[test]
    fn what_looks_the_same_gives_the_same_wallets() {
        assert!(passphrase("caf\u{e9} \u{212b}").same_as(&passphrase("cafe\u{301} A\u{30a}")));
        assert!(!passphrase("Salt").same_as(&passphrase("salt")));
        assert!(!passphrase("salt ").same_as(&passphrase("salt")));
        assert!(passphrase("").same_as(&Passphrase::none()) && passphrase("").is_none());
    }

    #[test]
    fn passphrases_that_others_may_not_type_are_warned_about() {
        use PassphraseWarning::{ControlCharacter, NonAscii, SpaceAtEnds};
        assert_eq!(passphrase("correct horse").warnings(), []);
        assert_eq!(passphrase(" a").warnings(), [SpaceAtEnds]);
        assert_eq!(passphrase("caf\u{e9}").warnings(), [NonAscii]);
        assert_eq!(passphrase("a\tb\n").warnings(), [ControlCharacter, SpaceAtEnds]);
    }

    #[test]
    fn a_passphrase_that_grows_beyond_the_limit_is_refused() {
        let refused = Some(SeedError::PassphraseTooLong { limit: PASSPHRASE_LIMIT });
        let grows = SecretText::copied_from(&"\u{fdfa}".repeat(300));
        assert_eq!(Passphrase::parse(grows).err(), refused);
        let long = SecretText::copied_from(&"a".repeat(PASSPHRASE_LIMIT + 1));
        assert_eq!(Passphrase::parse(long).err(), refused);
    }

    #[test]
    fn a_seed_has_16_to_64_bytes() {
        assert_eq!(
            Seed::from_bytes(SecretBytes::zeroed(15)).err(),
            Some(SeedError::SeedLength(15))
        );
        assert!(Seed::from_bytes(SecretBytes::zeroed(16)).is_ok());
        assert_eq!(
            Seed::from_bytes(SecretBytes::zeroed(65)).err(),
            Some(SeedError::SeedLength(65))
        );
    }
}
