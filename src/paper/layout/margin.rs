//! The side margins: marks where the paper is folded, and a word that says what a page is not.

use super::canvas::{Canvas, Style};
use crate::paper::fit::{self, MM_PER_PT};
use crate::paper::fonts::Face;
use crate::paper::page::Item;
use crate::paper::{Paper, PaperError};

/// The words in the side margins.
const MARK: Style = Style::new(Face::SansBold, 20.0).grey(175);

/// Refuses a margin word that is longer than a panel or cannot be printed.
pub(super) fn refuse_long_mark(paper: Paper, mark: &str) -> Result<(), PaperError> {
    let (field, sheet) = ("the watermark", "margin");
    if let Some(position) = fit::missing_character(MARK.face, mark) {
        return Err(PaperError::Character { field, position });
    }
    let (width, room) = (MARK.width(mark), paper.size_mm().1 / 3.0 - 12.0);
    if width <= room {
        return Ok(());
    }
    Err(PaperError::TooWide { field, sheet, width_mm: width.ceil() as u32, room_mm: room as u32 })
}

impl Canvas {
    /// Draws a turned word in the side margins, around a height from the paper's upper edge.
    pub(super) fn margin_marks(&mut self, middle: f32, text: &str) {
        const FROM_EDGE: f32 = 6.5;
        let long = MARK.width(text);
        let high = 0.73 * MARK.size_pt * MM_PER_PT;
        for x_mm in [FROM_EDGE + high, self.page.width_mm - FROM_EDGE] {
            let (y_mm, text) = (middle + long / 2.0, text.to_owned());
            self.page.items.push(Item::Mark {
                x_mm,
                y_mm,
                size_pt: MARK.size_pt,
                grey: MARK.grey,
                text,
            });
        }
    }

    /// Draws the marks of the folds in the side margins.
    pub(super) fn fold_marks(&mut self) {
        let (width, folds) = (self.page.width_mm, self.page.folds_mm.clone());
        for y in folds {
            for x1_mm in [7.0, width - 11.0] {
                let (y1_mm, x2_mm, y2_mm) = (y, x1_mm + 4.0, y);
                let item = Item::Line { x1_mm, y1_mm, x2_mm, y2_mm, width_mm: 0.25, grey: 90 };
                self.page.items.push(item);
            }
        }
    }
}
