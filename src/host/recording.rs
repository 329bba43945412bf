//! Notices, as well as can be noticed from inside, that a program records the terminal.

/// The variables that recorders leave for the programs inside.
const MARKS: [(&str, &str); 2] =
    [("ASCIINEMA_SESSION", "asciinema"), ("ASCIINEMA_REC", "asciinema")];
/// Recorders by the name of their process.
#[cfg(target_os = "linux")]
const RECORDERS: [&str; 7] =
    ["script", "asciinema", "ttyrec", "termrec", "t-rec", "terminalizer", "tlog-rec"];

/// The name of the recorder, when one is found: by the variables it sets, and on Linux among the
/// parents of this process. That none is found proves nothing.
pub fn recording() -> Option<&'static str> {
    let mark = MARKS.into_iter().find(|(name, _)| std::env::var_os(name).is_some());
    mark.map(|(_, recorder)| recorder).or_else(among_parents)
}

#[cfg(target_os = "linux")]
fn among_parents() -> Option<&'static str> {
    let mut process = rustix::process::getppid().map(|pid| pid.as_raw_nonzero().get());
    for _ in 0..64 {
        let pid = process.filter(|pid| *pid > 1)?;
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let (name, parent) = name_and_parent(&stat)?;
        if let Some(recorder) = RECORDERS.into_iter().find(|recorder| *recorder == name) {
            return Some(recorder);
        }
        process = Some(parent);
    }
    None
}

#[cfg(not(target_os = "linux"))]
fn among_parents() -> Option<&'static str> {
    None
}

/// `/proc/PID/stat` is `pid (name) state parent …`, and the name may hold spaces and brackets.
#[cfg(target_os = "linux")]
fn name_and_parent(stat: &str) -> Option<(&str, i32)> {
    let (before, after) = stat.rsplit_once(')')?;
    let (_, name) = before.split_once('(')?;
    Some((name, after.split_whitespace().nth(1)?.parse().ok()?))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_process_line_gives_its_name_and_its_parent() {
        assert_eq!(name_and_parent("77 (script) S 12 77 12 0"), Some(("script", 12)));
        assert_eq!(name_and_parent("77 (a) b (c) S 12 77"), Some(("a) b (c", 12)));
        assert_eq!(name_and_parent("77 nothing"), None);
    }

    #[test]
    fn every_process_has_parents_that_can_be_read() {
        let own = std::fs::read_to_string("/proc/self/stat").expect("Linux has /proc");
        assert!(name_and_parent(&own).is_some_and(|(_, parent)| parent > 0));
    }
}
