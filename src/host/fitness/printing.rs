//! Whether CUPS is here, and how long it keeps the pages of jobs that are done (`PreserveJobFiles`).

use std::path::Path;

const SETTINGS: &str = "/etc/cups/cupsd.conf";

/// How long the pages of finished jobs are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobFiles {
    /// Not at all.
    No,
    /// For some seconds: 86,400 where nothing is said.
    Seconds(u64),
    /// Until somebody removes them.
    ForEver,
}

/// Whether its programs or its settings are here.
pub(super) fn is_installed() -> bool {
    ["/usr/bin/lp", "/usr/sbin/cupsd", SETTINGS].iter().any(|path| Path::new(path).exists())
}

/// What its settings say; `None` where they cannot be read.
pub(super) fn job_files() -> Option<JobFiles> {
    std::fs::read_to_string(SETTINGS).ok().map(|settings| of(&settings))
}

/// The last line wins; times may end in m, h, d or w (cupsd.conf(5)).
fn of(settings: &str) -> JobFiles {
    const USUAL: JobFiles = JobFiles::Seconds(86_400);
    let mut values = settings.lines().filter_map(|line| {
        let (key, value) = line.trim().split_once(char::is_whitespace)?;
        key.eq_ignore_ascii_case("PreserveJobFiles").then(|| value.trim().to_ascii_lowercase())
    });
    let Some(value) = values.next_back() else { return USUAL };
    let (number, unit) = match value.find(|c: char| !c.is_ascii_digit()) {
        Some(at) => value.split_at(at),
        None => (value.as_str(), "s"),
    };
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        "w" => 604_800,
        _ => 0,
    };
    match (value.as_str(), number.parse::<u64>()) {
        ("no" | "off" | "false" | "0", _) => JobFiles::No,
        ("yes" | "on" | "true", _) => JobFiles::ForEver,
        (_, Ok(number)) if seconds > 0 => JobFiles::Seconds(number.saturating_mul(seconds)),
        _ => USUAL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_setting_is_read_as_cups_reads_it() {
        for (settings, kept) in [
            ("", JobFiles::Seconds(86_400)),
            ("#PreserveJobFiles No\n", JobFiles::Seconds(86_400)),
            ("PreserveJobFiles No\n", JobFiles::No),
            ("LogLevel warn\n  preservejobfiles  Off \n", JobFiles::No),
            ("PreserveJobFiles Yes", JobFiles::ForEver),
            ("PreserveJobFiles 30", JobFiles::Seconds(30)),
            ("PreserveJobFiles 2h\n", JobFiles::Seconds(7200)),
            ("PreserveJobFiles No\nPreserveJobFiles 1w\n", JobFiles::Seconds(604_800)),
            ("PreserveJobFiles soon\n", JobFiles::Seconds(86_400)),
        ] {
            assert_eq!(of(settings), kept, "{settings:?}");
        }
    }
}
