//! The grid of words: rows of four, read across, with a check at the end of each row.

use super::canvas::{Canvas, DATA, Style};
use crate::paper::PaperError;
use crate::paper::fit;
use crate::paper::fonts::Face;
use crate::paper::page::WordRow;
use crate::secret::SecretText;
use crate::sheet::check::{self, ROW_WORDS};

/// The grey of a word's number.
const NUMBER: Style = Style::new(Face::Mono, 9.0).grey(70);

/// The grey behind every second row.
const TINT: u8 = 238;

/// The letters that decide a word in lists where four do (BIP-0039, SLIP-0039); they are underlined.
pub(super) const DECIDING: usize = 4;

/// The most words that a panel has room for: a SLIP-39 share of a 64-byte secret.
const MOST_WORDS: usize = 59;

/// The smallest size of a word, in points.
const SMALLEST: f32 = 7.5;

/// How high a line of print is, in millimetres for each point of its size.
pub(super) const HIGH: f32 = 1.08 * 25.4 / 72.0;
/// The same for the smallest words, whose lines only must not touch.
const TIGHT: f32 = 0.98 * 25.4 / 72.0;

/// Where a grid stands.
pub(super) struct Grid {
    pub(super) top: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    /// How many letters decide a word and are underlined; 0 where the list has no such number.
    pub(super) deciding: usize,
    /// Whether it stands on a card, where numbers and checks are smaller.
    pub(super) on_card: bool,
}

/// Sizes that depend on how many words there are.
struct Sizes {
    word: Style,
    numbers: Style,
    /// Between a number and its word.
    gap: f32,
    pitch: f32,
    column: f32,
    number: f32,
}

impl Grid {
    /// The sizes for so many words; the longest has so many letters of a mono face.
    fn sizes(&self, words: usize, longest: usize, face: Face) -> Sizes {
        let rows = words.div_ceil(ROW_WORDS);
        // On a card columns touch: a reader must see the gap behind the longest word. Nine letters (Italian) leave less.
        let small = Style { size_pt: SMALLEST, ..NUMBER };
        let (numbers, gap, behind, check) = match (self.on_card, longest) {
            (true, 0..=8) => (small, 0.7, 0.8, 7.8),
            (true, _) => (small, 0.5, 0.5, 7.8),
            (false, _) => (NUMBER, 1.3, 0.0, 11.5),
        };
        let points: f32 = match words {
            _ if self.on_card => 8.5,
            _ if face == Face::Cjk => 13.0,
            0..=12 if self.width > 150.0 => 16.0,
            0..=12 => 14.0,
            13..=24 => 13.0,
            25..=36 => 12.0,
            37..=48 => 11.0,
            _ => 9.0,
        };
        let column = (self.width - check) / ROW_WORDS as f32;
        let number = numbers.width("00");
        let pitch = (self.height / rows as f32).min(if words <= 12 { 15.0 } else { 9.0 });
        let column = column.min(41.0);
        let room = (column - number - gap - behind) / longest.max(1) as f32;
        let wide = Style::new(face, 1.0).width("n").max(f32::EPSILON);
        // Longer words take a smaller size, and so do rows that stand close.
        let points = points.min((room / wide).max(SMALLEST)).min((pitch / HIGH).max(SMALLEST));
        Sizes { word: Style::new(face, points), numbers, gap, pitch, column, number }
    }

