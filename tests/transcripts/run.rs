//! Plays one case: a folder of its own, a session of its own, no terminal but the case's.

use super::case::{Case, Tty};
use super::outcome::Outcome;
use crate::support::pty::Terminal;
use crate::support::{scratch, scratch_in_memory};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Runs `program` as the case says and tells what it did.
pub(super) fn run(program: &str, case: &Case) -> Result<Outcome, String> {
    let folder = if case.memory { scratch_in_memory() } else { scratch() };
    let dir = folder.path().to_str().ok_or("the folder's name is not text")?.to_owned();
    lay_out(case, folder.path())?;
    let until = Instant::now() + Duration::from_secs(case.seconds);
    prepare(program, case, &dir)?;

    let mut terminal = case.tty.as_ref().map(|tty| match tty.columns {
        Some(columns) => Terminal::of_columns(columns),
        None => Terminal::open(),
    });
    let aside = scratch();
    let stdin = aside.path().join("stdin");
    fs::write(&stdin, &case.stdin).map_err(|error| error.to_string())?;
    let mut command = session(program, case, &dir, &stdin);
    plug(&mut command, case.tty.as_ref(), terminal.as_ref());
    let mut child = command.spawn().map_err(|error| format!("cannot start setsid: {error}"))?;
    // The program's side of the terminal must be closed here, or its end would never be seen.
    drop(command);
    if let Some(mut stdin) = child.stdin.take() {
        let text = case.stdin.clone();
        // A program that refuses early closes its input: that is no failure of the case.
        std::thread::spawn(move || drop(stdin.write_all(text.as_bytes())));
    }
    let stdout = child.stdout.take().map(collect);
    let stderr = child.stderr.take().map(collect);

    let played = match (&case.tty, &mut terminal) {
        (Some(tty), Some(terminal)) => play(tty, terminal, until, &dir),
        _ => Ok(()),
    };
    let status =
        if played.is_ok() { wait(&mut child, until, case.seconds) } else { Err(String::new()) };
    if status.is_err() {
        end(&mut child);
    }
    let screen =
        terminal.map(|terminal| terminal.all_shown(Instant::now() + Duration::from_secs(2)));
    let screen = screen.map(|shown| String::from_utf8_lossy(&shown).replace("\r\n", "\n"));
    if let Err(why) = played {
        let screen = first_and_last(&screen.unwrap_or_default());
        return Err(format!("{why}; the screen:\n{screen}"));
    }
    let status = status?;
    let text = |stream: Option<JoinHandle<Vec<u8>>>| {
        let bytes = stream.map_or(Vec::new(), |stream| stream.join().expect("a reader"));
        case.settled(&String::from_utf8_lossy(&bytes), &dir)
    };
    let mut files = BTreeMap::new();
    list(folder.path(), folder.path(), &mut files);
    Ok(Outcome {
        exit: exit_code(status),
        stdout: case.without_omitted_json(text(stdout)),
        stderr: case.without_omitted(&text(stderr)),
        screen: screen
            .map(|shown| case.without_omitted(&case.settled(&first_and_last(&shown), &dir))),
        files_after: files_after(case, &files, &dir)?,
        contents: files
            .into_iter()
            .filter(|(name, _)| case.show.contains(name))
            .filter_map(|(name, (_, bytes))| Some((name, String::from_utf8(bytes?).ok()?)))
            .map(|(name, text)| (name, case.settled(&text, &dir)))
            .collect(),
    })
}

/// What clears the second screen before each drawing.
const CLEAR: &str = "\x1b[H\x1b[2J";

/// The screen with only the first and the last of many drawings under one title: typing a word draws
/// the page once for each letter.
fn first_and_last(screen: &str) -> String {
    let title = |drawing: &str| drawing.lines().nth(1).unwrap_or_default().to_owned();
    let drawings: Vec<&str> = screen.split(CLEAR).collect();
    let between = |at: usize| {
        let same =
            |other: usize| drawings.get(other).is_some_and(|d| title(d) == title(drawings[at]));
        at > 0 && same(at - 1) && same(at + 1) && !title(drawings[at]).is_empty()
    };
    let kept: Vec<&str> =
        (0..drawings.len()).filter(|at| !between(*at)).map(|at| drawings[at]).collect();
    kept.join(CLEAR)
}

fn lay_out(case: &Case, folder: &Path) -> Result<(), String> {
    for name in &case.folders {
        let path = folder.join(name);
        fs::create_dir(&path).map_err(|e| e.to_string())?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).map_err(|e| e.to_string())?;
    }
    for (name, given) in &case.files {
        let path = folder.join(name);
        let (bytes, mode) = given.content().map_err(|why| format!("{name}: {why}"))?;
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(|e| e.to_string())?;
        // Whatever the umask of whoever runs the tests.
        for part in parent.ancestors().take_while(|part| part.starts_with(folder)) {
            fs::set_permissions(part, fs::Permissions::from_mode(0o755))
                .map_err(|e| e.to_string())?;
        }
        fs::write(&path, bytes).map_err(|e| e.to_string())?;
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).map_err(|e| e.to_string())?;
    }
    Ok(())
}

