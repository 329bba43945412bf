//! Two shares a page: to be cut apart, each folded once with the print inside.

use super::Setting;
use super::canvas::{Canvas, DATA_BOLD, FINE, HEAD, LABEL, LIVE_WIDTH, SMALL, Style};
use super::foot;
use super::share::{self, Facts, SHEET};
use crate::paper::page::Page;
use crate::paper::qr::{self, Level, Mode};
use crate::paper::{Paper, PaperError};
use crate::secret::{SecretBytes, SecretText};
use crate::sheet::{ShareSheet, Standard};

/// The height of one of the four panels that is drawn on, in millimetres, on both papers.
const HEIGHT: f32 = 58.0;
/// The least distance of a panel to the paper's edge, and to a fold or the cut, in millimetres.
const EDGE: f32 = 7.0;
const GAP: f32 = 4.0;
/// Where the frame GIVES BACK has its baseline.
const GIVES_BACK: f32 = 55.4;
/// The lowest line that rows of words reach.
const ROWS_END: f32 = 49.0;
/// How many modules a code's white border has.
const BORDER: f32 = 4.0;

/// Draws shares with their copy letters, two a page. What does not belong to restoring gives way to what does where the
/// page need not be `whole`.
pub(super) fn pages(
    shares: &[(&ShareSheet, char)],
    setting: &Setting<'_>,
    whole: bool,
) -> Result<Vec<Page>, PaperError> {
    shares.chunks(2).map(|two| page(two, setting, whole)).collect()
}

fn page(
    two: &[(&ShareSheet, char)],
    setting: &Setting<'_>,
    whole: bool,
) -> Result<Page, PaperError> {
    let paper = setting.look.paper;
    let quarter = paper.size_mm().1 / 4.0;
    let mut canvas = Canvas::new(paper, vec![quarter, 3.0 * quarter], setting.scale);
    canvas.fold_marks();
    if let Some(mark) = &setting.look.watermark {
        for half in [1.0, 3.0] {
            canvas.margin_marks(quarter * half - 18.0, mark);
        }
    }
    canvas.line((0.0, 2.0 * quarter), (LIVE_WIDTH, 2.0 * quarter), 0.2, 120);
    for (at, (sheet, copy)) in two.iter().enumerate() {
        canvas.set_top(top(paper, 2 * at));
        words_panel(&mut canvas, sheet, setting)?;
        canvas.set_top(top(paper, 2 * at + 1));
        restore_panel(&mut canvas, sheet, *copy, setting, whole)?;
    }
    Ok(canvas.finish())
}

/// Where a panel starts: in the middle of its quarter, as far as edge, folds and cut let it.
fn top(paper: Paper, panel: usize) -> f32 {
    let quarter = paper.size_mm().1 / 4.0;
    let start = quarter * panel as f32;
    let spare = (quarter - HEIGHT) / 2.0;
    match panel {
        0 => spare.max(EDGE),
        3 => (start + spare).min(paper.size_mm().1 - EDGE - HEIGHT),
        _ => start + spare.max(GAP),
    }
}

fn words_panel(
    canvas: &mut Canvas,
    sheet: &ShareSheet,
    setting: &Setting<'_>,
) -> Result<(), PaperError> {
    let texts = &setting.texts.share;
    let form = share::form(texts, sheet.standard);
    let width = sheet.code.as_ref().map_or(Ok(LIVE_WIDTH), |payload| code(canvas, payload))?;
    let (title, needs) = share::standing(sheet, texts);
    let style = if sheet.standard == Standard::SeedXor { HEAD } else { SMALL };
    let mut y = 4.5;
    let x = canvas.given((0.0, y, width), HEAD, &title, (SHEET, "group"))? + 4.0;
    // Beside the title, where there is room: the words are worth the line.
    let x = if x + canvas.sized(style).width(&needs) <= width {
        x
    } else {
        y += 4.5;
        0.0
    };
    canvas.given((x, y, width - x), style, &needs, (SHEET, "threshold"))?;
    let format = share::format(form, sheet);
    let style = share::format_style(sheet);
    y += 4.2;
    let x = canvas.text(0.0, y, style, &format);
    if !sheet.set_name.is_empty() {
        let x = canvas.text(x + 4.0, y, LABEL, form.set) + 2.0;
        canvas.given((x, y, width - x), DATA_BOLD, &sheet.set_name, (SHEET, "set name"))?;
    }
    y += 2.3;
    share::rows(canvas, (y, width, ROWS_END - y), sheet, false)?;
    share::gives_back(canvas, GIVES_BACK, &Facts::of(sheet), texts);
    Ok(())
}

/// Draws the code at the right edge, above the frame; gives the width that is left beside it.
fn code(canvas: &mut Canvas, payload: &SecretText) -> Result<f32, PaperError> {
    // What is above the frame.
    const ROOM: f32 = GIVES_BACK - 4.8 - 0.6;
    // exposed to: the code of the share
    let payload = SecretBytes::copied_from(payload.expose_secret().as_bytes());
    // exposed to: the code of the share
    let square = qr::code(payload.expose_secret(), Mode::Capitals, Level::Q)?;
    let wide = square.width as f32;
    let module = share::module(square.width).min(ROOM / (wide + 2.0 * BORDER));
    let side = wide * module;
    let x = LIVE_WIDTH - side - 2.0;
    canvas.code((x, BORDER * module), module, square, payload);
    Ok(x - BORDER * module - 1.0)
}

fn restore_panel(
    canvas: &mut Canvas,
    sheet: &ShareSheet,
    copy: char,
    setting: &Setting<'_>,
    whole: bool,
) -> Result<(), PaperError> {
    let common = &setting.texts.common;
    let end = share::how_to_restore(canvas, sheet, setting)?;
    if whole || end <= 44.5 {
        foot::dates(canvas, 49.0, common.last_checked, common);
    }
    if whole || end <= 51.0 {
        let (check, cut) = (share::check(sheet, setting), setting.texts.share.half);
        let fine = canvas.sized(FINE);
        if fine.width(check) + fine.width(cut) + 4.0 <= LIVE_WIDTH {
            canvas.text(0.0, 53.4, FINE, check);
        }
        canvas.text_right(LIVE_WIDTH, 53.4, FINE, cut);
    }
    let mut x = 0.0;
    let copy = Some(copy.to_string());
    let values = [
        (common.label, &sheet.heading.label, "label"),
        (common.copy, &copy, "copy"),
        (common.made, &sheet.heading.date, "date"),
    ];
    for (name, value, field) in values {
        x = canvas.text(x, 57.4, LABEL, name) + 1.5;
        match value {
            Some(value) => {
                let style = Style { size_pt: 9.0, ..HEAD };
                x = canvas.given((x, 57.4, 60.0), style, value, (SHEET, field))? + 4.0;
            }
            None => {
                canvas.blank(x, x + 28.0, 57.4);
                x += 31.0;
            }
        }
    }
    Ok(())
}
