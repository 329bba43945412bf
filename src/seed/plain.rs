//! Words of a seed whose list is not known yet, as somebody wrote them down, made into one plain line.

use super::KindError;
use super::typed::{self, TYPED_LIMIT};
use crate::secret::{SecretBuffer, SecretText};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Gives the words in their order, joined by single spaces, without comments, numbers and marks around them.
///
/// # Errors
/// [`KindError::TooLong`], [`KindError::Numbering`] and [`KindError::Missing`].
pub(super) fn words(text: &SecretText) -> Result<SecretText, KindError> {
    if text.len() > TYPED_LIMIT {
        return Err(KindError::TooLong { limit: TYPED_LIMIT });
    }
    // exposed to: the words below, which borrow it
    let found = typed::in_order(text.expose_secret())
        .map_err(|position| KindError::Numbering { position })?;
    let missing: Vec<usize> =
        (1..).zip(&found).filter(|(_, word)| word.is_empty()).map(|(at, _)| at).collect();
    if !missing.is_empty() {
        return Err(KindError::Missing(missing));
    }
    let mut line = SecretBuffer::with_room(text.len() + 1);
    for (nth, word) in found.iter().enumerate() {
        let space = if nth == 0 { "" } else { " " };
        line.push_text(space).expect("a word follows what separated it");
        line.push_text(word).expect("no longer than the text it stands in");
    }
    Ok(line.into_text().expect("made of text"))
}

/// Joins words by single spaces.
pub(super) fn joined<'a>(words: impl Iterator<Item = &'a str> + Clone) -> SecretText {
    let room = words.clone().map(|word| word.len() + 1).sum();
    let mut line = SecretBuffer::with_room(room);
    for (nth, word) in words.enumerate() {
        line.push_text(if nth == 0 { "" } else { " " }).expect("room was set aside");
        line.push_text(word).expect("room was set aside");
    }
    line.into_text().expect("words are text")
}

/// How a word is compared: lower case, composed (NFC), accents kept or taken away.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Accents {
    Kept,
    Removed,
}

/// Writes one word in the form in which words are compared.
pub(super) fn folded(word: &str, accents: Accents) -> SecretText {
    // Four bytes a character, three characters for one at most when it is taken apart.
    let mut room = SecretBuffer::with_room(word.len().saturating_mul(12));
    let mut bytes = [0; 4];
    let lower = word.chars().flat_map(char::to_lowercase);
    match accents {
        Accents::Kept => lower.nfc().for_each(|c| push(&mut room, c.encode_utf8(&mut bytes))),
        Accents::Removed => lower.nfkd().filter(|c| !is_combining_mark(*c)).for_each(|c| match c {
            // In capitals it is written SS.
            'ß' => push(&mut room, "ss"),
            c => push(&mut room, c.encode_utf8(&mut bytes)),
        }),
    }
    room.into_text().expect("made of characters")
}

fn push(room: &mut SecretBuffer, character: &str) {
    room.push_text(character).expect("twelve bytes are set aside for every byte");
}

/// The first `count` characters of a word, or all of it.
pub(super) fn prefix(word: &str, count: usize) -> &str {
    word.char_indices().nth(count).map_or(word, |(end, _)| &word[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Result<String, KindError> {
        words(&SecretText::copied_from(text)).map(|line| line.expose_secret().to_owned())
    }

    #[test]
    fn numbers_comments_and_marks_are_taken_away() {
        for text in ["one two three", "# mine\n1. one\n2. two\n3. three\n", " one,\ttwo;  three "] {
            assert_eq!(plain(text).as_deref(), Ok("one two three"), "{text}");
        }
        assert_eq!(plain("one ? three"), Err(KindError::Missing(vec![2])));
        assert_eq!(plain("1 one 3 two"), Err(KindError::Numbering { position: 2 }));
        assert_eq!(
            plain(&"a".repeat(TYPED_LIMIT + 1)),
            Err(KindError::TooLong { limit: TYPED_LIMIT })
        );
    }

    #[test]
    fn words_are_compared_in_one_form() {
        assert_eq!(folded("Gru\u{308}nalge", Accents::Kept).expose_secret(), "grünalge");
        assert_eq!(folded("GRÜNALGE", Accents::Removed).expose_secret(), "grunalge");
        assert_eq!(prefix("grünalge", 4), "grün");
        assert_eq!(prefix("bad", 4), "bad");
    }
}
