//! The nine questions, as they are asked.

/// One question of the interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Its number, from 1.
    pub number: u8,
    /// The question.
    pub ask: &'static str,
    /// How to answer, a line each.
    pub how: &'static [&'static str],
}

/// The questions, in order.
pub const QUESTIONS: [Question; 9] = [
    Question { number: 1, ask: "Who is it for, and who writes it?", how: &[] },
    Question {
        number: 2,
        ask: "Who can help them?",
        how: &[
            "Two people who do not depend on each other, and who agreed to stand in the letter.",
            "One a line: NAME; how to reach them",
        ],
    },
    Question {
        number: 3,
        ask: "What exists?",
        how: &[
            "Names and kinds, no amounts: they age, and set heirs against each other.",
            "One a line: NAME; KIND          a wallet of your own",
            "            NAME; KIND; COMPANY  an account that a company holds",
        ],
    },
    Question {
        number: 4,
        ask: "Where are the sealed sheets, plates and devices?",
        how: &[
            "Names for places that your heirs understand and a stranger does not.",
            "One a line: NAME; WHAT; PLACE; LABEL; SEAL NUMBER          label and seal may be left out",
            "WHAT is: whole (all words) · share 2of3 1 · encrypted · key · key-share 2of3 1 · passphrase ·",
            "         device · pin · cosigner 2of3 1 · description          1: which one, as its sheet says",
        ],
    },
    Question {
        number: 5,
        ask: "Who can open those places?",
        how: &["Everybody who can do so alone, with ; between."],
    },
    Question {
        number: 6,
        ask: "Where will this letter lie?",
        how: &[
            "Where it is found in time, not with the sheets, and not in the will: wills become public.",
            "Places with ; between.",
        ],
    },
    Question {
        number: 7,
        ask: "What should they do if something is missing?",
        how: &["What follows from the places is printed by itself. Your own lines:"],
    },
    Question { number: 8, ask: "Who may act, and when?", how: &[] },
    Question {
        number: 9,
        ask: "What else do you want to tell them?",
        how: &["Where a thing is, never what it is."],
    },
];
