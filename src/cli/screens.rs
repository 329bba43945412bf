//! What the erased screen shows: words four at a time with row checks, and the words typed back.

use super::failure::{Exit, Failure};
use super::session::Session;
use crate::host::ScreenPage;
use crate::secret::{SecretBuffer, SecretText};
use crate::seed::{Mnemonic, wordlist};
use crate::sheet::check;

/// The most that one line of a page takes, in bytes.
const LINE: usize = 160;
/// Words in a row, on screens and on paper.
const ROW: usize = 4;

/// Pages of four words each, with the row's check.
pub(crate) fn word_pages(title: &str, mnemonic: &Mnemonic) -> Vec<ScreenPage> {
    // exposed to: the erased screen
    let words: Vec<&str> = mnemonic.words().collect();
    row_pages(title, &words)
}

/// Pages of a share's words, four at a time, with the row's check.
pub(crate) fn share_pages(title: &str, share: &SecretText) -> Vec<ScreenPage> {
    // exposed to: the erased screen
    let words: Vec<&str> = share.expose_secret().split(' ').collect();
    row_pages(title, &words)
}

fn row_pages(title: &str, words: &[&str]) -> Vec<ScreenPage> {
    let count = words.len();
    let row_page = |(row, four): (usize, &[&str])| {
        let first = row * ROW + 1;
        let heading = format!("{title} · {first}–{} of {count}", first + four.len() - 1);
        let mut lines = vec![];
        for (i, word) in four.iter().enumerate() {
            lines.push(line(&[&format!("{:>4}  ", first + i), word]));
        }
        // exposed to: the erased screen
        lines.push(line(&["      row check  ", check::row_check(four).expose_secret()]));
        ScreenPage { title: heading, lines }
    };
    words.chunks(ROW).enumerate().map(row_page).collect()
}

/// The kernel's part of mixed entropy, for who wants to repeat the mix.
pub(crate) fn kernel_page(digits: &SecretText) -> ScreenPage {
    ScreenPage {
        title: "For whoever wants to repeat the mix".to_owned(),
        lines: vec![
            line(&["The computer's 64 hex digits. With the rolls they are the seed; copying them is not needed."]),
            // exposed to: the erased screen
            line(&[digits.expose_secret()]),
            line(&["printf %s 'DIGITS:ROLLS' | sha256sum      the first bytes are the entropy"]),
        ],
    }
}

/// One page that shows a single secret line under a title.
pub(crate) fn single_page(title: &str, secret: &SecretText) -> Vec<ScreenPage> {
    const WIDTH: usize = 72;
    // exposed to: the erased screen
    let text = secret.expose_secret();
    let mut lines = Vec::new();
    for part in text.lines() {
        let mut rest = part;
        while !rest.is_empty() {
            let mut end = rest.len().min(WIDTH);
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            lines.push(line(&["  ", &rest[..end]]));
            rest = &rest[end..];
        }
    }
    vec![ScreenPage { title: title.to_owned(), lines }]
}

/// Has the words typed back; four letters of each are enough.
///
/// # Errors
/// `read-back-differs` when they are others; positions only.
pub(crate) fn type_back(session: &mut Session, mnemonic: &Mnemonic) -> Result<(), Failure> {
    let count = mnemonic.word_count();
    session.say("Now read your paper back: type the words from it. Four letters of each are enough.");
    let typed = session.console.enter_words("From your paper", count, wordlist::english())?;
    let back = Mnemonic::parse(&typed);
    match back {
        Ok(back) if back.same_as(mnemonic) => Ok(()),
        _ => Err(read_back_differs(mnemonic, &typed)),
    }
}

/// Has a share typed back.
///
/// # Errors
/// `read-back-differs` when it is another; positions only.
pub(crate) fn type_share_back(session: &mut Session, title: &str, share: &SecretText) -> Result<(), Failure> {
    // exposed to: comparison with what was typed
    let words: Vec<&str> = share.expose_secret().split(' ').collect();
    let typed = session.console.enter_words(title, words.len(), crate::share::wordlist::english())?;
    // exposed to: comparison with the share
    let typed_words: Vec<&str> = typed.expose_secret().split_whitespace().collect();
    differing(&words, &typed_words)
}

fn read_back_differs(mnemonic: &Mnemonic, typed: &SecretText) -> Failure {
    // exposed to: comparison, positions only come out
    let words: Vec<&str> = mnemonic.words().collect();
    // exposed to: comparison, positions only come out
    let typed: Vec<&str> = typed.expose_secret().split_whitespace().collect();
    differing(&words, &typed).err().unwrap_or_else(|| differ(&[]))
}

fn differing(words: &[&str], typed: &[&str]) -> Result<(), Failure> {
    let same = |at: usize| typed.get(at).is_some_and(|t| *t == words[at] || (t.len() >= 4 && words[at].starts_with(t)));
    let wrong: Vec<usize> = (0..words.len()).filter(|at| !same(*at)).map(|at| at + 1).collect();
    if wrong.is_empty() && typed.len() == words.len() { Ok(()) } else { Err(differ(&wrong)) }
}

fn differ(wrong: &[usize]) -> Failure {
    let what = if wrong.is_empty() { "what you typed is not what was shown".to_owned() } else { format!("{}: not what was shown", super::failure::positions("word", wrong)) };
    Failure::error("read-back-differs", Exit::NoMatch, what)
        .why("the paper and the screen differ, so the paper would not bring the wallet back.")
        .next("nothing is lost yet: throw this paper away and begin again. Nothing was kept here.")
}

fn line(parts: &[&str]) -> SecretText {
    let mut buffer = SecretBuffer::with_room(parts.iter().map(|p| p.len()).sum::<usize>().max(LINE));
    for part in parts {
        buffer.push_text(part).expect("room for all parts was set aside");
    }
    buffer.into_text().expect("parts are text")
}
