//! The state of an entry, word by word: which key does what, what is drawn, which word is meant.

use super::entry::{Fits, RowCheck, WordEntry};
use super::error::HostError;
use super::key::Key;
use super::screen::{new_page, too_large};
use crate::secret::{Full, SecretBuffer, SecretText};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;

/// The longest word that can be typed, in bytes: the longest on a list has 33 with its accents apart.
const LONGEST: usize = 40;
/// What stands for a word that cannot be read.
const UNKNOWN: u16 = u16::MAX;
/// How often a word may be typed back wrongly.
const TRIES: usize = 5;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    More,
    Took,
    Reveal,
    Ended,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Note {
    None,
    NotOnList,
    MoreLetters,
    Differs,
}

pub(super) struct Typing<'a> {
    entry: &'a WordEntry<'a>,
    words: Zeroizing<Vec<u16>>,
    current: SecretBuffer,
    note: Note,
    tries: usize,
    /// Words that were wrong at first.
    pub(super) missed: usize,
}

impl<'a> Typing<'a> {
    pub(super) fn new(entry: &'a WordEntry<'a>) -> Self {
        Self {
            entry,
            words: Zeroizing::new(Vec::with_capacity(
                entry.lengths.last().copied().unwrap_or(0) + 1,
            )),
            current: SecretBuffer::with_room(LONGEST),
            note: Note::None,
            tries: 0,
            missed: 0,
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.entry.lengths.last().is_none_or(|most| self.words.len() >= *most)
    }

    pub(super) fn press(&mut self, key: &Key) -> Step {
        self.note = Note::None;
        match key {
            Key::Letter(b'?') if self.current.is_empty() => return self.take(UNKNOWN),
            Key::Letter(letter)
                if letter.is_ascii_alphabetic() || self.entry.signs.as_bytes().contains(letter) =>
            {
                // A word longer than any on the list stays as it is: the note will say so.
                let _ = self.current.push(&[letter.to_ascii_lowercase()]);
            }
            Key::Sign(sign) if sign.is_alphabetic() || is_combining_mark(*sign) => {
                for lower in sign.to_lowercase() {
                    let _ = self.current.push_text(lower.encode_utf8(&mut [0; 4]));
                }
            }
            Key::Enter if self.may_end() => return Step::Ended,
            Key::Enter | Key::Space if !self.current.is_empty() => match self.meant() {
                Found::One(word) => return self.take(word),
                Found::Several => self.note = Note::MoreLetters,
                Found::None => self.note = Note::NotOnList,
            },
            Key::Backspace if self.current.is_empty() => {
                self.words.pop();
            }
            Key::Backspace => {
                let last = lent(&self.current).chars().next_back().map_or(0, char::len_utf8);
                self.current.drop_last(last);
            }
            Key::ClearLine => self.current.drop_last(LONGEST),
            Key::Reveal => return Step::Reveal,
            _ => {}
        }
        Step::More
    }

    /// The word that is meant by what was typed.
    fn meant(&self) -> Found {
        match find(self.entry.list, &self.current) {
            Found::One(word)
                if !self.entry.signs.is_empty() && self.word(word) != lent(&self.current) =>
            {
                Found::Several
            }
            found => found,
        }
    }

    /// Whether Enter ends the entry here.
    fn may_end(&self) -> bool {
        self.current.is_empty() && self.entry.lengths.contains(&self.words.len())
    }

    fn take(&mut self, word: u16) -> Step {
        self.current.drop_last(LONGEST);
        self.words.push(word);
        Step::Took
    }

    pub(super) fn compare(&mut self, fits: Fits<'_>) -> Result<(), HostError> {
        let position = self.words.len();
        if self.words.last().is_some_and(|word| fits(position, self.word(*word))) {
            self.tries = 0;
            return Ok(());
        }
        self.words.pop();
        self.note = Note::Differs;
        self.missed += usize::from(self.tries == 0);
        self.tries += 1;
        match self.tries < TRIES {
            true => Ok(()),
            false => Err(HostError::WordDiffers { word: position }),
        }
    }

    fn word(&self, word: u16) -> &'a str {
        self.entry.list.get(usize::from(word)).copied().unwrap_or("?")
    }

    pub(super) fn text(&self) -> Result<SecretText, HostError> {
        let mut text = SecretBuffer::with_room(self.words.len() * (LONGEST + 1));
        for (at, word) in self.words.iter().enumerate() {
            let space = if at == 0 { "" } else { " " };
            let put = text.push_text(space).and_then(|()| text.push_text(self.word(*word)));
            put.map_err(too_large)?;
        }
        text.into_text().map_err(|_| HostError::NotText)
    }

