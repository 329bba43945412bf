//! The squares of a code as bits, and what they say.

use super::damage;
use super::ink::{histogram, otsu};
use super::order;
use crate::secret::{SecretBuffer, SecretBytes};
use rqrr::{BitGrid, Grid};
use std::io;

/// The grey value of every square of a code, row after row.
pub(super) struct Cells {
    pub(super) size: usize,
    pub(super) values: SecretBytes,
}

/// A code's squares, dark or light.
pub(super) struct Bits {
    size: usize,
    dark: SecretBytes,
}

impl BitGrid for &Bits {
    fn size(&self) -> usize {
        self.size
    }

    fn bit(&self, y: usize, x: usize) -> bool {
        self.is_dark(y, x)
    }
}

/// A code that was read with all its checks right.
pub(super) struct Content {
    pub(super) bytes: SecretBytes,
    pub(super) version: u8,
    pub(super) level: char,
    pub(super) corrected_percent: f32,
}

/// The largest content of a QR code is 7,089 digits (version 40, level L).
const MOST_BYTES: usize = 7_089;

/// Tries several ways to part dark squares from light ones; the first that passes all checks of
/// the code counts.
pub(super) fn decode(cells: &Cells) -> Option<Content> {
    for sharpen in [0.0, 0.7, 1.4] {
        let sharp = sharpened(cells, sharpen);
        for way in [Way::Around, Way::Between, Way::Whole] {
            if let Some(content) = content(&bits(&sharp, way)) {
                return Some(content);
            }
        }
    }
    None
}

/// Where the line between dark and light is drawn.
#[derive(Clone, Copy)]
enum Way {
    /// At the mean of the squares around.
    Around,
    /// Midway between the darkest and the lightest square around.
    Between,
    /// At one value for the whole code.
    Whole,
}

/// Takes back what blur carried over from the four neighbours.
fn sharpened(cells: &Cells, strength: f32) -> Cells {
    let size = cells.size;
    // exposed to: the arithmetic that sharpens them
    let from = cells.values.expose_secret();
    let at = |x: usize, y: usize| f32::from(from[y * size + x]);
    let values = SecretBytes::filled(size * size, |out| {
        for y in 0..size {
            for x in 0..size {
                let around = at(x.saturating_sub(1), y)
                    + at((x + 1).min(size - 1), y)
                    + at(x, y.saturating_sub(1))
                    + at(x, (y + 1).min(size - 1));
                let value = at(x, y) + strength * (at(x, y) - around / 4.0);
                out[y * size + x] = value.clamp(0.0, 255.0) as u8;
            }
        }
    });
    Cells { size, values }
}

fn bits(cells: &Cells, way: Way) -> Bits {
    let size = cells.size;
    // exposed to: the comparison of each square with its surroundings
    let values = cells.values.expose_secret();
    let whole = otsu(&histogram(values));
    let dark = SecretBytes::filled(size * size, |out| {
        for y in 0..size {
            for x in 0..size {
                let value = values[y * size + x];
                out[y * size + x] = u8::from(match way {
                    Way::Whole => value < whole,
                    Way::Around | Way::Between => value < limit_around(values, size, (x, y), way),
                });
            }
        }
    });
    Bits { size, dark }
}

fn limit_around(values: &[u8], size: usize, (x, y): (usize, usize), way: Way) -> u8 {
    const REACH: usize = 4;
    let (mut sum, mut count, mut low, mut high) = (0_u32, 0_u32, 255_u8, 0_u8);
    for row in y.saturating_sub(REACH)..=(y + REACH).min(size - 1) {
        let line = &values[row * size..(row + 1) * size];
        for value in &line[x.saturating_sub(REACH)..=(x + REACH).min(size - 1)] {
            sum += u32::from(*value);
            count += 1;
            low = low.min(*value);
            high = high.max(*value);
        }
    }
    match way {
        Way::Between => low / 2 + high / 2,
        _ => (sum / count) as u8,
    }
}

/// Reads the squares; `None` unless format, blocks and lengths are all right.
fn content(bits: &Bits) -> Option<Content> {
    let mut sink = Sink(SecretBuffer::with_room(MOST_BYTES));
    let moved = bits.as_the_decoder_expects();
    let meta = Grid::new(moved.as_ref().unwrap_or(bits)).decode_to(&mut sink).ok()?;
    let level = damage::level_letter(meta.ecc_level);
    let corrected_percent = damage::corrected_percent(bits, level, meta.mask)
        .or_else(|| damage::corrected_percent(&bits.mirrored(), level, meta.mask))?;
    Some(Content {
        bytes: sink.0.into_bytes(),
        version: u8::try_from(meta.version.0).ok()?,
        level,
        corrected_percent,
    })
}

impl Bits {
    pub(super) fn size(&self) -> usize {
        self.size
    }

    pub(super) fn is_dark(&self, y: usize, x: usize) -> bool {
        // exposed to: the QR decoder
        self.dark.expose_secret()[y * self.size + x] == 1
    }

    /// rqrr 0.11 has the last alignment pattern of version 21 in the wrong place (92 for 94) and so
    /// takes some squares for others. The bits are moved to where it looks for them.
    fn as_the_decoder_expects(&self) -> Option<Self> {
        const SIZE: usize = 101;
        if self.size != SIZE {
            return None;
        }
        let (meta, _) = Grid::new(self).get_raw_data().ok()?;
        let there = order::squares(SIZE, &order::alignment(SIZE));
        let expected = order::squares(SIZE, &[6, 28, 50, 72, 92]);
        let mut moved = Self { size: SIZE, dark: SecretBytes::zeroed(SIZE * SIZE) };
        for row in 0..SIZE {
            for column in 0..SIZE {
                moved.set(row, column, self.is_dark(row, column));
            }
        }
        for (from, to) in there.into_iter().zip(expected) {
            let flip = order::flips(meta.mask, from) ^ order::flips(meta.mask, to);
            moved.set(to.0, to.1, self.is_dark(from.0, from.1) ^ flip);
        }
        Some(moved)
    }

    fn set(&mut self, y: usize, x: usize, dark: bool) {
        // exposed to: the copy of the code's squares
        self.dark.expose_secret_mut()[y * self.size + x] = u8::from(dark);
    }

    /// Rows for columns: some codes are printed mirrored, and the decoder reads those too.
    fn mirrored(&self) -> Self {
        let dark = SecretBytes::filled(self.size * self.size, |out| {
            for y in 0..self.size {
                for x in 0..self.size {
                    out[y * self.size + x] = u8::from(self.is_dark(x, y));
                }
            }
        });
        Self { size: self.size, dark }
    }
}

/// Lets the decoder write into wiped memory.
struct Sink(SecretBuffer);

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.push(bytes).map_err(|_| io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
