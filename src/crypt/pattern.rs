//! What people put into file passphrases: words, dates, rows of keys, repetitions, hex numbers.

use bip39::Language;

const LIST_WORD_BITS: f64 = 11.0;
/// A word of a large dictionary (Diceware has 7,776, others twice that).
const WORD_BITS: f64 = 13.0;
const WORD_LETTERS: usize = 8;
/// What each further letter of a text in some language is worth.
const LANGUAGE_LETTER_BITS: f64 = 2.4;
const COMMON_WORD_BITS: f64 = 4.0;

/// Words that stand in every text or every list of leaked passwords; sorted.
const COMMON: &[&str] = &[
    "a", "about", "admin", "all", "and", "are", "as", "at", "be", "bitcoin", "but", "by", "can",
    "coin", "crypto", "dragon", "for", "from", "have", "he", "hello", "hodl", "i", "iloveyou",
    "in", "is", "it", "key", "ledger", "letmein", "love", "master", "me", "monkey", "moon", "my",
    "not", "of", "on", "or", "pass", "password", "passwort", "qwerty", "satoshi", "secret", "she",
    "that", "the", "they", "this", "to", "trezor", "trustno", "wallet", "was", "we", "welcome",
    "with", "you", "your",
];

const KEYBOARD_ROWS: [&str; 5] = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm"];

/// What a guesser takes together: runs of letters, of digits, of signs.
#[derive(PartialEq, Clone, Copy)]
pub(super) enum Kind {
    Letters,
    Digits,
    Signs,
}

impl Kind {
    pub(super) fn of(c: char) -> Self {
        match c {
            '0'..='9' => Self::Digits,
            c if c.is_alphabetic() => Self::Letters,
            _ => Self::Signs,
        }
    }
}

/// Whether digits without signs are a year or a date: `1985`, `120385`, `19850312`, `12031985`.
pub(super) fn is_date(run: &[char]) -> bool {
    let number = |from: usize, to: usize| {
        run[from..to].iter().fold(0, |sum, c| sum * 10 + c.to_digit(10).unwrap_or_default())
    };
    match run.len() {
        4 => is_year(number(0, 4)),
        6 => is_day(number(0, 2), number(2, 4)) || is_day(number(2, 4), number(4, 6)),
        8 => {
            is_year(number(0, 4)) && is_day(number(4, 6), number(6, 8))
                || is_year(number(4, 8)) && is_day(number(0, 2), number(2, 4))
        }
        _ => false,
    }
}

fn is_year(year: u32) -> bool {
    (1900..2100).contains(&year)
}

/// A day and a month, in either order.
fn is_day(one: u32, other: u32) -> bool {
    (1..=31).contains(&one) && (1..=31).contains(&other) && one.min(other) <= 12
}

/// Where a date ends that begins here and is written with signs: `12.03.1985`, `1985-03-12`.
pub(super) fn written_date(text: &[char], start: usize) -> Option<usize> {
    let mut end = start;
    let mut numbers = [0; 3];
    for number in &mut numbers {
        let digits = text[end..].iter().map_while(|c| c.to_digit(10)).take(5);
        let (length, value) = digits.fold((0, 0), |(length, sum), d| (length + 1, sum * 10 + d));
        if !matches!(length, 1 | 2 | 4) {
            return None;
        }
        *number = value;
        end += length + usize::from(text.get(end + length).is_some_and(|c| "./-".contains(*c)));
    }
    end -= usize::from("./-".contains(text[end - 1]));
    let [one, two, three] = numbers;
    let signs = text[start..end].iter().filter(|c| "./-".contains(**c)).count();
    let date = is_day(one, two) || (is_year(one) && is_day(two, three));
    (signs == 2 && date).then_some(end)
}

/// Sixteen or more hex digits of one case, letters among them: a number written out.
pub(super) fn is_hex(text: &[char]) -> bool {
    let upper = text.iter().any(char::is_ascii_uppercase);
    let lower = text.iter().any(char::is_ascii_lowercase);
    text.len() >= 16 && text.iter().all(char::is_ascii_hexdigit) && upper != lower
}

