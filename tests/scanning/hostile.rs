//! Damage beyond repair, and files made to do harm: nothing wrong is returned, nothing breaks.

use super::draw::{Noise, Picture, binary_code, code};
use super::{document, reads, text};
use coldkeep::scan::{self, ScanError};
use qrcode::EcLevel;
use std::cell::Cell;

/// A share's text, its code drawn five pixels a square, and the squares of a side.
fn share() -> (Vec<u8>, Picture, usize) {
    let wanted = text(160);
    let code = code(&wanted, EcLevel::Q);
    (wanted, Picture::of(&code, 5.0), code.width())
}

#[test]
fn a_small_blot_is_corrected_and_counted_and_a_large_one_is_not_guessed() {
    let (wanted, picture, squares) = share();
    let middle = picture.width as f32 / 2.0;
    let side = squares as f32 * 5.0;
    // Shares of the code's area.
    let blot = |part: f32| {
        let radius = (part / std::f32::consts::PI).sqrt() * side;
        picture.clone().blotted(middle, middle, radius).png()
    };
    let small = scan::read(&blot(0.08)).unwrap();
    assert_eq!(small.codes[0].bytes.expose_secret(), wanted);
    let corrected = small.codes[0].corrected_percent;
    assert!((1.0..25.0).contains(&corrected), "{corrected} %");
    let large = scan::read(&blot(0.4)).unwrap();
    assert!(large.codes.is_empty());
    assert_eq!(large.seen_but_unreadable, 1);
}

#[test]
fn a_code_with_altered_squares_is_right_or_not_returned() {
    let (wanted, picture, squares) = share();
    let start = ((squares as f32 * 0.24 + 4.0) * 5.0).round() as usize;
    let far = squares - 9;
    let mut noise = Noise::new(5);
    let mut read = [0, 0];
    for round in 0..12 {
        let mut altered = picture.clone();
        let part = if round % 2 == 0 { 0.01 } else { 0.15 + round as f32 * 0.02 };
        for y in 0..squares {
            for x in 0..squares {
                // The corner squares stay, so that the code is found.
                let corner = (x < 9 || x > far) && y < 9 || x < 9 && y > far;
                if corner || noise.unit() > part {
                    continue;
                }
                for pixel in 0..25 {
                    let (px, py) = (start + x * 5 + pixel % 5, start + y * 5 + pixel / 5);
                    let at = py * picture.width + px;
                    altered.pixels[at] = 255.0 - altered.pixels[at];
                }
            }
        }
        read[round % 2] += usize::from(reads(&altered.png(), &wanted));
    }
    assert_eq!(read, [6, 0], "few altered squares are corrected, many are refused");
}

#[test]
fn two_different_codes_side_by_side_are_both_read_once() {
    let mut page = Picture::white(900, 500);
    page.draw(&code(&text(100), EcLevel::Q), 40.0, 60.0, 6.0);
    page.draw(&binary_code(b"another", EcLevel::H), 560.0, 90.0, 8.0);
    let reading = scan::read(&page.turned(3.0).png()).unwrap();
    let mut read: Vec<&[u8]> =
        reading.codes.iter().map(|code| code.bytes.expose_secret()).collect();
    read.sort_unstable();
    assert_eq!(read, [text(100).as_slice(), b"another"]);
}

/// The picture's header, changed to announce another size.
fn png_announcing(width: u32, height: u32) -> Vec<u8> {
    let mut file = Picture::white(32, 32).png();
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let mut sum = flate2::Crc::new();
    sum.update(&file[12..29]);
    file[29..33].copy_from_slice(&sum.sum().to_be_bytes());
    file
}

