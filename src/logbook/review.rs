//! What the logbook is judged by: which rule is not met, for which wallet, archive or copy.

use super::Quorum;
use super::archive::BookWallet;
use super::book::Logbook;
use super::copy::Copy;
use super::due::{Act, Due, days_between};
use super::exposed::remedy;
use super::kinds::{State, What};
use super::parts;
use super::series::Past;
use super::standing::{Standing, WhatIf, standing};
use std::collections::HashSet;

/// So many copies the 3-2-1-1-0 rule wants.
const COPIES: usize = 3;
/// So many are wanted where no place alone opens anything: a share or key may be lost, and a thief gains nothing.
pub(super) const COPIES_OF_PARTS: usize = 2;
/// Kinds of media.
pub const MEDIA_WANTED: usize = 2;

/// A rule that can be broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Copies exist, and together they do not open it.
    Closed,
    /// What somebody else may have is enough to open it.
    InOtherHands,
    /// It hangs on one copy.
    SinglePoint,
    /// It hangs on one place, with whatever lies there.
    PlaceNeeded,
    /// Whoever comes to one place needs no other: parts lie together, or somebody else may have what is missing there.
    PlaceOpens,
    /// Which share or key a copy is, is not noted.
    PartUnknown,
    /// Fewer copies than the rule wants.
    TooFewCopies,
    /// All on one kind of medium.
    OneMedium,
    /// It does not open with what is away from home.
    NothingOffsite,
    /// It does not open without a network.
    NothingOffline,
    /// A copy was never read where it is now.
    NeverRead,
    /// The last drill of a copy failed.
    DrillFailed,
    /// A copy was not looked at for too long.
    DrillOverdue,
    /// An older set of shares is still there.
    OldSet,
    /// Copies of a file are still there from before it was rekeyed.
    OldFile,
}

impl Rule {
    /// All rules, in the order in which they are told.
    pub const ALL: [Self; 15] = [
        Self::Closed,
        Self::InOtherHands,
        Self::SinglePoint,
        Self::PlaceNeeded,
        Self::PlaceOpens,
        Self::PartUnknown,
        Self::TooFewCopies,
        Self::OneMedium,
        Self::NothingOffsite,
        Self::NothingOffline,
        Self::NeverRead,
        Self::DrillFailed,
        Self::DrillOverdue,
        Self::OldSet,
        Self::OldFile,
    ];
}

/// One rule that is not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The rule.
    pub rule: Rule,
    /// The wallet, archive or key.
    pub of: String,
    /// The copy, where it is about one, by its position.
    pub copy: Option<usize>,
    /// The copies, where it is about several that belong together.
    pub copies: Vec<usize>,
    /// The places that it is about.
    pub places: Vec<String>,
    /// How many there are, or how many days it is late.
    pub count: usize,
}

/// How one wallet or archive stands, and what is not met for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// Its name.
    pub name: String,
    /// How it stands.
    pub standing: Standing,
    /// It is to stand like so many copies.
    pub wanted: usize,
    /// The copies that it is about, also of what opens it, by their positions, but for destroyed ones.
    pub copies: Vec<usize>,
    /// What is not met.
    pub remarks: Vec<Remark>,
}

impl Reviewed {
    /// Whether some rule of these is not met.
    pub fn breaks(&self, rules: &[Rule]) -> bool {
        self.remarks.iter().any(|remark| rules.contains(&remark.rule))
    }
}

/// Every wallet and archive of the logbook that is not part of another one, judged on a day. Archives and copies of
/// the past are left out ([`Past`]).
pub fn review(book: &Logbook, today: &str, what_if: &WhatIf) -> Vec<Reviewed> {
    let wallets = book.wallets().iter().map(|wallet| wallet.name.text.as_str());
    let archives = book.archives().iter().map(|archive| archive.name.text.as_str());
    let signs = |name: &str| {
        book.wallets().iter().flat_map(|wallet| &wallet.keys).any(|key| key.text == name)
    };
    let past = Past::of(book);
    let planned =
        book.plan().and_then(|plan| Some((plan.follows(book)?, usize::from(plan.copies))));
    let wanted = |name| planned.filter(|(of, _)| *of == name).map(|(_, copies)| copies);
    let archives = archives.filter(|name| !past.has_archive(book, name));
    let judged = wallets.chain(archives).filter_map(|name| {
        let standing = standing(book, name, what_if)?;
        let helps_a_thief = standing.thief_needs == Some(1)
            && book.wallet(name).is_some()
            && remedy(book, name, what_if).is_some();
        let about = About { one_of_several: signs(name), wanted: wanted(name), helps_a_thief };
        Some(judge((book, &past), name, standing, today, about))
    });
    judged.collect()
}

