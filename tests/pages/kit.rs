//! The letter and the pages around it: what they say, that nothing overlaps, whom they tell what.

use super::geometry::faults;
use super::letters::{FULL, kit, letter};
use super::{PAPERS, snapshot};
use coldkeep::letter::Letter;
use coldkeep::paper::{Item, KitPage, Leaf, Look, Page, PaperError, draw_leaves, leaf_pages};

/// Answers that fill every field and every list, and sentences in another language.
fn long() -> String {
    let mut text = String::from("format = 1\nversion = 12\nwritten = 2026-11-22\n");
    let long =
        "Sehr ausführlich beschrieben, mit Straße, Hausnummer, Stadt und zwei Telefonnummern";
    for key in ["for", "from", "lawyer", "executor", "incapacity"] {
        text += &format!("{key} = \"{long}\"\n");
    }
    let paragraph = format!("{}\\n", "Ein langer Absatz in eigenen Worten. ".repeat(6));
    text += &format!("missing = \"{}\"\n", paragraph.repeat(3));
    text += &format!("message = \"{}\"\n", paragraph.repeat(4));
    for at in 0..6 {
        text += &format!(
            "[[helper]]\nname = \"Helfer {at} {long}\"\nreach = \"{long}\"\nagreed = true\n"
        );
    }
    for at in 0..5 {
        text += &format!("[[asset]]\nname = \"Wallet {at}\"\nkind = \"Bitcoin und Ether\"\n");
        for place in 0..5 {
            text += &format!(
                "[[copy]]\nof = \"Wallet {at}\"\nwhat = \"share\"\nscheme = \"3of5\"\nplace = \"Ort Nummer {place} mit langem Namen\"\n\
                 label = \"Umschlag {place}\"\nseal = \"00{at}{place}\"\n"
            );
        }
    }
    text + "[text]\nbefore = \"Lasst euch Zeit.\"\nlaw = \"Das Testament entscheidet.\\nDies ist keine Rechtsberatung.\"\n"
}

fn drawn(letter: &Letter, page: KitPage<'_>, look: &Look) -> Vec<Page> {
    leaf_pages(&[Leaf::Kit(letter, page)], look).expect("samples fit")
}

fn all_said(pages: &[Page]) -> String {
    pages.iter().flat_map(|page| &page.items).map(|item| snapshot::said(item) + "\n").collect()
}

#[test]
fn nothing_overlaps_on_either_paper_however_much_is_said() {
    let mut found = Vec::new();
    let long = letter(&long());
    for (paper, name) in PAPERS {
        let look = Look { paper, ..Look::default() };
        let more = [KitPage::Letter, KitPage::Inventory, KitPage::Lawyer]
            .map(|page| ("long", &long, page));
        let kit = kit();
        let kit = kit.iter().map(|(kind, letter, page)| (*kind, letter, *page));
        for (kind, letter, page) in kit.chain(more) {
            for (number, page) in drawn(letter, page, &look).iter().enumerate() {
                let here = format!("{kind} {name} page {}", number + 1);
                found.extend(faults(page).into_iter().map(|fault| format!("{here}: {fault}")));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_page_of_the_kit_says_what_its_file_says() {
    for (kind, letter, page) in kit() {
        snapshot::compare(kind, &drawn(&letter, page, &Look::default()));
    }
}

#[test]
fn the_letter_has_two_pages_and_the_others_one() {
    for (paper, _) in PAPERS {
        let look = Look { paper, ..Look::default() };
        for (kind, letter, page) in kit() {
            let most = if page == KitPage::Letter { 2 } else { 1 };
            assert_eq!(drawn(&letter, page, &look).len(), most, "{kind}");
        }
    }
}

#[test]
fn each_reader_is_told_what_concerns_them_and_no_more() {
    let full = letter(FULL);
    let said = |page| all_said(&drawn(&full, page, &Look::default()));
    let places = ["home safe", "bank box", "my sister", "Blue folder", "0417", "Green"];
    let letter = said(KitPage::Letter);
    assert!(places.iter().all(|place| letter.contains(place)), "{letter}");
    let lawyer = said(KitPage::Lawyer);
    assert!(places.iter().all(|place| !lawyer.contains(place)), "{lawyer}");
    assert!(lawyer.contains("desk in the study") && lawyer.contains("not legal advice"));
    let holder = said(KitPage::Holder("my sister")).to_lowercase();
    assert!(
        holder.contains("red envelope") && holder.contains("0419") && holder.contains("green 3")
    );
    for telling in [
        "home safe",
        "bank box",
        "blue",
        "bitcoin",
        "wallet",
        "money",
        "share",
        "passphrase",
        "2 of 3",
        "8c65eb9f",
    ] {
        assert!(!holder.contains(telling), "{telling}: {holder}");
    }
    for general in [said(KitPage::Helper), said(KitPage::Checklist)] {
        assert!(places.iter().all(|place| !general.contains(place)));
        assert!(!general.contains("Okafor") && !general.contains("8c65eb9f"));
    }
}

#[test]
fn a_letter_that_nobody_would_read_and_letters_without_a_font_are_refused() {
    let look = Look::default();
    let pages = |text: &str| {
        leaf_pages(&[Leaf::Kit(&letter(text), KitPage::Letter)], &look).map(|pages| pages.len())
    };
    let words =
        |count: usize| format!("format = 1\nmessage = \"{}\"\n", "word of mine ".repeat(count));
    assert_eq!(pages(&words(20)), Ok(2));
    let sections: String = ["before", "what_there_is", "do_not", "missing", "law"]
        .map(|key| format!("{key} = \"{}\"\n", "word of mine ".repeat(300)))
        .concat();
    let much = format!("{}[text]\n{sections}", words(300));
    assert!(
        matches!(pages(&much), Err(PaperError::TooLong { sheet: "letter", .. })),
        "{:?}",
        pages(&much)
    );
    assert!(matches!(
        pages("format = 1\nfor = \"家族\u{1f600}\"\n"),
        Err(PaperError::Character { .. })
    ));
    let wide = format!("format = 1\nfor = \"{}\"\n", "W".repeat(150));
    assert!(matches!(pages(&wide), Err(PaperError::TooWide { .. })));
}

#[test]
fn every_line_of_the_owner_must_be_read_back() {
    let full = letter(FULL);
    let pdf = draw_leaves(&[Leaf::Kit(&full, KitPage::Letter)], &Look::default()).expect("it fits");
    let texts: Vec<&String> = pdf.expected.iter().flat_map(|page| &page.texts).collect();
    for line in
        ["for my family", "Mira Okafor", "+49 431 555 0101, Kiel", "home safe", "0417", "With love"]
    {
        assert!(texts.iter().any(|text| *text == line), "{line}");
    }
    let folds = drawn(&full, KitPage::Letter, &Look::default());
    assert!(folds.iter().all(|page| page.folds_mm.is_empty()));
    assert!(
        folds.iter().flat_map(|page| &page.items).all(|item| !matches!(item, Item::Code { .. }))
    );
}
