//! Forms of secrets that must be refused as arguments, and ordinary lines that must pass.

use super::{refuse, refuse_secrets};
use crate::crypt::{self, Algorithm};
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStringExt;

/// Arguments are separated by `|`; every line is refused.
const REFUSED: &[&str] = &[
    // Words in one argument.
    "restore|attack pizza motion avocado network gather",
    "restore|attack pizza motoin avocado network gather crop fresh patrol unusual wild holiday",
    "restore|atack pizza motion avocado network gathr crop fresh patrol unusal wild holiday",
    "restore|ATTACK,PIZZA,MOTION,AVOCADO",
    "restore|Attack-Pizza-Motion-Avocado-Network",
    "restore|attack_pizza_motion_avocado",
    "restore|attack.pizza.motion.avocado.network.gather.crop.fresh.patrol.unusual.wild.holiday",
    "restore|attack/pizza/motion/avocado/network/gather/crop/fresh/patrol/unusual/wild/holiday",
    "restore|atta pizz moti avoc netw gath",
    "restore|ATTA PIZZ MOTI AVOC",
    "restore|1. eye 2. female 3. unfair 4. moon",
    "restore|1) eye\n2) female\n3) unfair\n4) moon\n",
    "restore|eye\tfemale\tunfair\tmoon",
    "restore|eye\u{a0}female\u{a0}unfair\u{a0}moon",
    "restore|'eye female unfair moon'",
    "restore|my words are eye female unfair moon genius pipe nuclear",
    "restore|--words-from=attack pizza motion avocado",
    "status|--what-if|lost=attack pizza motion avocado,stolen=network",
    "status|--what-if|lost=attack pizza,motion avocado",
    "status|--what-if|lost=attack pizza,stolen=motion avocado,lost=network gather,stolen=crop",
    "restore|1=eye 2=female 3=unfair 4=moon",
    "restore|attack=pizza=motion=avocado",
    "combine|--share-from=academic acid acrobat actress adapt",
    "combine|--share-from|academic acid acrobat actress adapt",
    "combine|duckling enlarge academic academic agency result length solution",
    "combine|duck enla acad acad agen resu leng solu",
    "print|seed|--label|attack pizza motion avocado",
    "print|seed|-p|attack pizza motion avocado",
    "encrypt|-pattack pizza motion avocado network",
    "new|crater|dice|crop|fresh",
    // Words in many arguments.
    "restore|attack|pizza|motion|avocado|network",
    "restore|attack|pizza|motoin|avocado|network|gather",
    "restore|ATTACK|Pizza|motion|avocado",
    "restore|atta|pizz|moti|avoc",
    "restore|1.|eye|2.|female|3.|unfair|4.|moon",
    "restore|1|eye|2|female|3|unfair|4|moon",
    "restore|1.eye|2.female|3.unfair|4.moon",
    "restore|1)|eye|2)|female|3)|unfair|4)|moon",
    "restore|eye,|female,|unfair,|moon,",
    "restore|eye female|unfair moon|genius",
    "restore|--words|attack|pizza|motion|avocado",
    "restore|--to|words|eye|female|unfair|moon",
    "combine|academic|acid|acrobat|actress",
    "wallet|add|attack|pizza|motion|avocado",
    "wallet|add|savings|attack pizza motion avocado",
    "wallet|prove|savings|attack pizza motion avocado",
    "wallet|prove|family|--words-from|attack|pizza|motion|avocado",
    "wallet|remove|savings|--confirm|attack pizza motion avocado",
    "attack|pizza|motion|avocado",
    "help|attack|pizza|motion|avocado",
    // Words of other languages: whole, four letters, without accents, in capitals, decomposed, numbered.
    "restore|ligero vista talar yogur",
    "restore|LIGERO|VISTA|TALAR|YOGUR",
    "restore|lige vist tala yogu",
    "restore|1.|ábaco|2.|acción|3.|ácido|4.|época",
    "restore|a\u{301}baco accio\u{301}n a\u{301}cido e\u{301}poca",
    "restore|ABACO ACCION ACIDO EPOCA",
    "restore|ábac acci ácid époc",
    "restore|implorer visage sonnette voyage",
    "restore|abaisser|élève|étoile|véloce",
    "restore|ADHESIF|ZENITH|VELOCE|ACADEMIE",
    "restore|mes mots sont implorer visage sonnette voyage véloce pourpre volaille",
    "restore|1) abaco\n2) abbaglio\n3) abbinato\n4) abete",
    "restore|abac|abba|abbi|abet",
    "restore|abdikace abeceda adresa agrese",
    "restore|1.ABDI|2.ABEC|3.ADRE|4.AGRE",
    "restore|abacate|abaixo|abalar|abater",
    "restore|ABAC ABAI ABAL ABAT",
    "restore|そつう　れきだい　ほんやく　わかす",
    "restore|そつう|れきだい|ほんやく|わかす",
    "restore|1.そつう|2.れきだい|3.ほんやく|4.わかす",
    "restore|あおそ\u{3099}ら あけか\u{3099}た あす\u{3099}かる ろんき\u{3099}",
    "restore|가격 가끔 가난 가능",
    "restore|가격|가끔|가난|가능",
    "restore|1) 가격 2) 가끔 3) 가난 4) 가능",
    "restore|\u{1100}\u{1161}\u{1100}\u{1167}\u{11a8} 가끔 가난 가능",
    "restore|的 一 是 在",
    "restore|的|一|是|在",
    "restore|的一是在不了有和人这中大",
    "restore|的一是在|不了有和|人这中大",
    "restore|1.的、2.一、3.是、4.在",
    "restore|的一是在不了有和人這中大",
    "restore|--words-from=ligero vista talar yogur",
    "print|seed|--label|implorer visage sonnette voyage",
    // Digits and hexadecimal digits.
    "restore|000000000000000000000000000000000000000000000000",
    "restore|0115 1325 1154 0127 1190 0771 0415 0742 1289 1906 2008 0870",
    "restore|0115|1325|1154|0127|1190|0771|0415|0742|1289|1906|2008|0870",
    "new|--dice|123456123456123456123456123456123456",
    "new|--dice|1 2 3 4 5 6 1 2 3 4 5 6 1 2 3 4 5 6 1 2 3 4 5 6 1 2 3 4 5 6 1 2 3 4 5 6",
    "split|2of3|--secret-from|abababababababababababababababab",
    "split|2of3|--secret-from=ABABABABABABABABABABABABABABABAB",
    "split|2of3|abab abab abab abab abab abab abab abab",
    "split|2of3|abab|abab|abab|abab|abab|abab|abab|abab",
    "split|2of3|ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab",
    "split|2of3|0xababababababababababababababababababababababababababababababababab",
    "split|2of3|0xabababababababababababababababababababababababababababababababab",
    "split|2of3|\"abababababababababababababababab\"",
    "split|2of3|hex:abababababababababababababababab",
    "split|2of3|key=abababababababababababababababab",
    "restore|abababababababababababababababababababab",
    // Private keys.
    "identify|ur:seed/oyadgdstaslplabghydrpfmkbggufgludprfgmamdpwmox",
    "restore|UR:CRYPTO-SEED/OYADGDSTASLPLABGHYDRPFMKBGGUFGLUDPRFGMAMDPWMOX",
    "encrypt|-i|AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQS9LQGU9",
    "encrypt|-iAGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQS9LQGU9",
    "encrypt|-i|AGE-SECRET-KEY-1QQ",
    "encrypt|-i|age-secret-key-1qq",
    "encrypt|-i| AGE-SECRET-KEY-1QQ",
    "encrypt|--identity='AGE-SECRET-KEY-1QQ'",
    "encrypt|-i|AGE-SECRET-KEY-PQ-1QQ",
    "encrypt|-i|AGE-SECRET- KEY-1 QQQQ",
    "restore|5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ",
    "restore|'5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ'",
    "restore|\"5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ\"",
    "restore|p2wpkh:KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn",
    "restore|wpkh(KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn)",
    "restore|KwDiBf89QgGbjEhKnhXJuH7L rciVrZi3qYjgd9M7rFU73sVHnoWn",
    "restore|-oKwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn",
    "restore|6PRVWUbkzzsbcVac2qwfssoUJAN1Xhrg6bNk8J7Nzm5H7kxEbn2Nh2ZoGg",
    "restore|S6c56bnXQiBjk9mqSYE7ykVQ7NzrRy",
    "restore|nsec1lahtplxlrmu852sxkrtcsn2ftdyx6ra2yy8flq8j8ltyn4hpznfq23uvqz",
    "restore|Ltpv71G8qDifUiNetP6nmxPA5STrUVmv2J9YSmXajv8VsYBUyuPhvN9xCaQrfX2wo5xxJNtEazYCFRUu5FmokYMM79pcqz8pcdo4rNXAFPgyB4k",
    "restore|--expect|xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
    "address|wpkh(xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi/0/*)",
    "address|wpkh([8c65eb9f/84h/0h/0h]tprv8ZgxMBicQKsPeDgjzdC36fs6bMjGApWDNLR9erAXMs5skhMv36j9MV5ecvfavji5khqjWaWSFhN3YcCUUdiKH6isR4Pwy3U5y5egddBr16m)",
    "restore|XPRV9S21ZRQH143K3QTDL4LXW2F7HEK3WJUD2NW2N",
    "restore|mykeyxprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
    "restore|ms10testsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzvca9cmczlw",
    "encrypt|-i|-----BEGIN OPENSSH PRIVATE KEY-----",
    // Options that other tools have.
    "restore|--passphrase|x",
    "restore|--passphrase=x",
    "restore|--mnemonic=x",
    "restore|--passwd|x",
    "restore|--phrase|x",
    "restore|--seed-phrase=x",
    "restore|--Seed_Phrase|x",
    "restore|-passphrase|x",
    "restore|—passphrase|x",
    "encrypt|--password|x",
];

