//! How long a stranger's computer would need to guess a file passphrase: an estimate that errs low.
//!
//! A passphrase counts as the cheapest description that a guesser would try: words of a list, words
//! of a language, dates, keyboard rows, repetitions, and only then single characters. Words that
//! somebody thought of are guessed earlier than words that were drawn; nobody can see the
//! difference, so the message names the time for drawn ones, and the generated ten words are the
//! recommendation.

use zeroize::Zeroizing;

use super::pattern::{Kind, following, is_date, is_hex, repeated_unit, word_bits, written_date};

/// Seven words drawn from the BIP-0039 list: what a file passphrase must be worth, in bits.
const ENOUGH_BITS: f64 = 77.0;
/// Without that many words it must have [`ENOUGH_CHARACTERS`].
const ENOUGH_WORDS: usize = 6;
const ENOUGH_CHARACTERS: usize = 20;
/// Guesses in a second: about ten large graphics cards, each guess 256 MiB (scrypt, N = 2^18).
const GUESSES_PER_SECOND: f64 = 10_000.0;

const YEAR_BITS: f64 = 7.0;
const DATE_BITS: f64 = 15.0;
const LETTER_BITS: f64 = 4.7;
const DIGIT_BITS: f64 = 3.3;
const SIGN_BITS: f64 = 5.0;
const SEPARATOR_BITS: f64 = 2.0;
const FOLLOWING_BITS: f64 = 0.5;

/// The passphrase could be guessed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a stranger's computer would need {time_in_words}")]
pub struct Weak {
    /// How long guessing would take, in words: "about 3 hours".
    pub time_in_words: String,
    /// How many words were found in it.
    pub words: usize,
    /// How many years and dates were found in it.
    pub dates: usize,
    /// Whether it repeats itself or follows a row of keys, letters or digits.
    pub pattern: bool,
    /// Its length, in characters.
    pub characters: usize,
}

impl Weak {
    /// What a guesser sees in it, without its text: "2 words and a date".
    pub fn made_of(&self) -> String {
        let count = |count: usize, one: &str, more: &str| match count {
            0 => None,
            1 => Some(one.to_owned()),
            _ => Some(format!("{count} {more}")),
        };
        let parts = [
            count(self.words, "one word", "words"),
            count(self.dates, "a date", "dates"),
            count(usize::from(self.pattern), "a pattern", ""),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() {
            return format!("{} characters", self.characters);
        }
        parts.join(" and ")
    }
}

/// Refuses what is worth less than seven random words, or than 20 characters without a pattern.
pub(super) fn check(text: &str) -> Result<(), Weak> {
    let characters = text.chars().count();
    let mut found = Found::default();
    let bits = found.measure(text);
    let long_enough = found.words.len() >= ENOUGH_WORDS || characters >= ENOUGH_CHARACTERS;
    if bits >= ENOUGH_BITS && long_enough {
        return Ok(());
    }
    Err(Weak {
        time_in_words: time_in_words((bits - 1.0).exp2() / GUESSES_PER_SECOND),
        words: found.words.len(),
        dates: found.dates,
        pattern: found.pattern,
        characters,
    })
}

/// What a guesser would see in the text; words are kept as positions.
#[derive(Default)]
struct Found {
    words: Vec<(usize, usize)>,
    dates: usize,
    pattern: bool,
}

impl Found {
    fn measure(&mut self, text: &str) -> f64 {
        let whole: Zeroizing<Vec<char>> = Zeroizing::new(text.chars().collect());
        let unit = repeated_unit(&whole);
        self.pattern = unit < whole.len();
        let repeats = (whole.len() as f64 / unit.max(1) as f64).max(1.0).log2();
        let exact = &whole[..unit];
        let lower: Zeroizing<Vec<char>> =
            Zeroizing::new(exact.iter().map(|c| c.to_ascii_lowercase()).collect());
        let follows = following(&lower);
        // Three in a row happen by chance; half of the text in rows does not.
        self.pattern |= unit > 0 && 2 * follows.iter().filter(|follows| **follows).count() >= unit;
        if is_hex(exact) {
            return repeats + per_character(&follows, 4.0);
        }
        let mut bits = repeats + capitals(exact);
        let mut start = 0;
        while start < unit {
            if let Some(end) = written_date(&lower, start) {
                self.dates += 1;
                bits += DATE_BITS;
                start = end;
                continue;
            }
            let kind = Kind::of(lower[start]);
            let end = (start..unit).find(|at| Kind::of(lower[*at]) != kind).unwrap_or(unit);
            bits += match kind {
                Kind::Letters => self.letters(&lower, (start, end), &follows),
                Kind::Digits => self.digits(&lower[start..end], &follows[start..end]),
                Kind::Signs => signs(&lower, (start, end), &follows),
            };
            start = end;
        }
        bits
    }

