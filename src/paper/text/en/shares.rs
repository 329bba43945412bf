//! The printed sentences of share sheets and of the owner's list, in English.

use super::super::{Owners, Share, ShareForm};

pub(super) const SHARE: Share = Share {
    title: "SHARE {n} of {of}",
    any: "any {k} restore",
    group: "GROUP {group} · SHARE {n} of {of}",
    group_needs: "needs {k} of its group and {groups} of {of} groups",
    part: "PART {n} of {of} · SEED XOR",
    all: "ALL {of} PARTS ARE NEEDED",
    slip39: SLIP39,
    sskr: SSKR,
    codex32: CODEX32,
    xor: XOR,
    gives_back: "GIVES BACK",
    words: "these BIP-39 words ({n})",
    words_in: "these BIP-39 words ({n}, {language})",
    words_any: "BIP-39 words",
    slip39_wallet: "a SLIP-39 wallet",
    bip32_seed: "a BIP-32 SEED: the wallet itself, never words",
    words_of_all: "{n} BIP-39 words, other ones than these, from ALL {of} parts only",
    key: "a FILE KEY or passphrase, not a wallet",
    key_short: "a FILE KEY",
    to_restore: "TO RESTORE",
    bring_any: "Bring any {k} of the {of} sheets together at a computer that stays offline.",
    bring_groups: "Bring {k} sheets of this group, and as many as {groups} of the {of} groups need, \
        to a computer that stays offline.",
    bring_all: "Bring ALL {of} parts together at a computer or device that stays offline.",
    result_words: "Other programs print {digits} hex digits: the ENTROPY of the {n} words. A BIP-39 tool \
        (PyPI: mnemonic) turns them into words. Do not type these shares into a Trezor: it would open another wallet.",
    result_words_sskr: "Other programs print {digits} hex digits: the ENTROPY of the {n} words. A BIP-39 tool \
        turns them into words; any wallet that says BIP-39 takes those.",
    result_seed: "You get the codex32 secret: MS1, and S as its letter. It is the BIP-32 seed. Wallets that \
        know codex32 take it; its {digits} hex digits make the master key (xprv) of BIP-32. No words \
        come back: a wallet that takes only words cannot be restored from it.",
    result_xor: "You get the {n} words of the wallet; any wallet that says BIP-39 takes them. A missing or \
        wrong part is not noticed: it gives other words, and an empty wallet. Compare the fingerprint.",
    result_wallet: "A wallet that reads SLIP-39 opens the money from the shares. Other programs print \
        {digits} hex digits: the seed (BIP-32 master secret) of that wallet.",
    result_hex: "They print {digits} hex digits. Those digits, in lower case, are the key: the passphrase \
        of a file that was encrypted with age. Not a wallet: no hardware wallet shows money for them.",
    result_text: "Other programs print {digits} hex digits: the bytes of a text, then 80, then zeros. \
        `xxd -r -p` shows it. Not a wallet: no hardware wallet shows money for it.",
    result_age: "coldkeep prints the key that starts with AGE-SECRET-KEY-1. Other programs print its \
        {digits} hex digits; written in bech32 they are that key. Not a wallet.",
    result_age_pq: "coldkeep prints the key that starts with AGE-SECRET-KEY-PQ-1. Other programs print its \
        {digits} hex digits; written in bech32 they are that key. Not a wallet.",
    asked: "SOMEONE ASKS FOR THIS SHEET?",
    asked_text: "First be sure it is real: talk to the owner, or to",
    others: "THE OTHER SHEETS",
    half: "Cut along the line. Fold with the print inside; write the label on the back.",
    cards: "Cut along the lines. Each card is one share: keep them apart. How they are restored: `coldkeep help \
        shares`, or the recovery page (`coldkeep print recover`).",
    card_passphrase: "and a PASSPHRASE, which is not on the cards",
    fingerprint: "fingerprint of the restored wallet WITHOUT passphrase",
    fingerprint_of_seed: "fingerprint of the restored wallet",
    passphrase: "A passphrase is in use as well. It is NOT on these sheets; without it another wallet opens.",
};

const SLIP39: ShareForm = ShareForm {
    format: "SLIP-39, {n} words",
    set: "set",
    qr_caption: "the same words",
    same_set: "The first two words are the same on every sheet of this set. Different? Wrong set.",
    tools: "Type the words into one of these; any program that says SLIP-39 will do:",
    commands: ["coldkeep combine", "shamir recover (PyPI: shamir-mnemonic)"],
    listed_set: "set (first two words)",
};

const SSKR: ShareForm = ShareForm {
    format: "SSKR, {n} Bytewords",
    set: "set",
    qr_caption: "the same, as ur:sskr",
    same_set: "The two words of the set stand near the start of every sheet. Different? Wrong set.",
    tools: "Type the words into one of these; any program that says SSKR will do:",
    commands: ["coldkeep combine", "seedtool --in sskr"],
    listed_set: "set (near the start)",
};

const CODEX32: ShareForm = ShareForm {
    format: "codex32 (BIP-93), {n} letters, share {index}",
    set: "set",
    qr_caption: "the same letters",
    same_set: "The four letters of the set stand behind MS1 and a digit on every sheet. Different? Wrong set.",
    tools: "Type the letters into one of these, or use the worksheets of BIP-93 without a computer:",
    commands: ["coldkeep combine", "codex32 (Python, PyPI)"],
    listed_set: "set (four letters)",
};

const XOR: ShareForm = ShareForm {
    format: "{n} BIP-39 words that are NOT the wallet's: alone they open another wallet, an empty one.",
    set: "",
    qr_caption: "",
    same_set: "Nothing in the words tells which parts belong together: the labels of the sheets do.",
    tools: "Type each part into one of these. By hand: the entropy of each part as hex digits, combined \
        by exclusive or (XOR), is the entropy of the words:",
    commands: ["coldkeep restore --as seed-xor", "Coldcard: Import Existing, Seed XOR"],
    listed_set: "",
};

pub(super) const OWNERS: Owners = Owners {
    title: "WHO HOLDS WHICH SHEET",
    note: "For the owner. No words stand here, but it is a map: keep it apart from the sheets.",
    needed: "needed",
    columns: ["sheet", "holder", "place", "given on", "seen on", "seen on"],
    advice: [
        "Hold the sheets at different places, with people who do not depend on each other.",
        "One sheet lost or seen: the rest still work. Make a new set soon and collect the old one.",
        "Never keep as many sheets as are needed in one place.",
        "Look at each sheet once a year, closed: is it there, is it dry, is the seal whole?",
    ],
    advice_of_parts: [
        "ALL parts are needed. One part lost, and no other backup: the money is lost.",
        "So keep the words themselves as well, or two copies of every part.",
        "Never keep all parts in one place. A part that was seen tells nothing without the others.",
        "Look at each sheet once a year, closed: is it there, is it dry, is the seal whole?",
    ],
};
