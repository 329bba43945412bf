//! Programs between the terminal and this one: tmux and screen, and what tmux hands its panes on to.

#[cfg(target_os = "linux")]
use rustix::fs::{Dir, Mode, OFlags};
#[cfg(target_os = "linux")]
use std::path::Path;

/// `tmux` or `screen`, by the variable that each sets. Both can write what is shown to a file, unseen from inside.
pub(super) fn multiplexer() -> Option<&'static str> {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match (set("TMUX"), set("STY")) {
        (true, _) => Some("tmux"),
        (false, true) => Some("screen"),
        (false, false) => None,
    }
}

/// Whether tmux runs a program without a terminal, as `pipe-pane` does to hand on what a pane shows.
#[cfg(target_os = "linux")]
pub(super) fn listener() -> Option<&'static str> {
    let variable = std::env::var("TMUX").ok()?;
    // SOCKET,PID,SESSION
    let server: i32 = variable.rsplit(',').nth(1)?.parse().ok()?;
    hears(Path::new("/proc"), server).then_some("tmux pipe-pane")
}

#[cfg(not(target_os = "linux"))]
pub(super) fn listener() -> Option<&'static str> {
    None
}

/// Whether a child of the process has no controlling terminal.
#[cfg(target_os = "linux")]
fn hears(processes: &Path, server: i32) -> bool {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    // The standard library's listing panics when the folder cannot be closed.
    let Ok(all) = rustix::fs::open(processes, flags, Mode::empty()).and_then(Dir::new) else {
        return false;
    };
    all.flatten().any(|process| {
        let folder = processes.join(process.file_name().to_string_lossy().as_ref());
        let stat = std::fs::read_to_string(folder.join("stat")).unwrap_or_default();
        // pid (name) state parent group session terminal …, and the name may hold brackets
        let fields: Vec<i32> = stat.rsplit_once(')').map_or_else(Vec::new, |(_, rest)| {
            rest.split_whitespace().skip(1).take(4).filter_map(|part| part.parse().ok()).collect()
        });
        matches!(fields[..], [parent, _, _, 0] if parent == server)
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_child_of_tmux_without_a_terminal_is_noticed() {
        let processes = tempfile::tempdir().unwrap();
        let add = |pid: &str, stat: &str| {
            let folder = processes.path().join(pid);
            std::fs::create_dir(&folder).unwrap();
            std::fs::write(folder.join("stat"), stat).unwrap();
        };
        add("20", "20 (bash) S 10 20 20 34816 20 0");
        add("21", "21 (cat) S 20 20 20 0 20 0");
        assert!(!hears(processes.path(), 10));
        add("30", "30 (sh) (x) S 10 30 30 0 -1 0");
        assert!(hears(processes.path(), 10) && !hears(processes.path(), 11));
    }
}
