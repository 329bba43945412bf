//! Squares on a terminal with half blocks, two rows of squares on a line: codes for cameras, pictures for eyes.
//!
//! Every line sets its colours itself, so a code is black on white with a white border on light and on dark terminals.

use super::failure::Failure;
use crate::paper;
use crate::secret::{SecretBuffer, SecretText};
use crate::sheet::lifehash::{Picture, SIDE};
use std::fmt::Write;

/// The white border of a code, in squares (ISO/IEC 18004 §6.3.8).
const BORDER: usize = 4;
/// Black on white, whatever colours the terminal has.
const BLACK_ON_WHITE: &str = "\x1b[38;5;16;48;5;231m";
const AS_BEFORE: &str = "\x1b[0m";

/// Pictures side by side on 80 columns, and the gap between them.
const BESIDE: usize = 2;
const GAP: usize = 4;

/// The lines of a code with its border.
///
/// # Errors
/// `page-not-good` for a text that is longer than a code of version 40 holds.
pub(crate) fn code(payload: &[u8]) -> Result<Vec<SecretText>, Failure> {
    let square = paper::screen_code(payload)?;
    let side = square.width + 2 * BORDER;
    // exposed to: the lines for the terminal
    let modules = square.modules.expose_secret();
    let dark = |row: usize, column: usize| {
        let (row, column) = (row.wrapping_sub(BORDER), column.wrapping_sub(BORDER));
        row < square.width && column < square.width && modules[row * square.width + column] == 1
    };
    let line = |pair: usize| {
        let room = BLACK_ON_WHITE.len() + AS_BEFORE.len() + side * '▀'.len_utf8();
        let mut line = SecretBuffer::with_room(room);
        let mut put = |text: &str| line.push_text(text).expect("room for every square");
        put(BLACK_ON_WHITE);
        for column in 0..side {
            put(match (dark(2 * pair, column), dark(2 * pair + 1, column)) {
                (false, false) => " ",
                (true, false) => "▀",
                (false, true) => "▄",
                (true, true) => "█",
            });
        }
        put(AS_BEFORE);
        line.into_text().expect("blocks are text")
    };
    Ok((0..side.div_ceil(2)).map(line).collect())
}

/// The pictures of fingerprints with the digits below them, two beside each other; what has no picture is left out.
pub(crate) fn pictures(fingerprints: &[String]) -> Vec<String> {
    let known: Vec<(&String, Picture)> = fingerprints
        .iter()
        .filter_map(|digits| Some((digits, Picture::of_fingerprint(digits)?)))
        .collect();
    let mut lines = Vec::new();
    for beside in known.chunks(BESIDE) {
        for pair in 0..SIDE / 2 {
            let parts = beside.iter().map(|(_, picture)| picture_line(picture, pair));
            lines.push(parts.collect::<Vec<_>>().join(&" ".repeat(GAP)));
        }
        let names = beside.iter().map(|(digits, _)| format!("{digits:<SIDE$}"));
        lines.push(names.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end().to_owned());
    }
    lines
}

fn picture_line(picture: &Picture, pair: usize) -> String {
    let colours = picture.colours();
    let (mut line, mut last) = (String::new(), None);
    for column in 0..SIDE {
        let above = cube(colours[2 * pair * SIDE + column]);
        let below = cube(colours[(2 * pair + 1) * SIDE + column]);
        if last.replace((above, below)) != Some((above, below)) {
            // Writing to memory cannot fail.
            let _ = write!(line, "\x1b[38;5;{above};48;5;{below}m");
        }
        line.push('▀');
    }
    line + AS_BEFORE
}

/// The nearest of the 216 colours that terminals agree on.
fn cube(colour: [u8; 3]) -> u16 {
    let [red, green, blue] = colour.map(|value| (u16::from(value) * 5 + 127) / 255);
    16 + 36 * red + 6 * green + blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_white_and_the_corners_of_the_cube_are_themselves() {
        assert_eq!([[0; 3], [255; 3], [255, 0, 0], [0, 0, 255]].map(cube), [16, 231, 196, 21]);
    }

    #[test]
    fn a_code_has_a_border_of_four_squares_on_each_side() {
        let lines = code(b"BC1Q").expect("a short text");
        // exposed to: the assertions
        let first = lines[0].expose_secret();
        assert_eq!((lines.len(), first.chars().filter(|c| *c == ' ').count()), (15, 29));
        // exposed to: the assertions
        assert!(lines[2].expose_secret().contains("m    █▀▀▀▀▀█"));
    }
}
