//! Whether a word may be on one of the ten lists of BIP-0039: a first look that costs nanoseconds.

use crate::seed::{Language, wordlist};
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Bits of the table: 25,000 forms of words leave one word in 20 to be looked at again in vain.
const BITS: usize = 1 << 19;

/// The longest word of all lists, in bytes of NFKD.
pub(super) const LONGEST: usize = 33;

static TABLE: OnceLock<Box<[u64]>> = OnceLock::new();

/// Whether these bytes may be a word of a list, whole, in any case, NFC or NFKD, with or without accents. A word of a
/// list is never denied.
pub(super) fn may_hold(word: &[u8]) -> bool {
    let table = TABLE.get_or_init(build);
    let place = place(word);
    table[place / 64] >> (place % 64) & 1 == 1
}

fn build() -> Box<[u64]> {
    let mut table = vec![0_u64; BITS / 64].into_boxed_slice();
    let mut add = |word: &str| {
        let place = place(word.as_bytes());
        table[place / 64] |= 1 << (place % 64);
    };
    for language in Language::ALL {
        for word in wordlist::words(language) {
            add(word);
            if !word.is_ascii() {
                add(&word.nfkd().collect::<String>());
                add(&word.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>());
            }
        }
    }
    table
}

/// FNV-1a over the bytes in small letters, folded to the size of the table.
fn place(word: &[u8]) -> usize {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in word {
        hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ hash >> 29) as usize % BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_list_is_denied_and_few_others_pass() {
        for language in Language::ALL {
            for word in wordlist::words(language) {
                assert!(may_hold(word.as_bytes()), "{language:?}");
                assert!(may_hold(word.nfkd().collect::<String>().as_bytes()));
            }
        }
        assert!(may_hold(b"ABANDON"));
        let passed = (0..10_000).filter(|n| may_hold(format!("qx{n}zz").as_bytes())).count();
        assert!(passed < 800, "{passed} of 10,000");
    }
}
