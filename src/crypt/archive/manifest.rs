//! The list of SHA-256 that is an archive's last member, in the form that `sha256sum -c` reads.

use super::{Member, What};
use sha2::{Digest, Sha256};
use std::io::Write as _;

/// The list's name; where the archive has a member of that name already, `-2`, `-3`, … stand behind it.
const NAME: &[u8] = b"SHA256SUMS";
/// Read-only for everybody, of 1970, of nobody: so it is told from a user's own list.
const MODE: u32 = 0o444;

/// The list while an archive is written. It grows by about 70 bytes and a name for each file.
#[derive(Default)]
pub struct Manifest {
    text: Vec<u8>,
    files: u64,
    taken: Vec<Vec<u8>>,
}

impl Manifest {
    /// Notes a member's name, so that the list does not get one that is taken.
    pub fn note_name(&mut self, name: &[u8]) {
        if name.starts_with(NAME) && !name.contains(&b'/') {
            self.taken.push(name.to_vec());
        }
    }

    /// Adds a file.
    pub fn add(&mut self, name: &[u8], sha256: &[u8; 32]) {
        write_line(&mut self.text, name, sha256);
        self.files += 1;
    }

    /// The number of files.
    pub fn files(&self) -> u64 {
        self.files
    }

    /// The list as a member, and its content.
    pub fn finish(self) -> (Member, Vec<u8>) {
        let mut name = NAME.to_vec();
        for number in 2.. {
            if !self.taken.contains(&name) {
                break;
            }
            name = NAME.to_vec();
            name.extend_from_slice(format!("-{number}").as_bytes());
        }
        let what = What::File { bytes: self.text.len() as u64 };
        (Member { name, mode: MODE, owner: (0, 0), modified: 0, what }, self.text)
    }
}

/// Whether a member looks like the list of an archive made here.
pub fn is_manifest(member: &Member) -> bool {
    member.name.starts_with(NAME)
        && matches!(member.what, What::File { .. })
        && (member.mode, member.owner, member.modified) == (MODE, (0, 0), 0)
}

/// The list as it should be, reckoned from the files as they are read; it keeps one digest and no names.
#[derive(Clone, Default)]
pub struct ManifestCheck(Sha256);

impl ManifestCheck {
    /// Adds a file that was read.
    pub fn add(&mut self, name: &[u8], sha256: &[u8; 32]) {
        let mut line = Vec::with_capacity(70 + name.len());
        write_line(&mut line, name, sha256);
        self.0.update(&line);
    }

    /// The SHA-256 that the list must have.
    pub fn expected(&self) -> [u8; 32] {
        self.0.clone().finalize().into()
    }
}

/// `HASH  NAME`; a name with a backslash or a line end is escaped, and a backslash before the hash says so.
fn write_line(text: &mut Vec<u8>, name: &[u8], sha256: &[u8; 32]) {
    if name.iter().any(|byte| matches!(byte, b'\\' | b'\n' | b'\r')) {
        text.push(b'\\');
    }
    for half in sha256.chunks_exact(16) {
        let half = half.iter().fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
        let _ = write!(text, "{half:032x}");
    }
    text.extend_from_slice(b"  ");
    for byte in name {
        match byte {
            b'\\' => text.extend_from_slice(b"\\\\"),
            b'\n' => text.extend_from_slice(b"\\n"),
            b'\r' => text.extend_from_slice(b"\\r"),
            other => text.push(*other),
        }
    }
    text.push(b'\n');
}
