//! The types of resources that wallets write, under their names of today and the older `crypto-` names.
//!
//! Both names of a type are read. What is written has the name that is asked for: the papers want the new ones, and
//! many wallets in use know only the old ones. The types: `seed` (BCR-2020-006), `hdkey` (007), `eckey` (008),
//! `address` (009), `crypto-output` (010), `sskr` (011), `crypto-account` (015), `output-descriptor` (2023-010),
//! `account-descriptor` (2023-019), `psbt` and `bytes`.

mod hdkey;
mod keypath;
mod output;
mod script;
mod seed;
mod single;

pub use hdkey::HdKey;
pub use keypath::{Child, CoinInfo, Keypath, Step};
pub use output::{AccountDescriptor, Key, OutputDescriptor};
pub use seed::Seed;
pub use single::{Address, AddressType, EcKey};

use super::cbor::{Item, Kind, Reader};
use super::{Resource, UrError};
use crate::secret::SecretBytes;

/// Which names and tags are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// `seed`, `hdkey`, `output-descriptor` …
    New,
    /// `crypto-seed`, `crypto-hdkey`, `crypto-output` …
    Old,
}

/// A type with its names and CBOR tags.
pub(super) struct Type {
    new: (&'static str, u64),
    old: (&'static str, u64),
}

pub(super) const SEED: Type = Type { new: ("seed", 40_300), old: ("crypto-seed", 300) };
pub(super) const HDKEY: Type = Type { new: ("hdkey", 40_303), old: ("crypto-hdkey", 303) };
const KEYPATH: Type = Type { new: ("keypath", 40_304), old: ("crypto-keypath", 304) };
const COIN_INFO: Type = Type { new: ("coin-info", 40_305), old: ("crypto-coin-info", 305) };
const ECKEY: Type = Type { new: ("eckey", 40_306), old: ("crypto-eckey", 306) };
const ADDRESS: Type = Type { new: ("address", 40_307), old: ("crypto-address", 307) };
const OUTPUT: Type = Type { new: ("output-descriptor", 40_308), old: ("crypto-output", 308) };
const SSKR: Type = Type { new: ("sskr", 40_309), old: ("crypto-sskr", 309) };
const PSBT: Type = Type { new: ("psbt", 40_310), old: ("crypto-psbt", 310) };
const ACCOUNT: Type = Type { new: ("account-descriptor", 40_311), old: ("crypto-account", 311) };

impl Type {
    fn has_tag(&self, tag: u64) -> bool {
        tag == self.new.1 || tag == self.old.1
    }

    fn tag(&self, names: Names) -> u64 {
        match names {
            Names::New => self.new.1,
            Names::Old => self.old.1,
        }
    }

    fn name(&self, names: Names) -> &'static str {
        match names {
            Names::New => self.new.0,
            Names::Old => self.old.0,
        }
    }

    fn is_named(&self, name: &str) -> bool {
        name == self.new.0 || name == self.old.0
    }

    /// Reads the tag, which must be there.
    fn expect(&self, reader: &mut Reader<'_>) -> Result<(), UrError> {
        let at = reader.position();
        if self.has_tag(reader.tag()?) { Ok(()) } else { Err(UrError::Unexpected { at }) }
    }

    /// Reads the tag where there is one: resources have none, some wallets write it all the same.
    fn pass(&self, reader: &mut Reader<'_>) -> Result<(), UrError> {
        if reader.kind()? == Kind::Tag { self.expect(reader) } else { Ok(()) }
    }
}

/// What a resource holds.
pub enum Object {
    /// Entropy, with a date and a name.
    Seed(Seed),
    /// A key of BIP-0032.
    HdKey(HdKey),
    /// A single key.
    EcKey(EcKey),
    /// An address.
    Address(Address),
    /// A descriptor.
    Output(OutputDescriptor),
    /// The descriptors of an account.
    Account(AccountDescriptor),
    /// The bytes of an SSKR share.
    Sskr(SecretBytes),
    /// A PSBT.
    Psbt(SecretBytes),
    /// Bytes or text without a type.
    Bytes(SecretBytes),
}

impl Object {
    /// Reads a resource.
    ///
    /// # Errors
    /// `None` for a type that is not known here; the errors of CBOR for a known one.
    pub fn read(resource: &Resource) -> Option<Result<Self, UrError>> {
        // exposed to: the reader of CBOR, which lends pieces of it
        Self::of(&resource.kind, resource.cbor.expose_secret())
    }

