//! The printed sentences in English.

mod letter;
mod metal;
mod seeds;
mod shares;

use super::{Blank, Common, Cover, Descriptor, Device, Encrypted, Recovery, Texts};
use metal::METAL;
use seeds::SEED;
use shares::{OWNERS, SHARE};

/// English.
pub(in crate::paper) static ENGLISH: Texts = Texts {
    common: COMMON,
    cover: COVER,
    seed: SEED,
    share: SHARE,
    owners: OWNERS,
    encrypted: ENCRYPTED,
    descriptor: DESCRIPTOR,
    recovery: RECOVERY,
    blank: BLANK,
    metal: METAL,
    device: DEVICE,
    kit: letter::KIT,
};

const COMMON: Common = Common {
    label: "label",
    copy: "copy",
    made: "made",
    page_of: "page {n} of {of}",
    row_check: "check of a row: `printf %s 'four words' | sha256sum | cut -c1-4`",
    group_check: "check of a row, without its gaps: `printf %s 'ROW' | sha256sum | cut -c1-4`",
    line_check: "check of a line, typed without its gaps: `printf %s 'LINE' | sha256sum | cut -c1-4`",
    last_checked: "LAST CHECKED",
    date_blank: "____-__-__",
    ruler: "50 mm, if printed at 100 %",
    toner: "toner test: tape, press, lift. Black on the tape: print again elsewhere.",
    format: "coldkeep format 1",
};

const COVER: Cover = Cover {
    title: "SEALED DOCUMENT",
    seed: "Please do not throw this away and do not open it.",
    share: "One part of several. Keep it, dry and closed.",
    belongs: "It belongs to",
    return_to: "Return to",
    seal: "seal no.",
    opened: ["Opened on", "by", "because"],
    folding: [
        "Fold back at the upper marks and forward at the lower marks; only this part stays outside.",
        "Before sealing, lay a piece of plain paper between the two inner parts.",
    ],
};

const ENCRYPTED: Encrypted = Encrypted {
    title: "ENCRYPTED DOCUMENT",
    note: "It may be copied freely. It opens only with its key.",
    opens_shares: "The key: {needed} of the set “{set}”.",
    opens_passphrase: "The key: a passphrase, kept elsewhere.",
    opens_identity: "The key: a key file (AGE-SECRET-KEY-1…), kept elsewhere.",
    kept_at: "Its place, not here:",
    scan_one: "Scan the code with any phone or camera. It is text. Save it as sheet.age on a computer \
        that stays offline.",
    scan_many: "Scan codes 1 to {n}. Each is text. Put them into one file sheet.age, in order, every \
        code on a new line.",
    one_spare: "Code P1, which begins COLDKEEP PARITY, stays out of the file: with it one dead code can be made again (`coldkeep scan`, all \
        pictures at once).",
    more_spare: "Codes P1 to P{n}, which begin COLDKEEP PARITY, stay out of the file: with them as many dead codes can be made again (`coldkeep \
        scan`, all pictures at once).",
    key_shares: "Get the key: `shamir recover` prints {digits} hex digits.",
    key_passphrase: "Fetch the passphrase from its place.",
    key_identity: "Fetch the key file from its place; call it key.txt.",
    open_passphrase: "`age -d sheet.age` and type the passphrase.",
    open_hex: "`age -d sheet.age`; the passphrase is those {digits} digits.",
    open_identity: "`age -d -i key.txt sheet.age`",
    age: "“age” is at age-encryption.org; many programs read its files.",
    code_of: ["code", "of"],
    dead: "IF A CODE IS DEAD, TYPE THESE LINES",
    dead_more: "LINES, CONTINUED",
    check: "check",
    whole: "`sha256sum sheet.age` prints this when every line, the last one too, ends with a line break:",
    last_opened: "LAST OPENED",
};

const DESCRIPTOR: Descriptor = Descriptor {
    title: "WALLET DESCRIPTION",
    note: "Private, not secret: it cannot spend. Whoever reads it sees the balance.",
    needs_one: "It takes the one seed to spend.",
    needs_several: "It takes {k} of these {of} seeds to spend.",
    needs_rule: "Who can spend: {rule}.",
    without_one: "Without this page the money must be searched for, path by path.",
    without_several: "With {k} seeds and NO description the other keys are missing, and the money cannot be \
        moved. Keep a copy of this page beside each seed.",
    without_all: "With the seeds and NO description it is not known how they belong together. Keep a copy of \
        this page beside each seed.",
    keys: "keys, by the fingerprint of their seed",
    origin_unknown: "seed and path are not known",
    script: "script",
    network: "network",
    birthday: "first used",
    block: "block {n}",
    gap: "gap limit",
    annotations: "BIP-393",
    proved: "Proved: {signed} of {of} sets of seeds signed for address 0, each enough to spend.",
    first_addresses: "FIRST ADDRESSES",
    to_use: "TO USE",
    steps: [
        "Scan the code with the wallet, or import the description as text or as this PDF. Sparrow: File → \
            Import Wallet. Bitcoin Core: `importdescriptors`. Others: “output descriptor”.",
        "Compare address 0 before anything else.",
        "To spend, sign with the seeds. Their words never go into a computer that is connected.",
    ],
    many_codes: "The codes are parts of one text (BBQr); a wallet reads them in any order.",
    as_one_text: "The whole description, to copy:",
};

