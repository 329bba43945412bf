//! Reads what an owner knows about a wallet, to compare it with a seed: a fingerprint, an address, or
//! an extended public key.

use super::recognise::{self, Fit};
use super::{Coin, ExtendedKey, Fingerprint, KeysError, Network, Script, is_private_key};
use std::str::FromStr;

/// The longest text read, in bytes; extended keys have 112, addresses of Cardano 103.
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

/// An address that one key alone can make; `1…` can be Bitcoin's or Bitcoin Cash's, `0x…` is every EVM chain's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedAddress {
    pub(super) fits: Vec<Fit>,
}

impl ExpectedAddress {
    /// The script of the first reading.
    pub fn script(&self) -> Script {
        self.fits.first().map_or_else(Script::default, |fit| fit.script)
    }

    /// Whether both are the same address, however they are written.
    pub fn is_same(&self, other: &Self) -> bool {
        let payload = |of: &Self| of.fits.first().map(|fit| (fit.script, fit.payload));
        payload(self) == payload(other)
    }

    /// The coins that the address can belong to, in the order of the table.
    pub fn coins(&self) -> Vec<Coin> {
        let mut coins: Vec<Coin> = self.fits.iter().map(|fit| fit.coin).collect();
        coins.dedup();
        coins
    }

    /// Whether nothing protects the address against a wrong character: an Ethereum address typed in lower or upper case
    /// only carries no checksum (EIP-55), an address of Solana never does.
    pub fn is_unchecked(&self) -> bool {
        self.fits.iter().all(|fit| fit.unchecked)
    }

    fn check_network(&self, wallet: Network) -> Result<(), KeysError> {
        if self.fits.iter().any(|fit| fit.family.holds(wallet).0) {
            return Ok(());
        }
        let given = self.fits.first().map_or("no network", |fit| fit.family.holds(wallet).1);
        Err(KeysError::WrongNetwork { given, wallet })
    }
}

impl Expected {
    /// The same, with the coin that was asked for looked at first: `1…` is Bitcoin's and Bitcoin Cash's.
    #[must_use]
    pub fn preferring(mut self, coin: Coin) -> Self {
        if let Self::Address(address) = &mut self {
            address.fits.sort_by_key(|fit| fit.coin != coin);
        }
        self
    }

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
        let address = recognise::read(text);
        let extended = text.get(1..4).is_some_and(|letters| letters == "pub")
            || (text.len() > 100 && !text.contains('_'));
        if address == Err(KeysError::NotRecognised) && extended {
            return ExtendedKey::parse(text).map(Self::Xpub);
        }
        address.map(|fits| Self::Address(ExpectedAddress { fits }))
    }
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
        for text in ["", "hello", "é", "8c65eb9"] {
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
