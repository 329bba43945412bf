//! Children of a seed (BIP-0085): entropy from a hardened path, and what each application makes of it.
//!
//! A child is as recoverable as its parent, with the parent's passphrase, and the numbers of its path. Nobody who
//! has the child comes back to the parent or to another child.

use super::{Coin, KeyForm, KeysError, Path, PrivateNode, Root, SingleKey, Step};
use crate::secret::{SecretBuffer, SecretBytes, SecretText};
use crate::seed::{Language, Mnemonic};
use bech32::{Bech32, Hrp};
use bitcoin::base64::Engine as _;
use bitcoin::base64::engine::general_purpose::STANDARD;
use hmac::digest::FixedOutput;
use hmac::{Hmac, Mac};
use sha2::Sha512;
use sha3::Shake256;
use sha3::digest::{ExtendableOutput, Update, XofReader};
use std::fmt::Write;
use zeroize::{Zeroize, Zeroizing};

/// The first level of every path: the letters SEED as their numbers in ASCII.
const PURPOSE: u32 = 83_696_968;
/// 64 bytes of entropy for every path.
const ENTROPY: usize = 64;
/// The digits of Base85 in the order that Python's `b85encode` has (RFC 1924).
const BASE85: &[u8; 85] =
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

/// What a child is made for, with the numbers that belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Application {
    /// Words of BIP-0039 (application 39).
    Bip39 {
        /// The language of the words.
        language: Language,
        /// 12, 15, 18, 21 or 24.
        words: usize,
    },
    /// A private key in wallet import format (application 2).
    Wif,
    /// An extended private key (application 32).
    Xprv,
    /// Bytes as hexadecimal digits (application 128169).
    Hex {
        /// 16 to 64.
        bytes: u32,
    },
    /// A password of Base64 digits (application 707764).
    Pwd64 {
        /// 20 to 86 characters.
        length: u32,
    },
    /// A password of Base85 digits (application 707785).
    Pwd85 {
        /// 10 to 80 characters.
        length: u32,
    },
    /// Rolls of dice, counted from 0 (application 89101).
    Dice {
        /// 2 to 2^31 - 1.
        sides: u32,
        /// 1 to 10,000.
        rolls: u32,
    },
    /// A secret key of Nostr (application 128002). The last number of its path is the account, from 1; account 0
    /// is for keys that revoke.
    Nostr {
        /// The identity, from 0.
        identity: u32,
    },
}

/// One child: its application and its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChildPlace {
    application: Application,
    index: u32,
}

/// What a child is.
pub enum Child {
    /// Words of BIP-0039.
    Words(Mnemonic),
    /// A key, a password, digits or rolls.
    Text(SecretText),
}

impl ChildPlace {
    /// Takes an application and an index.
    ///
    /// # Errors
    /// [`KeysError::ChildNumber`] for a number outside its range, [`KeysError::PathStep`] for an index of 2^31 or
    /// more.
    pub fn new(application: Application, index: u32) -> Result<Self, KeysError> {
        let within = |what, given, from, to| match given {
            given if (from..=to).contains(&given) => Ok(()),
            given => Err(KeysError::ChildNumber { what, given, from, to }),
        };
        match application {
            Application::Bip39 { words, .. } if ![12, 15, 18, 21, 24].contains(&words) => {
                return Err(KeysError::ChildWords { given: words });
            }
            Application::Bip39 { .. } | Application::Wif | Application::Xprv => {}
            Application::Hex { bytes } => within("bytes", bytes, 16, 64)?,
            Application::Pwd64 { length } => within("characters", length, 20, 86)?,
            Application::Pwd85 { length } => within("characters", length, 10, 80)?,
            Application::Dice { sides, rolls } => {
                within("sides", sides, 2, (1 << 31) - 1)?;
                within("rolls", rolls, 1, 10_000)?;
            }
            Application::Nostr { identity } => within("identity", identity, 0, (1 << 31) - 1)?,
        }
        Step::hardened(index)?;
        Ok(Self { application, index })
    }

