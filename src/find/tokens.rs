//! Words and keys inside of texts: the kind and the line are told, never the text.
//!
//! A text is read in pieces that overlap. Each word is asked for in a table first; only twelve and more of BIP-0039 in a
//! row, twenty of other lists, or a text that begins and ends like a key, are looked at closely, and only what has a
//! checksum that holds is told.

use super::lists::{self, On};
use super::runs::{self, FEWEST, Found, LONGEST_RUN, Word};
use super::sample::ReadAt;
use super::{Kind, Locked, gaps, phrases, wide};
use crate::identify;
use crate::secret::SecretBytes;
use sha2::{Digest, Sha256};
use std::ops::Range;

/// How much of a text is held at once, and how much of it is read again with the next piece, in bytes.
const PIECE: usize = 256 << 10;
const OVERLAP: usize = 8 << 10;
/// The shortest and the longest text of a key, in bytes.
const SHORTEST_KEY: usize = 48;
const LONGEST_KEY: usize = 130;
/// Keys that documents and programs print, by the first 8 bytes of the SHA-256 of their text; no money stays there.
#[rustfmt::skip]
const PUBLISHED: [(u64, &str); 5] = [
    (0x41ab_f034_aefe_1235, "the note on full keys in Electrum's source"),
    (0x9d6a_2b9d_1f01_d457, "the Bitcoin wiki on wallet import format"),
    (0x2898_1d08_ecff_66aa, "the key whose number is 1"),
    (0x2243_ae4c_7301_4469, "BIP-0032, test vector 1"),
    (0xb357_1d47_8999_b981, "what age-keygen says of itself"),
];
/// How many hits of one file are told.
const MOST_HITS: usize = 1_000;

/// A search in words: which of them its runs are of, the fewest of a run, and what is found in one.
struct Search {
    takes: fn(On) -> bool,
    fewest: usize,
    found: fn(&[u8], &[Word]) -> Vec<Found>,
}

const SEARCHES: [Search; 2] = [
    Search { takes: On::bip39, fewest: FEWEST, found: runs::mnemonics },
    Search { takes: On::others, fewest: phrases::FEWEST, found: phrases::phrases },
];

/// One thing that was found inside of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Whether it is encrypted.
    pub locked: Locked,
    /// The line, counted from 1; `None` where the file is no text.
    pub line: Option<u64>,
    /// How many words it has.
    pub words: Option<usize>,
}

/// Looks through one text.
#[derive(Default)]
pub struct Texts {
    /// What was found, and from where to where in the text.
    hits: Vec<(Range<u64>, Hit)>,
    /// Where the last hit of each search ended: what stands before it was told already.
    told: [u64; SEARCHES.len() + 1],
    /// How much of the text, and how many of its lines, lie before the present piece.
    before: u64,
    lines: u64,
    is_binary: bool,
}

impl Texts {
    /// Everything that is found in the first `limit` bytes of a file of `size` bytes. `written` tells from an offset on
    /// where the next bytes stand that a file really has; what lies before them is a hole.
    pub fn look(
        size: u64,
        limit: u64,
        read: &mut ReadAt<'_>,
        written: &dyn Fn(u64) -> u64,
    ) -> Vec<Hit> {
        let mut texts = Self::default();
        let (mut offset, end) = (0, size.min(limit));
        let mut order = None;
        while offset < end && texts.hits.len() < MOST_HITS {
            offset = texts.passed_over(offset, written(offset));
            if offset >= end {
                break;
            }
            let left = usize::try_from(end - offset).unwrap_or(usize::MAX);
            let mut piece = SecretBytes::zeroed(left.min(PIECE));
            // exposed to: the reader of the file, which fills it
            let count = read(offset, piece.expose_secret_mut());
            if count == 0 {
                break;
            }
            // exposed to: the search below
            let bytes = &piece.expose_secret()[..count];
            if offset == 0 {
                order = wide::order(bytes);
            }
            let is_last = offset + count as u64 >= end;
            let keep = if is_last { count } else { begin_of_overlap(bytes) };
            match order {
                Some(order) => {
                    let text = wide::narrow(bytes, order);
                    let known = wide::narrow(&bytes[..keep], order).len();
                    // exposed to: the search for words and keys
                    texts.piece(text.expose_secret(), known, is_last);
                }
                None => texts.piece(bytes, keep, is_last),
            }
            offset += keep as u64;
        }
        let is_binary = texts.is_binary;
        let line = |hit: Hit| hit.line.filter(|_| !is_binary);
        texts.hits.into_iter().map(|(_, hit)| Hit { line: line(hit), ..hit }).collect()
    }

