//! One line on a terminal that says how far a long work is, and is gone when it is done.

use super::stdio::{is_terminal, write_whole};
use std::cell::Cell;

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

    /// Shows the line in place of the one before, cut at the width of the terminal. The text is one's own, or escaped.
    pub fn show(&self, line: &str) {
        let stderr = rustix::stdio::stderr();
        let width = rustix::termios::tcgetwinsize(stderr).map_or(0, |size| size.ws_col);
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

/// How many signs a line may have: one fewer than the columns, so that the cursor stays in it. A serial line and
/// `script` tell no width.
fn signs_of(columns: u16) -> usize {
    const USUAL: u16 = 80;
    let columns = if columns == 0 { USUAL } else { columns };
    usize::from(columns.max(2) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_that_tells_no_width_has_the_usual_one() {
        assert_eq!([0, 1, 2, 80, 200].map(signs_of), [79, 1, 1, 79, 199]);
    }
}
