//! Shares of other standards than SLIP-39: only their form is right.

use super::{owners, share};
use coldkeep::secret::SecretText;
use coldkeep::sheet::*;

pub(super) fn sskr(count: usize, group: bool) -> ShareSheet {
    let words =
        ["tuna next keep hard data taco zest able acid jury", "girl omit cola lava dull pose"];
    let words: Vec<&str> =
        words.iter().flat_map(|row| row.split(' ')).cycle().take(count).collect();
    let code = format!("UR:SSKR/{}", "AB".repeat(count - 3));
    ShareSheet {
        standard: Standard::Sskr,
        code: Some(SecretText::copied_from(&code)),
        set_name: "taco zest".into(),
        ..share(&words.join(" "), group, GivesBack::Words(24))
    }
}

/// A codex32 string that only has the form of one.
pub(super) fn codex32(letters: usize) -> ShareSheet {
    let text: String = "MS12S8CRA"
        .chars()
        .chain("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L".chars().cycle())
        .take(letters)
        .collect();
    let groups: Vec<&str> =
        text.as_bytes().chunks(4).map(|g| std::str::from_utf8(g).expect("letters")).collect();
    ShareSheet {
        standard: Standard::Codex32,
        code: Some(SecretText::copied_from(&text)),
        index: Some('A'),
        set_name: "S8CR".into(),
        secret_bytes: 64,
        fingerprint: Some("8c65eb9f".into()),
        ..share(&groups.join(" "), false, GivesBack::Bip32Seed)
    }
}

pub(super) fn part(language: Option<&str>, words: &str) -> ShareSheet {
    ShareSheet {
        standard: Standard::SeedXor,
        code: None,
        set_name: String::new(),
        count: 4,
        threshold: 4,
        language: language.map(str::to_owned),
        passphrase: true,
        ..share(words, false, GivesBack::Words(24))
    }
}

pub(super) fn owners_of_parts() -> Owners {
    let member = |number: u8| Member { share: format!("part {number} of 4"), ..Member::default() };
    Owners {
        standard: Standard::SeedXor,
        set_name: String::new(),
        needed: "ALL 4 parts".into(),
        members: (1..=4).map(member).collect(),
        ..owners()
    }
}
