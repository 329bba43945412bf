//! `eckey` and `address`: a single key (BCR-2020-008) and where money is sent to (BCR-2020-009).

use super::{CoinInfo, Item, Names, Reader, UrError};
use crate::secret::SecretBytes;

/// The curve secp256k1, the only one of `eckey` that is read.
const SECP256K1: u64 = 0;

/// A single key of secp256k1.
pub struct EcKey {
    /// Whether it is a private key.
    pub is_private: bool,
    /// 32 bytes of a private key, or 33 or 65 of a public one.
    pub key: SecretBytes,
}

impl EcKey {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, UrError> {
        let start = reader.position();
        let (mut curve, mut is_private, mut data): (u64, bool, Option<&[u8]>) =
            (SECP256K1, false, None);
        reader.each_key(|key, value| {
            match key {
                1 => curve = value.uint()?,
                2 => is_private = value.bool()?,
                3 => data = Some(value.bytes()?),
                _ => value.skip()?,
            }
            Ok(())
        })?;
        let fits = |key: &&[u8]| match (is_private, key.first()) {
            (true, _) => key.len() == 32,
            (false, Some(2 | 3)) => key.len() == 33,
            (false, Some(4)) => key.len() == 65,
            (false, _) => false,
        };
        let key = data.filter(fits).filter(|_| curve == SECP256K1);
        let key = key.ok_or(UrError::Unexpected { at: start })?;
        Ok(Self { is_private, key: SecretBytes::copied_from(key) })
    }

    pub(super) fn item(&self) -> Item<'_> {
        // exposed to: the resource that is written
        let mut pairs = vec![(3, Item::Bytes(self.key.expose_secret()))];
        if self.is_private {
            pairs.push((2, Item::Bool(true)));
        }
        Item::Map(pairs)
    }
}

/// The form of a Bitcoin address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressType {
    /// The hash of a key: `1…`.
    P2pkh = 0,
    /// The hash of a script: `3…`.
    P2sh = 1,
    /// The hash of a key, segwit: `bc1q…`.
    P2wpkh = 2,
}

/// An address as its hash.
pub struct Address {
    /// The coin and network.
    pub coin: CoinInfo,
    /// The form, where it is said.
    pub form: Option<AddressType>,
    /// The hash: 20 bytes, 32 for scripts of segwit.
    pub hash: Vec<u8>,
}

impl Address {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, UrError> {
        let start = reader.position();
        let (mut coin, mut form, mut hash) = (CoinInfo::default(), None, Vec::new());
        reader.each_key(|key, value| {
            match key {
                1 => coin = CoinInfo::read(value)?,
                2 => {
                    let at = value.position();
                    form = Some(match value.uint()? {
                        0 => AddressType::P2pkh,
                        1 => AddressType::P2sh,
                        2 => AddressType::P2wpkh,
                        _ => return Err(UrError::Unexpected { at }),
                    });
                }
                3 => hash = value.bytes()?.to_vec(),
                _ => value.skip()?,
            }
            Ok(())
        })?;
        if !matches!(hash.len(), 20 | 32) {
            return Err(UrError::Unexpected { at: start });
        }
        Ok(Self { coin, form, hash })
    }

    pub(super) fn item(&self, names: Names) -> Item<'_> {
        let mut pairs = vec![(3, Item::Bytes(&self.hash))];
        pairs.extend(self.coin.item(names).map(|coin| (1, coin)));
        pairs.extend(self.form.map(|form| (2, Item::Uint(form as u64))));
        Item::Map(pairs)
    }
}
