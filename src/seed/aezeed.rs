//! aezeed, the 24 words of LND: an enciphered version, birthday and seed, with a checksum over the ciphertext.
//!
//! The facts are those of LND's `aezeed` package. The words are of the English list of BIP-0039 and carry 33 bytes:
//! version 0, 23 enciphered bytes, 5 bytes of salt, and the CRC-32C of all that, high byte first. The key is scrypt
//! (N 32,768, r 8, p 1) of the passphrase, `aezeed` when there is none. So the kind is known without the passphrase,
//! and a wrong passphrase is refused: 1 in 4 billion passes.

use super::{KindError, Language, Seed, aez, plain, wordlist};
use crate::secret::{SecretBytes, SecretText};
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

const WORDS: usize = 24;
const PACKED: usize = 33;
const SALT_AT: usize = 24;
const CHECKSUM_AT: usize = 29;
/// What AEZ adds: four bytes of zeros.
const EXPANSION: usize = 4;
const VERSION: u8 = 0;
const DEFAULT_PASSPHRASE: &[u8] = b"aezeed";
/// The longest passphrase that is taken, in bytes.
const PASSPHRASE_LIMIT: usize = 1024;
const KEY_LEN: usize = 32;
/// scrypt's N as a power of two.
const SCRYPT_LOG_N: u8 = 15;
const SCRYPT_R: u32 = 8;
const SCRYPT_P: u32 = 1;
/// Polynomial of CRC-32C (Castagnoli), lowest bit first.
const CASTAGNOLI: u32 = 0x82f6_3b78;
/// Midnight of the day of Bitcoin's first block, 2009-01-03, in days since 1970-01-01.
const GENESIS_DAY: u32 = 14_247;

/// The words of an aezeed whose checksum holds; still enciphered.
pub struct Aezeed {
    packed: SecretBytes,
}

/// What an aezeed holds.
pub struct AezeedContent {
    /// The version of the wallet's scheme of keys: 0 for BIP-0049 and 0084, 1 with BIP-0086.
    pub version: u8,
    /// The day the seed was made, in days since 2009-01-03.
    pub birthday: u16,
    seed: Seed,
}

impl Aezeed {
    /// Reads 24 words, whole or their first four letters.
    ///
    /// # Errors
    /// [`KindError::WordCount`], [`KindError::UnknownWord`], [`KindError::Checksum`] and
    /// [`KindError::AezeedVersion`].
    pub fn parse(text: &SecretText) -> Result<Self, KindError> {
        let line = plain::words(text)?;
        // exposed to: the words' numbers below
        let words: Vec<&str> = line.expose_secret().split(' ').collect();
        if words.len() != WORDS {
            return Err(KindError::WordCount {
                kind: "aezeed",
                words: words.len(),
                expected: "24",
            });
        }
        let numbers: Zeroizing<Vec<Option<u16>>> = Zeroizing::new(
            words.iter().map(|word| wordlist::find(Language::English, word)).collect(),
        );
        let unknown: Vec<usize> =
            (1..).zip(numbers.iter()).filter_map(|(at, n)| n.is_none().then_some(at)).collect();
        if !unknown.is_empty() {
            return Err(KindError::UnknownWord { kind: "aezeed", at: unknown });
        }
        let packed = SecretBytes::filled(PACKED, |room| {
            for (nth, number) in numbers.iter().flatten().enumerate() {
                (0..11).for_each(|bit| {
                    let at = nth * 11 + bit;
                    room[at / 8] |= ((number >> (10 - bit)) as u8 & 1) << (7 - at % 8);
                });
            }
        });
        // exposed to: the checksum over the ciphertext
        let (body, checksum) = packed.expose_secret().split_at(CHECKSUM_AT);
        if crc32c(body).to_be_bytes() != checksum {
            return Err(KindError::Checksum { kind: "aezeed", words: WORDS });
        }
        match body[0] {
            VERSION => Ok(Self { packed }),
            other => Err(KindError::AezeedVersion(other)),
        }
    }

