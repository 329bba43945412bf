//! The pages around the letter: which layout draws which, and how sentences with the owner's words are written.

use super::Setting;
use super::canvas::Style;
use super::open::Flow;
use super::{inventory, leaflet, letter};
use crate::letter::{Kept, Letter, Way};
use crate::paper::fonts::Face;
use crate::paper::page::Page;
use crate::paper::text::fill;
use crate::paper::text::letter::Places;
use crate::paper::{KitPage, PaperError, fit};

/// The size of running text: whoever reads this is not in the mood for small print.
pub(super) const BODY: Style = Style::new(Face::Sans, 11.5);
pub(super) const BOLD: Style = Style::new(Face::SansBold, 11.5);

/// The most pages of one document.
const MOST_PAGES: usize = 6;

/// Draws one document of the kit.
pub(super) fn pages(
    letter: &Letter,
    page: KitPage<'_>,
    setting: &Setting<'_>,
) -> Result<Vec<Page>, PaperError> {
    let texts = &setting.texts.kit;
    let pages = match page {
        KitPage::Letter => letter::pages(letter, setting),
        KitPage::Inventory => inventory::pages(letter, setting),
        KitPage::Helper => leaflet::pages(letter, &texts.helper, None, setting),
        KitPage::Checklist => leaflet::checklist(letter, &texts.checklist, setting),
        KitPage::Lawyer => leaflet::pages(letter, &texts.lawyer, None, setting),
        KitPage::Holder(place) => leaflet::pages(letter, &texts.holder, Some(place), setting),
    }?;
    let sheet = name(page);
    match pages.len() {
        pages if pages > MOST_PAGES => Err(PaperError::TooLong { sheet, pages, most: MOST_PAGES }),
        _ => Ok(pages),
    }
}

/// The document's name in messages.
fn name(page: KitPage<'_>) -> &'static str {
    match page {
        KitPage::Letter => "letter",
        KitPage::Inventory => "inventory",
        KitPage::Helper => "helper's page",
        KitPage::Checklist => "checklist",
        KitPage::Lawyer => "lawyer's page",
        KitPage::Holder(_) => "holder's page",
    }
}

/// The first baseline below the title of a page that goes on.
const GOES_ON: f32 = 11.5;

impl Flow<'_> {
    /// Starts another page when less than `height` is left on this one; text begins below the page's title.
    pub(super) fn room(&mut self, height: f32) {
        self.need(height);
        self.y = self.y.max(GOES_ON);
    }

    /// Writes sentences with words of the owner in lines of at most `width`; each line that is drawn must be read
    /// back. A page that is full is followed by another.
    pub(super) fn say(
        &mut self,
        (x, width): (f32, f32),
        style: Style,
        text: &str,
    ) -> Result<(), PaperError> {
        // Backticks would set what stands between them in another face.
        let text = text.replace('`', "'");
        let (field, sheet) = ("a line of the letter", "letter's pages");
        if let Some(position) = fit::missing_character(style.face, &text) {
            return Err(PaperError::Character { field, position });
        }
        for line in fit::wrap(style.face, style.size_pt, width, &text) {
            let line: String = line.into_iter().map(|span| span.text).collect();
            self.room(style.leading());
            let y = self.y;
            self.canvas.given((x, y, width + 0.1), style, &line, (sheet, field))?;
            if !line.is_empty() {
                self.canvas.expect().texts.push(line);
            }
            self.y += style.leading();
        }
        Ok(())
    }

    /// Writes paragraphs, a line break between them in the text.
    pub(super) fn paragraphs(
        &mut self,
        place: (f32, f32),
        style: Style,
        text: &str,
    ) -> Result<(), PaperError> {
        for paragraph in text.lines() {
            if paragraph.trim().is_empty() {
                self.y += 0.5 * style.leading();
                continue;
            }
            self.say(place, style, paragraph)?;
            self.y += 0.8;
        }
        Ok(())
    }

    /// Writes the cells of a row, each wrapped in its column, and gives the height that they took.
    pub(super) fn row(
        &mut self,
        cells: &[(f32, f32, &str)],
        style: Style,
    ) -> Result<f32, PaperError> {
        let lines = |(_, width, text): &(f32, f32, &str)| {
            fit::wrap(style.face, style.size_pt, *width, text).len()
        };
        let most = cells.iter().map(lines).max().unwrap_or(1) as f32;
        self.room(most * style.leading());
        let top = self.y;
        for (x, width, text) in cells {
            self.y = top;
            self.say((*x, *width), style, text)?;
        }
        self.y = top + most * style.leading();
        Ok(most * style.leading())
    }
}

/// What lies at a place, in words: `“Blue folder A”: savings, all words`.
pub(super) fn copy_in_words(copy: &Kept, texts: &Places) -> String {
    let part = part_in_words(copy, texts);
    match &copy.label {
        Some(label) => {
            let values = [("label", &*label.text), ("asset", &copy.of.text), ("part", &part)];
            fill(texts.labelled, &values)
        }
        None => format!("{}, {part}", copy.of.text),
    }
}

/// What a thing is: `one share, any 2 of 3 restore`.
pub(super) fn part_in_words(copy: &Kept, texts: &Places) -> String {
    let part = texts.parts[copy.what as usize];
    match copy.scheme {
        Some(quorum) => {
            fill(part, &[("k", &quorum.needed.to_string()), ("n", &quorum.of.to_string())])
        }
        None => part.to_owned(),
    }
}

/// What is needed for a wallet, as a sentence.
pub(super) fn way_in_words(asset: &str, way: &Way<'_>, texts: &Places) -> String {
    match way {
        Way::None => fill(texts.opens_never, &[("asset", asset)]),
        Way::Any { needed, of } if *needed == of.len() => {
            fill(texts.opens, &[("asset", asset), ("places", &of.join(texts.and))])
        }
        Way::Any { needed: 1, of } => {
            fill(texts.opens, &[("asset", asset), ("places", &of.join(texts.or))])
        }
        Way::Any { needed, of } => {
            let values = [("asset", asset), ("k", &needed.to_string()), ("places", &of.join(", "))];
            fill(texts.opens_any, &values)
        }
        Way::Sets(sets) => {
            let sets: Vec<String> = sets.iter().map(|set| set.join(texts.and)).collect();
            fill(texts.opens, &[("asset", asset), ("places", &sets.join(texts.or))])
        }
    }
}
