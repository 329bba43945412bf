//! The template of a plate in full size: a frame with the true measures, and in it the places to strike or stamp.

use super::canvas::{BODY, Canvas, FINE, HEAD, LIVE_WIDTH, SMALL, Style};
use super::open::{Flow, OPEN_HEIGHT};
use super::{Setting, foot, squares};
use crate::paper::PaperError;
use crate::paper::fonts::Face;
use crate::paper::text::{Template as Texts, fill};
use crate::sheet::{Marks, MetalSheet, Plate};

/// Words on one side of a plate of letters in columns.
const A_SIDE: usize = 12;

/// Rows of words with places in groups; all lengths are millimetres.
struct Mesh {
    /// The frame.
    plate: (f32, f32),
    /// Rows of words in one column of them.
    rows: usize,
    /// Width and height of a place.
    place: (f32, f32),
    /// What stands over the places of a word; places of one group have no gap between them.
    groups: &'static [&'static [&'static str]],
    /// The gap between groups, and that between columns of words.
    gaps: (f32, f32),
}

const PARTS: &[&str] = &["1", "2", "4", "8"];
const SUMS: Mesh = Mesh {
    plate: (130.0, 62.0),
    rows: 12,
    place: (2.9, 4.0),
    groups: &[PARTS; 4],
    gaps: (1.3, 5.0),
};
const BITS: Mesh = Mesh {
    plate: (106.0, 62.0),
    rows: 12,
    place: (3.0, 4.0),
    groups: &[&["2048", "", "", ""], &["128", "", "", ""], &["8", "", "", "1"]],
    gaps: (1.2, 6.0),
};
/// Four stamps of 3/16 inch a word.
const STAMPS: Mesh = Mesh {
    plate: (112.0, 76.0),
    rows: 8,
    place: (6.0, 8.0),
    groups: &[&["", "", "", ""]],
    gaps: (0.0, 5.0),
};
/// The room for the number of a word, and the height above the first row.
const NUMBER: f32 = 5.5;
const HEADER: f32 = 6.0;
const EDGE: f32 = 4.0;
const STAMPED: Style = Style::new(Face::MonoBold, 14.0);
const THIN: (f32, u8) = (0.1, 130);

/// Draws the template on a page of its own, where the plate has one.
pub(super) fn draw(
    flow: &mut Flow<'_>,
    sheet: &MetalSheet,
    setting: &Setting<'_>,
) -> Result<(), PaperError> {
    let texts = &setting.texts.metal.template;
    match sheet.plate {
        Plate::Cassette | Plate::Capsule => return Ok(()),
        Plate::Letters | Plate::Numbers => {
            start(flow, sheet, STAMPS.plate, texts);
            mesh(flow, sheet, &STAMPS);
        }
        Plate::Stackbit => {
            start(flow, sheet, SUMS.plate, texts);
            mesh(flow, sheet, &SUMS);
        }
        Plate::Tinyseed => {
            start(flow, sheet, BITS.plate, texts);
            mesh(flow, sheet, &BITS);
        }
        Plate::Dots4x26 => {
            start(flow, sheet, COLUMNS_PLATE, texts);
            columns(flow, sheet, texts);
        }
        Plate::SeedQr25 | Plate::SeedQr29 => {
            start(flow, sheet, SQUARES_PLATE, texts);
            code(flow, sheet)?;
            let lasting = setting.texts.metal.lasting;
            flow.y = flow.canvas.paragraph(0.0, flow.y, LIVE_WIDTH, SMALL, lasting);
        }
    }
    foot::ruler_and_toner(&mut flow.canvas, OPEN_HEIGHT - 9.0, &setting.texts.common);
    Ok(())
}

/// Starts the page: what the template is for, and how large its frame must be.
fn start(flow: &mut Flow<'_>, sheet: &MetalSheet, plate: (f32, f32), texts: &Texts) {
    let row = sheet.plate.row();
    flow.next_page();
    flow.y = 12.0;
    let x = flow.canvas.text(0.0, flow.y, HEAD, texts.title) + 4.0;
    flow.canvas.text(x, flow.y, BODY, row.name);
    flow.y += 6.5;
    let (w, h) = (plate.0.to_string(), plate.1.to_string());
    let size = fill(texts.size, &[("w", &w), ("h", &h)]);
    let how = match row.marks {
        Marks::Letters | Marks::Digits => texts.stamp,
        Marks::Places | Marks::Sums | Marks::Bits | Marks::Squares => texts.strike,
    };
    let counts = match row.counts_from {
        None => None,
        Some(0) => Some(texts.counts_from_0),
        Some(_) => Some(texts.counts_from_1),
    };
    for sentence in [Some(size.as_str()), Some(how), Some(texts.sold), counts].into_iter().flatten()
    {
        flow.y = flow.canvas.paragraph(0.0, flow.y, LIVE_WIDTH, BODY, sentence) + 0.8;
    }
    flow.y += 3.0;
}

/// Draws a frame of the plate's size in the middle, from lines: it may enclose a code.
fn frame(canvas: &mut Canvas, top: f32, (width, height): (f32, f32)) -> f32 {
    let left = (LIVE_WIDTH - width) / 2.0;
    let (right, bottom) = (left + width, top + height);
    for (from, to) in [
        ((left, top), (right, top)),
        ((right, top), (right, bottom)),
        ((right, bottom), (left, bottom)),
        ((left, bottom), (left, top)),
    ] {
        canvas.line(from, to, 0.3, 0);
    }
    left
}

/// Draws the words in rows, each with its places.
fn mesh(flow: &mut Flow<'_>, sheet: &MetalSheet, mesh: &Mesh) {
    let (top, (wide, high)) = (flow.y, mesh.place);
    let left = frame(&mut flow.canvas, top, mesh.plate) + EDGE;
    let group = |at: usize| mesh.groups[at].len() as f32 * wide + mesh.gaps.0;
    let word = NUMBER + (0..mesh.groups.len()).map(group).sum::<f32>() + mesh.gaps.1;
    let marks = sheet.marks();
    for (at, (mark, places)) in marks.iter().zip(sheet.places()).enumerate() {
        let (column, row) = (at / mesh.rows, at % mesh.rows);
        let (x, y) = (left + column as f32 * word, top + HEADER + row as f32 * high);
        let baseline = y + high / 2.0 + 1.0;
        flow.canvas.text_right(x + NUMBER - 1.0, baseline, FINE, &(at + 1).to_string());
        let mut x = x + NUMBER;
        // exposed to: the page
        let mut struck = places.expose_secret().iter();
        // exposed to: the page
        let mut letters = mark.expose_secret().char_indices();
        for (nth, group) in mesh.groups.iter().enumerate() {
            for (place, over) in group.iter().enumerate() {
                let left = x + place as f32 * wide;
                if row == 0 && !over.is_empty() {
                    flow.canvas.text(left + 0.4, y - 1.2, FINE, over);
                }
                cell(&mut flow.canvas, (left, y), (wide, high));
                if struck.next() == Some(&1) {
                    dot(&mut flow.canvas, left + wide / 2.0, y + high / 2.0);
                }
                if places.is_empty()
                    && let Some((_, letter)) = letters.next()
                {
                    let x = left + (wide - STAMPED.width("W")) / 2.0;
                    let y = y + high / 2.0 + 1.75;
                    flow.canvas.secret(x, y, STAMPED, letter.encode_utf8(&mut [0; 4]));
                }
            }
            x += self::width(mesh, nth);
        }
    }
    flow.y = top + mesh.plate.1 + 6.0;
}

fn width(mesh: &Mesh, group: usize) -> f32 {
    mesh.groups[group].len() as f32 * mesh.place.0 + mesh.gaps.0
}

/// The frame of one place.
fn cell(canvas: &mut Canvas, (x, y): (f32, f32), (wide, high): (f32, f32)) {
    canvas.rect((x, y), (wide, high), Some(THIN.0), THIN.1);
}

/// A mark to strike through.
fn dot(canvas: &mut Canvas, x: f32, y: f32) {
    const SIDE: f32 = 1.6;
    canvas.rect((x - SIDE / 2.0, y - SIDE / 2.0), (SIDE, SIDE), None, 0);
}

/// The distance of places on a plate of letters in columns, the gap between words, and one side's frame.
const STEP: f32 = 2.2;
const BETWEEN: f32 = 1.4;
const COLUMNS_PLATE: (f32, f32) = (136.0, 72.0);

/// Draws two sides of a plate with four columns of 26 places a word.
fn columns(flow: &mut Flow<'_>, sheet: &MetalSheet, texts: &Texts) {
    let places = sheet.places();
    for (side, words) in places.chunks(A_SIDE).enumerate() {
        let name = if side == 0 { texts.front } else { texts.back };
        flow.canvas.text(0.0, flow.y + 1.0, SMALL, name);
        let top = flow.y + 4.0;
        let left = frame(&mut flow.canvas, top, COLUMNS_PLATE) + EDGE + 3.0;
        let (first, bottom) = (top + 9.0, top + 9.0 + 26.0 * STEP);
        let word = 4.0 * STEP + BETWEEN;
        for letter in 0..26_u8 {
            // At this distance there is room for every second letter.
            if letter % 2 == 0 {
                let y = first + (f32::from(letter) + 0.5) * STEP + 0.95;
                let letter = char::from(b'A' + letter).to_string();
                flow.canvas.text_right(left - 1.0, y, FINE, &letter);
            }
        }
        for (at, places) in words.iter().enumerate() {
            let x = left + at as f32 * word;
            let number = (side * A_SIDE + at + 1).to_string();
            flow.canvas.text_centred(x + 2.0 * STEP, first - 1.4, FINE, &number);
            for line in 0..=4 {
                let x = x + line as f32 * STEP;
                flow.canvas.line((x, first), (x, bottom), THIN.0, THIN.1);
            }
            for line in 0..=26 {
                let y = first + line as f32 * STEP;
                flow.canvas.line((x, y), (x + 4.0 * STEP, y), THIN.0, THIN.1);
            }
            // exposed to: the page
            let struck = places.expose_secret().iter().enumerate();
            let struck = struck.filter(|(_, place)| **place == 1);
            for (place, _) in struck {
                let (column, letter) = ((place / 26) as f32, (place % 26) as f32);
                dot(&mut flow.canvas, x + (column + 0.5) * STEP, first + (letter + 0.5) * STEP);
            }
        }
        flow.y = top + COLUMNS_PLATE.1 + 5.0;
    }
}

/// Plain steel for the squares: they fill it with their border of four.
const SQUARES_PLATE: (f32, f32) = (100.0, 100.0);

/// Draws the squares in full size; the frame is the edge of their border.
fn code(flow: &mut Flow<'_>, sheet: &MetalSheet) -> Result<(), PaperError> {
    let (square, says) = squares::code(sheet)?;
    let count = square.width;
    let module = SQUARES_PLATE.0 / (count + 8) as f32;
    let left = frame(&mut flow.canvas, flow.y, SQUARES_PLATE) + 4.0 * module;
    let at = (left, flow.y + 4.0 * module);
    let corners = squares::crosses(&square);
    flow.canvas.code(at, module, square, says);
    squares::part(flow, at, module, &corners);
    flow.y += SQUARES_PLATE.1 + 8.0;
    Ok(())
}
