//! A secret string in rows of four groups of four, numbered, with a check at the end of each row.

use super::canvas::{Canvas, DATA, LABEL, Style};
use super::words::HIGH;
use crate::paper::PaperError;
use crate::paper::fonts::Face;
use crate::secret::SecretText;
use crate::sheet::groups;

/// The most rows that a panel has room for: a codex32 string of a 64-byte seed has 8.
const MOST_ROWS: usize = 8;
const GROUP: Style = Style::new(Face::MonoBold, 15.0);
const PITCH: f32 = 6.8;
/// Where the first group starts, and the most between two.
const LEFT: f32 = 7.0;
const COLUMN: f32 = 26.0;
/// The grey behind every second row.
const TINT: u8 = 238;

/// Draws the rows of a string whose groups have single spaces between them, and notes them to be read back.
pub(super) fn rows(
    canvas: &mut Canvas,
    (top, width, height): (f32, f32, f32),
    grouped: &SecretText,
    sheet: &'static str,
) -> Result<(), PaperError> {
    let rows = groups::rows(grouped);
    if !(1..=MOST_ROWS).contains(&rows.len()) {
        return Err(PaperError::WordCount { sheet, words: rows.len() * groups::ROW_GROUPS });
    }
    let pitch = PITCH.min(height / rows.len() as f32);
    let group = Style { size_pt: GROUP.size_pt.min(pitch / HIGH), ..GROUP };
    let check_width = DATA.width("0000") + 2.0;
    let column = ((width - LEFT - check_width) / groups::ROW_GROUPS as f32).min(COLUMN);
    let check_x = LEFT + column * groups::ROW_GROUPS as f32;
    for (at, row) in rows.into_iter().enumerate() {
        let above = top + pitch * at as f32;
        let y = above + pitch / 2.0 + group.size_pt * 0.12;
        if at % 2 == 1 {
            canvas.rect((-1.5, above), (check_x + check_width + 1.5, pitch), None, TINT);
        }
        canvas.text_right(4.5, y, LABEL, &row.number.to_string());
        // exposed to: the page
        for (nth, letters) in row.groups.expose_secret().split(' ').enumerate() {
            canvas.secret(LEFT + column * nth as f32, y, group, letters);
        }
        // exposed to: the page
        canvas.secret(check_x, y, DATA, row.check.expose_secret());
        canvas.expect().groups.push(row);
    }
    Ok(())
}
