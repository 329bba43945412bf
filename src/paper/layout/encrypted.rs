//! The encrypted sheet: an age armor as codes and as typed lines, and how to open it.

use super::Setting;
use super::canvas::{BODY, DATA, DATA_BOLD, FINE, HEAD, LABEL, LIVE_WIDTH, SMALL, Style};
use super::foot;
use super::open::Flow;
use crate::paper::PaperError;
use crate::paper::page::{Page, Square};
use crate::paper::qr::{self, Level, Mode};
use crate::paper::text::fill;
use crate::secret::SecretBytes;
use crate::sheet::lines::Line;
use crate::sheet::{EncryptedSheet, KeyPlace};
use sha2::{Digest, Sha256};

const SHEET: &str = "encrypted sheet";

/// The most bytes in the only code: version 22 at level Q.
const ONLY_CODE: usize = 565;

/// The most armor lines in one code of several: 519 bytes.
const LINES_A_CODE: usize = 8;

const CODES_A_PAGE: usize = 6;
const MOST_CODE_PAGES: usize = 4;

/// The side of a code when it stands alone, and the most when two stand side by side, in millimetres.
const ALONE: f32 = 89.25;
const PAIRED: f32 = 78.0;

/// The strip for a code's number, and the white border beside it, in millimetres.
const STRIP: f32 = 6.7;
const QUIET: f32 = 3.4;

/// The largest module, in millimetres.
const MODULE: f32 = 0.85;

/// Draws an encrypted sheet, one page or more.
pub(super) fn pages(
    sheet: &EncryptedSheet,
    setting: &Setting<'_>,
) -> Result<Vec<Page>, PaperError> {
    let lines = sheet.lines();
    let payloads = payloads(&lines)?;
    let texts = &setting.texts.encrypted;
    let mut flow = Flow::start(texts.title, &sheet.heading, SHEET, setting)?;
    flow.canvas.text(0.0, 13.5, BODY, texts.note);
    key(&mut flow, sheet, setting)?;
    match payloads.as_slice() {
        [only] => one_code(&mut flow, sheet, only, setting)?,
        many => several_codes(&mut flow, sheet, many, setting)?,
    }
    typed_lines(&mut flow, &lines, setting);
    foot(&mut flow, &lines, setting);
    Ok(flow.finish())
}

/// Cuts the armor into the texts of codes, whole lines each, as even as can be.
fn payloads(lines: &[Line]) -> Result<Vec<String>, PaperError> {
    let join = |part: &[Line]| part.iter().map(|l| &*l.text).collect::<Vec<_>>().join("\n");
    let whole = join(lines);
    if whole.len() <= ONLY_CODE {
        return Ok(vec![whole]);
    }
    let codes = lines.len().div_ceil(LINES_A_CODE);
    let pages = codes.div_ceil(CODES_A_PAGE);
    if pages > MOST_CODE_PAGES {
        return Err(PaperError::TooBig { pages });
    }
    let payloads: Vec<String> = lines.chunks(lines.len().div_ceil(codes)).map(join).collect();
    Ok(payloads)
}

fn key(
    flow: &mut Flow<'_>,
    sheet: &EncryptedSheet,
    setting: &Setting<'_>,
) -> Result<(), PaperError> {
    let texts = &setting.texts.encrypted;
    let (sentence, place) = match &sheet.key {
        KeyPlace::Shares { set_name, needed, .. } => {
            (fill(texts.opens_shares, &[("needed", needed), ("set", set_name)]), None)
        }
        KeyPlace::Passphrase { kept_at } => (texts.opens_passphrase.to_owned(), Some(kept_at)),
        KeyPlace::Identity { kept_at } => (texts.opens_identity.to_owned(), Some(kept_at)),
    };
    flow.y = 19.5;
    let place_of_text = (0.0, flow.y, LIVE_WIDTH);
    flow.y = flow.canvas.given_paragraph(place_of_text, HEAD, &sentence, "key")? - HEAD.leading();
    if let Some(kept_at) = place {
        flow.y += 6.5;
        let x = flow.canvas.text(0.0, flow.y, BODY, texts.kept_at) + 3.0;
        match kept_at {
            Some(place) => {
                flow.canvas.given((x, flow.y, LIVE_WIDTH - x), BODY, place, (SHEET, "place"))?;
            }
            None => flow.canvas.blank(x, LIVE_WIDTH, flow.y),
        }
    }
    flow.y += 4.0;
    Ok(())
}

fn steps(sheet: &EncryptedSheet, codes: usize, setting: &Setting<'_>) -> [String; 3] {
    let texts = &setting.texts.encrypted;
    let scan = match codes {
        1 => texts.scan_one.to_owned(),
        many => fill(texts.scan_many, &[("n", &many.to_string())]),
    };
    let (key, open) = match &sheet.key {
        KeyPlace::Shares { hex_digits, .. } => {
            let digits = hex_digits.to_string();
            let values = [("digits", digits.as_str())];
            (fill(texts.key_shares, &values), fill(texts.open_hex, &values))
        }
        KeyPlace::Passphrase { .. } => {
            (texts.key_passphrase.to_owned(), texts.open_passphrase.to_owned())
        }
        KeyPlace::Identity { .. } => {
            (texts.key_identity.to_owned(), texts.open_identity.to_owned())
        }
    };
    [scan, key, open]
}

