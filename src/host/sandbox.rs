//! The cage: after it is entered, the process opens only the files it named, starts no program and
//! speaks to no network, whatever the code that reads the input is talked into.
//!
//! Landlock (kernel 5.13 and later) holds the files and, from 6.7, TCP. Seccomp holds what Landlock
//! does not: sockets of every kind, new programs, other processes' memory. A refused call answers
//! "not permitted" instead of ending the process, so that a command can say what happened.
//! A kernel without one of them is told about in plain words; it is not a failure.

use super::error::{Doing, HostError};
use rustix::io::Errno;
use std::path::PathBuf;

/// What a command still needs after it entered the sandbox.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// Files to read, and folders whose files are read.
    pub read: Vec<PathBuf>,
    /// Folders in which new files and folders are made.
    pub write_dirs: Vec<PathBuf>,
    /// Folders in which an archive is unpacked: links of both kinds may be made there as well.
    pub unpack_dirs: Vec<PathBuf>,
    /// Whether the terminal may be opened again.
    pub terminal: bool,
}

/// How far the kernel enforces one of the two fences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enforced {
    /// All of what was asked for.
    Fully,
    /// What this kernel knows of it.
    Partly,
    /// Nothing.
    Not,
}

/// What the kernel enforces from here to the end of the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confinement {
    /// Files, by Landlock.
    pub files: Enforced,
    /// Sockets, programs and other processes, by seccomp.
    pub calls: Enforced,
}

impl Confinement {
    /// What to tell the user, one sentence each; empty when there are two fences.
    ///
    /// An older Landlock is no reason to warn: what it lacks (TCP, truncation by name) is held by
    /// seccomp or by the file's permissions.
    pub fn warnings(&self) -> Vec<&'static str> {
        let files = (self.files == Enforced::Not)
            .then_some("this system cannot keep coldkeep to the files it needs (no Landlock)");
        let calls = (self.calls == Enforced::Not)
            .then_some("this system cannot cut coldkeep off from the network (no seccomp)");
        files.into_iter().chain(calls).collect()
    }
}

/// Enters the sandbox, for this thread and all that it starts; there is no way out. Commands enter it
/// before they start a thread.
///
/// # Errors
/// [`HostError::System`] when the kernel has the fences and refuses to set them up.
#[cfg(target_os = "linux")]
pub fn enter(reach: &Reach) -> Result<Confinement, HostError> {
    Ok(Confinement { files: fence_files(reach)?, calls: fence_calls()? })
}

/// Answers that this system has no fences.
///
/// # Errors
/// None.
#[cfg(not(target_os = "linux"))]
pub fn enter(_: &Reach) -> Result<Confinement, HostError> {
    Ok(Confinement { files: Enforced::Not, calls: Enforced::Not })
}

