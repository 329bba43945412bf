//! Runs of words of BIP-0039's lists in a text: which of them are a mnemonic whose checksum holds, or another seed.
//!
//! A checksum of twelve words lets one text in sixteen pass, so words must also stand as people write them: in a line
//! of their own, or a few a line. Sorted words are a word list, published ones hold no money.

use super::gaps::is_gap;
use super::{Kind, phrases};
use crate::seed::{self, Language, Mnemonic, WORD_COUNTS, wordlist};
use std::ops::Range;
use zeroize::Zeroizing;

/// The fewest and the most words of a mnemonic (BIP-0039).
pub(super) const FEWEST: usize = 12;
const MOST: usize = 24;
/// A line or block with more words than two mnemonics is a list or prose.
const BLOCK: usize = 2 * MOST;
/// How many words of a mnemonic may be there twice: three or more are once in 2,000 times of 24 words.
pub(super) const MOST_REPEATED: usize = 2;
/// How many words may have a capital among small letters: sentences have some, and where a phone sets them is a line's
/// first word.
const MOST_ODD: usize = 1;
/// More words than this are looked at in parts.
pub(super) const LONGEST_RUN: usize = 512;

/// One word of a run: where it stands in the text, and in which line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) line: u64,
}

/// A seed or share that was found: its words among those of the run.
pub(super) struct Found {
    pub(super) words: Range<usize>,
    pub(super) kind: Kind,
}

/// Looks for mnemonics in a run of words of `text`.
pub(super) fn mnemonics(text: &[u8], run: &[Word]) -> Vec<Found> {
    by_numbers(text, run, &wordlist::find)
}

/// The number of a word on the list of a language.
type Lookup<'a> = dyn Fn(Language, &str) -> Option<u16> + 'a;

fn by_numbers(text: &[u8], run: &[Word], number: &Lookup<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for segment in segments(run, FEWEST, BLOCK) {
        let words = &run[segment.clone()];
        let readings = readings(text, words, number);
        let of = |place: Range<usize>, kind| Found {
            words: segment.start + place.start..segment.start + place.end,
            kind,
        };
        let holds = |window: Range<usize>| readings.iter().any(|one| one.holds(window.clone()));
        let electrum = readings.iter().flat_map(Reading::listed);
        let electrum = electrum.filter_map(|part| phrases::electrum(text, words, part, &holds));
        let electrum = electrum.min_by_key(|place| place.start);
        let english = readings.iter().find(|reading| reading.language == Language::English);
        let mut at = 0;
        while at + FEWEST <= words.len() && !readings.is_empty() {
            let aezeed = at..(at + MOST).min(words.len());
            let first = english.and_then(|reading| reading.numbers[at]);
            if phrases::is_aezeed(text, &words[aezeed.clone()], first) {
                at = aezeed.end;
                found.push(of(aezeed, Kind::AezeedWords));
                continue;
            }
            if let Some(place) = electrum.clone().filter(|place| place.start == at) {
                at = place.end;
                found.push(of(place, Kind::ElectrumWords));
                continue;
            }
            let fits = |count: &&usize| {
                let window = at..at + **count;
                // What stands between signs is more than words that fit with a heading.
                let beside =
                    |seed: &Range<usize>| window.end <= seed.start || window.start >= seed.end;
                window.end <= words.len()
                    && electrum.as_ref().is_none_or(beside)
                    && holds(window.clone())
                    && is_written(text, &words[window])
            };
            match WORD_COUNTS.iter().rev().find(fits) {
                Some(count) => {
                    found.push(of(at..at + count, Kind::SeedWords));
                    at += count;
                }
                None => at += 1,
            }
        }
    }
    found
}

/// The numbers of the words in one language; nothing where a word is not on the list. Wiped when dropped.
struct Reading {
    language: Language,
    numbers: Zeroizing<Vec<Option<u16>>>,
}

impl Reading {
    /// The parts that are all on the list, of at least as many words as the shortest seed.
    fn listed(&self) -> impl Iterator<Item = Range<usize>> {
        let mut end = 0;
        let parts = self.numbers.chunk_by(|a, b| a.is_some() == b.is_some()).map(move |part| {
            let start = end;
            end += part.len();
            (part[0].is_some() && part.len() >= FEWEST).then_some(start..end)
        });
        parts.flatten()
    }

    /// Whether these words are a mnemonic that nobody has published. Each word was looked up once, so that a window costs
    /// one SHA-256.
    fn holds(&self, window: Range<usize>) -> bool {
        if !WORD_COUNTS.contains(&window.len()) {
            return false;
        }
        let mut numbers = Zeroizing::new([0_u16; MOST]);
        let len = window.len();
        for (room, number) in numbers.iter_mut().zip(&self.numbers[window]) {
            let Some(number) = number else { return false };
            *room = *number;
        }
        let numbers = &numbers[..len];
        seed::checksum_holds(numbers)
            && Mnemonic::from_indices_in(numbers, self.language)
                .is_ok_and(|mnemonic| mnemonic.published().is_none())
    }
}

