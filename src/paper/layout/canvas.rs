//! Putting things on a page: every layout draws through a canvas whose origin is its live area.

use crate::paper::fit::{self, MM_PER_PT, text_width};
use crate::paper::fonts::Face;
use crate::paper::page::{Expect, Item, Page, PageText, Square};
use crate::paper::{Paper, PaperError};
use crate::secret::{SecretBytes, SecretText};
use crate::sheet::lifehash::{self, Picture};

/// The width that is drawn on, on both papers, in millimetres.
pub(super) const LIVE_WIDTH: f32 = 180.0;

/// Nothing but the word table is smaller, in points.
const SMALLEST: f32 = 7.5;

/// A font, a size and a grey.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) face: Face,
    pub(super) size_pt: f32,
    pub(super) grey: u8,
}

impl Style {
    pub(super) const fn new(face: Face, size_pt: f32) -> Self {
        Self { face, size_pt, grey: 0 }
    }

    pub(super) const fn grey(self, grey: u8) -> Self {
        Self { grey, ..self }
    }

    /// The distance between baselines, in millimetres.
    pub(super) fn leading(self) -> f32 {
        self.size_pt * MM_PER_PT * 1.3
    }

    /// The width of a text, in millimetres.
    pub(super) fn width(self, text: &str) -> f32 {
        text_width(self.face, self.size_pt, text)
    }
}

pub(super) const TITLE: Style = Style::new(Face::SansBold, 18.0);
pub(super) const HEAD: Style = Style::new(Face::SansBold, 10.5);
pub(super) const BODY: Style = Style::new(Face::Sans, 10.5);
pub(super) const SMALL: Style = Style::new(Face::Sans, 9.0);
pub(super) const LABEL: Style = Style::new(Face::Sans, 8.5).grey(80);
pub(super) const FINE: Style = Style::new(Face::Sans, 7.5).grey(80);
pub(super) const DATA: Style = Style::new(Face::Mono, 10.5);
pub(super) const DATA_BOLD: Style = Style::new(Face::MonoBold, 10.5);

/// A page being drawn.
pub(super) struct Canvas {
    pub(super) page: Page,
    left: f32,
    top: f32,
    scale: f32,
}

impl Canvas {
    /// Starts an empty page whose origin is the live area's left edge and the paper's upper edge.
    pub(super) fn new(paper: Paper, folds_mm: Vec<f32>, scale: f32) -> Self {
        let (width_mm, height_mm) = paper.size_mm();
        let (items, expect) = (Vec::new(), Expect::default());
        let page = Page { width_mm, height_mm, folds_mm, items, expect };
        Self { page, left: (width_mm - LIVE_WIDTH) / 2.0, top: 0.0, scale }
    }

    /// A style at the size of this page: sentences follow the scale, data keeps its size.
    pub(super) fn sized(&self, style: Style) -> Style {
        let is_sentence = matches!(style.face, Face::Sans | Face::SansBold);
        let smallest = SMALLEST.min(style.size_pt);
        let size_pt = (style.size_pt * self.scale).max(smallest);
        if is_sentence { Style { size_pt, ..style } } else { style }
    }

    /// Moves the origin to a distance from the paper's upper edge.
    pub(super) fn set_top(&mut self, top: f32) {
        self.top = top;
    }

    /// Moves the origin to the right of the live area's left edge.
    pub(super) fn set_left(&mut self, right_of_edge: f32) {
        self.left = (self.page.width_mm - LIVE_WIDTH) / 2.0 + right_of_edge;
    }

    /// The finished page.
    pub(super) fn finish(self) -> Page {
        self.page
    }

    /// What must be read back from this page.
    pub(super) fn expect(&mut self) -> &mut Expect {
        &mut self.page.expect
    }

    /// Draws a text and gives its right end.
    pub(super) fn text(&mut self, x: f32, y: f32, style: Style, text: &str) -> f32 {
        let style = self.sized(style);
        self.push_text(x, y, style, PageText::Plain(text.to_owned()));
        x + style.width(text)
    }

    /// Draws a text that ends at `x`.
    pub(super) fn text_right(&mut self, x: f32, y: f32, style: Style, text: &str) {
        self.text(x - self.sized(style).width(text), y, style, text);
    }

    /// Draws a text around `x`.
    pub(super) fn text_centred(&mut self, x: f32, y: f32, style: Style, text: &str) {
        self.text(x - self.sized(style).width(text) / 2.0, y, style, text);
    }

    /// Draws a secret text and gives its right end.
    pub(super) fn secret(&mut self, x: f32, y: f32, style: Style, text: &str) -> f32 {
        self.push_text(x, y, style, PageText::Secret(SecretText::copied_from(text)));
        x + style.width(text)
    }

    fn push_text(&mut self, x: f32, y: f32, style: Style, text: PageText) {
        let (x_mm, y_mm) = (self.left + x, self.top + y);
        let Style { face, size_pt, grey } = style;
        self.page.items.push(Item::Text { x_mm, y_mm, size_pt, face, grey, text });
    }