/// The version of Landlock that the kernel has; `None` without it.
#[cfg(target_os = "linux")]
#[allow(unsafe_code)]
pub(super) fn landlock_version() -> Option<u32> {
    // landlock_create_ruleset(2): with this flag and no rules the call answers with the version.
    const VERSION: libc::c_ulong = 1;
    let (rules, size) = (std::ptr::null::<libc::c_void>(), 0_usize);
    // SAFETY: the kernel reads no memory for a size of 0, and makes nothing.
    let answer = unsafe { libc::syscall(libc::SYS_landlock_create_ruleset, rules, size, VERSION) };
    u32::try_from(answer).ok().filter(|version| *version > 0)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn landlock_version() -> Option<u32> {
    None
}

#[cfg(target_os = "linux")]
fn refused() -> HostError {
    HostError::system(Doing::Protecting, Errno::PERM)
}

#[cfg(target_os = "linux")]
fn fence_files(reach: &Reach) -> Result<Enforced, HostError> {
    use landlock::{
        ABI, Access, AccessFs, AccessNet, PathBeneath, PathFd, Ruleset, RulesetAttr,
        RulesetCreatedAttr, RulesetStatus, Scope,
    };
    // The newest interface this program was written for; older kernels enforce what they know of it.
    let known = ABI::V6;
    let read = AccessFs::ReadFile | AccessFs::ReadDir;
    let talk = AccessFs::ReadFile | AccessFs::WriteFile | AccessFs::IoctlDev;
    let make = AccessFs::MakeReg | AccessFs::MakeDir | AccessFs::RemoveFile | AccessFs::RemoveDir;
    let own = ["/proc/self", "/proc/meminfo"].map(PathBuf::from);
    let mut allowed = vec![(PathBuf::from("/dev/null"), talk)];
    allowed.extend(own.into_iter().chain(reach.read.iter().cloned()).map(|path| (path, read)));
    let folders = reach.write_dirs.iter().cloned();
    allowed.extend(folders.map(|path| (path, read | AccessFs::WriteFile | make)));
    let unpack = AccessFs::MakeSym | AccessFs::Refer | AccessFs::Truncate;
    let folders = reach.unpack_dirs.iter().cloned();
    allowed.extend(folders.map(|path| (path, read | AccessFs::WriteFile | make | unpack)));
    if reach.terminal {
        allowed.push((PathBuf::from("/dev/tty"), talk));
    }

    let ruleset = Ruleset::default()
        .handle_access(AccessFs::from_all(known))
        .and_then(|rules| rules.handle_access(AccessNet::from_all(known)))
        // Signals stay free: a printing program that was started before must be stoppable.
        .and_then(|rules| rules.scope(Scope::AbstractUnixSocket))
        .and_then(Ruleset::create);
    let mut ruleset = ruleset.map_err(|_| refused())?;
    for (path, access) in allowed {
        // What is not there needs no permission; opening it later says "not found" or "not allowed".
        let Ok(fd) = PathFd::new(&path) else { continue };
        if is_nameless_pipe(&path) {
            continue;
        }
        let access = match path.is_dir() {
            true => access,
            false => access & AccessFs::from_file(known),
        };
        ruleset = ruleset.add_rule(PathBeneath::new(fd, access)).map_err(|_| refused())?;
    }
    match ruleset.restrict_self().map_err(|_| refused())?.ruleset {
        RulesetStatus::FullyEnforced => Ok(Enforced::Fully),
        RulesetStatus::PartiallyEnforced => Ok(Enforced::Partly),
        RulesetStatus::NotEnforced => Ok(Enforced::Not),
    }
}

/// Whether the path leads to a pipe or socket without a name (`/dev/fd/63`). The kernel takes no rule for
/// those and never fences them: who has the descriptor has them already.
#[cfg(target_os = "linux")]
fn is_nameless_pipe(path: &std::path::Path) -> bool {
    const PIPEFS: u64 = 0x5049_5045;
    const SOCKFS: u64 = 0x534f_434b;
    let kind = rustix::fs::statfs(path).map(|kind| kind.f_type as u64);
    kind.is_ok_and(|kind| [PIPEFS, SOCKFS].contains(&kind))
}

/// Requests to a device that type into a terminal or paste there, as if a person did.
#[cfg(target_os = "linux")]
const DENIED_REQUESTS: [u64; 2] = [libc::TIOCSTI, libc::TIOCLINUX];

/// Calls that no command needs: sockets, programs, other processes, shared memory, mounts, the kernel's own doors.
#[cfg(target_os = "linux")]
const DENIED: &[libc::c_long] = &[
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_accept,
    libc::SYS_accept4,
    libc::SYS_sendto,
    libc::SYS_sendmsg,
    libc::SYS_sendmmsg,
    libc::SYS_recvfrom,
    libc::SYS_recvmsg,
    libc::SYS_recvmmsg,
    libc::SYS_execve,
    libc::SYS_execveat,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_process_madvise,
    libc::SYS_pidfd_getfd,
    libc::SYS_kcmp,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_kexec_load,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_mount_setattr,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
    libc::SYS_fsopen,
    libc::SYS_fsconfig,
    libc::SYS_fsmount,
    libc::SYS_fspick,
    libc::SYS_name_to_handle_at,
    libc::SYS_open_by_handle_at,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_setns,
    libc::SYS_unshare,
    libc::SYS_keyctl,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_shmget,
    libc::SYS_shmat,
    libc::SYS_shmctl,
    libc::SYS_msgget,
    libc::SYS_msgsnd,
    libc::SYS_msgrcv,
    libc::SYS_msgctl,
    libc::SYS_semget,
    libc::SYS_semop,
    libc::SYS_semctl,
    libc::SYS_mq_open,
    libc::SYS_mq_unlink,
    libc::SYS_mq_timedsend,
    libc::SYS_mq_timedreceive,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_fork,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_vfork,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_kexec_file_load,
];

#[cfg(target_os = "linux")]
fn fence_calls() -> Result<Enforced, HostError> {
    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
        SeccompRule, TargetArch, apply_filter_all_threads,
    };
    use std::collections::BTreeMap;
    let Ok(machine) = TargetArch::try_from(std::env::consts::ARCH) else {
        return Ok(Enforced::Not);
    };
    let program = |rules: BTreeMap<i64, Vec<SeccompRule>>, answer: Errno| {
        let answer = SeccompAction::Errno(answer.raw_os_error().unsigned_abs());
        let filter = SeccompFilter::new(rules, SeccompAction::Allow, answer, machine);
        filter.and_then(BpfProgram::try_from).map_err(|_| refused())
    };

    // A new process shares no thread group with this one; a new thread does, and stays allowed.
    let thread = libc::CLONE_THREAD as u64;
    let not_a_thread = SeccompCmpOp::MaskedEq(thread);
    let alone = SeccompCondition::new(0, SeccompCmpArgLen::Qword, not_a_thread, 0)
        .and_then(|condition| SeccompRule::new(vec![condition]))
        .map_err(|_| refused())?;
    let mut denied: BTreeMap<i64, Vec<SeccompRule>> =
        DENIED.iter().map(|number| (*number, Vec::new())).collect();
    denied.insert(libc::SYS_clone, vec![alone]);
    // The kernel reads 32 bits of a request and ignores the rest, so the filter does as well.
    let typing = DENIED_REQUESTS.map(|request| {
        SeccompCondition::new(1, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, request)
            .and_then(|condition| SeccompRule::new(vec![condition]))
            .map_err(|_| refused())
    });
    denied.insert(libc::SYS_ioctl, typing.into_iter().collect::<Result<_, _>>()?);
    if cfg!(target_arch = "x86_64") {
        // The same calls by their x32 numbers, which kernels with that interface accept.
        let x32: Vec<_> =
            denied.iter().map(|(number, rule)| (number | 0x4000_0000, rule.clone())).collect();
        denied.extend(x32);
    }
    // A filter cannot see the flags of clone3; told that it does not exist, libc uses clone.
    let hidden = BTreeMap::from([(libc::SYS_clone3, Vec::new())]);
    for (rules, answer) in [(hidden, Errno::NOSYS), (denied, Errno::PERM)] {
        match apply_filter_all_threads(&program(rules, answer)?) {
            Ok(()) => {}
            Err(seccompiler::Error::Seccomp(_) | seccompiler::Error::Prctl(_)) => {
                return Ok(Enforced::Not);
            }
            Err(_) => return Err(refused()),
        }
    }
    Ok(Enforced::Fully)
}
