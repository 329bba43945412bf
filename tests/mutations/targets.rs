//! One function for each way in: parse, write again, parse again, compare. The fuzz package has the same ones.

use coldkeep::keys::{Expected, Network, Path};
use coldkeep::secret::{SecretBytes, SecretText};
use coldkeep::seed::{Mnemonic, Rolls, Source, Typed};
use coldkeep::share::{self, Scheme, Share};
use coldkeep::wallet::WatchOnly;
use coldkeep::{crypt, identify, scan, sheet};

/// A way in: its name, what is done with the bytes, and known good input.
pub struct Target {
    /// The name, as in `corpus/NAME`.
    pub name: &'static str,
    /// Panics where a promise does not hold.
    pub run: fn(&[u8]),
    /// Input to begin with.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Mutations a CI run tries.
    pub rounds: usize,
}

/// All of them.
pub const ALL: [Target; 32] = [
    Target { name: "mnemonic", run: mnemonic, seeds: sentences, rounds: 8_000 },
    Target { name: "seedqr", run: seedqr, seeds: seedqr_digits, rounds: 8_000 },
    Target { name: "rolls", run: rolls, seeds: some_rolls, rounds: 4_000 },
    Target { name: "share", run: a_share, seeds: shares, rounds: 8_000 },
    Target { name: "share-file", run: share_file, seeds: share_files, rounds: 8_000 },
    Target { name: "typed-lines", run: typed_lines, seeds: lines, rounds: 8_000 },
    Target { name: "parity", run: parity_code, seeds: parity_codes, rounds: 8_000 },
    Target { name: "age-header", run: age_header, seeds: age_files, rounds: 8_000 },
    Target { name: "recipients", run: recipients, seeds: some_recipients, rounds: 4_000 },
    Target { name: "watch-only", run: watch_only, seeds: public_keys, rounds: 2_000 },
    Target { name: "letter", run: letter::file, seeds: letter::files, rounds: 4_000 },
    Target { name: "path", run: path, seeds: paths, rounds: 20_000 },
    Target { name: "private-key", run: super::keys::key, seeds: super::keys::keys, rounds: 8_000 },
    Target {
        name: "child-path",
        run: super::keys::child,
        seeds: super::keys::places,
        rounds: 8_000,
    },
    Target {
        name: "codex32",
        run: seeds::codex32_string,
        seeds: seeds::codex32_strings,
        rounds: 1_000,
    },
    Target { name: "sskr", run: seeds::sskr, seeds: seeds::sskr_shares, rounds: 8_000 },
    Target { name: "electrum", run: seeds::electrum, seeds: seeds::electrum_seeds, rounds: 4_000 },
    Target { name: "monero", run: seeds::monero, seeds: seeds::monero_words, rounds: 4_000 },
    Target { name: "aezeed", run: seeds::aezeed, seeds: seeds::aezeed_words, rounds: 8_000 },
    Target {
        name: "wallet-file",
        run: wallets::wallet_file,
        seeds: wallets::wallet_files,
        rounds: 800,
    },
    Target { name: "labels", run: wallets::labels, seeds: wallets::label_files, rounds: 4_000 },
    Target {
        name: "bip138",
        run: wallets::encrypted,
        seeds: wallets::encrypted_files,
        rounds: 4_000,
    },
    Target { name: "identify", run: identified, seeds: anything, rounds: 2_000 },
    Target { name: "find", run: finds::file, seeds: finds::files, rounds: 8_000 },
    Target { name: "find-text", run: finds::text, seeds: finds::texts, rounds: 4_000 },
    Target { name: "bytewords", run: words_of_bytes, seeds: bytewords_texts, rounds: 8_000 },
    Target { name: "cbor", run: cbor, seeds: cbor_values, rounds: 8_000 },
    Target { name: "ur", run: resources, seeds: resource_texts, rounds: 8_000 },
    Target { name: "bbqr", run: bbqr_parts, seeds: bbqr_texts, rounds: 4_000 },
    Target { name: "archive", run: archives::archive, seeds: archives::archives, rounds: 4_000 },
    Target { name: "picture", run: picture, seeds: papers::pictures, rounds: 150 },
    Target { name: "pdf", run: picture, seeds: papers::documents, rounds: 60 },
];

