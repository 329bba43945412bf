//! One example of every kind, made here or printed in the standard; none of them was ever used for money.

use coldkeep::crypt;
use coldkeep::secret::{SecretBytes, SecretText};
use coldkeep::seed::{Mnemonic, electrum};
use coldkeep::ur::Resource;
use coldkeep::ur::bbqr::{self, FileType};
use coldkeep::ur::bytewords::{Style, encode};
use coldkeep::ur::cbor::Item;
use coldkeep::ur::registry::{Names, Object, Seed};

/// SeedSigner's test vector 1.
const WORDS: &str = "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday candy pony \
    ranch winter theme error hybrid van cereal salon goddess expire";
/// A share of a published set of ours (`vectors/`).
const SHARE: &str = "duckling enlarge academic academic agency result length solution fridge kidney coal piece deal \
    husband erode duke ajar critical decision keyboard";
/// BIP-0032, test vector 1, the master key.
const XPUB: &str = "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7u\
    sUDFdp6W1EGMcet8";
const XPRV: &str = "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRB\
    eJgk33yuGBxrMPHi";
/// BIP-0032, test vector 3, the master key.
const XPUB_3: &str = "xpub661MyMwAqRbcEZVB4dScxMAdx6d4nFc9nvyvH3v4gJL378CSRZiYmhRoP7mBy6gSPSCYk6SzXPTf3ND1cZAceL7SfJ1Z3GC8v\
    Bgp2epUt13";
/// A published seed of Monero's documents.
const MONERO: &str = "velvet lymph giddy number token physics poetry unquoted nibs useful sabotage limits benches \
    lifestyle eden nitrogen anvil fewest avoid batch vials washing fences goat unquoted";
const AGE_KEY: &str = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
/// From the age specification's examples.
const AGE_PQ_KEY: &str =
    "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR";

fn words() -> Mnemonic {
    Mnemonic::parse(&SecretText::copied_from(WORDS)).expect("published words")
}

fn exposed(text: &SecretText) -> Vec<u8> {
    text.expose_secret().as_bytes().to_vec()
}

/// The example of this name.
pub(crate) fn of(slug: &str) -> Vec<u8> {
    all().into_iter().find(|(name, _)| *name == slug).expect("an example").1
}

/// Words that are BIP-0039 and Electrum's at once: the first that the counter gives.
pub(crate) fn both_bip39_and_electrum() -> String {
    (0_u128..)
        .map(|n| {
            let entropy = SecretBytes::copied_from(&n.to_be_bytes());
            let mnemonic = Mnemonic::from_entropy(&entropy).expect("16 bytes");
            mnemonic.sentence()
        })
        .find(|sentence| electrum::kind_of(sentence).is_some())
        .map(|sentence| sentence.expose_secret().to_owned())
        .expect("one in 204")
}

