//! What the drills of a copy say about it: whether it was read where it is, and whether it can be counted on.

use super::copy::{Copy, Drill};
use super::kinds::{How, What};

/// The drills that show that a copy can be read.
pub const READS: [How; 4] = [How::Read, How::Restore, How::AsHeir, How::Device];

/// Why a copy does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault<'c> {
    /// A drill failed on this day, the last one that did.
    Failed(&'c str),
    /// Its target gives nothing since this day.
    OutOfReach(&'c str),
}

impl Copy {
    /// The last drill of one of these kinds that passed after the copy came to its place. The order is that of the
    /// file: days come from clocks, and the clock of a computer without a network can be wrong by years.
    pub fn last_pass(&self, kinds: &[How]) -> Option<&Drill> {
        self.since_move().filter(|drill| drill.pass && kinds.contains(&drill.how)).last()
    }

    /// The drills that passed after the copy came to its place, in the order of the file.
    pub(super) fn passes(&self) -> impl Iterator<Item = &Drill> {
        self.since_move().filter(|drill| drill.pass)
    }

    fn since_move(&self) -> impl Iterator<Item = &Drill> {
        let before = self.drills_before_move.map_or(0, |count| count as usize);
        let moved = self.moved.as_deref().filter(|_| self.drills_before_move.is_none());
        let there = move |drill: &&Drill| moved.is_none_or(|day| drill.on.as_str() >= day);
        self.drills.iter().skip(before).filter(there)
    }

    /// Whether a drill of the copy itself failed, or it was out of reach, and none since shows that it is good: only a
    /// reading can show that for a reading, and either for a look.
    pub fn failed(&self) -> bool {
        self.fault().is_some()
    }

    /// What [`failed`](Self::failed) means, and since when. A copy that is another one is worse than one out of reach.
    pub fn fault(&self) -> Option<Fault<'_>> {
        let (mut reading, mut look, mut away) = (None, None, None);
        for drill in &self.drills {
            let on = Some(drill.on.as_str());
            match (drill.how, drill.pass) {
                (How::Look, pass) => look = on.filter(|_| !pass),
                (_, true) => (reading, look, away) = (None, None, None),
                // Somebody who cannot follow the pages says something about the pages.
                (How::AsHeir, false) => {}
                (How::Reach, false) => away = away.or(on),
                (_, false) => reading = on,
            }
        }
        let failed = look.or(reading).map(Fault::Failed);
        failed.or_else(|| away.map(Fault::OutOfReach))
    }

    /// Whether it is there, was read there, and no drill since says that it is bad.
    pub fn is_verified(&self) -> bool {
        self.is_alive() && !self.failed() && self.last_pass(&READS).is_some()
    }

    /// Whether it was read where it is, and nothing is known against it but that it is out of reach now. A network that
    /// is down for a day brings the copies before it back to nobody's mind.
    pub(super) fn was_verified(&self) -> bool {
        let bad = matches!(self.fault(), Some(Fault::Failed(_)));
        self.is_alive() && !bad && self.last_pass(&READS).is_some()
    }

    /// Whether the owner can count on it: it is there, and no drill says that it is bad. What opens ciphertext must
    /// have been read as well, because ciphertext without its key is no copy.
    pub(super) fn counts(&self) -> bool {
        let opens = matches!(self.what, What::Key | What::KeyShare | What::FilePassphrase);
        self.is_alive() && !self.failed() && (!opens || self.last_pass(&READS).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Logbook;
    use super::*;

    fn drilled(head: &str, drills: &[(&str, &str, &str)]) -> Copy {
        let lines: Vec<String> = drills
            .iter()
            .map(|(on, how, result)| {
                format!("{{ on = {on}, how = \"{how}\", result = \"{result}\" }}")
            })
            .collect();
        let text = format!(
            "format = 1\n[[place]]\nname = \"desk\"\n[[wallet]]\nname = \"s\"\n[[copy]]\nid = \"s/A\"\nof = \"s\"\n\
             medium = \"paper\"\nplace = \"desk\"\n{head}\ndrills = [{}]\n",
            lines.join(", ")
        );
        Logbook::parse(text).expect("a logbook").copies()[0].clone()
    }

    const SEED: &str = "what = \"seed\"";

    #[test]
    fn a_failed_drill_does_not_disappear_behind_a_wrong_clock() {
        let fail_long_ago =
            drilled(SEED, &[("2026-01-01", "read", "pass"), ("2000-01-01", "read", "fail")]);
        assert!(fail_long_ago.failed() && !fail_long_ago.counts());
        let pass_in_years =
            drilled(SEED, &[("2062-01-01", "read", "pass"), ("2026-01-01", "read", "fail")]);
        assert!(pass_in_years.failed());
        let mended =
            drilled(SEED, &[("2062-01-01", "read", "fail"), ("2026-01-01", "read", "pass")]);
        assert!(!mended.failed() && mended.counts());
    }

    #[test]
    fn a_look_does_not_clear_a_failed_reading() {
        let looked =
            drilled(SEED, &[("2026-01-01", "read", "fail"), ("2026-01-02", "look", "pass")]);
        assert!(looked.failed());
        let read =
            drilled(SEED, &[("2026-01-01", "look", "fail"), ("2026-01-02", "restore", "pass")]);
        assert!(!read.failed());
        let heir =
            drilled(SEED, &[("2026-01-01", "read", "pass"), ("2026-01-02", "as-heir", "fail")]);
        assert!(!heir.failed(), "the pages failed, and not the copy");
    }

    #[test]
    fn a_copy_out_of_reach_does_not_count_until_it_is_read_again() {
        let (read, away) = (("2026-01-01", "read", "pass"), ("2026-01-08", "reach", "fail"));
        let good = drilled(SEED, &[read]);
        assert!(good.is_verified() && good.was_verified() && good.fault().is_none());
        let gone = drilled(SEED, &[read, away, ("2026-01-15", "reach", "fail")]);
        assert_eq!(gone.fault(), Some(Fault::OutOfReach("2026-01-08")));
        assert!(gone.is_alive() && gone.was_verified() && !gone.is_verified() && !gone.counts());
        let looked = drilled(SEED, &[read, away, ("2026-01-09", "look", "pass")]);
        assert!(looked.failed(), "a look brings nothing back");
        assert!(drilled(SEED, &[read, away, ("2026-01-09", "read", "pass")]).is_verified());
        let other = drilled(SEED, &[read, away, ("2026-01-09", "read", "fail"), away]);
        assert_eq!(other.fault(), Some(Fault::Failed("2026-01-09")));
        assert!(!other.was_verified());
    }

    #[test]
    fn a_reading_on_the_day_of_the_move_counts_only_when_it_came_later() {
        let day = "2026-01-01";
        let before = format!("{SEED}\nmoved = {day}\ndrills_before_move = 1");
        assert!(drilled(&before, &[(day, "read", "pass")]).last_pass(&READS).is_none());
        let again = drilled(&before, &[(day, "read", "pass"), (day, "read", "pass")]);
        assert!(again.last_pass(&READS).is_some());
        // Written by hand: the day alone must do.
        let by_hand = format!("{SEED}\nmoved = {day}");
        assert!(drilled(&by_hand, &[(day, "read", "pass")]).last_pass(&READS).is_some());
        assert!(drilled(&by_hand, &[("2025-12-31", "read", "pass")]).last_pass(&READS).is_none());
    }

    #[test]
    fn a_key_counts_when_it_was_read() {
        let key = "what = \"key\"";
        assert!(!drilled(key, &[]).counts());
        assert!(!drilled(key, &[("2026-01-01", "look", "pass")]).counts());
        assert!(drilled(key, &[("2026-01-01", "read", "pass")]).counts());
        assert!(drilled(SEED, &[]).counts(), "a new seed is counted, and said to be unread");
    }
}
