//! What somebody typed in place of a mnemonic, before it is known to be one.

use super::{Mnemonic, SecretIndices, SeedError, wordlist};
use crate::secret::SecretText;
use std::fmt;
use zeroize::Zeroizing;

/// The longest text that is read, in bytes: 59 numbered words with room for comments.
pub const TYPED_LIMIT: usize = 4096;

/// Words as somebody typed them: on the list, misspelt, or unreadable (`?`).
///
/// Positions count from 1. No `Debug`, message or error tells a word.
pub struct Typed {
    slots: Zeroizing<Vec<Option<u16>>>,
    misspelt: Vec<(usize, SecretText)>,
}

/// One word as it stands in the text.
struct Token<'a> {
    number: Option<usize>,
    text: &'a str,
}

impl Typed {
    /// Reads words in any case, whole or their first four letters, between spaces, commas or line
    /// breaks. `?` is an unreadable word, a line that begins with `#` a comment.
    ///
    /// Words may be numbered (`1 eye`, `1. eye`, `1) eye`). Numbers must say where the word stands, or
    /// every word has one and the list is put in their order (two columns, read across). A number
    /// without a word is a missing word.
    ///
    /// # Errors
    /// [`SeedError::TooLong`] above [`TYPED_LIMIT`], [`SeedError::Numbering`] when the numbers do not
    /// fit. Words that are not on the list are no error yet; see [`Typed::check`].
    pub fn read(typed: &SecretText) -> Result<Self, SeedError> {
        if typed.len() > TYPED_LIMIT {
            return Err(SeedError::TooLong { limit: TYPED_LIMIT });
        }
        // exposed to: the tokens below, which borrow it
        let tokens = tokens(typed.expose_secret());
        let order = order(&tokens)?;
        let mut slots = Zeroizing::new(Vec::with_capacity(tokens.len()));
        let mut misspelt = Vec::new();
        for (position, at) in (1..).zip(order) {
            let text = tokens[at].text;
            let word = wordlist::find(text);
            if word.is_none() && !text.is_empty() {
                misspelt.push((position, SecretText::copied_from(text)));
            }
            slots.push(word);
        }
        Ok(Self { slots, misspelt })
    }

    /// The number of words, with those that are missing or misspelt.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there is no word at all.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The positions, from 1, of words that are not on the list.
    pub fn unknown_positions(&self) -> Vec<usize> {
        self.misspelt.iter().map(|(position, _)| *position).collect()
    }

    /// The positions, from 1, of words that are not there: a `?`, or a number without a word.
    pub fn missing_positions(&self) -> Vec<usize> {
        let holes = (1..).zip(self.slots.iter()).filter(|(_, slot)| slot.is_none());
        holes.map(|(position, _)| position).filter(|at| self.misspelt_at(*at).is_none()).collect()
    }

    /// What was typed at a position, from 1, when it is not on the list. It is secret.
    pub fn misspelt_at(&self, position: usize) -> Option<&SecretText> {
        self.misspelt.iter().find(|(at, _)| *at == position).map(|(_, text)| text)
    }

    /// The words' numbers, 0 to 2047, nothing where a word is missing or misspelt. They are secret.
    pub fn slots(&self) -> &[Option<u16>] {
        &self.slots
    }

    /// The words' numbers, when all are known; the count may be any.
    ///
    /// # Errors
    /// [`SeedError::UnknownWord`], then [`SeedError::Missing`].
    pub fn known_words(&self) -> Result<SecretIndices, SeedError> {
        if !self.misspelt.is_empty() {
            return Err(SeedError::UnknownWord(self.unknown_positions()));
        }
        let missing = self.missing_positions();
        if !missing.is_empty() {
            return Err(SeedError::Missing(missing));
        }
        let mut known = Zeroizing::new(Vec::with_capacity(self.slots.len()));
        known.extend(self.slots.iter().flatten());
        Ok(known)
    }

    /// The mnemonic, when it is one.
    ///
    /// # Errors
    /// The first of [`SeedError::WordCount`], [`SeedError::UnknownWord`], [`SeedError::Missing`] and
    /// [`SeedError::Checksum`].
    pub fn check(self) -> Result<Mnemonic, SeedError> {
        if !super::WORD_COUNTS.contains(&self.len()) {
            return Err(SeedError::WordCount(self.len()));
        }
        Mnemonic::from_indices(&self.known_words()?)
    }
}

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Typed(…)")
    }
}

/// The words of a text in their order, empty where one is missing; the position of a number that does not fit
/// is the error.
pub(super) fn in_order(text: &str) -> Result<Vec<&str>, usize> {
    let tokens = tokens(text);
    let order = order(&tokens).map_err(|error| match error {
        SeedError::Numbering { position } => position,
        _ => 1,
    })?;
    Ok(order.into_iter().map(|at| tokens[at].text).collect())
}

