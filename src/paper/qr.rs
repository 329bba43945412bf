//! Two-dimensional codes: plain text, level Q or H, M where Q would be too dense, higher where there is room, never denser than version 25.
//!
//! The mode is chosen by the caller and not guessed, so that the sizes on a page are known: digits for
//! a SeedQR, capitals for words and bech32 addresses, bytes for everything else (ISO/IEC 18004 §7.4).

use super::PaperError;
use super::page::Square;
use crate::secret::SecretBytes;
use qrcode::bits::Bits;
use qrcode::types::{Color, QrError};
use qrcode::{EcLevel, QrCode, Version};

/// The largest version that is printed: larger ones fail in phones.
const MAX_VERSION: i16 = 25;

/// The largest version there is.
const LAST_VERSION: i16 = 40;

/// Longer texts get level L on a screen, in bytes.
const LONG_FOR_A_SCREEN: usize = 200;

/// How a payload is written into a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Decimal digits.
    Digits,
    /// Digits, capital letters, space and `$%*+-./:`.
    Capitals,
    /// Bytes as they are.
    Bytes,
}

/// How much damage a code survives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// A fourteenth of the codewords, or more: for squares that are made by hand, where each one less counts.
    L,
    /// A seventh of the codewords.
    M,
    /// A quarter of the codewords.
    Q,
    /// Almost a third of the codewords.
    H,
}

/// Makes the smallest code that holds the payload.
///
/// # Errors
/// [`PaperError::CodeTooLarge`] above version 25, [`PaperError::CodeMode`] when the mode cannot hold it.
pub(super) fn code(payload: &[u8], mode: Mode, level: Level) -> Result<Square, PaperError> {
    if !mode.holds(payload) {
        return Err(PaperError::CodeMode);
    }
    let level = match level {
        Level::L => EcLevel::L,
        Level::M => EcLevel::M,
        Level::Q => EcLevel::Q,
        Level::H => EcLevel::H,
    };
    smallest(payload, mode, level, MAX_VERSION)
}

/// Makes the SeedQR that is marked by hand: 25 squares a side for 48 digits, 29 for 96, as the templates of devices
/// that read it have.
///
/// # Errors
/// [`PaperError::CodeMode`] for other texts than digits.
pub fn plate_code(digits: &[u8]) -> Result<Square, PaperError> {
    code(digits, Mode::Digits, Level::L)
}

/// Makes a code for a screen, as small as it can be: level M, L for long texts, up to version 40.
///
/// # Errors
/// [`PaperError::CodeTooLarge`] above version 40.
pub fn screen_code(payload: &[u8]) -> Result<Square, PaperError> {
    let holds = |mode: &Mode| mode.holds(payload);
    let mode = [Mode::Digits, Mode::Capitals].into_iter().find(holds).unwrap_or(Mode::Bytes);
    let level = if payload.len() > LONG_FOR_A_SCREEN { EcLevel::L } else { EcLevel::M };
    smallest(payload, mode, level, LAST_VERSION)
}

/// The smallest version that holds the payload at the level; room that is left there raises the level.
fn smallest(
    payload: &[u8],
    mode: Mode,
    level: EcLevel,
    largest: i16,
) -> Result<Square, PaperError> {
    let levels = [EcLevel::H, EcLevel::Q, EcLevel::M, EcLevel::L];
    for version in 1..=largest {
        for level in levels.into_iter().filter(|one| *one >= level) {
            match written(payload, mode, level, Version::Normal(version)) {
                Ok(code) => return Ok(square(&code)),
                Err(QrError::DataTooLong) => {}
                Err(_) => return Err(PaperError::CodeMode),
            }
        }
    }
    Err(PaperError::CodeTooLarge { bytes: payload.len() })
}

impl Mode {
    fn holds(self, payload: &[u8]) -> bool {
        let capital = |byte: &u8| {
            byte.is_ascii_digit() || byte.is_ascii_uppercase() || b" $%*+-./:".contains(byte)
        };
        match self {
            Self::Digits => payload.iter().all(u8::is_ascii_digit),
            Self::Capitals => payload.iter().all(capital),
            Self::Bytes => true,
        }
    }
}

fn written(
    payload: &[u8],
    mode: Mode,
    level: EcLevel,
    version: Version,
) -> Result<QrCode, QrError> {
    let mut bits = Bits::new(version);
    match mode {
        Mode::Digits => bits.push_numeric_data(payload)?,
        Mode::Capitals => bits.push_alphanumeric_data(payload)?,
        Mode::Bytes => bits.push_byte_data(payload)?,
    }
    bits.push_terminator(level)?;
    QrCode::with_bits(bits, level)
}

fn square(code: &QrCode) -> Square {
    let colors = code.to_colors();
    let modules = SecretBytes::filled(colors.len(), |bytes| {
        for (byte, color) in bytes.iter_mut().zip(&colors) {
            *byte = u8::from(*color == Color::Dark);
        }
    });
    Square { width: code.width(), modules }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn width(length: usize, mode: Mode, level: Level) -> Result<usize, PaperError> {
        let payload = vec![b'7'; length];
        code(&payload, mode, level).map(|square| square.width)
    }

    #[test]
    fn codes_have_the_sizes_that_the_pages_are_drawn_for() {
        assert_eq!(width(96, Mode::Digits, Level::H), Ok(37));
        assert_eq!(width(48, Mode::Digits, Level::H), Ok(29));
        assert_eq!(width(96, Mode::Digits, Level::L), Ok(29));
        assert_eq!(width(48, Mode::Digits, Level::L), Ok(25));
        assert_eq!(width(42, Mode::Capitals, Level::Q), Ok(29));
        assert_eq!(width(565, Mode::Bytes, Level::Q), Ok(105));
    }

    #[test]
    fn nothing_above_version_25_is_made() {
        assert_eq!(width(715, Mode::Bytes, Level::Q), Ok(117));
        let refused = width(716, Mode::Bytes, Level::Q);
        assert_eq!(refused, Err(PaperError::CodeTooLarge { bytes: 716 }));
    }

    #[test]
    fn a_payload_that_the_mode_cannot_hold_is_refused() {
        assert_eq!(code(b"12a", Mode::Digits, Level::H).err(), Some(PaperError::CodeMode));
        assert_eq!(code(b"abc", Mode::Capitals, Level::Q).err(), Some(PaperError::CodeMode));
    }
}
