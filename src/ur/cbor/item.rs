//! Writes CBOR in its deterministic form, into room that was counted before.

use crate::secret::{SecretBuffer, SecretBytes};

/// A value to be written; bytes and text are borrowed.
pub enum Item<'a> {
    /// A whole number from 0.
    Uint(u64),
    /// Bytes.
    Bytes(&'a [u8]),
    /// Text.
    Text(&'a str),
    /// Yes or no.
    Bool(bool),
    /// A list.
    Array(Vec<Item<'a>>),
    /// A map with whole numbers as keys; written in their order, whatever the order here.
    Map(Vec<(u64, Item<'a>)>),
    /// A value with a tag before it.
    Tag(u64, Box<Item<'a>>),
}

impl<'a> Item<'a> {
    /// A value with a tag before it.
    pub fn tagged(tag: u64, value: Item<'a>) -> Self {
        Self::Tag(tag, Box::new(value))
    }

    /// The bytes of the value, in the one deterministic form (RFC 8949 §4.2.1).
    pub fn encode(mut self) -> SecretBytes {
        self.sort();
        let mut room = SecretBuffer::with_room(self.size());
        self.write(&mut room);
        room.into_bytes()
    }

    fn sort(&mut self) {
        match self {
            Self::Array(items) => items.iter_mut().for_each(Self::sort),
            Self::Map(pairs) => {
                pairs.sort_by_key(|(key, _)| *key);
                pairs.iter_mut().for_each(|(_, value)| value.sort());
            }
            Self::Tag(_, value) => value.sort(),
            _ => {}
        }
    }

    fn size(&self) -> usize {
        match self {
            Self::Uint(number) => head_size(*number),
            Self::Bytes(bytes) => head_size(bytes.len() as u64) + bytes.len(),
            Self::Text(text) => head_size(text.len() as u64) + text.len(),
            Self::Bool(_) => 1,
            Self::Array(items) => {
                head_size(items.len() as u64) + items.iter().map(Self::size).sum::<usize>()
            }
            Self::Map(pairs) => {
                let inside = pairs.iter().map(|(key, value)| head_size(*key) + value.size());
                head_size(pairs.len() as u64) + inside.sum::<usize>()
            }
            Self::Tag(tag, value) => head_size(*tag) + value.size(),
        }
    }

    fn write(&self, to: &mut SecretBuffer) {
        let mut put = |bytes: &[u8]| to.push(bytes).expect("the size was counted before");
        match self {
            Self::Uint(number) => head(0, *number, &mut put),
            Self::Bytes(bytes) => {
                head(2, bytes.len() as u64, &mut put);
                put(bytes);
            }
            Self::Text(text) => {
                head(3, text.len() as u64, &mut put);
                put(text.as_bytes());
            }
            Self::Bool(yes) => put(&[0xf4 + u8::from(*yes)]),
            Self::Array(items) => {
                head(4, items.len() as u64, &mut put);
                items.iter().for_each(|item| item.write(to));
            }
            Self::Map(pairs) => {
                head(5, pairs.len() as u64, &mut put);
                for (key, value) in pairs {
                    head(0, *key, &mut |bytes| to.push(bytes).expect("counted before"));
                    value.write(to);
                }
            }
            Self::Tag(tag, value) => {
                head(6, *tag, &mut put);
                value.write(to);
            }
        }
    }
}

fn head_size(number: u64) -> usize {
    match number {
        0..=23 => 1,
        24..=0xff => 2,
        0x100..=0xffff => 3,
        0x1_0000..=0xffff_ffff => 5,
        _ => 9,
    }
}

fn head(major: u8, number: u64, put: &mut dyn FnMut(&[u8])) {
    let size = head_size(number);
    let first = match size {
        1 => number as u8,
        _ => 24 + (size - 1).ilog2() as u8,
    };
    put(&[(major << 5) | first]);
    put(&number.to_be_bytes()[8 - (size - 1)..]);
}
