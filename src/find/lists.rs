//! Whether a word may be on a list of BIP-0039, or on another list of words for secrets: a first look of nanoseconds.

use super::phrases;
use crate::seed::{Language, wordlist};
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Places of the table: 25,000 forms of words, and 20,000 of the others, leave one word in 20 to be looked at again in
/// vain.
const PLACES: usize = 1 << 19;

/// The longest word of all lists, in bytes of NFKD.
pub(super) const LONGEST: usize = 33;

static TABLE: OnceLock<Box<[u8]>> = OnceLock::new();

/// The lists of BIP-0039, and those of shares and of Monero.
const BIP39: u8 = 1;
const OTHERS: u8 = 2;

/// On which lists a word may be.
#[derive(Clone, Copy, Default)]
pub(super) struct On(u8);

impl On {
    /// On one of BIP-0039.
    pub(super) fn bip39(self) -> bool {
        self.0 & BIP39 != 0
    }

    /// On one of SLIP-0039, Bytewords or Monero.
    pub(super) fn others(self) -> bool {
        self.0 & OTHERS != 0
    }
}

/// On which lists these bytes may be a word, whole, in any case, NFC or NFKD; on those of BIP-0039 with or without
/// accents. A word of a list is never denied.
pub(super) fn may_hold(word: &[u8]) -> On {
    On(TABLE.get_or_init(build)[place(word)])
}

fn build() -> Box<[u8]> {
    let mut table = vec![0_u8; PLACES].into_boxed_slice();
    let mut add = |word: &str, list: u8| table[place(word.as_bytes())] |= list;
    for language in Language::ALL {
        for word in wordlist::words(language) {
            add(word, BIP39);
            if !word.is_ascii() {
                add(&word.nfkd().collect::<String>(), BIP39);
                add(&word.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>(), BIP39);
            }
        }
    }
    for word in phrases::words() {
        add(word, OTHERS);
        if !word.is_ascii() {
            // Capitals outside of ASCII are not folded below.
            for form in [word.to_owned(), word.to_lowercase(), word.to_uppercase()] {
                add(&form, OTHERS);
                add(&form.nfd().collect::<String>(), OTHERS);
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
    (hash ^ hash >> 29) as usize % PLACES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_list_is_denied_and_few_others_pass() {
        for language in Language::ALL {
            for word in wordlist::words(language) {
                assert!(may_hold(word.as_bytes()).bip39(), "{language:?}");
                assert!(may_hold(word.nfkd().collect::<String>().as_bytes()).bip39());
            }
        }
        for word in phrases::words() {
            assert!(may_hold(word.as_bytes()).others(), "{word}");
            assert!(may_hold(word.nfd().collect::<String>().as_bytes()).others(), "{word}");
        }
        assert!(may_hold(b"ABANDON").bip39() && may_hold(b"ACADEMIC").others());
        for list in [On::bip39, On::others] {
            let passes = |n: &u32| list(may_hold(format!("qx{n}zz").as_bytes()));
            let passed = (0..10_000).filter(passes).count();
            assert!(passed < 800, "{passed} of 10,000");
        }
    }
}
