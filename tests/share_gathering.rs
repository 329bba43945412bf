//! Shares that come together, one by one, in any order, and shares that must not.

use crate::share_vectors::{random, text};
use coldkeep::secret::SecretBytes;
use coldkeep::share::{
    Added, Gathering, Options, Scheme, Share, ShareError, check_every_quorum, every_quorum, split,
};

const QUICK: Options = Options { extendable: true, iteration_exponent: 0 };

fn secret() -> SecretBytes {
    SecretBytes::copied_from(b"sixteen secrets!")
}

fn make(scheme: &Scheme, seed: u64) -> Vec<Vec<Share>> {
    split(&secret(), scheme, &QUICK, &text(""), &mut random(seed)).expect("a secret of 16 bytes")
}

fn one_group(scheme: &str, seed: u64) -> Vec<Share> {
    make(&scheme.parse().expect("a scheme"), seed).remove(0)
}

fn family() -> Scheme {
    Scheme::groups(2, &["me=1of1", "family=2of3", "friends=3of5"]).expect("three groups")
}

fn again(share: &Share) -> Share {
    Share::parse(&share.words()).expect("words of a share")
}

fn gather<'a>(shares: impl IntoIterator<Item = &'a Share>) -> Result<Gathering, ShareError> {
    let mut gathering = Gathering::new();
    shares.into_iter().try_for_each(|share| gathering.add(again(share)).map(|_| ()))?;
    Ok(gathering)
}

#[test]
fn progress_says_what_is_here_and_how_missing_shares_begin() {
    let shares = make(&family(), 1);
    let gathering = gather([&shares[1][2], &shares[0][0]]).unwrap();
    let progress = gathering.progress().unwrap();
    assert_eq!((progress.groups_complete, progress.group_threshold), (1, 2));
    assert_eq!(progress.set_name, shares[2][0].set_name());
    let [me, family, friends] = &progress.groups[..] else { panic!("three groups") };
    assert_eq!((me.have, me.need, me.is_complete()), (1, Some(1), true));
    assert_eq!((family.have, family.need, family.members.join(" ")), (1, Some(2), "3".to_owned()));
    assert_eq!((friends.have, friends.need, friends.number), (0, None, 3));
    for (group, made) in progress.groups.iter().zip(&shares) {
        for share in made {
            assert!(share.words().expose_secret().starts_with(&group.starts_with));
        }
    }
    let refusal = gathering.recover(&text("")).err();
    assert_eq!(refusal, Some(ShareError::NotEnough { complete: 1, needed: 2 }));
}

#[test]
fn nothing_is_known_before_the_first_share() {
    assert_eq!(Gathering::new().progress(), None);
    assert!(!Gathering::new().is_complete());
    let refusal = Gathering::new().recover(&text("")).err();
    assert_eq!(refusal, Some(ShareError::NotEnough { complete: 0, needed: 1 }));
}

#[test]
fn the_same_share_twice_counts_once() {
    let shares = one_group("2of3", 2);
    let mut gathering = gather([&shares[0]]).unwrap();
    assert_eq!(gathering.add(again(&shares[0])), Ok(Added::AlreadyHere));
    assert_eq!(gathering.len(), 1);
    assert!(!gathering.is_complete());
    assert_eq!(gathering.add(again(&shares[2])), Ok(Added::New));
    assert!(gathering.recover(&text("")).unwrap().same_as(&secret()));
}

#[test]
fn shares_beyond_those_needed_are_welcome_when_they_agree() {
    let shares = make(&family(), 3);
    let all = gather(shares.iter().flatten()).unwrap();
    assert!(all.recover(&text("")).unwrap().same_as(&secret()));
}

#[test]
fn a_share_of_another_set_is_refused_with_both_names() {
    let (ours, theirs) = (one_group("2of3", 4), one_group("2of3", 5));
    let refusal = gather([&ours[0], &theirs[1]]).err();
    let (this, expected) = (theirs[0].set_name(), ours[0].set_name());
    assert_eq!(refusal, Some(ShareError::OtherSet { this, expected }));
}

/// Shares of another splitting that carries the same set name: what a forger would make.
fn namesakes(scheme: &Scheme, length: usize, seed: u64) -> Vec<Vec<Share>> {
    let mut source = random(seed);
    let mut named = |room: &mut [u8]| if room.len() == 2 { room.fill(0x2a) } else { source(room) };
    let secret = SecretBytes::copied_from(&[7; 64][..length]);
    split(&secret, scheme, &QUICK, &text(""), &mut named).expect("16 to 64 bytes")
}

#[test]
fn namesakes_that_differ_openly_are_refused_each_with_its_own_reason() {
    let scheme = |written: &str| written.parse::<Scheme>().unwrap();
    let ours = namesakes(&scheme("2of3"), 16, 6).remove(0);
    let with = |other: &Share| gather([&ours[0], other]).err();
    let longer = namesakes(&scheme("2of3"), 32, 7).remove(0);
    assert_eq!(with(&longer[1]), Some(ShareError::OtherLength { this: 33, expected: 20 }));
    let higher = namesakes(&scheme("3of3"), 16, 7).remove(0);
    let refusal = ShareError::OtherThreshold { group: 1, this: 3, expected: 2 };
    assert_eq!(with(&higher[1]), Some(refusal));
    let groups = namesakes(&family(), 16, 7).remove(0);
    assert_eq!(with(&groups[0]), Some(ShareError::OtherGroups));
    let forged = namesakes(&scheme("2of3"), 16, 7).remove(0);
    assert_eq!(with(&forged[0]), Some(ShareError::Conflict { group: 1, member: 1 }));
}

