//! `crypto-output`, the old form of a descriptor: a tag for each function around the keys (BCR-2020-010).

use super::output::{Key, OutputDescriptor, list};
use super::{ADDRESS, ECKEY, HDKEY, Item, Names, Reader, UrError};

/// The functions with one argument.
/// `cosigner` is no function of descriptors: it marks a key of an account that is for multisig.
const FUNCTIONS: [(u64, &str); 8] = [
    (400, "sh"),
    (401, "wsh"),
    (402, "pk"),
    (403, "pkh"),
    (404, "wpkh"),
    (405, "combo"),
    (409, "tr"),
    (410, "cosigner"),
];
const MULTI: (u64, &str) = (406, "multi");
const SORTED_MULTI: (u64, &str) = (407, "sortedmulti");
/// `sh(wsh(multi(…)))` is the deepest that there is.
const MAX_NESTED: usize = 3;
/// The most keys of `multi` in `sh` (BIP-0383); `wsh` takes four more.
const MAX_KEYS: usize = 20;

pub(super) fn read(reader: &mut Reader<'_>) -> Result<OutputDescriptor, UrError> {
    let mut source = String::new();
    let mut open = 0;
    let keys = loop {
        let at = reader.position();
        let before = reader.clone();
        let tag = reader.tag()?;
        if let Some((_, name)) = FUNCTIONS.iter().find(|(number, _)| *number == tag) {
            if open == MAX_NESTED {
                return Err(UrError::TooDeep { limit: MAX_NESTED });
            }
            source += name;
            source.push('(');
            open += 1;
            continue;
        }
        if let Some((_, name)) = [MULTI, SORTED_MULTI].iter().find(|(number, _)| *number == tag) {
            let (threshold, keys) = multi(reader, at)?;
            let places: Vec<String> = (0..keys.len()).map(|nth| format!("@{nth}")).collect();
            source += &format!("{name}({threshold},{})", places.join(","));
            break keys;
        }
        if !HDKEY.has_tag(tag) && !ECKEY.has_tag(tag) && !ADDRESS.has_tag(tag) {
            return Err(UrError::Unexpected { at });
        }
        *reader = before;
        let key = Key::read(reader)?;
        source += if matches!(key, Key::Address(_)) { "addr(@0)" } else { "@0" };
        break vec![key];
    };
    source.extend(std::iter::repeat_n(')', open));
    Ok(OutputDescriptor { source, keys, name: None, note: None })
}

fn multi(reader: &mut Reader<'_>, at: usize) -> Result<(u32, Vec<Key>), UrError> {
    let (mut threshold, mut keys) = (0, Vec::new());
    reader.each_key(|key, value| {
        match key {
            1 => threshold = value.uint32()?,
            2 => keys = list(value, MAX_KEYS, Key::read)?,
            _ => value.skip()?,
        }
        Ok(())
    })?;
    if threshold == 0 || threshold as usize > keys.len() {
        return Err(UrError::Unexpected { at });
    }
    Ok((threshold, keys))
}

/// Writes the functions of the text as tags around its keys.
pub(super) fn item(output: &OutputDescriptor) -> Result<Item<'_>, UrError> {
    let mut rest = output.source.as_str();
    let mut around = Vec::new();
    while let Some((tag, inside)) = FUNCTIONS.iter().find_map(|(tag, name)| {
        let inside = rest.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')')?;
        Some((*tag, inside))
    }) {
        around.push(tag);
        rest = inside;
    }
    if around.len() > MAX_NESTED {
        return Err(UrError::NoOldForm);
    }
    let mut item = innermost(output, rest)?;
    for tag in around.into_iter().rev() {
        item = Item::tagged(tag, item);
    }
    Ok(item)
}

fn innermost<'a>(output: &'a OutputDescriptor, rest: &str) -> Result<Item<'a>, UrError> {
    let keys = &output.keys;
    if let [key] = keys.as_slice() {
        let wanted = if matches!(key, Key::Address(_)) { "addr(@0)" } else { "@0" };
        if rest == wanted {
            return Ok(key.item(Names::Old));
        }
    }
    for (tag, name) in [SORTED_MULTI, MULTI] {
        let inside = rest.strip_prefix(name).and_then(|rest| rest.strip_prefix('('));
        let Some(inside) = inside.and_then(|rest| rest.strip_suffix(')')) else { continue };
        let mut arguments = inside.split(',');
        let threshold = arguments.next().and_then(|first| first.parse::<u64>().ok());
        let in_order = arguments.eq((0..keys.len()).map(|nth| format!("@{nth}")));
        let can_be = |threshold: &u64| (1..=keys.len() as u64).contains(threshold);
        let threshold = threshold.filter(can_be).filter(|_| keys.len() <= MAX_KEYS);
        if let (Some(threshold), true) = (threshold, in_order) {
            let keys = keys.iter().map(|key| key.item(Names::Old)).collect();
            let pairs = vec![(1, Item::Uint(threshold)), (2, Item::Array(keys))];
            return Ok(Item::tagged(tag, Item::Map(pairs)));
        }
    }
    Err(UrError::NoOldForm)
}