/// The length of the shortest beginning whose repetition is the whole text.
pub(super) fn repeated_unit(text: &[char]) -> usize {
    let repeats = |unit: usize| text.iter().zip(&text[unit..]).all(|(one, other)| one == other);
    (1..=text.len() / 2).find(|unit| repeats(*unit)).unwrap_or(text.len())
}

/// Marks each character that continues a row of three or more: `aaa`, `abc`, `321`, `qwe`.
pub(super) fn following(text: &[char]) -> Vec<bool> {
    let mut follows = vec![false; text.len()];
    for at in 2..text.len() {
        let [one, two, three] = [text[at - 2], text[at - 1], text[at]];
        let even = |a: i64, b: i64, c: i64| b - a == c - b && (-1..=1).contains(&(c - b));
        let alphabet = Kind::of(one) == Kind::of(three)
            && even(u32::from(one).into(), u32::from(two).into(), u32::from(three).into());
        let keyboard = KEYBOARD_ROWS.iter().any(|row| {
            let place = |c: char| row.find(c).and_then(|place| i64::try_from(place).ok());
            matches!((place(one), place(two), place(three)), (Some(a), Some(b), Some(c)) if even(a, b, c))
        });
        if alphabet || keyboard {
            follows[at - 1] = true;
            follows[at] = true;
        }
    }
    follows
}

/// What a run of letters is worth as words; `None` when no word sounds like it.
pub(super) fn word_bits(run: &[char]) -> Option<f64> {
    let is = |word: &&str| word.chars().cmp(run.iter().copied());
    if COMMON.binary_search_by(is).is_ok() {
        return Some(COMMON_WORD_BITS);
    }
    if Language::English.word_list().binary_search_by(is).is_ok() {
        return Some(LIST_WORD_BITS);
    }
    let vowel = |c: &char| !c.is_ascii() || "aeiouy".contains(*c);
    let vowels = run.iter().filter(|c| vowel(c)).count() as f64 / run.len() as f64;
    let cluster = run.split(vowel).map(<[char]>::len).max().unwrap_or_default();
    let sounds = run.len() >= 3 && (0.2..=0.8).contains(&vowels) && cluster <= 4;
    let further = run.len().saturating_sub(WORD_LETTERS) as f64;
    sounds.then_some(WORD_BITS + further * LANGUAGE_LETTER_BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn dates_are_seen_with_and_without_signs() {
        for date in ["1985", "120385", "19850312", "12031985"] {
            assert!(is_date(&chars(date)), "{date}");
        }
        for number in ["0815", "4711", "993385", "99991399"] {
            assert!(!is_date(&chars(number)), "{number}");
        }
        assert_eq!(written_date(&chars("on 12.3.1985 we"), 3), Some(12));
        assert_eq!(written_date(&chars("1985-03-12"), 0), Some(10));
        assert_eq!(written_date(&chars("12.34.56"), 0), None);
        assert_eq!(written_date(&chars("12"), 0), None);
    }

    #[test]
    fn rows_and_repetitions_are_seen() {
        assert_eq!(following(&chars("xabcx")), [false, false, true, true, false]);
        assert_eq!(following(&chars("qwe4")), [false, true, true, false]);
        assert_eq!(following(&chars("ax7q")), [false; 4]);
        assert_eq!(repeated_unit(&chars("abcabcab")), 3);
        assert_eq!(repeated_unit(&chars("abcd")), 4);
        assert!(is_hex(&chars("000102030405060708090a0b0c0d0e0f")));
        assert!(!is_hex(&chars("12345678901234567890")));
    }

    #[test]
    fn lists_that_are_searched_are_sorted() {
        assert!(COMMON.is_sorted());
        assert!(Language::English.word_list().is_sorted());
    }
}
