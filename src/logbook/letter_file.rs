//! `letter.toml`: made with its questions as remarks, and changed where its text stands.
//!
//! Only what an answer says anew is written; remarks, unknown keys and their order stay. The changed text is read
//! again before it is given out.

use super::answers::{Answers, Asset, Helper, Kept, PlaceOpened, Said};
use super::edit::{Edits, Line, changed, quoted};
use super::passages::{self, Passage};
use super::{FORMAT, LogbookError, SECTIONS};
use toml_edit::Document;

/// The questions as remarks; the number of the format is filled in.
const EMPTY: &str = include_str!("letter.toml");

/// The file of the letter's answers: its text, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterFile {
    text: String,
    answers: Answers,
}

impl LetterFile {
    /// A file with the questions and no answers.
    pub fn empty() -> Self {
        let text = EMPTY.replace("{format}", &FORMAT.to_string());
        Self { text, answers: Answers::default() }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// As [`Answers::parse`].
    pub fn parse(text: String) -> Result<Self, LogbookError> {
        let answers = Answers::parse(&text)?;
        Ok(Self { text, answers })
    }

    /// The whole text, as it is to be kept.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it says.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Every text of the file: values of known and unknown keys, and remarks, each with its line.
    pub fn texts(&self) -> Vec<Passage> {
        let mut all = Vec::new();
        if let Ok(parsed) = Document::parse(self.text.as_str()) {
            passages::of_table(&self.text, parsed.as_table(), "", &mut all);
        }
        passages::of_remarks(&self.text, &mut all);
        all
    }

    /// The file with other answers.
    ///
    /// # Errors
    /// [`LogbookError::CannotAdd`] when the text stands in a form in which the change cannot be written; what
    /// reading the changed text refuses.
    pub fn with(&self, new: &Answers) -> Result<Self, LogbookError> {
        let old = &self.answers;
        let parsed = Document::parse(self.text.as_str()).map_err(|_| LogbookError::CannotAdd)?;
        let top = parsed.as_table();
        let mut edits = Edits::of(&self.text);
        let lines = lines(old).into_iter().zip(lines(new));
        // What a hand wrote in another way and means nothing new is not touched.
        for (_, (key, after)) in lines.filter(|(before, after)| before != after) {
            let at = edits.place_of(top, key);
            edits.set(top, (key, after), at)?;
        }
        let mut list = |key, before: Vec<Vec<Line>>, after: Vec<Vec<Line>>| match before == after {
            true => Ok(()),
            false => edits.entries(top, key, &changed(&before, after)),
        };
        list("helper", each(&old.helpers, helper), each(&new.helpers, helper))?;
        list("asset", each(&old.assets, asset), each(&new.assets, asset))?;
        list("copy", each(&old.copies, kept), each(&new.copies, kept))?;
        list("place", each(&old.places, place), each(&new.places, place))?;
        if old.own_words != new.own_words {
            edits.table(top, "text", own_words(new))?;
        }
        let changed = Self::parse(edits.done()).map_err(|error| match error {
            LogbookError::Syntax { .. } | LogbookError::Twice { .. } => LogbookError::CannotAdd,
            other => other,
        })?;
        if changed.answers == *new { Ok(changed) } else { Err(LogbookError::CannotAdd) }
    }
}

fn each<T>(all: &[T], lines: fn(&T) -> Vec<Line>) -> Vec<Vec<Line>> {
    all.iter().map(lines).collect()
}

fn text(said: Option<&Said>) -> Option<String> {
    said.map(|said| quoted(&said.text))
}

fn list(said: &[Said]) -> Option<String> {
    let texts: Vec<String> = said.iter().map(|said| quoted(&said.text)).collect();
    (!texts.is_empty()).then(|| format!("[{}]", texts.join(", ")))
}

fn truth(yes: bool) -> Option<String> {
    yes.then(|| "true".to_owned())
}

fn lines(answers: &Answers) -> Vec<Line> {
    vec![
        ("version", Some(answers.version.to_string())),
        ("written", answers.written.clone()),
        ("for", text(answers.reader.as_ref())),
        ("from", text(answers.from.as_ref())),
        ("lawyer", text(answers.lawyer.as_ref())),
        ("executor", text(answers.executor.as_ref())),
        ("incapacity", text(answers.incapacity.as_ref())),
        ("missing", text(answers.missing.as_ref())),
        ("message", text(answers.message.as_ref())),
        ("kept", list(&answers.kept)),
        ("known", list(&answers.known)),
    ]
}

fn helper(helper: &Helper) -> Vec<Line> {
    vec![
        ("name", text(Some(&helper.name))),
        ("reach", text(helper.reach.as_ref())),
        ("agreed", truth(helper.agreed)),
    ]
}

fn asset(asset: &Asset) -> Vec<Line> {
    vec![
        ("name", text(Some(&asset.name))),
        ("kind", text(Some(&asset.kind).filter(|kind| !kind.text.is_empty()))),
        ("at", text(asset.at.as_ref())),
        ("fingerprint", text(asset.fingerprint.as_ref())),
        ("passphrase", truth(asset.passphrase)),
    ]
}

fn kept(copy: &Kept) -> Vec<Line> {
    vec![
        ("of", text(Some(&copy.of))),
        ("what", Some(quoted(copy.what.name()))),
        ("scheme", copy.scheme.map(|scheme| quoted(&scheme.to_string()))),
        ("number", copy.number.map(|number| number.to_string())),
        ("place", text(Some(&copy.place))),
        ("label", text(copy.label.as_ref())),
        ("seal", text(copy.seal.as_ref())),
    ]
}

fn place(place: &PlaceOpened) -> Vec<Line> {
    vec![("name", text(Some(&place.name))), ("opened_by", list(&place.opened_by))]
}

fn own_words(answers: &Answers) -> Vec<Line> {
    let said = |section: &&'static str| {
        let words = answers.own_words.iter().find(|words| words.section == *section);
        (*section, words.map(|words| quoted(&words.text.text)))
    };
    SECTIONS.iter().map(said).collect()
}
