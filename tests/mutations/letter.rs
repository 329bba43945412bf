//! Letters to heirs, changed at random: what is read can be written with other answers.

use coldkeep::letter::Letter;
use coldkeep::logbook::{LetterFile, LogbookError, Said};

/// A letter's file: what is read can be written with other answers, and says them.
pub fn file(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(file) = LetterFile::parse(text.to_owned()) else { return };
    assert!(file.with(file.answers()).is_ok_and(|same| same.text() == text));
    let _ = Letter::new(file.answers().clone()).without_each_place();
    let mut answers = file.answers().clone();
    answers.message = Some(Said::new("one\n\"two\" # three"));
    answers.kept.push(Said::new("desk"));
    match file.with(&answers) {
        Ok(changed) => assert_eq!(changed.answers(), &answers),
        Err(error) => assert_eq!(error, LogbookError::CannotAdd),
    }
}

/// One as it begins, and one that a hand wrote.
pub fn files() -> Vec<Vec<u8>> {
    let by_hand = "format = 1\nfor = 'us' # all\nmessage = \"\"\"\na\nb\"\"\"\nkept = [\"x\", 'y']\n\
        asset = [{ name = \"a\" }]\n[[copy]]\nof = \"a\"\nwhat = \"share\"\nscheme = \"2of3\"\nplace = \"p\"\n\
        [[place]]\nname = \"p\"\nopened_by = []\n[text]\nlaw = \"x\"\n[other.table]\nfor = 1\n";
    vec![LetterFile::empty().text().into(), by_hand.into()]
}
