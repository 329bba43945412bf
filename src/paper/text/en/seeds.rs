//! The printed sentences of seed sheets, in English: one set for each kind of seed.

use super::super::{Seed, SeedKind};

pub(super) const SEED: Seed = Seed {
    warning: "whoever reads them owns it",
    no: "no",
    checks: "CHECKS",
    picture: "its picture (LifeHash):",
    format_label: "format",
    child: "child",
    child_of: "of {parent}: BIP-85 {path}",
    wallet: "wallet",
    path: "path",
    path_chosen: "chosen when these words were made",
    path_confirmed: "CONFIRMED: a known address or key matched ({convention})",
    path_not_confirmed: "PATH NOT CONFIRMED: an empty wallet does not mean the money is gone.",
    path_of_its_kind: "the one of its kind; NOT compared with an address",
    anonymous: "Nothing about the wallet stands on this sheet: its owner wished so. Fingerprint, path and address are kept \
        elsewhere, or nowhere. An empty wallet does not mean the money is gone: it may lie on another path, or a \
        passphrase may belong to it.",
    compare_elsewhere: "Compare with a fingerprint or an address that the owner kept elsewhere.",
    to_use: "TO USE",
    bip39: BIP39,
    electrum: ELECTRUM,
    electrum_two_factor: ELECTRUM_TWO_FACTOR,
    electrum_old: ELECTRUM_OLD,
    monero: MONERO,
    aezeed: AEZEED,
    codex32: CODEX32,
};

const FINGERPRINTS: [&str; 2] = ["fingerprint WITHOUT passphrase", "fingerprint WITH passphrase"];
const ADDRESSES: [&str; 2] = ["first address WITHOUT passphrase", "first address WITH passphrase"];
/// For kinds whose passphrase opens the one wallet there is, or that know none.
const ONE_FINGERPRINT: [&str; 2] = ["fingerprint", "fingerprint"];
const ONE_ADDRESS: [&str; 2] = ["first address", "first address"];
const NO_NOTE: [&str; 2] = ["", ""];

const BIP39: SeedKind = SeedKind {
    title: "{n} WORDS, IN THIS ORDER · {mark}, {language}",
    qr_caption: ["SeedQR: a camera", "reads these words"],
    passphrase: "Passphrase in use:",
    yes: "yes: it is NOT on this sheet",
    fingerprints: FINGERPRINTS,
    addresses: ADDRESSES,
    format: "BIP-39, {language}, {n} words",
    note: NO_NOTE,
    steps: [
        "Take an offline device or a hardware wallet and choose “restore” or “import”.",
        "Type the words there. Never on a website, never into a phone chat.",
        "Fingerprint and first address must be the ones above.",
        "No such device? Any wallet that says BIP-39 reads these words.",
    ],
    compare: 2,
};

const ELECTRUM: SeedKind = SeedKind {
    title: "{n} WORDS, IN THIS ORDER · {mark} ({kind})",
    qr_caption: ["", ""],
    passphrase: "Custom words in use:",
    yes: "yes: they are NOT on this sheet",
    fingerprints: ["fingerprint WITHOUT custom words", "fingerprint WITH custom words"],
    addresses: ["first address WITHOUT custom words", "first address WITH custom words"],
    format: "Electrum ({kind}), {n} words; no other format",
    note: NO_NOTE,
    steps: [
        "Install Electrum (electrum.org), offline. Choose “Standard wallet”, “I already have a seed”.",
        "Type the words there, with every option off. Never on a website, never into a phone chat.",
        "The first address must be the one above.",
        "No Electrum? `coldkeep restore --as electrum` opens the wallet.",
    ],
    compare: 2,
};

const ELECTRUM_TWO_FACTOR: SeedKind = SeedKind {
    note: ["keys", "two of three; the company that has the third is not needed"],
    steps: [
        "Install Electrum (electrum.org), offline. Choose “two-factor”, “I already have a seed”.",
        "Type the words there, then choose “Disable”. Never on a website, never into a phone chat.",
        "The first address must be the one above.",
        "No Electrum? `coldkeep restore --as electrum` opens the wallet.",
    ],
    ..ELECTRUM
};

const ELECTRUM_OLD: SeedKind = SeedKind {
    title: "{n} WORDS, IN THIS ORDER · {mark}",
    passphrase: "A seed of Electrum 1 has no passphrase. It has no checksum either: every word must be right.",
    yes: "",
    addresses: ONE_ADDRESS,
    format: "Electrum 1 (before 2014), {n} words; no other format",
    steps: [
        "Install Electrum (electrum.org), offline. Choose “Standard wallet”, “I already have a seed”.",
        "Type the words there, with every option off. Never on a website, never into a phone chat.",
        "The first address must be the one above.",
        "No Electrum? `coldkeep restore --as electrum-old` opens the wallet.",
    ],
    ..ELECTRUM
};

const MONERO: SeedKind = SeedKind {
    title: "{n} WORDS, IN THIS ORDER · {mark}, {language}",
    qr_caption: ["", ""],
    passphrase: "Seed offset (passphrase) in use:",
    yes: "yes: it is NOT on this sheet",
    fingerprints: ONE_FINGERPRINT,
    addresses: ONE_ADDRESS,
    format: "Monero, {language}, {n} words; no other format",
    note: ["restore height, or first payment on", ""],
    steps: [
        "Install a Monero wallet (getmonero.org), offline. Choose “restore from mnemonic seed”.",
        "Type the words there. Never on a website, never into a phone chat.",
        "Enter the restore height: without it the wallet reads the whole chain.",
        "The first address must be the one above.",
    ],
    compare: 3,
};

const AEZEED: SeedKind = SeedKind {
    title: "{n} WORDS, IN THIS ORDER · {mark}",
    qr_caption: ["", ""],
    passphrase: "Passphrase of the words in use:",
    yes: "yes: it is NOT on this sheet",
    fingerprints: ONE_FINGERPRINT,
    addresses: ONE_ADDRESS,
    format: "aezeed, {n} words; no other format",
    note: ["the seed was made", "on {made} or the day after"],
    steps: [
        "Install LND, the Lightning node. `lncli create` asks for an existing seed: answer y.",
        "Type the words there. Never on a website, never into a phone chat.",
        "Money in channels needs the file channel.backup as well: it is NOT on this sheet.",
        "The first address must be the one above. `coldkeep restore --as aezeed` opens it too.",
    ],
    compare: 3,
};

const CODEX32: SeedKind = SeedKind {
    title: "{n} LETTERS, IN THIS ORDER · {mark} (BIP-93)",
    qr_caption: ["the same letters:", "a camera reads them"],
    passphrase: "codex32 has no passphrase: these letters are the whole wallet.",
    yes: "",
    fingerprints: ONE_FINGERPRINT,
    addresses: ONE_ADDRESS,
    format: "codex32 {identifier}, {n} letters; no words",
    note: NO_NOTE,
    steps: [
        "Type the letters into a wallet that knows codex32 (BIP-93), on a device that stays offline.",
        "No such wallet? `coldkeep restore --to xprv` makes the key of BIP-32 that others import.",
        "Never on a website or into a chat. By hand, the worksheets of BIP-93 find a wrong letter.",
        "Fingerprint and first address must be the ones above.",
    ],
    compare: 3,
};
