//! Who can lose what: which sets of places open a wallet, and which places it cannot do without.
//!
//! A place is taken whole: whoever can open it has all that lies there. Nothing here knows a secret; what lies
//! where is told by kind.

/// The most places that one computation takes.
pub const MOST_PLACES: usize = 16;

/// What lies at a place, as far as opening a wallet goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// All words of the seed, readable.
    Whole,
    /// One share of the words.
    Share,
    /// One of the seeds of a wallet with several keys.
    Cosigner,
    /// The words, encrypted.
    Encrypted,
    /// What opens the encrypted words: a key file or file passphrase.
    Key,
    /// One share of that key.
    KeyShare,
    /// The BIP-0039 passphrase.
    Passphrase,
    /// A hardware wallet that holds the seed.
    Device,
    /// What unlocks the hardware wallet.
    Pin,
    /// The descriptor of a wallet with several keys.
    Description,
}

/// How many of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Quorum {
    /// As many are needed.
    pub needed: u8,
    /// As many exist.
    pub of: u8,
}

/// One thing at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    /// The wallet it belongs to, by its position.
    pub wallet: usize,
    /// The place, by its position.
    pub place: usize,
    /// What it is.
    pub part: Part,
    /// For shares and cosigners: how many of how many.
    pub quorum: Option<Quorum>,
    /// Which of them; without a number nobody can tell ([`Unnumbered`]).
    pub number: Option<u8>,
}

/// How parts are counted of which nothing says which of several they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unnumbered {
    /// All may be one and the same: what the heirs can count on.
    Alike,
    /// Each may be another one: what a thief may gain.
    Different,
}

/// A set of places, one bit for each position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Places(u32);

impl Places {
    /// No place.
    pub const NONE: Self = Self(0);

    /// The first `count` places.
    pub fn first(count: usize) -> Self {
        Self((1_u32 << count.min(MOST_PLACES)) - 1)
    }

    /// One place alone.
    pub fn one(place: usize) -> Self {
        Self(1 << place.min(31))
    }

    /// These places and another one.
    #[must_use]
    pub fn with(self, place: usize) -> Self {
        Self(self.0 | Self::one(place).0)
    }

    /// These places without those.
    #[must_use]
    pub fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Whether a place belongs to the set.
    pub fn holds(self, place: usize) -> bool {
        self.0 & Self::one(place).0 != 0
    }

    /// Whether all places of another set belong to this one.
    pub fn holds_all(self, others: Self) -> bool {
        others.0 & !self.0 == 0
    }

    /// How many places they are.
    pub fn count(self) -> usize {
        self.0.count_ones() as usize
    }

    /// The positions, in order.
    pub fn positions(self) -> impl Iterator<Item = usize> {
        (0..MOST_PLACES).filter(move |place| self.holds(*place))
    }
}

/// What lies where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Access {
    /// Everything that lies somewhere.
    pub holdings: Vec<Holding>,
    /// How many places there are, at most [`MOST_PLACES`].
    pub places: usize,
    /// The wallets that have a BIP-0039 passphrase, by their position.
    pub with_passphrase: Vec<usize>,
}

impl Access {
    /// Whether whoever has all that lies at these places can spend from a wallet.
    pub fn opens(&self, wallet: usize, places: Places, unnumbered: Unnumbered) -> bool {
        let all = || self.holdings.iter().filter(move |one| one.wallet == wallet);
        let here: Vec<&Holding> = all().filter(|one| places.holds(one.place)).collect();
        let has = |part| here.iter().any(|one| one.part == part);
        let key = has(Part::Key) || whole_set(&here, Part::KeyShare, unnumbered).is_some();
        let words = has(Part::Whole)
            || whole_set(&here, Part::Share, unnumbered).is_some()
            || (has(Part::Encrypted) && key);
        let device = has(Part::Device) && has(Part::Pin);
        let needs_passphrase =
            self.with_passphrase.contains(&wallet) || all().any(|one| one.part == Part::Passphrase);
        let one_seed = (words || device) && (!needs_passphrase || has(Part::Passphrase));
        // Without the description the other public keys of a 2-of-3 are missing, and with them the script.
        let several = whole_set(&here, Part::Cosigner, unnumbered)
            .is_some_and(|quorum| quorum.needed == quorum.of || has(Part::Description));
        one_seed || several
    }

