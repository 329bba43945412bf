//! What the letter's linter asks of the rooms that know words and keys.

use super::guard;
use crate::identify::{self, Kind};
use crate::letter::{Finding, Judges, Letter, lint, refusals};
use crate::logbook::LetterFile;
use crate::seed::{Language, monero, wordlist};
use crate::share::word_list;
use crate::ur::bytewords;

/// Kinds of words whose own checksum makes chance unlikely. The version of Electrum's fits 1 text in 200; its words
/// are found because they are on a list.
const WORDS: [Kind; 8] = [
    Kind::Bip39,
    Kind::SeedXor,
    Kind::Slip39,
    Kind::Sskr,
    Kind::Monero,
    Kind::ElectrumOld,
    Kind::Aezeed,
    Kind::Codex32,
];

/// The shortest address, in characters.
const SHORTEST_ADDRESS: usize = 25;

/// Everything that is found in a letter.
pub(crate) fn findings(file: &LetterFile, letter: &Letter) -> Vec<Finding> {
    lint(file, letter, &judges())
}

/// Secrets in one answer, before it is written anywhere.
pub(crate) fn secrets_in(answer: &str) -> Vec<Finding> {
    refusals(answer, 1, &judges())
}

fn judges() -> Judges<'static> {
    Judges { listed: &listed, fits: &fits, key: &key, watches: &watches }
}

/// One bit for each list of BIP-0039, one for SLIP-0039, one for Bytewords, and those of Monero.
fn listed(word: &str) -> u32 {
    let mut lists = 0;
    for (bit, language) in Language::ALL.into_iter().enumerate() {
        lists |= u32::from(wordlist::find(language, word).is_some()) << bit;
    }
    let lower = word.to_lowercase();
    let share = word_list().binary_search(&lower.as_str()).is_ok();
    let bytes = lower.len() == 4 && bytewords::list().contains(&lower.as_str());
    let next = Language::ALL.len();
    lists
        | u32::from(share) << next
        | u32::from(bytes) << (next + 1)
        | monero::lists_of(word) << (next + 2)
}

fn fits(words: &str) -> bool {
    let found = identify::all(words.as_bytes());
    found.iter().any(|one| !one.damaged && WORDS.contains(&one.kind))
}

fn key(text: &str) -> bool {
    // How shares of SSKR begin is no secret; their words are found as words.
    let lower = text.to_lowercase();
    let named = ["tuna next keep", "tuna acid epic"].iter().any(|start| lower.contains(start));
    let close: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let holds = match named {
        true => text.split_whitespace().any(guard::holds_a_key),
        false => guard::holds_a_key(text),
    };
    if holds || guard::holds_a_key(&close) {
        return true;
    }
    let letters = text.contains(char::is_alphabetic);
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).count();
    !letters && numbers >= 12 && {
        let found = identify::all(text.trim().as_bytes());
        found.iter().any(|one| !one.damaged && one.kind == Kind::Bip39Numbers)
    }
}

