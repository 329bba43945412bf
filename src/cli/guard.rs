//! Refuses secrets among the arguments, before anything else looks at them.
//!
//! Other users see a command line, and the shell keeps it. So an argument that has the form of a secret is
//! refused by its form alone, and never repeated.

use super::failure::{Exit, Failure};
use crate::seed::wordlist;
use std::ffi::OsString;

/// Options that other tools have for secrets, and that people try here.
const SECRET_OPTIONS: [&str; 13] = [
    "--passphrase",
    "--password",
    "--pass",
    "--mnemonic",
    "--seed",
    "--secret",
    "--entropy-hex",
    "--share",
    "--pin",
    "--private-key",
    "--xprv",
    "--master-secret",
    "--key",
];

/// Beginnings of private keys in text form, in lower case.
const SECRET_BEGINNINGS: [&str; 8] =
    ["age-secret-key-", "xprv", "yprv", "zprv", "tprv", "uprv", "vprv", "ms1"];

/// This many list words side by side are a mnemonic or a share, not a sentence.
const WORDS_IN_A_ROW: usize = 4;

/// Looks at every argument behind the program's name.
///
/// # Errors
/// `secret-in-arguments` when one has the form of a secret; its place is named, never its text.
pub(crate) fn refuse_secrets(arguments: &[OsString]) -> Result<(), Failure> {
    let texts: Vec<&str> = arguments.iter().skip(1).map(|a| a.to_str().unwrap_or("")).collect();
    let mut run = 0;
    for (at, text) in texts.iter().enumerate() {
        let value =
            text.split_once('=').filter(|_| text.starts_with("--")).map_or(*text, |(_, v)| v);
        let words: Vec<&str> =
            value.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| !w.is_empty()).collect();
        let listed = words.iter().filter(|w| is_listed(w)).count();
        let named = SECRET_OPTIONS.iter().any(|o| {
            text.strip_prefix(o).is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
        });
        // The names of flags are list words too: print seed --screen --practice.
        run = if words.len() == 1 && listed == 1 && !text.starts_with('-') { run + 1 } else { 0 };
        let phrase = listed >= WORDS_IN_A_ROW && listed == words.len();
        if named || phrase || run >= WORDS_IN_A_ROW || looks_like_a_key(value) {
            return Err(secret_in_arguments(at + 1));
        }
    }
    Ok(())
}

/// The refusal, for the argument at this place (counted from one behind the program's name).
pub(crate) fn secret_in_arguments(at: usize) -> Failure {
    Failure::refused("secret-in-arguments", "do not put secrets on the command line")
        .why(format!("argument {at} has the form of a secret. Other users can see it (ps), and your shell has just saved it in its history."))
        .next("coldkeep restore              asks for it,   or   --words-from FILE, -, fd:3")
        .next("Remove the line from your shell history now.")
        .field("argument", at)
}

/// A value given to a `--…-from` option that is neither a source nor a file.
pub(crate) fn not_a_source(option: &str) -> Failure {
    Failure::error("no-such-source", Exit::Usage, format!("{option}: there is no file of that name, and it is not ask, - or fd:N"))
        .why("the value is not repeated here: if it was the secret itself, your shell history holds it now.")
        .next(format!("{option} ask      asks for it,   or   {option} FILE, -, fd:3"))
}

fn is_listed(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    wordlist::english().binary_search(&word.as_str()).is_ok()
        || crate::share::word_list().binary_search(&word.as_str()).is_ok()
}

fn looks_like_a_key(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    if SECRET_BEGINNINGS.iter().any(|start| lower.starts_with(start) && value.len() >= 40) {
        return true;
    }
    let hex = lower.strip_prefix("0x").unwrap_or(&lower);
    let all_hex = !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit());
    // 40 digits behind 0x are an Ethereum address, which --expect takes.
    if all_hex
        && (matches!(hex.len(), 32 | 48 | 56 | 64 | 128)
            || (hex.len() == 40 && hex.len() == value.len()))
    {
        return true;
    }
    let digits = value.bytes().all(|b| b.is_ascii_digit());
    if digits && matches!(value.len(), 48 | 60 | 72 | 84 | 96) {
        return true;
    }
    let base58 = value.bytes().all(|b| b.is_ascii_alphanumeric() && !b"0OIl".contains(&b));
    let wif = matches!(value.len(), 51 | 52)
        && matches!(value.as_bytes()[0], b'5' | b'K' | b'L' | b'9' | b'c');
    base58 && (wif || (value.len() == 58 && value.starts_with("6P")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(line: &[&str]) -> bool {
        let arguments: Vec<OsString> =
            std::iter::once("coldkeep").chain(line.iter().copied()).map(OsString::from).collect();
        refuse_secrets(&arguments).is_err()
    }

    #[test]
    fn words_are_refused_in_one_argument_and_in_many() {
        assert!(refused(&["restore", "attack pizza motion avocado network gather"]));
        assert!(refused(&["restore", "attack", "pizza", "motion", "avocado", "network"]));
        assert!(refused(&["restore", "ATTACK,PIZZA,MOTION,AVOCADO"]));
        assert!(refused(&["combine", "--share-from=academic acid acrobat actress adapt"]));
    }

    #[test]
    fn keys_are_refused_by_their_form() {
        assert!(refused(&[
            "encrypt",
            "-i",
            "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQS9LQGU9"
        ]));
        assert!(refused(&["split", "2of3", "--secret-from", &"ab".repeat(16)]));
        assert!(refused(&["restore", &"0".repeat(96)]));
        assert!(refused(&["restore", "--passphrase", "x"]));
        assert!(refused(&["restore", "--mnemonic=x"]));
    }

    #[test]
    fn ordinary_lines_pass() {
        assert!(!refused(&["new", "savings", "--words", "12"]));
        assert!(!refused(&["split", "--groups", "2", "me=1of1", "family=2of3", "friends=3of5"]));
        assert!(!refused(&["print", "seed", "--screen", "--practice"]));
        assert!(!refused(&["restore", "--expect", "0x88087D902ea5BaB96B96405e1B8649e020AdFe94"]));
        assert!(!refused(&["restore", "--expect", "bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74"]));
        assert!(!refused(&[
            "print",
            "seed",
            "--label",
            "blue folder in the office",
            "-o",
            "seed.pdf"
        ]));
        assert!(!refused(&[
            "encrypt",
            "wallet.dat",
            "-r",
            "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
        ]));
    }
}
