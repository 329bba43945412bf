//! Whether a page is clear: no text on another, on a fold, beside the page, across a frame or in a code's border.
//!
//! A page that is not is drawn again with smaller sentences, so that longer languages and long names find room.

use super::canvas::LIVE_WIDTH;
use crate::paper::fit::{text_extent, text_width};
use crate::paper::page::{Item, Page};

/// The distance of texts to a fold, and of everything to the paper's edge, in millimetres.
const FOLD: f32 = 4.0;
const EDGE: f32 = 6.4;

/// How much two boxes may share and still be apart, in millimetres.
const SLACK: f32 = 0.02;

#[derive(Clone, Copy)]
struct Area {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Area {
    fn square(left: f32, top: f32, side: f32) -> Self {
        Self { left, top, right: left + side, bottom: top + side }
    }

    fn meets(&self, other: &Self) -> bool {
        self.left + SLACK < other.right
            && other.left + SLACK < self.right
            && self.top + SLACK < other.bottom
            && other.top + SLACK < self.bottom
    }

    fn holds(&self, other: &Self) -> bool {
        self.left <= other.left + SLACK
            && other.right <= self.right + SLACK
            && self.top <= other.top + SLACK
            && other.bottom <= self.bottom + SLACK
    }
}

/// Whether every text of a page stands in its own place.
pub(super) fn is_clear(page: &Page) -> bool {
    let texts: Vec<Area> = page.items.iter().filter_map(text).collect();
    let left = (page.width_mm - LIVE_WIDTH) / 2.0;
    let inside = texts.iter().all(|text| {
        text.left >= left - 0.1
            && text.right <= left + LIVE_WIDTH + 0.1
            && text.bottom <= page.height_mm - EDGE
            && page
                .folds_mm
                .iter()
                .all(|fold| text.bottom <= fold - FOLD || text.top >= fold + FOLD)
    });
    let apart = texts
        .iter()
        .enumerate()
        .all(|(at, one)| texts[at + 1..].iter().all(|other| !one.meets(other)));
    inside && apart && page.items.iter().all(|item| keeps_clear(item, &texts))
}

fn text(item: &Item) -> Option<Area> {
    let Item::Text { x_mm, y_mm, size_pt, face, text, .. } = item else { return None };
    let (above, below) = text_extent(*size_pt);
    let right = x_mm + text_width(*face, *size_pt, text.lend());
    Some(Area { left: *x_mm, top: y_mm - above, right, bottom: y_mm + below })
}

/// Whether the texts stay out of a code with its border and out of a picture, and in or out of a frame.
fn keeps_clear(item: &Item, texts: &[Area]) -> bool {
    match item {
        Item::Code { x_mm, y_mm, module_mm, square } => {
            let border = 4.0 * module_mm - 0.1;
            let side = square.width as f32 * module_mm + 2.0 * border;
            let area = Area::square(x_mm - border, y_mm - border, side);
            texts.iter().all(|text| !area.meets(text))
        }
        Item::Picture { x_mm, y_mm, cell_mm, width, .. } => {
            let area = Area::square(*x_mm, *y_mm, *width as f32 * cell_mm);
            texts.iter().all(|text| !area.meets(text))
        }
        Item::Rect { x_mm, y_mm, width_mm, height_mm, outline_mm: Some(_), .. } => {
            let (right, bottom) = (x_mm + width_mm, y_mm + height_mm);
            let frame = Area { left: *x_mm, top: *y_mm, right, bottom };
            texts.iter().all(|text| !frame.meets(text) || frame.holds(text))
        }
        _ => true,
    }
}
