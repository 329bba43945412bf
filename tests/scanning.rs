//! Pictures and documents are read back, spoilt ones too, and nothing wrong is ever returned.

mod covered;
mod document;
pub(crate) mod draw;
mod formats;
mod hostile;
mod pages;

use coldkeep::scan;
use draw::{Noise, Picture, binary_code, code};
use qrcode::{EcLevel, QrCode, Version, bits::Bits};

fn text(length: usize) -> Vec<u8> {
    (0..length).map(|i| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789"[(i * 7 + i / 11) % 37]).collect()
}

/// What was read, and whether it was the right thing; a wrong text fails the test at once.
fn reads(file: &[u8], wanted: &[u8]) -> bool {
    let reading = scan::read(file).expect("a good file");
    for code in &reading.codes {
        assert_eq!(code.bytes.expose_secret(), wanted, "a wrong text was returned");
    }
    assert!(reading.codes.len() <= 1, "one code was read twice");
    reading.codes.len() == 1
}

#[test]
fn a_clean_code_is_read_with_version_level_and_place() {
    let wanted = text(40);
    let picture = Picture::of(&code(&wanted, EcLevel::Q), 6.0);
    let reading = scan::read(&picture.png()).unwrap();
    assert_eq!(reading.codes.len(), 1);
    let found = &reading.codes[0];
    assert_eq!(found.bytes.expose_secret(), wanted);
    assert_eq!((found.version, found.level, found.page), (3, 'Q', 1));
    assert!((found.centre.0 - 0.5).abs() < 0.01 && (found.centre.1 - 0.5).abs() < 0.01);
    assert_eq!(found.corrected_percent, 0.0);
    assert_eq!((reading.seen_but_unreadable, reading.pages), (0, 1));
}

/// Spoilt pictures: what was done, and the file.
fn spoilt(
    content: &QrCode,
    module: f32,
    turns: std::iter::StepBy<std::ops::Range<i32>>,
) -> Vec<(String, Vec<u8>)> {
    let clean = || Picture::of(content, module);
    let mut noise = Noise::new(7);
    let mut all = vec![
        ("plain".to_owned(), clean().png()),
        ("upside down".to_owned(), clean().turned(180.0).png()),
        ("turned 45".to_owned(), clean().turned(45.0).png()),
        ("blur 1".to_owned(), clean().blurred(1).png()),
        ("blur 3".to_owned(), clean().blurred(3).png()),
        ("noise 20".to_owned(), clean().noisy(20.0, &mut noise).png()),
        ("noise 40".to_owned(), clean().noisy(40.0, &mut noise).png()),
        ("noise 80".to_owned(), clean().noisy(80.0, &mut noise).png()),
        ("pale".to_owned(), clean().between(170.0, 215.0).png()),
        ("pale and noisy".to_owned(), clean().between(150.0, 210.0).noisy(8.0, &mut noise).png()),
        ("shadow".to_owned(), clean().shaded().png()),
        ("shadow, noise".to_owned(), clean().noisy(15.0, &mut noise).shaded().png()),
        ("tilted 10".to_owned(), clean().tilted(0.1).png()),
        ("tilted 20".to_owned(), clean().tilted(0.2).png()),
        ("inverted".to_owned(), clean().between(255.0, 0.0).png()),
        ("jpeg 40".to_owned(), clean().jpeg(40)),
        ("jpeg 15".to_owned(), clean().jpeg(15)),
        ("half size".to_owned(), clean().halved().png()),
        ("half size, turned".to_owned(), clean().turned(5.0).halved().png()),
        ("bulged".to_owned(), clean().bulged(module * 1.5).png()),
        (
            "all together".to_owned(),
            clean().tilted(0.05).turned(8.0).blurred(1).noisy(15.0, &mut noise).shaded().jpeg(50),
        ),
    ];
    for degrees in turns {
        let turned = clean().turned(degrees as f32).blurred(1).noisy(12.0, &mut noise);
        all.push((format!("turned {degrees}, blurred, noisy"), turned.png()));
    }
    all
}

/// The ways of spoiling that were not read. With COLDKEEP_SPOILT=FOLDER the pictures are kept there,
/// to be tried with other readers.
fn unread(name: &str, wanted: &[u8], content: &QrCode, module: f32) -> Vec<String> {
    let step = if content.width() > 80 { 5 } else { 1 };
    let all = spoilt(content, module, (0..16).step_by(step));
    let mut failed = Vec::new();
    for (way, file) in &all {
        if let Ok(folder) = std::env::var("COLDKEEP_SPOILT") {
            let end = if file.starts_with(b"\x89PNG") { "png" } else { "jpg" };
            std::fs::write(format!("{folder}/{name} {way}.{end}"), file).unwrap();
        }
        if !reads(file, wanted) {
            failed.push(way.clone());
        }
    }
    failed
}

#[test]
fn spoilt_pictures_of_a_word_code_are_read() {
    let wanted = text(160);
    let failed = unread("share", &wanted, &code(&wanted, EcLevel::Q), 5.9);
    assert_eq!(failed, Vec::<String>::new());
}

#[test]
fn spoilt_pictures_of_a_dense_code_are_read() {
    let mut noise = Noise::new(1);
    let wanted: Vec<u8> = (0..528).map(|_| noise.next() as u8).collect();
    let failed = unread("armor", &wanted, &binary_code(&wanted, EcLevel::Q), 5.0);
    assert_eq!(failed, Vec::<String>::new());
}

#[test]
fn spoilt_pictures_of_a_seed_code_are_read() {
    let wanted: Vec<u8> = (0..96).map(|i| b'0' + (i * 7 % 10) as u8).collect();
    let failed = unread("seed", &wanted, &code(&wanted, EcLevel::H), 7.9);
    assert_eq!(failed, Vec::<String>::new());
}

#[test]
fn a_clean_code_of_any_version_and_level_has_nothing_to_correct() {
    for version in 1..=40_i16 {
        let levels = [EcLevel::L, EcLevel::M, EcLevel::Q, EcLevel::H];
        // All four levels of the printed versions, one of the others.
        for level in levels.iter().skip(if version > 12 { version as usize % 4 } else { 0 }) {
            let mut bits = Bits::new(Version::Normal(version));
            bits.push_byte_data(b"abcdefg").unwrap();
            bits.push_terminator(*level).unwrap();
            let picture = Picture::of(&QrCode::with_bits(bits, *level).unwrap(), 3.0);
            let reading = scan::read(&picture.png()).unwrap();
            let found = reading.codes.first().unwrap_or_else(|| panic!("{version} {level:?}"));
            assert_eq!(found.bytes.expose_secret(), b"abcdefg");
            assert_eq!(
                (i16::from(found.version), found.corrected_percent),
                (version, 0.0),
                "{level:?}"
            );
            if version > 12 {
                break;
            }
        }
    }
}