#[test]
fn one_forged_share_above_the_number_needed_is_named() {
    let ours = namesakes(&"3of5".parse().unwrap(), 16, 8).remove(0);
    let forged = namesakes(&"3of5".parse().unwrap(), 16, 9).remove(0);
    for at in 0..4 {
        let mixed = (0..4).map(|i| if i == at { &forged[i] } else { &ours[i] });
        let refusal = gather(mixed).unwrap().recover(&text("")).err();
        assert_eq!(refusal, Some(ShareError::Odd { group: 1, members: vec![at as u8 + 1] }));
    }
}

#[test]
fn groups_of_two_splittings_do_not_fit() {
    let scheme = Scheme::groups(2, &["1of1", "2of2", "1of1"]).unwrap();
    let (ours, theirs) = (namesakes(&scheme, 16, 10), namesakes(&scheme, 16, 11));
    let refusal = gather([&ours[0][0], &theirs[2][0]]).unwrap().recover(&text("")).err();
    assert_eq!(refusal, Some(ShareError::GroupsDoNotFit { groups: vec![1, 3] }));
    let three = gather([&ours[0][0], &ours[1][0], &ours[1][1], &theirs[2][0]]).unwrap();
    let refusal = three.recover(&text("")).err();
    assert_eq!(refusal, Some(ShareError::GroupsDoNotFit { groups: vec![3] }));
}

#[test]
fn a_passphrase_changes_the_secret_and_nothing_notices() {
    let scheme: Scheme = "1of1".parse().unwrap();
    let shares = split(&secret(), &scheme, &QUICK, &text("right"), &mut random(12)).unwrap();
    let open = |typed: &str| gather(&shares[0]).unwrap().recover(&text(typed));
    assert!(open("right").unwrap().same_as(&secret()));
    assert!(!open("wrong").unwrap().same_as(&secret()));
    assert_eq!(open("\u{fc}").err(), Some(ShareError::PassphraseCharacter(1)));
}

#[test]
fn lengths_and_exponents_outside_the_standard_are_not_split() {
    let scheme: Scheme = "2of3".parse().unwrap();
    let refused = |length: usize, options: &Options| {
        let secret = SecretBytes::zeroed(length);
        split(&secret, &scheme, options, &text(""), &mut random(13)).err()
    };
    for length in [0, 14, 15, 17, 33, 130] {
        assert_eq!(refused(length, &QUICK), Some(ShareError::SecretLength(length)));
    }
    let high = Options { iteration_exponent: 16, ..QUICK };
    assert_eq!(refused(16, &high), Some(ShareError::IterationExponent(16)));
    let silent = split(&secret(), &scheme, &QUICK, &text(""), &mut |_| {}).err();
    assert_eq!(silent, Some(ShareError::Randomness));
}

#[test]
fn every_quorum_of_groups_is_listed_once() {
    let shares: Vec<Share> = make(&family(), 14).into_iter().flatten().collect();
    let quorums = every_quorum(&shares);
    // me and 2 of 3, me and 3 of 5, 2 of 3 and 3 of 5.
    assert_eq!((quorums.subsets.len(), quorums.all), (3 + 10 + 30, true));
    let different: std::collections::BTreeSet<_> = quorums.subsets.iter().collect();
    assert_eq!(different.len(), 43);
    for subset in &quorums.subsets {
        let chosen = || subset.iter().map(|at| &shares[*at]);
        assert!(gather(chosen()).unwrap().is_complete());
        assert!(!gather(chosen().skip(1)).unwrap().is_complete());
    }
    assert_eq!(check_every_quorum(&shares, &secret(), &text("")), Ok(quorums));
}

#[test]
fn more_than_a_thousand_quorums_are_sampled_and_every_share_is_in_one() {
    let scheme = Scheme::groups(3, &["8of16", "5of12", "2of9", "3of3"]).unwrap();
    let shares: Vec<Share> = make(&scheme, 15).into_iter().flatten().collect();
    let quorums = every_quorum(&shares);
    assert_eq!((quorums.subsets.len(), quorums.all), (1000, false));
    let used: std::collections::BTreeSet<_> = quorums.subsets.iter().flatten().collect();
    assert_eq!(used.len(), shares.len());
    // A spread of those in order, and the last forty: one with each share.
    for subset in quorums.subsets.iter().step_by(40).chain(&quorums.subsets[960..]) {
        assert!(gather(subset.iter().map(|at| &shares[*at])).unwrap().is_complete());
    }
}

#[test]
fn a_split_that_does_not_give_the_secret_back_is_caught() {
    let ours = namesakes(&"2of3".parse().unwrap(), 16, 16).remove(0);
    let forged = namesakes(&"2of3".parse().unwrap(), 16, 17).remove(0).remove(2);
    let right = SecretBytes::copied_from(&[7; 16]);
    assert!(check_every_quorum(&ours, &right, &text("")).is_ok());
    let other_secret = check_every_quorum(&ours, &secret(), &text("")).err();
    assert_eq!(other_secret, Some(ShareError::NotGivenBack(vec![1, 2])));
    let mut damaged = ours;
    damaged[2] = forged;
    let caught = check_every_quorum(&damaged, &right, &text("")).err();
    assert_eq!(caught, Some(ShareError::NotGivenBack(vec![1, 3])));
    let too_few = check_every_quorum(&damaged[..1], &right, &text("")).err();
    assert_eq!(too_few, Some(ShareError::NotEnough { complete: 0, needed: 1 }));
}