#[path = "archives.rs"]
mod archives;
#[path = "codes.rs"]
mod codes;
#[path = "finds.rs"]
mod finds;
#[path = "letter.rs"]
mod letter;
#[path = "papers.rs"]
mod papers;
#[path = "seeds.rs"]
pub mod seeds;
#[path = "wallets.rs"]
mod wallets;
use codes::{
    bbqr_parts, bbqr_texts, bytewords_texts, cbor, cbor_values, resource_texts, resources,
    words_of_bytes,
};

fn secret(bytes: &[u8]) -> Option<SecretText> {
    SecretText::from_bytes(SecretBytes::copied_from(bytes)).ok()
}

fn mnemonic(bytes: &[u8]) {
    let Some(mnemonic) = secret(bytes).and_then(|text| Typed::read(&text).ok()?.check().ok())
    else {
        return;
    };
    let again = Mnemonic::parse(&mnemonic.sentence()).expect("its own sentence");
    assert!(again.same_as(&mnemonic));
    let from_entropy = Mnemonic::from_entropy(&mnemonic.entropy()).expect("its own entropy");
    assert!(from_entropy.same_as(&mnemonic));
}

fn seedqr(bytes: &[u8]) {
    if let Some(Ok(mnemonic)) = secret(bytes).map(|text| Mnemonic::from_seed_qr_digits(&text)) {
        let again = Mnemonic::from_seed_qr_digits(&mnemonic.seed_qr_digits().expect("English"));
        assert!(again.expect("its own digits").same_as(&mnemonic));
    }
    if let Ok(mnemonic) = Mnemonic::from_compact_seed_qr(&SecretBytes::copied_from(bytes)) {
        // exposed to: the comparison
        assert_eq!(mnemonic.entropy().expose_secret(), bytes);
    }
}

fn rolls(bytes: &[u8]) {
    for source in [Source::Dice, Source::Coins, Source::Cards] {
        let Some(Ok(rolls)) = secret(bytes).map(|text| Rolls::parse(source, &text)) else {
            continue;
        };
        let again = Rolls::parse(source, rolls.text()).expect("its own text");
        assert_eq!(again.count(), rolls.count());
        for words in [12, 24] {
            assert_eq!(again.check_fair(words), rolls.check_fair(words));
        }
    }
}

fn a_share(bytes: &[u8]) {
    let Some(Ok(share)) = secret(bytes).map(|text| Share::parse(&text)) else { return };
    let again = Share::parse(&share.words()).expect("its own words");
    assert!(again.words().same_as(&share.words()));
    assert!(share.member_threshold() >= 1 && share.group() <= share.group_count());
}

fn share_file(bytes: &[u8]) {
    let Some(Ok((share, notes))) = secret(bytes).map(|text| share::file::read(&text)) else {
        return;
    };
    let (again, noted) =
        share::file::read(&share::file::write(&share, &notes)).expect("its own file");
    assert!(again.words().same_as(&share.words()));
    assert_eq!(noted.gives_back, notes.gives_back);
    if let Some(scheme) = secret(bytes).and_then(|text| first_line(&text).parse::<Scheme>().ok()) {
        assert_eq!(scheme.to_string().parse(), Ok(scheme));
    }
}

fn first_line(text: &SecretText) -> String {
    // exposed to: a parser of public text
    text.expose_secret().lines().next().unwrap_or_default().to_owned()
}

fn typed_lines(bytes: &[u8]) {
    let Some(Ok(text)) = secret(bytes).map(|typed| sheet::lines::parse(&typed)) else { return };
    // exposed to: the printer of lines
    let printed: Vec<String> = sheet::lines::encode(text.expose_secret())
        .iter()
        .map(|line| format!("{} {} {}", line.number, line.grouped(), line.check))
        .collect();
    let Ok(again) = sheet::lines::parse(&SecretText::copied_from(&printed.join("\n"))) else {
        // Lines typed by hand can be longer than printed ones, and hold gaps that printing moves.
        return;
    };
    assert!(again.len() <= text.len() + printed.len());
}

