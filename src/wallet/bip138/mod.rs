//! Descriptors encrypted to the keys they hold, so that any cosigner can open the backup (BIP-0138, draft 0.1.1).
//!
//! Whoever has one extended public key of the wallet can read it: the format keeps a description private on
//! other people's storage and is no place for a secret. Private keys are refused on both ways.

mod content;
mod document;
mod error;
mod secrets;
mod wire;

pub use content::{Content, Item, items_in, items_out};
pub use document::{Document, wallets_in};
pub use error::Bip138Error;
pub use secrets::{Excluded, combined_secret, individual_secret, participants, root_of, unusual};
pub use wire::{paths_out, secrets_out};

use super::Policy;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use miniscript::bitcoin::base64::prelude::{BASE64_STANDARD, Engine};
use wire::Reader;

/// What every file begins with.
pub const MAGIC: &[u8; 6] = b"BIP138";
/// The longest file read, in bytes.
pub const MAX_BYTES: usize = 8 << 20;

const VERSION: u8 = 1;
const CHACHA20_POLY1305: u8 = 1;
const NONCE: usize = 12;
/// The sizes that the number of individual secrets is rounded up to (*Individual Secrets*).
const BUCKETS: [usize; 7] = [5, 10, 20, 40, 80, 160, 255];

/// What [`seal`] made, and which keys cannot open it.
pub struct Sealed {
    /// The file, `.bip138`.
    pub bytes: Vec<u8>,
    /// Keys of the wallet that cannot open it, with the reason; their holders must know.
    pub excluded: Vec<Excluded>,
}

/// Encrypts a wallet, and labels where there are some, to all its keys. The paths of the keys are left out where
/// every recovery tries them anyway.
///
/// # Errors
/// [`Bip138Error::NoKeys`] for a wallet without an extended key with a step behind it;
/// [`Bip138Error::PrivateKey`] when the labels hold one.
pub fn seal(
    wallet: &Policy,
    labels: Option<&str>,
    random: &mut dyn FnMut(&mut [u8]),
) -> Result<Sealed, Bip138Error> {
    let (keys, excluded) = participants(wallet);
    if keys.is_empty() {
        return Err(Bip138Error::NoKeys);
    }
    let mut items =
        vec![Item { content: Content::Bip(380), bytes: Document::of(wallet).write().into_bytes() }];
    if let Some(labels) = labels {
        refuse_private(labels.as_bytes())?;
        items.push(Item { content: Content::Bip(329), bytes: labels.as_bytes().to_vec() });
    }
    let paths = unusual(&secrets::origin_paths(wallet));
    let secret = combined_secret(&keys);
    let mut individual: Vec<_> = keys.iter().map(|key| individual_secret(&secret, key)).collect();
    let room = BUCKETS.into_iter().find(|size| *size >= individual.len());
    while individual.len() < room.unwrap_or(individual.len()) {
        let mut decoy = [0; 32];
        random(&mut decoy);
        individual.push(decoy);
    }
    let mut nonce = [0; NONCE];
    while nonce == [0; NONCE] {
        random(&mut nonce);
    }
    let bytes = assemble(&paths, &individual, &secret, &nonce, &items_out(&items)?)?;
    // A backup is made when it has been read back.
    for key in &keys {
        if open(&bytes, &[*key])? != items {
            return Err(Bip138Error::NotReadBack);
        }
    }
    Ok(Sealed { bytes, excluded })
}

/// Writes a file from its parts (*Encoding*).
///
/// # Errors
/// [`Bip138Error::ZeroNonce`], [`Bip138Error::Empty`], [`Bip138Error::TooMany`] for what the format forbids.
pub fn assemble(
    paths: &[Vec<u32>],
    individual: &[[u8; 32]],
    secret: &[u8; 32],
    nonce: &[u8; NONCE],
    payload: &[u8],
) -> Result<Vec<u8>, Bip138Error> {
    let sealed = encrypt(secret, nonce, payload)?;
    let mut file = MAGIC.to_vec();
    file.push(VERSION);
    file.extend(paths_out(paths)?);
    file.extend(secrets_out(individual)?);
    file.push(CHACHA20_POLY1305);
    file.extend(nonce);
    wire::push_size(&mut file, sealed.len());
    file.extend(sealed);
    Ok(file)
}