    /// The 24 words, whole, joined by single spaces.
    pub fn sentence(&self) -> SecretText {
        // exposed to: the numbers of its words, 11 bits each
        let packed = self.packed.expose_secret();
        let bit = |at: usize| usize::from(packed[at / 8] >> (7 - at % 8) & 1);
        let number = |nth: usize| (0..11).fold(0, |sum, at| sum << 1 | bit(nth * 11 + at));
        plain::joined((0..WORDS).map(|nth| wordlist::english()[number(nth)]))
    }

    /// Names where the words are printed in public, when they are known to be.
    pub fn published(&self) -> Option<&'static str> {
        super::published_kinds::name_of("aezeed", &self.packed)
    }

    /// Deciphers; no passphrase is `aezeed`, as in LND.
    ///
    /// # Errors
    /// [`KindError::AezeedPassphrase`] for another passphrase, [`KindError::PassphraseTooLong`].
    pub fn open(&self, passphrase: Option<&SecretText>) -> Result<AezeedContent, KindError> {
        self.open_with(passphrase, SCRYPT_LOG_N)
    }

    fn open_with(
        &self,
        passphrase: Option<&SecretText>,
        log_n: u8,
    ) -> Result<AezeedContent, KindError> {
        if passphrase.is_some_and(|text| text.len() > PASSPHRASE_LIMIT) {
            return Err(KindError::PassphraseTooLong { limit: PASSPHRASE_LIMIT });
        }
        let passphrase = passphrase.filter(|text| !text.is_empty());
        // exposed to: scrypt
        let bytes = passphrase.map_or(DEFAULT_PASSPHRASE, |text| text.expose_secret().as_bytes());
        // exposed to: scrypt, which takes the salt, and AEZ, which takes the ciphertext
        let packed = self.packed.expose_secret();
        let salt = &packed[SALT_AT..CHECKSUM_AT];
        let params = scrypt::Params::new(log_n, SCRYPT_R, SCRYPT_P, KEY_LEN);
        let params = params.expect("LND's own numbers are allowed");
        let key = SecretBytes::filled(KEY_LEN, |room| {
            scrypt::scrypt(bytes, salt, &params, room).expect("32 bytes are a length of scrypt");
        });
        let mut ad = [VERSION; 6];
        ad[1..].copy_from_slice(salt);
        let plain = aez::open(&key, &ad, EXPANSION, &packed[1..SALT_AT]);
        let plain = plain.ok_or(KindError::AezeedPassphrase)?;
        // exposed to: the wallet's seed
        let plain = plain.expose_secret();
        let seed = Seed::from_bytes(SecretBytes::copied_from(&plain[3..]));
        Ok(AezeedContent {
            version: plain[0],
            birthday: u16::from_be_bytes([plain[1], plain[2]]),
            seed: seed.expect("16 bytes are a seed of BIP-0032"),
        })
    }
}

impl AezeedContent {
    /// The seed of BIP-0032: 16 bytes.
    pub fn seed(&self) -> &Seed {
        &self.seed
    }

    /// The day the seed was made, as year, month and day.
    pub fn birthday_date(&self) -> (u32, u32, u32) {
        civil(GENESIS_DAY + u32::from(self.birthday))
    }
}

impl fmt::Debug for Aezeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Aezeed(…)")
    }
}

impl fmt::Debug for AezeedContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AezeedContent(…)")
    }
}

/// Whether a text has the form of an aezeed, 24 words of the list, and whether its checksum holds. 24 such words
/// whose checksum does not hold are most likely something else.
pub fn looks_like(text: &SecretText) -> bool {
    matches!(Aezeed::parse(text), Ok(_) | Err(KindError::AezeedVersion(_)))
}

/// Bit by bit, without a table.
fn crc32c(bytes: &[u8]) -> u32 {
    let mut rest = bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            sum >> 1 ^ (CASTAGNOLI & 0u32.wrapping_sub(sum & 1))
        })
    });
    let checksum = !rest;
    rest.zeroize();
    checksum
}

