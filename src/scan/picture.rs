//! PNG, JPEG and WebP files as grey pictures; the header is judged before anything is unpacked.

use super::MAX_PIXELS;
use super::error::ScanError;
use super::grey::Grey;
use crate::secret::SecretBytes;
use image::codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::{ColorType, ImageDecoder, Limits};
use std::io::Cursor;

/// Unpacks a PNG picture.
pub(super) fn png(bytes: &[u8]) -> Result<Grey, ScanError> {
    let decoder =
        PngDecoder::with_limits(Cursor::new(bytes), limits()).map_err(|_| ScanError::Unreadable)?;
    unpack(decoder)
}

/// Unpacks a JPEG picture.
pub(super) fn jpeg(bytes: &[u8]) -> Result<Grey, ScanError> {
    let mut decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(|_| ScanError::Unreadable)?;
    check_size(decoder.dimensions())?;
    decoder.set_limits(limits()).map_err(|_| ScanError::Unreadable)?;
    unpack(decoder)
}

/// Unpacks a WebP picture, of a moving one the first.
pub(super) fn webp(bytes: &[u8]) -> Result<Grey, ScanError> {
    // A frame has a size of its own (RFC 6386 §9.1), and room is taken for it before it is compared with the file's.
    for chunk in bytes.windows(18).filter(|chunk| chunk.starts_with(b"VP8 ")) {
        if chunk[11..14] == [0x9d, 0x01, 0x2a] {
            let side =
                |at: usize| u32::from(u16::from_le_bytes([chunk[at], chunk[at + 1]]) & 0x3fff);
            check_size((side(14), side(16)))?;
        }
    }
    unpack(WebPDecoder::new(Cursor::new(bytes)).map_err(|_| ScanError::Unreadable)?)
}

/// Room for the largest picture in 16-bit colour with transparency.
fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_PIXELS * 8);
    limits
}

pub(super) fn check_size((width, height): (u32, u32)) -> Result<(), ScanError> {
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(ScanError::TooManyPixels { width, height, limit: MAX_PIXELS });
    }
    if width == 0 || height == 0 {
        return Err(ScanError::Unreadable);
    }
    Ok(())
}

fn unpack(decoder: impl ImageDecoder) -> Result<Grey, ScanError> {
    let (width, height) = decoder.dimensions();
    check_size((width, height))?;
    let (width, height) = (width as usize, height as usize);
    let colour = decoder.color_type();
    let step = usize::from(colour.bytes_per_pixel());
    let room = usize::try_from(decoder.total_bytes()).map_err(|_| ScanError::Unreadable)?;
    if room != width * height * step {
        return Err(ScanError::Unreadable);
    }
    let raw = SecretBytes::try_filled(room, |out| {
        decoder.read_image(out).map_err(|_| ScanError::Unreadable)
    })?;
    if colour == ColorType::L8 {
        return Grey::from_pixels(width, height, raw).ok_or(ScanError::Unreadable);
    }
    // exposed to: the conversion to grey
    let from = raw.expose_secret();
    Ok(Grey::filled(width, height, |out| {
        for (pixel, source) in out.iter_mut().zip(from.chunks_exact(step)) {
            *pixel = grey_of(source, colour);
        }
    }))
}

/// The brightness of one pixel; what is transparent shows white paper.
pub(super) fn grey_of(source: &[u8], colour: ColorType) -> u8 {
    // Sixteen-bit samples are in the machine's byte order; their upper half is enough.
    let wide = |i: usize| (u16::from_ne_bytes([source[2 * i], source[2 * i + 1]]) >> 8) as u8;
    let luma = |r: u8, g: u8, b: u8| {
        ((u32::from(r) * 77 + u32::from(g) * 150 + u32::from(b) * 29) >> 8) as u8
    };
    let over_white = |grey: u8, opaque: u8| {
        ((u32::from(grey) * u32::from(opaque) + 255 * (255 - u32::from(opaque))) / 255) as u8
    };
    match colour {
        ColorType::La8 => over_white(source[0], source[1]),
        ColorType::Rgb8 => luma(source[0], source[1], source[2]),
        ColorType::Rgba8 => over_white(luma(source[0], source[1], source[2]), source[3]),
        ColorType::L16 => wide(0),
        ColorType::La16 => over_white(wide(0), wide(1)),
        ColorType::Rgb16 => luma(wide(0), wide(1), wide(2)),
        ColorType::Rgba16 => over_white(luma(wide(0), wide(1), wide(2)), wide(3)),
        _ => source[0],
    }
}
