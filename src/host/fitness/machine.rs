//! Whether this computer is a guest of another one, or a container, by the marks that these leave.

use super::Machine;
use crate::host::escape::show_text;
use std::path::Path;

/// Vendors and products of virtual machines, as the firmware names them.
const GUESTS: [(&str, &str); 11] = [
    ("QEMU", "QEMU"),
    ("KVM", "KVM"),
    ("VMware", "VMware"),
    ("VirtualBox", "VirtualBox"),
    ("innotek", "VirtualBox"),
    ("Xen", "Xen"),
    ("Bochs", "Bochs"),
    ("Parallels", "Parallels"),
    ("Virtual Machine", "Hyper-V"),
    ("Amazon EC2", "Amazon EC2"),
    ("Google Compute", "Google Compute Engine"),
];

/// Looks for the marks; `None` where the system has none of the places to look at.
pub(super) fn machine() -> Option<Machine> {
    of(Path::new("/"))
}

fn of(root: &Path) -> Option<Machine> {
    let read = |path: &str| std::fs::read_to_string(root.join(path)).ok();
    let processor = read("proc/cpuinfo");
    let told = ["sys/class/dmi/id/sys_vendor", "sys/class/dmi/id/product_name"].map(read);
    if let Some(name) = read("run/systemd/container").filter(|name| !name.trim().is_empty()) {
        return Some(Machine::Container(show_text(name.trim())));
    }
    for (mark, name) in [(".dockerenv", "docker"), ("run/.containerenv", "podman")] {
        if root.join(mark).exists() {
            return Some(Machine::Container(name.to_owned()));
        }
    }
    if processor.is_none() && told.iter().all(Option::is_none) {
        return None;
    }
    let firmware = told.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let guest = GUESTS.iter().find(|(mark, _)| firmware.contains(mark));
    if let Some((_, name)) = guest {
        return Some(Machine::Virtual((*name).to_owned()));
    }
    // The processor tells its guests that there is somebody above them.
    let flags = processor.unwrap_or_default();
    let is_guest = flags
        .lines()
        .filter(|line| line.starts_with("flags"))
        .any(|line| line.split_whitespace().any(|flag| flag == "hypervisor"));
    Some(if is_guest { Machine::Virtual("a hypervisor".to_owned()) } else { Machine::Real })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(files: &[(&str, &str)]) -> Option<Machine> {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        of(root.path())
    }

    #[test]
    fn guests_and_containers_are_told_by_their_marks() {
        let vendor = "sys/class/dmi/id/sys_vendor";
        let plain = ("proc/cpuinfo", "processor : 0\nflags\t\t: fpu vme\n");
        let guest = ("proc/cpuinfo", "processor : 0\nflags\t\t: fpu hypervisor vme\n");
        assert_eq!(with(&[]), None);
        assert_eq!(with(&[plain, (vendor, "LENOVO\n")]), Some(Machine::Real));
        assert_eq!(with(&[plain, (vendor, "QEMU\n")]), Some(Machine::Virtual("QEMU".into())));
        assert_eq!(with(&[guest]), Some(Machine::Virtual("a hypervisor".into())));
        assert_eq!(with(&[guest, (".dockerenv", "")]), Some(Machine::Container("docker".into())));
        let named = ("run/systemd/container", "lx\u{1b}c\n");
        assert_eq!(with(&[named]), Some(Machine::Container("lx\\u{1b}c".into())));
    }
}
