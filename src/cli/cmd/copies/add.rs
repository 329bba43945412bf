//! coldkeep copies add: a paper, plate, stick or device enters the logbook.

use super::thing::with_thing;
use super::{Row, Table, find, new_place, no_secrets, old_sets, questions, refused};
use crate::cli::args::CopiesAddArgs;
use crate::cli::books::Books;
use crate::cli::day;
use crate::cli::failure::{Exit, Failure, copies as failure};
use crate::cli::kept::Shelf;
use crate::cli::line::Line;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host::Date;
use crate::keys::Fingerprint;
use crate::logbook::{
    Copy, Drill, How, LETTER_NAME, Logbook, Medium, Place, Said, State, What, fits_lock,
};
use serde::Serialize;
use std::fmt;

/// The copy that was noted.
#[derive(Serialize)]
struct Noted {
    #[serde(flatten)]
    copy: Row,
    written: bool,
}

impl fmt::Display for Noted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Table(std::slice::from_ref(&self.copy)).fmt(f)
    }
}

/// What is known about the copy before the logbook is looked at.
pub(super) struct Request<'a> {
    pub(super) args: &'a CopiesAddArgs,
    pub(super) what: What,
    place: Option<String>,
    away: bool,
    medium: Medium,
    seal: Option<String>,
    pub(super) made: Date,
    pub(super) fingerprint: Option<Fingerprint>,
    /// The watch-only wallet of that name: its fingerprint, where it has one key.
    pub(super) kept: Option<Option<Fingerprint>>,
    pub(super) practice: bool,
}

/// Notes a copy.
///
/// # Errors
/// When its name is taken, or what it is a copy of, or of which set, is not known; when a text holds a secret; when the seed is
/// published; when the logbook cannot be used.
pub(crate) fn run(args: &CopiesAddArgs, session: &mut Session) -> Result<Report, Failure> {
    let given = [
        ("ID", args.id.as_deref()),
        ("--of", args.of.as_deref()),
        ("--set", args.set.as_deref()),
        ("--lock", args.lock.as_deref()),
        ("--place", args.place.as_deref()),
        ("--sealed", args.sealed.as_deref()),
        ("--note", args.note.as_deref()),
    ];
    no_secrets(given.into_iter().filter_map(|(flag, text)| Some((flag, text?))))?;
    no_secrets(args.overridden.iter().map(|flag| ("--overridden", flag.as_str())))?;
    no_secrets(args.recipient.iter().map(|one| ("--recipient", one.as_str())))?;
    let fingerprint = args.fingerprint.as_deref().map(|text| text.parse::<Fingerprint>());
    let fingerprint = fingerprint.transpose().map_err(|_| failure::bad_fingerprint())?;
    let made = day::of_what_happened(args.made, "--made")?;
    let before = Books::look(session)?;
    let of = name_of(&before, args)?;
    let request = Request {
        what: args.what.unwrap_or_else(|| usual(&before, &of)),
        fingerprint,
        kept: kept(session, &of),
        practice: session.practice,
        ..asked(args, made, &before, session)?
    };
    let mut id = String::new();
    let mut note = |book: Logbook| {
        let (book, noted) = noted(book, &request)?;
        id = noted;
        Ok(book)
    };
    let book = match args.dry_run {
        true => note(before.clone())?,
        false => Books::open_or_make(session)?.change(note)?,
    };
    let copy = find(&book, &id)?;
    new_place(session, &before, copy, args.dry_run);
    tell(session, &book, copy, args.dry_run);
    Ok(Report::of(&Noted { copy: Row::of(&book, copy), written: !args.dry_run }))
}

/// The name of what it is a copy of.
fn name_of(book: &Logbook, args: &CopiesAddArgs) -> Result<String, Failure> {
    if args.what == Some(What::Letter) {
        return Ok(LETTER_NAME.to_owned());
    }
    if let Some(of) = &args.of {
        return Ok(of.clone());
    }
    let Some(id) = &args.id else {
        return Err(Failure::error(
            "input-missing",
            Exit::Usage,
            "of what it is a copy was not said",
        )
        .next("coldkeep copies add savings/A …      or --of savings"));
    };
    let (name, _) = id.split_once('/').ok_or_else(failure::bad_id)?;
    // A share is called after its set, and belongs to whatever the set's other shares belong to.
    let of_set = |copy: &&Copy| copy.set.as_ref().is_some_and(|set| set.text == name);
    let set = book.copies().iter().find(of_set).map(|copy| copy.of.text.clone());
    Ok(set.unwrap_or_else(|| name.to_owned()))
}

/// What a copy holds where that was not said: the thing itself.
fn usual(book: &Logbook, of: &str) -> What {
    match (book.wallet(of), book.archive(of), book.key(of)) {
        (None, Some(_), _) => What::Archive,
        (None, None, Some(_)) => What::Key,
        _ => What::Seed,
    }
}

