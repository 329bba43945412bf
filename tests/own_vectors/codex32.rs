//! codex32.json.

use super::{all, hex, notices, number, read, same, secret, text};
use coldkeep::share::codex32::{Gathering, Identifier, Share};
use serde_json::Value;

fn share(written: &str) -> Result<Share, String> {
    Share::parse(&secret(written)).map_err(|error| error.to_string())
}

/// The string gives the seed, and the seed gives the string.
fn lone_secret(case: &Value) -> Result<(), String> {
    let read = share(text(case, "string"))?;
    let seed = read.seed().ok_or("not a secret")?;
    same("seed", &hex(seed.expose_secret()), text(case, "seed"))?;
    let name: Identifier = read.identifier().to_string().parse().map_err(|_| "a bad name")?;
    let made = Share::of_seed(&seed, name).map_err(|error| error.to_string())?;
    same("string", &made.text().expose_secret().to_lowercase(), text(case, "string"))
}

/// Every run of as many shares as are needed gives the secret, one less does not.
fn set(case: &Value) -> Result<(), String> {
    let shares: Vec<&str> = case["shares"]
        .as_object()
        .unwrap()
        .values()
        .map(|written| written.as_str().unwrap())
        .collect();
    let needed = number(case, "threshold");
    for quorum in shares.windows(needed) {
        let gathered = |quorum: &[&str]| -> Result<Share, String> {
            let mut gathering = Gathering::new();
            for written in quorum {
                gathering.add(share(written)?).map_err(|error| error.to_string())?;
            }
            gathering.recover().map_err(|error| error.to_string())
        };
        let found = gathered(quorum)?;
        same("secret", &found.text().expose_secret().to_lowercase(), text(case, "secret"))?;
        same(
            "seed",
            &hex(found.seed().ok_or("not a secret")?.expose_secret()),
            text(case, "seed"),
        )?;
        if gathered(&quorum[1..]).is_ok() {
            return Err("a share fewer is enough".to_owned());
        }
    }
    Ok(())
}

#[test]
fn codex32_strings_of_another_program_are_read_and_made_the_same() {
    let file = read("codex32.json");
    all(&file["secrets"], lone_secret);
    all(&file["sets"], set);
}

#[test]
fn another_seed_or_secret_is_noticed() {
    let file = read("codex32.json");
    notices(&file["secrets"][0], "seed", "00", lone_secret);
    notices(&file["sets"][0], "seed", "00", set);
    notices(&file["sets"][2], "threshold", 4, set);
}
