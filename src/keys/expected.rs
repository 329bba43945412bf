//! Reads what an owner knows about a wallet, to compare it with a seed: a fingerprint, an address, or
//! an extended public key.

use super::address::{self, Payload};
use super::{ExtendedKey, Fingerprint, KeysError, Network, Script, is_private_key};
use bitcoin::address::NetworkUnchecked;
use std::str::FromStr;

/// The longest text read, in bytes; extended keys have 112.
const MAX_TEXT: usize = 128;

/// Something a wallet showed, to be found again from its seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// The fingerprint of the master key.
    Fingerprint(Fingerprint),
    /// An address of one key.
    Address(ExpectedAddress),
    /// The public key of an account.
    Xpub(ExtendedKey),
}

/// An address that one key alone can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExpectedAddress {
    pub(super) payload: Payload,
    family: Family,
    unchecked: bool,
}

/// The networks an address can belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Mainnet,
    /// Segwit addresses of testnet and signet.
    Testnets,
    Regtest,
    /// Legacy addresses look alike on all test networks.
    AllTests,
    /// Ethereum addresses look alike everywhere.
    Anywhere,
}

impl ExpectedAddress {
    /// The one script that makes addresses of this form.
    pub fn script(&self) -> Script {
        match self.payload {
            Payload::Wpkh(_) => Script::Wpkh,
            Payload::Tr(_) => Script::Tr,
            Payload::ShWpkh(_) => Script::ShWpkh,
            Payload::Pkh(_) => Script::Pkh,
            Payload::Eth(_) => Script::Eth,
        }
    }

    /// Whether both are the same address, however they are written.
    pub fn is_same(&self, other: &Self) -> bool {
        self.payload == other.payload
    }

    /// Whether nothing protects the address against a wrong character: an Ethereum address typed in
    /// lower or upper case only carries no checksum (EIP-55).
    pub fn is_unchecked(&self) -> bool {
        self.unchecked
    }

    fn check_network(&self, wallet: Network) -> Result<(), KeysError> {
        let (fits, given) = match self.family {
            Family::Mainnet => (wallet == Network::Mainnet, "mainnet"),
            Family::Testnets => {
                (matches!(wallet, Network::Testnet | Network::Signet), "testnet or signet")
            }
            Family::Regtest => (wallet == Network::Regtest, "regtest"),
            Family::AllTests => (wallet != Network::Mainnet, "the test networks"),
            Family::Anywhere => (true, "every network"),
        };
        if fits { Ok(()) } else { Err(KeysError::WrongNetwork { given, wallet }) }
    }
}

impl Expected {
    /// Refuses what cannot belong to a wallet on this network.
    ///
    /// # Errors
    /// [`KeysError::WrongNetwork`].
    pub fn check_network(&self, wallet: Network) -> Result<(), KeysError> {
        match self {
            Self::Fingerprint(_) => Ok(()),
            Self::Address(address) => address.check_network(wallet),
            Self::Xpub(key) if key.network().kind() == wallet.kind() => Ok(()),
            Self::Xpub(key) => {
                let main = key.network() == Network::Mainnet;
                let given = if main { "mainnet" } else { "the test networks" };
                Err(KeysError::WrongNetwork { given, wallet })
            }
        }
    }
}

impl FromStr for Expected {
    type Err = KeysError;

    fn from_str(text: &str) -> Result<Self, KeysError> {
        let text = text.trim_ascii();
        if text.len() > MAX_TEXT {
            return Err(KeysError::TooLong { bytes: text.len(), limit: MAX_TEXT });
        }
        if is_private_key(text) {
            return Err(KeysError::PrivateKey);
        }
        let hexadecimal = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if hexadecimal && text.len() == 8 {
            return text.parse().map(Self::Fingerprint);
        }
        if text.starts_with("0x") || text.starts_with("0X") || (hexadecimal && text.len() == 40) {
            let (bytes, confirmed) = address::parse_eth(text)?;
            let payload = Payload::Eth(bytes);
            let family = Family::Anywhere;
            return Ok(Self::Address(ExpectedAddress { payload, family, unchecked: !confirmed }));
        }
        if text.get(1..4).is_some_and(|letters| letters == "pub") || text.len() > 100 {
            return ExtendedKey::parse(text).map(Self::Xpub);
        }
        bitcoin_address(text).map(Self::Address)
    }
}

