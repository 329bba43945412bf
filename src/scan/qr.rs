//! All QR codes of a picture: several passes, the cheap ones first, until everything seen is read.

use super::cells::{self, Care, Content};
use super::finder::{self, Corners, Finder};
use super::grey::Grey;
use super::grid::{self, Placed};
use super::ink::{Threshold, ink};
use super::pairs;
use crate::secret::scrubbed;

/// A code that was read, and where.
pub(super) struct Found {
    pub(super) content: Content,
    pub(super) place: Place,
}

/// A code's middle, its longest half diagonal and its corners in their order around it, in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) reach: f32,
    corners: [(f32, f32); 4],
}

impl Place {
    fn of(placed: &Placed) -> Self {
        let size = placed.size as f32;
        let (x, y) = placed.plane.at(size / 2.0, size / 2.0);
        let corners = [(0.0, 0.0), (size, 0.0), (size, size), (0.0, size)]
            .map(|(u, v)| placed.plane.at(u, v));
        let reach = corners
            .map(|(corner_x, corner_y)| (x - corner_x).hypot(y - corner_y))
            .into_iter()
            .fold(0.0, f32::max);
        Self { x, y, reach, corners }
    }

    fn is_at(&self, other: &Self) -> bool {
        (self.x - other.x).hypot(self.y - other.y) < self.reach.max(other.reach) / 2.0
    }

    /// Whether a corner square lies inside. The corner square of a smaller code close by lies outside, but
    /// nearer to the middle than this code's own corners.
    fn holds(&self, finder: &Finder) -> bool {
        let side = |at: usize| {
            let ((ax, ay), (bx, by)) = (self.corners[at], self.corners[(at + 1) % 4]);
            (bx - ax) * (finder.y - ay) - (by - ay) * (finder.x - ax)
        };
        (0..4).all(|at| side(at) >= 0.0) || (0..4).all(|at| side(at) <= 0.0)
    }
}

/// What a picture shows.
#[derive(Default)]
pub(super) struct Sight {
    pub(super) found: Vec<Found>,
    /// Places that look like a code and were not read.
    pub(super) unread: Vec<Place>,
}

/// One way of looking at the picture.
#[derive(Clone, Copy)]
struct Pass {
    /// Halvings of the picture; -1 doubles it.
    halvings: i32,
    blurs: u8,
    threshold: Threshold,
    inverted: bool,
}

const fn pass(halvings: i32, blurs: u8, threshold: Threshold, inverted: bool) -> Pass {
    Pass { halvings, blurs, threshold, inverted }
}

use Threshold::{Global, Local};

/// In order; `halvings` counts from the size that is nearest to 1,500 pixels.
const PASSES: [Pass; 14] = [
    pass(0, 0, Local, false),
    pass(0, 1, Global, false),
    pass(1, 0, Local, false),
    pass(0, 2, Local, false),
    pass(-1, 0, Local, false),
    pass(-1, 2, Local, false),
    pass(1, 1, Global, false),
    pass(-1, 1, Global, false),
    pass(0, 0, Local, true),
    pass(1, 1, Local, true),
    pass(-1, 4, Local, false),
    pass(0, 4, Local, false),
    pass(2, 0, Local, false),
    pass(-1, 1, Local, true),
];

/// Timing lines this clear are a code that should have been read.
const CERTAIN: f32 = 0.6;

/// Passes in which a place that was not read is looked at with all care.
const PATIENCE: usize = 4;

/// Triples of corners that are tried in one pass.
const MOST_TRIES: usize = 60;

