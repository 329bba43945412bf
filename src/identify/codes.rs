//! What codes of other wallets hold: Uniform Resources, BBQr and Bytewords, and what lies inside them.

use super::{Identified, Kind};
use crate::secret::{SecretBytes, SecretText};
use crate::ur::bytewords::{self, Style};
use crate::ur::registry::Object;
use crate::ur::{Parsed, bbqr};

/// The fewest words that are taken for Bytewords: four bytes, and the checksum.
const FEWEST_WORDS: usize = 8;

/// `ur:TYPE/…`, whole or a part.
pub(super) fn resource(text: &SecretText) -> Option<Identified> {
    // exposed to: the reader of resources
    let text = text.expose_secret();
    let begins = text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("ur:"));
    if !begins || !text.contains('/') || text.contains(char::is_whitespace) {
        return None;
    }
    Some(match Parsed::read(text) {
        Ok(Parsed::Whole(found)) => {
            let sound = Object::read(&found).is_none_or(|object| object.is_ok());
            Identified::known(Kind::Ur, sound).form(found.kind)
        }
        Ok(Parsed::Part(part)) => {
            let mut found = Identified::known(Kind::Ur, true).form(part.kind);
            found.facts.part = Some(format!("{}of{}", part.number, part.of));
            found
        }
        Err(_) => Identified::known(Kind::Ur, false),
    })
}

/// One code of a BBQr file.
pub(super) fn bbqr(text: &SecretText) -> Option<Identified> {
    // exposed to: the reader of the code
    let text = text.expose_secret();
    if !text.starts_with("B$") || text.len() < 8 || text.contains(char::is_whitespace) {
        return None;
    }
    Some(match bbqr::Part::read(text) {
        Ok(part) => {
            let mut found = Identified::known(Kind::Bbqr, true).form(part.file_type.describe());
            found.facts.part = Some(format!("{}of{}", part.number, part.of));
            found
        }
        Err(_) => Identified::known(Kind::Bbqr, false),
    })
}

/// Whole words, or their first and last letters.
pub(super) fn words(text: &SecretText) -> Option<Identified> {
    let read = read_words(text);
    // exposed to: the count of known words
    let text = text.expose_secret();
    let (known, all) = bytewords::count(text);
    let is_words = known == all && all >= FEWEST_WORDS;
    match read {
        Some(_) => {
            let found = Identified::known(Kind::Bytewords, true);
            Some(if is_words { found.words(all) } else { found.form("minimal") })
        }
        None if is_words => Some(Identified::known(Kind::Bytewords, false).words(all)),
        None => None,
    }
}

fn read_words(text: &SecretText) -> Option<SecretBytes> {
    // exposed to: the reader of Bytewords
    let text = text.expose_secret();
    let letters = text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let style = if letters { Style::Minimal } else { Style::Standard };
    let fewest = FEWEST_WORDS * if letters { 2 } else { 5 } - 1;
    if text.len() < fewest {
        return None;
    }
    bytewords::decode(text, style).ok()
}

/// What a wrapping holds, as kinds of its own.
pub(super) fn inside(kind: Kind, text: &SecretText) -> Vec<Identified> {
    let object = match kind {
        // exposed to: the reader of resources
        Kind::Ur => match Parsed::read(text.expose_secret()) {
            Ok(Parsed::Whole(resource)) => Object::read(&resource),
            _ => None,
        },
        // exposed to: the reader of the value
        Kind::Bytewords => read_words(text).and_then(|bytes| Object::tagged(bytes.expose_secret())),
        // exposed to: the reader of the code
        Kind::Bbqr => return file(text.expose_secret()),
        _ => None,
    };
    let Some(Ok(object)) = object else { return Vec::new() };
    let found = match &object {
        Object::Seed(seed) => {
            let words = match seed.entropy.len() {
                len @ (16 | 20 | 24 | 28 | 32) => Some(len / 4 * 3),
                _ => None,
            };
            let mut found = Identified::known(Kind::Bip39, true).form("entropy");
            found.facts.words = words;
            found
        }
        Object::HdKey(key) if key.is_private => Identified::known(Kind::Xprv, true),
        Object::HdKey(_) => Identified::known(Kind::Xpub, true),
        Object::EcKey(key) if key.is_private => Identified::known(Kind::Wif, true),
        Object::EcKey(_) => return Vec::new(),
        Object::Address(_) => Identified::known(Kind::Address, true),
        Object::Output(_) | Object::Account(_) if !object.is_public() => {
            Identified::known(Kind::DescriptorPrivate, true)
        }
        Object::Output(_) | Object::Account(_) => Identified::known(Kind::Descriptor, true),
        Object::Sskr(_) => Identified::known(Kind::Sskr, true),
        Object::Psbt(bytes) => {
            // exposed to: the look at its first bytes
            Identified::known(Kind::Psbt, bytes.expose_secret().starts_with(b"psbt\xff"))
        }
        // exposed to: recognition, which keeps nothing
        Object::Bytes(bytes) => return plain(bytes.expose_secret()),
    };
    vec![found]
}

/// A file that is whole in one code.
fn file(text: &str) -> Vec<Identified> {
    let Ok(part) = bbqr::Part::read(text) else { return Vec::new() };
    match bbqr::join(&[part]) {
        // exposed to: recognition, which keeps nothing
        Ok(file) => plain(file.expose_secret()),
        Err(_) => Vec::new(),
    }
}

/// What bytes without a wrapping are. What is wrapped again is not unwrapped a second time.
fn plain(bytes: &[u8]) -> Vec<Identified> {
    let wrapped = |one: &Identified| matches!(one.kind, Kind::Ur | Kind::Bytewords | Kind::Bbqr);
    let mut found = super::unwrapped(bytes);
    found.retain(|one| !wrapped(one));
    found
}
