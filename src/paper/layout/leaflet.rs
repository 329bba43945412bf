//! Pages of headings and sentences around the letter: for the helper, the lawyer, a holder; and the checklist.

use super::Setting;
use super::canvas::{HEAD, LABEL, LIVE_WIDTH, SMALL, Style};
use super::kit::{BODY, BOLD};
use super::open::Flow;
use crate::letter::{Asset, Letter, Said};
use crate::paper::PaperError;
use crate::paper::fonts::Face;
use crate::paper::page::Page;
use crate::paper::text::fill;
use crate::paper::text::letter::Leaflet;

/// Where the sentences begin, behind their mark.
const ITEM: f32 = 5.5;
/// What stands where an answer is missing: a line to write on.
const BLANK: &str = "________________________";
/// Where a checklist's dates and names are written.
const DONE: f32 = 138.0;
const STEP: Style = Style::new(Face::Sans, 10.5);

/// Draws a leaflet; for a holder only what lies at their place is told.
pub(super) fn pages(
    letter: &Letter,
    texts: &Leaflet,
    place: Option<&str>,
    setting: &Setting<'_>,
) -> Result<Vec<Page>, PaperError> {
    let mut flow = Flow::plain(texts.title, setting);
    let values = values(letter, place, setting);
    begin(&mut flow, letter, texts, &values)?;
    for (title, sentences) in texts.parts {
        part(&mut flow, title);
        for sentence in *sentences {
            flow.room(BODY.leading());
            let y = flow.y;
            flow.canvas.text(0.0, y, BOLD, "•");
            flow.say((ITEM, LIVE_WIDTH - ITEM), BODY, &filled(sentence, &values))?;
            flow.y += 1.0;
        }
        flow.y += 3.0;
    }
    flow.say((0.0, LIVE_WIDTH), SMALL, &filled(texts.end, &values))?;
    Ok(flow.finish())
}

/// Draws the checklist: each step with a box to tick, and a line for date and name.
pub(super) fn checklist(
    letter: &Letter,
    texts: &Leaflet,
    setting: &Setting<'_>,
) -> Result<Vec<Page>, PaperError> {
    let mut flow = Flow::plain(texts.title, setting);
    begin(&mut flow, letter, texts, &[])?;
    for (title, steps) in texts.parts {
        part(&mut flow, title);
        flow.canvas.text(DONE, flow.y - BODY.leading() - 3.0, LABEL, setting.texts.kit.done_by);
        for step in *steps {
            flow.room(2.0 * STEP.leading());
            let y = flow.y;
            flow.canvas.tick(0.0, y, false);
            flow.canvas.blank(DONE, LIVE_WIDTH, y);
            flow.say((ITEM + 0.5, DONE - ITEM - 5.0), STEP, step)?;
            flow.y += 2.2;
        }
        flow.y += 1.6;
    }
    flow.say((0.0, LIVE_WIDTH), SMALL, texts.end)?;
    Ok(flow.finish())
}

fn begin(
    flow: &mut Flow<'_>,
    letter: &Letter,
    texts: &Leaflet,
    values: &[(&'static str, String)],
) -> Result<(), PaperError> {
    if let Some(day) = &letter.answers().written {
        flow.canvas.text_right(LIVE_WIDTH, 7.0, HEAD, day);
    }
    flow.y = 16.0;
    flow.say((0.0, LIVE_WIDTH), Style::new(Face::Sans, 12.5), &filled(texts.lead, values))?;
    flow.y += 5.0;
    Ok(())
}

fn part(flow: &mut Flow<'_>, title: &str) {
    flow.room(4.0 * BODY.leading());
    let y = flow.y;
    flow.canvas.text(0.0, y, Style::new(Face::SansBold, 12.5), title);
    flow.canvas.line((0.0, y + 2.0), (LIVE_WIDTH, y + 2.0), 0.25, 90);
    flow.y = y + BODY.leading() + 3.0;
}

fn filled(sentence: &str, values: &[(&'static str, String)]) -> String {
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(sentence, &values)
}

/// What the sentences are filled with; a line to write on where there is no answer.
fn values(
    letter: &Letter,
    place: Option<&str>,
    setting: &Setting<'_>,
) -> Vec<(&'static str, String)> {
    let answers = letter.answers();
    let one = |said: &Option<Said>| said.as_ref().map(|said| said.text.clone());
    let several = |texts: Vec<String>| (!texts.is_empty()).then(|| texts.join(", "));
    let kind = |asset: &Asset| match &asset.at {
        Some(company) => company.text.clone(),
        None => asset.kind.text.clone(),
    };
    let assets = |held: bool| {
        let mut kinds: Vec<String> =
            answers.assets.iter().filter(|one| one.at.is_some() == held).map(kind).collect();
        kinds.dedup();
        several(kinds)
    };
    let names = |all: &[Said]| several(all.iter().map(|said| said.text.clone()).collect());
    let helpers = answers.helpers.iter().map(|helper| match &helper.reach {
        Some(reach) => format!("{} ({})", helper.name.text, reach.text),
        None => helper.name.text.clone(),
    });
    let values = [
        ("from", one(&answers.from)),
        ("reader", one(&answers.reader)),
        ("kept", names(&answers.kept)),
        ("version", Some(answers.version.max(1).to_string())),
        ("written", answers.written.clone()),
        ("own", assets(false)),
        ("accounts", assets(true)),
        ("executor", one(&answers.executor)),
        ("incapacity", one(&answers.incapacity)),
        ("lawyer", one(&answers.lawyer)),
        ("helpers", several(helpers.collect())),
        ("copies", place.and_then(|place| kept_at(letter, place, &setting.texts.kit.outside))),
    ];
    let or_blank = |value: Option<String>| value.unwrap_or_else(|| BLANK.to_owned());
    values.map(|(name, value)| (name, or_blank(value))).to_vec()
}

/// What a holder keeps, by what stands on its outside: never what it is.
fn kept_at(letter: &Letter, place: &str, outside: &[&str; 2]) -> Option<String> {
    let place = letter.places().into_iter().find(|one| one.name == place)?;
    let said = |copy: &&crate::letter::Kept| {
        let label = copy.label.as_ref().map_or(BLANK, |label| &label.text);
        match &copy.seal {
            Some(seal) => fill(outside[0], &[("label", label), ("seal", &seal.text)]),
            None => fill(outside[1], &[("label", label)]),
        }
    };
    let all: Vec<String> = place.copies.iter().map(said).collect();
    (!all.is_empty()).then(|| all.join("; "))
}
