//! The text of a PDF page, put back into lines by where its letters stand.

use crate::secret::{SecretBuffer, SecretText};
use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::hayro_syntax::page::Page;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use hayro::kurbo::{Affine, BezPath, Point, Rect};
use zeroize::{Zeroize, Zeroizing};

/// More letters than this are not kept; a full page of small print has 6,000.
const MOST_LETTERS: usize = 50_000;

/// What a page holds besides its look.
pub(super) struct Layer {
    /// The page's text, one line a row, gaps as single spaces.
    pub(super) text: SecretText,
    /// Whether the page shows pictures, as a scanned page does.
    pub(super) has_pictures: bool,
}

/// A letter and where it stands, in points from the page's top left corner.
#[derive(Clone, Copy, Zeroize)]
struct Letter {
    x: f32,
    end: f32,
    y: f32,
    /// The height of the type, in points.
    height: f32,
    letter: char,
}

/// Collects letters; draws nothing.
struct Collector {
    letters: Zeroizing<Vec<Letter>>,
    has_pictures: bool,
}

/// Reads the text of a page.
pub(super) fn read<'a>(page: &'a Page<'a>) -> Layer {
    let (width, height) = page.render_dimensions();
    let mut context = Context::new(
        page.initial_transform(true).to_kurbo(),
        Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
        &InterpreterCache::new(),
        page.xref(),
        InterpreterSettings::default(),
    );
    let letters = Zeroizing::new(Vec::with_capacity(MOST_LETTERS));
    let mut collector = Collector { letters, has_pictures: false };
    interpret_page(page, &mut context, &mut collector);
    Layer { text: lines(&mut collector.letters), has_pictures: collector.has_pictures }
}

impl Collector {
    fn add(&mut self, glyph: &Glyph<'_>, place: Affine) {
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width(),
            Glyph::Type3(type3) => type3.advance_width(),
        };
        let start = place * Point::ORIGIN;
        let end = place * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0);
        let top = place * Point::new(0.0, 1_000.0);
        let height = (top - start).hypot() as f32;
        let mut letter = |letter: char| {
            // The room was set aside before the first letter: growing would leave a copy behind.
            if self.letters.len() < MOST_LETTERS && height.is_finite() {
                let (x, y) = (start.x as f32, start.y as f32);
                self.letters.push(Letter { x, end: end.x as f32, y, height, letter });
            }
        };
        match glyph.as_unicode() {
            Some(BfString::Char(one)) => letter(one),
            Some(BfString::String(mut several)) => {
                several.chars().for_each(letter);
                several.zeroize();
            }
            None => {}
        }
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.add(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.has_pictures = true;
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_clip_rect(&mut self, _: &Rect) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Letters on one baseline make a line; a gap of an eighth of the type's height is a space.
fn lines(letters: &mut [Letter]) -> SecretText {
    letters.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut text = SecretBuffer::with_room(letters.len() * 6);
    let mut rest = letters;
    while let Some(first) = rest.first().copied() {
        let in_line = |letter: &Letter| {
            letter.y - first.y < 0.35 * first.height.max(letter.height).clamp(1.0, 40.0)
        };
        let count = rest.iter().take_while(|letter| in_line(letter)).count();
        let (line, after) = rest.split_at_mut(count);
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
        write_line(line, &mut text);
        rest = after;
    }
    text.into_text().expect("letters and spaces are text")
}

fn write_line(line: &[Letter], text: &mut SecretBuffer) {
    const ROOM: &str = "four bytes and two separators are set aside for each letter";
    let mut end = f32::MAX;
    let mut spaced = true;
    for letter in line {
        let blank = letter.letter.is_whitespace();
        if (blank || letter.x - end > 0.125 * letter.height) && !spaced {
            text.push(b" ").expect(ROOM);
            spaced = true;
        }
        if !blank && !letter.letter.is_control() {
            let mut bytes = Zeroizing::new([0; 4]);
            text.push_text(letter.letter.encode_utf8(bytes.as_mut())).expect(ROOM);
            spaced = false;
        }
        end = letter.end;
    }
    text.push(b"\n").expect(ROOM);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, x: f32, y: f32) -> Vec<Letter> {
        let place = |(i, letter): (usize, char)| {
            let x = x + i as f32 * 6.0;
            Letter { x, end: x + 6.0, y, height: 10.0, letter }
        };
        text.chars().enumerate().map(place).collect()
    }

    #[test]
    fn columns_on_one_baseline_make_one_line_whatever_their_order() {
        let mut letters = set("8789", 200.0, 50.5);
        letters.extend(set("5 network", 0.0, 62.0));
        letters.extend(set("1", 0.0, 50.0));
        letters.extend(set("attack", 12.0, 50.0));
        // exposed to: the test
        assert_eq!(lines(&mut letters).expose_secret(), "1 attack 8789\n5 network\n");
    }
}
