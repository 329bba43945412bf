//! Metal plates: what is marked for each word, how the numbers count, and how much fits. The table is [`Plate::row`].

use super::Heading;
use crate::secret::{SecretBuffer, SecretText};

/// What is marked for one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// Its first four letters in capitals; a word of three leaves the fourth place empty.
    Letters,
    /// The places of its four letters in the alphabet, from 1.
    Places,
    /// The four digits of its number, each as the sum of some of 1, 2, 4 and 8.
    Sums,
    /// Its number as the sum of some of 2048, 1024 … 1: twelve places, 1 is marked.
    Bits,
    /// The four digits of its number.
    Digits,
}

/// The plates that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plate {
    /// Cassettes of letter tiles.
    Cassette,
    /// Capsules of letter tiles on a rod.
    Capsule,
    /// Plates and washers that letters are stamped into.
    Letters,
    /// Plates of four columns of 26 places a word, one punched in each.
    Dots4x26,
    /// Plates of digits as 1, 2, 4, 8.
    Stackbit,
    /// Plates of twelve places a word.
    Tinyseed,
    /// Anything that four digits are stamped into.
    Numbers,
}

/// A plate's row in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlateRow {
    /// Its name as it is sold, or what it is.
    pub name: &'static str,
    /// What is marked for a word.
    pub marks: Marks,
    /// Whether loose tiles are picked: the sheet counts them.
    pub tiles: bool,
}

/// The letters that decide a word.
const LETTERS: usize = 4;

impl Plate {
    /// The plate's facts.
    pub fn row(self) -> PlateRow {
        let (name, marks, tiles) = match self {
            Self::Cassette => ("Cryptosteel Cassette", Marks::Letters, true),
            Self::Capsule => ("Cryptosteel Capsule", Marks::Letters, true),
            Self::Letters => ("stamped letters", Marks::Letters, false),
            Self::Dots4x26 => ("dots, 4 × 26", Marks::Places, false),
            Self::Stackbit => ("Stackbit 1248", Marks::Sums, false),
            Self::Tinyseed => ("Tinyseed", Marks::Bits, false),
            Self::Numbers => ("stamped numbers", Marks::Digits, false),
        };
        PlateRow { name, marks, tiles }
    }
}

/// A working sheet for a plate, to be destroyed after the plate was read back. Debug output hides the words.
#[derive(Debug)]
pub struct MetalSheet {
    /// Label and date.
    pub heading: Heading,
    /// The plate.
    pub plate: Plate,
    /// English BIP-0039 words, joined by single spaces.
    pub words: SecretText,
    /// Their indices from 0, four digits each.
    pub digits: SecretText,
    /// The master fingerprint of the words alone, eight hex digits.
    pub fingerprint: String,
}

impl MetalSheet {
    /// What is marked for each word, in order. Numbers count from 1: `abandon` is 1.
    pub fn marks(&self) -> Vec<SecretText> {
        let kind = self.plate.row().marks;
        // exposed to: the marks, which are as secret
        let words = self.words.expose_secret().split(' ');
        let digits = self.digits.expose_secret(); // exposed to: the marks
        let mark = |(at, word): (usize, &str)| {
            let index: u16 =
                digits.get(at * 4..at * 4 + 4).and_then(|d| d.parse().ok()).unwrap_or(0);
            mark_of(kind, word, index + 1)
        };
        words.enumerate().map(mark).collect()
    }

    /// How often each letter is needed, in the order of the alphabet; letters that are not needed are left out.
    pub fn tiles(&self) -> Vec<(char, usize)> {
        // exposed to: the count of letters
        let words = self.words.expose_secret();
        let start = || words.split(' ').flat_map(|word| word.bytes().take(LETTERS));
        let count = |letter: u8| {
            (letter.to_ascii_uppercase().into(), start().filter(|b| *b == letter).count())
        };
        (b'a'..=b'z').map(count).filter(|(_, count)| *count > 0).collect()
    }
}

fn mark_of(kind: Marks, word: &str, number: u16) -> SecretText {
    const ROOM: usize = 40;
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
            for (at, digit) in [number / 1000, number / 100 % 10, number / 10 % 10, number % 10]
                .into_iter()
                .enumerate()
            {
                push(if at == 0 { "(" } else { " (" });
                let mut parts = [1, 2, 4, 8].into_iter().filter(|part| digit & part != 0);
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
    }
    mark.into_text().expect("marks are text")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(kind: Marks, word: &str, number: u16) -> String {
        // exposed to: the assertion
        mark_of(kind, word, number).expose_secret().to_owned()
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
    }

    #[test]
    fn tiles_are_counted_by_letter() {
        let sheet = MetalSheet {
            heading: Heading::default(),
            plate: Plate::Cassette,
            words: SecretText::copied_from("attack van"),
            digits: SecretText::copied_from("01151930"),
            fingerprint: String::new(),
        };
        assert_eq!(sheet.tiles(), [('A', 3), ('N', 1), ('T', 2), ('V', 1)]);
        // exposed to: the assertion
        let marks: Vec<String> =
            sheet.marks().iter().map(|m| m.expose_secret().to_owned()).collect();
        assert_eq!(marks, ["ATTA", "VAN·"]);
    }
}
