//! Descriptions of wallets that the tests draw: of one key, of several, of a rule.

use super::*;

/// Text of the form of a descriptor, with so many keys; the sheets only need its letters.
fn descriptor_of(keys: usize) -> String {
    let key = |at: usize| {
        let tail = "EYNVBY4kHnYcM".repeat(8);
        format!(
            "[{:08x}/48h/0h/0h/2h]xpub6{at:02}{}/<0;1>/*",
            0x8c65_eb9f_u32.rotate_left(at as u32),
            &tail[..104]
        )
    };
    let keys: Vec<String> = (0..keys).map(key).collect();
    format!("wsh(sortedmulti(2,{}))#mle0kmh2", keys.join(","))
}

pub(super) fn description(keys: usize) -> DescriptorSheet {
    let descriptor = descriptor_of(keys);
    let origin = |at: usize| {
        (format!("{:08x}", 0x8c65_eb9f_u32.rotate_left(at as u32)), "m/48h/0h/0h/2h".to_owned())
    };
    let capitals = |part: &[u8]| String::from_utf8(part.to_vec()).expect("text").to_uppercase();
    let printable: String = descriptor.chars().filter(char::is_ascii_alphanumeric).collect();
    let codes = match descriptor.len() <= ONE_CODE {
        true => vec![descriptor.clone()],
        false => printable.as_bytes().chunks(640).map(capitals).collect(),
    };
    DescriptorSheet {
        heading: heading(),
        needs: Needs::Several { needed: 2, of: keys },
        keys: (0..keys)
            .map(|at| KeyOrigin {
                letter: char::from(b'A' + at as u8).into(),
                origin: Some(origin(at)),
            })
            .collect(),
        script: "wsh(sortedmulti)".into(),
        network: None,
        addresses: vec![
            address("0", "bc1qewnyanj6hua2w9pxluc3facp3qj4wlsqxh9nwje8zkagf40vm9fszr2ysp"),
            address("1", "bc1qau2kd2mjdc77cf9t487gledcqxnags6a3nuz5lr3yqzrlj6ajzqq7tcn4e"),
        ],
        birthday: Some("2026-11-22".into()),
        birth_height: Some(924_000),
        gap: 50,
        annotations: Some("?bh=924000&gl=50".into()),
        proved: Some(ProvedBy { signed: 3, of: 3 }),
        descriptor,
        codes,
    }
}

pub(super) fn description_of_one_key() -> DescriptorSheet {
    let descriptor: String =
        descriptor_of(1).replace("wsh(sortedmulti(2,", "wpkh(").replace("))#", ")#");
    DescriptorSheet {
        needs: Needs::One,
        script: "wpkh".into(),
        network: Some("testnet".into()),
        addresses: vec![Address {
            path: "0".into(),
            text: "bc1q95e2x49uju6533dwardyf6kz0jtp3yjcak0c74".into(),
            with_passphrase: false,
        }],
        birthday: None,
        birth_height: None,
        annotations: None,
        proved: None,
        codes: vec![descriptor.clone()],
        descriptor,
        ..description(1)
    }
}

pub(super) fn description_of_a_rule() -> DescriptorSheet {
    let rule = "any 2 of the keys A, B, C; or after 52,560 blocks (about a year) without a move, key D alone";
    let mut sheet = description(4);
    sheet.needs = Needs::Rule(rule.into());
    sheet.keys[3].origin = None;
    sheet
}

/// The first twelve of them, a seed of its own with another last word.
pub(super) const SHORT: &str =
    "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday";
