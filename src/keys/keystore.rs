//! Keystore files of Ethereum, version 3 (Web3 Secret Storage): one private key under a passphrase, as JSON.
//!
//! The file comes from outside, so what it asks of scrypt and PBKDF2 is limited before a byte is set aside.

use super::{Coin, KeyForm, Network, SingleKey, SingleKeyError, scrypt_wide, single};
use crate::secret::{SecretBytes, SecretText};
use aes::Aes128;
use ctr::Ctr128BE;
use ctr::cipher::{KeyIvInit, StreamCipher};
use serde_json::Value;
use sha2::Sha256;
use sha3::{Digest, Keccak256};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// The longest file that is read, in bytes; real ones have about 500.
const MAX_TEXT: usize = 64 << 10;
/// The most memory that scrypt may take, in bytes; 256 MiB is usual.
const MAX_MEMORY: u64 = 1 << 30;
/// The most that scrypt's N, r and p may make together; 2^21 is usual.
const MAX_WORK: u64 = 1 << 24;
/// The most rounds of PBKDF2; 262,144 are usual.
const MAX_ROUNDS: u64 = 10_000_000;
const MAX_SALT: usize = 256;
/// The key of the cipher, then the key of the check.
const DERIVED: usize = 32;

/// How the passphrase becomes a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Derivation {
    Scrypt { log_n: u8, r: u32, p: u32 },
    Pbkdf2 { rounds: u32 },
}

/// A keystore file, not opened yet. What it holds is public, and some of it tells whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keystore {
    derivation: Derivation,
    salt: Vec<u8>,
    iv: [u8; 16],
    ciphertext: Vec<u8>,
    mac: [u8; 32],
    address: Option<[u8; 20]>,
}

/// The version of a text that is a keystore file by its form: JSON with `crypto` and `version`.
pub fn keystore_version(text: &str) -> Option<u64> {
    if text.len() > MAX_TEXT || !text.trim_start().starts_with('{') {
        return None;
    }
    let file: Value = serde_json::from_str(text).ok()?;
    crypto_of(&file)?;
    number(&file, "version")
}

impl Keystore {
    /// Reads a keystore file of version 3.
    ///
    /// # Errors
    /// [`SingleKeyError::TooLong`], [`SingleKeyError::NotOfThisKind`] for what is no such file,
    /// [`SingleKeyError::KeystoreVersion`], [`SingleKeyError::KeystoreMethod`], [`SingleKeyError::KeystorePart`], and
    /// [`SingleKeyError::KeystoreWork`] for what would take too long or too much memory.
    pub fn parse(text: &str) -> Result<Self, SingleKeyError> {
        if text.len() > MAX_TEXT {
            return Err(SingleKeyError::TooLong { bytes: text.len(), limit: MAX_TEXT });
        }
        let other = SingleKeyError::NotOfThisKind("keystore file");
        let file: Value = serde_json::from_str(text).map_err(|_| other.clone())?;
        let crypto = crypto_of(&file).ok_or(other)?;
        match number(&file, "version").ok_or(SingleKeyError::KeystorePart("version"))? {
            3 => {}
            version => return Err(SingleKeyError::KeystoreVersion(version)),
        }
        if crypto["cipher"].as_str() != Some("aes-128-ctr") {
            return Err(SingleKeyError::KeystoreMethod("cipher"));
        }
        let kdf = &crypto["kdfparams"];
        let ciphertext = bytes_of(crypto, "ciphertext", 1..=32)?;
        Ok(Self {
            derivation: derivation(crypto["kdf"].as_str().unwrap_or_default(), kdf)?,
            salt: bytes_of(kdf, "salt", 1..=MAX_SALT)?,
            iv: array(&crypto["cipherparams"], "iv")?,
            ciphertext,
            mac: array(crypto, "mac")?,
            address: match file["address"].as_str() {
                None | Some("") => None,
                Some(_) => Some(array(&file, "address")?),
            },
        })
    }

    /// The memory that opening the file needs, in bytes.
    fn memory(&self) -> u64 {
        match self.derivation {
            Derivation::Scrypt { log_n, r, p } => {
                (1_u64 << log_n).saturating_mul(128 * u64::from(r))
                    + 128 * u64::from(r) * u64::from(p)
            }
            Derivation::Pbkdf2 { .. } => 0,
        }
    }

    /// The address that the file names, when it names one; nothing proves it before the file is opened.
    pub fn address(&self) -> Option<String> {
        self.address.map(|address| super::address::with_capitals(&address))
    }

