//! The texts of an SSKR share, from and to its numbers and its value (BCR-2020-011).
//!
//! A share is five bytes and its value: 16 bits identifier, then four bits each of groups needed − 1, groups − 1, group,
//! shares needed − 1, four zero bits, share. It is written as Bytewords of CBOR with tag 40309 (older: 309), or as
//! `ur:sskr` (older: `ur:crypto-sskr`) without a tag. All four are read, Bytewords in each of their styles; words with
//! the newer tag are written. SSKR splits a secret as it is: entropy of words comes back as those words.

use crate::secret::{SecretBuffer, SecretBytes, SecretText};
use crate::share::error::ShareError;
use crate::share::grouped::{Layout, Set, Share};
use crate::share::words::without_number;
use crate::ur::bytewords::{self, Style};
use crate::ur::{Resource, UrError};
use std::ops::RangeInclusive;

/// The lengths of a secret, in bytes; only even ones.
pub const SECRET_BYTES: RangeInclusive<usize> = 16..=32;
/// Bytes before the value.
const HEADER: usize = 5;
/// The CBOR tag 40309, and 309 of shares from before 2023.
const TAGS: [[u8; 3]; 2] = [[0xd9, 0x9d, 0x75], [0xd9, 0x01, 0x35]];
/// The words of the CRC-32 at the end.
const CHECKSUM_WORDS: usize = 4;
/// The most a typed share may take, in bytes: a share file.
const TEXT_LIMIT: usize = 4096;
/// How resources start, in small letters.
const RESOURCES: [&str; 2] = ["ur:sskr/", "ur:crypto-sskr/"];
/// How words start: the first byte of both tags, whole and in Bytewords of two letters.
const FIRST_WORD: &str = "tuna";
const FIRST_PAIRS: [&str; 2] = ["tantkp", "taadec"];

/// A refusal of an SSKR share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SskrError {
    /// This word, from 1, is not one of the 256 Bytewords.
    #[error("word {0} is not a Byteword")]
    Word(usize),
    /// The checksum behind the words fails.
    #[error("the SSKR share has a mistake in it, or a word is missing")]
    Checksum,
    /// A secret of this many bytes cannot be split.
    #[error("{0} bytes: SSKR splits an even number from 16 to 32")]
    SecretLength(usize),
    /// The bytes are not those of an SSKR share.
    #[error("the words hold something else than an SSKR share")]
    Form,
    /// The four reserved bits are not zero.
    #[error("the reserved bits of the SSKR share are not zero")]
    Reserved,
}

/// Whether a text starts like an SSKR share, and if so whether it is a whole one.
pub fn looks_like(text: &str) -> Option<bool> {
    if text.len() > TEXT_LIMIT {
        return None;
    }
    let typed = SecretText::copied_from(text);
    let spoken = spoken(&typed);
    // exposed to: a look at how it starts
    let start = spoken.expose_secret();
    let starts =
        |known: &str| start.get(..known.len()).is_some_and(|s| s.eq_ignore_ascii_case(known));
    let words = start.split([' ', '-']).next().is_some_and(|w| w.eq_ignore_ascii_case(FIRST_WORD));
    let pairs = !start.contains([' ', '-']) && FIRST_PAIRS.into_iter().any(starts);
    (words || pairs || RESOURCES.into_iter().any(starts)).then(|| read(&typed).is_ok())
}

/// Reads a share as [`Share::parse`] does.
///
/// # Errors
/// [`ShareError::TooLong`], [`ShareError::Sskr`], [`ShareError::GroupThreshold`], [`ShareError::GroupNumber`].
pub(crate) fn read(typed: &SecretText) -> Result<Share, ShareError> {
    if typed.len() > TEXT_LIMIT {
        return Err(ShareError::TooLong { limit: TEXT_LIMIT });
    }
    let spoken = spoken(typed);
    // exposed to: the reader of words
    let text = spoken.expose_secret();
    let body = RESOURCES.iter().find_map(|start| {
        text.get(..start.len())
            .filter(|s| s.eq_ignore_ascii_case(start))
            .map(|_| &text[start.len()..])
    });
    let style = if text.contains([' ', '-']) { Style::Standard } else { Style::Minimal };
    let decoded = match body {
        Some(body) => bytewords::decode(body, Style::Minimal),
        None => bytewords::decode(text, style),
    };
    let bytes = decoded.map_err(|error| match error {
        UrError::NotAByteword { position } => SskrError::Word(position),
        _ => SskrError::Checksum,
    })?;
    // exposed to: the reader of the bytes
    let bytes = bytes.expose_secret();
    let content = match body {
        Some(_) => Some(bytes),
        None => TAGS.iter().find_map(|tag| bytes.strip_prefix(tag)),
    };
    from_content(content.and_then(byte_string).ok_or(SskrError::Form)?)
}

