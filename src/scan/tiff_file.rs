//! TIFF files, as scanners and fax programs write them: page by page, each judged before it is unpacked.

use super::error::ScanError;
use super::grey::Grey;
use super::picture::{check_size, grey_of};
use super::{IsStopped, MAX_PAGES, MAX_PIXELS, Reading, add_sight, go_on, qr};
use crate::secret::SecretBytes;
use image::ColorType as Form;
use std::io::Cursor;
use tiff::ColorType;
use tiff::decoder::{Decoder, Limits};
use tiff::tags::{CompressionMethod, SampleFormat, Tag};
use tiff::{TiffError, TiffResult};

/// How TIFF files begin: the order of bytes, and 42, or 43 in the form for large files (TIFF 6.0 §2).
pub(super) const STARTS: [&[u8]; 4] = [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"];
/// The most bytes of one pixel: four samples of sixteen bits.
const MOST_OF_PIXEL: usize = 8;
/// Strips and tiles may reach this far beyond the page: their sides are rounded up.
const BEYOND: u32 = 4_096;

type Pages<'a> = Decoder<Cursor<&'a [u8]>>;

/// Reads the codes of all pages.
pub(super) fn read(bytes: &[u8], is_stopped: IsStopped<'_>) -> Result<Reading, ScanError> {
    let pages = count(open(bytes)?)?;
    if pages > MAX_PAGES {
        return Err(ScanError::TooManyPages { pages, limit: MAX_PAGES });
    }
    let mut reading = Reading::of_pages(pages);
    let mut file = open(bytes)?;
    for page in 1..=pages {
        go_on(is_stopped)?;
        if page > 1 {
            file.next_image().map_err(|error| told(&error, page))?;
        }
        check(&mut file, bytes, page)?;
        let grey = unpack(&mut file, page)?;
        add_sight(&mut reading, &grey, qr::look(&grey), page);
    }
    Ok(reading)
}

fn open(bytes: &[u8]) -> Result<Pages<'_>, ScanError> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MAX_PIXELS as usize * MOST_OF_PIXEL;
    let file = Decoder::new(Cursor::new(bytes)).map_err(|error| told(&error, 1))?;
    Ok(file.with_limits(limits))
}

/// How many pages the file lists; the crate refuses a list that runs in a circle.
fn count(mut file: Pages<'_>) -> Result<usize, ScanError> {
    let mut pages = 1;
    while file.more_images() {
        file.next_image().map_err(|error| told(&error, pages + 1))?;
        pages += 1;
    }
    Ok(pages)
}

fn told(error: &TiffError, page: usize) -> ScanError {
    match error {
        TiffError::UnsupportedError(_) => ScanError::UnknownCoding { page },
        _ => ScanError::Unreadable,
    }
}

/// Refuses a page before room is taken for it.
fn check(file: &mut Pages<'_>, bytes: &[u8], page: usize) -> Result<(), ScanError> {
    let (width, height) = file.dimensions().map_err(|error| told(&error, page))?;
    check_size((width, height))?;
    let (across, down) = file.chunk_dimensions();
    if across > width.saturating_add(BEYOND) {
        return Err(ScanError::Unreadable);
    }
    let compression =
        file.find_tag_unsigned(Tag::Compression).map_err(|error| told(&error, page))?;
    if compression != Some(CompressionMethod::ModernJPEG.to_u16()) {
        return Ok(());
    }
    let most = u64::from(across) * u64::from(down.min(height.saturating_add(BEYOND)));
    let is_small = jpeg_parts(file, bytes).is_ok_and(|parts| {
        parts
            .into_iter()
            .all(|part| announced(part).all(|pixels| pixels <= most.max(MAX_PIXELS / 64)))
    });
    if is_small { Ok(()) } else { Err(ScanError::Unreadable) }
}

/// The strips or tiles of a page that is packed as JPEG. Their common tables take no room for a picture.
fn jpeg_parts<'a>(file: &mut Pages<'_>, bytes: &'a [u8]) -> TiffResult<Vec<&'a [u8]>> {
    let mut tags = |tag| file.find_tag_unsigned_vec::<usize>(tag);
    let (starts, lengths) = match tags(Tag::StripOffsets)? {
        Some(starts) => (starts, tags(Tag::StripByteCounts)?),
        None => (tags(Tag::TileOffsets)?.unwrap_or_default(), tags(Tag::TileByteCounts)?),
    };
    let parts = starts.into_iter().zip(lengths.unwrap_or_default());
    let part = |(start, length): (usize, usize)| bytes.get(start..)?.get(..length);
    Ok(parts.filter_map(part).collect())
}

