//! What a secret looks like as an argument: words of the lists, private keys, long digits.

use crate::crypt::Recipient;
use crate::keys;
use crate::seed::{Language, wordlist};
use crate::share::word_list;

/// This many words of one list are a mnemonic or a share, not a label.
const ENOUGH_WORDS: usize = 4;
/// This many, where the argument looks like the name of a file.
const ENOUGH_IN_A_NAME: usize = 8;
/// A word of a list may be shortened to its first four letters.
const SHORTENED: usize = 4;
/// This many Chinese characters in a row are a mnemonic.
const ENOUGH_IDEOGRAPHS: usize = 12;
/// Hexadecimal digits that are 128 bits, the shortest entropy.
const ENOUGH_DIGITS: usize = 32;
/// The longest extension of a file's name, in letters and digits.
const LONGEST_EXTENSION: usize = 5;
/// Extensions that are list words.
const FILE_WORDS: [&str; 2] = ["age", "key"];
/// The characters that follow `xprv` in an extended private key (BIP-0032), in base 58.
const BEHIND_XPRV: usize = 107;

/// Words given one by one, side by side.
#[derive(Default)]
pub(super) struct Words {
    all: usize,
    /// How many of them each language has on its list; English with the words of shares.
    listed: [usize; Language::ALL.len()],
    /// Chinese characters: each is a word, also where nothing stands between them.
    ideographs: usize,
    /// How many of those are on one of the two lists.
    listed_ideographs: usize,
}

impl Words {
    /// Counts one more argument; whether the words so far are a phrase. Numbers between the words are passed over,
    /// anything else that is not a word begins again.
    pub(super) fn go_on(&mut self, argument: &str) -> bool {
        let between =
            |c: char| c.is_whitespace() || c.is_numeric() || ".,;:()#、，。・".contains(c);
        if argument.chars().any(|c| !between(c) && !is_letter(c)) || is_file(argument) {
            *self = Self::default();
            return false;
        }
        for word in argument.split(between).filter(|word| !word.is_empty()) {
            self.count(word);
        }
        self.are_a_phrase(ENOUGH_WORDS) || self.are_a_row()
    }

    fn count(&mut self, word: &str) {
        self.all += 1;
        for (listed, language) in self.listed.iter_mut().zip(Language::ALL) {
            *listed += usize::from(is_listed(language, word));
        }
        for (at, ideograph) in word.char_indices().filter(|(_, c)| is_ideograph(*c)) {
            let one = &word[at..at + ideograph.len_utf8()];
            self.ideographs += 1;
            self.listed_ideographs += usize::from(
                is_listed(Language::ChineseSimplified, one)
                    || is_listed(Language::ChineseTraditional, one),
            );
        }
    }

    /// Most of the words are on one list; one or the other may be mistyped.
    fn are_a_phrase(&self, enough: usize) -> bool {
        let most = self.listed.iter().max().copied().unwrap_or(0);
        most >= enough && 5 * most >= 3 * self.all
    }

    /// As many Chinese characters as the shortest mnemonic has. The lists hold the commonest ones, so fewer are
    /// an ordinary label.
    fn are_a_row(&self) -> bool {
        self.ideographs >= ENOUGH_IDEOGRAPHS && 5 * self.listed_ideographs >= 4 * self.ideographs
    }
}

/// Digits given in groups, side by side.
#[derive(Default)]
pub(super) struct Digits {
    count: usize,
}

impl Digits {
    /// Counts one more argument; whether the digits so far are long enough for a secret.
    pub(super) fn go_on(&mut self, argument: &str) -> bool {
        let is_group = !argument.is_empty() && argument.bytes().all(|b| b.is_ascii_hexdigit());
        self.count = if is_group { self.count + argument.len() } else { 0 };
        self.count >= ENOUGH_DIGITS
    }
}

/// Whether one argument has the form of a secret, or holds something that has.
pub(super) fn holds_a_secret(text: &str) -> bool {
    is_a_phrase(text) || holds_a_key(text) || {
        let close: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        close.len() < text.len() && holds_a_key(&close)
    }
}

fn is_a_phrase(text: &str) -> bool {
    let enough = if is_file(text) { ENOUGH_IN_A_NAME } else { ENOUGH_WORDS };
    let places = places(text);
    let parts = if places.is_empty() { vec![text] } else { places };
    parts.into_iter().any(|part| {
        let mut words = Words::default();
        let between = |c: char| !is_letter(c);
        part.split(between).filter(|word| !word.is_empty()).for_each(|word| words.count(word));
        words.are_a_phrase(enough) || enough == ENOUGH_WORDS && words.are_a_row()
    })
}

