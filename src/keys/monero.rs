//! What a Monero wallet makes of its seed: the spend and view keys, its address and its subaddresses.
//!
//! The spend key is the 32 bytes reduced by the order of the curve, the view key the Keccak-256 of it, reduced too
//! (Monero's `cryptonote_basic/account.cpp`). A subaddress adds Keccak-256("SubAddr" ‖ 0 ‖ view key ‖ account ‖
//! index) times the base point to the public spend key, and takes the view key times that for the other.

use super::monero_base58::{decode, encode};
use super::{KeysError, Network};
use crate::secret::{SecretBytes, SecretText};
use crate::seed::MoneroSeed;
use curve25519_dalek::edwards::{CompressedEdwardsY, EdwardsPoint};
use curve25519_dalek::scalar::Scalar;
use sha3::{Digest, Keccak256};
use std::fmt;
use std::str::FromStr;
use zeroize::Zeroize;

/// The number byte of an address, a point for each key, four bytes of checksum.
const ADDRESS_LEN: usize = 69;
const CHECKSUM_LEN: usize = 4;
const SUBADDRESS_LABEL: &[u8] = b"SubAddr\0";

/// The chains of Monero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneroNetwork {
    /// Where money is worth something.
    Mainnet,
    /// The test chain of developers.
    Testnet,
    /// The test chain of wallets.
    Stagenet,
}

impl MoneroNetwork {
    /// The first byte of an address and of a subaddress.
    fn bytes(self) -> [u8; 2] {
        match self {
            Self::Mainnet => [18, 42],
            Self::Testnet => [53, 63],
            Self::Stagenet => [24, 36],
        }
    }
}

impl From<Network> for MoneroNetwork {
    /// Bitcoin's signet is what stagenet is for Monero: a public chain for wallets under test.
    fn from(network: Network) -> Self {
        match network {
            Network::Mainnet => Self::Mainnet,
            Network::Signet => Self::Stagenet,
            Network::Testnet | Network::Regtest => Self::Testnet,
        }
    }
}

impl fmt::Display for MoneroNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mainnet => "mainnet",
            Self::Testnet => "testnet",
            Self::Stagenet => "stagenet",
        })
    }
}

/// The keys of a Monero wallet; wiped when dropped.
pub struct MoneroWallet {
    spend: SecretBytes,
    view: SecretBytes,
    public_spend: EdwardsPoint,
    public_view: EdwardsPoint,
}

impl MoneroWallet {
    /// Makes the keys of a seed.
    pub fn of(seed: &MoneroSeed) -> Self {
        let mut bytes = [0; 32];
        // exposed to: the reduction below, whose result is the spend key
        bytes.copy_from_slice(seed.bytes().expose_secret());
        let mut spend = Scalar::from_bytes_mod_order(bytes);
        bytes.zeroize();
        let mut hash = Keccak256::digest(spend.as_bytes());
        let mut view = Scalar::from_bytes_mod_order(hash.into());
        hash.as_mut_slice().zeroize();
        let wallet = Self {
            spend: SecretBytes::copied_from(spend.as_bytes()),
            view: SecretBytes::copied_from(view.as_bytes()),
            public_spend: EdwardsPoint::mul_base(&spend),
            public_view: EdwardsPoint::mul_base(&view),
        };
        spend.zeroize();
        view.zeroize();
        wallet
    }

    /// The private spend key, 64 hexadecimal digits: whoever has it has the money.
    pub fn spend_key(&self) -> SecretText {
        crate::seed::kernel_digits(&self.spend)
    }

    /// The private view key, 64 hexadecimal digits: whoever has it sees what comes in.
    pub fn view_key(&self) -> SecretText {
        crate::seed::kernel_digits(&self.view)
    }

    /// The wallet's own address.
    pub fn address(&self, network: MoneroNetwork) -> String {
        written(network.bytes()[0], &self.public_spend, &self.public_view)
    }

