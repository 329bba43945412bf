//! The share sheet: cover, the share's words, and what the shares give back together.

use super::Setting;
use super::canvas::{BODY, Canvas, DATA_BOLD, FINE, HEAD, LABEL, LIVE_WIDTH, SMALL, Style};
use super::fold::{self, Panel};
use super::foot;
use super::words::Grid;
use crate::paper::PaperError;
use crate::paper::fonts::Face;
use crate::paper::page::Page;
use crate::paper::qr::{self, Level, Mode};
use crate::paper::text::{Share as Texts, fill};
use crate::secret::SecretBytes;
use crate::sheet::{GivesBack, KeyKind, ShareSheet};

const SHEET: &str = "share sheet";

/// Draws a share sheet on one page.
pub(super) fn pages(sheet: &ShareSheet, setting: &Setting<'_>) -> Result<Vec<Page>, PaperError> {
    let mut canvas = fold::start(&sheet.heading, SHEET, setting.texts.cover.share, setting)?;
    words_panel(&mut canvas, sheet, setting)?;
    fold::enter(&mut canvas, Panel::Checks, setting.look.paper);
    restore_panel(&mut canvas, sheet, setting)?;
    Ok(vec![canvas.finish()])
}

fn words_panel(
    canvas: &mut Canvas,
    sheet: &ShareSheet,
    setting: &Setting<'_>,
) -> Result<(), PaperError> {
    let texts = &setting.texts.share;
    let (title, needs) = standing(sheet, texts);
    let x = canvas.given((0.0, 4.5, 90.0), HEAD, &title, (SHEET, "group"))? + 5.0;
    // exposed to: counting
    let count = sheet.words.expose_secret().split(' ').count();
    canvas.given((x, 4.5, LIVE_WIDTH - x), SMALL, &needs, (SHEET, "threshold"))?;
    let x = canvas.text(0.0, 9.6, LABEL, &fill(texts.format, &[("words", &count.to_string())]));
    let x = canvas.text(x + 4.0, 9.6, LABEL, texts.set) + 2.0;
    canvas.given((x, 9.6, 60.0), DATA_BOLD, &sheet.set_name, (SHEET, "set name"))?;
    let width = if sheet.qr { code(canvas, sheet, texts)? } else { LIVE_WIDTH };
    let grid = Grid { top: 12.0, width, height: 56.0 };
    grid.words(canvas, &sheet.words, SHEET)?;
    gives_back(canvas, 73.5, (sheet.gives_back, sheet.language.as_deref()), texts);
    canvas.paragraph(0.0, 80.5, LIVE_WIDTH, FINE, setting.texts.common.row_check);
    Ok(())
}

/// Draws the code at the right edge; gives the width that is left beside it.
fn code(canvas: &mut Canvas, sheet: &ShareSheet, texts: &Texts) -> Result<f32, PaperError> {
    const TOP: f32 = 11.5;
    let payload = capitals(sheet);
    // exposed to: the code of the share
    let square = qr::code(payload.expose_secret(), Mode::Capitals, Level::Q)?;
    let module = if square.width <= 49 { 0.85 } else { (46.0 / square.width as f32).min(0.75) };
    let side = square.width as f32 * module;
    let x = LIVE_WIDTH - side - 2.0;
    canvas.code((x, TOP), module, square, payload);
    let caption = TOP + side + 4.0 * module + 3.2;
    canvas.text_centred(x + side / 2.0, caption, LABEL, texts.qr_caption);
    Ok(x - 4.0 * module)
}

/// Writes the words in capitals, as the code holds them.
fn capitals(sheet: &ShareSheet) -> SecretBytes {
    // exposed to: the code of the share
    let text = sheet.words.expose_secret().as_bytes();
    SecretBytes::filled(text.len(), |bytes| {
        bytes.copy_from_slice(text);
        bytes.make_ascii_uppercase();
    })
}

fn standing(sheet: &ShareSheet, texts: &Texts) -> (String, String) {
    let (number, of) = (sheet.number.to_string(), sheet.count.to_string());
    let needed = sheet.threshold.to_string();
    match &sheet.group {
        None => {
            (fill(texts.title, &[("n", &number), ("of", &of)]), fill(texts.any, &[("k", &needed)]))
        }
        Some(group) => {
            let (groups, all) = (group.groups_needed.to_string(), group.groups.to_string());
            let title = [("n", &*number), ("of", &of), ("group", &group.name)];
            let needs = [("k", &*needed), ("groups", &groups), ("of", &all)];
            (fill(texts.group, &title), fill(texts.group_needs, &needs))
        }
    }
}

