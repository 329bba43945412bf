//! Words and keys inside of texts: found in every language and form, on every border; prose and lists are not.

use coldkeep::find::{Hit, Kind, Texts};
use coldkeep::secret::SecretBytes;
use coldkeep::seed::{Language, Mnemonic, wordlist};

/// Made for this test; nobody has money there, and nobody has published it elsewhere.
pub(super) const TWELVE: &str =
    "track novel gauge kiss imitate oyster vacuum provide bronze behave hand net";
const TWENTY_FOUR: &str = "cruel inquiry music virus tape own column swamp shadow scene sweet gallery turkey hood \
    better current extend father pig among garment wall bomb liberty";
const XPRV: &str = "xprv9s21ZrQH143K2tAKuW31vnB9KvFGmcp6VWZn38aDdBdS8yTtYrGsXt3ZrgTHabw7BBJLzTzp6Z9vRLkCWZcfbBnHV2RAV\
    71Yvjm2hH6GYgu";
const WIF: &str = "L3PHHPEw1nNLB3NJScKGnPNmwM4QFLrDJ6Da7cCdvnaqWc6A4uzK";
/// Printed in the Bitcoin wiki, in BIP-0032, and in age-keygen.
const PRINTED: [&str; 3] = [
    "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ",
    "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
    "AGE-SECRET-KEY-1N9JEPW6DWJ0ZQUDX63F5A03GX8QUW7PXDE39N8UYF82VZ9PC8UFS3M7XA9",
];
const AGE: &str = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
const BIP38: &str = "6PRVWUbkzzsbcVac2qwfssoUJAN1Xhrg6bNk8J7Nzm5H7kxEbn2Nh2ZoGg";

fn hits(text: &[u8]) -> Vec<Hit> {
    let mut read = |offset: u64, room: &mut [u8]| {
        let rest = text.get(offset as usize..).unwrap_or_default();
        let count = rest.len().min(room.len());
        room[..count].copy_from_slice(&rest[..count]);
        count
    };
    Texts::look(text.len() as u64, u64::MAX, &mut read, &|offset| offset)
}

/// Kind, line and words of each hit.
pub(super) fn told(text: &str) -> Vec<(Kind, Option<u64>, Option<usize>)> {
    hits(text.as_bytes()).iter().map(|hit| (hit.kind, hit.line, hit.words)).collect()
}

fn seed_at(line: u64, words: usize) -> Vec<(Kind, Option<u64>, Option<usize>)> {
    vec![(Kind::SeedWords, Some(line), Some(words))]
}

#[test]
fn words_are_found_as_people_write_them() {
    let rows = |count: usize, with_numbers: bool| {
        let words: Vec<String> = (1..)
            .zip(TWENTY_FOUR.split(' '))
            .map(|(n, word)| if with_numbers { format!("{n}. {word}") } else { word.to_owned() })
            .collect();
        words.chunks(count).map(|row| row.join("  ")).collect::<Vec<_>>().join("\n")
    };
    let labelled = |label: &str, sign: &str, end: &str| {
        let words = (1..).zip(TWELVE.split(' '));
        let all = words.map(|(number, word)| format!("{label} {number}{sign}{word}"));
        all.collect::<Vec<_>>().join(end)
    };
    for (text, line, words) in [
        (TWELVE.to_owned(), 1, 12),
        (format!("first\nsecond\n\n{TWELVE}\n"), 4, 12),
        (format!("my seed: {TWELVE}"), 1, 12),
        (format!("seed words: \"{}\", keep", TWELVE.replace(' ', ", ")), 1, 12),
        (TWELVE.to_uppercase(), 1, 12),
        (TWENTY_FOUR.to_owned(), 1, 24),
        (rows(4, false), 1, 24),
        (rows(4, true), 1, 24),
        (format!("Wallet\n\n{}\n\nend", rows(1, true)), 3, 24),
        (format!("{{\"mnemonic\":\"{TWELVE}\"}}"), 1, 12),
        (format!("<td>{TWELVE}</td>\r\n"), 1, 12),
        // Each word in a mark of its own, with a label, or in a mail that was answered.
        (
            format!("<ol>\n<li>{}</li>\n</ol>", TWELVE.replace(' ', "</li>\n<li class=\"w\">")),
            2,
            12,
        ),
        (format!("<tr><td>{}</td></tr>", TWELVE.replace(' ', "</td><td>&nbsp;")), 1, 12),
        (labelled("Word", ": ", "\n"), 1, 12),
        (labelled("wort", ". ", "  "), 1, 12),
        (format!("> {}\n", rows(6, false).replace('\n', "\n> ")), 1, 24),
        // What Notepad, a word processor and other languages have around it.
        (format!("\u{feff}{TWELVE}"), 1, 12),
        (format!("seed: \u{201c}{TWELVE}\u{201d}."), 1, 12),
        (format!("\u{ab}{TWELVE}\u{bb} \u{2014} \u{201e}keep\u{201c}"), 1, 12),
        (TWELVE.replace(' ', "\u{a0}\u{b7}\u{a0}"), 1, 12),
        (format!("\u{300c}{TWELVE}\u{300d}\u{ff0c}"), 1, 12),
    ] {
        assert_eq!(told(&text), seed_at(line, words), "{text}");
    }
    let two = format!("{TWELVE}\n{TWENTY_FOUR}\n");
    let found: Vec<_> = told(&two).iter().map(|hit| hit.2).collect();
    assert_eq!(found, [Some(12), Some(24)]);
}