/// The names of up to three places to which something happens, `lost=home office,stolen=car garage`; nothing for any other
/// text.
fn places(text: &str) -> Vec<&str> {
    const MOST: usize = 3;
    let text = text.strip_prefix("--what-if=").unwrap_or(text);
    let happens = |part: &&str| part.starts_with("lost=") || part.starts_with("stolen=");
    let parts: Vec<&str> = text.split(',').collect();
    if parts.len() > MOST || !parts.iter().all(happens) {
        return Vec::new();
    }
    parts
}

/// A letter, or the accent that is typed behind one (NFD).
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

fn is_listed(language: Language, word: &str) -> bool {
    if wordlist::find(language, word).is_some() {
        return true;
    }
    language == Language::English && {
        let word = word.to_ascii_lowercase();
        let word = word.as_str();
        let list = word_list();
        let found = list.get(list.partition_point(|listed| *listed < word));
        found.is_some_and(|listed| {
            *listed == word || (word.len() >= SHORTENED && listed.starts_with(word))
        })
    }
}

/// Whether the text is a path, or ends like the name of a file.
fn is_file(text: &str) -> bool {
    text.contains('/')
        || text.rsplit_once('.').is_some_and(|(name, extension)| {
            let short = (1..=LONGEST_EXTENSION).contains(&extension.len());
            let letters = extension.bytes().all(|b| b.is_ascii_alphanumeric());
            let some_letter = extension.bytes().any(|b| b.is_ascii_alphabetic());
            // 1.eye is a word with its number; 1.age and 1.key are files.
            let named = name.contains(|c: char| c.is_alphabetic());
            (named || FILE_WORDS.contains(&extension)) && short && letters && some_letter
        })
}

/// Whether a text holds a private key, or another secret that is not words.
pub(super) fn holds_a_key(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    if [
        "age-secret-key-1",
        "age-secret-key-pq-1",
        "private key-----",
        "privatekey-----",
        // Seeds as resources; SSKR, in words and as resources.
        "ur:seed/",
        "ur:crypto-seed/",
        "tuna next keep",
        "tuna acid epic",
        "ur:sskr/",
        "ur:crypto-sskr/",
    ]
    .iter()
    .any(|start| lower.contains(start))
    {
        return true;
    }
    let pieces = text.split(|c: char| !c.is_ascii_alphanumeric());
    let in_a_name = is_file(text);
    let in_groups: String = lower.chars().filter(|c| !":,_".contains(*c)).collect();
    pieces.into_iter().any(|piece| is_a_key(piece) || (!in_a_name && is_long_hex(piece)))
        || is_long_hex(&in_groups)
}

/// Whether letters and digits without a break are a private key in one of its text forms.
fn is_a_key(piece: &str) -> bool {
    let lower = piece.to_ascii_lowercase();
    // Among 1,959 characters by chance the beginning of another form is found.
    if lower.starts_with("age1pq1") && piece.parse::<Recipient>().is_ok() {
        return false;
    }
    let digit = piece.bytes().any(|b| b.is_ascii_digit());
    let extended = |at: usize| {
        let kind = lower.as_bytes().get(at).is_some_and(|kind| b"xyztuv".contains(kind));
        let rest = lower.get(at + 1..).and_then(|rest| rest.strip_prefix("prv"));
        // At the beginning of a piece a part of the key is enough; inside it must be whole.
        let enough = if at == 0 { 20 } else { BEHIND_XPRV - 7 };
        kind && rest.is_some_and(|rest| rest.len() >= enough)
    };
    if digit && (0..lower.len()).any(extended) {
        return true;
    }
    // codex32 (BIP-0093).
    if lower.starts_with("ms1") && lower.len() >= 40 {
        return true;
    }
    let base58 = piece.bytes().all(|b| !b"0OIl".contains(&b));
    let first = piece.bytes().next().unwrap_or(0);
    // Wallet import format, and the encrypted keys of BIP-0038.
    let wif = matches!(piece.len(), 51 | 52) && b"5KL9c".contains(&first);
    if digit && base58 && (wif || (piece.len() == 58 && piece.starts_with("6P"))) {
        return true;
    }
    // Other forms of one key: those whose check holds, and Nostr's.
    let nostr = lower.starts_with("nsec1") && lower.len() >= 40;
    nostr || keys::is_mini_key(piece) || keys::is_private_key(piece)
}

/// Whether these are hexadecimal digits enough for entropy, a seed or a key, or the digits of a SeedQR.
fn is_long_hex(text: &str) -> bool {
    let behind = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let hex = behind.unwrap_or(text);
    // About 40 digits behind 0x are an Ethereum address, which --expect takes.
    let address = behind.is_some() && (38..=42).contains(&hex.len());
    hex.len() >= ENOUGH_DIGITS && !address && hex.bytes().all(|b| b.is_ascii_hexdigit())
}
