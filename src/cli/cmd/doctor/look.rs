//! What each line of `doctor` says of the facts. "None found" is all that can be said where nothing is seen.

use super::State::{self, Good, Look, Unknown};
use super::selftest;
use crate::cli::args::Requirement;
use crate::cli::day::MADE;
use crate::host::memory::{Locked, Protection};
use crate::host::{Confinement, Date, Enforced, Fitness, JobFiles, Machine, Swap};

/// Years after which a clock is not believed.
const YEARS: u16 = 20;

/// Looks at one thing.
pub(super) fn at(
    which: Requirement,
    fitness: &Fitness,
    cage: Confinement,
    protection: Option<Protection>,
) -> (State, String) {
    let (state, found) = match which {
        Requirement::Offline => links(fitness.links.as_deref()),
        Requirement::NoSwap => swap(fitness.swap),
        Requirement::NoRecording => recording(fitness),
        Requirement::NoCoreDumps => match protection {
            Some(Protection { no_core: true, not_dumpable: true, .. }) => (
                Good,
                "no core file is written, and other programs of this user cannot look in"
                    .to_owned(),
            ),
            Some(_) => (
                Look,
                "this system leaves core files, or a way to look into this process".to_owned(),
            ),
            None => (Unknown, String::new()),
        },
        Requirement::Clock => clock(fitness.today),
        Requirement::NoJobFiles => job_files(fitness),
        Requirement::RealMachine => machine(fitness.machine.as_ref()),
        Requirement::Randomness => match fitness.random_is_ready {
            Some(true) => (Good, "the kernel's generator is ready".to_owned()),
            Some(false) => (
                Look,
                "the kernel's generator was not seeded yet: wait, type, move the mouse".to_owned(),
            ),
            None => (Unknown, String::new()),
        },
        Requirement::Sandbox => sandbox(cage, fitness.landlock),
        Requirement::LockedMemory => match protection.map(|granted| granted.locked) {
            Some(Locked::All) => {
                (Good, "all memory of this program is kept out of swap".to_owned())
            }
            Some(Locked::StackAndHeap) => {
                (Good, "stack and small blocks are kept out of swap".to_owned())
            }
            Some(Locked::None) => (Look, "this user may lock no memory (ulimit -l)".to_owned()),
            None => (Unknown, String::new()),
        },
        Requirement::SelfTest => match selftest::run() {
            Ok(count) => {
                (Good, format!("coldkeep {}, {count} published vectors", env!("CARGO_PKG_VERSION")))
            }
            Err(which) => {
                (Look, format!("{which} does not come out as published: do not use this program"))
            }
        },
    };
    (state, found)
}

fn links(links: Option<&[String]>) -> (State, String) {
    match links {
        None => (Unknown, String::new()),
        Some([]) => (Good, "no link is up".to_owned()),
        Some(up) => (Look, format!("connected: {}", up.join(", "))),
    }
}

fn swap(swap: Option<Swap>) -> (State, String) {
    match swap {
        None => (Unknown, String::new()),
        Some(Swap::Off) => (Good, "none found".to_owned()),
        Some(Swap::Encrypted) => (Good, "in use, encrypted or in memory".to_owned()),
        Some(Swap::Clear) => {
            (Look, "in use, and not seen to be encrypted: sudo swapoff -a".to_owned())
        }
    }
}

fn recording(fitness: &Fitness) -> (State, String) {
    match (fitness.recorder, fitness.multiplexer) {
        (Some(recorder), _) => (Look, format!("this terminal is being recorded ({recorder})")),
        (None, Some(between)) => {
            (Look, format!("none found, but {between} is in between and can keep what is shown"))
        }
        (None, None) => {
            (Good, "none found; cameras and screen sharing cannot be seen from here".to_owned())
        }
    }
}

fn clock(today: Date) -> (State, String) {
    let made: Date = MADE.parse().expect("a day of the calendar");
    if today < made {
        return (
            Look,
            format!(
                "{today} is before this version was made ({MADE}): dates on sheets would be wrong"
            ),
        );
    }
    match today.year() > made.year() + YEARS {
        true => (Look, format!("{today} is more than {YEARS} years after this version")),
        false => (Good, today.to_string()),
    }
}

fn job_files(fitness: &Fitness) -> (State, String) {
    if !fitness.prints {
        return (Good, "none found: no CUPS is here".to_owned());
    }
    match &fitness.job_files {
        None => (Unknown, "the settings of CUPS cannot be read by this user".to_owned()),
        Some(JobFiles::No) => (Good, "CUPS keeps no printed pages".to_owned()),
        Some(JobFiles::Seconds(seconds)) => {
            (Look, format!("CUPS keeps printed pages for {}: cancel -a -x PRINTER", span(*seconds)))
        }
        Some(JobFiles::ForEver) => (
            Look,
            "CUPS keeps printed pages until they are removed: cancel -a -x PRINTER".to_owned(),
        ),
    }
}

fn machine(machine: Option<&Machine>) -> (State, String) {
    match machine {
        None => (Unknown, String::new()),
        Some(Machine::Real) => (Good, "none found: no virtual machine, no container".to_owned()),
        Some(Machine::Virtual(name)) => {
            (Look, format!("a virtual machine ({name}): who runs its host can read its memory"))
        }
        Some(Machine::Container(name)) => {
            (Look, format!("a container ({name}): who runs its host can read its memory"))
        }
    }
}

fn sandbox(cage: Confinement, landlock: Option<u32>) -> (State, String) {
    let files = match (cage.files, landlock) {
        (Enforced::Not, _) => "no Landlock".to_owned(),
        (_, Some(version)) => format!("files by Landlock {version}"),
        (_, None) => "files by Landlock".to_owned(),
    };
    let calls = match cage.calls {
        Enforced::Not => "no seccomp",
        Enforced::Fully | Enforced::Partly => "network and programs by seccomp",
    };
    let holds = cage.files != Enforced::Not && cage.calls != Enforced::Not;
    (if holds { Good } else { Look }, format!("{files}, {calls}"))
}

/// A span of time in its largest whole unit.
fn span(seconds: u64) -> String {
    let units = [(86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")];
    let (unit, name) =
        units.into_iter().find(|(unit, _)| seconds.is_multiple_of(*unit)).unwrap_or((1, "second"));
    let count = seconds / unit;
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_never_good() {
        for (state, _) in [links(None), swap(None), machine(None)] {
            assert_eq!(state, Unknown);
        }
        assert_eq!(links(Some(&["eth0".into()])).0, Look);
        assert_eq!(swap(Some(Swap::Clear)).0, Look);
        assert_eq!(machine(Some(&Machine::Container("docker".into()))).0, Look);
    }

    #[test]
    fn a_clock_is_believed_for_twenty_years() {
        for (day, state) in [
            ("1970-01-01", Look),
            ("2026-11-21", Look),
            ("2026-11-22", Good),
            ("2046-12-31", Good),
            ("2047-01-01", Look),
        ] {
            assert_eq!(clock(day.parse().expect("a day")).0, state, "{day}");
        }
    }

    #[test]
    fn spans_are_told_in_whole_units() {
        let told = [86_400, 172_800, 3600, 90, 1].map(span);
        assert_eq!(told, ["1 day", "2 days", "1 hour", "90 seconds", "1 second"]);
    }
}