/// Arguments are separated by `|`; every line passes.
const ORDINARY: &[&str] = &[
    "help|private-key-in-watch-only",
    "",
    "--help",
    "new",
    "new|savings",
    "new|savings|--words|12",
    "new|savings|--dice|--words|24|--skip-check",
    "new|savings|--entropy|dice|--rolls-from|fd:3",
    "new|savings|-p|-o|savings.age",
    "new|savings|--encrypt-to|age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p|-o|savings.age",
    "restore",
    "restore|photo.jpg|--expect|8c65eb9f",
    "restore|--expect|0x88087D902ea5BaB96B96405e1B8649e020AdFe94",
    "restore|--expect=0x88087D902ea5BaB96B96405e1B8649e020AdFe9",
    "restore|--expect|bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74",
    "restore|--expect|1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "restore|--expect|bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr",
    "restore|--expect|xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8",
    "restore|--to|words|--coin|eth|--script|wpkh|--network|signet|photo.jpg",
    "restore|/home/alice/family/photo/garden/office/page.pdf",
    "restore|my family photo from the garden.jpg|page two.png",
    "restore|family-home-office-photo.jpg",
    "restore|--words-from|fd:3|--passphrase-from|ask",
    "address|--xpub-from|savings.xpub|--count|20|--index|100000",
    "address|--path|m/84h/0h/0h|--words-from|ask",
    "wallet|add|savings|--descriptor-from|savings.txt|--next|7",
    "wallet|add|family|--cosigner|a.json|--cosigner|b.json|--threshold|2|--new",
    "wallet|add|savings|--xpub-from|-|--last-used|bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74",
    "wallet|remove|savings|--confirm|savings",
    "wallet|prove|family|--words-from|a.txt|--words-from|fd:3|--passphrase-from|ask",
    "wallet|export|family|--to|core|-o|family.json",
    "address|savings|--used|14",
    "address|--verify|bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74",
    "split|2of3|--screen",
    "split|--groups|2|me=1of1|family=2of3|friends=3of5",
    "split|--groups|3|me=1of1|family=2of3|friends=3of5|office=2of3|school=2of4",
    "combine|share-1.txt|share-2.txt|share-3.txt|share-4.txt",
    "restore|1.age|2.age|3.age|4.age|5.age",
    "restore|1.jpg|2.jpg|3.jpg|4.jpg",
    "combine|share-1|share-2|share-3|share-4|share-5",
    "combine|xprv.txt|AGE-SECRET-KEY-notes.txt",
    "encrypt|wallet.dat|-r|age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
    "encrypt|wallet.dat|-r|ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW+uObz5dvMgjz1OxfM/XXUB+VHtZ6isGN alice@home",
    "encrypt|wallet.dat|-p|-r|age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p|-o|-",
    "encrypt|9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.dat",
    "encrypt|550e8400-e29b-41d4-a716-446655440000",
    "decrypt|wallet.dat.age|-i|key.txt|-o|wallet.dat|--file-passphrase-from|ask",
    "key|new|-p|-o|key.age",
    "key|recipient|key.txt",
    "print|seed|--screen|--practice|--qr|--copies|3",
    "print|seed|--label|blue folder in the office|-o|seed.pdf",
    "print|seed|--label|bank safe, ask Anna|--date|2026-11-23",
    "print|seed|-p|Brother_HL-L2350DW|--paper|letter",
    "print|shares|--groups|2|me=1of1|family=2of3|-p|Office Laser Printer",
    "print|encrypted|--split|2of3|-o|sheet.pdf|--file-passphrase-from|ask",
    "print|seed|--label|carpeta azul en la oficina",
    "print|seed|--label|caja fuerte del banco de Ana",
    "print|seed|--label|dossier bleu au bureau de Paul",
    "print|seed|--label|cartella blu in ufficio da Anna",
    "print|seed|--label|pasta azul no banco da Ana",
    "print|seed|--label|modrá složka v kanceláři",
    "print|seed|--label|blauer Ordner im Safe bei Oma",
    "print|seed|--label|蓝色文件夹在办公室",
    "print|seed|--label|青いフォルダーは会社",
    "print|seed|--label|사무실의 파란색 폴더",
    "restore|我的钱包备份照片二零二六年十一月.jpg",
    "restore|/home/ana/familia/fotos/oficina/carpeta/azul.pdf",
    "restore|foto de la familia en el jardín.jpg|página dos.png",
    "new|ahorros",
    "scan|sheet.jpg|--all|--json",
    "scan|--type|-",
    "help|print|seed|practice",
    "help|secrets",
    "status|--what-if|lost=home office,stolen=car garage",
    "status|--what-if=lost=home safe,stolen=home safe",
    "help|secret-in-arguments",
    "help|key|recipient",
    "help|private-key-in-watch-only",
    "completions|bash",
];