    /// Draws the state; `reveal` shows the words of the row that was typed last.
    pub(super) fn page(&self, reveal: bool) -> Result<SecretBuffer, Full> {
        let rows = self.words.len().div_ceil(4);
        let mut page = new_page(1024 + rows * 256).map_err(|_| Full { room: 0 })?;
        page.push_text(&format!("  {}\r\n\r\n  Word {}", self.entry.title, self.words.len() + 1))?;
        if !self.entry.lengths.is_empty() {
            page.push_text(&format!(" of {}", either(self.entry.lengths)))?;
        }
        page.push_text("      \x1b7")?;
        // exposed to: the page for the terminal's second screen
        page.push(self.current.expose_secret())?;
        if let Found::One(word) = self.meant() {
            page.push_text("\x1b[2m")?;
            page.push_text(behind(self.word(word), lent(&self.current)))?;
            page.push_text("\x1b[0m")?;
        }
        page.push_text("\r\n\r\n  Enter takes it · Backspace goes back · ? cannot be read · Ctrl-R shows the row\r\n")?;
        let end = format!("  Enter on an empty line ends with {} words\r\n", self.words.len());
        let hint = self.entry.hint.filter(|_| self.words.is_empty() && self.current.is_empty());
        let hint = hint.map(|line| format!("  {line}\r\n"));
        let elsewhere = match (self.note, self.entry.elsewhere) {
            (Note::NotOnList, Some(elsewhere)) => elsewhere(lent(&self.current)),
            _ => None,
        };
        let elsewhere = elsewhere.map(|line| format!("  {line}\r\n"));
        page.push_text(match self.note {
            Note::None if self.may_end() => &end,
            Note::None => hint.as_deref().unwrap_or("\r\n"),
            Note::NotOnList if elsewhere.is_some() => elsewhere.as_deref().unwrap_or_default(),
            Note::NotOnList => "  no such word on the list\r\n",
            Note::MoreLetters if !self.entry.signs.is_empty() => "  not a whole word yet\r\n",
            Note::MoreLetters => "  several words begin like this: another letter, please\r\n",
            Note::Differs => {
                "  this word is another one than on the screen before: look at the paper\r\n"
            }
        })?;
        for (row, words) in self.words.chunks(4).enumerate() {
            page.push_text("\r\n  ")?;
            for (at, word) in words.iter().enumerate() {
                page.push_text(&format!("{:>3} ", row * 4 + at + 1))?;
                page.push_text(match (*word == UNKNOWN, reveal && row + 1 == rows) {
                    (true, _) => "?",
                    (false, true) => self.word(*word),
                    (false, false) => "✓",
                })?;
            }
            if let (4, Some(check)) = (words.len(), self.entry.row_check) {
                self.push_check(&mut page, words, check)?;
            }
        }
        // The cursor goes back to the end of what is being typed.
        page.push_text("\x1b8")?;
        if !self.current.is_empty() {
            page.push_text(&format!("\x1b[{}C", columns(lent(&self.current))))?;
        }
        Ok(page)
    }

    fn push_check(
        &self,
        page: &mut SecretBuffer,
        words: &[u16],
        check: RowCheck<'_>,
    ) -> Result<(), Full> {
        let row = [0, 1, 2, 3].map(|at| self.word(words[at]));
        page.push_text(" │ check ")?;
        // exposed to: the page for the terminal's second screen
        page.push_text(check(&row[..]).expose_secret())
    }
}

/// Numbers to choose from: "12", "20 or 33", "12, 15, 18, 21 or 24".
fn either(numbers: &[usize]) -> String {
    let texts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    match &texts[..] {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        texts => texts.concat(),
    }
}

/// What is being typed, as text.
fn lent(typed: &SecretBuffer) -> &str {
    // exposed to: comparisons, and the page for the terminal's second screen
    std::str::from_utf8(typed.expose_secret()).unwrap_or("")
}

/// The letters that are compared: lower case, composed, without the accents of Latin letters, which are optional.
fn plain(text: &str) -> impl Iterator<Item = char> {
    let accent = |sign: &char| matches!(sign, '\u{300}'..='\u{36f}');
    text.nfkd().filter(move |sign| !accent(sign)).nfc().flat_map(char::to_lowercase)
}

/// The part of a word behind what was typed of it.
fn behind<'a>(word: &'a str, typed: &str) -> &'a str {
    let count = typed.nfc().count();
    word.char_indices().nth(count).map_or("", |(at, _)| &word[at..])
}

/// The columns that a text takes on a terminal: two for each Chinese, Japanese or Korean letter.
fn columns(text: &str) -> usize {
    let wide = |sign: char| matches!(sign, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff60}');
    text.nfc().map(|sign| if wide(sign) { 2 } else { 1 }).sum()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    None,
    One(u16),
    Several,
}

