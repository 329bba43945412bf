//! Encrypts and opens records of the multisig setup with a token (BIP-0129, *Encryption*).

use super::WalletError;
use crate::secret::{SecretBytes, SecretText};
use aes::Aes256;
use ctr::Ctr128BE;
use ctr::cipher::{KeyIvInit, StreamCipher};
use hmac::{Hmac, Mac};
use miniscript::bitcoin::hex::{DisplayHex, FromHex};
use sha2::{Digest, Sha256, Sha512};

/// The longest record that is opened, in bytes.
const MAX_RECORD: usize = 64 << 10;
const MAC: usize = 32;
const IV: usize = 16;
const ROUNDS: u32 = 2048;

/// A token as all signers of a setup know it: 64 bits, or 128 (*The Token*).
pub struct BsmsToken(SecretBytes);

impl BsmsToken {
    /// Reads a token: 16 or 32 hexadecimal digits, or a decimal number of at most 128 bits.
    ///
    /// # Errors
    /// [`WalletError::Token`] for anything else.
    pub fn parse(text: &SecretText) -> Result<Self, WalletError> {
        // exposed to: the two number readers below
        let text = text.expose_secret().trim_ascii();
        let digits = text.strip_prefix("0x").unwrap_or(text);
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = match digits.len() {
            16 | 32 if is_hex => u128::from_str_radix(digits, 16),
            _ => text.parse::<u128>(),
        };
        let number = number.map_err(|_| WalletError::Token)?;
        let is_long = digits.len() == 32 || number > u128::from(u64::MAX);
        let bytes = number.to_be_bytes();
        Ok(Self(SecretBytes::copied_from(if is_long { &bytes } else { &bytes[8..] })))
    }

    /// Makes a token of 128 bits.
    pub fn random(random: &mut dyn FnMut(&mut [u8])) -> Self {
        Self(SecretBytes::filled(16, random))
    }

    /// The token in hexadecimal digits, as key records name it.
    pub fn hex(&self) -> SecretText {
        // exposed to: the text that the caller shows on purpose
        SecretText::copied_from(&self.0.expose_secret().to_lower_hex_string())
    }

    fn key(&self) -> SecretBytes {
        SecretBytes::filled(32, |room| {
            // exposed to: PBKDF2, as the salt
            let salt = self.0.expose_secret();
            pbkdf2::pbkdf2_hmac::<Sha512>(b"No SPOF", salt, ROUNDS, room);
        })
    }

    fn mac(&self, key: &SecretBytes, record: &[u8]) -> Hmac<Sha256> {
        // exposed to: SHA-256, which gives the key of the HMAC
        let mut hash = Sha256::digest(key.expose_secret());
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&hash).expect("a key of any length");
        zeroize::Zeroize::zeroize(hash.as_mut_slice());
        // exposed to: the HMAC
        mac.update(self.hex().expose_secret().as_bytes());
        mac.update(record);
        mac
    }
}

fn turn(key: &SecretBytes, iv: &[u8], record: &mut [u8]) {
    // exposed to: AES-256 in counter mode, whose state is wiped when dropped
    let cipher = Ctr128BE::<Aes256>::new_from_slices(key.expose_secret(), iv);
    cipher.expect("32 bytes of key and 16 of counter").apply_keystream(record);
}

/// Encrypts a record: hexadecimal digits of its authentication code and of the ciphertext.
pub fn bsms_seal(record: &str, token: &BsmsToken) -> String {
    let key = token.key();
    let mac = token.mac(&key, record.as_bytes()).finalize().into_bytes();
    let mut text = record.as_bytes().to_vec();
    turn(&key, &mac[..IV], &mut text);
    format!("{}{}", mac.to_lower_hex_string(), text.to_lower_hex_string())
}

/// Opens an encrypted record.
///
/// # Errors
/// [`WalletError::TooLong`], [`WalletError::Sealed`] for what is no such record, [`WalletError::TokenWrong`] when
/// the authentication code does not fit: another token, or a changed file.
pub fn bsms_open(sealed: &str, token: &BsmsToken) -> Result<String, WalletError> {
    let sealed = sealed.trim_ascii();
    if sealed.len() > 2 * MAX_RECORD {
        return Err(WalletError::TooLong { bytes: sealed.len(), limit: 2 * MAX_RECORD });
    }
    let bytes = Vec::<u8>::from_hex(sealed).map_err(|_| WalletError::Sealed)?;
    let (mac, text) = bytes.split_at_checked(MAC).ok_or(WalletError::Sealed)?;
    let key = token.key();
    let mut record = text.to_vec();
    turn(&key, &mac[..IV], &mut record);
    token.mac(&key, &record).verify_slice(mac).map_err(|_| WalletError::TokenWrong)?;
    String::from_utf8(record).map_err(|_| WalletError::Sealed)
}
