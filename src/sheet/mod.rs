//! What a page says: plain data, line checks and row checks, without a word about how it looks.
//!
//! `paper` draws these sheets and `scan` reads them back; the two meet only here. A sheet holds the
//! facts of one backup (words, fingerprint, first address, armor). The sentences around them are
//! `paper`'s, in one language file.
//!
//! ```
//! use coldkeep::sheet::{Heading, Owners, Sheet};
//! let list = Owners { heading: Heading::labelled("Blue folder"), ..Owners::default() };
//! let sheets = [Sheet::Owners(list)];
//! assert_eq!(sheets[0].name(), "owner's list");
//! ```

#![forbid(unsafe_code)]

mod blank;
pub mod check;
mod descriptor;
mod encrypted;
mod error;
pub(crate) mod field;
pub mod groups;
pub mod lifehash;
pub mod lines;
mod metal;
pub mod parity;
pub mod parts;
mod recovery;
mod seed;
mod share;

pub use blank::{BlankForm, BlankKind, WordCount};
pub use descriptor::{DescriptorSheet, KeyOrigin, Needs, ONE_CODE, ProvedBy, without_breaks};
pub use encrypted::{EncryptedSheet, KeyPlace};
pub use error::SheetError;
pub use metal::{LETTERS, MarkList, Marks, MetalSheet, PLATE_LETTERS, Plate, PlateRow, read_marks};
pub use recovery::RecoveryPage;
pub use seed::{Address, ChildOf, PassphraseUse, PathState, SeedForm, SeedSheet, Wallet};
pub use share::{GivesBack, GroupPlace, KeyKind, Member, Owners, ShareSheet, Standard};

/// What the sheets of one backup have in common: names the owner gave, never secrets.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The owner's own name for the paper; it is printed on the outside.
    pub label: Option<String>,
    /// The date to print; a line to fill in when absent.
    pub date: Option<String>,
    /// Whom the paper belongs to; a line to fill in when absent.
    pub owner: Option<String>,
    /// Where a finder should bring it; a line to fill in when absent.
    pub return_to: Option<String>,
}

impl Heading {
    /// Makes a heading with a label and lines to fill in.
    pub fn labelled(label: &str) -> Self {
        Self { label: Some(label.to_owned()), ..Self::default() }
    }
}

/// One sheet to be drawn.
#[derive(Debug)]
pub enum Sheet {
    /// The words of a wallet, folded, with what they must open.
    Seed(SeedSheet),
    /// One share, folded.
    Share(ShareSheet),
    /// Who holds which share; no words.
    Owners(Owners),
    /// An age file as codes and typed lines.
    Encrypted(EncryptedSheet),
    /// What a wallet is: its descriptor; private, not secret.
    Descriptor(DescriptorSheet),
    /// How to get back what the papers hold; public.
    Recovery(RecoveryPage),
    /// A form to fill in by hand.
    Blank(BlankForm),
    /// What to mark on a metal plate; to be destroyed afterwards.
    Metal(MetalSheet),
}

impl Sheet {
    /// The sheet's name in messages: `seed sheet`, `share sheet` …
    pub fn name(&self) -> &'static str {
        match self {
            Self::Seed(_) => "seed sheet",
            Self::Share(_) => "share sheet",
            Self::Owners(_) => "owner's list",
            Self::Encrypted(_) => "encrypted sheet",
            Self::Descriptor(_) => "wallet description",
            Self::Recovery(_) => "recovery page",
            Self::Blank(_) => "blank form",
            Self::Metal(_) => "metal sheet",
        }
    }

    /// Whether the drawn page shows a secret.
    pub fn is_secret(&self) -> bool {
        matches!(self, Self::Seed(_) | Self::Share(_) | Self::Metal(_))
    }
}
