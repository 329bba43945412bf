//! What may be lost and what a thief needs, of a wallet, an archive, or one set of shares.

use crate::cli::failure::counted;
use crate::host::show_text;
use crate::logbook::{Logbook, READS, SetStanding, Standing};
use serde::Serialize;
use std::fmt::{self, Write};

/// The numbers of one thing.
#[derive(Serialize)]
pub(super) struct Numbers {
    /// Whether all that is listed opens it.
    pub(super) opens: bool,
    /// So many copies are counted that were never read where they are.
    counted_unread: usize,
    may_lose_places: usize,
    weakest: Vec<String>,
    thief_needs_places: Option<usize>,
    /// Where very many places hold something, and no larger set was looked at.
    thief_needs_at_least: Option<usize>,
}

impl Numbers {
    pub(super) fn of(book: &Logbook, standing: &Standing) -> Self {
        let unread = |at: &&usize| book.copies()[**at].last_pass(&READS).is_none();
        let counted = standing.useful.iter().filter(|_| standing.opens);
        Self {
            opens: standing.opens,
            counted_unread: counted.filter(unread).count(),
            may_lose_places: standing.may_lose,
            weakest: standing.weakest.iter().map(|name| show_text(name)).collect(),
            thief_needs_places: standing.thief_needs,
            thief_needs_at_least: standing.thief_least,
        }
    }
}

impl fmt::Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = |count: usize| counted(count, "place");
        let mut text = match self.may_lose_places {
            _ if !self.opens => "Nothing that is listed opens it for you.".to_owned(),
            0 => format!(
                "You can lose no place: without {} it is closed.",
                self.weakest.join(" and ")
            ),
            some => format!("You can lose any {}.", places(some)),
        };
        let _ = match self.thief_needs_places {
            Some(0) => write!(text, " Somebody else may have what opens it."),
            Some(some) => write!(text, " A thief needs {}.", places(some)),
            None => self.thief_needs_at_least.map_or(Ok(()), |least| {
                write!(
                    text,
                    " A thief needs {least} places or more; larger sets were not looked at."
                )
            }),
        };
        // Nobody knows yet that these can be read.
        let _ = match self.counted_unread {
            0 => Ok(()),
            1 => write!(text, " 1 copy that counts here was never read there."),
            some => write!(text, " {some} copies that count here were never read there."),
        };
        f.write_str(&text)
    }
}

/// A set of shares, whatever else opens the same.
#[derive(Serialize)]
pub(super) struct Set {
    of: String,
    what: &'static str,
    name: Option<String>,
    generation: u32,
    /// As many are needed of as many: shares, or groups of shares.
    scheme: String,
    grouped: bool,
    sheets: usize,
    places: usize,
    #[serde(flatten)]
    numbers: Numbers,
}

impl Set {
    pub(super) fn of(book: &Logbook, set: &SetStanding) -> Self {
        Self {
            of: show_text(&set.of),
            what: set.what.name(),
            name: (!set.name.is_empty()).then(|| show_text(&set.name)),
            generation: set.generation,
            scheme: format!("{}of{}", set.quorum.needed, set.quorum.of),
            grouped: set.grouped,
            sheets: set.sheets,
            places: set.places,
            numbers: Numbers::of(book, &set.standing),
        }
    }
}

impl fmt::Display for Set {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "set {name}")?,
            None => write!(f, "a set without a name")?,
        }
        let groups = if self.grouped { " groups" } else { "" };
        write!(f, " (shares of {})   {}{groups}   ", self.of, self.scheme)?;
        let (sheets, places) = (counted(self.sheets, "sheet"), counted(self.places, "place"));
        write!(f, "{sheets} at {places}")?;
        if self.generation > 1 {
            write!(f, "   generation {}", self.generation)?;
        }
        writeln!(f, "\n   {}", self.numbers)
    }
}
