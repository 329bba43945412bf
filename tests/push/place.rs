//! A home with a target whose programs are small scripts, ciphertext to send, and a folder that stands for the cloud.

use crate::support::scratch_in_memory;
use coldkeep::crypt::practice::PRACTICE_ARMOR;
use coldkeep::logbook::Logbook;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_coldkeep");
/// An identity that is published here, and its recipient.
const IDENTITY: &str =
    "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX\n";
pub(super) const RECIPIENT: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

pub(super) struct Place(TempDir);

impl Place {
    pub(super) fn new() -> Self {
        let place = Self(scratch_in_memory());
        fs::create_dir(place.path("home")).unwrap();
        fs::set_permissions(place.path("home"), fs::Permissions::from_mode(0o700)).unwrap();
        fs::create_dir(place.path("remote")).unwrap();
        fs::write(place.path("key.txt"), IDENTITY).unwrap();
        fs::write(place.path("note.txt"), "a note\n").unwrap();
        // More than a pipe holds, so that a program has to read it.
        fs::write(place.path("big.txt"), vec![b'x'; 300_000]).unwrap();
        for (from, to) in [("note.txt", "in.age"), ("big.txt", "big.age")] {
            let output = place.program(&["encrypt", from, "-r", RECIPIENT, "-o", to]);
            assert!(output.status.success(), "{output:?}");
        }
        assert!(place.program(&["key", "new", "-o", "other.txt"]).status.success());
        place
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A key file that is locked with a file passphrase.
    pub(super) fn lock(&self, name: &str) {
        fs::write(self.path(name), PRACTICE_ARMOR).unwrap();
    }

    /// The target `box`: two scripts that get the copy's path as `$1`, and more lines of its table.
    pub(super) fn target(&self, send: &str, verify: &str, more: &str) {
        self.target_of(send, "", verify, more);
    }

    pub(super) fn target_of(&self, send: &str, words: &str, verify: &str, more: &str) {
        let remote = self.path("remote");
        let line = |script: &str, words: &str| {
            format!(
                "[\"/bin/sh\", \"-c\", '''{script}''', \"sh\", \"{}/{{name}}\"{words}]",
                remote.display()
            )
        };
        let pause = if more.contains("pause") { "" } else { "pause = 0" };
        self.write_targets(&format!(
            "[push.box]\nsend = {}\nverify = {}\n{pause}\n{more}\n",
            line(send, words),
            line(verify, "")
        ));
    }

    pub(super) fn write_targets(&self, text: &str) {
        fs::write(self.path("home/push.toml"), text).unwrap();
    }

    /// What lies in the cloud, in order.
    pub(super) fn remote(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("remote")).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub(super) fn program(&self, words: &[&str]) -> Output {
        self.prepared(PROGRAM).args(words).output().unwrap()
    }

    pub(super) fn push(&self, words: &[&str]) -> Output {
        self.begin(words).wait_with_output().unwrap()
    }

    pub(super) fn begin(&self, words: &[&str]) -> Child {
        let mut command = self.prepared(PROGRAM);
        command.arg("push").args(words).args(["--no-input", "--home", "home"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// The words of a call, for a shell.
    pub(super) fn command(&self, words: &[&str]) -> String {
        format!("{PROGRAM} push {} --no-input --home home", words.join(" "))
    }

    pub(super) fn shell(&self, script: &str) -> Output {
        self.prepared("/bin/sh").args(["-c", script]).output().unwrap()
    }

    fn prepared(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.0.path()).stdin(Stdio::null());
        command.env("LET_THROUGH", "yes").env("KEPT_BACK", "yes");
        command
    }
}

/// What the program answers as JSON in the home of the place; it must succeed.
pub(super) fn answer(place: &Place, words: &[&str]) -> Value {
    let output = place.program(&[words, &["--home", "home", "--no-input", "--json"]].concat());
    assert!(output.status.success(), "{words:?}: {output:?}");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    answer["data"].clone()
}

/// The logbook of the home.
pub(super) fn book(place: &Place) -> Logbook {
    Logbook::parse(fs::read_to_string(place.path("home/logbook.toml")).unwrap()).unwrap()
}

/// Whether the output says that a copy counts: exit code 0, or the word on standard output.
pub(super) fn counts(output: &Output) -> bool {
    let said = String::from_utf8_lossy(&output.stdout).contains("verified");
    assert_eq!(said, output.status.success(), "{output:?}");
    said
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
