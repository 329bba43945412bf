//! The command lines that make every documented field appear, and the files they read.

/// The published seed of the practice kit.
pub(super) const WORDS: &str = "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday \
    candy pony ranch winter theme error hybrid van cereal salon goddess expire";

/// Made for tests, and printed nowhere else: `find` leaves out what was published.
const OTHER_WORDS: &str =
    "track novel gauge kiss imitate oyster vacuum provide bronze behave hand net";

/// LND's words, printed with the tests of this program.
const AEZEED: &str = "absorb original enlist once climb erode kid thrive kitchen giant define tube orange leader harbor \
    comfort olive fatal success suggest drink penalty chimney ritual";
/// An identity that is published here, and its recipient.
const IDENTITY: &str = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
const RECIPIENT: &str = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
/// The extended public key of the words on m/84h/0h/0h.
const XPUB: &str = "xpub6CRbV7QgjTAACZ4pcLNnyQe2EQJGPGFLqA4UWpCpuLGhmNX8f1NwGXpRS69f4YDqACgd5STzJ8XtLMbMx1oAHQni5nLRTGbrnCKoMaXZVQG";
/// What papers found in a drawer may say, a line each: all published examples (BCR-2020-006, BCR-2024-001, Monero's
/// documents, and a share of ours).
const RESOURCE: &str = "ur:seed/oyadgdstaslplabghydrpfmkbggufgludprfgmamdpwmox";
const PART: &str = "ur:bytes/1-9/lpadascfadaxcywenbpljkhdcahkadaemejtswhhylkepmykhhtsytsnoyoyaxaedsuttydmmhhpktpmsrjtdkgslpgh";
const MONERO: &str = "velvet lymph giddy number token physics poetry unquoted nibs useful sabotage limits benches \
    lifestyle eden nitrogen anvil fewest avoid batch vials washing fences goat unquoted";
const SHARE: &str = "duckling enlarge academic academic agency result length solution fridge kidney coal piece deal \
    husband erode duke ajar critical decision keyboard";
/// A file passphrase for tests; published like everything here.
const FILE_PASSPHRASE: &str = "patrol-unusual-wild-holiday-candy-pony-ranch-winter-theme-error";

/// Answers of a letter with a finding of every form.
const LETTER: &str = "format = 1\nmessage = \"PIN 4821\"\nkept = [\"safe\"]\n\
    [[helper]]\nname = \"Mira\"\n\
    [[asset]]\nname = \"savings\"\n[[asset]]\nname = \"family\"\n\
    [[copy]]\nof = \"savings\"\nwhat = \"whole\"\nplace = \"safe\"\n\
    [[copy]]\nof = \"family\"\nwhat = \"share\"\nscheme = \"1of2\"\nplace = \"safe\"\n\
    [[copy]]\nof = \"family\"\nwhat = \"encrypted\"\nplace = \"desk\"\n\
    [[copy]]\nof = \"family\"\nwhat = \"key\"\nplace = \"bank\"\n\
    [[place]]\nname = \"safe\"\nopened_by = [\"Mira\"]\n";

/// A copy by hand, of which nothing is known but what must be.
const LOGBOOK: &str = "format = 1\n[[place]]\nname = \"attic\"\n[[wallet]]\nname = \"family\"\n\
    [[copy]]\nid = \"family/A\"\nof = \"family\"\nwhat = \"seed\"\nmedium = \"paper\"\nplace = \"attic\"\n";
/// Thirty shares of which twenty are needed, each at a place of its own and at the next one as well.
fn spread() -> String {
    let mut text = "format = 1\n[[wallet]]\nname = \"savings\"\n".to_owned();
    for at in 1..=30 {
        text += &format!("[[place]]\nname = \"p{at}\"\n");
        for (number, half) in [(at, 'a'), (at + 1, 'b')] {
            text += &format!(
                "[[copy]]\nid = \"savings/{at}{half}\"\nof = \"savings\"\nwhat = \"share\"\n\
                 scheme = \"20of31\"\nnumber = {number}\nmedium = \"paper\"\nplace = \"p{at}\"\n"
            );
        }
    }
    text
}

/// A target, whose programs are named and not run.
const PUSH: &str =
    "[push.cloud]\nsend = [\"/bin/cat\", \"{name}\"]\nverify = [\"/bin/cat\", \"{name}\"]\n";

/// A copy at that target.
const SENT: &str = "format = 1\n[[place]]\nname = \"cloud\"\n[[archive]]\nname = \"files\"\n\
    [[copy]]\nid = \"cloud/2026-11-22-7f3a9c21-4f2a91c0d3e8b7a1.age\"\nof = \"files\"\nwhat = \"archive\"\n\
    medium = \"cloud\"\nplace = \"cloud\"\n";

