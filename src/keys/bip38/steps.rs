//! The steps of BIP-0038: the passphrase's form, scrypt, the factors, the cipher, and the address inside.

use crate::keys::bip32::Held;
use crate::keys::wif::{CHAINS, Chain};
use crate::keys::{CURVE, KeyForm, SingleKeyError, base58, single};
use crate::secret::{SecretBuffer, SecretBytes, SecretText};
use aes::Aes256;
use aes::cipher::{BlockDecrypt, BlockEncrypt, KeyInit};
use bitcoin::secp256k1::{PublicKey, Scalar, SecretKey};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

/// The memory that scrypt needs, in bytes: N 16,384 and r 8 take 16 MiB.
const MEMORY: u64 = 17 << 20;
/// The longest passphrase that is taken, in bytes of normalised UTF-8.
const PASSPHRASE_LIMIT: usize = 1024;
/// The longest text that is read, in bytes: encrypted keys have 58, confirmation codes 75.
const MAX_TEXT: usize = 80;
/// The flag of a compressed public key.
pub(super) const COMPRESSED: u8 = 0x20;
/// The flag of lot and sequence.
pub(super) const LOT: u8 = 0x04;

pub(super) fn decode(text: &str) -> Result<SecretBytes, SingleKeyError> {
    if text.len() > MAX_TEXT {
        return Err(SingleKeyError::TooLong { bytes: text.len(), limit: MAX_TEXT });
    }
    Ok(base58::decode(text)?)
}

/// The bytes from `at`; the caller has checked the length of the whole.
pub(super) fn part<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut room = [0; N];
    room.copy_from_slice(&bytes[at..at + N]);
    room
}

pub(super) fn form_of(flags: u8) -> KeyForm {
    if flags & COMPRESSED == 0 { KeyForm::Uncompressed } else { KeyForm::Compressed }
}

/// BIP-0038: 20 bits of lot, 12 of sequence, in the last four bytes of the owner's entropy.
pub(super) fn lot_of(owner: &[u8; 8]) -> (u32, u32) {
    let number = u32::from_be_bytes(part(owner, 4));
    (number >> 12, number & 0xfff)
}

/// The passphrase in Unicode's form NFC, as BIP-0038 has it; a zero character inside counts like any other.
pub(super) fn normalised(passphrase: &SecretText) -> Result<SecretBytes, SingleKeyError> {
    let too_long = SingleKeyError::PassphraseTooLong { limit: PASSPHRASE_LIMIT };
    if passphrase.len() > PASSPHRASE_LIMIT {
        return Err(too_long);
    }
    // What follows for every passphrase is scrypt.
    single::enough_memory(MEMORY)?;
    let mut room = SecretBuffer::with_room(PASSPHRASE_LIMIT);
    // exposed to: Unicode's normalisation, one character at a time
    for character in passphrase.expose_secret().nfc() {
        let mut bytes = [0; 4];
        let pushed = room.push_text(character.encode_utf8(&mut bytes));
        bytes.zeroize();
        pushed.map_err(|_| too_long.clone())?;
    }
    Ok(room.into_bytes())
}

/// scrypt with N = 2^`log_n` and r = p = `rp`.
pub(super) fn scrypt(
    secret: &SecretBytes,
    salt: &[u8],
    log_n: u8,
    rp: u32,
    len: usize,
) -> SecretBytes {
    let params = scrypt::Params::new(log_n, rp, rp, 32).expect("numbers of the standard");
    SecretBytes::filled(len, |room| {
        // exposed to: scrypt
        scrypt::scrypt(secret.expose_secret(), salt, &params, room).expect("32 or 64 bytes");
    })
}

/// The owner's factor: the first scrypt, hashed with lot and sequence where there are any.
pub(super) fn pass_factor(
    passphrase: &SecretBytes,
    owner: &[u8; 8],
    flags: u8,
) -> Result<SecretBytes, SingleKeyError> {
    if flags & LOT == 0 {
        return Ok(scrypt(passphrase, owner, 14, 8, 32));
    }
    let first = scrypt(passphrase, &owner[..4], 14, 8, 32);
    let both = SecretBytes::filled(40, |room| {
        // exposed to: the double digest that is the factor
        room[..32].copy_from_slice(first.expose_secret());
        room[32..].copy_from_slice(owner);
    });
    Ok(digested_twice(&both))
}

