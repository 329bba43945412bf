//! Picks the subsets of keys that a proof must try: all of them, or a sample where there are too many.

use super::Quorum;

/// Wallets that are no plain multisig are looked at key by key up to this many.
const MOST_KEYS: usize = 12;

pub(super) struct Subsets {
    pub(super) chosen: Vec<Vec<usize>>,
    /// How many there are.
    pub(super) total: usize,
}

/// The subsets of `keys` that are just enough: every `threshold` of a multisig, else every smallest set that
/// `enough` allows.
pub(super) fn subsets(
    keys: &[usize],
    quorum: Option<Quorum>,
    enough: &dyn Fn(&[usize]) -> bool,
    most: usize,
    random: &mut dyn FnMut(&mut [u8]),
) -> Subsets {
    let Some(quorum) = quorum else { return smallest(keys, enough) };
    let total = count(keys.len(), quorum.threshold);
    let mut chosen: Vec<Vec<usize>> = Vec::new();
    if total <= most {
        each(keys, quorum.threshold, &mut Vec::new(), &mut chosen);
        return Subsets { chosen, total };
    }
    while chosen.len() < most {
        let mut subset = draw(keys, quorum.threshold, random);
        subset.sort_unstable();
        if !chosen.contains(&subset) {
            chosen.push(subset);
        }
    }
    Subsets { chosen, total }
}

fn each(keys: &[usize], left: usize, begun: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    if left == 0 {
        found.push(begun.clone());
        return;
    }
    for at in 0..keys.len() {
        begun.push(keys[at]);
        each(&keys[at + 1..], left - 1, begun, found);
        begun.pop();
    }
}

/// The number of ways to take `take` of `of`, which is at most 20.
fn count(of: usize, take: usize) -> usize {
    if take > of {
        return 0;
    }
    (0..take).fold(1, |ways, at| ways * (of - at) / (at + 1))
}

/// Takes keys one by one; the numbers choose a sample of public places, so a small bias does no harm.
fn draw(keys: &[usize], take: usize, random: &mut dyn FnMut(&mut [u8])) -> Vec<usize> {
    let mut left = keys.to_vec();
    let next = |left: &mut Vec<usize>| {
        let mut bytes = [0; 4];
        random(&mut bytes);
        left.swap_remove(u32::from_le_bytes(bytes) as usize % left.len())
    };
    std::iter::repeat_with({
        let mut next = next;
        move || next(&mut left)
    })
    .take(take)
    .collect()
}

fn smallest(keys: &[usize], enough: &dyn Fn(&[usize]) -> bool) -> Subsets {
    let keys = &keys[..keys.len().min(MOST_KEYS)];
    let mut chosen: Vec<Vec<usize>> = Vec::new();
    for size in 1..=keys.len() {
        let mut candidates = Vec::new();
        each(keys, size, &mut Vec::new(), &mut candidates);
        for subset in candidates {
            let covered = chosen.iter().any(|small| small.iter().all(|key| subset.contains(key)));
            if !covered && enough(&subset) {
                chosen.push(subset);
            }
        }
    }
    Subsets { total: chosen.len(), chosen }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting() -> impl FnMut(&mut [u8]) {
        let mut next = 1_u32;
        move |room: &mut [u8]| {
            next = next.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            room.copy_from_slice(&(next >> 8).to_le_bytes());
        }
    }

    #[test]
    fn every_subset_is_chosen_or_a_sample_without_repeats() {
        let quorum = |threshold, of| Some(Quorum { threshold, of });
        let no = |_: &[usize]| false;
        let few = subsets(&[0, 2, 4], quorum(2, 5), &no, 10, &mut counting());
        assert_eq!((few.chosen, few.total), (vec![vec![0, 2], vec![0, 4], vec![2, 4]], 3));
        let keys: Vec<usize> = (0..20).collect();
        let many = subsets(&keys, quorum(10, 20), &no, 100, &mut counting());
        assert_eq!((many.chosen.len(), many.total), (100, 184_756));
        assert!(many.chosen.iter().all(|one| one.len() == 10 && one.is_sorted()));
        let none = subsets(&[1], quorum(2, 3), &no, 10, &mut counting());
        assert_eq!((none.chosen.len(), none.total), (0, 0));
    }

    #[test]
    fn the_smallest_sets_are_found() {
        let enough = |keys: &[usize]| keys.contains(&3) || (keys.contains(&0) && keys.contains(&1));
        let found = subsets(&[0, 1, 3], None, &enough, 10, &mut counting());
        assert_eq!(found.chosen, [vec![3], vec![0, 1]]);
    }
}
