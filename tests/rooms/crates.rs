//! Which room may name which crate, and that there is one source of randomness.

use super::{control, hold, src, without_unit_tests};
use crate::support::source::{code_only, line_of, names};

/// Each crate with the files or folders that may name it.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("aes", &["src/keys/", "src/seed/aez.rs", "src/wallet/bsms_seal.rs"]),
    ("age", &["src/crypt/"]),
    ("age_core", &["src/crypt/payload.rs", "src/crypt/hybrid.rs", "src/crypt/point.rs"]),
    ("base64", &["src/crypt/hybrid.rs", "src/crypt/point.rs"]),
    // crypt takes the word list for the passphrases it makes and may not import seed
    ("bip39", &["src/seed/", "src/crypt/"]),
    ("bitcoin", &["src/keys/", "src/wallet/"]),
    ("blake2", &["src/seed/aez.rs", "src/keys/"]),
    (
        "chacha20poly1305",
        &["src/crypt/payload.rs", "src/crypt/hpke.rs", "src/wallet/bip138/mod.rs"],
    ),
    ("clap", &["src/cli/"]),
    ("clap_complete", &["src/cli/"]),
    ("ctr", &["src/keys/", "src/wallet/bsms_seal.rs"]),
    ("curve25519_dalek", &["src/keys/", "src/crypt/point.rs"]),
    ("hayro", &["src/scan/"]),
    ("hkdf", &["src/crypt/hpke.rs"]),
    ("image", &["src/scan/"]),
    ("krilla", &["src/paper/pdf.rs", "src/paper/fonts.rs"]),
    ("landlock", &["src/host/sandbox.rs"]),
    ("miniscript", &["src/wallet/"]),
    ("ml_kem", &["src/crypt/kem.rs"]),
    ("p256", &["src/keys/"]),
    ("qrcode", &["src/paper/qr.rs"]),
    ("rpassword", &["src/host/console.rs"]),
    ("rustix", &["src/host/", "src/main.rs"]),
    ("rusqlite", &["src/host/database.rs"]),
    ("scrypt", &["src/keys/", "src/seed/aezeed.rs"]),
    ("seccompiler", &["src/host/sandbox.rs"]),
    ("secp256k1", &["src/keys/", "src/wallet/"]),
    ("tar", &["src/crypt/archive/"]),
    ("toml_edit", &["src/logbook/"]),
    ("sha3", &["src/keys/", "src/crypt/kem.rs"]),
    ("tiff", &["src/scan/tiff_file.rs"]),
    ("x25519_dalek", &["src/crypt/kem.rs"]),
];

/// Names of random generators; the kernel's is reached through one function of one file.
const GENERATORS: &[&str] = &[
    "thread_rng",
    "SmallRng",
    "StdRng",
    "OsRng",
    "ChaCha20Rng",
    "ChaChaRng",
    "fastrand",
    "getrandom",
    "SeedableRng",
    "RandomState",
];
const THE_ONE_SOURCE: &str = "src/host/entropy.rs";

fn names_a_crate_elsewhere(path: &str, text: &str) -> Vec<String> {
    let code = code_only(without_unit_tests(text));
    let mut breaches = Vec::new();
    for (at, name) in names(&code) {
        let Some((_, homes)) = ONLY_IN.iter().find(|(crate_name, _)| *crate_name == name) else {
            continue;
        };
        let starts_a_path = starts_a_path(&code, at, at + name.len());
        if starts_a_path && !homes.iter().any(|home| path.starts_with(home)) {
            let line = line_of(&code, at);
            breaches
                .push(format!("line {line}: the crate `{name}` may be named in {homes:?} only"));
        }
    }
    breaches
}

/// Whether the name at `from..to` is the first part of a path: `name::…`, `use name;`, `use {name, …}`.
fn starts_a_path(code: &str, from: usize, to: usize) -> bool {
    let before = code[..from].trim_end();
    let after = code[to..].trim_start();
    let is_used_alone =
        before.ends_with("use") && (after.starts_with(';') || after.starts_with("as "));
    let inside_a_path = before.strip_suffix("::").is_some_and(|outer| {
        outer.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '>')
    });
    !inside_a_path
        && !before.ends_with('.')
        && (after.starts_with("::") || is_used_alone)
        && !behind_a_local_list(before)
}

/// Whether the text ends inside `crate::{…`, `self::{…` or `super::{…`, where names are local.
fn behind_a_local_list(before: &str) -> bool {
    let statement = before.rsplit(';').next().unwrap_or(before);
    let open = statement.matches('{').count() > statement.matches('}').count();
    let start = statement.trim_start();
    let start = start.strip_prefix("pub ").unwrap_or(start);
    open && ["use crate::", "use self::", "use super::"]
        .iter()
        .any(|local| start.starts_with(local))
}

fn names_a_second_generator(path: &str, text: &str) -> Vec<String> {
    let code = code_only(text);
    names(&code)
        .into_iter()
        .filter(|(_, name)| GENERATORS.contains(name) && path != THE_ONE_SOURCE)
        .map(|(at, name)| format!("line {}: `{name}` outside {THE_ONE_SOURCE}", line_of(&code, at)))
        .collect()
}

#[test]
fn each_crate_is_named_in_its_room_only() {
    hold(names_a_crate_elsewhere, &src());
    for broken in [
        "use krilla::Document;",
        "fn f() -> age::Identity { age::generate() }",
        "use landlock;",
        "use rpassword as ask;",
        "let code = ::qrcode::QrCode::new(b);",
    ] {
        let sound = "let age = age(); // krilla::Document\nuse crate::{image::Picture, age::Y};\n\
                     #[cfg(test)]\nmod tests { use qrcode::QrCode; }";
        control(names_a_crate_elsewhere, "src/sheet/mod.rs", broken, sound);
    }
    control(
        names_a_crate_elsewhere,
        "src/paper/layout/seed.rs",
        "use krilla::Page;",
        "use super::bip39::Words;",
    );
}

#[test]
fn there_is_one_source_of_randomness() {
    hold(names_a_second_generator, &src());
    for broken in [
        "let mut rng = rand::thread_rng();",
        "use rand::rngs::StdRng;",
        "OsRng.fill_bytes(&mut key);",
        "getrandom::fill(&mut key)",
        "fastrand::u8(..)",
    ] {
        control(
            names_a_second_generator,
            "src/crypt/keys.rs",
            broken,
            "random(&mut key); // OsRng",
        );
    }
    assert_eq!(names_a_second_generator(THE_ONE_SOURCE, "getrandom(b)"), Vec::<String>::new());
}
