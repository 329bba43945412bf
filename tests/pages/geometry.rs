//! What must be true of every page: texts inside their places, apart from each other, from folds, from
//! codes and from frames.

use coldkeep::paper::{Face, Item, Page, text_extent, text_width};

const LIVE_WIDTH: f32 = 180.0;
const FOLD_GAP: f32 = 4.0;
/// What common printers leave white at the edges, in millimetres.
const PRINTER_EDGE: f32 = 6.4;
const SLACK: f32 = 0.03;

#[derive(Clone, Copy, PartialEq)]
struct Box {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Box {
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

    fn grown(&self, by: f32) -> Self {
        let (left, top) = (self.left - by, self.top - by);
        Self { left, top, right: self.right + by, bottom: self.bottom + by }
    }
}

fn place(item: &Item) -> Box {
    match item {
        Item::Text { x_mm, y_mm, size_pt, face, text, .. } => {
            let (above, below) = text_extent(*size_pt);
            let right = x_mm + text_width(*face, *size_pt, text.lend());
            Box { left: *x_mm, top: y_mm - above, right, bottom: y_mm + below }
        }
        Item::Rect { x_mm, y_mm, width_mm, height_mm, .. } => {
            Box { left: *x_mm, top: *y_mm, right: x_mm + width_mm, bottom: y_mm + height_mm }
        }
        Item::Line { x1_mm, y1_mm, x2_mm, y2_mm, .. } => Box {
            left: x1_mm.min(*x2_mm),
            top: y1_mm.min(*y2_mm),
            right: x1_mm.max(*x2_mm),
            bottom: y1_mm.max(*y2_mm),
        },
        Item::Code { x_mm, y_mm, module_mm, square } => {
            let side = square.width as f32 * module_mm;
            Box { left: *x_mm, top: *y_mm, right: x_mm + side, bottom: y_mm + side }
        }
        Item::Picture { x_mm, y_mm, cell_mm, width, .. } => {
            let side = *width as f32 * cell_mm;
            Box { left: *x_mm, top: *y_mm, right: x_mm + side, bottom: y_mm + side }
        }
        Item::Mark { x_mm, y_mm, size_pt, text, .. } => {
            let long = text_width(Face::SansBold, *size_pt, text);
            let high = 0.73 * size_pt * 25.4 / 72.0;
            Box { left: x_mm - high, top: y_mm - long, right: *x_mm, bottom: *y_mm }
        }
    }
}

/// Every place of a page that a reader would call a mistake.
pub(crate) fn faults(page: &Page) -> Vec<String> {
    let mut faults = Vec::new();
    let left = (page.width_mm - LIVE_WIDTH) / 2.0;
    let places: Vec<Box> = page.items.iter().map(place).collect();
    for (item, at) in page.items.iter().zip(&places) {
        let name = name(item);
        let edge = PRINTER_EDGE - SLACK;
        if at.top < edge || at.bottom > page.height_mm - edge {
            faults.push(format!("{name} is in the printer's edge"));
        }
        let margin =
            matches!(item, Item::Mark { .. }) || at.right < left || at.left > left + LIVE_WIDTH;
        let overhang =
            if matches!(item, Item::Text { .. } | Item::Code { .. } | Item::Picture { .. }) {
                0.1
            } else {
                1.6
            };
        if !margin && (at.left < left - overhang || at.right > left + LIVE_WIDTH + overhang) {
            faults.push(format!("{name} leaves the live width"));
        }
        for fold in &page.folds_mm {
            if !margin && at.bottom > fold - FOLD_GAP && at.top < fold + FOLD_GAP {
                faults.push(format!("{name} is on a fold"));
            }
        }
        if let Item::Text { size_pt, face, .. } = item {
            let table = *size_pt == 6.8 && matches!(face, Face::Mono | Face::MonoBold);
            if *size_pt < 7.5 && !table {
                faults.push(format!("{name} is too small"));
            }
        }
    }
    for (first, a) in page.items.iter().enumerate() {
        for (second, b) in page.items.iter().enumerate() {
            if let Some(fault) =
                fault_of_pair(a, b, &places[first], &places[second], first < second)
            {
                faults.push(format!("{} and {} {fault}", name(a), name(b)));
            }
        }
    }
    faults
}

fn fault_of_pair(a: &Item, b: &Item, at: &Box, bt: &Box, once: bool) -> Option<&'static str> {
    match (a, b) {
        (Item::Text { .. }, Item::Text { .. }) if once => at.meets(bt).then_some("overlap"),
        (Item::Code { module_mm, .. }, Item::Code { .. }) if once => {
            at.grown(4.0 * module_mm).meets(bt).then_some("are too near")
        }
        (
            Item::Code { module_mm, .. },
            Item::Text { .. } | Item::Rect { .. } | Item::Mark { .. } | Item::Picture { .. },
        ) => at.grown(4.0 * module_mm - 0.1).meets(bt).then_some("are too near"),
        (Item::Picture { .. }, Item::Text { .. } | Item::Rect { .. } | Item::Picture { .. })
            if once || !matches!(b, Item::Picture { .. }) =>
        {
            at.meets(bt).then_some("overlap")
        }
        (Item::Rect { outline_mm: Some(_), .. }, Item::Text { .. }) => {
            (at.meets(bt) && !at.holds(bt)).then_some("cross")
        }
        _ => None,
    }
}

fn name(item: &Item) -> String {
    match item {
        Item::Text { text, .. } => format!("“{}”", text.lend()),
        Item::Rect { .. } => "a rectangle".into(),
        Item::Line { .. } => "a line".into(),
        Item::Code { .. } => "a code".into(),
        Item::Picture { .. } => "a picture".into(),
        Item::Mark { .. } => "a margin mark".into(),
    }
}
