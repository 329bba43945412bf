//! `docs/CHAINS.md` is the chain table, written out.
//!
//! `COLDKEEP_CHAINS_WRITE=1 cargo test --test all chains::` writes it again after a change of the table.

use crate::support::project;
use coldkeep::keys::{self, Chain, Coin, Curve, Encoding, KeyHash, Master, Network, Reach};
use std::fmt::Write;

const HEAD: &str = "# Chains

Written from the table in `src/keys/table.rs` and `src/keys/styles.rs`; a test holds this page to it. Coin types are those
of SLIP-0044. In paths, `c` is the coin type, `a` the account, `b` the branch (0 receive, 1 change) and `i` the index;
`h` marks hardened levels. The first style of a script is what is used when none is named. `--expect` looks in all of
them, in this order.

";

fn curve(curve: Curve) -> &'static str {
    match curve {
        Curve::Secp256k1 => "secp256k1, BIP-0032",
        Curve::Ed25519 => "ed25519, SLIP-0010",
        Curve::CardanoEd25519 => "ed25519, CIP-0003 and BIP32-Ed25519",
        Curve::Monero => "ed25519, Monero's own words; not derived here",
    }
}

fn form(chain: &Chain) -> String {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    match chain.encoding {
        Encoding::Bitcoin { pkh, sh, hrp } => {
            let script =
                |all: &[&[u8]]| all.iter().map(|one| hex(one)).collect::<Vec<_>>().join(" or ");
            let mut text = format!(
                "Base58Check: key {} (test {}), script {} (test {})",
                hex(pkh[0]),
                hex(pkh[1]),
                script(sh[0]),
                script(sh[1])
            );
            if let Some([main, test, private]) = hrp {
                write!(text, "; segwit `{main}1` (test `{test}1`, private `{private}1`)").unwrap();
            }
            text
        }
        Encoding::CashAddr([main, test, private]) => format!(
            "CashAddr `{main}:` (test `{test}:`, private `{private}:`); Bitcoin's legacy form is read"
        ),
        Encoding::Eip55 => "`0x` and 40 digits, capital letters by EIP-55".into(),
        Encoding::Tron(version) => {
            format!("Base58Check of {version:02x} and the end of Keccak-256")
        }
        Encoding::Ripple(version) => {
            format!("Base58Check of {version:02x} in the XRP Ledger's alphabet")
        }
        Encoding::Bech32 { prefix, .. } => {
            format!("bech32 `{prefix}1`; other prefixes with --prefix")
        }
        Encoding::Base58Key => "Base58 of the public key, no checksum".into(),
        Encoding::StrKey(_) => "Base32 with CRC-16 (SEP-0023), `G`".into(),
        Encoding::Cardano => {
            "bech32 of header and BLAKE2b-224 hashes (CIP-0019), `addr1`, `stake1`".into()
        }
        Encoding::Monero => "–".into(),
    }
}

fn master(master: Master) -> &'static str {
    match master {
        Master::Bip32 | Master::Slip10 => "",
        Master::RawSeed => "no path: the first 32 bytes of the seed",
        Master::Icarus => "Icarus master key",
        Master::CardanoLedger => "Ledger's master key",
        Master::CardanoTrezor => "Trezor's master key for 24 words",
    }
}

fn styles(coin: Coin, page: &mut String) {
    writeln!(page, "\n| path | script | `--path-style` | wallets |\n|---|---|---|---|").unwrap();
    for style in coin.styles() {
        let script = style
            .script
            .map_or_else(|| "one of several keys".into(), |script| format!("`{script}`"));
        let names: Vec<String> = style.names.iter().map(|name| format!("`{name}`")).collect();
        let mut words = style.words.to_owned();
        if !master(style.master).is_empty() {
            write!(words, "; {}", master(style.master)).unwrap();
        }
        if style.reach == Reach::First {
            words.push_str("; searched in account 0, receive");
        }
        writeln!(page, "| `{}` | {script} | {} | {words} |", style.pattern, names.join(" "))
            .unwrap();
    }
}

fn page() -> String {
    let mut page = HEAD.to_owned();
    for coin in Coin::all() {
        let chain = coin.chain();
        writeln!(page, "## {} (`{}`)\n", chain.name, chain.ticker).unwrap();
        let test = coin.coin_type(Network::Testnet);
        let other =
            if test == chain.slip44 { String::new() } else { format!(", {test} on test networks") };
        writeln!(page, "- Coin type {}{other}. Keys: {}.", chain.slip44, curve(chain.curve))
            .unwrap();
        writeln!(page, "- Addresses: {}.", form(chain)).unwrap();
        if let Some([main, test]) = chain.wif {
            writeln!(page, "- Wallet import format: version {main:02x} (test {test:02x}).")
                .unwrap();
        }
        if !chain.aliases.is_empty() {
            writeln!(page, "- The same keys and addresses: {}.", chain.aliases.join(", ")).unwrap();
        }
        if coin.styles().next().is_some() {
            styles(coin, &mut page);
        }
        page.push('\n');
    }
    page.push_str("## Prefixes of Cosmos chains\n\nEvery other prefix has coin type 118.\n\n");
    page.push_str("| `--prefix` | chain | coin type | hash of the key |\n|---|---|---|---|\n");
    for zone in keys::cosmos_zones() {
        let hash = if zone.hash == KeyHash::Keccak { "Keccak-256" } else { "HASH160" };
        writeln!(page, "| `{}` | {} | {} | {hash} |", zone.prefix, zone.name, zone.slip44).unwrap();
    }
    page
}

#[test]
fn the_page_of_chains_is_the_table() {
    let place = project().join("docs/CHAINS.md");
    let page = page();
    if std::env::var_os("COLDKEEP_CHAINS_WRITE").is_some() {
        std::fs::write(&place, &page).unwrap();
    }
    let stored = std::fs::read_to_string(&place).unwrap_or_default();
    assert!(
        stored == page,
        "COLDKEEP_CHAINS_WRITE=1 cargo test --test all chains:: writes it again"
    );
    // The control: a row that is missing is noticed.
    assert!(page.replace("## Tron (`trx`)", "") != stored);
    assert!(page.lines().count() > 150);
}

#[test]
fn the_tables_numbers_are_those_of_slip44() {
    let Some(file) = crate::support::shared::json("slip44/coin-types.json") else { return };
    let rows = file["coins"].as_array().unwrap();
    let registered = |number: u32| rows.iter().find(|row| row["index"] == number);
    let mut cases = 0;
    for coin in Coin::all() {
        let row =
            registered(coin.chain().slip44).unwrap_or_else(|| panic!("{coin} is not registered"));
        assert_eq!(row["symbol"].as_str().unwrap().to_lowercase(), coin.to_string());
        cases += 1;
    }
    for (prefix, symbol) in
        [("terra", "LUNA"), ("kava", "KAVA"), ("cro", "CRO"), ("thor", "RUNE"), ("bnb", "BNB")]
    {
        let coin = "atom".parse::<Coin>().unwrap().with_prefix(prefix).unwrap();
        let row = registered(coin.coin_type(Network::Mainnet)).unwrap();
        assert_eq!(row["symbol"], symbol);
        cases += 1;
    }
    // The control: the test number is nobody's own.
    assert_eq!(registered(1).unwrap()["symbol"], "");
    crate::support::shared::ran("SLIP-44 coin types", cases, 24);
}
