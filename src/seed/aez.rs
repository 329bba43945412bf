//! AEZ v5, the part that LND's aezeed needs: deciphering 16 to 31 bytes with their authenticator of zeros.
//!
//! The paper is Hoang, Krovetz and Rogaway, *AEZ v5: Authenticated Encryption by Enciphering* (2017). No crate that
//! is kept does AEZ. The rounds of AES are those of the `aes` crate, which looks nothing up in tables; the rest is
//! exclusive or. Only what is public decides a branch: lengths and counters.

use crate::secret::SecretBytes;
use aes::Block;
use aes::hazmat::cipher_round;
use blake2::Blake2b;
use blake2::digest::Digest;
use blake2::digest::consts::U48;
use subtle::{ConditionallySelectable, ConstantTimeEq};
use zeroize::Zeroize;

const BLOCK: usize = 16;
/// The rounds of the Feistel network for 16 to 31 bytes (AEZ v5, figure 4, AEZ-tiny).
const TINY_ROUNDS: u8 = 8;
/// The tweak of those rounds.
const TINY_TWEAK: u32 = 6;

/// The three 16-byte subkeys I, J and L, wiped when dropped.
struct Subkeys {
    bytes: SecretBytes,
}

/// Deciphers and takes the authenticator off: `expansion` bytes of zeros at the end. No nonce, one piece of
/// associated data of at most 15 bytes.
///
/// Gives nothing when the authenticator does not hold, or for other lengths than 16 to 31 bytes.
pub(super) fn open(
    key: &SecretBytes,
    ad: &[u8],
    expansion: usize,
    sealed: &[u8],
) -> Option<SecretBytes> {
    if !(BLOCK..2 * BLOCK).contains(&sealed.len()) || expansion > sealed.len() || ad.len() >= BLOCK
    {
        return None;
    }
    let subkeys = Subkeys::of(key);
    let mut delta = subkeys.hash(ad, expansion);
    let opened = subkeys.decipher_tiny(&delta, sealed);
    delta.zeroize();
    // exposed to: the check of its last bytes, and what stands before them
    let (plain, zeros) = opened.expose_secret().split_at(sealed.len() - expansion);
    let sum = zeros.iter().fold(0, |sum, byte| sum | byte);
    bool::from(sum.ct_eq(&0)).then(|| SecretBytes::copied_from(plain))
}

impl Subkeys {
    /// BLAKE2b with 48 bytes of output (§2, *Extract*).
    fn of(key: &SecretBytes) -> Self {
        let mut hash = Blake2b::<U48>::new();
        // exposed to: BLAKE2b
        hash.update(key.expose_secret());
        Self { bytes: SecretBytes::filled(3 * BLOCK, |room| hash.finalize_into(room.into())) }
    }

    fn subkey(&self, nth: usize) -> [u8; BLOCK] {
        let mut key = [0; BLOCK];
        // exposed to: the rounds of AES, whose caller wipes it
        key.copy_from_slice(&self.bytes.expose_secret()[nth * BLOCK..(nth + 1) * BLOCK]);
        key
    }

    /// The tweakable cipher with four rounds (§2, E for j of 0 and more).
    fn cipher(&self, j: u32, i: u32, block: &[u8; BLOCK]) -> [u8; BLOCK] {
        let [mut key_i, mut key_j, mut key_l] = [self.subkey(0), self.subkey(1), self.subkey(2)];
        let mut offset = times(j, &key_j);
        let mut part = times(i % 8, &key_l);
        add(&mut offset, &part);
        part = key_i;
        (0..i.div_ceil(8)).for_each(|_| double(&mut part));
        add(&mut offset, &part);
        add(&mut offset, block);
        let mut state = Block::from(offset);
        for key in [&key_j, &key_i, &key_l, &[0; BLOCK]] {
            cipher_round(&mut state, Block::from_slice(key));
        }
        for block in [&mut key_i, &mut key_j, &mut key_l, &mut part, &mut offset] {
            block.zeroize();
        }
        state.into()
    }

