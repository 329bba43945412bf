//! Wrong usage in our own words: clap's errors repeat what was typed, and that may be a secret.

use super::args::Args;
use super::failure::{Exit, Failure};
use super::guard;
use crate::seed::NotALanguage;
use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;

/// Turns clap's refusal into a failure that names flags, never values.
pub(crate) fn failure(error: &clap::Error, arguments: &[OsString]) -> Failure {
    let help = &format!("coldkeep help{}      shows how it is used", command_of(arguments));
    let flag = context(error, ContextKind::InvalidArg);
    let option =
        flag.as_deref().map(|name| name.split([' ', '=']).next().unwrap_or(name).to_owned());
    match error.kind() {
        ErrorKind::UnknownArgument => unknown(error, help),
        ErrorKind::InvalidSubcommand => {
            usage("this is not a command").next(suggestion(error, "coldkeep help"))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            usage("this command needs another word").next(help)
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
                "--language" => NotALanguage.to_string(),
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

fn unknown(error: &clap::Error, help: &str) -> Failure {
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
    usage(what).next(suggestion(error, help))
}

fn suggestion(error: &clap::Error, otherwise: &str) -> String {
    let near = context(error, ContextKind::SuggestedArg)
        .or_else(|| context(error, ContextKind::SuggestedSubcommand));
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
