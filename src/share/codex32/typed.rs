//! Typed letters of a codex32 string: gaps and `#` lines left out, places counted for every refusal.

use crate::secret::{SecretBuffer, SecretBytes, SecretText};
use crate::share::codex32::Codex32Error;
use crate::share::codex32::checksum::Code;
use crate::share::codex32::{HEADER, PREFIX};
use crate::share::error::ShareError;
use crate::share::gf32;

/// The most a typed string may take, in bytes: a share file.
const TEXT_LIMIT: usize = 4096;
/// The longest string that is kept: above the 127 letters of the longest there is.
const MOST_LETTERS: usize = 256;

/// The letters of a string as they were typed, with its prefix.
pub(crate) struct Typed(SecretBytes);

impl Typed {
    /// Leaves out gaps and lines for people.
    pub(crate) fn read(typed: &SecretText) -> Result<Self, ShareError> {
        if typed.len() > TEXT_LIMIT {
            return Err(ShareError::TooLong { limit: TEXT_LIMIT });
        }
        let mut letters = SecretBuffer::with_room(typed.len());
        // exposed to: the letters, in memory that is wiped
        let lines = typed.expose_secret().trim_start_matches('\u{feff}').lines();
        for line in lines.filter(|line| !line.trim_start().starts_with('#')) {
            for part in line.split_whitespace() {
                letters.push_text(part).expect("as much room as was typed");
            }
        }
        let count = letters.len();
        if count > MOST_LETTERS {
            return Err(ShareError::Codex32(Codex32Error::Length(count)));
        }
        Ok(Self(letters.into_bytes()))
    }

    /// The letters with the prefix.
    pub(crate) fn letters(&self) -> &[u8] {
        self.0.expose_secret() // exposed to: the reader of this room
    }

    /// Refuses capitals and small letters in one string.
    pub(crate) fn check_case(&self) -> Result<(), ShareError> {
        let any = |is: fn(&u8) -> bool| self.letters().iter().any(is);
        if any(u8::is_ascii_uppercase) && any(u8::is_ascii_lowercase) {
            return Err(ShareError::Codex32(Codex32Error::Case));
        }
        Ok(())
    }

    /// The data part, every letter of it an element of the field.
    pub(crate) fn symbols(&self) -> Result<SecretBytes, ShareError> {
        let letters = self.letters();
        if !letters
            .get(..PREFIX.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(PREFIX.as_bytes()))
        {
            return Err(ShareError::Codex32(Codex32Error::Prefix));
        }
        let data = &letters[PREFIX.len()..];
        let strange: Vec<usize> = (PREFIX.len() + 1..)
            .zip(data)
            .filter(|(_, letter)| gf32::of_letter(**letter).is_none())
            .map(|(place, _)| place)
            .collect();
        if !strange.is_empty() {
            return Err(ShareError::Codex32(Codex32Error::Letters(strange)));
        }
        if Code::for_length(data.len()).is_none() {
            return Err(ShareError::Codex32(Codex32Error::Length(letters.len())));
        }
        Ok(SecretBytes::filled(data.len(), |symbols| {
            symbols.iter_mut().zip(data).for_each(|(symbol, letter)| {
                *symbol = gf32::of_letter(*letter).expect("looked at above");
            });
        }))
    }
}

/// Whether a text has the form of a codex32 string, and if so whether its checksum holds.
///
/// The form is the prefix `ms1`, a possible length, and letters of the alphabet but for 8 at most; gaps and `#` lines
/// do not count.
pub fn looks_like(text: &str) -> Option<bool> {
    if text.len() > TEXT_LIMIT {
        return None;
    }
    let typed = Typed::read(&SecretText::copied_from(text)).ok()?;
    match typed.symbols() {
        Ok(symbols) => {
            let code = Code::for_length(symbols.len())?;
            // exposed to: the checksum
            Some(code.difference(symbols.expose_secret()) == 0 && typed.check_case().is_ok())
        }
        Err(ShareError::Codex32(Codex32Error::Letters(strange))) => {
            let data = typed.letters().len() - PREFIX.len();
            let near = strange.len() <= 8 && data > HEADER && Code::for_length(data).is_some();
            (near && typed.letters().is_ascii()).then_some(false)
        }
        Err(_) => None,
    }
}
