//! The names of copies: neutral, dated, never the same twice, and with the first digits of the copy's SHA-256 in them.
//!
//! `2026-11-22-7f3a9c21-4f2a91c0d3e8b7a1.age`: the day; eight digits by chance, the same for an archive and its key
//! file; sixteen digits of the SHA-256 of the file. So any copy can be checked later without a list of them.

use crate::cli::failure::Failure;
use crate::cli::stream::hex;
use crate::host::{self, Date};

/// How many digits of the SHA-256 stand in a name.
const DIGITS: usize = 16;
/// How many digits are by chance.
const CHANCE: usize = 8;
/// The longest name of a copy that is read back, in bytes.
const LONGEST: usize = 128;

/// What the copies of one run have in common.
pub(super) struct Run {
    today: Date,
    chance: String,
}

impl Run {
    /// Asks the clock and the kernel once.
    ///
    /// # Errors
    /// When the kernel gives no random bytes.
    pub(super) fn begin() -> Result<Self, Failure> {
        let mut chance = [0; CHANCE / 2];
        host::fill_random(&mut chance)?;
        Ok(Self { today: host::today(), chance: hex(&chance) })
    }

    /// The name for a file of this SHA-256; each attempt has one of its own.
    pub(super) fn name(&self, sha256: &str, is_key: bool, attempt: u32) -> String {
        let again = if attempt > 1 { format!("-{attempt}") } else { String::new() };
        let end = if is_key { "key.age" } else { "age" };
        format!("{}-{}-{}{again}.{end}", self.today, self.chance, &sha256[..DIGITS])
    }
}

/// Whether a text can be the name of a copy: nothing that a program could take for an option or a path.
pub(super) fn is_plain(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    (1..=LONGEST).contains(&name.len()) && name.bytes().all(plain) && !name.starts_with(['-', '.'])
}

/// Whether it is the name of a locked key file.
pub(super) fn is_key(name: &str) -> bool {
    name.ends_with(".key.age")
}

/// The digits of the SHA-256 in a name that was made here.
pub(super) fn digits(name: &str) -> Option<&str> {
    let stem = name.strip_suffix(".age")?;
    let mut parts = stem.strip_suffix(".key").unwrap_or(stem).splitn(6, '-');
    let lengths = [4, 2, 2, CHANCE, DIGITS];
    let hex = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let mut last = None;
    for length in lengths {
        last = Some(parts.next().filter(|part| part.len() == length && hex(part))?);
    }
    let again = parts.next().is_none_or(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    last.filter(|_| again)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_holds_the_day_and_the_digits_and_nothing_else() {
        let run = Run { today: "2026-11-22".parse().expect("a day"), chance: "7f3a9c21".into() };
        let sha256 = "4f2a91c0d3e8b7a1".repeat(4);
        let names = [(false, 1), (true, 1), (false, 2)].map(|(k, n)| run.name(&sha256, k, n));
        assert_eq!(
            names,
            [
                "2026-11-22-7f3a9c21-4f2a91c0d3e8b7a1.age",
                "2026-11-22-7f3a9c21-4f2a91c0d3e8b7a1.key.age",
                "2026-11-22-7f3a9c21-4f2a91c0d3e8b7a1-2.age"
            ]
        );
        for name in &names {
            assert!(is_plain(name));
            assert_eq!(digits(name), Some("4f2a91c0d3e8b7a1"), "{name}");
        }
        assert_ne!(Run::begin().expect("random").chance, Run::begin().expect("random").chance);
    }

    #[test]
    fn other_names_have_no_digits_and_odd_ones_are_refused() {
        for name in [
            "wallet.age",
            "2026-11-22-7f3a9c21-4f2a91c0d3e8b7a1",
            "2026-11-22-7f3a9c21-4f2a91c0d3e8b7a.age",
            "2026-11-22-7f3a9c21-4f2a91c0d3e8b7ag.age",
            "2026-11-22-7f3a9c21-4f2a91c0d3e8b7a1-x.age",
        ] {
            assert_eq!(digits(name), None, "{name}");
        }
        for name in ["", "-rf", "../x", "a/b", "a b", ".x", "a\n", "é", &"a".repeat(129)] {
            assert!(!is_plain(name), "{name:?}");
        }
    }
}
