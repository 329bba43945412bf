//! The linter: what must not be in a letter (refused), and what should be thought about (warned about, with the line).
//!
//! Refused are phrases and shares whose checksum holds, grids of list words, and private keys: a letter is copied
//! and lies in other people's drawers, so no flag lets them through. Everything else is a warning.

mod gaps;
mod numbers;
mod sayings;
mod words;

use super::Letter;
use crate::logbook::{LetterFile, Passage};

/// What the linter asks about texts that it cannot judge: this room knows no word list and no key.
pub struct Judges<'j> {
    /// The lists that a word is on, whole or shortened: one bit a list.
    pub listed: &'j dyn Fn(&str) -> u32,
    /// Whether words in this order are a phrase or a share whose checksum holds.
    pub fits: &'j dyn Fn(&str) -> bool,
    /// Whether a text holds a private key or another secret in one of its forms.
    pub key: &'j dyn Fn(&str) -> bool,
    /// Whether a text without spaces is an address or an extended public key.
    pub watches: &'j dyn Fn(&str) -> bool,
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// Words whose checksum holds.
    Phrase,
    /// Many list words, one after the other.
    Grid,
    /// A private key.
    Key,
    /// A few list words in a row.
    ListWords,
    /// A number that looks like a PIN.
    Pin,
    /// A password or passphrase that is said.
    Password,
    /// A hint that decides a password.
    Hint,
    /// A balance or a price.
    Amount,
    /// An address or extended public key: it shows the balance.
    Watches,
    /// One place is enough to spend.
    OnePlace,
    /// One place is enough, and the letter lies there too.
    LetterThere,
    /// A person who helps can spend alone.
    HelperAlone,
    /// Nothing that is listed opens a wallet.
    NeverOpens,
    /// Which share or key lies where is not said.
    PartUnknown,
    /// A wallet is lost with one place.
    LostPlace,
    /// A wallet is lost with one person.
    LostPerson,
    /// Nobody is named who can open a place.
    NobodyOpens,
    /// Fewer than two people who can help.
    Helpers,
    /// A person who did not agree to stand there.
    Consent,
    /// The letter lies with the will.
    InTheWill,
    /// An answer without which the letter does not do its work.
    Unanswered,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 21] = [
        Self::Phrase,
        Self::Grid,
        Self::Key,
        Self::ListWords,
        Self::Pin,
        Self::Password,
        Self::Hint,
        Self::Amount,
        Self::Watches,
        Self::OnePlace,
        Self::LetterThere,
        Self::HelperAlone,
        Self::NeverOpens,
        Self::PartUnknown,
        Self::LostPlace,
        Self::LostPerson,
        Self::NobodyOpens,
        Self::Helpers,
        Self::Consent,
        Self::InTheWill,
        Self::Unanswered,
    ];

    /// The name, as `known` of the file and JSON spell it.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Phrase => "seed-phrase",
            Self::Grid => "word-grid",
            Self::Key => "private-key",
            Self::ListWords => "list-words",
            Self::Pin => "looks-like-a-pin",
            Self::Password => "says-a-password",
            Self::Hint => "password-hint",
            Self::Amount => "names-an-amount",
            Self::Watches => "shows-balance",
            Self::OnePlace => "one-place",
            Self::LetterThere => "letter-there",
            Self::HelperAlone => "helper-alone",
            Self::NeverOpens => "never-opens",
            Self::PartUnknown => "part-unknown",
            Self::LostPlace => "lost-place",
            Self::LostPerson => "lost-person",
            Self::NobodyOpens => "nobody-opens",
            Self::Helpers => "too-few-helpers",
            Self::Consent => "no-consent",
            Self::InTheWill => "in-the-will",
            Self::Unanswered => "unanswered",
        }
    }

    /// Whether the letter is not printed with it.
    pub fn refuses(self) -> bool {
        matches!(self, Self::Phrase | Self::Grid | Self::Key)
    }
}