/// The content of a CBOR byte string that is written in its shortest form and ends where the bytes do.
fn byte_string(bytes: &[u8]) -> Option<&[u8]> {
    let (length, content) = match bytes {
        [0x58, length, content @ ..] if *length > 23 => (*length, content),
        [first, content @ ..] if (0x40..=0x57).contains(first) => (first - 0x40, content),
        _ => return None,
    };
    (content.len() == usize::from(length)).then_some(content)
}

fn from_content(content: &[u8]) -> Result<Share, ShareError> {
    let (header, value) = content.split_first_chunk::<HEADER>().ok_or(SskrError::Form)?;
    if !SECRET_BYTES.contains(&value.len()) || value.len() % 2 == 1 {
        return Err(SskrError::Form.into());
    }
    let [first, second, groups, group, member] = *header;
    if member >> 4 != 0 {
        return Err(SskrError::Reserved.into());
    }
    let layout = Layout {
        group: group >> 4,
        group_threshold: (groups >> 4) + 1,
        group_count: (groups & 15) + 1,
        member: member & 15,
        member_threshold: (group & 15) + 1,
    };
    layout.check()?;
    let set = Set::Sskr(u16::from_be_bytes([first, second]));
    Ok(Share { set, layout, value: SecretBytes::copied_from(value) })
}

/// The words of a share with the newer tag, joined by single spaces.
pub(crate) fn words(identifier: u16, layout: Layout, value: &SecretBytes) -> SecretText {
    let bytes = bytes(identifier, layout, value);
    bytewords::encode(bytes.expose_secret(), Style::Standard) // exposed to: the words
}

/// The same share as a resource, `ur:sskr/…`, which carries no tag.
pub(crate) fn resource(identifier: u16, layout: Layout, value: &SecretBytes) -> SecretText {
    let bytes = bytes(identifier, layout, value);
    // exposed to: the text of the resource, which is as secret
    Resource::write("sskr", &bytes.expose_secret()[TAGS[0].len()..])
}

/// Tag, length, header and value.
fn bytes(identifier: u16, layout: Layout, value: &SecretBytes) -> SecretBuffer {
    let start = start(identifier, layout, value.len());
    let mut bytes = SecretBuffer::with_room(start.len() + 2 + value.len());
    let rest = [layout.group << 4 | (layout.member_threshold - 1), layout.member];
    // exposed to: the words or the resource, which are as secret
    for part in [&start, &rest[..], value.expose_secret()] {
        bytes.push(part).expect("room for all parts is set aside");
    }
    bytes
}

/// The bytes that all shares of a set start with: tag, length, identifier and the numbers of groups.
fn start(identifier: u16, layout: Layout, length: usize) -> Vec<u8> {
    let mut bytes = TAGS[0].to_vec();
    match (HEADER + length) as u8 {
        short @ 0..24 => bytes.push(0x40 + short),
        long => bytes.extend([0x58, long]),
    }
    bytes.extend(identifier.to_be_bytes());
    bytes.push((layout.group_threshold - 1) << 4 | (layout.group_count - 1));
    bytes
}

/// The number of words for a value of this many bytes.
pub(crate) fn word_count(length: usize) -> usize {
    let prefix = if HEADER + length < 24 { 1 } else { 2 };
    TAGS[0].len() + prefix + HEADER + length + CHECKSUM_WORDS
}

/// The two words of the identifier; public.
pub(crate) fn set_name(identifier: u16) -> String {
    public_words(&identifier.to_be_bytes())
}

/// The words that every share of the set starts with; public.
pub(crate) fn set_start(identifier: u16, layout: Layout, length: usize) -> String {
    public_words(&start(identifier, layout, length))
}

fn public_words(bytes: &[u8]) -> String {
    let words = bytewords::encode(bytes, Style::Standard);
    // exposed to: an ordinary string; what is written is public
    let written = words.expose_secret().split(' ').take(bytes.len());
    written.collect::<Vec<_>>().join(" ")
}

/// What was typed, without lines for people and without numbers before words, joined by single spaces.
fn spoken(typed: &SecretText) -> SecretText {
    let mut text = SecretBuffer::with_room(typed.len() + 1);
    // exposed to: a copy in memory that is wiped
    let lines = typed.expose_secret().trim_start_matches('\u{feff}').lines();
    let lines = lines.filter(|line| !line.trim_start().starts_with('#'));
    for word in lines.flat_map(str::split_whitespace).map(without_number).filter(|w| !w.is_empty())
    {
        let gap = if text.is_empty() { "" } else { " " };
        text.push_text(gap).expect("no more gaps than were typed");
        text.push_text(word).expect("no more letters than were typed");
    }
    text.into_text().expect("parts of a text")
}
