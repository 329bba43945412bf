//! The encrypted sheet: an age file as text that any phone reads, and where its key is.

use super::{Heading, SheetError, lines};
use crate::secret::SecretText;

/// Where the key of an encrypted sheet is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyPlace {
    /// The passphrase is the hex that SLIP-39 shares give back.
    Shares {
        /// The first two words of the set's shares.
        set_name: String,
        /// What is needed, such as `any 2 of the 3 sheets`.
        needed: String,
        /// The number of hex digits, 32 or 64.
        hex_digits: usize,
    },
    /// A file passphrase kept elsewhere; a line to fill in when the place is absent.
    Passphrase {
        /// The owner's name for the place.
        kept_at: Option<String>,
    },
    /// An age identity kept elsewhere; a line to fill in when the place is absent.
    Identity {
        /// The owner's name for the place.
        kept_at: Option<String>,
    },
}

/// An armored age file on a page that may be copied freely.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncryptedSheet {
    /// Label and date.
    pub heading: Heading,
    /// The ASCII armor, lines of up to 64 characters.
    pub armor: String,
    /// Where the key is.
    pub key: KeyPlace,
    /// How many codes of a set of several may be destroyed, at most [`super::parity::MOST_PARITY`]; so many parity
    /// codes are printed. A code that stands alone has none.
    pub parity: usize,
}

impl EncryptedSheet {
    /// Gives the armor's lines with their checks.
    pub fn lines(&self) -> Vec<lines::Line> {
        lines::encode(&self.armor)
    }

    /// Puts typed lines back to an armor.
    ///
    /// # Errors
    /// As [`lines::parse`].
    pub fn armor_from(typed: &SecretText) -> Result<SecretText, SheetError> {
        lines::parse(typed)
    }
}