/// Names and counts for the sentence; never a text in which a secret was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct About {
    /// How many words or people.
    pub count: usize,
    /// The place, by the owner's name.
    pub place: Option<String>,
    /// The wallet or account, by the owner's name.
    pub asset: Option<String>,
    /// The person.
    pub person: Option<String>,
    /// The number of the question that has no answer.
    pub question: Option<u8>,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub rule: Rule,
    /// The line, counted from 1; 0 where it is about no single line.
    pub line: usize,
    /// Names and counts.
    pub about: About,
}

impl Finding {
    fn at(rule: Rule, line: usize) -> Self {
        Self { rule, line, about: About::default() }
    }

    fn counting(rule: Rule, line: usize, count: usize) -> Self {
        Self { about: About { count, ..About::default() }, ..Self::at(rule, line) }
    }
}

/// Looks for secrets alone, in any text; lines are counted from `first_line`.
pub fn refusals(text: &str, first_line: usize, judges: &Judges<'_>) -> Vec<Finding> {
    let mut found = words::refused(text, first_line, judges);
    found.extend(keys(text, first_line, judges));
    in_order(found)
}

/// Looks at everything: secrets, what should not be said, the one-place test, and what is missing. Refusals come
/// first; a warning whose rule the owner knows is left out.
pub fn lint(file: &LetterFile, letter: &Letter, judges: &Judges<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for passage in file.texts() {
        found.extend(refusals(&passage.text, passage.line, judges));
        if !passage.key.is_empty() {
            found.extend(warnings(&passage, judges));
        }
    }
    found.extend(gaps::of(letter));
    let known = &letter.answers().known;
    let is_known = |rule: Rule| known.iter().any(|said| said.text == rule.slug());
    found.retain(|finding| finding.rule.refuses() || !is_known(finding.rule));
    in_order(found)
}

/// Looks at a line under its key.
type Sentence = fn(&str, &str) -> bool;

fn warnings(passage: &Passage, judges: &Judges<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, text) in passage.text.lines().enumerate() {
        let line = passage.line + at;
        if let Some(count) = words::in_a_row(text, judges) {
            found.push(Finding::counting(Rule::ListWords, line, count));
        }
        let piece = |one: &str| one.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        if text.split_whitespace().any(|one| (judges.watches)(&piece(one))) {
            found.push(Finding::at(Rule::Watches, line));
        }
        let rules: [(Rule, Sentence); 4] = [
            (Rule::Pin, numbers::is_pin),
            (Rule::Amount, numbers::is_amount),
            (Rule::Password, sayings::says_a_password),
            (Rule::Hint, sayings::hints),
        ];
        for (rule, trips) in rules {
            if trips(text, &passage.key) {
                found.push(Finding::at(rule, line));
            }
        }
    }
    found
}

/// Private keys, line by line; one that was broken over lines is found where lines of code follow each other.
fn keys(text: &str, first_line: usize, judges: &Judges<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let (mut broken, mut start) = (String::new(), 0);
    for (at, line) in text.lines().enumerate() {
        if (judges.key)(line) {
            found.push(Finding::at(Rule::Key, first_line + at));
        }
        if !is_code(line) {
            broken.clear();
            continue;
        }
        if broken.is_empty() {
            start = at;
        }
        broken.extend(line.split_whitespace());
        if found.is_empty() && (judges.key)(&broken) {
            found.push(Finding::at(Rule::Key, first_line + start));
        }
    }
    found
}

/// Whether a line is no sentence: hexadecimal digits in groups, or pieces that are long or have digits in them.
fn is_code(line: &str) -> bool {
    let code = |piece: &str| {
        let hex = piece.bytes().all(|byte| byte.is_ascii_hexdigit());
        hex || piece.len() >= 16 || piece.bytes().any(|byte| byte.is_ascii_digit())
    };
    !line.trim().is_empty() && line.split_whitespace().all(code)
}

/// Refusals first, then by line; each once.
fn in_order(mut found: Vec<Finding>) -> Vec<Finding> {
    found.sort_by(|a, b| {
        let key = |one: &Finding| (!one.rule.refuses(), one.line, one.rule);
        key(a).cmp(&key(b)).then_with(|| a.about.cmp(&b.about))
    });
    found.dedup();
    found
}
