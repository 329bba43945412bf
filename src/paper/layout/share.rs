//! The share sheet: cover, the share's words or letters, and what the shares give back together.

use super::Setting;
use super::canvas::{BODY, Canvas, DATA_BOLD, FINE, HEAD, LABEL, LIVE_WIDTH, SMALL, Style};
use super::fold::{self, Panel};
use super::foot;
use super::groups;
use super::words::{DECIDING, Grid};
use crate::paper::PaperError;
use crate::paper::fonts::Face;
use crate::paper::page::Page;
use crate::paper::qr::{self, Level, Mode};
use crate::paper::text::{Share as Texts, ShareForm, fill};
use crate::secret::{SecretBytes, SecretText};
use crate::sheet::{GivesBack, KeyKind, Member, ShareSheet, Standard};

pub(super) const SHEET: &str = "share sheet";

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
    let form = form(texts, sheet.standard);
    let (title, needs) = standing(sheet, texts);
    let x = canvas.given((0.0, 4.5, 90.0), HEAD, &title, (SHEET, "group"))? + 5.0;
    let style = if sheet.standard == Standard::SeedXor { HEAD } else { SMALL };
    canvas.given((x, 4.5, LIVE_WIDTH - x), style, &needs, (SHEET, "threshold"))?;
    let x = canvas.text(0.0, 9.6, format_style(sheet), &format(form, sheet));
    if !sheet.set_name.is_empty() {
        let x = canvas.text(x + 4.0, 9.6, LABEL, form.set) + 2.0;
        canvas.given((x, 9.6, 60.0), DATA_BOLD, &sheet.set_name, (SHEET, "set name"))?;
    }
    let width = match &sheet.code {
        Some(payload) => code(canvas, payload, form.qr_caption)?,
        None => LIVE_WIDTH,
    };
    rows(canvas, (12.0, width, 56.0), sheet, false)?;
    gives_back(canvas, 73.5, &Facts::of(sheet), texts);
    canvas.paragraph(0.0, 80.5, LIVE_WIDTH, FINE, check(sheet, setting));
    Ok(())
}

/// What the words or letters are.
pub(super) fn format(form: &ShareForm, sheet: &ShareSheet) -> String {
    let index = sheet.index.map(String::from).unwrap_or_default();
    fill(form.format, &[("n", &*count(sheet).to_string()), ("index", &index)])
}

/// Whoever takes a part for a wallet must be told so in black.
pub(super) fn format_style(sheet: &ShareSheet) -> Style {
    match sheet.standard {
        Standard::SeedXor => Style { face: Face::SansBold, ..SMALL },
        _ => LABEL,
    }
}

/// Draws the words or letters in their rows.
pub(super) fn rows(
    canvas: &mut Canvas,
    (top, width, height): (f32, f32, f32),
    sheet: &ShareSheet,
    on_card: bool,
) -> Result<(), PaperError> {
    if sheet.standard == Standard::Codex32 {
        return groups::rows(canvas, (top, width, height), &sheet.words, SHEET);
    }
    // Every Byteword has four letters, of which the first and the last decide.
    let deciding = if sheet.standard == Standard::Sskr { 0 } else { DECIDING };
    let grid = Grid { top, width, height, deciding, on_card };
    grid.words(canvas, &sheet.words, SHEET).map(|_| ())
}

