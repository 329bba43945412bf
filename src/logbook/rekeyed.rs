//! Files that were encrypted once more for other keys: which copies of the old ones are still there.

use super::archive::Archive;
use super::book::Logbook;
use super::copy::Copy;
use super::kinds::What;
use super::opening::{self, View};

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
    pub fn rekeyed_is_read(&self, old: &str) -> bool {
        self.rekeyed_since(old).any(|one| self.was_read_back(one))
    }

    /// Whether one of these opens as well with what is noted: then nobody needs the old file any more.
    pub fn rekeyed_is_kept(&self, old: &str) -> bool {
        let counts = |at: usize| self.counts(at);
        let opens = |one: &Archive| {
            opening::of(self, &one.name.text, View::Owner).is_some_and(|need| need.met(&counts))
        };
        self.rekeyed_since(old).any(|one| self.was_read_back(one) && opens(one))
    }

    fn rekeyed_since<'b>(&'b self, old: &str) -> impl Iterator<Item = &'b Archive> {
        let from = |one: &Archive| one.rekeyed_from.as_ref().is_some_and(|from| from.text == old);
        let first = self.archives().iter().position(from).unwrap_or(self.archives().len());
        let series = self.archives().get(first).map(Archive::of_series);
        self.archives()[first..].iter().filter(move |one| Some(one.of_series()) == series)
    }

    fn was_read_back(&self, archive: &Archive) -> bool {
        let read = |copy: &Copy| copy.what == What::Archive && copy.is_verified();
        self.alive(&archive.name.text).any(read)
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
        // A later archive of the series does as well, with what opens it.
        for new in ["one-2", "one-3"] {
            let (read, key) =
                (copy(new, "c", read), copy(new, "k", read).replace("archive", "key"));
            let without = book(&[old.clone(), read.clone()]);
            assert!(without.rekeyed_is_read("one") && !without.rekeyed_is_kept("one"), "{new}");
            let unread = key.replace("\"pass\"", "\"fail\"");
            assert!(!book(&[old.clone(), read.clone(), unread]).rekeyed_is_kept("one"), "{new}");
            assert!(book(&[old.clone(), read, key]).rekeyed_is_kept("one"), "{new}");
        }
        assert!(book(&[gone, copy("one-2", "c", read)]).before_rekeying("one").is_empty());
        assert!(!unread.rekeyed_is_kept("one-3") && unread.before_rekeying("other").is_empty());
    }
}
