//! Keeps secrets from staying in memory: what is freed is wiped, the stack is wiped at the end, no core
//! is dumped, no other process of the user may look in, and pages are kept out of swap.
//!
//! This is the second net under `secret`: it catches what other crates copy to the heap and what the
//! compiler leaves on the stack. Registers and the kernel's own buffers are outside it.

use crate::secret;
use std::alloc::{GlobalAlloc, Layout, System};
use std::mem::MaybeUninit;

/// The most stack that is wiped below the caller, in bytes.
const DEEP: usize = 1 << 20;

/// The system's allocator, which wipes every block before it gives it back.
///
/// `main` names it as `#[global_allocator]`. A block that grows is moved: the trait's own `realloc`
/// takes a new block, copies, and frees the old one through `dealloc`, so the old one is wiped too.
#[derive(Debug)]
pub struct WipingAllocator;

// SAFETY: every block comes from `System` and goes back to it with the same layout.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for WipingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise about `layout` is passed on as it is.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        let bytes =
            std::ptr::slice_from_raw_parts_mut(block.cast::<MaybeUninit<u8>>(), layout.size());
        // SAFETY: the caller gives up a live block of this layout; nobody else looks at it.
        unsafe {
            secret::wipe(&mut *bytes);
            System.dealloc(block, layout);
        }
    }
}

/// Wipes the stack below the caller's frame: 1 MiB, or a quarter of the limit when that is less.
///
/// Called by `main` when a command has returned; worker threads have [`secret::scrubbed`].
#[inline(never)]
pub fn scrub_stack() {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Stack).current;
    let quarter = limit.map_or(DEEP, |bytes| usize::try_from(bytes / 4).unwrap_or(DEEP));
    secret::scrub_stack(quarter.min(DEEP));
}

/// What the system granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Protection {
    /// No core file will be written.
    pub no_core: bool,
    /// Other processes of the same user cannot read this one's memory.
    pub not_dumpable: bool,
    /// Which pages stay out of swap.
    pub locked: Locked,
    /// Swap space is in use on this computer, encrypted or not.
    pub swap_on: bool,
}

/// Which pages stay out of swap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locked {
    /// All, also those to come.
    All,
    /// The stack and the heap of small blocks as they were at the start.
    StackAndHeap,
    /// None: the system allows no locked memory.
    None,
}

/// Protects the process. Called first thing in `main`, before any secret is read.
pub fn protect() -> Protection {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let nothing = Rlimit { current: Some(0), maximum: Some(0) };
    let no_core = setrlimit(Resource::Core, nothing).is_ok();
    keep_the_heap_small();
    Protection { no_core, not_dumpable: not_dumpable(), locked: lock(), swap_on: swap_on() }
}

/// Lets every block from 1 MiB on have pages of its own, which go back to the system when it is freed, and
/// lets threads share two heaps. Left alone, glibc keeps large freed blocks in one heap for each thread, and
/// a program that draws pages on one thread and reads them on others takes twice the memory.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[allow(unsafe_code)]
fn keep_the_heap_small() {
    const OWN_PAGES_FROM: libc::c_int = 1 << 20;
    const HEAPS: libc::c_int = 2;
    // SAFETY: the calls set two numbers of the allocator, before any other thread runs.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, OWN_PAGES_FROM);
        libc::mallopt(libc::M_ARENA_MAX, HEAPS);
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn keep_the_heap_small() {}

#[cfg(target_os = "linux")]
fn not_dumpable() -> bool {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    set_dumpable_behavior(DumpableBehavior::NotDumpable).is_ok()
}

/// Everything may be locked only by a process that has no limit: with a limit, locking what is to come
/// would make a later request for 256 MiB (scrypt) fail instead of leaving it unlocked.
#[cfg(target_os = "linux")]
fn lock() -> Locked {
    use rustix::mm::{MlockAllFlags, mlockall};
    use rustix::process::{Resource, getrlimit};
    let unlimited = getrlimit(Resource::Memlock).current.is_none() || may_lock_everything();
    let all = MlockAllFlags::CURRENT | MlockAllFlags::FUTURE | MlockAllFlags::ONFAULT;
    if unlimited && mlockall(all).is_ok() {
        return Locked::All;
    }
    make_room_in_the_heap();
    let map = std::fs::read_to_string("/proc/self/maps").unwrap_or_default();
    let locked = map.lines().filter(|line| line.ends_with("[heap]") || line.ends_with("[stack]"));
    match locked.filter_map(range).filter(|(from, len)| lock_range(*from, *len)).count() {
        0 => Locked::None,
        _ => Locked::StackAndHeap,
    }
}

/// Whether the kernel's capability CAP_IPC_LOCK (number 14) is held.
#[cfg(target_os = "linux")]
fn may_lock_everything() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let held = status.lines().find_map(|line| line.strip_prefix("CapEff:"));
    held.and_then(|hex| u64::from_str_radix(hex.trim(), 16).ok())
        .is_some_and(|bits| bits >> 14 & 1 == 1)
}

/// Lets the heap of small blocks grow by 1 MiB once, so that the blocks to come lie in locked pages. The
/// last small block is kept, which keeps the allocator from giving the room back.
#[cfg(target_os = "linux")]
fn make_room_in_the_heap() {
    let room: Vec<Vec<u8>> = (0..16).map(|_| Vec::with_capacity(64 << 10)).collect();
    Box::leak(Box::new([0_u8; 64]));
    drop(room);
}

#[cfg(target_os = "linux")]
fn range(line: &str) -> Option<(usize, usize)> {
    let (from, to) = line.split_once(' ')?.0.split_once('-')?;
    let from = usize::from_str_radix(from, 16).ok()?;
    Some((from, usize::from_str_radix(to, 16).ok()?.checked_sub(from)?))
}

#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
fn lock_range(from: usize, len: usize) -> bool {
    // SAFETY: locking changes no memory; a range that is not mapped is refused by the kernel.
    unsafe { rustix::mm::mlock(std::ptr::with_exposed_provenance_mut(from), len).is_ok() }
}

/// Whether the kernel lists any swap space.
#[cfg(target_os = "linux")]
fn swap_on() -> bool {
    std::fs::read_to_string("/proc/swaps").is_ok_and(|list| list.lines().count() > 1)
}

#[cfg(not(target_os = "linux"))]
fn not_dumpable() -> bool {
    false
}

#[cfg(not(target_os = "linux"))]
fn lock() -> Locked {
    Locked::None
}

#[cfg(not(target_os = "linux"))]
fn swap_on() -> bool {
    false
}

/// The memory that programs can still have, in bytes, when the system says.
pub fn available() -> Option<u64> {
    let list = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = list.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
}
