//! The squares of a code, dark or light, and how far each is to be trusted.

use super::cells::Cells;
use super::ink::{histogram, otsu};
use crate::secret::SecretBytes;

/// Where the line between dark and light is drawn.
#[derive(Clone, Copy)]
pub(super) enum Way {
    /// At the mean of the squares around.
    Around,
    /// Midway between the darkest and the lightest square around.
    Between,
    /// At one value for the whole code.
    Whole,
}

/// A code's squares: the highest bit says dark, the others how far it is to be trusted.
pub(super) struct Squares {
    size: usize,
    held: SecretBytes,
}

const DARK: u8 = 0x80;
/// Full trust.
pub(super) const SURE: u8 = 0x7f;
/// Squares that are trusted at least so far were seen clearly.
pub(super) const CLEAR: u8 = 50;

impl Squares {
    /// Parts dark squares from light ones and trusts all alike.
    pub(super) fn of(cells: &Cells, way: Way) -> Self {
        let (size, limits) = (cells.size, limits(cells, way));
        // exposed to: the comparison of each square with its limit
        let (values, limits) = (cells.values.expose_secret(), limits.expose_secret());
        let held = SecretBytes::filled(size * size, |out| {
            for ((square, value), limit) in out.iter_mut().zip(values).zip(limits) {
                *square = SURE | if value < limit { DARK } else { 0 };
            }
        });
        Self { size, held }
    }

    /// Parts dark squares from light ones and trusts little what lies near the limit or where everything around looks
    /// the same, as under a blot or a strip of tape.
    pub(super) fn weighed(cells: &Cells, way: Way) -> Self {
        let (size, limits) = (cells.size, limits(cells, way));
        let contrast = contrast(cells);
        let plain = Self::of(cells, way);
        let covered = covered(cells, &plain, contrast);
        // exposed to: the distance of each square from its limit
        let (values, limits) = (cells.values.expose_secret(), limits.expose_secret());
        // exposed to: the same arithmetic
        let (dark, covered) = (plain.held.expose_secret(), covered.expose_secret());
        let held = SecretBytes::filled(size * size, |out| {
            for (at, square) in out.iter_mut().enumerate() {
                let apart = f32::from(values[at].abs_diff(limits[at])) * 2.0 / contrast;
                let trust = apart.min(1.0) * f32::from(SURE - covered[at]);
                *square = dark[at] & DARK | trust as u8;
            }
        });
        Self { size, held }
    }

    pub(super) fn size(&self) -> usize {
        self.size
    }

    pub(super) fn is_dark(&self, y: usize, x: usize) -> bool {
        self.square(y, x) & DARK != 0
    }

    /// From 0, which says nothing, to [`SURE`].
    pub(super) fn trust(&self, y: usize, x: usize) -> u8 {
        self.square(y, x) & SURE
    }

    fn square(&self, y: usize, x: usize) -> u8 {
        // exposed to: the decoder
        self.held.expose_secret()[y * self.size + x]
    }

    /// Rows for columns: some codes are printed mirrored.
    pub(super) fn mirrored(&self) -> Self {
        let size = self.size;
        let held = SecretBytes::filled(size * size, |out| {
            for (at, square) in out.iter_mut().enumerate() {
                *square = self.square(at % size, at / size);
            }
        });
        Self { size, held }
    }
}

/// The first value of each square that counts as light.
fn limits(cells: &Cells, way: Way) -> SecretBytes {
    let size = cells.size;
    // exposed to: the statistics of its squares
    let values = cells.values.expose_secret();
    let whole = otsu(&histogram(values));
    SecretBytes::filled(size * size, |out| {
        for (at, limit) in out.iter_mut().enumerate() {
            *limit = match way {
                Way::Whole => whole,
                Way::Around | Way::Between => {
                    limit_around(values, size, (at % size, at / size), way)
                }
            };
        }
    })
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

/// How far dark and light squares lie apart on the whole, in grey values; at least 1.
fn contrast(cells: &Cells) -> f32 {
    // exposed to: the statistics of its squares
    let counts = histogram(cells.values.expose_secret());
    let limit = usize::from(otsu(&counts));
    let mean = |range: core::ops::Range<usize>| {
        let count: u32 = counts[range.clone()].iter().sum();
        let sum: u32 = range.map(|value| value as u32 * counts[value]).sum();
        sum as f32 / count.max(1) as f32
    };
    (mean(limit..256) - mean(0..limit)).max(1.0)
}

/// What is taken from the trust of each square: all of it inside five by five squares that look the same, much of it
/// inside four by four, and some beside those and inside three by three. A code that is not covered has hardly any of
/// the larger ones (its mask sees to that).
fn covered(cells: &Cells, squares: &Squares, contrast: f32) -> SecretBytes {
    let size = cells.size;
    // exposed to: the search for squares that look the same
    let values = cells.values.expose_secret();
    let alike = |left: usize, top: usize, side: usize| {
        let (mut low, mut high, mut dark) = (255, 0, 0);
        for y in top..top + side {
            for x in left..left + side {
                low = low.min(values[y * size + x]);
                high = high.max(values[y * size + x]);
                dark += usize::from(squares.is_dark(y, x));
            }
        }
        dark == 0 || dark == side * side || f32::from(high - low) < contrast / 4.0
    };
    SecretBytes::filled(size * size, |out| {
        // The larger ones are laid over the smaller ones.
        for (side, rim, inside, beside) in [(3, 0, 40, 0), (4, 1, 110, 50), (5, 1, SURE, 70)] {
            for top in 0..=size - side {
                for left in 0..=size - side {
                    if !alike(left, top, side) {
                        continue;
                    }
                    for y in top.saturating_sub(rim)..(top + side + rim).min(size) {
                        for x in left.saturating_sub(rim)..(left + side + rim).min(size) {
                            let within =
                                (left..left + side).contains(&x) && (top..top + side).contains(&y);
                            let less = if within { inside } else { beside };
                            out[y * size + x] = out[y * size + x].max(less);
                        }
                    }
                }
            }
        }
    })
}
