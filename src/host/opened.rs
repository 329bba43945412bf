//! A file that a walk has opened: its place, its size, its first bytes, and a way to read others.

use super::clock::Date;
use super::tree::day_of;
use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{SeekFrom, Stat};
use std::path::Path;

/// A regular file that was opened for reading.
pub struct Opened<'a> {
    pub(super) path: &'a Path,
    pub(super) file: OwnedFd,
    pub(super) stat: Stat,
    pub(super) head: &'a [u8],
}

impl Opened<'_> {
    /// Where it lies.
    pub fn path(&self) -> &Path {
        self.path
    }

    /// Its first bytes.
    pub fn head(&self) -> &[u8] {
        self.head
    }

    /// Its size, in bytes.
    pub fn bytes(&self) -> u64 {
        u64::try_from(self.stat.st_size).unwrap_or(0)
    }

    /// When it was last changed, in seconds after 1970-01-01 UTC; 0 for earlier ones.
    pub fn modified(&self) -> u64 {
        u64::try_from(self.stat.st_mtime).unwrap_or(0)
    }

    /// The day on which it was last changed, in UTC.
    pub fn modified_on(&self) -> Date {
        Date::from_days(self.modified() / 86_400)
    }

    /// The day on which the file system last saw it changed in any way, in UTC; no program can set that.
    pub fn touched_on(&self) -> Date {
        day_of(self.stat.st_ctime)
    }

    /// Where the next bytes stand that were ever written, from an offset on; the size of the file where there are none. A
    /// file may be mostly holes, which read as zeros.
    pub fn written_from(&self, offset: u64) -> u64 {
        match rustix::fs::seek(&self.file, SeekFrom::Data(offset)) {
            Ok(next) => next.max(offset),
            Err(rustix::io::Errno::NXIO) => self.bytes().max(offset),
            // A file system that does not tell has no holes.
            Err(_) => offset,
        }
    }

    /// Reads from an offset until the room is full or the file ends, and tells how many bytes there were.
    pub fn read_at(&self, offset: u64, room: &mut [u8]) -> usize {
        read_at(&self.file, offset, room)
    }
}

pub(super) fn read_at(file: &OwnedFd, offset: u64, room: &mut [u8]) -> usize {
    let mut filled = 0;
    while filled < room.len() {
        let at = offset + filled as u64;
        match rustix::io::retry_on_intr(|| rustix::io::pread(file, &mut room[filled..], at)) {
            Ok(0) | Err(_) => break,
            Ok(count) => filled += count,
        }
    }
    filled
}

/// Whether these are files that the kernel makes up: processes, devices, groups.
#[cfg(target_os = "linux")]
pub fn is_of_the_kernel(fd: impl AsFd) -> bool {
    const MADE_UP: [u64; 15] = [
        0x9fa0,      // proc
        0x6265_6572, // sysfs
        0x1cd1,      // devpts
        0x0027_e0eb, // cgroup
        0x6367_7270, // cgroup2
        0x6462_6720, // debugfs
        0x7472_6163, // tracefs
        0x7363_6673, // securityfs
        0xcafe_4a11, // bpf
        0xde5e_81e4, // efivarfs
        0x6165_676c, // pstore
        0x1980_0202, // mqueue
        0x6573_5543, // fusectl
        0x6265_6570, // configfs
        0xf97c_ff8c, // selinux
    ];
    rustix::fs::fstatfs(fd).is_ok_and(|kind| MADE_UP.contains(&(kind.f_type as u64 & 0xffff_ffff)))
}

/// On other systems none are known.
#[cfg(not(target_os = "linux"))]
pub fn is_of_the_kernel(_: impl AsFd) -> bool {
    false
}
