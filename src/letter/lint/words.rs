//! Words of the lists: phrases, grids, and a few in a row.
//!
//! The English lists hold the commonest words of the language: a sentence may have ten of them in a row. Words that
//! join sentences count for nothing here, and what remains must be denser than any prose, or stand in rows.

use super::{Finding, Judges, Rule};

/// As many list words with nothing else between them, all but one of them telling, are a grid.
const GRID: usize = 10;
/// Or as many of a window of twelve, all but one telling: a word may be misspelt.
const MOST_OF_WINDOW: usize = 11;
const WINDOW: usize = 12;
/// As many in lines that hold nothing else.
const IN_ROWS: usize = 8;
/// A row of a grid has as many words at most.
const ROW: usize = 6;
/// As many words, each behind its number.
const NUMBERED: usize = 6;
/// As many telling words in a sentence are a warning.
const IN_A_ROW: usize = 5;
/// How many words phrases and shares have.
const LENGTHS: [usize; 12] = [12, 13, 15, 16, 18, 20, 21, 24, 25, 29, 33, 59];

/// English words that sentences are made of, and that stand on the lists all the same.
const JOINING: &str = " about above across again ahead all almost alone already also always among another any around \
    away because become before begin behind being below between beyond both can come either else end enough few find \
    first follow give good great have help into just keep know later leave left less like little long make matter more \
    much must near neither never next none nothing now off often old once one only open other over own people place \
    same say second seven share should since someone still such sure talk tell thank that then there they thing this \
    thought three time today together tomorrow tonight toward try turn twelve twenty twice two under until upon use \
    used useful very want way what when where will word work world worth write wrong year you ";

/// A word of the text, with its line and the lists that it is on.
struct Word<'t> {
    text: &'t str,
    line: usize,
    lists: u32,
    /// Whether sentences are not made of it.
    tells: bool,
    /// Whether a number stands before it.
    numbered: bool,
}

/// The words of a text; numbers and signs between them are passed over.
fn words<'t>(text: &'t str, first_line: usize, judges: &Judges<'_>) -> Vec<Word<'t>> {
    let mut words = Vec::new();
    let mut numbered = false;
    for (at, line) in text.lines().enumerate() {
        for piece in line.split(|c: char| !is_letter(c) && !c.is_numeric()) {
            for text in piece.split_inclusive(char::is_numeric) {
                let text = text.trim_end_matches(char::is_numeric);
                if text.is_empty() {
                    numbered |= !piece.is_empty();
                    continue;
                }
                let tells = !JOINING.contains(&format!(" {} ", text.to_lowercase()));
                let lists = (judges.listed)(text);
                words.push(Word { text, line: first_line + at, lists, tells, numbered });
                numbered = false;
            }
        }
    }
    words
}

/// A letter, or the accent that is typed behind one (NFD).
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}')
}

/// The longest rows of words of one list: where each begins, and how many they are.
fn rows(words: &[Word<'_>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for list in 0..u32::BITS {
        let on = |word: &Word<'_>| word.lists & (1 << list) != 0;
        let mut start = 0;
        while start < words.len() {
            let length = words[start..].iter().take_while(|word| on(word)).count();
            if length > 0 {
                found.push((start, length));
            }
            start += length + 1;
        }
    }
    found
}

fn telling(words: &[Word<'_>]) -> usize {
    words.iter().filter(|word| word.tells).count()
}

/// Phrases whose checksum holds, and grids.
pub(super) fn refused(text: &str, first_line: usize, judges: &Judges<'_>) -> Vec<Finding> {
    let words = words(text, first_line, judges);
    let mut found = Vec::new();
    for (start, length) in rows(&words) {
        let row = &words[start..start + length];
        let rule = if holds_a_phrase(row, judges) {
            Rule::Phrase
        } else if is_grid(row) {
            Rule::Grid
        } else {
            continue;
        };
        found.push(Finding::counting(rule, words[start].line, length));
    }
    if found.is_empty() {
        let grid = dense(&words).or_else(|| in_rows(text, first_line, judges));
        found.extend(grid);
    }
    if found.is_empty() {
        // Phrases of lists that are not told word by word.
        let whole = (12..=60).contains(&words.len()) && (judges.fits)(text);
        let first = words.first().filter(|_| whole);
        found.extend(first.map(|word| Finding::counting(Rule::Phrase, word.line, words.len())));
    }
    found
}

/// Whether a row of list words is denser than sentences are, or is numbered.
fn is_grid(row: &[Word<'_>]) -> bool {
    let dense = row.windows(GRID).any(|part| telling(part) + 1 >= GRID);
    let numbers = row.iter().filter(|word| word.numbered && word.tells).count();
    dense || (numbers >= NUMBERED && 2 * numbers >= row.len())
}

/// A window in which nearly all words are on one list.
fn dense(words: &[Word<'_>]) -> Option<Finding> {
    words.windows(WINDOW).find_map(|window| {
        let on = |list: u32| {
            let listed = || window.iter().filter(|word| word.lists & (1 << list) != 0);
            let tell = listed().filter(|word| word.tells).count();
            listed().count() >= MOST_OF_WINDOW && tell + 1 >= MOST_OF_WINDOW
        };
        let count = MOST_OF_WINDOW;
        (0..u32::BITS).any(on).then(|| Finding::counting(Rule::Grid, window[0].line, count))
    })
}

/// Lines that follow each other and hold a few words of one list each, and nothing else.
fn in_rows(text: &str, first_line: usize, judges: &Judges<'_>) -> Option<Finding> {
    let (mut start, mut count, mut lists) = (0, 0, u32::MAX);
    for (at, line) in text.lines().enumerate() {
        let here = words(line, first_line + at, judges);
        let shared = here.iter().fold(lists, |lists, word| lists & word.lists);
        let is_row = (1..=ROW).contains(&here.len()) && shared != 0 && telling(&here) > 0;
        if !is_row {
            (count, lists) = (0, u32::MAX);
            continue;
        }
        if count == 0 {
            start = first_line + at;
        }
        (count, lists) = (count + here.len(), shared);
        if count >= IN_ROWS && first_line + at > start {
            return Some(Finding::counting(Rule::Grid, start, count));
        }
    }
    None
}

fn holds_a_phrase(row: &[Word<'_>], judges: &Judges<'_>) -> bool {
    LENGTHS.iter().any(|length| {
        let mut parts = row.windows(*length).filter(|part| 2 * telling(part) > *length);
        parts.any(|part| (judges.fits)(&joined(part)))
    })
}

fn joined(words: &[Word<'_>]) -> String {
    let words: Vec<&str> = words.iter().map(|word| word.text).collect();
    words.join(" ")
}

/// How many list words stand in a row in one line, when they are so many that somebody should look.
pub(super) fn in_a_row(line: &str, judges: &Judges<'_>) -> Option<usize> {
    let words = words(line, 0, judges);
    let rows = rows(&words).into_iter().filter(|(start, length)| {
        let row = &words[*start..start + length];
        row.windows(IN_A_ROW).any(|part| telling(part) == IN_A_ROW)
    });
    rows.map(|(_, length)| length).max()
}