#[test]
fn a_picture_that_announces_too_many_pixels_is_refused_by_its_header() {
    let limit = scan::MAX_PIXELS;
    let refused = scan::read(&png_announcing(40_000, 40_000)).err();
    assert_eq!(refused, Some(ScanError::TooManyPixels { width: 40_000, height: 40_000, limit }));
    let mut jpeg = Picture::white(32, 32).jpeg(50);
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff, 0x00, 0xff, 0x00]);
    let refused = scan::read(&jpeg).err();
    assert_eq!(refused, Some(ScanError::TooManyPixels { width: 65_280, height: 65_280, limit }));
    assert!(scan::read(&png_announcing(32, 32)).is_ok(), "the control is a good file");
}

#[test]
fn other_files_are_refused() {
    assert_eq!(scan::read(b"").err(), Some(ScanError::UnknownFormat));
    assert_eq!(scan::read(b"GIF89a").err(), Some(ScanError::UnknownFormat));
    assert_eq!(scan::read(b"%PDF-1.7").err(), Some(ScanError::Unreadable));
    let long = vec![0; scan::MAX_BYTES + 1];
    let refused = ScanError::TooLong { bytes: long.len(), limit: scan::MAX_BYTES };
    assert_eq!(scan::read(&long).err(), Some(refused));
}

#[test]
fn cut_and_changed_files_never_give_a_wrong_text() {
    let wanted = text(30);
    let square = code(&wanted, EcLevel::M);
    let picture = Picture::of(&square, 3.0);
    let content = document::squares(&square, 100.0, 700.0, 3.0);
    let files = [picture.png(), picture.jpeg(60), document::page(content.as_bytes(), None)];
    let mut noise = Noise::new(9);
    for file in &files {
        assert!(reads(file, &wanted), "the control is a good file");
        for _ in 0..20 {
            let mut spoilt = file.clone();
            spoilt.truncate(noise.next() as usize % file.len());
            for _ in 0..noise.next() % 8 {
                let at = noise.next() as usize % spoilt.len().max(1);
                if let Some(byte) = spoilt.get_mut(at) {
                    *byte = noise.next() as u8;
                }
            }
            if let Ok(reading) = scan::read(&spoilt) {
                assert!(reading.codes.iter().all(|code| code.bytes.expose_secret() == wanted));
            }
        }
    }
}

#[test]
fn documents_that_go_round_in_circles_end() {
    let again = document::stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>",
        b"/X Do",
    );
    assert!(scan::read(&document::page(b"/X Do", Some(again))).is_ok());
    let circle = document::document(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>".to_vec(),
    ]);
    assert!(
        scan::read(&circle).is_ok_and(|reading| reading.codes.is_empty())
            || scan::read(&circle).is_err()
    );
}

#[test]
fn a_document_with_too_many_pages_is_refused() {
    let pages = |count: usize| {
        let kids: String = (3..count + 3).map(|page| format!("{page} 0 R ")).collect();
        let mut objects = vec![
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            format!("<</Type/Pages/Kids[{kids}]/Count {count}>>").into_bytes(),
        ];
        let page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>".to_vec();
        objects.extend(std::iter::repeat_n(page, count));
        document::document(&objects)
    };
    let refused = ScanError::TooManyPages { pages: 61, limit: scan::MAX_PAGES };
    assert_eq!(scan::read(&pages(61)).err(), Some(refused));
    assert_eq!(scan::read(&pages(3)).map(|reading| reading.pages), Ok(3));
    ends_when_it_is_asked_to(&pages(3));
}

/// A reading of a file of three pages is ended wherever it asks, at least once a page, and is whole where it is never ended.
pub(super) fn ends_when_it_is_asked_to(file: &[u8]) {
    let asked = Cell::new(0);
    let stop_at = |last: usize| {
        asked.set(0);
        let is_stopped = || {
            asked.set(asked.get() + 1);
            asked.get() == last
        };
        scan::read_until(file, &is_stopped).map(|reading| reading.pages)
    };
    assert_eq!(stop_at(usize::MAX), Ok(3));
    let all = asked.get();
    assert!(all >= 3, "{all}");
    for last in 1..=all {
        assert_eq!((stop_at(last), asked.get()), (Err(ScanError::Stopped), last));
    }
}