    /// The hash of the expansion, an empty nonce and one piece of associated data (§2, *AEZ-hash*).
    fn hash(&self, ad: &[u8], expansion: usize) -> [u8; BLOCK] {
        let bits = (expansion as u32).wrapping_mul(8).to_be_bytes();
        let mut length = [0; BLOCK];
        length[BLOCK - bits.len()..].copy_from_slice(&bits);
        let mut sum = self.cipher(3, 1, &length);
        add(&mut sum, &self.cipher(4, 0, &padded(&[])));
        add(&mut sum, &self.cipher(5, 0, &padded(ad)));
        sum
    }

    /// Runs the rounds backwards over the two halves; an odd length splits a byte (§2, *AEZ-tiny*).
    fn decipher_tiny(&self, delta: &[u8; BLOCK], sealed: &[u8]) -> SecretBytes {
        let len = sealed.len();
        let half = len.div_ceil(2);
        let odd = len % 2 == 1;
        let mut left = [0; BLOCK];
        let mut right = [0; BLOCK];
        left[..half].copy_from_slice(&sealed[..half]);
        right[..half].copy_from_slice(&sealed[len / 2..]);
        if odd {
            up_by_a_nibble(&mut right[..half]);
        }
        for round in (0..TINY_ROUNDS).rev() {
            let mut state = right;
            state[half..].fill(0);
            if odd {
                state[len / 2] = state[len / 2] & 0xf0 | 0x08;
            } else {
                state[half] = 0x80;
            }
            add(&mut state, delta);
            state[BLOCK - 1] ^= round;
            let mut mixed = self.cipher(0, TINY_TWEAK, &state);
            add(&mut left, &mixed);
            (left, right) = (right, left);
            state.zeroize();
            mixed.zeroize();
        }
        let opened = SecretBytes::filled(len, |room| {
            room[..len / 2].copy_from_slice(&right[..len / 2]);
            if odd {
                // The middle byte holds the last nibble of one half and the first of the other.
                room[len / 2] = right[len / 2] & 0xf0 | left[0] >> 4;
                for at in 1..half {
                    room[len / 2 + at] = left[at - 1] << 4 | left[at] >> 4;
                }
            } else {
                room[half..].copy_from_slice(&left[..half]);
            }
        });
        left.zeroize();
        right.zeroize();
        opened
    }
}

fn padded(bytes: &[u8]) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    block[..bytes.len()].copy_from_slice(bytes);
    block[bytes.len()] = 0x80;
    block
}

fn up_by_a_nibble(bytes: &mut [u8]) {
    let last = bytes.len() - 1;
    for at in 0..last {
        bytes[at] = bytes[at] << 4 | bytes[at + 1] >> 4;
    }
    bytes[last] <<= 4;
}

fn add(sum: &mut [u8; BLOCK], block: &[u8; BLOCK]) {
    sum.iter_mut().zip(block).for_each(|(sum, byte)| *sum ^= byte);
}

/// Doubles in GF(2^128) with the polynomial 0x87; the carry is selected, not branched on.
fn double(block: &mut [u8; BLOCK]) {
    let carry = (block[0] >> 7).ct_eq(&1);
    for at in 0..BLOCK - 1 {
        block[at] = block[at] << 1 | block[at + 1] >> 7;
    }
    block[BLOCK - 1] = block[BLOCK - 1] << 1 ^ u8::conditional_select(&0, &0x87, carry);
}

/// Multiplies with a public number.
fn times(mut factor: u32, block: &[u8; BLOCK]) -> [u8; BLOCK] {
    let mut power = *block;
    let mut product = [0; BLOCK];
    while factor > 0 {
        if factor % 2 == 1 {
            add(&mut product, &power);
        }
        double(&mut power);
        factor /= 2;
    }
    power.zeroize();
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubling_carries() {
        let mut block = [0; BLOCK];
        block[0] = 0x80;
        double(&mut block);
        assert_eq!(block, {
            let mut want = [0; BLOCK];
            want[15] = 0x87;
            want
        });
        assert_eq!(times(3, &padded(&[])), {
            let mut want = padded(&[]);
            want[15] = 0x87;
            want
        });
    }

    #[test]
    fn other_lengths_open_nothing() {
        let key = SecretBytes::zeroed(32);
        for len in [0, 15, 32] {
            assert!(open(&key, b"", 4, &vec![0; len]).is_none());
        }
    }
}
