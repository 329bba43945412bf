//! Forms to fill in by hand, so that no printer ever sees a secret.

use super::Heading;

/// How many words a form has room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordCount(u8);

impl WordCount {
    /// Accepts a BIP-39 word count (12, 15, 18, 21, 24).
    pub fn mnemonic(words: u8) -> Option<Self> {
        [12, 15, 18, 21, 24].contains(&words).then_some(Self(words))
    }

    /// Accepts a SLIP-39 word count (20 to 33).
    pub fn share(words: u8) -> Option<Self> {
        (20..=33).contains(&words).then_some(Self(words))
    }

    /// The number of words.
    pub fn get(self) -> usize {
        usize::from(self.0)
    }
}

/// What is to be written into a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlankKind {
    /// The words of a wallet.
    Words(WordCount),
    /// The words of a share.
    Share(WordCount),
    /// What is known of a seed that lives in a hardware wallet, and the dates of its checks.
    Device,
    /// The squares of a SeedQR: 21, 25 or 29 a side.
    Grid {
        /// Squares a side.
        squares: u8,
    },
}

/// A form to fill in by hand; `coldkeep restore` reads it back when it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlankForm {
    /// Label and date.
    pub heading: Heading,
    /// What is to be written.
    pub kind: BlankKind,
}
