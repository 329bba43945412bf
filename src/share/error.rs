//! Why shares are refused: situations with numbers and positions, never a word of a share.

use crate::share::codex32::Codex32Error;
use crate::share::gives_back::UnknownPurpose;
use crate::share::sskr::SskrError;

/// A refusal of the share room. Groups, shares and words are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// The typed text is longer than a share can be.
    #[error("longer than the {limit} bytes a share can take")]
    TooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// No share has this number of words.
    #[error("{0} words, but a share has 20 or 33 as a rule (SLIP-0039)")]
    WordCount(usize),
    /// Words that are not on the SLIP-0039 list.
    #[error("not on the list of SLIP-0039 words: {}", places("word", .0))]
    UnknownWords(Vec<usize>),
    /// The share's own check fails.
    #[error("the share has a mistake in it{}", window(*.near))]
    Checksum {
        /// The first and last word near which one wrong word, or two swapped neighbours, would explain it.
        near: Option<(usize, usize)>,
    },
    /// The unused bits before the value are not zero.
    #[error("the unused bits of the share are not zero")]
    Padding,
    /// The share asks for more groups than there are.
    #[error("the share asks for {threshold} of {count} groups")]
    GroupThreshold {
        /// How many groups are needed.
        threshold: u8,
        /// How many groups there are.
        count: u8,
    },
    /// The share counts itself to a group that does not exist.
    #[error("the share belongs to group {group} of {count}")]
    GroupNumber {
        /// The group, from 1.
        group: u8,
        /// How many groups there are.
        count: u8,
    },
    /// The share's first two words differ from those of the shares before it.
    #[error("this share belongs to the set \"{this}\", not to \"{expected}\"")]
    OtherSet {
        /// The name of its set.
        this: String,
        /// The name of the set that is being gathered.
        expected: String,
    },
    /// Same set name, but other numbers of groups.
    #[error("this share names other numbers of groups than the shares before it")]
    OtherGroups,
    /// Same set name, but a value of another length.
    #[error("this share has {this} words, the shares before it have {expected}")]
    OtherLength {
        /// Its number of words.
        this: usize,
        /// The number of words of the others.
        expected: usize,
    },
    /// Same group, but another number of shares needed.
    #[error("this share needs {this} shares of group {group}, those before it {expected}")]
    OtherThreshold {
        /// The group, from 1.
        group: u8,
        /// What it says.
        this: u8,
        /// What the others say.
        expected: u8,
    },
    /// A share with the same number but another value is already here: one of the two is forged or of
    /// another splitting.
    #[error("another share {member} of group {group} is already here, and they differ")]
    Conflict {
        /// The group, from 1.
        group: u8,
        /// The share's number in its group, from 1.
        member: u8,
    },
    /// Too few shares; how many of which group is in the gathering's progress.
    #[error("{complete} of the {needed} groups needed are complete")]
    NotEnough {
        /// Complete groups.
        complete: u8,
        /// Groups needed.
        needed: u8,
    },
    /// The shares of a group contradict each other and it cannot be told which is wrong.
    #[error("shares do not fit together: group {group}, {}", places("share", .members))]
    DoNotFit {
        /// The group, from 1.
        group: u8,
        /// The shares that were put together, from 1.
        members: Vec<u8>,
    },
    /// The other shares of the group fit together; these do not belong to them.
    #[error("{} of group {group} does not fit the others", places("share", .members))]
    Odd {
        /// The group, from 1.
        group: u8,
        /// The shares that do not fit, from 1.
        members: Vec<u8>,
    },
    /// The groups contradict each other.
    #[error("groups do not fit together: {}", places("group", .groups))]
    GroupsDoNotFit {
        /// The groups, from 1.
        groups: Vec<u8>,
    },
    /// Shares that were just made give back something else.
    #[error("shares {0:?} do not give the secret back")]
    NotGivenBack(Vec<usize>),
    /// A secret of this many bytes cannot be split.
    #[error("{0} bytes cannot be split: an even number from 16 to 128 can")]
    SecretLength(usize),
    /// A share passphrase holds something else than printable ASCII.
    #[error("character {0} of the share passphrase is not printable ascii")]
    PassphraseCharacter(usize),
    /// The iteration exponent has four bits.
    #[error("the iteration exponent {0} is above 15")]
    IterationExponent(u8),
    /// The source of randomness gave zeros only.
    #[error("the random bytes are all zero")]
    Randomness,
    /// A scheme that is not written like `2of3`.
    #[error("a scheme is written like 2of3, a group like family=2of3")]
    SchemeForm,
    /// One of several: every share alone would be the secret.
    #[error("1of{0} makes {0} whole copies, not shares")]
    OneOfMany(u8),
    /// More needed than there are, or none.
    #[error("{threshold} of {count} cannot be reached")]
    SchemeThreshold {
        /// Needed.
        threshold: u8,
        /// There are.
        count: u8,
    },
    /// More than 16 shares in a group, or more than 16 groups.
    #[error("{0} is above the limit of 16")]
    SchemeLimit(usize),
    /// A group's name is empty, too long or has other characters than letters, digits, `-` and `_`.
    #[error("the name of group {0} is not 1 to 24 letters, digits, hyphens or underscores")]
    GroupName(usize),
    /// Two groups have one name.
    #[error("group {0} has the name of a group before it")]
    GroupNameTwice(usize),
    /// A text of this many bytes cannot be split.
    #[error("{0} bytes of text: 1 to 64 can be split")]
    TextLength(usize),
    /// What the shares gave back is not a padded text.
    #[error("what the shares give back is not a text of coldkeep")]
    NotPaddedText,
    /// Not an even number of hexadecimal digits that makes 16 to 64 bytes.
    #[error("{0} hex digits: 32 to 128 in fours make a secret")]
    HexLength(usize),
    /// A character that is not a hexadecimal digit.
    #[error("character {0} is not a hex digit")]
    HexDigit(usize),
    /// What is wrong with the words or bytes of an SSKR share.
    #[error(transparent)]
    Sskr(#[from] SskrError),
    /// Shares of different schemes; they never combine.
    #[error("a share of {this} among shares of {expected}")]
    OtherScheme {
        /// Its scheme.
        this: &'static str,
        /// The scheme of the others.
        expected: &'static str,
    },
    /// What is wrong with a codex32 string, or with strings of one set.
    #[error(transparent)]
    Codex32(#[from] Codex32Error),
    /// A sentence that no share of coldkeep carries.
    #[error(transparent)]
    GivesBack(#[from] UnknownPurpose),
}

pub(crate) fn places<N: std::fmt::Display>(what: &str, numbers: &[N]) -> String {
    let several = if numbers.len() == 1 { "" } else { "s" };
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    format!("{what}{several} {}", numbers.join(", "))
}

fn window(near: Option<(usize, usize)>) -> String {
    near.map_or_else(String::new, |(from, to)| format!(", most likely near words {from} to {to}"))
}
