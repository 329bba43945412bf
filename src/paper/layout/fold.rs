//! The folded sheet: three panels at the thirds of the paper, the first of them the outside.
//!
//! Folded back at the first mark and forward at the second, the cover lies outside, the secret in the
//! middle layer, and the checks face it.

use super::Setting;
use super::canvas::{BODY, Canvas, DATA_BOLD, FINE, LABEL, LIVE_WIDTH, Style, TITLE};
use crate::paper::fonts::Face;
use crate::paper::{Cover, Paper, PaperError};
use crate::sheet::Heading;

/// The height of one panel that is drawn on, in millimetres, on both papers.
pub(super) const PANEL_HEIGHT: f32 = 82.0;

/// The least distance of a panel to the paper's edge, in millimetres.
const EDGE: f32 = 7.0;

/// One of the three panels.
#[derive(Clone, Copy)]
pub(super) enum Panel {
    /// Outside when folded.
    Cover,
    /// The middle layer.
    Secret,
    /// Faces the secret.
    Checks,
}

/// Starts a folded page with its cover drawn; the canvas stands at the secret panel.
pub(super) fn start(
    heading: &Heading,
    sheet: &'static str,
    sentence: &str,
    setting: &Setting<'_>,
) -> Result<Canvas, PaperError> {
    let paper = setting.look.paper;
    let third = paper.size_mm().1 / 3.0;
    let mut canvas = Canvas::new(paper, vec![third, 2.0 * third], setting.scale);
    canvas.fold_marks();
    if let Some(mark) = &setting.look.watermark {
        for panel in 0..3u8 {
            canvas.margin_marks(third * (f32::from(panel) + 0.5), mark);
        }
    }
    enter(&mut canvas, Panel::Cover, paper);
    cover(&mut canvas, heading, sheet, sentence, setting)?;
    enter(&mut canvas, Panel::Secret, paper);
    // The program's name would tell a finder of the closed sheet what is inside.
    canvas.text_right(LIVE_WIDTH, 81.0, FINE, setting.texts.common.format);
    Ok(canvas)
}

/// Moves the origin to a panel.
pub(super) fn enter(canvas: &mut Canvas, panel: Panel, paper: Paper) {
    let height = paper.size_mm().1;
    let third = height / 3.0;
    let centred = (third - PANEL_HEIGHT) / 2.0;
    canvas.set_top(match panel {
        Panel::Cover => centred.max(EDGE),
        Panel::Secret => third + centred,
        Panel::Checks => height - PANEL_HEIGHT - centred.max(EDGE),
    });
}

fn cover(
    canvas: &mut Canvas,
    heading: &Heading,
    sheet: &'static str,
    sentence: &str,
    setting: &Setting<'_>,
) -> Result<(), PaperError> {
    let texts = &setting.texts.cover;
    const RIGHT: f32 = 126.0;
    match (setting.look.cover, &heading.label) {
        (Cover::Blank, _) => return Ok(()),
        (Cover::Named, Some(label)) => {
            let room = (0.0, 10.0, RIGHT - 12.0);
            canvas.given(room, TITLE, label, (sheet, "label"))?;
        }
        _ => {
            canvas.text(0.0, 10.0, TITLE, texts.title);
        }
    }
    let mut y =
        canvas.paragraph(0.0, 19.0, RIGHT - 12.0, Style { size_pt: 12.0, ..BODY }, sentence);
    y = y.max(25.0) + 8.0;
    let lines = [(texts.belongs, &heading.owner), (texts.return_to, &heading.return_to)];
    for (position, (label, value)) in lines.into_iter().enumerate() {
        let field = if position == 0 { "owner" } else { "return address" };
        let x = canvas.text(0.0, y, BODY, label) + 3.0;
        match value {
            Some(value) => {
                canvas.given((x, y, RIGHT - 12.0 - x), BODY, value, (sheet, field))?;
            }
            None => canvas.blank(x, RIGHT - 12.0, y),
        }
        y += 10.0;
    }
    if heading.return_to.is_none() {
        canvas.blank(0.0, RIGHT - 12.0, y);
    }
    side(canvas, heading, sheet, setting, RIGHT)?;
    let opened_y = 68.0;
    let mut x = 0.0;
    for (word, end) in texts.opened.iter().zip([60.0, 112.0, LIVE_WIDTH]) {
        x = canvas.text(x, opened_y, BODY, word) + 2.0;
        canvas.blank(x, end, opened_y);
        x = end + 3.0;
    }
    canvas.text(0.0, 77.5, FINE, texts.folding[0]);
    canvas.text(0.0, 81.0, FINE, texts.folding[1]);
    Ok(())
}

/// The column at the cover's right: label, copy, date, seal number.
fn side(
    canvas: &mut Canvas,
    heading: &Heading,
    sheet: &'static str,
    setting: &Setting<'_>,
    x: f32,
) -> Result<(), PaperError> {
    let common = &setting.texts.common;
    let value_x = x + 16.0;
    let copy = setting.copy.map(String::from);
    let seal = setting.texts.cover.seal;
    let rows = [
        (common.label, &heading.label, "label"),
        (common.copy, &copy, "copy"),
        (common.made, &heading.date, "date"),
        (seal, &None, "seal"),
    ];
    for ((label, value, field), y) in rows.into_iter().zip([9.5, 18.0, 26.5, 35.0]) {
        canvas.text(x, y, LABEL, label);
        let style = if field == "date" { DATA_BOLD } else { Style::new(Face::SansBold, 10.5) };
        match value {
            Some(value) => {
                canvas.given((value_x, y, LIVE_WIDTH - value_x), style, value, (sheet, field))?;
            }
            None => canvas.blank(value_x, LIVE_WIDTH, y),
        }
    }
    Ok(())
}
