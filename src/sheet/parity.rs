//! Codes that stand in for others of a set: an armor over several codes, any of which may be destroyed.
//!
//! The codes of the armor stay plain text. A parity code is one line of capitals and digits:
//!
//! ```text
//! COLDKEEP PARITY 1 OF 1 CODES 3 SET 4F2A91C0 CHECKS 8789 A665 EED6 DATA MFRGGZDF…
//! ```
//!
//! SET is the start of the armor's SHA-256, CHECKS are the checks of the codes in order, DATA is base 32 (RFC 4648,
//! without filling). Its bytes are the sum of the codes' texts, each multiplied by a number, shorter ones filled up
//! with zeros: for the first parity code all numbers are 1, so that it is a plain XOR. `docs/FORMAT.md` has the others.

use super::SheetError;
use super::check::line_check;
use super::field::{inverse, times};
use sha2::{Digest, Sha256};

/// The most codes of one armor, parity codes not counted.
pub const MOST_CODES: usize = 24;
/// The most parity codes of one armor.
pub const MOST_PARITY: usize = 4;

const START: &str = "COLDKEEP PARITY ";
/// Hex digits of the armor's SHA-256 that name a set.
const SET_DIGITS: usize = 8;
const BASE_32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// The most bytes of a code's text; version 25 at level Q holds fewer.
const MOST_BYTES: usize = 1_024;

/// A parity code that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parity {
    /// Which of the parity codes this is, from 1.
    pub number: usize,
    /// What names its set: 8 hex digits.
    pub set: String,
    /// The check of each code of the armor, in order.
    pub checks: Vec<String>,
    data: Vec<u8>,
}

/// Whether a code's payload is a parity code.
pub fn is_parity(payload: &[u8]) -> bool {
    payload.trim_ascii_start().starts_with(START.as_bytes())
}

/// The texts of `count` parity codes for the codes of an armor.
///
/// # Panics
/// With more codes than [`MOST_CODES`] or more parity codes than [`MOST_PARITY`].
pub fn encode(codes: &[String], count: usize) -> Vec<String> {
    assert!(codes.len() <= MOST_CODES && count <= MOST_PARITY, "within what is printed");
    let texts: Vec<&[u8]> = codes.iter().map(String::as_bytes).collect();
    let checks: Vec<String> = codes.iter().map(|code| line_check(code).to_uppercase()).collect();
    let (set, of) = (set_of(&whole(&texts)).to_uppercase(), codes.len());
    let line = |number: usize| {
        let data = base_32(&sum(&texts, number));
        let checks = checks.join(" ");
        format!("{START}{number} OF {count} CODES {of} SET {set} CHECKS {checks} DATA {data}")
    };
    (1..=count).map(line).collect()
}

impl Parity {
    /// Reads a parity code's text.
    ///
    /// # Errors
    /// [`SheetError::ParityForm`] when it is not formed as one.
    pub fn read(payload: &[u8]) -> Result<Self, SheetError> {
        let text = std::str::from_utf8(payload).ok().map(str::trim);
        text.and_then(Self::parsed).ok_or(SheetError::ParityForm)
    }

    fn parsed(text: &str) -> Option<Self> {
        let mut words = text.strip_prefix(START)?.split(' ');
        let number = between(words.next()?, 1, MOST_PARITY)?;
        (words.next()? == "OF").then_some(())?;
        let of = between(words.next()?, number, MOST_PARITY)?;
        (words.next()? == "CODES").then_some(())?;
        let codes = between(words.next()?, 1, MOST_CODES)?;
        (words.next()? == "SET").then_some(())?;
        let set = hex(words.next()?, SET_DIGITS)?;
        (words.next()? == "CHECKS").then_some(())?;
        let mut checks = Vec::with_capacity(codes);
        for _ in 0..codes {
            checks.push(hex(words.next()?, super::check::CHECK_DIGITS)?);
        }
        (words.next()? == "DATA").then_some(())?;
        let data = from_base_32(words.next()?)?;
        (words.next().is_none() && of > 0).then_some(Self { number, set, checks, data })
    }

    fn is_of_set(&self, other: &Self) -> bool {
        self.set == other.set && self.checks == other.checks
    }
}

/// An armor that parity codes helped to put together, and the codes that were not there.
#[derive(Debug, PartialEq, Eq)]
pub struct Joined {
    /// The armor, each line with its break.
    pub armor: Vec<u8>,
    /// The codes that were made again, from 1.
    pub restored: Vec<usize>,
}

/// Puts together each set that has a parity code, in whatever order its codes were read, and takes its codes away
/// from `pieces`.
///
/// # Errors
/// [`SheetError::CodesMissing`] when more are missing than there are parity codes; [`SheetError::SetDiffers`] when
/// what comes out is not the armor that the parity codes name.
pub fn join(pieces: &mut Vec<Vec<u8>>, parity: &[Parity]) -> Result<Vec<Joined>, SheetError> {
    let mut whole = Vec::new();
    let mut rest: Vec<&Parity> = parity.iter().collect();
    while let Some(first) = rest.first().copied() {
        let (set, others): (Vec<&Parity>, Vec<&Parity>) =
            rest.into_iter().partition(|one| one.is_of_set(first));
        rest = others;
        whole.push(join_set(pieces, &set)?);
    }
    Ok(whole)
}