/// Draws the box that tells which of three things comes out.
pub(super) fn gives_back(
    canvas: &mut Canvas,
    y: f32,
    (what, language): (GivesBack, Option<&str>),
    texts: &Texts,
) {
    let bold = Style { face: Face::SansBold, ..SMALL };
    let words = match what {
        GivesBack::Words(count) => {
            let facts = [("n", &*count.to_string()), ("language", language.unwrap_or(""))];
            fill(if language.is_some() { texts.words_in } else { texts.words }, &facts)
        }
        _ => texts.words_any.to_owned(),
    };
    // The name of a language takes the room of the longer text.
    let key = if language.is_some() { texts.key_short } else { texts.key };
    let choices = [
        (words.as_str(), matches!(what, GivesBack::Words(_))),
        (texts.slip39_wallet, what == GivesBack::Slip39Wallet),
        (key, matches!(what, GivesBack::Key(_))),
    ];
    three_boxes(
        canvas,
        y,
        texts.gives_back,
        &choices.map(|(text, on)| (text, on, if on { bold } else { SMALL })),
    );
}

/// A box to tick and the space behind it, in millimetres.
const BOX: f32 = 3.2 + 1.5;

/// Draws a framed heading with boxes to tick.
pub(super) fn three_boxes(
    canvas: &mut Canvas,
    y: f32,
    heading: &str,
    choices: &[(&str, bool, Style)],
) {
    canvas.rect((0.0, y - 4.8), (LIVE_WIDTH, 7.2), Some(0.4), 0);
    let mut x = canvas.text(2.5, y, HEAD, heading);
    // Long names stand closer, so that all three stay in the frame.
    let texts: f32 =
        choices.iter().map(|(text, _, style)| canvas.sized(*style).width(text) + BOX).sum();
    let gap = ((LIVE_WIDTH - 2.5 - x - texts) / choices.len() as f32).min(5.0);
    for (text, ticked, style) in choices {
        x = canvas.tick(x + gap, y, *ticked) + 1.5;
        x = canvas.text(x, y, *style, text);
    }
}

fn restore_panel(
    canvas: &mut Canvas,
    sheet: &ShareSheet,
    setting: &Setting<'_>,
) -> Result<(), PaperError> {
    let texts = &setting.texts.share;
    let step = SMALL.leading();
    let mut y = canvas.paragraph(0.0, 4.5, LIVE_WIDTH, BODY, texts.same_set) + 2.0;
    canvas.text(0.0, y, HEAD, texts.to_restore);
    let (needed, of) = (sheet.threshold.to_string(), sheet.count.to_string());
    let bring = match &sheet.group {
        None => fill(texts.bring_any, &[("k", &needed), ("of", &of)]),
        Some(group) => {
            let (groups, all) = (group.groups_needed.to_string(), group.groups.to_string());
            fill(texts.bring_groups, &[("k", &needed), ("groups", &groups), ("of", &all)])
        }
    };
    let (x, width) = (28.0, LIVE_WIDTH - 28.0);
    y = canvas.paragraph(x, y, width, BODY, &bring) + 0.4;
    y = canvas.paragraph(x, y, width, BODY, texts.tools) + 0.6;
    for (command, at) in texts.commands.iter().zip([x, x + 55.0]) {
        canvas.text(at, y, DATA_BOLD, command);
    }
    y += step + 1.8;
    y = canvas.paragraph(x, y, width, BODY, &result(sheet, texts)) + 2.0;
    let end = canvas.text(0.0, y, HEAD, texts.asked) + 3.0;
    let end = canvas.text(end, y, SMALL, texts.asked_text) + 2.0;
    canvas.blank(end, LIVE_WIDTH, y);
    if let Some(fingerprint) = &sheet.fingerprint {
        y += 7.5;
        let end = canvas.text(0.0, y, LABEL, texts.fingerprint) + 4.0;
        let style = Style { size_pt: 13.0, ..DATA_BOLD };
        let end = canvas.given((end, y, 40.0), style, fingerprint, (SHEET, "fingerprint"))?;
        canvas.picture((end + 4.0, y - 5.4), 8.0, fingerprint);
    }
    if sheet.passphrase {
        canvas.text(0.0, y + 6.6, BODY, texts.passphrase);
    }
    foot::dates(canvas, 73.0, setting.texts.common.last_checked, &setting.texts.common);
    foot::ruler_and_toner(canvas, 80.5, &setting.texts.common);
    Ok(())
}

fn result(sheet: &ShareSheet, texts: &Texts) -> String {
    let digits = (usize::from(sheet.secret_bytes) * 2).to_string();
    let (template, words) = match sheet.gives_back {
        GivesBack::Words(count) => (texts.result_words, count.to_string()),
        GivesBack::Slip39Wallet => (texts.result_wallet, String::new()),
        GivesBack::Key(KeyKind::Hex) => (texts.result_hex, String::new()),
        GivesBack::Key(KeyKind::Text) => (texts.result_text, String::new()),
        GivesBack::Key(KeyKind::AgeIdentity) => (texts.result_age, String::new()),
    };
    fill(template, &[("digits", &digits), ("n", &words)])
}
