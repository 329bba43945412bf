//! What stands at the foot of pages: the ruler, the toner patch, boxes for later checks.

use super::canvas::{Canvas, DATA, FINE, HEAD, LABEL, LIVE_WIDTH};
use crate::paper::text::Common;

/// Draws a 50 mm ruler and the square for the toner test on a baseline.
pub(super) fn ruler_and_toner(canvas: &mut Canvas, y: f32, texts: &Common) {
    canvas.line((0.0, y), (50.0, y), 0.25, 0);
    for step in 0..=5u8 {
        let x = f32::from(step) * 10.0;
        let high = if step % 5 == 0 { 2.4 } else { 1.4 };
        canvas.line((x, y - high), (x, y), 0.25, 0);
    }
    let end = canvas.text(52.0, y, FINE, texts.ruler) + 3.0;
    canvas.rect((LIVE_WIDTH - 5.0, y - 4.6), (5.0, 5.0), None, 0);
    let room = LIVE_WIDTH - 6.5 - end;
    // A longer sentence stands on two lines, the last of them on the baseline.
    match canvas.lines(room, FINE, texts.toner) {
        0 | 1 => canvas.text_right(LIVE_WIDTH - 6.5, y, FINE, texts.toner),
        lines => {
            let above = canvas.sized(FINE).leading() * (lines - 1) as f32;
            canvas.paragraph(end, y - above, room, FINE, texts.toner);
        }
    }
}

/// Draws a heading and dates to fill in, each with a box to tick.
pub(super) fn dates(canvas: &mut Canvas, y: f32, heading: &str, texts: &Common) {
    let mut x = canvas.text(0.0, y, HEAD, heading) + 5.0;
    while x + 34.0 <= LIVE_WIDTH + 1.0 {
        x = canvas.text(x, y, DATA, texts.date_blank) + 1.5;
        x = canvas.tick(x, y, false) + 7.0;
    }
}

/// Draws a label and gives where its value starts.
pub(super) fn label(canvas: &mut Canvas, y: f32, text: &str) -> f32 {
    const VALUE: f32 = 54.0;
    match canvas.lines(VALUE - 1.0, LABEL, text) {
        0 | 1 => {
            canvas.text(0.0, y, LABEL, text);
        }
        lines => {
            let above = canvas.sized(LABEL).leading() * (lines - 1) as f32;
            canvas.paragraph(0.0, y + 1.2 - above, VALUE - 1.0, LABEL, text);
        }
    }
    VALUE
}