    /// A subaddress; account 0 and index 0 are the wallet's own address.
    pub fn subaddress(&self, account: u32, index: u32, network: MoneroNetwork) -> String {
        if (account, index) == (0, 0) {
            return self.address(network);
        }
        let mut hash = Keccak256::new();
        hash.update(SUBADDRESS_LABEL);
        // exposed to: Keccak-256, whose result is a public tweak of the spend key
        hash.update(self.view.expose_secret());
        hash.update(account.to_le_bytes());
        hash.update(index.to_le_bytes());
        let mut tweak = Scalar::from_bytes_mod_order(hash.finalize().into());
        let spend = self.public_spend + EdwardsPoint::mul_base(&tweak);
        tweak.zeroize();
        let mut bytes = [0; 32];
        // exposed to: the multiplication below
        bytes.copy_from_slice(self.view.expose_secret());
        let mut view = Scalar::from_bytes_mod_order(bytes);
        let other = spend * view;
        bytes.zeroize();
        view.zeroize();
        written(network.bytes()[1], &spend, &other)
    }

    /// Looks for an address among the first subaddresses; gives account and index.
    pub fn find(&self, wanted: &MoneroAddress, accounts: u32, gap: u32) -> Option<(u32, u32)> {
        let places = (0..accounts).flat_map(|account| (0..gap).map(move |index| (account, index)));
        let text = wanted.to_string();
        places
            .into_iter()
            .find(|(account, index)| self.subaddress(*account, *index, wanted.network) == text)
    }
}

impl fmt::Debug for MoneroWallet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MoneroWallet(…)")
    }
}

fn written(number: u8, spend: &EdwardsPoint, view: &EdwardsPoint) -> String {
    let mut bytes = [0; ADDRESS_LEN];
    bytes[0] = number;
    bytes[1..33].copy_from_slice(spend.compress().as_bytes());
    bytes[33..65].copy_from_slice(view.compress().as_bytes());
    let checksum = Keccak256::digest(&bytes[..ADDRESS_LEN - CHECKSUM_LEN]);
    bytes[ADDRESS_LEN - CHECKSUM_LEN..].copy_from_slice(&checksum[..CHECKSUM_LEN]);
    encode(&bytes)
}

/// An address or subaddress of Monero whose checksum holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneroAddress {
    text: String,
    network: MoneroNetwork,
    subaddress: bool,
}

impl MoneroAddress {
    /// The chain it belongs to.
    pub fn network(&self) -> MoneroNetwork {
        self.network
    }

    /// Whether it is a subaddress (`8…` on mainnet).
    pub fn is_subaddress(&self) -> bool {
        self.subaddress
    }
}

impl fmt::Display for MoneroAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for MoneroAddress {
    type Err = KeysError;

    /// Reads an address of 95 characters; those with a payment id (106 characters) are of one payment, not a wallet's.
    fn from_str(text: &str) -> Result<Self, KeysError> {
        let text = text.trim_ascii();
        let bytes = decode::<ADDRESS_LEN>(text).ok_or(KeysError::NotRecognised)?;
        let (body, checksum) = bytes.split_at(ADDRESS_LEN - CHECKSUM_LEN);
        if Keccak256::digest(body)[..CHECKSUM_LEN] != *checksum {
            return Err(KeysError::AddressChecksum);
        }
        let whole = [MoneroNetwork::Mainnet, MoneroNetwork::Testnet, MoneroNetwork::Stagenet];
        let network = whole.into_iter().find(|network| network.bytes().contains(&body[0]));
        let network = network.ok_or(KeysError::NotRecognised)?;
        for point in [&body[1..33], &body[33..]] {
            let point =
                CompressedEdwardsY::from_slice(point).ok().and_then(|point| point.decompress());
            point.ok_or(KeysError::ExtendedKeyData)?;
        }
        Ok(Self { text: text.to_owned(), network, subaddress: body[0] == network.bytes()[1] })
    }
}
