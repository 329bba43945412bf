//! What somebody typed in place of a mnemonic, before it is known to be one.

use super::reading::{self, Reading};
use super::{Language, Mnemonic, SecretIndices, SeedError};
use crate::secret::SecretText;
use std::fmt;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;

/// The longest text that is read, in bytes: 59 numbered words with room for comments.
pub const TYPED_LIMIT: usize = 4096;

/// Words as somebody typed them: on the list, misspelt, or unreadable (`?`).
///
/// Positions count from 1. No `Debug`, message or error tells a word.
pub struct Typed {
    /// At least one, the likeliest first.
    readings: Vec<Reading>,
    misspelt: Vec<(usize, SecretText)>,
    /// The language that knows all words, when another one was asked for that does not.
    instead: Option<Language>,
}

/// One word as it stands in the text.
struct Token<'a> {
    number: Option<usize>,
    text: &'a str,
}

impl Typed {
    /// Reads words in any of the ten languages, in any case, NFC or NFKD, whole or their first four
    /// letters (Japanese and Chinese whole), Spanish and French without accents as well, between spaces
    /// of any kind, commas or line breaks; Chinese without spaces too. `?` is an unreadable word, a line
    /// that begins with `#` a comment.
    ///
    /// Words may be numbered (`1 eye`, `1. eye`, `1) eye`). Numbers must say where the word stands, or
    /// every word has one and the list is put in their order (two columns, read across). A number
    /// without a word is a missing word.
    ///
    /// # Errors
    /// [`SeedError::TooLong`] above [`TYPED_LIMIT`], [`SeedError::Numbering`] when the numbers do not
    /// fit. Words that are not on the list are no error yet; see [`Typed::check`].
    pub fn read(typed: &SecretText) -> Result<Self, SeedError> {
        Self::read_in(typed, None)
    }

    /// [`Typed::read`] in the language that was asked for, or in whichever it is.
    ///
    /// # Errors
    /// As [`Typed::read`].
    pub fn read_in(typed: &SecretText, asked: Option<Language>) -> Result<Self, SeedError> {
        if typed.len() > TYPED_LIMIT {
            return Err(SeedError::TooLong { limit: TYPED_LIMIT });
        }
        // exposed to: the tokens below, which borrow it
        let tokens = tokens(typed.expose_secret());
        let texts: Vec<&str> = order(&tokens)?.into_iter().map(|at| tokens[at].text).collect();
        let mut readings = reading::best(&texts);
        let mut instead = None;
        if let Some(asked) = asked {
            let read = Reading::of(asked, &texts);
            let better = readings.first().filter(|best| best.known() > read.known());
            instead = better.filter(|best| best.known() == texts.len()).map(|best| best.language);
            readings = vec![read];
        }
        let first = readings.first().expect("there is one for every text");
        let unknown = (1..).zip(texts.iter().zip(first.slots.iter()));
        let misspelt = unknown
            .filter(|(_, (text, slot))| slot.is_none() && !text.is_empty())
            .map(|(position, (text, _))| (position, SecretText::copied_from(text)))
            .collect();
        Ok(Self { readings, misspelt, instead })
    }

    fn first(&self) -> &Reading {
        self.readings.first().expect("there is one for every text")
    }

    /// The language of the words, or the likeliest.
    pub fn language(&self) -> Language {
        self.first().language
    }

    /// All languages that know as many of the words, the likeliest first; more than one is rare.
    pub fn languages(&self) -> Vec<Language> {
        self.readings.iter().map(|reading| reading.language).collect()
    }

    /// The number of words, with those that are missing or misspelt.
    pub fn len(&self) -> usize {
        self.slots().len()
    }

    /// Whether there is no word at all.
    pub fn is_empty(&self) -> bool {
        self.slots().is_empty()
    }

    /// The positions, from 1, of words that are not on the list.
    pub fn unknown_positions(&self) -> Vec<usize> {
        self.misspelt.iter().map(|(position, _)| *position).collect()
    }

    /// The positions, from 1, of words that are not there: a `?`, or a number without a word.
    pub fn missing_positions(&self) -> Vec<usize> {
        let holes = (1..).zip(self.slots()).filter(|(_, slot)| slot.is_none());
        holes.map(|(position, _)| position).filter(|at| self.misspelt_at(*at).is_none()).collect()
    }