/// Encrypts a payload (RFC 8439, no additional data).
///
/// # Errors
/// [`Bip138Error::ZeroNonce`] and [`Bip138Error::Empty`].
pub fn encrypt(
    secret: &[u8; 32],
    nonce: &[u8; NONCE],
    payload: &[u8],
) -> Result<Vec<u8>, Bip138Error> {
    if payload.is_empty() {
        return Err(Bip138Error::Empty);
    }
    if nonce == &[0; NONCE] {
        return Err(Bip138Error::ZeroNonce);
    }
    let cipher = ChaCha20Poly1305::new(Key::from_slice(secret));
    cipher.encrypt(Nonce::from_slice(nonce), payload).map_err(|_| Bip138Error::Empty)
}

/// Whether bytes or text begin like such a backup, binary or in Base64.
pub fn looks_like(bytes: &[u8]) -> bool {
    // `QklQMTM4` is the Base64 of the magic.
    bytes.starts_with(MAGIC) || bytes.trim_ascii_start().starts_with(b"QklQMTM4")
}

/// The Base64 text of a file, `.txt` (*Text Representation*).
pub fn text_of(file: &[u8]) -> String {
    BASE64_STANDARD.encode(file)
}

/// Takes a file in either form as bytes.
///
/// # Errors
/// [`Bip138Error::TooLong`], [`Bip138Error::NotThisFormat`].
pub fn bytes_of(file: &[u8]) -> Result<Vec<u8>, Bip138Error> {
    if file.len() > MAX_BYTES {
        return Err(Bip138Error::TooLong { bytes: file.len(), limit: MAX_BYTES });
    }
    if file.starts_with(MAGIC) {
        return Ok(file.to_vec());
    }
    let text: Vec<u8> = file.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let bytes = BASE64_STANDARD.decode(text).map_err(|_| Bip138Error::NotThisFormat)?;
    if bytes.starts_with(MAGIC) { Ok(bytes) } else { Err(Bip138Error::NotThisFormat) }
}

/// The paths that a file names for whoever must look for a key; often none.
///
/// # Errors
/// As [`open`].
pub fn paths_in(file: &[u8]) -> Result<Vec<Vec<u32>>, Bip138Error> {
    Ok(parse(file)?.paths)
}

struct Parsed {
    paths: Vec<Vec<u32>>,
    individual: Vec<[u8; 32]>,
    nonce: [u8; NONCE],
    sealed: Vec<u8>,
}

fn parse(file: &[u8]) -> Result<Parsed, Bip138Error> {
    let mut reader = Reader::new(file);
    if reader.take(MAGIC.len())? != MAGIC {
        return Err(Bip138Error::NotThisFormat);
    }
    match reader.byte()? {
        VERSION => {}
        other => return Err(Bip138Error::Version(other)),
    }
    let paths = reader.paths()?;
    let individual = reader.secrets()?;
    match reader.byte()? {
        CHACHA20_POLY1305 => {}
        other => return Err(Bip138Error::Encryption(other)),
    }
    let nonce: [u8; NONCE] = reader.take(NONCE)?.try_into().map_err(|_| Bip138Error::CutShort)?;
    if nonce == [0; NONCE] {
        return Err(Bip138Error::ZeroNonce);
    }
    let length = reader.size()?;
    // What stands behind the ciphertext is reserved and ignored.
    let sealed = reader.take(length)?.to_vec();
    Ok(Parsed { paths, individual, nonce, sealed })
}

/// Opens a file (binary) with any of the x-only root keys of the wallet, 32 bytes each; see [`root_of`].
///
/// # Errors
/// [`Bip138Error::NoKeyFits`] when none of them opens it; the other variants for a file that is damaged or of
/// another version.
pub fn open(file: &[u8], keys: &[[u8; 32]]) -> Result<Vec<Item>, Bip138Error> {
    let parsed = parse(file)?;
    let nonce = Nonce::from_slice(&parsed.nonce);
    for key in keys {
        for individual in &parsed.individual {
            let secret = individual_secret(individual, key);
            let cipher = ChaCha20Poly1305::new(Key::from_slice(&secret));
            if let Ok(payload) = cipher.decrypt(nonce, parsed.sealed.as_slice()) {
                refuse_private(&payload)?;
                return items_in(&payload);
            }
        }
    }
    Err(Bip138Error::NoKeyFits { keys: keys.len() })
}

fn refuse_private(bytes: &[u8]) -> Result<(), Bip138Error> {
    let text = String::from_utf8_lossy(bytes);
    super::descriptor::refuse_private(&text).map_err(|_| Bip138Error::PrivateKey)
}
