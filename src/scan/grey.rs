//! A picture in shades of grey, wiped when dropped: halving, doubling, blurring, looking between pixels.

use crate::secret::SecretBytes;

/// A grey picture; 0 is black. It may show a seed, so its pixels are held as a secret.
pub(super) struct Grey {
    width: usize,
    height: usize,
    pixels: SecretBytes,
}

impl Grey {
    /// Makes a picture of `width` × `height` pixels that `fill` writes row by row.
    pub(super) fn filled(width: usize, height: usize, fill: impl FnOnce(&mut [u8])) -> Self {
        Self { width, height, pixels: SecretBytes::filled(width * height, fill) }
    }

    /// Takes pixels that are already grey; `None` when their number is not `width` × `height`.
    pub(super) fn from_pixels(width: usize, height: usize, pixels: SecretBytes) -> Option<Self> {
        (width.checked_mul(height)? == pixels.len()).then_some(Self { width, height, pixels })
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn height(&self) -> usize {
        self.height
    }

    /// All pixels, row after row.
    pub(super) fn pixels(&self) -> &[u8] {
        // exposed to: the arithmetic of this room, which hands out decoded codes as secrets only
        self.pixels.expose_secret()
    }

    /// One row of pixels.
    pub(super) fn row(&self, y: usize) -> &[u8] {
        &self.pixels()[y * self.width..(y + 1) * self.width]
    }

    /// The grey value between pixels; outside the picture the nearest pixel counts.
    pub(super) fn between(&self, x: f32, y: f32) -> f32 {
        let x = (x - 0.5).clamp(0.0, (self.width - 1) as f32);
        let y = (y - 0.5).clamp(0.0, (self.height - 1) as f32);
        let (left, top) = (x as usize, y as usize);
        let (right, below) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let (over_x, over_y) = (x - left as f32, y - top as f32);
        let pixels = self.pixels();
        let at = |x: usize, y: usize| f32::from(pixels[y * self.width + x]);
        let upper = at(left, top) * (1.0 - over_x) + at(right, top) * over_x;
        let lower = at(left, below) * (1.0 - over_x) + at(right, below) * over_x;
        upper * (1.0 - over_y) + lower * over_y
    }

    /// Half the size, each pixel the mean of four; `None` when too little would be left.
    pub(super) fn halved(&self) -> Option<Self> {
        let (width, height) = (self.width / 2, self.height / 2);
        if width < 24 || height < 24 {
            return None;
        }
        Some(Self::filled(width, height, |out| {
            for (y, line) in out.chunks_exact_mut(width).enumerate() {
                let (upper, lower) = (self.row(2 * y), self.row(2 * y + 1));
                for (x, pixel) in line.iter_mut().enumerate() {
                    let sum = u16::from(upper[2 * x])
                        + u16::from(upper[2 * x + 1])
                        + u16::from(lower[2 * x])
                        + u16::from(lower[2 * x + 1]);
                    *pixel = (sum / 4) as u8;
                }
            }
        }))
    }

    /// Twice the size, the new pixels between the old ones: nine sixteenths of the nearest, three of each
    /// neighbour in a line with it, one of the fourth.
    pub(super) fn doubled(&self) -> Self {
        let (width, height) = (self.width * 2, self.height * 2);
        let beside = |at: usize, last: usize| match at % 2 {
            0 => (at / 2).saturating_sub(1),
            _ => (at / 2 + 1).min(last),
        };
        Self::filled(width, height, |out| {
            for (y, line) in out.chunks_exact_mut(width).enumerate() {
                let (near, far) = (self.row(y / 2), self.row(beside(y, self.height - 1)));
                let column = |x: usize| 3 * u16::from(near[x]) + u16::from(far[x]);
                for (x, pixel) in line.iter_mut().enumerate() {
                    let sum = 3 * column(x / 2) + column(beside(x, self.width - 1));
                    *pixel = (sum / 16) as u8;
                }
            }
        })
    }

    /// Each pixel the weighted mean (1 2 1) of its neighbours in both directions.
    pub(super) fn blurred(&self) -> Self {
        let mut copy =
            Self::filled(self.width, self.height, |out| out.copy_from_slice(self.pixels()));
        copy.blur();
        copy
    }

    /// Makes each pixel the weighted mean (1 2 1) of its neighbours in both directions, in place.
    pub(super) fn blur(&mut self) {
        let width = self.width;
        // exposed to: the arithmetic of this room
        let pixels = self.pixels.expose_secret_mut();
        let mut lent = SecretBytes::zeroed(2 * width);
        // exposed to: the same arithmetic; one row and the row above it, both before the change downwards
        let (above, here) = lent.expose_secret_mut().split_at_mut(width);
        for row in pixels.chunks_exact_mut(width) {
            here.copy_from_slice(row);
            for (x, pixel) in row.iter_mut().enumerate() {
                *pixel = mean_121(here[x.saturating_sub(1)], here[x], here[(x + 1).min(width - 1)]);
            }
        }
        above.copy_from_slice(&pixels[..width]);
        for y in 0..self.height {
            let (row, below) = pixels[y * width..].split_at_mut(width);
            here.copy_from_slice(row);
            // The last row is its own neighbour.
            let below = if below.is_empty() { &*here } else { &below[..width] };
            for (x, pixel) in row.iter_mut().enumerate() {
                *pixel = mean_121(above[x], here[x], below[x]);
            }
            above.copy_from_slice(here);
        }
    }

    /// Light for dark.
    pub(super) fn inverted(&self) -> Self {
        Self::filled(self.width, self.height, |out| {
            for (pixel, value) in out.iter_mut().zip(self.pixels()) {
                *pixel = 255 - value;
            }
        })
    }
}

fn mean_121(before: u8, here: u8, after: u8) -> u8 {
    ((u16::from(before) + 2 * u16::from(here) + u16::from(after) + 2) / 4) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blurring_in_place_gives_each_pixel_the_mean_of_its_old_neighbours() {
        let (width, height) = (7, 5);
        let old = Grey::filled(width, height, |out| {
            for (i, pixel) in out.iter_mut().enumerate() {
                *pixel = (i * 37 % 251) as u8;
            }
        });
        let at = |x: usize, y: usize| {
            let row = old.row(y);
            mean_121(row[x.saturating_sub(1)], row[x], row[(x + 1).min(width - 1)])
        };
        let new = old.blurred();
        for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
            let (above, below) = (at(x, y.saturating_sub(1)), at(x, (y + 1).min(height - 1)));
            assert_eq!(new.row(y)[x], mean_121(above, at(x, y), below), "{x}, {y}");
        }
    }

    #[test]
    fn a_doubled_picture_has_what_lies_between_the_pixels() {
        let old = Grey::filled(9, 6, |out| {
            for (i, pixel) in out.iter_mut().enumerate() {
                *pixel = (i * 37 % 251) as u8;
            }
        });
        let new = old.doubled();
        for (x, y) in (0..12).flat_map(|y| (0..18).map(move |x| (x, y))) {
            let between = old.between(x as f32 / 2.0 + 0.25, y as f32 / 2.0 + 0.25);
            assert_eq!(new.row(y)[x], between as u8, "{x}, {y}");
        }
    }

    #[test]
    fn halving_takes_the_mean_and_doubling_keeps_a_plain_picture_plain() {
        let chess = Grey::filled(64, 48, |out| {
            for (i, pixel) in out.iter_mut().enumerate() {
                *pixel = if (i + i / 64) % 2 == 0 { 0 } else { 200 };
            }
        });
        let half = chess.halved().unwrap();
        assert_eq!((half.width(), half.height()), (32, 24));
        assert!(half.pixels().iter().all(|pixel| *pixel == 100));
        assert!(half.doubled().pixels().iter().all(|pixel| *pixel == 100));
        assert!(half.halved().is_none());
    }
}