const RECOVERY: Recovery = Recovery {
    title: "HOW TO GET BACK WHAT THESE PAPERS HOLD",
    need: &[
        "You need the papers, two people, an hour, and either a computer that will stay offline or a \
            new hardware wallet bought from its maker. Nobody has to be paid. Nothing is lost by waiting.",
    ],
    which: "WHICH PAPER DO YOU HAVE?",
    choices: [
        ("12 to 24 numbered words", "A"),
        ("“SHARE 2 of 3” and words", "B"),
        ("“ENCRYPTED DOCUMENT”", "C"),
        ("“WALLET DESCRIPTION”", "D"),
        ("a steel plate with letters or dots", "E"),
        ("only a file, name.age", "F"),
    ],
    sections: &[
        (
            "A",
            "Words",
            &[
                "In the wallet choose “restore” or “I have a recovery phrase” (BIP-39). Type the words in order.",
                "A word cannot be read? `coldkeep restore` takes a ? in its place and looks for it.",
                "Compare the fingerprint and the first address with the sheet.",
                "Empty? The money is not gone. Try native segwit, taproot, nested segwit, legacy, in this order; \
                and a passphrase box ticked “yes” means that a passphrase belongs to the words.",
            ],
        ),
        (
            "B",
            "Shares",
            &[
                "Bring as many sheets as they ask for. Type them into `coldkeep combine`, `shamir recover` \
                (Python, shamir-mnemonic) or any program that says SLIP-39.",
                "The box GIVES BACK on each sheet tells what comes out: words, a wallet, or a key for C or F.",
            ],
        ),
        (
            "C",
            "Encrypted document",
            &[
                "Scan the code: it is text. Save it as sheet.age; several codes in order, each on a new line; code P1 stays out. \
                The sheet says where its key is.",
                "`age -d sheet.age` (age: age-encryption.org)",
            ],
        ),
        (
            "D",
            "Wallet description",
            &[
                "Import the description into a wallet first (Sparrow, Bitcoin Core), then sign with enough seeds.",
            ],
        ),
        (
            "E",
            "Steel plate",
            &[
                "Four letters decide each word; the list is on the back of this page.",
                "Dots and numbers: the plate says whether counting starts at 0 or at 1. A square of dots is a code (SeedQR): \
                    four digits a word, from 0.",
            ],
        ),
        ("F", "A file", &["`age -d -i key.txt name.age` or, with a passphrase, `age -d name.age`"]),
    ],
    never: "NEVER",
    never_text: "a website · a photo · a chat · a “support” call · a USB stick found there",
    names: "If these programs are gone, search for",
    names_text: "BIP-39 · BIP-32 · SLIP-0039 · BIP-93 codex32 · SSKR · age file encryption · output descriptor (BIP-380)",
    table_title: "THE 2048 WORDS BY THEIR FIRST FOUR LETTERS (BIP-39, English)",
    table_how: [
        "number of a word = number over its column + number at its row;",
        "upper numbers count from 0, lower ones from 1. Three letters: the word has three.",
    ],
};

const BLANK: Blank = Blank {
    words_title: "{n} WORDS, IN THIS ORDER · BIP-39",
    share_title: "SHARE, {n} WORDS · SLIP-39",
    hint: "capital letters; at least the first four letters of each word",
    share_number: ["share", "of", "needed", "group"],
    fields: [
        "fingerprint WITHOUT passphrase",
        "fingerprint WITH passphrase",
        "wallet, script and path",
        "first address",
    ],
    steps: [
        "Write the words with a pencil or an archival pen, on a hard table, not on a pad.",
        "Read them back from the paper: `coldkeep restore` compares them with their checksum.",
        "Write down the fingerprint and the first address that it shows.",
        "Type them into a hardware wallet; fingerprint and first address must be the same.",
    ],
    share_steps: [
        "Write the words with a pencil or an archival pen, on a hard table, not on a pad.",
        "Read them back from the paper before the next share is written.",
        "Tick what the shares give back. The first two words are the same on all of the set.",
        "To restore: `coldkeep combine`, `shamir recover` or any program that says SLIP-39.",
    ],
    grid_title: "SeedQR, {n} × {n} squares, to be filled by hand",
    grid_steps: [
        "Fill the squares that the device shows black, one block at a time; the fixed ones are printed.",
        "Use a fine black pen. Leave the border around the squares white.",
        "Scan the paper with the device before it is trusted.",
        "Whoever photographs this square owns the money. Fold the paper and seal it.",
    ],
};

const DEVICE: Device = Device {
    title: "SEED IN A DEVICE",
    note: "For a seed that a hardware wallet made. Its words are on another paper, and never go into a computer.",
    fields: [
        "device: maker and model",
        "fingerprint",
        "script and path",
        "first address",
        "passphrase in use; kept at",
        "PIN; kept at",
    ],
    key: "extended public key, or the file that holds it",
    made: "WHEN IT IS MADE",
    steps: [
        "Let the device make the words. Write them from its screen on the form for words; photograph nothing.",
        "Let the device ask for the words again, read from the paper: “check backup”, “verify seed words”, \
            “dry-run recovery”.",
        "Export the extended public key or the descriptor, and fill in the lines above.",
        "`coldkeep wallet add NAME --xpub-from FILE --expect ADDRESS` compares the first address; \
            `coldkeep print descriptor NAME` prints the description.",
        "Compare the first address on the screen of the device with the one above, letter by letter.",
        "Reset the device, or take a second one; restore it from the paper; fingerprint and first address must \
            be the same. Only then send money.",
    ],
    done: "done on",
    again: "CHECKED AGAIN",
    again_how: "Once a year, with the device’s own check of the backup: the words are typed on the device only.",
};
