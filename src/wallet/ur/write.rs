//! Descriptors of this program as resources, for wallets that read codes.

use crate::secret::SecretBytes;
use crate::ur::registry::{
    AccountDescriptor, Child, CoinInfo, EcKey, HdKey, Key, Keypath, Names, Object,
    OutputDescriptor, Step,
};
use crate::ur::{Resource, UrError};
use crate::wallet::WalletError;
use bitcoin::bip32::Xpub;

/// A public descriptor as `output-descriptor`, or under the old names as `crypto-output`. The checksum is left out:
/// the resource has its own.
///
/// # Errors
/// [`WalletError::ResourceKey`] for a descriptor that cannot be taken apart, or that the old form cannot say (BIP-0389
/// pairs are said, scripts beyond `multi` are not).
pub fn output_descriptor(descriptor: &str, names: Names) -> Result<Resource, WalletError> {
    written(&Object::Output(taken_apart(descriptor)?), names)
}

/// Descriptors of one account as `account-descriptor`, or `crypto-account`.
///
/// # Errors
/// As [`output_descriptor`].
pub fn account_descriptor(
    fingerprint: u32,
    descriptors: &[&str],
    names: Names,
) -> Result<Resource, WalletError> {
    let outputs: Result<_, _> = descriptors.iter().map(|text| taken_apart(text)).collect();
    let account = AccountDescriptor { fingerprint, outputs: outputs? };
    written(&Object::Account(account), names)
}

fn written(object: &Object, names: Names) -> Result<Resource, WalletError> {
    object.write(names).map_err(|_: UrError| WalletError::ResourceKey)
}

/// Puts `@0`, `@1` … where the keys stand.
fn taken_apart(descriptor: &str) -> Result<OutputDescriptor, WalletError> {
    let text = descriptor.split(['#', '?']).next().unwrap_or_default().trim();
    let (mut source, mut keys) = (String::new(), Vec::new());
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(['(', ')', ',', '{', '}']).unwrap_or(rest.len());
        match key_of(&rest[..word])? {
            Some(key) => {
                source += &format!("@{}", keys.len());
                keys.push(key);
            }
            None => source += &rest[..word],
        }
        let between = rest[word..].chars().next();
        source.extend(between);
        rest = &rest[word + between.map_or(0, char::len_utf8)..];
    }
    if keys.is_empty() {
        return Err(WalletError::ResourceKey);
    }
    Ok(OutputDescriptor { source, keys, name: None, note: None })
}

/// The key that a word of a descriptor is; `None` for names of functions and for numbers.
fn key_of(word: &str) -> Result<Option<Key>, WalletError> {
    let wrong = WalletError::ResourceKey;
    let (origin, key) = match word.strip_prefix('[') {
        None => (None, word),
        Some(rest) => {
            let (origin, key) = rest.split_once(']').ok_or(wrong.clone())?;
            let (source, steps) = origin.split_once('/').unwrap_or((origin, ""));
            let source = u32::from_str_radix(source, 16).map_err(|_| wrong.clone())?;
            (Some(Keypath { steps: path(steps)?, source: Some(source), depth: None }), key)
        }
    };
    let hex = matches!(key.len(), 66 | 130) && key.bytes().all(|byte| byte.is_ascii_hexdigit());
    if hex && origin.is_none() {
        let digits = key.as_bytes().chunks_exact(2).map(|two| {
            let text = std::str::from_utf8(two).expect("hexadecimal digits");
            u8::from_str_radix(text, 16).expect("hexadecimal digits")
        });
        let bytes: Vec<u8> = digits.collect();
        return Ok(Some(Key::Ec(EcKey {
            is_private: false,
            key: SecretBytes::copied_from(&bytes),
        })));
    }
    let (key, children) = key.split_once('/').map_or((key, None), |(key, path)| (key, Some(path)));
    if !key.starts_with("xpub") && !key.starts_with("tpub") {
        return if origin.is_none() && children.is_none() { Ok(None) } else { Err(wrong) };
    }
    let xpub: Xpub = key.parse().map_err(|_| wrong)?;
    let children = match children {
        None => None,
        Some(text) => Some(Keypath { steps: path(text)?, source: None, depth: None }),
    };
    let mut origin = origin;
    if let Some(origin) = &mut origin {
        origin.depth = Some(xpub.depth);
    }
    Ok(Some(Key::Hd(HdKey {
        is_master: false,
        is_private: false,
        key: SecretBytes::copied_from(&xpub.public_key.serialize()),
        chain_code: Some(SecretBytes::copied_from(xpub.chain_code.as_ref())),
        coin: CoinInfo { coin: 0, network: u32::from(!xpub.network.is_mainnet()) },
        origin,
        children,
        parent: Some(u32::from_be_bytes(xpub.parent_fingerprint.to_bytes())).filter(|p| *p != 0),
        name: None,
        note: None,
    })))
}

fn path(text: &str) -> Result<Vec<Step>, WalletError> {
    let wrong = WalletError::ResourceKey;
    let number = |text: &str| text.parse::<u32>().ok().filter(|n| *n < 1 << 31);
    let mut steps = Vec::new();
    for part in text.split('/').filter(|part| !part.is_empty()) {
        if part == "**" {
            steps.push(Step { child: Child::Pair(0, 1), hardened: false });
            steps.push(Step { child: Child::Any, hardened: false });
            continue;
        }
        let plain = part.strip_suffix(['h', '\'', 'H']).unwrap_or(part);
        let hardened = plain.len() != part.len();
        let pair = plain.strip_prefix('<').and_then(|pair| pair.strip_suffix('>'));
        let child = match (plain, pair) {
            ("*", _) => Child::Any,
            (_, Some(pair)) => {
                let (receive, change) = pair.split_once(';').ok_or(wrong.clone())?;
                let both = number(receive).zip(number(change)).ok_or(wrong.clone())?;
                Child::Pair(both.0, both.1)
            }
            (index, None) => Child::Index(number(index).ok_or(wrong.clone())?),
        };
        steps.push(Step { child, hardened });
    }
    Ok(steps)
}
