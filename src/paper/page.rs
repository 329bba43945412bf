//! A page as plain data: items at millimetres from the top left corner, and what must be read back.

use super::fonts::Face;
use crate::secret::{SecretBytes, SecretText};
use crate::sheet::groups::GroupRow;
use crate::sheet::lines::Line;

/// A text on a page; secret ones hide from debug output and are wiped.
#[derive(Debug)]
pub enum PageText {
    /// A sentence, a label, public data.
    Plain(String),
    /// A word of a seed or a share, or a check of such words.
    Secret(SecretText),
}

impl PageText {
    /// Lends the text.
    pub fn lend(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            // exposed to: the page it is printed on
            Self::Secret(text) => text.expose_secret(),
        }
    }
}

/// The squares of a code, without the white border.
#[derive(Debug)]
pub struct Square {
    /// Modules a side.
    pub width: usize,
    /// One byte a module, row by row: 1 is black.
    pub modules: SecretBytes,
}

/// One thing on a page. Lengths are millimetres, greys go from 0 (black) to 255 (white).
#[derive(Debug)]
pub enum Item {
    /// A line of text.
    Text {
        /// Left end.
        x_mm: f32,
        /// Baseline.
        y_mm: f32,
        /// Font size in points.
        size_pt: f32,
        /// Font.
        face: Face,
        /// Grey.
        grey: u8,
        /// The text.
        text: PageText,
    },
    /// A rectangle, filled or outlined.
    Rect {
        /// Left edge.
        x_mm: f32,
        /// Upper edge.
        y_mm: f32,
        /// Width.
        width_mm: f32,
        /// Height.
        height_mm: f32,
        /// The outline's thickness; a filled rectangle when absent.
        outline_mm: Option<f32>,
        /// Grey.
        grey: u8,
    },
    /// A straight line.
    Line {
        /// Start, from the left.
        x1_mm: f32,
        /// Start, from the top.
        y1_mm: f32,
        /// End, from the left.
        x2_mm: f32,
        /// End, from the top.
        y2_mm: f32,
        /// Thickness.
        width_mm: f32,
        /// Grey.
        grey: u8,
    },
    /// A two-dimensional code; its white border of four modules lies outside.
    Code {
        /// Left edge.
        x_mm: f32,
        /// Upper edge.
        y_mm: f32,
        /// Length of one module's side.
        module_mm: f32,
        /// The squares.
        square: Square,
    },
    /// The picture of a fingerprint, in greys.
    Picture {
        /// Left edge.
        x_mm: f32,
        /// Upper edge.
        y_mm: f32,
        /// Length of one square's side.
        cell_mm: f32,
        /// Squares a side.
        width: usize,
        /// The grey of each square, row by row.
        greys: Vec<u8>,
    },
    /// A word in outlines, turned to read upwards; no text for a reader.
    Mark {
        /// The baseline, from the left.
        x_mm: f32,
        /// The lower end, from the top.
        y_mm: f32,
        /// Font size in points.
        size_pt: f32,
        /// Grey.
        grey: u8,
        /// The word.
        text: String,
    },
}

/// A row of printed words.
#[derive(Debug)]
pub struct WordRow {
    /// The number of its first word, from 1.
    pub first: usize,
    /// Its words, joined by single spaces.
    pub words: SecretText,
    /// The check printed beside it.
    pub check: SecretText,
}

/// What a reader must find on a page.
#[derive(Debug, Default)]
pub struct Expect {
    /// The payloads of the codes, in drawing order.
    pub codes: Vec<SecretBytes>,
    /// The rows of words.
    pub rows: Vec<WordRow>,
    /// The typed lines.
    pub lines: Vec<Line>,
    /// The rows of a secret string.
    pub groups: Vec<GroupRow>,
    /// Other texts that bring a secret back.
    pub texts: Vec<String>,
    /// Every other text that is not the page's own: fingerprints, addresses, paths, names of sets, labels.
    pub given: Vec<String>,
}

/// One side of one sheet.
#[derive(Debug)]
pub struct Page {
    /// Width in millimetres.
    pub width_mm: f32,
    /// Height in millimetres.
    pub height_mm: f32,
    /// Where the paper is folded, from the top; nothing stands within 4 mm of a fold but its ticks.
    pub folds_mm: Vec<f32>,
    /// What is drawn, in order.
    pub items: Vec<Item>,
    /// What must be read back.
    pub expect: Expect,
}
