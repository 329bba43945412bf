//! Where the kernel may write pages of memory to: the list of swap spaces, and whether each is encrypted.

use std::path::Path;

/// Swap spaces, by what they do with a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Swap {
    /// There is none.
    Off,
    /// All of it is encrypted, or compressed memory.
    Encrypted,
    /// Some of it is neither, as far as can be seen.
    Clear,
}

/// Reads the kernel's list; `None` where there is none to read.
pub(super) fn swap() -> Option<Swap> {
    let list = std::fs::read_to_string("/proc/swaps").ok()?;
    Some(of(&list, Path::new("/sys/class/block")))
}

/// The first line of the list is its heading; a path with spaces is written with `\040`.
fn of(list: &str, devices: &Path) -> Swap {
    let mut spaces = list.lines().skip(1).filter_map(|line| line.split_whitespace().next());
    let is_safe = |path: &str| {
        let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.into());
        let Some(name) = real.file_name().and_then(|name| name.to_str()) else { return false };
        // The device mapper names what it encrypts: CRYPT-PLAIN-…, CRYPT-LUKS2-….
        let mapped = std::fs::read_to_string(devices.join(name).join("dm/uuid"));
        name.starts_with("zram") || mapped.is_ok_and(|uuid| uuid.starts_with("CRYPT-"))
    };
    match spaces.clone().next() {
        None => Swap::Off,
        Some(_) if spaces.all(is_safe) => Swap::Encrypted,
        Some(_) => Swap::Clear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: &str = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";

    #[test]
    fn a_swap_space_is_safe_when_it_is_encrypted_or_memory() {
        let devices = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(devices.path().join("dm-1/dm")).unwrap();
        std::fs::write(devices.path().join("dm-1/dm/uuid"), "CRYPT-PLAIN-swap\n").unwrap();
        std::fs::create_dir_all(devices.path().join("dm-2/dm")).unwrap();
        std::fs::write(devices.path().join("dm-2/dm/uuid"), "LVM-abc\n").unwrap();
        let all = |lines: &[&str]| {
            let lines: Vec<String> =
                lines.iter().map(|path| format!("{path} partition 1 0 -2\n")).collect();
            of(&format!("{HEADING}{}", lines.concat()), devices.path())
        };
        assert_eq!(of("", devices.path()), Swap::Off);
        assert_eq!(all(&[]), Swap::Off);
        assert_eq!(all(&["/nowhere/dm-1", "/nowhere/zram0"]), Swap::Encrypted);
        for clear in ["/nowhere/dm-2", "/nowhere/sda3", "/swapfile"] {
            assert_eq!(all(&["/nowhere/dm-1", clear]), Swap::Clear, "{clear}");
        }
    }
}
