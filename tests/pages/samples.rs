//! The sheets that the tests draw: published words only.

#[path = "descriptor_samples.rs"]
mod descriptors;
#[path = "seed_samples.rs"]
mod seeds;
#[path = "share_samples.rs"]
mod shares;

use coldkeep::paper::{Look, Paper};
use coldkeep::secret::SecretText;
use coldkeep::sheet::*;
use descriptors::{SHORT, description, description_of_a_rule, description_of_one_key};
use shares::{codex32, owners_of_parts, part, sskr};

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
    let digit =
        |word| format!("{:04}", list.iter().position(|known| *known == word).expect("listed"));
    SecretText::copied_from(&words.split(' ').map(digit).collect::<String>())
}

fn wallet(state: PathState) -> Wallet {
    Wallet {
        coin: "Bitcoin".into(),
        script: "native segwit (wpkh)".into(),
        path: "m/84h/0h/0h".into(),
        state,
        first_address: Some(address(
            "m/84h/0h/0h/0/0",
            "bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74",
        )),
    }
}

fn address(path: &str, text: &str) -> Address {
    Address { path: path.into(), text: text.into(), with_passphrase: false }
}

pub(crate) fn seed(words: &str, with_qr: bool) -> SeedSheet {
    SeedSheet {
        heading: heading(),
        form: SeedForm::Bip39,
        words: SecretText::copied_from(words),
        language: "English".into(),
        code: with_qr.then(|| qr_digits(words)),
        passphrase: PassphraseUse::No,
        fingerprint: Some("8c65eb9f".into()),
        fingerprint_with: None,
        child_of: None,
        wallet: Some(wallet(PathState::Confirmed { convention: "BIP-84".into() })),
    }
}

/// 24 of the longest words of a list, as they are shown.
pub(crate) fn widest(language: bip39::Language) -> String {
    use unicode_normalization::UnicodeNormalization;
    let shown = |word: &&str| word.nfc().collect::<String>();
    let mut list: Vec<String> = language.word_list().iter().map(shown).collect();
    list.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    list[..24].join(" ")
}

pub(crate) fn foreign(language: &str, words: &str) -> SeedSheet {
    SeedSheet { language: language.into(), ..seed(words, false) }
}

/// The share with the longest name of a language.
fn chinese() -> ShareSheet {
    let share = share(SHARE, false, GivesBack::Words(12));
    ShareSheet { language: Some("Chinese (traditional)".into()), ..share }
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
        ..seed(
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
            false,
        )
    }
}

pub(crate) const SHARE: &str = "duckling enlarge academic academic agency result length solution fridge kidney coal piece deal husband erode duke ajar critical decision keyboard";

pub(crate) fn share(words: &str, group: bool, gives_back: GivesBack) -> ShareSheet {
    let place = GroupPlace { name: "family".into(), groups_needed: 2, groups: 3 };
    ShareSheet {
        heading: heading(),
        standard: Standard::Slip39,
        words: SecretText::copied_from(words),
        code: Some(SecretText::copied_from(&words.to_uppercase())),
        index: None,
        number: 2,
        count: 3,
        threshold: 2,
        group: group.then_some(place),
        passphrase: group,
        others: Vec::new(),
        set_name: words.split(' ').take(2).collect::<Vec<_>>().join(" "),
        gives_back,
        language: None,
        secret_bytes: 16,
        fingerprint: matches!(gives_back, GivesBack::Words(_)).then(|| "8c65eb9f".into()),
    }
}

fn with_holders() -> ShareSheet {
    let member = |(at, name): (u8, &str)| Member {
        group: "family".into(),
        share: format!("{at} of 3"),
        holder: Some(name.into()),
    };
    let names = [(1, "Anna Maria Sánchez-Villanueva"), (3, "the lawyer in the High Street")];
    ShareSheet {
        others: names.map(member).into(),
        ..share(&long_share(33), true, GivesBack::Words(24))
    }
}

fn long_share(count: usize) -> String {
    let words: Vec<&str> =
        SHARE.split(' ').chain(["graduate", "envelope"]).cycle().take(count).collect();
    words.join(" ")
}

