//! Refuses secrets among the arguments, before anything else looks at them.
//!
//! Other users see a command line, and the shell keeps it. So an argument that has the form of a secret is
//! refused by its form alone, and never repeated.

mod forms;
#[cfg(test)]
mod table;

use super::cmd::help;
use super::failure::{Exit, Failure};
use forms::{Digits, Words};
use std::ffi::{OsStr, OsString};
use std::path::Path;

/// Options that other tools have for secrets, and that people try here; without the dashes.
const SECRET_OPTIONS: [&str; 32] = [
    "backup-phrase",
    "entropy-hex",
    "key",
    "master-key",
    "master-secret",
    "mnemonic",
    "pass",
    "passcode",
    "passphrase",
    "passwd",
    "password",
    "phrase",
    "pin",
    "priv",
    "private",
    "private-key",
    "privkey",
    "pw",
    "recovery-phrase",
    "recovery-words",
    "secret",
    "secret-key",
    "secrets",
    "seed",
    "seed-phrase",
    "seed-words",
    "seedphrase",
    "seedqr",
    "share",
    "wif",
    "word",
    "xprv",
];

/// Names of commands, which are list words too: `help print seed practice`.
const COMMANDS: [&str; 32] = [
    "new",
    "restore",
    "address",
    "child",
    "wallet",
    "add",
    "list",
    "show",
    "prove",
    "export",
    "remove",
    "split",
    "combine",
    "encrypt",
    "decrypt",
    "rekey",
    "key",
    "recipient",
    "print",
    "seed",
    "shares",
    "encrypted",
    "recover",
    "blank",
    "practice",
    "scan",
    "identify",
    "letter",
    "edit",
    "check",
    "help",
    "completions",
];

/// Commands that take files by the dozen, as a shell lists them: `encrypt *`.
const OF_FILES: [&str; 4] = ["encrypt", "find", "identify", "scan"];

/// Looks at every argument behind the program's name.
///
/// # Errors
/// `secret-in-arguments` when one, or several in a row, have the form of a secret; the place is named, never the
/// text.
pub(crate) fn refuse_secrets(arguments: &[OsString]) -> Result<(), Failure> {
    refuse(arguments, &|name| Path::new(name).symlink_metadata().is_ok())
}

fn refuse(arguments: &[OsString], is_there: &dyn Fn(&OsStr) -> bool) -> Result<(), Failure> {
    let of_files = arguments.iter().any(|one| OF_FILES.iter().any(|command| one == command));
    let mut words = Words::default();
    let mut digits = Digits::default();
    for (at, argument) in arguments.iter().enumerate().skip(1) {
        let text = argument.to_string_lossy();
        let is_option = text.starts_with(DASHES);
        if is_option {
            // The names of options are list words too: --screen --practice.
            words = Words::default();
            digits = Digits::default();
        }
        let value = match text.split_once('=').filter(|_| is_option) {
            Some((_, value)) => value,
            None => &text,
        };
        let is_command = at <= 2 && COMMANDS.contains(&&*text);
        // Names of pages have list words between hyphens: help private-key-in-watch-only.
        let is_page = arguments[..at].iter().any(|a| a == "help") && help::page(&text).is_some();
        if is_command || is_page {
            continue;
        }
        // Passed over, and no new beginning: words around it still count, and so does what it may be by itself.
        let is_file = of_files && !is_option && is_there(argument);
        let in_a_row = !is_option && !is_file && (words.go_on(&text) | digits.go_on(&text));
        if in_a_row || names_a_secret(&text) || forms::holds_a_secret(value) || behind_short(&text)
        {
            let refused = secret_in_arguments(at);
            return Err(match of_files {
                true => refused.next("a file of such a name: ./NAME"),
                false => refused,
            });
        }
    }
    Ok(())
}

/// Whether a text holds a private key or another secret that is not words.
pub(crate) fn holds_a_key(text: &str) -> bool {
    forms::holds_a_key(text)
}

/// What an option begins with; word processors make long dashes of two short ones.
const DASHES: [char; 3] = ['-', '–', '—'];

fn names_a_secret(text: &str) -> bool {
    let name = text.trim_start_matches(DASHES);
    let name = name.split_once('=').map_or(name, |(name, _)| name).to_ascii_lowercase();
    name.len() < text.len()
        && text.starts_with(DASHES)
        && SECRET_OPTIONS.contains(&name.replace('_', "-").as_str())
}

/// Whether a secret stands right behind a short option: `-iAGE-SECRET-KEY-1…`.
fn behind_short(text: &str) -> bool {
    let mut letters = text.chars();
    let option = letters.next() == Some('-') && letters.next().is_some_and(char::is_alphabetic);
    option && forms::holds_a_secret(letters.as_str())
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
