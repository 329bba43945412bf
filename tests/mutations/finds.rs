//! The ways in of `find`: any file under any name, and any text.

use coldkeep::find::{Sample, Texts, recognise};
use std::path::Path;

/// Names that make recognisers look closer.
const NAMES: [&str; 8] = [
    "wallet.dat",
    "000003.ldb",
    "000003.log",
    "a.keys",
    "hsm_secret",
    "mbhd.wallet.aes",
    "Local Extension Settings/nkbihfbeogaeaoehlefnkodbefgpgknn/000005.ldb",
    "savings.mv.db",
];

fn read_from(bytes: &[u8]) -> impl FnMut(u64, &mut [u8]) -> usize {
    move |offset, room| {
        let rest = usize::try_from(offset).ok().and_then(|at| bytes.get(at..)).unwrap_or_default();
        let count = rest.len().min(room.len());
        room[..count].copy_from_slice(&rest[..count]);
        count
    }
}

/// Any file: recognised or not, whatever it is called, also when it is shorter than its size says.
pub(super) fn file(bytes: &[u8]) {
    for (nth, name) in NAMES.iter().enumerate() {
        let head = &bytes[..bytes.len().min(4096 >> (nth % 3))];
        let size = bytes.len() as u64 + if nth == 2 { 1 << 40 } else { 0 };
        let mut read = read_from(bytes);
        let _ = recognise(&mut Sample::new(Path::new(name), size, head, &mut read));
    }
}

/// Any text: what is told stands in order, and in lines that there are.
pub(super) fn text(bytes: &[u8]) {
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    let hits = Texts::look(bytes.len() as u64, u64::MAX, &mut read_from(bytes), &|offset| offset);
    assert!(hits.iter().all(|hit| hit.line.is_none_or(|line| (1..=lines).contains(&line))));
    assert!(hits.is_sorted_by_key(|hit| hit.line));
}

/// One of each form that is read with lengths, numbers or names of its own.
pub(super) fn files() -> Vec<Vec<u8>> {
    let mut sqlite = vec![0_u8; 512];
    sqlite[..18].copy_from_slice(b"SQLite format 3\0\x02\0");
    sqlite[100] = 0x0d;
    sqlite[104] = 1;
    sqlite[108..110].copy_from_slice(&400_u16.to_be_bytes());
    sqlite[400..423].copy_from_slice(b"\x16\x01\x06\x17\x15\x15\x01\x0dtablemainmain\x02\0");
    let mut table = b"\0\x05\x03vault\0\x10\x00".to_vec();
    table.extend([0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    let len = table.len() as u8 - 5;
    table.extend([0, 0, 0, len]);
    table.resize(table.len() + 36, 0);
    table.extend(0xdb47_7524_8b80_fb57_u64.to_le_bytes());
    let log = b"\0\0\0\0\x2d\0\x01\x07\0\0\0\0\0\0\0\x01\0\0\0\x01\x01k\x1e{\"data\":\"a\",\"iv\":\"b\",\"salt\":\"\"}";
    let electrum = br#"{"keystore": {"seed": "a b", "xprv": null}, "x": [1, {"y": "\""}], "seed_version": 17}"#;
    let python =
        b"{'seed': u'abc', 'accounts': {0: {0: ['x']}}, 'use_encryption': True, 'seed_version': 4}";
    let bitcoinj =
        b"\x0a\x16org.bitcoin.production\x1a\x06\x08\x02\x32\x02ab\x28\x02\x52\x02\x0a\0";
    let coinomi = b"\x08\x14\x12\x06\x08\x03\x1a\x02ab\x1a\x06\x08\x04\x1a\x02ab\x22\x13\x0a\x0cbitcoin.main\x12\x03abc";
    let seven = b"7z\xbc\xaf\x27\x1c\0\x03\0\0\0\0\x02\0\0\0\0\0\0\0\x06\0\0\0\0\0\0\0\0\0\0\0ab\x06\xf1\x07\x01..";
    let mut berkeley = vec![0_u8; 64];
    berkeley[12..16].copy_from_slice(&0x0005_3162_u32.to_le_bytes());
    berkeley.extend(b"\x0aminversion\x04name\x22LdP8Qox1VAhCzLJNqrr74YovaWYyNBUWvL\x04mkey\x01");
    let texts =
        [&log[..], electrum, python, bitcoinj, coinomi, seven, b"age-encryption.org/v1\n-> X a\n"];
    texts.into_iter().map(<[u8]>::to_vec).chain([sqlite, table, berkeley]).collect()
}

/// Words, keys and lists, as people write them.
pub(super) fn texts() -> Vec<Vec<u8>> {
    let words = "track novel gauge kiss imitate oyster vacuum provide bronze behave hand net";
    let numbered: Vec<String> =
        (1..).zip(words.split(' ')).map(|(number, word)| format!("{number}. {word}\n")).collect();
    let wide: Vec<u8> =
        format!("\u{feff}{words}\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let keys = "one 5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ\n\
        AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX\n\
        ms10testsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzvca9cmczlw\n";
    let japanese = "おさえる　きさらぎ　りくつ　しらせる　てまえ　じゃがいも　さわる　ねぐせ　こんとん　へいねつ　こやま　そろう\n";
    let texts = [words.to_owned(), numbered.concat(), keys.to_owned(), japanese.to_owned()];
    texts.into_iter().map(String::into_bytes).chain([wide]).collect()
}
