//! Ink or paper: two ways to tell dark pixels from light ones.

use super::grey::Grey;

/// How dark and light are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Threshold {
    /// Against the mean of the surroundings: shadows and uneven light do not matter.
    Local,
    /// One value for the whole picture, chosen by Otsu's method (IEEE Trans. SMC 9, 1979).
    Global,
}

/// The same picture in ink (1) and paper (0).
pub(super) fn ink(grey: &Grey, threshold: Threshold) -> Grey {
    match threshold {
        Threshold::Local => local(grey),
        Threshold::Global => global(grey),
    }
}

fn global(grey: &Grey) -> Grey {
    let limit = otsu(&histogram(grey.pixels()));
    Grey::filled(grey.width(), grey.height(), |out| {
        for (pixel, value) in out.iter_mut().zip(grey.pixels()) {
            *pixel = u8::from(*value < limit);
        }
    })
}

/// Compares each pixel with the mean of a square around it that is wider than a finder pattern's
/// core; sums per column are carried from row to row, so the square's size costs nothing.
fn local(grey: &Grey) -> Grey {
    let (width, height) = (grey.width(), grey.height());
    let radius = (width.max(height) / 64).clamp(12, 40).min(width.min(height) / 2);
    let mut columns = vec![0_u32; width];
    for y in 0..radius {
        add(&mut columns, grey.row(y));
    }
    Grey::filled(width, height, |out| {
        for (y, line) in out.chunks_exact_mut(width).enumerate() {
            if y + radius < height {
                add(&mut columns, grey.row(y + radius));
            }
            if y > radius {
                for (sum, value) in columns.iter_mut().zip(grey.row(y - radius - 1)) {
                    *sum -= u32::from(*value);
                }
            }
            let rows = (y + radius).min(height - 1) - y.saturating_sub(radius) + 1;
            let row = grey.row(y);
            let mut sum: u32 = columns[..radius].iter().sum();
            for x in 0..width {
                if x + radius < width {
                    sum += columns[x + radius];
                }
                if x > radius {
                    sum -= columns[x - radius - 1];
                }
                let across = (x + radius).min(width - 1) - x.saturating_sub(radius) + 1;
                let count = (rows * across) as u32;
                // A sixteenth below the mean: less is the grain of the paper.
                line[x] = u8::from(u32::from(row[x]) * count * 17 < sum * 16);
            }
        }
    })
}

fn add(columns: &mut [u32], row: &[u8]) {
    for (sum, value) in columns.iter_mut().zip(row) {
        *sum += u32::from(*value);
    }
}

/// How often each grey value occurs.
pub(super) fn histogram(values: &[u8]) -> [u32; 256] {
    let mut counts = [0; 256];
    for value in values {
        counts[usize::from(*value)] += 1;
    }
    counts
}

/// The first value that counts as light.
pub(super) fn otsu(counts: &[u32; 256]) -> u8 {
    let total: f64 = counts.iter().map(|count| f64::from(*count)).sum();
    let weighted: f64 = counts.iter().enumerate().map(|(v, n)| v as f64 * f64::from(*n)).sum();
    let (mut below, mut sum_below) = (0.0, 0.0);
    let (mut best, mut limit) = (-1.0, 128);
    for (value, count) in counts.iter().enumerate().take(255) {
        below += f64::from(*count);
        sum_below += value as f64 * f64::from(*count);
        let above = total - below;
        if below == 0.0 || above == 0.0 {
            continue;
        }
        let apart = sum_below / below - (weighted - sum_below) / above;
        let between = below * above * apart * apart;
        if between > best {
            best = between;
            limit = value + 1;
        }
    }
    limit as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shaded() -> Grey {
        Grey::filled(200, 100, |out| {
            for (i, pixel) in out.iter_mut().enumerate() {
                let light = 50 + (i % 200) as u8;
                let dark = (i / 200 / 4 + i % 200 / 4).is_multiple_of(2);
                *pixel = if dark { light / 2 } else { light };
            }
        })
    }

    #[test]
    fn a_shadow_does_not_hide_ink_from_the_local_threshold() {
        let truth = |i: usize| 1 - ((i / 200 / 4 + i % 200 / 4) % 2) as u8;
        let wrong = |found: &Grey| {
            found.pixels().iter().enumerate().filter(|(i, pixel)| **pixel != truth(*i)).count()
        };
        assert_eq!(wrong(&ink(&shaded(), Threshold::Local)), 0);
        assert!(wrong(&ink(&shaded(), Threshold::Global)) > 1_000, "the control must fail");
    }

    #[test]
    fn otsu_parts_two_heaps() {
        let mut counts = [0; 256];
        counts[40] = 10;
        counts[50] = 10;
        counts[200] = 30;
        let limit = otsu(&counts);
        assert!(limit > 50 && limit <= 200);
    }
}
