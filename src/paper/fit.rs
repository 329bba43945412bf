//! Measuring: how wide a text is, and how a sentence breaks into lines of a given width.

use super::fonts::Face;

/// Millimetres in one point (1/72 inch).
pub(super) const MM_PER_PT: f32 = 25.4 / 72.0;

/// How far letters reach above and below the baseline, as parts of the font size.
const ABOVE: f32 = 0.76;
const BELOW: f32 = 0.22;

/// Gives the width of a text in millimetres; a character that the face lacks counts as one font size.
pub fn text_width(face: Face, size_pt: f32, text: &str) -> f32 {
    let parts: f32 = text.chars().map(|c| face.glyph(c).map_or(1.0, |glyph| glyph.advance)).sum();
    parts * size_pt * MM_PER_PT
}

/// Gives how far a text reaches above and below its baseline, in millimetres.
pub fn text_extent(size_pt: f32) -> (f32, f32) {
    (ABOVE * size_pt * MM_PER_PT, BELOW * size_pt * MM_PER_PT)
}

/// Gives the position, from 1, of the first character that a face lacks.
pub(super) fn missing_character(face: Face, text: &str) -> Option<usize> {
    text.chars().position(|c| face.glyph(c).is_none()).map(|position| position + 1)
}

/// Breaks a sentence at spaces into lines no wider than `width_mm`; a longer word keeps its own line.
///
/// What stands between backticks is set in the mono face; a line is a list of spans with their faces.
pub(super) fn wrap(face: Face, size_pt: f32, width_mm: f32, text: &str) -> Vec<Vec<Span>> {
    let mut lines: Vec<Vec<Span>> = vec![Vec::new()];
    let mut used = 0.0;
    for (position, part) in text.split('`').enumerate() {
        let face = if position % 2 == 1 { Face::Mono } else { face };
        let space = text_width(face, size_pt, " ");
        for (at, word) in part.split(' ').enumerate() {
            // A part that starts or ends at a backtick gives an empty word: the space is not lost.
            let line = lines.last().and_then(|line| line.last());
            let after_space = line.is_some_and(|span| span.text.ends_with(' '));
            let glued = at == 0;
            let width = text_width(face, size_pt, word);
            let gap = if glued || used == 0.0 { 0.0 } else { space };
            if used > 0.0 && (!glued || after_space) && used + gap + width > width_mm {
                lines.push(Vec::new());
                used = 0.0;
            }
            let gap = if used == 0.0 { 0.0 } else { gap };
            push_word(lines.last_mut().expect("there is always a line"), face, gap > 0.0, word);
            used += gap + width;
        }
    }
    lines
}

/// A part of a line in one face.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Span {
    pub(super) face: Face,
    pub(super) text: String,
}

fn push_word(line: &mut Vec<Span>, face: Face, spaced: bool, word: &str) {
    match line.last_mut() {
        Some(last) if last.face == face => {
            if spaced {
                last.text.push(' ');
            }
            last.text.push_str(word);
        }
        _ if word.is_empty() && !spaced => {}
        _ => {
            let space = if spaced { " " } else { "" };
            line.push(Span { face, text: format!("{space}{word}") });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mono_line_of_64_characters_has_the_width_of_64_cells() {
        let width = text_width(Face::Mono, 10.0, &"a".repeat(64));
        assert!((width - 64.0 * 0.6 * 10.0 * MM_PER_PT).abs() < 1e-3);
    }

    #[test]
    fn wrapped_lines_fit_and_lose_nothing() {
        let text = "Please do not throw this away and do not open it.";
        let lines = wrap(Face::Sans, 10.5, 30.0, text);
        assert!(lines.len() > 2);
        let lines: Vec<&str> = lines.iter().map(|line| line[0].text.as_str()).collect();
        assert!(lines.iter().all(|line| text_width(Face::Sans, 10.5, line) <= 30.0));
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn commands_between_backticks_are_mono_and_keep_their_spaces() {
        let lines = wrap(Face::Sans, 10.5, 200.0, "run `age -d x` now, or `age`.");
        let said: Vec<(Face, &str)> = lines[0].iter().map(|s| (s.face, s.text.as_str())).collect();
        let (sans, mono) = (Face::Sans, Face::Mono);
        let spans =
            [(sans, "run "), (mono, "age -d x"), (sans, " now, or "), (mono, "age"), (sans, ".")];
        assert_eq!(said, spans);
    }

    #[test]
    fn a_missing_character_is_counted_from_one() {
        assert_eq!(missing_character(Face::Sans, "ab漢"), Some(3));
        assert_eq!(missing_character(Face::Sans, "Żółw"), None);
    }
}
