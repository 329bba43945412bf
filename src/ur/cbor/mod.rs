//! Reads the part of CBOR (RFC 8949) that resources use: whole numbers, bytes, text, lists, maps, tags, yes and no.
//!
//! What is written is deterministic (§4.2.1). What is read may have numbers in longer forms and keys in any order, as
//! some wallets write them, but no key twice and no value of unknown length. Nothing is copied while reading, and
//! nothing calls itself, so no input makes it use more memory or stack than another.

mod item;

pub use item::Item;

use super::UrError;

/// How deep values may lie inside each other.
pub const MAX_DEPTH: usize = 16;

/// What kind of value stands next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole number from 0.
    Uint,
    /// A whole number below 0.
    Negative,
    /// Bytes.
    Bytes,
    /// UTF-8 text.
    Text,
    /// A list.
    Array,
    /// A map.
    Map,
    /// A value with a tag before it.
    Tag,
    /// Yes or no.
    Bool,
    /// Nothing, a fraction, or something else that no known type needs.
    Other,
}

/// Reads one value after the other.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// Reads from the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Where the next value begins, in bytes.
    pub fn position(&self) -> usize {
        self.at
    }

    /// The kind of the next value.
    ///
    /// # Errors
    /// [`UrError::Ends`] where there is none.
    pub fn kind(&self) -> Result<Kind, UrError> {
        let byte = *self.bytes.get(self.at).ok_or(UrError::Ends { at: self.at })?;
        Ok(match byte >> 5 {
            0 => Kind::Uint,
            1 => Kind::Negative,
            2 => Kind::Bytes,
            3 => Kind::Text,
            4 => Kind::Array,
            5 => Kind::Map,
            6 => Kind::Tag,
            _ if matches!(byte, 0xf4 | 0xf5) => Kind::Bool,
            _ => Kind::Other,
        })
    }

    /// The first byte's kind and the number with it.
    fn head(&mut self) -> Result<(u8, u64), UrError> {
        let start = self.at;
        let byte = *self.bytes.get(start).ok_or(UrError::Ends { at: start })?;
        let more = match byte & 31 {
            small @ 0..=23 => {
                self.at += 1;
                return Ok((byte >> 5, u64::from(small)));
            }
            size @ 24..=27 => 1 << (size - 24),
            _ => return Err(UrError::Unexpected { at: start }),
        };
        let number = self.bytes.get(start + 1..start + 1 + more);
        let number = number.ok_or(UrError::Ends { at: self.bytes.len() })?;
        self.at += 1 + more;
        Ok((byte >> 5, number.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte))))
    }

    fn expect(&mut self, major: u8) -> Result<u64, UrError> {
        let at = self.at;
        let (found, number) = self.head()?;
        if found == major { Ok(number) } else { Err(UrError::Unexpected { at }) }
    }

    fn take(&mut self, len: u64) -> Result<&'a [u8], UrError> {
        let ends = UrError::Ends { at: self.bytes.len() };
        let len = usize::try_from(len).map_err(|_| ends)?;
        let end = self.at.checked_add(len).ok_or(ends)?;
        let taken = self.bytes.get(self.at..end).ok_or(ends)?;
        self.at = end;
        Ok(taken)
    }

    /// A whole number from 0.
    ///
    /// # Errors
    /// [`UrError::Unexpected`] and [`UrError::Ends`]; so below.
    pub fn uint(&mut self) -> Result<u64, UrError> {
        self.expect(0)
    }

    /// A whole number that fits 32 bits.
    ///
    /// # Errors
    /// As [`Reader::uint`].
    pub fn uint32(&mut self) -> Result<u32, UrError> {
        let at = self.at;
        u32::try_from(self.uint()?).map_err(|_| UrError::Unexpected { at })
    }

    /// Bytes, lent.
    ///
    /// # Errors
    /// As [`Reader::uint`].
    pub fn bytes(&mut self) -> Result<&'a [u8], UrError> {
        let len = self.expect(2)?;
        self.take(len)
    }

    /// Text, lent.
    ///
    /// # Errors
    /// As [`Reader::uint`], and when it is not UTF-8.
    pub fn text(&mut self) -> Result<&'a str, UrError> {
        let at = self.at;
        let len = self.expect(3)?;
        std::str::from_utf8(self.take(len)?).map_err(|_| UrError::Unexpected { at })
    }

    /// The beginning of a list: how many values follow. There are at least as many bytes left.
    ///
    /// # Errors
    /// As [`Reader::uint`].
    pub fn array(&mut self) -> Result<usize, UrError> {
        let count = self.expect(4)?;
        self.holds(count)
    }

    /// The beginning of a map: how many pairs of key and value follow.
    ///
    /// # Errors
    /// As [`Reader::uint`].
    pub fn map(&mut self) -> Result<usize, UrError> {
        let count = self.expect(5)?;
        self.holds(count)
    }

    fn holds(&self, count: u64) -> Result<usize, UrError> {
        let left = self.bytes.len() - self.at;
        let ends = UrError::Ends { at: self.bytes.len() };
        usize::try_from(count).ok().filter(|count| *count <= left).ok_or(ends)
    }

    /// The number of a tag; its value follows.
    ///
    /// # Errors
    /// As [`Reader::uint`].
    pub fn tag(&mut self) -> Result<u64, UrError> {
        self.expect(6)
    }

    /// Yes or no.
    ///
    /// # Errors
    /// As [`Reader::uint`].
    pub fn bool(&mut self) -> Result<bool, UrError> {
        let at = self.at;
        match self.expect(7)? {
            20 => Ok(false),
            21 => Ok(true),
            _ => Err(UrError::Unexpected { at }),
        }
    }

    /// Goes over one value, whatever it is.
    ///
    /// # Errors
    /// [`UrError::TooDeep`], and as [`Reader::uint`].
    pub fn skip(&mut self) -> Result<(), UrError> {
        let mut open = [0_u64; MAX_DEPTH];
        let mut depth = 0;
        open[0] = 1;
        loop {
            open[depth] -= 1;
            let (major, number) = self.head()?;
            let inside = match major {
                2 | 3 => self.take(number).map(|_| 0)?,
                4 => self.holds(number)? as u64,
                5 => self.holds(number)? as u64 * 2,
                6 => 1,
                _ => 0,
            };
            if inside > 0 {
                depth += 1;
                *open.get_mut(depth).ok_or(UrError::TooDeep { limit: MAX_DEPTH })? = inside;
            }
            while open[depth] == 0 {
                if depth == 0 {
                    return Ok(());
                }
                depth -= 1;
            }
        }
    }

    /// Reads a map whose keys are whole numbers: `each` gets the key and must read or skip the value.
    ///
    /// # Errors
    /// [`UrError::RepeatedKey`], as [`Reader::uint`], and what `each` refuses.
    pub fn each_key(
        &mut self,
        mut each: impl FnMut(u64, &mut Self) -> Result<(), UrError>,
    ) -> Result<(), UrError> {
        let count = self.map()?;
        // No known type has keys above 16; a set of bits is enough to see one twice.
        let mut seen = 0_u64;
        for _ in 0..count {
            let at = self.at;
            let key = self.uint()?;
            let bit = u32::try_from(key).ok().and_then(|key| 1_u64.checked_shl(key));
            let bit = bit.ok_or(UrError::Unexpected { at })?;
            if seen & bit != 0 {
                return Err(UrError::RepeatedKey { at });
            }
            seen |= bit;
            each(key, self)?;
        }
        Ok(())
    }

    /// Makes sure that nothing is left.
    ///
    /// # Errors
    /// [`UrError::Leftover`] otherwise.
    pub fn end(&self) -> Result<(), UrError> {
        if self.at == self.bytes.len() { Ok(()) } else { Err(UrError::Leftover { at: self.at }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> UrError {
        let mut reader = Reader::new(bytes);
        reader.skip().and_then(|()| reader.end()).unwrap_err()
    }

    #[test]
    fn what_is_written_is_read() {
        let value = Item::Map(vec![
            (300, Item::tagged(40_300, Item::Bytes(&[7; 24]))),
            (2, Item::Array(vec![Item::Bool(true), Item::Bool(false), Item::Text("ä")])),
            (1, Item::Uint(u64::MAX)),
        ]);
        let bytes = value.encode();
        let mut reader = Reader::new(bytes.expose_secret());
        assert_eq!((reader.kind().unwrap(), reader.map().unwrap()), (Kind::Map, 3));
        assert_eq!((reader.uint().unwrap(), reader.uint().unwrap()), (1, u64::MAX));
        assert_eq!((reader.uint().unwrap(), reader.array().unwrap()), (2, 3));
        assert_eq!((reader.bool().unwrap(), reader.bool().unwrap()), (true, false));
        assert_eq!((reader.text().unwrap(), reader.uint().unwrap()), ("ä", 300));
        assert_eq!((reader.tag().unwrap(), reader.bytes().unwrap()), (40_300, &[7; 24][..]));
        reader.end().unwrap();
        let mut over = Reader::new(bytes.expose_secret());
        over.skip().unwrap();
        over.end().unwrap();
    }

    #[test]
    fn hostile_bytes_are_refused_where_they_go_wrong() {
        assert_eq!(
            refused(&[0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
            UrError::Ends { at: 9 }
        );
        assert_eq!(refused(&[0x9a, 0xff, 0xff, 0xff, 0xff]), UrError::Ends { at: 5 });
        assert_eq!(refused(&[0x9f, 0xff]), UrError::Unexpected { at: 0 });
        assert_eq!(refused(&[0x81; 100]), UrError::TooDeep { limit: MAX_DEPTH });
        assert_eq!(refused(&[0xc1; 100]), UrError::TooDeep { limit: MAX_DEPTH });
        assert_eq!(refused(&[0x00, 0x00]), UrError::Leftover { at: 1 });
        assert_eq!(refused(&[]), UrError::Ends { at: 0 });
        let twice = |_: u64, reader: &mut Reader<'_>| reader.skip();
        let map = Reader::new(&[0xa2, 0x01, 0x02, 0x01, 0x03]).each_key(twice);
        assert_eq!(map, Err(UrError::RepeatedKey { at: 3 }));
    }

    #[test]
    fn numbers_in_longer_forms_are_read() {
        assert_eq!(Reader::new(&[0x1a, 0, 0, 0, 5]).uint(), Ok(5));
        assert_eq!(
            Reader::new(&[0x1b, 0, 0, 0, 1, 0, 0, 0, 0]).uint32(),
            Err(UrError::Unexpected { at: 0 })
        );
    }
}
