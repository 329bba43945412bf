//! Times whole commands: start-up, the practice kit, a scanned page, 100,000 files that `find` looks at, 1 GiB
//! encrypted beside `age`; and their memory.
//!
//! Needs `age`, `pdftoppm` and GNU time. Each figure is the fastest of several runs. Writes about 3 GiB to the
//! system's temporary folder. Run with `cargo bench --bench commands`.
#![allow(clippy::print_stdout, reason = "the figures are what this program is for")]

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const COLDKEEP: &str = env!("CARGO_BIN_EXE_coldkeep");
/// A public key to encrypt to; nothing is decrypted.
const RECIPIENT: &str = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
const GIB: usize = 1 << 30;

/// Runs a command some times; gives the shortest time and the most memory, in MiB.
fn measure(runs: usize, program: &str, arguments: &[&str]) -> (Duration, f64) {
    let (mut best, mut memory) = (Duration::MAX, 0.0_f64);
    for _ in 0..runs {
        let start = Instant::now();
        let status = Command::new(program)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("the program starts");
        best = start.elapsed().min(best);
        assert!(status.success(), "{program} {arguments:?} failed");
    }
    let output = Command::new("time")
        .args(["-f", "%M", program])
        .args(arguments)
        .stdout(Stdio::null())
        .output()
        .expect("GNU time");
    let told = String::from_utf8_lossy(&output.stderr);
    if let Some(kib) = told.lines().last().and_then(|line| line.parse::<f64>().ok()) {
        memory = memory.max(kib / 1024.0);
    }
    (best, memory)
}

fn tell(what: &str, (time, memory): (Duration, f64)) {
    println!("{what}: {:.1} ms, {memory:.0} MiB", time.as_secs_f64() * 1e3);
}

fn encryption(folder: &Path) {
    let path = |name: &str| folder.join(name).to_str().expect("a plain path").to_owned();
    let (input, theirs, ours) = (path("input"), path("theirs.age"), path("ours.age"));
    let mut file = File::create(&input).expect("a file");
    let block = vec![0x39; 1 << 20];
    for _ in 0..GIB / block.len() {
        file.write_all(&block).expect("room for 3 GiB");
    }
    file.sync_all().expect("a disk");
    let compare = |what: &str, theirs: &[&str], ours: &[&str]| {
        let theirs = measure(3, "age", theirs);
        let ours = measure(3, COLDKEEP, ours);
        let ratio = ours.0.as_secs_f64() / theirs.0.as_secs_f64();
        tell(&format!("age, 1 GiB {what}"), theirs);
        tell(&format!("coldkeep, 1 GiB {what} ({ratio:.2} times age)"), ours);
    };
    compare("to nowhere", &["-r", RECIPIENT, &input], &["encrypt", "-r", RECIPIENT, &input]);
    compare(
        "to a file",
        &["-r", RECIPIENT, "-o", &theirs, &input],
        &["encrypt", "-f", "-r", RECIPIENT, "-o", &ours, &input],
    );
}

/// 100,000 small files, looked at from a warm cache.
fn finding(folder: &Path) {
    const FOLDERS: usize = 100;
    const EACH: usize = 1_000;
    let many = folder.join("many");
    for above in 0..FOLDERS {
        let place = many.join(above.to_string());
        fs::create_dir_all(&place).expect("a folder");
        for number in 0..EACH {
            let text = format!("file {number} of folder {above}, and a line of text\n").repeat(8);
            fs::write(place.join(format!("{number}.txt")), text).expect("a file");
        }
    }
    let many = many.to_str().expect("a plain path");
    let (time, memory) = measure(5, COLDKEEP, &["find", many]);
    let rate = (FOLDERS * EACH) as f64 / time.as_secs_f64();
    tell(&format!("find in 100,000 files ({rate:.0} a second)"), (time, memory));
}

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    tell("--version", measure(200, COLDKEEP, &["--version"]));
    let kit = folder.path().join("kit.pdf");
    let kit = kit.to_str().expect("a plain path");
    let practice = ["print", "practice", "--paper", "a4", "-f", "-o", kit];
    tell("print practice, 14 pages", measure(7, COLDKEEP, &practice));
    let page = kit.replace(".pdf", "");
    let drawn = ["-r", "300", "-png", "-f", "1", "-l", "1", "-singlefile", kit, &page];
    measure(1, "pdftoppm", &drawn);
    let picture = format!("{page}.png");
    tell("scan of a seed sheet at 300 dpi", measure(7, COLDKEEP, &["scan", &picture]));
    let bytes = fs::metadata(COLDKEEP).expect("the program").len();
    println!("the program: {:.1} MiB", bytes as f64 / f64::from(1 << 20));
    finding(folder.path());
    encryption(folder.path());
}
