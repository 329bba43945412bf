//! `seed`: entropy with the day it was made, a name and a note (BCR-2020-006).

use super::{Item, Reader, UrError};
use crate::secret::SecretBytes;

/// The tag of a count of days from 1970-01-01 (RFC 8943).
const DAYS: u64 = 100;
/// The tag of a count of seconds from then (RFC 8949 §3.4.2); older papers use it.
const SECONDS: u64 = 1;
const SECONDS_A_DAY: u64 = 86_400;
/// The day of Bitcoin's first block, counted from 1970-01-01: no wallet is older.
const FIRST_DAY: u64 = 14_247;

/// The seed of a wallet, as entropy.
pub struct Seed {
    /// The entropy; 16 to 32 bytes are BIP-0039 words.
    pub entropy: SecretBytes,
    /// The day it was made, counted from 1970-01-01.
    pub birthday: Option<u64>,
    /// Its name.
    pub name: Option<String>,
    /// What else was written down.
    pub note: Option<String>,
}

impl Seed {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, UrError> {
        let start = reader.position();
        let mut entropy = None;
        let (mut birthday, mut name, mut note) = (None, None, None);
        reader.each_key(|key, value| {
            match key {
                1 => entropy = Some(value.bytes()?),
                2 => birthday = day(value)?,
                3 => name = Some(value.text()?.to_owned()),
                4 => note = Some(value.text()?.to_owned()),
                _ => value.skip()?,
            }
            Ok(())
        })?;
        let entropy = entropy.filter(|bytes| (1..=64).contains(&bytes.len()));
        let entropy = entropy.ok_or(UrError::Unexpected { at: start })?;
        Ok(Self { entropy: SecretBytes::copied_from(entropy), birthday, name, note })
    }

    pub(super) fn item(&self) -> Item<'_> {
        // exposed to: the resource that is written
        let mut pairs = vec![(1, Item::Bytes(self.entropy.expose_secret()))];
        pairs.extend(self.birthday.map(|day| (2, Item::tagged(DAYS, Item::Uint(day)))));
        pairs.extend(self.name.as_deref().map(|name| (3, Item::Text(name))));
        pairs.extend(self.note.as_deref().map(|note| (4, Item::Text(note))));
        Item::Map(pairs)
    }
}

/// The day, where it is one: counts of days were also written under the tag of seconds, and a day before the first
/// block is a mistake that would hide nothing but would be trusted.
fn day(reader: &mut Reader<'_>) -> Result<Option<u64>, UrError> {
    let at = reader.position();
    let tag = reader.tag()?;
    let mut value = reader.clone();
    let Ok(number) = value.uint() else {
        reader.skip()?;
        return Ok(None);
    };
    *reader = value;
    let day = match tag {
        DAYS => number,
        SECONDS if number / SECONDS_A_DAY >= FIRST_DAY => number / SECONDS_A_DAY,
        SECONDS => number,
        _ => return Err(UrError::Unexpected { at }),
    };
    Ok((FIRST_DAY..FIRST_DAY * 8).contains(&day).then_some(day))
}