    /// The smallest sets of places that open a wallet, smaller sets first: those that open it for certain. Where there are
    /// none, parts without a number are taken for different ones, as whoever wrote them down meant them.
    pub fn ways(&self, wallet: usize) -> Vec<Places> {
        let certain = self.ways_counting(wallet, Unnumbered::Alike);
        if certain.is_empty() { self.ways_counting(wallet, Unnumbered::Different) } else { certain }
    }

    fn ways_counting(&self, wallet: usize, unnumbered: Unnumbered) -> Vec<Places> {
        let holders = self.holdings.iter().filter(|one| one.wallet == wallet);
        let used = holders.fold(Places::NONE, |all, one| all.with(one.place));
        let mut sets: Vec<Places> = (1..=Places::first(self.places).0)
            .map(Places)
            .filter(|set| used.holds_all(*set))
            .collect();
        sets.sort_by_key(|set| (set.count(), set.0));
        let mut ways: Vec<Places> = Vec::new();
        for set in sets {
            if !ways.iter().any(|way| set.holds_all(*way)) && self.opens(wallet, set, unnumbered) {
                ways.push(set);
            }
        }
        ways
    }

    /// The places of which each alone opens a wallet: a burglar needs no other.
    pub fn enough_alone(&self, wallet: usize) -> Vec<usize> {
        let opens = |place: &usize| self.opens(wallet, Places::one(*place), Unnumbered::Different);
        (0..self.places).filter(opens).collect()
    }

    /// Whether a wallet still opens for certain when some places are gone.
    pub fn survives(&self, wallet: usize, gone: Places) -> bool {
        self.opens(wallet, Places::first(self.places).without(gone), Unnumbered::Alike)
    }

    /// Whether all that is listed may open a wallet, where nothing is the same as another.
    pub fn may_open(&self, wallet: usize) -> bool {
        self.opens(wallet, Places::first(self.places), Unnumbered::Different)
    }

    /// Whether several parts of a wallet are needed, and of one nothing says which it is.
    pub fn has_unnumbered(&self, wallet: usize) -> bool {
        let unknown = |one: &Holding| {
            one.number.is_none() && one.quorum.is_some_and(|quorum| quorum.needed > 1)
        };
        self.holdings.iter().any(|one| one.wallet == wallet && unknown(one))
    }
}