/// Takes the text apart; an unreadable or missing word has an empty text.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(pieces(text).count());
    let mut waiting = None;
    for piece in pieces(text) {
        let (number, rest) = number_before(piece);
        if number.is_some() {
            if waiting.is_some() {
                tokens.push(Token { number: waiting, text: "" });
            }
            waiting = number;
        }
        if rest.is_empty() {
            continue;
        }
        let text = rest.trim_end_matches('?');
        tokens.push(Token { number: waiting.take(), text });
    }
    if waiting.is_some() {
        tokens.push(Token { number: waiting, text: "" });
    }
    tokens
}

/// What stands between spaces and commas, without comments and without marks around it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let is_mark = |c: char| !c.is_alphanumeric() && c != '?';
    text.lines()
        .map(|line| line.trim_start_matches('\u{feff}').trim_start())
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split(|c: char| c.is_whitespace() || c == ',' || c == ';'))
        .map(move |piece| piece.trim_matches(is_mark))
        .filter(|piece| !piece.is_empty())
}

/// Splits `12.word` in its number and its word; a number too large to be a position is `usize::MAX`.
fn number_before(piece: &str) -> (Option<usize>, &str) {
    let rest = piece.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &piece[..piece.len() - rest.len()];
    let number = (!digits.is_empty()).then(|| digits.parse().unwrap_or(usize::MAX));
    (number, rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '?'))
}

/// The order in which the tokens are read.
fn order(tokens: &[Token<'_>]) -> Result<Vec<usize>, SeedError> {
    let misplaced = (1..).zip(tokens).find(|(at, token)| token.number.is_some_and(|n| n != *at));
    let Some((position, _)) = misplaced else {
        return Ok((0..tokens.len()).collect());
    };
    let mut order = vec![usize::MAX; tokens.len()];
    for (at, token) in tokens.iter().enumerate() {
        let place = token.number.and_then(|number| order.get_mut(number.checked_sub(1)?));
        match place {
            Some(place) if *place == usize::MAX => *place = at,
            _ => return Err(SeedError::Numbering { position }),
        }
    }
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots(text: &str) -> Result<Vec<Option<&'static str>>, SeedError> {
        let typed = Typed::read(&SecretText::copied_from(text))?;
        let word = |index: &u16| wordlist::english()[usize::from(*index)];
        Ok(typed.slots().iter().map(|slot| slot.as_ref().map(word)).collect())
    }

    #[test]
    fn words_are_read_in_the_forms_people_write_them() {
        let expected = Ok(vec![Some("eye"), Some("female"), Some("unfair"), Some("moon")]);
        for text in [
            "eye female unfair moon",
            "  EYE\tFemale\r\n\r\nunfair\u{3000}moon \n",
            "eye fema unfa moon",
            "eye, female; unfair,moon.",
            "# my words\n1. eye\n2. female\n # more\n3. unfair\n4. moon",
            "1 eye 2 female 3 unfair 4 moon",
            "1) eye\n2) female\n3) unfair\n4) moon",
            "(1) eye (2)female 3:unfair 04-moon",
            "1 eye 3 unfair\n2 female 4 moon",
            "1. eye female\n3. unfair moon",
            "- eye\n- female\n* unfair\n• moon",
            "\u{feff}1.eye 2.female 3.unfair 4.moon",
        ] {
            assert_eq!(slots(text), expected, "{text}");
        }
    }

    #[test]
    fn unreadable_words_keep_their_place() {
        assert_eq!(slots("eye ? moon"), Ok(vec![Some("eye"), None, Some("moon")]));
        assert_eq!(slots("1 eye 2 3 moon"), Ok(vec![Some("eye"), None, Some("moon")]));
        assert_eq!(slots("1 eye 2 moon 3."), Ok(vec![Some("eye"), Some("moon"), None]));
        let typed = Typed::read(&SecretText::copied_from("eye fmale ???? moom? moon"));
        let typed = typed.expect("no numbers");
        assert_eq!(typed.unknown_positions(), [2, 4]);
        assert_eq!(typed.missing_positions(), [3]);
        assert_eq!(typed.known_words().err(), Some(SeedError::UnknownWord(vec![2, 4])));
    }

    #[test]
    fn numbers_that_do_not_fit_are_refused() {
        for (text, position) in [
            ("1 eye 3 female", 2),
            ("1 eye 2 female 2 moon", 3),
            ("eye 2 female 1 moon", 3),
            ("0651 0679 1896", 1),
            ("99999999999999999999999 eye", 1),
            ("0 eye", 1),
        ] {
            assert_eq!(slots(text).err(), Some(SeedError::Numbering { position }), "{text}");
        }
    }

    #[test]
    fn a_long_text_is_refused() {
        let long = SecretText::copied_from(&"a".repeat(TYPED_LIMIT + 1));
        assert_eq!(Typed::read(&long).err(), Some(SeedError::TooLong { limit: TYPED_LIMIT }));
    }
}
