//! The letter to the heirs and the pages around it, in English.

use crate::paper::text::letter::{Inventory, Kit, Leaflet, Letter, Places};

/// English.
pub(super) const KIT: Kit = Kit {
    letter: LETTER,
    places: PLACES,
    inventory: INVENTORY,
    helper: HELPER,
    checklist: CHECKLIST,
    lawyer: LAWYER,
    holder: HOLDER,
    done_by: "done on, by",
    nobody: "—",
    outside: ["“{label}”, seal no. {seal}", "“{label}”"],
};

const LETTER: Letter = Letter {
    title: "A letter about my digital money",
    reader: "for {reader}",
    version: "version {n}; valid until I replace it",
    before: "Do not hurry. Nothing is lost by waiting a week. Read to the end first.",
    sections: [
        "What there is",
        "Do not",
        "Who can help",
        "What to do",
        "Where things are",
        "If something is missing",
        "Law and taxes",
        "From me",
    ],
    there_is: [
        "Money that no bank holds. Whoever has certain papers can move it, from anywhere, and nobody \
            can undo it. There is:",
        "Where a company holds it, write to the company and use its process for a death. Do not log \
            in as me.",
    ],
    own: "{asset}: {kind}, mine.",
    fingerprint: "Fingerprint of the right wallet: {fingerprint}",
    passphrase: "A passphrase belongs to it.",
    account: "{asset}: {kind}, held by {company}.",
    do_not: &[
        "open sealed papers before two of you are together",
        "photograph, scan, send or type their words anywhere but as in 4",
        "believe anyone who calls, writes or offers help first",
        "throw away, reset or sell my devices, sticks, plates and papers",
    ],
    who_can_help: "Ask two people who do not depend on each other, and watch everything they do. They \
        need to touch nothing. A page for them belongs to this letter.",
    lawyer: "Lawyer: {lawyer}",
    to_do: &[
        "Go to the places in 5. Secure what lies there: locked, dry, closed. Compare the seal numbers.",
        "Read the recovery guide, which belongs to this letter, aloud together.",
        "Practise with the practice kit first; nothing can be lost with it.",
        "When it is settled who is entitled (see 7), open as many papers as are needed and no more, \
            two of you together. Write on each cover when, who and why.",
        "Make a new wallet of your own. Bring mine back on a device that stays offline, as the guide says.",
        "Send a small amount to your new wallet and wait until it is there. Then send the rest.",
    ],
    columns: ["place", "what is there", "who can open it", "seal"],
    missing: "If an opened wallet looks empty, the money is not gone: the guide says which kinds of \
        address to try, and when a passphrase is meant. Ask the second helper before you give up.",
    law: &[
        "This letter gives access, not ownership: who owns it, the will and the law decide. Holding a \
            paper makes nobody its owner.",
        "Secure the papers now. Move what they hold only with the authority of the executor or a court, \
            or when theft is likely; then to a new wallet of the estate. Write down why, when, and who \
            was there.",
        "Talk to a tax adviser before anything is sold.",
    ],
    executor: "Executor: {executor}.",
    incapacity: "While I live and cannot act, {incapacity} may do what this letter says for me. What is \
        moved then stays mine.",
    no_advice: "This is not legal advice.",
    signed: "signed",
    checked: "checked",
};

const PLACES: Places = Places {
    parts: [
        "all words",
        "one share, any {k} of {n} restore",
        "one seed, any {k} of {n} sign",
        "the words, locked",
        "the key to the locked words",
        "a share of the key, any {k} of {n}",
        "the passphrase",
        "hardware wallet",
        "PIN of the hardware wallet",
        "wallet description",
    ],
    labelled: "“{label}”: {asset}, {part}",
    opens: "You need for {asset}: what lies at {places}.",
    opens_any: "You need for {asset}: what lies at any {k} of these: {places}.",
    opens_never: "What is listed here does not open {asset} yet; look for more before you give up.",
    and: " and ",
    or: ", or at ",
    none_needed: "Any one of the places may be gone: everything still opens from the others.",
    spare: "One of these may be gone, and everything still opens: {places}.",
    lost: "Without {place}, this does not open: {lost}. Look there first.",
};

const INVENTORY: Inventory = Inventory {
    title: "Inventory",
    note: "For the executor, the court and the tax office. The owner wrote no amounts: they age. No \
        secret stands here. The picture is that of the fingerprint beside it; some wallets show the same one.",
    assets: "What there is",
    asset_columns: ["name and kind", "held by", "fingerprint", "worth, and when"],
    mine: "the owner",
    papers: "Papers, plates and devices",
    paper_columns: ["place", "outside says", "what it is", "seal", "seen on, by"],
    found: "there",
    sealed: "seal whole",
    advice: &[
        "Fill this in when two of you are there. A seal that is broken, or has another number, is \
            written down at once.",
        "Look for devices as well: hardware wallets, sticks, old telephones and computers. Keep them \
            switched off; do not reset them.",
        "What is not listed here may exist all the same: put it on the list.",
    ],
};

