//! `output-descriptor` and `account-descriptor`: text with `@0`, `@1` … and the keys for them (BCR-2023-010, 019).

use super::script;
use super::{ADDRESS, Address, ECKEY, EcKey, HDKEY, HdKey, Item, Names, OUTPUT, Reader, UrError};
use crate::ur::cbor::Kind;

/// The most keys of one descriptor: `wsh` has room for 20, a taproot tree for more.
const MAX_KEYS: usize = 128;
/// The most descriptors of one account.
const MAX_OUTPUTS: usize = 64;
/// The longest text of a descriptor without its keys, in bytes.
const MAX_SOURCE: usize = 16 << 10;

/// A key of a descriptor.
pub enum Key {
    /// One with children.
    Hd(HdKey),
    /// A single one.
    Ec(EcKey),
    /// An address, for `addr(@0)`.
    Address(Address),
}

impl Key {
    /// Reads the tag and the key.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, UrError> {
        let at = reader.position();
        match reader.tag()? {
            tag if HDKEY.has_tag(tag) => HdKey::read(reader).map(Self::Hd),
            tag if ECKEY.has_tag(tag) => EcKey::read(reader).map(Self::Ec),
            tag if ADDRESS.has_tag(tag) => Address::read(reader).map(Self::Address),
            _ => Err(UrError::Unexpected { at }),
        }
    }

    pub(super) fn item(&self, names: Names) -> Item<'_> {
        match self {
            Self::Hd(key) => Item::tagged(HDKEY.tag(names), key.item(names)),
            Self::Ec(key) => Item::tagged(ECKEY.tag(names), key.item()),
            Self::Address(address) => Item::tagged(ADDRESS.tag(names), address.item(names)),
        }
    }

    fn is_public(&self) -> bool {
        match self {
            Self::Hd(key) => !key.is_private,
            Self::Ec(key) => !key.is_private,
            Self::Address(_) => true,
        }
    }
}

/// A descriptor: its text with `@0`, `@1` … where keys stand, and the keys in that order.
pub struct OutputDescriptor {
    /// The text, without a checksum: `wsh(sortedmulti(2,@0,@1,@2))`.
    pub source: String,
    /// The keys.
    pub keys: Vec<Key>,
    /// Its name.
    pub name: Option<String>,
    /// What else was written down.
    pub note: Option<String>,
}

impl OutputDescriptor {
    /// Whether no private key is in it.
    pub fn is_public(&self) -> bool {
        self.keys.iter().all(Key::is_public)
    }

    /// Reads either form, with or without its own tag.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, UrError> {
        if reader.kind()? == Kind::Tag {
            let mut inside = reader.clone();
            if OUTPUT.has_tag(inside.tag()?) {
                *reader = inside;
            }
        }
        // The old form is tags inside tags; the new one a map.
        if reader.kind()? == Kind::Tag {
            return script::read(reader);
        }
        let start = reader.position();
        let mut source = None;
        let mut keys = Vec::new();
        let (mut name, mut note) = (None, None);
        reader.each_key(|key, value| {
            match key {
                1 => source = Some(value.text()?).filter(|text| text.len() <= MAX_SOURCE),
                2 => keys = list(value, MAX_KEYS, Key::read)?,
                3 => name = Some(value.text()?.to_owned()),
                4 => note = Some(value.text()?.to_owned()),
                _ => value.skip()?,
            }
            Ok(())
        })?;
        let source = source.ok_or(UrError::Unexpected { at: start })?.to_owned();
        Ok(Self { source, keys, name, note })
    }

    pub(super) fn item(&self, names: Names) -> Result<Item<'_>, UrError> {
        if names == Names::Old {
            return script::item(self);
        }
        let mut pairs = vec![(1, Item::Text(&self.source))];
        if !self.keys.is_empty() {
            pairs.push((2, Item::Array(self.keys.iter().map(|key| key.item(names)).collect())));
        }
        pairs.extend(self.name.as_deref().map(|name| (3, Item::Text(name))));
        pairs.extend(self.note.as_deref().map(|note| (4, Item::Text(note))));
        Ok(Item::Map(pairs))
    }
}

/// The descriptors of one account of one seed.
pub struct AccountDescriptor {
    /// The fingerprint of the master key.
    pub fingerprint: u32,
    /// The descriptors, one for each kind of address.
    pub outputs: Vec<OutputDescriptor>,
}

impl AccountDescriptor {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, UrError> {
        let start = reader.position();
        let (mut fingerprint, mut outputs) = (None, Vec::new());
        reader.each_key(|key, value| {
            match key {
                1 => fingerprint = Some(value.uint32()?),
                2 => outputs = list(value, MAX_OUTPUTS, OutputDescriptor::read)?,
                _ => value.skip()?,
            }
            Ok(())
        })?;
        let wrong = UrError::Unexpected { at: start };
        let fingerprint = fingerprint.filter(|_| !outputs.is_empty()).ok_or(wrong)?;
        Ok(Self { fingerprint, outputs })
    }

    pub(super) fn item(&self, names: Names) -> Result<Item<'_>, UrError> {
        let mut outputs = Vec::with_capacity(self.outputs.len());
        for output in &self.outputs {
            outputs.push(Item::tagged(OUTPUT.tag(names), output.item(names)?));
        }
        let fingerprint = Item::Uint(self.fingerprint.into());
        Ok(Item::Map(vec![(1, fingerprint), (2, Item::Array(outputs))]))
    }
}

/// A list of at most `most` values.
pub(super) fn list<T>(
    reader: &mut Reader<'_>,
    most: usize,
    mut each: impl FnMut(&mut Reader<'_>) -> Result<T, UrError>,
) -> Result<Vec<T>, UrError> {
    let at = reader.position();
    let count = reader.array()?;
    if count > most {
        return Err(UrError::Unexpected { at });
    }
    (0..count).map(|_| each(reader)).collect()
}
