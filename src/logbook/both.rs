//! Where the letter names no paper of a wallet, the logbook says what lies where.

use super::access::MOST_PLACES;
use super::answers::{Answers, Kept, Said};
use super::book::Logbook;
use super::copy::Copy;
use super::kinds::What;

impl Answers {
    /// The answers with the copies of the logbook, for each wallet of the owner's own of which the letter names none.
    /// A wallet is known by its fingerprint, or by its name. Lost and destroyed copies, and places beyond the most
    /// that are computed, are left out.
    #[must_use]
    pub fn with_copies_of(mut self, book: &Logbook) -> Self {
        for at in 0..self.assets.len() {
            let asset = &self.assets[at];
            if asset.at.is_some() || self.copies.iter().any(|copy| copy.of == asset.name) {
                continue;
            }
            let same =
                |known: Option<&Said>| known.is_some() && known == asset.fingerprint.as_ref();
            let by_fingerprint =
                book.wallets().iter().find(|wallet| same(wallet.fingerprint.as_ref()));
            let Some(wallet) = by_fingerprint.or_else(|| book.wallet(&asset.name.text)) else {
                continue;
            };
            let of = Said::new(asset.name.text.as_str());
            self.assets[at].passphrase |= book.needs_passphrase(&wallet.name.text);
            for copy in book.alive(&wallet.name.text) {
                let Some(what) = copy.what.part() else { continue };
                let names = self.place_names();
                if names.len() >= MOST_PLACES && !names.contains(&copy.place.text.as_str()) {
                    continue;
                }
                self.copies.push(Kept {
                    of: of.clone(),
                    what,
                    scheme: copy.scheme,
                    number: copy.number.or_else(|| number_of_key(book, copy)),
                    place: Said::new(copy.place.text.as_str()),
                    label: None,
                    seal: copy.seal.as_ref().map(|seal| Said::new(seal.text.as_str())),
                });
            }
        }
        self
    }
}

/// Keys of several are known by their fingerprint, and the letter knows numbers: that of another copy of the key, or one
/// from the end.
fn number_of_key(book: &Logbook, copy: &Copy) -> Option<u8> {
    let key = copy.fingerprint.as_ref().filter(|_| copy.what == What::Cosigner)?;
    let keys = || {
        let of_it =
            book.all_of(&copy.of.text).map(|(_, one)| one).filter(|one| one.what == copy.what);
        of_it.filter_map(|one| Some((one.fingerprint.as_ref()?, one.number)))
    };
    let noted = keys().find_map(|(other, number)| number.filter(|_| other == key));
    let at = || keys().position(|(other, _)| other == key).and_then(|at| u8::try_from(at).ok());
    noted.or_else(|| at().map(|at| u8::MAX - at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logbook::{Asset, Part};

    #[test]
    fn a_key_with_a_fingerprint_is_another_one_than_a_key_with_another() {
        let copy = |id: &str, fingerprint: &str, more: &str| {
            format!(
                "[[copy]]\nid = \"w/{id}\"\nof = \"w\"\nwhat = \"cosigner\"\nscheme = \"2of3\"\nmedium = \"paper\"\n\
                 place = \"bank\"\nfingerprint = \"{fingerprint}\"\n{more}"
            )
        };
        let text = [
            "format = 1\n[[place]]\nname = \"bank\"\n[[wallet]]\nname = \"w\"\n".to_owned(),
            copy("A", "1a2b3c4d", ""),
            copy("B", "5e6f7a8b", ""),
            copy("C", "1a2b3c4d", ""),
            copy("D", "aaaaaaaa", "number = 2\n"),
            copy("E", "aaaaaaaa", ""),
        ];
        let book = Logbook::parse(text.concat()).expect("it is whole");
        let asset = Asset { name: Said::new("w"), ..Asset::default() };
        let answers = Answers { assets: vec![asset], ..Answers::default() }.with_copies_of(&book);
        let numbers: Vec<Option<u8>> = answers.copies.iter().map(|copy| copy.number).collect();
        assert_eq!(numbers, [Some(255), Some(254), Some(255), Some(2), Some(2)]);
    }

    #[test]
    fn what_the_letter_does_not_say_comes_from_the_logbook() {
        let text = "format = 1\n[[place]]\nname = \"bank\"\n[[wallet]]\nname = \"savings\"\npassphrase = true\n";
        let copy = |id: &str, state: &str| {
            format!(
                "[[copy]]\nid = \"savings/{id}\"\nof = \"savings\"\nwhat = \"seed\"\nmedium = \"paper\"\nplace = \"bank\"\nstate = \"{state}\"\n"
            )
        };
        let book = Logbook::parse(format!("{text}{}{}", copy("A", "alive"), copy("B", "lost")));
        let book = book.expect("it is whole");
        let asset = Asset { name: Said::new("savings"), ..Asset::default() };
        let silent = Answers { assets: vec![asset.clone()], ..Answers::default() };
        let filled = silent.with_copies_of(&book);
        assert_eq!(filled.copies.len(), 1);
        assert_eq!(
            (filled.copies[0].what, filled.copies[0].place.text.as_str()),
            (Part::Whole, "bank")
        );
        assert!(filled.assets[0].passphrase);
        // A note of the passphrase that was destroyed takes nothing from the wallet.
        let gone = copy("P", "destroyed").replace("\"seed\"", "\"passphrase\"");
        let without = text.replace("passphrase = true\n", "");
        let burnt = Logbook::parse(format!("{without}{}{gone}", copy("A", "alive")));
        let silent = Answers { assets: vec![asset.clone()], ..Answers::default() };
        assert!(silent.clone().with_copies_of(&burnt.expect("it is whole")).assets[0].passphrase);
        let plain =
            Logbook::parse(format!("{without}{}", copy("A", "alive"))).expect("it is whole");
        assert!(!silent.with_copies_of(&plain).assets[0].passphrase);
        // What the letter says itself is not doubled, and an account at a company has no papers.
        assert_eq!(filled.clone().with_copies_of(&book), filled);
        let at = Asset { at: Some(Said::new("company")), ..asset };
        let company = Answers { assets: vec![at], ..Answers::default() };
        assert_eq!(company.clone().with_copies_of(&book), company);
    }
}
