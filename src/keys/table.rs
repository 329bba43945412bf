//! The chain table: one row for each chain, data only. A chain with a known form of addresses is one more row.
//!
//! Numbers are those of SLIP-0044; versions and prefixes are those of each chain's own parameters.

use super::chain::{Chain, Curve, Encoding, KeyHash, Zone};
use super::styles;

const KEPT: Chain = Chain {
    ticker: "",
    name: "",
    aliases: &[],
    slip44: 0,
    test_type: false,
    curve: Curve::Secp256k1,
    encoding: Encoding::Eip55,
    wif: None,
    styles: &[],
};

/// Chains of Bitcoin's kind: coin type 1 on test networks.
const LIKE_BITCOIN: Chain = Chain { test_type: true, ..KEPT };

pub(super) static BITCOIN: Chain = Chain {
    ticker: "btc",
    name: "Bitcoin",
    slip44: 0,
    encoding: Encoding::Bitcoin {
        pkh: [&[0x00], &[0x6f]],
        sh: [&[&[0x05]], &[&[0xc4]]],
        hrp: Some(["bc", "tb", "bcrt"]),
    },
    wif: Some([0x80, 0xef]),
    styles: &[
        &styles::NATIVE,
        &styles::TAPROOT,
        &styles::NESTED,
        &styles::LEGACY,
        &styles::ELECTRUM_FORMATS,
        &styles::SAMOURAI,
        &styles::BITCOIN_KEYS,
    ],
    ..LIKE_BITCOIN
};

pub(super) static ETHEREUM: Chain = Chain {
    ticker: "eth",
    name: "Ethereum",
    aliases: &["bnb", "pol", "matic", "avax-c", "arb", "op", "base", "ftm", "xdai"],
    slip44: 60,
    styles: &[&styles::ETHEREUM],
    ..KEPT
};

