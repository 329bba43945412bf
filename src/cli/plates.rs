//! The marks of a metal plate, typed as they stand on it, brought to the words that they mean.

use super::bring::Named;
use super::failure::{Exit, Failure};
use super::gather::Payload;
use super::screens;
use super::session::Session;
use crate::host::{SecretSource, WordEntry};
use crate::secret::SecretText;
use crate::seed::{WORD_COUNTS, wordlist};
use crate::sheet::{MarkList, Marks, read_marks};

/// The signs that marks are typed with.
pub(crate) const SIGNS: &str = "0123456789.";

/// What is asked for, and how a word of it is typed.
pub(crate) fn title(marks: Marks) -> &'static str {
    match marks {
        Marks::Sums => "the marks of your plate, 0.1.1.24 for () (1) (1) (2,4)",
        Marks::Bits => "the marks of your plate, twelve places a word: 1 is marked, 0 is not",
        _ => "the numbers of your plate, four digits a word",
    }
}

/// The words behind the marks of a plate, from the files or the option, or typed; `?` stays for a word that cannot be
/// read. Whether they belong together is not known yet.
///
/// # Errors
/// `plate-marks` with the position of a word whose marks are none; when they cannot be had.
pub(crate) fn words(
    session: &mut Session,
    marks: Marks,
    args: &Named<'_>,
    payloads: &[Payload],
) -> Result<SecretText, Failure> {
    let typed = match (payloads, args.words_from) {
        ([], None | Some(SecretSource::Ask)) => asked(session, marks)?,
        ([], Some(source)) => session.secret("--words-from", "Marks", source)?,
        ([one], _) => one.text()?,
        _ => {
            return Err(Failure::error("usage", Exit::Usage, "the marks of one plate at a time")
                .next("one file for all words of the plate, in their order"));
        }
    };
    let numbers = read_marks(marks, &typed)?;
    let list = wordlist::english();
    // exposed to: the words that the numbers mean, which are wiped
    let numbers = numbers.expose_secret().split(' ');
    let word = |number: &str| number.parse::<usize>().ok().and_then(|at| list.get(at - 1).copied());
    let words: Vec<&str> = numbers.flat_map(|number| [word(number).unwrap_or("?"), " "]).collect();
    // The last one is a gap behind the last word.
    Ok(screens::joined(&words[..words.len() - 1]))
}

fn asked(session: &mut Session, marks: Marks) -> Result<SecretText, Failure> {
    session.must_ask("the marks", "--words-from FILE, -, fd:N")?;
    let list = MarkList::of(marks).unwrap_or_default();
    session.type_words(&WordEntry {
        list: &list.typed(),
        lengths: &WORD_COUNTS,
        title: title(marks),
        signs: SIGNS,
        ..WordEntry::default()
    })
}
