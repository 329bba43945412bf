//! Says who can spend from a descriptor, and when, as a tree and in words.

use super::WalletError;
use super::cosigner::{is_unspendable, places};
use super::descriptor::Public;
use super::span;
use miniscript::bitcoin::{absolute, relative};
use miniscript::descriptor::DescriptorPublicKey;
use miniscript::policy::{Liftable, Semantic};
use std::fmt;

/// A time before which a way of spending is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Timelock {
    /// So many blocks after the money came in (BIP-0068).
    Blocks(u32),
    /// So many seconds after the money came in, a multiple of 512 (BIP-0068).
    Seconds(u32),
    /// From this block on.
    Height(u32),
    /// From this moment on, in seconds since 1970.
    Time(u32),
}

/// What it takes to spend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// A signature of the key at this place among the wallet's keys.
    Key(usize),
    /// A time that has passed.
    After(Timelock),
    /// A number whose hash the script holds.
    Preimage,
    /// So many of several.
    Of {
        /// How many of them.
        threshold: usize,
        /// What they are.
        rules: Vec<Rule>,
    },
}

impl Rule {
    pub(super) fn of(descriptor: &Public) -> Result<Self, WalletError> {
        let lifted = descriptor.lift().map_err(|_| WalletError::UnsafeScript)?;
        let places = places(descriptor);
        Self::from(&lifted, &places).ok_or(WalletError::UnsafeScript)
    }

    /// `None` for what nobody can satisfy: such a branch is left out above.
    fn from(
        policy: &Semantic<DescriptorPublicKey>,
        places: &[DescriptorPublicKey],
    ) -> Option<Self> {
        match policy {
            Semantic::Key(key) if is_unspendable(key) => None,
            Semantic::Key(key) => {
                let place = super::cosigner::place(places, key)?;
                Some(Self::Key(place))
            }
            Semantic::After(time) => Some(Self::After(match absolute::LockTime::from(*time) {
                absolute::LockTime::Blocks(height) => Timelock::Height(height.to_consensus_u32()),
                absolute::LockTime::Seconds(time) => Timelock::Time(time.to_consensus_u32()),
            })),
            Semantic::Older(time) => Some(Self::After(match relative::LockTime::from(*time) {
                relative::LockTime::Blocks(blocks) => Timelock::Blocks(blocks.value().into()),
                relative::LockTime::Time(time) => Timelock::Seconds(u32::from(time.value()) * 512),
            })),
            Semantic::Sha256(_)
            | Semantic::Hash256(_)
            | Semantic::Ripemd160(_)
            | Semantic::Hash160(_) => Some(Self::Preimage),
            Semantic::Thresh(of) => {
                let rules: Vec<_> =
                    of.iter().filter_map(|policy| Self::from(policy, places)).collect();
                match rules.len() {
                    found if found < of.k() => None,
                    1 => rules.into_iter().next(),
                    _ => Some(Self::Of { threshold: of.k(), rules }),
                }
            }
            Semantic::Unsatisfiable | Semantic::Trivial => None,
        }
    }

    /// The timelocks in the tree, each once.
    pub fn timelocks(&self) -> Vec<Timelock> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }

    fn collect(&self, found: &mut Vec<Timelock>) {
        match self {
            Self::After(time) if !found.contains(time) => found.push(*time),
            Self::Of { rules, .. } => rules.iter().for_each(|rule| rule.collect(found)),
            Self::Key(_) | Self::After(_) | Self::Preimage => {}
        }
    }

    /// Whether the tree is satisfied by these keys once every timelock has passed, without any secret number.
    pub fn allows(&self, keys: &[usize]) -> bool {
        match self {
            Self::Key(place) => keys.contains(place),
            Self::After(_) => true,
            Self::Preimage => false,
            Self::Of { threshold, rules } => {
                rules.iter().filter(|rule| rule.allows(keys)).count() >= *threshold
            }
        }
    }

    fn is_key(&self) -> bool {
        matches!(self, Self::Key(_))
    }
}

/// The letter of a key: A to Z, then AA, AB and so on.
pub fn letter(place: usize) -> String {
    let last = char::from(b'A' + u8::try_from(place % 26).expect("a remainder of 26"));
    match place / 26 {
        0 => last.to_string(),
        more => letter(more - 1) + &last.to_string(),
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(place) => write!(f, "key {}", letter(*place)),
            Self::After(time) => time.fmt(f),
            Self::Preimage => f.write_str("the number behind a hash"),
            Self::Of { threshold, rules } if rules.iter().all(Self::is_key) => {
                let letters: Vec<_> = rules.iter().map(letter_of).collect();
                let letters = letters.join(", ");
                match (*threshold, rules.len()) {
                    (needed, all) if needed == all => write!(f, "all {all} keys {letters}"),
                    (needed, _) => write!(f, "any {needed} of the keys {letters}"),
                }
            }
            Self::Of { threshold: 1, rules } => join(f, rules, "; or "),
            Self::Of { threshold, rules } if *threshold == rules.len() => {
                // The time stands first: "after a year, key D alone".
                let (times, others): (Vec<_>, Vec<_>) =
                    rules.iter().partition(|rule| matches!(rule, Self::After(_)));
                join(f, &times, " and ")?;
                if times.is_empty() || others.is_empty() {
                    return join(f, &others, " and ");
                }
                f.write_str(", ")?;
                if others.len() > 1 && others.iter().all(|rule| rule.is_key()) {
                    let letters: Vec<_> = others.iter().map(|rule| letter_of(rule)).collect();
                    return write!(f, "all {} keys {}", letters.len(), letters.join(", "));
                }
                join(f, &others, " and ")?;
                let alone = others.len() == 1 && others[0].is_key();
                f.write_str(if alone { " alone" } else { "" })
            }
            Self::Of { threshold, rules } => {
                write!(f, "any {threshold} of these {}: ", rules.len())?;
                join(f, rules, ", ")
            }
        }
    }
}

fn letter_of(rule: &Rule) -> String {
    match rule {
        Rule::Key(place) => letter(*place),
        Rule::After(_) | Rule::Preimage | Rule::Of { .. } => rule.to_string(),
    }
}

fn join(f: &mut fmt::Formatter<'_>, rules: &[impl fmt::Display], between: &str) -> fmt::Result {
    for (position, rule) in rules.iter().enumerate() {
        if position > 0 {
            f.write_str(between)?;
        }
        write!(f, "{rule}")?;
    }
    Ok(())
}

impl fmt::Display for Timelock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blocks(blocks) => {
                let about = span::about(u64::from(*blocks) * span::BLOCK);
                write!(f, "after {} blocks ({about}) without a move", span::grouped(*blocks))
            }
            Self::Seconds(seconds) => {
                write!(f, "after {} without a move", span::about(u64::from(*seconds)))
            }
            Self::Height(height) => write!(f, "after block {}", span::grouped(*height)),
            Self::Time(time) => write!(f, "after {}", span::date(u64::from(*time))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 27, 701, 702].map(letter), ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
    }
}
