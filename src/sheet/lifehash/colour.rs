//! The colours of a LifeHash: gradients that the bits of the hash choose.
//!
//! Single precision stands where the reference program has it, so that every colour is the same to the last bit.

use super::Bits;

/// Red, green and blue from 0 to 1.
#[derive(Clone, Copy)]
pub(super) struct Colour([f64; 3]);

const BLACK: Colour = Colour([0.0; 3]);
const WHITE: Colour = Colour([1.0; 3]);

/// The hues that colours are taken from, in a ring.
const HUES: [[u8; 3]; 7] = [
    [0, 168, 222],
    [41, 60, 130],
    [210, 59, 130],
    [217, 63, 53],
    [244, 228, 81],
    [0, 158, 84],
    [0, 168, 222],
];

impl Colour {
    /// The colour at a part of the ring of hues.
    fn hue(part: f64) -> Self {
        let hues = HUES.map(|hue| Self(hue.map(|value| f64::from(value) / 255.0)));
        between(&hues, part)
    }

    fn towards(self, other: Self, part: f64) -> Self {
        let part = part.clamp(0.0, 1.0);
        let mix = |at: usize| (self.0[at] * (1.0 - part) + other.0[at] * part).clamp(0.0, 1.0);
        Self([mix(0), mix(1), mix(2)])
    }

    fn lighter(self, part: f64) -> Self {
        self.towards(WHITE, part)
    }

    fn darker(self, part: f64) -> Self {
        self.towards(BLACK, part)
    }

    fn luminance(self) -> f32 {
        let [red, green, blue] = self.0;
        let square = |weight: f64, value: f64| ((weight * value) as f32).powi(2);
        (square(0.299, red) + square(0.587, green) + square(0.114, blue)).sqrt()
    }

    /// The three values from 0 to 255.
    pub(super) fn bytes(self) -> [u8; 3] {
        self.0.map(|value| (value.clamp(0.0, 1.0) * 255.0) as u8)
    }
}

/// A part of a ring that was passed once or not at all.
fn around(part: f64) -> f64 {
    f64::from((part as f32 % 1.0 + 1.0) % 1.0)
}

/// The colour at a part of the way along several.
fn between(colours: &[Colour], part: f64) -> Colour {
    let last = colours.len() - 1;
    if last == 1 {
        return colours[0].towards(colours[1], part);
    }
    if part >= 1.0 {
        return colours[last];
    }
    if part <= 0.0 {
        return colours[0];
    }
    let way = part * last as f64;
    let step = way as usize;
    colours[step].towards(colours[step + 1], around(way))
}

/// Colours from the least to the greatest age of a cell.
pub(super) struct Gradient {
    colours: Vec<Colour>,
    reversed: bool,
}

impl Gradient {
    /// Takes the next bits of the hash.
    pub(super) fn chosen_by(bits: &mut Bits<'_>) -> Self {
        match bits.number(2) {
            0 => Self::monochromatic(bits),
            1 => Self::complementary(bits),
            2 => Self::triadic(bits),
            _ => Self::analogous(bits),
        }
    }

    /// The colour of an age from 0 to 1.
    pub(super) fn at(&self, age: f64) -> Colour {
        between(&self.colours, if self.reversed { 1.0 - age } else { age })
    }

    fn monochromatic(bits: &mut Bits<'_>) -> Self {
        let hue = Colour::hue(bits.part());
        let (is_tint, reversed) = (bits.one(), bits.one());
        let (hue_advance, neutral_advance) = (bits.part() * 0.3 + 0.05, bits.part() * 0.3 + 0.05);
        let (hue, neutral) = if is_tint { (hue.darker(0.5), WHITE) } else { (hue, BLACK) };
        let colours =
            vec![hue.towards(neutral, hue_advance), neutral.towards(hue, neutral_advance)];
        Self { colours, reversed }
    }

    fn complementary(bits: &mut Bits<'_>) -> Self {
        let start = bits.part();
        let (lighter, darker, reversed) = (bits.part() * 0.3, bits.part() * 0.3, bits.one());
        let (one, other) = (Colour::hue(start), Colour::hue(around(start + 0.5)));
        let (dark, light) =
            if one.luminance() > other.luminance() { (other, one) } else { (one, other) };
        Self { colours: vec![dark.darker(darker), light.lighter(lighter)], reversed }
    }

    fn triadic(bits: &mut Bits<'_>) -> Self {
        let start = bits.part();
        let (lighter, darker, reversed) = (bits.part() * 0.3, bits.part() * 0.3, bits.one());
        let thirds = [start, around(start + 1.0 / 3.0), around(start + 2.0 / 3.0)];
        let mut hues = thirds.map(Colour::hue);
        hues.sort_by(|a, b| a.luminance().total_cmp(&b.luminance()));
        let colours = vec![hues[2].lighter(lighter), hues[1], hues[0].darker(darker)];
        Self { colours, reversed }
    }

    fn analogous(bits: &mut Bits<'_>) -> Self {
        let start = bits.part();
        let (advance, reversed) = (bits.part() * 0.5 + 0.2, bits.one());
        let step = |twelfths: f64| Colour::hue(around(start + twelfths / 12.0));
        let mut hues = [Colour::hue(start), step(1.0), step(2.0), step(3.0)];
        if hues[0].luminance() >= hues[3].luminance() {
            hues.reverse();
        }
        let colours = vec![
            hues[0].darker(advance),
            hues[1].darker(advance / 2.0),
            hues[2].lighter(advance / 2.0),
            hues[3].lighter(advance),
        ];
        Self { colours, reversed }
    }
}