/// Finds and reads the codes of a picture.
pub(super) fn look(grey: &Grey) -> Sight {
    let workers = std::thread::available_parallelism().map_or(1, |n| n.get().min(4));
    let base = base_halvings(grey);
    let mut sight = Sight::default();
    let mut loose: Vec<Finder> = Vec::new();
    let mut tried: Vec<Place> = Vec::new();
    let mut done = 0;
    while done < PASSES.len() {
        let wave = &PASSES[done..(done + workers.max(2)).min(PASSES.len())];
        done += wave.len();
        let known: Vec<Place> = sight.found.iter().map(|found| found.place).collect();
        let times = |place: &Place| tried.iter().filter(|other| other.is_at(place)).count();
        let tired: Vec<Place> =
            tried.iter().filter(|place| times(place) >= PATIENCE).copied().collect();
        let seen = std::thread::scope(|scope| {
            let (known, tired) = (&known, &tired);
            let jobs: Vec<_> = wave
                .iter()
                .map(|pass| scope.spawn(move || scrubbed(|| run(grey, *pass, base, known, tired))))
                .collect();
            jobs.into_iter().map(std::thread::ScopedJoinHandle::join).collect::<Vec<_>>()
        });
        let mut inverted = wave.iter().map(|pass| pass.inverted);
        let mut seen_now = Vec::new();
        for pass in seen {
            match pass {
                Ok((sights, finders)) => {
                    tried.extend(&sights.unread);
                    merge(&mut sight, sights);
                    add_finders(&mut seen_now, &finders);
                    if !inverted.next().unwrap_or_default() {
                        add_finders(&mut loose, &finders);
                    }
                }
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        let is_loose = |finder: &Finder| !sight.found.iter().any(|found| found.place.holds(finder));
        loose.retain(is_loose);
        if !sight.found.is_empty() && sight.unread.is_empty() && !seen_now.iter().any(is_loose) {
            return settle(sight);
        }
    }
    scrubbed(|| read_covered(grey, &mut sight, &loose));
    settle(sight)
}

/// Finds and reads the codes of a page that was drawn here, in one pass: there is no noise or shadow.
pub(super) fn look_at_drawn(grey: &Grey) -> Sight {
    settle(run(grey, pass(0, 0, Global, false), 0, &[], &[]).0)
}

fn base_halvings(grey: &Grey) -> i32 {
    let mut longest = grey.width().max(grey.height());
    let mut halvings = 0;
    while longest > 2_600 {
        longest /= 2;
        halvings += 1;
    }
    halvings
}

fn run(
    grey: &Grey,
    pass: Pass,
    base: i32,
    known: &[Place],
    tired: &[Place],
) -> (Sight, Vec<Finder>) {
    let halvings = base + pass.halvings;
    let mut small: Option<Grey> = None;
    for _ in 0..halvings.max(0) {
        match small.as_ref().unwrap_or(grey).halved() {
            Some(half) => small = Some(half),
            None => return Default::default(),
        }
    }
    if halvings < 0 {
        if grey.width().max(grey.height()) > 1_800 {
            return Default::default();
        }
        small = Some(grey.doubled());
    }
    let scale = if halvings < 0 { 0.5 } else { (1 << halvings) as f32 };
    let mut turned = pass.inverted.then(|| small.as_ref().unwrap_or(grey).inverted());
    for _ in 0..pass.blurs {
        match &mut turned {
            Some(turned) => turned.blur(),
            None => turned = Some(small.as_ref().unwrap_or(grey).blurred()),
        }
    }
    let seen = turned.as_ref().or(small.as_ref()).unwrap_or(grey);
    let mut finders = finder::finders(&ink(seen, pass.threshold));
    // A page at 300 dots per inch takes 9 MB, and several passes run at a time.
    drop((turned, small));
    for finder in &mut finders {
        finder.x *= scale;
        finder.y *= scale;
        finder.module *= scale;
    }
    let light = pass.inverted.then(|| grey.inverted());
    let sight = read(light.as_ref().unwrap_or(grey), &finders, known, tired);
    (sight, finders)
}

/// Reads what lies between the finders, except where codes are known already; with less care where much was tried.
fn read(grey: &Grey, finders: &[Finder], known: &[Place], tired: &[Place]) -> Sight {
    let mut sight = Sight::default();
    let free: Vec<Finder> = finders
        .iter()
        .filter(|finder| !known.iter().any(|place| place.holds(finder)))
        .copied()
        .collect();
    for corners in finder::corners(&free).iter().take(MOST_TRIES) {
        let taken = |place: &Place| corners.at.iter().any(|finder| place.holds(finder));
        if sight.found.iter().any(|found| taken(&found.place)) {
            continue;
        }
        match try_corners(grey, corners, tired) {
            Attempt::Read(found) => {
                sight.unread.retain(|place| !place.is_at(&found.place));
                sight.found.push(*found);
            }
            Attempt::Unread(place) => {
                if !sight.unread.iter().any(|known| known.is_at(&place)) {
                    sight.unread.push(place);
                }
            }
            Attempt::Nothing => {}
        }
    }
    sight
}

enum Attempt {
    Read(Box<Found>),
    Unread(Place),
    Nothing,
}

fn try_corners(grey: &Grey, corners: &Corners, tired: &[Place]) -> Attempt {
    let mut attempt = Attempt::Nothing;
    for mut placed in grid::place(grey, corners) {
        grid::refine(grey, corners, &mut placed);
        let place = Place::of(&placed);
        let cells = grid::cells(grey, &placed);
        let all_care = placed.clear > CERTAIN && !tired.iter().any(|known| known.is_at(&place));
        let content = cells::decode(&cells, Care::Plain)
            .or_else(|| all_care.then(|| cells::decode(&cells, Care::Covered))?);
        if let Some(content) = content {
            return Attempt::Read(Box::new(Found { content, place }));
        }
        if placed.clear > CERTAIN {
            attempt = Attempt::Unread(place);
        }
    }
    attempt
}

/// Adds what another pass saw. Two contents at one place are kept here and settled at the end.
fn merge(sight: &mut Sight, new: Sight) {
    for found in new.found {
        let same = |old: &Found| {
            old.place.is_at(&found.place) && old.content.bytes.same_as(&found.content.bytes)
        };
        if !sight.found.iter().any(same) {
            sight.found.push(found);
        }
    }
    for place in new.unread {
        if !sight.unread.iter().any(|old| old.is_at(&place)) {
            sight.unread.push(place);
        }
    }
    let found = &sight.found;
    sight.unread.retain(|place| !found.iter().any(|found| found.place.is_at(place)));
}

/// Adds corner squares that were seen clearly in another pass.
fn add_finders(known: &mut Vec<Finder>, new: &[Finder]) {
    for finder in new.iter().filter(|finder| finder.rows as f32 > finder.module.max(3.0)) {
        let near = |old: &Finder| (old.x - finder.x).hypot(old.y - finder.y) < 3.0 * finder.module;
        if !known.iter().any(near) {
            known.push(*finder);
        }
    }
}

/// Reads codes of which a corner square is covered.
fn read_covered(grey: &Grey, sight: &mut Sight, loose: &[Finder]) {
    for placed in pairs::places(grey, loose) {
        let place = Place::of(&placed);
        if sight.found.iter().any(|found| found.place.is_at(&place)) {
            continue;
        }
        if let Some(content) = cells::decode(&grid::cells(grey, &placed), Care::Covered) {
            merge(sight, Sight { found: vec![Found { content, place }], unread: Vec::new() });
        }
    }
}

/// Where two passes read different contents at one place, neither is believed.
fn settle(mut sight: Sight) -> Sight {
    let places: Vec<Place> = sight.found.iter().map(|found| found.place).collect();
    let disputed = |place: &Place| places.iter().filter(|other| other.is_at(place)).count() > 1;
    let disputed_places: Vec<Place> = places.iter().filter(|p| disputed(p)).copied().collect();
    sight.found.retain(|found| !disputed(&found.place));
    for place in disputed_places {
        if !sight.unread.iter().any(|old| old.is_at(&place)) {
            sight.unread.push(place);
        }
    }
    sight
}