    /// Reads the path of a child, with or without `m/83696968h/` before it.
    ///
    /// # Errors
    /// What a path refuses; [`KeysError::NotAChild`] when it is no path of an application that is made here.
    pub fn from_path(path: &Path) -> Result<Self, KeysError> {
        let steps = path.components();
        if steps.iter().any(|step| !step.is_hardened()) {
            return Err(KeysError::NotAChild);
        }
        let numbers: Vec<u32> = steps.iter().map(|step| step.index()).collect();
        let numbers = numbers.strip_prefix(&[PURPOSE]).unwrap_or(&numbers);
        let (application, index) = match *numbers {
            [39, language, words, index] => {
                let language = language_of(language).ok_or(KeysError::NotAChild)?;
                (Application::Bip39 { language, words: words as usize }, index)
            }
            [2, index] => (Application::Wif, index),
            [32, index] => (Application::Xprv, index),
            [128_169, bytes, index] => (Application::Hex { bytes }, index),
            [707_764, length, index] => (Application::Pwd64 { length }, index),
            [707_785, length, index] => (Application::Pwd85 { length }, index),
            [89_101, sides, rolls, index] => (Application::Dice { sides, rolls }, index),
            [128_002, identity, index] => (Application::Nostr { identity }, index),
            _ => return Err(KeysError::NotAChild),
        };
        Self::new(application, index)
    }

    /// What the child is made for.
    pub fn application(&self) -> Application {
        self.application
    }

    /// The last number of the path.
    pub fn index(&self) -> u32 {
        self.index
    }

    /// The path below the parent's master key; every level is hardened.
    pub fn path(&self) -> Path {
        let index = self.index;
        let numbers: &[u32] = match self.application {
            Application::Bip39 { language, words } => {
                &[39, number_of(language), words as u32, index]
            }
            Application::Wif => &[2, index],
            Application::Xprv => &[32, index],
            Application::Hex { bytes } => &[128_169, bytes, index],
            Application::Pwd64 { length } => &[707_764, length, index],
            Application::Pwd85 { length } => &[707_785, length, index],
            Application::Dice { sides, rolls } => &[89_101, sides, rolls, index],
            Application::Nostr { identity } => &[128_002, identity, index],
        };
        let mut path = Path::master();
        for number in std::iter::once(&PURPOSE).chain(numbers) {
            let step = Step::hardened(*number).expect("checked when the place was made");
            path.push(step).expect("five levels are fewer than a path may have");
        }
        path
    }

    /// Makes the child of a parent.
    ///
    /// # Errors
    /// [`KeysError::NoKeyHere`] with a chance below 2^-127.
    pub fn child(&self, parent: &Root) -> Result<Child, KeysError> {
        let entropy = child_entropy(parent, &self.path())?;
        // exposed to: the child below
        let bytes = entropy.expose_secret();
        let text = match self.application {
            Application::Bip39 { language, words } => {
                let entropy = SecretBytes::copied_from(&bytes[..words / 3 * 4]);
                return Ok(Child::Words(words_of(&entropy, language)));
            }
            Application::Wif => wif(&bytes[..32], parent)?,
            // BIP-0085: the chain code stands first, the reverse of BIP-0032.
            Application::Xprv => {
                let halves = SecretBytes::filled(64, |room| {
                    room[..32].copy_from_slice(&bytes[32..]);
                    room[32..].copy_from_slice(&bytes[..32]);
                });
                PrivateNode::from_halves(halves, parent.network())?.xprv()
            }
            Application::Hex { bytes: count } => written(2 * count as usize, |room| {
                bytes[..count as usize].iter().try_for_each(|byte| write!(room, "{byte:02x}"))
            }),
            Application::Pwd64 { length } => base64(bytes, length as usize),
            Application::Pwd85 { length } => base85(bytes, length as usize),
            Application::Dice { sides, rolls } => dice(&entropy, sides, rolls),
            Application::Nostr { .. } => nsec(&bytes[..32]),
        };
        Ok(Child::Text(text))
    }
}

/// The 64 bytes that BIP-0085 makes of the private key at a path.
///
/// # Errors
/// As [`Root::derive_private`].
pub fn child_entropy(parent: &Root, path: &Path) -> Result<SecretBytes, KeysError> {
    let node = parent.derive_private(path)?;
    let mut mac = Hmac::<Sha512>::new_from_slice(b"bip-entropy-from-k").expect("any length");
    // exposed to: HMAC-SHA512, whose result is the entropy of the child
    Mac::update(&mut mac, node.key());
    Ok(SecretBytes::filled(ENTROPY, |room| mac.finalize_into(room.into())))
}

