//! The recovery page: what to do with each kind of paper, and the word list on its back.

use super::Setting;
use super::canvas::{Canvas, LABEL, LIVE_WIDTH, SMALL, Style};
use super::open::{self, Flow};
use crate::paper::PaperError;
use crate::paper::fonts::Face;
use crate::paper::page::Page;
use crate::paper::text::Recovery as Texts;
use crate::sheet::RecoveryPage;

const SHEET: &str = "recovery page";

/// Larger than on other pages: whoever reads this has never seen one.
const BODY: Style = Style::new(Face::Sans, 12.0);
const HEAD: Style = Style::new(Face::SansBold, 12.0);

/// Where the sentences of a section start.
const INDENT: f32 = 12.0;

/// The table of 2048 words: 21 columns of 98 rows at 6.8 points.
const COLUMNS: usize = 21;
const ROWS: usize = 98;
const CELL: Style = Style::new(Face::Mono, 6.8);
const NUMBER: Style = Style::new(Face::MonoBold, 6.8);
const ROW_STEP: f32 = 2.47;
const SIDE: f32 = 5.0;

/// Draws the instructions and, on the next page, the table of words.
pub(super) fn pages(page: &RecoveryPage, setting: &Setting<'_>) -> Result<Vec<Page>, PaperError> {
    let texts = &setting.texts.recovery;
    let mut flow = Flow::start(texts.title, &page.heading, SHEET, setting)?;
    let canvas = &mut flow.canvas;
    let mut y = 21.0;
    for sentence in texts.need {
        y = canvas.paragraph(0.0, y, LIVE_WIDTH, BODY, sentence);
    }
    y = choices(canvas, y + 4.0, texts);
    for (letter, title, sentences) in texts.sections {
        canvas.text(1.0, y + 0.6, Style::new(Face::SansBold, 15.0), letter);
        canvas.text(INDENT, y, HEAD, title);
        y += BODY.leading() + 0.3;
        for sentence in *sentences {
            y = canvas.paragraph(INDENT, y, LIVE_WIDTH - INDENT, BODY, sentence) + 0.5;
        }
        y += 3.0;
    }
    let box_top = y - 3.0;
    canvas.rect((0.0, box_top), (LIVE_WIDTH, 9.5), Some(0.5), 0);
    let x = canvas.text(3.0, box_top + 6.1, HEAD, texts.never) + 5.0;
    canvas.text(x, box_top + 6.1, BODY, texts.never_text);
    y = box_top + 17.0;
    y = canvas.paragraph(0.0, y, LIVE_WIDTH, SMALL, texts.names) + 0.6;
    canvas.paragraph(0.0, y, LIVE_WIDTH, BODY, texts.names_text);
    let mut pages = flow.finish();
    pages.push(table(page, setting));
    Ok(pages)
}

fn choices(canvas: &mut Canvas, top: f32, texts: &Texts) -> f32 {
    canvas.text(0.0, top, HEAD, texts.which);
    let mut y = top + 6.2;
    for pair in texts.choices.chunks(2) {
        for ((what, letter), x) in pair.iter().zip([0.0, 94.0]) {
            canvas.text(x, y, BODY, what);
            canvas.text(x + 73.0, y, BODY, "→");
            canvas.text(x + 79.0, y, HEAD, letter);
        }
        y += 6.2;
    }
    canvas.line((0.0, y - 2.2), (LIVE_WIDTH, y - 2.2), 0.2, 90);
    y + 5.0
}

fn table(page: &RecoveryPage, setting: &Setting<'_>) -> Page {
    let texts = &setting.texts.recovery;
    let mut canvas = open::blank(setting);
    canvas.text(0.0, 4.0, HEAD, texts.table_title);
    for (line, how) in texts.table_how.iter().enumerate() {
        canvas.text(0.0, 8.6 + 4.0 * line as f32, LABEL, how);
    }
    let pitch = (LIVE_WIDTH - 2.0 * SIDE) / COLUMNS as f32;
    let left = |column: usize| SIDE + pitch * column as f32 + 1.2;
    for column in 0..COLUMNS {
        for (base, y) in [(0, 17.2), (1, 19.9)] {
            canvas.text(left(column), y, NUMBER, &(column * ROWS + base).to_string());
        }
    }
    canvas.line((0.0, 20.9), (LIVE_WIDTH, 20.9), 0.2, 0);
    for row in 0..ROWS {
        let y = 23.2 + ROW_STEP * row as f32;
        if row % 2 == 1 {
            canvas.rect((0.0, y - 1.85), (LIVE_WIDTH, ROW_STEP), None, 240);
        }
        let number = row.to_string();
        canvas.text_right(SIDE - 1.0, y, NUMBER, &number);
        for column in 0..COLUMNS {
            if let Some(word) = page.words.get(column * ROWS + row) {
                canvas.text(left(column), y, CELL, &word[..word.len().min(4)]);
            }
        }
        canvas.text_right(LIVE_WIDTH - 0.5, y, NUMBER, &number);
    }
    canvas.finish()
}
