//! Many processes ask one wallet for addresses at once: every index is given to one of them, and none is left out.

use crate::support::scratch;
use serde_json::Value;
use std::collections::BTreeSet;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_coldkeep");
const DESCRIPTOR: &str = "wpkh([8c65eb9f/84h/0h/0h]xpub6CRbV7QgjTAACZ4pcLNnyQe2EQJGPGFLqA4UWpCpuLGhmNX8f1NwGXpRS69f4YDqACgd5STzJ8XtLMbMx1oAHQni5nLRTGbrnCKoMaXZVQG/<0;1>/*)#6zkscxz2";

fn command(home: &Path, line: &str) -> Command {
    let mut command = Command::new("setsid");
    command.arg(PROGRAM).args(line.split(' ')).args(["--practice", "--json", "--home"]).arg(home);
    command.stdin(Stdio::null());
    command
}

fn run(home: &Path, line: &str) -> Output {
    command(home, line).output().expect("it runs")
}

fn add(home: &Path) {
    let file = home.with_file_name("d.txt");
    std::fs::write(&file, DESCRIPTOR).expect("a file");
    let line = format!("wallet add savings --next 7 --descriptor-from {}", file.display());
    let output = run(home, &line);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The indexes that a process was given by one call; none when it failed.
fn indexes(output: &Output) -> Vec<u64> {
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let list = told["data"]["addresses"].as_array().cloned().unwrap_or_default();
    list.iter().filter_map(|entry| entry["index"].as_u64()).collect()
}

/// What `processes` of them get by `calls` calls each, at once.
fn at_once(home: &Path, processes: usize, calls: usize) -> Vec<u64> {
    let one = || {
        let calls = (0..calls).map(|_| run(home, "address savings"));
        calls.flat_map(|output| indexes(&output)).collect::<Vec<_>>()
    };
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..processes).map(|_| scope.spawn(one)).collect();
        all.into_iter().flat_map(|one| one.join().expect("a thread")).collect()
    })
}

#[test]
fn no_index_is_given_to_two_processes_and_none_is_left_out() {
    // The whole of it, 20 × 50, is asked for at a release.
    let whole = std::env::var_os("COLDKEEP_RELEASE").is_some();
    let (processes, calls) = if whole { (20, 50) } else { (6, 5) };
    let folder = scratch();
    let home = folder.path().join("home");
    add(&home);
    let given = at_once(&home, processes, calls);
    let count = (processes * calls) as u64;
    let wanted: BTreeSet<u64> = (7..7 + count).collect();
    assert_eq!(given.len() as u64, count, "everybody got one each time");
    assert_eq!(given.iter().copied().collect::<BTreeSet<_>>(), wanted);
    // The same look tells two that are equal.
    assert_ne!([7, 8, 8].iter().collect::<BTreeSet<_>>().len(), 3);
}

#[test]
fn while_another_process_holds_the_lock_nothing_is_handed_out() {
    let folder = scratch();
    let home = folder.path().join("home");
    add(&home);
    let lock = std::fs::File::open(home.join("lock")).expect("the lock's file");
    rustix::fs::flock(&lock, rustix::fs::FlockOperation::LockExclusive).expect("a lock");
    let mut waiting =
        command(&home, "address savings").stdout(Stdio::piped()).spawn().expect("it runs");
    std::thread::sleep(std::time::Duration::from_millis(700));
    assert_eq!(waiting.try_wait().expect("a state"), None, "it waits");
    let look = run(&home, "address savings --peek");
    assert_eq!(indexes(&look), [7], "looking needs no lock, and nothing was handed out");
    drop(lock);
    assert_eq!(indexes(&waiting.wait_with_output().expect("it ends")), [7]);
}

#[test]
fn a_home_that_others_can_write_or_that_leads_elsewhere_is_refused() {
    let folder = scratch();
    let home = folder.path().join("home");
    add(&home);
    let exit = |home: &Path| run(home, "address savings --peek").status.code();
    assert_eq!(exit(&home), Some(0));
    let rights = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("rights");
    };
    let file = home.join("wallets/savings.toml");
    for path in [home.clone(), home.join("wallets"), file.clone()] {
        let before = path.metadata().expect("it is there").permissions().mode() & 0o777;
        assert_eq!(before, if path == file { 0o600 } else { 0o700 });
        rights(&path, 0o777);
        assert_eq!(exit(&home), Some(6), "{}", path.display());
        rights(&path, before);
    }
    let elsewhere = folder.path().join("elsewhere");
    symlink(&home, &elsewhere).expect("a link");
    assert_eq!(exit(&elsewhere), Some(6), "the home is a link");
    std::fs::rename(&file, folder.path().join("savings.toml")).expect("moved");
    symlink(folder.path().join("savings.toml"), &file).expect("a link");
    assert_eq!(exit(&home), Some(6), "a wallet is a link");
    std::fs::rename(home.join("wallets"), folder.path().join("wallets")).expect("moved");
    symlink(folder.path().join("wallets"), home.join("wallets")).expect("a link");
    assert_eq!(exit(&home), Some(6), "the folder of wallets is a link");
}
