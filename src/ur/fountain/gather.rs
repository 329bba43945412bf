//! Parts on one pile until they are enough: sums are solved as linear equations over bits.

use super::super::bytewords::crc32;
use super::super::{Part, Resource, UrError};
use super::{choose_fragments, mix};
use crate::secret::SecretBytes;

/// What one resource's parts have said so far.
///
/// Each part is an equation: the sum of these fragments is those bytes. Equations are kept so that each begins with
/// another fragment; there are never more of them than fragments, however many parts come.
pub struct Fountain {
    kind: String,
    of: u32,
    message_len: usize,
    checksum: u32,
    rows: Vec<Option<Row>>,
    seen: Vec<u32>,
}

struct Row {
    fragments: Vec<u64>,
    sum: SecretBytes,
}

impl Row {
    fn first(&self) -> Option<usize> {
        let word = self.fragments.iter().position(|word| *word != 0)?;
        Some(word * 64 + self.fragments[word].trailing_zeros() as usize)
    }

    fn has(&self, index: usize) -> bool {
        self.fragments[index / 64] >> (index % 64) & 1 == 1
    }

    fn add(&mut self, other: &Self) {
        for (word, more) in self.fragments.iter_mut().zip(&other.fragments) {
            *word ^= more;
        }
        // exposed to: the sum of both
        mix::add(self.sum.expose_secret_mut(), other.sum.expose_secret());
    }
}

impl Fountain {
    /// Begins with one part.
    pub fn new(part: &Part) -> Self {
        let mut pile = Self {
            kind: part.kind.clone(),
            of: part.of,
            message_len: part.message_len,
            checksum: part.checksum,
            rows: (0..part.of).map(|_| None).collect(),
            seen: Vec::new(),
        };
        pile.insert(part);
        pile
    }

    /// Whether a part is of the same resource.
    pub fn takes(&self, part: &Part) -> bool {
        (&self.kind, self.of, self.message_len, self.checksum)
            == (&part.kind, part.of, part.message_len, part.checksum)
    }

    /// Puts one more part on the pile.
    ///
    /// # Errors
    /// [`UrError::PartNumbers`] when it is of another resource; [`UrError::Checksum`] when it contradicts the others.
    pub fn add(&mut self, part: &Part) -> Result<(), UrError> {
        if !self.takes(part) {
            return Err(UrError::PartNumbers);
        }
        if self.insert(part) { Ok(()) } else { Err(UrError::Checksum) }
    }

    /// Whether the part agrees with those before it.
    fn insert(&mut self, part: &Part) -> bool {
        if part.number <= self.of && !self.seen.contains(&part.number) {
            self.seen.push(part.number);
        }
        let mut fragments = vec![0; self.rows.len().div_ceil(64)];
        for index in choose_fragments(part.number, self.of, self.checksum) {
            fragments[index / 64] ^= 1 << (index % 64);
        }
        // exposed to: the copy that is solved
        let sum = SecretBytes::copied_from(part.fragment.expose_secret());
        let mut row = Row { fragments, sum };
        while let Some(first) = row.first() {
            match &self.rows[first] {
                Some(known) => row.add(known),
                None => {
                    self.rows[first] = Some(row);
                    return true;
                }
            }
        }
        // exposed to: the look whether the sum of nothing is zero
        row.sum.expose_secret().iter().all(|byte| *byte == 0)
    }

    /// The type of the whole.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// How many fragments the whole has.
    pub fn of(&self) -> u32 {
        self.of
    }

    /// How many more parts are needed, at least.
    pub fn needs(&self) -> u32 {
        self.rows.iter().filter(|row| row.is_none()).count() as u32
    }

    /// The numbers of the first parts that were not read, from 1. When mixed parts were read, not all are needed.
    pub fn missing(&self) -> Vec<u32> {
        (1..=self.of).filter(|number| !self.seen.contains(number)).collect()
    }

    /// The whole, when the parts are enough.
    ///
    /// # Errors
    /// [`UrError::Ends`] when they are not, [`UrError::Checksum`] when what they give is not what was cut up.
    pub fn join(mut self) -> Result<Resource, UrError> {
        if self.needs() > 0 {
            return Err(UrError::Ends { at: 0 });
        }
        for index in (0..self.rows.len()).rev() {
            let (before, from) = self.rows.split_at_mut(index);
            let known = from[0].as_ref().expect("none is missing");
            for row in before.iter_mut().flatten().filter(|row| row.has(index)) {
                row.add(known);
            }
        }
        let message_len = self.message_len;
        let fragments: Vec<&Row> = self.rows.iter().flatten().collect();
        let len = fragments[0].sum.len();
        let whole = SecretBytes::filled(len * fragments.len(), |to| {
            for (place, row) in to.chunks_exact_mut(len).zip(&fragments) {
                // exposed to: the whole
                place.copy_from_slice(row.sum.expose_secret());
            }
        });
        // exposed to: the checksum, and a copy without the zeros at the end
        let (message, filling) = whole.expose_secret().split_at(message_len);
        if crc32(message) != self.checksum || filling.iter().any(|byte| *byte != 0) {
            return Err(UrError::Checksum);
        }
        Ok(Resource { kind: self.kind, cbor: SecretBytes::copied_from(message) })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Splitter;
    use super::*;

    fn message(len: usize) -> Vec<u8> {
        (0..len).map(|at| (at * 7 + at / 256) as u8).collect()
    }

    #[test]
    fn any_parts_that_are_enough_give_the_whole() {
        let message = message(1_001);
        let splitter = Splitter::new("bytes", &message, 10, 100).unwrap();
        assert_eq!(splitter.count(), 11);
        for first in [1, 5, 12, 40, 1_000_000] {
            let mut numbers = first..;
            let mut pile = Fountain::new(&splitter.part(numbers.next().unwrap()));
            let mut used = 1;
            while pile.needs() > 0 {
                pile.add(&splitter.part(numbers.next().unwrap())).unwrap();
                used += 1;
            }
            assert!(used <= 40, "{used} parts from {first}");
            assert_eq!(pile.join().unwrap().cbor.expose_secret(), message);
        }
    }

    #[test]
    fn missing_parts_are_named() {
        let splitter = Splitter::new("bytes", &message(100), 10, 20).unwrap();
        let mut pile = Fountain::new(&splitter.part(4));
        pile.add(&splitter.part(4)).unwrap();
        pile.add(&splitter.part(1)).unwrap();
        assert_eq!((pile.needs(), pile.missing()), (3, vec![2, 3, 5]));
        assert_eq!(pile.join().err(), Some(UrError::Ends { at: 0 }));
    }

    #[test]
    fn parts_that_do_not_belong_together_are_refused() {
        let splitter = Splitter::new("bytes", &message(100), 10, 20).unwrap();
        let other = Splitter::new("bytes", &message(99), 10, 20).unwrap();
        let mut pile = Fountain::new(&splitter.part(1));
        assert_eq!(pile.add(&other.part(2)).err(), Some(UrError::PartNumbers));
        let mut changed = splitter.part(1);
        changed.fragment.expose_secret_mut()[0] ^= 1;
        assert_eq!(pile.add(&changed).err(), Some(UrError::Checksum));
        let mut wrong = Fountain::new(&changed);
        for number in 2..=5 {
            wrong.add(&splitter.part(number)).unwrap();
        }
        assert_eq!(wrong.join().err(), Some(UrError::Checksum));
    }
}
