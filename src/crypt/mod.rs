//! Files encrypted with age v1 (C2SP age.md): X25519, post-quantum, SSH and passphrases; and folders as tar.
//!
//! Whatever is written here opens with stock `age`, and the other way round. The crate does the
//! cryptography, but for two things: a payload is encrypted piece by piece on several threads, with the cipher
//! crate that age itself uses (`payload`); and the post-quantum keys of age 1.3, which the crate does not know yet
//! (`hybrid`, on `kem` and `hpke`). This room adds what the crate leaves to its caller:
//!
//! - the scrypt work factor is [`WORK_FACTOR`] whenever a file is written, and one above
//!   [`MAX_WORK_FACTOR`] is refused before any memory is taken (the crate would measure the machine);
//! - headers are bounded and parsed strictly before the crate sees them;
//! - a failed read, a failed write and a damaged file are three different errors;
//! - keys, and what wraps a file's key for a post-quantum recipient, are made from the caller's random bytes.
//!
//! The crate itself draws from the kernel: the file key (16 bytes), the payload nonce (16 bytes), the
//! scrypt salt, one ephemeral key per X25519 or SSH recipient, the RSA padding, and a grease stanza.
//! It cannot be seeded, so no two files are alike.
//!
//! Nothing here knows plugins: a plugin is another program, found by a name inside a text.

#![forbid(unsafe_code)]

pub mod archive;
mod armor;
mod decrypt;
mod encrypt;
mod error;
mod header;
mod hpke;
mod hybrid;
mod identity;
mod kem;
mod locked;
mod outline;
mod passphrase;
mod pattern;
mod payload;
mod point;
pub mod practice;
mod recipient;
mod sealing;
mod source;
mod spread;
mod strength;
mod through;

pub use armor::to_armor;
pub use decrypt::{With, decrypt, decrypt_to_memory};
pub use encrypt::{Envelope, Sealed, To};
pub use error::{CryptError, IdentityProblem, IoFault, RecipientProblem};
pub use header::{Header, header_info};
pub use identity::{
    Algorithm, Identity, generate, identity_bytes, identity_file, identity_from_bytes,
    read_identities,
};
pub use locked::{lock_identity, locked_key, unlock_identities};
pub use outline::{Clear, Outline, outline};
pub use passphrase::{FilePassphrase, MAX_PASSPHRASE_BYTES};
pub use recipient::{Recipient, read_recipients};
pub use strength::Weak;
pub use through::decrypt_through;

/// The scrypt work factor of every file written here: N = 2^18, the factor that age writes.
pub const WORK_FACTOR: u8 = 18;

/// The largest scrypt work factor that is read, as in age: N = 2^22, 4 GiB of memory.
pub const MAX_WORK_FACTOR: u8 = 22;

/// The longest header that is written or read, in bytes.
pub const MAX_HEADER_BYTES: usize = 256 * 1024;

/// The longest file of recipients or identities that is read, in bytes.
pub const MAX_KEY_FILE_BYTES: usize = 64 * 1024;

/// The most lines that a file of recipients or identities may have.
pub const MAX_KEY_FILE_LINES: usize = 1000;

/// What must be free beside scrypt's own memory, in bytes.
const SCRYPT_SLACK: usize = 4 << 20;

/// The memory that scrypt takes for a work factor (N = 2^factor, r = 8), in bytes; `u64::MAX` when
/// the number is too large to write.
pub fn scrypt_memory(work_factor: u8) -> u64 {
    1_u64.checked_shl(u32::from(work_factor)).and_then(|n| n.checked_mul(1024)).unwrap_or(u64::MAX)
}

/// Refuses a work factor that is too large, or one whose memory the machine does not lend.
fn check_work_factor(factor: u8) -> Result<(), CryptError> {
    if factor > MAX_WORK_FACTOR {
        return Err(CryptError::ExcessiveWork { factor });
    }
    let bytes = scrypt_memory(factor);
    let room = usize::try_from(bytes).map_err(|_| CryptError::MemoryNeeded { bytes })?;
    // A little more than scrypt's table: the rest of the program goes on allocating.
    let room = room.saturating_add(SCRYPT_SLACK);
    // scrypt would abort the program; asking for the same room first, and giving it back, does not.
    Vec::<u8>::new().try_reserve_exact(room).map_err(|_| CryptError::MemoryNeeded { bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_work_factor_of_18_takes_256_mib() {
        assert_eq!(scrypt_memory(18), 256 << 20);
        assert_eq!(scrypt_memory(22), 4 << 30);
        assert_eq!(scrypt_memory(255), u64::MAX);
    }

    #[test]
    fn a_work_factor_above_22_is_refused_before_memory_is_taken() {
        assert_eq!(check_work_factor(18), Ok(()));
        assert_eq!(check_work_factor(23), Err(CryptError::ExcessiveWork { factor: 23 }));
    }
}
