//! Rolls, tosses and cards for a new seed, from a source or typed on the erased screen with a count of the bits.

use super::args::NewArgs;
use super::failure::{Exit, Failure};
use super::session::Session;
use crate::host::{SecretSource, SignEntry};
use crate::secret::{SecretBuffer, SecretBytes, SecretText};
use crate::seed::{EntropyError, Rolls, Source, entropy_len};

/// Gets the rolls.
///
/// # Errors
/// When they cannot be had, or hold a sign that is no roll.
pub(crate) fn obtain(
    args: &NewArgs,
    session: &mut Session,
    source: Source,
) -> Result<Rolls, Failure> {
    let needed = Rolls::needed(source, args.words)?;
    let from = args.rolls_from.as_ref().unwrap_or(&SecretSource::Ask);
    let text = match from {
        SecretSource::Ask => {
            session.must_ask(noun(source), "--rolls-from FILE, -, fd:N")?;
            session.must_not_be_recorded()?;
            let bits = entropy_len(args.words)? * 8;
            session.type_signs(&SignEntry {
                title: prompt(source),
                allowed: allowed(source),
                group: if source == Source::Cards { 2 } else { 5 },
                status: &|typed| status(source, typed, needed, bits),
            })?
        }
        from => session.secret("--rolls-from", noun(source), from)?,
    };
    session.say("Destroy the list of them afterwards: with what the computer adds, or by itself, it is the seed.");
    Ok(Rolls::parse(source, &text)?)
}

/// The refusal to mix nothing in and call it dice.
pub(crate) fn none(source: Source) -> Failure {
    let what = format!("there are no {} to mix in", noun(source));
    Failure::error("too-few-rolls", Exit::NotEnough, what)
        .next("give some, or leave the flag out: the kernel alone is enough")
}

/// A refusal of rolls that would be the whole seed, with the other way to use them.
pub(crate) fn alone(error: EntropyError) -> Failure {
    let made_up = matches!(error, EntropyError::NotRandom { .. });
    let failure = Failure::from(error);
    match made_up {
        true => failure.next("Mixed with the computer's randomness: --dice instead of --dice-only"),
        false => failure,
    }
}

/// "98 of 99 rolls · 253 of 256 bits · 1:17 2:17 …": counts only.
fn status(source: Source, typed: &SecretBuffer, needed: usize, bits: usize) -> String {
    let whole = if source == Source::Cards { typed.len() / 2 * 2 } else { typed.len() };
    // exposed to: the counting below
    let text = SecretText::from_bytes(SecretBytes::copied_from(&typed.expose_secret()[..whole]));
    let Some(Ok(rolls)) = text.ok().map(|text| Rolls::parse(source, &text)) else {
        return format!("this is no row of {}: take one back", noun(source));
    };
    let faces: &[&str] = match source {
        Source::Dice => &["1", "2", "3", "4", "5", "6"],
        Source::Coins => &["0", "1"],
        Source::Cards => &["S", "H", "D", "C"],
    };
    let counts: Vec<String> =
        faces.iter().zip(rolls.counts()).map(|(face, count)| format!("{face}:{count}")).collect();
    format!(
        "{} of {needed} · {:.0} of {bits} bits · {}",
        rolls.count(),
        rolls.bits().floor(),
        counts.join("  ")
    )
}

fn noun(source: Source) -> &'static str {
    match source {
        Source::Dice => "dice rolls",
        Source::Coins => "coin tosses",
        Source::Cards => "cards",
    }
}

fn prompt(source: Source) -> &'static str {
    match source {
        Source::Dice => {
            "Dice rolls, 1 to 6, as they fall; one die many times is as good as many dice"
        }
        Source::Coins => "Coin tosses: 1 heads, 0 tails",
        Source::Cards => "Cards as drawn, without putting back: AS TD 9H …",
    }
}

fn allowed(source: Source) -> &'static str {
    match source {
        Source::Dice => "123456",
        Source::Coins => "01",
        Source::Cards => "A23456789TJQKSHDC",
    }
}