fn join_set(pieces: &mut Vec<Vec<u8>>, parity: &[&Parity]) -> Result<Joined, SheetError> {
    let Parity { checks, set, .. } = parity[0];
    let mut codes: Vec<Option<Vec<u8>>> = vec![None; checks.len()];
    for (code, check) in codes.iter_mut().zip(checks) {
        let is_it = |piece: &Vec<u8>| check_of(piece).as_ref() == Some(check);
        *code = pieces.iter().find(|piece| is_it(piece)).map(|piece| piece.trim_ascii().to_vec());
    }
    let missing: Vec<usize> = codes
        .iter()
        .zip(1..)
        .filter(|(code, _)| code.is_none())
        .map(|(_, number)| number)
        .collect();
    let mut numbers: Vec<&Parity> = parity.to_vec();
    numbers.sort_by_key(|one| one.number);
    numbers.dedup_by_key(|one| one.number);
    if missing.len() > numbers.len() {
        let (of, needs) = (codes.len(), missing.len() - numbers.len());
        return Err(SheetError::CodesMissing { missing, of, needs, set: set.clone() });
    }
    let differs = || SheetError::SetDiffers { set: set.clone() };
    let made = solve(&codes, &missing, &numbers[..missing.len()]).ok_or_else(differs)?;
    for (number, text) in missing.iter().zip(made) {
        if check_of(&text).as_ref() != Some(&checks[number - 1]) {
            return Err(differs());
        }
        codes[number - 1] = Some(text);
    }
    let texts: Vec<&[u8]> = codes.iter().flatten().map(Vec::as_slice).collect();
    let armor = self::whole(&texts);
    if set_of(&armor) != *set {
        return Err(differs());
    }
    pieces.retain(|piece| !texts.contains(&piece.trim_ascii()));
    Ok(Joined { armor, restored: missing })
}

/// The missing texts, from as many parity codes: linear equations over GF(256), one for each parity code.
fn solve(codes: &[Option<Vec<u8>>], missing: &[usize], parity: &[&Parity]) -> Option<Vec<Vec<u8>>> {
    let length = parity.iter().map(|one| one.data.len()).max().unwrap_or(0);
    let known = codes.iter().flatten().map(Vec::len).max().unwrap_or(0);
    if parity.iter().any(|one| one.data.len() != length || length < known) {
        return None;
    }
    let mut sums: Vec<Vec<u8>> = parity.iter().map(|one| one.data.clone()).collect();
    let mut rows: Vec<Vec<u8>> = Vec::new();
    for (one, sum) in parity.iter().zip(&mut sums) {
        for (at, code) in codes.iter().enumerate() {
            if let Some(code) = code {
                add(sum, code, number_for(at, one.number));
            }
        }
        rows.push(missing.iter().map(|code| number_for(code - 1, one.number)).collect());
    }
    for column in 0..missing.len() {
        let pivot = (column..rows.len()).find(|row| rows[*row][column] != 0)?;
        rows.swap(column, pivot);
        sums.swap(column, pivot);
        let scale = inverse(rows[column][column]);
        rows[column].iter_mut().for_each(|value| *value = times(*value, scale));
        sums[column].iter_mut().for_each(|value| *value = times(*value, scale));
        let (head, head_sum) = (rows[column].clone(), sums[column].clone());
        for row in (0..rows.len()).filter(|row| *row != column) {
            let factor = rows[row][column];
            add(&mut rows[row], &head, factor);
            add(&mut sums[row], &head_sum, factor);
        }
    }
    for sum in &mut sums {
        let end = sum.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        sum.truncate(end);
    }
    Some(sums)
}

/// The number by which code `at`, from 0, is multiplied in a parity code, from 1: y / (y + x) with y = 128 + `at` and
/// x one less than the parity code's number. All are 1 in the first; any square part of the table can be solved
/// (it is a Cauchy matrix with scaled columns).
fn number_for(at: usize, parity: usize) -> u8 {
    let y = 128 + at as u8;
    times(y, inverse(y ^ (parity - 1) as u8))
}

fn sum(texts: &[&[u8]], parity: usize) -> Vec<u8> {
    let mut sum = vec![0; texts.iter().map(|text| text.len()).max().unwrap_or(0)];
    for (at, text) in texts.iter().enumerate() {
        add(&mut sum, text, number_for(at, parity));
    }
    sum
}

fn add(to: &mut [u8], what: &[u8], factor: u8) {
    to.iter_mut().zip(what).for_each(|(sum, value)| *sum ^= times(*value, factor));
}

/// The armor: every code's lines, each with its break.
fn whole(texts: &[&[u8]]) -> Vec<u8> {
    let mut armor = texts.join(&b'\n');
    armor.push(b'\n');
    armor
}

fn set_of(armor: &[u8]) -> String {
    let hash = Sha256::digest(armor);
    hash[..SET_DIGITS / 2].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn check_of(piece: &[u8]) -> Option<String> {
    std::str::from_utf8(piece.trim_ascii()).ok().map(line_check)
}

fn between(word: &str, low: usize, high: usize) -> Option<usize> {
    word.parse().ok().filter(|number| (low..=high).contains(number))
}

fn hex(word: &str, digits: usize) -> Option<String> {
    let fits = word.len() == digits && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    fits.then(|| word.to_lowercase())
}

fn base_32(bytes: &[u8]) -> String {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| usize::from(byte >> (7 - at % 8) & 1));
    let letter = |at: usize| (0..5).fold(0, |value, i| value << 1 | bit(at * 5 + i));
    (0..(bytes.len() * 8).div_ceil(5)).map(|at| char::from(BASE_32[letter(at)])).collect()
}

fn from_base_32(text: &str) -> Option<Vec<u8>> {
    let values: Option<Vec<usize>> =
        text.bytes().map(|letter| BASE_32.iter().position(|known| *known == letter)).collect();
    let values = values.filter(|values| values.len() <= MOST_BYTES * 8 / 5)?;
    let bit = |at: usize| (values[at / 5] >> (4 - at % 5) & 1) as u8;
    let byte = |at: usize| (0..8).fold(0, |value, i| value << 1 | bit(at * 8 + i));
    Some((0..values.len() * 5 / 8).map(byte).collect())
}
