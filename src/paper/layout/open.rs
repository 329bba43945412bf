//! The unfolded page: a heading, a place to draw, and more pages when it is full.

use super::Setting;
use super::canvas::{Canvas, DATA_BOLD, FINE, HEAD, LABEL, LIVE_WIDTH, SMALL, Style, TITLE};
use crate::paper::PaperError;
use crate::paper::page::Page;
use crate::paper::text::fill;
use crate::sheet::Heading;

/// The height that is drawn on, in millimetres, on both papers.
pub(super) const OPEN_HEIGHT: f32 = 264.0;

/// The left edge of label and date.
const SIDE: f32 = 118.0;

/// Pages of one sheet, drawn from top to bottom.
pub(super) struct Flow<'a> {
    setting: &'a Setting<'a>,
    full: Vec<Canvas>,
    pub(super) canvas: Canvas,
    /// The next baseline or upper edge.
    pub(super) y: f32,
    title: &'static str,
}

impl<'a> Flow<'a> {
    /// Starts a sheet with its title, and label, copy and date at the right.
    pub(super) fn start(
        title: &'static str,
        heading: &Heading,
        sheet: &'static str,
        setting: &'a Setting<'a>,
    ) -> Result<Self, PaperError> {
        let canvas = blank(setting);
        let mut flow = Self { setting, full: Vec::new(), canvas, y: 8.0, title };
        let common = &setting.texts.common;
        flow.canvas.text(0.0, 7.0, TITLE, title);
        let copy = setting.copy.map(String::from);
        // A long title takes the whole first line.
        let label_at = if TITLE.width(title) > SIDE - 4.0 { (0.0, 13.5) } else { (SIDE, 7.0) };
        let rows = [
            (common.label, &heading.label, "label", HEAD, label_at),
            (common.made, &heading.date, "date", DATA_BOLD, (SIDE, 13.5)),
        ];
        for (name, value, field, style, (left, y)) in rows {
            let x = flow.canvas.text(left, y, LABEL, name) + 3.0;
            match value {
                Some(value) => {
                    let end = if field == "date" { LIVE_WIDTH - 16.0 } else { LIVE_WIDTH };
                    let room = if left == 0.0 { SIDE - 4.0 - x } else { end - x };
                    flow.canvas.given((x, y, room), style, value, (sheet, field))?;
                }
                None => flow.canvas.blank(x, left + 44.0, y),
            }
        }
        if let Some(copy) = copy {
            let end = LIVE_WIDTH - HEAD.width(&copy);
            flow.canvas.text(end, 13.5, HEAD, &copy);
            flow.canvas.text_right(end - 1.5, 13.5, LABEL, common.copy);
        }
        flow.y = 13.0;
        Ok(flow)
    }

    /// Starts a sheet that has nothing but a title at its head.
    pub(super) fn plain(title: &'static str, setting: &'a Setting<'a>) -> Self {
        let mut canvas = blank(setting);
        canvas.text(0.0, 7.0, TITLE, title);
        Self { setting, full: Vec::new(), canvas, y: 15.0, title }
    }

    /// Starts another page when less than `height` is left on this one.
    pub(super) fn need(&mut self, height: f32) {
        if self.y + height > OPEN_HEIGHT - 6.0 {
            self.next_page();
        }
    }

    /// Starts another page.
    pub(super) fn next_page(&mut self) {
        self.full.push(std::mem::replace(&mut self.canvas, blank(self.setting)));
        self.canvas.text(0.0, 4.5, HEAD, self.title);
        self.y = 8.0;
    }

    /// Numbers the pages and hands them over.
    pub(super) fn finish(self) -> Vec<Page> {
        self.finish_above(OPEN_HEIGHT, |_| {})
    }

    /// The same, with the foot of the last page at a height, and something below it: the last text of all.
    pub(super) fn finish_above(mut self, foot: f32, below: impl Fn(&mut Canvas)) -> Vec<Page> {
        self.full.push(self.canvas);
        let of = self.full.len().to_string();
        let common = &self.setting.texts.common;
        let number = |(position, mut canvas): (usize, Canvas)| {
            let n = (position + 1).to_string();
            let is_last = n == of;
            let foot = if is_last { foot } else { OPEN_HEIGHT };
            if of != "1" {
                let text = fill(common.page_of, &[("n", &n), ("of", &of)]);
                let style = Style { ..SMALL };
                canvas.text_centred(LIVE_WIDTH / 2.0, foot, style, &text);
            }
            canvas.text_right(LIVE_WIDTH, foot, FINE, common.format);
            if is_last {
                below(&mut canvas);
            }
            canvas.finish()
        };
        self.full.into_iter().enumerate().map(number).collect()
    }
}

/// Starts an empty unfolded page.
pub(super) fn blank(setting: &Setting<'_>) -> Canvas {
    let paper = setting.look.paper;
    let height = paper.size_mm().1;
    let mut canvas = Canvas::new(paper, Vec::new(), setting.scale);
    if let Some(mark) = &setting.look.watermark {
        for part in [1.0, 3.0, 5.0] {
            canvas.margin_marks(height * part / 6.0, mark);
        }
    }
    canvas.set_top((height - OPEN_HEIGHT) / 2.0);
    canvas
}
