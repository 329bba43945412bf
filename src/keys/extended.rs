//! Reads and writes extended public keys in all their prefixes (BIP-0032, SLIP-0132), and knows a
//! private key when it sees one.

use super::base58::{Fault, is_digit};
use super::versions::{VERSIONS, bitcoin_of, version};
use super::{Coin, KeysError, Network, Script, strkey, wif};
use bitcoin::base58;
use bitcoin::bip32::Xpub;
use zeroize::{Zeroize, Zeroizing};

/// The bytes of an extended key without its checksum.
pub(super) const BODY: usize = 78;

/// The longest text read as an extended key, in bytes; real ones have 111 or 112.
const MAX_TEXT: usize = 128;

/// What the prefix of an extended key says it is used for (SLIP-0132).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyUse {
    /// `xpub`, `tpub`: says nothing; every script is possible.
    Any,
    /// `ypub`, `upub`: segwit nested in a script hash, one key.
    ShWpkh,
    /// `zpub`, `vpub`: native segwit, one key.
    Wpkh,
    /// `Ypub`, `Upub`: one of several keys, segwit nested in a script hash.
    ShWsh,
    /// `Zpub`, `Vpub`: one of several keys, native segwit.
    Wsh,
}

impl KeyUse {
    /// The script of one key that the prefix names.
    pub fn script(self) -> Option<Script> {
        match self {
            Self::ShWpkh => Some(Script::ShWpkh),
            Self::Wpkh => Some(Script::Wpkh),
            Self::Any | Self::ShWsh | Self::Wsh => None,
        }
    }

    /// Whether the key is one of several that spend together.
    pub fn is_cosigner(self) -> bool {
        matches!(self, Self::ShWsh | Self::Wsh)
    }
}

/// Decodes Base58 with its checksum into the body of an extended key, wiped when dropped.
pub(super) fn decode(text: &str) -> Result<Zeroizing<[u8; BODY]>, KeysError> {
    if text.len() > MAX_TEXT {
        return Err(KeysError::TooLong { bytes: text.len(), limit: MAX_TEXT });
    }
    let bytes = super::base58::decode(text).map_err(|fault| match fault {
        Fault::Digit(position) => KeysError::NotBase58 { position },
        Fault::Checksum => KeysError::ExtendedChecksum,
    })?;
    let mut body = Zeroizing::new([0; BODY]);
    if bytes.len() != BODY {
        return Err(KeysError::ExtendedLength { bytes: bytes.len() });
    }
    // exposed to: the body, which is wiped when dropped
    body.copy_from_slice(bytes.expose_secret());
    Ok(body)
}

/// Refuses a key of depth 0 that names a parent or an index (BIP-0032, test vector 5).
pub(super) fn check_depth(body: &[u8; BODY]) -> Result<(), KeysError> {
    let orphan = body[5..13].iter().all(|byte| *byte == 0);
    if body[4] == 0 && !orphan { Err(KeysError::MasterWithParent) } else { Ok(()) }
}

/// An extended public key that was read, with what its prefix says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExtendedKey {
    pub(crate) xpub: Xpub,
    pub(super) network: Network,
    pub(super) meaning: KeyUse,
    ticker: &'static str,
}

impl ExtendedKey {
    /// Reads `xpub…`, `tpub…` or a SLIP-0132 form; the four version bytes decide, not the letters.
    ///
    /// # Errors
    /// [`KeysError::PrivateKey`] for private keys, and everything BIP-0032 test vector 5 lists.
    pub fn parse(text: &str) -> Result<Self, KeysError> {
        let mut body = decode(text)?;
        let (line, private) = version(&body)?;
        if private {
            return Err(KeysError::PrivateKey);
        }
        check_depth(&body)?;
        body[..4].copy_from_slice(&bitcoin_of(line.network).public);
        let xpub = Xpub::decode(body.as_slice()).map_err(|_| KeysError::ExtendedKeyData)?;
        Ok(Self { xpub, network: line.network, meaning: line.meaning, ticker: line.ticker })
    }

    /// What the prefix says the key is used for.
    pub fn key_use(&self) -> KeyUse {
        self.meaning
    }

    /// The ticker of the coin that the prefix names. Wallets of many coins write `xpub…`, which names Bitcoin.
    pub fn ticker(&self) -> &'static str {
        self.ticker
    }

    /// The coin that alone uses the prefix; `None` for `xpub` and the others that wallets of many coins write.
    pub fn coin(&self) -> Option<Coin> {
        self.ticker.parse().ok().filter(|coin| *coin != Coin::BTC)
    }

    /// Mainnet, or testnet for every test network: their extended keys look alike.
    pub fn network(&self) -> Network {
        self.network
    }

    /// Whether both hold the same key and chain code; prefix, depth and parent may differ, since
    /// wallets fill them in differently.
    pub fn is_same_key(&self, other: &Xpub) -> bool {
        self.xpub.public_key == other.public_key && self.xpub.chain_code == other.chain_code
    }
}

/// Writes an extended public key with the prefix that names its use.
pub(super) fn encode(xpub: &Xpub, meaning: KeyUse) -> Option<String> {
    let mut body = xpub.encode();
    let main = xpub.network.is_mainnet();
    let line = VERSIONS
        .iter()
        .find(|line| line.meaning == meaning && (line.network == Network::Mainnet) == main)?;
    body[..4].copy_from_slice(&line.public);
    Some(base58::encode_check(&body))
}

/// Whether a word of a text is a private key: an extended one, or a single one in wallet import
/// format. What only looks like one, with a wrong checksum, counts as well: it is nearly a secret.
pub fn is_private_key(word: &str) -> bool {
    if strkey::is_secret(word) {
        return true;
    }
    if word.len() > MAX_TEXT || !word.bytes().all(is_digit) {
        return false;
    }
    let mark = word.get(1..4).is_some_and(|letters| matches!(letters, "prv" | "tpv"));
    let looks_extended = mark && word.len() > 50;
    let looks_single = matches!(word.len(), 51 | 52) && word.starts_with(['5', '9', 'K', 'L', 'c']);
    if looks_extended || looks_single {
        return true;
    }
    let Ok(mut bytes) = base58::decode_check(word) else { return false };
    let extended =
        bytes.len() == BODY && VERSIONS.iter().any(|line| bytes.starts_with(&line.secret));
    let single =
        matches!(bytes.len(), 33 | 34) && wif::CHAINS.iter().any(|chain| chain.wif == bytes[0]);
    bytes.zeroize();
    extended || single
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_keys_are_known_even_with_a_wrong_letter() {
        let xprv = "xprv9s21ZrQH143K3GJpoapnV8SFfukcVBSfeCficPSGfubmSFDxo1kuHnLisriDvSnRRuL2Qrg5ggqHKNVpxR86QEC8w35uxmGoggxtQTPvfUu";
        assert!(is_private_key(xprv));
        assert!(is_private_key(&xprv.replace("fUu", "fUv")));
        assert!(is_private_key("L4rK1yDtCWekvXuE6oXD9jCYfFNV2cWRpVuPLBcCU2z8TrisoyY1"));
        assert!(is_private_key("5KYZdUEo39z3FPrtuX2QbbwGnNP5zTd7yyr2SC1j299sBCnWjss"));
        assert!(!is_private_key("1LqBGSKuX5yYUonjxT5qGfpUsXKYYWeabA"));
        assert!(!is_private_key("wpkh"));
        assert_eq!(ExtendedKey::parse(xprv), Err(KeysError::PrivateKey));
    }
}
