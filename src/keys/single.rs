//! One private key without a chain code: what WIF, BIP-0038, mini keys, raw hexadecimal and keystore files hold.

use super::address::{Payload, Public};
use super::base58::{self, Fault};
use super::bip32::Held;
use super::wif::{self, Chain};
use super::{CURVE, Coin, Network, Script, SingleKeyError, address};
use crate::secret::{SecretBytes, SecretText};
use bitcoin::hashes::{Hash, hash160};
use bitcoin::secp256k1::{PublicKey, SecretKey};
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// How the public key of a single key is written; both forms have addresses of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyForm {
    /// 33 bytes: every wallet since 2012.
    Compressed,
    /// 65 bytes: the oldest wallets, paper wallets and mini keys. It has a legacy address only.
    Uncompressed,
}

/// One private key, wiped when dropped. It restores its own addresses and nothing else.
pub struct SingleKey {
    /// 32 bytes, not zero and below the order of the curve.
    key: SecretBytes,
    form: KeyForm,
    coin: Coin,
    network: Network,
}

/// An address of a single key, with its script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyAddress {
    /// The script that the key is locked into.
    pub script: Script,
    /// The address as wallets print it.
    pub text: String,
}

impl SingleKey {
    /// Takes 32 bytes as a private key.
    ///
    /// # Errors
    /// [`SingleKeyError::NotAKey`] for another length, zero, and what is not below the order of the curve.
    pub fn from_bytes(
        key: SecretBytes,
        form: KeyForm,
        coin: Coin,
        network: Network,
    ) -> Result<Self, SingleKeyError> {
        // exposed to: the curve, which refuses zero and what is not below the order
        match SecretKey::from_slice(key.expose_secret()).map(Held) {
            Ok(_) => Ok(Self { key, form, coin, network }),
            Err(_) => Err(SingleKeyError::NotAKey),
        }
    }

    /// Reads a mini private key: `S` and 21, 25 or 29 more digits of Base58, as on Casascius coins. The key is
    /// the SHA-256 of the text; the text with `?` behind it has a SHA-256 that begins with a zero byte.
    ///
    /// # Errors
    /// [`SingleKeyError::NotOfThisKind`] for another length or beginning, [`SingleKeyError::NotBase58`], and
    /// [`SingleKeyError::Checksum`] when the digest does not begin with zero.
    pub fn from_mini(text: &SecretText) -> Result<Self, SingleKeyError> {
        // exposed to: the two digests below
        let text = text.expose_secret().trim().as_bytes();
        if !matches!(text.len(), 22 | 26 | 30) || text[0] != b'S' {
            return Err(SingleKeyError::NotOfThisKind("mini private key"));
        }
        if let Some(at) = text.iter().position(|byte| !base58::is_digit(*byte)) {
            return Err(SingleKeyError::NotBase58 { position: at + 1 });
        }
        if !mini_holds(text) {
            return Err(SingleKeyError::Checksum);
        }
        let key = SecretBytes::filled(32, |room| {
            let mut digest = Sha256::digest(text);
            room.copy_from_slice(&digest);
            digest.as_mut_slice().zeroize();
        });
        Self::from_bytes(key, KeyForm::Uncompressed, Coin::BTC, Network::Mainnet)
    }

    /// Reads 64 hexadecimal digits, with or without `0x`, as the private key of an account of Ethereum.
    ///
    /// # Errors
    /// [`SingleKeyError::HexLength`], [`SingleKeyError::NotHex`] and [`SingleKeyError::NotAKey`].
    pub fn from_ethereum_hex(text: &SecretText) -> Result<Self, SingleKeyError> {
        // exposed to: the bytes of the key, digit by digit
        let text = text.expose_secret().trim();
        let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(text);
        let count = digits.chars().count();
        if count != 64 {
            return Err(SingleKeyError::HexLength { digits: count });
        }
        let key = SecretBytes::try_filled(32, |room| {
            for (at, digit) in digits.chars().enumerate() {
                let half = digit.to_digit(16).ok_or(SingleKeyError::NotHex { position: at + 1 })?;
                room[at / 2] = room[at / 2] << 4 | half as u8;
            }
            Ok::<(), SingleKeyError>(())
        })?;
        Self::from_bytes(key, KeyForm::Uncompressed, Coin::ETH, Network::Mainnet)
    }

    /// How the public key is written.
    pub fn form(&self) -> KeyForm {
        self.form
    }

    /// The coin that the text named; Bitcoin where a text names none.
    pub fn coin(&self) -> Coin {
        self.coin
    }

    /// The network that the text named.
    pub fn network(&self) -> Network {
        self.network
    }

    /// The public key in its own form: 66 or 130 hexadecimal digits.
    pub fn public_key(&self) -> String {
        use bitcoin::hex::DisplayHex;
        match self.form {
            KeyForm::Compressed => self.point().serialize().to_lower_hex_string(),
            KeyForm::Uncompressed => self.point().serialize_uncompressed().to_lower_hex_string(),
        }
    }

    /// Lists the addresses of the key, the one that wallets show first at the front. An uncompressed key has its
    /// legacy address only: segwit takes compressed keys (BIP-0143).
    pub fn addresses(&self) -> Vec<KeyAddress> {
        let key = Public::Secp256k1(self.point());
        let text = |script| {
            let payload = Payload::of(&self.coin, script, &key);
            address::encode(&self.coin, script, &payload, self.network)
        };
        if self.coin != Coin::ETH && self.form == KeyForm::Uncompressed {
            return vec![KeyAddress { script: Script::Pkh, text: self.legacy_address() }];
        }
        let scripts = self.coin.scripts();
        [Script::Wpkh, Script::ShWpkh, Script::Pkh, Script::Tr, Script::Eth]
            .into_iter()
            .filter(|script| scripts.contains(script))
            .map(|script| KeyAddress { script, text: text(script) })
            .collect()
    }