const HELPER: Leaflet = Leaflet {
    title: "For the person who helps",
    lead: "You help; you never hold the paper. Whoever reads the words on it can take everything, and \
        nobody can prove afterwards who it was. Protect the family, and yourself.",
    parts: &[
        (
            "How you help",
            &[
                "Explain each step before it is done. They type, they read, they decide.",
                "Sit so that you do not see the words. Say so aloud, and look away when papers are opened.",
                "Work only while the second helper, or another witness, is in the room.",
                "Practise first: the practice kit is a whole wallet whose words are published. Let them do it \
                    twice.",
                "Use a device that stays offline, or a new hardware wallet that they bought from its maker.",
                "Keep a record: date, who was there, which seal was opened, which address was used.",
            ],
        ),
        (
            "What you never do",
            &[
                "Take a paper, a plate, a stick or a device home, also not for a day.",
                "Photograph or scan anything that was sealed.",
                "Type words for them, on your computer or on theirs.",
                "Take payment as a part of what is found.",
                "Tell others what you helped with.",
            ],
        ),
        (
            "An hour that goes well",
            &[
                "Before: the executor or a court has said who may move it; two people of the family are there.",
                "Read the recovery guide together. Find out which paper is there: A, B, C, D, E or F.",
                "They make a new wallet, write its words down, and read them back. Yours is not used.",
                "They bring the old wallet back. Fingerprint and first address are those on the sheet.",
                "A small amount first. It arrives; then the rest. The fee is looked at both times.",
                "Afterwards: the device is erased, the papers go back where they lay until all is settled.",
            ],
        ),
        (
            "Stop when",
            &[
                "somebody presses for time, calls from a support line, or wants words sent;",
                "two of the family do not agree: then a lawyer decides, and nothing is moved;",
                "you do not know the next step. Waiting loses nothing.",
            ],
        ),
    ],
    end: "Questions about the papers: the recovery guide names the public standards that they follow.",
};

const CHECKLIST: Leaflet = Leaflet {
    title: "Checklist",
    lead: "From top to bottom. A line that was done gets a tick, a date and a name.",
    parts: &[
        (
            "In the first days",
            &[
                "Nobody throws away, resets or sells papers, plates, sticks, telephones or computers.",
                "The letter is read to the end, by two people.",
                "The places are visited; what lies there is secured; seal numbers are compared (inventory).",
                "Accounts at companies: their process for a death is begun, in writing.",
                "Nobody outside is told that there is such money.",
            ],
        ),
        (
            "Before anything is moved",
            &[
                "It is settled who is entitled: will, executor, court. A copy of the paper lies here.",
                "Two helpers who do not depend on each other are found; both have read their page.",
                "The practice kit was restored twice, without looking things up.",
                "A tax adviser was asked what has to be written down.",
                "The new wallet is made; its words are on paper, at two places, and were read back.",
            ],
        ),
        (
            "Moving",
            &[
                "As many sealed papers as are needed were opened, by two people; covers are filled in.",
                "Fingerprint and first address are the ones on the sheet.",
                "A small amount was sent and has arrived.",
                "The rest was sent and has arrived. Nothing is left on any kind of address (guide, A).",
            ],
        ),
        (
            "Afterwards",
            &[
                "The inventory is filled in, signed, and with the executor.",
                "The offline device was erased. No picture, file or note with words is left.",
                "The old papers are kept until the estate is closed, then destroyed by two people.",
                "Everybody who held something was told that it is over.",
            ],
        ),
    ],
    end: "If theft is likely, the order may be another: move first, to a wallet of the estate, and write \
        down why, when and with whom.",
};

const LAWYER: Leaflet = Leaflet {
    title: "For the lawyer or notary",
    lead: "{from} keeps digital money without a bank. This page says how it is arranged. It names no \
        place of the sealed papers, and opens nothing.",
    parts: &[
        (
            "What exists",
            &[
                "A letter for {reader}. It lies in: {kept}. Version {version} of {written}.",
                "Wallets of the owner's own: {own}. Accounts at companies: {accounts}.",
                "Sealed papers at several places. Each is numbered and listed in the letter.",
            ],
        ),
        (
            "Who may act",
            &[
                "After a death: {executor}.",
                "While the owner lives and cannot act: {incapacity}. What is moved then stays the owner's.",
                "Whoever holds a sealed paper keeps it safe. It gives no right to what it opens.",
            ],
        ),
        (
            "Please",
            &[
                "Let the will name the letter, not its content: wills become public.",
                "Open no sealed paper in the office, and let none be copied, scanned or photographed: whoever \
                    sees the words can take everything, and nobody can undo it.",
                "See to it that the papers are secured at once, and that nothing is moved without authority, \
                    unless theft is likely. Then it is moved to a wallet of the estate, with a record of why, when \
                    and by whom.",
                "Let two helpers who do not depend on each other be there when papers are opened. They hold nothing.",
                "Ask the owner once a year whether this page is still right.",
            ],
        ),
        (
            "To be agreed with the owner",
            &[
                "Power of attorney that names digital assets: ____________________________________",
                "Duties after a death, and who pays for the work: ____________________________________",
                "Taxes: ____________________________________",
            ],
        ),
    ],
    end: "This page is information from the owner. It is not legal advice, and no will.",
};

const HOLDER: Leaflet = Leaflet {
    title: "You keep something for me",
    lead: "Thank you. It is a sealed document that somebody may need one day. Please guard it as you \
        would guard a will.",
    parts: &[
        ("What you keep", &["{copies}"]),
        (
            "Please",
            &[
                "Keep it dry, closed, and where only you and those you trust can reach it.",
                "Do not open, photograph or copy it. Do not tell others that you have it.",
                "Once a year: is it there, is it dry, is the seal whole and its number the same?",
                "Before you move house, or if it is opened, wet or lost: tell me. Nothing is lost by that; \
                    I replace it.",
            ],
        ),
        (
            "When somebody asks for it",
            &[
                "Give it only to me in person, or, when I died or cannot act, to: {executor}; {incapacity}.",
                "Be sure that it is true: see the person, see a paper, call a number that you knew before.",
                "Never to a voice on the telephone, a message, or somebody in a hurry. Ask a second person.",
                "Hand it over closed, with a witness. Write down to whom, when, and the number of the seal.",
            ],
        ),
        ("If you cannot reach me", &["Ask: {lawyer}; {helpers}."]),
    ],
    end: "You may give it back to me at any time, without a reason. I name you only with your consent.",
};