/// Runs what comes first, each in a session without a terminal.
fn prepare(program: &str, case: &Case, dir: &str) -> Result<(), String> {
    for args in &case.before {
        let mut command = Command::new("setsid");
        surround(command.arg(program), args, case, dir);
        let done = command.stdin(Stdio::null()).output().map_err(|error| error.to_string())?;
        if !done.status.success() {
            let said = String::from_utf8_lossy(&done.stderr);
            return Err(format!("what comes first failed: {args:?}\n{said}"));
        }
    }
    Ok(())
}

/// The arguments, the folder and the few environment variables.
fn surround(command: &mut Command, args: &[String], case: &Case, dir: &str) {
    command.args(args.iter().map(|arg| arg.replace("{dir}", dir)));
    command.current_dir(dir).env_clear();
    let terminal = if case.tty.is_some() { "xterm-256color" } else { "dumb" };
    command.envs([
        ("PATH", "/usr/bin:/bin"),
        ("HOME", dir),
        ("LANG", "C.UTF-8"),
        ("TERM", terminal),
    ]);
    command.envs(case.env.iter().map(|(name, value)| (name, value.replace("{dir}", dir))));
}

/// The program as the leader of a new session, so that the terminal of whoever runs the tests is
/// out of reach; with a terminal of the case, that one controls it.
fn session(program: &str, case: &Case, dir: &str, stdin: &Path) -> Command {
    let mut command = Command::new("setsid");
    if case.tty.is_some() {
        command.arg("--ctty");
    }
    // setsid takes the controlling terminal from its own standard input; a case that wants something
    // else there, or more descriptors, gets them afterwards.
    let mut plugs = String::new();
    if case.tty.as_ref().is_some_and(|tty| !tty.has("stdin")) {
        plugs.push_str(&format!(" <{}", stdin.display()));
    }
    for (number, file) in &case.descriptors {
        plugs.push_str(&format!(" {number}<{dir}/{file}"));
    }
    if !plugs.is_empty() {
        command.args(["/bin/sh", "-c", &format!("exec \"$@\"{plugs}"), "sh"]);
    }
    surround(command.arg(program), &case.args, case, dir);
    command
}

fn plug(command: &mut Command, tty: Option<&Tty>, terminal: Option<&Terminal>) {
    let stream = |name: &str| match (tty, terminal) {
        (Some(tty), Some(terminal)) if name == "stdin" || tty.has(name) => {
            Stdio::from(terminal.program_side())
        }
        _ => Stdio::piped(),
    };
    command.stdin(stream("stdin")).stdout(stream("stdout")).stderr(stream("stderr"));
}

fn collect(mut stream: impl Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // An error here is an end: what was read so far is compared.
        let _ = stream.read_to_end(&mut bytes);
        bytes
    })
}

fn play(tty: &Tty, terminal: &mut Terminal, until: Instant, dir: &str) -> Result<(), String> {
    let mut from = 0;
    for step in &tty.dialogue {
        let stopped = |stopped| format!("the dialogue stopped: {stopped:?}");
        let expect = step.expect.replace('\n', "\r\n").replace("{dir}", dir);
        from = terminal.wait_for(&expect, from, until).map_err(stopped)?;
        terminal.send(&step.send, step.hidden, until).map_err(stopped)?;
    }
    Ok(())
}

fn wait(child: &mut Child, until: Instant, seconds: u64) -> Result<ExitStatus, String> {
    loop {
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) => return Ok(status),
            None if Instant::now() > until => {
                return Err(format!("not finished after {seconds} s"));
            }
            None => std::thread::sleep(Duration::from_millis(3)),
        }
    }
}

fn end(child: &mut Child) {
    // It may have ended by itself meanwhile; either way it is gone afterwards.
    let _ = child.kill();
    let _ = child.wait();
}

fn exit_code(status: ExitStatus) -> i32 {
    status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or_default())
}

/// Every file and folder below `folder` by its path: the mode, and a file's bytes.
type Listing = BTreeMap<String, (u32, Option<Vec<u8>>)>;

fn list(root: &Path, folder: &Path, found: &mut Listing) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
        let Ok(about) = fs::symlink_metadata(&path) else { continue };
        let mode = about.permissions().mode() & 0o7777;
        if about.is_dir() {
            found.insert(name + "/", (mode, None));
            list(root, &path, found);
        } else {
            let mut bytes = Vec::new();
            // A file that cannot be opened is listed all the same.
            let _ = File::open(&path).and_then(|mut file| file.read_to_end(&mut bytes));
            found.insert(name, (mode, Some(bytes)));
        }
    }
}

fn files_after(case: &Case, files: &Listing, dir: &str) -> Result<Vec<String>, String> {
    let mut lines = Vec::new();
    for (name, (mode, bytes)) in files {
        let before = case.files.get(name).map(|given| given.content()).transpose()?;
        let changed = before.is_some_and(|(before, _)| Some(&before) != bytes.as_ref());
        let name = case.settled(name, dir);
        lines.push(format!("{mode:04o} {name}{}", if changed { " (changed)" } else { "" }));
    }
    Ok(lines)
}
