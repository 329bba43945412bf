//! Wrong usage in our own words: clap's errors repeat what was typed, and that may be a secret.

use super::args::Args;
use super::failure::{Exit, Failure};
use super::guard;
use crate::seed::NotALanguage;
use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// So many first letters have to be the same for a flag to be offered.
const SAME_START: usize = 3;

/// Turns clap's refusal into a failure that names flags, never values.
pub(crate) fn failure(error: &clap::Error, arguments: &[OsString]) -> Failure {
    let help = &format!("coldkeep help{}      shows how it is used", command_of(arguments));
    let flag = context(error, ContextKind::InvalidArg);
    let option =
        flag.as_deref().map(|name| name.split([' ', '=']).next().unwrap_or(name).to_owned());
    match error.kind() {
        ErrorKind::UnknownArgument => unknown(error, arguments, help),
        ErrorKind::InvalidSubcommand => {
            usage("this is not a command").next(suggestion(error, "coldkeep help"))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            usage("this command needs another word").next(help)
        }
        ErrorKind::InvalidValue
            if context(error, ContextKind::InvalidValue).is_some_and(|value| value.is_empty()) =>
        {
            let option = option.filter(|name| name.starts_with('-'));
            usage(option.map_or("a value is empty".to_owned(), |name| format!("{name} is empty")))
                .why("in a script that is most often a variable without a value: \"$FILE\".")
                .next(help)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let Some(name) = option.filter(|name| name.starts_with('-')) else {
                return usage("a value is not one of those that are known")
                    .next(possible(error, help));
            };
            if name.ends_with("-from") || name == "--type" {
                return guard::not_a_source(&name);
            }
            let next = match name.as_str() {
                "--language" | "--parent-language" => NotALanguage.to_string(),
                _ => possible(error, help),
            };
            usage(format!("{name}: this value is not possible")).next(next)
        }
        ErrorKind::MissingRequiredArgument => {
            let names = context(error, ContextKind::InvalidArg).unwrap_or_default();
            let names = names.replace(['<', '>'], "");
            usage(format!("something is missing: {names}")).next(help)
        }
        ErrorKind::ArgumentConflict => {
            let first = option.unwrap_or_default();
            let second = context(error, ContextKind::PriorArg).unwrap_or_default();
            let second = second.split([' ', '=']).next().unwrap_or_default();
            usage(format!("{first} and {second} do not go together")).next("leave one of them out")
        }
        ErrorKind::TooManyValues
        | ErrorKind::WrongNumberOfValues
        | ErrorKind::TooFewValues
        | ErrorKind::NoEquals => {
            usage(format!("{}: the number of values is not right", option.unwrap_or_default()))
                .next(help)
        }
        _ => usage("the command line was not understood")
            .next("coldkeep help      lists the commands"),
    }
}

/// The words of the command that the arguments name, each behind a space.
pub(crate) fn command_of(arguments: &[OsString]) -> String {
    let root = Args::command();
    let mut command = &root;
    let mut name = String::new();
    let words = arguments.iter().skip(1).filter_map(|word| word.to_str());
    for word in words.filter(|word| !word.starts_with('-')) {
        let Some(found) = command.find_subcommand(word) else { break };
        name.push(' ');
        name.push_str(found.get_name());
        command = found;
    }
    name
}

fn usage(what: impl Into<String>) -> Failure {
    Failure::error("usage", Exit::Usage, what)
}

fn unknown(error: &clap::Error, arguments: &[OsString], help: &str) -> Failure {
    // The unknown text may be a secret in the wrong place: only the shape "--name" of a flag is shown.
    let typed = context(error, ContextKind::InvalidArg).unwrap_or_default();
    let name = typed.split('=').next().unwrap_or("");
    let is_flag = name.len() <= 24
        && name.starts_with('-')
        && name.bytes().all(|b| b == b'-' || b.is_ascii_lowercase());
    let what = if is_flag {
        format!("{name} is not a flag of this command")
    } else {
        "there is one argument too many".to_owned()
    };
    let flags = flags_of(arguments);
    let near = nearest(name.trim_start_matches('-'), &flags).filter(|_| is_flag);
    usage(what).next(near.map_or_else(|| help.to_owned(), |near| format!("did you mean --{near}?")))
}

/// The flags of the command that the arguments name, without dashes.
fn flags_of(arguments: &[OsString]) -> Vec<String> {
    let mut root = Args::command();
    root.build();
    let mut command = &root;
    let name = command_of(arguments);
    for word in name.split_whitespace() {
        command = command.find_subcommand(word).unwrap_or(command);
    }
    let flags = command.get_arguments().filter(|flag| !flag.is_hide_set());
    flags.filter_map(|flag| flag.get_long().map(str::to_owned)).collect()
}

/// The flag that was meant: two slips away at most, or else with the same first letters.
fn nearest<'a>(typed: &str, flags: &'a [String]) -> Option<&'a str> {
    let slips = if typed.len() < 5 { 1 } else { 2 };
    let close = flags.iter().map(|flag| (distance(typed, flag), flag));
    let close = close.filter(|(distance, _)| *distance <= slips).min_by_key(|(at, _)| *at);
    let same = |flag: &String| flag.bytes().zip(typed.bytes()).take_while(|(a, b)| a == b).count();
    let starts =
        || flags.iter().filter(|flag| same(flag) >= SAME_START).max_by_key(|flag| same(flag));
    close.map(|(_, flag)| flag).or_else(starts).map(String::as_str)
}

/// How many letters have to be put in, left out or changed (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (nth, letter) in one.bytes().enumerate() {
        let mut before = row[0];
        row[0] = nth + 1;
        for (at, wanted) in other.bytes().enumerate() {
            let changed = before + usize::from(letter != wanted);
            before = row[at + 1];
            row[at + 1] = changed.min(row[at] + 1).min(before + 1);
        }
    }
    row[other.len()]
}

fn suggestion(error: &clap::Error, otherwise: &str) -> String {
    let near = context(error, ContextKind::SuggestedSubcommand);
    near.map_or_else(|| otherwise.to_owned(), |name| format!("did you mean {name}?"))
}

fn possible(error: &clap::Error, help: &str) -> String {
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) if !values.is_empty() => {
            format!("possible: {}", values.join(", "))
        }
        _ => help.to_owned(),
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_that_was_meant_is_offered_and_no_other() {
        let flags = ["as", "passphrase-from", "words-from", "expect", "force", "gap", "to"];
        let flags = flags.map(str::to_owned);
        for (typed, meant) in [
            ("paswd", Some("passphrase-from")),
            ("password", Some("passphrase-from")),
            ("passphrase", Some("passphrase-from")),
            ("word-from", Some("words-from")),
            ("words", Some("words-from")),
            ("expct", Some("expect")),
            ("fro", None),
            ("gpa", None),
            ("at", Some("as")),
            ("verbose", None),
        ] {
            assert_eq!(nearest(typed, &flags), meant, "{typed}");
        }
    }
}
