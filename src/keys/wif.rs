//! Wallet import format, both ways: a version byte, the key, and a mark where the public key is compressed.

use super::{Coin, Encoding, KeyForm, Network, SingleKey, SingleKeyError, base58};
use crate::secret::{SecretBytes, SecretText};
use std::sync::LazyLock;

/// The longest text read as WIF, in bytes; real ones have 51 or 52.
const MAX_TEXT: usize = 64;

/// What Base58 texts of single keys begin with on a chain.
pub(super) struct Chain {
    pub(super) coin: Coin,
    /// Mainnet, or testnet for every test network: their single keys look alike.
    pub(super) network: Network,
    /// The version byte of WIF.
    pub(super) wif: u8,
    /// The version bytes of legacy addresses.
    pub(super) pkh: &'static [u8],
}

impl Chain {
    pub(super) fn serves(&self, network: Network) -> bool {
        (self.network == Network::Mainnet) == (network == Network::Mainnet)
    }
}

/// The chains of single keys, from the chain table; Bitcoin's mainnet is the first.
pub(super) static CHAINS: LazyLock<Vec<Chain>> = LazyLock::new(|| {
    let of = |coin: Coin| {
        let chain = coin.chain();
        let pkh = match chain.encoding {
            Encoding::Bitcoin { pkh, .. } => pkh,
            _ => [&[0x00][..], &[0x6f][..]],
        };
        let networks = [Network::Mainnet, Network::Testnet];
        let rows =
            chain.wif.into_iter().flat_map(move |wif| networks.into_iter().zip(wif).zip(pkh));
        rows.map(move |((network, wif), pkh)| Chain { coin, network, wif, pkh })
    };
    Coin::all().flat_map(of).collect()
});

impl SingleKey {
    /// Reads wallet import format: `5…`, `K…`, `L…`, on test networks `9…` and `c…`.
    ///
    /// # Errors
    /// [`SingleKeyError::TooLong`], [`SingleKeyError::NotBase58`], [`SingleKeyError::Checksum`],
    /// [`SingleKeyError::NotOfThisKind`], [`SingleKeyError::UnknownChain`], [`SingleKeyError::NotAKey`].
    pub fn from_wif(text: &SecretText) -> Result<Self, SingleKeyError> {
        // exposed to: the Base58 decoder, which gives bytes that are wiped when dropped
        let text = text.expose_secret().trim();
        if text.len() > MAX_TEXT {
            return Err(SingleKeyError::TooLong { bytes: text.len(), limit: MAX_TEXT });
        }
        let bytes = base58::decode(text)?;
        // exposed to: the parts below
        let form = match bytes.expose_secret() {
            [_, key @ ..] if key.len() == 32 => KeyForm::Uncompressed,
            [_, key @ .., 1] if key.len() == 32 => KeyForm::Compressed,
            _ => return Err(SingleKeyError::NotOfThisKind("private key in wallet import format")),
        };
        // exposed to: the version byte, which is public, and the key
        let (version, key) = (bytes.expose_secret()[0], &bytes.expose_secret()[1..33]);
        let chain = CHAINS.iter().find(|chain| chain.wif == version);
        let chain = chain.ok_or(SingleKeyError::UnknownChain(version))?;
        Self::from_bytes(SecretBytes::copied_from(key), form, chain.coin, chain.network)
    }

    /// Writes wallet import format.
    ///
    /// # Errors
    /// [`SingleKeyError::NotOfThisKind`] for a coin whose wallets have no such format.
    pub fn wif(&self) -> Result<SecretText, SingleKeyError> {
        let none = SingleKeyError::NotOfThisKind("coin with wallet import format");
        let chain = self.chain().ok_or(none)?;
        let mark = usize::from(self.form() == KeyForm::Compressed);
        let body = SecretBytes::filled(33 + mark, |room| {
            room[0] = chain.wif;
            // exposed to: the body of the text, wiped after it is encoded
            room[1..33].copy_from_slice(self.bytes().expose_secret());
            room[33..].fill(1);
        });
        Ok(base58::encode(&body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<SingleKey, SingleKeyError> {
        SingleKey::from_wif(&SecretText::copied_from(text))
    }

    #[test]
    fn the_key_one_is_written_and_read_in_all_its_forms() {
        for (text, legacy) in [
            (
                "5HpHagT65TZzG1PH3CSu63k8DbpvD8s5ip4nEB3kEsreAnchuDf",
                "1EHNa6Q4Jz2uvNExL497mE43ikXhwF6kZm",
            ),
            (
                "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn",
                "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH",
            ),
            (
                "91avARGdfge8E4tZfYLoxeJ5sGBdNJQH4kvjJoQFacbgwmaKkrx",
                "mtoKs9V381UAhUia3d7Vb9GNak8Qvmcsme",
            ),
            (
                "cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA",
                "mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r",
            ),
        ] {
            let key = read(text).expect("a key");
            assert_eq!(key.legacy_address(), legacy);
            assert_eq!(key.wif().expect("bitcoin has one").expose_secret(), text);
            let compressed = key.form() == KeyForm::Compressed;
            assert_eq!(key.addresses().len(), if compressed { 4 } else { 1 });
            assert!(key.addresses().iter().any(|address| address.text == legacy));
        }
    }

    #[test]
    fn what_is_no_key_is_refused_by_its_reason() {
        let damaged = "5HpHagT65TZzG1PH3CSu63k8DbpvD8s5ip4nEB3kEsreAnchuDg";
        assert_eq!(read(damaged).err(), Some(SingleKeyError::Checksum));
        let body = |version: u8, key: u8, mark: &[u8]| {
            let bytes = [&[version][..], &[key; 32], mark].concat();
            base58::encode(&SecretBytes::copied_from(&bytes))
        };
        let refused = |text: SecretText| SingleKey::from_wif(&text).err();
        assert_eq!(refused(body(0x80, 0, &[])), Some(SingleKeyError::NotAKey));
        assert_eq!(refused(body(0x80, 0xff, &[1])), Some(SingleKeyError::NotAKey));
        assert_eq!(refused(body(0x01, 1, &[])), Some(SingleKeyError::UnknownChain(1)));
        let kind = Some(SingleKeyError::NotOfThisKind("private key in wallet import format"));
        assert_eq!(refused(body(0x80, 1, &[2])), kind);
        assert_eq!(refused(body(0x80, 1, &[1, 1])), kind);
    }
}