/// The word itself when it is on the list, otherwise the only word that begins like it.
fn find(list: &[&str], typed: &SecretBuffer) -> Found {
    let typed = lent(typed);
    if typed.is_empty() {
        return Found::None;
    }
    let mut found = Found::None;
    for (at, word) in (0_u16..).zip(list) {
        let mut letters = plain(word);
        if !plain(typed).all(|letter| letters.next() == Some(letter)) {
            continue;
        }
        if letters.next().is_none() {
            return Found::One(at);
        }
        found = if found == Found::None { Found::One(at) } else { Found::Several };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(lengths: &[usize], words: usize) -> String {
        let entry = WordEntry {
            list: &["acid", "moon"],
            lengths,
            title: "savings",
            ..WordEntry::default()
        };
        let mut typing = Typing::new(&entry);
        for _ in 0..words {
            "moon"
                .bytes()
                .for_each(|letter| assert!(typing.press(&Key::Letter(letter)) == Step::More));
            assert!(typing.press(&Key::Enter) == Step::Took);
        }
        // exposed to: the test
        String::from_utf8(typing.page(false).unwrap().expose_secret().to_vec()).unwrap()
    }

    #[test]
    fn words_with_accents_and_wide_letters_are_typed_and_completed() {
        let list =
            ["ábaco", "niño", "いがい", "いかす", "가격", "가격표", "的", "Grünalge", "армия"];
        let found = |typed: &str| {
            let mut current = SecretBuffer::with_room(LONGEST);
            current.push_text(typed).unwrap();
            find(&list, &current)
        };
        for (typed, word) in [
            ("ábaco", 0),
            ("aba", 0),
            ("a\u{301}b", 0),
            ("nin", 1),
            ("いが", 2),
            ("いか\u{3099}", 2),
            ("いか", 3),
            ("가격", 4),
            ("가격표", 5),
            ("的", 6),
            ("grun", 7),
            ("grünalge", 7),
            ("арм", 8),
        ] {
            assert_eq!(found(typed), Found::One(word), "{typed}");
        }
        assert_eq!((found("い"), found("はい")), (Found::Several, Found::None));
        assert_eq!((behind("ábaco", "aba"), behind("いがい", "いか\u{3099}")), ("co", "い"));
        assert_eq!((columns("a\u{301}b"), columns("いが가"), columns("")), (2, 6, 0));
        let entry = WordEntry { list: &list, lengths: &[2], title: "t", ..WordEntry::default() };
        let mut typing = Typing::new(&entry);
        "NIÑx".chars().for_each(|sign| assert!(typing.press(&Key::Sign(sign)) == Step::More));
        assert!(typing.press(&Key::Backspace) == Step::More);
        assert!(typing.press(&Key::Enter) == Step::Took);
        // exposed to: the test
        assert_eq!(typing.text().unwrap().expose_secret(), "niño");
    }

    #[test]
    fn the_page_says_which_list_has_a_word_that_is_not_on_this_one() {
        let said = |typed: &str| (typed == "luna").then(|| "in Spanish".to_owned());
        let entry = WordEntry {
            list: &["acid", "moon"],
            lengths: &[2],
            title: "t",
            hint: Some("other words"),
            elsewhere: Some(&said),
            ..WordEntry::default()
        };
        let page = |typed: &str| {
            let mut typing = Typing::new(&entry);
            typed.chars().for_each(|sign| assert!(typing.press(&Key::Sign(sign)) == Step::More));
            assert!(typing.press(&Key::Enter) == Step::More);
            // exposed to: the test
            String::from_utf8(typing.page(false).unwrap().expose_secret().to_vec()).unwrap()
        };
        assert!(page("luna").contains("  in Spanish\r\n"));
        let fresh = Typing::new(&entry).page(false).unwrap();
        // exposed to: the test
        assert!(String::from_utf8_lossy(fresh.expose_secret()).contains("  other words\r\n"));
        assert!(!page("luna").contains("other words"));
        assert!(page("xyz").contains("  no such word on the list\r\n"));
    }

    #[test]
    fn words_of_signs_are_typed_whole() {
        let entry = WordEntry {
            list: &["0.1.1.2", "0.1.1.24", "2.0.4.8"],
            lengths: &[2],
            title: "marks",
            signs: "01248.",
            ..WordEntry::default()
        };
        let mut typing = Typing::new(&entry);
        let mut press = |text: &str| {
            text.bytes().for_each(|one| assert!(typing.press(&Key::Letter(one)) == Step::More));
            typing.press(&Key::Enter)
        };
        // Nothing else begins like the first, and it is not whole; 9 is no sign; the last is the start of another.
        assert!(press("2.0.") == Step::More && press("4.9") == Step::More);
        assert!(press("8") == Step::Took && press("0.1.1.2") == Step::Took);
        // exposed to: the test
        assert_eq!(typing.text().unwrap().expose_secret(), "2.0.4.8 0.1.1.2");
    }

    #[test]
    fn the_page_says_which_numbers_of_words_are_possible_and_how_to_end() {
        let all = [12, 15, 18, 21, 24];
        assert!(after(&all, 3).contains("Word 4 of 12, 15, 18, 21 or 24 "), "{}", after(&all, 3));
        assert!(!after(&all, 11).contains("ends with"));
        assert!(after(&all, 12).contains("Enter on an empty line ends with 12 words"));
        assert!(!after(&all, 13).contains("ends with"));
        assert!(after(&[20, 33], 20).contains("of 20 or 33 "));
        assert!(after(&[24], 3).contains("Word 4 of 24 "));
    }
}
