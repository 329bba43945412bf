//! A language for tests: English with every third letter doubled, a third longer, as translations are.

use super::{Texts, en};
use std::cell::Cell;

/// What can be said at greater length.
pub(super) trait Longer {
    fn longer(&self) -> Self;
}

thread_local! {
    /// Which letters are doubled while texts are made.
    static EVERY: Cell<usize> = const { Cell::new(3) };
}

/// The sentences with every so many-th letter doubled.
pub(super) fn texts(every: usize) -> &'static Texts {
    EVERY.set(every);
    Box::leak(Box::new(en::ENGLISH.longer()))
}

impl Longer for &'static str {
    fn longer(&self) -> Self {
        stretched(self, EVERY.get()).leak()
    }
}

impl Longer for usize {
    fn longer(&self) -> Self {
        *self
    }
}

impl<T: Longer + Copy, const N: usize> Longer for [T; N] {
    fn longer(&self) -> Self {
        self.map(|one| one.longer())
    }
}

impl<T: Longer> Longer for &'static [T] {
    fn longer(&self) -> Self {
        self.iter().map(Longer::longer).collect::<Vec<_>>().leak()
    }
}

impl<A: Longer, B: Longer> Longer for (A, B) {
    fn longer(&self) -> Self {
        (self.0.longer(), self.1.longer())
    }
}

impl<A: Longer, B: Longer, C: Longer> Longer for (A, B, C) {
    fn longer(&self) -> Self {
        (self.0.longer(), self.1.longer(), self.2.longer())
    }
}

/// Doubles every so many-th letter; commands between backticks and values between braces stay. A text of one letter
/// is a name for something, not a word.
pub(super) fn stretched(text: &str, every: usize) -> String {
    let mut longer = String::new();
    let (mut letters, mut in_command, mut in_value) = (0, false, false);
    let is_name = text.chars().count() == 1;
    for letter in text.chars() {
        longer.push(letter);
        match letter {
            '`' => in_command = !in_command,
            '{' => in_value = true,
            '}' => in_value = false,
            _ if letter.is_alphabetic() && !in_command && !in_value && !is_name => {
                letters += 1;
                if letters % every == 0 {
                    longer.push(letter);
                }
            }
            _ => {}
        }
    }
    longer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_a_third_longer_and_commands_and_values_stay() {
        let said = "Run `age -d x` for {n} words, please.";
        let longer = stretched(said, 3);
        assert!(longer.contains("`age -d x`") && longer.contains("{n}"), "{longer}");
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        assert_eq!(letters(&longer) - letters(said), (letters(said) - "agedxn".len()) / 3);
        assert_eq!(stretched("A", 1), "A");
    }
}
