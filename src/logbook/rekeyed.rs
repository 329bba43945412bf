//! Files that were encrypted once more for other keys: which copies of the old ones are still there.

use super::book::Logbook;
use super::copy::{Copy, What};

impl Logbook {
    /// The copies that are there of archives of a series which were rekeyed since, by their positions: what opened them
    /// before opens them still.
    pub fn before_rekeying(&self, series: &str) -> Vec<usize> {
        let newer = self.archives().iter().filter(|one| one.of_series() == series);
        let old: Vec<&str> =
            newer.filter_map(|one| Some(one.rekeyed_from.as_ref()?.text.as_str())).collect();
        let is_old = |copy: &Copy| {
            copy.is_alive() && copy.what == What::Archive && old.contains(&copy.of.text.as_str())
        };
        let copies = self.copies().iter().enumerate();
        copies.filter(|(_, copy)| is_old(copy)).map(|(at, _)| at).collect()
    }

    /// Whether a copy was read back of what an archive was rekeyed into, or of what came after that.
    pub fn rekeyed_is_kept(&self, old: &str) -> bool {
        let from = |name: &str| {
            self.archives()
                .iter()
                .position(|one| one.rekeyed_from.as_ref().is_some_and(|from| from.text == name))
        };
        let Some(first) = from(old) else { return false };
        let series = self.archives()[first].of_series();
        let later = self.archives()[first..].iter().filter(|one| one.of_series() == series);
        let kept = |copy: &Copy| copy.what == What::Archive && copy.is_verified();
        later.flat_map(|one| self.alive(&one.name.text)).any(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copy(of: &str, place: &str, more: &str) -> String {
        format!(
            "[[copy]]\nid = \"{place}/{of}\"\nof = \"{of}\"\nwhat = \"archive\"\nmedium = \"usb\"\nplace = \"desk\"\n{more}"
        )
    }

    fn book(copies: &[String]) -> Logbook {
        let head = "format = 1\n[[place]]\nname = \"desk\"\n[[archive]]\nname = \"one\"\n\
                    [[archive]]\nname = \"one-2\"\nseries = \"one\"\nrekeyed_from = \"one\"\n\
                    [[archive]]\nname = \"one-3\"\nseries = \"one\"\n";
        Logbook::parse(format!("{head}{}", copies.concat())).expect("it is whole")
    }

    #[test]
    fn copies_of_the_old_file_are_told_until_they_are_destroyed() {
        let read = "drills = [{ on = 2026-01-01, how = \"read\", result = \"pass\" }]\n";
        let (old, gone) = (copy("one", "a", read), copy("one", "b", "state = \"destroyed\"\n"));
        let unread = book(&[old.clone(), gone.clone(), copy("one-2", "c", "")]);
        assert_eq!(unread.before_rekeying("one"), [0]);
        assert!(!unread.rekeyed_is_kept("one"), "nobody has read the new one");
        // A later archive of the series does as well.
        for new in ["one-2", "one-3"] {
            assert!(book(&[old.clone(), copy(new, "c", read)]).rekeyed_is_kept("one"), "{new}");
        }
        assert!(book(&[gone, copy("one-2", "c", read)]).before_rekeying("one").is_empty());
        assert!(!unread.rekeyed_is_kept("one-3") && unread.before_rekeying("other").is_empty());
    }
}
