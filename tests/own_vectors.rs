//! Drives every file of `vectors/` through coldkeep, and a spoilt copy of each to see it noticed.

mod addresses;
mod codex32;
mod coins;
mod lines;
mod seeds;
mod shares;

use coldkeep::secret::{SecretBytes, SecretText};
use serde_json::Value;

/// A check of one case: what is wrong, if anything.
type Check = fn(&Value) -> Result<(), String>;

/// The content of one file of `vectors/`.
fn read(name: &str) -> Value {
    let path = crate::support::project().join("vectors").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Fails with every case of the list that the check finds wrong.
fn all(cases: &Value, check: Check) {
    let cases = cases.as_array().unwrap();
    assert!(!cases.is_empty(), "no cases");
    let wrong: Vec<String> = cases
        .iter()
        .enumerate()
        .filter_map(|(number, case)| check(case).err().map(|why| format!("case {number}: {why}")))
        .collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    println!("{} cases", cases.len());
}

/// Fails unless the check notices that the case says something else in `field`.
fn notices(case: &Value, field: &str, instead: impl Into<Value>, check: Check) {
    assert_eq!(check(case), Ok(()));
    let mut spoilt = case.clone();
    assert!(spoilt.get(field).is_some(), "no {field}");
    spoilt[field] = instead.into();
    assert!(check(&spoilt).is_err(), "another {field} is not noticed");
}

fn text<'a>(case: &'a Value, field: &str) -> &'a str {
    case[field].as_str().unwrap_or_else(|| panic!("{field} in {case}"))
}

fn number(case: &Value, field: &str) -> usize {
    case[field].as_u64().unwrap_or_else(|| panic!("{field} in {case}")) as usize
}

fn secret(text: &str) -> SecretText {
    SecretText::copied_from(text)
}

fn bytes(hex: &str) -> SecretBytes {
    let half = |i: usize| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap();
    SecretBytes::copied_from(&(0..hex.len() / 2).map(half).collect::<Vec<_>>())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn same(what: &str, got: &str, expected: &str) -> Result<(), String> {
    if got == expected { Ok(()) } else { Err(format!("{what}: {got}, expected {expected}")) }
}
