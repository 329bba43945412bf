//! scrypt with N of 2^(16·r) or more, which RFC 7914 §2 leaves out and keystore files with r = 1 have.
//!
//! The `scrypt` crate holds to the RFC and refuses such numbers; one of the published keystore files has them.

use crate::secret::SecretBytes;
use sha2::Sha256;
use zeroize::Zeroizing;

/// Derives `out.len()` bytes. The caller has limited the numbers; `128 · r · (2^log_n + p)` bytes are set aside.
pub(super) fn scrypt(secret: &[u8], salt: &[u8], (log_n, r, p): (u8, u32, u32), out: &mut [u8]) {
    let block = 128 * r as usize;
    let mut blocks = SecretBytes::zeroed(block * p as usize);
    // exposed to: ROMix below, and PBKDF2 at the end
    pbkdf2::pbkdf2_hmac::<Sha256>(secret, salt, 1, blocks.expose_secret_mut());
    let mut table = Zeroizing::new(vec![0_u32; (block / 4) << log_n]);
    // exposed to: ROMix, which works in place
    for bytes in blocks.expose_secret_mut().chunks_exact_mut(block) {
        mix(bytes, &mut table);
    }
    // exposed to: PBKDF2, whose result is the key
    pbkdf2::pbkdf2_hmac::<Sha256>(secret, blocks.expose_secret(), 1, out);
}

/// ROMix (RFC 7914 §5): the table is filled, then read at places that the data itself names.
fn mix(bytes: &mut [u8], table: &mut [u32]) {
    let words = bytes.len() / 4;
    let places = table.len() / words;
    let mut held = Zeroizing::new(vec![0_u32; words]);
    let mut next = Zeroizing::new(vec![0_u32; words]);
    for (word, four) in held.iter_mut().zip(bytes.chunks_exact(4)) {
        *word = u32::from_le_bytes([four[0], four[1], four[2], four[3]]);
    }
    for place in table.chunks_exact_mut(words) {
        place.copy_from_slice(&held);
        block_mix(&held, &mut next);
        std::mem::swap(&mut held, &mut next);
    }
    for _ in 0..places {
        // The first word of the last 64 bytes; there are at most 2^31 places.
        let at = held[words - 16] as usize & (places - 1);
        let place = &table[at * words..(at + 1) * words];
        held.iter_mut().zip(place).for_each(|(word, other)| *word ^= other);
        block_mix(&held, &mut next);
        std::mem::swap(&mut held, &mut next);
    }
    for (four, word) in bytes.chunks_exact_mut(4).zip(held.iter()) {
        four.copy_from_slice(&word.to_le_bytes());
    }
}

/// BlockMix (RFC 7914 §4): even pieces of 64 bytes come first, odd ones behind.
fn block_mix(from: &[u32], to: &mut [u32]) {
    let pieces = from.len() / 16;
    let mut state = Zeroizing::new([0; 16]);
    state.copy_from_slice(&from[from.len() - 16..]);
    for (nth, piece) in from.chunks_exact(16).enumerate() {
        state.iter_mut().zip(piece).for_each(|(word, other)| *word ^= other);
        salsa20_8(&mut state);
        let at = 16 * (nth / 2 + nth % 2 * (pieces / 2));
        to[at..at + 16].copy_from_slice(&state[..]);
    }
}

/// Salsa20/8 (RFC 7914 §3): four double rounds, and the sum with what went in.
fn salsa20_8(state: &mut [u32; 16]) {
    const COLUMNS: [[usize; 4]; 4] = [[0, 4, 8, 12], [5, 9, 13, 1], [10, 14, 2, 6], [15, 3, 7, 11]];
    const ROWS: [[usize; 4]; 4] = [[0, 1, 2, 3], [5, 6, 7, 4], [10, 11, 8, 9], [15, 12, 13, 14]];
    let before = Zeroizing::new(*state);
    for _ in 0..4 {
        for [a, b, c, d] in COLUMNS.into_iter().chain(ROWS) {
            state[b] ^= state[a].wrapping_add(state[d]).rotate_left(7);
            state[c] ^= state[b].wrapping_add(state[a]).rotate_left(9);
            state[d] ^= state[c].wrapping_add(state[b]).rotate_left(13);
            state[a] ^= state[d].wrapping_add(state[c]).rotate_left(18);
        }
    }
    for (word, old) in state.iter_mut().zip(before.iter()) {
        *word = word.wrapping_add(*old);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_the_crate_takes_give_the_same_key() {
        for (log_n, r, p) in [(1, 1, 1), (4, 1, 1), (10, 8, 16), (11, 3, 2)] {
            let (mut own, mut other) = ([0; 64], [0; 64]);
            scrypt(b"password", b"NaCl", (log_n, r, p), &mut own);
            let params = ::scrypt::Params::new(log_n, r, p, 64).expect("numbers of the RFC");
            ::scrypt::scrypt(b"password", b"NaCl", &params, &mut other).expect("64 bytes");
            assert_eq!(own, other, "N 2^{log_n}, r {r}, p {p}");
        }
        assert!(::scrypt::Params::new(16, 1, 1, 64).is_err(), "what this file is for");
    }
}
