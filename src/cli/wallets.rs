//! Which wallets are among what `encrypt` reads: recognised by the bytes that are encrypted, and told by kind and lock.

use super::found;
use crate::find::{Find, HEAD, Locked};
use crate::host::{self, Capture};
use crate::secret::SecretBytes;
use serde::{Serialize, Serializer};
use std::path::{Path, PathBuf};

/// So many files are looked at; behind them the rest of a large folder goes untold.
const MOST: usize = 1_000;
/// So many sorts of wallets are told of one path.
const SORTS: usize = 5;

/// What was recognised. As JSON a list.
#[derive(Default)]
pub(crate) struct Wallets {
    /// How many files may still be looked at.
    left: usize,
    /// Whether there were more.
    more: bool,
    found: Vec<(PathBuf, Find)>,
}

impl Serialize for Wallets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.found.iter().map(|(place, find)| Row {
            path: host::show_path(place),
            program: find.program,
            kind: find.kind.row().slug,
            locked: find.locked.slug(),
        }))
    }
}

#[derive(Serialize)]
struct Row {
    path: String,
    program: &'static str,
    kind: &'static str,
    locked: &'static str,
}

impl Wallets {
    /// Room for what will be recognised; none where nobody asks.
    pub(crate) fn asked(is_asked: bool) -> Self {
        Self { left: if is_asked { MOST } else { 0 }, ..Self::default() }
    }

    /// Looks at a file that was captured. Of several things of one kind in it one is told.
    pub(crate) fn look(&mut self, place: &Path, capture: &Capture) {
        if self.left == 0 {
            self.more = true;
            return;
        }
        self.left -= 1;
        let bytes = capture.facts().bytes;
        let mut head =
            SecretBytes::zeroed(usize::try_from(bytes).map_or(HEAD, |all| all.min(HEAD)));
        // exposed to: the reader of the file, which fills it
        capture.look_at(0, head.expose_secret_mut());
        let mut more = |offset: u64, room: &mut [u8]| capture.look_at(offset, room);
        // exposed to: recognition, which keeps nothing
        let mut finds = found::of_bytes(place, bytes, head.expose_secret(), &mut more);
        finds.sort_by_key(|find| (find.kind, find.locked.slug()));
        finds.dedup_by_key(|find| (find.kind, find.locked));
        self.found.extend(finds.into_iter().map(|find| (place.to_owned(), find)));
    }

    /// One line for each path that was named and has wallets in it.
    pub(crate) fn lines(&self, named: &[PathBuf]) -> Vec<String> {
        let mut lines: Vec<String> = named.iter().filter_map(|path| self.line(path)).collect();
        if self.more
            && let Some(last) = lines.last_mut()
        {
            last.push_str(&format!(" (of the first {MOST} files)"));
        }
        lines
    }

    fn line(&self, named: &Path) -> Option<String> {
        let here = self.found.iter().filter(|(place, _)| place.starts_with(named));
        let mut sorts: Vec<(&'static str, Locked, usize)> = Vec::new();
        for (_, find) in here {
            match sorts
                .iter_mut()
                .find(|(program, locked, _)| (*program, *locked) == (find.program, find.locked))
            {
                Some((_, _, count)) => *count += 1,
                None => sorts.push((find.program, find.locked, 1)),
            }
        }
        // What lies in the clear comes first, whatever is left out.
        sorts.sort_by_key(|(_, locked, _)| *locked != Locked::No);
        let told = sorts.iter().take(SORTS).map(|(program, locked, count)| {
            let times = if *count == 1 { String::new() } else { format!("{count} × ") };
            format!("{times}{program}, {}", lock(*locked))
        });
        let mut text = told.collect::<Vec<_>>().join("; ");
        if sorts.len() > SORTS {
            text.push_str("; …");
        }
        (!sorts.is_empty()).then(|| format!("{}: {text}", host::show_path(named)))
    }
}

fn lock(locked: Locked) -> &'static str {
    match locked {
        Locked::Yes => "locked",
        Locked::No => "keys in the clear",
        Locked::Unknown => "cannot tell whether locked",
        Locked::NoKeys => "no keys",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::Kind;

    fn wallets(found: &[(&str, Kind, Locked)], more: bool) -> Wallets {
        let find = |kind: Kind, locked| Find { kind, program: kind.row().program, locked };
        let found = found.iter().map(|(path, kind, locked)| (path.into(), find(*kind, *locked)));
        Wallets { left: 0, more, found: found.collect() }
    }

    #[test]
    fn each_path_has_its_own_line_and_what_is_in_the_clear_comes_first() {
        let found = [
            ("w/a", Kind::Electrum, Locked::Yes),
            ("w/b", Kind::Electrum, Locked::Yes),
            ("w/c", Kind::Electrum, Locked::No),
            ("w2/a", Kind::Age, Locked::Yes),
        ];
        let named = ["w", "empty", "w2"].map(PathBuf::from);
        let lines = wallets(&found, false).lines(&named);
        let w = "w: Electrum, keys in the clear; 2 × Electrum, locked";
        assert_eq!(lines, [w, "w2: age, locked"]);
        let last = wallets(&found, true).lines(&named).pop().expect("two lines");
        assert_eq!(last, "w2: age, locked (of the first 1000 files)");
        assert!(wallets(&[], true).lines(&named).is_empty());
    }
}
