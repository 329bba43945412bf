//! Pages to PDF: fonts embedded as subsets, codes as filled squares, nothing about who, when or where.
//!
//! No information dictionary and no XMP are written, and the file identifier is a hash of the content,
//! so that the same pages give the same bytes.

use super::PaperError;
use super::fit::MM_PER_PT;
use super::fonts::Face;
use super::page::{Item, Page};
use crate::secret::SecretBytes;
use krilla::color::luma;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};
use zeroize::Zeroize;

/// The greys of a picture.
const SHADES: u8 = 16;

/// Writes pages as one PDF.
///
/// # Errors
/// [`PaperError::Pdf`] when the library refuses.
pub(super) fn write(pages: &[Page]) -> Result<SecretBytes, PaperError> {
    let settings =
        SerializeSettings { xmp_metadata: false, enable_tagging: false, ..Default::default() };
    let fonts = Face::ALL.map(|face| Font::new(face.file().into(), 0));
    let mut document = Document::new_with(settings);
    for page in pages {
        let size = PageSettings::from_wh(pt(page.width_mm), pt(page.height_mm));
        let mut sheet = document.start_page_with(size.ok_or(PaperError::Pdf)?);
        let mut surface = sheet.surface();
        for item in &page.items {
            draw(&mut surface, item, &fonts).ok_or(PaperError::Pdf)?;
        }
        surface.finish();
        sheet.finish();
    }
    let mut bytes = document.finish().map_err(|_| PaperError::Pdf)?;
    let held = SecretBytes::copied_from(&bytes);
    bytes.zeroize();
    Ok(held)
}

fn pt(mm: f32) -> f32 {
    mm / MM_PER_PT
}

fn draw(surface: &mut Surface<'_>, item: &Item, fonts: &[Option<Font>; 5]) -> Option<()> {
    match item {
        Item::Text { x_mm, y_mm, size_pt, face, grey, text } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(*grey)));
            let at = Point::from_xy(pt(*x_mm), pt(*y_mm));
            let font = fonts[*face as usize].clone()?;
            let text = text.lend();
            surface.draw_glyphs(at, &glyphs(*face, text)?, font, text, *size_pt, false);
        }
        Item::Rect { x_mm, y_mm, width_mm, height_mm, outline_mm, grey } => {
            let mut path = PathBuilder::new();
            path.push_rect(Rect::from_xywh(pt(*x_mm), pt(*y_mm), pt(*width_mm), pt(*height_mm))?);
            paint(surface, &path.finish()?, *outline_mm, *grey);
        }
        Item::Line { x1_mm, y1_mm, x2_mm, y2_mm, width_mm, grey } => {
            let mut path = PathBuilder::new();
            path.move_to(pt(*x1_mm), pt(*y1_mm));
            path.line_to(pt(*x2_mm), pt(*y2_mm));
            paint(surface, &path.finish()?, Some(*width_mm), *grey);
        }
        Item::Code { x_mm, y_mm, module_mm, square } => {
            // exposed to: the path that draws the code
            let modules = square.modules.expose_secret();
            let path = squares((*x_mm, *y_mm), *module_mm, square.width, |at| modules[at] == 1)?;
            paint(surface, &path, None, 0);
        }
        Item::Picture { x_mm, y_mm, cell_mm, width, greys } => {
            // From light to dark, each shade with all darker ones: no white shows between squares.
            for shade in (0..SHADES).rev() {
                let level = |grey: u8| u16::from(grey) * u16::from(SHADES) / 256;
                let dark = |at: usize| level(greys[at]) <= u16::from(shade);
                if greys.iter().any(|grey| level(*grey) == u16::from(shade)) {
                    let path = squares((*x_mm, *y_mm), *cell_mm, *width, dark)?;
                    paint(surface, &path, None, shade * (255 / (SHADES - 1)));
                }
            }
        }
        Item::Mark { x_mm, y_mm, size_pt, grey, text } => {
            surface.set_stroke(None);
            surface.set_fill(Some(fill(*grey)));
            let (x, y) = (pt(*x_mm), pt(*y_mm));
            surface.push_transform(&Transform::from_row(0.0, -1.0, 1.0, 0.0, x, y));
            let font = fonts[Face::SansBold as usize].clone()?;
            let shapes = glyphs(Face::SansBold, text)?;
            surface.draw_glyphs(Point::from_xy(0.0, 0.0), &shapes, font, text, *size_pt, true);
            surface.pop();
        }
    }
    Some(())
}

fn glyphs(face: Face, text: &str) -> Option<Vec<KrillaGlyph>> {
    let shaped = text.char_indices().map(|(start, character)| {
        let glyph = face.glyph(character)?;
        let range = start..start + character.len_utf8();
        let index = GlyphId::new(glyph.index);
        Some(KrillaGlyph::new(index, glyph.advance, 0.0, 0.0, 0.0, range, None))
    });
    shaped.collect()
}

fn fill(grey: u8) -> Fill {
    Fill { paint: luma::Color::new(grey).into(), opacity: NormalizedF32::ONE, ..Default::default() }
}

fn paint(surface: &mut Surface<'_>, path: &Path, outline_mm: Option<f32>, grey: u8) {
    let stroke = outline_mm.map(|width| Stroke {
        paint: luma::Color::new(grey).into(),
        width: pt(width),
        ..Default::default()
    });
    surface.set_fill(if stroke.is_some() { None } else { Some(fill(grey)) });
    surface.set_stroke(stroke);
    surface.draw_path(path);
}

/// One path for all dark squares of a grid, neighbours in a row joined, so that no hairline shows between them.
fn squares(
    (x_mm, y_mm): (f32, f32),
    side_mm: f32,
    width: usize,
    is_dark: impl Fn(usize) -> bool,
) -> Option<Path> {
    let mut path = PathBuilder::new();
    for row in 0..width {
        let mut column = 0;
        while column < width {
            let dark = |column: &usize| is_dark(row * width + column);
            let run = (column..width).take_while(dark).count();
            if run > 0 {
                let left = pt(x_mm + column as f32 * side_mm);
                let top = pt(y_mm + row as f32 * side_mm);
                let size = (pt(run as f32 * side_mm), pt(side_mm));
                path.push_rect(Rect::from_xywh(left, top, size.0, size.1)?);
            }
            column += run.max(1);
        }
    }
    path.finish()
}