    /// Goes on behind a hole, if that is longer than a piece: what is there is no text, and holds nothing.
    fn passed_over(&mut self, offset: u64, next: u64) -> u64 {
        if next < offset + PIECE as u64 {
            return offset;
        }
        self.is_binary = true;
        // Even, so that characters of two bytes stay whole.
        let next = next & !1;
        self.before += next - offset;
        next
    }

    /// Looks through a piece; what begins at `keep` will be seen again.
    fn piece(&mut self, text: &[u8], keep: usize, is_last: bool) {
        self.is_binary |= text.contains(&0);
        let mut runs: [Vec<Word>; 2] = Default::default();
        let (mut at, mut line) = (0, self.lines + 1);
        while at < text.len() {
            let byte = text[at];
            match CLASS[usize::from(byte)] {
                Class::Newline => {
                    line += 1;
                    at += 1;
                }
                Class::Other => at += gaps::markup_len(&text[at..]).max(1),
                Class::Control => {
                    self.end_runs(text, &mut runs, On::default());
                    at += 1;
                }
                Class::Sign if gaps::label_len(text, at) > 0 => at += gaps::label_len(text, at),
                Class::Sign | Class::High => {
                    let (end, only_letters) = token(text, at);
                    if end == at {
                        // A sign that is no ASCII.
                        at += sign_len(&text[at..]).max(1);
                        continue;
                    }
                    let word = &text[at..end];
                    if !is_number(word) {
                        let is_word = only_letters && word.len() <= lists::LONGEST;
                        let on = if is_word { lists::may_hold(word) } else { On::default() };
                        self.end_runs(text, &mut runs, on);
                        for (search, run) in SEARCHES.iter().zip(&mut runs) {
                            if (search.takes)(on) {
                                run.push(Word { start: at, end, line });
                            }
                        }
                        self.key(text, at, end, line);
                    }
                    at = end;
                }
            }
        }
        // A run at the end of a piece goes on in the next one.
        if is_last {
            self.end_runs(text, &mut runs, On::default());
        }
        let passed = &text[..keep.min(text.len())];
        self.lines += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.before += passed.len() as u64;
    }

    /// Ends the runs that a word on these lists does not go on with, and those that are as long as one may be.
    fn end_runs(&mut self, text: &[u8], runs: &mut [Vec<Word>; 2], on: On) {
        for (nth, (search, run)) in SEARCHES.iter().zip(runs).enumerate() {
            if (search.takes)(on) && run.len() < LONGEST_RUN {
                continue;
            }
            if run.len() >= search.fewest {
                for found in (search.found)(text, run) {
                    let words = &run[found.words];
                    let (first, last) = (words[0], words[words.len() - 1]);
                    let (line, words) = (Some(first.line), Some(words.len()));
                    let hit = Hit { kind: found.kind, locked: Locked::No, line, words };
                    self.tell(nth, hit, first.start, last.end);
                }
            }
            run.clear();
        }
    }

    fn key(&mut self, text: &[u8], start: usize, end: usize, line: u64) {
        let Some(start) = like_a_key(text, start, end) else { return };
        let found = identify::identify(&text[start..end]);
        if found.damaged || is_published(&text[start..end]) {
            return;
        }
        let (kind, locked) = match found.kind {
            identify::Kind::Xprv => (Kind::ExtendedKey, Locked::No),
            identify::Kind::Wif => (Kind::Wif, Locked::No),
            identify::Kind::Bip38 => (Kind::Bip38, Locked::Yes),
            identify::Kind::Codex32 => (Kind::Codex32, Locked::No),
            identify::Kind::AgeIdentity => (Kind::AgeIdentity, Locked::No),
            _ => return,
        };
        let hit = Hit { kind, locked, line: Some(line), words: None };
        self.tell(SEARCHES.len(), hit, start, end);
    }

    fn tell(&mut self, search: usize, hit: Hit, start: usize, end: usize) {
        if self.before + start as u64 >= self.told[search] && self.hits.len() < MOST_HITS {
            let place = self.before + start as u64..self.before + end as u64;
            self.told[search] = place.end;
            // Twelve words of a longer sentence of another list may be a mnemonic by chance.
            let is_part = |part: &Range<u64>, all: &Range<u64>| {
                part != all && all.start <= part.start && part.end <= all.end
            };
            if self.hits.iter().any(|(other, _)| is_part(&place, other)) {
                return;
            }
            self.hits.retain(|(other, _)| !is_part(other, &place));
            self.hits.push((place, hit));
        }
    }
}

