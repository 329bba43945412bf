//! SeedQR and CompactSeedQR, SeedSigner's two forms of a mnemonic for a QR code.
//!
//! The first is four decimal digits a word, its number from 0000 to 2047 (numeric mode); the second is
//! the entropy itself (byte mode). Neither tells a passphrase.

use super::{Language, Mnemonic, SeedError, WORD_COUNTS};
use crate::secret::{SecretBuffer, SecretBytes, SecretText};
use std::fmt::Write;
use zeroize::Zeroizing;

const DIGITS: usize = 4;

impl Mnemonic {
    /// Writes the SeedQR: 48, 60, 72, 84 or 96 digits. It means English words, so readers would make
    /// another wallet of any other language.
    ///
    /// # Errors
    /// [`SeedError::LanguageUnclear`] and [`SeedError::NotEnglish`].
    pub fn seed_qr_digits(&self) -> Result<SecretText, SeedError> {
        self.must_be_english()?;
        let mut digits = SecretBuffer::with_room(self.word_count() * DIGITS);
        for index in self.indices().iter() {
            write!(digits, "{index:04}").expect("four digits are set aside a word");
        }
        Ok(digits.into_text().expect("digits are text"))
    }

    /// Refuses words whose entropy or numbers alone do not bring them back, because whoever reads them
    /// takes them for English.
    ///
    /// # Errors
    /// [`SeedError::LanguageUnclear`] and [`SeedError::NotEnglish`].
    pub fn must_be_english(&self) -> Result<(), SeedError> {
        match (self.rival(), self.language()) {
            (Some(rival), language) => Err(SeedError::LanguageUnclear { language, rival }),
            (None, Language::English) => Ok(()),
            (None, other) => Err(SeedError::NotEnglish(other)),
        }
    }

    /// Reads a SeedQR.
    ///
    /// # Errors
    /// [`SeedError::QrLength`], [`SeedError::QrWord`] and [`SeedError::Checksum`].
    pub fn from_seed_qr_digits(digits: &SecretText) -> Result<Self, SeedError> {
        // exposed to: the words' numbers below, which are wiped
        let text = digits.expose_secret().as_bytes();
        if !text.len().is_multiple_of(DIGITS) || !WORD_COUNTS.contains(&(text.len() / DIGITS)) {
            return Err(SeedError::QrLength(text.len()));
        }
        let mut indices = Zeroizing::new(Vec::with_capacity(text.len() / DIGITS));
        for (position, four) in (1..).zip(text.chunks_exact(DIGITS)) {
            if !four.iter().all(u8::is_ascii_digit) {
                return Err(SeedError::QrWord { position });
            }
            let number = four.iter().fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
            if number > 2047 {
                return Err(SeedError::QrWord { position });
            }
            indices.push(number);
        }
        Self::from_indices(&indices)
    }

    /// Reads a CompactSeedQR: the entropy's bytes. It has no checksum.
    ///
    /// # Errors
    /// [`SeedError::EntropyLength`] unless there are 16, 20, 24, 28 or 32 bytes.
    pub fn from_compact_seed_qr(entropy: &SecretBytes) -> Result<Self, SeedError> {
        Self::from_entropy(entropy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(digits: &str) -> Result<Mnemonic, SeedError> {
        Mnemonic::from_seed_qr_digits(&SecretText::copied_from(digits))
    }

    #[test]
    fn a_seedqr_that_cannot_be_one_is_refused() {
        let zeros = "0".repeat(44);
        assert!(read(&format!("{zeros}0003")).is_ok());
        assert_eq!(read(&format!("{zeros}0004")).err(), Some(SeedError::Checksum { words: 12 }));
        assert_eq!(read(&format!("{zeros}2048")).err(), Some(SeedError::QrWord { position: 12 }));
        assert_eq!(read(&format!("{zeros}00 3")).err(), Some(SeedError::QrWord { position: 12 }));
        assert_eq!(read(&zeros).err(), Some(SeedError::QrLength(44)));
        assert_eq!(read(&format!("{zeros}00030")).err(), Some(SeedError::QrLength(49)));
    }
}
