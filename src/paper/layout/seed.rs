//! The seed sheet: cover, words, and what an heir compares after typing them.

use super::Setting;
use super::canvas::{BODY, Canvas, DATA, DATA_BOLD, FINE, HEAD, LABEL, LIVE_WIDTH, SMALL, Style};
use super::fold::{self, Panel};
use super::foot;
use super::words::{DECIDING, Grid};
use super::{groups, share};
use crate::paper::PaperError;
use crate::paper::fonts::Face;
use crate::paper::page::Page;
use crate::paper::qr::{self, Level, Mode};
use crate::paper::text::{SeedKind, fill};
use crate::secret::SecretBytes;
use crate::sheet::{Address, PassphraseUse, PathState, SeedForm, SeedSheet, Wallet};

/// The characters of an address that stand beside its code on one line.
const ADDRESS_LINE: usize = 44;
/// The characters at each end of an address that people compare first.
const ADDRESS_ENDS: usize = 8;
/// The sizes of the line with coin, script and path, in points: long paths of long names take a smaller one.
const WALLET_SIZES: [f32; 3] = [SMALL.size_pt, 8.5, 8.0];
/// The smallest size of print on a page, in points.
const SMALLEST: f32 = 7.5;
/// The width that the address code takes with its white border, in millimetres.
const CODE_WIDTH: f32 = 32.0;

/// Where the picture of the fingerprint stands, and its side, in millimetres.
const PICTURE_AT: (f32, f32) = (131.0, 0.8);
const PICTURE: f32 = 16.0;

const SHEET: &str = "seed sheet";

/// Draws a seed sheet on one page.
pub(super) fn pages(sheet: &SeedSheet, setting: &Setting<'_>) -> Result<Vec<Page>, PaperError> {
    let mut canvas = fold::start(&sheet.heading, SHEET, setting.texts.cover.seed, setting)?;
    secret_panel(&mut canvas, sheet, setting)?;
    fold::enter(&mut canvas, Panel::Checks, setting.look.paper);
    checks_panel(&mut canvas, sheet, setting)?;
    Ok(vec![canvas.finish()])
}

