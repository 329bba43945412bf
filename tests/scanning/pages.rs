//! Whole pages: scans and documents with several codes, print around them, and text.

use super::draw::{Noise, Picture, binary_code, code};
use super::{document, text};
use crate::pages::samples::encrypted;
use coldkeep::secret::SecretText;
use coldkeep::seed::Mnemonic;
use coldkeep::sheet::{
    EncryptedSheet, Heading, KeyPlace, PassphraseUse, SeedForm, SeedSheet, Sheet,
};
use coldkeep::{paper, scan};
use qrcode::{EcLevel, QrCode};

/// An A4 page with a dense code, a word code and print, in pixels per millimetre.
fn a4(per_mm: f32, dense: &QrCode, words: &QrCode) -> Picture {
    let mut page = Picture::white((210.0 * per_mm) as usize, (297.0 * per_mm) as usize);
    page.draw(dense, 35.0 * per_mm, 50.0 * per_mm, 0.85 * per_mm);
    page.draw(words, 120.0 * per_mm, 200.0 * per_mm, 0.75 * per_mm);
    for line in 0..24 {
        let top = ((150.0 + line as f32 * 4.0) * per_mm) as usize;
        for x in (30.0 * per_mm) as usize..(110.0 * per_mm) as usize {
            if (x * 7 + line * 13) % 11 < 5 {
                for y in top..top + (1.6 * per_mm) as usize {
                    page.pixels[y * page.width + x] = 20.0;
                }
            }
        }
    }
    page
}

/// An armor-sized code and a share-sized code, with what they say.
fn two_codes() -> (Vec<u8>, Vec<u8>, QrCode, QrCode) {
    let mut noise = Noise::new(3);
    let armor: Vec<u8> = (0..528).map(|_| noise.next() as u8).collect();
    let words = text(190);
    let (dense, share) = (binary_code(&armor, EcLevel::Q), code(&words, EcLevel::Q));
    (armor, words, dense, share)
}

fn assert_reads_both(file: &[u8], armor: &[u8], words: &[u8], what: &str) {
    let reading = scan::read(file).unwrap();
    let read: Vec<&[u8]> = reading.codes.iter().map(|code| code.bytes.expose_secret()).collect();
    assert_eq!(read, [armor, words], "{what}");
    assert_eq!(reading.seen_but_unreadable, 0, "{what}");
}

#[test]
fn a_page_at_200_dpi_turned_blurred_and_noisy_gives_both_its_codes() {
    let (armor, words, dense, share) = two_codes();
    let page = a4(200.0 / 25.4, &dense, &share);
    let mut noise = Noise::new(11);
    for degrees in [-10.0, 7.0] {
        let worn = page.turned(degrees).blurred(1).noisy(10.0, &mut noise);
        assert_reads_both(&worn.png(), &armor, &words, &format!("turned by {degrees}"));
    }
}

#[test]
fn a_scan_at_300_dpi_gives_both_its_codes() {
    let (armor, words, dense, share) = two_codes();
    let page = a4(300.0 / 25.4, &dense, &share).turned(2.0).blurred(1).between(20.0, 240.0);
    assert_reads_both(&page.png(), &armor, &words, "300 dpi");
}

#[test]
fn a_document_of_scanned_pages_is_read() {
    let (armor, words, dense, share) = two_codes();
    let page = a4(150.0 / 25.4, &dense, &share).turned(1.0).blurred(1);
    let file = document::scanned(&page, 60);
    assert_reads_both(&file, &armor, &words, "scanned document");
    let reading = scan::read(&file).unwrap();
    assert_eq!(reading.pages, 1);
    assert!(reading.text[0].is_empty());
}

#[test]
fn a_document_of_drawn_squares_is_read() {
    let words = text(190);
    let content = document::squares(&code(&words, EcLevel::Q), 350.0, 600.0, 2.1);
    let reading = scan::read(&document::page(content.as_bytes(), None)).unwrap();
    assert_eq!(reading.codes.len(), 1);
    assert_eq!(reading.codes[0].bytes.expose_secret(), words);
}

const WORDS: &str = "attack pizza motion avocado network gather crop fresh patrol unusual wild \
    holiday candy pony ranch winter theme error hybrid van cereal salon goddess expire";

#[test]
fn a_drawn_seed_sheet_gives_its_code_and_its_words() {
    let words = SecretText::copied_from(WORDS);
    let digits = Mnemonic::parse(&words).unwrap().seed_qr_digits().unwrap();
    let expected = digits.expose_secret().to_owned();
    let sheet = Sheet::Seed(SeedSheet {
        heading: Heading::labelled("Blue folder"),
        form: SeedForm::Bip39,
        words,
        language: "English".to_owned(),
        code: Some(digits),
        passphrase: PassphraseUse::No,
        fingerprint: Some("8c65eb9f".to_owned()),
        fingerprint_with: None,
        child_of: None,
        wallet: None,
    });
    let drawn = paper::draw(&[sheet], &paper::Look::default()).unwrap();
    let reading = scan::read(drawn.pdf.expose_secret()).unwrap();
    assert_eq!(reading.codes.len(), 1);
    assert_eq!(reading.codes[0].bytes.expose_secret(), expected.as_bytes());
    assert_eq!(reading.seen_but_unreadable, 0);
    let grids = scan::word_grids(&reading.text[0]);
    assert_eq!(grids.len(), 1);
    assert!(grids[0].is_whole());
    assert_eq!(grids[0].words.expose_secret(), WORDS);
}

/// Three codes stand in two rows; the third is smaller when the armor ends early, and its corner square came
/// within reach of the one above it: 1 in 20 encrypted seeds could not be printed.
#[test]
fn a_smaller_code_below_a_larger_one_is_read() {
    let mut smaller = 0;
    for bytes in (400..=1_600).step_by(40) {
        let key = KeyPlace::Passphrase { kept_at: None };
        // With parity codes all codes of a set have one size.
        let sheet = EncryptedSheet { parity: 0, ..encrypted(bytes, key) };
        let sheet = Sheet::Encrypted(sheet);
        let drawn = paper::draw(&[sheet], &paper::Look::default()).unwrap();
        for reading in [scan::read_drawn, scan::read] {
            let reading = reading(drawn.pdf.expose_secret()).unwrap();
            let wanted: usize = drawn.expected.iter().map(|page| page.codes.len()).sum();
            assert_eq!(reading.codes.len(), wanted, "{bytes} bytes");
            let versions: Vec<u8> = reading.codes.iter().map(|code| code.version).collect();
            smaller += usize::from(versions.len() > 2 && versions.last() < versions.first());
        }
    }
    assert!(smaller > 5, "{smaller}");
}
