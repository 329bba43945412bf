//! Shares typed at the terminal one by one, until the set is whole: words of SLIP-39 or SSKR, or codex32 strings.

use super::codex32;
use super::failure::Failure;
use super::reunite::{self, Reunited};
use super::screens;
use super::session::Session;
use crate::host::WordEntry;
use crate::secret::SecretText;
use crate::share::file::Notes;
use crate::share::{Form, Gathering};

/// What the first share is, as the person says.
enum First {
    Words(Form, usize),
    Codex32,
}

/// Asks for shares until they are enough.
///
/// # Errors
/// When the terminal ends; what recovering refuses. A share that is refused is told and asked for again.
pub(crate) fn gathered(
    session: &mut Session,
    passphrase: &SecretText,
) -> Result<Reunited, Failure> {
    match ask_first(session)? {
        First::Words(form, count) => words(session, form, count, passphrase),
        First::Codex32 => strings(session),
    }
}

fn ask_first(session: &mut Session) -> Result<First, Failure> {
    loop {
        let answer = session
            .ask_line("How many words has one share? 20/33, SSKR 29/46, c for codex32 [33] ")?;
        match (answer.as_str(), answer.parse()) {
            ("", _) => return Ok(First::Words(Form::Slip39, 33)),
            ("c" | "C", _) => return Ok(First::Codex32),
            (_, Ok(count @ (29 | 46))) => return Ok(First::Words(Form::Sskr, count)),
            (_, Ok(count @ 20..=70)) => return Ok(First::Words(Form::Slip39, count)),
            _ => session.say("A share of a 12-word seed has 20 words, one of a 24-word seed 33; in SSKR 29 and 46. What starts with MS1 is codex32."),
        }
    }
}

fn words(
    session: &mut Session,
    form: Form,
    count: usize,
    passphrase: &SecretText,
) -> Result<Reunited, Failure> {
    let list = form.word_list();
    let mut gathering = Gathering::new();
    let mut notes = Notes::default();
    while !gathering.is_complete() {
        let title = format!("Share {}", gathering.len() + 1);
        let typed = session.type_words(&WordEntry {
            list: &list,
            lengths: &[count],
            title: &title,
            row_check: Some(&screens::row_check_of),
            ..WordEntry::default()
        })?;
        if let Err(refusal) = reunite::add(session, &mut gathering, &mut notes, &typed) {
            session.say_failure(&refusal);
        }
    }
    reunite::finish(session, gathering, notes, passphrase)
}

fn strings(session: &mut Session) -> Result<Reunited, Failure> {
    session.say("Type each string in groups of four, with ? for a letter that cannot be read. Nothing is shown while you type.");
    let mut gathering = crate::share::codex32::Gathering::new();
    while !gathering.is_complete() {
        let prompt = format!("String {} (MS1…)", gathering.shares().len() + 1);
        let typed = session.ask_hidden(&prompt)?;
        let added = codex32::read(session, &typed, false)
            .and_then(|share| codex32::add(session, &mut gathering, share));
        if let Err(refusal) = added {
            session.say_failure(&refusal);
        }
    }
    Ok(reunite::of_strings(codex32::finish(session, gathering, None)?))
}
