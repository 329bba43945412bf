//! Seeds that are printed for everybody to read: by digest, so that this list is not a list of phrases.
//!
//! Wallets made from them are emptied within seconds. A seed is known by the first 8 bytes of the
//! SHA-256 of its entropy; `tests/seed_vectors.rs` asks this list about published words. All phrases
//! that repeat one word or one byte count as published, whoever printed them.

use super::Mnemonic;
use sha2::{Digest, Sha256};
use zeroize::Zeroize;

const BIP39: &str = "the BIP-39 test vectors";
const SEEDSIGNER: &str = "SeedSigner's documents and tests";
const COLDKEEP: &str = "coldkeep's own documents";
const HARDHAT: &str = "Hardhat's and Foundry's documents";
const SLIP14: &str = "SLIP-0014";
const TRUFFLE: &str = "Truffle's documents";
const GANACHE: &str = "Ganache's documents";
const MASTERING: &str = "the book Mastering Bitcoin";
const TREZOR: &str = "Trezor's firmware tests";
const COLDCARD: &str = "Coldcard's simulator";
const SPECULOS: &str = "Ledger's simulator";
const REPEATED: &str = "every list of guesses (one word or one byte repeated)";

/// The first 8 bytes of the SHA-256 of the entropy, and where the words are printed; sorted.
#[rustfmt::skip]
const PRINTED: [(u64, &str); 65] = [
    (0x005b_30a3_ab17_1b8c, BIP39),
    (0x074a_e1f8_e712_1aeb, BIP39),
    (0x12ab_f893_fefe_fcbb, SEEDSIGNER),
    (0x1405_e839_2df1_4cd0, BIP39),
    (0x17a7_384b_f1c5_0a94, BIP39),
    (0x2165_f0aa_fe44_e727, BIP39),
    (0x27a0_1e66_fd84_a32d, BIP39),
    (0x2809_f0aa_d154_ba6d, SEEDSIGNER),
    (0x29a8_b346_89f1_5991, BIP39),
    (0x3747_08ff_f771_9dd5, BIP39),
    (0x37a6_fa5b_13c9_d372, SLIP14),
    (0x39fb_eee6_a09a_d8cd, SEEDSIGNER),
    (0x403e_7555_e87b_cfe4, SEEDSIGNER),
    (0x44a5_f789_1570_e563, BIP39),
    (0x49b7_719c_0dff_6d00, BIP39),
    (0x4e97_2baa_ee2a_d54f, BIP39),
    (0x4f9c_14dd_4821_2d2f, COLDCARD),
    (0x54b7_93af_c0ed_0eac, SPECULOS),
    (0x5ac6_a594_5f16_5009, BIP39),
    (0x6668_2ab6_4f5c_5ad4, BIP39),
    (0x6668_7aad_f862_bd77, BIP39),
    (0x6747_c8ae_e315_c1b0, BIP39),
    (0x678f_1804_6af8_743a, BIP39),
    (0x68ba_3c16_9969_c3fa, BIP39),
    (0x69b6_509a_79ce_f595, BIP39),
    (0x6b6c_c261_8ae1_91e3, BIP39),
    (0x718f_8bc1_da5d_5e21, SEEDSIGNER),
    (0x76e5_7a90_f931_35e9, MASTERING),
    (0x8027_ca22_ba40_0f88, BIP39),
    (0x83a4_3279_8e25_0f07, SEEDSIGNER),
    (0x83ac_d672_9bc0_0657, BIP39),
    (0x85ce_e1df_e999_69ec, BIP39),
    (0x867d_a839_c351_3afe, SEEDSIGNER),
    (0x87dc_de7f_a6df_23e1, BIP39),
    (0x8bfe_0b56_d42a_e416, BIP39),
    (0x93eb_3b28_9d97_19af, SEEDSIGNER),
    (0x9ca1_4bc0_2f1e_6600, COLDKEEP),
    (0x9d90_8ecf_b6b2_56de, BIP39),
    (0xa13b_2764_8ff4_5bcf, HARDHAT),
    (0xa209_c1ac_b339_7f89, BIP39),
    (0xa98e_d335_f345_b0a8, BIP39),
    (0xae96_b01e_ec66_950b, SEEDSIGNER),
    (0xaf6d_4c27_9676_8e23, SEEDSIGNER),
    (0xaf96_1376_0f72_635f, BIP39),
    (0xb555_458c_bfbd_baf9, SEEDSIGNER),
    (0xb809_dcd7_ab5a_0e83, BIP39),
    (0xbd75_a82b_9957_d6d0, BIP39),
    (0xbff7_4074_5ce0_be3b, SEEDSIGNER),
    (0xc10d_4240_de7f_1a1f, MASTERING),
    (0xc39c_c1e0_7d54_abbb, SEEDSIGNER),
    (0xc60d_ab48_e485_6285, GANACHE),
    (0xcf9e_974f_32e2_c42e, SEEDSIGNER),
    (0xd7f0_bc9d_1e1e_2d36, TREZOR),
    (0xd87e_7272_2b16_e4bc, SEEDSIGNER),
    (0xe621_d5d4_472f_3a42, BIP39),
    (0xeb54_5d6f_460d_0225, BIP39),
    (0xecea_0cb5_5d33_d353, SEEDSIGNER),
    (0xeea6_dc56_e3a0_187b, BIP39),
    (0xeff8_ddfa_e2b7_8af2, TRUFFLE),
    (0xf0f7_c775_cc67_fa28, BIP39),
    (0xf169_600e_7198_75a8, BIP39),
    (0xf4ec_beaf_9e31_5640, SEEDSIGNER),
    (0xfa72_3622_2e67_42f6, BIP39),
    (0xff36_0acf_2e2e_4cbc, TREZOR),
    (0xff7f_73b8_5484_5fc0, SEEDSIGNER),
];