#[test]
fn words_of_all_ten_languages_are_found_in_both_forms_of_unicode() {
    use unicode_normalization::UnicodeNormalization;
    for language in Language::ALL {
        for len in [16, 20, 24, 28, 32] {
            let entropy = SecretBytes::filled(len, |room| {
                for (at, byte) in room.iter_mut().enumerate() {
                    *byte = (at as u8).wrapping_mul(73).wrapping_add(41 + len as u8);
                }
            });
            let mnemonic = Mnemonic::from_entropy_in(&entropy, language).unwrap();
            let sentence = mnemonic.words().collect::<Vec<_>>().join(" ");
            let words = Some(mnemonic.word_count());
            for text in [sentence.clone(), sentence.nfkd().collect(), format!("x\n{sentence}")] {
                let found = told(&text);
                assert_eq!(found.len(), 1, "{language:?} {len}");
                assert_eq!((found[0].0, found[0].2), (Kind::SeedWords, words), "{language:?}");
            }
        }
    }
    let japanese = "おさえる　きさらぎ　りくつ　しらせる　てまえ　じゃがいも　さわる　ねぐせ　こんとん　へいねつ　こやま　そろう";
    assert_eq!(told(japanese), seed_at(1, 12), "with the spaces that Japanese uses");
}

#[test]
fn keys_are_found_wherever_they_stand() {
    for (key, kind) in [
        (XPRV, Kind::ExtendedKey),
        (WIF, Kind::Wif),
        (AGE, Kind::AgeIdentity),
        (BIP38, Kind::Bip38),
        ("ms10testsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzvca9cmczlw", Kind::Codex32),
    ] {
        for text in [
            key.to_owned(),
            format!("wpkh([8c65eb9f/84h]{key}/0/*)"),
            format!("key=\"{key}\";"),
            format!("\u{feff}{key}"),
            format!("\u{201c}{key}\u{201d}"),
        ] {
            assert_eq!(told(&format!("one\n{text}\n")), [(kind, Some(2), None)], "{text}");
        }
        // The control: one letter changed, and the checksum does not hold.
        let at = key.len() - 8;
        let other =
            if key.as_bytes()[at] == b'q' || key.as_bytes()[at] == b'Q' { "p" } else { "q" };
        let other = if key.starts_with("AGE") { other.to_uppercase() } else { other.to_owned() };
        let changed = format!("{}{other}{}", &key[..at], &key[at + 1..]);
        assert_eq!(told(&changed), [], "{changed}");
    }
}

#[test]
fn what_is_no_secret_is_not_told() {
    let published = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
    let swapped = TWELVE.replace("track novel", "novel track");
    let list = wordlist::english().join("\n");
    let line = wordlist::english().join(" ");
    let prose = "The owner of a wallet will often write the word list of the seed on paper and then put the paper \
        in a safe place where no other person can find it; this is what they all say to each other. ";
    let numbered: Vec<String> =
        (0..).zip(wordlist::english()).map(|(n, word)| format!("{n} {word}")).collect();
    // Names of fields and styles: words of the list, with signs between them, or the same ones again and again.
    let code = TWELVE.replace(' ', "_")
        + "\n"
        + &TWELVE.replace(' ', "(")
        + "\n"
        + &TWELVE.replace(' ', " = ");
    // Tables of glibc: a word of Monero's list on each line, between names that are no marks; and one in marks.
    let names = "<D-Z-S>\t<dzs>;<compound>;<CAP>;IGNORE\n".repeat(40);
    let same = "<li>ignore</li>\n".repeat(40);
    let tagged = TWELVE.replace(' ', "</b> and <b>");
    let styles =
        "'border-left',\n'border-left-color',\n'border-left-style',\n'border-left-width',\n"
            .repeat(9);
    let printed = PRINTED.join("\n");
    let texts = [published, &swapped, &list, &line, &prose.repeat(50), &numbered.join("\n"), ""];
    for text in texts.into_iter().chain([&code[..], &tagged, &names, &same, &styles, &printed]) {
        assert_eq!(told(text), [], "{}", &text[..text.len().min(80)]);
    }
    for language in Language::ALL {
        assert_eq!(told(&wordlist::words(language).join("\n")), [], "the list in {language:?}");
        assert_eq!(told(&wordlist::words(language).join(" ")), [], "the list in {language:?}");
    }
}