    /// Draws words with their numbers and row checks, and notes the rows to be read back.
    pub(super) fn words(
        &self,
        canvas: &mut Canvas,
        words: &SecretText,
        sheet: &'static str,
    ) -> Result<f32, PaperError> {
        // exposed to: the page
        let listed: Vec<&str> = words.expose_secret().split(' ').collect();
        let high = self.height / listed.len().div_ceil(ROW_WORDS) as f32;
        if !(1..=MOST_WORDS).contains(&listed.len()) || high < SMALLEST * TIGHT {
            return Err(PaperError::WordCount { sheet, words: listed.len() });
        }
        // exposed to: choosing a face that has the letters
        let latin = listed.iter().all(|w| fit::missing_character(Face::MonoBold, w).is_none());
        let face = if latin { Face::MonoBold } else { Face::Cjk };
        // exposed to: a count of letters; characters of other scripts are measured one by one below
        let letters = listed.iter().map(|word| word.chars().count()).max();
        let longest = letters.filter(|_| latin).unwrap_or_default();
        let sizes = self.sizes(listed.len(), longest, face);
        let below = sizes.word.size_pt * 0.07;
        for (row, words) in listed.chunks(ROW_WORDS).enumerate() {
            let tinted = self.check_x(&sizes) + DATA.width("0000") + 1.0;
            let y = self.row(canvas, row, &sizes, tinted);
            for (column, word) in words.iter().enumerate() {
                let x = self.number(canvas, row * ROW_WORDS + column, column, y, &sizes);
                self.refuse_what_does_not_fit(word, &sizes, sheet)?;
                canvas.secret(x, y, sizes.word, word);
                if self.deciding > 0 {
                    let end = word.char_indices().nth(self.deciding);
                    let end = x + sizes.word.width(&word[..end.map_or(word.len(), |(at, _)| at)]);
                    canvas.line((x, y + below), (end, y + below), 0.3, 0);
                }
            }
        }
        let rows = check::rows(&listed);
        for (row, joined) in rows.into_iter().enumerate() {
            let mark = check::row_check(&joined);
            let y = self.top + sizes.pitch * row as f32 + baseline(&sizes);
            // exposed to: the page
            canvas.secret(self.check_x(&sizes), y, check_style(&sizes), mark.expose_secret());
            let first = row * ROW_WORDS + 1;
            canvas.expect().rows.push(WordRow { first, words: joined, check: mark });
        }
        Ok(self.top + sizes.pitch * listed.len().div_ceil(ROW_WORDS) as f32)
    }

    /// Draws numbers and lines to write on.
    pub(super) fn blanks(&self, canvas: &mut Canvas, count: usize) -> f32 {
        let column = self.width / ROW_WORDS as f32;
        let sizes = Sizes { column, ..self.sizes(count, 0, Face::MonoBold) };
        for position in 0..count {
            let (row, column) = (position / ROW_WORDS, position % ROW_WORDS);
            let y = match column {
                0 => self.row(canvas, row, &sizes, self.width),
                _ => self.top + sizes.pitch * row as f32 + baseline(&sizes),
            };
            let x = self.number(canvas, position, column, y, &sizes);
            canvas.blank(x, sizes.column * (column + 1) as f32 - 2.5, y);
        }
        self.top + sizes.pitch * count.div_ceil(ROW_WORDS) as f32
    }

    fn row(&self, canvas: &mut Canvas, row: usize, sizes: &Sizes, width: f32) -> f32 {
        let top = self.top + sizes.pitch * row as f32;
        if row % 2 == 1 {
            canvas.rect((-1.5, top), (width + 1.5, sizes.pitch), None, TINT);
        }
        top + baseline(sizes)
    }

    fn number(&self, canvas: &mut Canvas, at: usize, column: usize, y: f32, sizes: &Sizes) -> f32 {
        let x = sizes.column * column as f32 + sizes.number;
        canvas.text_right(x, y, sizes.numbers, &(at + 1).to_string());
        x + sizes.gap
    }

    fn refuse_what_does_not_fit(
        &self,
        word: &str,
        sizes: &Sizes,
        sheet: &'static str,
    ) -> Result<(), PaperError> {
        if let Some(position) = fit::missing_character(sizes.word.face, word) {
            return Err(PaperError::Character { field: "a word", position });
        }
        let (width, room) = (sizes.word.width(word), sizes.column - sizes.number - sizes.gap);
        if width <= room {
            return Ok(());
        }
        let (width_mm, room_mm) = (width.ceil() as u32, room.floor() as u32);
        Err(PaperError::TooWide { field: "a word", sheet, width_mm, room_mm })
    }

    fn check_x(&self, sizes: &Sizes) -> f32 {
        sizes.column * ROW_WORDS as f32 + if self.on_card { 0.6 } else { 1.0 }
    }
}

/// Checks are never larger than the words they stand beside.
fn check_style(sizes: &Sizes) -> Style {
    Style { size_pt: DATA.size_pt.min(sizes.word.size_pt), ..DATA }
}

fn baseline(sizes: &Sizes) -> f32 {
    sizes.pitch / 2.0 + sizes.word.size_pt * 0.12
}
