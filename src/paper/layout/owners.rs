//! The owner's list: who holds which sheet, no words.

use super::Setting;
use super::canvas::{BODY, DATA_BOLD, LABEL, LIVE_WIDTH, SMALL};
use super::open::Flow;
use super::share;
use crate::paper::PaperError;
use crate::paper::page::Page;
use crate::sheet::{Owners, Standard};

const SHEET: &str = "owner's list";

/// The left edges of the columns.
const COLUMNS: [f32; 6] = [0.0, 42.0, 84.0, 126.0, 144.5, 163.0];

/// The height of a row to write in.
const ROW: f32 = 11.0;

/// Draws the list, one page or more.
pub(super) fn pages(list: &Owners, setting: &Setting<'_>) -> Result<Vec<Page>, PaperError> {
    let texts = &setting.texts.owners;
    let mut flow = Flow::start(texts.title, &list.heading, SHEET, setting)?;
    flow.y = 21.0;
    flow.y = flow.canvas.paragraph(0.0, flow.y, LIVE_WIDTH, BODY, texts.note) + 3.0;
    let set = share::form(&setting.texts.share, list.standard).listed_set;
    for (label, value, style) in
        [(set, &list.set_name, DATA_BOLD), (texts.needed, &list.needed, BODY)]
    {
        if value.is_empty() {
            continue;
        }
        flow.canvas.text(0.0, flow.y, LABEL, label);
        let place = (42.0, flow.y, LIVE_WIDTH - 42.0);
        flow.y = flow.canvas.given_paragraph(place, style, value, "needed")? + 1.7;
    }
    flow.y += 4.0;
    for (text, x) in texts.columns.iter().zip(COLUMNS) {
        flow.canvas.text(x, flow.y, LABEL, text);
    }
    flow.y += 1.5;
    for member in &list.members {
        flow.need(ROW);
        let y = flow.y + ROW - 2.5;
        let name = match member.group.is_empty() {
            true => member.share.clone(),
            false => format!("{} {}", member.group, member.share),
        };
        flow.canvas.given((0.0, y, COLUMNS[1] - 3.0), SMALL, &name, (SHEET, "group"))?;
        if let Some(holder) = &member.holder {
            let room = COLUMNS[2] - COLUMNS[1] - 3.0;
            flow.canvas.given((COLUMNS[1], y, room), SMALL, holder, (SHEET, "holder"))?;
        }
        flow.y += ROW;
        flow.canvas.line((0.0, flow.y), (LIVE_WIDTH, flow.y), 0.2, 90);
    }
    flow.need(45.0);
    flow.y += 12.0;
    let advice = match list.standard {
        Standard::SeedXor => &texts.advice_of_parts,
        _ => &texts.advice,
    };
    flow.y = flow.canvas.steps(0.0, flow.y, LIVE_WIDTH, BODY, advice);
    Ok(flow.finish())
}
