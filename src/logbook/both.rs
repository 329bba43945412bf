//! Where the letter names no paper of a wallet, the logbook says what lies where.

use super::access::MOST_PLACES;
use super::answers::{Answers, Kept, Said};
use super::book::Logbook;

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
                    number: copy.number,
                    place: Said::new(copy.place.text.as_str()),
                    label: None,
                    seal: copy.seal.as_ref().map(|seal| Said::new(seal.text.as_str())),
                });
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logbook::{Asset, Part};

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
