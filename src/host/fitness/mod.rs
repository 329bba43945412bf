//! What can be known of this computer before it sees a secret: links, swap, recorders, clock, printing, machine.
//!
//! Facts are read from files of the system; no program is started and no socket opened. A fact that the system does
//! not give is `None`: not known is never told as fine. That nothing is found proves nothing either.

mod machine;
mod printing;
mod swap;
mod terminal;

use super::clock::{Date, today};
use super::entropy::random_is_ready;
use super::network::links_are_known;
use super::sandbox::landlock_version;
use super::{online_links, recording};

pub use printing::JobFiles;
pub use swap::Swap;

/// The facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fitness {
    /// The links that are up, without the loopback.
    pub links: Option<Vec<String>>,
    /// Where pages of memory may be written to.
    pub swap: Option<Swap>,
    /// A program that records the terminal, as far as one is noticed.
    pub recorder: Option<&'static str>,
    /// A program between the terminal and this one that can keep what is shown: `tmux` or `screen`.
    pub multiplexer: Option<&'static str>,
    /// Today, by this computer's clock.
    pub today: Date,
    /// Whether CUPS is installed.
    pub prints: bool,
    /// How long CUPS keeps the pages of finished jobs.
    pub job_files: Option<JobFiles>,
    /// The name of the virtual machine or container that this is.
    pub machine: Option<Machine>,
    /// The version of Landlock that the kernel has.
    pub landlock: Option<u32>,
    /// Whether the kernel's generator was seeded.
    pub random_is_ready: Option<bool>,
}

/// What the computer is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Machine {
    /// Nothing else was noticed.
    Real,
    /// A guest of another computer, with the name it gives.
    Virtual(String),
    /// A container, which shares its kernel with others.
    Container(String),
}

/// Reads the facts; before the cage is closed, because they lie all over the system.
pub fn fitness() -> Fitness {
    Fitness {
        links: links_are_known().then(online_links),
        swap: swap::swap(),
        recorder: recording().or_else(terminal::listener),
        multiplexer: terminal::multiplexer(),
        today: today(),
        prints: printing::is_installed(),
        job_files: printing::job_files(),
        machine: machine::machine(),
        landlock: landlock_version(),
        random_is_ready: random_is_ready(),
    }
}
