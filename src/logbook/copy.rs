//! One copy of something: a paper, plate, stick or device at a place, what it holds, and how it was last looked at.

use super::answers::Said;
use super::archive::fingerprint;
use super::document::Part as Table;
use super::edit::{Line, quoted};
use super::kinds::{How, Medium, State, What};
use super::{LogbookError, Quorum};

/// One drill of a copy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drill {
    /// The day, `2026-11-22`.
    pub on: String,
    /// How it was looked at.
    pub how: How,
    /// Whether it was as it should be.
    pub pass: bool,
    /// How many minutes it took, where that was measured.
    pub minutes: Option<u32>,
}

/// One copy. Days are written `2026-11-22`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copy {
    /// Its name, `savings/A`; no other copy has it.
    pub id: Said,
    /// The wallet, archive or key of which it is a copy, by its name.
    pub of: Said,
    /// What it holds.
    pub what: What,
    /// For shares and keys of several: how many of how many.
    pub scheme: Option<Quorum>,
    /// For shares: the name of the set, `disaster kidney`.
    pub set: Option<Said>,
    /// Which share or key of them.
    pub number: Option<u8>,
    /// For shares in groups: which group.
    pub group: Option<u8>,
    /// For shares in groups: how many groups of how many.
    pub groups: Option<Quorum>,
    /// For keys of several: the fingerprint of this one's own master key, 8 hex digits.
    pub fingerprint: Option<Said>,
    /// For shares: 1 for the first set that was made of a secret, counted up each time it is split again.
    pub generation: Option<u32>,
    /// Of what is locked and of what opens it: a name that they have in common, where one opens this and not another.
    pub lock: Option<Said>,
    /// On what it is.
    pub medium: Medium,
    /// The place, by its name.
    pub place: Said,
    /// The number of its seal.
    pub seal: Option<Said>,
    /// The day on which it was made.
    pub made: Option<String>,
    /// The day on which it came to its place, where it was elsewhere before.
    pub moved: Option<String>,
    /// How many of its drills were made before that; unknown, where the day was written by hand.
    pub drills_before_move: Option<u32>,
    /// What the owner noted.
    pub notes: Option<Said>,
    /// The flags that overrode a refusal when it was made, without hyphens at their front.
    pub overrides: Vec<Said>,
    /// What became of it.
    pub state: State,
    /// The day on which that was noted.
    pub since: Option<String>,
    /// Its drills, in the order of the file.
    pub drills: Vec<Drill>,
}

impl Copy {
    /// Whether it is where the logbook says.
    pub fn is_alive(&self) -> bool {
        self.state == State::Alive
    }

    pub(super) fn read(table: &Table<'_>) -> Result<Self, LogbookError> {
        let what = table.must("what", What::read(table)?)?;
        let (scheme, groups) = (quorum(table, "scheme")?, quorum(table, "groups")?);
        if what.is_one_of_several() {
            table.must("scheme", scheme)?;
        } else if scheme.is_some() {
            return Err(
                table.refuse("scheme", "left out: only a share, cosigner or key-share has one")
            );
        }
        let number = |key, of: Option<Quorum>| {
            let last = of.map_or(u8::MAX, |of| of.of);
            let number = table.number(key, last.into(), NUMBER)?;
            let number = number.and_then(|number| u8::try_from(number).ok());
            if number == Some(0) { Err(table.refuse(key, NUMBER)) } else { Ok(number) }
        };
        // In groups a number may count the shares of all of them.
        let of_all = scheme.filter(|_| groups.is_none());
        let group = number("group", groups)?;
        if group.is_some() && groups.is_none() {
            return Err(table.refuse("group", "left out, or have groups = \"2of3\" beside it"));
        }
        let id = table.must("id", table.said("id")?)?;
        if !fits_id(&id.text) {
            return Err(LogbookError::Value { line: id.line, key: "id", wanted: ID });
        }
        Ok(Self {
            id,
            of: table.must("of", table.said("of")?)?,
            what,
            scheme,
            set: table.said("set")?,
            number: number("number", of_all)?,
            group,
            groups,
            fingerprint: fingerprint(table)?,
            generation: table.number("generation", u32::MAX, "a whole number from 1 on")?,
            lock: lock(table, what)?,
            medium: table.must("medium", Medium::read(table)?)?,
            place: table.must("place", table.said("place")?)?,
            seal: table.said("seal")?,
            made: table.day("made")?,
            moved: table.day("moved")?,
            drills_before_move: table.number("drills_before_move", u32::MAX, "a whole number")?,
            notes: table.said("notes")?,
            overrides: table.all_said("overrides")?,
            state: State::read(table)?.unwrap_or_default(),
            since: table.day("since")?,
            drills: table.entries("drills")?.iter().map(drill).collect::<Result<_, _>>()?,
        })
    }

