//! What is wrong with a letter to the heirs, as the owner reads it.

use super::{Exit, Failure, counted};
use crate::host;
use crate::letter::{Finding, QUESTIONS, Rule};
use std::path::Path;

/// There is no letter yet.
pub(crate) fn no_letter(path: &Path) -> Failure {
    Failure::error("no-letter", Exit::Failed, "no letter was written yet")
        .why(format!("its answers would be in {}", host::show_path(path)))
        .next("coldkeep letter                 asks nine questions")
        .next("coldkeep letter --template      writes the questions to that file, for an editor")
}

/// Nobody can be asked.
pub(crate) fn cannot_ask(path: &Path) -> Failure {
    let file = host::show_path(path);
    Failure::error("input-missing", Exit::Usage, "the nine questions cannot be asked here")
        .why("there is no terminal to ask on, or --no-input was given.")
        .next(format!("answer them with an editor in {file}"))
        .next("coldkeep letter --template      writes them there where there is no file yet")
}

/// The file has a form into which the answer cannot be written.
pub(crate) fn by_hand(path: &Path) -> Failure {
    let file = host::show_path(path);
    Failure::error("letter-by-hand", Exit::Invalid, format!("{file}: the answer does not fit into the file as it is written"))
        .why("TOML allows one form of a list only, and the file has another than coldkeep writes. Nothing was changed.")
        .next("write the answer there with an editor, or each entry as a block: [[helper]], [[asset]], [[copy]], [[place]]")
}

/// There is a letter already.
pub(crate) fn is_there(path: &Path) -> Failure {
    Failure::refused("file-exists", format!("{} is already there", host::show_path(path)))
        .why("it holds your answers. coldkeep never replaces them with empty questions.")
        .next("coldkeep letter edit      asks again, with the answers to keep")
}

/// Something in the letter, or in an answer, that no flag lets through.
pub(crate) fn has_secret(findings: &[Finding], what: &str) -> Failure {
    let refused: Vec<&Finding> = findings.iter().filter(|one| one.rule.refuses()).collect();
    let lines: Vec<usize> = refused.iter().map(|one| one.line).collect();
    let mut failure = Failure::refused(
        "letter-has-secret",
        format!("{what} contains something that must not be in it"),
    );
    for finding in refused.iter().take(MOST) {
        failure = failure.why(format!("line {} {}.", finding.line, said(finding)));
    }
    failure
        .next("say where it is, not what it is: coldkeep letter edit")
        .next(
            "There is no flag for this one: a letter is copied and lies in other people's drawers.",
        )
        .field("lines", lines)
}

/// Of so many findings each is told; the others are in the report.
const MOST: usize = 5;

/// Warnings that stand beside printed pages.
pub(crate) fn findings_beside(warnings: usize) -> Failure {
    let them = counted(warnings, "warning");
    Failure::warning("letter-findings", format!("the letter has {them}"))
        .next("coldkeep letter check      lists them")
}

/// What a finding says of its line.
fn said(finding: &Finding) -> String {
    let count = finding.about.count;
    match finding.rule {
        Rule::Phrase => format!("holds {count} words that are a phrase or a share"),
        Rule::Grid => format!("holds {count} words of a seed list, one after the other"),
        _ => "holds a private key, or digits enough for one".to_owned(),
    }
}