/// Two copies that do not count: one failed, and one is out of reach.
const FAULTS: &str = "format = 1\n[[place]]\nname = \"cloud\"\n[[archive]]\nname = \"files\"\n\
    [[copy]]\nid = \"cloud/1\"\nof = \"files\"\nwhat = \"archive\"\nmedium = \"cloud\"\nplace = \"cloud\"\n\
    drills = [{ on = 2026-11-22, how = \"read\", result = \"fail\" }]\n\
    [[copy]]\nid = \"cloud/2\"\nof = \"files\"\nwhat = \"archive\"\nmedium = \"cloud\"\nplace = \"cloud\"\n\
    drills = [{ on = 2026-11-22, how = \"reach\", result = \"fail\" }]\n";

/// The files in the folder where the lines run.
pub(super) fn files() -> [(&'static str, String); 22] {
    let one_branch = format!(
        "format = 1\nnetwork = \"mainnet\"\ndescriptor = \"wpkh({XPUB}/0/*)\"\nfirst_receive = 0\n"
    );
    [
        ("found.txt", format!("{XPUB}\n{RESOURCE}\n{PART}\n{MONERO}\n{SHARE}\n")),
        ("words.txt", format!("{WORDS}\n")),
        ("other-seed.txt", format!("{OTHER_WORDS}\n")),
        ("strange/\u{1b}.txt", format!("{OTHER_WORDS}\n")),
        ("aezeed.txt", format!("{AEZEED}\n")),
        ("monero.txt", format!("{MONERO}\n")),
        ("key.txt", format!("{IDENTITY}\n")),
        ("recipients.txt", format!("{RECIPIENT}\n")),
        // The key whose number is 1.
        ("single.txt", "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn\n".to_owned()),
        ("my.xpub", format!("{XPUB}\n")),
        ("d.txt", format!("wpkh([8c65eb9f/84h/0h/0h]{XPUB}/<0;1>/*)#6zkscxz2\n")),
        ("labels.jsonl", "{\"type\":\"addr\",\"ref\":\"x\",\"label\":\"rent\"}\n".to_owned()),
        ("damaged/wallets/one-branch.toml", one_branch),
        ("damaged/wallets/damaged.toml", "format = x\n".to_owned()),
        ("heirs/letter.toml", LETTER.to_owned()),
        ("books/logbook.toml", LOGBOOK.to_owned()),
        ("pushes/push.toml", PUSH.to_owned()),
        ("pushes/logbook.toml", SENT.to_owned()),
        ("spread/logbook.toml", spread()),
        ("faults/logbook.toml", FAULTS.to_owned()),
        ("file-passphrase.txt", FILE_PASSPHRASE.to_owned()),
        // The line that a sheet would print, with the first four digits of its SHA-256.
        ("lines.txt", "1 bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74 b904\n".to_owned()),
    ]
}

/// One line each; words are separated by single spaces. Later lines read what earlier ones wrote.
pub(super) const CASES: &[&str] = &[
    "new box --encrypt-to age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj -o new.age --allow-online",
    "restore --words-from words.txt",
    "restore --words-from words.txt --expect bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74",
    "restore --key-from single.txt",
    "restore --key-from single.txt --to bip38 --file-passphrase-from file-passphrase.txt",
    "restore --key-from single.txt --to wif -o single-again.txt --allow-secret-file",
    "restore --words-from aezeed.txt",
    "restore --words-from words.txt --to xpub",
    "restore --words-from words.txt --to descriptor",
    "restore --words-from words.txt --to words -o again.txt --allow-secret-file",
    "address --words-from words.txt --count 2",
    "address --practice --script tr --change",
    "address --xpub-from my.xpub",
    "child bip39 --words 12 --words-from words.txt -o child.txt --allow-secret-file",
    "child hex --words-from words.txt -o child-hex.txt --allow-secret-file",
    "child pwd85 --length 20 --words-from words.txt -o child-pwd.txt --allow-secret-file",
    "child dice --rolls 20 --words-from words.txt -o child-dice.txt --allow-secret-file",
    "child nostr --words-from words.txt -o child-nostr.txt --allow-secret-file",
    "wallet add savings --practice --xpub-from my.xpub --next 7 --birthday 2026-11-22 --home home",
    "wallet add other --practice --descriptor-from d.txt --new --birthday 925000 --home home --labels labels.jsonl",
    "wallet add third --practice --descriptor-from d.txt --next 1 --expect 8c65eb9f --home home",
    "wallet list --home damaged",
    "wallet list --home home",
    "wallet show savings --home home",
    "wallet show other --home home",
    "wallet show third --home home",
    "wallet prove third --words-from words.txt --home home",
    "wallet show one-branch --home damaged",
    "wallet export savings --home home",
    "wallet export savings --home home -o exported.txt",
    "address savings --practice --home home",
    "address --verify bc1q9kldgksad9qrcf3q6ylwme6y6fz60ylqcxyy9g --home home",
    "address savings --used 7 --practice --home home",
    "address other --used 30 --practice --home home",
    "wallet remove other --confirm other --home home",
    "push cloud new.age -n --home pushes",
    "push --verify cloud -n --home pushes",
    "push --verify cloud 2026-11-22-7f3a9c21-4f2a91c0d3e8b7a1.age -n --home pushes",
    "push --verify cloud --home pushes",
    "doctor --require self-test",
    "split 2of3 --words-from words.txt -o shares --allow-secret-file",
    "split 2of3 --words-from words.txt -o anonymous --anonymous --allow-secret-file",
    "split 2of3 --secret-from key.txt -o key-shares --allow-secret-file",
    "combine shares/share-1.txt shares/share-3.txt -o words-back.txt --allow-secret-file",
    "combine key-shares/share-1.txt key-shares/share-2.txt --no-input",
    "encrypt words.txt -R recipients.txt -i key.txt -o words.age",
    "encrypt words.txt -R recipients.txt --file-passphrase-from file-passphrase.txt -o both.age",
    "encrypt words.txt -R recipients.txt -o not-made.age -n",
    "encrypt words.txt heirs -R recipients.txt -o packed.age --log packed --home papers",
    "copies add packed/A --what archive --medium usb --place attic --home papers",
    "drill packed/A packed.age --looks ok --home papers",
    "encrypt words.txt heirs -R recipients.txt -o never.age --if-changed packed --home papers",
    "decrypt words.age -i key.txt -o words-again.txt",
    "decrypt packed.age -i key.txt --list",
    "decrypt packed.age -i key.txt --extract unpacked",
    "encrypt strange -R recipients.txt -o strange.age",
    "decrypt strange.age -i key.txt --list",
    "rekey words.age -i key.txt -R recipients.txt -o words-rekeyed.age",
    "rekey packed.age -i key.txt -R recipients.txt -o packed-2.age --log --home papers",
    "rekey words.age -i key.txt -R recipients.txt --file-passphrase-from file-passphrase.txt -o words-both.age",
    "key new -o new-key.txt",
    "key recipient key.txt",
    "print seed --words-from words.txt --qr -o seed.pdf --allow-secret-file",
    "print seed --practice --dry-run -p Brother_HL",
    "print seed --words-from monero.txt -o monero.pdf --allow-secret-file",
    "print shares 2of3 --practice -o shares.pdf",
    "print shares 2of3 --practice -o anonymous.pdf --anonymous",
    "print encrypted --practice --split 2of3 -o sheet.pdf",
    "print encrypted new.age -o existing.pdf",
    "print encrypted --practice --file-passphrase-from file-passphrase.txt -n -p Brother_HL",
    "print shares 2of3 --practice -n -p Brother_HL",
    "print metal --plate cassette --practice -o metal.pdf",
    "print metal --plate seedqr29 --practice -o squares.pdf",
    "print metal --plate cassette --practice -n -p Brother_HL",
    "copies add savings/A --practice --fingerprint 8c65eb9f --place desk --sealed 0417 --read-back --made 2026-11-22 --home books",
    "copies list --home books",
    "copies add red/1 --practice --of savings --what share --scheme 2of3 --number 1 --place bank --offsite --home books",
    "copies add fam/1 --practice --what cosigner --scheme 2of3 --number 1 --fingerprint 8c65eb9f --place desk --home books",
    "copies add savings/D --practice --what device --lock blue --medium device --place desk --home books",
    "copies move red/1 --place aunt --home books",
    "copies add letter/A --practice --what letter --place bank --home books",
    "copies lost savings/A --home books",
    "copies move savings/A --place desk --sealed 0418 --on 2026-11-22 --home books",
    "copies destroyed red/1 -n --home books",
    "copies list --home books",
    "copies list --home faults",
    "plan --stake most --who heirs --places 3 --devices none --near 2 --home planned",
    "copies reached savings funded-small --home books",
    "copies reached savings wiped-and-restored --home books",
    "copies reached savings spent-from --home books",
    "copies reached savings funded --home books",
    "plan --of savings --stake most --who heirs --places 3 --devices none --near 2 -n --home books",
    "status --on 2026-11-22 --home books",
    "status --on 2026-11-22 --home books --what-if lost=desk",
    "status --on 2026-11-22 --home spread",
    "drill savings/A --look --looks ok --on 2026-11-23 --home books",
    "drill savings/A --as-heir --result fail --minutes 90 --on 2026-11-24 --home books",
    "print recover -o recover.pdf",
    "print recover -n -p Brother_HL",
    "print descriptor d.txt -o description.pdf",
    "print descriptor d.txt -n -p Brother_HL",
    "print descriptor d.txt --screen",
    "print blank -o blank.pdf",
    "print blank -n -p Brother_HL",
    "print practice -o practice.pdf",
    "print practice -n -p Brother_HL",
    "scan seed.pdf --all",
    "identify found.txt",
    "identify seed.pdf",
    "print seed --words-from other-seed.txt --qr -o other.pdf --allow-secret-file",
    "find found.txt other.pdf strange --deep",
    "scan --type lines.txt -o address.txt",
    "help",
    "completions bash",
    "letter --template --home new-home",
    "letter check --home heirs",
    "print letter --home heirs -o kit.pdf",
    "print letter --home heirs -n -p Brother_HL",
];