/// Copies of keys that open nothing which is noted, and of the letter: nothing is judged of them but their drills.
pub fn loose(book: &Logbook, reviewed: &[Reviewed], today: &str) -> Reviewed {
    let past = Past::of(book);
    let judged: HashSet<usize> = reviewed.iter().flat_map(|one| one.copies.clone()).collect();
    let alone = |(at, copy): &(usize, &Copy)| {
        let kind = [What::Key, What::KeyShare, What::FilePassphrase, What::Letter];
        kind.contains(&copy.what) && !judged.contains(at) && copy.is_alive() && !past.has_copy(copy)
    };
    let copies: Vec<usize> =
        book.copies().iter().enumerate().filter(alone).map(|(at, _)| at).collect();
    let remarks = copies.iter().filter_map(|at| drilled(book, *at, today)).collect();
    let name = String::new();
    Reviewed { name, standing: Standing::default(), wanted: 0, copies, remarks }
}

/// What a copy that is there waits for, where it is late.
fn drilled(book: &Logbook, at: usize, today: &str) -> Option<Remark> {
    let copy = &book.copies()[at];
    let due = Due::of(copy, today);
    let rule = match due.act {
        Act::Read => Rule::NeverRead,
        Act::ReadAgain => Rule::DrillFailed,
        Act::Look if due.is_late(today) => Rule::DrillOverdue,
        Act::Look => return None,
    };
    let late = due.by.as_deref().map_or(0, |by| days_between(by, today).max(0));
    let count = usize::try_from(late).unwrap_or(0);
    let of = copy.of.text.clone();
    Some(Remark { rule, of, copy: Some(at), copies: Vec::new(), places: Vec::new(), count })
}

/// What is known of a thing beside how it stands.
struct About {
    /// It is one key of several, and need not stand alone.
    one_of_several: bool,
    /// So many copies the plan wants of it.
    wanted: Option<usize>,
    /// Something that is in other hands makes one place enough for a thief.
    helps_a_thief: bool,
}