/// The date of a day counted from 1970-01-01 (the proleptic Gregorian calendar, days from 1 March).
fn civil(day: u32) -> (u32, u32, u32) {
    let day = day + 719_468;
    let era = day / 146_097;
    let of_era = day % 146_097;
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let (date, month) =
        (of_year - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    (era * 400 + year + u32::from(month <= 2), month, date)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// LND's own tests, which use scrypt with N 16: without a passphrase, and with one.
    const QUICK: [&str; 2] = [
        "ability liquid travel stem barely drastic pact cupboard apple thrive morning oak feature \
         tissue couch old math inform success suggest drink motion know royal",
        "able tree stool crush transfer cloud cross three profit outside hen citizen plate ride \
         require leg siren drum success suggest drink require fiscal upgrade",
    ];
    /// Made by the npm program aezeed 0.0.5 with LND's real N: without a passphrase, and with one.
    const REAL: [&str; 2] = [
        "absorb original enlist once climb erode kid thrive kitchen giant define tube orange leader \
         harbor comfort olive fatal success suggest drink penalty chimney ritual",
        "about bench toward wonder timber ozone will fork crater noise jeans consider gauge advice \
         maximum tide sting phone success suggest drink still focus tide",
    ];
    const ENTROPY: [u8; 16] = [
        0x81, 0xb6, 0x37, 0xd8, 0x63, 0x59, 0xe6, 0x96, 0x0d, 0xe7, 0x95, 0xe4, 0x1e, 0x0b, 0x4c,
        0xfd,
    ];

    fn read(text: &str) -> Result<Aezeed, KindError> {
        Aezeed::parse(&SecretText::copied_from(text))
    }

    #[test]
    fn the_words_come_back_whole() {
        for words in QUICK.iter().chain(&REAL) {
            let short: Vec<&str> = words.split(' ').map(|word| plain::prefix(word, 4)).collect();
            let seed = read(&short.join(" ")).expect("valid");
            // exposed to: the assertion
            assert_eq!(seed.sentence().expose_secret(), *words);
        }
    }

    #[test]
    fn the_vectors_of_lnd_are_opened() {
        let plain = read(QUICK[0]).expect("valid").open_with(None, 4).expect("no passphrase");
        assert_eq!((plain.version, plain.birthday, plain.birthday_date()), (0, 0, (2009, 1, 3)));
        assert_eq!(plain.seed().expose_secret(), ENTROPY);
        let passphrase = SecretText::copied_from("!very_safe_55345_password*");
        let plain = read(QUICK[1]).expect("valid").open_with(Some(&passphrase), 4);
        let plain = plain.expect("its passphrase");
        assert_eq!(
            (plain.version, plain.birthday, plain.birthday_date()),
            (0, 3365, (2018, 3, 22))
        );
        assert_eq!(plain.seed().expose_secret(), ENTROPY);
    }

    #[test]
    fn words_of_another_program_are_opened_with_the_real_work_factor() {
        let passphrase = SecretText::copied_from("correct horse");
        for (words, passphrase) in REAL.iter().zip([None, Some(&passphrase)]) {
            let plain = read(words).expect("valid").open(passphrase).expect("its passphrase");
            assert_eq!((plain.version, plain.birthday), (0, 3365));
            assert_eq!(plain.seed().expose_secret(), ENTROPY);
        }
    }

    #[test]
    fn a_wrong_passphrase_and_a_wrong_word_are_refused() {
        let wrong = SecretText::copied_from("kek");
        let refused = read(REAL[0]).expect("valid").open(Some(&wrong)).err();
        assert_eq!(refused, Some(KindError::AezeedPassphrase));
        let other = read(&REAL[0].replace("ritual", "rival")).err();
        assert_eq!(other, Some(KindError::Checksum { kind: "aezeed", words: 24 }));
        let other = read(&REAL[0].replace("ritual", "ritoal")).err();
        assert_eq!(other, Some(KindError::UnknownWord { kind: "aezeed", at: vec![24] }));
        assert!(looks_like(&SecretText::copied_from(REAL[0])));
        assert!(!looks_like(&SecretText::copied_from(&REAL[0].replace("ritual", "rival"))));
    }

    #[test]
    fn the_checksum_is_castagnoli() {
        assert_eq!(crc32c(b"123456789"), 0xe306_9283);
    }
}
