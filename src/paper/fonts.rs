//! The five faces and how wide their characters are.
//!
//! `fonts/make.py` made the files: Latin, Greek and Cyrillic of Inter and JetBrains Mono, no ligatures,
//! the digit zero slashed in the mono faces; of Noto Sans CJK what words have. Without layout tables a character is always one glyph, so
//! what is measured here is what is printed.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A font face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// Sentences.
    Sans,
    /// Headings.
    SansBold,
    /// Data.
    Mono,
    /// Words, and data that is compared.
    MonoBold,
    /// Words in Japanese, Korean and Chinese; no other characters.
    Cjk,
}

impl Face {
    /// All faces.
    pub const ALL: [Self; 5] = [Self::Sans, Self::SansBold, Self::Mono, Self::MonoBold, Self::Cjk];

    /// The font file.
    pub(super) fn file(self) -> &'static [u8] {
        match self {
            Self::Sans => include_bytes!("fonts/Inter-Regular.otf"),
            Self::SansBold => include_bytes!("fonts/Inter-Bold.otf"),
            Self::Mono => include_bytes!("fonts/JetBrainsMono-Regular.ttf"),
            Self::MonoBold => include_bytes!("fonts/JetBrainsMono-Bold.ttf"),
            Self::Cjk => include_bytes!("fonts/NotoSansCJKsc-Words.otf"),
        }
    }

    /// The glyph of a character and its width as a part of the font size.
    pub(super) fn glyph(self, character: char) -> Option<Glyph> {
        static TABLES: [OnceLock<BTreeMap<char, Glyph>>; 5] = [const { OnceLock::new() }; 5];
        TABLES[self as usize].get_or_init(|| table(self.file())).get(&character).copied()
    }
}

/// One character's shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    /// The index in the font.
    pub(super) index: u32,
    /// The width as a part of the font size.
    pub(super) advance: f32,
}

fn table(file: &[u8]) -> BTreeMap<char, Glyph> {
    let font = FontRef::new(file).expect("the font is part of the program");
    let widths = font.glyph_metrics(Size::unscaled(), LocationRef::default());
    let units = f32::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
    let pairs = font.charmap().mappings().filter_map(|(code, glyph)| {
        let advance = widths.advance_width(glyph)? / units;
        Some((char::from_u32(code)?, Glyph { index: glyph.to_u32(), advance }))
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_has_what_every_page_needs() {
        for face in Face::ALL.into_iter().filter(|face| *face != Face::Cjk) {
            for character in ('!'..='~').chain("·—…→×“”’ÄäÖöÜüßéñçłáíóúèЖжΩω".chars())
            {
                assert!(face.glyph(character).is_some(), "{face:?} {character}");
            }
        }
        assert!(Face::Sans.glyph('漢').is_none());
    }

    #[test]
    fn the_mono_faces_have_one_width() {
        for face in [Face::Mono, Face::MonoBold] {
            let widths = "il1O0m-".chars().filter_map(|c| face.glyph(c)).map(|g| g.advance);
            assert!(widths.map(|w| (w - 0.6).abs()).all(|off| off < 1e-6));
        }
    }
}
