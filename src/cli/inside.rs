//! The text inside an encrypted seed: the words, an empty line, then `key: value` lines (`docs/FORMAT.md`).

use super::args::SeedKind;
use super::beside::Beside;
use super::confirm::Identity;
use crate::secret::{SecretBuffer, SecretText};
use crate::seed::Mnemonic;
use clap::ValueEnum;

/// Room for 24 words of any language and every line below, in bytes.
const ROOM: usize = 2048;

/// Writes the text.
///
/// The words stand alone on the first line, so that a person who opens the file with stock `age` sees them
/// at once; everything behind is public knowledge about the wallet.
pub(crate) fn text(mnemonic: &Mnemonic, identity: &Identity, passphrase: bool) -> SecretText {
    let mut buffer = SecretBuffer::with_room(ROOM);
    let words = mnemonic.word_count().to_string();
    let language = mnemonic.language().name().to_lowercase();
    let lines = [
        ("format", "bip39"),
        ("language", &language),
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

/// Takes the text apart: the words, and what the lines say. Text without such lines is all words.
pub(crate) fn read(text: &SecretText) -> (SecretText, Beside) {
    // exposed to: the two parts below; only public values leave the second
    let whole = text.expose_secret();
    let parts = whole.split_once("\n\n").or_else(|| whole.split_once("\r\n\r\n"));
    let noted =
        |lines: &str| lines.lines().all(|line| line.trim().is_empty() || line.contains(": "));
    let Some((words, lines)) = parts.filter(|(_, lines)| noted(lines)) else {
        return (SecretText::copied_from(whole), Beside::default());
    };
    let mut beside = Beside::default();
    for (key, value) in lines.lines().filter_map(|line| line.split_once(": ")) {
        let value = value.trim();
        match key.trim() {
            "fingerprint" if value.len() == 8 => beside.fingerprints.push(value.to_owned()),
            "address" => beside.addresses.push(value.to_owned()),
            "network" => beside.networks.push(value.to_owned()),
            "format" => beside.kind = SeedKind::from_str(value, false).ok(),
            "language" => beside.language = value.parse().ok(),
            "passphrase" => beside.passphrase = Some(value == "yes"),
            _ => {}
        }
    }
    (SecretText::copied_from(words), beside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_behind_the_words_are_read_with_either_line_end() {
        for text in [
            "a b\n\npassphrase: yes\nnetwork: testnet\n",
            "a b\r\n\r\npassphrase: yes\r\nnetwork: testnet\r\n",
        ] {
            let (words, beside) = read(&SecretText::copied_from(text));
            assert_eq!(words.expose_secret(), "a b"); // exposed to: the comparison
            assert_eq!(
                (beside.passphrase, beside.networks),
                (Some(true), vec!["testnet".to_owned()])
            );
        }
    }

    #[test]
    fn rows_of_words_with_an_empty_line_between_are_all_words() {
        let (words, beside) = read(&SecretText::copied_from("1 a 2 b\n\n3 c 4 d"));
        assert!(words.expose_secret().ends_with("4 d")); // exposed to: the comparison
        assert!(beside.addresses.is_empty());
    }
}
