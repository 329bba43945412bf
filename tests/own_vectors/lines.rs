//! line-checks.json.

use super::{all, notices, read, same, text};
use coldkeep::sheet::check::{line_check, row_checks};
use serde_json::Value;

fn rows(case: &Value) -> Result<(), String> {
    let words: Vec<&str> = text(case, "words").split(' ').collect();
    let checks = row_checks(&words);
    let got: Vec<&str> = checks.iter().map(|check| check.expose_secret()).collect();
    let expected: Vec<&str> =
        case["checks"].as_array().unwrap().iter().map(|check| check.as_str().unwrap()).collect();
    same("checks", &got.join(" "), &expected.join(" "))
}

fn line(case: &Value) -> Result<(), String> {
    same("check", &line_check(text(case, "line")), text(case, "check"))
}

#[test]
fn lines_and_rows_have_the_checks_that_sha256sum_gives() {
    let file = read("line-checks.json");
    all(&file["lines"], line);
    all(&file["rows_of_four"], rows);
    notices(&file["lines"][1], "line", "-----BEGIN AGE ENCRYPTED FILE---- ", line);
    notices(&file["rows_of_four"][0], "words", text(&file["rows_of_four"][1], "words"), rows);
}
