//! The picture of a fingerprint: LifeHash version 2, the one that Sparrow shows beside the same fingerprint.
//!
//! A hint for the eye and no proof: two fingerprints are compared by their digits. Cells of Conway's game of life
//! grow from the hash until they repeat; how late a cell was last alive gives its colour. Blockchain Commons wrote
//! the rules down as a program (`bc-lifehash`); its published hashes of pictures are tested.

mod colour;

use colour::Gradient;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Squares a side of a picture.
pub const SIDE: usize = 32;

/// Cells a side: a quarter of the picture.
const CELLS: usize = 16;

/// The most generations that are looked at.
const MOST_GENERATIONS: usize = 150;

/// One generation: bit 15 of a row is its first cell.
type Cells = [u16; CELLS];

/// A picture of 32 × 32 squares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Red, green and blue of each square, row by row.
    colours: Vec<[u8; 3]>,
}

impl Picture {
    /// Draws the picture of any bytes.
    pub fn of(data: &[u8]) -> Self {
        let digest: [u8; 32] = Sha256::digest(data).into();
        let shades = shades(&digest);
        let mut bits = Bits { digest: &digest, at: 0 };
        // Two bits are passed over, so that colours differ from those of version 1.
        bits.number(2);
        let gradient = Gradient::chosen_by(&mut bits);
        let snowflake = bits.one();
        let mut colours = vec![[0; 3]; SIDE * SIDE];
        for (at, shade) in shades.into_iter().enumerate() {
            let colour = gradient.at(shade).bytes();
            for (x, y) in images(at % CELLS, at / CELLS, snowflake) {
                colours[y * SIDE + x] = colour;
            }
        }
        Self { colours }
    }

    /// Draws the picture of a fingerprint of eight hex digits; `None` for any other text.
    pub fn of_fingerprint(digits: &str) -> Option<Self> {
        let is_fingerprint = digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let number = is_fingerprint.then(|| u32::from_str_radix(digits, 16).ok())??;
        Some(Self::of(&number.to_be_bytes()))
    }

    /// Red, green and blue of each square, row by row from the top left.
    pub fn colours(&self) -> &[[u8; 3]] {
        &self.colours
    }

    /// The grey of each square, from 0 (black) to 255 (ITU-R BT.601), stretched so that both occur: colours that
    /// differ in hue alone would look the same on paper.
    pub fn greys(&self) -> Vec<u8> {
        let grey = |[red, green, blue]: &[u8; 3]| {
            299 * u32::from(*red) + 587 * u32::from(*green) + 114 * u32::from(*blue)
        };
        let greys: Vec<u32> = self.colours.iter().map(grey).collect();
        let (darkest, lightest) = greys
            .iter()
            .fold((u32::MAX, 0), |(least, most), grey| (least.min(*grey), most.max(*grey)));
        let stretched = |grey: &u32| {
            u8::try_from((grey - darkest) * 255 / (lightest - darkest).max(1)).unwrap_or(u8::MAX)
        };
        greys.iter().map(stretched).collect()
    }
}

/// The four places of a cell: mirrored for a snowflake, turned for a pinwheel.
fn images(x: usize, y: usize, snowflake: bool) -> [(usize, usize); 4] {
    let last = SIDE - 1;
    match snowflake {
        true => [(x, y), (last - x, y), (x, last - y), (last - x, last - y)],
        false => [(x, y), (last - y, x), (y, last - x), (last - x, last - y)],
    }
}

/// How late each cell was last alive, stretched to 0 to 1, row by row.
fn shades(digest: &[u8; 32]) -> [f64; CELLS * CELLS] {
    let first: [u8; 32] = Sha256::digest(digest).into();
    let mut cells: Cells =
        std::array::from_fn(|row| u16::from_be_bytes([first[2 * row], first[2 * row + 1]]));
    let mut seen = BTreeSet::new();
    let mut history = Vec::new();
    while history.len() < MOST_GENERATIONS && seen.insert(cells) {
        history.push(cells);
        cells = next(&cells);
    }
    let mut shades = [0.0; CELLS * CELLS];
    for (age, cells) in history.iter().enumerate() {
        for (at, shade) in shades.iter_mut().enumerate() {
            if is_alive(cells, at % CELLS, at / CELLS) {
                *shade = (age + 1) as f64 / history.len() as f64;
            }
        }
    }
    let least = shades.iter().copied().fold(f64::INFINITY, f64::min);
    let most = shades.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // A grid whose cells all have one age has nothing to stretch.
    let stretched = |shade| if most > least { (least - shade) / (least - most) } else { 1.0 };
    shades.map(stretched)
}

fn is_alive(cells: &Cells, x: usize, y: usize) -> bool {
    cells[y % CELLS] >> (CELLS - 1 - x % CELLS) & 1 == 1
}

/// The generation after this one; the edges of the grid meet.
fn next(cells: &Cells) -> Cells {
    let mut next = [0; CELLS];
    for (y, row) in next.iter_mut().enumerate() {
        for x in 0..CELLS {
            let around = (0..9).filter(|at| {
                *at != 4 && is_alive(cells, x + CELLS + at % 3 - 1, y + CELLS + at / 3 - 1)
            });
            let alive = matches!((is_alive(cells, x, y), around.count()), (true, 2) | (_, 3));
            *row |= u16::from(alive) << (CELLS - 1 - x);
        }
    }
    next
}

/// The bits of a hash, taken one after the other from the first byte's highest.
struct Bits<'a> {
    digest: &'a [u8; 32],
    at: usize,
}

impl Bits<'_> {
    fn one(&mut self) -> bool {
        let bit = self.digest[self.at / 8] >> (7 - self.at % 8) & 1;
        self.at += 1;
        bit == 1
    }

    fn number(&mut self, bits: usize) -> u32 {
        (0..bits).fold(0, |number, _| number << 1 | u32::from(self.one()))
    }

    /// Sixteen bits as a number from 0 to 1.
    fn part(&mut self) -> f64 {
        f64::from(self.number(16)) / 65535.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_of_hello_begins_with_the_published_colours() {
        let picture = Picture::of(b"Hello");
        let published: [[u8; 3]; 10] = [
            [146, 126, 130],
            [178, 104, 92],
            [182, 101, 87],
            [202, 88, 64],
            [199, 89, 66],
            [197, 90, 69],
            [182, 101, 87],
            [180, 102, 89],
            [159, 117, 114],
            [210, 82, 54],
        ];
        assert_eq!(picture.colours()[..10], published);
    }

    #[test]
    fn a_blinker_turns_and_turns_back() {
        let mut upright = [0; CELLS];
        upright[15..].fill(1);
        upright[..2].fill(1);
        let lying = next(&upright);
        assert_eq!((lying[0], next(&lying)), (1 << 15 | 0b11, upright));
    }

    #[test]
    fn only_eight_hex_digits_are_a_fingerprint() {
        assert!(Picture::of_fingerprint("8c65eb9f").is_some());
        assert_eq!(Picture::of_fingerprint("8c65eb9f"), Picture::of_fingerprint("8C65EB9F"));
        assert!(
            ["8c65eb9", "+c65eb9f", "8c65eb9g"]
                .iter()
                .all(|no| Picture::of_fingerprint(no).is_none())
        );
        assert_eq!(
            Picture::of_fingerprint("8c65eb9f"),
            Some(Picture::of(&[0x8c, 0x65, 0xeb, 0x9f]))
        );
    }
}
