//! From the grey values of a code's squares to what they say.
//!
//! The checks of the code decide: every block must be a codeword (`solomon`), and the data must be formed as the
//! standard says (`stream`). Where a part of the code is covered, the codewords under it are not guessed but left out,
//! and then more proof is asked for than the standard does.

use super::blocks::Blocks;
use super::format::{self, Format};
use super::order;
use super::solomon::{self, MOST_CHECKS, MOST_WORDS, Mended};
use super::squares::{CLEAR, SURE, Squares, Way};
use super::stream;
use crate::secret::SecretBytes;

/// The grey value of every square of a code, row after row.
pub(super) struct Cells {
    pub(super) size: usize,
    pub(super) values: SecretBytes,
}

/// A code that was read with all its checks right.
pub(super) struct Content {
    pub(super) bytes: SecretBytes,
    pub(super) version: u8,
    pub(super) level: char,
    pub(super) corrected_percent: f32,
}

/// How much is tried.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// Wrong codewords are put right, as far as the level promises.
    Plain,
    /// Codewords that are covered or faint are left out besides.
    Covered,
}

/// Proof that each block must have when codewords were left out, in bits: chance passes one block in 2³⁴, and some
/// thousand attempts are made on a picture.
const PROOF: i32 = 40;

/// Tries several ways to part dark squares from light ones; the first that passes all checks of
/// the code counts.
pub(super) fn decode(cells: &Cells, care: Care) -> Option<Content> {
    let order = order::squares(cells.size, &order::alignment(cells.size));
    for sharpen in [0.0, 0.7, 1.4] {
        let sharp = sharpened(cells, sharpen);
        for way in [Way::Around, Way::Between, Way::Whole] {
            let squares = match care {
                Care::Plain => Squares::of(&sharp, way),
                Care::Covered => Squares::weighed(&sharp, way),
            };
            let found = content(&squares, &order, care)
                .or_else(|| content(&squares.mirrored(), &order, care));
            if found.is_some() {
                return found;
            }
        }
    }
    None
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

/// Reads the squares; `None` unless format, blocks and data are all right.
fn content(squares: &Squares, order: &[(usize, usize)], care: Care) -> Option<Content> {
    let formats = if care == Care::Plain { 1 } else { 2 };
    let with = |format| with_format(squares, order, format, care);
    format::likely(squares).take(formats).find_map(with)
}

fn with_format(
    squares: &Squares,
    order: &[(usize, usize)],
    format: Format,
    care: Care,
) -> Option<Content> {
    let version = (squares.size() - 17) / 4;
    let total = order.len() / 8;
    let blocks = Blocks::of(version, format.level, total)?;
    let words = codewords(squares, order, format.mask);
    let (trusts, clear) = (trusts(squares, order), clear(squares, order));
    let mut data = SecretBytes::zeroed(blocks.data);
    let (mut corrected, mut strict) = (0, false);
    for block in 0..blocks.count {
        let mut held = [0; MOST_WORDS];
        let mut seen = [Seen::default(); MOST_WORDS];
        let mut length = 0;
        for place in blocks.places(block) {
            // exposed to: the correction of one block
            held[length] = words.expose_secret()[place];
            seen[length] = Seen { trust: trusts[place], clear: clear[place] };
            length += 1;
        }
        let before = held;
        let beyond = mend(&mut held[..length], &seen[..length], &blocks, care)?;
        corrected += before.iter().zip(held).filter(|(before, after)| **before != *after).count();
        strict |= beyond;
        let (start, count) = (blocks.start_of(block), blocks.data_of(block));
        // exposed to: the reader of the data
        data.expose_secret_mut()[start..start + count].copy_from_slice(&held[..count]);
    }
    Some(Content {
        bytes: stream::read(&data, version, strict)?,
        version: u8::try_from(version).ok()?,
        level: format.level.letter(),
        corrected_percent: corrected as f32 * 100.0 / total as f32,
    })
}

/// How a codeword was seen.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// How far it is to be trusted: as its faintest square.
    trust: u8,
    /// Its bits that were seen clearly.
    clear: u8,
}

