//! `hdkey`: an extended key with where it comes from and which children are used (BCR-2020-007).

use super::{CoinInfo, Item, Keypath, Names, Reader, UrError};
use crate::secret::SecretBytes;

/// A key of BIP-0032.
pub struct HdKey {
    /// Whether it is a master key; those are private.
    pub is_master: bool,
    /// Whether it is a private key.
    pub is_private: bool,
    /// 33 bytes: a compressed public key, or a zero byte and a private key.
    pub key: SecretBytes,
    /// The chain code, 32 bytes. Without one the key has no children.
    pub chain_code: Option<SecretBytes>,
    /// What it is for.
    pub coin: CoinInfo,
    /// The path from the master key to this one.
    pub origin: Option<Keypath>,
    /// The path from this key to its children in use.
    pub children: Option<Keypath>,
    /// The fingerprint of the key above.
    pub parent: Option<u32>,
    /// Its name.
    pub name: Option<String>,
    /// What else was written down.
    pub note: Option<String>,
}

impl HdKey {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, UrError> {
        let start = reader.position();
        let (mut is_master, mut is_private) = (false, false);
        let (mut key_data, mut chain_code): (Option<&[u8]>, Option<&[u8]>) = (None, None);
        let mut coin = CoinInfo::default();
        let (mut origin, mut children, mut parent) = (None, None, None);
        let (mut name, mut note) = (None, None);
        reader.each_key(|key, value| {
            match key {
                1 => is_master = value.bool()?,
                2 => is_private = value.bool()?,
                3 => key_data = Some(value.bytes()?),
                4 => chain_code = Some(value.bytes()?),
                5 => coin = CoinInfo::read(value)?,
                6 => origin = Some(Keypath::read(value)?),
                7 => children = Some(Keypath::read(value)?),
                8 => parent = Some(value.uint32()?),
                9 => name = Some(value.text()?.to_owned()),
                10 => note = Some(value.text()?.to_owned()),
                _ => value.skip()?,
            }
            Ok(())
        })?;
        let wrong = UrError::Unexpected { at: start };
        let key = key_data.filter(|key| key.len() == 33).ok_or(wrong)?;
        let is_private = is_private || is_master;
        // A public key begins with 2 or 3; what begins with 0 is private, whatever the flags say.
        let fits = if is_private { key[0] == 0 } else { matches!(key[0], 2 | 3) };
        let whole_code = chain_code.is_none_or(|code| code.len() == 32);
        if !fits || !whole_code || (is_master && chain_code.is_none()) {
            return Err(wrong);
        }
        Ok(Self {
            is_master,
            is_private,
            key: SecretBytes::copied_from(key),
            chain_code: chain_code.map(SecretBytes::copied_from),
            coin,
            origin,
            children,
            parent,
            name,
            note,
        })
    }

    pub(super) fn item(&self, names: Names) -> Item<'_> {
        let mut pairs = Vec::new();
        if self.is_master {
            pairs.push((1, Item::Bool(true)));
        } else if self.is_private {
            pairs.push((2, Item::Bool(true)));
        }
        // exposed to: the resource that is written
        pairs.push((3, Item::Bytes(self.key.expose_secret())));
        // exposed to: the resource that is written
        pairs.extend(self.chain_code.as_ref().map(|code| (4, Item::Bytes(code.expose_secret()))));
        pairs.extend(self.coin.item(names).map(|coin| (5, coin)));
        pairs.extend(self.origin.as_ref().map(|path| (6, path.item(names))));
        pairs.extend(self.children.as_ref().map(|path| (7, path.item(names))));
        pairs.extend(self.parent.map(|parent| (8, Item::Uint(parent.into()))));
        pairs.extend(self.name.as_deref().map(|name| (9, Item::Text(name))));
        pairs.extend(self.note.as_deref().map(|note| (10, Item::Text(note))));
        Item::Map(pairs)
    }
}
