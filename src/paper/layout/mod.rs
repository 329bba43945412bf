//! From sheets to pages: one file a kind of sheet, and what they share.

mod blank;
mod canvas;
mod descriptor;
mod encrypted;
mod fold;
mod foot;
mod margin;
mod open;
mod owners;
mod recovery;
mod seed;
mod share;
mod words;

use super::page::Page;
use super::text::{ENGLISH, Texts};
use super::{Look, PaperError};
use crate::sheet::Sheet;

/// What every layout is given.
pub(super) struct Setting<'a> {
    look: &'a Look,
    texts: &'static Texts,
    copy: Option<char>,
}

/// Lays sheets out on pages, copies of a sheet one after the other.
///
/// # Errors
/// As [`super::draw`].
pub fn pages(sheets: &[Sheet], look: &Look) -> Result<Vec<Page>, PaperError> {
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
    for sheet in sheets {
        let lettered = matches!(
            sheet,
            Sheet::Seed(_) | Sheet::Share(_) | Sheet::Encrypted(_) | Sheet::Descriptor(_)
        );
        let copies = if lettered { letters.len() } else { 1 };
        for letter in &letters[..copies] {
            let copy = lettered.then_some(*letter);
            pages.extend(one(sheet, &Setting { look, texts: &ENGLISH, copy })?);
        }
    }
    Ok(pages)
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
    }
}
