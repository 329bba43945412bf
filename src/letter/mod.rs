//! What heirs are told: nine questions and their answers, what follows from them, and what must not be in them.
//!
//! No secret can be put in here: this room imports `logbook` only. Whether a text is a phrase or a key is asked of
//! [`Judges`], which the caller brings. The words of the printed pages are `paper`'s.
//!
//! ```
//! use coldkeep::letter::Letter;
//! use coldkeep::logbook::LetterFile;
//! let text = "format = 1\nfor = 'my family'\n[[asset]]\nname = 'savings'\n\
//!             [[copy]]\nof = 'savings'\nwhat = 'whole'\nplace = 'home safe'\n";
//! let file = LetterFile::parse(text.to_owned()).expect("it is whole");
//! let letter = Letter::new(file.answers().clone());
//! assert_eq!(letter.places()[0].name, "home safe");
//! ```

#![forbid(unsafe_code)]

mod lint;
mod outlook;
mod questions;

pub use lint::{About, Finding, Judges, Rule, lint, refusals};
pub use outlook::{Gone, Way};
pub use questions::{QUESTIONS, Question};

pub use crate::logbook::{Asset, Kept, Said};

use crate::logbook::{Access, Answers, Holding};

/// A place of the letter: what lies there, and who can open it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'l> {
    /// The owner's name for it.
    pub name: &'l str,
    /// Who can open it, each alone.
    pub opened_by: &'l [Said],
    /// What lies there.
    pub copies: Vec<&'l Kept>,
}

/// The answers, and what follows from them.
#[derive(Debug, Clone)]
pub struct Letter {
    answers: Answers,
    access: Access,
}

impl Letter {
    /// Reads the answers; names of assets and places are settled by now.
    pub fn new(answers: Answers) -> Self {
        let access = access(&answers);
        Self { answers, access }
    }

    /// The answers.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The places in the order of the file: where copies lie, then the others.
    pub fn places(&self) -> Vec<Place<'_>> {
        let place = |name| Place {
            name,
            opened_by: self.opened_by(name),
            copies: self.answers.copies.iter().filter(|copy| copy.place.text == name).collect(),
        };
        self.answers.place_names().into_iter().map(place).collect()
    }

    fn opened_by(&self, name: &str) -> &[Said] {
        let entry = self.answers.places.iter().find(|place| place.name.text == name);
        entry.map_or(&[], |place| &place.opened_by)
    }

    /// The words of the owner in place of the printed ones of a section.
    pub fn own_words(&self, section: &str) -> Option<&str> {
        let own = self.answers.own_words.iter().find(|own| own.section == section);
        own.map(|own| own.text.text.as_str())
    }
}

/// What lies where, as positions.
fn access(answers: &Answers) -> Access {
    let places = answers.place_names();
    let position = |names: &[&str], name: &Said| names.iter().position(|one| *one == name.text);
    let assets: Vec<&str> = answers.assets.iter().map(|asset| asset.name.text.as_str()).collect();
    let holding = |copy: &Kept| {
        Some(Holding {
            wallet: position(&assets, &copy.of)?,
            place: position(&places, &copy.place)?,
            part: copy.what,
            quorum: copy.scheme,
            number: copy.number,
        })
    };
    let with_passphrase = answers.assets.iter().enumerate();
    let with_passphrase = with_passphrase.filter(|(_, asset)| asset.passphrase).map(|(at, _)| at);
    Access {
        holdings: answers.copies.iter().filter_map(holding).collect(),
        places: places.len(),
        with_passphrase: with_passphrase.collect(),
    }
}
