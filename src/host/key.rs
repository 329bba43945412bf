//! Tells the keys of a terminal apart: letters, and the few that steer.

use super::error::HostError;
use super::tty::Tty;
use std::time::Duration;
use zeroize::Zeroizing;

/// How long the rest of an escape sequence may take; Escape alone is followed by nothing.
const REST: Duration = Duration::from_millis(60);

/// One key. Holds a letter of a secret, so it cannot be printed or copied.
#[derive(PartialEq, Eq)]
pub(super) enum Key {
    Letter(u8),
    /// A letter outside ASCII.
    Sign(char),
    Enter,
    Space,
    Backspace,
    ClearLine,
    Reveal,
    Left,
    Right,
    PasteBegins,
    PasteEnds,
    Other,
}

/// Waits for a key. Ctrl-D ends the input, as the end of a file would.
pub(super) fn read_key(tty: &Tty) -> Result<Key, HostError> {
    Ok(match tty.read_byte()? {
        4 => return Err(HostError::Ended),
        b'\r' | b'\n' => Key::Enter,
        b' ' | b'\t' => Key::Space,
        8 | 127 => Key::Backspace,
        18 => Key::Reveal,
        21 => Key::ClearLine,
        27 => return read_sequence(tty),
        byte @ 0x21..=0x7e => Key::Letter(byte),
        first @ 0xc2..=0xf4 => return read_sign(tty, first),
        _ => Key::Other,
    })
}

/// Reads the rest of a character of UTF-8; the wide space of Asian keyboards is a space.
fn read_sign(tty: &Tty, first: u8) -> Result<Key, HostError> {
    let len = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    };
    let mut bytes = Zeroizing::new([first, 0, 0, 0]);
    for byte in &mut bytes[1..len] {
        let Some(next) = tty.read_within(REST)? else { return Ok(Key::Other) };
        *byte = next;
    }
    let sign = std::str::from_utf8(&bytes[..len]).ok().and_then(|text| text.chars().next());
    Ok(match sign {
        Some('\u{3000}') => Key::Space,
        Some('？') => Key::Letter(b'?'),
        Some(sign) => Key::Sign(sign),
        None => Key::Other,
    })
}

fn read_sequence(tty: &Tty) -> Result<Key, HostError> {
    match tty.read_within(REST)? {
        Some(b'[' | b'O') => {}
        _ => return Ok(Key::Other),
    }
    let mut number = 0_u16;
    // Longer than any sequence a keyboard sends; what is left after it is read as keys again.
    for _ in 0..16 {
        match tty.read_within(REST)? {
            Some(digit @ b'0'..=b'9') => {
                number = number.saturating_mul(10).saturating_add(u16::from(digit - b'0'));
            }
            Some(last @ 0x40..=0x7e) => {
                return Ok(match (last, number) {
                    (b'C', _) => Key::Right,
                    (b'D', _) => Key::Left,
                    (b'~', 200) => Key::PasteBegins,
                    (b'~', 201) => Key::PasteEnds,
                    _ => Key::Other,
                });
            }
            Some(_) => {}
            None => return Ok(Key::Other),
        }
    }
    Ok(Key::Other)
}