fn age_header(bytes: &[u8]) {
    if let Ok(header) = crypt::header_info(bytes) {
        let again = crypt::header_info(bytes).expect("read once already");
        assert_eq!(format!("{header:?}"), format!("{again:?}"));
        if let Ok(outline) = crypt::outline(bytes) {
            assert_eq!(outline.header, header);
        }
    }
}

fn recipients(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for recipient in crypt::read_recipients(text).unwrap_or_default() {
        let shown = recipient.to_string();
        let again: crypt::Recipient = shown.parse().expect("its own text");
        assert_eq!(again.to_string(), shown);
    }
}

fn watch_only(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // Every text is told for what it is, or refused; nothing is compared with it here.
    let _ = text.parse::<Expected>();
    for wallet in
        [WatchOnly::from_xpub(text), WatchOnly::from_descriptor(text)].into_iter().flatten()
    {
        let network = wallet.network().unwrap_or(Network::Mainnet);
        let _ = wallet.addresses(wallet.script(), network, false, 0, 2, 1);
    }
}

fn path(bytes: &[u8]) {
    let Some(Ok(path)) = std::str::from_utf8(bytes).ok().map(str::parse::<Path>) else { return };
    assert_eq!(path.to_string().parse(), Ok(path));
}

fn parity_code(bytes: &[u8]) {
    use sheet::parity::{self, Parity};
    assert!(parity::is_parity(bytes) || Parity::read(bytes).is_err());
    let Ok(code) = Parity::read(bytes) else { return };
    let [codes, _] = armor_in_codes();
    let mut here: Vec<Vec<u8>> = codes[1..].iter().map(|text| text.clone().into_bytes()).collect();
    // A changed code makes the right text or none.
    if let Ok(joined) = parity::join(&mut here, &[code]) {
        let whole = format!("{}\n", codes.join("\n"));
        assert!(joined.iter().all(|one| one.armor == whole.as_bytes()));
    }
}

/// The codes of an armor, and its parity codes.
fn armor_in_codes() -> [Vec<String>; 2] {
    let line = |letter: &str| letter.repeat(64);
    let begin = "-----BEGIN AGE ENCRYPTED FILE-----";
    let end = "-----END AGE ENCRYPTED FILE-----";
    let codes = vec![
        [begin, &line("a"), &line("b")].join("\n"),
        [line("c"), line("d")].join("\n"),
        ["ZQ==", end].join("\n"),
    ];
    let parity = sheet::parity::encode(&codes, 2);
    [codes, parity]
}

fn parity_codes() -> Vec<Vec<u8>> {
    let [_, parity] = armor_in_codes();
    parity.into_iter().map(String::into_bytes).collect()
}

fn identified(bytes: &[u8]) {
    identify::identify(bytes);
}

fn picture(bytes: &[u8]) {
    if let Ok(reading) = scan::read(bytes) {
        assert!(reading.codes.iter().all(|code| code.page <= reading.pages.max(1)));
    }
}

const WORDS: &str = "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday candy pony \
    ranch winter theme error hybrid van cereal salon goddess expire";

fn texts<const N: usize>(all: [&str; N]) -> Vec<Vec<u8>> {
    all.iter().map(|text| text.as_bytes().to_vec()).collect()
}

fn sentences() -> Vec<Vec<u8>> {
    let numbered: Vec<String> =
        (1..).zip(WORDS.split(' ')).map(|(number, word)| format!("{number}. {word}")).collect();
    let short: Vec<String> = WORDS.split(' ').map(|w| w.chars().take(4).collect()).collect();
    let about = "abandon ".repeat(11) + "about";
    texts([WORDS, &numbered.join("\n"), &short.join(", ").to_uppercase(), &about, "# note\n? zoo"])
}

fn seedqr_digits() -> Vec<Vec<u8>> {
    let mnemonic = Mnemonic::parse(&SecretText::copied_from(WORDS)).expect("a published seed");
    // exposed to: the corpus of a published seed
    vec![
        mnemonic.seed_qr_digits().unwrap().expose_secret().as_bytes().to_vec(),
        mnemonic.entropy().expose_secret().to_vec(), // exposed to: the same
    ]
}

