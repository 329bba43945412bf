//! Drills that happen beside the computer: a wiped device restored, and somebody else who follows the pages.

use super::Outcome;
use crate::cli::args::DrillArgs;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::host::show_text;
use crate::logbook::{Copy, Logbook};
use std::time::Instant;

/// The wallet is restored from the copy on a wiped device.
///
/// # Errors
/// When nobody can be asked.
pub(super) fn restore(
    args: &DrillArgs,
    book: &Logbook,
    copy: &Copy,
    session: &mut Session,
) -> Result<Outcome, Failure> {
    let steps = [
        "Another copy was read already, so that nothing is lost if this one fails.".to_owned(),
        "Wipe the device or program, with its own menu.".to_owned(),
        format!("Restore it from {} alone.", show_text(&copy.id.text)),
    ];
    let question = format!("Does it show {}?", shown_by(book, copy));
    followed(args, session, "how the restore went", &steps, &question)
}

/// Somebody else follows the printed pages with stock tools.
///
/// # Errors
/// When nobody can be asked.
pub(super) fn as_heir(
    args: &DrillArgs,
    book: &Logbook,
    copy: &Copy,
    session: &mut Session,
) -> Result<Outcome, Failure> {
    let steps = [
        "Give somebody you trust the letter and the printed pages, and nothing else. Better: a practice kit.".to_owned(),
        "They may use any computer without a network, and no help from you. Watch, and be silent.".to_owned(),
        "They find where the copy is, and open it.".to_owned(),
        "They follow the recovery page until a wallet shows an address. No money is moved.".to_owned(),
    ];
    let question = format!("Did they come to {}?", shown_by(book, copy));
    let outcome = followed(args, session, "how it went", &steps, &question)?;
    if session.can_ask() {
        session.say("What made them stumble belongs into the next letter: coldkeep letter edit");
    }
    Ok(outcome)
}

/// What the right wallet shows.
fn shown_by(book: &Logbook, copy: &Copy) -> String {
    let wallet = book.wallet(&copy.of.text);
    match wallet.and_then(|wallet| wallet.fingerprint.as_ref()) {
        Some(fingerprint) => {
            format!("fingerprint {}, or an address that you know", show_text(&fingerprint.text))
        }
        None => "an address that you know".to_owned(),
    }
}

/// The steps one by one, with the time that they took.
fn followed(
    args: &DrillArgs,
    session: &mut Session,
    what: &str,
    steps: &[String],
    question: &str,
) -> Result<Outcome, Failure> {
    if let Some(pass) = args.result {
        return Ok(Outcome { pass, minutes: args.minutes });
    }
    session.must_ask(what, "--result pass or --result fail")?;
    let begun = Instant::now();
    for (at, step) in steps.iter().enumerate() {
        session.say(&format!("{}  {step}", at + 1));
        session.ask_line("   Enter when that is done: ")?;
    }
    let pass = session.confirm(question, false)?;
    let minutes = u32::try_from(begun.elapsed().as_secs().div_ceil(60)).unwrap_or(u32::MAX);
    Ok(Outcome { pass, minutes: Some(minutes) })
}
