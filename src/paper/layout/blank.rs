//! Forms to fill in by hand: words, a share, the squares of a SeedQR.

use super::Setting;
use super::canvas::{BODY, Canvas, FINE, HEAD, LABEL, LIVE_WIDTH, SMALL};
use super::fold::{self, Panel};
use super::foot;
use super::open::Flow;
use super::share;
use super::words::Grid;
use crate::paper::PaperError;
use crate::paper::page::Page;
use crate::paper::text::fill;
use crate::sheet::{BlankForm, BlankKind};

const SHEET: &str = "blank form";

/// The side of a square to fill in, in millimetres.
const SQUARE: f32 = 4.6;

/// Draws a form.
pub(super) fn pages(form: &BlankForm, setting: &Setting<'_>) -> Result<Vec<Page>, PaperError> {
    match form.kind {
        BlankKind::Words(count) => words(form, count.get(), setting),
        BlankKind::Share(count) => share_words(form, count.get(), setting),
        BlankKind::Device => super::device::pages(form, setting),
        BlankKind::Grid { squares } => squares_to_fill(form, squares, setting),
    }
}

fn words(form: &BlankForm, count: usize, setting: &Setting<'_>) -> Result<Vec<Page>, PaperError> {
    let (texts, seed) = (&setting.texts.blank, &setting.texts.seed);
    let mut canvas = fold::start(&form.heading, SHEET, setting.texts.cover.seed, setting)?;
    canvas.text(0.0, 4.5, HEAD, &fill(texts.words_title, &[("n", &count.to_string())]));
    canvas.text_right(LIVE_WIDTH, 4.5, SMALL, seed.warning);
    Grid { top: 8.5, width: LIVE_WIDTH, height: 56.0, deciding: 0, on_card: false }
        .blanks(&mut canvas, count);
    let y = 72.5;
    let x = canvas.text(0.0, y, HEAD, seed.bip39.passphrase) + 4.0;
    let x = canvas.tick(x, y, false) + 1.5;
    let x = canvas.text(x, y, BODY, seed.no) + 6.0;
    let x = canvas.tick(x, y, false) + 1.5;
    canvas.text(x, y, BODY, seed.bip39.yes);
    canvas.text(0.0, 80.5, FINE, texts.hint);
    fold::enter(&mut canvas, Panel::Checks, setting.look.paper);
    canvas.text(0.0, 4.5, HEAD, seed.checks);
    for (position, field) in texts.fields.iter().enumerate() {
        let y = 12.0 + 7.8 * position as f32;
        let x = foot::label(&mut canvas, y, field);
        canvas.blank(x, LIVE_WIDTH, y);
    }
    canvas.steps(0.0, 47.5, LIVE_WIDTH, BODY, &texts.steps);
    end(&mut canvas, setting);
    Ok(vec![canvas.finish()])
}

fn share_words(
    form: &BlankForm,
    count: usize,
    setting: &Setting<'_>,
) -> Result<Vec<Page>, PaperError> {
    let (texts, shares) = (&setting.texts.blank, &setting.texts.share);
    let mut canvas = fold::start(&form.heading, SHEET, setting.texts.cover.share, setting)?;
    let title = fill(texts.share_title, &[("n", &count.to_string())]);
    let mut x = canvas.text(0.0, 4.5, HEAD, &title) + 8.0;
    for (label, width) in texts.share_number.iter().zip([9.0, 9.0, 9.0, 36.0]) {
        x = canvas.text(x, 4.5, SMALL, label) + 1.5;
        let end = (x + width).min(LIVE_WIDTH);
        canvas.blank(x, end, 4.5);
        x = end + 3.0;
    }
    Grid { top: 8.0, width: LIVE_WIDTH, height: 58.5, deciding: 0, on_card: false }
        .blanks(&mut canvas, count);
    let boxes =
        [shares.words_any, shares.slip39_wallet, shares.key].map(|text| (text, false, SMALL));
    share::boxes(&mut canvas, 73.5, shares.gives_back, &boxes);
    canvas.text(0.0, 80.5, FINE, texts.hint);
    fold::enter(&mut canvas, Panel::Checks, setting.look.paper);
    let y = canvas.steps(0.0, 5.0, LIVE_WIDTH, BODY, &texts.share_steps) + 4.0;
    let x = canvas.text(0.0, y, HEAD, shares.asked) + 3.0;
    let x = canvas.text(x, y, SMALL, shares.asked_text) + 2.0;
    canvas.blank(x, LIVE_WIDTH, y);
    let x = canvas.text(0.0, y + 9.0, LABEL, shares.fingerprint) + 4.0;
    canvas.blank(x, LIVE_WIDTH, y + 9.0);
    end(&mut canvas, setting);
    Ok(vec![canvas.finish()])
}

