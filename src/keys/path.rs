//! Reads and prints derivation paths (BIP-0032): `h`, `'` and `H` are read, `h` is printed.

use super::KeysError;
use bitcoin::bip32::ChildNumber;
use std::fmt;
use std::str::FromStr;

/// The most levels a path may have; wallets use seven at most, BIP-0032 could hold 255.
pub const MAX_LEVELS: usize = 32;

/// The longest text read as a path, in bytes.
pub const MAX_TEXT: usize = 512;

const HARDENED: u32 = 1 << 31;

/// One level of a path: an index below 2^31, hardened or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Step(u32);

impl Step {
    /// Makes an unhardened step.
    ///
    /// # Errors
    /// [`KeysError::PathStep`] when the index is 2^31 or more.
    pub fn normal(index: u32) -> Result<Self, KeysError> {
        if index < HARDENED { Ok(Self(index)) } else { Err(KeysError::PathStep { level: 1 }) }
    }

    /// Makes a hardened step.
    ///
    /// # Errors
    /// [`KeysError::PathStep`] when the index is 2^31 or more.
    pub fn hardened(index: u32) -> Result<Self, KeysError> {
        Self::normal(index).map(|step| Self(step.0 | HARDENED))
    }

    /// The index without the hardened mark.
    pub fn index(self) -> u32 {
        self.0 & !HARDENED
    }

    /// Whether the step needs the private key.
    pub fn is_hardened(self) -> bool {
        self.0 & HARDENED != 0
    }

    /// The receive branch (0) or the change branch (1) of an account (BIP-0044).
    pub(super) fn branch(change: bool) -> Self {
        Self(u32::from(change))
    }

    pub(super) fn number(self) -> u32 {
        self.0
    }

    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_suffix(['h', 'H', '\'']);
        let (digits, mark) = digits.map_or((text, 0), |digits| (digits, HARDENED));
        // `parse` alone would take "+1".
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let index = digits.parse::<u32>().ok().filter(|index| *index < HARDENED)?;
        Some(Self(index | mark))
    }
}

impl From<Step> for ChildNumber {
    fn from(step: Step) -> Self {
        Self::from(step.0)
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.index(), if self.is_hardened() { "h" } else { "" })
    }
}

/// The way from a master key, or from an extended key of unknown origin, to a key below it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Path {
    from_master: bool,
    steps: Vec<Step>,
}

impl Path {
    /// The master key itself, `m`.
    pub fn master() -> Self {
        Self { from_master: true, steps: Vec::new() }
    }

    /// An extended key whose own path is not known; printed without `m`.
    pub fn unknown_origin() -> Self {
        Self { from_master: false, steps: Vec::new() }
    }

    /// Whether the path begins at the master key.
    pub fn is_from_master(&self) -> bool {
        self.from_master
    }

    /// Gives the path one level further down.
    ///
    /// # Errors
    /// [`KeysError::PathTooDeep`] after [`MAX_LEVELS`] levels.
    pub fn child(&self, step: Step) -> Result<Self, KeysError> {
        let mut steps = Vec::with_capacity(self.steps.len() + 1);
        steps.extend_from_slice(&self.steps);
        let mut longer = Self { from_master: self.from_master, steps };
        longer.push(step)?;
        Ok(longer)
    }

    /// Goes one level further down.
    ///
    /// # Errors
    /// [`KeysError::PathTooDeep`] after [`MAX_LEVELS`] levels.
    pub fn push(&mut self, step: Step) -> Result<(), KeysError> {
        if self.steps.len() == MAX_LEVELS {
            return Err(KeysError::PathTooDeep { limit: MAX_LEVELS });
        }
        self.steps.push(step);
        Ok(())
    }

    /// The levels, from the top.
    pub fn components(&self) -> &[Step] {
        &self.steps
    }
}

impl FromStr for Path {
    type Err = KeysError;

    /// Reads `m/84h/0h/0h`; the `m/` may be left out. A path that is read begins at the master key.
    fn from_str(text: &str) -> Result<Self, KeysError> {
        if text.len() > MAX_TEXT {
            return Err(KeysError::PathTooLong { bytes: text.len(), limit: MAX_TEXT });
        }
        if text.is_empty() {
            return Err(KeysError::PathStep { level: 0 });
        }
        let mut path = Self::master();
        if text == "m" {
            return Ok(path);
        }
        let steps = text.strip_prefix("m/").unwrap_or(text);
        for (above, step) in steps.split('/').enumerate() {
            path.push(Step::parse(step).ok_or(KeysError::PathStep { level: above + 1 })?)?;
        }
        Ok(path)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from_master {
            f.write_str("m")?;
        }
        for (above, step) in self.steps.iter().enumerate() {
            let slash = if above > 0 || self.from_master { "/" } else { "" };
            write!(f, "{slash}{step}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_marks_are_read_and_h_is_printed() {
        for text in ["m/84h/0h/0h/1/7", "m/84'/0H/0'/1/7", "84h/0h/0h/1/7"] {
            assert_eq!(
                text.parse::<Path>().map(|path| path.to_string()),
                Ok("m/84h/0h/0h/1/7".into())
            );
        }
        assert_eq!("m".parse(), Ok(Path::master()));
    }

    #[test]
    fn what_is_not_a_number_is_named_by_its_level() {
        for (text, level) in
            [("", 0), ("m/", 1), ("/0", 1), ("M/0", 1), ("m/0//1", 2), ("m/0/+1", 2), ("m/0h'", 1)]
        {
            assert_eq!(text.parse::<Path>(), Err(KeysError::PathStep { level }), "{text:?}");
        }
        assert_eq!("m/2147483648".parse::<Path>(), Err(KeysError::PathStep { level: 1 }));
        assert!("m/2147483647h".parse::<Path>().is_ok());
    }

    #[test]
    fn long_and_deep_paths_are_refused() {
        let deep = format!("m{}", "/0".repeat(MAX_LEVELS + 1));
        assert_eq!(deep.parse::<Path>(), Err(KeysError::PathTooDeep { limit: MAX_LEVELS }));
        let long = format!("m/{}", "0".repeat(MAX_TEXT));
        assert_eq!(
            long.parse::<Path>(),
            Err(KeysError::PathTooLong { bytes: MAX_TEXT + 2, limit: MAX_TEXT })
        );
    }

    #[test]
    fn a_path_of_unknown_origin_does_not_claim_the_master_key() {
        let path = Path::unknown_origin()
            .child(Step::branch(true))
            .and_then(|path| path.child(Step::normal(5)?));
        assert_eq!(path.map(|path| path.to_string()), Ok("1/5".into()));
    }
}