/// The watch-only wallet of that name.
fn kept(session: &Session, name: &str) -> Option<Option<Fingerprint>> {
    let shelf = Shelf::open(session).ok()?;
    let kept = shelf.read(shelf.names.iter().find(|known| known.as_str() == name)?).ok()?;
    Some(match kept.file.fingerprints() {
        [one] => one.parse().ok(),
        _ => None,
    })
}

/// Place, medium and seal, asked for where they were not given.
fn asked<'a>(
    args: &'a CopiesAddArgs,
    made: Date,
    book: &Logbook,
    session: &mut Session,
) -> Result<Request<'a>, Failure> {
    let by_hand = session.can_ask() && args.place.is_none() && args.beside.is_none();
    let mut request = Request {
        args,
        what: args.what.unwrap_or_default(),
        place: args.place.as_deref().map(|place| place.trim().to_owned()),
        away: args.offsite,
        medium: args.medium.unwrap_or_default(),
        seal: args.sealed.clone(),
        made,
        fingerprint: None,
        kept: None,
        practice: false,
    };
    if args.place.is_none() && args.beside.is_none() {
        let question = "Where is it, by a name of your own (\"home safe\")? ";
        let flags = "--place NAME or --beside ID";
        request.place = Some(questions::place(session, "the place of the copy", flags, question)?);
    }
    if by_hand && args.medium.is_none() {
        request.medium = questions::medium(session)?;
    }
    if by_hand && args.sealed.is_none() {
        request.seal = questions::seal(session)?;
    }
    let typed = [("the place", &request.place), ("the seal", &request.seal)];
    no_secrets(typed.into_iter().filter_map(|(what, text)| Some((what, text.as_deref()?))))?;
    if request.place.as_deref().is_some_and(|place| place.trim().is_empty()) {
        return Err(failure::no_place());
    }
    if let Some(place) = request.place.as_deref().filter(|_| by_hand && !args.offsite) {
        request.away = questions::is_away(session, book, place, request.medium)?;
    }
    Ok(request)
}

/// The logbook with the copy, and the copy's name.
fn noted(book: Logbook, request: &Request<'_>) -> Result<(Logbook, String), Failure> {
    let args = request.args;
    let of = name_of(&book, args)?;
    let id = match &args.id {
        Some(id) => id.clone(),
        None => free_id(&book, &of)?,
    };
    let book = with_thing(book, &of, request)?;
    let (book, place) = with_place(book, request)?;
    let is_share = matches!(request.what, What::Share | What::KeyShare);
    // A set has a name of its own. The wallet's name is none, and no share would ever have it.
    let named = id.split_once('/').map(|(set, _)| set).filter(|set| is_share && *set != of);
    let set = args.set.clone().or_else(|| named.map(str::to_owned));
    let own = request.fingerprint.filter(|_| request.what == What::Cosigner);
    let generation = args.generation.or_else(|| generation(&book, &of, request, set.as_deref()));
    let made = request.made.to_string();
    let read = || Drill { on: made.clone(), how: How::Read, pass: true, minutes: None };
    let copy = Copy {
        id: Said::new(id.as_str()),
        of: Said::new(of),
        what: request.what,
        scheme: args.scheme,
        set: set.map(Said::new),
        number: args.number,
        group: args.group,
        groups: args.groups,
        fingerprint: own.map(|one| Said::new(one.to_string())),
        generation,
        lock: lock(args, request.what)?,
        medium: request.medium,
        place: Said::new(place),
        seal: request.seal.as_deref().map(Said::new),
        moved: None,
        drills_before_move: None,
        notes: args.note.as_deref().map(Said::new),
        overrides: args.overridden.iter().map(Said::new).collect(),
        state: State::Alive,
        since: None,
        drills: if args.read_back { vec![read()] } else { Vec::new() },
        made: Some(made),
    };
    if copy.what.is_one_of_several() && copy.scheme.is_none() {
        return Err(Failure::error(
            "input-missing",
            Exit::Usage,
            "how many of how many: nothing was given",
        )
        .why("a share says nothing about safety without the number that is needed.")
        .next("--scheme 2of3"));
    }
    if copy.scheme.is_some() && !copy.what.is_one_of_several() {
        return Err(failure::no_scheme());
    }
    which_part(&copy)?;
    let unnamed = copy.is_share() && copy.set.is_none() && args.generation.is_none();
    if let Some(generation) = book.may_be_noted(&copy).filter(|_| unnamed) {
        return Err(failure::which_set(generation));
    }
    let book = book.add_copy(&copy).map_err(refused)?;
    Ok((book, id))
}

