//! Row checks of a sheet: they give unreadable words back, and tell a row that was read wrong.

use super::failure::{Exit, Failure, positions};
use super::session::Session;
use crate::repair::{self, Fix, Limits, RowCheck};
use crate::seed::{Mnemonic, Typed};

/// The words in a row of a sheet.
const ROW: usize = 4;

/// Asks for the checks of the rows in which several words together cannot be read; none where nobody can be asked.
///
/// # Errors
/// When the terminal is gone.
pub(super) fn asked(
    session: &mut Session,
    typed: &Typed,
) -> Result<Vec<Option<RowCheck>>, Failure> {
    let missing = typed.missing_positions();
    let mut checks = vec![None; typed.len().div_ceil(ROW)];
    if missing.len() < 2 || !session.can_ask() {
        return Ok(checks);
    }
    session.say("Does the sheet have a check of four digits behind each row? It gives one unreadable word of the row back.");
    for (row, check) in checks.iter_mut().enumerate() {
        if !missing.iter().any(|position| (position - 1) / ROW == row) {
            continue;
        }
        loop {
            let line =
                session.ask_line(&format!("The check of row {} (Enter: none)> ", row + 1))?;
            let line = line.trim();
            if line.is_empty() {
                break;
            }
            match line.parse() {
                Ok(read) => {
                    *check = Some(read);
                    break;
                }
                Err(_) => session.say("Four digits, 0 to 9 and a to f, as printed."),
            }
        }
    }
    Ok(checks)
}

/// The words, where the checks decide every unreadable one and nothing that was read is changed.
pub(super) fn filled(session: &Session, typed: &Typed, limits: &Limits<'_>) -> Option<Mnemonic> {
    let missing = typed.missing_positions();
    let checked =
        |position: &usize| limits.row_checks.get((position - 1) / ROW).is_some_and(Option::is_some);
    if missing.is_empty() || !missing.iter().all(checked) || !typed.unknown_positions().is_empty() {
        return None;
    }
    let found = repair::candidates(typed, limits).ok()?;
    let is_filling = |fix: &Fix| matches!(fix, Fix::Missing { .. });
    let mut fitting = found.into_iter().filter(|one| one.fixes.iter().all(is_filling));
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => {
            let words = positions("word", &missing);
            session.say(&format!("{words}: made again from the row checks and the checksum of the words. Compare the fingerprint or an address."));
            Some(only.mnemonic)
        }
        _ => None,
    }
}

/// Refuses words whose rows do not match the checks behind them.
///
/// # Errors
/// `row-check` with the first row.
pub(super) fn must_hold(mnemonic: &Mnemonic, checks: &[Option<RowCheck>]) -> Result<(), Failure> {
    match repair::wrong_row(mnemonic, checks) {
        None => Ok(()),
        Some(row) => Err(Failure::error(
            "row-check",
            Exit::Invalid,
            format!("row {row} of the words does not match its check"),
        )
        .next(format!(
            "look at row {row} on the paper: its words, their order, and the check behind them"
        ))
        .field("row", row)),
    }
}
