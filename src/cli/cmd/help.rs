//! coldkeep help: topics, commands, and the page of every error.

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
    let topic = args.topic.join(" ").to_lowercase();
    let topic = topic.trim_matches(|c| c == '[' || c == ']').to_owned();
    let text = if topic.is_empty() {
        index()
    } else if let Some(page) = page(&topic) {
        page.to_owned()
    } else if let Some(text) = command_help(&args.topic) {
        text
    } else {
        return Err(no_such_topic(&topic));
    };
    Ok(Report::of(&Page { topic, text }))
}

/// The page of a topic or a slug; `None` when there is none.
pub fn page(name: &str) -> Option<&'static str> {
    pages(SLUGS).chain(pages(TOPICS)).find(|(title, _)| *title == name).map(|(_, text)| text)
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

fn index() -> String {
    let mut text = String::from("coldkeep help TOPIC, COMMAND or SLUG\n\nTopics\n");
    for (title, page) in pages(TOPICS) {
        let first = page.lines().next().unwrap_or("");
        text.push_str(&format!("  {title:<18} {first}\n"));
    }
    text.push_str("\nErrors and warnings\n");
    for (title, page) in pages(SLUGS) {
        let first = page.lines().next().unwrap_or("");
        text.push_str(&format!("  {title:<24} {first}\n"));
    }
    text
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

fn no_such_topic(topic: &str) -> Failure {
    let near = pages(SLUGS)
        .chain(pages(TOPICS))
        .map(|(title, _)| title)
        .find(|title| topic.len() >= 3 && (title.contains(topic) || topic.contains(title)));
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
        for (title, page) in pages(SLUGS).chain(pages(TOPICS)) {
            assert!(!title.contains(' '), "{title}: a name is one word");
            assert!(
                page.lines().next().is_some_and(|line| line.len() > 8),
                "{title}: says nothing"
            );
        }
    }

    #[test]
    fn slugs_are_sorted() {
        let names: Vec<&str> = slugs().collect();
        assert!(names.is_sorted(), "{names:?}");
    }
}
