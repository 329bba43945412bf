//! Archives that were made one after the other of the same files: where a newer one was read back, nobody need go on
//! reading the older ones, and a rule at the other side may have thrown them away.

use super::archive::Archive;
use super::book::Logbook;
use super::copy::Copy;
use super::drills::READS;
use super::kinds::{Medium, What};
use std::cmp::Ordering;
use std::collections::HashMap;

/// Which copies and archives are of the past. The order of archives is that of the file.
#[derive(Debug)]
pub struct Past<'b> {
    /// The newest archive of a series that was read back at a place.
    newest: HashMap<(&'b str, &'b str), Newest<'b>>,
    /// The archives of one name, each with its position.
    archives: HashMap<&'b str, (usize, &'b Archive)>,
    /// The archives that one key opens, by its name.
    opened: HashMap<&'b str, Vec<&'b str>>,
}

/// An archive that stands for older ones at a place.
#[derive(Debug, Clone, Copy)]
struct Newest<'b> {
    /// Its position.
    at: usize,
    /// The day on which it was first read back there.
    first: &'b str,
    /// The day on which it was last read back there.
    last: &'b str,
}

impl<'b> Past<'b> {
    /// Looks through a logbook once.
    pub fn of(book: &'b Logbook) -> Self {
        let archives: HashMap<_, _> = book
            .archives()
            .iter()
            .enumerate()
            .map(|(at, archive)| (archive.name.text.as_str(), (at, archive)))
            .collect();
        let mut past = Self { newest: HashMap::new(), archives, opened: opened(book) };
        for copy in book.copies().iter().filter(|copy| copy.was_verified()) {
            let Some((series, at)) = past.series(&copy.of.text).filter(|_| holds(copy)) else {
                continue;
            };
            let Some(last) = copy.last_pass(&READS).map(|drill| drill.on.as_str()) else {
                continue;
            };
            let first = copy.passes().find(|drill| READS.contains(&drill.how));
            let found = Newest { at, first: first.map_or(last, |drill| &drill.on), last };
            let newest = past.newest.entry((series, copy.place.text.as_str())).or_insert(found);
            match at.cmp(&newest.at) {
                Ordering::Less => {}
                Ordering::Equal => newest.last = newest.last.max(last),
                Ordering::Greater => *newest = found,
            }
        }
        past
    }

    /// Whether a newer archive of the series was read back where this copy lies. Of a key file: whether that holds for
    /// every archive that it opens.
    pub fn has_copy(&self, copy: &Copy) -> bool {
        let place = copy.place.text.as_str();
        match copy.what {
            What::Archive => self.is_older(&copy.of.text, place),
            What::Key => self.opened.get(copy.of.text.as_str()).is_some_and(|archives| {
                archives.iter().all(|archive| self.is_older(archive, place))
            }),
            _ => false,
        }
    }

    /// Whether nobody can say that a copy is still there: a copy at a target that is of the past, when the newer one was
    /// read and it was not. Days are all that is noted, so a reading on the day on which the newer one came is no later one.
    pub fn has_passed_over(&self, copy: &Copy) -> bool {
        if copy.medium != Medium::Cloud || !self.has_copy(copy) {
            return false;
        }
        let place = copy.place.text.as_str();
        let read = copy.last_pass(&READS).map_or("", |drill| drill.on.as_str());
        let passed_over = |archive: &str| {
            let newest = self.series(archive).and_then(|(of, _)| self.newest.get(&(of, place)));
            newest.is_some_and(|newest| read <= newest.first || read < newest.last)
        };
        match copy.what {
            What::Key => self
                .opened
                .get(copy.of.text.as_str())
                .is_some_and(|archives| archives.iter().any(|archive| passed_over(archive))),
            _ => passed_over(&copy.of.text),
        }
    }

    /// Whether a newer one of its series was read back wherever a copy of an archive is, and somewhere at all.
    pub fn has_archive(&self, book: &Logbook, name: &str) -> bool {
        let Some((series, at)) = self.series(name) else { return false };
        let newest = self.newest.iter().filter(|((of, _), _)| *of == series).map(|(_, one)| one.at);
        let mut copies = book.alive(name).filter(|copy| holds(copy));
        newest.max().is_some_and(|newest| at < newest) && copies.all(|copy| self.has_copy(copy))
    }

    fn is_older(&self, archive: &str, place: &str) -> bool {
        let newest = |series| self.newest.get(&(series, place)).map(|newest| newest.at);
        self.series(archive).is_some_and(|(series, at)| newest(series) > Some(at))
    }

    /// The series of an archive, and its position in the logbook.
    fn series(&self, archive: &str) -> Option<(&'b str, usize)> {
        let (at, archive) = self.archives.get(archive)?;
        Some((archive.of_series(), *at))
    }
}

fn holds(copy: &Copy) -> bool {
    copy.what == What::Archive
}

