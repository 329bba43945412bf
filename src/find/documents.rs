//! Wallets that are JSON: told by the names of fields, and by the form of few values.

use super::fields::{self, Field, Value};
use super::sample::Sample;
use super::{Find, Kind, Locked, place, texts};

/// The fields that tell something, one bit each: the depth, the name (empty where any will do), and what is noted.
const FIELDS: &[(usize, &[u8], u64)] = &[
    (1, b"seed_version", SEED_VERSION),
    (1, b"wallet_type", WALLET_TYPE),
    (1, b"keystore", KEYSTORE),
    (1, b"data", DATA),
    (1, b"iv", IV),
    (1, b"salt", SALT),
    (1, b"pbkdf2_iterations", PBKDF2),
    (1, b"payload", PAYLOAD),
    (1, b"guid", GUID),
    (1, b"sharedKey", SHARED_KEY),
    (1, b"encseed", ENCSEED),
    (1, b"ethaddr", ETHADDR),
    (1, b"version", VERSION),
    (1, b"crypto", CRYPTO),
    (1, b"Crypto", CRYPTO),
    (2, b"kdfparams", KDF),
    (2, b"kdf", KDF),
    (2, b"cipher", CIPHER),
    (1, b"EncryptedSecret", ENCRYPTED_SECRET),
    (1, b"ChainCode", CHAIN_CODE),
    (1, b"ExtPubKey", EXT_PUB_KEY),
    (1, b"MasterFingerprint", MASTER_FINGERPRINT),
    (1, b"recv_descriptor", RECV_DESCRIPTOR),
    (1, b"change_descriptor", CHANGE_DESCRIPTOR),
    (1, b"descriptor", DESCRIPTOR),
    (1, b"blockheight", BLOCKHEIGHT),
    (1, b"label", LABEL),
    (3, b"original", ORIGINAL),
    (3, b"derivation", DERIVATION),
    (1, b"keys", KEYS),
    (1, b"policyType", POLICY_TYPE),
    (1, b"scriptType", SCRIPT_TYPE),
    (1, b"keystores", KEYSTORES),
    (1, b"descriptors", DESCRIPTORS),
    (3, b"desc", DESC),
    (1, b"passphrase", PASSPHRASE),
    (1, b"pubkey", PUBKEY),
    (1, b"path", PATH),
    // Long tables of Electrum that stand before anything that tells.
    (1, b"accounts", BEGINS),
    (1, b"addr_history", BEGINS),
    (1, b"addresses", BEGINS),
    (1, b"channels", BEGINS),
];

/// A document that has told nothing after so many fields is left.
const PATIENCE: u32 = 20_000;

macro_rules! bits {
    ($($name:ident $at:literal,)*) => { $(const $name: u64 = 1 << $at;)* };
}

bits! {
    SEED_VERSION 0, WALLET_TYPE 1, KEYSTORE 2, DATA 3, IV 4, SALT 5, PBKDF2 6, PAYLOAD 7, GUID 8, SHARED_KEY 9,
    ENCSEED 10, ETHADDR 11, VERSION 12, CRYPTO 13, KDF 14, CIPHER 15, ENCRYPTED_SECRET 16, CHAIN_CODE 17,
    EXT_PUB_KEY 18, MASTER_FINGERPRINT 19, RECV_DESCRIPTOR 20, CHANGE_DESCRIPTOR 21, DESCRIPTOR 22,
    BLOCKHEIGHT 23, LABEL 24, ORIGINAL 25, DERIVATION 26, KEYS 27, POLICY_TYPE 28, SCRIPT_TYPE 29, KEYSTORES 30,
    DESCRIPTORS 31, DESC 32, PASSPHRASE 33, PUBKEY 34, PATH 35,
    // What values say.
    CLEAR 48, ENCRYPTED 49, USE_ENCRYPTION 50, DOUBLE 51, PRIVATE 52, BRAVE 53, LITECOIN 54, EMPTY_SECRET 55, BEGINS 56,
}

/// Everything that was noted of a document.
#[derive(Default)]
struct Notes {
    bits: u64,
    version: u8,
}

impl Notes {
    fn has(&self, bits: u64) -> bool {
        self.bits & bits == bits
    }

    fn take(&mut self, field: &Field<'_>) {
        for (depth, name, bit) in FIELDS {
            if *depth == field.depth && *name == field.name {
                self.bits |= bit;
            }
        }
        match (field.depth, field.name, field.value) {
            (1, b"version", Value::Plain([digit @ b'0'..=b'9'])) => self.version = digit - b'0',
            (1, b"use_encryption", Value::Plain(b"true" | b"True")) => self.bits |= USE_ENCRYPTION,
            (1, b"double_encryption", Value::Plain(b"true")) => self.bits |= DOUBLE,
            (1, b"EncryptedSecret", Value::Plain(b"null")) => self.bits |= EMPTY_SECRET,
            (_, b"encrypted_mnemonic", Value::Text(_, 32..)) => self.bits |= BRAVE,
            (3, b"desc", Value::Text(text, _)) if holds_private(text) => self.bits |= PRIVATE,
            (_, name, Value::Text(text, len)) if is_secret(field, name) => self.secret(text, len),
            (2, name, _) if field.above(1) == b"addr_history" && name.starts_with(b"ltc1") => {
                self.bits |= LITECOIN;
            }
            _ => {}
        }
    }

