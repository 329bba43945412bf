//! The marks of one word on a plate: written for the sheet, and read when they are typed from the plate.

use super::{LETTERS, Marks};
use crate::secret::{SecretBuffer, SecretBytes, SecretText};
use crate::sheet::SheetError;

/// How many words there are.
const WORDS: u16 = 2_048;
/// What stands for a word that cannot be read.
const UNREADABLE: &str = "?";
/// The most text of marks that is read, in bytes: 24 words with signs for every place and room around them.
const LIMIT: usize = 4_096;

/// What is marked for a word with an index from 0, as it is printed.
pub(super) fn mark_of(kind: Marks, word: &str, index: u16) -> SecretText {
    const ROOM: usize = 40;
    let number = index + 1;
    let mut mark = SecretBuffer::with_room(ROOM);
    let mut push = |text: &str| mark.push_text(text).expect("the longest mark has room");
    match kind {
        Marks::Letters => {
            let mut letters = word.bytes();
            for _ in 0..LETTERS {
                match letters.next() {
                    Some(letter) => {
                        push(char::from(letter.to_ascii_uppercase()).encode_utf8(&mut [0; 4]))
                    }
                    None => push("·"),
                }
            }
        }
        Marks::Places => {
            for (at, letter) in word.bytes().take(LETTERS).enumerate() {
                push(if at == 0 { "" } else { " " });
                push(&(letter - b'a' + 1).to_string());
            }
        }
        Marks::Sums => {
            for (at, digit) in digits_of(number).into_iter().enumerate() {
                push(if at == 0 { "(" } else { " (" });
                let mut parts = PARTS.into_iter().filter(|part| digit & part != 0);
                push(&parts.next().map_or_else(String::new, |part| part.to_string()));
                parts.for_each(|part| push(&format!(",{part}")));
                push(")");
            }
        }
        Marks::Bits => {
            for bit in (0..12).rev() {
                push(if number >> bit & 1 == 1 { "1" } else { "0" });
                push(if bit % 4 == 0 && bit > 0 { " " } else { "" });
            }
        }
        Marks::Digits => push(&format!("{number:04}")),
        Marks::Squares => push(&format!("{index:04}")),
    }
    mark.into_text().expect("marks are text")
}

/// The places of a word on a template, 1 where it is struck.
pub(super) fn places_of(kind: Marks, word: &str, index: u16) -> SecretBytes {
    const LETTERS_OF_THE_ALPHABET: usize = 26;
    let number = index + 1;
    match kind {
        Marks::Sums => SecretBytes::filled(16, |places| {
            for (digit, four) in digits_of(number).into_iter().zip(places.chunks_mut(4)) {
                for (part, place) in PARTS.into_iter().zip(four) {
                    *place = u8::from(digit & part != 0);
                }
            }
        }),
        Marks::Bits => SecretBytes::filled(12, |places| {
            for (bit, place) in (0..12).rev().zip(places) {
                *place = (number >> bit & 1) as u8;
            }
        }),
        Marks::Places => SecretBytes::filled(LETTERS * LETTERS_OF_THE_ALPHABET, |places| {
            let columns = places.chunks_mut(LETTERS_OF_THE_ALPHABET);
            for (letter, column) in word.bytes().zip(columns) {
                column[usize::from(letter - b'a')] = 1;
            }
        }),
        Marks::Letters | Marks::Digits | Marks::Squares => SecretBytes::filled(0, |_| ()),
    }
}

const PARTS: [u16; 4] = [1, 2, 4, 8];

fn digits_of(number: u16) -> [u16; 4] {
    [number / 1000, number / 100 % 10, number / 10 % 10, number % 10]
}

/// Everything that can be marked for a word, as it is typed: without gaps.
#[derive(Default)]
pub struct MarkList(Vec<String>);