    fn letters(&mut self, text: &[char], at: (usize, usize), follows: &[bool]) -> f64 {
        let run = &text[at.0..at.1];
        let single = per_character(&follows[at.0..at.1], LETTER_BITS);
        let Some(word) = word_bits(run) else { return single };
        let again = self.words.iter().any(|(start, end)| text[*start..*end] == *run);
        if !again {
            self.words.push(at);
        }
        if again { 1.0 } else { single.min(word) }
    }

    fn digits(&mut self, run: &[char], follows: &[bool]) -> f64 {
        let single = per_character(follows, DIGIT_BITS);
        let date = match run.len() {
            4 if is_date(run) => YEAR_BITS,
            6 | 8 if is_date(run) => DATE_BITS,
            _ => return single,
        };
        self.dates += 1;
        single.min(date)
    }
}

/// Signs between words are worth something once: `-` after each word is one decision.
fn signs(text: &[char], (start, end): (usize, usize), follows: &[bool]) -> f64 {
    let worth = |at: usize| match text[at] {
        sign if follows[at] || text[..at].contains(&sign) => FOLLOWING_BITS,
        ' ' | '-' | '_' | '.' | ',' => SEPARATOR_BITS,
        _ => SIGN_BITS,
    };
    (start..end).map(worth).sum()
}

fn per_character(follows: &[bool], bits: f64) -> f64 {
    follows.iter().map(|follows| if *follows { FOLLOWING_BITS } else { bits }).sum()
}

/// One capital at the beginning, or all of them, is one decision; others are one bit each.
fn capitals(text: &[char]) -> f64 {
    let letters = text.iter().filter(|c| c.is_alphabetic()).count();
    let capitals = text.iter().filter(|c| c.is_uppercase()).count();
    if capitals == 0 {
        0.0
    } else if capitals == letters || (capitals == 1 && text[0].is_uppercase()) {
        1.0
    } else {
        letters.min(2 * capitals) as f64
    }
}

/// A length of time as people say it.
fn time_in_words(seconds: f64) -> String {
    const UNITS: [(f64, &str); 6] = [
        (31_557_600.0, "year"),
        (2_629_800.0, "month"),
        (86_400.0, "day"),
        (3_600.0, "hour"),
        (60.0, "minute"),
        (1.0, "second"),
    ];
    if seconds > 100.0 * UNITS[0].0 {
        return "more than 100 years today, and less each year".to_owned();
    }
    for (length, name) in UNITS {
        if seconds >= length {
            let count = (seconds / length).round();
            let plural = if count > 1.0 { "s" } else { "" };
            return format!("about {count} {name}{plural}");
        }
    }
    "less than a second".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weak(text: &str) -> Weak {
        check(text).expect_err(text)
    }

    #[test]
    fn seven_random_words_or_twenty_mixed_characters_pass() {
        for strong in [
            "anchor velvet tunnel copper sunny marble orbit",
            "Tunnel-velvet-anchor-copper-orbit-marble-sunny",
            "crimp outlast vaguely stapling deodorant unbend reapply",
            "000102030405060708090a0b0c0d0e0f",
            "9f86d081884c7d659a2feaa0c55ad015",
            "x7Kp2mQ9vT4bZ8nR3wL6",
            "q8%Vt!zR2#mK9&xW4^pL",
        ] {
            assert_eq!(check(strong), Ok(()), "{strong}");
        }
    }

    #[test]
    fn what_people_choose_is_refused() {
        for guessed in [
            "",
            "hunter2",
            "P@ssw0rd!",
            "correct horse battery staple",
            "correcthorsebatterystaple",
            "to be or not to be that is the question",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "00000000000000000000000000000000",
            "abcdefghijklmnopqrstuvwxyz0123456789",
            "qwertyuiopasdfghjklzxcvbnm1234567890",
            "x7Kp2mx7Kp2mx7Kp2mx7Kp2m",
            "velvet velvet velvet velvet velvet velvet velvet velvet",
            "anna 12.03.1985 bernd 30.11.1987 clara",
            "19850312 19871130 20140704 20161224",
            "anchor velvet tunnel copper sunny marble",
            "x7Kp2mQ9vT4bZ8nR3w",
        ] {
            assert!(check(guessed).is_err(), "{guessed}");
        }
    }

    #[test]
    fn the_time_is_said_in_words() {
        assert_eq!(weak("secret").time_in_words, "less than a second");
        let two_words = weak("velvet tunnel 1987");
        assert_eq!((two_words.words, two_words.dates), (2, 1));
        assert_eq!(two_words.to_string(), "a stranger's computer would need about 2 days");
        assert!(
            weak("velvet tunnel marble copper orbit sunny").time_in_words.contains("100 years")
        );
        assert_eq!(two_words.made_of(), "2 words and a date");
        assert_eq!(weak("x7Kp2m").made_of(), "6 characters");
        assert_eq!(weak("1234567").made_of(), "a pattern");
    }
}
