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

/// Whether a key is not a known one, and has one letter more, less or another, two of them swapped, or only its
/// beginning. Capitals and hyphens count for nothing.
pub(super) fn is_near(key: &str, known: &str) -> bool {
    let plain: Vec<char> =
        key.chars().map(|c| if c == '-' { '_' } else { c.to_ascii_lowercase() }).collect();
    let known: Vec<char> = known.chars().collect();
    if known.len() < SHORTEST || plain.len() > known.len() + 1 {
        return false;
    }
    let begins = plain.len() >= SHORTEST && known.starts_with(&plain);
    begins || plain == known || one_apart(&plain, &known)
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
            assert!(is_near(key, "state"), "{key}");
        }
        for key in ["st", "status", "colour", "stated_by", "tsaet", ""] {
            assert!(!is_near(key, "state"), "{key}");
        }
        assert!(is_near("drills-before-move", "drills_before_move"));
        assert!(!is_near("on", "of") && !is_near("drilled", "drills"));
    }
}
