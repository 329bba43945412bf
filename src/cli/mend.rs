//! Words that do not fit together: what they may have been, shown on the erased screen, chosen by the person.

use super::failure::{Exit, Failure, positions};
use super::session::Session;
use super::{rows, screens};
use crate::host::{self, ScreenPage};
use crate::keys::{self, Expected, Root};
use crate::repair::{self, Candidate, Fix, Limits};
use crate::secret::SecretText;
use crate::seed::{Mnemonic, Passphrase, SeedError, Typed};

/// How many candidates are shown when nothing narrows them.
const SHOWN: usize = 5;
/// First look of an address oracle: the first account, this many indexes. Most used addresses are there.
const NEAR_GAP: u32 = 5;

/// Hands back the mnemonic, if the words are one; otherwise looks for what they may have been.
///
/// With something to compare with, exactly one candidate can remain. It is offered and must be confirmed; it is never
/// applied silently. Without a terminal only positions are told.
///
/// # Errors
/// The refusal of the words, with the positions of the likeliest mistakes.
pub(crate) fn checked(
    session: &mut Session,
    text: &SecretText,
    passphrase: &Passphrase,
    expected: Option<&Expected>,
    gap: u32,
) -> Result<Mnemonic, Failure> {
    let rows = repair::rows_of_paper(text);
    let text = rows.as_ref().map_or(text, |rows| &rows.words);
    let mut checks = rows.as_ref().map_or(Vec::new(), |rows| rows.checks.clone());
    let read = |text: &SecretText| Typed::read_in(text, session.language);
    let refusal = match read(text).and_then(Typed::check) {
        Ok(mnemonic) => return rows::must_hold(&mnemonic, &checks).map(|()| mnemonic),
        Err(error) => error,
    };
    if !mendable(&refusal) {
        return Err(refusal.into());
    }
    let typed = read(text)?;
    if let [language, rival, ..] = typed.languages()[..] {
        return Err(SeedError::LanguageUnclear { language, rival }.into());
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(16);
    if checks.is_empty() {
        checks = rows::asked(session, &typed)?;
    }
    let limits = Limits { threads, row_checks: &checks, ..Limits::default() };
    if let Some(mnemonic) = rows::filled(session, &typed, &limits) {
        return Ok(mnemonic);
    }
    match expected {
        None => without_oracle(session, &typed, &limits, refusal),
        Some(expected) => with_oracle(session, &typed, &limits, refusal, passphrase, expected, gap),
    }
}

fn mendable(refusal: &SeedError) -> bool {
    match refusal {
        SeedError::Checksum { .. } | SeedError::Missing(_) | SeedError::UnknownWord(_) => true,
        SeedError::WordCount(count) => matches!(count + 1, 12 | 15 | 18 | 21 | 24),
        _ => false,
    }
}

fn with_oracle(
    session: &mut Session,
    typed: &Typed,
    limits: &Limits<'_>,
    refusal: SeedError,
    passphrase: &Passphrase,
    expected: &Expected,
    gap: u32,
) -> Result<Mnemonic, Failure> {
    session
        .say("These words do not fit together. Looking for one wrong, missing or swapped word …");
    let network = session.network;
    let fits = |mnemonic: &Mnemonic, accounts: u32, gap: u32| {
        if host::interrupted() {
            return false;
        }
        let Ok(root) = Root::from_seed(&mnemonic.seed(passphrase), network) else { return false };
        keys::search(&root, expected, 0..accounts, gap, 1).is_ok_and(|found| found.is_some())
    };
    let mut found =
        repair::matching(typed, limits, &|mnemonic| fits(mnemonic, 1, NEAR_GAP.min(gap)))?;
    not_stopped()?;
    if found.is_empty() && matches!(expected, Expected::Address(_)) {
        session.say("Not among the first addresses; looking further …");
        found = repair::matching(typed, limits, &|mnemonic| fits(mnemonic, 5, gap))?;
        not_stopped()?;
    }
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (None, _) => Err(nothing_fits()),
        (Some(candidate), None) => offer(session, typed, candidate),
        // Two that give the same fingerprint: 1 in 4 billion by chance.
        (Some(_), Some(_)) => Err(Failure::from(refusal).why(
            "more than one change fits what --expect says; an address or xpub tells them apart.",
        )),
    }
}

/// A search that was stopped has seen nothing, which says nothing.
fn not_stopped() -> Result<(), Failure> {
    if host::interrupted() { Err(Failure::interrupted()) } else { Ok(()) }
}

fn nothing_fits() -> Failure {
    Failure::error("bad-checksum", Exit::Invalid, "the words do not fit together")
        .why("no single change of them gives what --expect says: more than one word is wrong, a passphrase is in use, or --expect belongs to another wallet.")
        .next("compare every word with the backup, and --expect with where it comes from.")
        .next("With a passphrase: --passphrase-from ask")
        .field("candidates", 0)
}