    /// Opens the file.
    ///
    /// # Errors
    /// [`SingleKeyError::WrongPassphrase`] when the check does not hold, which a changed file does as well;
    /// [`SingleKeyError::NotAKey`]; [`SingleKeyError::KeystoreAddress`] when the key has another address than the
    /// file says; [`SingleKeyError::MemoryNeeded`].
    pub fn decrypt(&self, passphrase: &SecretText) -> Result<SingleKey, SingleKeyError> {
        let derived = self.derive(passphrase)?;
        // exposed to: the check, and the cipher's key schedule, which wipes itself
        let (key, check) = derived.expose_secret().split_at(16);
        let mut hash = Keccak256::new();
        hash.update(check);
        hash.update(&self.ciphertext);
        let mut found = hash.finalize();
        let holds: bool = found.as_slice().ct_eq(&self.mac).into();
        found.as_mut_slice().zeroize();
        if !holds {
            return Err(SingleKeyError::WrongPassphrase);
        }
        let mut cipher = Ctr128BE::<Aes128>::new_from_slices(key, &self.iv).expect("16 bytes each");
        let key = SecretBytes::filled(32, |room| {
            // Some programs leave zero bytes at the front away.
            let room = &mut room[32 - self.ciphertext.len()..];
            room.copy_from_slice(&self.ciphertext);
            cipher.apply_keystream(room);
        });
        let key = SingleKey::from_bytes(key, KeyForm::Uncompressed, Coin::ETH, Network::Mainnet)?;
        let own = key.addresses().into_iter().next().map(|address| address.text);
        match self.address() {
            Some(named) if own.as_ref() != Some(&named) => Err(SingleKeyError::KeystoreAddress),
            _ => Ok(key),
        }
    }

    fn derive(&self, passphrase: &SecretText) -> Result<SecretBytes, SingleKeyError> {
        single::enough_memory(self.memory())?;
        // exposed to: scrypt or PBKDF2
        let secret = passphrase.expose_secret().as_bytes();
        match self.derivation {
            Derivation::Scrypt { log_n, r, p } if u32::from(log_n) >= 16 * r => {
                Ok(SecretBytes::filled(DERIVED, |room| {
                    scrypt_wide::scrypt(secret, &self.salt, (log_n, r, p), room);
                }))
            }
            Derivation::Scrypt { log_n, r, p } => {
                let method = |_| SingleKeyError::KeystoreMethod("key derivation");
                let params = scrypt::Params::new(log_n, r, p, DERIVED).map_err(method)?;
                SecretBytes::try_filled(DERIVED, |room| {
                    scrypt::scrypt(secret, &self.salt, &params, room)
                        .map_err(|_| SingleKeyError::KeystoreMethod("key derivation"))
                })
            }
            Derivation::Pbkdf2 { rounds } => Ok(SecretBytes::filled(DERIVED, |room| {
                pbkdf2::pbkdf2_hmac::<Sha256>(secret, &self.salt, rounds, room);
            })),
        }
    }
}

/// The part with the ciphertext; old programs write it with a capital letter.
fn crypto_of(file: &Value) -> Option<&Value> {
    ["crypto", "Crypto"].iter().map(|name| &file[name]).find(|part| part.is_object())
}

