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
use crate::sheet::parity;
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
    let spare =
        if payloads.len() > 1 { parity::encode(&payloads, sheet.parity) } else { Vec::new() };
    let texts = &setting.texts.encrypted;
    let mut flow = Flow::start(texts.title, &sheet.heading, SHEET, setting)?;
    flow.canvas.text(0.0, 13.5, BODY, texts.note);
    key(&mut flow, sheet, setting)?;
    match payloads.as_slice() {
        [only] => one_code(&mut flow, sheet, only, setting)?,
        many => several_codes(&mut flow, sheet, (many, &spare), setting)?,
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

fn steps(
    sheet: &EncryptedSheet,
    (codes, spare): (usize, usize),
    setting: &Setting<'_>,
) -> [String; 3] {
    let texts = &setting.texts.encrypted;
    let many = fill(texts.scan_many, &[("n", &codes.to_string())]);
    let scan = match (codes, spare) {
        (1, _) => texts.scan_one.to_owned(),
        (_, 0) => many,
        (_, 1) => format!("{many} {}", texts.one_spare),
        (_, more) => format!("{many} {}", fill(texts.more_spare, &[("n", &more.to_string())])),
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
    codes: (usize, usize),
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
    let text_end = how(flow, (x, top + 4.0), sheet, (1, 0), setting);
    flow.y = (top + side + 4.0 * module).max(text_end);
    Ok(())
}

fn draw_code(flow: &mut Flow<'_>, at: (f32, f32), module: f32, square: Square, payload: &str) {
    flow.canvas.code(at, module, square, SecretBytes::copied_from(payload.as_bytes()));
}

/// A code of several: its number as printed, and what it says.
struct Numbered<'a> {
    number: String,
    /// How many there are, for the codes of the text itself.
    of: Option<&'a str>,
    payload: &'a str,
    mode: Mode,
}

fn several_codes(
    flow: &mut Flow<'_>,
    sheet: &EncryptedSheet,
    (payloads, spare): (&[String], &[String]),
    setting: &Setting<'_>,
) -> Result<(), PaperError> {
    let counts = (payloads.len(), spare.len());
    flow.y = how(flow, (0.0, flow.y + 3.0), sheet, counts, setting);
    let of = payloads.len().to_string();
    let text = payloads.iter().zip(1..).map(|(payload, n)| Numbered {
        number: n.to_string(),
        of: Some(&of),
        payload,
        mode: Mode::Bytes,
    });
    let parity = spare.iter().zip(1..).map(|(payload, n)| Numbered {
        number: format!("P{n}"),
        of: None,
        payload,
        mode: Mode::Capitals,
    });
    let all: Vec<Numbered<'_>> = text.chain(parity).collect();
    all.chunks(2).try_for_each(|pair| row_of_codes(flow, pair, setting))?;
    flow.y += 4.0 * MODULE;
    Ok(())
}

fn row_of_codes(
    flow: &mut Flow<'_>,
    pair: &[Numbered<'_>],
    setting: &Setting<'_>,
) -> Result<(), PaperError> {
    let [code, of_word] = setting.texts.encrypted.code_of;
    let squares: Vec<Square> = pair
        .iter()
        .map(|one| qr::code(one.payload.as_bytes(), one.mode, Level::Q))
        .collect::<Result<_, _>>()?;
    let widest = squares.iter().map(|square| square.width).max().unwrap_or_default() as f32;
    let module = (PAIRED / widest).min(MODULE);
    let side = widest * module;
    // The white border of the largest module: rows may differ in theirs.
    flow.need(side + QUIET);
    let top = flow.y + QUIET;
    for (column, (square, one)) in squares.into_iter().zip(pair).enumerate() {
        let x = (PAIRED + STRIP + 2.0 * QUIET) * column as f32;
        let big = Style { size_pt: 13.0, ..HEAD };
        let mut parts = vec![(code, FINE, 2.6), (&*one.number, big, 8.0)];
        if let Some(of) = one.of {
            parts.extend([(of_word, FINE, 12.0), (of, FINE, 15.4)]);
        }
        for (text, style, down) in parts {
            // A longer word is left out: the numbers say it.
            if flow.canvas.sized(style).width(text) <= STRIP + 0.8 {
                flow.canvas.text_centred(x + STRIP / 2.0, top + down, style, text);
            }
        }
        draw_code(flow, (x + STRIP + QUIET, top), module, square, one.payload);
    }
    flow.y = top + side;
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