/// An endless stream of bytes from the entropy of a child (BIP85-DRNG-SHAKE256).
pub struct Drng(<Shake256 as ExtendableOutput>::Reader);

impl Drng {
    /// Starts the stream.
    pub fn of(entropy: &SecretBytes) -> Self {
        let mut hash = Shake256::default();
        // exposed to: SHAKE-256, whose output is the stream
        hash.update(entropy.expose_secret());
        Self(hash.finalize_xof())
    }

    /// Reads the next bytes.
    pub fn fill(&mut self, room: &mut [u8]) {
        self.0.read(room);
    }
}

fn words_of(entropy: &SecretBytes, language: Language) -> Mnemonic {
    Mnemonic::from_entropy_in(entropy, language).expect("a length of BIP-0039")
}

/// The number of a language in the paths of BIP-0085.
fn number_of(language: Language) -> u32 {
    (0..).zip(Language::ALL).find(|(_, other)| *other == language).map_or(0, |(number, _)| number)
}

fn language_of(number: u32) -> Option<Language> {
    Language::ALL.get(usize::try_from(number).ok()?).copied()
}

fn wif(key: &[u8], parent: &Root) -> Result<SecretText, KeysError> {
    let key = SecretBytes::copied_from(key);
    let single = SingleKey::from_bytes(key, KeyForm::Compressed, Coin::BTC, parent.network());
    // Fewer than 1 in 2^127 are no key.
    let single = single.map_err(|_| KeysError::NoKeyHere)?;
    Ok(single.wif().expect("bitcoin has wallet import format"))
}

/// Text written into room that is reckoned beforehand.
fn written(room: usize, write: impl FnOnce(&mut SecretBuffer) -> std::fmt::Result) -> SecretText {
    let mut text = SecretBuffer::with_room(room);
    write(&mut text).expect("the room was reckoned");
    text.into_text().expect("digits are text")
}

fn base64(bytes: &[u8], length: usize) -> SecretText {
    let mut digits = Zeroizing::new([0; 88]);
    STANDARD.encode_slice(bytes, &mut digits[..]).expect("88 digits for 64 bytes");
    SecretText::from_bytes(SecretBytes::copied_from(&digits[..length])).expect("digits are text")
}

fn base85(bytes: &[u8], length: usize) -> SecretText {
    let mut digits = Zeroizing::new([0; 80]);
    for (four, five) in bytes.chunks_exact(4).zip(digits.chunks_exact_mut(5)) {
        let mut number = u32::from_be_bytes([four[0], four[1], four[2], four[3]]);
        for digit in five.iter_mut().rev() {
            *digit = BASE85[(number % 85) as usize];
            number /= 85;
        }
        number.zeroize();
    }
    SecretText::from_bytes(SecretBytes::copied_from(&digits[..length])).expect("digits are text")
}

/// Rolls from 0, joined by commas. A number that is no side is thrown away, so every side is as likely.
fn dice(entropy: &SecretBytes, sides: u32, rolls: u32) -> SecretText {
    let bits = 32 - (sides - 1).leading_zeros();
    let bytes = bits.div_ceil(8) as usize;
    let mut stream = Drng::of(entropy);
    // A side below 2^31 has ten digits at most.
    written(11 * rolls as usize, |room| {
        for nth in 0..rolls {
            let side = loop {
                let mut read = Zeroizing::new([0; 4]);
                stream.fill(&mut read[4 - bytes..]);
                // The highest bits count; those beyond are cut.
                let number = u32::from_be_bytes(*read) >> (8 * bytes as u32 - bits);
                if number < sides {
                    break number;
                }
            };
            write!(room, "{}{side}", if nth == 0 { "" } else { "," })?;
        }
        Ok(())
    })
}

fn nsec(key: &[u8]) -> SecretText {
    let hrp = Hrp::parse("nsec").expect("a name that bech32 takes");
    written(63, |room| {
        bech32::encode_lower_to_fmt::<Bech32, _>(room, hrp, key).map_err(|_| std::fmt::Error)
    })
}
