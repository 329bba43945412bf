//! slip39.json.

use super::{all, hex, notices, number, read, same, secret, text};
use coldkeep::share::{Gathering, Share, ShareError};
use serde_json::Value;

/// Gathers the shares and recovers the secret.
fn gathered(shares: &[&str], passphrase: &str) -> Result<String, ShareError> {
    let mut gathering = Gathering::new();
    for words in shares {
        gathering.add(Share::parse(&secret(words))?)?;
    }
    let found = gathering.recover(&secret(passphrase))?;
    Ok(hex(found.expose_secret()))
}

fn list(case: &Value) -> Vec<&str> {
    case.as_array().unwrap().iter().map(|words| words.as_str().unwrap()).collect()
}

/// The first and the last quorum of every choice of groups that stand side by side.
fn set(case: &Value) -> Result<(), String> {
    let groups: Vec<Vec<&str>> = case["shares"].as_array().unwrap().iter().map(list).collect();
    let need = |group: usize| case["groups"][group][0].as_u64().unwrap() as usize;
    let threshold = number(case, "group_threshold");
    for start in 0..=groups.len() - threshold {
        let chosen = start..start + threshold;
        let first: Vec<&str> = chosen.clone().flat_map(|g| groups[g][..need(g)].to_vec()).collect();
        let last: Vec<&str> =
            chosen.clone().flat_map(|g| groups[g][groups[g].len() - need(g)..].to_vec()).collect();
        for quorum in [first, last] {
            let found = gathered(&quorum, text(case, "passphrase")).map_err(|e| e.to_string())?;
            same("secret", &found, text(case, "secret"))?;
            if quorum.len() > 1 && gathered(&quorum[1..], text(case, "passphrase")).is_ok() {
                return Err("a share fewer is enough".to_owned());
            }
        }
    }
    let every: Vec<&str> = groups.concat();
    let found =
        gathered(&every, text(case, "passphrase")).map_err(|e| format!("all shares: {e}"))?;
    same("secret of all shares", &found, text(case, "secret"))?;
    described(case, &groups)
}

/// What each share says of itself is what it was made with, and its words come back.
fn described(case: &Value, groups: &[Vec<&str>]) -> Result<(), String> {
    for (number_of_group, words) in
        groups.iter().enumerate().flat_map(|(g, m)| m.iter().map(move |w| (g, *w)))
    {
        let share = Share::parse(&secret(words)).map_err(|e| e.to_string())?;
        same("words", share.words().expose_secret(), words)?;
        let says = [
            usize::from(share.group_threshold()),
            usize::from(share.group_count()),
            usize::from(share.member_threshold()),
            usize::from(share.iteration_exponent()),
            usize::from(share.is_extendable()),
        ];
        let made = [
            number(case, "group_threshold"),
            groups.len(),
            case["groups"][number_of_group][0].as_u64().unwrap() as usize,
            number(case, "iteration_exponent"),
            usize::from(case["extendable"].as_bool().unwrap()),
        ];
        same("what the share says", &format!("{says:?}"), &format!("{made:?}"))?;
    }
    Ok(())
}

fn refused_set(case: &Value) -> Result<(), String> {
    let rule = match gathered(&list(&case["shares"]), "") {
        Ok(_) => "taken",
        Err(ShareError::Checksum { .. }) => "checksum",
        Err(ShareError::WordCount(_)) => "length",
        Err(ShareError::UnknownWords(_)) => "unknown-word",
        Err(ShareError::Padding) => "padding",
        Err(ShareError::GroupThreshold { .. }) => "group-threshold",
        Err(ShareError::OtherSet { .. } | ShareError::OtherGroups) => "other-set",
        Err(ShareError::OtherThreshold { .. }) => "member-threshold",
        Err(ShareError::Conflict { .. }) => "duplicate-member",
        Err(ShareError::NotEnough { .. }) => "not-enough",
        Err(ShareError::DoNotFit { .. }) => "digest",
        Err(_) => "another refusal",
    };
    same(text(case, "why"), rule, text(case, "rule"))
}

#[test]
fn shares_made_by_shamir_mnemonic_are_combined() {
    let file = read("slip39.json");
    all(&file["valid"], set);
    let first = &file["valid"][0];
    notices(first, "passphrase", "x", set);
    notices(first, "extendable", !first["extendable"].as_bool().unwrap(), set);
}

#[test]
fn sets_that_break_one_rule_are_refused_for_that_rule() {
    let file = read("slip39.json");
    all(&file["refused"], refused_set);
    let sound = file["valid"][0]["shares"][0].clone();
    notices(&file["refused"][0], "shares", sound, refused_set);
}