/// The second scrypt, over the owner's point: cheap, because the first one was not.
pub(super) fn multiplied_halves(
    factor: &SecretBytes,
    address_hash: &[u8; 4],
    owner: &[u8; 8],
) -> Result<SecretBytes, SingleKeyError> {
    // exposed to: the curve's own key type, erased when the guard is dropped
    let key = SecretKey::from_slice(factor.expose_secret()).map(Held);
    let key = key.map_err(|_| SingleKeyError::WrongPassphrase)?;
    let point = PublicKey::from_secret_key(&CURVE, &key.0).serialize();
    let mut salt = [0; 12];
    salt[..4].copy_from_slice(address_hash);
    salt[4..].copy_from_slice(owner);
    Ok(scrypt(&SecretBytes::copied_from(&point), &salt, 10, 1, 64))
}

/// The printer's 24 bytes. The second block holds the end of the first one's ciphertext.
pub(super) fn seed_b(halves: &SecretBytes, part1: &[u8; 8], part2: &[u8; 16]) -> SecretBytes {
    let second = SecretBytes::filled(16, |room| {
        room.copy_from_slice(part2);
        unlock_block(room, halves, 16);
    });
    SecretBytes::filled(24, |room| {
        // exposed to: the rest of the first block's ciphertext, and the end of the seed
        let (rest, end) = second.expose_secret().split_at(8);
        let mut first = Zeroizing::new([0; 16]);
        first[..8].copy_from_slice(part1);
        first[8..].copy_from_slice(rest);
        unlock_block(&mut first[..], halves, 0);
        room[..16].copy_from_slice(&first[..]);
        room[16..].copy_from_slice(end);
    })
}

/// The key: the owner's factor times the digest of the printer's seed.
pub(super) fn multiply(
    factor: &SecretBytes,
    seed: &SecretBytes,
) -> Result<SecretBytes, SingleKeyError> {
    let wrong = |_| SingleKeyError::WrongPassphrase;
    // exposed to: the curve's own key type, erased when the guard is dropped
    let key = SecretKey::from_slice(factor.expose_secret()).map(Held).map_err(wrong)?;
    let product = key.0.mul_tweak(&scalar(&digested_twice(seed))?.0).map(Held).map_err(wrong)?;
    let bytes = Zeroizing::new(product.0.secret_bytes());
    Ok(SecretBytes::copied_from(&bytes[..]))
}

/// A number of the curve, erased when dropped.
pub(super) struct Number(pub(super) Scalar);

impl Drop for Number {
    fn drop(&mut self) {
        self.0.non_secure_erase();
    }
}

pub(super) fn scalar(bytes: &SecretBytes) -> Result<Number, SingleKeyError> {
    let mut room = Zeroizing::new([0; 32]);
    // exposed to: the curve's own number type, erased when the guard is dropped
    room.copy_from_slice(bytes.expose_secret());
    Scalar::from_be_bytes(*room).map(Number).map_err(|_| SingleKeyError::WrongPassphrase)
}

fn digested_twice(bytes: &SecretBytes) -> SecretBytes {
    SecretBytes::filled(32, |room| {
        // exposed to: the digest
        let mut once = Sha256::digest(bytes.expose_secret());
        let mut twice = Sha256::digest(once);
        room.copy_from_slice(&twice);
        once.as_mut_slice().zeroize();
        twice.as_mut_slice().zeroize();
    })
}

/// The chain whose address of this key has the hash.
pub(super) fn fitting(point: &PublicKey, form: KeyForm, hash: [u8; 4]) -> Option<&'static Chain> {
    CHAINS.iter().find(|chain| hash_of_address(&single::legacy_address(point, form, chain)) == hash)
}

pub(super) fn hash_of_address(address: &str) -> [u8; 4] {
    part(&Sha256::digest(Sha256::digest(address)), 0)
}

fn cipher(halves: &SecretBytes) -> Aes256 {
    // exposed to: the cipher's key schedule, which wipes itself
    Aes256::new_from_slice(&halves.expose_secret()[32..]).expect("the second half has 32 bytes")
}

/// Decrypts one block and takes its part of the first half away; `from` is 0 or 16.
fn unlock_block(block: &mut [u8], halves: &SecretBytes, from: usize) {
    cipher(halves).decrypt_block(block.into());
    // exposed to: the block below
    let mask = &halves.expose_secret()[from..from + 16];
    block.iter_mut().zip(mask).for_each(|(byte, mask)| *byte ^= mask);
}

pub(super) fn unlock(bytes: &mut [u8], halves: &SecretBytes) {
    let (first, second) = bytes.split_at_mut(16);
    unlock_block(first, halves, 0);
    unlock_block(second, halves, 16);
}

pub(super) fn lock(bytes: &mut [u8], halves: &SecretBytes) {
    // exposed to: the bytes that are then encrypted
    bytes.iter_mut().zip(halves.expose_secret()).for_each(|(byte, mask)| *byte ^= mask);
    bytes.chunks_exact_mut(16).for_each(|block| cipher(halves).encrypt_block(block.into()));
}
