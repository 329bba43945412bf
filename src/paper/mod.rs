//! How sheets look: from plain facts to pages at millimetres, and from pages to PDF.
//!
//! A sheet goes through three hands. `layout` turns it into [`Page`]s, which are plain data (texts,
//! lines, codes and where they stand); `qr` makes the codes and is the only file that names the
//! `qrcode` crate; `pdf` writes the pages and is the only file that names `krilla`. One layout fits A4
//! and US Letter. The PDF is a pure function of its input: the same sheets give the same bytes.
//!
//! ```
//! use coldkeep::paper::{Look, Paper, draw};
//! use coldkeep::sheet::{Heading, Owners, Sheet};
//! let list = Owners { heading: Heading::labelled("Blue folder"), ..Owners::default() };
//! let look = Look { paper: Paper::Letter, ..Look::default() };
//! let drawn = draw(&[Sheet::Owners(list)], &look).expect("a short label fits");
//! assert_eq!((drawn.pages, drawn.expected.len()), (1, 1));
//! ```

#![forbid(unsafe_code)]

mod error;
mod fit;
#[cfg(test)]
mod fits;
mod fonts;
mod layout;
mod page;
mod pdf;
mod qr;
mod text;

pub use error::PaperError;
pub use fit::{text_extent, text_width};
pub use fonts::Face;
pub use layout::{leaf_pages, pages};
pub use page::{Expect, Item, Page, PageText, Square, WordRow};
pub use qr::{plate_code, screen_code};

use crate::letter::Letter;
use crate::secret::SecretBytes;
use crate::sheet::Sheet;

/// The paper's size.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm (ISO 216).
    #[default]
    A4,
    /// 215.9 × 279.4 mm.
    Letter,
}

impl Paper {
    /// Width and height in millimetres.
    pub fn size_mm(self) -> (f32, f32) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::Letter => (215.9, 279.4),
        }
    }
}

/// What the outside of a folded sheet shows; it never names what is inside.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Cover {
    /// A neutral title, and lines to fill in.
    #[default]
    Plain,
    /// The label as its title.
    Named,
    /// Nothing.
    Blank,
}

/// How share sheets stand on the paper.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Card {
    /// One a page, folded in three.
    #[default]
    Page,
    /// Two a page, to be cut apart and folded once.
    Half,
    /// Eight cards of 85.6 × 54 mm a page (ISO/IEC 7810 ID-1), words and no instructions.
    Id1,
}

/// The language of the sentences on pages.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum PageLanguage {
    /// English.
    #[default]
    English,
    /// English with letters doubled, to measure what a translation needs.
    #[cfg(test)]
    Pseudo,
    /// The same with every letter doubled: too long for the pages.
    #[cfg(test)]
    TwiceAsLong,
}

/// The choices that are the same for all sheets of one print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The paper.
    pub paper: Paper,
    /// The outside of folded sheets.
    pub cover: Cover,
    /// How share sheets stand on the paper.
    pub card: Card,
    /// The language of the sentences.
    pub language: PageLanguage,
    /// A word for both side margins of every page, such as `PRACTICE`.
    pub watermark: Option<String>,
    /// How many copies of each seed, share and encrypted sheet, 1 to 26.
    pub copies: u8,
    /// The letter of the first copy, `A` to `Z`.
    pub first_copy: char,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            paper: Paper::default(),
            cover: Cover::default(),
            card: Card::default(),
            language: PageLanguage::default(),
            watermark: None,
            copies: 1,
            first_copy: 'A',
        }
    }
}

/// A page that explains, for those who will need the papers; it holds no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KitPage<'l> {
    /// The letter itself, two pages as a rule.
    Letter,
    /// What there is and where, to be filled in by the executor.
    Inventory,
    /// For the person who helps.
    Helper,
    /// What to do, in order, with lines to tick.
    Checklist,
    /// For a lawyer or notary: no places.
    Lawyer,
    /// For whoever keeps something: this place only.
    Holder(&'l str),
}

/// One thing to be drawn.
#[derive(Debug, Clone, Copy)]
pub enum Leaf<'l> {
    /// A sheet of a backup.
    Sheet(&'l Sheet),
    /// A page around the letter.
    Kit(&'l Letter, KitPage<'l>),
}

/// A finished PDF and what a reader must find in it.
#[derive(Debug)]
pub struct Drawn {
    /// The PDF file.
    pub pdf: SecretBytes,
    /// The number of pages.
    pub pages: usize,
    /// What stands on each page to be read back, in page order.
    pub expected: Vec<Expect>,
}

/// Draws sheets to one PDF.
///
/// # Errors
/// [`PaperError`] when a label does not fit or has a character that no font here has, when a code
/// would be denser than version 25, or when an armor needs more pages than a paper backup should have.
pub fn draw(sheets: &[Sheet], look: &Look) -> Result<Drawn, PaperError> {
    written(pages(sheets, look)?)
}

/// Draws sheets and pages of the letter's kit to one PDF.
///
/// # Errors
/// As [`draw`]; [`PaperError::TooLong`] when the owner's words need more pages than anybody reads.
pub fn draw_leaves(leaves: &[Leaf<'_>], look: &Look) -> Result<Drawn, PaperError> {
    written(leaf_pages(leaves, look)?)
}

fn written(pages: Vec<Page>) -> Result<Drawn, PaperError> {
    let pdf = pdf::write(&pages)?;
    let expected: Vec<Expect> = pages.into_iter().map(|page| page.expect).collect();
    Ok(Drawn { pdf, pages: expected.len(), expected })
}