fn arguments(line: &str) -> Vec<OsString> {
    std::iter::once("coldkeep").chain(line.split('|')).map(OsString::from).collect()
}

#[test]
fn every_form_of_a_secret_is_refused() {
    let passed: Vec<&&str> =
        REFUSED.iter().filter(|line| refuse_secrets(&arguments(line)).is_ok()).collect();
    assert_eq!(passed, [&""; 0], "these passed");
    assert!(REFUSED.len() >= 60);
}

/// The recipient of the first keys, counted up, whose text holds the beginning of an extended private key.
fn recipient_like_a_key() -> String {
    let mut recipients = (0_u16..2000).map(|number| {
        let key = crypt::generate(Algorithm::Hybrid, &mut |room| {
            room[..2].copy_from_slice(&number.to_be_bytes());
        });
        crypt::Identity::parse(&key).unwrap().recipient().unwrap().to_string()
    });
    let like = |text: &String| {
        ["xprv", "yprv", "zprv", "tprv", "uprv", "vprv"]
            .iter()
            .any(|start| text.find(start).is_some_and(|at| at < 1500))
    };
    recipients.find(like).expect("one in about sixty")
}

#[test]
fn a_post_quantum_recipient_passes_whatever_it_holds_by_chance() {
    let recipient = recipient_like_a_key();
    assert!(refuse_secrets(&arguments(&format!("encrypt|wallet.dat|-r|{recipient}"))).is_ok());
    // Without its checksum it is no recipient, and what it holds counts.
    let last = if recipient.ends_with('q') { 'p' } else { 'q' };
    let broken = format!("encrypt|wallet.dat|-r|{}{last}", &recipient[..recipient.len() - 1]);
    assert!(refuse_secrets(&arguments(&broken)).is_err());
}