impl MarkList {
    /// The marks of all words, in the order of their numbers: `0.1.1.24` where digits stand in parts, `000001110100`
    /// where bits are marked, `0116` where digits are. Nothing for plates of letters and squares.
    pub fn of(kind: Marks) -> Option<Self> {
        let typed = |number: u16| match kind {
            Marks::Sums => {
                let digit = |digit: u16| match digit {
                    0 => "0".to_owned(),
                    _ => PARTS
                        .into_iter()
                        .filter(|part| digit & part != 0)
                        .map(|part| part.to_string())
                        .collect(),
                };
                Some(digits_of(number).map(digit).join("."))
            }
            Marks::Bits => Some(format!("{number:012b}")),
            Marks::Digits => Some(format!("{number:04}")),
            Marks::Letters | Marks::Places | Marks::Squares => None,
        };
        (1..=WORDS).map(typed).collect::<Option<Vec<String>>>().map(Self)
    }

    /// Lends them; the position is the index of the word from 0.
    pub fn typed(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).collect()
    }
}

/// Reads the marks of a plate as somebody typed them and gives the numbers of the words, from 1, four digits each with
/// single spaces between them; `?` for a word that cannot be read.
///
/// One word a line, numbered or not; lines that begin with `#` are passed over. Digits in parts are four groups:
/// `() (1) (1) (2,4)`, `0 1 1 24` or `0.1.1.24`; bits are twelve signs, `0 . - _ ·` for a place without a mark and
/// `1 x *` for one with it. What has no gaps inside a word may also stand several words to a line.
///
/// # Errors
/// [`SheetError::Mark`] with the position of the first word whose marks are none; [`SheetError::TooLong`];
/// [`SheetError::Empty`].
pub fn read_marks(kind: Marks, typed: &SecretText) -> Result<SecretText, SheetError> {
    if typed.len() > LIMIT {
        return Err(SheetError::TooLong { limit: LIMIT });
    }
    let mut numbers = SecretBuffer::with_room(LIMIT * 3);
    let mut position = 0;
    // exposed to: the reader of marks, whose numbers are wiped
    for line in typed.expose_secret().lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        words_of_line(kind, line, &mut |number| {
            position += 1;
            let refused = SheetError::Mark { word: position };
            let space = if position == 1 { "" } else { " " };
            let text = match number {
                Some(Read::Unreadable) => UNREADABLE.to_owned(),
                Some(Read::Number(number)) if (1..=WORDS).contains(&number) => {
                    format!("{number:04}")
                }
                _ => return Err(refused),
            };
            numbers.push_text(space).and_then(|()| numbers.push_text(&text)).map_err(|_| refused)
        })?;
    }
    match position {
        0 => Err(SheetError::Empty),
        _ => Ok(numbers.into_text().expect("digits are text")),
    }
}

enum Read {
    Number(u16),
    Unreadable,
}

/// Takes the words of one line, each as its number; nothing for marks that have no meaning.
fn words_of_line(
    kind: Marks,
    line: &str,
    take: &mut dyn FnMut(Option<Read>) -> Result<(), SheetError>,
) -> Result<(), SheetError> {
    let rest = without_number(line);
    if rest == UNREADABLE {
        return take(Some(Read::Unreadable));
    }
    let each = |text: &str, read: &dyn Fn(&str) -> Option<u16>, take: &mut dyn FnMut(_) -> _| {
        for word in text.split_whitespace() {
            take(match word {
                UNREADABLE => Some(Read::Unreadable),
                word => read(word).map(Read::Number),
            })?;
        }
        Ok(())
    };
    match kind {
        Marks::Sums if rest.contains('(') => {
            let groups = rest.split('(').skip(1).map(|group| group.split(')').next());
            take(sum_of(groups.map(Option::unwrap_or_default)).map(Read::Number))
        }
        // Where groups have gaps between them there is one word in the line.
        Marks::Sums if !line.contains('.') || is_numbered_group(line) => {
            take(sum_of(rest.split_whitespace()).map(Read::Number))
        }
        Marks::Sums => each(line, &|word| sum_of(word.split('.')), take),
        Marks::Bits if bits_in(line) == Some(12) => take(bits_of(line).map(Read::Number)),
        Marks::Bits if behind_number(line).and_then(bits_in) == Some(12) => {
            take(behind_number(line).and_then(bits_of).map(Read::Number))
        }
        Marks::Bits => each(line, &bits_of, take),
        Marks::Digits => each(line, &|word| (word.len() <= 4).then(|| word.parse().ok())?, take),
        Marks::Letters | Marks::Places | Marks::Squares => take(None),
    }
}

