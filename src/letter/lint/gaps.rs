//! The one-place test, and answers that are missing.

use super::{About, Finding, Letter, Rule};

/// Words that name a will.
const WILL: [&str; 5] = ["will", "testament", "probate", "nachlassgericht", "testamento"];

/// Everything that follows from the answers together.
pub(super) fn of(letter: &Letter) -> Vec<Finding> {
    let mut found = unanswered(letter);
    found.extend(places(letter));
    found.extend(people(letter));
    found.extend(unopened(letter));
    found.extend(named(letter));
    found
}

fn found(rule: Rule, line: usize, about: About) -> Finding {
    Finding { rule, line, about }
}

/// A burglar with the letter and each place in turn; an heir with each place gone.
fn places(letter: &Letter) -> Vec<Finding> {
    let mut all = Vec::new();
    let answers = letter.answers();
    for (wallet, asset) in letter.own() {
        let line_of = |place: &str| {
            let copies = answers.copies.iter();
            let mut there = copies.filter(|copy| copy.of.text == asset && copy.place.text == place);
            there.next().map_or(0, |copy| copy.place.line)
        };
        let about = |place: Option<&str>| About {
            place: place.map(str::to_owned),
            asset: Some(asset.to_owned()),
            ..About::default()
        };
        for place in letter.enough_alone(wallet) {
            let there = answers.kept.iter().any(|kept| kept.text == place);
            let rule = if there { Rule::LetterThere } else { Rule::OnePlace };
            all.push(found(rule, line_of(place), about(Some(place))));
        }
        if letter.has_unnumbered(wallet) {
            let mut copies = answers.copies.iter().filter(|copy| copy.of.text == asset);
            let unknown = copies.find(|copy| copy.scheme.is_some() && copy.number.is_none());
            let line = unknown.map_or(0, |copy| copy.of.line);
            all.push(found(Rule::PartUnknown, line, about(None)));
        }
        if !letter.may_open(wallet) {
            let line = answers.assets[wallet].name.line;
            all.push(found(Rule::NeverOpens, line, about(None)));
        }
    }
    for gone in letter.without_each_place() {
        for asset in &gone.lost {
            let there = |copy: &&crate::logbook::Kept| {
                copy.of.text == **asset && copy.place.text == gone.place
            };
            let line = answers.copies.iter().find(there).map_or(0, |copy| copy.place.line);
            let (place, asset) = (Some(gone.place.to_owned()), Some((*asset).to_owned()));
            all.push(found(Rule::LostPlace, line, About { place, asset, ..About::default() }));
        }
    }
    all
}

/// Who can spend alone though they only help, and without whom nothing opens.
fn people(letter: &Letter) -> Vec<Finding> {
    let mut all = Vec::new();
    for person in letter.people() {
        let places = &letter.answers().places;
        let said = places.iter().flat_map(|place| &place.opened_by).find(|one| one.text == person);
        let line = said.map_or(0, |said| said.line);
        let helps = letter.answers().helpers.iter().any(|helper| helper.name.text == person);
        for (wallet, asset) in letter.own().filter(|(at, _)| letter.may_open(*at)) {
            let about = || About {
                person: Some(person.to_owned()),
                asset: Some(asset.to_owned()),
                ..About::default()
            };
            if helps && letter.opens_alone(person, wallet) {
                all.push(found(Rule::HelperAlone, line, about()));
            }
            if letter.opens_at_all(wallet) && !letter.survives_person(person, wallet) {
                all.push(found(Rule::LostPerson, line, about()));
            }
        }
    }
    all
}

/// Places of which nobody is named who can open them.
fn unopened(letter: &Letter) -> Vec<Finding> {
    let closed = letter.places().into_iter().filter(|place| place.opened_by.is_empty());
    let told = |place: crate::letter::Place<'_>| {
        let line = place.copies.first().map_or(0, |copy| copy.place.line);
        let about = About { place: Some(place.name.to_owned()), ..About::default() };
        found(Rule::NobodyOpens, line, about)
    };
    closed.filter(|place| !place.copies.is_empty()).map(told).collect()
}

/// Helpers: two at least, who agreed; and the letter not with the will.
fn named(letter: &Letter) -> Vec<Finding> {
    let answers = letter.answers();
    let mut all = Vec::new();
    if answers.helpers.len() < 2 {
        let line = answers.helpers.first().map_or(0, |helper| helper.name.line);
        all.push(Finding::counting(Rule::Helpers, line, answers.helpers.len()));
    }
    for helper in answers.helpers.iter().filter(|helper| !helper.agreed) {
        let about = About { person: Some(helper.name.text.clone()), ..About::default() };
        all.push(found(Rule::Consent, helper.name.line, about));
    }
    for kept in &answers.kept {
        let lower = kept.text.to_lowercase();
        if lower.split(|c: char| !c.is_alphabetic()).any(|word| WILL.contains(&word)) {
            let about = About { place: Some(kept.text.clone()), ..About::default() };
            all.push(found(Rule::InTheWill, kept.line, about));
        }
    }
    all
}

/// Questions without an answer, where the letter cannot do without one.
fn unanswered(letter: &Letter) -> Vec<Finding> {
    let answers = letter.answers();
    let own = answers.assets.iter().any(|asset| asset.at.is_none());
    let open = [
        (1, answers.reader.is_none() || answers.from.is_none()),
        (3, answers.assets.is_empty()),
        (4, own && answers.copies.is_empty()),
        (6, answers.kept.is_empty()),
        (8, answers.executor.is_none() || answers.incapacity.is_none()),
    ];
    let told = |(question, _)| {
        let about = About { question: Some(question), ..About::default() };
        found(Rule::Unanswered, 0, about)
    };
    open.into_iter().filter(|(_, open)| *open).map(told).collect()
}
