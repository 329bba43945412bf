//! Metal plates: what is marked for each word, how the numbers count, and how much fits. The table is [`Plate::row`].

mod marks;

pub use marks::{MarkList, read_marks};

use super::Heading;
use crate::secret::{SecretBytes, SecretText};

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
    /// Nothing of its own: all words together are the squares of a SeedQR.
    Squares,
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
    /// The 25 × 25 squares of a SeedQR of 12 words.
    SeedQr25,
    /// The 29 × 29 squares of a SeedQR of 24 words.
    SeedQr29,
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
    /// Where the numbers of words begin; nothing where letters are marked.
    pub counts_from: Option<u16>,
    /// The number of words that it takes; nothing where every seed fits.
    pub words: Option<usize>,
}

/// The letters that decide a word.
pub const LETTERS: usize = 4;
/// The letters of the largest plates: 24 words.
pub const PLATE_LETTERS: usize = 24 * LETTERS;

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
            Self::SeedQr25 => ("SeedQR, 25 × 25 squares", Marks::Squares, false),
            Self::SeedQr29 => ("SeedQR, 29 × 29 squares", Marks::Squares, false),
        };
        let counts_from = match marks {
            Marks::Letters | Marks::Places => None,
            Marks::Squares => Some(0),
            Marks::Sums | Marks::Bits | Marks::Digits => Some(1),
        };
        let words = match self {
            Self::SeedQr25 => Some(12),
            Self::SeedQr29 => Some(24),
            _ => None,
        };
        PlateRow { name, marks, tiles, counts_from, words }
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
    /// What is marked for each word, in order. Numbers count from 1 (`abandon` is 1), but those in a SeedQR from 0.
    pub fn marks(&self) -> Vec<SecretText> {
        let kind = self.plate.row().marks;
        self.each(|word, index| marks::mark_of(kind, word, index))
    }

    /// The places of a template for each word, in order: one byte each, 1 is struck. Digits in parts have 16, bits 12,
    /// letters in columns 26 for each of four columns; none where letters or digits are stamped, or squares.
    pub fn places(&self) -> Vec<SecretBytes> {
        let kind = self.plate.row().marks;
        self.each(|word, index| marks::places_of(kind, word, index))
    }

    /// Something of each word and its index from 0.
    fn each<T>(&self, of: impl Fn(&str, u16) -> T) -> Vec<T> {
        // exposed to: what is marked, which is as secret
        let words = self.words.expose_secret().split(' ');
        let digits = self.digits.expose_secret(); // exposed to: what is marked
        let index = |at: usize| digits.get(at * 4..at * 4 + 4).and_then(|four| four.parse().ok());
        words.enumerate().map(|(at, word)| of(word, index(at).unwrap_or(0))).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

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