/// Every example with its name.
pub(crate) fn all() -> Vec<(&'static str, Vec<u8>)> {
    let digits = exposed(&words().seed_qr_digits().unwrap());
    let numbers: Vec<&str> =
        digits.chunks(4).map(|four| std::str::from_utf8(four).expect("digits")).collect();
    let mut all = texts(&numbers.join(" "));
    all.extend([
        ("seedqr", digits.clone()),
        ("compact-seedqr", words().entropy().expose_secret().to_vec()),
        ("age", encrypted(false)),
        ("psbt", b"psbt\xff\x01\x00".to_vec()),
        ("bip138", b"BIP138\x01\x00".to_vec()),
        ("7z", b"7z\xbc\xaf\x27\x1c\x00\x04".to_vec()),
        ("core-wallet", sqlite([0xf9, 0xbe, 0xb4, 0xd9])),
        ("core-wallet", berkeley()),
        ("sqlite", sqlite([0; 4])),
        ("bitcoinj-wallet", b"\x0a\x16org.bitcoin.production\x1a\x00".to_vec()),
        ("sparrow-wallet", b"H:2,block:8,blockSize:1000".to_vec()),
        ("pdf", b"%PDF-1.7\n".to_vec()),
        ("png", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("jpeg", b"\xff\xd8\xff\xe0".to_vec()),
        ("webp", b"RIFF\x24\0\0\0WEBPVP8 ".to_vec()),
        ("tiff", b"II*\0\x08\0\0\0".to_vec()),
    ]);
    all.extend(wrapped());
    all
}

fn wrapped() -> Vec<(&'static str, Vec<u8>)> {
    let seed = Seed {
        entropy: SecretBytes::copied_from(&[7; 16]),
        birthday: Some(20_000),
        name: None,
        note: None,
    };
    let write = |object: Object, names| {
        let resource = object.write(names).expect("it can be written");
        exposed(&Resource::write(&resource.kind, resource.cbor.expose_secret()))
    };
    // One share of a group of two, in SSKR's form: identifier, thresholds, index, value.
    let share = [&[1, 2, 0, 1, 0][..], &[9; 16]].concat();
    let tagged = Item::tagged(40_309, Item::Bytes(&share)).encode();
    let bbqr = bbqr::write(FileType::TEXT, b"hello", 200).expect("short");
    vec![
        ("ur", write(Object::Seed(seed), Names::New)),
        ("sskr", write(Object::Sskr(SecretBytes::copied_from(&share)), Names::Old)),
        ("sskr", exposed(&encode(tagged.expose_secret(), Style::Standard))),
        ("bytewords", exposed(&encode(&[7; 16], Style::Standard))),
        ("bytewords", exposed(&encode(&[7; 16], Style::Minimal))),
        ("bbqr", exposed(&bbqr[0])),
    ]
}

fn texts(numbers: &str) -> Vec<(&'static str, Vec<u8>)> {
    let list: Vec<String> = (1..=64).map(|n| n.to_string()).collect();
    let thirteen: Vec<&str> = MONERO.split_whitespace().take(13).collect();
    let cardano =
        bech32::encode::<bech32::Bech32>(bech32::Hrp::parse("root_xsk").expect("a name"), &[7; 96]);
    let armored = |label: &str| format!("-----BEGIN {label}-----\nAAAA\n-----END {label}-----");
    let text = [
        ("bip39", WORDS.to_owned()),
        ("bip39", WORDS.split(' ').map(|w| w[..w.len().min(4)].to_uppercase() + " ").collect()),
        ("bip39-numbers", numbers.to_owned()),
        ("seed-xor", format!("# Seed XOR, part 1 of 3\n{WORDS}")),
        ("slip39", SHARE.to_owned()),
        ("share-file", format!("# SHARE 1\n{SHARE}")),
        ("codex32", "ms10testsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzvca9cmczlw".to_owned()),
        (
            "electrum",
            "wild father tree among universe such mobile favorite target dynamic credit \
            identify"
                .to_owned(),
        ),
        (
            "electrum-old",
            "hardly point goal hallway patience key stone difference ready caught \
            listen fact"
                .to_owned(),
        ),
        ("monero", MONERO.to_owned()),
        ("monero-13", thirteen.join(" ")),
        ("polyseed", ["abandon"; 16].join(" ")),
        (
            "aezeed",
            "ability liquid travel stem barely drastic pact cupboard apple thrive morning oak \
            feature tissue couch old math inform success suggest drink motion know royal"
                .to_owned(),
        ),
        ("bip38", "6PRVWUbkzzsbcVac2qwfssoUJAN1Xhrg6bNk8J7Nzm5H7kxEbn2Nh2ZoGg".to_owned()),
        (
            "bip38-code",
            "passphrasepxFy57B9v8HtUsszJYKReoNDV6VHjUSGt8EVJmux9n1J3Ltf1gRxyDGXqnf9qm".to_owned(),
        ),
        ("wif", "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ".to_owned()),
        ("xprv", XPRV.to_owned()),
        ("mini-private-key", "S6c56bnXQiBjk9mqSYE7ykVQ7NzrRy".to_owned()),
        ("hex-key", format!("0x{}1", "0".repeat(63))),
        ("stellar-secret", "SBGWSG6BTNCKCOB3DIFBGCVMUPQFYPA2G4O34RMTB343OYPXU5DJDVMN".to_owned()),
        ("xrp-family-seed", "snoPBrXtMeMyMHUVTgbuqAfg1SUTb".to_owned()),
        ("solana-keypair", format!("[{}]", list.join(","))),
        (
            "nostr-nsec",
            "nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5".to_owned(),
        ),
        ("cardano-key", cardano.expect("a short text")),
        ("pem-key", armored("EC PRIVATE KEY")),
        ("ssh-key", armored("OPENSSH PRIVATE KEY")),
        ("pgp", armored("PGP MESSAGE")),
        ("xpub", XPUB.to_owned()),
        ("descriptor", format!("wpkh({XPUB}/0/*)")),
        ("descriptor-private", format!("wpkh({XPRV}/0/*)")),
        ("address", "bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74".to_owned()),
        ("psbt", "cHNidP8BAA==".to_owned()),
        ("bsms", "BSMS 1.0\nwsh(sortedmulti(2,@0/**,@1/**))\n/0/*,/1/*\n".to_owned()),
        ("bip138", "QklQMTM4AQA=".to_owned()),
        ("bip329", "{\"type\":\"tx\",\"ref\":\"00\",\"label\":\"rent\"}".to_owned()),
        (
            "multisig-file",
            format!(
                "Name: two\nPolicy: 1 of 2\nDerivation: m/48'/0'/0'/2'\nFormat: P2WSH\n\n3442193E: {XPUB}\n41D63B50: {XPUB_3}\n"
            ),
        ),
        (
            "wallet-policy",
            format!(
                "{{\"name\":\"one\",\"policy\":\"wpkh(@0/**)\",\"keys\":[\"[3442193e/84'/0'/0']{XPUB}\"]}}"
            ),
        ),
        (
            "specter-wallet",
            format!(
                "{{\"label\":\"one\",\"blockheight\":0,\"descriptor\":\"wpkh([3442193e/84h/0h/0h]{XPUB}/0/*)\"}}"
            ),
        ),
        ("age-armor", String::from_utf8(encrypted(true)).expect("armor is text")),
        ("age-identity", AGE_KEY.to_owned()),
        ("age-identity", AGE_PQ_KEY.to_owned()),
        (
            "age-recipient",
            "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj".to_owned(),
        ),
        ("keystore-v3", "{\"version\":3,\"crypto\":{\"cipher\":\"aes-128-ctr\"}}".to_owned()),
        ("keystore-v4", "{\"version\":4,\"crypto\":{\"kdf\":{}}}".to_owned()),
        ("ethereum-presale", "{\"encseed\":\"00\",\"ethaddr\":\"00\",\"bkp\":\"00\"}".to_owned()),
        ("core-descriptors", format!("{{\"descriptors\":[{{\"desc\":\"wpkh({XPUB}/0/*)\"}}]}}")),
        (
            "core-descriptors-private",
            format!("{{\"descriptors\":[{{\"desc\":\"wpkh({XPRV}/0/*)\"}}]}}"),
        ),
        ("electrum-wallet", "{\"seed_version\":17,\"wallet_type\":\"standard\"}".to_owned()),
        ("electrum-wallet", "{'seed_version': 4, 'seed': ''}".to_owned()),
        ("electrum-wallet", format!("QklFMQ{}", "A".repeat(120))),
        ("coldcard-json", "{\"chain\":\"BTC\",\"xfp\":\"0F056943\",\"xpub\":\"\"}".to_owned()),
        (
            "blockchain-wallet",
            "{\"pbkdf2_iterations\":5000,\"version\":3,\"payload\":\"\"}".to_owned(),
        ),
        ("metamask-vault", "{\"data\":\"\",\"iv\":\"\",\"salt\":\"\"}".to_owned()),
    ];
    text.into_iter().map(|(name, text)| (name, text.into_bytes())).collect()
}

fn sqlite(application: [u8; 4]) -> Vec<u8> {
    let mut file = vec![0; 100];
    file[..16].copy_from_slice(b"SQLite format 3\0");
    file[68..72].copy_from_slice(&application);
    file
}

fn berkeley() -> Vec<u8> {
    let mut file = vec![0; 100];
    file[12..20].copy_from_slice(&[0x62, 0x31, 0x05, 0x00, 0x09, 0x00, 0x00, 0x00]);
    file
}

fn encrypted(armor: bool) -> Vec<u8> {
    let text = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    let recipients = [text.parse::<crypt::Recipient>().expect("a recipient")];
    let mut file = Vec::new();
    crypt::Envelope::new(&crypt::To::Recipients(&recipients), &mut |_| ())
        .and_then(|envelope| envelope.encrypt(armor, &mut &b"hello"[..], &mut file))
        .expect("memory");
    file
}
