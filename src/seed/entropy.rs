//! Entropy from the kernel's bytes and from rolls, by formulas that `sha256sum` repeats.
//!
//! * Mixed: the first N bytes of SHA-256 of the 64 lower-case hexadecimal digits of 32 kernel bytes,
//!   then `:`, then the rolls as ASCII. Either source alone is enough.
//! * Rolls only: the first N bytes of SHA-256 of the rolls as ASCII, which Coldcard, SeedSigner and
//!   Krux do too.
//!
//! N is 16, 20, 24, 28 or 32 for 12, 15, 18, 21 or 24 words.

use super::rolls::Rolls;
use super::{EntropyError, WORD_COUNTS};
use crate::secret::{SecretBuffer, SecretBytes, SecretText};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use zeroize::Zeroize;

/// The number of bytes that are asked of the kernel, whatever the number of words.
pub const KERNEL_LEN: usize = 32;

/// The longest hexadecimal entropy that is read, in bytes of text.
const HEX_LIMIT: usize = 256;

/// The bytes of entropy behind a number of words.
///
/// # Errors
/// [`EntropyError::WordCount`] when no mnemonic has that many.
pub fn entropy_len(words: usize) -> Result<usize, EntropyError> {
    if WORD_COUNTS.contains(&words) {
        Ok(words / 3 * 4)
    } else {
        Err(EntropyError::WordCount(words))
    }
}

/// The kernel's bytes as lower-case hexadecimal digits, two a byte.
pub fn kernel_digits(kernel: &SecretBytes) -> SecretText {
    let mut digits = SecretBuffer::with_room(kernel.len() * 2);
    // exposed to: the digits, which are secret as well
    for byte in kernel.expose_secret() {
        write!(digits, "{byte:02x}").expect("two digits are set aside a byte");
    }
    digits.into_text().expect("digits are text")
}

/// The commitment that is shown before the first roll: SHA-256 of the kernel's digits, in hexadecimal.
/// It is public; it tells nothing of 32 random bytes and binds them.
pub fn commitment(kernel: &SecretBytes) -> String {
    let digits = kernel_digits(kernel);
    // exposed to: the commitment, which is one-way
    let digest = Sha256::digest(digits.expose_secret());
    digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
        // A String takes every write.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Mixes the kernel's bytes with the rolls.
///
/// # Errors
/// [`EntropyError::KernelLength`] unless there are 32 bytes, and [`EntropyError::WordCount`].
pub fn mixed(
    kernel: &SecretBytes,
    rolls: &Rolls,
    words: usize,
) -> Result<SecretBytes, EntropyError> {
    if kernel.len() != KERNEL_LEN {
        return Err(EntropyError::KernelLength(kernel.len()));
    }
    let digits = kernel_digits(kernel);
    // exposed to: the digest that is the entropy
    first_of_digest(&[digits.expose_secret(), ":", rolls.text().expose_secret()], words)
}

/// Hashes the rolls alone. [`Rolls::check_fair`] says whether they are enough.
///
/// # Errors
/// [`EntropyError::WordCount`].
pub fn only(rolls: &Rolls, words: usize) -> Result<SecretBytes, EntropyError> {
    // exposed to: the digest that is the entropy
    first_of_digest(&[rolls.text().expose_secret()], words)
}

/// Reads entropy given as 32, 40, 48, 56 or 64 hexadecimal digits, in any case, spaces ignored.
///
/// # Errors
/// [`EntropyError::TooLong`], [`EntropyError::NotHex`] and [`EntropyError::HexLength`].
pub fn from_hex(text: &SecretText) -> Result<SecretBytes, EntropyError> {
    if text.len() > HEX_LIMIT {
        return Err(EntropyError::TooLong { limit: HEX_LIMIT });
    }
    // exposed to: the entropy below
    let digits = || text.expose_secret().chars().filter(|c| !c.is_whitespace());
    if let Some(place) = digits().position(|c| !c.is_ascii_hexdigit()) {
        return Err(EntropyError::NotHex { position: place + 1 });
    }
    let count = digits().count();
    if !WORD_COUNTS.iter().any(|words| words / 3 * 8 == count) {
        return Err(EntropyError::HexLength(count));
    }
    Ok(SecretBytes::filled(count / 2, |bytes| {
        for (nth, digit) in digits().enumerate() {
            let half = digit.to_digit(16).expect("checked above") as u8;
            bytes[nth / 2] = bytes[nth / 2] << 4 | half;
        }
    }))
}

fn first_of_digest(parts: &[&str], words: usize) -> Result<SecretBytes, EntropyError> {
    let len = entropy_len(words)?;
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    let mut digest = hash.finalize();
    let entropy = SecretBytes::copied_from(&digest[..len]);
    digest.as_mut_slice().zeroize();
    Ok(entropy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Source;

    fn dice(text: &str) -> Rolls {
        Rolls::parse(Source::Dice, &SecretText::copied_from(text)).expect("digits from 1 to 6")
    }

    fn hex(bytes: &SecretBytes) -> String {
        kernel_digits(bytes).expose_secret().to_owned()
    }

    // printf %s "$(printf '00%.0s' $(seq 32)):123456" | sha256sum
    const MIXED: &str = "4738214ec9c746307d5b3634ab76462846384358bb771ae5c4b86e4415b230e5";
    // printf %s "$(printf '00%.0s' $(seq 32))" | sha256sum
    const COMMITMENT: &str = "60e05bd1b195af2f94112fa7197a5c88289058840ce7c6df9693756bc6250f55";
    // printf %s 123456 | sha256sum
    const ONLY: &str = "8d969eef6ecad3c29a3a629280e686cf0c3f5d5a86aff3ca12020c923adc6c92";

    #[test]
    fn sha256sum_repeats_every_formula() {
        let kernel = SecretBytes::zeroed(32);
        assert_eq!(commitment(&kernel), COMMITMENT);
        for words in WORD_COUNTS {
            let digits = words / 3 * 8;
            let both = mixed(&kernel, &dice("12 34\n56"), words).expect("a number of words");
            assert_eq!(hex(&both), MIXED[..digits]);
            let alone = only(&dice("123456"), words).expect("a number of words");
            assert_eq!(hex(&alone), ONLY[..digits]);
        }
    }

    #[test]
    fn a_short_kernel_answer_and_a_strange_count_are_refused() {
        let short = mixed(&SecretBytes::zeroed(31), &dice("1"), 24).err();
        assert_eq!(short, Some(EntropyError::KernelLength(31)));
        assert_eq!(only(&dice("1"), 13).err(), Some(EntropyError::WordCount(13)));
    }

    #[test]
    fn hexadecimal_entropy_is_used_as_it_is() {
        let read = |text: &str| from_hex(&SecretText::copied_from(text));
        let text = "00ff10AB 00ff10ab\n00ff10ab00ff10ab";
        assert_eq!(read(text).map(|e| hex(&e)), Ok("00ff10ab".repeat(4)));
        assert_eq!(read(&"0".repeat(34)).err(), Some(EntropyError::HexLength(34)));
        assert_eq!(read("0 0g").err(), Some(EntropyError::NotHex { position: 3 }));
        assert_eq!(read(&" ".repeat(257)).err(), Some(EntropyError::TooLong { limit: 256 }));
    }
}