    /// Draws a text that is not the page's own, at most `room` wide, notes that it must be read back, and gives its
    /// right end.
    pub(super) fn given(
        &mut self,
        (x, y, room): (f32, f32, f32),
        style: Style,
        text: &str,
        (sheet, field): (&'static str, &'static str),
    ) -> Result<f32, PaperError> {
        if let Some(position) = fit::missing_character(style.face, text) {
            return Err(PaperError::Character { field, position });
        }
        let width = self.sized(style).width(text);
        if width > room {
            let (width_mm, room_mm) = (width.ceil() as u32, room.floor() as u32);
            return Err(PaperError::TooWide { field, sheet, width_mm, room_mm });
        }
        self.page.expect.given.push(text.to_owned());
        Ok(self.text(x, y, style, text))
    }

    /// Draws a sentence with words that the owner gave and gives the baseline after its last line.
    pub(super) fn given_paragraph(
        &mut self,
        (x, y, width): (f32, f32, f32),
        style: Style,
        text: &str,
        field: &'static str,
    ) -> Result<f32, PaperError> {
        if let Some(position) = fit::missing_character(style.face, text) {
            return Err(PaperError::Character { field, position });
        }
        Ok(self.paragraph(x, y, width, style, text))
    }

    /// Draws a sentence in lines of at most `width` and gives the baseline after its last line.
    pub(super) fn paragraph(
        &mut self,
        x: f32,
        y: f32,
        width: f32,
        style: Style,
        text: &str,
    ) -> f32 {
        let sized = self.sized(style);
        let mut baseline = y;
        for line in fit::wrap(sized.face, sized.size_pt, width, text) {
            let mut at = x;
            for span in line {
                let style = Style { face: span.face, ..sized };
                self.push_text(at, baseline, style, PageText::Plain(span.text.clone()));
                at += style.width(&span.text);
            }
            baseline += sized.leading();
        }
        baseline
    }

    /// How many lines a sentence takes.
    pub(super) fn lines(&self, width: f32, style: Style, text: &str) -> usize {
        let sized = self.sized(style);
        fit::wrap(sized.face, sized.size_pt, width, text).len()
    }

    /// Draws numbered sentences and gives the baseline after the last.
    pub(super) fn steps(
        &mut self,
        x: f32,
        y: f32,
        width: f32,
        style: Style,
        steps: &[&str],
    ) -> f32 {
        let mut baseline = y;
        let number = Style { face: Face::SansBold, ..style };
        for (position, step) in steps.iter().enumerate() {
            self.text(x, baseline, number, &(position + 1).to_string());
            baseline = self.paragraph(x + 5.0, baseline, width - 5.0, style, step) + 0.5;
        }
        baseline
    }

    /// Draws a line to write on.
    pub(super) fn blank(&mut self, x1: f32, x2: f32, y: f32) {
        self.line((x1, y + 0.8), (x2, y + 0.8), 0.2, 90);
    }

    /// Draws a straight line.
    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32), width_mm: f32, grey: u8) {
        let (x1_mm, y1_mm) = (self.left + from.0, self.top + from.1);
        let (x2_mm, y2_mm) = (self.left + to.0, self.top + to.1);
        self.page.items.push(Item::Line { x1_mm, y1_mm, x2_mm, y2_mm, width_mm, grey });
    }

    /// Draws a rectangle, filled when no outline is given.
    pub(super) fn rect(
        &mut self,
        at: (f32, f32),
        size: (f32, f32),
        outline: Option<f32>,
        grey: u8,
    ) {
        let (x_mm, y_mm) = (self.left + at.0, self.top + at.1);
        let (width_mm, height_mm) = size;
        let outline_mm = outline;
        self.page.items.push(Item::Rect { x_mm, y_mm, width_mm, height_mm, outline_mm, grey });
    }

    /// Draws a box to tick on a baseline and gives its right end.
    pub(super) fn tick(&mut self, x: f32, y: f32, ticked: bool) -> f32 {
        const SIDE: f32 = 3.2;
        self.rect((x, y - SIDE + 0.4), (SIDE, SIDE), Some(0.3), 0);
        if ticked {
            self.rect((x + 0.7, y - SIDE + 1.1), (SIDE - 1.4, SIDE - 1.4), None, 0);
        }
        x + SIDE
    }

    /// Draws the picture of a fingerprint, `side` wide; nothing where there is none.
    pub(super) fn picture(&mut self, at: (f32, f32), side: f32, fingerprint: &str) {
        let Some(picture) = Picture::of_fingerprint(fingerprint) else { return };
        let (x_mm, y_mm) = (self.left + at.0, self.top + at.1);
        let (width, cell_mm) = (lifehash::SIDE, side / lifehash::SIDE as f32);
        let greys = picture.greys();
        self.page.items.push(Item::Picture { x_mm, y_mm, cell_mm, width, greys });
    }

    /// Draws a code and notes what it says.
    pub(super) fn code(
        &mut self,
        at: (f32, f32),
        module_mm: f32,
        square: Square,
        says: SecretBytes,
    ) {
        let (x_mm, y_mm) = (self.left + at.0, self.top + at.1);
        self.page.items.push(Item::Code { x_mm, y_mm, module_mm, square });
        self.page.expect.codes.push(says);
    }
}
