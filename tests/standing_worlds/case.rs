//! Random logbooks of one wallet, with what opens it, as copies and as text.

use crate::share_vectors::numbers;
use std::collections::BTreeSet;

const PLACES: [&str; 4] = ["home", "bank", "aunt", "office"];
const LOCKS: [&str; 2] = ["blue", "red"];

/// What a copy is, with the name of what it is a copy of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kind(&'static str, &'static str);

pub(crate) const SEED: Kind = Kind("w", "seed");
pub(crate) const SHARE: Kind = Kind("w", "share");
pub(crate) const COSIGNER: Kind = Kind("w", "cosigner");
pub(crate) const DESCRIPTOR: Kind = Kind("w", "descriptor");
pub(crate) const PASSPHRASE: Kind = Kind("w", "passphrase");
pub(crate) const DEVICE: Kind = Kind("w", "device");
pub(crate) const PIN: Kind = Kind("w", "pin");
pub(crate) const SHEET: Kind = Kind("w", "encrypted");
pub(crate) const SHEET_WORDS: Kind = Kind("w", "file-passphrase");
pub(crate) const ARCHIVE: Kind = Kind("a", "archive");
pub(crate) const ARCHIVE_WORDS: Kind = Kind("a", "file-passphrase");
pub(crate) const KEY: Kind = Kind("k", "key");
pub(crate) const KEY_WORDS: Kind = Kind("k", "file-passphrase");
pub(crate) const KEY_SHARE: Kind = Kind("k", "key-share");

/// One copy; `part`, `set` and `lock` are 0 where the logbook does not say them.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) kind: Kind,
    pub(crate) part: u8,
    pub(crate) set: u8,
    pub(crate) lock: u8,
    pub(crate) place: usize,
    pub(crate) state: &'static str,
}

#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) passphrase: bool,
    pub(crate) by_key: bool,
    pub(crate) locked: bool,
    pub(crate) items: Vec<Item>,
}

/// Choices that look like chance, and are the same in every run.
pub(crate) struct Chance(Box<dyn FnMut() -> u64>);

impl Chance {
    pub(crate) fn from(seed: u64) -> Self {
        Self(Box::new(numbers(seed)))
    }

    fn below(&mut self, most: usize) -> usize {
        ((self.0)() >> 33) as usize % most
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    pub(crate) fn case(&mut self, all_is_said: bool) -> Case {
        const WAYS: [&[Kind]; 6] = [
            &[SEED],
            &[SHARE],
            &[COSIGNER, COSIGNER, DESCRIPTOR],
            &[DEVICE, PIN],
            &[SHEET, SHEET_WORDS],
            &[ARCHIVE, ARCHIVE_WORDS, KEY, KEY, KEY_WORDS, KEY_SHARE],
        ];
        let ways = [self.of(&WAYS), self.of(&WAYS)].concat();
        let count = 3 + self.below(6);
        let named = self.below(2) == 0;
        let mut items: Vec<Item> = (0..count)
            .map(|_| {
                let kind = if self.below(6) == 0 { PASSPHRASE } else { self.of(&ways) };
                let said = all_is_said || self.below(3) > 0;
                let lock = if named && said { 1 + self.below(2) as u8 } else { 0 };
                let lock = if kind.has_lock() { lock } else { 0 };
                let part =
                    if kind.parts() > 0 && said { 1 + self.below(kind.parts()) as u8 } else { 0 };
                let state = self.of(&["alive", "alive", "alive", "alive", "lost", "destroyed"]);
                let set = u8::from(kind == SHARE && (all_is_said || self.below(3) > 0));
                Item { kind, part, set, lock, place: self.below(4), state }
            })
            .collect();
        // Two devices of one lock are none.
        let mut seen = BTreeSet::new();
        items.retain(|one| one.kind != DEVICE || seen.insert(one.lock));
        Case {
            passphrase: self.below(4) == 0,
            by_key: self.below(2) == 0,
            locked: self.below(2) == 0,
            items,
        }
    }
}

impl Kind {
    pub(crate) fn parts(self) -> usize {
        match self {
            SHARE | COSIGNER => 3,
            KEY_SHARE => 2,
            _ => 0,
        }
    }

    fn has_lock(self) -> bool {
        [DEVICE, PIN, SHEET, SHEET_WORDS, KEY, KEY_WORDS].contains(&self)
    }
}

impl Case {
    pub(crate) fn text(&self) -> String {
        let mut text = "format = 1\n[[wallet]]\nname = \"w\"\n".to_owned();
        text += if self.passphrase { "passphrase = true\n" } else { "" };
        text +=
            &format!("[[key]]\nname = \"k\"\nrecipient = \"age1x\"\nlocked = {}\n", self.locked);
        text += "[[archive]]\nname = \"a\"\nwallets = [\"w\"]\n";
        text += if self.by_key { "recipients = [\"age1x\"]\n" } else { "passphrase = true\n" };
        for place in PLACES {
            text += &format!("[[place]]\nname = \"{place}\"\n");
        }
        for (number, item) in self.items.iter().enumerate() {
            let Kind(of, what) = item.kind;
            let place = PLACES[item.place];
            text += &format!(
                "[[copy]]\nid = \"c/{number}\"\nof = \"{of}\"\nwhat = \"{what}\"\nplace = \"{place}\"\n"
            );
            text += &format!("medium = \"paper\"\nstate = \"{}\"\n", item.state);
            text += "drills = [{ on = 2026-11-22, how = \"read\", result = \"pass\" }]\n";
            match item.kind.parts() {
                0 => {}
                parts => text += &format!("scheme = \"2of{parts}\"\n"),
            }
            text +=
                &if item.part > 0 { format!("number = {}\n", item.part) } else { String::new() };
            text += if item.set > 0 { "set = \"red\"\n" } else { "" };
            text += &match item.lock {
                0 => String::new(),
                lock => format!("lock = \"{}\"\n", LOCKS[usize::from(lock) - 1]),
            };
        }
        text
    }

    /// Whoever notes a passphrase has one.
    pub(crate) fn needs_passphrase(&self) -> bool {
        self.passphrase || self.items.iter().any(|one| one.kind == PASSPHRASE)
    }

    /// Whether nothing has to be guessed.
    pub(crate) fn is_said(&self) -> bool {
        let parts = self.items.iter().all(|one| one.kind.parts() == 0 || one.part > 0);
        let sets = self.items.iter().all(|one| one.kind != SHARE || one.set > 0);
        parts
            && sets
            && CLASSES.iter().all(|(locked, openers)| {
                let class = || {
                    self.items
                        .iter()
                        .filter(|one| one.kind == *locked || openers.contains(&one.kind))
                };
                let devices =
                    *locked == DEVICE && class().filter(|one| one.kind == DEVICE).count() > 1;
                class().all(|one| one.lock > 0) || (class().all(|one| one.lock == 0) && !devices)
            })
    }
}

/// What is locked, and what opens it.
pub(crate) const CLASSES: [(Kind, &[Kind]); 3] =
    [(DEVICE, &[PIN]), (SHEET, &[SHEET_WORDS]), (KEY, &[KEY_WORDS, ARCHIVE_WORDS])];
