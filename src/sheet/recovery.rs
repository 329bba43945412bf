//! The recovery page: public instructions, and the word list on its back.

use super::Heading;

/// How to get back what the papers hold; may be printed many times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryPage {
    /// Label and date.
    pub heading: Heading,
    /// The 2048 English words of BIP-0039, for the table on the back.
    pub words: &'static [&'static str; 2048],
}
