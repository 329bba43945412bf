//! What the letter to the heirs and the pages around it say, by name.

texts! {
/// The letter, two pages as a rule.
pub(in crate::paper) struct Letter {
    pub(in crate::paper) title: &'static str,
    pub(in crate::paper) reader: &'static str,
    pub(in crate::paper) version: &'static str,
    pub(in crate::paper) before: &'static str,
    /// Titles of the eight sections.
    pub(in crate::paper) sections: [&'static str; 8],
    pub(in crate::paper) there_is: [&'static str; 2],
    pub(in crate::paper) own: &'static str,
    pub(in crate::paper) fingerprint: &'static str,
    pub(in crate::paper) passphrase: &'static str,
    pub(in crate::paper) account: &'static str,
    pub(in crate::paper) do_not: &'static [&'static str],
    pub(in crate::paper) who_can_help: &'static str,
    pub(in crate::paper) lawyer: &'static str,
    pub(in crate::paper) to_do: &'static [&'static str],
    /// Place, what is there, who can open it, seal.
    pub(in crate::paper) columns: [&'static str; 4],
    pub(in crate::paper) missing: &'static str,
    pub(in crate::paper) law: &'static [&'static str],
    pub(in crate::paper) executor: &'static str,
    pub(in crate::paper) incapacity: &'static str,
    pub(in crate::paper) no_advice: &'static str,
    pub(in crate::paper) signed: &'static str,
    pub(in crate::paper) checked: &'static str,
}
}

texts! {
/// How what lies somewhere, and what opens what, is told.
pub(in crate::paper) struct Places {
    /// What can lie at a place: whole, share, cosigner, encrypted, key, key share, passphrase, device, PIN, description.
    pub(in crate::paper) parts: [&'static str; 10],
    /// What stands on the outside, and what is inside.
    pub(in crate::paper) labelled: &'static str,
    pub(in crate::paper) opens: &'static str,
    pub(in crate::paper) opens_any: &'static str,
    pub(in crate::paper) opens_never: &'static str,
    pub(in crate::paper) and: &'static str,
    pub(in crate::paper) or: &'static str,
    pub(in crate::paper) none_needed: &'static str,
    pub(in crate::paper) spare: &'static str,
    pub(in crate::paper) lost: &'static str,
}
}

texts! {
/// The inventory: what the executor fills in.
pub(in crate::paper) struct Inventory {
    pub(in crate::paper) title: &'static str,
    pub(in crate::paper) note: &'static str,
    pub(in crate::paper) assets: &'static str,
    pub(in crate::paper) asset_columns: [&'static str; 4],
    pub(in crate::paper) mine: &'static str,
    pub(in crate::paper) papers: &'static str,
    pub(in crate::paper) paper_columns: [&'static str; 5],
    pub(in crate::paper) found: &'static str,
    pub(in crate::paper) sealed: &'static str,
    pub(in crate::paper) advice: &'static [&'static str],
}
}

texts! {
/// A page of headings and sentences; `{name}` is filled in from the answers, or left as a line to write on.
pub(in crate::paper) struct Leaflet {
    pub(in crate::paper) title: &'static str,
    pub(in crate::paper) lead: &'static str,
    pub(in crate::paper) parts: &'static [(&'static str, &'static [&'static str])],
    /// The last line.
    pub(in crate::paper) end: &'static str,
}
}

texts! {
/// All pages of the kit.
pub(in crate::paper) struct Kit {
    pub(in crate::paper) letter: Letter,
    pub(in crate::paper) places: Places,
    pub(in crate::paper) inventory: Inventory,
    pub(in crate::paper) helper: Leaflet,
    pub(in crate::paper) checklist: Leaflet,
    pub(in crate::paper) lawyer: Leaflet,
    pub(in crate::paper) holder: Leaflet,
    /// What the column beside a checklist's steps is for.
    pub(in crate::paper) done_by: &'static str,
    pub(in crate::paper) nobody: &'static str,
    /// What a holder keeps, by its outside: with the number of its seal, and without.
    pub(in crate::paper) outside: [&'static str; 2],
}
}
