//! The squares of a SeedQR on the working sheet: numbered rows and columns, blocks, and how many are marked in each.

use super::canvas::{FINE, HEAD, LIVE_WIDTH, Style};
use super::open::Flow;
use crate::paper::PaperError;
use crate::paper::fonts::Face;
use crate::paper::page::Square;
use crate::paper::qr;
use crate::secret::{SecretBytes, SecretText};
use crate::sheet::MetalSheet;
use crate::sheet::groups::GroupRow;

/// The squares of a block, as the templates of devices have them.
const BLOCK: usize = 5;
/// The white border of a code, in squares.
const BORDER: f32 = 4.0;
/// The side of the code with its border, in millimetres.
const WITH_BORDER: f32 = 146.0;
const COUNT: Style = Style::new(Face::MonoBold, 7.5);

/// The squares, and the digits that they say.
pub(super) fn code(sheet: &MetalSheet) -> Result<(Square, SecretBytes), PaperError> {
    // exposed to: the code on the page
    let digits = sheet.digits.expose_secret().as_bytes();
    Ok((qr::plate_code(digits)?, SecretBytes::copied_from(digits)))
}

/// Draws the squares below the flow's height.
pub(super) fn draw(flow: &mut Flow<'_>, sheet: &MetalSheet) -> Result<(), PaperError> {
    let (square, says) = code(sheet)?;
    let (rows, columns) = counts(&square);
    let count = square.width;
    let module = WITH_BORDER / (count as f32 + 2.0 * BORDER);
    let left = (LIVE_WIDTH - count as f32 * module) / 2.0;
    let top = flow.y + 3.0 + BORDER * module;
    let side = count as f32 * module;
    let (outer, below) = (left - BORDER * module, top + side + BORDER * module);
    lines(flow, (left, top), module, count);
    let parts = crosses(&square);
    flow.canvas.code((left, top), module, square, says);
    part(flow, (left, top), module, &parts);
    for (at, marked) in rows.iter().enumerate() {
        let y = top + (at as f32 + 0.5) * module + 0.95;
        flow.canvas.text_right(outer - 1.0, y, FINE, &(at + 1).to_string());
        let marked = SecretText::copied_from(&marked.to_string());
        // exposed to: the page
        flow.canvas.secret(outer + WITH_BORDER + 1.5, y, COUNT, marked.expose_secret());
        let check = SecretText::copied_from("");
        flow.canvas.expect().groups.push(GroupRow { number: at + 1, groups: marked, check });
    }
    for (at, marked) in columns.iter().enumerate() {
        let middle = left + (at as f32 + 0.5) * module;
        flow.canvas.text_centred(middle, flow.y + 2.0, FINE, &(at + 1).to_string());
        let text = marked.to_string();
        let x = middle - COUNT.width(&text) / 2.0;
        flow.canvas.secret(x, below + 2.9, COUNT, &text);
    }
    for block in 0..count.div_ceil(BLOCK) {
        let squares = (count - block * BLOCK).min(BLOCK) as f32;
        let middle = ((block * BLOCK) as f32 + squares / 2.0) * module;
        let letter = char::from(b'A' + block as u8).to_string();
        flow.canvas.text_centred(outer - 8.5, top + middle + 1.3, HEAD, &letter);
        flow.canvas.text_centred(left + middle, flow.y - 1.6, HEAD, &(block + 1).to_string());
    }
    flow.y = below + 10.0;
    Ok(())
}

/// Draws the lines between squares, and stronger ones between blocks. They lie below the code: a line across black
/// squares keeps readers from finding it.
fn lines(flow: &mut Flow<'_>, (left, top): (f32, f32), module: f32, count: usize) {
    const GREY: u8 = 190;
    let side = count as f32 * module;
    for line in 0..=count {
        let at = line as f32 * module;
        let width = if line % BLOCK == 0 || line == count { 0.35 } else { 0.12 };
        flow.canvas.line((left + at, top), (left + at, top + side), width, GREY);
        flow.canvas.line((left, top + at), (left + side, top + at), width, GREY);
    }
}

/// The corners, as columns and rows from 0, where black squares meet.
pub(super) fn crosses(square: &Square) -> Vec<(usize, usize)> {
    let width = square.width;
    // exposed to: the code on the page
    let modules = square.modules.expose_secret();
    let black = |row: usize, column: usize| usize::from(modules[row * width + column]);
    let meet = |(column, row): &(usize, usize)| {
        black(row - 1, column - 1)
            + black(row - 1, *column)
            + black(*row, column - 1)
            + black(*row, *column)
            > 1
    };
    (1..width).flat_map(|row| (1..width).map(move |column| (column, row))).filter(meet).collect()
}

/// Parts black squares by small white crosses at their corners, which readers overlook.
pub(super) fn part(
    flow: &mut Flow<'_>,
    (left, top): (f32, f32),
    module: f32,
    corners: &[(usize, usize)],
) {
    const ARM: f32 = 0.5;
    for (column, row) in corners {
        let (x, y) = (left + *column as f32 * module, top + *row as f32 * module);
        flow.canvas.line((x - ARM, y), (x + ARM, y), 0.15, 255);
        flow.canvas.line((x, y - ARM), (x, y + ARM), 0.15, 255);
    }
}

/// How many squares are black in each row and in each column.
fn counts(square: &Square) -> (Vec<usize>, Vec<usize>) {
    let width = square.width;
    // exposed to: the counts on the page
    let modules = square.modules.expose_secret();
    let is_black = |row: usize, column: usize| modules[row * width + column] == 1;
    let in_row = |row| (0..width).filter(|column| is_black(row, *column)).count();
    let in_column = |column| (0..width).filter(|row| is_black(*row, column)).count();
    ((0..width).map(in_row).collect(), (0..width).map(in_column).collect())
}
