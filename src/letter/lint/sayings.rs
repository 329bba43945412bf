//! Sentences that say a password, or give a hint that decides one.

/// What opens something, in a sentence.
const OPENERS: [&str; 9] = [
    "password",
    "passwords",
    "passphrase",
    "passphrases",
    "pin",
    "passcode",
    "passwort",
    "kennwort",
    "combination",
];

/// What comes between such a word and what it is.
const IS: [&str; 6] = ["is", "are", "ist", "lautet", "was", "="];

/// Words that stand beside a password and decide it.
const HINTS: [&str; 22] = [
    "hint",
    "hints",
    "birthday",
    "birthdate",
    "reversed",
    "backwards",
    "backward",
    "maiden",
    "nickname",
    "anniversary",
    "initials",
    "surname",
    "rhymes",
    "song",
    "dog",
    "dog's",
    "cat",
    "cat's",
    "pet",
    "pet's",
    "street",
    "favourite",
];

/// The words of a sentence, without the signs around them, in small letters.
fn words(text: &str) -> Vec<String> {
    let bare =
        |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '=').to_lowercase();
    text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
}

fn is_opener(word: &str) -> bool {
    OPENERS.contains(&word)
}

/// Whether a line says what a password is: `password: Hunter2!`, `the passphrase is "blue house"`.
pub(super) fn says_a_password(text: &str, _: &str) -> bool {
    let pieces: Vec<&str> = text.split_whitespace().collect();
    pieces.iter().enumerate().any(|(at, piece)| {
        let bare = piece.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if !is_opener(&bare) {
            return false;
        }
        let said = match pieces.get(at + 1) {
            Some(next) if piece.ends_with([':', '=']) => Some(next),
            Some(next)
                if IS.contains(&next.trim_end_matches(':').to_lowercase().as_str())
                    || *next == ":" =>
            {
                pieces.get(at + 2)
            }
            _ => None,
        };
        said.is_some_and(|said| is_said(said))
    })
}

/// Whether a piece is a word of its own making: in quotation marks, or with digits or signs in it.
fn is_said(piece: &str) -> bool {
    let quoted = piece.starts_with(['"', '“', '„', '‘', '\'', '«', '`', '»']);
    let inner = piece.trim_matches(|c: char| !c.is_alphanumeric());
    let digit = inner.contains(|c: char| c.is_ascii_digit());
    let letter = inner.contains(|c: char| c.is_alphabetic());
    let sign = inner.contains(|c: char| "!@#$%^&*_+=?".contains(c))
        || piece.trim_end_matches(['.', ',', ';']).ends_with(['!', '#', '*', '%', '&']);
    quoted || (letter && digit) || sign
}

/// Whether a line gives away how a password is found: a hint that decides it is the password.
pub(super) fn hints(text: &str, _: &str) -> bool {
    text.split(['.', '!', '?']).any(|sentence| {
        let words = words(sentence);
        let opener = words.iter().any(|word| is_opener(word));
        opener && words.iter().any(|word| HINTS.contains(&word.trim_end_matches("’s")))
    })
}
