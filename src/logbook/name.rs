//! Names of wallets: each is the name of a file on every system, and of nothing else.

use super::LogbookError;
use std::fmt;
use std::str::FromStr;

/// The longest name, in characters.
const LONGEST: usize = 32;

/// Names that Windows keeps for devices, in lower case.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A wallet's name: 1 to 32 of `A–Z a–z 0–9 - _`, beginning with a letter or digit.
///
/// Compared without regard to case, because file systems of macOS and Windows do so.
#[derive(Debug, Clone)]
pub struct WalletName(String);

impl WalletName {
    /// The name as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of its file.
    pub fn file(&self) -> String {
        format!("{}.toml", self.0)
    }

    /// The name of the file with its labels (BIP-0329).
    pub fn labels_file(&self) -> String {
        format!("{}.labels.jsonl", self.0)
    }

    /// The wallet that a file of the folder holds; `None` for other files, also those that were set aside.
    pub fn of_file(file: &str) -> Option<Self> {
        file.strip_suffix(".toml")?.parse().ok()
    }
}

impl FromStr for WalletName {
    type Err = LogbookError;

    fn from_str(text: &str) -> Result<Self, LogbookError> {
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let fits = (1..=LONGEST).contains(&text.len())
            && text.bytes().all(letter)
            && text.as_bytes()[0].is_ascii_alphanumeric();
        let lower = text.to_ascii_lowercase();
        let numbered = |start: &str| lower.len() == 4 && lower.starts_with(start);
        let device = DEVICES.contains(&lower.as_str())
            || ((numbered("com") || numbered("lpt")) && lower.as_bytes()[3].is_ascii_digit());
        if fits && !device { Ok(Self(text.to_owned())) } else { Err(LogbookError::Name) }
    }
}

impl fmt::Display for WalletName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq for WalletName {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for WalletName {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_could_lead_elsewhere_are_refused() {
        let long = "a".repeat(33);
        for text in [
            "", ".", "..", "../x", "a/b", "a\\b", "a.b", ".hidden", "-x", "_x", "a b", "a\n",
            "a\0b", "é", "nul", "CON", "com1", "Lpt9", &long,
        ] {
            assert_eq!(text.parse::<WalletName>().unwrap_err(), LogbookError::Name, "{text:?}");
        }
        for text in
            ["savings", "a", "7", "Family-2of3", "x_y", &long[..32], "console", "com", "com10"]
        {
            assert_eq!(text.parse::<WalletName>().expect("a name").as_str(), text);
        }
    }

    #[test]
    fn a_file_that_was_set_aside_is_no_wallet() {
        assert_eq!(WalletName::of_file("savings.toml").expect("a wallet").as_str(), "savings");
        for file in
            ["savings.removed-2026-11-24.toml", "savings.labels.jsonl", "savings", ".x.toml"]
        {
            assert!(WalletName::of_file(file).is_none(), "{file}");
        }
        assert_eq!("Savings".parse::<WalletName>(), "savings".parse());
    }
}
