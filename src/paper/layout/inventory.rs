//! The inventory: what there is and where, with places for what the executor finds.

use super::Setting;
use super::canvas::{BODY, HEAD, LABEL, LIVE_WIDTH, SMALL, Style};
use super::kit::part_in_words;
use super::open::Flow;
use crate::letter::Letter;
use crate::paper::PaperError;
use crate::paper::page::Page;
use crate::paper::text::letter::Inventory;

/// Left edge and width of the columns of what there is.
const ASSETS: [(f32, f32); 4] = [(0.0, 62.0), (66.0, 42.0), (110.0, 19.0), (141.0, 39.0)];
/// Where the picture of a fingerprint stands, and its side.
const PICTURE: f32 = 129.5;
const PICTURE_SIDE: f32 = 8.0;
/// Left edge and width of the columns of papers.
const PAPERS: [(f32, f32); 5] =
    [(0.0, 32.0), (36.0, 32.0), (72.0, 44.0), (119.0, 14.0), (136.0, 44.0)];

/// Draws the inventory.
pub(super) fn pages(letter: &Letter, setting: &Setting<'_>) -> Result<Vec<Page>, PaperError> {
    let texts = &setting.texts.kit.inventory;
    let mut flow = Flow::plain(texts.title, setting);
    if let Some(day) = &letter.answers().written {
        flow.canvas.text_right(LIVE_WIDTH, 7.0, HEAD, day);
    }
    flow.say((0.0, LIVE_WIDTH), BODY, texts.note)?;
    assets(&mut flow, letter, texts)?;
    papers(&mut flow, letter, setting)?;
    flow.y += 4.0;
    for sentence in texts.advice {
        flow.say((0.0, LIVE_WIDTH), BODY, sentence)?;
        flow.y += 0.8;
    }
    Ok(flow.finish())
}

fn head<const N: usize>(
    flow: &mut Flow<'_>,
    title: &str,
    columns: &[(f32, f32); N],
    names: &[&str; N],
) {
    flow.y += 5.0;
    flow.room(26.0);
    let y = flow.y;
    flow.canvas.text(0.0, y, HEAD, title);
    for ((x, _), name) in columns.iter().zip(names) {
        flow.canvas.text(*x, y + 6.0, LABEL, name);
    }
    flow.canvas.line((0.0, y + 7.6), (LIVE_WIDTH, y + 7.6), 0.3, 60);
    flow.y = y + 13.0;
}

/// Writes a row and the rule below it; what is to be written by hand has room in it.
fn row(flow: &mut Flow<'_>, cells: &[(f32, f32, &str)], style: Style) -> Result<f32, PaperError> {
    flow.room(11.0);
    let top = flow.y;
    let height = flow.row(cells, style)?.max(2.0 * style.leading());
    let top = if flow.y < top { flow.y - height } else { top };
    let below = top + height - style.leading() + 1.6;
    flow.canvas.line((0.0, below), (LIVE_WIDTH, below), 0.15, 150);
    flow.y = below + 5.2;
    Ok(top)
}

fn assets(flow: &mut Flow<'_>, letter: &Letter, texts: &Inventory) -> Result<(), PaperError> {
    head(flow, texts.assets, &ASSETS, &texts.asset_columns);
    let none = crate::letter::Asset::default();
    let listed = letter.answers().assets.iter();
    for asset in listed.chain([&none, &none]) {
        let name = match asset.kind.text.is_empty() {
            true => asset.name.text.clone(),
            false => format!("{}, {}", asset.name.text, asset.kind.text),
        };
        let mine = if asset.name.text.is_empty() { "" } else { texts.mine };
        let by = asset.at.as_ref().map_or(mine, |at| &at.text);
        let fingerprint = asset.fingerprint.as_ref().map_or("", |one| &one.text);
        let cells = [name.as_str(), by, fingerprint, ""];
        let cells: Vec<_> = ASSETS.iter().zip(cells).map(|((x, w), text)| (*x, *w, text)).collect();
        let y = row(flow, &cells, BODY)?;
        flow.canvas.picture((PICTURE, y - 4.6), PICTURE_SIDE, fingerprint);
    }
    Ok(())
}

fn papers(flow: &mut Flow<'_>, letter: &Letter, setting: &Setting<'_>) -> Result<(), PaperError> {
    let (texts, kit) = (&setting.texts.kit.inventory, &setting.texts.kit);
    head(flow, texts.papers, &PAPERS, &texts.paper_columns);
    for place in letter.places() {
        for copy in &place.copies {
            let what = format!("{}: {}", copy.of.text, part_in_words(copy, &kit.places));
            let label = copy.label.as_ref().map_or("", |label| &label.text);
            let seal = copy.seal.as_ref().map_or("", |seal| &seal.text);
            let cells = [place.name, label, &what, seal, ""];
            let cells: Vec<_> =
                PAPERS.iter().zip(cells).map(|((x, w), text)| (*x, *w, text)).collect();
            let y = row(flow, &cells, SMALL)?;
            let mut x = PAPERS[4].0;
            for text in [texts.found, texts.sealed] {
                x = flow.canvas.tick(x, y, false) + 1.2;
                x = flow.canvas.text(x, y, LABEL, text) + 3.0;
            }
        }
    }
    Ok(())
}
