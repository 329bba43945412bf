//! Sets of codes with parity: any of them may be destroyed, in any order, and two sets are never mixed.

use coldkeep::sheet::SheetError;
use coldkeep::sheet::parity::{self, Joined, Parity};

/// A made-up armor of so many codes of seven lines.
fn codes(count: usize, seed: usize) -> Vec<String> {
    let line = |n: usize| -> String {
        let letter = |i: usize| {
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef0123456789+/"
                [(seed + n * 31 + i * i * 7 + i * n) % 44]
        };
        (0..64).map(|i| char::from(letter(i))).collect()
    };
    let mut lines = vec!["-----BEGIN AGE ENCRYPTED FILE-----".to_owned()];
    lines.extend((0..count * 7 - 3).map(line));
    lines.push("QUI=".to_owned());
    lines.push("-----END AGE ENCRYPTED FILE-----".to_owned());
    lines.chunks(lines.len().div_ceil(count)).map(|part| part.join("\n")).collect()
}

fn armor(codes: &[String]) -> Vec<u8> {
    format!("{}\n", codes.join("\n")).into_bytes()
}

fn read(texts: &[String]) -> Vec<Parity> {
    texts.iter().map(|text| Parity::read(text.as_bytes()).expect("a parity code")).collect()
}

fn pieces<'a>(codes: impl IntoIterator<Item = &'a String>) -> Vec<Vec<u8>> {
    codes.into_iter().map(|code| code.clone().into_bytes()).collect()
}

#[test]
fn any_codes_may_be_destroyed_as_many_as_there_are_parity_codes() {
    let mut tried = 0;
    for (count, parity_codes) in [(2, 1), (3, 1), (24, 1), (5, 2), (6, 3), (7, 4)] {
        let codes = codes(count, count);
        assert_eq!(codes.len(), count);
        let parity = read(&parity::encode(&codes, parity_codes));
        let all = count + parity_codes;
        // Every choice of codes of the set that are left, parity codes among them.
        for left in 0_u32..1 << all {
            if left.count_ones() as usize != count {
                continue;
            }
            let is_left = |at: usize| left >> at & 1 == 1;
            let mut here = pieces((0..count).filter(|at| is_left(*at)).map(|at| &codes[at]));
            here.reverse();
            let mut with: Vec<Parity> = (0..parity_codes)
                .filter(|at| is_left(count + at))
                .map(|at| parity[at].clone())
                .collect();
            with.reverse();
            if with.is_empty() {
                continue;
            }
            let joined = parity::join(&mut here, &with).expect("enough codes");
            assert_eq!(joined[0].armor, armor(&codes), "{left:b}");
            assert_eq!(joined[0].restored.len(), (0..count).filter(|at| !is_left(*at)).count());
            assert!(here.is_empty());
            tried += 1;
        }
    }
    assert_eq!(tried, 2 + 3 + 24 + 20 + 83 + 329);
}

#[test]
fn one_parity_code_is_a_plain_xor() {
    let codes = codes(3, 1);
    let text = &parity::encode(&codes, 1)[0];
    assert!(text.starts_with("COLDKEEP PARITY 1 OF 1 CODES 3 SET "), "{text}");
    let letters = text.rsplit(' ').next().unwrap();
    let mut sum = Vec::new();
    // Base 32 by hand: five bits a letter.
    let (mut held, mut bits) = (0_u32, 0);
    for letter in letters.bytes() {
        let value = if letter.is_ascii_digit() { letter - b'2' + 26 } else { letter - b'A' };
        (held, bits) = (held << 5 | u32::from(value), bits + 5);
        if bits >= 8 {
            bits -= 8;
            sum.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    let at = |code: usize, i: usize| codes[code].as_bytes().get(i).copied().unwrap_or(0);
    assert!((0..sum.len()).all(|i| sum[i] == at(0, i) ^ at(1, i) ^ at(2, i)));
}

#[test]
fn a_missing_code_is_named() {
    let codes = codes(5, 4);
    let parity = read(&parity::encode(&codes, 1));
    let mut here = pieces([&codes[4], &codes[0], &codes[2]]);
    match parity::join(&mut here, &parity) {
        Err(SheetError::CodesMissing { missing, of: 5, needs: 1, .. }) => {
            assert_eq!(missing, [2, 4])
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_sets_are_told_apart_and_never_joined() {
    let (one, two) = (codes(3, 1), codes(3, 2));
    let mut parity = read(&parity::encode(&one, 1));
    parity.extend(read(&parity::encode(&two, 1)));
    // Mixed up, and one code of each is missing.
    let mut here = pieces([&two[2], &one[0], &two[1], &one[1]]);
    let joined = parity::join(&mut here, &parity).unwrap();
    let armors: Vec<&[u8]> = joined.iter().map(|Joined { armor, .. }| &**armor).collect();
    assert_eq!(armors, [armor(&one), armor(&two)]);
    // The parity code of another set is of no use.
    let mut here = pieces([&one[0], &one[1]]);
    assert!(matches!(parity::join(&mut here, &parity[1..]), Err(SheetError::CodesMissing { .. })));
    assert_eq!(here.len(), 2);
}

#[test]
fn a_spoilt_parity_code_makes_no_other_text() {
    let codes = codes(3, 1);
    let good = parity::encode(&codes, 1)[0].clone();
    let last = good.len() - 40;
    let mut refused = 0;
    for letter in "ABCDEFGH234567".chars() {
        let mut spoilt = good.clone();
        spoilt.replace_range(last..=last, &letter.to_string());
        if spoilt == good {
            continue;
        }
        let parity = [Parity::read(spoilt.as_bytes()).unwrap()];
        let mut here = pieces(&codes[..2]);
        assert!(matches!(parity::join(&mut here, &parity), Err(SheetError::SetDiffers { .. })));
        refused += 1;
    }
    assert!(refused > 10);
    for other in ["", "COLDKEEP PARITY", "COLDKEEP PARITY 1 OF 1 CODES 99 SET 00000000 CHECKS"] {
        assert_eq!(Parity::read(other.as_bytes()), Err(SheetError::ParityForm), "{other}");
    }
}