/// Puts a block right and says whether codewords were left out for it: those that are trusted least, one more at a
/// time.
fn mend(block: &mut [u8], seen: &[Seen], blocks: &Blocks, care: Care) -> Option<bool> {
    let sums = solomon::syndromes(block, blocks.checks);
    let mut before = [0; MOST_WORDS];
    let before = &mut before[..block.len()];
    before.copy_from_slice(block);
    if let Some(Mended { wrong, .. }) = solomon::mend(block, blocks.checks, &sums, &[]) {
        if wrong <= blocks.certain {
            return Some(false);
        }
        block.copy_from_slice(before);
    }
    if care == Care::Plain {
        return None;
    }
    let mut faint = [0; MOST_WORDS];
    let faint = &mut faint[..block.len()];
    faint.iter_mut().enumerate().for_each(|(at, place)| *place = at);
    faint.sort_by_key(|at| seen[*at].trust);
    // One more after an even number of check codewords is left takes from what can be wrong: two at a time.
    for covered in
        (1..=blocks.checks.min(MOST_CHECKS)).filter(|n| (blocks.checks - n).is_multiple_of(2))
    {
        if seen[faint[covered - 1]].trust >= SURE {
            break;
        }
        let left_out = &faint[..covered];
        let Some(mended) = solomon::mend(block, blocks.checks, &sums, left_out) else { continue };
        let same = left_out.iter().map(|at| (block[*at] ^ before[*at], seen[*at].clear));
        if mended.trust + agreement(same) >= PROOF {
            return Some(true);
        }
        block.copy_from_slice(before);
    }
    None
}

/// Proof that lies in the bits of codewords that were left out, where these bits were seen all the same: how unlikely
/// random bits agree as well, as a power of two. Given are bits that differ and bits that count.
fn agreement(words: impl Iterator<Item = (u8, u8)>) -> i32 {
    let (mut other, mut all) = (0, 0);
    for (differs, counts) in words {
        other += (differs & counts).count_ones();
        all += counts.count_ones();
    }
    let (mut ways, mut sum) = (1.0_f64, 1.0);
    for i in 0..other {
        ways *= f64::from(all - i) / f64::from(i + 1);
        sum += ways;
    }
    (f64::from(all) - sum.log2()).floor().max(0.0) as i32
}

/// The codewords as they stand in the code, mask taken off.
fn codewords(squares: &Squares, order: &[(usize, usize)], mask: u16) -> SecretBytes {
    SecretBytes::filled(order.len() / 8, |out| {
        for (word, places) in out.iter_mut().zip(order.chunks_exact(8)) {
            for (y, x) in places {
                let dark = squares.is_dark(*y, *x) ^ order::flips(mask, (*y, *x));
                *word = *word << 1 | u8::from(dark);
            }
        }
    })
}

/// The bits of each codeword that were seen clearly.
fn clear(squares: &Squares, order: &[(usize, usize)]) -> Vec<u8> {
    let bits = |places: &[(usize, usize)]| {
        let bit = |(y, x): &(usize, usize)| u8::from(squares.trust(*y, *x) >= CLEAR);
        places.iter().fold(0, |bits, place| bits << 1 | bit(place))
    };
    order.chunks_exact(8).map(bits).collect()
}

/// How far each codeword is to be trusted: as its faintest square.
fn trusts(squares: &Squares, order: &[(usize, usize)]) -> Vec<u8> {
    let faintest =
        |places: &[(usize, usize)]| places.iter().map(|(y, x)| squares.trust(*y, *x)).min();
    order.chunks_exact(8).filter_map(faintest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_that_were_seen_prove_as_much_as_they_are_unlikely() {
        assert_eq!(agreement([(0, 0xff), (0, 0x0f)].into_iter()), 12);
        // One of eight differs: nine of 256 ways agree as well.
        assert_eq!(agreement([(0x10, 0xff)].into_iter()), 4);
        assert_eq!(agreement([(0x0f, 0xff), (0xf0, 0xff)].into_iter()), 0);
        assert_eq!(agreement([(0xff, 0)].into_iter()), 0);
    }
}
