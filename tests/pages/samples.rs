//! The sheets that the tests draw: published words only.

use coldkeep::paper::{Look, Paper};
use coldkeep::secret::SecretText;
use coldkeep::sheet::*;

pub(crate) const WORDS: &str = "attack pizza motion avocado network gather crop fresh patrol unusual wild \
    holiday candy pony ranch winter theme error hybrid van cereal salon goddess expire";

fn heading() -> Heading {
    Heading {
        label: Some("Blue folder".into()),
        date: Some("2026-11-22".into()),
        owner: None,
        return_to: None,
    }
}

fn qr_digits(words: &str) -> SecretText {
    let list = bip39::Language::English.word_list();
    let digit = |word| format!("{:04}", list.iter().position(|known| *known == word).expect("listed"));
    SecretText::copied_from(&words.split(' ').map(digit).collect::<String>())
}

fn wallet(state: PathState) -> Wallet {
    Wallet {
        coin: "Bitcoin".into(),
        script: "native segwit (wpkh)".into(),
        path: "m/84h/0h/0h".into(),
        state,
        first_address: Some(Address {
            path: "m/84h/0h/0h/0/0".into(),
            text: "bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74".into(),
            with_passphrase: false,
        }),
    }
}

pub(crate) fn seed(words: &str, with_qr: bool) -> SeedSheet {
    SeedSheet {
        heading: heading(),
        words: SecretText::copied_from(words),
        seed_qr: with_qr.then(|| qr_digits(words)),
        passphrase: PassphraseUse::No,
        fingerprint: Some("8c65eb9f".into()),
        fingerprint_with: None,
        wallet: Some(wallet(PathState::Confirmed { convention: "BIP-84".into() })),
    }
}

fn unconfirmed() -> SeedSheet {
    let mut wallet = wallet(PathState::NotConfirmed);
    wallet.coin = "Ethereum".into();
    wallet.script = "account".into();
    wallet.path = "m/44h/60h/0h".into();
    wallet.first_address = Some(Address {
        path: "m/44h/60h/0h/0/0".into(),
        text: "0x9858EfFD232B4033E47d90003D41EC34EcaEda94".into(),
        with_passphrase: true,
    });
    SeedSheet {
        heading: Heading { owner: Some("Zoë Łukasz".into()), ..Heading::default() },
        passphrase: PassphraseUse::Yes,
        fingerprint_with: Some("0123abcd".into()),
        wallet: Some(wallet),
        ..seed("abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about", false)
    }
}

/// Every kind of page, by the name of its snapshot.
pub(crate) fn sheets() -> Vec<(&'static str, Sheet)> {
    let list = bip39::Language::English.word_list();
    let longest: Vec<&str> = list.iter().copied().filter(|word| word.len() == 8).collect();
    let twelve = longest[..12].join(" ");
    vec![
        ("seed-24", Sheet::Seed(seed(WORDS, false))),
        ("seed-24-qr", Sheet::Seed(seed(WORDS, true))),
        ("seed-12-qr", Sheet::Seed(seed(&twelve, true))),
        ("seed-12-unconfirmed", Sheet::Seed(unconfirmed())),
        ("seed-15", Sheet::Seed(seed(&WORDS.split(' ').take(15).collect::<Vec<_>>().join(" "), false))),
    ]
}

pub(crate) fn look(paper: Paper) -> Look {
    Look { paper, watermark: Some("PRACTICE".into()), ..Look::default() }
}
