//! Which addresses of a branch were handed out, which were paid, and which comes next.

use super::LogbookError;

/// The indexes of a branch end here (BIP-0032).
pub const INDEX_END: u32 = 1 << 31;

/// A run of indexes and the day of the act; without a day where the file says none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) start: u32,
    /// One past the last.
    pub(super) end: u32,
    pub(super) on: Option<String>,
}

/// What is known about one branch of a wallet, receive or change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Branch {
    /// The lower indexes were used before the wallet was added.
    pub(super) first: u32,
    /// In the order of the file.
    pub(super) handed_out: Vec<Run>,
    pub(super) used: Vec<Run>,
}

/// When an index was given away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given<'b> {
    /// It lies below the first index that was free when the wallet was added.
    Before,
    /// It was handed out here, on this day.
    On(Option<&'b str>),
    /// It was marked as paid, and never handed out here.
    Paid(Option<&'b str>),
}

impl Branch {
    /// The index that was the first free one when the wallet was added.
    pub fn first(&self) -> u32 {
        self.first
    }

    /// Whether and when an index was given away.
    pub fn given(&self, index: u32) -> Option<Given<'_>> {
        if index < self.first {
            return Some(Given::Before);
        }
        let holds = |run: &&Run| (run.start..run.end).contains(&index);
        if let Some(run) = self.handed_out.iter().find(holds) {
            return Some(Given::On(run.on.as_deref()));
        }
        self.used.iter().find(holds).map(|run| Given::Paid(run.on.as_deref()))
    }

    /// Whether an index is known to be paid.
    pub fn is_used(&self, index: u32) -> bool {
        index < self.first || self.used.iter().any(|run| (run.start..run.end).contains(&index))
    }

    /// The lowest indexes that were never given away, `count` of them, in order.
    ///
    /// # Errors
    /// [`LogbookError::NoneLeft`] when the branch has no more.
    pub fn fresh(&self, count: u32) -> Result<Vec<u32>, LogbookError> {
        let mut taken: Vec<(u32, u32)> =
            self.handed_out.iter().chain(&self.used).map(|run| (run.start, run.end)).collect();
        taken.sort_unstable();
        let mut taken = taken.into_iter().peekable();
        let mut found = Vec::new();
        let mut at = self.first;
        while found.len() < count as usize {
            while let Some((_, end)) = taken.next_if(|(start, _)| *start <= at) {
                at = at.max(end);
            }
            if at >= INDEX_END {
                return Err(LogbookError::NoneLeft);
            }
            found.push(at);
            at += 1;
        }
        Ok(found)
    }

    /// The index behind the last one that was given away.
    pub fn end(&self) -> u32 {
        let ends = self.handed_out.iter().chain(&self.used).map(|run| run.end);
        ends.max().unwrap_or(0).max(self.first)
    }

    /// How many addresses stand behind the last one that is known to be paid.
    pub fn unpaid(&self) -> u32 {
        let paid = self.used.iter().map(|run| run.end).max().unwrap_or(0).max(self.first);
        self.end() - paid
    }

    /// How many addresses were handed out here.
    pub fn count(&self) -> u64 {
        self.handed_out.iter().map(|run| u64::from(run.end - run.start)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn run(start: u32, end: u32) -> Run {
        Run { start, end, on: None }
    }

    #[test]
    fn the_lowest_free_indexes_come_first() {
        let branch =
            Branch { first: 7, handed_out: vec![run(12, 13), run(7, 9)], used: vec![run(10, 11)] };
        assert_eq!(branch.fresh(4), Ok(vec![9, 11, 13, 14]));
        assert_eq!((branch.end(), branch.unpaid(), branch.count()), (13, 2, 3));
        assert_eq!(branch.given(6), Some(Given::Before));
        assert_eq!(
            (branch.given(8), branch.given(10)),
            (Some(Given::On(None)), Some(Given::Paid(None)))
        );
        assert_eq!(branch.given(9), None);
        let full = Branch { first: INDEX_END - 1, ..Branch::default() };
        assert_eq!(full.fresh(1), Ok(vec![INDEX_END - 1]));
        assert_eq!(full.fresh(2), Err(LogbookError::NoneLeft));
    }

    proptest! {
        // Any mixture of fresh ones, chosen ones and payments: what is fresh was never given away before.
        #[test]
        fn what_is_fresh_never_repeats(
            first in 0_u32..30,
            acts in proptest::collection::vec((0_u8..3, 0_u32..60, 1_u32..5), 0..60),
        ) {
            let mut branch = Branch { first, ..Branch::default() };
            let mut given: std::collections::BTreeSet<u32> = (0..first).collect();
            for (act, index, count) in acts {
                match act {
                    0 => {
                        let fresh = branch.fresh(count).expect("far from the end");
                        let lowest: Vec<u32> = (0..).filter(|i| !given.contains(i)).take(count as usize).collect();
                        prop_assert_eq!(&fresh, &lowest);
                        branch.handed_out.extend(fresh.iter().map(|i| run(*i, i + 1)));
                        given.extend(fresh);
                    }
                    1 => {
                        branch.handed_out.push(run(index, index + count));
                        given.extend(index..index + count);
                    }
                    _ => {
                        branch.used.push(run(index, index + 1));
                        given.insert(index);
                    }
                }
                for index in 0..80 {
                    prop_assert_eq!(branch.given(index).is_some(), given.contains(&index));
                }
            }
        }
    }
}