    /// Its lines but for the drills.
    pub(super) fn lines(&self) -> Vec<Line> {
        let text = |said: Option<&Said>| said.map(|said| quoted(&said.text));
        let quorum = |quorum: Option<Quorum>| quorum.map(|quorum| quoted(&quorum.to_string()));
        let number = |number: Option<u8>| number.map(|number| number.to_string());
        let overrides: Vec<String> = self.overrides.iter().map(|one| quoted(&one.text)).collect();
        vec![
            ("id", text(Some(&self.id))),
            ("of", text(Some(&self.of))),
            ("what", Some(quoted(self.what.name()))),
            ("scheme", quorum(self.scheme)),
            ("set", text(self.set.as_ref())),
            ("number", number(self.number)),
            ("group", number(self.group)),
            ("groups", quorum(self.groups)),
            ("fingerprint", text(self.fingerprint.as_ref())),
            ("generation", self.generation.map(|number| number.to_string())),
            ("lock", text(self.lock.as_ref())),
            ("medium", Some(quoted(self.medium.name()))),
            ("place", text(Some(&self.place))),
            ("seal", text(self.seal.as_ref())),
            ("made", self.made.clone()),
            ("moved", self.moved.clone()),
            ("drills_before_move", self.drills_before_move.map(|number| number.to_string())),
            ("notes", text(self.notes.as_ref())),
            ("overrides", (!overrides.is_empty()).then(|| format!("[{}]", overrides.join(", ")))),
            ("state", (self.state != State::Alive).then(|| quoted(self.state.name()))),
            ("since", self.since.clone()),
        ]
    }
}

impl Drill {
    /// As an entry of the list `drills`.
    pub(super) fn inline(&self) -> String {
        let result = if self.pass { "pass" } else { "fail" };
        let minutes =
            self.minutes.map_or(String::new(), |minutes| format!(", minutes = {minutes}"));
        format!(
            "{{ on = {}, how = \"{}\", result = \"{result}\"{minutes} }}",
            self.on,
            self.how.name()
        )
    }
}

/// What the number of a part or of a group must be.
const NUMBER: &str = "a whole number from 1 to that of all of them";

/// What the name of a copy must be.
pub(super) const ID: &str = "a name and what tells the copies apart, such as \"savings/A\"";

/// Whether a text can name a copy: two parts of letters, digits, spaces and `-_.`, a slash between, 64 characters.
pub fn fits_id(text: &str) -> bool {
    let part = |part: &str| {
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
        !part.is_empty() && part.trim() == part && part.chars().all(allowed)
    };
    text.chars().count() <= 64
        && text.split_once('/').is_some_and(|(of, which)| part(of) && part(which))
}

/// Whether a text can name a lock: it has a letter, and no four digits in a row, which may be the PIN itself.
pub fn fits_lock(text: &str) -> bool {
    let digits = text.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
    text.contains(char::is_alphabetic) && digits < Some(4)
}

/// What the name of a lock must be.
const LOCK: &str = "a name with a letter in it and no four digits (not the PIN), and only of a device, pin, encrypted, key or file-passphrase";

fn lock(table: &Table<'_>, what: What) -> Result<Option<Said>, LogbookError> {
    let said = table.said("lock")?;
    match said {
        Some(said) if !what.has_lock() || !fits_lock(&said.text) => {
            Err(LogbookError::Value { line: said.line, key: "lock", wanted: LOCK })
        }
        said => Ok(said),
    }
}

fn quorum(table: &Table<'_>, key: &'static str) -> Result<Option<Quorum>, LogbookError> {
    let read = |said: Said| {
        let wanted = "how many of how many, such as \"2of3\"";
        said.text.parse().map_err(|_| LogbookError::Value { line: said.line, key, wanted })
    };
    table.said(key)?.map(read).transpose()
}

fn drill(table: &Table<'_>) -> Result<Drill, LogbookError> {
    let result = table.must("result", table.said("result")?)?;
    let pass = match result.text.as_str() {
        "pass" => true,
        "fail" => false,
        _ => {
            let wanted = "pass or fail";
            return Err(LogbookError::Value { line: result.line, key: "result", wanted });
        }
    };
    Ok(Drill {
        on: table.must("on", table.day("on")?)?,
        how: table.must("how", How::read(table)?)?,
        pass,
        minutes: table.number("minutes", 100_000, "a number of minutes")?,
    })
}
