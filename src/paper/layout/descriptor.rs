//! The wallet description: the descriptor as code, as typed lines and as plain text, and what it opens.

use super::Setting;
use super::canvas::{DATA, DATA_BOLD, FINE, HEAD, LABEL, LIVE_WIDTH, SMALL, Style};
use super::encrypted::typed_lines;
use super::foot;
use super::open::{Flow, OPEN_HEIGHT};
use crate::paper::PaperError;
use crate::paper::fonts::Face;
use crate::paper::page::{Page, Square};
use crate::paper::qr::{self, Level, Mode};
use crate::paper::text::{Descriptor as Texts, fill};
use crate::secret::SecretBytes;
use crate::sheet::{DescriptorSheet, KeyOrigin, Needs};

const SHEET: &str = "wallet description";

/// The side of the only code, and of one of several, at most, in millimetres.
const ALONE: f32 = 89.0;
const PAIRED: f32 = 78.0;
/// The largest module, in millimetres.
const MODULE: f32 = 0.85;

/// As many keys have pictures; more stand closer, without.
const PICTURED: usize = 5;
/// The side of a picture and the height of a key's line with and without it, in millimetres.
const PICTURE: f32 = 9.0;
const PICTURED_ROW: f32 = 10.6;
const PLAIN_ROW: f32 = 5.0;

/// The text at the end of the page: 104 characters fill a line.
const WHOLE: Style = Style::new(Face::Mono, 8.0);
const WHOLE_LINE: usize = 104;
const WHOLE_STEP: f32 = 3.6;

/// Draws a wallet description, one page or more.
pub(super) fn pages(
    sheet: &DescriptorSheet,
    setting: &Setting<'_>,
) -> Result<Vec<Page>, PaperError> {
    let texts = &setting.texts.descriptor;
    let mut flow = Flow::start(texts.title, &sheet.heading, SHEET, setting)?;
    flow.canvas.paragraph(0.0, 13.5, 114.0, SMALL, texts.note);
    flow.y = 22.0;
    match sheet.codes.as_slice() {
        [only] => beside_code(&mut flow, sheet, only, texts)?,
        several => {
            let top = flow.y + 3.0;
            flow.y = facts(&mut flow, (0.0, top), sheet, texts)? + 3.0;
            flow.y = flow.canvas.paragraph(0.0, flow.y, LIVE_WIDTH, SMALL, texts.many_codes);
            code_rows(&mut flow, several, setting.texts.encrypted.code_of)?;
        }
    }
    addresses(&mut flow, sheet, texts)?;
    flow.need(24.0);
    let x = flow.canvas.text(0.0, flow.y, HEAD, texts.to_use) + 5.0;
    flow.y = flow.canvas.steps(x, flow.y, LIVE_WIDTH - x, SMALL, &texts.steps);
    let lines = sheet.lines();
    typed_lines(&mut flow, &lines, setting);
    Ok(last(flow, sheet, setting))
}

/// One code, and the facts at its side.
fn beside_code(
    flow: &mut Flow<'_>,
    sheet: &DescriptorSheet,
    payload: &str,
    texts: &Texts,
) -> Result<(), PaperError> {
    let square = match qr::code(payload.as_bytes(), Mode::Bytes, Level::Q) {
        Err(PaperError::CodeTooLarge { .. }) => {
            qr::code(payload.as_bytes(), Mode::Bytes, Level::M)?
        }
        other => other?,
    };
    let module = (ALONE / square.width as f32).min(MODULE);
    let side = square.width as f32 * module;
    let top = flow.y + 2.0;
    let x = side + 4.0 * module + 4.5;
    let says = SecretBytes::copied_from(payload.as_bytes());
    flow.canvas.code((0.5, top), module, square, says);
    let end = facts(flow, (x, top + 3.0), sheet, texts)?;
    flow.y = (top + side + 4.0 * module).max(end) + 3.0;
    Ok(())
}

/// Who can spend, the keys, and what a rescan needs.
fn facts(
    flow: &mut Flow<'_>,
    (x, y): (f32, f32),
    sheet: &DescriptorSheet,
    texts: &Texts,
) -> Result<f32, PaperError> {
    let width = LIVE_WIDTH - x;
    let (needs, without) = match &sheet.needs {
        Needs::One => (texts.needs_one.to_owned(), texts.without_one.to_owned()),
        Needs::Several { needed, of } => {
            let (k, all) = (needed.to_string(), of.to_string());
            let facts = [("k", k.as_str()), ("of", all.as_str())];
            let without = if needed == of { texts.without_all } else { texts.without_several };
            (fill(texts.needs_several, &facts), fill(without, &facts))
        }
        Needs::Rule(rule) => {
            (fill(texts.needs_rule, &[("rule", rule)]), texts.without_all.to_owned())
        }
    };
    let mut y = flow.canvas.paragraph(x, y, width, HEAD, &needs) + 0.4;
    y = flow.canvas.paragraph(x, y, width, SMALL, &without) + 1.5;
    flow.canvas.text(x, y, LABEL, texts.keys);
    y += 1.6;
    for key in &sheet.keys {
        y = self::key(flow, (x, y), key, sheet.keys.len() <= PICTURED, texts)?;
    }
    y += 5.0;
    let birthday = match (&sheet.birthday, sheet.birth_height) {
        (None, None) => None,
        (day, height) => {
            let block = height.map(|height| fill(texts.block, &[("n", &height.to_string())]));
            Some([day.clone(), block].into_iter().flatten().collect::<Vec<_>>().join(", "))
        }
    };
    let rows = [
        (texts.script, Some(sheet.script.clone())),
        (texts.network, sheet.network.clone()),
        (texts.birthday, birthday),
        (texts.gap, Some(sheet.gap.to_string())),
        (texts.annotations, sheet.annotations.clone()),
    ];
    for (label, value) in
        rows.into_iter().filter(|(label, value)| value.is_some() || *label == texts.birthday)
    {
        flow.canvas.text(x, y, LABEL, label);
        let place = x + 22.0;
        match value {
            Some(value) => {
                let room = (place, y, LIVE_WIDTH - place);
                flow.canvas.given(room, SMALL, &value, (SHEET, "script"))?;
            }
            None => flow.canvas.blank(place, (place + 45.0).min(LIVE_WIDTH), y),
        }
        y += 4.8;
    }
    if let Some(proved) = &sheet.proved {
        let (signed, of) = (proved.signed.to_string(), proved.of.to_string());
        let text = fill(texts.proved, &[("signed", &signed), ("of", &of)]);
        y = flow.canvas.paragraph(x, y + 0.8, width, SMALL, &text);
    }
    Ok(y)
}

