//! The answers of the letter to the heirs: what `letter.toml` says, with the line of each answer.

use super::access::{MOST_PLACES, Part, Quorum};
use super::document::{Part as Table, Toml};
use super::{FORMAT, LogbookError};

/// The most entries of one kind.
const MOST_ENTRIES: usize = 64;

/// A text and the line on which it begins; line 0 when it stands in no file yet.
#[derive(Debug, Clone, Default, Eq)]
pub struct Said {
    /// The line, counted from 1.
    pub line: usize,
    /// The text.
    pub text: String,
}

impl Said {
    /// A text that stands in no file yet.
    pub fn new(text: impl Into<String>) -> Self {
        Self { line: 0, text: text.into() }
    }
}

/// Two texts are the same wherever they stand.
impl PartialEq for Said {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// Somebody who can help.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Helper {
    /// The name.
    pub name: Said,
    /// How to reach them.
    pub reach: Option<Said>,
    /// Whether they agreed to stand in the letter.
    pub agreed: bool,
}

/// Something that exists: a wallet of the owner's own, or an account at a company.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asset {
    /// The owner's name for it.
    pub name: Said,
    /// What it is: `bitcoin`.
    pub kind: Said,
    /// The company that holds it; `None` when the owner holds it.
    pub at: Option<Said>,
    /// The fingerprint by which the right wallet is known.
    pub fingerprint: Option<Said>,
    /// Whether a BIP-0039 passphrase belongs to it.
    pub passphrase: bool,
}

/// A paper, plate or device at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The asset, by its name.
    pub of: Said,
    /// What it is.
    pub what: Part,
    /// How many of how many, for shares and keys of several.
    pub scheme: Option<Quorum>,
    /// Which share.
    pub number: Option<u8>,
    /// The place, by its name.
    pub place: Said,
    /// What stands on its outside.
    pub label: Option<Said>,
    /// The number of its seal.
    pub seal: Option<Said>,
}

/// A place, and who can open it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlaceOpened {
    /// The owner's name for it.
    pub name: Said,
    /// Who can open it, each alone.
    pub opened_by: Vec<Said>,
}

/// A paragraph that takes the place of a printed one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnWords {
    /// The section, by its key.
    pub section: &'static str,
    /// The text.
    pub text: Said,
}

/// The sections whose sentences the owner may put into words of their own, in the order of the letter.
pub const SECTIONS: [&str; 7] =
    ["before", "what_there_is", "do_not", "who_can_help", "what_to_do", "missing", "law"];

/// All answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// Counts how often the answers were changed, from 1.
    pub version: u32,
    /// The day of the last change, `2026-11-22`.
    pub written: Option<String>,
    /// Whom the letter is for.
    pub reader: Option<Said>,
    /// Who writes it.
    pub from: Option<Said>,
    /// A lawyer or notary.
    pub lawyer: Option<Said>,
    /// The executor of the will.
    pub executor: Option<Said>,
    /// Who may act while the owner lives and cannot.
    pub incapacity: Option<Said>,
    /// What to do when something is missing.
    pub missing: Option<Said>,
    /// What the owner wants to say beside.
    pub message: Option<Said>,
    /// Where the letter itself lies.
    pub kept: Vec<Said>,
    /// Rules whose warnings the owner has thought about.
    pub known: Vec<Said>,
    /// Who can help.
    pub helpers: Vec<Helper>,
    /// What exists.
    pub assets: Vec<Asset>,
    /// Where its papers are.
    pub copies: Vec<Kept>,
    /// Who can open the places.
    pub places: Vec<PlaceOpened>,
    /// Sentences of the owner in place of the printed ones.
    pub own_words: Vec<OwnWords>,
}

/// The names of what can lie at a place, as the file spells them.
pub const PARTS: [(&str, Part); 10] = [
    ("whole", Part::Whole),
    ("share", Part::Share),
    ("cosigner", Part::Cosigner),
    ("encrypted", Part::Encrypted),
    ("key", Part::Key),
    ("key-share", Part::KeyShare),
    ("passphrase", Part::Passphrase),
    ("device", Part::Device),
    ("pin", Part::Pin),
    ("description", Part::Description),
];

const WHAT: &str = "one of whole, share, cosigner, encrypted, key, key-share, passphrase, device, pin, description";
const SCHEME: &str = "how many of how many, such as \"2of3\"";

impl Part {
    /// The name of this kind of thing in a file.
    pub fn name(self) -> &'static str {
        PARTS.iter().find(|(_, part)| *part == self).map_or("", |(name, _)| name)
    }

    /// Whether it is one of several that belong together.
    pub fn is_one_of_several(self) -> bool {
        matches!(self, Self::Share | Self::Cosigner | Self::KeyShare)
    }
}

impl std::fmt::Display for Quorum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}of{}", self.needed, self.of)
    }
}

impl std::str::FromStr for Quorum {
    type Err = LogbookError;

    /// Reads `2of3`.
    fn from_str(text: &str) -> Result<Self, LogbookError> {
        let wrong = LogbookError::Value { line: 0, key: "scheme", wanted: SCHEME };
        let (needed, of) = text.split_once("of").ok_or(wrong.clone())?;
        let number = |text: &str| text.parse::<u8>().map_err(|_| wrong.clone());
        let (needed, of) = (number(needed)?, number(of)?);
        if needed >= 1 && needed <= of { Ok(Self { needed, of }) } else { Err(wrong) }
    }
}

