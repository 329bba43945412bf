//! What the erased screen shows: words four at a time with row checks, and the words typed back.

use super::failure::Failure;
use super::plates;
use super::session::Session;
use crate::host::{ScreenPage, WordEntry, show_lines};
use crate::secret::{SecretBuffer, SecretText};
use crate::seed::{Mnemonic, wordlist};
use crate::share::Form;
use crate::sheet::{MarkList, Marks, check};

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

/// Pages of words with single spaces between them, such as a share's, four at a time, with the row's check.
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
        lines.push(line(&["      row check  ", row_check_of(four).expose_secret()]));
        ScreenPage { title: heading, lines }
    };
    words.chunks(ROW).enumerate().map(row_page).collect()
}

/// The printed check of a row of words.
pub(crate) fn row_check_of(words: &[&str]) -> SecretText {
    check::row_checks(words).pop().unwrap_or_else(|| SecretText::copied_from(""))
}

/// The kernel's part of mixed entropy, for who wants to repeat the mix.
pub(crate) fn kernel_page(digits: &SecretText) -> ScreenPage {
    ScreenPage {
        title: "For whoever wants to repeat the mix".to_owned(),
        lines: vec![
            line(&[
                "The computer's 64 hex digits. With the rolls they are the seed; copying them is not needed.",
            ]),
            // exposed to: the erased screen
            line(&[digits.expose_secret()]),
            line(&["printf %s 'DIGITS:ROLLS' | sha256sum      the first bytes are the entropy"]),
        ],
    }
}

/// One page that shows a single secret line under a title.
pub(crate) fn single_page(title: &str, secret: &SecretText) -> Vec<ScreenPage> {
    const WIDTH: usize = 64;
    // exposed to: the erased screen, escaped so that nothing in it can steer the terminal
    let text = SecretText::copied_from(&show_lines(secret.expose_secret()));
    let mut lines = Vec::new();
    // exposed to: the erased screen
    for part in text.expose_secret().lines() {
        let letters: Vec<(usize, char)> = part.char_indices().collect();
        for (nth, piece) in letters.chunks(WIDTH).enumerate() {
            let (start, end) =
                (piece[0].0, piece[piece.len() - 1].0 + piece[piece.len() - 1].1.len_utf8());
            // A line too long for the screen goes on behind a mark that is no part of it.
            lines.push(line(&[if nth == 0 { "  " } else { "… " }, &part[start..end]]));
        }
    }
    let cut = lines.iter().any(|line| line.expose_secret().starts_with('…')); // exposed to: a look for the mark
    let title = if cut {
        format!("{title} (a line that begins with … belongs to the one above)")
    } else {
        title.to_owned()
    };
    vec![ScreenPage { title, lines }]
}

/// The page of a made file passphrase: ten words and their hyphens, on two lines of five.
pub(crate) fn passphrase_page(passphrase: &SecretText) -> Vec<ScreenPage> {
    // exposed to: the erased screen
    let text = passphrase.expose_secret();
    let middle = text.match_indices('-').nth(4).map_or(text.len(), |(at, _)| at + 1);
    vec![ScreenPage {
        title: "The file passphrase, on two lines. Write it down now; it is not shown again"
            .to_owned(),
        lines: vec![line(&["  ", &text[..middle]]), line(&["  ", &text[middle..]])],
    }]
}

/// Has the words typed back; four letters of each are enough.
///
/// # Errors
/// `read-back-differs` when they are others; positions only.
pub(crate) fn type_back(session: &mut Session, mnemonic: &Mnemonic) -> Result<(), Failure> {
    let enough = match mnemonic.language().naming_letters() {
        Some(_) => "Four letters of each are enough.",
        None => "Type each as far as it is completed.",
    };
    session.say(&format!("Now read your paper back: type the words from it. {enough}"));
    // exposed to: the comparison with what is typed
    let words: Vec<&str> = mnemonic.words().collect();
    type_words_back(session, "from your paper", &words, wordlist::words(mnemonic.language()))
}

/// Has a share typed back.
///
/// # Errors
/// `read-back-differs` when it is another; positions only.
pub(crate) fn type_share_back(
    session: &mut Session,
    title: &str,
    share: &SecretText,
    form: Form,
) -> Result<(), Failure> {
    // exposed to: the comparison with what is typed
    let words: Vec<&str> = share.expose_secret().split(' ').collect();
    type_words_back(session, title, &words, &form.word_list())
}

/// Has the marks of a plate typed back, word by word.
///
/// # Errors
/// `read-back-differs` when they are others; positions only.
pub(crate) fn type_marks_back(
    session: &mut Session,
    mnemonic: &Mnemonic,
    marks: Marks,
    list: &MarkList,
) -> Result<(), Failure> {
    let typed = list.typed();
    let english = wordlist::english();
    // exposed to: the comparison with what is typed
    let index = |word: &str| english.iter().position(|known| *known == word);
    // exposed to: the comparison with what is typed
    let words: Vec<&str> = mnemonic.words().filter_map(index).map(|at| typed[at]).collect();
    let lengths = [words.len()];
    let entry = WordEntry {
        list: &typed,
        lengths: &lengths,
        title: plates::title(marks),
        signs: plates::SIGNS,
        ..WordEntry::default()
    };
    session.type_back(&entry, &|position, typed| {
        words.get(position - 1).is_some_and(|word| *word == typed)
    })
}

/// Has words typed back against the list that completes them.
///
/// # Errors
/// `read-back-differs` when they are others; positions only.
pub(crate) fn type_words_back(
    session: &mut Session,
    title: &str,
    words: &[&str],
    list: &[&str],
) -> Result<(), Failure> {
    let lengths = [words.len()];
    let check = row_check_of;
    let entry = WordEntry {
        list,
        lengths: &lengths,
        title,
        row_check: Some(&check),
        ..WordEntry::default()
    };
    session.type_back(&entry, &|position, typed| {
        words.get(position - 1).is_some_and(|word| *word == typed)
    })
}

/// The parts one behind the other.
pub(crate) fn joined(parts: &[&str]) -> SecretText {
    let mut buffer = SecretBuffer::with_room(parts.iter().map(|part| part.len()).sum());
    for part in parts {
        buffer.push_text(part).expect("room for all parts was set aside");
    }
    buffer.into_text().expect("parts are text")
}

pub(crate) fn line(parts: &[&str]) -> SecretText {
    let mut buffer =
        SecretBuffer::with_room(parts.iter().map(|p| p.len()).sum::<usize>().max(LINE));
    for part in parts {
        buffer.push_text(part).expect("room for all parts was set aside");
    }
    buffer.into_text().expect("parts are text")
}