/// Whether a line is a number with a full stop and groups with gaps between them: `7. 0 1 1 24`.
fn is_numbered_group(line: &str) -> bool {
    let rest = without_number(line);
    rest.len() < line.len() && !rest.contains('.')
}

/// What follows the number of a word: `7 `, `7. `, `7) ` or `7: `.
fn behind_number(line: &str) -> Option<&str> {
    let (first, rest) = line.split_once(char::is_whitespace)?;
    let digits = first.trim_end_matches(['.', ')', ':']);
    let numbered = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    numbered.then(|| rest.trim())
}

/// The line without the number of its word.
fn without_number(line: &str) -> &str {
    let Some(rest) = behind_number(line) else { return line };
    // Four groups of digits are a word; a fifth in front is its number.
    let first = line.split_whitespace().next();
    let bare = first.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let four_groups = bare && rest.split_whitespace().count() == 3 && !rest.contains('(');
    if four_groups { line } else { rest }
}

/// The number whose four digits are given in parts.
fn sum_of<'a>(groups: impl Iterator<Item = &'a str>) -> Option<u16> {
    let mut digits = groups.map(digit_of);
    let mut number = 0;
    for _ in 0..4 {
        number = number * 10 + digits.next()??;
    }
    digits.next().is_none().then_some(number)
}

/// A digit of which the parts are given, each once at most.
fn digit_of(group: &str) -> Option<u16> {
    let mut digit = 0;
    for sign in group.chars() {
        match sign {
            '1' | '2' | '4' | '8' => {
                let part = u16::from(sign as u8 - b'0');
                (digit & part == 0).then_some(())?;
                digit |= part;
            }
            '0' | '-' | '_' | '·' if digit == 0 => {}
            ',' | '+' | ' ' => {}
            _ => return None,
        }
    }
    (digit <= 9).then_some(digit)
}

/// How many places a text marks; nothing when it has other signs.
fn bits_in(text: &str) -> Option<usize> {
    let mut count = 0;
    for sign in text.chars().filter(|sign| !sign.is_whitespace()) {
        bit(sign)?;
        count += 1;
    }
    Some(count)
}

fn bits_of(text: &str) -> Option<u16> {
    if bits_in(text) != Some(12) {
        return None;
    }
    let signs = text.chars().filter(|sign| !sign.is_whitespace());
    signs.map(bit).try_fold(0, |number, bit| Some(number << 1 | bit?))
}

