//! How the codewords of a code are dealt out to its blocks (ISO/IEC 18004 §7.6, table 9).

/// Check codewords in each block, by level (L, M, Q, H) and version (ISO/IEC 18004 table 9).
const CHECKS: [[u8; 40]; 4] = [
    [
        7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30,
        30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
        10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28,
        28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ],
    [
        13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30,
        30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
    [
        17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ],
];

/// Blocks, by level and version (the same table).
const BLOCKS: [[u8; 40]; 4] = [
    [
        1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13,
        14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
    ],
    [
        1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23,
        25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
    ],
    [
        1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29,
        34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
    ],
    [
        1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35,
        37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
    ],
];

/// The four levels of error correction, in the order of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    L,
    M,
    Q,
    H,
}

impl Level {
    /// The level's letter.
    pub(super) fn letter(self) -> char {
        match self {
            Self::L => 'L',
            Self::M => 'M',
            Self::Q => 'Q',
            Self::H => 'H',
        }
    }
}

/// The blocks of a code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Blocks {
    /// How many blocks there are.
    pub(super) count: usize,
    /// Check codewords of each.
    pub(super) checks: usize,
    /// Wrong codewords in a block that are put right without a doubt (table 9, column r).
    pub(super) certain: usize,
    /// Data codewords of the short blocks, which come first.
    short: usize,
    short_count: usize,
    /// All data codewords.
    pub(super) data: usize,
}

impl Blocks {
    /// The blocks of a version, 1 to 40, that has `total` codewords.
    pub(super) fn of(version: usize, level: Level, total: usize) -> Option<Self> {
        let checks = usize::from(*CHECKS[level as usize].get(version.checked_sub(1)?)?);
        let count = usize::from(BLOCKS[level as usize][version - 1]);
        let less =
            usize::from(matches!((version, level), (1, Level::L | Level::M) | (2, Level::L)));
        Some(Self {
            count,
            checks,
            certain: checks / 2 - less,
            short: total / count - checks,
            short_count: count - total % count,
            data: total - count * checks,
        })
    }

    /// Data codewords of a block.
    pub(super) fn data_of(&self, block: usize) -> usize {
        self.short + usize::from(block >= self.short_count)
    }

    /// Where a block's data begin in the whole data.
    pub(super) fn start_of(&self, block: usize) -> usize {
        block * self.short + block.saturating_sub(self.short_count)
    }

    /// Where a block's codewords stand in the code, first data and then checks.
    pub(super) fn places(&self, block: usize) -> impl Iterator<Item = usize> {
        let Self { count, checks, short, short_count, data, .. } = *self;
        let long = (block >= short_count).then(|| short * count + block - short_count);
        (0..short)
            .map(move |i| i * count + block)
            .chain(long)
            .chain((0..checks).map(move |i| data + i * count + block))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::order;

    #[test]
    fn every_codeword_belongs_to_one_block() {
        for version in 1..=40 {
            let size = version * 4 + 17;
            let total = order::squares(size, &order::alignment(size)).len() / 8;
            for level in [Level::L, Level::M, Level::Q, Level::H] {
                let blocks = Blocks::of(version, level, total).unwrap();
                let mut all: Vec<usize> =
                    (0..blocks.count).flat_map(|b| blocks.places(b)).collect();
                all.sort_unstable();
                assert!(all.into_iter().eq(0..total), "{version} {level:?}");
                let last = blocks.count - 1;
                assert_eq!(blocks.start_of(last) + blocks.data_of(last), blocks.data);
            }
        }
    }
}
