//! Shows secrets on the terminal's second screen, which is erased and leaves nothing to scroll back to.

use super::console::Console;
use super::error::HostError;
use super::key::{Key, read_key};
use super::tty::{Keys, Tty};
use crate::secret::{Full, SecretBuffer, SecretText};

/// One page: a public title and secret lines, at most 78 columns wide and 18 lines high.
#[derive(Debug)]
pub struct ScreenPage {
    /// What the page is, as in "savings · words 1–4 of 24".
    pub title: String,
    /// The lines below it.
    pub lines: Vec<SecretText>,
}

/// While this lives, the terminal shows its second screen; afterwards that is empty and gone.
pub(super) struct Screen<'a> {
    tty: &'a Tty,
    _keys: Keys<'a>,
}

impl<'a> Screen<'a> {
    pub(super) fn enter(console: &'a Console) -> Result<Self, HostError> {
        if std::env::var_os("TERM").is_some_and(|name| name == "dumb") {
            return Err(HostError::PlainTerminal);
        }
        let tty = console.tty();
        let screen = Self { tty, _keys: tty.keys()? };
        // Second screen; a paste is announced by its own marks.
        tty.write(b"\x1b[?1049h\x1b[?2004h\x1b[H\x1b[2J")?;
        Ok(screen)
    }

    /// Replaces what is shown, in one write.
    pub(super) fn draw(&self, page: &SecretBuffer) -> Result<(), HostError> {
        // exposed to: the terminal's second screen
        self.tty.write(page.expose_secret())
    }

    pub(super) fn key(&self) -> Result<Key, HostError> {
        read_key(self.tty)
    }

    pub(super) fn tty(&self) -> &Tty {
        self.tty
    }
}

impl Drop for Screen<'_> {
    fn drop(&mut self) {
        // The bare Linux console has one screen only, and keeps a scrollback of it.
        let one_screen = std::env::var_os("TERM").is_some_and(|name| name == "linux");
        let erase: &[u8] = if one_screen { b"\x1b[H\x1b[2J\x1b[3J" } else { b"\x1b[H\x1b[2J" };
        // A terminal that is gone shows nothing any more.
        let _ = self.tty.write(erase);
        let _ = self.tty.write(b"\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l");
        self.tty.forget_unread();
    }
}

/// A page being drawn, from the top left corner of an empty screen.
pub(super) fn new_page(room: usize) -> Result<SecretBuffer, HostError> {
    let mut page = SecretBuffer::with_room(room);
    page.push_text("\x1b[H\x1b[2J\r\n").map_err(too_large)?;
    Ok(page)
}

pub(super) fn too_large(full: Full) -> HostError {
    HostError::PageTooLarge { room: full.room }
}

impl Console {
    /// Shows pages one after the other; the keys are next (→, Enter, space), back (←, b) and hide (h).
    /// Returns when the last page is left by next.
    ///
    /// # Errors
    /// [`HostError::PlainTerminal`]; [`HostError::Interrupted`] and [`HostError::Ended`], with the
    /// screen erased.
    pub fn show_pages(&mut self, pages: &[ScreenPage]) -> Result<(), HostError> {
        let screen = Screen::enter(self)?;
        let (mut at, mut hidden) = (0, false);
        while let Some(page) = pages.get(at) {
            screen.draw(&compose(page, hidden, at > 0, at + 1 == pages.len())?)?;
            match screen.key()? {
                Key::Enter | Key::Space | Key::Right => {
                    at += 1;
                    hidden = false;
                }
                Key::Left | Key::Backspace | Key::Letter(b'b') => at = at.saturating_sub(1),
                Key::Letter(b'h') => hidden = !hidden,
                _ => {}
            }
        }
        Ok(())
    }
}

fn compose(
    page: &ScreenPage,
    hidden: bool,
    has_back: bool,
    is_last: bool,
) -> Result<SecretBuffer, HostError> {
    let lines: usize = page.lines.iter().map(|line| line.len() + 8).sum();
    let mut drawn = new_page(page.title.len() + lines + 256)?;
    let mut put = |text: &str| drawn.push_text(text).map_err(too_large);
    put("  \x1b[1m")?;
    put(&page.title)?;
    put("\x1b[0m\r\n\r\n")?;
    for line in &page.lines {
        put("  ")?;
        if !hidden {
            // exposed to: the page for the terminal's second screen
            put(line.expose_secret())?;
        }
        put("\r\n")?;
    }
    put("\r\n  ")?;
    put(if is_last { "[Enter] clears the screen" } else { "[→] next" })?;
    put(if has_back { "   [←] back" } else { "" })?;
    put(if hidden { "   [h] show" } else { "   [h] hide" })?;
    put("\r\n")?;
    Ok(drawn)
}
