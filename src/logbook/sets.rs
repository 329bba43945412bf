//! Sets of shares: which were made together, which were made again since, and which sheets a name stands for.

use super::book::Logbook;
use super::copy::Copy;
use super::kinds::{State, What};
use super::parts;

/// Shares that were made together of one secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareSet<'b> {
    /// The wallet or key of which they are shares, by its name.
    pub of: &'b str,
    /// Shares of words, or of a key.
    pub what: What,
    /// The name of the set, where it has one.
    pub name: Option<&'b str>,
    /// Counted up each time the secret is split again.
    pub generation: u32,
    /// Its sheets that are where the logbook says, in the order of the file.
    pub sheets: Vec<&'b Copy>,
}

/// What brings a set nearer to standing for an older one of the same secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Later<'b> {
    /// This sheet of it was not read back where it is.
    Read(&'b Copy),
    /// A share of it of which no copy is noted.
    Note(Box<Copy>),
}

/// What is said of a set beside its name, where others have that name as well.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Beside<'n> {
    /// The wallet or key.
    pub of: Option<&'n str>,
    /// The generation.
    pub generation: Option<u32>,
}

impl Copy {
    /// Whether it is a share of words or of a key.
    pub fn is_share(&self) -> bool {
        matches!(self.what, What::Share | What::KeyShare)
    }

    /// The generation of its set: the first one, where none is noted.
    pub fn of_generation(&self) -> u32 {
        self.generation.unwrap_or(1)
    }
}

impl Logbook {
    /// The sets of shares of which a sheet is there, in the order of the file.
    pub fn share_sets(&self) -> Vec<ShareSet<'_>> {
        let mut sets: Vec<ShareSet<'_>> = Vec::new();
        for copy in self.copies().iter().filter(|copy| copy.is_alive() && copy.is_share()) {
            let (of, name) = (copy.of.text.as_str(), copy.set.as_ref().map(|set| &*set.text));
            let generation = copy.of_generation();
            let same = |set: &&mut ShareSet<'_>| {
                (set.of, set.what, set.name, set.generation) == (of, copy.what, name, generation)
            };
            match sets.iter_mut().find(same) {
                Some(set) => set.sheets.push(copy),
                None => {
                    sets.push(ShareSet {
                        of,
                        what: copy.what,
                        name,
                        generation,
                        sheets: vec![copy],
                    });
                }
            }
        }
        sets
    }

    /// The sets of a wallet or key after which the same secret was split again, and of which a sheet is still there.
    pub fn older_sets(&self, of: &str) -> Vec<ShareSet<'_>> {
        let sets: Vec<ShareSet<'_>> =
            self.share_sets().into_iter().filter(|set| set.of == of).collect();
        let newest =
            |what: What| sets.iter().filter(|set| set.what == what).map(|set| set.generation).max();
        let older = |set: &&ShareSet<'_>| Some(set.generation) < newest(set.what);
        sets.iter().filter(older).cloned().collect()
    }

    /// Whether a later set of the same secret is noted, and too few of it were read back to open what this one opens.
    pub fn is_still_needed(&self, set: &ShareSet<'_>) -> bool {
        let later = |one: &ShareSet<'_>| {
            (one.of, one.what) == (set.of, set.what) && one.generation > set.generation
        };
        self.share_sets().iter().any(later)
            && !parts::later_shares(self, set.of, set.what, set.generation)
    }

    /// What is to be done before an older set may go: as many sheets of the newest one as are needed must be read back; where
    /// all that are noted were, others of it must be noted.
    pub fn before_it_goes(&self, set: &ShareSet<'_>) -> Vec<Later<'_>> {
        let sets = self.share_sets();
        let same = sets.iter().filter(|one| (one.of, one.what) == (set.of, set.what));
        let Some(newest) = same.max_by_key(|one| one.generation) else { return Vec::new() };
        let unread = newest.sheets.iter().filter(|copy| !copy.is_verified());
        let needed =
            newest.sheets.iter().filter_map(|copy| copy.scheme).map(|one| one.needed).max();
        let needed = usize::from(needed.unwrap_or(1));
        let unread: Vec<Later<'_>> = unread.take(needed).map(|copy| Later::Read(copy)).collect();
        if !unread.is_empty() {
            return unread;
        }
        let others = parts::unlisted(self, set.of, set.what, &Copy::is_alive).into_iter();
        let others = others.filter(|copy| copy.of_generation() == newest.generation);
        others.take(1).map(|copy| Later::Note(Box::new(copy))).collect()
    }

    /// The generation of the newest set without a name that is cut like this share, where it has one of this number and
    /// is not wholly destroyed: whether this is that share once more, or one of a set that was made since, nothing tells.
    pub fn may_be_noted(&self, share: &Copy) -> Option<u32> {
        let like = |copy: &&Copy| {
            let scheme = |copy: &Copy| copy.scheme.filter(|_| copy.groups.is_none());
            copy.set.is_none()
                && (&copy.of, copy.what, copy.groups) == (&share.of, share.what, share.groups)
                && scheme(copy) == scheme(share)
        };
        let alike = || self.copies().iter().filter(like);
        let newest = alike().map(Copy::of_generation).max()?;
        let mut set = alike().filter(|copy| copy.of_generation() == newest);
        let same = set.clone().any(|copy| (copy.number, copy.group) == (share.number, share.group));
        (same && set.any(|copy| copy.state != State::Destroyed)).then_some(newest)
    }

    /// The sets for which a name stands, with what is said beside it.
    pub fn sets_named(&self, name: &str, beside: Beside<'_>) -> Vec<ShareSet<'_>> {
        let named = |set: &ShareSet<'_>| {
            set.name == Some(name)
                && beside.of.is_none_or(|of| of == set.of)
                && beside.generation.is_none_or(|generation| generation == set.generation)
        };
        self.share_sets().into_iter().filter(named).collect()
    }
}

