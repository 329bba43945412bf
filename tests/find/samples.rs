//! A sample of every kind, made from the form that its program publishes. Nothing in them is anybody's secret.

use super::core;
use super::databases::{bolt, log, sqlite, table};
use super::forms::{armory, base64, bitcoinj, coinomi, coldcard, h2, monero, random, seco};
use coldkeep::find::{Kind, Locked};

/// A place, the content, and what it is.
pub(super) type Case = (&'static str, Vec<u8>, Kind, Locked);

fn text(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

const VAULT: &str =
    r#"{\"data\":\"AAECAwQFBgcICQ==\",\"iv\":\"AAECAwQF\",\"salt\":\"AAECAwQFBgc=\"}"#;
const EXTENSIONS: &str = "/c/Local Extension Settings/nkbihfbeogaeaoehlefnkodbefgpgknn/";

fn keyring() -> String {
    // Long enough to be parted between two blocks of a log.
    format!(
        r#"{{"PadController":"{}","KeyringController":{{"vault":"{VAULT}"}}}}"#,
        "x".repeat(40_000)
    )
}

pub(super) fn all() -> Vec<Case> {
    [core::all(), databases(), documents(), texts(), binaries()].concat()
}

fn databases() -> Vec<Case> {
    let browser = |name: &str| -> &'static str {
        if name == "log" {
            "/c/Local Extension Settings/nkbihfbeogaeaoehlefnkodbefgpgknn/000003.log"
        } else {
            "/c/Local Extension Settings/bfnaelmomeimhlpmgjnjophhpkkoljpa/000005.ldb"
        }
    };
    assert!(browser("log").starts_with(EXTENSIONS));
    let phantom = r#"{"encryptedKey":{"digest":"sha256","encrypted":"9x","salt":"8y"}}"#;
    vec![
        (
            "/u/bither.db",
            sqlite([0; 4], &["password_seed", "addresses", "hd_seeds"]),
            Kind::Bither,
            Locked::Yes,
        ),
        (
            "/u/a.vault",
            sqlite([0; 4], &["Keychain", "SigningScript", "Account"]),
            Kind::Msigna,
            Locked::NoKeys,
        ),
        (
            "/u/lightningd.sqlite3",
            sqlite([0; 4], &["channels", "shachains", "vars"]),
            Kind::ClnDatabase,
            Locked::NoKeys,
        ),
        (
            "/u/wallet.db",
            sqlite([0; 4], &["accounts", "ext_zallet_keystore_mnemonics"]),
            Kind::ZcashWallet,
            Locked::Yes,
        ),
        (
            "/u/data.sqlite",
            sqlite([0; 4], &["accounts", "sapling_received_notes"]),
            Kind::ZcashWallet,
            Locked::NoKeys,
        ),
        ("/u/.lnd/wallet.db", bolt("waddrmgr"), Kind::LndWallet, Locked::Yes),
        ("/u/.lnd/channel.db", bolt("open-chan-bucket"), Kind::LndChannels, Locked::NoKeys),
        (browser("log"), log("data", &keyring()), Kind::BrowserVault, Locked::Yes),
        (browser("ldb"), table("vault", phantom), Kind::BrowserVault, Locked::Yes),
        (
            "/c/atomic/Local Storage/leveldb/000003.log",
            log("_file://\0\u{1}general_mnemonic", "U2FsdGVk"),
            Kind::Atomic,
            Locked::Yes,
        ),
        (
            "/u/savings.mv.db",
            h2("CREATE CACHED TABLE \"wallet_master\".\"keystore\""),
            Kind::Sparrow,
            Locked::Unknown,
        ),
        (
            "/u/.sparrow/wallets/savings.mv.db",
            [b"H2encrypt\n".to_vec(), random(4096)].concat(),
            Kind::Sparrow,
            Locked::Yes,
        ),
    ]
}

fn documents() -> Vec<Case> {
    let electrum = |keystore: &str, end: &str| {
        text(&format!(
            r#"{{"addresses": {{}}, "keystore": {keystore}, "seed_version": 52{end}, "wallet_type": "standard"}}"#
        ))
    };
    let words = "words words words words words words words words words words words words";
    vec![
        (
            "/u/.electrum/wallets/a",
            electrum(&format!(r#"{{"seed": "{words}", "type": "bip32", "xprv": "zprvAa"}}"#), ""),
            Kind::Electrum,
            Locked::No,
        ),
        (
            "/u/.electrum/wallets/b",
            electrum(r#"{"type": "hardware", "xpub": "zpub6r"}"#, ""),
            Kind::Electrum,
            Locked::NoKeys,
        ),
        (
            "/u/.electrum/wallets/c",
            electrum(r#"{"seed": "M9F5SbHb27QlyedS5ix3ZZp5VGEw"}"#, ", \"use_encryption\": true"),
            Kind::Electrum,
            Locked::Yes,
        ),
        (
            "/u/.electrum/wallets/d",
            electrum(
                r#"{"keypairs": {"02ab": "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"}}"#,
                "",
            ),
            Kind::Electrum,
            Locked::No,
        ),
        (
            "/u/old.json",
            text(
                r#"{"name":"a","policyType":"SINGLE","scriptType":"P2WPKH","keystores":[{"label":"k","source":"SW_SEED","seed":{"mnemonicString":"a b c"}}]}"#,
            ),
            Kind::Sparrow,
            Locked::No,
        ),
        (
            "/u/.specter/wallets/main/a.json",
            text(r#"{"alias":"a","recv_descriptor":"wpkh()","change_descriptor":"wpkh()"}"#),
            Kind::Specter,
            Locked::NoKeys,
        ),
        (
            "/u/.specter/devices/k.json",
            text(
                r#"{"alias":"k","keys":[{"original":"Vpub5","fingerprint":"0","derivation":"m/48h"}]}"#,
            ),
            Kind::Specter,
            Locked::NoKeys,
        ),
        (
            "/u/.walletwasabi/client/Wallets/W.json",
            text(
                r#"{"EncryptedSecret": "6PYX", "ChainCode": "x", "MasterFingerprint": "8c65eb9f", "ExtPubKey": "xpub6"}"#,
            ),
            Kind::Wasabi,
            Locked::Yes,
        ),
        (
            "/u/Hardware.json",
            text(r#"{"EncryptedSecret": null, "ChainCode": null, "ExtPubKey": "xpub6"}"#),
            Kind::Wasabi,
            Locked::NoKeys,
        ),
        (
            "/u/a.json",
            text(r#"{"pbkdf2_iterations":5000,"version":3,"payload":"4kWT"}"#),
            Kind::Blockchain,
            Locked::Yes,
        ),
        (
            "/u/open.json",
            text(r#"{"guid":"9", "sharedKey":"8", "double_encryption":false, "keys":[]}"#),
            Kind::Blockchain,
            Locked::No,
        ),
        (
            "/u/vault.txt",
            text(
                r#"{"data":"Kxj0","iv":"8Q==","keyMetadata":{"algorithm":"PBKDF2"},"salt":"Mw=="}"#,
            ),
            Kind::Metamask,
            Locked::Yes,
        ),
        (
            "/c/Default/Preferences",
            text(&format!(
                r#"{{"brave":{{"wallet":{{"keyrings":{{"default":{{"encrypted_mnemonic":"{}"}}}}}}}}}}"#,
                "ab".repeat(20)
            )),
            Kind::BrowserVault,
            Locked::Yes,
        ),
        (
            "/u/.config/Exodus/exodus.wallet/passphrase.json",
            text(r#"{"passphrase":"x3Gk0q"}"#),
            Kind::ExodusPassphrase,
            Locked::No,
        ),
        (
            "/u/UTC--2018",
            text(
                r#"{"address":"ab","crypto":{"cipher":"aes-128-ctr","kdf":"scrypt","kdfparams":{"n":8}},"id":"1","version":3}"#,
            ),
            Kind::EthereumKey,
            Locked::Yes,
        ),
        (
            "/u/keystore-m.json",
            text(
                r#"{"crypto":{"kdf":{"function":"scrypt"}},"path":"m/12381/3600","pubkey":"93","version":4}"#,
            ),
            Kind::ValidatorKey,
            Locked::Yes,
        ),
        (
            "/u/presale.json",
            text(r#"{"encseed":"ab","ethaddr":"cd","email":"e","btcaddr":"1"}"#),
            Kind::Presale,
            Locked::Yes,
        ),
        (
            "/u/d.json",
            text(
                r#"{"wallet_name":"a","descriptors":[{"desc":"wpkh(xprv9s21)#x","timestamp":1}]}"#,
            ),
            Kind::CoreDescriptors,
            Locked::No,
        ),
        (
            "/u/p.json",
            text(r#"{"wallet_name":"a","descriptors":[{"desc":"wpkh(xpub661)#x","timestamp":1}]}"#),
            Kind::CoreDescriptors,
            Locked::NoKeys,
        ),
    ]
}

fn texts() -> Vec<Case> {
    const KEY: &str = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
    const SHARE: &str = "# SHARE 1 of a secret (SLIP-39)\nduckling enlarge academic academic agency result length \
        solution fridge kidney coal piece deal husband erode duke ajar critical decision keyboard\n";
    vec![
        (
            "/u/a.age",
            [text("age-encryption.org/v1\n-> X25519 abc\nxyz\n--- mac\n"), random(64)].concat(),
            Kind::Age,
            Locked::Yes,
        ),
        (
            "/u/b.age",
            text("-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n"),
            Kind::Age,
            Locked::Yes,
        ),
        (
            "/u/key.txt",
            text(&format!("# created: today\n# public key: age1\n{KEY}\n")),
            Kind::AgeIdentity,
            Locked::No,
        ),
        (
            "/u/savings.toml",
            text(
                "# The wallet savings, watched by coldkeep. Public data only.\nformat = 1\nnetwork = \"mainnet\"\ndescriptor = \"wpkh()\"\n",
            ),
            Kind::ColdkeepWallet,
            Locked::NoKeys,
        ),
        (
            "/u/letter.toml",
            text(
                "# The answers for the letter to your heirs. Written by coldkeep letter.\n#\nformat = 1\nversion = 0\n",
            ),
            Kind::ColdkeepLetter,
            Locked::NoKeys,
        ),
        (
            "/u/logbook.toml",
            text(
                "# The logbook: which copies of your wallets and files exist, where they are.\nformat = 1\n",
            ),
            Kind::ColdkeepLogbook,
            Locked::NoKeys,
        ),
        ("/u/share-1.txt", text(SHARE), Kind::ShareFile, Locked::No),
        (
            "/u/dump.txt",
            text("# Wallet dump created by Bitcoin v0.20.1\n# * Created on 2020\n"),
            Kind::CoreDump,
            Locked::No,
        ),
        (
            "/u/dump.csv",
            text("BITCOIN_CORE_WALLET_DUMP,1\nformat,sqlite\n046d6b657901000000,30\n"),
            Kind::CoreDump,
            Locked::Yes,
        ),
        ("/u/.electron-cash/wallets/e", base64("QklFMQMo5Tbd", 400), Kind::Electrum, Locked::Yes),
        ("/u/hw", base64("QklFMgMo5Tbd", 400), Kind::Electrum, Locked::NoKeys),
        (
            "/u/bitcoin-wallet-backup-2013-10-12",
            base64("U2FsdGVkX1+iKR5t", 200),
            Kind::OpensslText,
            Locked::Yes,
        ),
        ("/u/wallet.aes.json", base64("roYQB5lO6YWI", 500), Kind::Blockchain, Locked::Yes),
        (
            "/u/toast.txt",
            text(r#"c69d22de{"walletversion":"1.0","pindata":{"salt":"9b"}}"#),
            Kind::Toast,
            Locked::Yes,
        ),
    ]
}

fn binaries() -> Vec<Case> {
    let words = "track novel gauge kiss imitate oyster vacuum provide bronze behave hand net";
    vec![
        (
            "/u/multibit.wallet",
            bitcoinj("org.bitcoin.production", true, "org.multibit.walletProtect.2"),
            Kind::Multibit,
            Locked::Yes,
        ),
        (
            "/u/open.wallet",
            bitcoinj("org.bitcoin.production", false, "org.multibit.walletProtect"),
            Kind::Multibit,
            Locked::No,
        ),
        (
            "/u/doge.wallet",
            bitcoinj("org.dogecoin.production", true, ""),
            Kind::Bitcoinj,
            Locked::Yes,
        ),
        ("/u/coinomi.wallet", coinomi(true), Kind::Coinomi, Locked::Yes),
        ("/u/open-coinomi.wallet", coinomi(false), Kind::Coinomi, Locked::No),
        ("/u/.armory/armory_1_.wallet", armory(1), Kind::Armory, Locked::Yes),
        ("/u/.armory/armory_2_.wallet", armory(0), Kind::Armory, Locked::No),
        ("/u/.armory/armory_3_.watchonly.wallet", armory(2), Kind::Armory, Locked::NoKeys),
        ("/u/seed.seco", seco(), Kind::Exodus, Locked::Yes),
        ("/u/backup.7z", coldcard("ckcc-backup.txt"), Kind::Coldcard, Locked::Yes),
        ("/u/passport.7z", coldcard("passport-backup.txt"), Kind::Coldcard, Locked::Yes),
        ("/u/Monero/wallets/a/a.keys", monero(), Kind::MoneroKeys, Locked::Unknown),
        ("/u/.lightning/bitcoin/hsm_secret", random(32), Kind::ClnSecret, Locked::No),
        ("/v/hsm_secret", random(73), Kind::ClnSecret, Locked::Yes),
        ("/w/hsm_secret", [vec![0; 32], text(words)].concat(), Kind::ClnSecret, Locked::No),
        ("/u/chain/bitcoin/mainnet/channel.backup", random(900), Kind::LndBackup, Locked::Yes),
        ("/u/mbhd-1/mbhd.wallet.aes", random(2048), Kind::MultibitHd, Locked::Yes),
    ]
}
