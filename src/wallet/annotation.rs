//! Reads and writes the annotations behind a descriptor: birthday and gap limit (BIP-0393, draft).

use super::WalletError;
use std::fmt;

/// What stands between `?` and `#` of a descriptor; each value is a lower bound (BIP-0393, *Semantics*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Annotations {
    /// `bh`: the height of the block at or after which the wallet first received money.
    pub birth_height: Option<u32>,
    /// `gl`: how many unused addresses in a row are looked at before a search stops.
    pub gap_limit: Option<u32>,
}

impl Annotations {
    /// Joins the annotations of two branches: the earlier birthday, the wider gap.
    pub(super) fn with(self, other: Self) -> Self {
        let both = |a: Option<u32>, b: Option<u32>, pick: fn(u32, u32) -> u32| match (a, b) {
            (Some(a), Some(b)) => Some(pick(a, b)),
            (one, None) | (None, one) => one,
        };
        Self {
            birth_height: both(self.birth_height, other.birth_height, u32::min),
            gap_limit: both(self.gap_limit, other.gap_limit, u32::max),
        }
    }
}

impl fmt::Display for Annotations {
    /// Writes `?bh=800000&gl=30`, or nothing where nothing is known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs = [("bh", self.birth_height), ("gl", self.gap_limit)];
        let known = pairs.iter().filter_map(|(key, value)| value.map(|value| (key, value)));
        for (position, (key, value)) in known.enumerate() {
            write!(f, "{}{key}={value}", if position == 0 { '?' } else { '&' })?;
        }
        Ok(())
    }
}

/// Parts a descriptor without its checksum into script and annotations. Unknown keys are ignored, as
/// BIP-0393 asks.
pub(super) fn split(body: &str) -> Result<(&str, Annotations), WalletError> {
    let Some((script, pairs)) = body.split_once('?') else {
        return Ok((body, Annotations::default()));
    };
    let mut found = Annotations::default();
    let mut seen: Vec<&str> = Vec::new();
    for pair in pairs.split('&') {
        let (key, value) = pair.split_once('=').ok_or(WalletError::Annotation)?;
        let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase());
        let is_number = !value.is_empty()
            && value.bytes().all(|byte| byte.is_ascii_digit())
            && (value == "0" || !value.starts_with('0'));
        if !is_key || !is_number || seen.contains(&key) {
            return Err(WalletError::Annotation);
        }
        seen.push(key);
        // A value that does not fit is no height and no gap anybody has.
        let number = || value.parse::<u32>().map_err(|_| WalletError::Annotation);
        match key {
            "bh" => found.birth_height = Some(number()?),
            "gl" => found.gap_limit = Some(number()?),
            _ => {}
        }
    }
    Ok((script, found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_refusals_of_the_standard_are_kept() {
        for pairs in [
            "Bh=1",
            "bh=",
            "bh",
            "bh=-1",
            "bh=abc",
            "bh=01",
            "=100",
            "bh=1&",
            "",
            "bh=1&bh=2",
            "bh=1?gl=2",
        ] {
            assert_eq!(split(&format!("raw(00)?{pairs}")), Err(WalletError::Annotation), "{pairs}");
        }
        let (script, found) = split("wpkh(K)?gl=30&zz=5&bh=0").expect("annotations");
        assert_eq!((script, found.to_string().as_str()), ("wpkh(K)", "?bh=0&gl=30"));
    }

    #[test]
    fn two_branches_keep_the_lower_birthday_and_the_wider_gap() {
        let one = Annotations { birth_height: Some(5), gap_limit: Some(20) };
        let other = Annotations { birth_height: Some(3), gap_limit: None };
        assert_eq!(one.with(other), Annotations { birth_height: Some(3), gap_limit: Some(20) });
    }
}
