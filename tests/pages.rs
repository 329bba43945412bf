//! Pages as data: what they say, that nothing overlaps, and that the same input gives the same bytes.

mod cards;
mod geometry;
mod kit;
pub(crate) mod letters;
mod pictures;
pub(crate) mod samples;
mod snapshot;

use coldkeep::paper::{Item, Look, Page, PageText, Paper, PaperError, draw, pages};
use coldkeep::scan;
use coldkeep::secret::SecretBytes;
use coldkeep::sheet::{GivesBack, KeyPlace, Sheet, check, parity};
use geometry::faults;
use samples::{encrypted, foreign, look, seed, share, sheets, widest};

const PAPERS: [(Paper, &str); 2] = [(Paper::A4, "a4"), (Paper::Letter, "letter")];

fn first_page(sheet: Sheet, paper: Paper) -> Page {
    pages(&[sheet], &look(paper)).expect("samples fit").remove(0)
}

#[test]
fn nothing_overlaps_or_leaves_its_place_on_either_paper() {
    let mut found = Vec::new();
    for (paper, name) in PAPERS {
        for (kind, sheet) in sheets() {
            for (number, page) in pages(&[sheet], &look(paper)).expect("fits").iter().enumerate() {
                let here = format!("{kind} {name} page {}", number + 1);
                found.extend(faults(page).into_iter().map(|fault| format!("{here}: {fault}")));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_geometry_test_sees_what_it_looks_for() {
    let sheet = || Sheet::Seed(seed(samples::WORDS, true));
    let text = |x_mm, y_mm, text: &str| Item::Text {
        x_mm,
        y_mm,
        size_pt: 10.5,
        face: coldkeep::paper::Face::Sans,
        grey: 0,
        text: PageText::Plain(text.to_owned()),
    };
    let fold = Paper::A4.size_mm().1 / 3.0;
    let broken = [
        ("overlap", text(16.0, 18.5, "SEALED")),
        ("leaves the live width", text(170.0, 60.0, "a sentence that is far too long")),
        ("is on a fold", text(60.0, fold, "on the fold")),
        ("are too near", text(153.0, 158.0, "in the white border")),
        ("printer's edge", text(60.0, 4.0, "at the edge")),
    ];
    for (fault, item) in broken {
        let mut page = first_page(sheet(), Paper::A4);
        page.items.push(item);
        let found = faults(&page);
        assert!(found.iter().any(|line| line.contains(fault)), "{fault} not in {found:?}");
    }
}

#[test]
fn the_same_sheets_give_the_same_bytes_and_other_sheets_do_not() {
    let bytes = |words: &str| {
        let drawn = draw(&[Sheet::Seed(seed(words, true))], &look(Paper::A4)).expect("fits");
        // exposed to: the comparison
        drawn.pdf.expose_secret().to_vec()
    };
    let first = bytes(samples::WORDS);
    assert!(first == bytes(samples::WORDS));
    let swapped = samples::WORDS.replace("attack pizza", "pizza attack");
    assert!(first != bytes(&swapped));
}

#[test]
fn a_pdf_names_no_program_no_date_and_has_one_revision() {
    let all: Vec<Sheet> = sheets().into_iter().map(|(_, sheet)| sheet).collect();
    let drawn = draw(&all, &look(Paper::A4)).expect("fits");
    // exposed to: the assertions
    let bytes = drawn.pdf.expose_secret();
    let count = |needle: &[u8]| bytes.windows(needle.len()).filter(|part| *part == needle).count();
    for absent in
        ["/Producer", "/Creator", "/CreationDate", "/ModDate", "/Author", "/Info", "/Metadata"]
    {
        assert_eq!(count(absent.as_bytes()), 0, "{absent}");
    }
    assert_eq!((count(b"startxref"), count(b"%%EOF")), (1, 1));
    assert_eq!(drawn.expected.len(), drawn.pages);
}

#[test]
fn what_must_be_read_back_is_what_the_sheet_was_given() {
    let page = first_page(Sheet::Seed(seed(samples::WORDS, true)), Paper::Letter);
    // exposed to: the assertions
    let rows: Vec<&str> = page.expect.rows.iter().map(|row| row.words.expose_secret()).collect();
    assert_eq!(rows.join(" "), samples::WORDS);
    // exposed to: the assertions
    let checks: Vec<&str> = page.expect.rows.iter().map(|row| row.check.expose_secret()).collect();
    assert_eq!(checks, ["8789", "a665", "eed6", "0a50", "b91d", "a1b1"]);
    // exposed to: the assertions
    let codes: Vec<&[u8]> = page.expect.codes.iter().map(|code| code.expose_secret()).collect();
    assert_eq!(codes[1], b"BC1Q95E2X49UJU6533DWARDYF6KZ0JTP3YJCAK0C74");
    assert_eq!((codes.len(), codes[0].len()), (2, 96));
}

// Rows with accents were passed over once, and those of Japanese, Korean and Chinese were not printed at all.
#[test]
fn the_printed_words_of_every_language_are_read_back_from_the_page() {
    for language in bip39::Language::ALL {
        let words = widest(*language);
        let drawn = draw(&[Sheet::Seed(foreign("a language", &words))], &look(Paper::A4));
        let drawn = drawn.unwrap_or_else(|error| panic!("{language}: {error}"));
        // exposed to: the reader under test
        let reading = scan::read_drawn(drawn.pdf.expose_secret()).expect("our own document");
        let grids = scan::word_grids(&reading.text[0]);
        assert_eq!((grids.len(), grids[0].is_whole()), (1, true), "{language}");
        // exposed to: the assertion
        assert_eq!(grids[0].words.expose_secret(), words, "{language}");
    }
    let none = draw(&[Sheet::Seed(foreign("Thai", "ไทย ไทย ไทย"))], &look(Paper::A4));
    assert_eq!(none.err(), Some(PaperError::Character { field: "a word", position: 1 }));
}

#[test]
fn the_codes_of_a_large_armor_are_its_lines_in_order() {
    let sheet = encrypted(3_200, KeyPlace::Passphrase { kept_at: None });
    let armor = sheet.armor.clone();
    let drawn = draw(&[Sheet::Encrypted(sheet)], &look(Paper::A4)).expect("fits");
    let mut joined = String::new();
    let codes = || drawn.expected.iter().flat_map(|page| &page.codes);
    // exposed to: a look for codes that stand in for others
    let is_parity = |code: &&SecretBytes| parity::is_parity(code.expose_secret());
    assert_eq!(codes().filter(is_parity).count(), 1);
    for code in codes().filter(|code| !is_parity(code)) {
        assert!(code.len() <= 520);
        // exposed to: the assertion; an armor is no secret
        joined.push_str(std::str::from_utf8(code.expose_secret()).expect("text"));
        joined.push('\n');
    }
    assert_eq!(joined, armor);
    let lines: Vec<_> = drawn.expected.iter().flat_map(|page| &page.lines).collect();
    assert_eq!(lines.len(), armor.lines().count());
    assert!(lines.iter().all(|line| check::line_check(&line.text) == line.check));
}

#[test]
fn an_armor_that_is_too_large_for_paper_is_refused_with_its_pages() {
    let sheet = encrypted(12_000, KeyPlace::Passphrase { kept_at: None });
    let refused = draw(&[Sheet::Encrypted(sheet)], &Look::default()).err();
    assert_eq!(refused, Some(PaperError::TooBig { pages: 6 }));
    let largest = encrypted(9_000, KeyPlace::Passphrase { kept_at: None });
    assert!(draw(&[Sheet::Encrypted(largest)], &Look::default()).is_ok());
}

#[test]
fn labels_that_do_not_fit_or_cannot_be_printed_are_refused_by_field() {
    let with_label = |label: &str| {
        let mut sheet = seed(samples::WORDS, false);
        sheet.heading.label = Some(label.to_owned());
        draw(&[Sheet::Seed(sheet)], &Look::default()).map(|drawn| drawn.pages)
    };
    assert_eq!(with_label("Żółta teczka"), Ok(1));
    assert_eq!(with_label("a漢"), Err(PaperError::Character { field: "label", position: 2 }));
    let look = Look { watermark: Some("P".repeat(40)), ..Look::default() };
    let marked = draw(&[Sheet::Seed(seed(samples::WORDS, false))], &look).err();
    assert!(matches!(marked, Some(PaperError::TooWide { field: "the watermark", .. })));
    let wide = with_label("the long name of a folder that nobody could read");
    assert!(
        matches!(wide, Err(PaperError::TooWide { field: "label", room_mm: 38, .. })),
        "{wide:?}"
    );
}

#[test]
fn copies_carry_letters_and_public_pages_are_drawn_once() {
    let look = Look { copies: 3, first_copy: 'B', ..Look::default() };
    let recovery = sheets().into_iter().find(|(kind, _)| *kind == "recovery").expect("a sample").1;
    let sheets = [Sheet::Seed(seed(samples::WORDS, false)), recovery];
    let drawn = pages(&sheets, &look).expect("fits");
    assert_eq!(drawn.len(), 3 + 2);
    for (page, letter) in drawn.iter().zip(["B", "C", "D"]) {
        let is_letter =
            |item: &Item| matches!(item, Item::Text { text, .. } if text.lend() == letter);
        assert!(page.items.iter().any(is_letter), "{letter}");
    }
    let none = Look { copies: 0, ..Look::default() };
    assert_eq!(pages(&sheets, &none).err(), Some(PaperError::Copies));
}

#[test]
fn the_outside_of_a_folded_sheet_does_not_say_what_is_inside() {
    let share = share(samples::SHARE, true, GivesBack::Words(12));
    for sheet in [Sheet::Seed(seed(samples::WORDS, true)), Sheet::Share(share)] {
        let page = first_page(sheet, Paper::A4);
        let outside =
            |item: &&Item| matches!(item, Item::Text { y_mm, .. } if *y_mm < page.folds_mm[0]);
        let words: String = page
            .items
            .iter()
            .filter(outside)
            .map(|item| format!("{} ", snapshot::said(item)))
            .collect();
        assert!(words.contains("SEALED DOCUMENT"));
        let words = words.to_lowercase();
        let telling = [
            "bitcoin", "crypto", "wallet", "seed", "key", "share", "8c65eb9f", "bc1", "attack",
            "of 3",
        ];
        assert!(telling.iter().all(|word| !words.contains(word)), "{words}");
        assert!(
            page.items
                .iter()
                .all(|item| !matches!(item, Item::Code { y_mm, .. } if *y_mm < page.folds_mm[0]))
        );
    }
}

#[test]
fn debug_output_of_sheets_and_pages_hides_words() {
    let sheet = Sheet::Seed(seed(samples::WORDS, true));
    let page = first_page(Sheet::Seed(seed(samples::WORDS, true)), Paper::A4);
    for shown in [format!("{sheet:?}"), format!("{page:?}")] {
        assert!(shown.contains("SecretText(…)"));
        assert!(samples::WORDS.split(' ').all(|word| !shown.contains(&format!("\"{word}\""))));
        assert!(!shown.contains("attack") && !shown.contains("a665"));
    }
}

#[test]
fn pages_are_written_out_for_looking_at() {
    let Some(folder) = std::env::var_os("COLDKEEP_PAGES_OUT") else { return };
    for (paper, name) in PAPERS {
        for (kind, sheet) in sheets() {
            let drawn = draw(&[sheet], &look(paper)).expect("samples fit");
            let path = std::path::Path::new(&folder).join(format!("{kind}-{name}.pdf"));
            // exposed to: a file, published test seeds only
            std::fs::write(path, drawn.pdf.expose_secret()).expect("the folder is there");
        }
    }
}
