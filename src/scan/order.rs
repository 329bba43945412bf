//! The order in which the squares of a code hold its bits (ISO/IEC 18004 §7.7.3).

/// The middles of the alignment patterns along one side (ISO/IEC 18004 annex E).
pub(super) fn alignment(size: usize) -> Vec<usize> {
    let version = (size - 17) / 4;
    if version < 2 {
        return Vec::new();
    }
    let count = version / 7 + 2;
    let step = (version * 8 + count * 3 + 5) / (count * 4 - 4) * 2;
    let mut middles: Vec<usize> = (0..count - 1).map(|i| size - 7 - i * step).collect();
    middles.push(6);
    middles.reverse();
    middles
}

/// The squares that hold bits, first bit first, as (row, column), with alignment patterns at the
/// given middles.
pub(super) fn squares(size: usize, middles: &[usize]) -> Vec<(usize, usize)> {
    let mut order = Vec::with_capacity(size * size);
    let mut upward = true;
    for right in (1..size).rev().filter(|column| column % 2 == 0 && *column > 6 || *column < 6) {
        // Pairs of columns from the right; the timing column is passed over.
        if right < 6 && right % 2 == 0 {
            continue;
        }
        for step in 0..size {
            let row = if upward { size - 1 - step } else { step };
            for column in [right, right - 1] {
                if !reserved(size, middles, row, column) {
                    order.push((row, column));
                }
            }
        }
        upward = !upward;
    }
    order
}

/// Whether a square belongs to a pattern, the format or the version and holds no data.
fn reserved(size: usize, middles: &[usize], row: usize, column: usize) -> bool {
    let far = size - 8;
    let corner = row < 9 && (column < 9 || column >= far) || row >= far && column < 9;
    let version = size >= 45
        && (row < 6 && (size - 11..far).contains(&column)
            || column < 6 && (size - 11..far).contains(&row));
    let near = |at: usize| middles.iter().position(|middle| middle.abs_diff(at) <= 2);
    let last = middles.len().saturating_sub(1);
    let pattern = match (near(row), near(column)) {
        // At three corners there is a finder pattern instead.
        (Some(0), Some(0)) => false,
        (Some(a), Some(b)) => !(a == 0 && b == last || a == last && b == 0),
        _ => false,
    };
    corner || row == 6 || column == 6 || version || pattern
}

/// Whether the mask flips a square (ISO/IEC 18004 table 10).
pub(super) fn flips(mask: u16, (y, x): (usize, usize)) -> bool {
    let rest = match mask {
        0 => (y + x) % 2,
        1 => y % 2,
        2 => x % 3,
        3 => (y + x) % 3,
        4 => (y / 2 + x / 3) % 2,
        5 => (y * x) % 2 + (y * x) % 3,
        6 => ((y * x) % 2 + (y * x) % 3) % 2,
        _ => ((y * x) % 3 + (y + x) % 2) % 2,
    };
    rest == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alignment_patterns_lie_where_annex_e_puts_them() {
        assert_eq!(alignment(21), Vec::<usize>::new());
        assert_eq!(alignment(25), [6, 18]);
        assert_eq!(alignment(101), [6, 28, 50, 72, 94]);
        assert_eq!(alignment(105), [6, 26, 50, 74, 98]);
        assert_eq!(alignment(145), [6, 34, 60, 86, 112, 138]);
        assert_eq!(alignment(177), [6, 30, 58, 86, 114, 142, 170]);
    }

    #[test]
    fn as_many_squares_hold_bits_as_table_1_says() {
        for (size, bits) in [(21, 208), (25, 359), (45, 1_568), (101, 9_252), (177, 29_648)] {
            assert_eq!(squares(size, &alignment(size)).len(), bits, "{size}");
        }
    }
}