impl Answers {
    /// Reads the answers.
    ///
    /// # Errors
    /// [`LogbookError`] with the line, for what is no TOML, of another kind, missing or too much.
    pub fn parse(text: &str) -> Result<Self, LogbookError> {
        let toml = Toml::parse(text)?;
        let top = toml.top();
        let format = top.must("format", top.integer("format")?)?;
        if format != FORMAT {
            return Err(LogbookError::Newer { found: format, known: FORMAT });
        }
        let answers = Self {
            version: top.number("version", u32::MAX, "a whole number from 0 on")?.unwrap_or(0),
            written: top.day("written")?,
            reader: top.said("for")?,
            from: top.said("from")?,
            lawyer: top.said("lawyer")?,
            executor: top.said("executor")?,
            incapacity: top.said("incapacity")?,
            missing: top.prose("missing")?,
            message: top.prose("message")?,
            kept: top.all_said("kept")?,
            known: top.all_said("known")?,
            helpers: each(&top, "helper", MOST_ENTRIES, helper)?,
            assets: each(&top, "asset", MOST_ENTRIES, asset)?,
            copies: each(&top, "copy", MOST_ENTRIES, kept)?,
            places: each(&top, "place", MOST_PLACES, place)?,
            own_words: own_words(&top)?,
        };
        answers.check()?;
        Ok(answers)
    }

    /// Names that point at something must point at something that is there.
    fn check(&self) -> Result<(), LogbookError> {
        let named = |line, key| LogbookError::Value {
            line,
            key,
            wanted: "a name that stands below [[asset]]",
        };
        for copy in &self.copies {
            if !self.assets.iter().any(|asset| asset.name == copy.of) {
                return Err(named(copy.of.line, "of"));
            }
        }
        let names = self.place_names();
        if names.len() > MOST_PLACES {
            let line = self.copies.last().map_or(1, |copy| copy.place.line);
            return Err(LogbookError::Value {
                line,
                key: "place",
                wanted: "one of at most 16 places",
            });
        }
        Ok(())
    }

    /// The names of all places, in the order in which they are met: where copies lie, then the others.
    pub fn place_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        let copies = self.copies.iter().map(|copy| copy.place.text.as_str());
        for name in copies.chain(self.places.iter().map(|place| place.name.text.as_str())) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

fn each<T>(
    top: &Table<'_>,
    key: &'static str,
    most: usize,
    read: fn(&Table<'_>) -> Result<T, LogbookError>,
) -> Result<Vec<T>, LogbookError> {
    let entries = top.entries(key)?;
    if let Some(one) = entries.get(most) {
        return Err(one.too_many(key));
    }
    entries.iter().map(read).collect()
}

fn helper(table: &Table<'_>) -> Result<Helper, LogbookError> {
    Ok(Helper {
        name: table.must("name", table.said("name")?)?,
        reach: table.said("reach")?,
        agreed: table.truth("agreed")?,
    })
}

fn asset(table: &Table<'_>) -> Result<Asset, LogbookError> {
    Ok(Asset {
        name: table.must("name", table.said("name")?)?,
        kind: table.said("kind")?.unwrap_or_default(),
        at: table.said("at")?,
        fingerprint: table.said("fingerprint")?,
        passphrase: table.truth("passphrase")?,
    })
}

fn kept(table: &Table<'_>) -> Result<Kept, LogbookError> {
    let what = table.must("what", table.said("what")?)?;
    let known = PARTS.iter().find(|(name, _)| *name == what.text);
    let (_, part) =
        *known.ok_or(LogbookError::Value { line: what.line, key: "what", wanted: WHAT })?;
    let scheme = table.said("scheme")?;
    let quorum = scheme.as_ref().map(|scheme| {
        let wrong = LogbookError::Value { line: scheme.line, key: "scheme", wanted: SCHEME };
        scheme.text.parse::<Quorum>().map_err(|_| wrong)
    });
    let quorum = quorum.transpose()?;
    if part.is_one_of_several() {
        table.must("scheme", quorum)?;
    }
    let number = table.number("number", 255, "a whole number from 0 to 255")?;
    Ok(Kept {
        of: table.must("of", table.said("of")?)?,
        what: part,
        scheme: quorum,
        number: number.and_then(|number| u8::try_from(number).ok()),
        place: table.must("place", table.said("place")?)?,
        label: table.said("label")?,
        seal: table.said("seal")?,
    })
}

fn place(table: &Table<'_>) -> Result<PlaceOpened, LogbookError> {
    let name = table.must("name", table.said("name")?)?;
    Ok(PlaceOpened { name, opened_by: table.all_said("opened_by")? })
}

fn own_words(top: &Table<'_>) -> Result<Vec<OwnWords>, LogbookError> {
    let Some(table) = top.table("text")? else { return Ok(Vec::new()) };
    let mut words = Vec::new();
    for section in SECTIONS {
        if let Some(text) = table.prose(section)? {
            words.push(OwnWords { section, text });
        }
    }
    Ok(words)
}
