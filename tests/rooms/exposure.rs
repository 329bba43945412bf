//! Where secrets are exposed, and where memory rules are bent.

use super::{control, hold, room, src, without_unit_tests};
use crate::support::source::{code_only, line_of, names};

fn exposes_without_a_word(path: &str, text: &str) -> Vec<String> {
    if room(path) == "secret" {
        return Vec::new();
    }
    let lines: Vec<&str> = without_unit_tests(text).lines().collect();
    let code = code_only(without_unit_tests(text));
    let is_comment = |line: &&&str| line.trim_start().starts_with("//");
    code.lines()
        .enumerate()
        .filter(|(_, line)| line.contains("expose_secret") && !line.contains("fn expose_secret"))
        .filter(|(number, _)| {
            let above = lines[..*number].iter().rev().take_while(is_comment);
            !above.chain([&lines[*number]]).any(|line| line.contains("exposed to:"))
        })
        .map(|(number, _)| format!("line {}: nothing says what is `exposed to:`", number + 1))
        .collect()
}

fn is_unsafe_outside_host(path: &str, text: &str) -> Vec<String> {
    if room(path) == "host" {
        return Vec::new();
    }
    let code = code_only(text);
    names(&code)
        .into_iter()
        .filter(|(at, name)| {
            let allows = code[..*at].ends_with("allow(") || code[..*at].ends_with("expect(");
            *name == "unsafe" || (*name == "unsafe_code" && allows)
        })
        .map(|(at, _)| format!("line {}: unsafe code outside host", line_of(&code, at)))
        .collect()
}

fn deletes_a_tree(_: &str, text: &str) -> Vec<String> {
    let code = code_only(text);
    let found = names(&code).into_iter().filter(|(_, name)| name.starts_with("remove_dir_all"));
    found.map(|(at, _)| format!("line {}: deletes a whole folder", line_of(&code, at))).collect()
}

#[test]
fn every_exposure_says_where_the_secret_goes() {
    hold(exposes_without_a_word, &src());
    let sound = "// exposed to: the hash below,\n// wiped by it\nhash(s.expose_secret());\n\
                 hash(s.expose_secret()); // exposed to: the hash\n\
                 /// See `expose_secret`.\npub fn expose_secret(&self) -> &[u8] {}\n\
                 #[cfg(test)]\nmod tests { fn f() { s.expose_secret(); } }";
    let broken = "// exposed to: the hash\nlet x = 1;\nhash(s.expose_secret());";
    control(exposes_without_a_word, "src/seed/bip39.rs", broken, sound);
}

#[test]
fn unsafe_code_lives_in_host_only() {
    hold(is_unsafe_outside_host, &src());
    let sound = "#![forbid(unsafe_code)]\n// unsafe\nfn f() {}";
    for broken in ["unsafe { read(p) }", "#![allow(unsafe_code)]", "unsafe impl Send for S {}"] {
        control(is_unsafe_outside_host, "src/share/gf256.rs", broken, sound);
    }
    assert_eq!(is_unsafe_outside_host("src/host/memory.rs", "unsafe {}"), Vec::<String>::new());
}

#[test]
fn nothing_deletes_a_whole_folder() {
    hold(deletes_a_tree, &src());
    control(deletes_a_tree, "src/host/files.rs", "fs::remove_dir_all(p)?;", "fs::remove_dir(p)?;");
}
