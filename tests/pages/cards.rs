//! Shares on half pages and on cards: each stands apart, says what the others say of themselves, and is read back.

use super::geometry::faults;
use super::samples::{SHARE, look, share, sheets};
use super::{PAPERS, snapshot};
use coldkeep::paper::{Card, Look, PaperError, draw, pages};
use coldkeep::scan;
use coldkeep::secret::SecretText;
use coldkeep::sheet::{GivesBack, ShareSheet, Sheet};

/// As many shares of 20 words, each with the words in another order.
pub(super) fn set(count: usize) -> Vec<Sheet> {
    let one = |nth: usize| {
        let mut words: Vec<&str> = SHARE.split(' ').collect();
        words.rotate_left(nth);
        let words = words.join(" ");
        let number = nth as u8 + 1;
        let group = nth % 2 == 1;
        let share = share(&words, group, GivesBack::Words(12));
        Sheet::Share(ShareSheet { number, count: count as u8, ..share })
    };
    (0..count).map(one).collect()
}

#[test]
fn shares_on_cards_and_half_pages_stand_in_their_places() {
    let mut found = Vec::new();
    for (paper, name) in PAPERS {
        for card in [Card::Half, Card::Id1] {
            let look = Look { card, ..look(paper) };
            let samples =
                sheets().into_iter().filter(|(_, sheet)| matches!(sheet, Sheet::Share(_)));
            for (kind, sheet) in samples {
                match pages(&[sheet], &look) {
                    Ok(pages) => found.extend(
                        pages
                            .iter()
                            .flat_map(faults)
                            .map(|f| format!("{kind} {card:?} {name}: {f}")),
                    ),
                    // 59 words are too many for less than a page; 46 with all that can stand above them, for a card.
                    Err(error) => {
                        let PaperError::WordCount { words, .. } = error else { panic!("{error}") };
                        assert!(words == 59 || words == 46 && card == Card::Id1, "{kind} {card:?}");
                    }
                }
            }
            for page in pages(&set(5), &look).expect("fits") {
                found.extend(faults(&page).into_iter().map(|f| format!("{card:?} {name}: {f}")));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn what_they_say_is_in_their_files() {
    for (card, name) in [(Card::Half, "shares-half"), (Card::Id1, "shares-id1")] {
        let look = Look { card, ..Look::default() };
        snapshot::compare(name, &pages(&set(3), &look).expect("fits"));
    }
}

#[test]
fn every_share_is_read_back_from_its_page() {
    for (card, count, pages) in [(Card::Half, 3, 2), (Card::Id1, 9, 2)] {
        let look = Look { card, copies: 1, ..Look::default() };
        let sheets = set(count);
        let drawn = draw(&sheets, &look).expect("fits");
        assert_eq!(drawn.pages, pages, "{card:?}");
        // exposed to: the reader under test
        let reading = scan::read_drawn(drawn.pdf.expose_secret()).expect("our own document");
        let grids: Vec<_> = reading.text.iter().flat_map(scan::word_grids).collect();
        assert!(grids.iter().all(scan::WordGrid::is_whole), "{card:?}");
        for sheet in &sheets {
            let Sheet::Share(share) = sheet else { panic!("shares only") };
            let same = |words: &SecretText| words.same_as(&share.words);
            assert_eq!(grids.iter().filter(|grid| same(&grid.words)).count(), 1, "{card:?}");
        }
        assert_eq!(grids.len(), count);
    }
}

#[test]
fn copies_stand_beside_each_other_with_their_letters() {
    let look = Look { card: Card::Id1, copies: 3, ..Look::default() };
    let drawn = pages(&set(2), &look).expect("fits");
    assert_eq!(drawn.len(), 1);
    for letter in ["A", "B", "C"] {
        let said = drawn[0].items.iter().map(snapshot::said);
        assert_eq!(said.filter(|text| text.contains(&format!("copy {letter}"))).count(), 2);
    }
}
