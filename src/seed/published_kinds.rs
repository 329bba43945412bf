//! Seeds of other kinds than BIP-0039 that are printed for everybody to read, by digest.
//!
//! A seed is known by the first 8 bytes of the SHA-256 of its kind's name, a colon and its bytes.

use crate::secret::{SecretBytes, SecretText};
use sha2::{Digest, Sha256};
use zeroize::Zeroize;

const ELECTRUM: &str = "Electrum's own tests";
const MONERO: &str = "Monero's own tests";
const LND: &str = "LND's own tests";
const COLDKEEP: &str = "coldkeep's own tests";

/// The first 8 bytes of the digest, and where the seed is printed; sorted.
#[rustfmt::skip]
const PRINTED: [(u64, &str); 37] = [
    (0x00dc_f32c_023c_9b8f, ELECTRUM),
    (0x0586_958e_55c9_083a, COLDKEEP),
    (0x0aed_2b62_01b9_a476, ELECTRUM),
    (0x10f9_f0fb_04b5_0d52, ELECTRUM),
    (0x1e5c_d566_5041_3450, MONERO),
    (0x26bf_445e_9b3b_399b, COLDKEEP),
    (0x2800_b53b_efda_6853, ELECTRUM),
    (0x29d0_0776_b33a_dc4b, ELECTRUM),
    (0x2b76_53a1_98fd_0a18, ELECTRUM),
    (0x3511_2a5e_3019_d4c0, MONERO),
    (0x387c_e257_7b9f_33c9, ELECTRUM),
    (0x3a35_1c0a_2dd8_d95e, ELECTRUM),
    (0x49f2_b130_aba0_6f22, ELECTRUM),
    (0x4d20_aa65_a569_008c, MONERO),
    (0x4dea_bbf5_2f20_137f, ELECTRUM),
    (0x76d4_c410_a2ae_988b, ELECTRUM),
    (0x7e39_cf27_130a_fbad, ELECTRUM),
    (0x8031_acee_dc5e_c949, ELECTRUM),
    (0x8c4f_8182_85ba_72bf, ELECTRUM),
    (0x9cff_20c7_8c6f_271b, LND),
    (0xa20d_f8f0_70bd_7f32, LND),
    (0xb7e3_f05a_6712_4efa, ELECTRUM),
    (0xbd0f_d7c5_1535_284a, ELECTRUM),
    (0xbe4e_0854_b37b_921d, ELECTRUM),
    (0xbe52_f08f_440f_8ebc, ELECTRUM),
    (0xc16d_fa1f_7fd6_e513, ELECTRUM),
    (0xc49e_8ab5_2f62_369c, ELECTRUM),
    (0xcb9b_7fad_2a72_8dfc, ELECTRUM),
    (0xd6f4_2728_9cc1_2cc2, ELECTRUM),
    (0xe2a4_1f53_3a80_22c7, ELECTRUM),
    (0xe336_2bfa_0e03_468f, ELECTRUM),
    (0xe634_9bea_cdb0_75cc, ELECTRUM),
    (0xe7fd_8e1d_378b_014e, ELECTRUM),
    (0xef60_0182_29d4_890c, MONERO),
    (0xef73_1d64_7d7d_bc11, ELECTRUM),
    (0xf6d9_13ed_f949_db6c, MONERO),
    (0xf929_48ef_2fc3_229b, ELECTRUM),
];

/// Names where a text of this kind is printed; the name fits behind "printed in".
pub(super) fn name(kind: &str, text: &SecretText) -> Option<&'static str> {
    // exposed to: a digest of which eight bytes are compared
    found(kind, text.expose_secret().as_bytes())
}

/// Names where the bytes of this kind are printed.
pub(super) fn name_of(kind: &str, bytes: &SecretBytes) -> Option<&'static str> {
    // exposed to: a digest of which eight bytes are compared
    found(kind, bytes.expose_secret())
}

fn found(kind: &str, bytes: &[u8]) -> Option<&'static str> {
    let mut hash = Sha256::new();
    hash.update(kind);
    hash.update(b":");
    hash.update(bytes);
    let mut digest = hash.finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    let known = u64::from_be_bytes(first);
    digest.as_mut_slice().zeroize();
    first.zeroize();
    let at = PRINTED.binary_search_by_key(&known, |(digest, _)| *digest).ok()?;
    Some(PRINTED[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_has_no_digest_twice() {
        assert!(PRINTED.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(found("electrum", b"a seed that nobody printed"), None);
    }
}