    fn of(kind: &str, cbor: &[u8]) -> Option<Result<Self, UrError>> {
        let mut reader = Reader::new(cbor);
        let r = &mut reader;
        let read = if SEED.is_named(kind) {
            SEED.pass(r).and_then(|()| Seed::read(r)).map(Self::Seed)
        } else if HDKEY.is_named(kind) {
            HDKEY.pass(r).and_then(|()| HdKey::read(r)).map(Self::HdKey)
        } else if ECKEY.is_named(kind) {
            ECKEY.pass(r).and_then(|()| EcKey::read(r)).map(Self::EcKey)
        } else if ADDRESS.is_named(kind) {
            ADDRESS.pass(r).and_then(|()| Address::read(r)).map(Self::Address)
        } else if OUTPUT.is_named(kind) {
            OutputDescriptor::read(r).map(Self::Output)
        } else if ACCOUNT.is_named(kind) {
            ACCOUNT.pass(r).and_then(|()| AccountDescriptor::read(r)).map(Self::Account)
        } else if SSKR.is_named(kind) {
            SSKR.pass(r).and_then(|()| copied(r)).map(Self::Sskr)
        } else if PSBT.is_named(kind) {
            PSBT.pass(r).and_then(|()| copied(r)).map(Self::Psbt)
        } else if kind == "bytes" {
            copied(r).map(Self::Bytes)
        } else {
            return None;
        };
        Some(read.and_then(|object| reader.end().map(|()| object)))
    }

    /// Reads a value whose tag says what it is, as Bytewords for paper have it.
    ///
    /// # Errors
    /// As [`Object::read`].
    pub fn tagged(cbor: &[u8]) -> Option<Result<Self, UrError>> {
        let mut reader = Reader::new(cbor);
        let tag = reader.tag().ok()?;
        let known = [SEED, HDKEY, ECKEY, ADDRESS, OUTPUT, SSKR, PSBT, ACCOUNT];
        let kind = known.iter().find(|kind| kind.has_tag(tag))?;
        Self::of(kind.new.0, cbor)
    }

    /// Whether it holds nothing that must be kept secret.
    pub fn is_public(&self) -> bool {
        match self {
            Self::Seed(_) | Self::Sskr(_) | Self::Bytes(_) => false,
            Self::HdKey(key) => !key.is_private,
            Self::EcKey(key) => !key.is_private,
            Self::Address(_) | Self::Psbt(_) => true,
            Self::Output(output) => output.is_public(),
            Self::Account(account) => account.outputs.iter().all(OutputDescriptor::is_public),
        }
    }

    /// Writes it as a resource.
    ///
    /// # Errors
    /// [`UrError::NoOldForm`] for a descriptor that `crypto-output` cannot say.
    pub fn write(&self, names: Names) -> Result<Resource, UrError> {
        let (kind, item) = match self {
            Self::Seed(seed) => (SEED.name(names), seed.item()),
            Self::HdKey(key) => (HDKEY.name(names), key.item(names)),
            Self::EcKey(key) => (ECKEY.name(names), key.item()),
            Self::Address(address) => (ADDRESS.name(names), address.item(names)),
            Self::Output(output) => (OUTPUT.name(names), output.item(names)?),
            Self::Account(account) => (ACCOUNT.name(names), account.item(names)?),
            // exposed to: the resource that is written
            Self::Sskr(bytes) => (SSKR.name(names), Item::Bytes(bytes.expose_secret())),
            // exposed to: the resource that is written
            Self::Psbt(bytes) => (PSBT.name(names), Item::Bytes(bytes.expose_secret())),
            // exposed to: the resource that is written
            Self::Bytes(bytes) => ("bytes", Item::Bytes(bytes.expose_secret())),
        };
        Ok(Resource { kind: kind.to_owned(), cbor: item.encode() })
    }
}

fn copied(reader: &mut Reader<'_>) -> Result<SecretBytes, UrError> {
    reader.bytes().map(SecretBytes::copied_from)
}