fn end(canvas: &mut Canvas, setting: &Setting<'_>) {
    foot::dates(canvas, 73.0, setting.texts.common.last_checked, &setting.texts.common);
    foot::ruler_and_toner(canvas, 80.5, &setting.texts.common);
}

fn squares_to_fill(
    form: &BlankForm,
    squares: u8,
    setting: &Setting<'_>,
) -> Result<Vec<Page>, PaperError> {
    let block = match squares {
        21 => 7,
        25 | 29 => 5,
        _ => return Err(PaperError::Grid { squares }),
    };
    let texts = &setting.texts.blank;
    let mut flow = Flow::start("SeedQR", &form.heading, SHEET, setting)?;
    let title = fill(texts.grid_title, &[("n", &squares.to_string())]);
    flow.canvas.text(0.0, 22.0, HEAD, &title);
    let (count, side) = (usize::from(squares), f32::from(squares) * SQUARE);
    let (left, top) = ((LIVE_WIDTH - side) / 2.0, 30.0 + 4.0 * SQUARE);
    for row in 0..count {
        for column in 0..count {
            if printed(row, column, count) {
                let at = (left + column as f32 * SQUARE, top + row as f32 * SQUARE);
                flow.canvas.rect(at, (SQUARE, SQUARE), None, 0);
            }
        }
    }
    for line in 0..=count {
        let (at, thick) = (line as f32 * SQUARE, line % block == 0 || line == count);
        let (width, grey) = if thick { (0.5, 60) } else { (0.15, 140) };
        flow.canvas.line((left + at, top), (left + at, top + side), width, grey);
        flow.canvas.line((left, top + at), (left + side, top + at), width, grey);
    }
    for part in 0..count.div_ceil(block) {
        let middle = (part * block) as f32 * SQUARE
            + SQUARE * (count - part * block).min(block) as f32 / 2.0;
        let letter = char::from(b'A' + part as u8).to_string();
        flow.canvas.text_centred(left - 4.5 * SQUARE, top + middle + 1.5, HEAD, &letter);
        let number = (part + 1).to_string();
        flow.canvas.text_centred(left + middle, top - 4.2 * SQUARE, HEAD, &number);
    }
    let y = top + side + 4.0 * SQUARE + 8.0;
    flow.canvas.steps(0.0, y, LIVE_WIDTH, BODY, &texts.grid_steps);
    Ok(flow.finish())
}

/// Whether a square is black in every code of this size: finders, timing, alignment, the dark module
/// (ISO/IEC 18004 §6.3).
fn printed(row: usize, column: usize, count: usize) -> bool {
    let far = count - 7;
    for (top, left) in [(0, 0), (0, far), (far, 0)] {
        if (top..top + 7).contains(&row) && (left..left + 7).contains(&column) {
            return ring(row - top, column - left, 3) != 2;
        }
    }
    if count > 21 && row.abs_diff(far) <= 2 && column.abs_diff(far) <= 2 {
        return ring(row + 2 - far, column + 2 - far, 2) != 1;
    }
    let timing =
        (row == 6 && (8..far).contains(&column)) || (column == 6 && (8..far).contains(&row));
    (timing && (row + column).is_multiple_of(2)) || (row == far - 1 && column == 8)
}

/// The distance from a pattern's middle, counted in rings.
fn ring(row: usize, column: usize, middle: usize) -> usize {
    row.abs_diff(middle).max(column.abs_diff(middle))
}
