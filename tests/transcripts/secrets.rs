//! No transcript's output may hold two neighbouring words of a seed, unless the case says `reveal`.

use super::case::Case;
use super::outcome::Outcome;
use std::collections::HashSet;

/// Seeds that the program knows by itself, or makes out of the rolls of a case.
const KNOWN: [&str; 6] = [
    "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday candy pony \
     ranch winter theme error hybrid van cereal salon goddess expire",
    "eye female unfair moon genius pipe nuclear width dizzy forum cricket know expire purse laptop \
     scale identify cube pause crucial day cigar noise receive",
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
    "shop post syrup measure isolate glance essay cat olive another suffer crew",
    "rack evil train kit network armed island slogan poet hurdle matter vacant remember answer repeat \
     bamboo laptop abuse lazy mammal warrior unique nephew fitness",
    "legal winner thank year wave sausage worth useful legal winner thank yellow",
];
/// The beginning of every age identity.
const IDENTITY: &str = "AGE-SECRET-KEY-1";
/// The shortest run of list words that is taken for a seed or a share.
const SHORTEST: usize = 11;
/// The words of a share that say to which set and place it belongs, and nothing of the secret.
const PUBLIC_OF_A_SHARE: usize = 4;

/// Fails when the output holds a piece of a secret that the case did not ask for.
pub(super) fn nothing_leaked(case: &Case, outcome: &Outcome) -> Result<(), String> {
    if case.reveal {
        return Ok(());
    }
    let given = [case.stdin.clone()]
        .into_iter()
        .chain(case.texts())
        .map(|text| words_of(&without_comments(&text)));
    let known = KNOWN.iter().map(|text| words_of(text));
    let pairs: HashSet<(String, String)> = given
        .flat_map(|words| pairs_of_secrets(&words))
        .chain(known.flat_map(|w| pairs(&w)))
        .collect();
    for (name, output) in [("stdout", &outcome.stdout), ("stderr", &outcome.stderr)] {
        if holds_an_identity(output) {
            return Err(format!("{name} holds an age identity"));
        }
        if let Some(at) = words_of(output)
            .windows(2)
            .position(|two| pairs.contains(&(two[0].clone(), two[1].clone())))
        {
            return Err(format!(
                "{name} holds two neighbouring words of a secret, at word {at}:\n{output}"
            ));
        }
    }
    Ok(())
}

/// A share file without its lines of explanation.
fn without_comments(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with('#')).flat_map(|line| [line, "\n"]).collect()
}

/// Whether the beginning of an identity goes on; messages name the beginning alone.
fn holds_an_identity(output: &str) -> bool {
    output.split(IDENTITY).skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Every run of letters, in lower case; numbers and signs between them count for nothing.
fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect()
}

/// The neighbours in every long run of list words.
fn pairs_of_secrets(words: &[String]) -> Vec<(String, String)> {
    let runs = words.split(|word| !is_listed(word)).filter(|run| run.len() >= SHORTEST);
    runs.flat_map(|run| {
        let of_shares = |word: &&String| coldkeep::share::word_list().contains(&word.as_str());
        // A damaged share may hold a word that is on the other list only.
        let is_share = run.iter().filter(of_shares).count() + 2 > run.len();
        pairs(&run[if is_share { PUBLIC_OF_A_SHARE } else { 0 }..])
    })
    .collect()
}

fn is_listed(word: &str) -> bool {
    coldkeep::seed::wordlist::english().contains(&word)
        || coldkeep::share::word_list().contains(&word)
}

fn pairs(words: &[String]) -> Vec<(String, String)> {
    words.windows(2).map(|two| (two[0].clone(), two[1].clone())).collect()
}
