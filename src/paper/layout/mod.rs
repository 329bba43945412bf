//! From sheets to pages: one file a kind of sheet, and what they share.

mod blank;
mod canvas;
mod card;
mod clear;
mod descriptor;
mod device;
mod encrypted;
mod fold;
mod foot;
mod groups;
mod half;
mod inventory;
mod kit;
mod leaflet;
mod letter;
mod margin;
mod metal;
mod open;
mod owners;
mod recovery;
mod seed;
mod share;
mod squares;
mod template;
mod words;

use super::page::Page;
use super::text::{self, Texts};
use super::{Card, Leaf, Look, PaperError};
use crate::sheet::{ShareSheet, Sheet};

/// What every layout is given.
pub(super) struct Setting<'a> {
    look: &'a Look,
    texts: &'static Texts,
    copy: Option<char>,
    /// The size of sentences and labels, as a part of what they are in English.
    scale: f32,
}

/// The sizes that are tried, one after the other, until a page is clear.
const SCALES: [f32; 7] = [1.0, 0.95, 0.9, 0.85, 0.8, 0.76, 0.72];

/// Lays sheets out on pages, copies of a sheet one after the other.
///
/// # Errors
/// As [`super::draw`].
pub fn pages(sheets: &[Sheet], look: &Look) -> Result<Vec<Page>, PaperError> {
    let leaves: Vec<Leaf<'_>> = sheets.iter().map(Leaf::Sheet).collect();
    leaf_pages(&leaves, look)
}

/// Lays sheets and pages of the letter's kit out, in their order.
///
/// # Errors
/// As [`super::draw`].
pub fn leaf_pages(leaves: &[Leaf<'_>], look: &Look) -> Result<Vec<Page>, PaperError> {
    let letters: Vec<char> = (look.first_copy..='Z').take(usize::from(look.copies)).collect();
    let in_range =
        look.first_copy.is_ascii_uppercase() && letters.len() == usize::from(look.copies);
    if !in_range || letters.is_empty() {
        return Err(PaperError::Copies);
    }
    if let Some(mark) = &look.watermark {
        margin::refuse_long_mark(look.paper, mark)?;
    }
    let mut pages = Vec::new();
    let mut rest = leaves;
    while let [leaf, after @ ..] = rest {
        if look.card != Card::Page && share(leaf).is_some() {
            let shares: Vec<&ShareSheet> = rest.iter().map_while(share).collect();
            rest = &rest[shares.len()..];
            pages.extend(cards(&shares, look, &letters)?);
            continue;
        }
        rest = after;
        let sheet = match leaf {
            Leaf::Sheet(sheet) => sheet,
            Leaf::Kit(letter, page) => {
                let texts = text::of(look.language);
                let setting = Setting { look, texts, copy: None, scale: 1.0 };
                pages.extend(kit::pages(letter, *page, &setting)?);
                continue;
            }
        };
        let lettered = matches!(
            sheet,
            Sheet::Seed(_) | Sheet::Share(_) | Sheet::Encrypted(_) | Sheet::Descriptor(_)
        );
        let copies = if lettered { letters.len() } else { 1 };
        for letter in &letters[..copies] {
            let copy = lettered.then_some(*letter);
            pages.extend(fitted(look, copy, |setting| one(sheet, setting))?);
        }
    }
    Ok(pages)
}

fn share<'s>(leaf: &Leaf<'s>) -> Option<&'s ShareSheet> {
    match *leaf {
        Leaf::Sheet(Sheet::Share(share)) => Some(share),
        _ => None,
    }
}

/// Lays shares out, several a page, copies of a share one after the other.
fn cards(shares: &[&ShareSheet], look: &Look, letters: &[char]) -> Result<Vec<Page>, PaperError> {
    let mut all: Vec<(&ShareSheet, char)> = Vec::new();
    for share in shares {
        all.extend(letters.iter().map(|letter| (*share, *letter)));
    }
    if look.card == Card::Id1 {
        return fitted(look, None, |setting| card::pages(&all, setting));
    }
    let whole = fitted(look, None, |setting| half::pages(&all, setting, true))?;
    match whole.iter().all(clear::is_clear) {
        true => Ok(whole),
        false => fitted(look, None, |setting| half::pages(&all, setting, false)),
    }
}

/// Draws a sheet with sentences as large as they can be; what never fits is drawn at the last size.
fn fitted(
    look: &Look,
    copy: Option<char>,
    draw: impl Fn(&Setting<'_>) -> Result<Vec<Page>, PaperError>,
) -> Result<Vec<Page>, PaperError> {
    let texts = text::of(look.language);
    let [larger @ .., smallest] = SCALES;
    for scale in larger {
        // A name that is too wide at this size may fit at the next.
        if let Ok(pages) = draw(&Setting { look, texts, copy, scale })
            && pages.iter().all(clear::is_clear)
        {
            return Ok(pages);
        }
    }
    draw(&Setting { look, texts, copy, scale: smallest })
}

fn one(sheet: &Sheet, setting: &Setting<'_>) -> Result<Vec<Page>, PaperError> {
    match sheet {
        Sheet::Seed(seed) => seed::pages(seed, setting),
        Sheet::Share(share) => share::pages(share, setting),
        Sheet::Owners(owners) => owners::pages(owners, setting),
        Sheet::Encrypted(encrypted) => encrypted::pages(encrypted, setting),
        Sheet::Descriptor(descriptor) => descriptor::pages(descriptor, setting),
        Sheet::Recovery(recovery) => recovery::pages(recovery, setting),
        Sheet::Blank(form) => blank::pages(form, setting),
        Sheet::Metal(metal) => metal::pages(metal, setting),
    }
}