/// A number, which some programs write as text.
fn number(part: &Value, name: &str) -> Option<u64> {
    let value = &part[name];
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

fn derivation(name: &str, kdf: &Value) -> Result<Derivation, SingleKeyError> {
    let needed = |part: &'static str| number(kdf, part).ok_or(SingleKeyError::KeystorePart(part));
    if needed("dklen")? != DERIVED as u64 {
        return Err(SingleKeyError::KeystoreMethod("length of the derived key"));
    }
    match name {
        "scrypt" => {
            let (n, r, p) = (needed("n")?, needed("r")?, needed("p")?);
            if !n.is_power_of_two() || n < 2 || r == 0 || p == 0 {
                return Err(SingleKeyError::KeystorePart("kdfparams"));
            }
            let product = |numbers: [u64; 3]| numbers.into_iter().try_fold(1, u64::checked_mul);
            if product([128, n, r]).is_none_or(|bytes| bytes > MAX_MEMORY) {
                return Err(SingleKeyError::KeystoreWork("memory"));
            }
            if product([n, r, p]).is_none_or(|work| work > MAX_WORK) {
                return Err(SingleKeyError::KeystoreWork("work"));
            }
            // No more than MAX_WORK, so they fit.
            Ok(Derivation::Scrypt { log_n: n.trailing_zeros() as u8, r: r as u32, p: p as u32 })
        }
        "pbkdf2" if kdf["prf"].as_str() == Some("hmac-sha256") => match needed("c")? {
            0 => Err(SingleKeyError::KeystorePart("kdfparams")),
            rounds if rounds > MAX_ROUNDS => Err(SingleKeyError::KeystoreWork("work")),
            rounds => Ok(Derivation::Pbkdf2 { rounds: rounds as u32 }),
        },
        _ => Err(SingleKeyError::KeystoreMethod("key derivation")),
    }
}

/// The bytes of a text of hexadecimal digits, with or without `0x`.
fn bytes_of(
    part: &Value,
    name: &'static str,
    lengths: std::ops::RangeInclusive<usize>,
) -> Result<Vec<u8>, SingleKeyError> {
    let wrong = SingleKeyError::KeystorePart(name);
    let text = part[name].as_str().ok_or(wrong.clone())?;
    let digits = text.strip_prefix("0x").unwrap_or(text);
    let sound = digits.len() % 2 == 0 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if !sound || !lengths.contains(&(digits.len() / 2)) {
        return Err(wrong);
    }
    let pair = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16);
    (0..digits.len()).step_by(2).map(pair).collect::<Result<_, _>>().map_err(|_| wrong)
}

fn array<const N: usize>(part: &Value, name: &'static str) -> Result<[u8; N], SingleKeyError> {
    let bytes = bytes_of(part, name, N..=N)?;
    bytes.try_into().map_err(|_| SingleKeyError::KeystorePart(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(kdf: &str, params: &str) -> String {
        let zeros = "0".repeat(64);
        format!(
            "{{\"version\": 3, \"crypto\": {{\"cipher\": \"aes-128-ctr\", \"cipherparams\": {{\"iv\": \"{}\"}}, \
             \"ciphertext\": \"{zeros}\", \"kdf\": \"{kdf}\", \"kdfparams\": {{\"dklen\": 32, \"salt\": \"00\", {params}}}, \
             \"mac\": \"{zeros}\"}}}}",
            "0".repeat(32)
        )
    }

    #[test]
    fn greedy_files_are_refused_before_anything_is_set_aside() {
        let refused = |kdf: &str, params: &str| Keystore::parse(&file(kdf, params)).err();
        let work = |what| Some(SingleKeyError::KeystoreWork(what));
        assert_eq!(refused("scrypt", "\"n\": 1048576, \"r\": 9, \"p\": 1"), work("memory"));
        assert_eq!(refused("scrypt", "\"n\": 262144, \"r\": 8, \"p\": 9"), work("work"));
        let endless = "\"n\": 9223372036854775808, \"r\": 9223372036854775807, \"p\": 2";
        assert_eq!(refused("scrypt", endless), work("memory"));
        assert_eq!(refused("pbkdf2", "\"prf\": \"hmac-sha256\", \"c\": 10000001"), work("work"));
        // The control: the usual numbers are taken.
        assert_eq!(refused("scrypt", "\"n\": 262144, \"r\": 8, \"p\": 1"), None);
        let usual = Keystore::parse(&file("scrypt", "\"n\": 262144, \"r\": 8, \"p\": 1"));
        assert_eq!(usual.map(|file| file.memory() >> 20), Ok(256));
    }

    #[test]
    fn other_files_are_named() {
        let other = Some(SingleKeyError::NotOfThisKind("keystore file"));
        for text in ["", "[]", "{}", "{\"crypto\": 1}", "\"crypto\""] {
            assert_eq!(Keystore::parse(text).err(), other, "{text}");
        }
        let four = file("scrypt", "\"n\": 2, \"r\": 8, \"p\": 1").replace("on\": 3", "on\": 4");
        assert_eq!(Keystore::parse(&four).err(), Some(SingleKeyError::KeystoreVersion(4)));
        assert_eq!(keystore_version(&four), Some(4));
        let bits = file("scrypt", "\"n\": 3, \"r\": 8, \"p\": 1");
        assert_eq!(Keystore::parse(&bits).err(), Some(SingleKeyError::KeystorePart("kdfparams")));
        let argon = file("argon2", "\"n\": 2");
        let method = Some(SingleKeyError::KeystoreMethod("key derivation"));
        assert_eq!(Keystore::parse(&argon).err(), method);
    }
}