/// The sentences of the sheet's kind of seed.
fn kind(sheet: &SeedSheet, setting: &Setting<'_>) -> &'static SeedKind {
    let texts = &setting.texts.seed;
    match &sheet.form {
        SeedForm::Bip39 => &texts.bip39,
        SeedForm::Electrum { two_factor: false, .. } => &texts.electrum,
        SeedForm::Electrum { two_factor: true, .. } => &texts.electrum_two_factor,
        SeedForm::ElectrumOld => &texts.electrum_old,
        SeedForm::Monero { .. } => &texts.monero,
        SeedForm::Aezeed { .. } => &texts.aezeed,
        SeedForm::Codex32 { .. } => &texts.codex32,
    }
}

/// A sentence with what is known of the seed.
fn with_facts(template: &str, sheet: &SeedSheet) -> String {
    // exposed to: counting
    let words = sheet.words.expose_secret();
    let count = match sheet.form {
        SeedForm::Codex32 { .. } => words.bytes().filter(|byte| *byte != b' ').count(),
        _ => words.split(' ').count(),
    };
    let own = match &sheet.form {
        SeedForm::Electrum { kind, .. } => ("kind", kind.as_str()),
        SeedForm::Aezeed { made } => ("made", made.as_str()),
        SeedForm::Codex32 { identifier } => ("identifier", identifier.as_str()),
        SeedForm::Bip39 | SeedForm::ElectrumOld | SeedForm::Monero { .. } => ("", ""),
    };
    let (count, mark) = (count.to_string(), sheet.form.mark());
    fill(template, &[("n", &count), ("language", &sheet.language), ("mark", mark), own])
}

fn secret_panel(
    canvas: &mut Canvas,
    sheet: &SeedSheet,
    setting: &Setting<'_>,
) -> Result<(), PaperError> {
    let (texts, kind) = (&setting.texts.seed, kind(sheet, setting));
    canvas.text(0.0, 4.5, HEAD, &with_facts(kind.title, sheet));
    canvas.text_right(LIVE_WIDTH, 4.5, SMALL, texts.warning);
    let width = code(canvas, sheet, kind)?;
    let check = match sheet.form {
        SeedForm::Codex32 { .. } => {
            groups::rows(canvas, (10.0, width, 56.0), &sheet.words, SHEET)?;
            setting.texts.common.group_check
        }
        _ => {
            let grid = Grid {
                top: 8.5,
                width,
                height: 54.0,
                deciding: deciding(&sheet.form),
                on_card: false,
            };
            grid.words(canvas, &sheet.words, SHEET)?;
            setting.texts.common.row_check
        }
    };
    let y = 72.0;
    if kind.yes.is_empty() {
        canvas.text(0.0, y, HEAD, kind.passphrase);
    } else {
        let x = canvas.text(0.0, y, HEAD, kind.passphrase) + 4.0;
        let x = canvas.tick(x, y, sheet.passphrase == PassphraseUse::No) + 1.5;
        let x = canvas.text(x, y, BODY, texts.no) + 6.0;
        let x = canvas.tick(x, y, sheet.passphrase == PassphraseUse::Yes) + 1.5;
        canvas.text(x, y, BODY, kind.yes);
    }
    canvas.paragraph(0.0, 80.0, LIVE_WIDTH, FINE, check);
    Ok(())
}

/// How many letters decide a word; 0 where the kind has no such number.
fn deciding(form: &SeedForm) -> usize {
    match form {
        SeedForm::Bip39 | SeedForm::Aezeed { .. } => DECIDING,
        SeedForm::Monero { deciding } => *deciding,
        SeedForm::Electrum { .. } | SeedForm::ElectrumOld | SeedForm::Codex32 { .. } => 0,
    }
}

/// Draws the code that was asked for at the right edge; gives the width that is left beside it.
fn code(canvas: &mut Canvas, sheet: &SeedSheet, kind: &SeedKind) -> Result<f32, PaperError> {
    const TOP: f32 = 11.5;
    let Some(text) = &sheet.code else { return Ok(LIVE_WIDTH) };
    // exposed to: the code that was asked for
    let payload = SecretBytes::copied_from(text.expose_secret().as_bytes());
    let (mode, level) = match sheet.form {
        SeedForm::Codex32 { .. } => (Mode::Capitals, Level::Q),
        _ => (Mode::Digits, Level::H),
    };
    // exposed to: the code that was asked for
    let square = qr::code(payload.expose_secret(), mode, level)?;
    let module = match square.width {
        ..=29 => 1.2,
        wide => share::module(wide),
    };
    let side = square.width as f32 * module;
    let x = LIVE_WIDTH - side - 2.0;
    canvas.code((x, TOP), module, square, payload);
    let caption = TOP + side + 4.0 * module + 3.2;
    for (line, text) in kind.qr_caption.iter().enumerate() {
        canvas.text_centred(x + side / 2.0, caption + 3.8 * line as f32, LABEL, text);
    }
    Ok(x - 4.0 * module)
}

fn checks_panel(
    canvas: &mut Canvas,
    sheet: &SeedSheet,
    setting: &Setting<'_>,
) -> Result<(), PaperError> {
    let (texts, kind) = (&setting.texts.seed, kind(sheet, setting));
    let step = 5.0;
    let mut y = 4.5;
    canvas.text(0.0, y, HEAD, texts.checks);
    y += step;
    let [without, with] = kind.fingerprints;
    for (label, value) in [(without, &sheet.fingerprint), (with, &sheet.fingerprint_with)] {
        if let Some(value) = value {
            let x = foot::label(canvas, y, label);
            let style = Style { size_pt: 13.0, ..DATA_BOLD };
            canvas.given((x, y, 60.0), style, value, (SHEET, "fingerprint"))?;
            y += step + 0.4;
        }
    }
    if let Some(fingerprint) = &sheet.fingerprint {
        canvas.picture(PICTURE_AT, PICTURE, fingerprint);
        canvas.text_right(PICTURE_AT.0 - 1.5, 4.5 + step, FINE, texts.picture);
    }
    let x = foot::label(canvas, y, texts.format_label);
    canvas.text(x, y, BODY, &with_facts(kind.format, sheet));
    y += step;
    if let Some(child) = &sheet.child_of {
        let x = foot::label(canvas, y, texts.child);
        let text = fill(texts.child_of, &[("parent", &child.parent), ("path", &child.path)]);
        canvas.given((x, y, LIVE_WIDTH - x - CODE_WIDTH), SMALL, &text, (SHEET, "child"))?;
        canvas.expect().texts.push(text);
        y += step;
    }
    let [label, value] = kind.note;
    if !label.is_empty() {
        let x = foot::label(canvas, y, label);
        match value {
            "" => canvas.blank(x, LIVE_WIDTH - CODE_WIDTH - 4.0, y),
            _ => {
                canvas.text(x, y, SMALL, &with_facts(value, sheet));
            }
        }
        y += step;
    }
    let mut steps = kind.steps;
    match &sheet.wallet {
        Some(wallet) => self::wallet(canvas, wallet, y, (kind, setting))?,
        None if sheet.fingerprint.is_none() => {
            canvas.paragraph(0.0, y + 3.0, LIVE_WIDTH - CODE_WIDTH, BODY, texts.anonymous);
            steps[kind.compare] = texts.compare_elsewhere;
        }
        None => {}
    }
    let y = 50.0;
    canvas.text(0.0, y, HEAD, texts.to_use);
    canvas.steps(22.0, y, LIVE_WIDTH - 22.0, BODY, &steps);
    foot::dates(canvas, 73.5, setting.texts.common.last_checked, &setting.texts.common);
    foot::ruler_and_toner(canvas, 80.5, &setting.texts.common);
    Ok(())
}

fn wallet(
    canvas: &mut Canvas,
    wallet: &Wallet,
    top: f32,
    (kind, setting): (&SeedKind, &Setting<'_>),
) -> Result<(), PaperError> {
    let texts = &setting.texts.seed;
    let mut y = top;
    let room = LIVE_WIDTH - 54.0 - CODE_WIDTH;
    let x = foot::label(canvas, y, texts.wallet);
    let parts = [&*wallet.coin, &wallet.script, &wallet.path].into_iter();
    let line = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let fits = |points: &f32| Style { size_pt: *points, ..SMALL }.width(&line) <= room;
    let size_pt = WALLET_SIZES.into_iter().find(fits).unwrap_or(SMALLEST);
    let style = Style { size_pt, ..SMALL };
    canvas.given((x, y, room), style, &line, (SHEET, "wallet"))?;
    y += 5.0;
    let x = foot::label(canvas, y, texts.path);
    let bold = Style { face: Face::SansBold, ..SMALL };
    y = match &wallet.state {
        PathState::Chosen => canvas.paragraph(x, y, room, SMALL, texts.path_chosen),
        PathState::Confirmed { convention } => {
            let text = fill(texts.path_confirmed, &[("convention", convention)]);
            canvas.paragraph(x, y, room, SMALL, &text)
        }
        PathState::OfItsKind => canvas.paragraph(x, y, room, SMALL, texts.path_of_its_kind),
        PathState::NotConfirmed => canvas.paragraph(x, y, room, bold, texts.path_not_confirmed),
    };
    if let Some(address) = &wallet.first_address {
        let label = kind.addresses[usize::from(address.with_passphrase)];
        self::address(canvas, address, y.max(top + 10.0) + 0.8, label)?;
    }
    Ok(())
}

/// Draws an address on two lines, a long one on three, its first and last eight characters bold, and its code.
fn address(canvas: &mut Canvas, address: &Address, y: f32, label: &str) -> Result<(), PaperError> {
    let x = foot::label(canvas, y, label);
    canvas.text(0.0, y + 4.0, LABEL, &address.path);
    let characters: Vec<(usize, char)> = address.text.chars().enumerate().collect();
    let is_end = |at: usize| at < ADDRESS_ENDS || at + ADDRESS_ENDS >= characters.len();
    let lines = characters.len().div_ceil(ADDRESS_LINE).max(2);
    let mut y = y;
    for line in characters.chunks(characters.len().div_ceil(lines).max(1)) {
        let mut start = x;
        for run in line.chunk_by(|(one, _), (next, _)| is_end(*one) == is_end(*next)) {
            let style = if is_end(run[0].0) { DATA_BOLD } else { DATA };
            let part: String = run.iter().map(|(_, character)| character).collect();
            let room = (start, y, LIVE_WIDTH - start);
            start = canvas.given(room, style, &part, (SHEET, "address"))?;
        }
        y += 4.8;
    }
    let bech32 = ["bc1", "tb1", "bcrt1"].iter().any(|start| address.text.starts_with(start));
    let (payload, mode) = match bech32 {
        true => (address.text.to_ascii_uppercase(), Mode::Capitals),
        false => (address.text.clone(), Mode::Bytes),
    };
    let square = qr::code(payload.as_bytes(), mode, Level::H)?;
    let module = (27.0 / square.width as f32).min(0.9);
    let side = square.width as f32 * module;
    let at = (LIVE_WIDTH - side - 1.0, 6.0);
    canvas.code(at, module, square, SecretBytes::copied_from(payload.as_bytes()));
    Ok(())
}
