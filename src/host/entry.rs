//! Typing words one by one, on the second screen: completion from a list, ticks for finished words,
//! and only the word being typed in sight.
//!
//! A word is taken by Enter or space when it is on the list, or when no other word begins like it;
//! what is taken is what is shown in grey. Numbers before words are passed over, so that a numbered
//! list can be pasted.

use super::console::Console;
use super::error::HostError;
use super::key::Key;
use super::screen::{Screen, too_large};
use super::typing::{Step, Typing};
use crate::secret::SecretText;
use std::time::Duration;

/// What is to be typed.
#[derive(Default)]
pub struct WordEntry<'a> {
    /// The words that exist, at most 65,535.
    pub list: &'a [&'a str],
    /// How many words there may be, ascending; at the last number the entry is complete, at an earlier
    /// one Enter on an empty word ends it.
    pub lengths: &'a [usize],
    /// What the words are, as in "savings" or "share 2".
    pub title: &'a str,
    /// The check that is printed beside a row of four words, when the paper has one.
    pub row_check: Option<RowCheck<'a>>,
    /// What stands on the line for notes before anything is typed: for people whose words are others.
    pub hint: Option<&'a str>,
    /// Signs beside letters that words on the list have. Such words are no language: none is completed, each must be
    /// typed whole.
    pub signs: &'a str,
    /// What to say of a typed word that is not on the list.
    pub elsewhere: Option<Elsewhere<'a>>,
}

/// Gives the printed check of a row of four words.
pub type RowCheck<'a> = &'a dyn Fn(&[&str]) -> SecretText;

/// Says where a word stands that is not on the list, without the word.
pub type Elsewhere<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What was typed.
#[derive(Debug)]
pub struct TypedWords {
    /// The words with single spaces between them; `?` for one that cannot be read.
    pub text: SecretText,
    /// Whether a part came by a paste, so that the clipboard still has it.
    pub pasted: bool,
}

impl Console {
    /// Has words typed.
    ///
    /// # Errors
    /// [`HostError::PlainTerminal`]; [`HostError::Interrupted`] and [`HostError::Ended`], with the
    /// screen erased.
    pub fn type_words(&mut self, entry: &WordEntry<'_>) -> Result<TypedWords, HostError> {
        let mut typing = Typing::new(entry);
        let pasted = run(&Screen::enter(self)?, &mut typing, None)?;
        Ok(TypedWords { text: typing.text()?, pasted })
    }

    /// Has words typed back from the paper; `fits` says whether a word, at its position from 1, is the
    /// right one. Returns how many words were wrong at first.
    ///
    /// # Errors
    /// [`HostError::WordDiffers`] after five wrong tries; as [`Console::type_words`].
    pub fn type_back(
        &mut self,
        entry: &WordEntry<'_>,
        fits: &dyn Fn(usize, &str) -> bool,
    ) -> Result<usize, HostError> {
        let mut typing = Typing::new(entry);
        run(&Screen::enter(self)?, &mut typing, Some(fits))?;
        Ok(typing.missed)
    }
}

/// Says whether a word, at its position from 1, is the right one.
pub(super) type Fits<'a> = &'a dyn Fn(usize, &str) -> bool;

fn run(
    screen: &Screen<'_>,
    typing: &mut Typing<'_>,
    fits: Option<Fits<'_>>,
) -> Result<bool, HostError> {
    let mut pasted = false;
    loop {
        screen.draw(&typing.page(false).map_err(too_large)?)?;
        let key = screen.key()?;
        pasted |= key == Key::PasteBegins;
        match typing.press(&key) {
            Step::More => {}
            Step::Reveal => {
                screen.draw(&typing.page(true).map_err(too_large)?)?;
                screen.tty().read_within(Duration::from_secs(2))?;
            }
            Step::Took => {
                if let Some(fits) = fits {
                    typing.compare(fits)?;
                }
            }
            Step::Ended => return Ok(pasted),
        }
        if typing.is_full() {
            return Ok(pasted);
        }
    }
}