fn owners() -> Owners {
    let member = |number: usize, holder: Option<&str>| Member {
        group: String::new(),
        share: format!("{number} of 3"),
        holder: holder.map(str::to_owned),
    };
    Owners {
        heading: heading(),
        standard: Standard::Slip39,
        set_name: "duckling enlarge".into(),
        needed: "any 2 of the 3 sheets".into(),
        members: vec![member(1, Some("Ada")), member(2, None), member(3, None)],
    }
}

/// An armor of so many bytes of payload that no key opens: its text only has the form.
pub(crate) fn encrypted(bytes: usize, key: KeyPlace) -> EncryptedSheet {
    let letters: Vec<u8> = (b'A'..=b'Z').chain(b'a'..=b'z').chain(b'0'..=b'9').collect();
    let body: Vec<u8> =
        (0..bytes.div_ceil(3) * 4).map(|at| letters[(at * at + 7 * at) % 61]).collect();
    let lines: Vec<&str> =
        body.chunks(64).map(|line| std::str::from_utf8(line).expect("letters")).collect();
    let armor = format!(
        "-----BEGIN AGE ENCRYPTED FILE-----\n{}\n-----END AGE ENCRYPTED FILE-----\n",
        lines.join("\n")
    );
    EncryptedSheet { heading: heading(), armor, key, parity: 1 }
}

fn shared_key() -> KeyPlace {
    let (set_name, needed) = ("evidence gather".into(), "any 2 of the 3 sheets".into());
    KeyPlace::Shares { set_name, needed, hex_digits: 32 }
}

fn blank(kind: Option<BlankKind>) -> Sheet {
    Sheet::Blank(BlankForm { heading: Heading::default(), kind: kind.expect("a known size") })
}

fn testnet() -> SeedSheet {
    let words: Vec<&str> = WORDS.split(' ').take(18).collect();
    let mut sheet = seed(&words.join(" "), false);
    sheet.passphrase = PassphraseUse::Unknown;
    sheet.wallet = Some(Wallet {
        coin: "Bitcoin testnet".into(),
        script: "nested segwit (sh-wpkh)".into(),
        path: "m/49h/1h/12h".into(),
        state: PathState::Chosen,
        first_address: Some(Address {
            path: "m/49h/1h/12h/0/0".into(),
            text: "bcrt1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqvg32hk".into(),
            with_passphrase: false,
        }),
    });
    sheet
}

/// The longest path that a child can have.
fn child() -> SeedSheet {
    let child_of =
        ChildOf { parent: "8c65eb9f".into(), path: "m/83696968h/39h/0h/12h/2147483647h".into() };
    SeedSheet { child_of: Some(child_of), fingerprint_with: None, ..unconfirmed() }
}

fn grouped_key() -> KeyPlace {
    let needed =
        "2 of the 3 groups me (1 of 1), family (2 of 3), friends of the family (3 of 5)".into();
    KeyPlace::Shares { set_name: "evidence gather".into(), needed, hex_digits: 32 }
}

fn metal(plate: Plate, words: &str) -> MetalSheet {
    MetalSheet {
        heading: heading(),
        plate,
        words: SecretText::copied_from(words),
        digits: qr_digits(words),
        fingerprint: "8c65eb9f".into(),
    }
}

