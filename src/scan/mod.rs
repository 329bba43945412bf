//! Reading paper back: pictures, PDF documents and typed lines.
//!
//! [`read`] takes the bytes of a PNG, JPEG, WebP or TIFF picture or of a PDF document and gives every QR code
//! it can read, and the text of a document that holds text. A code counts only when all its own
//! checks are right; where two attempts disagree about one place, neither counts.

#![forbid(unsafe_code)]

mod blocks;
mod cells;
mod error;
mod finder;
mod fit;
mod format;
mod grey;
mod grid;
mod guard;
mod ink;
mod layer;
mod order;
mod pairs;
mod pdf;
mod picture;
mod plane;
mod qr;
mod solomon;
mod squares;
mod stream;
mod text;
mod tiff_file;
pub mod typed;

pub use error::ScanError;
pub use text::{WordGrid, typed_lines, word_grids};

use crate::secret::{SecretBytes, SecretText};
use grey::Grey;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The longest file that is read, in bytes.
pub const MAX_BYTES: usize = 64 << 20;
/// The largest picture that is unpacked, in pixels.
pub const MAX_PIXELS: u64 = 100_000_000;
/// The most pages of a document or a TIFF file that are read.
pub const MAX_PAGES: usize = 60;

/// A QR code that was read.
pub struct Code {
    /// What it says, as bytes.
    pub bytes: SecretBytes,
    /// The page it is on, from 1.
    pub page: usize,
    /// Its middle, as fractions of the page's width and height from the top left corner.
    pub centre: (f32, f32),
    /// The version, 1 to 40: a code has 17 + 4 × version squares a side.
    pub version: u8,
    /// The level of error correction: `L`, `M`, `Q` or `H`.
    pub level: char,
    /// The share of its codewords that had to be corrected, in per cent.
    pub corrected_percent: f32,
}

/// What a file shows.
pub struct Reading {
    /// The codes, page by page, from top to bottom.
    pub codes: Vec<Code>,
    /// Places that look like a code but could not be read.
    pub seen_but_unreadable: usize,
    /// Pages (1 for a picture).
    pub pages: usize,
    /// The text of each page, line by line; empty for pages and pictures without text.
    pub text: Vec<SecretText>,
}

impl Reading {
    fn of_pages(pages: usize) -> Self {
        Self { codes: Vec::new(), seen_but_unreadable: 0, pages, text: Vec::new() }
    }
}

/// Asked between two pages, and two looks at one, whether somebody wants the reading to end.
type IsStopped<'a> = &'a dyn Fn() -> bool;

/// Reads the codes and the text of a PNG, JPEG, WebP or TIFF picture or a PDF document.
///
/// # Errors
/// [`ScanError`] when the file is too large, of another format, damaged or locked. A readable file
/// without codes is no error: the reading is empty.
pub fn read(bytes: &[u8]) -> Result<Reading, ScanError> {
    read_until(bytes, &|| false)
}

/// The same, until the answer is yes: that is asked between two pages, and before each look at one.
///
/// # Errors
/// As [`read`]; [`ScanError::Stopped`].
pub fn read_until(bytes: &[u8], is_stopped: IsStopped<'_>) -> Result<Reading, ScanError> {
    if bytes.len() > MAX_BYTES {
        return Err(ScanError::TooLong { bytes: bytes.len(), limit: MAX_BYTES });
    }
    // The decoders of pictures, documents and codes come from other projects and meet files that
    // an enemy may have made; a panic in one of them means that the file can not be read. Nothing
    // that outlives the call is shared with them, so no half-changed state can be seen afterwards.
    catch_unwind(AssertUnwindSafe(|| read_by_format(bytes, is_stopped)))
        .unwrap_or(Err(ScanError::Unreadable))
}

/// Reads the codes and the text of a PDF document that this program drew, faster than [`read`].
///
/// Each page is drawn once at a low resolution and looked at once. A code that is too small or too
/// strange for that is not seen, so what differs from what was drawn is worth a second look with
/// [`read`].
///
/// # Errors
/// [`ScanError`], as [`read`] does.
pub fn read_drawn(pdf: &[u8]) -> Result<Reading, ScanError> {
    // The same care as in `read`.
    catch_unwind(AssertUnwindSafe(|| pdf::read_drawn(pdf))).unwrap_or(Err(ScanError::Unreadable))
}

fn go_on(is_stopped: IsStopped<'_>) -> Result<(), ScanError> {
    if is_stopped() { Err(ScanError::Stopped) } else { Ok(()) }
}

fn read_by_format(bytes: &[u8], is_stopped: IsStopped<'_>) -> Result<Reading, ScanError> {
    match Format::of(bytes).ok_or(ScanError::UnknownFormat)? {
        Format::Png => Ok(picture(&picture::png(bytes)?)),
        Format::Jpeg => Ok(picture(&picture::jpeg(bytes)?)),
        Format::WebP => Ok(picture(&picture::webp(bytes)?)),
        Format::Tiff => tiff_file::read(bytes, is_stopped),
        Format::Pdf => pdf::read(bytes, is_stopped),
    }
}

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A picture: Portable Network Graphics.
    Png,
    /// A picture: JPEG.
    Jpeg,
    /// A picture: WebP.
    WebP,
    /// Pages of pictures: TIFF.
    Tiff,
    /// Pages: PDF.
    Pdf,
}

impl Format {
    /// The format of a file, by its first bytes; 1,024 are enough.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        // Some programs write a few bytes before a document's first line; readers look at 1,024.
        let head = &bytes[..bytes.len().min(1_024)];
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::WebP)
        } else if tiff_file::STARTS.iter().any(|start| bytes.starts_with(start)) {
            Some(Self::Tiff)
        } else {
            head.windows(5).any(|window| window == b"%PDF-").then_some(Self::Pdf)
        }
    }

    /// Whether it has pages.
    pub fn has_pages(self) -> bool {
        matches!(self, Self::Tiff | Self::Pdf)
    }
}

fn picture(grey: &Grey) -> Reading {
    let mut reading = Reading::of_pages(1);
    add_sight(&mut reading, grey, qr::look(grey), 1);
    reading
}

/// Adds a page's codes in reading order.
fn add_sight(reading: &mut Reading, grey: &Grey, sight: qr::Sight, page: usize) {
    reading.seen_but_unreadable += sight.unread.len();
    let (width, height) = (grey.width() as f32, grey.height() as f32);
    let mut codes: Vec<Code> = sight
        .found
        .into_iter()
        .map(|found| Code {
            bytes: found.content.bytes,
            page,
            centre: (found.place.x / width, found.place.y / height),
            version: found.content.version,
            level: found.content.level,
            corrected_percent: found.content.corrected_percent,
        })
        .collect();
    put_in_rows(&mut codes);
    reading.codes.extend(codes);
}

/// Codes whose middles are this near in height stand in one row, also on a page that lies askew; a part of the
/// page's height. The rows of a sheet are more than a quarter apart.
const ROW: f32 = 0.1;

/// Sorts row by row from the top, each from left to right.
fn put_in_rows(codes: &mut [Code]) {
    codes.sort_by(|a, b| a.centre.1.total_cmp(&b.centre.1));
    let mut rest = codes;
    while let Some(first) = rest.first() {
        let top = first.centre.1;
        let count = rest.iter().take_while(|code| code.centre.1 - top < ROW).count();
        let (row, below) = rest.split_at_mut(count);
        row.sort_by(|a, b| a.centre.0.total_cmp(&b.centre.0));
        rest = below;
    }
}
