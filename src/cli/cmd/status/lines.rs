//! The command lines that `status` offers: whole, so that they can be pasted; what nobody can know stands in capitals.

use crate::cli::line::Line;
use crate::logbook::{Copy, LETTER_NAME, Logbook, Medium, Mend, PlanStep, What};

/// What the owner calls the place. Nobody else can know it.
const PLACE: &str = "NAME";

/// The beginning of the line that notes a copy of something that the logbook knows.
fn add(book: &Logbook, of: &str) -> Line {
    let practice = book.wallet(of).is_some_and(|wallet| wallet.practice);
    let line = Line::of("copies add").when(practice, "--practice");
    if of == LETTER_NAME { line } else { line.flag("--of", of) }
}

fn on(line: Line, medium: Medium) -> Line {
    line.flag("--medium", medium.name()).flag("--place", PLACE)
}

/// A change that mends something, with what comes before it. Several changes go to places of their own, by number.
pub(super) fn mending(book: &Logbook, change: Mend, number: usize) -> (&'static str, Line) {
    let place = place(number);
    match change {
        Mend::Move { copy, away } => {
            let line = Line::of("copies move").name(&book.copies()[copy].id.text);
            let line = line.flag("--place", &place).when(away, "--offsite");
            ("bring it to another place, then:", line)
        }
        Mend::Again { copy, medium, away } => {
            let line = once_more(book, &book.copies()[copy]).flag("--medium", medium.name());
            (
                "one more at another place, then:",
                line.flag("--place", &place).when(away, "--offsite"),
            )
        }
        Mend::Words { copy, medium, away } => {
            let line = words(book, &book.copies()[copy], medium).flag("--place", &place);
            (WORDS, line.when(away, "--offsite"))
        }
        Mend::Destroy { copy } => {
            let line = Line::of("copies destroyed").name(&book.copies()[copy].id.text);
            ("when the parts were read back, destroy it, then:", line)
        }
    }
}

/// The words of a device, as a copy of their own; what comes before the line.
pub(super) const WORDS: &str = "the device's words, sealed, at another place, then:";

fn words(book: &Logbook, device: &Copy, medium: Medium) -> Line {
    add(book, &device.of.text).flag("--what", What::Seed.name()).flag("--medium", medium.name())
}

/// The words of a device, at a place of their own.
pub(super) fn words_of(book: &Logbook, device: &Copy) -> Line {
    words(book, device, Medium::Paper).flag("--place", PLACE)
}

/// Something of which no copy is there, as the logbook would have it. Several have places of their own, by number.
pub(in crate::cli::cmd) fn missing(book: &Logbook, thing: &Copy, number: usize) -> Line {
    let medium = match thing.what {
        What::Archive => Medium::Usb,
        What::Key if book.archive(&thing.of.text).is_some() => Medium::Usb,
        What::Device => Medium::Device,
        _ => Medium::Paper,
    };
    once_more(book, thing).flag("--medium", medium.name()).flag("--place", &place(number))
}

/// A share of a group of which none is there.
pub(super) fn of_group(book: &Logbook, share: &Copy, number: usize) -> Line {
    missing(book, share, number).flag("--scheme", "SCHEME")
}

fn place(number: usize) -> String {
    if number == 0 { PLACE.to_owned() } else { format!("{PLACE}{}", number + 1) }
}

/// A copy of something, of a kind of which the logbook knows nothing more.
fn another(book: &Logbook, of: &str, what: What, medium: Medium) -> Line {
    on(add(book, of).flag("--what", what.name()), medium)
}

/// The first copy of a wallet or archive of which none is left.
pub(super) fn first(book: &Logbook, of: &str) -> Line {
    match book.wallet(of) {
        // The words of a wallet with several keys are those of its keys.
        Some(wallet) => match wallet.keys.first() {
            Some(key) => first(book, &key.text),
            None => another(book, of, What::Seed, Medium::Paper),
        },
        None => another(book, of, What::Archive, Medium::Usb),
    }
}

/// The same thing as a copy that is there, once more.
pub(super) fn again(book: &Logbook, copy: &Copy, medium: Medium) -> Line {
    on(once_more(book, copy), medium)
}

fn once_more(book: &Logbook, copy: &Copy) -> Line {
    let groups = copy.group.zip(copy.groups);
    // Of parts of which one is enough any number is right.
    let must = copy.what.is_one_of_several() && copy.fingerprint.is_none();
    let number = copy.number.or(must.then_some(1));
    // A set without a name is known by its generation alone.
    let unnamed = copy.is_share() && copy.set.is_none();
    let generation = copy.generation.or(unnamed.then(|| copy.of_generation()));
    add(book, &copy.of.text)
        .flag("--what", copy.what.name())
        .maybe("--scheme", copy.scheme)
        .maybe("--set", copy.set.as_ref().map(|set| &set.text))
        .maybe("--number", number)
        .maybe("--group", groups.map(|(group, _)| group))
        .maybe("--groups", groups.map(|(_, groups)| groups))
        .maybe("--generation", generation)
        .maybe("--fingerprint", copy.fingerprint.as_ref().map(|said| &said.text))
        .maybe("--lock", copy.lock.as_ref().map(|lock| &lock.text))
}

/// The line that notes a thing of the plan.
pub(super) fn planned(book: &Logbook, step: &PlanStep) -> Line {
    let letter = step.what == What::Letter;
    let wallet = book.plan().and_then(|plan| plan.follows(book));
    let of = wallet.unwrap_or("savings");
    let line = Line::of("copies add");
    let line = if letter { line } else { line.flag("--of", of) };
    // Who has noted parts of this scheme goes on with their set, and with the next number.
    let same = |copy: &&Copy| copy.what == step.what && copy.scheme == step.scheme;
    let parts: Vec<&Copy> = book.alive(of).filter(same).collect();
    let free = |number: &u8| parts.iter().all(|one| one.number != Some(*number));
    let number = (1..=step.scheme.map_or(u8::MAX, |scheme| scheme.of)).find(free);
    if number.is_none() {
        // All are noted: one of them is wanted on another medium.
        let other = parts.iter().find(|copy| copy.medium != step.medium);
        if let Some(part) = other.or(parts.first()) {
            return again(book, part, step.medium).when(step.offsite, "--offsite");
        }
    }
    let set = parts.iter().find_map(|copy| copy.set.as_ref()).filter(|_| step.what == What::Share);
    let unnamed = parts.first().filter(|copy| copy.is_share() && set.is_none());
    let known = letter || wallet.is_some();
    let needed = step.what == What::Cosigner || !(known || step.what == What::Descriptor);
    let line = line
        .maybe("--fingerprint", needed.then_some("FINGERPRINT"))
        .flag("--what", step.what.name())
        .maybe("--scheme", step.scheme)
        .maybe("--set", set.map(|set| &set.text))
        .maybe("--number", number.filter(|_| step.scheme.is_some()))
        .maybe("--generation", unnamed.map(|copy| copy.of_generation()));
    on(line, step.medium).when(step.offsite, "--offsite")
}
