//! Keys that are nearly one that is known: a slip of the keyboard, or a word that was not finished.

/// A key of the owner's file that is not known, and is nearly one that is. Its text is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near {
    /// The line, counted from 1.
    pub line: usize,
    /// The key that is known.
    pub known: &'static str,
}

/// The shortest key that can be meant; shorter ones are near too much.
const SHORTEST: usize = 3;

/// How far a key is from a known one, in letters: one more, less or another, two of them swapped, or all those that its
/// beginning lacks; `None` when it is not near. Capitals and hyphens count for nothing.
pub(super) fn distance(key: &str, known: &str) -> Option<usize> {
    let plain: Vec<char> =
        key.chars().map(|c| if c == '-' { '_' } else { c.to_ascii_lowercase() }).collect();
    let known: Vec<char> = known.chars().collect();
    if known.len() < SHORTEST || plain.len() > known.len() + 1 {
        return None;
    }
    let begins = plain.len() >= SHORTEST && known.starts_with(&plain);
    match plain == known {
        true => Some(0),
        false if one_apart(&plain, &known) => Some(1),
        false => begins.then(|| known.len() - plain.len()),
    }
}

/// Whether the distance of Damerau and Levenshtein is 1.
fn one_apart(a: &[char], b: &[char]) -> bool {
    let front = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[front..], &b[front..]);
    match (a, b) {
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([_, a @ ..], b) if a == b => true,
        (a, [_, b @ ..]) if a == b => true,
        ([a, x, a_rest @ ..], [b, y, b_rest @ ..]) => (a, x) == (y, b) && a_rest == b_rest,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_near_and_two_are_not() {
        for key in ["stat", "sta", "staate", "sttae", "stave", "xstate", "State", "states"] {
            assert!(distance(key, "state").is_some(), "{key}");
        }
        for key in ["st", "status", "colour", "stated_by", "tsaet", ""] {
            assert_eq!(distance(key, "state"), None, "{key}");
        }
        assert_eq!(distance("drills-before-move", "drills_before_move"), Some(0));
        assert_eq!((distance("on", "of"), distance("drilled", "drills")), (None, None));
        assert_eq!((distance("drill", "drills"), distance("dril", "drills")), (Some(1), Some(2)));
        assert_eq!(distance("drill", "drills_before_move"), Some(13));
    }
}