fn bit(sign: char) -> Option<u16> {
    match sign {
        '0' | '.' | '-' | '_' | '·' => Some(0),
        '1' | 'x' | 'X' | '*' => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(kind: Marks, word: &str, number: u16) -> String {
        // exposed to: the assertion
        mark_of(kind, word, number - 1).expose_secret().to_owned()
    }

    fn read(kind: Marks, typed: &str) -> Result<String, SheetError> {
        // exposed to: the assertion
        read_marks(kind, &SecretText::copied_from(typed))
            .map(|text| text.expose_secret().to_owned())
    }

    #[test]
    fn words_are_marked_as_each_plate_asks() {
        assert_eq!(mark(Marks::Letters, "attack", 116), "ATTA");
        assert_eq!(mark(Marks::Letters, "van", 1931), "VAN·");
        assert_eq!(mark(Marks::Places, "attack", 116), "1 20 20 1");
        assert_eq!(mark(Marks::Sums, "attack", 116), "() (1) (1) (2,4)");
        assert_eq!(mark(Marks::Sums, "zoo", 2048), "(2) () (4) (8)");
        assert_eq!(mark(Marks::Sums, "x", 1979), "(1) (1,8) (1,2,4) (1,8)");
        assert_eq!(mark(Marks::Bits, "attack", 116), "0000 0111 0100");
        assert_eq!(mark(Marks::Bits, "zoo", 2048), "1000 0000 0000");
        assert_eq!(mark(Marks::Digits, "abandon", 1), "0001");
        assert_eq!(mark(Marks::Squares, "abandon", 1), "0000");
    }

    #[test]
    fn the_places_of_a_template_are_those_of_the_marks() {
        let places = |kind, word, number: u16| {
            // exposed to: the assertion
            places_of(kind, word, number - 1).expose_secret().to_vec()
        };
        let attack = [0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0];
        assert_eq!(places(Marks::Sums, "attack", 116), attack);
        assert_eq!(places(Marks::Bits, "attack", 116), [0, 0, 0, 0, 0, 1, 1, 1, 0, 1, 0, 0]);
        let van = places(Marks::Places, "van", 1931);
        let struck: Vec<usize> = (0..104).filter(|at| van[*at] == 1).collect();
        assert_eq!(struck, [21, 26, 26 * 2 + 13], "v, a, n, and nothing in the fourth column");
    }

    #[test]
    fn what_is_marked_for_every_word_is_read_back_as_its_number() {
        for kind in [Marks::Sums, Marks::Bits, Marks::Digits] {
            let list = MarkList::of(kind).expect("a plate of numbers");
            for (number, typed) in (1..).zip(list.typed()) {
                let right = Ok(format!("{number:04}"));
                assert_eq!(read(kind, typed), right, "{kind:?} {number} as typed");
                assert_eq!(read(kind, &mark(kind, "word", number)), right, "{kind:?} as printed");
                let numbered = format!(" 7. {}", mark(kind, "word", number));
                let numbered = if kind == Marks::Digits { typed.to_owned() } else { numbered };
                assert_eq!(read(kind, &numbered), right, "{kind:?} {number} numbered");
            }
        }
    }

    #[test]
    fn marks_are_typed_in_several_ways() {
        let right = Ok("0116 1979".to_owned());
        for typed in [
            "() (1) (1) (2,4)\n(1) (1,8) (1,2,4) (1,8)",
            "( )(1)(1)(2,4)\n2. (1)(1 8)(124)(18)",
            "# a plate\n0 1 1 24\n1 18 124 18\n",
            "1 - 1 1 2+4\n2 1 18 124 18",
            "0.1.1.24 1.18.124.18",
            "0.1.1.42\n1.81.421.81",
        ] {
            assert_eq!(read(Marks::Sums, typed), right, "{typed}");
        }
        let right = Ok("0116 2048".to_owned());
        for typed in [
            "0000 0111 0100\n1000 0000 0000",
            "1 0000 0111 0100\n2 1000 0000 0000",
            "1. .....xxx.x..\n2. x...........",
            "000001110100 100000000000",
            "_____***_*__\n*-----------",
        ] {
            assert_eq!(read(Marks::Bits, typed), right, "{typed}");
        }
        assert_eq!(read(Marks::Bits, "000001110100\n?\n3 ?"), Ok("0116 ? ?".to_owned()));
        assert_eq!(read(Marks::Sums, "? 0.1.1.24"), Ok("? 0116".to_owned()));
    }

    #[test]
    fn marks_that_no_word_has_are_refused_by_the_position_of_their_word() {
        for (kind, typed, word) in [
            (Marks::Sums, "0.1.1.24 0.0.0.0", 2),
            (Marks::Sums, "(2) () (4) (1,8)", 1),
            (Marks::Sums, "() (1) (1) (2,2)", 1),
            (Marks::Sums, "() (1) (1) (2,8)", 1),
            (Marks::Sums, "() (1) (1)", 1),
            (Marks::Sums, "0 1 1 24\n0 1 1 3", 2),
            (Marks::Bits, "000001110100 00000111010", 2),
            (Marks::Bits, "100000000001", 1),
            (Marks::Bits, "000000000000", 1),
            (Marks::Bits, "0000o1110100", 1),
            (Marks::Digits, "0116 2049", 2),
            (Marks::Letters, "ATTA", 1),
        ] {
            assert_eq!(read(kind, typed), Err(SheetError::Mark { word }), "{typed}");
        }
        assert_eq!(read(Marks::Bits, "# nothing\n"), Err(SheetError::Empty));
        let long = "0".repeat(LIMIT + 1);
        assert_eq!(read(Marks::Bits, &long), Err(SheetError::TooLong { limit: LIMIT }));
    }
}