    /// A seed or private key of Electrum or Sparrow: in clear it is words, digits or a known prefix.
    fn secret(&mut self, text: &[u8], len: usize) {
        let is_key = text.get(1..4) == Some(b"prv") || matches!(len, 51 | 52) && is_wif(text);
        let is_words = text.contains(&b' ');
        let is_hex = matches!(len, 32 | 64) && text.iter().all(u8::is_ascii_hexdigit);
        if is_key || is_words || is_hex {
            self.bits |= CLEAR;
        } else if len > 0 {
            self.bits |= ENCRYPTED;
        }
    }
}

fn is_wif(text: &[u8]) -> bool {
    matches!(
        text.first(),
        Some(b'5' | b'K' | b'L' | b'T' | b'6' | b'Q' | b'X' | b'7' | b'c' | b'9')
    ) && text.iter().all(u8::is_ascii_alphanumeric)
}

fn holds_private(text: &[u8]) -> bool {
    super::sample::has(text, b"xprv") || super::sample::has(text, b"tprv")
}

/// Whether a text stands where Electrum or Sparrow keep seeds and private keys.
fn is_secret(field: &Field<'_>, name: &[u8]) -> bool {
    match (field.depth, field.above(1)) {
        (1, _) => name == b"seed",
        (2, b"master_private_keys") => true,
        (2, b"keystore") => matches!(name, b"seed" | b"xprv"),
        (2, above) if above.starts_with(b"x") => matches!(name, b"seed" | b"xprv"),
        (3, b"keystore") => field.above(2) == b"keypairs",
        (3, b"keystores") => matches!(name, b"masterPrivateExtendedKey"),
        (4, b"keystores") => matches!(name, b"mnemonicString"),
        _ => false,
    }
}

pub(super) fn recognise(sample: &mut Sample<'_>) -> Option<Find> {
    let text = &sample.head()[fields::mark_len(sample.head())..];
    if text.trim_ascii_start().first() != Some(&b'{') {
        return None;
    }
    let (mut notes, mut seen) = (Notes::default(), 0);
    let whole = fields::read(sample, &mut |field| {
        notes.take(field);
        seen += 1;
        notes.bits != 0 || seen < PATIENCE
    });
    if !whole {
        return None;
    }
    kind(sample, &notes)
}

fn kind(sample: &Sample<'_>, notes: &Notes) -> Option<Find> {
    if notes.has(SEED_VERSION) || notes.has(WALLET_TYPE | KEYSTORE) {
        let locked = match () {
            () if notes.has(USE_ENCRYPTION) => Locked::Yes,
            () if notes.has(CLEAR) => Locked::No,
            () if notes.has(ENCRYPTED) => Locked::Yes,
            () => Locked::NoKeys,
        };
        let find = texts::electrum(sample, locked);
        return Some(if notes.has(LITECOIN) { find.of(Some("Electrum-LTC")) } else { find });
    }
    if notes.has(CRYPTO | VERSION) && notes.bits & (KDF | CIPHER) != 0 && notes.version == 3 {
        return Find::some(Kind::EthereumKey, Locked::Yes);
    }
    if notes.has(CRYPTO | VERSION | PUBKEY) && notes.version == 4 {
        return Find::some(Kind::ValidatorKey, Locked::Yes);
    }
    let one = |kind, locked| Find::some(kind, locked);
    match () {
        () if notes.has(ENCSEED | ETHADDR) => one(Kind::Presale, Locked::Yes),
        () if notes.has(PBKDF2 | PAYLOAD) => one(Kind::Blockchain, Locked::Yes),
        () if notes.has(GUID | SHARED_KEY) => {
            one(Kind::Blockchain, if notes.has(DOUBLE) { Locked::Yes } else { Locked::No })
        }
        () if notes.has(GUID | PAYLOAD) => one(Kind::Blockchain, Locked::Yes),
        () if notes.has(ENCRYPTED_SECRET | EXT_PUB_KEY) => {
            let locked = if notes.has(EMPTY_SECRET) { Locked::NoKeys } else { Locked::Yes };
            one(Kind::Wasabi, locked)
        }
        () if notes.has(DATA | IV | SALT) => one(Kind::Metamask, Locked::Yes),
        () if notes.has(BRAVE) => {
            Some(Find::new(Kind::BrowserVault, Locked::Yes).of(Some("Brave Wallet")))
        }
        () if notes.has(RECV_DESCRIPTOR | CHANGE_DESCRIPTOR)
            || notes.has(DESCRIPTOR | BLOCKHEIGHT | LABEL)
            || notes.has(KEYS | ORIGINAL | DERIVATION) =>
        {
            one(Kind::Specter, Locked::NoKeys)
        }
        () if notes.has(POLICY_TYPE | SCRIPT_TYPE | KEYSTORES) => {
            let locked = match (notes.has(CLEAR), notes.has(ENCRYPTED)) {
                (true, _) => Locked::No,
                (false, true) => Locked::Yes,
                (false, false) => Locked::NoKeys,
            };
            one(Kind::Sparrow, locked)
        }
        () if notes.has(DESCRIPTORS | DESC) => {
            one(Kind::CoreDescriptors, if notes.has(PRIVATE) { Locked::No } else { Locked::NoKeys })
        }
        () if notes.has(PASSPHRASE) && place::program_of(sample.path()) == Some("Exodus") => {
            one(Kind::ExodusPassphrase, Locked::No)
        }
        () => None,
    }
}