impl<'b> ShareSet<'b> {
    /// The least that must be said beside its name so that this set is meant and no other; `None` where no name does.
    pub fn beside(&self, book: &Logbook) -> Option<(&'b str, Beside<'b>)> {
        let name = self.name?;
        let (of, generation) = (Some(self.of), Some(self.generation));
        let ways = [
            Beside::default(),
            Beside { of, generation: None },
            Beside { of: None, generation },
            Beside { of, generation },
        ];
        let way = ways.into_iter().find(|way| book.sets_named(name, *way).len() == 1)?;
        Some((name, way))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_needed_until_enough_of_a_later_one_was_read_back() {
        let share = |set: u32, number: u8, result: &str| {
            let drill = format!(
                "drills = [{{ on = 2026-11-22, how = \"read\", result = \"{result}\" }}]\n"
            );
            format!(
                "[[copy]]\nid = \"w/{set}{number}\"\nof = \"w\"\nwhat = \"share\"\nscheme = \"2of3\"\n\
                 set = \"red\"\ngeneration = {set}\nnumber = {number}\nmedium = \"paper\"\nplace = \"desk\"\n{}",
                if result.is_empty() { "" } else { &drill }
            )
        };
        let needed = |later: &[(u32, u8, &str)]| {
            let mut text =
                "format = 1\n[[place]]\nname = \"desk\"\n[[wallet]]\nname = \"w\"\n".to_owned();
            for (set, number, result) in [(1, 1, "pass"), (1, 2, "pass")].iter().chain(later) {
                text.push_str(&share(*set, *number, result));
            }
            let book = Logbook::parse(text).expect("a logbook");
            book.is_still_needed(&book.share_sets()[0])
        };
        assert!(!needed(&[]), "nothing was made since");
        assert!(needed(&[(2, 1, "pass")]), "one of two");
        assert!(needed(&[(2, 1, "pass"), (2, 2, "")]), "nobody has read the second");
        assert!(needed(&[(2, 1, "pass"), (2, 2, "fail")]), "the second is bad");
        assert!(needed(&[(2, 1, "pass"), (3, 2, "pass")]), "of two sets");
        assert!(!needed(&[(2, 1, "pass"), (2, 3, "pass")]));
        assert!(
            !needed(&[(2, 1, "pass"), (2, 3, "pass"), (3, 1, "")]),
            "the one between is enough"
        );
    }
}
