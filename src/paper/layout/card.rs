//! Shares on cards of the size of a bank card: words or letters only, eight a page, to be cut out.

use super::Setting;
use super::canvas::{Canvas, FINE, LIVE_WIDTH, Style};
use super::share::{self, Facts, SHEET};
use crate::paper::PaperError;
use crate::paper::fonts::Face;
use crate::paper::page::Page;
use crate::paper::text::Share as Texts;
use crate::sheet::{GivesBack, ShareSheet, Standard};

/// ISO/IEC 7810 ID-1, in millimetres.
const CARD: (f32, f32) = (85.6, 54.0);
/// The rows of cards on a page.
const ROWS: usize = 4;
/// Between a card's edge and its print.
const MARGIN: f32 = 2.5;
/// What is left for print between the margins.
const WIDTH: f32 = CARD.0 - 2.0 * MARGIN;
/// The last baseline of a card.
const FOOT: f32 = CARD.1 - 2.6;
/// The grey and the thickness of the lines to cut along.
const CUT: (u8, f32) = (120, 0.2);

const TITLE: Style = Style::new(Face::SansBold, 9.0);
const PLAIN: Style = Style::new(Face::Sans, 7.5);
const BOLD: Style = Style::new(Face::SansBold, 7.5);
const NAME: Style = Style::new(Face::MonoBold, 8.0);

/// Draws shares with their copy letters, eight a page. Letters of codex32 stand in one column: rows that begin with a
/// number on one line of print belong to one string.
pub(super) fn pages(
    shares: &[(&ShareSheet, char)],
    setting: &Setting<'_>,
) -> Result<Vec<Page>, PaperError> {
    let strings = shares.iter().any(|(sheet, _)| sheet.standard == Standard::Codex32);
    let columns = if strings { 1 } else { 2 };
    shares.chunks(ROWS * columns).map(|some| page(some, columns, setting)).collect()
}

fn page(
    some: &[(&ShareSheet, char)],
    columns: usize,
    setting: &Setting<'_>,
) -> Result<Page, PaperError> {
    let paper = setting.look.paper;
    let mut canvas = Canvas::new(paper, Vec::new(), setting.scale);
    let first = (paper.size_mm().1 - ROWS as f32 * CARD.1) / 2.0;
    if let Some(mark) = &setting.look.watermark {
        canvas.margin_marks(first / 2.0 + paper.size_mm().1 / 2.0, mark);
    }
    canvas.set_top(first - 12.0);
    canvas.paragraph(0.0, 0.0, LIVE_WIDTH, PLAIN, setting.texts.share.cards);
    let left = (LIVE_WIDTH - 2.0 * CARD.0) / 2.0;
    let corner =
        |at: usize| (left + CARD.0 * (at % columns) as f32, first + CARD.1 * (at / columns) as f32);
    // Rows beside each other stand on one line: whoever reads the page tells the cards apart by it.
    let mut top: f32 = 0.0;
    for (at, (sheet, _)) in some.iter().enumerate() {
        let (x, y) = corner(at);
        canvas.set_left(x + MARGIN);
        canvas.set_top(y);
        top = top.max(head(&mut canvas, sheet, setting)?);
    }
    for (at, (sheet, copy)) in some.iter().enumerate() {
        let (x, y) = corner(at);
        canvas.set_left(x + MARGIN);
        canvas.set_top(y);
        share::rows(&mut canvas, (top, WIDTH, FOOT - 3.2 - top), sheet, true)?;
        foot(&mut canvas, sheet, *copy, setting)?;
        // Over the bars behind the rows, which reach as far.
        canvas.set_left(x);
        canvas.rect((0.0, 0.0), CARD, Some(CUT.1), CUT.0);
    }
    Ok(canvas.finish())
}

/// Draws what a card says above its words; gives where the words may start.
fn head(canvas: &mut Canvas, sheet: &ShareSheet, setting: &Setting<'_>) -> Result<f32, PaperError> {
    let texts = &setting.texts.share;
    let width = WIDTH;
    let form = share::form(texts, sheet.standard);
    let (title, needs) = share::standing(sheet, texts);
    let mut y = 5.4;
    let x = canvas.given((0.0, y, width), TITLE, &title, (SHEET, "group"))? + 2.5;
    if x + canvas.sized(PLAIN).width(&needs) > width {
        y += 3.3;
        canvas.given((0.0, y, width), PLAIN, &needs, (SHEET, "threshold"))?;
    } else {
        canvas.given((x, y, width - x), PLAIN, &needs, (SHEET, "threshold"))?;
    }
    y += 3.4;
    let format = share::format(form, sheet);
    let set = !sheet.set_name.is_empty();
    // A share of words has its name in its first words already.
    if set && canvas.lines(width, PLAIN, &format) == 1 {
        let x = canvas.text(0.0, y, PLAIN, &format) + 2.5;
        let end = x + canvas.sized(PLAIN).width(form.set) + 1.2;
        if end + NAME.width(&sheet.set_name) <= width {
            canvas.text(x, y, PLAIN, form.set);
            canvas.given((end, y, width - end), NAME, &sheet.set_name, (SHEET, "set name"))?;
        }
        y += 3.3;
    } else {
        y = canvas.paragraph(0.0, y, width, PLAIN, &format);
    }
    let back = format!("{} {}", texts.gives_back, gives_back(sheet, texts));
    y = canvas.paragraph(0.0, y, width, BOLD, &back);
    if sheet.passphrase {
        y = canvas.paragraph(0.0, y, width, BOLD, texts.card_passphrase);
    }
    Ok(y - 1.6)
}

/// Draws what a card says below its words.
fn foot(
    canvas: &mut Canvas,
    sheet: &ShareSheet,
    copy: char,
    setting: &Setting<'_>,
) -> Result<(), PaperError> {
    let heading = &sheet.heading;
    let copy = format!("{} {copy}", setting.texts.common.copy);
    let parts = [heading.label.as_deref(), Some(copy.as_str()), heading.date.as_deref()];
    let facts = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let style = Style { grey: 0, ..FINE };
    let end = canvas.given((0.0, FOOT, WIDTH), style, &facts, (SHEET, "label"))?;
    if let Some(fingerprint) = &sheet.fingerprint {
        let room = WIDTH - end - 2.0;
        let x = WIDTH - NAME.width(fingerprint);
        canvas.given((x, FOOT, room), NAME, fingerprint, (SHEET, "fingerprint"))?;
    }
    Ok(())
}

fn gives_back(sheet: &ShareSheet, texts: &Texts) -> String {
    match sheet.gives_back {
        GivesBack::Words(_) => Facts::of(sheet).words(texts),
        GivesBack::Slip39Wallet => texts.slip39_wallet.to_owned(),
        GivesBack::Bip32Seed => texts.bip32_seed.to_owned(),
        GivesBack::Key(_) => texts.key_short.to_owned(),
    }
}