/// How the check of a row is made.
pub(super) fn check(sheet: &ShareSheet, setting: &Setting<'_>) -> &'static str {
    match sheet.standard {
        Standard::Codex32 => setting.texts.common.group_check,
        _ => setting.texts.common.row_check,
    }
}

/// The number of words, or of letters.
fn count(sheet: &ShareSheet) -> usize {
    // exposed to: counting
    let words = sheet.words.expose_secret();
    match sheet.standard {
        Standard::Codex32 => words.bytes().filter(|byte| *byte != b' ').count(),
        _ => words.split(' ').count(),
    }
}

/// The sentences of one way of writing shares.
pub(super) fn form(texts: &'static Texts, standard: Standard) -> &'static ShareForm {
    match standard {
        Standard::Slip39 => &texts.slip39,
        Standard::Sskr => &texts.sskr,
        Standard::Codex32 => &texts.codex32,
        Standard::SeedXor => &texts.xor,
    }
}

/// Draws the code at the right edge; gives the width that is left beside it.
fn code(canvas: &mut Canvas, payload: &SecretText, caption: &str) -> Result<f32, PaperError> {
    const TOP: f32 = 11.5;
    // exposed to: the code of the share
    let payload = SecretBytes::copied_from(payload.expose_secret().as_bytes());
    // exposed to: the code of the share
    let square = qr::code(payload.expose_secret(), Mode::Capitals, Level::Q)?;
    let module = module(square.width);
    let side = square.width as f32 * module;
    let x = LIVE_WIDTH - side - 2.0;
    canvas.code((x, TOP), module, square, payload);
    let below = TOP + side + 4.0 * module + 3.2;
    canvas.text_centred(x + side / 2.0, below, LABEL, caption);
    Ok(x - 4.0 * module)
}

/// The side of a module, in millimetres, of a code that stands beside words and is so many modules wide.
pub(super) fn module(wide: usize) -> f32 {
    match wide {
        ..=37 => 1.0,
        38..=49 => 0.85,
        _ => (46.0 / wide as f32).min(0.75),
    }
}

/// Which of the shares it is, and how many are needed.
pub(super) fn standing(sheet: &ShareSheet, texts: &Texts) -> (String, String) {
    let (number, of) = (sheet.number.to_string(), sheet.count.to_string());
    let needed = sheet.threshold.to_string();
    if sheet.standard == Standard::SeedXor {
        let facts = [("n", &*number), ("of", &of)];
        return (fill(texts.part, &facts), fill(texts.all, &facts));
    }
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

/// What the box GIVES BACK depends on.
pub(super) struct Facts<'a> {
    pub(super) what: GivesBack,
    pub(super) standard: Standard,
    /// The language of the words, when it is not English.
    pub(super) language: Option<&'a str>,
    /// How many shares there are.
    pub(super) of: u8,
}

impl<'a> Facts<'a> {
    /// Those of a share.
    pub(super) fn of(sheet: &'a ShareSheet) -> Self {
        Self {
            what: sheet.gives_back,
            standard: sheet.standard,
            language: sheet.language.as_deref(),
            of: sheet.count,
        }
    }

    /// The words that come back, in a few words of the page's language.
    pub(super) fn words(&self, texts: &Texts) -> String {
        let GivesBack::Words(count) = self.what else { return texts.words_any.to_owned() };
        let (count, of) = (count.to_string(), self.of.to_string());
        let values = [("n", &*count), ("language", self.language.unwrap_or("")), ("of", &of)];
        let text = match (self.standard, self.language) {
            (Standard::SeedXor, _) => texts.words_of_all,
            (_, Some(_)) => texts.words_in,
            (_, None) => texts.words,
        };
        fill(text, &values)
    }
}

/// Draws the box that tells what comes out: of all that the standard can give back, one is ticked.
pub(super) fn gives_back(canvas: &mut Canvas, y: f32, facts: &Facts<'_>, texts: &Texts) {
    let bold = Style { face: Face::SansBold, ..SMALL };
    let language = facts.language;
    let words = facts.words(texts);
    // The name of a language takes the room of the longer text.
    let key = if language.is_some() { texts.key_short } else { texts.key };
    let words = (words.as_str(), matches!(facts.what, GivesBack::Words(_)));
    let key = (key, matches!(facts.what, GivesBack::Key(_)));
    let slip39_wallet = (texts.slip39_wallet, facts.what == GivesBack::Slip39Wallet);
    let choices = match facts.standard {
        Standard::Slip39 => vec![words, slip39_wallet, key],
        Standard::Sskr => vec![words, key],
        Standard::Codex32 => vec![words, (texts.bip32_seed, true)],
        Standard::SeedXor => vec![words],
    };
    let styled = |(text, on)| (text, on, if on { bold } else { SMALL });
    let choices: Vec<(&str, bool, Style)> = choices.into_iter().map(styled).collect();
    boxes(canvas, y, texts.gives_back, &choices);
}

/// A box to tick and the space behind it, in millimetres.
const BOX: f32 = 3.2 + 1.5;

/// Draws a framed heading with boxes to tick.
pub(super) fn boxes(canvas: &mut Canvas, y: f32, heading: &str, choices: &[(&str, bool, Style)]) {
    canvas.rect((0.0, y - 4.8), (LIVE_WIDTH, 7.2), Some(0.4), 0);
    let mut x = canvas.text(2.5, y, HEAD, heading);
    // Long names stand closer, so that all stay in the frame.
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
    how_to_restore(canvas, sheet, setting)?;
    foot::dates(canvas, 73.0, setting.texts.common.last_checked, &setting.texts.common);
    foot::ruler_and_toner(canvas, 80.5, &setting.texts.common);
    Ok(())
}

/// Draws what whoever has enough shares does with them, and what comes back; gives how far down it reaches.
pub(super) fn how_to_restore(
    canvas: &mut Canvas,
    sheet: &ShareSheet,
    setting: &Setting<'_>,
) -> Result<f32, PaperError> {
    let texts = &setting.texts.share;
    let form = form(texts, sheet.standard);
    let step = SMALL.leading();
    let mut y = canvas.paragraph(0.0, 4.5, LIVE_WIDTH, BODY, form.same_set) + 2.0;
    canvas.text(0.0, y, HEAD, texts.to_restore);
    let (needed, of) = (sheet.threshold.to_string(), sheet.count.to_string());
    let bring = match &sheet.group {
        None if sheet.standard == Standard::SeedXor => fill(texts.bring_all, &[("of", &of)]),
        None => fill(texts.bring_any, &[("k", &needed), ("of", &of)]),
        Some(group) => {
            let (groups, all) = (group.groups_needed.to_string(), group.groups.to_string());
            fill(texts.bring_groups, &[("k", &needed), ("groups", &groups), ("of", &all)])
        }
    };
    let (x, width) = (28.0, LIVE_WIDTH - 28.0);
    // Short commands stand in columns, a long one moves the next to the right.
    let second = (DATA_BOLD.width(form.commands[0]) + 6.0).max(55.0);
    y = canvas.paragraph(x, y, width, BODY, &bring) + 0.4;
    y = canvas.paragraph(x, y, width, BODY, form.tools) + 0.6;
    canvas.text(x, y, DATA_BOLD, form.commands[0]);
    if x + second + DATA_BOLD.width(form.commands[1]) <= LIVE_WIDTH {
        canvas.text(x + second, y, DATA_BOLD, form.commands[1]);
    } else {
        y += step;
        canvas.text(x, y, DATA_BOLD, form.commands[1]);
    }
    y += step + 1.8;
    y = canvas.paragraph(x, y, width, BODY, &result(sheet, texts)) + 2.0;
    let end = canvas.text(0.0, y, HEAD, texts.asked) + 3.0;
    let end = canvas.text(end, y, SMALL, texts.asked_text) + 2.0;
    canvas.blank(end, LIVE_WIDTH, y);
    if !sheet.others.is_empty() {
        y = others(canvas, y + step + 0.6, sheet, texts)?;
    }
    if let Some(fingerprint) = &sheet.fingerprint {
        y += 7.5;
        let label = match sheet.gives_back {
            GivesBack::Bip32Seed => texts.fingerprint_of_seed,
            _ => texts.fingerprint,
        };
        let end = canvas.text(0.0, y, LABEL, label) + 4.0;
        let style = Style { size_pt: 13.0, ..DATA_BOLD };
        let end = canvas.given((end, y, 40.0), style, fingerprint, (SHEET, "fingerprint"))?;
        canvas.picture((end + 4.0, y - 5.4), 8.0, fingerprint);
    }
    let end = y + 2.6;
    if sheet.passphrase {
        canvas.text(0.0, y + 6.6, BODY, texts.passphrase);
    }
    Ok(if sheet.passphrase { y + 7.6 } else { end })
}

/// Draws who holds the other sheets; gives the last baseline.
fn others(
    canvas: &mut Canvas,
    y: f32,
    sheet: &ShareSheet,
    texts: &Texts,
) -> Result<f32, PaperError> {
    /// What the panel has room for.
    const LINES: usize = 3;
    let x = canvas.text(0.0, y, HEAD, texts.others) + 3.0;
    let width = LIVE_WIDTH - x;
    let name = |member: &Member| {
        let holder = member.holder.as_deref().unwrap_or_default();
        format!("{} {}: {holder}", member.group, member.share).trim_start().to_owned()
    };
    let all = sheet.others.iter().map(name).collect::<Vec<_>>().join(" · ");
    let lines = canvas.lines(width, SMALL, &all);
    if lines > LINES {
        let (width_mm, room_mm) = ((lines as f32 * width) as u32, (LINES as f32 * width) as u32);
        return Err(PaperError::TooWide { field: "holders", sheet: SHEET, width_mm, room_mm });
    }
    let end = canvas.given_paragraph((x, y, width), SMALL, &all, "holders")?;
    canvas.expect().given.push(all);
    Ok(end - canvas.sized(SMALL).leading())
}

fn result(sheet: &ShareSheet, texts: &Texts) -> String {
    let digits = (usize::from(sheet.secret_bytes) * 2).to_string();
    let (template, words) = match sheet.gives_back {
        GivesBack::Words(count) => {
            let template = match sheet.standard {
                Standard::SeedXor => texts.result_xor,
                Standard::Sskr => texts.result_words_sskr,
                Standard::Slip39 | Standard::Codex32 => texts.result_words,
            };
            (template, count.to_string())
        }
        GivesBack::Bip32Seed => (texts.result_seed, String::new()),
        GivesBack::Slip39Wallet => (texts.result_wallet, String::new()),
        GivesBack::Key(KeyKind::Hex) => (texts.result_hex, String::new()),
        GivesBack::Key(KeyKind::Text) => (texts.result_text, String::new()),
        GivesBack::Key(KeyKind::AgeIdentity) => (texts.result_age, String::new()),
        GivesBack::Key(KeyKind::AgePqIdentity) => (texts.result_age_pq, String::new()),
    };
    fill(template, &[("digits", &digits), ("n", &words)])
}