/// A sentence on instances of databases has twelve words of the list in a row, and a checksum that holds by chance.
#[test]
fn sentences_with_capitals_inside_are_no_mnemonics() {
    let with_capitals = |which: &dyn Fn(usize) -> bool| {
        let words = TWELVE.split(' ').enumerate().map(|(at, word)| match which(at) {
            true => word[..1].to_uppercase() + &word[1..],
            false => word.to_owned(),
        });
        words.collect::<Vec<_>>()
    };
    for which in [|_| false, |_| true, |at| at == 0, |at| at == 5] as [fn(usize) -> bool; 4] {
        assert_eq!(told(&with_capitals(&which).join(" ")), seed_at(1, 12));
    }
    let rows = |words: Vec<String>| {
        words.chunks(4).map(|row| row.join(" ")).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(told(&rows(with_capitals(&|at| at % 4 == 0))), seed_at(1, 12), "as a phone writes");
    assert_eq!(told(&with_capitals(&|at| at % 4 == 0).join(" ")), [], "as a sentence has them");
}

#[test]
fn words_are_found_once_on_every_border_of_pieces() {
    const PIECE: usize = 256 << 10;
    for shift in [0, 1, 10, 40, 75, 100, 4_000, 9_000] {
        for line in ["plain line of a text\n", "x", "one two three "] {
            let before = line.repeat((PIECE - shift) / line.len());
            let text = format!("{before}\n{TWELVE}\n{}\n{WIF}\n", line.repeat(20_000));
            let found = hits(text.as_bytes());
            let kinds: Vec<Kind> = found.iter().map(|hit| hit.kind).collect();
            assert_eq!(kinds, [Kind::SeedWords, Kind::Wif], "shift {shift}, {line:?}");
            let at = before.matches('\n').count() as u64 + 2;
            assert_eq!(found[0].line, Some(at), "shift {shift}, {line:?}");
        }
    }
}

#[test]
fn texts_of_sixteen_bits_and_binary_files_are_read() {
    let text =
        format!("\u{feff}Notes\r\n{TWELVE}\r\n{}{WIF}\r\n", "filling a line\r\n".repeat(40_000));
    for order in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(order).collect();
        let found: Vec<_> = hits(&bytes).iter().map(|hit| (hit.kind, hit.line)).collect();
        assert_eq!(found, [(Kind::SeedWords, Some(2)), (Kind::Wif, Some(40_003))]);
    }
    // Nothing but the words, behind the mark.
    for order in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
        let text = format!("\u{feff}{TWELVE}\r\n");
        let bytes: Vec<u8> = text.encode_utf16().flat_map(order).collect();
        let found: Vec<_> = hits(&bytes).iter().map(|hit| (hit.kind, hit.line)).collect();
        assert_eq!(found, [(Kind::SeedWords, Some(1))]);
    }
    let binary = [&[0, 1, 2, 200, 7][..], TWELVE.as_bytes(), &[0; 9]].concat();
    let found: Vec<_> = hits(&binary).iter().map(|hit| (hit.kind, hit.line)).collect();
    assert_eq!(found, [(Kind::SeedWords, None)], "lines of a binary file mean nothing");
}

/// A line of 48 words of the list in which no window has a checksum that holds: every window is asked.
pub(super) fn line_that_nothing_holds_in() -> String {
    let mut state = 7_u32;
    loop {
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 21) as u16
        };
        let numbers: Vec<u16> = (0..48).map(|_| next()).collect();
        let holds = |len: &usize| numbers.windows(*len).any(coldkeep::seed::checksum_holds);
        if !coldkeep::seed::WORD_COUNTS.iter().any(holds) {
            let words = numbers.iter().map(|number| wordlist::english()[usize::from(*number)]);
            return words.collect::<Vec<_>>().join(" ") + "\n";
        }
    }
}

#[test]
fn what_follows_lines_of_words_without_a_mnemonic_is_found() {
    let line = line_that_nothing_holds_in();
    assert_eq!(told(&(line.repeat(100) + TWELVE + "\n")), seed_at(101, 12));
    assert_eq!(told(&line.repeat(100)), []);
}

/// How many bytes are read of a file of 1 TiB that is a hole but for its end, where words stand.
fn read_of_a_hole(is_told: bool) -> (usize, usize) {
    let (size, words) = (1_u64 << 40, format!("\n{TWELVE}\n"));
    let start = size - words.len() as u64;
    let mut bytes = 0;
    let mut read = |offset: u64, room: &mut [u8]| {
        room.fill(0);
        for (at, byte) in (offset..).zip(room.iter_mut()).filter(|(at, _)| *at >= start) {
            *byte = words.as_bytes()[(at - start) as usize];
        }
        bytes += room.len();
        room.len()
    };
    let written = |offset: u64| if is_told { offset.max(start) } else { offset };
    // Where holes are not told, a part of it is enough to see.
    let limit = if is_told { u64::MAX } else { 8 << 20 };
    let hits = Texts::look(size, limit, &mut read, &written).len();
    (hits, bytes)
}

#[test]
fn holes_are_not_read() {
    let (hits, bytes) = read_of_a_hole(true);
    assert_eq!(hits, 1, "what lies behind the hole is found");
    assert!(bytes < 1 << 20, "{bytes}");
    assert!(read_of_a_hole(false).1 >= 8 << 20, "the control: each byte is read");
}
