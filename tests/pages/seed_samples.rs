//! Seed sheets of other kinds than BIP-39: published words, and the longest that their lists have.

use super::{WORDS, address, seed};
use coldkeep::secret::SecretText;
use coldkeep::seed::MoneroLanguage;
use coldkeep::sheet::*;

const OLD: &str =
    "hardly point goal hallway patience key stone difference ready caught listen fact";
const ELECTRUM: &str =
    "wild father tree among universe such mobile favorite target dynamic credit identify";
const MONERO_ADDRESS: &str = "42ey1afDFnn4886T7196doS9GPMzexD9gXpsZJDwVjeRVdFCSoHnv7KPbBeGpzJBzHRCAs9UxqeoyFQMYbqSWYTfJJQAWDm";

fn one_way(coin: &str, script: &str, path: &str, state: PathState, first: (&str, &str)) -> Wallet {
    Wallet {
        coin: coin.into(),
        script: script.into(),
        path: path.into(),
        state,
        first_address: Some(address(first.0, first.1)),
    }
}

fn sheet(form: SeedForm, words: &str, wallet: Wallet) -> SeedSheet {
    SeedSheet { form, language: String::new(), wallet: Some(wallet), ..seed(words, false) }
}

fn electrum() -> SeedSheet {
    let form = SeedForm::Electrum { kind: "segwit".into(), two_factor: false };
    let first = ("m/0h/0/0", "bc1qtx4vyhf0wljhr7mru4rvrhv8ptyhrh6vjupmn8");
    let state = PathState::Confirmed { convention: "Electrum".into() };
    let wallet = one_way("Bitcoin", "native segwit (wpkh)", "m/0h", state, first);
    sheet(form, ELECTRUM, wallet)
}

fn two_factor() -> SeedSheet {
    let form = SeedForm::Electrum { kind: "2fa_segwit".into(), two_factor: true };
    let first = ("0/0", "bc1qpmufh0zjp5prfsrk2yskcy82sa26srqkd97j0457andc6m0gh5asw7kqd2");
    let script = "two of three keys (wsh)";
    let wallet = one_way("Bitcoin testnet", script, "", PathState::OfItsKind, first);
    SeedSheet { passphrase: PassphraseUse::Unknown, ..sheet(form, ELECTRUM, wallet) }
}

fn old() -> SeedSheet {
    let first = ("0/0", "1FJEEB8ihPMbzs2SkLmr37dHyRFzakqUmo");
    let wallet = one_way("Bitcoin", "legacy (pkh)", "", PathState::OfItsKind, first);
    SeedSheet { fingerprint: None, ..sheet(SeedForm::ElectrumOld, OLD, wallet) }
}

fn monero(language: MoneroLanguage) -> SeedSheet {
    let mut words: Vec<&str> = language.words().to_vec();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let deciding = language.naming_letters();
    let wallet = one_way("Monero", "", "", PathState::OfItsKind, ("0/0", MONERO_ADDRESS));
    SeedSheet {
        fingerprint: None,
        language: language.name().into(),
        passphrase: PassphraseUse::Unknown,
        ..sheet(SeedForm::Monero { deciding }, &words[..25].join(" "), wallet)
    }
}

fn aezeed() -> SeedSheet {
    let form = SeedForm::Aezeed { made: "2018-03-22".into() };
    let first = ("m/84h/0h/0h/0/0", "bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74");
    let state = PathState::NotConfirmed;
    sheet(form, WORDS, one_way("Bitcoin", "native segwit (wpkh)", "m/84h/0h/0h", state, first))
}

/// A codex32 secret that only has the form of one.
fn codex32(letters: usize, with_code: bool) -> SeedSheet {
    let text: String = "MS10TESTS"
        .chars()
        .chain("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L".chars().cycle())
        .take(letters)
        .collect();
    let groups: Vec<&str> =
        text.as_bytes().chunks(4).map(|g| std::str::from_utf8(g).expect("letters")).collect();
    let form = SeedForm::Codex32 { identifier: "TEST".into() };
    SeedSheet {
        code: with_code.then(|| SecretText::copied_from(&text)),
        ..sheet(form, &groups.join(" "), aezeed().wallet.expect("one"))
    }
}

fn anonymous(sheet: SeedSheet) -> SeedSheet {
    let heading = Heading { label: None, ..sheet.heading };
    SeedSheet { heading, fingerprint: None, fingerprint_with: None, wallet: None, ..sheet }
}

pub(super) fn sheets() -> Vec<(&'static str, Sheet)> {
    let all = [
        ("seed-electrum", electrum()),
        ("seed-electrum-2fa", two_factor()),
        ("seed-electrum-old", old()),
        ("seed-monero", monero(MoneroLanguage::English)),
        ("seed-monero-dutch", monero(MoneroLanguage::Dutch)),
        ("seed-monero-russian", monero(MoneroLanguage::Russian)),
        ("seed-monero-japanese", monero(MoneroLanguage::Japanese)),
        ("seed-aezeed", aezeed()),
        ("seed-codex32-48", codex32(48, false)),
        ("seed-codex32-127-qr", codex32(127, true)),
        ("seed-anonymous", anonymous(seed(WORDS, false))),
        ("seed-anonymous-monero", anonymous(monero(MoneroLanguage::German))),
    ];
    all.map(|(name, sheet)| (name, Sheet::Seed(sheet))).into()
}