/// The pixels that each start of a frame announces (ITU-T T.81 §B.2.2).
fn announced(jpeg: &[u8]) -> impl Iterator<Item = u64> {
    jpeg.windows(9).filter_map(|head| match head {
        [
            0xff,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf,
            _,
            _,
            8 | 12,
            h,
            l,
            wh,
            wl,
        ] => {
            let side = |high: u8, low: u8| u64::from(u16::from_be_bytes([high, low]));
            Some(side(*h, *l) * side(*wh, *wl))
        }
        _ => None,
    })
}

/// How the samples of a pixel become a grey.
enum Samples {
    /// As pictures of other kinds have them.
    Whole(Form),
    /// Greys of 1, 2 or 4 bits, several in a byte.
    Packed(u8),
    /// Brightness first, then two samples of colour.
    Brightness,
    /// Four inks.
    Inks,
}

impl Samples {
    /// Those of a page; of separate planes only the first is looked at.
    fn of(colour: ColorType, is_planar: bool) -> Option<Self> {
        Some(match (colour, is_planar) {
            (ColorType::Gray(bits @ (1 | 2 | 4)), false) => Self::Packed(bits),
            (ColorType::Gray(8), false) | (ColorType::RGB(8) | ColorType::YCbCr(8), true) => {
                Self::Whole(Form::L8)
            }
            (ColorType::Gray(16), false) | (ColorType::RGB(16), true) => Self::Whole(Form::L16),
            (ColorType::Multiband { bit_depth: 8, num_samples: 2 }, false) => {
                Self::Whole(Form::La8)
            }
            (ColorType::RGB(8), false) => Self::Whole(Form::Rgb8),
            (ColorType::RGBA(8), false) => Self::Whole(Form::Rgba8),
            (ColorType::RGB(16), false) => Self::Whole(Form::Rgb16),
            (ColorType::RGBA(16), false) => Self::Whole(Form::Rgba16),
            (ColorType::YCbCr(8), false) => Self::Brightness,
            (ColorType::CMYK(8), false) => Self::Inks,
            _ => return None,
        })
    }

    /// Bytes of a pixel; 1 where several share a byte.
    fn step(&self) -> usize {
        match self {
            Self::Whole(form) => usize::from(form.bytes_per_pixel()),
            Self::Packed(_) => 1,
            Self::Brightness => 3,
            Self::Inks => 4,
        }
    }
}

/// Unpacks the page at which the file stands.
fn unpack(file: &mut Pages<'_>, page: usize) -> Result<Grey, ScanError> {
    let refused = |error: TiffError| told(&error, page);
    let (width, height) = file.dimensions().map_err(refused)?;
    let (width, height) = (width as usize, height as usize);
    let layout = file.image_buffer_layout().map_err(refused)?;
    let colour = file.colortype().map_err(refused)?;
    let samples = Samples::of(colour, layout.planes > 1)
        .filter(|_| layout.sample_format == SampleFormat::Uint)
        .ok_or(ScanError::UnknownCoding { page })?;
    let row = match samples {
        Samples::Packed(bits) => (width * usize::from(bits)).div_ceil(8),
        _ => width * samples.step(),
    };
    if layout.len != row * height {
        return Err(ScanError::Unreadable);
    }
    let raw =
        SecretBytes::try_filled(layout.len, |out| file.read_image_bytes(out).map_err(refused))?;
    // exposed to: the conversion to grey
    let from = raw.expose_secret();
    Ok(Grey::filled(width, height, |out| {
        for (line, source) in out.chunks_exact_mut(width).zip(from.chunks_exact(row)) {
            grey_line(line, source, &samples);
        }
    }))
}

fn grey_line(line: &mut [u8], source: &[u8], samples: &Samples) {
    if let Samples::Packed(bits) = samples {
        let (in_byte, most) = (8 / usize::from(*bits), (1_u16 << bits) - 1);
        for (x, pixel) in line.iter_mut().enumerate() {
            let shift = 8 - usize::from(*bits) * (x % in_byte + 1);
            let value = u16::from(source[x / in_byte] >> shift) & most;
            *pixel = (value * 255 / most) as u8;
        }
        return;
    }
    for (pixel, source) in line.iter_mut().zip(source.chunks_exact(samples.step())) {
        *pixel = match samples {
            Samples::Whole(form) => grey_of(source, *form),
            Samples::Inks => {
                let paper = grey_of(&source[..3], Form::Rgb8);
                (u32::from(255 - paper) * u32::from(255 - source[3]) / 255) as u8
            }
            _ => source[0],
        };
    }
}
