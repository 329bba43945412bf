//! Whether this computer is connected, read from the kernel's list of links; no socket is opened.

use super::escape::show_text;
use rustix::fs::{Dir, Mode, OFlags};
use std::path::Path;

/// Where the kernel lists its links.
const LINKS: &str = "/sys/class/net";

/// The names of the links that are up, without the loopback, in alphabetical order.
///
/// Elsewhere than on Linux the list is empty, because it cannot be read without a socket.
pub fn online_links() -> Vec<String> {
    links_in(Path::new(LINKS))
}

/// Whether this system has a list of links that is read without a socket.
pub(super) fn links_are_known() -> bool {
    Path::new(LINKS).is_dir()
}

fn links_in(list: &Path) -> Vec<String> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    // The standard library's listing panics when the folder cannot be closed.
    let Ok(entries) = rustix::fs::open(list, flags, Mode::empty()).and_then(Dir::new) else {
        return Vec::new();
    };
    let mut up: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !matches!(name.as_str(), "lo" | "." | "..") && is_up(&list.join(name)))
        .map(|name| show_text(&name))
        .collect();
    up.sort();
    up
}

/// Tunnels and some drivers report "unknown"; their carrier decides.
fn is_up(link: &Path) -> bool {
    let says = |name| std::fs::read_to_string(link.join(name)).unwrap_or_default();
    match says("operstate").trim() {
        "up" => true,
        "unknown" => says("carrier").trim() == "1",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_are_up_are_named_and_the_loopback_is_not() {
        let list = tempfile::tempdir().unwrap();
        for (name, state, carrier) in [
            ("lo", "unknown", "1"),
            ("eth0", "up", "1"),
            ("wlan0", "down", "0"),
            ("tun0", "unknown", "1"),
            ("dummy0", "unknown", "0"),
            ("broken", "", ""),
        ] {
            let link = list.path().join(name);
            std::fs::create_dir(&link).unwrap();
            std::fs::write(link.join("operstate"), format!("{state}\n")).unwrap();
            std::fs::write(link.join("carrier"), format!("{carrier}\n")).unwrap();
        }
        assert_eq!(links_in(list.path()), ["eth0", "tun0"]);
        assert!(links_in(&list.path().join("missing")).is_empty());
    }
}
