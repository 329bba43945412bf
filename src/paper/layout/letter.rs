//! The letter to the heirs: eight sections with fixed headings, the owner's words in them, a table of places.

use super::Setting;
use super::canvas::{HEAD, LABEL, LIVE_WIDTH, SMALL, Style};
use super::kit::{BODY, BOLD, copy_in_words, way_in_words};
use super::open::Flow;
use crate::letter::Letter;
use crate::paper::PaperError;
use crate::paper::fonts::Face;
use crate::paper::page::Page;
use crate::paper::text::fill;
use crate::paper::text::letter::{Kit, Letter as Texts};

/// Where the text begins, beside the headings.
const LEFT: f32 = 40.0;
const TEXT: (f32, f32) = (LEFT, LIVE_WIDTH - LEFT);
/// Where the text behind a bullet or a letter begins.
const ITEM: f32 = 5.5;

const NUMBER: Style = Style::new(Face::SansBold, 17.0).grey(110);

/// The table of places: left edge and width of each column.
const COLUMNS: [(f32, f32); 4] = [(0.0, 36.0), (40.0, 78.0), (122.0, 40.0), (166.0, 14.0)];
const CELL: Style = Style::new(Face::Sans, 10.0);

/// Draws what stands beside one heading.
type Section = fn(&mut Flow<'_>, &Letter, &Kit) -> Result<(), PaperError>;

/// Draws the letter.
pub(super) fn pages(letter: &Letter, setting: &Setting<'_>) -> Result<Vec<Page>, PaperError> {
    let (kit, texts) = (&setting.texts.kit, &setting.texts.kit.letter);
    let mut flow = Flow::plain(texts.title, setting);
    head(&mut flow, letter, texts)?;
    let sections: [Section; 8] =
        [there_is, do_not, who_can_help, to_do, where_things_are, missing, law, from_me];
    for (at, section) in sections.into_iter().enumerate() {
        heading(&mut flow, at, texts);
        section(&mut flow, letter, kit)?;
        flow.y += 2.0;
    }
    signature(&mut flow, letter, texts);
    Ok(flow.finish())
}

fn head(flow: &mut Flow<'_>, letter: &Letter, texts: &Texts) -> Result<(), PaperError> {
    let answers = letter.answers();
    if let Some(reader) = &answers.reader {
        let reader = fill(texts.reader, &[("reader", &reader.text)]);
        flow.y = 14.5;
        flow.say((0.0, 118.0), BOLD, &reader)?;
    }
    let version = fill(texts.version, &[("n", &answers.version.max(1).to_string())]);
    if let Some(day) = &answers.written {
        flow.canvas.text_right(LIVE_WIDTH, 7.0, HEAD, day);
    }
    flow.canvas.text_right(LIVE_WIDTH, 14.5, LABEL, &version);
    flow.y = flow.y.max(16.0) + 3.5;
    let before = letter.own_words("before").unwrap_or(texts.before);
    flow.paragraphs((0.0, LIVE_WIDTH), Style::new(Face::Sans, 12.5), before)?;
    flow.y += 1.0;
    Ok(())
}

/// The number and title of a section, with a rule above, and three lines of its text on the same page.
fn heading(flow: &mut Flow<'_>, at: usize, texts: &Texts) {
    flow.room(6.0 + 3.0 * BODY.leading());
    let y = flow.y;
    flow.canvas.line((0.0, y), (LIVE_WIDTH, y), 0.2, 120);
    flow.canvas.text(0.0, y + 7.2, NUMBER, &(at + 1).to_string());
    let mut title = y + 6.6;
    for word in crate::paper::fit::wrap(HEAD.face, HEAD.size_pt, LEFT - 8.0, texts.sections[at]) {
        let line: String = word.into_iter().map(|span| span.text).collect();
        flow.canvas.text(7.5, title, HEAD, &line);
        title += HEAD.leading();
    }
    flow.y = y + 6.6;
}

/// The owner's own words for a section, if there are any; then nothing else is printed there.
fn own(flow: &mut Flow<'_>, letter: &Letter, section: &str) -> Result<bool, PaperError> {
    let Some(words) = letter.own_words(section) else { return Ok(false) };
    flow.paragraphs(TEXT, BODY, words)?;
    Ok(true)
}

/// Lines behind a mark: bullets, letters.
fn items(flow: &mut Flow<'_>, marks: &[String], lines: &[&str]) -> Result<(), PaperError> {
    for (mark, line) in marks.iter().zip(lines) {
        flow.room(BODY.leading());
        let y = flow.y;
        flow.canvas.text(LEFT, y, BOLD, mark);
        flow.say((LEFT + ITEM, TEXT.1 - ITEM), BODY, line)?;
        flow.y += 0.5;
    }
    Ok(())
}

fn bullets(flow: &mut Flow<'_>, lines: &[&str]) -> Result<(), PaperError> {
    items(flow, &vec!["•".to_owned(); lines.len()], lines)
}

fn there_is(flow: &mut Flow<'_>, letter: &Letter, kit: &Kit) -> Result<(), PaperError> {
    let texts = &kit.letter;
    if !own(flow, letter, "what_there_is")? {
        flow.say(TEXT, BODY, texts.there_is[0])?;
        flow.y += 0.5;
    }
    let answers = letter.answers();
    let mut lines = Vec::new();
    for asset in &answers.assets {
        let (name, kind) = (asset.name.text.as_str(), asset.kind.text.as_str());
        let company = asset.at.as_ref().map(|at| at.text.as_str());
        let mut line = match company {
            Some(company) => {
                fill(texts.account, &[("asset", name), ("kind", kind), ("company", company)])
            }
            None => fill(texts.own, &[("asset", name), ("kind", kind)]),
        };
        let listed = answers.copies.iter().filter(|copy| copy.of == asset.name);
        let listed = listed.map(|copy| copy.what).any(|what| what.name() == "passphrase");
        if company.is_none() && (asset.passphrase || listed) {
            line.push(' ');
            line.push_str(texts.passphrase);
        }
        if let Some(fingerprint) = asset.fingerprint.as_ref().filter(|_| company.is_none()) {
            line.push(' ');
            line.push_str(&fill(texts.fingerprint, &[("fingerprint", &fingerprint.text)]));
        }
        lines.push(line);
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    bullets(flow, &lines)?;
    if answers.assets.iter().any(|asset| asset.at.is_some()) {
        flow.y += 0.8;
        flow.say(TEXT, BODY, texts.there_is[1])?;
    }
    Ok(())
}

fn do_not(flow: &mut Flow<'_>, letter: &Letter, kit: &Kit) -> Result<(), PaperError> {
    if own(flow, letter, "do_not")? { Ok(()) } else { bullets(flow, kit.letter.do_not) }
}

fn who_can_help(flow: &mut Flow<'_>, letter: &Letter, kit: &Kit) -> Result<(), PaperError> {
    let answers = letter.answers();
    for helper in &answers.helpers {
        flow.say(TEXT, BOLD, &helper.name.text)?;
        if let Some(reach) = &helper.reach {
            flow.say((LEFT + ITEM, TEXT.1 - ITEM), BODY, &reach.text)?;
        }
        flow.y += 0.4;
    }
    if answers.helpers.len() < 2 {
        for _ in answers.helpers.len()..2 {
            flow.room(8.0);
            let y = flow.y + 1.5;
            flow.canvas.blank(LEFT, LIVE_WIDTH, y);
            flow.y += 7.5;
        }
    }
    flow.y += 0.8;
    if !own(flow, letter, "who_can_help")? {
        flow.say(TEXT, BODY, kit.letter.who_can_help)?;
    }
    if let Some(lawyer) = &answers.lawyer {
        flow.y += 0.8;
        flow.say(TEXT, BODY, &fill(kit.letter.lawyer, &[("lawyer", &lawyer.text)]))?;
    }
    Ok(())
}

fn to_do(flow: &mut Flow<'_>, letter: &Letter, kit: &Kit) -> Result<(), PaperError> {
    if own(flow, letter, "what_to_do")? {
        return Ok(());
    }
    let marks: Vec<String> = ('a'..='z').map(String::from).collect();
    items(flow, &marks, kit.letter.to_do)
}

fn where_things_are(flow: &mut Flow<'_>, letter: &Letter, kit: &Kit) -> Result<(), PaperError> {
    flow.y += 8.0;
    columns(flow, &kit.letter);
    for place in letter.places() {
        let by: Vec<&str> = place.opened_by.iter().map(|said| said.text.as_str()).collect();
        let by = by.join(", ");
        let blank = [None];
        let copies = place.copies.iter().map(|copy| Some(*copy)).collect::<Vec<_>>();
        let copies = if copies.is_empty() { &blank[..] } else { &copies };
        for (at, copy) in copies.iter().enumerate() {
            let there = copy.map_or(kit.nobody.to_owned(), |copy| copy_in_words(copy, &kit.places));
            let seal = copy.and_then(|copy| copy.seal.as_ref()).map_or("", |seal| &seal.text);
            let (name, by) = if at == 0 { (place.name, by.as_str()) } else { ("", "") };
            let texts = [name, there.as_str(), by, seal];
            let cells: Vec<_> =
                COLUMNS.iter().zip(texts).map(|((x, width), text)| (*x, *width, text)).collect();
            flow.row(&cells, CELL)?;
            flow.y += 0.6;
        }
        let y = flow.y - CELL.leading() + 1.4;
        flow.canvas.line((0.0, y), (LIVE_WIDTH, y), 0.15, 160);
        flow.y += 1.8;
    }
    flow.y += 1.0;
    for (asset, way) in letter.ways() {
        flow.say((0.0, LIVE_WIDTH), BOLD, &way_in_words(asset, &way, &kit.places))?;
    }
    Ok(())
}

fn columns(flow: &mut Flow<'_>, texts: &Texts) {
    flow.room(3.0 * BODY.leading());
    let y = flow.y;
    for ((x, _), text) in COLUMNS.iter().zip(texts.columns) {
        flow.canvas.text(*x, y, LABEL, text);
    }
    flow.canvas.line((0.0, y + 1.6), (LIVE_WIDTH, y + 1.6), 0.3, 60);
    flow.y = y + 6.6;
}

fn missing(flow: &mut Flow<'_>, letter: &Letter, kit: &Kit) -> Result<(), PaperError> {
    if let Some(missing) = &letter.answers().missing {
        flow.paragraphs(TEXT, BODY, &missing.text)?;
    }
    let texts = &kit.places;
    let gone = letter.without_each_place();
    for gone in gone.iter().filter(|gone| !gone.lost.is_empty()) {
        let values = [("place", gone.place), ("lost", &gone.lost.join(", "))];
        flow.say(TEXT, BODY, &fill(texts.lost, &values))?;
    }
    let spare: Vec<&str> =
        gone.iter().filter(|gone| gone.lost.is_empty()).map(|gone| gone.place).collect();
    if spare.len() > 1 && spare.len() == gone.len() {
        flow.say(TEXT, BODY, texts.none_needed)?;
    } else if !spare.is_empty() {
        flow.say(TEXT, BODY, &fill(texts.spare, &[("places", &spare.join(", "))]))?;
    }
    flow.y += 0.8;
    if !own(flow, letter, "missing")? {
        flow.say(TEXT, BODY, kit.letter.missing)?;
    }
    Ok(())
}

fn law(flow: &mut Flow<'_>, letter: &Letter, kit: &Kit) -> Result<(), PaperError> {
    let (texts, answers) = (&kit.letter, letter.answers());
    if !own(flow, letter, "law")? {
        for sentence in texts.law {
            flow.say(TEXT, BODY, sentence)?;
            flow.y += 0.6;
        }
    }
    if let Some(executor) = &answers.executor {
        flow.say(TEXT, BODY, &fill(texts.executor, &[("executor", &executor.text)]))?;
        flow.y += 0.6;
    }
    if let Some(who) = &answers.incapacity {
        flow.say(TEXT, BODY, &fill(texts.incapacity, &[("incapacity", &who.text)]))?;
        flow.y += 0.6;
    }
    flow.say(TEXT, BODY, texts.no_advice)
}

fn from_me(flow: &mut Flow<'_>, letter: &Letter, _: &Kit) -> Result<(), PaperError> {
    match &letter.answers().message {
        Some(message) => flow.paragraphs(TEXT, BODY, &message.text),
        None => {
            for _ in 0..3 {
                flow.room(9.0);
                let y = flow.y + 1.0;
                flow.canvas.blank(LEFT, LIVE_WIDTH, y);
                flow.y += 9.0;
            }
            Ok(())
        }
    }
}

fn signature(flow: &mut Flow<'_>, letter: &Letter, texts: &Texts) {
    flow.room(14.0);
    let y = flow.y + 6.0;
    let x = flow.canvas.text(0.0, y, SMALL, texts.signed) + 3.0;
    flow.canvas.blank(x, 84.0, y);
    let answers = letter.answers();
    if let Some(from) = &answers.from {
        flow.canvas.text(x, y + 4.8, LABEL, &from.text);
    }
    let mut x = flow.canvas.text(92.0, y, SMALL, texts.checked) + 4.0;
    let year = answers.written.as_ref().and_then(|day| day.get(..4)?.parse::<u32>().ok());
    for after in 0..4 {
        let year = year.map_or("20__".to_owned(), |year| (year + after).to_string());
        x = flow.canvas.tick(x, y, false) + 1.5;
        x = flow.canvas.text(x, y, SMALL, &year) + 5.0;
    }
    flow.y = y + 6.0;
}
