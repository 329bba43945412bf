//! Numbers that look like PINs, and amounts of money.

/// Keys whose numbers are what they are asked for.
const COUNTED: [&str; 5] = ["seal", "version", "written", "fingerprint", "number"];
/// Keys that hold ways to reach people: telephones, streets, towns.
const CONTACTS: [&str; 3] = ["reach", "lawyer", "executor"];

/// Words behind which a number is what opens something.
const OPENERS: [&str; 14] = [
    "pin",
    "pins",
    "code",
    "codes",
    "passcode",
    "combination",
    "puk",
    "password",
    "kennwort",
    "passwort",
    "kombination",
    "zahlenschloss",
    "contraseña",
    "clave",
];

/// Signs and names of money.
const SIGNS: [char; 6] = ['€', '$', '£', '¥', '₿', '₽'];
const MONEY: [&str; 32] = [
    "btc", "eth", "xmr", "ltc", "bch", "sol", "ada", "doge", "usdt", "usdc", "eur", "usd", "chf",
    "gbp", "sat", "sats", "satoshi", "satoshis", "bitcoin", "bitcoins", "ether", "ethers",
    "monero", "dollar", "dollars", "euro", "euros", "franken", "francs", "pounds", "percent",
    "million",
];
/// What follows a kind of money where wallets are counted, not money.
const COUNTED_THINGS: [&str; 12] = [
    "wallet",
    "wallets",
    "account",
    "accounts",
    "address",
    "addresses",
    "key",
    "keys",
    "sheet",
    "sheets",
    "papers",
    "paper",
];

fn last_key(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}

/// The pieces between spaces, without the signs around them.
fn pieces(text: &str) -> Vec<&str> {
    let bare =
        |piece| str::trim_matches(piece, |c: char| !c.is_alphanumeric() && !SIGNS.contains(&c));
    text.split_whitespace().map(bare).filter(|piece| !piece.is_empty()).collect()
}

fn is_digits(piece: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&piece.len()) && piece.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_year(piece: &str) -> bool {
    is_digits(piece, 4..=4) && matches!(&piece[..2], "18" | "19" | "20" | "21")
}

/// Whether a line holds a number that looks like a PIN: four to eight digits alone that are no year, or a shorter
/// or longer number behind a word such as code.
pub(super) fn is_pin(text: &str, key: &str) -> bool {
    let key = last_key(key);
    if COUNTED.contains(&key) {
        return false;
    }
    let pieces = pieces(text);
    let behind_opener = |at: usize| {
        let before = &pieces[at.saturating_sub(5)..at];
        before.iter().any(|word| OPENERS.contains(&word.to_lowercase().as_str()))
    };
    let number = |piece: &str| is_digits(piece, 3..=12) || dashed(piece);
    if (0..pieces.len()).any(|at| number(pieces[at]) && behind_opener(at)) {
        return true;
    }
    let alone = |at: usize| {
        let beside = [at.checked_sub(1), Some(at + 1)];
        let beside = beside.into_iter().flatten().filter_map(|at| pieces.get(at));
        !beside.into_iter().any(|piece| piece.bytes().any(|byte| byte.is_ascii_digit()))
    };
    !CONTACTS.contains(&key)
        && (0..pieces.len())
            .any(|at| is_digits(pieces[at], 4..=8) && !is_year(pieces[at]) && alone(at))
}

/// Digits in groups: `48-21`, `12.34.56`.
fn dashed(piece: &str) -> bool {
    piece.bytes().filter(u8::is_ascii_digit).count() >= 4
        && piece.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'/'))
        // A day is no combination.
        && !matches!(piece.split(['-', '.', '/']).map(str::len).collect::<Vec<_>>()[..], [4, 2, 2] | [1..=2, 1..=2, 4])
}

/// Whether a line tells how much there is or what it is worth.
pub(super) fn is_amount(text: &str, _: &str) -> bool {
    let pieces = pieces(text);
    let begins =
        |piece: &str, c: fn(&char) -> bool| piece.chars().next().is_some_and(|one| c(&one));
    let number = |piece: &str| {
        begins(piece, char::is_ascii_digit)
            && piece.chars().all(|c| c.is_ascii_digit() || ".,'’k".contains(c))
    };
    (0..pieces.len()).any(|at| {
        let next = pieces.get(at + 1).map(|next| next.to_lowercase());
        let after = pieces.get(at + 2).map(|after| after.to_lowercase());
        let piece = pieces[at];
        let with_sign = piece.contains(|c| SIGNS.contains(&c))
            && (piece.contains(|c: char| c.is_ascii_digit())
                || pieces.get(at + 1).is_some_and(|next| number(next)));
        let joined = MONEY[..17].iter().any(|unit| {
            let lower = piece.to_lowercase();
            lower.strip_suffix(unit).is_some_and(|rest| !rest.is_empty() && number(rest))
        });
        let is_money = |word: &String| MONEY.contains(&word.as_str());
        let of_things = after.is_some_and(|after| COUNTED_THINGS.contains(&after.as_str()));
        let spelt = number(piece) && next.as_ref().is_some_and(is_money) && !of_things;
        let signed =
            number(piece) && next.is_some_and(|next| next.chars().all(|c| SIGNS.contains(&c)));
        with_sign || joined || spelt || signed
    })
}