    /// The legacy address of the key in its own form, which BIP-0038 hashes.
    pub(super) fn legacy_address(&self) -> String {
        self.chain()
            .map(|chain| legacy_address(&self.point(), self.form, chain))
            .unwrap_or_default()
    }

    /// The row of the table of single keys.
    pub(super) fn chain(&self) -> Option<&'static Chain> {
        wif::CHAINS.iter().find(|line| line.coin == self.coin && line.serves(self.network))
    }

    /// The 32 bytes.
    pub(super) fn bytes(&self) -> &SecretBytes {
        &self.key
    }

    pub(super) fn point(&self) -> PublicKey {
        // exposed to: the curve's own key type, erased when the guard is dropped
        let key = SecretKey::from_slice(self.key.expose_secret()).map(Held);
        PublicKey::from_secret_key(&CURVE, &key.expect("checked when the key was made").0)
    }
}

impl fmt::Debug for SingleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SingleKey(…)")
    }
}

/// Asks for the memory that scrypt is going to need, so that a lack of it is an error and not the end.
pub(super) fn enough_memory(bytes: u64) -> Result<(), SingleKeyError> {
    let room = usize::try_from(bytes).map_err(|_| SingleKeyError::MemoryNeeded { bytes })?;
    Vec::<u8>::new().try_reserve_exact(room).map_err(|_| SingleKeyError::MemoryNeeded { bytes })
}

/// The legacy address of a public key on a chain.
pub(super) fn legacy_address(point: &PublicKey, form: KeyForm, chain: &Chain) -> String {
    let hash = match form {
        KeyForm::Compressed => hash160::Hash::hash(&point.serialize()),
        KeyForm::Uncompressed => hash160::Hash::hash(&point.serialize_uncompressed()),
    };
    bitcoin::base58::encode_check(&[chain.pkh, &hash.to_byte_array()].concat())
}

/// Whether a text has the form and the check of a mini private key.
pub fn is_mini_key(text: &str) -> bool {
    let text = text.as_bytes();
    matches!(text.len(), 22 | 26 | 30)
        && text[0] == b'S'
        && text.iter().all(|byte| base58::is_digit(*byte))
        && mini_holds(text)
}

fn mini_holds(text: &[u8]) -> bool {
    let mut asked = Zeroizing::new([b'?'; 31]);
    asked[..text.len()].copy_from_slice(text);
    let mut digest = Sha256::digest(&asked[..=text.len()]);
    let holds = digest[0] == 0;
    digest.as_mut_slice().zeroize();
    holds
}

/// Whether a text is a list of 64 numbers, the key pair that Solana's programs write: 32 bytes of secret key,
/// then its public key.
pub fn is_solana_key_pair(text: &str) -> bool {
    let inner = text.trim().strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let Some(inner) = inner.filter(|inner| inner.len() <= 1024) else { return false };
    let is_byte = |part: &str| part.trim().parse::<u8>().is_ok();
    inner.split(',').count() == 64 && inner.split(',').all(is_byte)
}

impl From<Fault> for SingleKeyError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Digit(position) => Self::NotBase58 { position },
            Fault::Checksum => Self::Checksum,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mini(text: &str) -> Result<SingleKey, SingleKeyError> {
        SingleKey::from_mini(&SecretText::copied_from(text))
    }

    #[test]
    fn mini_keys_of_the_published_examples_give_their_addresses() {
        // The two examples of the Bitcoin wiki, *Mini private key format*.
        for (text, address) in [
            ("S6c56bnXQiBjk9mqSYE7ykVQ7NzrRy", "1CciesT23BNionJeXrbxmjc7ywfiyM4oLW"),
            ("SzavMBLoXU6kDrqtUVmffv", "1CC3X2gu58d6wXUWMffpuzN9JAfTUWu4Kj"),
        ] {
            let key = mini(text).expect("a mini key");
            assert_eq!(key.addresses()[0].text, address);
            assert!(is_mini_key(text));
        }
        let changed = "S6c56bnXQiBjk9mqSYE7ykVQ7NzrRz";
        assert_eq!(mini(changed).err(), Some(SingleKeyError::Checksum));
        assert!(!is_mini_key(changed));
    }

    #[test]
    fn a_raw_key_of_ethereum_gives_its_address() {
        let one = format!("0x{}1", "0".repeat(63));
        let key = SingleKey::from_ethereum_hex(&SecretText::copied_from(&one)).expect("a key");
        assert_eq!(key.addresses()[0].text, "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf");
        let read = |text: &str| SingleKey::from_ethereum_hex(&SecretText::copied_from(text)).err();
        assert_eq!(read(&"0".repeat(64)), Some(SingleKeyError::NotAKey));
        assert_eq!(read("0x12"), Some(SingleKeyError::HexLength { digits: 2 }));
        let strange = format!("{}g", "0".repeat(63));
        assert_eq!(read(&strange), Some(SingleKeyError::NotHex { position: 64 }));
    }

    #[test]
    fn solana_key_pairs_are_lists_of_64_bytes() {
        let list = |count: usize| format!("[{}]", vec!["255"; count].join(", "));
        assert!(is_solana_key_pair(&list(64)));
        assert!(!is_solana_key_pair(&list(63)));
        assert!(!is_solana_key_pair(&list(64).replacen("255", "256", 1)));
    }
}
