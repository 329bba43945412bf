//! One line on a terminal with a bar that says how far a long work is, and is gone when it is done.

use super::stdio::{is_terminal, write_whole};
use std::cell::Cell;

/// So many signs are in the bar.
const BAR: u8 = 10;

/// The line; dropped, it erases itself.
#[derive(Debug)]
pub struct Progress {
    shown: Cell<bool>,
}

impl Progress {
    /// A line on stderr, where that is a terminal that can erase one.
    pub fn on_terminal() -> Option<Self> {
        let plain = std::env::var_os("TERM").is_none_or(|name| name == "dumb" || name.is_empty());
        let [_, _, stderr] = is_terminal();
        (stderr && !plain).then(|| Self { shown: Cell::new(false) })
    }

    /// Shows so many hundredths as a bar and the text behind it, in place of the line before, cut at the width of the
    /// terminal. The text is one's own, or escaped.
    pub fn show(&self, percent: u8, text: &str) {
        let stderr = rustix::stdio::stderr();
        let width = rustix::termios::tcgetwinsize(stderr).map_or(0, |size| size.ws_col);
        let line = format!("{}  {text}", bar(percent));
        let cut: String = line.chars().take(signs_of(width)).collect();
        // A line that cannot be shown is no failure of the work.
        let _ = write_whole(stderr, format!("\r{cut}\x1b[K").as_bytes());
        self.shown.set(true);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.get() {
            let _ = write_whole(rustix::stdio::stderr(), b"\r\x1b[K");
        }
    }
}

/// A bar and its number, always as wide; what has not ended is never shown as full.
fn bar(percent: u8) -> String {
    let percent = percent.min(99);
    let full = usize::from(percent / (100 / BAR));
    let empty = usize::from(BAR) - full;
    format!("[{}{}] {percent:2} %", "#".repeat(full), ".".repeat(empty))
}

/// How many signs a line may have: three fewer than the columns, so that the cursor stays in it, also behind the `^C` of
/// somebody who ends the work. A serial line and `script` tell no width.
fn signs_of(columns: u16) -> usize {
    const USUAL: u16 = 80;
    let columns = if columns == 0 { USUAL } else { columns };
    usize::from(columns.max(4) - 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_wide_as_before_and_full_when_it_is_gone() {
        let bars = [0, 9, 10, 99, 100].map(bar);
        assert_eq!(
            bars,
            [
                "[..........]  0 %",
                "[..........]  9 %",
                "[#.........] 10 %",
                "[#########.] 99 %",
                "[#########.] 99 %"
            ]
        );
    }

    #[test]
    fn a_terminal_that_tells_no_width_has_the_usual_one() {
        assert_eq!([0, 1, 2, 80, 200].map(signs_of), [77, 1, 1, 77, 197]);
    }
}