#[test]
fn ordinary_lines_pass() {
    let refused: Vec<&&str> =
        ORDINARY.iter().filter(|line| refuse_secrets(&arguments(line)).is_err()).collect();
    assert_eq!(refused, [&""; 0], "these were refused");
    assert!(ORDINARY.len() >= 30);
}

#[test]
fn names_of_files_that_are_there_make_no_row_and_words_around_them_still_do() {
    let numbers: Vec<String> = (10..=40).map(|number| number.to_string()).collect();
    let line = |command: &str| arguments(&format!("{command}|{}", numbers.join("|")));
    let there = |name: &OsStr| name.to_str().is_some_and(|name| numbers.iter().any(|n| n == name));
    assert!(refuse(&line("encrypt"), &there).is_ok(), "days of a month");
    assert!(refuse(&line("--json|find"), &there).is_ok());
    let refused = refuse(&line("encrypt"), &|_| false).unwrap_err().to_string();
    assert!(refused.contains("./NAME"), "{refused}");
    assert!(refuse(&line("restore"), &there).is_err(), "it takes words, not files by the dozen");
    let words = arguments("encrypt|attack|pizza|motion|avocado|network|gather");
    let some = |name: &OsStr| name == "motion" || name == "pizza";
    assert!(refuse(&words, &some).is_err(), "four others are a phrase");
    assert!(refuse(&arguments("encrypt|attack pizza motion avocado"), &|_| true).is_err());
}

#[test]
fn arguments_that_are_not_text_are_looked_at_too() {
    for argument in
        [&b"\xffattack pizza motion avocado"[..], b"AGE-SECRET-KEY-1QQ\xfe", b"--seed=\xff"]
    {
        let argument = OsString::from_vec(argument.to_vec());
        assert!(refuse_secrets(&["coldkeep".into(), "restore".into(), argument]).is_err());
    }
    let name = OsString::from_vec(b"photo-\xff.jpg".to_vec());
    assert!(refuse_secrets(&["coldkeep".into(), "restore".into(), name]).is_ok());
}

#[test]
fn a_refusal_names_the_place_and_never_the_text() {
    let refusal =
        refuse_secrets(&arguments("restore|1.|eye|2.|female|3.|unfair|4.|moon")).unwrap_err();
    assert_eq!(refusal.slug(), "secret-in-arguments");
    assert!(refusal.to_string().contains("argument 9 "), "{refusal}");
    assert!(
        ["eye", "female", "unfair", "moon"].iter().all(|word| !refusal.to_string().contains(word))
    );
}
