//! Every printed sentence, one file a language; the layouts hold none.
//!
//! `{name}` marks a value that the layout fills in. A test draws every page and fails when a sentence
//! does not fit its place, so a translation that is too long is found before it is printed.

mod en;
#[cfg(test)]
mod pseudo;

/// Declares texts, so that tests can make longer ones of them.
macro_rules! texts {
    ($(#[$note:meta])* $seen:vis struct $name:ident {
        $($(#[$about:meta])* $open:vis $field:ident: $kind:ty,)*
    }) => {
        $(#[$note])*
        $seen struct $name {
            $($(#[$about])* $open $field: $kind,)*
        }
        #[cfg(test)]
        impl $crate::paper::text::pseudo::Longer for $name {
            fn longer(&self) -> Self {
                Self { $($field: self.$field.longer(),)* }
            }
        }
    };
}

pub(super) mod letter;

use super::PageLanguage;

/// The sentences of a language.
pub(super) fn of(language: PageLanguage) -> &'static Texts {
    match language {
        PageLanguage::English => &en::ENGLISH,
        #[cfg(test)]
        PageLanguage::Pseudo => pseudo::texts(3),
        #[cfg(test)]
        PageLanguage::TwiceAsLong => pseudo::texts(1),
    }
}

texts! {
/// The sentences of all pages.
pub(super) struct Texts {
    pub(super) common: Common,
    pub(super) cover: Cover,
    pub(super) seed: Seed,
    pub(super) share: Share,
    pub(super) owners: Owners,
    pub(super) encrypted: Encrypted,
    pub(super) descriptor: Descriptor,
    pub(super) recovery: Recovery,
    pub(super) blank: Blank,
    pub(super) metal: Metal,
    pub(super) device: Device,
    pub(super) kit: letter::Kit,
}
}

texts! {
/// What several pages say.
pub(super) struct Common {
    pub(super) label: &'static str,
    pub(super) copy: &'static str,
    pub(super) made: &'static str,
    pub(super) page_of: &'static str,
    pub(super) row_check: &'static str,
    pub(super) group_check: &'static str,
    pub(super) line_check: &'static str,
    pub(super) last_checked: &'static str,
    pub(super) date_blank: &'static str,
    pub(super) ruler: &'static str,
    pub(super) toner: &'static str,
    pub(super) format: &'static str,
}
}

texts! {
/// The outside of a folded sheet. It never names what is inside.
pub(super) struct Cover {
    pub(super) title: &'static str,
    pub(super) seed: &'static str,
    pub(super) share: &'static str,
    pub(super) belongs: &'static str,
    pub(super) return_to: &'static str,
    pub(super) seal: &'static str,
    pub(super) opened: [&'static str; 3],
    pub(super) folding: [&'static str; 2],
}
}

texts! {
/// The seed sheet.
pub(super) struct Seed {
    pub(super) warning: &'static str,
    pub(super) no: &'static str,
    pub(super) checks: &'static str,
    pub(super) picture: &'static str,
    pub(super) format_label: &'static str,
    pub(super) child: &'static str,
    pub(super) child_of: &'static str,
    pub(super) wallet: &'static str,
    pub(super) path: &'static str,
    pub(super) path_chosen: &'static str,
    pub(super) path_confirmed: &'static str,
    pub(super) path_not_confirmed: &'static str,
    pub(super) path_of_its_kind: &'static str,
    pub(super) anonymous: &'static str,
    pub(super) compare_elsewhere: &'static str,
    pub(super) to_use: &'static str,
    pub(super) bip39: SeedKind,
    pub(super) electrum: SeedKind,
    pub(super) electrum_two_factor: SeedKind,
    pub(super) electrum_old: SeedKind,
    pub(super) monero: SeedKind,
    pub(super) aezeed: SeedKind,
    pub(super) codex32: SeedKind,
}
}

texts! {
/// What differs from one kind of seed to another.
pub(super) struct SeedKind {
    pub(super) title: &'static str,
    /// What stands below its code; empty where the kind has none.
    pub(super) qr_caption: [&'static str; 2],
    /// What is asked beside the boxes; without boxes, why there is no passphrase.
    pub(super) passphrase: &'static str,
    /// What stands beside the second box; empty for no boxes.
    pub(super) yes: &'static str,
    /// Without and with a passphrase.
    pub(super) fingerprints: [&'static str; 2],
    /// Without and with a passphrase.
    pub(super) addresses: [&'static str; 2],
    pub(super) format: &'static str,
    /// What else must be known, and its value: a line to fill in where that is empty.
    pub(super) note: [&'static str; 2],
    pub(super) steps: [&'static str; 4],
    /// Which of the steps compares with what stands above, from 0.
    pub(super) compare: usize,
}
}

texts! {
/// The share sheet.
pub(super) struct Share {
    pub(super) title: &'static str,
    pub(super) any: &'static str,
    pub(super) group: &'static str,
    pub(super) group_needs: &'static str,
    pub(super) part: &'static str,
    pub(super) all: &'static str,
    pub(super) slip39: ShareForm,
    pub(super) sskr: ShareForm,
    pub(super) codex32: ShareForm,
    pub(super) xor: ShareForm,
    pub(super) gives_back: &'static str,
    pub(super) words: &'static str,
    pub(super) words_in: &'static str,
    pub(super) words_any: &'static str,
    pub(super) slip39_wallet: &'static str,
    pub(super) bip32_seed: &'static str,
    pub(super) words_of_all: &'static str,
    pub(super) key: &'static str,
    pub(super) key_short: &'static str,
    pub(super) to_restore: &'static str,
    pub(super) bring_any: &'static str,
    pub(super) bring_groups: &'static str,
    pub(super) bring_all: &'static str,
    pub(super) result_words: &'static str,
    pub(super) result_words_sskr: &'static str,
    pub(super) result_seed: &'static str,
    pub(super) result_xor: &'static str,
    pub(super) result_wallet: &'static str,
    pub(super) result_hex: &'static str,
    pub(super) result_text: &'static str,
    pub(super) result_age: &'static str,
    pub(super) result_age_pq: &'static str,
    pub(super) asked: &'static str,
    pub(super) asked_text: &'static str,
    pub(super) others: &'static str,
    /// What is done with two shares on one page.
    pub(super) half: &'static str,
    /// What is done with a page of cards.
    pub(super) cards: &'static str,
    /// On a card, that a passphrase is in use as well.
    pub(super) card_passphrase: &'static str,
    pub(super) fingerprint: &'static str,
    pub(super) fingerprint_of_seed: &'static str,
    pub(super) passphrase: &'static str,
}
}

texts! {
/// What differs from one way of writing shares to another.
pub(super) struct ShareForm {
    /// What the words or letters are.
    pub(super) format: &'static str,
    /// The name of what all shares of a set have in common; empty where nothing is.
    pub(super) set: &'static str,
    pub(super) qr_caption: &'static str,
    /// How a stranger sees which sheets belong together.
    pub(super) same_set: &'static str,
    pub(super) tools: &'static str,
    pub(super) commands: [&'static str; 2],
    /// The set's name on the owner's list.
    pub(super) listed_set: &'static str,
}
}

texts! {
/// The owner's list.
pub(super) struct Owners {
    pub(super) title: &'static str,
    pub(super) note: &'static str,
    pub(super) needed: &'static str,
    pub(super) columns: [&'static str; 6],
    pub(super) advice: [&'static str; 4],
    pub(super) advice_of_parts: [&'static str; 4],
}
}

texts! {
/// The encrypted sheet.
pub(super) struct Encrypted {
    pub(super) title: &'static str,
    pub(super) note: &'static str,
    pub(super) opens_shares: &'static str,
    pub(super) opens_passphrase: &'static str,
    pub(super) opens_identity: &'static str,
    pub(super) kept_at: &'static str,
    pub(super) scan_one: &'static str,
    pub(super) scan_many: &'static str,
    pub(super) one_spare: &'static str,
    pub(super) more_spare: &'static str,
    pub(super) key_shares: &'static str,
    pub(super) key_passphrase: &'static str,
    pub(super) key_identity: &'static str,
    pub(super) open_passphrase: &'static str,
    pub(super) open_hex: &'static str,
    pub(super) open_identity: &'static str,
    pub(super) age: &'static str,
    pub(super) code_of: [&'static str; 2],
    pub(super) dead: &'static str,
    pub(super) dead_more: &'static str,
    pub(super) check: &'static str,
    pub(super) whole: &'static str,
    pub(super) last_opened: &'static str,
}
}

texts! {
/// The wallet description.
pub(super) struct Descriptor {
    pub(super) title: &'static str,
    pub(super) note: &'static str,
    pub(super) needs_one: &'static str,
    pub(super) needs_several: &'static str,
    pub(super) needs_rule: &'static str,
    pub(super) without_one: &'static str,
    pub(super) without_several: &'static str,
    pub(super) without_all: &'static str,
    pub(super) keys: &'static str,
    pub(super) origin_unknown: &'static str,
    pub(super) script: &'static str,
    pub(super) network: &'static str,
    pub(super) birthday: &'static str,
    pub(super) block: &'static str,
    pub(super) gap: &'static str,
    pub(super) annotations: &'static str,
    pub(super) proved: &'static str,
    pub(super) first_addresses: &'static str,
    pub(super) to_use: &'static str,
    pub(super) steps: [&'static str; 3],
    pub(super) many_codes: &'static str,
    pub(super) as_one_text: &'static str,
}
}

texts! {
/// The recovery page and its back.
pub(super) struct Recovery {
    pub(super) title: &'static str,
    pub(super) need: &'static [&'static str],
    pub(super) which: &'static str,
    pub(super) choices: [(&'static str, &'static str); 6],
    pub(super) sections: &'static [(&'static str, &'static str, &'static [&'static str])],
    pub(super) never: &'static str,
    pub(super) never_text: &'static str,
    pub(super) names: &'static str,
    pub(super) names_text: &'static str,
    pub(super) table_title: &'static str,
    pub(super) table_how: [&'static str; 2],
}
}

texts! {
/// The forms.
pub(super) struct Blank {
    pub(super) words_title: &'static str,
    pub(super) share_title: &'static str,
    pub(super) hint: &'static str,
    pub(super) share_number: [&'static str; 4],
    pub(super) fields: [&'static str; 4],
    pub(super) steps: [&'static str; 4],
    pub(super) share_steps: [&'static str; 4],
    pub(super) grid_title: &'static str,
    pub(super) grid_steps: [&'static str; 4],
}
}

texts! {
/// The form for a seed that lives in a hardware wallet.
pub(super) struct Device {
    pub(super) title: &'static str,
    pub(super) note: &'static str,
    pub(super) fields: [&'static str; 6],
    pub(super) key: &'static str,
    pub(super) made: &'static str,
    pub(super) steps: [&'static str; 6],
    pub(super) done: &'static str,
    pub(super) again: &'static str,
    pub(super) again_how: &'static str,
}
}

texts! {
/// The working sheet for metal plates.
pub(super) struct Metal {
    pub(super) title: &'static str,
    pub(super) burn: &'static str,
    pub(super) plate: &'static str,
    pub(super) plate_of_squares: &'static str,
    pub(super) letters: &'static str,
    pub(super) places: &'static str,
    pub(super) sums: &'static str,
    pub(super) bits: &'static str,
    pub(super) digits: &'static str,
    pub(super) squares: &'static str,
    pub(super) tiles: &'static str,
    pub(super) fingerprint: &'static str,
    pub(super) watch: &'static str,
    pub(super) traps_cassette: [&'static str; 3],
    pub(super) traps_capsule: [&'static str; 3],
    pub(super) traps_letters: [&'static str; 3],
    pub(super) traps_dots: [&'static str; 3],
    pub(super) traps_numbers: [&'static str; 3],
    pub(super) traps_squares: [&'static str; 3],
    pub(super) read_back: &'static str,
    pub(super) back_letters: [&'static str; 3],
    pub(super) back_sums: [&'static str; 3],
    pub(super) back_bits: [&'static str; 3],
    pub(super) back_numbers: [&'static str; 3],
    pub(super) back_squares: [&'static str; 3],
    pub(super) lasting: &'static str,
    pub(super) template: Template,
}
}

texts! {
/// The template of a plate in full size.
pub(super) struct Template {
    pub(super) title: &'static str,
    pub(super) size: &'static str,
    pub(super) strike: &'static str,
    pub(super) stamp: &'static str,
    pub(super) sold: &'static str,
    pub(super) counts_from_0: &'static str,
    pub(super) counts_from_1: &'static str,
    pub(super) front: &'static str,
    pub(super) back: &'static str,
}
}

/// Fills the values of a sentence in; they are public.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = template.to_owned();
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}