fn some_rolls() -> Vec<Vec<u8>> {
    let dice = "346651214541365554561161131623131526525352142345544421526341314632153164152311121342256432264633445";
    texts([dice, "0110100110010110", "AS TD 9H 2C KS QD", "1 2 3\n4 5 6"])
}

fn practice_shares() -> Vec<Share> {
    let mnemonic = Mnemonic::parse(&SecretText::copied_from(WORDS)).expect("a published seed");
    let scheme: Scheme = "2of3".parse().expect("a scheme");
    let mut next = 0_u8;
    let mut counting = |out: &mut [u8]| {
        for byte in out {
            next = next.wrapping_mul(29).wrapping_add(71);
            *byte = next;
        }
    };
    let options = share::Options::default();
    let nothing = SecretText::copied_from("");
    share::split(&mnemonic.entropy(), &scheme, &options, &nothing, &mut counting)
        .expect("32 bytes in three shares")
        .into_iter()
        .flatten()
        .collect()
}

fn shares() -> Vec<Vec<u8>> {
    // exposed to: the corpus of a published seed
    practice_shares().iter().map(|s| s.words().expose_secret().as_bytes().to_vec()).collect()
}

fn share_files() -> Vec<Vec<u8>> {
    let notes = share::file::Notes {
        share_count: Some(3),
        gives_back: Some(share::GivesBack::Words(24)),
        language: None,
        ..Default::default()
    };
    let written = practice_shares();
    let mut files: Vec<Vec<u8>> = written
        .iter()
        // exposed to: the corpus of a published seed
        .map(|share| share::file::write(share, &notes).expose_secret().as_bytes().to_vec())
        .collect();
    files.extend(texts(["2of3", "16-of-16", "3/5"]));
    files
}

fn lines() -> Vec<Vec<u8>> {
    let armor = "-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBvZXh4V1FYUURoUG1nV0\n\
        bz1\n-----END AGE ENCRYPTED FILE-----";
    let printed = sheet::lines::encode(armor)
        .iter()
        .map(|line| format!("{} {} {}", line.number, line.grouped(), line.check))
        .collect::<Vec<_>>()
        .join("\n");
    texts([&printed, "# nothing\n1 a 0000", armor])
}

const HEADER: &str = "age-encryption.org/v1\n-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\n\
    EmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U\n--- Vn+54jqiiUCE+WZcEVY3f1sqHjlu/z1LCQ/T7Xm7qI0\n";

fn age_files() -> Vec<Vec<u8>> {
    let scrypt = "age-encryption.org/v1\n-> scrypt rF0/NwblUHHTpgQgRpe5CQ 18\n\
        gUjEymFKMVXQEKdMMHL24oYexjE3TIC0O0zGSqJ2aUY\n--- Vn+54jqiiUCE+WZcEVY3f1sqHjlu/z1LCQ/T7Xm7qI0\n";
    texts([
        HEADER,
        scrypt,
        "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n",
    ])
}

fn some_recipients() -> Vec<Vec<u8>> {
    texts([
        "age1w7cxj5pfmawlxtdrcl3rqav07neh60rpptp0yyxuhl6s20yuj3vqp653my",
        "# who\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN alice@host\n",
    ])
}

const XPUB: &str = "xpub6BosfCnifzxcFwrSzQiqu2DBVTshkCXacvNsWGYJVVhhawA7d4R5WSWGFNbi8Aw6ZRc1brxMyWMzG3DSSSSoekkudh\
    UYihzt7CTsPBgVRsb";

fn public_keys() -> Vec<Vec<u8>> {
    let descriptor = format!("wpkh([d34db33f/84h/0h/0h]{XPUB}/<0;1>/*)");
    texts([
        XPUB,
        &descriptor,
        "8c65eb9f",
        "bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74",
        "0x9858EfFD232B4033E47d90003D41EC34EcaEda94",
        "zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AGutZYs",
    ])
}

fn paths() -> Vec<Vec<u8>> {
    texts(["m/84h/0h/0h", "m/44'/60'/0'/0/0", "m", "84H/0", "m/2147483647h/0"])
}

fn anything() -> Vec<Vec<u8>> {
    let mut all = sentences();
    for seeds in [share_files, lines, age_files, some_recipients, public_keys, seedqr_digits] {
        all.extend(seeds());
    }
    all
}
