//! Answers as lines: one text, several texts, entries with `;` between their fields.

use crate::cli::failure::Failure;
use crate::cli::failure::letter as failure;
use crate::cli::judges;
use crate::cli::session::Session;
use crate::host::show_text;
use crate::letter::Finding;
use crate::logbook::{Asset, Kept, PARTS, Part, Quorum, Said};

/// What takes an answer away.
const NONE: &str = "-";

/// So often an answer may hold a secret before the command ends.
const TRIES: usize = 3;

/// The most lines of a text.
const MOST_LINES: usize = 60;

/// Asks for a line; one that holds a secret is not taken.
fn line(session: &mut Session, prompt: &str) -> Result<String, Failure> {
    let mut found: Vec<Finding> = Vec::new();
    for _ in 0..TRIES {
        let answer = session.ask_line(prompt)?;
        found = judges::secrets_in(&answer);
        if found.is_empty() {
            return Ok(answer.chars().filter(|c| !c.is_control()).collect());
        }
        session.say_failure(&failure::has_secret(&found, "that answer"));
    }
    Err(failure::has_secret(&found, "that answer"))
}

/// Asks for one text, with the earlier one to keep.
pub(super) fn one(
    session: &mut Session,
    ask: &str,
    before: Option<Said>,
) -> Result<Option<Said>, Failure> {
    let shown = before.as_ref().map_or(String::new(), |said| show_text(&said.text));
    Ok(match line(session, &format!("   {ask} [{shown}] "))?.as_str() {
        "" => before,
        NONE => None,
        text => Some(Said::new(text)),
    })
}

/// Asks for names with `;` between, with the earlier ones to keep.
pub(super) fn names(
    session: &mut Session,
    ask: &str,
    before: Vec<Said>,
) -> Result<Vec<Said>, Failure> {
    let texts: Vec<String> = before.iter().map(|said| show_text(&said.text)).collect();
    let prompt = format!("   {} [{}] ", show_text(ask), texts.join("; "));
    Ok(match line(session, &prompt)?.as_str() {
        "" => before,
        NONE => Vec::new(),
        text => fields(text).into_iter().filter(|name| !name.is_empty()).map(Said::new).collect(),
    })
}

/// Asks for a text of several lines; an empty line ends it.
pub(super) fn several(
    session: &mut Session,
    before: Option<Said>,
) -> Result<Option<Said>, Failure> {
    for line in before.iter().flat_map(|said| said.text.lines()) {
        session.say(&format!("   [ {} ]", show_text(line)));
    }
    session.say("   An empty line ends it.");
    let mut text: Vec<String> = Vec::new();
    while text.len() < MOST_LINES {
        match line(session, "   > ")?.as_str() {
            "" => break,
            NONE if text.is_empty() => return Ok(None),
            line => text.push(line.to_owned()),
        }
        let found = judges::secrets_in(&text.join("\n"));
        if !found.is_empty() {
            return Err(failure::has_secret(&found, "that answer"));
        }
    }
    Ok(if text.is_empty() { before } else { Some(Said::new(text.join("\n"))) })
}

/// Asks for entries, one a line, until an empty line; none at all keeps the earlier ones.
pub(super) fn list<T: Clone>(
    session: &mut Session,
    before: &[T],
    shown: impl Fn(&T) -> String,
    read: impl Fn(&[&str]) -> Result<T, &'static str>,
) -> Result<Vec<T>, Failure> {
    for entry in before {
        session.say(&format!("   [ {} ]", show_text(&shown(entry))));
    }
    session.say(match before.is_empty() {
        true => "   An empty line ends the list.",
        false => "   Enter keeps these; or type the whole list anew. An empty line ends it.",
    });
    let mut entries: Vec<T> = Vec::new();
    loop {
        let answer = line(session, "   > ")?;
        match answer.as_str() {
            "" if entries.is_empty() => return Ok(before.to_vec()),
            "" => return Ok(entries),
            NONE if entries.is_empty() => return Ok(Vec::new()),
            text => match read(&fields(text)) {
                Ok(entry) => entries.push(entry),
                Err(form) => session.say(&format!("   Not understood. The form is: {form}")),
            },
        }
    }
}

/// The fields of a line, without spaces at their ends.
fn fields(line: &str) -> Vec<&str> {
    line.split(';').map(str::trim).collect()
}

/// Fields as a line; empty ones at the end are left out.
pub(super) fn joined(fields: &[&Said]) -> String {
    let texts: Vec<&str> = fields.iter().map(|said| said.text.as_str()).collect();
    texts.join("; ").trim_end_matches([';', ' ']).to_owned()
}

/// Reads what lies somewhere: `savings; share 2of3 1; home safe; Blue folder A; 0417`.
pub(super) fn copy(fields: &[&str], assets: &[Asset]) -> Result<Kept, &'static str> {
    let form = "NAME; WHAT; PLACE; LABEL; SEAL NUMBER";
    let (of, what, place, label, seal) = match *fields {
        [of, what, place] => (of, what, place, "", ""),
        [of, what, place, label] => (of, what, place, label, ""),
        [of, what, place, label, seal] => (of, what, place, label, seal),
        _ => return Err(form),
    };
    if !assets.iter().any(|asset| asset.name.text == of) {
        return Err("NAME as it was given in answer 3; WHAT; PLACE");
    }
    if place.is_empty() {
        return Err(form);
    }
    let (what, scheme, number) = part(what)
        .ok_or("WHAT is whole, share 2of3 1, encrypted, key, passphrase, device, pin …")?;
    let given = |text: &str| (!text.is_empty()).then(|| Said::new(text));
    let (label, seal) = (given(label), given(seal));
    Ok(Kept { of: Said::new(of), what, scheme, number, place: Said::new(place), label, seal })
}

/// `whole`, `share 2of3`, and which of them: `share 2of3 1`.
fn part(text: &str) -> Option<(Part, Option<Quorum>, Option<u8>)> {
    let mut words = text.split_whitespace();
    let name = words.next()?;
    let scheme = words.next().map(str::parse::<Quorum>).transpose().ok()?;
    let number = words.next().map(str::parse::<u8>).transpose().ok()?;
    let (_, part) = *PARTS.iter().find(|(known, _)| *known == name)?;
    let fits = part.is_one_of_several() == scheme.is_some() && words.next().is_none();
    fits.then_some((part, scheme, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_lies_where() {
        let assets = [Asset { name: Said::new("savings"), ..Asset::default() }];
        let read =
            copy(&["savings", "share 2of3", "bank box", "", "0418"], &assets).expect("a share");
        assert_eq!((read.what, read.scheme), (Part::Share, Some(Quorum { needed: 2, of: 3 })));
        assert_eq!((read.label, read.seal), (None, Some(Said::new("0418"))));
        assert_eq!(read.number, None);
        let second = copy(&["savings", "share 2of3 2", "box"], &assets).expect("the second share");
        assert_eq!((second.scheme, second.number), (read.scheme, Some(2)));
        for wrong in [
            &["savings", "share", "box"][..],
            &["savings", "whole 2of3", "box"],
            &["savings", "share 3of2", "box"],
            &["savings", "share 2of3 one", "box"],
            &["savings", "share 2of3 1 2", "box"],
            &["savings", "words", "box"],
            &["other", "whole", "box"],
            &["savings", "whole", ""],
            &["savings"],
        ] {
            assert!(copy(wrong, &assets).is_err(), "{wrong:?}");
        }
    }
}
