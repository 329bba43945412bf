//! The working sheet for a metal plate: what to mark for each word, what to watch, how to read the plate back.

use super::Setting;
use super::canvas::{BODY, DATA, DATA_BOLD, HEAD, LABEL, LIVE_WIDTH, SMALL, Style};
use super::open::Flow;
use super::{squares as code, template};
use crate::paper::PaperError;
use crate::paper::fonts::Face;
use crate::paper::page::Page;
use crate::paper::text::{Metal as Texts, fill};
use crate::secret::SecretText;
use crate::sheet::groups::GroupRow;
use crate::sheet::{Marks, MetalSheet, Plate};

pub(super) const SHEET: &str = "metal sheet";

/// The rows of a column: half of the words of a plate, or a quarter of a short one.
const ROWS: usize = 12;
const PITCH: f32 = 7.2;
/// The left edges of the two columns.
const COLUMNS: [f32; 2] = [0.0, 92.0];

/// Draws a working sheet on one page, and on a second one the template where the plate has one.
pub(super) fn pages(sheet: &MetalSheet, setting: &Setting<'_>) -> Result<Vec<Page>, PaperError> {
    let texts = &setting.texts.metal;
    let mut flow = Flow::start(texts.title, &sheet.heading, SHEET, setting)?;
    let row = sheet.plate.row();
    flow.y = 22.0;
    flow.y = flow.canvas.paragraph(0.0, flow.y, LIVE_WIDTH, HEAD, texts.burn) + 1.0;
    let squares = row.marks == Marks::Squares;
    let plate = if squares { texts.plate_of_squares } else { texts.plate };
    let plate = fill(plate, &[("plate", row.name)]);
    flow.y = flow.canvas.paragraph(0.0, flow.y, LIVE_WIDTH, BODY, &plate);
    let how = match row.marks {
        Marks::Letters => texts.letters,
        Marks::Places => texts.places,
        Marks::Sums => texts.sums,
        Marks::Bits => texts.bits,
        Marks::Digits => texts.digits,
        Marks::Squares => texts.squares,
    };
    flow.y = flow.canvas.paragraph(0.0, flow.y, LIVE_WIDTH, BODY, how) + 2.0;
    if squares {
        code::draw(&mut flow, sheet)?;
    } else {
        marks(&mut flow, sheet, row.marks);
    }
    if row.tiles {
        let counted = |(letter, count): &(char, usize)| format!("{letter} {count}");
        let list = sheet.tiles().iter().map(counted).collect::<Vec<_>>().join("  ·  ");
        flow.canvas.text(0.0, flow.y, HEAD, texts.tiles);
        flow.y += 5.5;
        flow.y = flow.canvas.paragraph(0.0, flow.y, LIVE_WIDTH, DATA, &list) + 2.0;
    }
    let x = flow.canvas.text(0.0, flow.y, LABEL, texts.fingerprint) + 4.0;
    let style = Style { size_pt: 13.0, ..DATA_BOLD };
    flow.canvas.given((x, flow.y, 60.0), style, &sheet.fingerprint, (SHEET, "fingerprint"))?;
    flow.y += 7.0;
    advice(&mut flow, sheet.plate, texts);
    template::draw(&mut flow, sheet, setting)?;
    Ok(flow.finish())
}

/// What to watch, and how the plate is read back.
fn advice(flow: &mut Flow<'_>, plate: Plate, texts: &Texts) {
    let traps: [&str; 3] = match plate {
        Plate::Cassette => texts.traps_cassette,
        Plate::Capsule => texts.traps_capsule,
        Plate::Letters => texts.traps_letters,
        Plate::Dots4x26 => texts.traps_dots,
        Plate::Stackbit | Plate::Tinyseed | Plate::Numbers => texts.traps_numbers,
        Plate::SeedQr25 | Plate::SeedQr29 => texts.traps_squares,
    };
    let marks = plate.row().marks;
    let back: [&str; 3] = match marks {
        Marks::Letters | Marks::Places => texts.back_letters,
        Marks::Sums => texts.back_sums,
        Marks::Bits => texts.back_bits,
        Marks::Digits => texts.back_numbers,
        Marks::Squares => texts.back_squares,
    };
    for (heading, steps) in [(texts.watch, traps), (texts.read_back, back)] {
        flow.canvas.text(0.0, flow.y, HEAD, heading);
        flow.y += 5.2;
        flow.y = flow.canvas.steps(0.0, flow.y, LIVE_WIDTH, BODY, &steps) + 1.5;
    }
    // The squares leave no room for it here; it stands below their template.
    if marks != Marks::Squares {
        flow.canvas.paragraph(0.0, flow.y, LIVE_WIDTH, SMALL, texts.lasting);
    }
}

/// Draws the marks in two columns, each with a box to tick, and notes them to be read back.
fn marks(flow: &mut Flow<'_>, sheet: &MetalSheet, kind: Marks) {
    let points = if kind == Marks::Letters || kind == Marks::Digits { 14.0 } else { 11.0 };
    let style = Style::new(Face::MonoBold, points);
    let top = flow.y;
    let marks = sheet.marks();
    let rows = marks.len().div_ceil(COLUMNS.len()).min(ROWS);
    for (at, mark) in marks.into_iter().enumerate() {
        let (row, x) = (at % rows, COLUMNS[(at / rows).min(1)]);
        let y = top + 5.0 + PITCH * row as f32;
        if at % rows % 2 == 1 {
            flow.canvas.rect((x - 1.0, y - 5.0), (86.0, PITCH), None, 238);
        }
        flow.canvas.text_right(x + 6.0, y, LABEL, &(at + 1).to_string());
        // exposed to: the page
        flow.canvas.secret(x + 9.0, y, style, mark.expose_secret());
        flow.canvas.tick(x + 80.0, y, false);
        let check = SecretText::copied_from("");
        flow.canvas.expect().groups.push(GroupRow { number: at + 1, groups: mark, check });
    }
    flow.y = top + 5.0 + PITCH * rows as f32 + 2.0;
}
