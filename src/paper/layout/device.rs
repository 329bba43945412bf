//! The form for a seed that lives in a hardware wallet: what is known of it, steps with dates, later checks.

use super::Setting;
use super::canvas::{BODY, HEAD, LABEL, LIVE_WIDTH, SMALL, Style};
use super::foot;
use super::open::{Flow, OPEN_HEIGHT};
use crate::paper::PaperError;
use crate::paper::fonts::Face;
use crate::paper::page::Page;
use crate::sheet::BlankForm;

const SHEET: &str = "blank form";

/// Where the lines to fill in begin, and the place for the date of a step, in millimetres.
const VALUE: f32 = 54.0;
const DATE: f32 = 138.0;

/// The height of a line to write on, in millimetres.
const ROW: f32 = 10.0;

/// Draws the form on one page.
pub(super) fn pages(form: &BlankForm, setting: &Setting<'_>) -> Result<Vec<Page>, PaperError> {
    let (texts, common) = (&setting.texts.device, &setting.texts.common);
    let mut flow = Flow::start(texts.title, &form.heading, SHEET, setting)?;
    let canvas = &mut flow.canvas;
    let mut y = canvas.paragraph(0.0, 21.0, LIVE_WIDTH, BODY, texts.note) + 6.0;
    for field in texts.fields {
        canvas.text(0.0, y, LABEL, field);
        canvas.blank(VALUE, LIVE_WIDTH, y);
        y += ROW;
    }
    canvas.text(0.0, y, LABEL, texts.key);
    for _ in 0..3 {
        y += ROW;
        canvas.blank(0.0, LIVE_WIDTH, y);
    }
    y += 14.0;
    canvas.text(0.0, y, HEAD, texts.made);
    canvas.text(DATE, y, LABEL, texts.done);
    y += 7.5;
    for (number, step) in texts.steps.iter().enumerate() {
        let bold = Style { face: Face::SansBold, ..BODY };
        canvas.text(0.0, y, bold, &(number + 1).to_string());
        let x = canvas.text(DATE, y, Style { face: Face::Mono, ..BODY }, common.date_blank) + 2.0;
        canvas.tick(x, y, false);
        y = canvas.paragraph(5.0, y, DATE - 11.0, BODY, step) + 2.6;
    }
    y += 7.0;
    foot::dates(canvas, y, texts.again, common);
    y = canvas.paragraph(0.0, y + 7.0, LIVE_WIDTH, SMALL, texts.again_how) + 3.5;
    foot::dates(canvas, y, "", common);
    foot::ruler_and_toner(canvas, OPEN_HEIGHT - 8.0, common);
    Ok(flow.finish())
}
