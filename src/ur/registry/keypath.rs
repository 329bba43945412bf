//! Paths of keys and the coin they are for, as resources write them (BCR-2020-007).

use super::{COIN_INFO, Item, KEYPATH, Names, Reader, UrError};
use crate::ur::cbor::Kind;

/// The most steps of a path; BIP-0032 has room for 255, wallets use six.
const MAX_STEPS: usize = 32;
/// Numbers of children end here (BIP-0032); above are the hardened ones.
const CHILDREN: u64 = 1 << 31;

/// Which child a step goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Child {
    /// One child.
    Index(u32),
    /// Any child: `*`.
    Any,
    /// One of these, first and last included.
    Range(u32, u32),
    /// The first of two for receiving, the second for change: `<0;1>`.
    Pair(u32, u32),
}

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Where to.
    pub child: Child,
    /// Whether it is hardened.
    pub hardened: bool,
}

/// A path, with the key that it begins at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keypath {
    /// The steps.
    pub steps: Vec<Step>,
    /// The fingerprint of the key that it begins at.
    pub source: Option<u32>,
    /// How deep its end lies below the master key, where it is said.
    pub depth: Option<u8>,
}

impl Keypath {
    /// Reads the tag and the path.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, UrError> {
        KEYPATH.expect(reader)?;
        let mut path = Self::default();
        reader.each_key(|key, value| {
            match key {
                1 => path.steps = steps(value)?,
                2 => path.source = Some(value.uint32()?).filter(|source| *source != 0),
                3 => {
                    let at = value.position();
                    let depth = u8::try_from(value.uint()?);
                    path.depth = Some(depth.map_err(|_| UrError::Unexpected { at })?);
                }
                _ => value.skip()?,
            }
            Ok(())
        })?;
        Ok(path)
    }

    pub(super) fn item(&self, names: Names) -> Item<'static> {
        let mut list = Vec::new();
        for step in &self.steps {
            let number = |n: u32| Item::Uint(n.into());
            match step.child {
                Child::Index(index) => list.push(number(index)),
                Child::Any => list.push(Item::Array(Vec::new())),
                Child::Range(low, high) => list.push(Item::Array(vec![number(low), number(high)])),
                Child::Pair(receive, change) => {
                    let hardened = || Item::Bool(step.hardened);
                    let pair = vec![number(receive), hardened(), number(change), hardened()];
                    list.push(Item::Array(pair));
                    continue;
                }
            }
            list.push(Item::Bool(step.hardened));
        }
        let mut pairs = vec![(1, Item::Array(list))];
        pairs.extend(self.source.map(|source| (2, Item::Uint(source.into()))));
        pairs.extend(self.depth.map(|depth| (3, Item::Uint(depth.into()))));
        Item::tagged(KEYPATH.tag(names), Item::Map(pairs))
    }
}

fn steps(reader: &mut Reader<'_>) -> Result<Vec<Step>, UrError> {
    let at = reader.position();
    let mut left = reader.array()?;
    if left > 2 * MAX_STEPS {
        return Err(UrError::Unexpected { at });
    }
    let mut steps = Vec::new();
    while left > 0 {
        let at = reader.position();
        let child = match reader.kind()? {
            Kind::Uint => Child::Index(child(reader)?),
            _ => match reader.array()? {
                0 => Child::Any,
                2 => Child::Range(child(reader)?, child(reader)?),
                4 => {
                    let receive = (child(reader)?, reader.bool()?);
                    let change = (child(reader)?, reader.bool()?);
                    if receive.1 != change.1 {
                        return Err(UrError::Unexpected { at });
                    }
                    let child = Child::Pair(receive.0, change.0);
                    steps.push(Step { child, hardened: receive.1 });
                    left -= 1;
                    continue;
                }
                _ => return Err(UrError::Unexpected { at }),
            },
        };
        left = left.checked_sub(2).ok_or(UrError::Unexpected { at })?;
        steps.push(Step { child, hardened: reader.bool()? });
    }
    Ok(steps)
}

fn child(reader: &mut Reader<'_>) -> Result<u32, UrError> {
    let at = reader.position();
    let number = reader.uint()?;
    u32::try_from(number).ok().filter(|_| number < CHILDREN).ok_or(UrError::Unexpected { at })
}

/// The coin and network a key is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CoinInfo {
    /// The coin type of SLIP-0044; 0 is Bitcoin, also where nothing is said.
    pub coin: u32,
    /// 0 the main network, 1 the test network.
    pub network: u32,
}

impl CoinInfo {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, UrError> {
        COIN_INFO.expect(reader)?;
        let mut info = Self::default();
        reader.each_key(|key, value| {
            match key {
                1 => info.coin = value.uint32()?,
                2 => info.network = value.uint32()?,
                _ => value.skip()?,
            }
            Ok(())
        })?;
        Ok(info)
    }

    /// What is written; nothing for Bitcoin's main network.
    pub(super) fn item(self, names: Names) -> Option<Item<'static>> {
        if self == Self::default() {
            return None;
        }
        let mut pairs = Vec::new();
        if self.coin != 0 {
            pairs.push((1, Item::Uint(self.coin.into())));
        }
        if self.network != 0 {
            pairs.push((2, Item::Uint(self.network.into())));
        }
        Some(Item::tagged(COIN_INFO.tag(names), Item::Map(pairs)))
    }
}
