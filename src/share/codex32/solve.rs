//! What unreadable symbols of a string must be: a linear system over GF(32), one equation for each check symbol.

use crate::share::codex32::checksum::{Code, coefficient};
use crate::share::gf32::{inverse, multiply};
use zeroize::Zeroizing;

/// What has to be added to the symbols at `places` (from 0, of `length`) so that the checksum holds.
///
/// `None` when nothing does, or when the checksum does not decide it.
pub(crate) fn corrections(
    code: &Code,
    difference: u128,
    length: usize,
    places: &[usize],
) -> Option<Zeroizing<Vec<u8>>> {
    let unknowns = places.len();
    if unknowns > code.checks {
        return None;
    }
    let columns: Vec<u128> = code.columns().take(length).collect();
    let mut rows: Vec<Zeroizing<Vec<u8>>> = (0..code.checks)
        .map(|check| {
            let own = places.iter().map(|at| coefficient(columns[length - 1 - at], check));
            Zeroizing::new(own.chain([coefficient(difference, check)]).collect())
        })
        .collect();
    for unknown in 0..unknowns {
        let pivot = (unknown..rows.len()).find(|row| rows[*row][unknown] != 0)?;
        rows.swap(unknown, pivot);
        let scale = inverse(rows[unknown][unknown]);
        rows[unknown].iter_mut().for_each(|value| *value = multiply(*value, scale));
        let lead = rows[unknown].clone();
        for (_, row) in rows.iter_mut().enumerate().filter(|(at, _)| *at != unknown) {
            let factor = row[unknown];
            row.iter_mut()
                .zip(lead.iter())
                .for_each(|(value, above)| *value ^= multiply(factor, *above));
        }
    }
    let (solved, left) = rows.split_at(unknowns);
    let consistent = left.iter().all(|row| row[unknowns] == 0);
    consistent.then(|| Zeroizing::new(solved.iter().map(|row| row[unknowns]).collect()))
}