/// Shows the one change that fits and asks whether the paper says so.
fn offer(session: &mut Session, typed: &Typed, candidate: Candidate) -> Result<Mnemonic, Failure> {
    let at = fix_positions(&candidate.fixes);
    if !session.can_ask() {
        return Err(Failure::error(
            "bad-checksum",
            Exit::Invalid,
            "the words do not fit together, but one change makes them fit",
        )
        .why(format!("{}.", describe(&candidate.fixes)))
        .why(
            "What it should be is shown on a terminal only, and has to be compared with the paper.",
        )
        .next("the same command in a terminal shows it")
        .field("positions", at)
        .field("candidates", 1));
    }
    session.show_pages(&[page(
        typed,
        &[&candidate],
        "One change fits. Compare it with your backup.",
    )])?;
    if session.confirm(&format!("Does the paper say so, at {}?", positions("word", &at)), false)? {
        session.say(&format!("{}: corrected by you.", capital(&positions("word", &at))));
        return Ok(candidate.mnemonic);
    }
    Err(Failure::error("bad-checksum", Exit::Invalid, "the words do not fit together")
        .why("the one change that fits was not confirmed.")
        .next(format!("look at {} again", positions("word", &at)))
        .field("positions", at))
}

fn without_oracle(
    session: &mut Session,
    typed: &Typed,
    limits: &Limits<'_>,
    refusal: SeedError,
) -> Result<Mnemonic, Failure> {
    let Ok(found) = repair::candidates(typed, limits) else { return Err(refusal.into()) };
    let best: Vec<&Candidate> = found.iter().take(SHOWN).collect();
    let mut at: Vec<usize> =
        best.iter().flat_map(|candidate| fix_positions(&candidate.fixes)).collect();
    at.sort_unstable();
    at.dedup();
    let (count, ranked) = (found.len(), !matches!(refusal, SeedError::WordCount(_)));
    let mut failure = Failure::from(refusal).field("candidates", count);
    if at.is_empty() {
        return Err(failure);
    }
    failure = if ranked {
        failure.why(what_fits(&best, count, &at)).field("positions", at)
    } else {
        // Where a word is missing, every place is as likely as another.
        failure.why(format!(
            "{count} ways to put one word back would fit, and nothing tells which is right."
        ))
    };
    if session.can_ask() && ranked {
        let title =
            format!("{count} changes fit. The likeliest; coldkeep will not choose for you.");
        session.show_pages(&[page(typed, &best, &title)])?;
    }
    Err(failure)
}

/// How many changes fit, and where the likeliest are.
fn what_fits(best: &[&Candidate], count: usize, at: &[usize]) -> String {
    let holes = best.iter().all(|candidate| matches!(candidate.fixes[..], [Fix::Missing { .. }]));
    match (holes, count) {
        (true, 1) => format!("one word of the list would fit at {}.", positions("word", at)),
        (true, _) => format!("{count} words of the list would fit at {}.", positions("word", at)),
        (false, 1) => format!("one change would fit, at {}.", positions("word", at)),
        (false, _) => {
            format!("{count} changes would fit; the likeliest are at {}.", positions("word", at))
        }
    }
}

fn page(typed: &Typed, candidates: &[&Candidate], title: &str) -> ScreenPage {
    let mut lines = Vec::new();
    for candidate in candidates {
        // exposed to: the erased screen
        let words: Vec<&'static str> = candidate.mnemonic.words().collect();
        for position in fix_positions(&candidate.fixes) {
            lines.push(change(typed, position, words[position - 1]));
        }
        lines.push(SecretText::copied_from(""));
    }
    ScreenPage { title: title.to_owned(), lines }
}

fn change(typed: &Typed, position: usize, fits: &str) -> SecretText {
    let list = crate::seed::wordlist::words(typed.language());
    let slot = typed.slots().get(position - 1).copied().flatten();
    let was = slot.map_or("?", |index| list[usize::from(index)]);
    screens::line(&["  word ", &position.to_string(), "   you gave  ", was, "   fits  ", fits])
}

fn fix_positions(fixes: &[Fix]) -> Vec<usize> {
    fixes
        .iter()
        .flat_map(|fix| match *fix {
            Fix::Wrong { position } | Fix::Missing { position } | Fix::Omitted { position } => {
                vec![position]
            }
            Fix::Swapped { first, second } => vec![first, second],
        })
        .collect()
}

/// What one change does, without any word: "word 7 is another one".
fn describe(fixes: &[Fix]) -> String {
    let at = positions("word", &fix_positions(fixes));
    match fixes {
        [Fix::Swapped { .. }] => format!("{at} are swapped"),
        [Fix::Omitted { .. }] => format!("{at} was left out"),
        [Fix::Missing { .. }] => format!("{at} follows from the others"),
        [Fix::Missing { .. }, ..] => format!("{at} follow from the others"),
        [_, _, ..] => format!("{at} are others"),
        _ => format!("{at} is another one"),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
