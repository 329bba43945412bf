//! The first page of each kind as a picture at 150 dpi, compared with the one that was looked at and kept.
//!
//! `COLDKEEP_PICTURES_WRITE=1 cargo test --test all pages::pictures::` writes `docs/pictures/` anew; a person looks.

use super::samples::{self, look, seed, sheets};
use super::{cards, letters};
use crate::support::project;
use coldkeep::paper::{Card, Drawn, Leaf, Look, Paper, draw, draw_leaves};
use coldkeep::sheet::Sheet;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::GrayImage;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use std::collections::BTreeMap;

/// The samples whose pictures are kept: one of each kind of page.
const KEPT: [&str; 12] = [
    "seed-24-qr",
    "seed-monero",
    "share-33-group",
    "owners",
    "encrypted-1",
    "descriptor-3",
    "recovery",
    "blank-24",
    "blank-device",
    "blank-grid-29",
    "metal-stackbit",
    "metal-seedqr29",
];
/// The same of the letter's kit.
const KEPT_OF_THE_KIT: [&str; 4] =
    ["letter", "letter-inventory", "letter-helper", "letter-checklist"];
/// Shares that stand several a page.
const CARDS: [(Card, &str); 2] = [(Card::Half, "shares-half"), (Card::Id1, "shares-id1")];
const DOTS_PER_INCH: f32 = 150.0;
/// Greys that are kept; more would only make the files larger.
const LEVELS: u16 = 4;
/// Pixels in a million that may differ: edges of letters on other processors.
const MAY_DIFFER: usize = 200;

/// The first page of a sheet.
fn picture(sheet: Sheet) -> GrayImage {
    in_few_greys(draw(&[sheet], &look(Paper::A4)).expect("samples fit"))
}

/// The first page of a document, in few greys.
fn in_few_greys(drawn: Drawn) -> GrayImage {
    // exposed to: the picture; samples are published
    let bytes = drawn.pdf.expose_secret().to_vec();
    let pdf = Pdf::new(bytes).expect("a document");
    let scale = DOTS_PER_INCH / 72.0;
    let pixmap = hayro::render(
        &pdf.pages()[0],
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE },
    );
    let level = |value: u8| u16::from(value) * LEVELS / 256;
    let greys = pixmap.data().iter().map(|colour| (level(colour.g) * 255 / (LEVELS - 1)) as u8);
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    GrayImage::from_raw(width, height, greys.collect()).expect("a pixel for each place")
}

/// How many pixels in a million differ by more than a neighbouring grey.
fn differing(one: &GrayImage, other: &GrayImage) -> usize {
    if one.dimensions() != other.dimensions() {
        return 1_000_000;
    }
    let step = (255 / (LEVELS - 1)) as u8;
    let pairs = one.as_raw().iter().zip(other.as_raw());
    pairs.filter(|(a, b)| a.abs_diff(**b) > step).count() * 1_000_000 / one.as_raw().len()
}

#[test]
fn every_kind_of_page_looks_as_it_did_when_it_was_looked_at() {
    let folder = project().join("docs/pictures");
    let mut sheets: BTreeMap<_, _> = sheets().into_iter().collect();
    let kit = letters::kit().into_iter().filter(|(kind, ..)| KEPT_OF_THE_KIT.contains(kind));
    let of_kit = kit.map(|(kind, letter, page)| {
        let drawn = draw_leaves(&[Leaf::Kit(&letter, page)], &Look::default());
        (kind, in_few_greys(drawn.expect("samples fit")))
    });
    let of_sheets = KEPT.map(|kind| (kind, picture(sheets.remove(kind).expect("a sample"))));
    let of_cards = CARDS.map(|(card, kind)| {
        let look = Look { card, ..Look::default() };
        (kind, in_few_greys(draw(&cards::set(5), &look).expect("samples fit")))
    });
    let all: Vec<_> = of_sheets.into_iter().chain(of_cards).chain(of_kit).collect();
    assert_eq!(all.len(), KEPT.len() + CARDS.len() + KEPT_OF_THE_KIT.len());
    for (kind, now) in all {
        let path = folder.join(format!("{kind}.png"));
        if std::env::var_os("COLDKEEP_PICTURES_WRITE").is_some() {
            let file = std::fs::File::create(&path).expect("the folder is there");
            // Few greys without a filter are the smallest file.
            let small =
                PngEncoder::new_with_quality(file, CompressionType::Best, FilterType::NoFilter);
            now.write_with_encoder(small).expect("room for a picture");
        }
        let kept = image::open(&path).expect("a picture for every kind").into_luma8();
        let differ = differing(&kept, &now);
        assert!(differ <= MAY_DIFFER, "{kind}: {differ} pixels in a million differ");
        assert!(path.metadata().expect("a file").len() < 150_000, "{kind} is a large file");
    }
}

#[test]
fn one_other_word_is_another_picture() {
    let page = |words: &str| picture(Sheet::Seed(seed(words, false)));
    let right = page(samples::WORDS);
    assert_eq!(differing(&right, &page(samples::WORDS)), 0);
    let differ = differing(&right, &page(&samples::WORDS.replace("patrol", "parrot")));
    assert!(differ > MAY_DIFFER, "{differ}");
}