fn judge(
    (book, past): (&Logbook, &Past<'_>),
    name: &str,
    standing: Standing,
    today: &str,
    About { one_of_several, wanted: planned, helps_a_thief }: About,
) -> Reviewed {
    let thief = standing.thief_needs.or(standing.thief_least);
    let by_rule = if thief >= Some(2) { COPIES_OF_PARTS } else { COPIES };
    let wanted = planned.unwrap_or(by_rule);
    let mut remarks = Vec::new();
    let mut remark = |rule, copy, count| {
        let (of, copies, places) = (name.to_owned(), Vec::new(), Vec::new());
        remarks.push(Remark { rule, of, copy, copies, places, count });
    };
    let copies = about(book, name, &standing);
    let names: HashSet<&str> =
        copies.iter().map(|at| book.copies()[*at].of.text.as_str()).collect();
    let unknown: Vec<usize> =
        names.iter().flat_map(|name| parts::unknown_parts(book, name)).collect();
    if !standing.opens {
        remark(Rule::Closed, None, copies.len());
    }
    if standing.thief_needs == Some(0) {
        remark(Rule::InOtherHands, None, 0);
    }
    // One key of several need not stand alone.
    if standing.opens && !one_of_several {
        for at in &standing.single_points {
            remark(Rule::SinglePoint, Some(*at), 1);
        }
        if standing.single_points.is_empty() && standing.copies < wanted {
            remark(Rule::TooFewCopies, None, standing.copies);
        }
        if standing.media.len() < MEDIA_WANTED {
            remark(Rule::OneMedium, None, standing.media.len());
        }
        if !standing.offsite {
            remark(Rule::NothingOffsite, None, 0);
        }
        if !standing.offline {
            remark(Rule::NothingOffline, None, 0);
        }
    }
    for at in &copies {
        let copy = &book.copies()[*at];
        if copy.state != State::Alive || past.has_copy(copy) {
            continue;
        }
        if let Some(late) = drilled(book, *at, today) {
            remark(late.rule, late.copy, late.count);
        }
    }
    for at in copies.iter().filter(|at| unknown.contains(at)) {
        remark(Rule::PartUnknown, Some(*at), 1);
    }
    for (rule, copies) in outlived(book, name) {
        let (of, copy, count) = (name.to_owned(), copies.first().copied(), copies.len());
        remarks.push(Remark { rule, of, copy, copies, places: Vec::new(), count });
    }
    for (rule, places) in of_places(book, name, &standing, &copies, (one_of_several, helps_a_thief))
    {
        let (of, copies, count) = (name.to_owned(), Vec::new(), places.len());
        remarks.push(Remark { rule, of, copy: None, copies, places, count });
    }
    let order = |remark: &Remark| Rule::ALL.iter().position(|rule| *rule == remark.rule);
    remarks.sort_by_key(order);
    Reviewed { name: name.to_owned(), standing, wanted, copies, remarks }
}

/// The copies that were to go when something was made anew: older sets of shares, and files from before a rekeying. These
/// are told of with the newest of their series, because older ones need not be judged.
fn outlived(book: &Logbook, name: &str) -> Vec<(Rule, Vec<usize>)> {
    let at = |sheet: &&Copy| book.copies().iter().position(|copy| copy == *sheet);
    let sets = book.older_sets(name).into_iter();
    let mut all: Vec<_> =
        sets.map(|set| (Rule::OldSet, set.sheets.iter().filter_map(at).collect())).collect();
    let newest = book.archive(name).map(super::Archive::of_series);
    let newest =
        newest.filter(|series| book.last_of(series).is_some_and(|one| one.name.text == name));
    let old = newest.map(|series| book.before_rekeying(series)).filter(|old| !old.is_empty());
    all.extend(old.map(|old| (Rule::OldFile, old)));
    all
}

/// What is not met because too much lies at one place.
fn of_places(
    book: &Logbook,
    name: &str,
    standing: &Standing,
    copies: &[usize],
    (one_of_several, helps_a_thief): (bool, bool),
) -> Vec<(Rule, Vec<String>)> {
    if !standing.opens || one_of_several {
        return Vec::new();
    }
    // Of a place that is needed for one copy that copy is told.
    let told = |place: &String| {
        standing.single_points.iter().any(|at| book.copies()[*at].place.text == *place)
    };
    let needed = standing.single_places.iter().filter(|place| !told(place));
    let mut found: Vec<_> = needed.map(|place| (Rule::PlaceNeeded, vec![place.clone()])).collect();
    if standing.thief_needs == Some(1) && (helps_a_thief || is_parted(book, name, copies)) {
        found.push((Rule::PlaceOpens, standing.openers.clone()));
    }
    found
}

/// Whether it was cut into parts so that nobody opens it with what lies at one place.
pub(super) fn is_parted(book: &Logbook, name: &str, copies: &[usize]) -> bool {
    let several_keys = |wallet: &BookWallet| wallet.threshold.is_some_and(|needed| needed > 1);
    let archive = book.archive(name).is_some();
    let part = |copy: &Copy| {
        let of_it = copy.of.text == name && copy.what.is_one_of_several();
        let several = |quorum: Option<Quorum>| quorum.is_some_and(|quorum| quorum.needed > 1);
        (of_it || (archive && copy.what == What::KeyShare))
            && (several(copy.scheme) || several(copy.groups))
    };
    book.wallet(name).is_some_and(several_keys) || copies.iter().any(|at| part(&book.copies()[*at]))
}

/// The copies of a thing, and those of other things that help to open it.
fn about(book: &Logbook, name: &str, standing: &Standing) -> Vec<usize> {
    let of = |at: &usize| {
        let copy = &book.copies()[*at];
        let helps = standing.useful.binary_search(at).is_ok();
        copy.state != State::Destroyed && (copy.of.text == name || helps)
    };
    (0..book.copies().len()).filter(of).collect()
}
