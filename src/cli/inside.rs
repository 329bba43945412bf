//! The text inside an encrypted seed: the words, an empty line, then `key: value` lines (`docs/FORMAT.md`).

use super::confirm::Identity;
use crate::secret::{SecretBuffer, SecretText};
use crate::seed::Mnemonic;

/// Room for 24 words and every line below, in bytes.
const ROOM: usize = 1024;

/// Writes the text.
///
/// The words stand alone on the first line, so that a person who opens the file with stock `age` sees them
/// at once; everything behind is public knowledge about the wallet.
pub(crate) fn text(mnemonic: &Mnemonic, identity: &Identity, passphrase: bool) -> SecretText {
    let mut buffer = SecretBuffer::with_room(ROOM);
    let words = mnemonic.word_count().to_string();
    let lines = [
        ("format", "bip39"),
        ("language", "english"),
        ("words", &words),
        ("passphrase", if passphrase { "yes" } else { "no" }),
        ("fingerprint", &identity.fingerprint),
        ("path", &identity.account_path.to_string()),
        ("script", &identity.script),
        ("network", &identity.network),
        ("address", &identity.address),
    ];
    // exposed to: the text that is about to be encrypted
    let sentence = mnemonic.sentence();
    let mut push =
        |part: &str| buffer.push_text(part).expect("the longest mnemonic and these lines fit");
    push(sentence.expose_secret()); // exposed to: the text that is about to be encrypted
    push("\n\n");
    for (key, value) in lines {
        push(key);
        push(": ");
        push(value);
        push("\n");
    }
    buffer.into_text().expect("words and lines are text")
}

/// What the lines behind the words say.
#[derive(Default)]
pub(crate) struct Notes {
    pub(crate) fingerprint: Option<String>,
    pub(crate) passphrase: Option<bool>,
}

/// Takes the text apart: the words, and what the lines say. Text without an empty line is all words.
pub(crate) fn read(text: &SecretText) -> (SecretText, Notes) {
    // exposed to: the two parts below; only two public values leave the second
    let whole = text.expose_secret();
    let Some((words, lines)) = whole.split_once("\n\n").or_else(|| whole.split_once("\r\n\r\n"))
    else {
        return (SecretText::copied_from(whole), Notes::default());
    };
    if !lines.lines().all(|line| line.trim().is_empty() || line.contains(": ")) {
        return (SecretText::copied_from(whole), Notes::default());
    }
    let mut notes = Notes::default();
    for (key, value) in lines.lines().filter_map(|line| line.split_once(": ")) {
        match key.trim() {
            "fingerprint" => {
                notes.fingerprint = Some(value.trim().to_owned()).filter(|v| v.len() == 8)
            }
            "passphrase" => notes.passphrase = Some(value.trim() == "yes"),
            _ => {}
        }
    }
    (SecretText::copied_from(words), notes)
}