/// What the lock is called; a PIN, typed in its place, would stand in the logbook.
fn lock(args: &CopiesAddArgs, what: What) -> Result<Option<Said>, Failure> {
    match args.lock.as_deref().map(str::trim) {
        Some(_) if !what.has_lock() => Err(failure::no_lock()),
        Some(name) if !fits_lock(name) => Err(failure::lock_is_a_pin()),
        name => Ok(name.map(Said::new)),
    }
}

/// Of several that belong together the logbook must know which one it is: a second copy of one is not another one.
fn which_part(copy: &Copy) -> Result<(), Failure> {
    let Some(scheme) = copy.scheme.filter(|_| copy.what.is_one_of_several()) else {
        return Ok(());
    };
    if let Some((group, groups)) = copy.group.zip(copy.groups).filter(|(one, all)| *one > all.of) {
        return Err(failure::no_such_part(group, groups.of));
    }
    match copy.number {
        None if copy.fingerprint.is_none() => Err(failure::which_part(copy.is_share())),
        Some(number) if copy.groups.is_none() && number > scheme.of => {
            Err(failure::no_such_part(number, scheme.of))
        }
        _ => Ok(()),
    }
}

/// The first letter that no copy has, lost and destroyed ones included.
fn free_id(book: &Logbook, of: &str) -> Result<String, Failure> {
    // What may stand in a name of a wallet, and not in that of a copy, becomes a hyphen.
    let fits = |c: char| if c.is_alphanumeric() || " -_.".contains(c) { c } else { '-' };
    let name: String = of.chars().take(LONGEST_NAME).map(fits).collect();
    let name = name.trim();
    let mut ids = ('A'..='Z').map(|letter| format!("{name}/{letter}"));
    ids.find(|id| book.copy(id).is_none()).ok_or_else(|| failure::no_name(of))
}

/// With a slash and a letter behind it, it is a copy's name.
const LONGEST_NAME: usize = 62;

/// That of the set which the copy belongs to, or one more than all sets before; nothing for the only set, which has no
/// name.
fn generation(book: &Logbook, of: &str, request: &Request<'_>, set: Option<&str>) -> Option<u32> {
    let shares = || {
        let all = book.copies().iter();
        all.filter(|copy| copy.of.text == of && copy.what == request.what && copy.is_share())
    };
    let of_set = |copy: &&Copy| {
        let name = copy.set.as_ref().map(|set| set.text.as_str());
        // Sets without a name are told apart by how they are cut.
        let cut = copy.groups == request.args.groups
            && (request.args.groups.is_some() || copy.scheme == request.args.scheme);
        name == set && (set.is_some() || cut)
    };
    match shares().filter(of_set).max_by_key(|copy| copy.of_generation()) {
        Some(copy) => copy.generation,
        None => {
            let newest = shares().map(Copy::of_generation).max();
            newest.map(|newest| newest.saturating_add(1)).or(set.map(|_| 1))
        }
    }
}

/// The logbook with the place of the copy, and its name.
fn with_place(book: Logbook, request: &Request<'_>) -> Result<(Logbook, String), Failure> {
    let args = request.args;
    if let Some(beside) = &args.beside {
        let place = find(&book, beside)?.place.text.clone();
        return Ok((book, place));
    }
    let name = request.place.clone().unwrap_or_default();
    // A computer of somebody else is both. What stands at home may be on the network, too.
    let cloud = request.medium == Medium::Cloud;
    let book = place(book, &name, request.away || cloud, args.online || cloud)?;
    Ok((book, name))
}

/// The logbook with a place; what is said of it anew is added.
///
/// # Errors
/// When the change cannot be written.
pub(super) fn place(
    book: Logbook,
    name: &str,
    offsite: bool,
    online: bool,
) -> Result<Logbook, Failure> {
    let changed = match book.place(name) {
        None => book.add_place(&Place { name: Said::new(name), offsite, online }),
        Some(there) if (offsite && !there.offsite) || (online && !there.online) => book
            .change_place(name, |place| {
                place.offsite |= offsite;
                place.online |= online;
            }),
        Some(_) => Ok(book),
    };
    changed.map_err(refused)
}

/// Says what comes next, and warns of an older set.
fn tell(session: &mut Session, book: &Logbook, copy: &Copy, dry_run: bool) {
    let mut older = book.older_sets(&copy.of.text);
    older.retain(|set| {
        copy.is_share() && set.what == copy.what && set.generation < copy.of_generation()
    });
    if let Some(warning) = old_sets(book, &older) {
        session.warn(warning);
    }
    for unknown in book.opens_unknown(&copy.of.text).into_iter().filter(|_| copy.what.has_lock()) {
        session.warn(failure::opens_which(unknown));
    }
    if dry_run {
        session.say("Nothing was written: --dry-run.");
        return;
    }
    match copy.drills.is_empty() && copy.what != What::Letter {
        true => session
            .say(&format!("Next, when it lies there: {}", Line::of("drill").name(&copy.id.text))),
        false => session.say("What is still missing: coldkeep status"),
    }
}