/// Every chain, in the order they are listed.
pub(super) static CHAINS: &[&Chain] = &[
    &BITCOIN,
    &Chain {
        ticker: "ltc",
        name: "Litecoin",
        slip44: 2,
        encoding: Encoding::Bitcoin {
            pkh: [&[0x30], &[0x6f]],
            // The second of each is the form from before 2018, which looks like Bitcoin's.
            sh: [&[&[0x32], &[0x05]], &[&[0x3a], &[0xc4]]],
            hrp: Some(["ltc", "tltc", "rltc"]),
        },
        wif: Some([0xb0, 0xef]),
        styles: &[&styles::NATIVE, &styles::NESTED, &styles::LEGACY, &styles::ELECTRUM_FORMATS],
        ..LIKE_BITCOIN
    },
    &Chain {
        ticker: "doge",
        name: "Dogecoin",
        slip44: 3,
        encoding: Encoding::Bitcoin {
            pkh: [&[0x1e], &[0x71]],
            sh: [&[&[0x16]], &[&[0xc4]]],
            hrp: None,
        },
        wif: Some([0x9e, 0xf1]),
        styles: &[&styles::LEGACY],
        ..LIKE_BITCOIN
    },
    &Chain {
        ticker: "dash",
        name: "Dash",
        slip44: 5,
        encoding: Encoding::Bitcoin {
            pkh: [&[0x4c], &[0x8c]],
            sh: [&[&[0x10]], &[&[0x13]]],
            hrp: None,
        },
        wif: Some([0xcc, 0xef]),
        styles: &[&styles::LEGACY],
        ..LIKE_BITCOIN
    },
    &Chain {
        ticker: "bch",
        name: "Bitcoin Cash",
        slip44: 145,
        encoding: Encoding::CashAddr(["bitcoincash", "bchtest", "bchreg"]),
        wif: Some([0x80, 0xef]),
        styles: &[&styles::LEGACY, &styles::BITCOIN_CASH],
        ..LIKE_BITCOIN
    },
    &Chain {
        ticker: "zec",
        name: "Zcash, transparent",
        slip44: 133,
        encoding: Encoding::Bitcoin {
            pkh: [&[0x1c, 0xb8], &[0x1d, 0x25]],
            sh: [&[&[0x1c, 0xbd]], &[&[0x1c, 0xba]]],
            hrp: None,
        },
        wif: Some([0x80, 0xef]),
        styles: &[&styles::LEGACY],
        ..LIKE_BITCOIN
    },
    &ETHEREUM,
    &Chain {
        ticker: "etc",
        name: "Ethereum Classic",
        slip44: 61,
        styles: &[&styles::ETHEREUM_CLASSIC],
        ..KEPT
    },
    &Chain {
        ticker: "xrp",
        name: "XRP",
        slip44: 144,
        encoding: Encoding::Ripple(0x00),
        styles: &[&styles::ACCOUNTS],
        ..KEPT
    },
    &Chain {
        ticker: "trx",
        name: "Tron",
        slip44: 195,
        encoding: Encoding::Tron(0x41),
        styles: &[&styles::ACCOUNTS],
        ..KEPT
    },
    &Chain {
        ticker: "atom",
        name: "Cosmos Hub",
        slip44: 118,
        encoding: Encoding::Bech32 { prefix: "cosmos", hash: KeyHash::Hash160 },
        styles: &[&styles::COSMOS],
        ..KEPT
    },
    &Chain {
        ticker: "sol",
        name: "Solana",
        slip44: 501,
        curve: Curve::Ed25519,
        encoding: Encoding::Base58Key,
        styles: &[&styles::SOLANA],
        ..KEPT
    },
    &Chain {
        ticker: "xlm",
        name: "Stellar",
        slip44: 148,
        curve: Curve::Ed25519,
        encoding: Encoding::StrKey(6 << 3),
        styles: &[&styles::STELLAR],
        ..KEPT
    },
    &Chain {
        ticker: "ada",
        name: "Cardano",
        slip44: 1815,
        curve: Curve::CardanoEd25519,
        encoding: Encoding::Cardano,
        styles: &[&styles::CARDANO_ICARUS, &styles::CARDANO_LEDGER, &styles::CARDANO_TREZOR],
        ..KEPT
    },
    &Chain {
        ticker: "xmr",
        name: "Monero",
        slip44: 128,
        curve: Curve::Monero,
        encoding: Encoding::Monero,
        ..KEPT
    },
    &Chain {
        ticker: "nmc",
        name: "Namecoin",
        slip44: 7,
        encoding: Encoding::Bitcoin {
            pkh: [&[0x34], &[0x6f]],
            sh: [&[&[0x0d]], &[&[0xc4]]],
            hrp: Some(["nc", "tn", "ncrt"]),
        },
        wif: Some([0xb4, 0xef]),
        styles: &[&styles::LEGACY, &styles::NATIVE, &styles::NESTED],
        ..LIKE_BITCOIN
    },
    &Chain {
        ticker: "dgb",
        name: "DigiByte",
        slip44: 20,
        encoding: Encoding::Bitcoin {
            pkh: [&[0x1e], &[0x7e]],
            sh: [&[&[0x3f], &[0x05]], &[&[0x8c]]],
            hrp: Some(["dgb", "dgbt", "dgbrt"]),
        },
        wif: Some([0x80, 0xfe]),
        styles: &[&styles::NATIVE, &styles::NESTED, &styles::LEGACY],
        ..LIKE_BITCOIN
    },
    &Chain {
        ticker: "rvn",
        name: "Ravencoin",
        slip44: 175,
        encoding: Encoding::Bitcoin {
            pkh: [&[0x3c], &[0x6f]],
            sh: [&[&[0x7a]], &[&[0xc4]]],
            hrp: None,
        },
        wif: Some([0x80, 0xef]),
        styles: &[&styles::LEGACY],
        ..LIKE_BITCOIN
    },
    &Chain {
        ticker: "vtc",
        name: "Vertcoin",
        slip44: 28,
        encoding: Encoding::Bitcoin {
            pkh: [&[0x47], &[0x4a]],
            sh: [&[&[0x05]], &[&[0xc4]]],
            hrp: Some(["vtc", "tvtc", "vtcrt"]),
        },
        wif: Some([0x80, 0xef]),
        styles: &[&styles::NATIVE, &styles::NESTED, &styles::LEGACY],
        ..LIKE_BITCOIN
    },
];

const fn zone(prefix: &'static str, name: &'static str, slip44: u32) -> Zone {
    Zone { prefix, name, slip44, hash: KeyHash::Hash160 }
}

const fn like_ethereum(prefix: &'static str, name: &'static str) -> Zone {
    Zone { prefix, name, slip44: 60, hash: KeyHash::Keccak }
}

/// Chains made with the Cosmos SDK, by prefix; every other prefix has coin type 118.
pub(super) static ZONES: &[Zone] = &[
    zone("terra", "Terra", 330),
    zone("kava", "Kava", 459),
    zone("cro", "Cronos POS (Crypto.org)", 394),
    zone("secret", "Secret Network", 529),
    zone("thor", "THORChain", 931),
    zone("band", "BandChain", 494),
    zone("bnb", "BNB Beacon Chain", 714),
    zone("agoric", "Agoric", 564),
    zone("osmo", "Osmosis", 118),
    zone("juno", "Juno", 118),
    zone("celestia", "Celestia", 118),
    zone("akash", "Akash", 118),
    zone("dydx", "dYdX", 118),
    zone("noble", "Noble", 118),
    zone("sei", "Sei", 118),
    zone("axelar", "Axelar", 118),
    zone("stride", "Stride", 118),
    like_ethereum("inj", "Injective"),
    like_ethereum("evmos", "Evmos"),
    like_ethereum("dym", "Dymension"),
];