/// One finding as it stands in the report: what, why, next.
pub(crate) fn told(finding: &Finding) -> Failure {
    let about = &finding.about;
    let name = |name: &Option<String>| host::show_text(name.as_deref().unwrap_or_default());
    let (place, asset, person) = (name(&about.place), name(&about.asset), name(&about.person));
    match finding.rule {
        Rule::Phrase => to_take_out(Failure::refused("seed-phrase", said(finding))),
        Rule::Grid => to_take_out(Failure::refused("word-grid", said(finding))),
        Rule::Key => to_take_out(Failure::refused("private-key", said(finding))),
        Rule::ListWords => Failure::warning("list-words", format!("{} words of a seed list in a row", about.count))
            .why("by chance, in most sentences. As part of a phrase they make it easier to guess.")
            .next("look at the sentence again"),
        Rule::Pin => Failure::warning("looks-like-a-pin", "a number that looks like a PIN".to_owned())
            .next("say where it is, not what it is"),
        Rule::Password => Failure::warning("says-a-password", "this seems to say a password".to_owned())
            .next("say where it is, not what it is"),
        Rule::Hint => Failure::warning("password-hint", "this seems to hint at a password".to_owned())
            .why("a hint that decides a password is the password, for whoever knows you.")
            .next("write the password down at a place of its own, and name the place"),
        Rule::Amount => Failure::warning("names-an-amount", "a balance or a price".to_owned())
            .why("amounts age, and set heirs against each other.")
            .next("name the kind only"),
        Rule::Watches => Failure::warning("shows-balance", "an address or an extended public key".to_owned())
            .why("it cannot spend, and shows what is there to everybody who reads the letter.")
            .next("leave it out; the fingerprint is enough to know the right wallet"),
        Rule::OnePlace => {
            Failure::warning("one-place", format!("one place is enough: whoever gets into {place} can spend {asset}"))
                .why("so it is with every whole copy. It is right where the place is as safe as the money.")
                .next("for large sums: coldkeep print shares 2of3, or a passphrase kept elsewhere")
                .next("thought about: known = [\"one-place\"] in the file")
        }
        Rule::LetterThere => Failure::warning(
            "letter-there",
            format!("one place is enough: the letter and {place} together open {asset}"),
        )
        .why(format!("a whole copy lies in {place}, and the letter that explains it is kept there too."))
        .next("keep the letter elsewhere, or use shares: coldkeep print shares 2of3"),
        Rule::HelperAlone => Failure::warning("helper-alone", format!("{person} is named to help, and can spend {asset} alone"))
            .why("who helps should need to touch nothing; a helper who holds the paper is tempted, or suspected.")
            .next("another person for one of the places, or another helper"),
        Rule::NeverOpens => Failure::warning("never-opens", format!("nothing that is listed opens {asset}"))
            .why("what is listed is not enough together: a share, a key or a passphrase has no place.")
            .next("coldkeep letter edit 4      and name where the missing part is"),
        Rule::PartUnknown => Failure::warning("part-unknown", format!("which share or key of {asset} lies where is not said"))
            .why("two papers of one share are one share: without its number none is counted on, and each is for a thief.")
            .next("coldkeep letter edit 4      and give its number, as its sheet says: share 2of3 1")
            .next("or number = 1 below its [[copy]] in the file, logbook.toml where the letter names none"),
        Rule::LostPlace => Failure::warning("lost-place", format!("without {place}, {asset} is lost"))
            .why("fire, water, a cancelled bank box: one place goes, and nobody gets in any more.")
            .next("a second copy elsewhere, or shares of which one may be lost"),
        Rule::LostPerson => Failure::warning("lost-person", format!("without {person}, {asset} is lost"))
            .why("only this person can open a place that is needed.")
            .next("name a second person for the place, or the court's way to open it"),
        Rule::NobodyOpens => Failure::warning("nobody-opens", format!("nobody is named who can open {place}"))
            .next("coldkeep letter edit 5"),
        Rule::Helpers => Failure::warning("too-few-helpers", helpers(about.count))
            .why("one alone may be away, or be the wrong one; two watch each other.")
            .next("coldkeep letter edit 2"),
        Rule::Consent => Failure::warning("no-consent", format!("{person} stands in the letter and did not agree"))
            .why("names and telephones are given on only with consent.")
            .next("ask, then agreed = true; or leave the name out"),
        Rule::InTheWill => Failure::warning("in-the-will", format!("the letter lies with the will: {place}"))
            .why("a will is opened by a court and can become public, with everything that lies in it.")
            .next("keep it elsewhere, and let the will only say that there is a letter"),
        Rule::Unanswered => unanswered(about.question.unwrap_or_default()),
    }
}

fn to_take_out(refused: Failure) -> Failure {
    refused
        .why("the letter is copied and lies in other people's drawers: whoever reads it could take everything.")
        .next("take it out, and say where it is instead. Nothing is printed before")
}

fn helpers(count: usize) -> String {
    match count {
        0 => "nobody is named who can help; two should be".to_owned(),
        some => format!("{some} can help; two should"),
    }
}

fn unanswered(number: u8) -> Failure {
    let question = QUESTIONS.iter().find(|question| question.number == number);
    let ask = question.map_or("", |question| question.ask);
    Failure::warning("unanswered", format!("question {number} is not answered: {ask}"))
        .next(format!("coldkeep letter edit {number}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::About;

    #[test]
    fn every_rule_is_told_under_its_name_and_repeats_no_text() {
        for rule in Rule::ALL {
            let told = told(&Finding { rule, line: 1, about: About::default() });
            assert_eq!(told.slug(), rule.slug());
            assert_eq!(told.exit() == Exit::Refused, rule.refuses(), "{}", rule.slug());
        }
    }
}
