//! Codes of which a part is covered: corner squares, ink, tape, torn corners; and never a wrong text.

use super::draw::{Picture, code};
use super::{reads, text};
use qrcode::EcLevel;

/// A part of the picture in one grey: what lies within `reach` of a place, both as parts of the code's side.
fn covered(picture: &Picture, side: f32, (u, v): (f32, f32), reach: f32, grey: f32) -> Picture {
    let mut picture = picture.clone();
    let left = (picture.width as f32 - side) / 2.0;
    let width = picture.width;
    for (i, pixel) in picture.pixels.iter_mut().enumerate() {
        let (x, y) = ((i % width) as f32 - left, (i / width) as f32 - left);
        if (x / side - u).hypot(y / side - v) < reach {
            *pixel = grey;
        }
    }
    picture
}

/// 18 % of the code's area.
const LARGE: f32 = 0.2394;

#[test]
fn a_code_is_read_whose_corner_square_is_covered() {
    let wanted: Vec<u8> = (0..96).map(|i| b'0' + (i * 7 % 10) as u8).collect();
    let code = code(&wanted, EcLevel::H);
    let clean = Picture::of(&code, 5.0);
    let side = code.width() as f32 * 5.0;
    let places = [(0.12, 0.12), (0.88, 0.12), (0.12, 0.88), (0.6, 0.6)];
    for (place, grey) in places.into_iter().zip([0.0, 250.0, 120.0, 0.0]) {
        let spoilt = covered(&clean, side, place, LARGE, grey);
        assert!(reads(&spoilt.turned(4.0).png(), &wanted), "{place:?} {grey}");
    }
}

/// The smallest code of a page, of an address: version 4, where a blot takes most of the codewords that it can lose.
#[test]
fn a_small_code_is_read_wherever_the_blot_lies() {
    let wanted = b"BC1QPLUFRK2FGECJKSJSSC76KYVECFUM9LCW3773KM".to_vec();
    let code = code(&wanted, EcLevel::H);
    assert_eq!(code.width(), 33);
    let clean = Picture::of(&code, 6.0);
    let side = code.width() as f32 * 6.0;
    for place in 0..9 {
        let middle = |at: usize| 0.3 + 0.2 * at as f32;
        let place = (middle(place % 3), middle(place / 3));
        for grey in [20.0, 255.0] {
            let spoilt = covered(&clean, side, place, LARGE, grey);
            assert!(reads(&spoilt.png(), &wanted), "{place:?} {grey}");
        }
    }
    // The control: nothing is guessed where too much is gone.
    assert!(!reads(&covered(&clean, side, (0.5, 0.5), 0.4, 20.0).png(), &wanted));
}

#[test]
fn a_code_survives_more_than_its_level_promises() {
    let wanted = text(230);
    let code = code(&wanted, EcLevel::Q);
    let clean = Picture::of(&code, 4.0);
    let side = code.width() as f32 * 4.0;
    // A quarter of the area, in its middle: with what the rim touches, 35 % of the codewords; Q promises 25 %.
    assert!(reads(&covered(&clean, side, (0.55, 0.55), 0.282, 0.0).png(), &wanted));
    // The control: more than all check codewords together.
    assert!(!reads(&covered(&clean, side, (0.55, 0.55), 0.43, 0.0).png(), &wanted));
}
