//! The version bytes of extended keys: Bitcoin's, those of coins that are known here, and those that are named and refused.

use super::extended::{BODY, KeyUse};
use super::{KeysError, Network};

/// The four version bytes of an extended key, explained.
pub(super) struct Version {
    pub(super) public: [u8; 4],
    pub(super) secret: [u8; 4],
    /// The ticker of the coin whose wallets write it.
    pub(super) ticker: &'static str,
    pub(super) network: Network,
    pub(super) meaning: KeyUse,
}

const fn of(
    public: u32,
    secret: u32,
    ticker: &'static str,
    network: Network,
    meaning: KeyUse,
) -> Version {
    let (public, secret) = (public.to_be_bytes(), secret.to_be_bytes());
    Version { public, secret, ticker, network, meaning }
}

/// SLIP-0132, *Registered HD version bytes*, the lines of Bitcoin, its test networks and Litecoin; Groestlcoin,
/// Vertcoin and Syscoin use the bytes of Bitcoin's lines. Dogecoin's and Dash's are those of their own programs, not registered.
pub(super) const VERSIONS: [Version; 16] = [
    of(0x0488_b21e, 0x0488_ade4, "btc", Network::Mainnet, KeyUse::Any),
    of(0x0435_87cf, 0x0435_8394, "btc", Network::Testnet, KeyUse::Any),
    of(0x049d_7cb2, 0x049d_7878, "btc", Network::Mainnet, KeyUse::ShWpkh),
    of(0x04b2_4746, 0x04b2_430c, "btc", Network::Mainnet, KeyUse::Wpkh),
    of(0x0295_b43f, 0x0295_b005, "btc", Network::Mainnet, KeyUse::ShWsh),
    of(0x02aa_7ed3, 0x02aa_7a99, "btc", Network::Mainnet, KeyUse::Wsh),
    of(0x044a_5262, 0x044a_4e28, "btc", Network::Testnet, KeyUse::ShWpkh),
    of(0x045f_1cf6, 0x045f_18bc, "btc", Network::Testnet, KeyUse::Wpkh),
    of(0x0242_89ef, 0x0242_85b5, "btc", Network::Testnet, KeyUse::ShWsh),
    of(0x0257_5483, 0x0257_5048, "btc", Network::Testnet, KeyUse::Wsh),
    of(0x019d_a462, 0x019d_9cfe, "ltc", Network::Mainnet, KeyUse::Any),
    of(0x01b2_6ef6, 0x01b2_6792, "ltc", Network::Mainnet, KeyUse::ShWpkh),
    of(0x0436_f6e1, 0x0436_ef7d, "ltc", Network::Testnet, KeyUse::Any),
    of(0x02fa_cafd, 0x02fa_c398, "doge", Network::Mainnet, KeyUse::Any),
    of(0x0432_a9a8, 0x0432_a243, "doge", Network::Testnet, KeyUse::Any),
    of(0x02fe_52f8, 0x02fe_52cc, "dash", Network::Mainnet, KeyUse::Any),
];

/// Registered bytes, public and secret, of coins that have no addresses here (SLIP-0132).
const OTHERS: [([u32; 2], &str); 6] = [
    ([0x038f_332e, 0x038f_2ef4], "Kylacoin"),
    ([0x019c_354f, 0x019c_3115], "Lyncoin"),
    ([0x022d_bf5b, 0x022d_bb21], "Lyncoin"),
    ([0x4269_6720, 0x426c_6b73], "Nexa"),
    ([0x03e2_5d7e, 0x03e2_5945], "Polis"),
    ([0x040e_c961, 0x040e_c94c], "Record X-core Blockchain"),
];

/// Finds the version of an encoded key; the flag tells whether it names the private half.
pub(super) fn version(body: &[u8; BODY]) -> Result<(&'static Version, bool), KeysError> {
    let found = [body[0], body[1], body[2], body[3]];
    if let Some(line) = VERSIONS.iter().find(|line| line.public == found || line.secret == found) {
        return Ok((line, line.secret == found));
    }
    let number = u32::from_be_bytes(found);
    let other = OTHERS.iter().find(|(bytes, _)| bytes.contains(&number));
    Err(other.map_or(KeysError::ExtendedVersion(found), |(_, coin)| KeysError::ExtendedCoin(coin)))
}

/// The line of `xpub`, or of `tpub` off mainnet.
pub(super) fn bitcoin_of(network: Network) -> &'static Version {
    &VERSIONS[usize::from(network != Network::Mainnet)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_versions_share_their_bytes() {
        let mut all: Vec<_> = VERSIONS.iter().flat_map(|line| [line.public, line.secret]).collect();
        all.extend(OTHERS.iter().flat_map(|(bytes, _)| bytes.map(u32::to_be_bytes)));
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
