//! What a walk through folders tells of itself: what it met, how far it is, and what it could not look at.

use super::opened::Opened;
use std::path::Path;

/// What a walk met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Walked {
    /// Files that were opened.
    pub files: u64,
    /// Folders that were read.
    pub folders: u64,
    /// Symbolic links, which are not followed.
    pub links: u64,
    /// Pipes, sockets, devices, and file systems that are no storage.
    pub special: u64,
    /// Files and folders that this user may not read, or that failed.
    pub unreadable: u64,
    /// Whether a signal ended it before everything was looked at.
    pub stopped: bool,
}

impl Walked {
    pub(super) fn add(&mut self, other: Self) {
        self.files += other.files;
        self.folders += other.folders;
        self.links += other.links;
        self.special += other.special;
        self.unreadable += other.unreadable;
        self.stopped |= other.stopped;
    }
}

/// How far a walk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SoFar<'a> {
    /// What it met until now.
    pub walked: Walked,
    /// About so many hundredths of it are behind: what is in a folder is taken for equal, since nobody knows what is
    /// in them. Never fewer than were told before.
    pub percent: u8,
    /// The folder that was begun last.
    pub folder: &'a Path,
}

/// Why something is not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missed {
    /// This user may not read it, or it failed.
    Unreadable,
    /// A pipe, a socket, a device, or a file system that is no storage: it is never opened.
    Special,
}

/// What a walk calls, from its threads and from the one that waits for them.
pub struct Watch<'a> {
    /// Is shown every regular file.
    pub look: &'a (dyn Fn(&Opened<'_>) + Sync),
    /// Hears of every place that is not looked at, but for links.
    pub miss: &'a (dyn Fn(&Path, Missed) + Sync),
    /// Hears about ten times a second how far the walk is.
    pub tell: &'a mut dyn FnMut(SoFar<'_>),
}

/// A fraction of the whole walk, in units so small that none is lost where it is cut.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Fraction(u64);

impl Fraction {
    /// The whole walk.
    pub(super) const WHOLE: Self = Self(1 << 56);

    /// One for each of so many, and what is left for oneself: as much, and what cannot be cut.
    pub(super) fn cut(self, among: usize) -> (Self, Self) {
        let among = u64::try_from(among).unwrap_or(u64::MAX);
        let each = self.0 / among.saturating_add(1);
        (Self(each), Self(self.0 - each * among))
    }

    pub(super) fn add(&mut self, other: Self) {
        self.0 += other.0;
    }

    /// So many whole hundredths of the whole walk.
    pub(super) fn percent(self) -> u8 {
        u8::try_from(self.0 * 100 / Self::WHOLE.0).unwrap_or(100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_equal_and_together_the_whole_however_deep_they_are_cut() {
        let (each, own) = Fraction::WHOLE.cut(3);
        assert_eq!((each, own.percent()), (own, 25));
        let mut behind = Fraction::default();
        let mut rest = Fraction::WHOLE;
        for among in [0, 1, 2, 7, 1000, 65_536, 1_000_000, 3, 5] {
            let (each, own) = rest.cut(among);
            behind.add(own);
            (0..among.saturating_sub(1)).for_each(|_| behind.add(each));
            assert!(behind.percent() <= 100);
            rest = if among == 0 { own } else { each };
            if among == 0 {
                behind = Fraction::default();
            }
        }
        behind.add(rest);
        assert_eq!((behind, behind.percent()), (Fraction::WHOLE, 100));
    }
}
