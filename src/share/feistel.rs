//! The four-round cipher between a master secret and what is split (SLIP-0039 §Encryption of the master secret).

use crate::secret::{SecretBytes, SecretText};
use crate::share::error::ShareError;
use sha2::Sha256;

/// The iterations of one round at exponent 0; four rounds make the standard's 10,000.
const ROUND_ITERATIONS: u32 = 2500;
const ROUNDS: u8 = 4;

/// The numbers that all shares of one set have in common and the cipher uses; all of it is public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cipher {
    /// 15 random bits.
    pub(crate) identifier: u16,
    /// Whether the identifier stays out of the salt.
    pub(crate) extendable: bool,
    /// The iterations are doubled this many times, 0 to 15.
    pub(crate) iteration_exponent: u8,
}

/// Locks a master secret of an even number of bytes.
pub(crate) fn encrypt(
    cipher: Cipher,
    passphrase: &SecretText,
    secret: &SecretBytes,
) -> SecretBytes {
    rounds(cipher, passphrase, secret, [0, 1, 2, 3])
}

/// Unlocks what `encrypt` made; any passphrase opens to something, and nothing tells a wrong one.
pub(crate) fn decrypt(
    cipher: Cipher,
    passphrase: &SecretText,
    locked: &SecretBytes,
) -> SecretBytes {
    rounds(cipher, passphrase, locked, [3, 2, 1, 0])
}

/// Whether the passphrase is printable ASCII (SLIP-0039 §Passphrase); empty means none.
///
/// # Errors
/// [`ShareError::PassphraseCharacter`] with the place of the first other character, from 1.
pub(crate) fn check_passphrase(passphrase: &SecretText) -> Result<(), ShareError> {
    // exposed to: the check of each character; the error carries its place only
    let other = passphrase.expose_secret().chars().position(|c| !matches!(c, ' '..='~'));
    other.map_or(Ok(()), |at| Err(ShareError::PassphraseCharacter(at + 1)))
}

fn rounds(
    cipher: Cipher,
    passphrase: &SecretText,
    input: &SecretBytes,
    order: [u8; ROUNDS as usize],
) -> SecretBytes {
    // exposed to: the two halves below, wiped when dropped
    let (left, right) = input.expose_secret().split_at(input.len() / 2);
    let mut left = SecretBytes::copied_from(left);
    let mut right = SecretBytes::copied_from(right);
    for round in order {
        let mut mixed = round_output(cipher, passphrase, round, &right);
        // exposed to: the exclusive or of two wiped buffers
        for (byte, other) in mixed.expose_secret_mut().iter_mut().zip(left.expose_secret()) {
            *byte ^= other;
        }
        left = right;
        right = mixed;
    }
    SecretBytes::filled(input.len(), |output| {
        let (first, second) = output.split_at_mut(right.len());
        first.copy_from_slice(right.expose_secret()); // exposed to: the output, right half first
        second.copy_from_slice(left.expose_secret()); // exposed to: the output
    })
}

fn round_output(
    cipher: Cipher,
    passphrase: &SecretText,
    round: u8,
    half: &SecretBytes,
) -> SecretBytes {
    let password = SecretBytes::filled(1 + passphrase.len(), |room| {
        room[0] = round;
        room[1..].copy_from_slice(passphrase.expose_secret().as_bytes()); // exposed to: PBKDF2's password
    });
    let prefix = salt_prefix(cipher);
    let salt = SecretBytes::filled(prefix.len() + half.len(), |room| {
        room[..prefix.len()].copy_from_slice(&prefix);
        room[prefix.len()..].copy_from_slice(half.expose_secret()); // exposed to: PBKDF2's salt
    });
    SecretBytes::filled(half.len(), |output| {
        let iterations = ROUND_ITERATIONS << cipher.iteration_exponent;
        // exposed to: PBKDF2-HMAC-SHA256
        let (password, salt) = (password.expose_secret(), salt.expose_secret());
        pbkdf2::pbkdf2_hmac::<Sha256>(password, salt, iterations, output);
    })
}

/// "shamir" and the identifier, or nothing when the set can be extended by shares with another identifier.
fn salt_prefix(cipher: Cipher) -> Vec<u8> {
    if cipher.extendable {
        return Vec::new();
    }
    [b"shamir".as_slice(), &cipher.identifier.to_be_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_locked_opens_with_its_passphrase_only() {
        let secret = SecretBytes::copied_from(&[7; 18]);
        let (right, wrong) = (SecretText::copied_from("TREZOR"), SecretText::copied_from("TREZOS"));
        for extendable in [false, true] {
            let cipher = Cipher { identifier: 0x1234, extendable, iteration_exponent: 0 };
            let locked = encrypt(cipher, &right, &secret);
            assert!(!locked.same_as(&secret));
            assert!(decrypt(cipher, &right, &locked).same_as(&secret));
            assert!(!decrypt(cipher, &wrong, &locked).same_as(&secret));
        }
    }

    #[test]
    fn a_passphrase_outside_printable_ascii_is_refused_by_place() {
        let typed = SecretText::copied_from("abc\u{e9}");
        assert_eq!(check_passphrase(&typed), Err(ShareError::PassphraseCharacter(4)));
        assert_eq!(check_passphrase(&SecretText::copied_from(" ~")), Ok(()));
    }
}