fn watches(piece: &str) -> bool {
    piece.len() >= SHORTEST_ADDRESS && {
        let found = identify::identify(piece.as_bytes());
        matches!(found.kind, Kind::Address | Kind::Xpub | Kind::Descriptor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::Rule;

    const WORDS: &str = "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday candy pony ranch winter theme error hybrid van cereal salon goddess expire";

    fn rules(text: &str) -> Vec<Rule> {
        secrets_in(text).into_iter().map(|finding| finding.rule).collect()
    }

    /// The text of a document without its code, which holds published phrases and digests.
    fn prose(document: &str) -> String {
        let text = document.split("```").step_by(2).collect::<Vec<_>>().join("\n");
        text.split('`').step_by(2).collect::<Vec<_>>().join(" - ")
    }

    #[test]
    fn a_thousand_lines_of_prose_hold_no_secret() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = vec![root.join("tests/letter/prose.txt"), root.join("README.md")];
        let documents = [
            "HEIRS",
            "GUIDE",
            "THREATS",
            "ARCHITECTURE",
            "CONTRIBUTING",
            "FORMAT",
            "JSON",
            "CHAINS",
            "SEEDS",
        ];
        files.extend(documents.map(|name| root.join(format!("docs/{name}.md"))));
        let mut lines = 0;
        for file in files {
            let text = prose(&std::fs::read_to_string(&file).expect("a document"));
            lines += text.lines().filter(|line| !line.trim().is_empty()).count();
            assert_eq!(rules(&text), [], "{}", file.display());
        }
        assert!(lines >= 1_000, "{lines} lines");
        let empty = findings(&LetterFile::empty(), &Letter::new(Default::default()));
        assert!(empty.iter().all(|one| !one.rule.refuses()), "the template itself");
        assert!(
            !rules(&format!("{}\n{WORDS}", include_str!("../../tests/letter/prose.txt")))
                .is_empty()
        );
    }

    #[test]
    fn secrets_are_refused_and_what_is_near_them_is_not() {
        let grid: Vec<String> = WORDS
            .split(' ')
            .take(9)
            .enumerate()
            .map(|(at, word)| format!("{}. {word}", at + 1))
            .collect();
        let prefixes: Vec<&str> = WORDS.split(' ').map(|word| &word[..word.len().min(4)]).collect();
        let twenty = "duckling enlarge academic academic agency result length solution fridge kidney coal piece deal husband erode duke ajar critical decision keyboard";
        let spanish = "LIGERO VISTA TALAR YOGUR VENTA QUESO YACER TROZO LIGERO VISTA TALAR ZAFIRO";
        let monero = "velvet lymph giddy number token physics poetry unquoted nibs useful sabotage limits benches lifestyle eden nitrogen anvil fewest avoid batch vials washing fences goat unquoted";
        let (phrase, word_grid, a_key) = (Rule::Phrase, Rule::Grid, Rule::Key);
        for (text, rule) in [
            (WORDS.to_owned(), phrase),
            (format!("They are: {WORDS}. Good luck."), phrase),
            (WORDS.replace(' ', "\n"), phrase),
            (WORDS.to_uppercase(), phrase),
            (twenty.to_owned(), phrase),
            (spanish.to_owned(), phrase),
            (format!("my {monero}"), phrase),
            (grid.join("\n"), word_grid),
            (prefixes.join(" "), phrase),
            (WORDS.split(' ').take(12).collect::<Vec<_>>().join("\n"), phrase),
            ("attack pizza motion avocado\nnetwork gather crop fresh".to_owned(), word_grid),
            ("1 attack 2 pizza 3 motion 4 avocado 5 network 6 gather and so on".to_owned(), word_grid),
            ("It begins tuna next keep; KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn".to_owned(), a_key),
            (WORDS.replace("holiday", "hollyday"), word_grid),
            ("KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn".to_owned(), a_key),
            ("key AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX".to_owned(), a_key),
            ("xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi".to_owned(), a_key),
            ("ms10testsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzvca9cmczlw".to_owned(), a_key),
            ("8d969eef6ecad3c29a3a629280e686cf\n0c3f5d5a86aff3ca12020c923adc6c92".to_owned(), a_key),
            ("8d96 9eef 6eca d3c2 9a3a 6292 80e6 86cf".to_owned(), a_key),
        ] {
            assert_eq!(rules(&text).first(), Some(&rule), "{text}");
        }
        for text in [
            "The attack on the pizza in motion had no avocado.",
            "attack pizza motion avocado network gather crop",
            "fingerprint 8c65eb9f, seal 0417, +49 30 1234567",
            "xpub and xprv are two kinds of keys; AGE-SECRET-KEY is how the other begins.",
            "The second time you will laugh about them. Then wait until the next morning.",
            "A paper that begins tuna next keep is a share of a kind named SSKR.",
            "Be kind.\nLove each other.\nGive much away.",
            "The 24 words are in the blue folder, which lies in the bank box.",
        ] {
            assert_eq!(rules(text), [], "{text}");
        }
    }
}