/// Where the part of a piece begins that is read again: behind a line's end, if there is one.
fn begin_of_overlap(bytes: &[u8]) -> usize {
    let earliest = bytes.len().saturating_sub(OVERLAP);
    let newline = bytes[earliest..].iter().position(|byte| *byte == b'\n');
    // Even, so that characters of two bytes stay whole.
    let begin = newline.filter(|at| *at < OVERLAP / 2).map_or(earliest, |at| earliest + at + 1);
    (begin & !1).max(2)
}

/// The end of a word or key, and whether it has letters only.
fn token(text: &[u8], start: usize) -> (usize, bool) {
    let (mut at, mut only_letters) = (start, true);
    while let Some(byte) = text.get(at) {
        match CLASS[usize::from(*byte)] {
            Class::Sign => only_letters &= byte.is_ascii_alphabetic(),
            Class::High if sign_len(&text[at..]) > 0 => break,
            Class::High => {}
            _ => break,
        }
        at += 1;
    }
    (at, only_letters)
}

/// The length of a sign outside of ASCII that stands here and is part of no word: a space, a quotation mark, a dash, the
/// byte order mark.
fn sign_len(text: &[u8]) -> usize {
    match text {
        // U+00A0 to U+00BF, « and » among them.
        [0xc2, 0xa0..=0xbf, ..] => 2,
        // U+2000 to U+207F: dashes, quotation marks, spaces of no width.
        [0xe2, 0x80 | 0x81, _, ..] => 3,
        // U+3000 to U+303F: spaces and quotation marks of Chinese and Japanese.
        [0xe3, 0x80, _, ..] => 3,
        [0xef, 0xbb, 0xbf, ..] => 3,
        // U+FF01 to U+FF0F and U+FF1A to U+FF20: signs as wide as letters.
        [0xef, 0xbc, 0x81..=0x8f | 0x9a..=0xa0, ..] => 3,
        _ => 0,
    }
}

/// The number of a word in a list.
fn is_number(word: &[u8]) -> bool {
    word.len() <= 3 && word.iter().all(u8::is_ascii_digit)
}

/// Where a text that is like a key begins: by its length and first letters.
fn like_a_key(text: &[u8], start: usize, end: usize) -> Option<usize> {
    const AGE: [&[u8]; 2] = [b"AGE-SECRET-KEY-", b"AGE-SECRET-KEY-PQ-"];
    let word = &text[start..end];
    if !(SHORTEST_KEY..=LONGEST_KEY).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    if word[0] == b'1' {
        let before = AGE.iter().find(|before| text[..start].ends_with(before))?;
        return Some(start - before.len());
    }
    let like = match word.len() {
        51 => matches!(word[0], b'5' | b'6' | b'7' | b'9'),
        52 => matches!(word[0], b'K' | b'L' | b'c' | b'T' | b'Q' | b'X'),
        58 => word.starts_with(b"6P"),
        107..=112 => word[1..4] == *b"prv",
        _ => false,
    };
    let codex32 = word[..3].eq_ignore_ascii_case(b"ms1");
    (like && is_mixed(word) || codex32).then_some(start)
}

fn is_published(key: &[u8]) -> bool {
    let digest = Sha256::digest(key);
    let first = digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte));
    PUBLISHED.iter().any(|(published, _)| *published == first)
}

/// Whether there are small letters, capitals and digits: a key in Base58 has all three.
fn is_mixed(word: &[u8]) -> bool {
    word.iter().any(u8::is_ascii_lowercase)
        && word.iter().any(u8::is_ascii_uppercase)
        && word.iter().any(u8::is_ascii_digit)
}

/// What a byte is to this search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter or digit of ASCII.
    Sign,
    /// A part of a character outside of ASCII.
    High,
    Newline,
    /// Space and punctuation, which may stand between words.
    Other,
    /// What no text has.
    Control,
}

const CLASS: [Class; 256] = {
    let mut table = [Class::Other; 256];
    let mut byte = 0_usize;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'\n' => Class::Newline,
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => Class::Sign,
            0x80..=0xff => Class::High,
            b'\t' | b'\r' | 0x0c => Class::Other,
            0..=0x1f | 0x7f => Class::Control,
            _ => Class::Other,
        };
        byte += 1;
    }
    table
};