/// The archives that each key opens, by their names.
fn opened(book: &Logbook) -> HashMap<&str, Vec<&str>> {
    let mut by_recipient: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut by_name: HashMap<&str, Vec<&str>> = HashMap::new();
    for archive in book.archives() {
        let name = archive.name.text.as_str();
        for recipient in &archive.recipients {
            by_recipient.entry(&recipient.text).or_default().push(name);
        }
        if let Some(key) = &archive.key {
            by_name.entry(&key.text).or_default().push(name);
        }
    }
    for key in book.keys() {
        let recipient = key.recipient.as_ref().and_then(|one| by_recipient.get(&*one.text));
        if let Some(archives) = recipient {
            by_name.entry(&key.name.text).or_default().extend(archives);
        }
    }
    by_name
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = "format = 1
[[place]]
name = \"disk\"
[[place]]
name = \"box\"
[[key]]
name = \"key-1\"
locked = true
[[key]]
name = \"mine\"
recipient = \"age1\"
[[archive]]
name = \"one\"
series = \"wallet\"
key = \"key-1\"
recipients = [\"age1\"]
[[archive]]
name = \"two\"
series = \"wallet\"
recipients = [\"age1\"]
[[archive]]
name = \"other\"
[[archive]]
name = \"three\"
series = \"wallet\"
recipients = [\"age1\"]
";

    /// The copies, each as what, of, place and how it was read; which of them are of the past.
    fn past(copies: &[(&str, &str, &str, &str)]) -> (Vec<bool>, Vec<String>) {
        past_in(BOOK, copies)
    }

    fn past_in(book: &str, copies: &[(&str, &str, &str, &str)]) -> (Vec<bool>, Vec<String>) {
        let mut text = book.to_owned();
        for (at, (what, of, place, result)) in copies.iter().enumerate() {
            let drill =
                format!("drills = [{{ on = 2026-01-01, how = \"read\", result = \"{result}\" }}]");
            let drill = if result.is_empty() { "" } else { drill.as_str() };
            text += &format!(
                "[[copy]]\nid = \"c/{at}\"\nof = \"{of}\"\nwhat = \"{what}\"\nmedium = \"cloud\"\nplace = \"{place}\"\n{drill}\n"
            );
        }
        let book = Logbook::parse(text).expect("a logbook");
        let past = Past::of(&book);
        let archives = book.archives().iter().map(|archive| archive.name.text.clone());
        (
            book.copies().iter().map(|copy| past.has_copy(copy)).collect(),
            archives.filter(|name| past.has_archive(&book, name)).collect(),
        )
    }

    #[test]
    fn a_newer_one_of_the_series_that_was_read_at_the_same_place_stands_for_the_older() {
        let (one, two) = (("archive", "one", "disk", "pass"), ("archive", "two", "disk", "pass"));
        assert_eq!(past(&[one, two]), (vec![true, false], vec!["one".to_owned()]));
        // The order of archives counts, and not that of copies: an old one may be sent again.
        assert_eq!(past(&[two, one]).0, [false, true]);
        let first = "[[archive]]\nname = \"wallet\"\n[[archive]]\nname = \"one\"";
        let text = BOOK.replace("[[archive]]\nname = \"one\"", first);
        let begun = [("archive", "wallet", "disk", "pass"), two];
        assert_eq!(past_in(&text, &begun).0, [true, false], "the first one has the name alone");
        for stays in [
            ("archive", "two", "box", "pass"),
            ("archive", "two", "disk", "fail"),
            ("archive", "two", "disk", ""),
            ("archive", "other", "disk", "pass"),
        ] {
            assert_eq!(past(&[one, stays]), (vec![false, false], Vec::new()), "{stays:?}");
        }
    }

    #[test]
    fn an_older_one_is_passed_over_until_it_is_read_with_the_newer() {
        let book = |old: &[&str], new: &[&str], medium: &str| {
            let drill = |on: &&str| format!("{{ on = {on}, how = \"read\", result = \"pass\" }}");
            let copy = |of: &str, days: &[&str], medium: &str| {
                let drills: Vec<String> = days.iter().map(drill).collect();
                format!(
                    "[[copy]]\nid = \"c/{of}\"\nof = \"{of}\"\nwhat = \"archive\"\nplace = \"disk\"\n\
                     medium = \"{medium}\"\ndrills = [{}]\n",
                    drills.join(", ")
                )
            };
            let text = BOOK.to_owned() + &copy("one", old, medium) + &copy("two", new, "cloud");
            Logbook::parse(text).expect("a logbook")
        };
        let passed_over = |book: &Logbook| {
            let past = Past::of(book);
            book.copies().iter().map(|copy| past.has_passed_over(copy)).collect::<Vec<_>>()
        };
        let (first, second, third) = ("2026-01-01", "2026-01-02", "2026-01-03");
        assert_eq!(passed_over(&book(&[first], &[second], "cloud")), [true, false]);
        assert_eq!(passed_over(&book(&[first], &[first], "cloud")), [true, false]);
        assert_eq!(passed_over(&book(&[first, third], &[second], "cloud")), [false, false]);
        assert_eq!(passed_over(&book(&[first, third], &[second, third], "cloud")), [false, false]);
        assert_eq!(passed_over(&book(&[first, second], &[first, third], "cloud")), [true, false]);
        assert_eq!(passed_over(&book(&[first], &[second], "usb")), [false, false], "no rule");
    }

    #[test]
    fn an_archive_is_past_when_each_of_its_copies_is() {
        let (here, there) = (("archive", "one", "disk", "pass"), ("archive", "one", "box", "pass"));
        let newer = ("archive", "three", "disk", "pass");
        assert_eq!(past(&[here, there, newer]), (vec![true, false, false], vec!["two".to_owned()]));
        let both = [here, there, newer, ("archive", "three", "box", "pass")];
        assert_eq!(past(&both).1, ["one", "two"], "one that has no copy is of the past as well");
    }

    #[test]
    fn a_key_file_is_past_with_all_that_it_opens() {
        let copies = [
            ("key", "key-1", "disk", "pass"),
            ("key", "mine", "disk", "pass"),
            ("archive", "one", "disk", "pass"),
            ("archive", "two", "disk", "pass"),
        ];
        assert_eq!(past(&copies).0, [true, false, true, false]);
        assert_eq!(past(&copies[..3]).0, [false; 3]);
    }
}