/// Names where the words are printed; the name fits behind "printed in".
pub(super) fn name(mnemonic: &Mnemonic) -> Option<&'static str> {
    let entropy = mnemonic.entropy();
    // exposed to: a digest of which eight bytes are compared
    let mut digest = Sha256::digest(entropy.expose_secret());
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    let known = u64::from_be_bytes(first);
    digest.as_mut_slice().zeroize();
    first.zeroize();
    match PRINTED.binary_search_by_key(&known, |(digest, _)| *digest) {
        Ok(at) => Some(PRINTED[at].1),
        Err(_) => is_repeated(mnemonic).then_some(REPEATED),
    }
}

/// Whether one byte makes the entropy, or one word makes the phrase but for the last, which carries
/// the checksum.
fn is_repeated(mnemonic: &Mnemonic) -> bool {
    let entropy = mnemonic.entropy();
    // exposed to: a comparison of its bytes
    let bytes = entropy.expose_secret();
    let words = mnemonic.indices();
    bytes.iter().all(|byte| *byte == bytes[0])
        || words[..words.len() - 1].iter().all(|word| *word == words[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::{SecretBytes, SecretText};

    fn named(words: &str) -> Option<&'static str> {
        Mnemonic::parse(&SecretText::copied_from(words)).expect("a valid phrase").published()
    }

    #[test]
    fn the_list_is_sorted_and_has_no_digest_twice() {
        assert!(PRINTED.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn printed_seeds_are_named() {
        assert_eq!(named(&["all"; 12].join(" ")), Some(SLIP14));
        assert_eq!(named(&format!("{} junk", ["test"; 11].join(" "))), Some(HARDHAT));
        assert_eq!(named(&format!("{} about", ["abandon"; 11].join(" "))), Some(BIP39));
        assert_eq!(named(&format!("{} wrong", ["zoo"; 11].join(" "))), Some(BIP39));
    }

    #[test]
    fn a_repeated_byte_is_named_and_others_are_not() {
        let repeated = SecretBytes::filled(20, |bytes| bytes.fill(0x55));
        let repeated = Mnemonic::from_entropy(&repeated).expect("20 bytes");
        assert_eq!(repeated.published(), Some(REPEATED));
        let other = SecretBytes::filled(20, |bytes| bytes[9] = 1);
        assert_eq!(Mnemonic::from_entropy(&other).expect("20 bytes").published(), None);
    }
}
