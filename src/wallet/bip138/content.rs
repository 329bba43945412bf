//! Writes and reads what a backup holds: items, each with its kind (BIP-0138, *Ciphertext*, *Content Type*).

use super::Bip138Error;
use super::wire::{Reader, push_size};

/// What an item is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// What the BIP of this number defines: 380 descriptors, 388 wallet policies, 329 labels.
    Bip(u16),
    /// Something a vendor defines, with his tag.
    Vendor(Vec<u8>),
    /// A note in UTF-8.
    Text,
    /// A kind that is not known here and may be skipped.
    Unknown {
        /// The byte of the kind, below 128.
        kind: u8,
        /// Its parameters.
        parameters: Vec<u8>,
    },
}

impl Content {
    /// Reads a kind from its bytes alone.
    ///
    /// # Errors
    /// [`Bip138Error::Content`] for a kind that must be refused, [`Bip138Error::CutShort`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Bip138Error> {
        let mut reader = Reader::new(bytes);
        let kind = Self::read(&mut reader)?.ok_or(Bip138Error::Content)?;
        if reader.is_at_end() { Ok(kind) } else { Err(Bip138Error::Content) }
    }

    /// `None` where the items end and padding begins.
    fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, Bip138Error> {
        let kind = reader.byte()?;
        if kind == 1 {
            let number = reader.take(2)?;
            return Ok(Some(Self::Bip(u16::from_be_bytes([number[0], number[1]]))));
        }
        if kind == 0 {
            return Ok(None);
        }
        if kind >= 0x80 {
            return Err(Bip138Error::Content);
        }
        let length = reader.size()?;
        let parameters = reader.take(length)?.to_vec();
        match kind {
            2 => Ok(Some(Self::Vendor(parameters))),
            3 if parameters.is_empty() => Ok(Some(Self::Text)),
            3 => Err(Bip138Error::Content),
            _ => Ok(Some(Self::Unknown { kind, parameters })),
        }
    }

    /// The bytes that name the kind.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut with_length = |kind: u8, parameters: &[u8]| {
            out.push(kind);
            push_size(&mut out, parameters.len());
            out.extend(parameters);
        };
        match self {
            Self::Bip(number) => {
                out.push(1);
                out.extend(number.to_be_bytes());
            }
            Self::Vendor(tag) => with_length(2, tag),
            Self::Text => with_length(3, &[]),
            Self::Unknown { kind, parameters } => with_length(*kind, parameters),
        }
        out
    }
}

/// One thing a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub content: Content,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Writes the items one after another, without padding.
///
/// # Errors
/// [`Bip138Error::Empty`] without an item.
pub fn items_out(items: &[Item]) -> Result<Vec<u8>, Bip138Error> {
    if items.is_empty() {
        return Err(Bip138Error::Empty);
    }
    let mut out = Vec::new();
    for item in items {
        out.extend(item.content.write());
        push_size(&mut out, item.bytes.len());
        out.extend(&item.bytes);
    }
    Ok(out)
}

/// Reads the items up to the padding.
///
/// # Errors
/// [`Bip138Error::Empty`] without an item, [`Bip138Error::Content`] for a kind that must be refused,
/// [`Bip138Error::CutShort`].
pub fn items_in(payload: &[u8]) -> Result<Vec<Item>, Bip138Error> {
    let mut reader = Reader::new(payload);
    let mut items = Vec::new();
    while !reader.is_at_end() {
        let Some(content) = Content::read(&mut reader)? else { break };
        let length = reader.size()?;
        let bytes = reader.take(length)?.to_vec();
        if content == Content::Text && std::str::from_utf8(&bytes).is_err() {
            return Err(Bip138Error::Content);
        }
        items.push(Item { content, bytes });
    }
    if items.is_empty() { Err(Bip138Error::Empty) } else { Ok(items) }
}
