//! codex32 strings at the terminal: read and corrected by agreement, shown in groups of four, typed back row by row.

mod cut;
mod unite;

pub(crate) use cut::{Cut, check_scheme, cut, cut_secret};
pub(crate) use unite::{United, add, finish, unite};

use super::failure::{Exit, Failure, positions};
use super::screens;
use super::session::Session;
use crate::host::ScreenPage;
use crate::secret::{SecretBuffer, SecretText};
use crate::share::ShareError;
use crate::share::codex32::{Candidate, Codex32Error, Share, candidates};

/// Groups of four in a row, on the screen and where they are typed back.
const ROW: usize = 4;
/// How often a row may be typed back wrongly.
const TRIES: usize = 5;

/// Reads a string. A damaged one is shown as what it may have been, and a person says whether the paper says so;
/// where nobody can be asked, it is taken only when `decided`: something else will tell whether it is right.
///
/// # Errors
/// The refusal of the string, with the places of the likeliest mistakes.
pub(crate) fn read(
    session: &mut Session,
    text: &SecretText,
    decided: bool,
) -> Result<Share, Failure> {
    let refusal = match Share::parse(text) {
        Ok(share) => return Ok(share),
        Err(refusal) => refusal,
    };
    let correctable = matches!(
        refusal,
        ShareError::Codex32(
            Codex32Error::Checksum | Codex32Error::Letters(_) | Codex32Error::Prefix
        )
    );
    let found = if correctable { candidates(text).unwrap_or_default() } else { Vec::new() };
    if found.is_empty() {
        return Err(refusal.into());
    }
    if session.can_ask() {
        return ask(session, refusal, found);
    }
    match <[Candidate; 1]>::try_from(found) {
        Ok([Candidate { share, changed, checked: true }]) if decided => {
            session.say(&format!(
                "One string is near it, another at {}; --expect decides.",
                positions("place", &changed)
            ));
            Ok(share)
        }
        Ok([candidate]) => Err(refused(refusal, &[candidate])),
        Err(several) => Err(refused(refusal, &several)),
    }
}

fn ask(
    session: &mut Session,
    refusal: ShareError,
    found: Vec<Candidate>,
) -> Result<Share, Failure> {
    let failure = refused(refusal, &found);
    for Candidate { share, changed, checked } in found {
        let at = positions("place", &changed);
        let mut page = pages("Is this what your paper says? Compare every group", &share);
        if let (Some(first), false) = (page.first_mut(), checked) {
            first.lines.push(screens::line(&[
                "      Too many letters were unreadable: nothing checks this but your paper.",
            ]));
        }
        session.say("The string has a mistake in it. What it may have been is shown next; compare it with the paper.");
        session.show_pages(&page)?;
        if session.confirm(&format!("Does the paper say so, at {at}?"), false)? {
            session.say(&format!("Corrected by you, at {at}. Write that on the paper."));
            return Ok(share);
        }
    }
    Err(failure.why("what was shown was not confirmed."))
}

/// The refusal, with the places where a change would make the string right.
fn refused(refusal: ShareError, found: &[Candidate]) -> Failure {
    let mut at: Vec<usize> = found.iter().flat_map(|one| one.changed.iter().copied()).collect();
    at.sort_unstable();
    at.dedup();
    let failure = Failure::from(refusal);
    failure
        .why(format!(
            "a string that is right differs from it at {}. Gaps are not counted.",
            positions("place", &at)
        ))
        .field("positions", at)
        .field("candidates", found.len())
}

/// Pages of four rows of four groups, numbered by row.
pub(crate) fn pages(title: &str, share: &Share) -> Vec<ScreenPage> {
    let text = share.grouped();
    // exposed to: the erased screen
    let groups: Vec<&str> = text.expose_secret().split(' ').collect();
    let rows: Vec<&[&str]> = groups.chunks(ROW).collect();
    let line = |(nth, row): (usize, &&[&str])| {
        let number = format!("{:>4}   ", nth + 1);
        let gaps = std::iter::once(number.as_str()).chain(std::iter::repeat(" "));
        let parts: Vec<&str> = gaps.zip(*row).flat_map(|(gap, group)| [gap, *group]).collect();
        screens::line(&parts)
    };
    let letters = share.letter_count();
    let lines = rows.iter().enumerate().map(line).collect();
    vec![ScreenPage {
        title: format!("{title} · {letters} letters, capitals, in groups of four"),
        lines,
    }]
}

/// Has a string typed back from paper, a row of four groups at a time.
///
/// # Errors
/// `read-back-differs` after five wrong answers for one row.
pub(crate) fn type_back(session: &mut Session, share: &Share) -> Result<(), Failure> {
    let text = share.grouped();
    // exposed to: the comparison with what is typed
    let groups: Vec<&str> = text.expose_secret().split(' ').collect();
    let count = groups.len().div_ceil(ROW);
    session.say(
        "Now read your paper back, row by row. Small letters will do, and gaps do not matter.",
    );
    for (nth, row) in groups.chunks(ROW).enumerate() {
        let mut tries = 0;
        while !same_letters(&session.ask_hidden(&format!("Row {} of {count}", nth + 1))?, row) {
            tries += 1;
            if tries == TRIES {
                return Err(Failure::error(
                    "read-back-differs",
                    Exit::NoMatch,
                    format!("row {} is not what was shown", nth + 1),
                )
                .why("with a slip of the pen the paper restores nothing.")
                .next("begin again with a new paper; nothing was kept"));
            }
            session.say(&format!("Row {} differs. Look at the paper again.", nth + 1));
        }
    }
    Ok(())
}

fn same_letters(typed: &SecretText, row: &[&str]) -> bool {
    let mut letters = SecretBuffer::with_room(typed.len());
    // exposed to: the comparison with the row
    for byte in typed.expose_secret().bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        letters.push(&[byte.to_ascii_uppercase()]).expect("no more than was typed");
    }
    // exposed to: the comparison of two wiped texts
    letters.into_text().is_ok_and(|letters| letters.same_as(&screens::joined(row)))
}