/// The quorum that is complete among these, if one is.
fn whole_set(here: &[&Holding], part: Part, unnumbered: Unnumbered) -> Option<Quorum> {
    let quorums = here.iter().filter(|one| one.part == part).filter_map(|one| one.quorum);
    quorums.into_iter().find(|quorum| {
        let of_set =
            || here.iter().filter(move |one| one.part == part && one.quorum == Some(*quorum));
        let mut numbers: Vec<u8> = of_set().filter_map(|one| one.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let unknown = of_set().filter(|one| one.number.is_none()).count();
        let different = match unnumbered {
            Unnumbered::Alike => numbers.len().max(unknown.min(1)),
            Unnumbered::Different => numbers.len() + unknown,
        };
        different >= usize::from(quorum.needed)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO_OF_THREE: Option<Quorum> = Some(Quorum { needed: 2, of: 3 });

    /// A thing at a place; of several parts that of the place's number.
    fn at(place: usize, part: Part, quorum: Option<Quorum>) -> Holding {
        let number = quorum.and(u8::try_from(place).ok());
        Holding { wallet: 0, place, part, quorum, number }
    }

    fn access(holdings: Vec<Holding>) -> Access {
        Access { holdings, places: 3, with_passphrase: Vec::new() }
    }

    fn ways(access: &Access) -> Vec<Vec<usize>> {
        access.ways(0).into_iter().map(|way| way.positions().collect()).collect()
    }

    #[test]
    fn two_whole_copies_open_alone_and_do_without_each_other() {
        let both = access(vec![at(0, Part::Whole, None), at(2, Part::Whole, None)]);
        assert_eq!(ways(&both), [[0], [2]]);
        assert_eq!(both.enough_alone(0), [0, 2]);
        assert!(both.survives(0, Places::one(0)) && both.survives(0, Places::one(2)));
        assert!(!both.survives(0, Places::one(0).with(2)));
        assert!(!both.may_open(1), "another wallet");
    }

    #[test]
    fn shares_open_with_enough_of_one_set() {
        let mut shares: Vec<Holding> =
            (0..3).map(|place| at(place, Part::Share, TWO_OF_THREE)).collect();
        assert_eq!(ways(&access(shares.clone())), [[0, 1], [0, 2], [1, 2]]);
        assert!(access(shares.clone()).enough_alone(0).is_empty());
        // The same share twice is one share.
        for share in &mut shares[..2] {
            share.number = Some(1);
        }
        assert_eq!(ways(&access(shares.clone())), [[0, 2], [1, 2]]);
        // A share of another scheme does not help.
        shares[2].quorum = Some(Quorum { needed: 3, of: 5 });
        assert!(ways(&access(shares)).is_empty());
    }

    #[test]
    fn shares_without_a_number_may_be_one_for_the_heirs_and_several_for_a_thief() {
        let unknown = |place| Holding { number: None, ..at(place, Part::Share, TWO_OF_THREE) };
        let three = access((0..3).map(unknown).collect());
        assert!(!three.survives(0, Places::NONE) && three.may_open(0) && three.has_unnumbered(0));
        assert_eq!(ways(&three), [[0, 1], [0, 2], [1, 2]], "as they were meant");
        assert_eq!(access(vec![unknown(1); 2]).enough_alone(0), [1]);
        // With one that is known, the others may be that one.
        let known = access(vec![at(1, Part::Share, TWO_OF_THREE), unknown(0)]);
        assert!(!known.survives(0, Places::NONE));
        // Two that are known are enough, and the third is not relied on.
        let mut two = vec![at(1, Part::Share, TWO_OF_THREE), at(2, Part::Share, TWO_OF_THREE)];
        two.push(unknown(0));
        let two = access(two);
        assert_eq!(ways(&two), [[1, 2]]);
        assert!(two.survives(0, Places::one(0)) && !two.survives(0, Places::one(1)));
        // Where one is enough it does not matter which.
        let any = Some(Quorum { needed: 1, of: 3 });
        let any = access(vec![Holding { number: None, ..at(0, Part::Share, any) }]);
        assert!(any.survives(0, Places::NONE) && !any.has_unnumbered(0));
    }

    #[test]
    fn what_is_locked_needs_what_opens_it() {
        let lock = vec![at(0, Part::Encrypted, None), at(1, Part::Key, None)];
        assert_eq!(ways(&access(lock)), [[0, 1]]);
        let mut shared: Vec<Holding> =
            (0..3).map(|place| at(place, Part::KeyShare, TWO_OF_THREE)).collect();
        shared.push(at(0, Part::Encrypted, None));
        assert_eq!(ways(&access(shared)), [[0, 1], [0, 2]]);
        let device = vec![at(0, Part::Device, None), at(1, Part::Pin, None)];
        assert_eq!(ways(&access(device)), [[0, 1]]);
        let mut words = access(vec![at(0, Part::Whole, None), at(1, Part::Passphrase, None)]);
        assert_eq!(ways(&words), [[0, 1]]);
        words.holdings.pop();
        assert_eq!(ways(&words), [[0]]);
        words.with_passphrase = vec![0];
        assert!(ways(&words).is_empty(), "nobody wrote the passphrase down");
    }

    #[test]
    fn fewer_keys_than_all_need_the_description() {
        let mut keys: Vec<Holding> =
            (0..3).map(|place| at(place, Part::Cosigner, TWO_OF_THREE)).collect();
        assert!(ways(&access(keys.clone())).is_empty());
        keys.push(at(2, Part::Description, None));
        assert_eq!(ways(&access(keys)), [[0, 2], [1, 2]]);
        let all = Some(Quorum { needed: 2, of: 2 });
        let both = vec![at(0, Part::Cosigner, all), at(1, Part::Cosigner, all)];
        assert_eq!(ways(&access(both)), [[0, 1]]);
    }
}
