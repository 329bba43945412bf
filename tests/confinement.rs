//! The cage holds: eleven ways out are tried inside it and refused, and succeed without it.

use crate::support::pty::Terminal;
use crate::{child_task, in_a_child, said, tell};
use coldkeep::host::{
    AtomicFile, Existing, Reach, SecretSource, enter_sandbox, listen_for_signals, read_secret,
};
use std::io::Write;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::fd::AsRawFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::process::Command;

/// Tells whether a call was refused as the cage refuses ("not permitted"); other refusals are the kernel's own.
fn permitted(answer: libc::c_long) -> bool {
    answer != -1 || std::io::Error::last_os_error().raw_os_error() != Some(libc::EPERM)
}

/// Types into a terminal as if a person did, asks its console to paste, makes shared memory, opens a mount.
#[allow(unsafe_code)]
fn tries_of_the_kernel(terminal: &std::fs::File) -> [(&'static str, bool); 4] {
    let fd = terminal.as_raw_fd();
    let mut letter = *b"x\0\0\0";
    // SAFETY: each call gets live pointers of the size it reads; the segment is removed at once.
    unsafe {
        let typed = libc::ioctl(fd, libc::TIOCSTI, letter.as_mut_ptr()).into();
        let typed = permitted(typed);
        let pasted = permitted(libc::ioctl(fd, libc::TIOCLINUX, letter.as_mut_ptr()).into());
        let segment = libc::shmget(libc::IPC_PRIVATE, 4096, 0o600);
        let shared = permitted(segment.into());
        libc::shmctl(segment, libc::IPC_RMID, std::ptr::null_mut());
        let tree = libc::syscall(libc::SYS_open_tree, libc::AT_FDCWD, c".".as_ptr(), 0);
        [("type", typed), ("paste", pasted), ("share memory", shared), ("mount", permitted(tree))]
    }
}

/// Tries the ways out, and tells which were refused; the task is `MODE PORT FOLDER`.
#[test]
fn attempts_of_a_child() {
    let Some(task) = child_task() else { return };
    let [mode, port, folder] = *task.split(' ').collect::<Vec<_>>() else { panic!("three words") };
    let folder = Path::new(folder);
    let (reader, mut writer) = std::io::pipe().unwrap();
    writer.write_all(b"piped").unwrap();
    drop(writer);
    let pipe = std::path::PathBuf::from(format!("/proc/self/fd/{}", reader.as_raw_fd()));
    // One's own terminal, into which the kernel lets everybody type.
    let screen = Terminal::open();
    let terminal = screen.program_side();
    // Until the process has ended; a terminal that goes away earlier hangs up on it.
    std::mem::forget(screen);
    rustix::process::setsid().unwrap();
    rustix::process::ioctl_tiocsctty(&terminal).unwrap();
    if mode == "inside" {
        let read = vec![folder.join("mine.txt"), pipe.clone()];
        let write_dirs = vec![folder.join("out")];
        let cage =
            enter_sandbox(&Reach { read, write_dirs, unpack_dirs: Vec::new(), terminal: false })
                .unwrap();
        tell(&format!("cage {:?}", cage.warnings()));
    }
    let outcome =
        |name: &str, done: bool| tell(&format!("{name} {}", if done { "done" } else { "refused" }));
    outcome("tcp", TcpStream::connect(format!("127.0.0.1:{port}")).is_ok());
    let sent = UdpSocket::bind("127.0.0.1:0")
        .and_then(|udp| udp.send_to(b"x", format!("127.0.0.1:{port}")));
    outcome("udp", sent.is_ok());
    outcome("unix", UnixStream::connect(folder.join("socket")).is_ok());
    outcome("exec", Command::new("/bin/true").status().is_ok());
    outcome("read", std::fs::read(folder.join("other.txt")).is_ok());
    outcome("write", std::fs::write(folder.join("new.txt"), "x").is_ok());
    outcome("replace", std::fs::write(folder.join("mine.txt"), "x").is_ok());
    for (name, done) in tries_of_the_kernel(&terminal) {
        outcome(name, done);
    }
    if mode == "inside" {
        let size = rustix::termios::tcgetwinsize(&terminal);
        outcome("own terminal", size.is_ok_and(|size| size.ws_col == 100));
        outcome("own read", std::fs::read(folder.join("mine.txt")).is_ok());
        let placed = AtomicFile::create(&folder.join("out/result"), Existing::Refuse).and_then(
            |mut file| {
                file.write_all(b"whole").unwrap();
                file.commit()
            },
        );
        let piped = read_secret(&SecretSource::File(pipe), 10).unwrap();
        outcome("own pipe", piped.bytes.expose_secret() == b"piped");
        outcome("own write", placed.is_ok());
        let replaced = AtomicFile::create(&folder.join("out/result"), Existing::Replace).and_then(
            |mut file| {
                file.write_all(b"newer").unwrap();
                file.commit()
            },
        );
        outcome("own replace", replaced.is_ok());
        outcome("own thread", std::thread::spawn(|| 7).join().is_ok());
        outcome("own randomness", coldkeep::host::kernel_bytes(32).is_ok());
    }
}

fn tried(mode: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mine.txt"), "mine").unwrap();
    std::fs::write(folder.path().join("other.txt"), "other").unwrap();
    std::fs::create_dir(folder.path().join("out")).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let _udp = UdpSocket::bind(format!("127.0.0.1:{port}"));
    let _unix = UnixListener::bind(folder.path().join("socket")).unwrap();
    let task = format!("{mode} {port} {}", folder.path().display());
    let output = in_a_child("confinement::attempts_of_a_child", &task);
    assert!(output.status.success(), "{output:?}");
    said(&output)
}

const WAYS: [&str; 11] = [
    "tcp",
    "udp",
    "unix",
    "exec",
    "read",
    "write",
    "replace",
    "type",
    "paste",
    "share memory",
    "mount",
];

#[test]
fn inside_the_sandbox_every_way_out_is_refused_and_the_own_work_goes_on() {
    let mut expected = vec!["cage []".to_owned()];
    expected.extend(WAYS.map(|way| format!("{way} refused")));
    let own = [
        "own terminal",
        "own read",
        "own pipe",
        "own write",
        "own replace",
        "own thread",
        "own randomness",
    ];
    expected.extend(own.map(|way| format!("{way} done")));
    assert_eq!(tried("inside"), expected);
}

#[test]
fn without_the_sandbox_the_same_ways_are_open() {
    assert_eq!(tried("outside"), WAYS.map(|way| format!("{way} done")));
}

#[test]
fn a_child_that_is_asked_to_end() {
    let Some(task) = child_task() else { return };
    listen_for_signals().unwrap();
    let mut file = AtomicFile::create(Path::new(&task), Existing::Refuse).unwrap();
    file.write_all(b"half").unwrap();
    use rustix::process::Signal;
    let end = |how: &str| {
        let own = rustix::process::getpid();
        let signal = if how == "TERM" { Signal::TERM } else { Signal::INT };
        rustix::process::kill_process(own, signal).unwrap();
    };
    end("INT");
    while !coldkeep::host::interrupted() {
        std::thread::yield_now();
    }
    let refused = file.write_all(b"other half").unwrap_err();
    tell(&format!("{} {refused}", coldkeep::host::interrupted()));
    // `timeout` sends one to the program and one to its group.
    end("TERM");
    end("TERM");
    std::thread::sleep(std::time::Duration::from_millis(100));
    drop(file);
    end("INT");
    std::thread::sleep(std::time::Duration::from_secs(10));
    tell("still here");
}

#[test]
fn the_first_signal_is_noticed_and_a_second_interrupt_ends_the_process() {
    use std::os::unix::process::ExitStatusExt;
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("result");
    let output = in_a_child("confinement::a_child_that_is_asked_to_end", target.to_str().unwrap());
    assert_eq!(said(&output), ["true interrupted"]);
    assert_eq!(output.status.signal(), Some(2));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
