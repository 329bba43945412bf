//! Typing rolls of dice, tosses or cards on the second screen: in groups, with a line that says how many are there.

use super::console::Console;
use super::error::HostError;
use super::key::Key;
use super::screen::{Screen, new_page, too_large};
use crate::secret::{SecretBuffer, SecretText};

/// The most signs that are taken.
const MOST: usize = 1024;
/// Groups on one line of the screen.
const GROUPS: usize = 10;

/// What is to be typed.
pub struct SignEntry<'a> {
    /// What it is, as in "dice rolls".
    pub title: &'a str,
    /// The signs that exist; letters are taken in either case and kept as capitals.
    pub allowed: &'a str,
    /// How many signs stand together: five rolls, or the two signs of a card.
    pub group: usize,
    /// Says how far it is, from the signs typed so far; the line is public.
    pub status: &'a dyn Fn(&SecretBuffer) -> String,
}

impl Console {
    /// Has signs typed; Enter ends the entry. Other keys are passed over, and so is a key held down by mistake once
    /// 1,024 signs are there.
    ///
    /// # Errors
    /// [`HostError::PlainTerminal`]; [`HostError::Interrupted`] and [`HostError::Ended`], with the screen erased.
    pub fn type_signs(&mut self, entry: &SignEntry<'_>) -> Result<SecretText, HostError> {
        let screen = Screen::enter(self)?;
        let mut typed = SecretBuffer::with_room(MOST);
        loop {
            screen.draw(&page(entry, &typed)?)?;
            match screen.key()? {
                Key::Enter => return typed.into_text().map_err(|_| HostError::NotText),
                Key::Backspace => typed.drop_last(1),
                Key::ClearLine => typed.drop_last(MOST),
                Key::Letter(sign) => {
                    let sign = sign.to_ascii_uppercase();
                    if entry.allowed.as_bytes().contains(&sign) && typed.len() < MOST {
                        typed.push(&[sign]).map_err(too_large)?;
                    }
                }
                _ => {}
            }
        }
    }
}

fn page(entry: &SignEntry<'_>, typed: &SecretBuffer) -> Result<SecretBuffer, HostError> {
    let status = (entry.status)(typed);
    let mut page = new_page(MOST * 3 + status.len() + entry.title.len() + 256)?;
    let mut put = |part: &[u8]| page.push(part).map_err(too_large);
    put(format!("  \x1b[1m{}\x1b[0m\r\n\r\n  ", entry.title).as_bytes())?;
    // exposed to: the page for the terminal's second screen
    for (at, group) in typed.expose_secret().chunks(entry.group.max(1)).enumerate() {
        if at > 0 {
            put(if at % GROUPS == 0 { b"\r\n  " } else { b" " })?;
        }
        put(group)?;
    }
    put(format!("\r\n\r\n  {status}\r\n\r\n  Enter ends · Backspace takes one back · Ctrl-U begins again\r\n").as_bytes())?;
    Ok(page)
}