    /// What was typed at a position, from 1, when it is not on the list. It is secret.
    pub fn misspelt_at(&self, position: usize) -> Option<&SecretText> {
        self.misspelt.iter().find(|(at, _)| *at == position).map(|(_, text)| text)
    }

    /// The words' numbers on the list of [`Typed::language`], 0 to 2047, nothing where a word is missing or misspelt. They are secret.
    pub fn slots(&self) -> &[Option<u16>] {
        &self.first().slots
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
        Ok(known(self.first()))
    }

    /// The mnemonic, when it is one.
    ///
    /// Words that are valid in two languages are the one with more words typed whole; where that decides
    /// nothing, [`Mnemonic::rival`] tells the other.
    ///
    /// # Errors
    /// The first of [`SeedError::WordCount`], [`SeedError::OtherLanguage`], [`SeedError::UnknownWord`],
    /// [`SeedError::Missing`] and [`SeedError::Checksum`].
    pub fn check(self) -> Result<Mnemonic, SeedError> {
        if !super::WORD_COUNTS.contains(&self.len()) {
            return Err(SeedError::WordCount(self.len()));
        }
        if let Some(found) = self.instead {
            return Err(SeedError::OtherLanguage { found, asked: self.language() });
        }
        self.known_words()?;
        let mut valid = Vec::with_capacity(self.readings.len());
        for reading in &self.readings {
            match Mnemonic::from_indices_in(&known(reading), reading.language) {
                Ok(mnemonic) => valid.push((reading.whole, mnemonic)),
                Err(SeedError::Checksum { .. }) => {}
                Err(other) => return Err(other),
            }
        }
        let mut valid = valid.into_iter();
        let refusal = SeedError::Checksum { words: self.len() };
        let (whole, mnemonic) = valid.next().ok_or(refusal)?;
        let rival = valid.next().filter(|(also, _)| *also == whole);
        Ok(mnemonic.with_rival(rival.map(|(_, other)| other.language())))
    }
}

/// The words' numbers of a reading, without the ones that are not there.
fn known(reading: &Reading) -> SecretIndices {
    let mut known = Zeroizing::new(Vec::with_capacity(reading.slots.len()));
    known.extend(reading.slots.iter().flatten());
    known
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
        let text = rest.trim_end_matches(is_hole);
        // Chinese words are one sign each and are often written without spaces.
        let apart = text.chars().all(is_ideograph).then(|| text.char_indices());
        match apart.filter(|_| !text.is_empty()) {
            Some(signs) => tokens.extend(signs.map(|(at, sign)| Token {
                number: waiting.take(),
                text: &text[at..at + sign.len_utf8()],
            })),
            None => tokens.push(Token { number: waiting.take(), text }),
        }
    }
    if waiting.is_some() {
        tokens.push(Token { number: waiting, text: "" });
    }
    tokens
}

/// What stands between spaces and commas, without comments and without marks around it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(|line| line.trim_start_matches('\u{feff}').trim_start())
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split(|c: char| c.is_whitespace() || ",;，、；。".contains(c)))
        .map(|piece| piece.trim_matches(is_mark))
        .filter(|piece| !piece.is_empty())
}

/// What stands around words and is no part of them; an accent that is written as a sign of its own is.
fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && !is_hole(c) && !is_combining_mark(c)
}

/// A question mark, of either width.
fn is_hole(c: char) -> bool {
    matches!(c, '?' | '？')
}

/// A sign of the block CJK Unified Ideographs, which holds all words of both Chinese lists.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Splits `12.word` in its number and its word; a number too large to be a position is `usize::MAX`.
fn number_before(piece: &str) -> (Option<usize>, &str) {
    let rest = piece.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &piece[..piece.len() - rest.len()];
    let number = (!digits.is_empty()).then(|| digits.parse().unwrap_or(usize::MAX));
    (number, rest.trim_start_matches(is_mark))
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
        let word = |index: &u16| crate::seed::wordlist::english()[usize::from(*index)];
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
