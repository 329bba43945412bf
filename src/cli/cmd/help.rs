//! coldkeep help: topics, commands, and the page of every error and warning.

use crate::cli::args::{Args, HelpArgs};
use crate::cli::failure::{Exit, Failure};
use crate::cli::report::Report;
use clap::CommandFactory;
use serde::Serialize;
use std::fmt;

/// Topics, each `== name` line followed by its page.
const TOPICS: &str = include_str!("../help/topics.txt");
/// Errors and warnings, each `== slug` line followed by its page.
const SLUGS: &str = include_str!("../help/slugs.txt");
/// The page that lists every slug with its first line.
const ERRORS: &str = "errors";
/// Other words for a topic stand on its second line, behind this.
const ALSO: &str = "Also called: ";
/// The width that lists of names are wrapped at, in characters.
const WIDTH: usize = 78;

/// A page of help.
#[derive(Serialize)]
struct Page {
    topic: String,
    text: String,
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Shows a topic, a command's help, the page of a slug, or the list of them.
///
/// # Errors
/// `no-such-topic` when nothing has that name.
pub(crate) fn run(args: &HelpArgs) -> Result<Report, Failure> {
    let asked = args.topic.join(" ").to_lowercase();
    let asked = asked.trim_matches(|c| c == '[' || c == ']').to_owned();
    let text = if asked.is_empty() {
        index()
    } else if asked == ERRORS {
        summaries()
    } else if let Some(page) = page(&asked) {
        page.to_owned()
    } else if let Some(text) = command_help(&args.topic) {
        text
    } else if let Some(page) = page_also_called(&asked) {
        page.to_owned()
    } else {
        return Err(no_such_topic(&asked));
    };
    Ok(Report::of(&Page { topic: asked, text }))
}

/// The page of a topic or a slug; `None` when there is none.
pub fn page(name: &str) -> Option<&'static str> {
    all_pages().find(|(title, _)| *title == name).map(|(_, text)| text)
}

/// The names of all slugs that have a page, in alphabetical order.
pub fn slugs() -> impl Iterator<Item = &'static str> {
    pages(SLUGS).map(|(title, _)| title)
}

fn pages(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.split("\n== ").filter_map(|part| {
        let part = part.strip_prefix("== ").unwrap_or(part);
        let (title, text) = part.split_once('\n')?;
        Some((title.trim(), text.trim_matches('\n')))
    })
}

fn all_pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    pages(SLUGS).chain(pages(TOPICS))
}

/// The topic that people of other wallets call by this name.
fn page_also_called(name: &str) -> Option<&'static str> {
    let names = |page: &'static str| {
        let line = page.lines().nth(1).and_then(|line| line.strip_prefix(ALSO)).unwrap_or("");
        line.trim_end_matches('.').split(", ").filter(|name| !name.is_empty())
    };
    let is = |also: &str| also.split(" (").next().unwrap_or(also).eq_ignore_ascii_case(name);
    pages(TOPICS).find(|(_, page)| names(page).any(is)).map(|(_, page)| page)
}

fn first_line(page: &str) -> &str {
    page.lines().next().unwrap_or("")
}

fn index() -> String {
    let mut text = String::from(
        "coldkeep help NAME      a topic, a command, an error or a warning\n\nTopics\n",
    );
    for (title, page) in pages(TOPICS) {
        text.push_str(&format!("  {title:<18}{}\n", first_line(page)));
    }
    text.push_str(&format!("  {ERRORS:<18}every error and warning in one line\n\nCommands\n"));
    for command in Args::command().get_subcommands() {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        text.push_str(&format!("  {:<18}{about}\n", command.get_name()));
    }
    text.push_str("\nErrors and warnings\n");
    let mut line = String::from(" ");
    for slug in slugs() {
        if line.len() + 1 + slug.len() > WIDTH {
            text.push_str(&line);
            text.push('\n');
            line = String::from(" ");
        }
        line.push(' ');
        line.push_str(slug);
    }
    text.push_str(&line);
    text.push('\n');
    text
}

fn summaries() -> String {
    pages(SLUGS).map(|(title, page)| format!("{title:<28} {}\n", first_line(page))).collect()
}

fn command_help(words: &[String]) -> Option<String> {
    let mut command = Args::command();
    command.build();
    let mut found = &mut command;
    for word in words {
        found = found.find_subcommand_mut(word)?;
    }
    Some(found.render_long_help().to_string())
}

fn no_such_topic(asked: &str) -> Failure {
    let near = all_pages()
        .map(|(title, _)| title)
        .find(|title| asked.len() >= 3 && (title.contains(asked) || asked.contains(title)));
    let failure =
        Failure::error("no-such-topic", Exit::Usage, "there is no help page of that name");
    match near {
        Some(title) => failure.next(format!("coldkeep help {title}")),
        None => failure.next("coldkeep help      lists them all"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_a_first_line() {
        for (title, page) in all_pages() {
            assert!(!title.contains(' '), "{title}: a name is one word");
            assert!(first_line(page).len() > 8, "{title}: says nothing");
        }
    }

    #[test]
    fn pages_are_sorted_by_name() {
        assert!(slugs().is_sorted());
        assert!(pages(TOPICS).map(|(title, _)| title).is_sorted());
    }

    #[test]
    fn names_of_other_wallets_lead_to_a_topic() {
        let words = page("words");
        for name in ["wallet backup", "recovery phrase", "seed phrase"] {
            assert_eq!(page_also_called(name), words, "{name}");
        }
        assert_eq!(page_also_called("multisig"), page("shares"));
        assert_eq!(page_also_called(""), None);
        assert_eq!(page_also_called("ledger"), None);
    }
}