/// Every kind of page, by the name of its snapshot.
pub(crate) fn sheets() -> Vec<(&'static str, Sheet)> {
    let list = bip39::Language::English.word_list();
    let longest: Vec<&str> = list.iter().copied().filter(|word| word.len() == 8).collect();
    let twelve = longest[..12].join(" ");
    let mut all = vec![
        ("seed-24", Sheet::Seed(seed(WORDS, false))),
        ("seed-24-qr", Sheet::Seed(seed(WORDS, true))),
        ("seed-12-qr", Sheet::Seed(seed(&twelve, true))),
        ("seed-12-unconfirmed", Sheet::Seed(unconfirmed())),
        (
            "seed-15",
            Sheet::Seed(seed(&WORDS.split(' ').take(15).collect::<Vec<_>>().join(" "), false)),
        ),
        ("seed-18-testnet", Sheet::Seed(testnet())),
        ("seed-12-child", Sheet::Seed(child())),
        ("seed-24-spanish", Sheet::Seed(foreign("Spanish", &widest(bip39::Language::Spanish)))),
        ("seed-24-italian", Sheet::Seed(foreign("Italian", &widest(bip39::Language::Italian)))),
        ("seed-24-japanese", Sheet::Seed(foreign("Japanese", &widest(bip39::Language::Japanese)))),
        ("share-20-chinese", Sheet::Share(chinese())),
        ("share-20", Sheet::Share(share(SHARE, false, GivesBack::Words(12)))),
        ("share-33-group", Sheet::Share(share(&long_share(33), true, GivesBack::Words(24)))),
        ("share-holders", Sheet::Share(with_holders())),
        ("share-hex", Sheet::Share(share(SHARE, false, GivesBack::Key(KeyKind::Hex)))),
        ("share-text", Sheet::Share(share(SHARE, true, GivesBack::Key(KeyKind::Text)))),
        (
            "share-age",
            Sheet::Share(share(&long_share(33), false, GivesBack::Key(KeyKind::AgeIdentity))),
        ),
        (
            "share-age-pq",
            Sheet::Share(share(&long_share(33), true, GivesBack::Key(KeyKind::AgePqIdentity))),
        ),
        ("share-wallet", Sheet::Share(share(&long_share(59), false, GivesBack::Slip39Wallet))),
        ("share-sskr-46", Sheet::Share(sskr(46, true))),
        ("share-sskr-29", Sheet::Share(sskr(29, false))),
        ("share-codex32-48", Sheet::Share(codex32(48))),
        ("share-codex32-74", Sheet::Share(codex32(74))),
        ("share-codex32-127", Sheet::Share(codex32(127))),
        ("share-xor", Sheet::Share(part(None, WORDS))),
        (
            "share-xor-italian",
            Sheet::Share(part(Some("Italian"), &widest(bip39::Language::Italian))),
        ),
        ("owners", Sheet::Owners(owners())),
        ("owners-xor", Sheet::Owners(owners_of_parts())),
        ("encrypted-1", Sheet::Encrypted(encrypted(340, shared_key()))),
        ("encrypted-2", Sheet::Encrypted(encrypted(660, KeyPlace::Passphrase { kept_at: None }))),
        ("encrypted-groups", Sheet::Encrypted(encrypted(340, grouped_key()))),
        ("descriptor-1", Sheet::Descriptor(description_of_one_key())),
        ("descriptor-3", Sheet::Descriptor(description(3))),
        ("descriptor-rule", Sheet::Descriptor(description_of_a_rule())),
        ("descriptor-6", Sheet::Descriptor(description(6))),
        ("descriptor-20", Sheet::Descriptor(description(20))),
        (
            "recovery",
            Sheet::Recovery(RecoveryPage {
                heading: heading(),
                words: bip39::Language::English.word_list(),
            }),
        ),
        ("metal-cassette", Sheet::Metal(metal(Plate::Cassette, WORDS))),
        ("metal-stackbit", Sheet::Metal(metal(Plate::Stackbit, WORDS))),
        ("metal-tinyseed", Sheet::Metal(metal(Plate::Tinyseed, WORDS))),
        ("metal-letters", Sheet::Metal(metal(Plate::Letters, WORDS))),
        ("metal-dots", Sheet::Metal(metal(Plate::Dots4x26, WORDS))),
        ("metal-numbers-12", Sheet::Metal(metal(Plate::Numbers, SHORT))),
        ("metal-seedqr29", Sheet::Metal(metal(Plate::SeedQr29, WORDS))),
        ("metal-seedqr25", Sheet::Metal(metal(Plate::SeedQr25, SHORT))),
        ("blank-24", blank(WordCount::mnemonic(24).map(BlankKind::Words))),
        ("blank-12", blank(WordCount::mnemonic(12).map(BlankKind::Words))),
        ("blank-share-33", blank(WordCount::share(33).map(BlankKind::Share))),
        ("blank-share-20", blank(WordCount::share(20).map(BlankKind::Share))),
        ("blank-device", blank(Some(BlankKind::Device))),
        ("blank-grid-29", blank(Some(BlankKind::Grid { squares: 29 }))),
        ("blank-grid-21", blank(Some(BlankKind::Grid { squares: 21 }))),
        (
            "encrypted-9",
            Sheet::Encrypted(encrypted(
                3_200,
                KeyPlace::Identity { kept_at: Some("green box".into()) },
            )),
        ),
    ];
    all.extend(seeds::sheets());
    all
}

pub(crate) fn look(paper: Paper) -> Look {
    Look { paper, watermark: Some("PRACTICE".into()), ..Look::default() }
}