fn key(
    flow: &mut Flow<'_>,
    (x, y): (f32, f32),
    key: &KeyOrigin,
    pictured: bool,
    texts: &Texts,
) -> Result<f32, PaperError> {
    let row = if pictured { PICTURED_ROW } else { PLAIN_ROW };
    let base = y + row / 2.0 + 1.5;
    let style = Style { size_pt: 11.0, ..HEAD };
    flow.canvas.text(x, base, style, &key.letter);
    let Some((fingerprint, path)) = &key.origin else {
        flow.canvas.text(x + 8.0, base, SMALL, texts.origin_unknown);
        return Ok(y + row);
    };
    let mut at = x + 8.0;
    if pictured {
        flow.canvas.picture((at, y + 0.8), PICTURE, fingerprint);
        at += PICTURE + 3.0;
    }
    let big = Style { size_pt: if pictured { 13.0 } else { 10.5 }, ..DATA_BOLD };
    let end = flow.canvas.text(at, base, big, fingerprint) + 3.0;
    flow.canvas.given((end, base, LIVE_WIDTH - end), SMALL, path, (SHEET, "path"))?;
    Ok(y + row)
}

/// Codes two a row, each with its number.
fn code_rows(
    flow: &mut Flow<'_>,
    payloads: &[String],
    [code, of_word]: [&'static str; 2],
) -> Result<(), PaperError> {
    let of = payloads.len().to_string();
    let squares: Vec<Square> = payloads
        .iter()
        .map(|payload| qr::code(payload.as_bytes(), Mode::Capitals, Level::Q))
        .collect::<Result<_, _>>()?;
    let widest = squares.iter().map(|square| square.width).max().unwrap_or_default() as f32;
    let module = (PAIRED / widest).min(MODULE);
    let (side, quiet) = (widest * module, 4.0 * module);
    let mut pairs = squares.into_iter().zip(payloads).enumerate().peekable();
    while pairs.peek().is_some() {
        flow.need(side + 2.0 * quiet + 4.0);
        let top = flow.y + quiet;
        for (at, (square, payload)) in pairs.by_ref().take(2) {
            let x = 0.5 + (at % 2) as f32 * (LIVE_WIDTH - side - 1.0);
            let says = SecretBytes::copied_from(payload.as_bytes());
            flow.canvas.code((x, top), module, square, says);
            let number = format!("{code} {} {of_word} {of}", at + 1);
            flow.canvas.text(x, top + side + quiet + 2.6, LABEL, &number);
        }
        flow.y = top + side + quiet + 5.0;
    }
    flow.y += 4.0;
    Ok(())
}

/// The first addresses, whole, to be read back.
fn addresses(
    flow: &mut Flow<'_>,
    sheet: &DescriptorSheet,
    texts: &Texts,
) -> Result<(), PaperError> {
    flow.need(8.0 + 5.2 * sheet.addresses.len() as f32);
    flow.canvas.text(0.0, flow.y, HEAD, texts.first_addresses);
    flow.y += 5.6;
    for address in &sheet.addresses {
        flow.canvas.text_right(6.0, flow.y, LABEL, &address.path);
        let room = (9.0, flow.y, LIVE_WIDTH - 9.0);
        flow.canvas.given(room, DATA, &address.text, (SHEET, "address"))?;
        flow.canvas.expect().texts.push(format!("{} {}", address.path, address.text));
        flow.y += 5.2;
    }
    flow.y += 2.6;
    Ok(())
}

/// The foot, and below it the descriptor as the last text of the page: programs that read PDFs take it from there.
fn last(mut flow: Flow<'_>, sheet: &DescriptorSheet, setting: &Setting<'_>) -> Vec<Page> {
    let (texts, common) = (&setting.texts.descriptor, &setting.texts.common);
    let characters: Vec<char> = sheet.descriptor.chars().collect();
    let lines: Vec<String> =
        characters.chunks(WHOLE_LINE).map(|line| line.iter().collect()).collect();
    let block = WHOLE_STEP * lines.len() as f32;
    flow.need(20.0 + block);
    flow.y += 1.0;
    flow.canvas.paragraph(0.0, flow.y, LIVE_WIDTH, FINE, common.line_check);
    flow.y += 7.0;
    foot::dates(&mut flow.canvas, flow.y, common.last_checked, common);
    flow.y += 8.0;
    foot::ruler_and_toner(&mut flow.canvas, flow.y, common);
    let top = OPEN_HEIGHT - block + WHOLE_STEP;
    flow.canvas.text(0.0, top - 4.2, FINE, texts.as_one_text);
    let below = |canvas: &mut super::canvas::Canvas| {
        for (row, line) in lines.iter().enumerate() {
            canvas.text(0.0, top + WHOLE_STEP * row as f32, WHOLE, line);
        }
    };
    flow.finish_above(top - 4.2, below)
}
