//! The nine questions on a terminal, with the earlier answers to keep.

use super::lines;
use crate::cli::failure::Failure;
use crate::cli::kept::Shelf;
use crate::cli::session::Session;
use crate::host::show_text;
use crate::letter::Question;
use crate::logbook::{Answers, Asset, Helper, Kept, PlaceOpened, Said};

/// Asks one question and gives the answers with its own answer changed.
///
/// # Errors
/// When the terminal ends, or an answer holds a secret three times.
pub(super) fn ask(
    question: &Question,
    there: Answers,
    session: &mut Session,
) -> Result<Answers, Failure> {
    session.say("");
    session.say(&format!("{}  {}", question.number, question.ask));
    for line in question.how {
        session.say(&format!("   {line}"));
    }
    let mut answers = there;
    match question.number {
        1 => {
            answers.reader = lines::one(session, "It is for", answers.reader)?;
            answers.from = lines::one(session, "Your name", answers.from)?;
        }
        2 => helpers(session, &mut answers)?,
        3 => assets(session, &mut answers)?,
        4 => copies(session, &mut answers)?,
        5 => places(session, &mut answers)?,
        6 => answers.kept = lines::names(session, "It lies in", answers.kept)?,
        7 => answers.missing = lines::several(session, answers.missing)?,
        8 => {
            let executor = "The executor of your will, or who inherits";
            answers.executor = lines::one(session, executor, answers.executor)?;
            let incapacity = "While you live and cannot act: who may, and by which paper";
            answers.incapacity = lines::one(session, incapacity, answers.incapacity)?;
        }
        _ => answers.message = lines::several(session, answers.message)?,
    }
    Ok(answers)
}

/// Carries the answer to one question over, and nothing else.
pub(super) fn carry(number: u8, from: Answers, to: &mut Answers) {
    match number {
        1 => (to.reader, to.from) = (from.reader, from.from),
        2 => (to.helpers, to.lawyer) = (from.helpers, from.lawyer),
        3 => to.assets = from.assets,
        4 => to.copies = from.copies,
        5 => to.places = from.places,
        6 => to.kept = from.kept,
        7 => to.missing = from.missing,
        8 => (to.executor, to.incapacity) = (from.executor, from.incapacity),
        _ => to.message = from.message,
    }
}

fn helpers(session: &mut Session, answers: &mut Answers) -> Result<(), Failure> {
    let shown = |helper: &Helper| lines::joined(&[&helper.name, or_none(&helper.reach)]);
    let read = |fields: &[&str]| match *fields {
        [name] | [name, ""] => Ok(helper(name, None)),
        [name, reach] => Ok(helper(name, Some(reach))),
        _ => Err("NAME; how to reach them"),
    };
    let before = answers.helpers.clone();
    answers.helpers = lines::list(session, &before, shown, read)?;
    for helper in &mut answers.helpers {
        // Whoever agreed before is not asked about again.
        let asked = before.iter().find(|one| one.name == helper.name && one.reach == helper.reach);
        helper.agreed = match asked.is_some_and(|one| one.agreed) {
            true => true,
            false => {
                let name = show_text(&helper.name.text);
                session.confirm(&format!("   Did {name} agree to stand in the letter?"), false)?
            }
        };
    }
    answers.lawyer =
        lines::one(session, "A lawyer or notary, if there is one", answers.lawyer.take())?;
    Ok(())
}

fn helper(name: &str, reach: Option<&str>) -> Helper {
    Helper { name: Said::new(name), reach: reach.map(Said::new), agreed: false }
}

fn or_none(said: &Option<Said>) -> &Said {
    static NOTHING: Said = Said { line: 0, text: String::new() };
    said.as_ref().unwrap_or(&NOTHING)
}

fn assets(session: &mut Session, answers: &mut Answers) -> Result<(), Failure> {
    let kept = kept_wallets(session);
    if answers.assets.is_empty() && !kept.is_empty() {
        session.say("   From your home:");
        answers.assets = kept.clone();
    }
    let shown = |asset: &Asset| lines::joined(&[&asset.name, &asset.kind, or_none(&asset.at)]);
    let read = |fields: &[&str]| {
        let (name, kind, at) = match *fields {
            [name, kind] | [name, kind, ""] => (name, kind, None),
            [name, kind, at] => (name, kind, Some(Said::new(at))),
            _ => return Err("NAME; KIND      or NAME; KIND; COMPANY"),
        };
        Ok(Asset { name: Said::new(name), kind: Said::new(kind), at, ..Asset::default() })
    };
    let before = answers.assets.clone();
    answers.assets = lines::list(session, &before, shown, read)?;
    for asset in &mut answers.assets {
        let known = before.iter().chain(&kept).find(|one| one.name == asset.name);
        if let Some(known) = known.filter(|_| asset.at.is_none()) {
            asset.fingerprint = known.fingerprint.clone();
            asset.passphrase = known.passphrase;
        }
        if asset.at.is_none() && !before.contains(asset) {
            let name = show_text(&asset.name.text);
            let ask = format!("   Does a passphrase (a further, secret word) belong to {name}?");
            asset.passphrase = session.confirm(&ask, asset.passphrase)?;
        }
    }
    // What lies somewhere belongs to something that exists.
    let names: Vec<Said> = answers.assets.iter().map(|asset| asset.name.clone()).collect();
    answers.copies.retain(|copy| names.contains(&copy.of));
    Ok(())
}

/// The wallets that are kept in the home, but for those of published seeds.
fn kept_wallets(session: &Session) -> Vec<Asset> {
    let Ok(shelf) = Shelf::open(session) else { return Vec::new() };
    let asset = |name| {
        let kept = shelf.read(name).ok()?;
        let fingerprint = kept.file.fingerprints().first().map(|one| Said::new(one.as_str()));
        let (name, kind) = (Said::new(name.as_str()), Said::new("bitcoin"));
        let real = !kept.file.is_practice() || session.practice;
        real.then(|| Asset { name, kind, fingerprint, ..Asset::default() })
    };
    shelf.names.iter().filter_map(asset).collect()
}

fn copies(session: &mut Session, answers: &mut Answers) -> Result<(), Failure> {
    let shown = |copy: &Kept| {
        let what = match (copy.scheme, copy.number) {
            (Some(scheme), Some(number)) => format!("{} {scheme} {number}", copy.what.name()),
            (Some(scheme), None) => format!("{} {scheme}", copy.what.name()),
            (None, _) => copy.what.name().to_owned(),
        };
        let (label, seal) = (or_none(&copy.label), or_none(&copy.seal));
        lines::joined(&[&copy.of, &Said::new(what), &copy.place, label, seal])
    };
    let assets = answers.assets.clone();
    let read = |fields: &[&str]| lines::copy(fields, &assets);
    answers.copies = lines::list(session, &answers.copies.clone(), shown, read)?;
    Ok(())
}

fn places(session: &mut Session, answers: &mut Answers) -> Result<(), Failure> {
    let names: Vec<String> = answers.place_names().into_iter().map(str::to_owned).collect();
    if names.is_empty() {
        session.say("   No place was named yet: coldkeep letter edit 4");
    }
    let mut opened = Vec::new();
    for name in names {
        let there = answers.places.iter().find(|place| place.name.text == name);
        let before = there.map(|place| place.opened_by.clone()).unwrap_or_default();
        let by = lines::names(session, &name, before)?;
        opened.push(PlaceOpened { name: Said::new(name), opened_by: by });
    }
    answers.places = opened;
    Ok(())
}