fn bitcoin_address(text: &str) -> Result<ExpectedAddress, KeysError> {
    let Ok(address) = text.parse::<bitcoin::Address<NetworkUnchecked>>() else {
        return Err(refusal_of(text));
    };
    let legacy = address.assume_checked_ref().witness_program().is_none();
    let valid = |network| address.is_valid_for_network(network);
    let family = if valid(bitcoin::Network::Bitcoin) {
        Family::Mainnet
    } else if legacy {
        Family::AllTests
    } else if valid(bitcoin::Network::Regtest) {
        Family::Regtest
    } else {
        Family::Testnets
    };
    let payload = payload_of(address.assume_checked_ref()).ok_or(KeysError::NotSingleKey)?;
    Ok(ExpectedAddress { payload, family, unchecked: false })
}

fn payload_of(address: &bitcoin::Address) -> Option<Payload> {
    if let Some(hash) = address.pubkey_hash() {
        return Some(Payload::Pkh(*hash.as_ref()));
    }
    if let Some(hash) = address.script_hash() {
        return Some(Payload::ShWpkh(*hash.as_ref()));
    }
    let program = address.witness_program()?;
    let bytes = program.program().as_bytes();
    match program.version().to_num() {
        0 => bytes.try_into().ok().map(Payload::Wpkh),
        1 => bytes.try_into().ok().map(Payload::Tr),
        _ => None,
    }
}

/// Tells a mistyped address from a text that never was one.
fn refusal_of(text: &str) -> KeysError {
    let lower = text.to_ascii_lowercase();
    let segwit = ["bc1", "tb1", "bcrt1"].iter().any(|start| lower.starts_with(start));
    let legacy = text.starts_with(['1', '3', '2', 'm', 'n'])
        && (26..=36).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if segwit || legacy { KeysError::AddressChecksum } else { KeysError::NotRecognised }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_letter_is_told_from_a_text_that_is_no_address() {
        let good = "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu";
        assert!(matches!(good.parse(), Ok(Expected::Address(_))));
        assert!(matches!(good.to_uppercase().parse(), Ok(Expected::Address(_))));
        let checksum = Err(KeysError::AddressChecksum);
        assert_eq!(good.replace("8z3", "8z4").parse::<Expected>(), checksum);
        assert_eq!("1LqBGSKuX5yYUonjxT5qGfpUsXKYYWeabB".parse::<Expected>(), checksum);
        for text in ["", "hello", "é", "ltc1qjmxnz78nmc8nq77wuxh25n2es7rzm5c2rkk4wh", "8c65eb9"] {
            assert_eq!(text.parse::<Expected>(), Err(KeysError::NotRecognised), "{text}");
        }
    }

    #[test]
    fn an_address_of_several_keys_is_refused() {
        let wsh = "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3";
        assert_eq!(wsh.parse::<Expected>(), Err(KeysError::NotSingleKey));
    }

    #[test]
    fn an_address_knows_where_it_can_live() {
        let networks = [Network::Mainnet, Network::Testnet, Network::Signet, Network::Regtest];
        for (text, fits) in [
            ("1LqBGSKuX5yYUonjxT5qGfpUsXKYYWeabA", [true, false, false, false]),
            ("2Mww8dCYPUpKHofjgcXcBCEGmniw9CoaiD2", [false, true, true, true]),
            ("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx", [false, true, true, false]),
            ("0x9858EfFD232B4033E47d90003D41EC34EcaEda94", [true, true, true, true]),
        ] {
            let expected: Expected = text.parse().expect("a valid address");
            assert_eq!(networks.map(|network| expected.check_network(network).is_ok()), fits);
        }
    }

    #[test]
    fn private_keys_are_refused_as_such() {
        let wif = "L4rK1yDtCWekvXuE6oXD9jCYfFNV2cWRpVuPLBcCU2z8TrisoyY1";
        assert_eq!(wif.parse::<Expected>(), Err(KeysError::PrivateKey));
    }
}
