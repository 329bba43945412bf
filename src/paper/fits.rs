//! Tests only: every page on both papers, in English and in a language a third longer, stays in its boxes.

#[path = "../../tests/pages/geometry.rs"]
mod geometry;
#[path = "../../tests/pages/letters.rs"]
mod letters;
#[allow(dead_code)]
#[path = "../../tests/pages/samples.rs"]
mod samples;

use super::{Card, Item, Leaf, Look, Page, PageLanguage, Paper, PaperError, leaf_pages, pages};
use crate::sheet::Sheet;

/// What is wrong with the pages of a language.
fn faults(language: PageLanguage) -> Vec<String> {
    let mut found = Vec::new();
    let cards = [Card::Page, Card::Half, Card::Id1].map(|card| (card, Paper::A4));
    let letter = cards.map(|(card, _)| (card, Paper::Letter));
    for (card, paper) in cards.into_iter().chain(letter) {
        for (kind, sheet) in samples::sheets() {
            if card != Card::Page && !matches!(sheet, Sheet::Share(_)) {
                continue;
            }
            let look = Look { language, card, ..samples::look(paper) };
            let drawn = match pages(&[sheet], &look) {
                // The longest shares need a whole page, and the next longest half of one.
                Err(PaperError::WordCount { words: 59, .. }) if card != Card::Page => continue,
                Err(PaperError::WordCount { words: 46, .. }) if card == Card::Id1 => continue,
                drawn => drawn,
            };
            found.extend(told(&format!("{kind} {card:?}"), paper, drawn));
        }
        if card != Card::Page {
            continue;
        }
        for (kind, letter, page) in letters::kit() {
            let look = Look { language, paper, ..Look::default() };
            found.extend(told(kind, paper, leaf_pages(&[Leaf::Kit(&letter, page)], &look)));
        }
    }
    found
}

/// The faults of a kind of page, each with its place.
fn told(kind: &str, paper: Paper, drawn: Result<Vec<Page>, PaperError>) -> Vec<String> {
    let pages = match drawn {
        Err(error) => return vec![format!("{kind} {paper:?}: {error}")],
        Ok(pages) => pages,
    };
    let faults = pages.iter().enumerate().flat_map(|(at, page)| {
        let faults = geometry::faults(page).into_iter();
        faults.map(move |fault| format!("{kind} {paper:?} page {}: {fault}", at + 1))
    });
    faults.collect()
}

#[test]
fn every_sentence_fits_its_box_in_a_language_that_is_a_third_longer() {
    let found = faults(PageLanguage::Pseudo);
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
    assert_eq!(faults(PageLanguage::English), Vec::<String>::new());
}

#[test]
fn a_language_that_is_too_long_is_noticed() {
    let found = faults(PageLanguage::TwiceAsLong);
    assert!(found.len() > 20, "{found:?}");
}

/// Texts of data and codes are the same in every language.
#[test]
fn the_longer_language_changes_sentences_and_no_data() {
    let said = |language| {
        let (_, sheet) = samples::sheets().swap_remove(0);
        let look = Look { language, ..samples::look(Paper::A4) };
        let page = pages(&[sheet], &look).expect("fits").remove(0);
        let texts = page.items.iter().filter_map(|item| match item {
            Item::Text { text, .. } => Some(text.lend().to_owned()),
            _ => None,
        });
        texts.collect::<Vec<_>>()
    };
    let (english, longer) = (said(PageLanguage::English), said(PageLanguage::Pseudo));
    for kept in ["attack", "8789", "8c65eb9f", "Blue folder"] {
        let has = |texts: &[String]| texts.iter().any(|text| text == kept);
        assert!(has(&english) && has(&longer), "{kept}");
    }
    assert!(!longer.iter().any(|text| text.contains("SEALED DOCUMENT")));
}