/// The words as each language reads them that may have twelve in a row.
fn readings(text: &[u8], words: &[Word], number: &Lookup<'_>) -> Vec<Reading> {
    let number = |language, word: &Word| {
        number(language, std::str::from_utf8(&text[word.start..word.end]).ok()?)
    };
    // Of twelve words in a row one is the twelfth, the 24th and so on of all.
    let may_have = |language: &Language| {
        words.iter().skip(FEWEST - 1).step_by(FEWEST).any(|word| number(*language, word).is_some())
    };
    let read = |language| {
        let mut numbers = Zeroizing::new(Vec::with_capacity(words.len()));
        numbers.extend(words.iter().map(|word| number(language, word)));
        Reading { language, numbers }
    };
    Language::ALL.into_iter().filter(may_have).map(read).collect()
}

/// The parts of a run that may hold `fewest` words of a seed: long lines alone, short lines together with their
/// neighbours; none with more than `most`.
pub(super) fn segments(run: &[Word], fewest: usize, most: usize) -> Vec<Range<usize>> {
    let mut segments: Vec<Range<usize>> = Vec::new();
    let mut block: Option<Range<usize>> = None;
    for line in run.chunk_by(|a, b| a.line == b.line) {
        let start = block.as_ref().map_or_else(
            || segments.last().map_or(0, |last| last.end),
            |block: &Range<usize>| block.end,
        );
        let end = start + line.len();
        if line.len() < fewest {
            block = Some(block.map_or(start..end, |block| block.start..end));
            continue;
        }
        segments.extend(block.take());
        segments.push(start..end);
    }
    segments.extend(block);
    let parted = segments.into_iter().flat_map(|segment| match segment.len() > most {
        true => paragraphs(run, segment),
        false => vec![segment],
    });
    parted.filter(|segment| (fewest..=most).contains(&segment.len())).collect()
}

/// The parts between empty lines.
fn paragraphs(run: &[Word], segment: Range<usize>) -> Vec<Range<usize>> {
    let mut at = segment.start;
    let parts = run[segment].chunk_by(|a, b| b.line - a.line < 2);
    parts
        .map(|part| {
            let start = at;
            at += part.len();
            start..at
        })
        .collect()
}

/// Whether these words stand as a person writes a mnemonic: not sorted, few twice, nothing else between them, all in
/// small letters, in capitals or with a capital each.
pub(super) fn is_written(text: &[u8], words: &[Word]) -> bool {
    let of = |word: &Word| &text[word.start..word.end];
    // Twelve random words are in order once in 479 million times.
    if words.is_sorted_by(|a, b| of(a) < of(b)) || words.is_sorted_by(|a, b| of(a) > of(b)) {
        return false;
    }
    let repeated = (1..words.len()).filter(|at| {
        words[..*at].iter().any(|before| of(before).eq_ignore_ascii_case(of(&words[*at])))
    });
    repeated.count() <= MOST_REPEATED
        && words.windows(2).all(|two| is_gap(text, two))
        && odd_capitals(text, words) <= MOST_ODD
}

/// How many words begin with a capital, or do not, other than most of them; the first of a line may.
fn odd_capitals(text: &[u8], words: &[Word]) -> usize {
    let capital = |word: &Word| text[word.start].is_ascii_uppercase();
    let inside = words.windows(2).filter(|two| two[0].line == two[1].line);
    let (mut capitals, mut others) = (0, 0);
    for two in inside {
        if capital(&two[1]) { capitals += 1 } else { others += 1 }
    }
    usize::min(capitals, others)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(lines: &[usize]) -> Vec<Word> {
        let each = (1..).zip(lines).flat_map(|(line, count)| vec![line; *count]);
        each.map(|line| Word { start: 0, end: 0, line }).collect()
    }

    fn parts(lines: &[usize]) -> Vec<(usize, usize)> {
        segments(&run(lines), FEWEST, BLOCK)
            .into_iter()
            .map(|part| (part.start, part.end))
            .collect()
    }

    #[test]
    fn long_lines_stand_alone_and_short_ones_together() {
        assert_eq!(parts(&[24]), [(0, 24)]);
        assert_eq!(parts(&[4, 4, 4]), [(0, 12)]);
        assert_eq!(parts(&[12, 12, 3]), [(0, 12), (12, 24)]);
        assert_eq!(parts(&[2, 13, 6, 6]), [(2, 15), (15, 27)]);
        assert_eq!(parts(&[3, 3]), []);
        assert_eq!(parts(&[1; 100]), [], "a word list");
        assert_eq!(parts(&[60]), [], "prose");
        let gaps = [vec![1; 12], vec![0], vec![1; 40], vec![0], vec![2; 6]].concat();
        assert_eq!(parts(&gaps), [(0, 12), (12, 52), (52, 64)]);
    }

    #[test]
    fn lines_of_words_do_not_hold_the_search_because_each_is_looked_up_once() {
        const WORDS: usize = 48;
        let (mut text, mut run) = (String::new(), Vec::new());
        for at in 0..WORDS {
            let start = text.len();
            text += wordlist::english()[at * 1_103 % 2_048];
            run.push(Word { start, end: text.len(), line: 1 });
            text.push(' ');
        }
        let asked = std::cell::Cell::new(0);
        let number = |language, word: &str| {
            asked.set(asked.get() + 1);
            wordlist::find(language, word)
        };
        by_numbers(text.as_bytes(), &run, &number);
        let most = Language::ALL.len() * (WORDS + WORDS / FEWEST);
        assert!((WORDS..=most).contains(&asked.get()), "{}", asked.get());
        // The control: whoever looks up the words of each window asks more often, in one language alone.
        let of_windows = |count: &usize| (WORDS - count + 1) * count;
        assert!(WORD_COUNTS.iter().map(of_windows).sum::<usize>() > most);
    }
}
