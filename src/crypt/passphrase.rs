//! The file passphrase: ten words made from random bytes, or what somebody chose.
//!
//! Its bytes go to scrypt as they are. The age format knows no Unicode normalisation, so letters
//! beyond ASCII can be typed on one keyboard and not on another.

use bip39::Language;

use super::CryptError;
use super::strength::{self, Weak};
use crate::secret::{SecretBuffer, SecretBytes, SecretText};

/// The longest file passphrase, in bytes.
pub const MAX_PASSPHRASE_BYTES: usize = 1024;

const WORDS: usize = 10;
/// The longest word of the list has eight letters.
const LONGEST_WORD: usize = 8;

/// The passphrase of an age file. (A *passphrase* alone is the one of BIP-0039.)
pub struct FilePassphrase(SecretText);

impl FilePassphrase {
    /// Takes a passphrase as it is, for reading a file or when its owner insists.
    ///
    /// # Errors
    /// [`CryptError::PassphraseEmpty`] or [`CryptError::PassphraseTooLong`].
    pub fn new(text: SecretText) -> Result<Self, CryptError> {
        if text.is_empty() {
            return Err(CryptError::PassphraseEmpty);
        }
        if text.len() > MAX_PASSPHRASE_BYTES {
            return Err(CryptError::PassphraseTooLong { limit: MAX_PASSPHRASE_BYTES });
        }
        Ok(Self(text))
    }

    /// Makes ten English BIP-0039 words joined by `-`, 110 bits, as age does; `random` fills 20 bytes.
    ///
    /// Ten words are no length that BIP-0039 knows, so they cannot be taken for a mnemonic.
    pub fn generate(random: &mut dyn FnMut(&mut [u8])) -> SecretText {
        const FITS: &str = "ten words of at most eight letters fit";
        let list = Language::English.word_list();
        let drawn = SecretBytes::filled(2 * WORDS, random);
        let mut text = SecretBuffer::with_room(WORDS * (LONGEST_WORD + 1));
        // exposed to: the choice of words below, into the wiped buffer
        for pair in drawn.expose_secret().chunks_exact(2) {
            // 2,048 divides 65,536: every word is as likely as every other.
            let index = usize::from(u16::from_be_bytes([pair[0], pair[1]])) % list.len();
            text.push_text(list[index]).expect(FITS);
            text.push_text("-").expect(FITS);
        }
        text.drop_last(1);
        text.into_text().expect("words are text")
    }

    /// Estimates how long a stranger's computer would need to guess the passphrase of a file.
    ///
    /// # Errors
    /// [`Weak`] when it is less than seven random words or 20 characters without a pattern are.
    pub fn check_strength(text: &SecretText) -> Result<(), Weak> {
        // exposed to: the estimate, which returns a number
        strength::check(text.expose_secret())
    }

    /// Whether every keyboard can type it: letters, digits and signs of ASCII only.
    pub fn is_ascii(&self) -> bool {
        // exposed to: one yes or no
        self.0.expose_secret().is_ascii()
    }

    pub(super) fn text(&self) -> &SecretText {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_words_are_ten_and_strong() {
        let mut next = 0_u8;
        let text = FilePassphrase::generate(&mut |room| {
            for byte in room {
                next = next.wrapping_add(73);
                *byte = next;
            }
        });
        let words = text.expose_secret().split('-'); // exposed to: the test
        assert_eq!(words.clone().count(), WORDS);
        assert!(words.clone().all(|word| Language::English.find_word(word).is_some()));
        assert_eq!(FilePassphrase::check_strength(&text), Ok(()));
        assert!(FilePassphrase::new(text).unwrap().is_ascii());
    }

    #[test]
    fn every_word_is_drawn_equally_often() {
        let mut seen = vec![0_u32; 2048];
        for value in (0..=u16::MAX).step_by(WORDS) {
            let text = FilePassphrase::generate(&mut |room| {
                for (pair, further) in room.chunks_exact_mut(2).zip(0_u16..) {
                    pair.copy_from_slice(&value.wrapping_add(further).to_be_bytes());
                }
            });
            // exposed to: the test
            for word in text.expose_secret().split('-') {
                seen[usize::from(Language::English.find_word(word).unwrap())] += 1;
            }
        }
        assert!(seen.iter().all(|count| (31..=33).contains(count)));
    }

    #[test]
    fn an_empty_or_endless_passphrase_is_refused() {
        let new = |text: &str| FilePassphrase::new(SecretText::copied_from(text)).err();
        assert_eq!(new(""), Some(CryptError::PassphraseEmpty));
        let limit = MAX_PASSPHRASE_BYTES;
        assert_eq!(new(&"x".repeat(limit)), None);
        assert_eq!(new(&"x".repeat(limit + 1)), Some(CryptError::PassphraseTooLong { limit }));
    }
}
