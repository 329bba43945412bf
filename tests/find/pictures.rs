//! Codes in pictures: `find --deep` looks into every format that `scan` reads.

use super::texts::TWELVE;
use super::trees::find;
use crate::scanning::draw::{Picture, code};
use crate::support::scratch;
use image::{GrayImage, ImageFormat};
use qrcode::EcLevel;
use std::path::Path;
use tiff::encoder::TiffEncoder;
use tiff::encoder::colortype::Gray8;

/// The same code in four formats.
fn draw(folder: &Path, content: &str) {
    let picture = Picture::of(&code(content.as_bytes(), EcLevel::M), 6.0);
    let (width, height) = (picture.width as u32, picture.height as u32);
    let bytes: Vec<u8> = picture.pixels.iter().map(|grey| *grey as u8).collect();
    let grey = GrayImage::from_raw(width, height, bytes.clone()).unwrap();
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let name = format!("code.{}", format.extensions_str()[0]);
        let rgb = image::DynamicImage::ImageLuma8(grey.clone()).to_rgb8();
        rgb.save_with_format(folder.join(name), format).unwrap();
    }
    let mut file = std::fs::File::create(folder.join("code.tiff")).unwrap();
    TiffEncoder::new(&mut file).unwrap().write_image::<Gray8>(width, height, &bytes).unwrap();
}

#[test]
fn a_seed_in_a_code_is_found_in_every_format_of_pictures() {
    let place = scratch();
    draw(place.path(), TWELVE);
    let said = |arguments: &[&str]| {
        let done = find(place.path(), arguments);
        assert_eq!(done.status.code(), Some(0));
        String::from_utf8(done.stdout).unwrap()
    };
    let found = said(&[".", "--deep"]);
    for name in ["code.png", "code.jpg", "code.webp", "code.tiff"] {
        let line = found.lines().find(|line| line.starts_with(&format!("./{name} ")));
        assert!(line.is_some_and(|line| line.contains("QR code")), "{name}: {found}");
    }
    assert_eq!(found.lines().count(), 4, "{found}");
    assert_eq!(said(&["."]), "", "without --deep no picture is read");
    // The control: a code that holds no secret is no find.
    draw(place.path(), "https://example.org/a/page/of/somebody");
    assert_eq!(said(&[".", "--deep"]), "");
}