fn how(
    flow: &mut Flow<'_>,
    (x, y): (f32, f32),
    sheet: &EncryptedSheet,
    codes: usize,
    setting: &Setting<'_>,
) -> f32 {
    let steps = steps(sheet, codes, setting);
    let steps = steps.each_ref().map(String::as_str);
    let y = flow.canvas.steps(x, y, LIVE_WIDTH - x, BODY, &steps);
    flow.canvas.paragraph(x, y + 1.0, LIVE_WIDTH - x, SMALL, setting.texts.encrypted.age)
}

fn one_code(
    flow: &mut Flow<'_>,
    sheet: &EncryptedSheet,
    payload: &str,
    setting: &Setting<'_>,
) -> Result<(), PaperError> {
    let square = qr::code(payload.as_bytes(), Mode::Bytes, Level::Q)?;
    let module = (ALONE / square.width as f32).min(MODULE);
    let side = square.width as f32 * module;
    let top = flow.y + 4.0 * module;
    draw_code(flow, (0.5, top), module, square, payload);
    let x = side + 4.0 * module + 4.0;
    let text_end = how(flow, (x, top + 4.0), sheet, 1, setting);
    flow.y = (top + side + 4.0 * module).max(text_end);
    Ok(())
}

fn draw_code(flow: &mut Flow<'_>, at: (f32, f32), module: f32, square: Square, payload: &str) {
    flow.canvas.code(at, module, square, SecretBytes::copied_from(payload.as_bytes()));
}

fn several_codes(
    flow: &mut Flow<'_>,
    sheet: &EncryptedSheet,
    payloads: &[String],
    setting: &Setting<'_>,
) -> Result<(), PaperError> {
    flow.y = how(flow, (0.0, flow.y + 3.0), sheet, payloads.len(), setting);
    let of = payloads.len().to_string();
    let [code, of_word] = setting.texts.encrypted.code_of;
    for (row, pair) in payloads.chunks(2).enumerate() {
        let squares: Vec<Square> = pair
            .iter()
            .map(|payload| qr::code(payload.as_bytes(), Mode::Bytes, Level::Q))
            .collect::<Result<_, _>>()?;
        let widest = squares.iter().map(|square| square.width).max().unwrap_or_default() as f32;
        let module = (PAIRED / widest).min(MODULE);
        let (side, quiet) = (widest * module, 4.0 * module);
        flow.need(side + quiet);
        let top = flow.y + quiet;
        for (column, (square, payload)) in squares.into_iter().zip(pair).enumerate() {
            let x = (PAIRED + STRIP + 2.0 * QUIET) * column as f32;
            let n = (row * 2 + column + 1).to_string();
            let big = Style { size_pt: 13.0, ..HEAD };
            let parts =
                [(code, FINE, 2.6), (&*n, big, 8.0), (of_word, FINE, 12.0), (&*of, FINE, 15.4)];
            for (text, style, down) in parts {
                // A longer word is left out: the numbers say it.
                if flow.canvas.sized(style).width(text) <= STRIP + 0.8 {
                    flow.canvas.text_centred(x + STRIP / 2.0, top + down, style, text);
                }
            }
            draw_code(flow, (x + STRIP + QUIET, top), module, square, payload);
        }
        flow.y = top + side;
    }
    flow.y += 4.0 * MODULE;
    Ok(())
}

/// Draws the lines for typing, with their numbers and checks.
pub(super) fn typed_lines(flow: &mut Flow<'_>, lines: &[Line], setting: &Setting<'_>) {
    let texts = &setting.texts.encrypted;
    const STEP: f32 = 4.75;
    // Six lines look better on the next page than a heading and one line on this one.
    flow.need(12.0 + STEP * lines.len().min(6) as f32);
    head(flow, texts.dead, texts.check);
    for line in lines {
        if flow.y + STEP > super::open::OPEN_HEIGHT - 6.0 {
            flow.next_page();
            head(flow, texts.dead_more, texts.check);
        }
        let y = flow.y;
        flow.canvas.text_right(6.0, y, LABEL, &line.number.to_string());
        flow.canvas.text(9.0, y, DATA, &line.grouped());
        flow.canvas.text_right(LIVE_WIDTH, y, DATA_BOLD, &line.check);
        flow.canvas.expect().lines.push(line.clone());
        flow.y += STEP;
    }
}

fn head(flow: &mut Flow<'_>, title: &str, check: &str) {
    flow.y += 5.0;
    flow.canvas.text(0.0, flow.y, HEAD, title);
    flow.canvas.text_right(LIVE_WIDTH, flow.y, LABEL, check);
    flow.y += 5.6;
}

fn foot(flow: &mut Flow<'_>, lines: &[Line], setting: &Setting<'_>) {
    let (texts, common) = (&setting.texts.encrypted, &setting.texts.common);
    flow.need(30.5);
    flow.y += 1.0;
    flow.canvas.paragraph(0.0, flow.y, LIVE_WIDTH, FINE, common.line_check);
    flow.y += 6.5;
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(&line.text);
        hash.update("\n");
    }
    let groups = hash.finalize().chunks(4).map(hex).collect::<Vec<_>>().join(" ");
    flow.canvas.paragraph(0.0, flow.y, LIVE_WIDTH, LABEL, texts.whole);
    flow.y += 4.6;
    flow.canvas.text(0.0, flow.y, DATA, &groups);
    flow.y += 9.0;
    foot::dates(&mut flow.canvas, flow.y, texts.last_opened, common);
    flow.y += 9.0;
    foot::ruler_and_toner(&mut flow.canvas, flow.y, common);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
