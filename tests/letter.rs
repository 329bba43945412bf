//! The letter's file and its linter: edits keep what stands there, mistakes have their line, every rule has a text
//! that trips it and one near to it that does not.

use coldkeep::letter::{Finding, Judges, Letter, Rule, Way, lint};
use coldkeep::logbook::{
    Answers, Asset, Helper, Kept, LetterFile, LogbookError, PARTS, PlaceOpened, Quorum, Said,
};
use proptest::prelude::*;

fn never(_: &str) -> bool {
    false
}

/// Findings where no list and no key is known: what follows from sentences and places alone.
fn findings(text: &str) -> Vec<Finding> {
    let file = LetterFile::parse(text.to_owned()).expect("the file is whole");
    let judges = Judges {
        listed: &|_| 0,
        fits: &never,
        key: &never,
        watches: &|piece| piece == "bc1qaddress",
    };
    lint(&file, &Letter::new(file.answers().clone()), &judges)
}

fn lines_of(rule: Rule, text: &str) -> Vec<usize> {
    findings(text).into_iter().filter(|one| one.rule == rule).map(|one| one.line).collect()
}

/// A letter in which nothing is amiss.
const SOUND: &str = r#"format = 1
for = "my family"
from = "Anna"
executor = "Jonas"
incapacity = "Karl"
kept = ["desk"]
helper = [{ name = "Mira", reach = "+49 431 555 0101", agreed = true }, { name = "Paul", agreed = true }]
asset = [{ name = "savings", kind = "bitcoin" }]
copy = [
  { of = "savings", what = "share", scheme = "2of3", number = 1, place = "safe", seal = "0417" },
  { of = "savings", what = "share", scheme = "2of3", number = 2, place = "bank", seal = "0418" },
  { of = "savings", what = "share", scheme = "2of3", number = 3, place = "sister", seal = "0419" },
]
place = [
  { name = "safe", opened_by = ["Karl", "Lena"] },
  { name = "bank", opened_by = ["Jonas"] },
  { name = "sister", opened_by = ["Lena"] },
]
"#;

#[test]
fn a_sound_letter_has_no_finding_and_each_change_for_the_worse_has_its_own() {
    assert_eq!(findings(SOUND), []);
    for (from, to, rule) in [
        (
            "share\", scheme = \"2of3\", number = 1, place = \"safe",
            "whole\", place = \"safe",
            Rule::OnePlace,
        ),
        ("kept = [\"desk\"]", "kept = [\"the will, at the notary\"]", Rule::InTheWill),
        ("kept = [\"desk\"]", "", Rule::Unanswered),
        ("executor = \"Jonas\"", "", Rule::Unanswered),
        ("2of3", "3of3", Rule::LostPlace),
        ("2of3", "4of5", Rule::NeverOpens),
        ("number = 1, ", "", Rule::PartUnknown),
        ("[\"Karl\", \"Lena\"]", "[\"Lena\"]", Rule::LostPerson),
        ("[\"Jonas\"]", "[]", Rule::NobodyOpens),
        ("{ name = \"Paul\", agreed = true }", "", Rule::Helpers),
        ("\"Paul\", agreed = true", "\"Paul\"", Rule::Consent),
        ("\"Paul\"", "\"Lena\"", Rule::HelperAlone),
    ] {
        let worse = SOUND.replace(from, to);
        assert_ne!(worse, SOUND, "{from}");
        let found = findings(&worse);
        assert!(found.iter().any(|one| one.rule == rule), "{rule:?}: {found:?}");
    }
    let there = SOUND.replace(
        "share\", scheme = \"2of3\", number = 1, place = \"safe",
        "whole\", place = \"safe",
    );
    let there = there.replace("\"desk\"", "\"safe\"");
    assert_eq!(lines_of(Rule::LetterThere, &there), [10]);
    let known = there.replace("kept =", "known = ['letter-there', 'lost-place']\nkept =");
    assert!(lines_of(Rule::LetterThere, &known).is_empty(), "thought about");
}

#[test]
fn sentences_trip_their_rule_and_near_ones_do_not() {
    let said = |rule, sentence: &str| {
        let message = format!("message = '''\n{sentence}'''\n");
        let found = lines_of(rule, &SOUND.replace("kept =", &format!("{message}kept =")));
        assert!(found.is_empty() || found == [7], "{sentence}: {found:?}");
        !found.is_empty()
    };
    for (rule, trips, near) in [
        (
            Rule::Pin,
            &["The PIN is 4821", "code of the safe: 48-21-77", "It opens with 739104.", "PIN 482"]
                [..],
            &[
                "The PIN is in the bank box.",
                "We moved in 2019 and again in 2021.",
                "Call +49 431 555 0101 in the evening.",
                "It was on 2026-11-22, at 12.30.",
                "Chapter 7, page 212.",
            ][..],
        ),
        (
            Rule::Password,
            &[
                "password: Hunter2!",
                "The passphrase is \"blue house\".",
                "passwort lautet Sommer2019",
            ],
            &[
                "The passphrase is in the bank box.",
                "The password is written down at my sister's.",
                "No passwords stand here: they are elsewhere.",
            ],
        ),
        (
            Rule::Hint,
            &["The password is the dog's name.", "Hint for the passphrase: our first street."],
            &["The dog likes Paul.", "The password lies in the bank. We walked down the street."],
        ),
        (
            Rule::Amount,
            &[
                "There are 2.5 BTC.",
                "about €40,000 in all",
                "100 000 dollars",
                "0.3btc",
                "some $ 500",
                "12 bitcoins",
            ],
            &[
                "There are 2 bitcoin wallets.",
                "bitcoin and ether",
                "Read page 12 about bitcoin.",
                "No amounts: they age.",
            ],
        ),
        (Rule::Watches, &["Watch bc1qaddress, it is mine."], &["An address begins with bc1q."]),
    ] {
        for sentence in trips {
            assert!(said(rule, sentence), "{rule:?} does not see {sentence:?}");
        }
        for sentence in near {
            assert!(!said(rule, sentence), "{rule:?} takes {sentence:?} for what it looks for");
        }
    }
}

#[test]
fn ordinary_prose_is_left_in_peace() {
    let prose = include_str!("letter/prose.txt");
    let mut found = Vec::new();
    for line in prose.lines() {
        let text = SOUND.replace("kept =", &format!("message = '''\n{line}'''\nkept ="));
        found.extend(findings(&text).into_iter().map(|one| (one.rule, line)));
    }
    assert_eq!(found, []);
}

#[test]
fn what_opens_a_wallet_is_told_in_places() {
    let file = LetterFile::parse(SOUND.to_owned()).expect("whole");
    let letter = Letter::new(file.answers().clone());
    let of = vec!["safe", "bank", "sister"];
    assert_eq!(letter.ways(), [("savings", Way::Any { needed: 2, of })]);
    let mixed = SOUND.replace(
        "share\", scheme = \"2of3\", number = 1, place = \"safe",
        "whole\", place = \"safe",
    );
    let file = LetterFile::parse(mixed).expect("whole");
    let letter = Letter::new(file.answers().clone());
    let sets = vec![vec!["safe"], vec!["bank", "sister"]];
    assert_eq!(letter.ways(), [("savings", Way::Sets(sets))]);
    let gone = letter.without_each_place();
    assert!(gone.iter().all(|one| one.open == ["savings"] && one.lost.is_empty()));
}

#[test]
fn a_mistake_is_told_with_its_line_and_not_repeated() {
    let value = |line, key, wanted| LogbookError::Value { line, key, wanted };
    let text = "a text in quotation marks, of one line";
    for (added, error) in [
        ("for = 3", value(2, "for", text)),
        ("for = \"two\\nlines\"", value(2, "for", text)),
        ("for = \"\\u001b[2J\"", value(2, "for", text)),
        ("kept = \"desk\"", value(2, "kept", "a list of at most 64 texts in quotation marks")),
        ("x = 1\nx = 2", LogbookError::Twice { line: 3, column: 1 }),
        ("[[helper]]\nreach = \"x\"", LogbookError::Missing { line: 2, key: "name" }),
        (
            "[[asset]]\nname = \"a\"\n[[copy]]\nof = \"b\"\nwhat = \"whole\"\nplace = \"p\"",
            value(5, "of", "a name that stands below [[asset]]"),
        ),
        (
            "[[asset]]\nname = \"a\"\n[[copy]]\nof = \"a\"\nwhat = \"share\"\nscheme = \"3of2\"\nplace = \"p\"",
            value(7, "scheme", "how many of how many, such as \"2of3\""),
        ),
        (
            "[[asset]]\nname = \"a\"\n[[copy]]\nof = \"a\"\nwhat = \"share\"\nplace = \"p\"",
            LogbookError::Missing { line: 4, key: "scheme" },
        ),
    ] {
        let found = LetterFile::parse(format!("format = 1\n{added}\n")).expect_err(added);
        assert_eq!(found, error, "{added}");
    }
    let later = LetterFile::parse("format = 2\n".to_owned());
    assert_eq!(later, Err(LogbookError::Newer { found: 2, known: 1 }));
    let places: String = (0..17).map(|at| format!("[[place]]\nname = \"p{at}\"\n")).collect();
    assert!(LetterFile::parse(format!("format = 1\n{places}")).is_err(), "17 places");
}

#[test]
fn remarks_unknown_keys_and_their_order_stay() {
    let text = "# mine\nformat = 1   # the first\nfor = 'us'  # all of us\ncolour = \"blue\"\n\n\
                [[helper]]\n# a friend\nname = \"Mira\"\nshoe = 39\nreach = \"x\"\n\n[[helper]]\nname = \"Paul\"\n\
                \n[later]\nfor = \"another\"";
    let file = LetterFile::parse(text.to_owned()).expect("it is read");
    let mut answers = file.answers().clone();
    answers.reader = Some(Said::new("my \"family\""));
    answers.message = Some(Said::new("one\n\\two\""));
    answers.helpers[0].reach = None;
    answers.helpers[1].agreed = true;
    answers.helpers.push(Helper { name: Said::new("Lena"), ..Helper::default() });
    let changed = file.with(&answers).expect("it is changed");
    assert_eq!(changed.answers(), &answers);
    for kept in [
        "# mine\nformat = 1   # the first\n",
        "  # all of us\n",
        "colour = \"blue\"\n",
        "# a friend\nname = \"Mira\"\nshoe = 39\n",
        "[later]\nfor = \"another\"",
    ] {
        assert!(changed.text().contains(kept), "{kept}:\n{}", changed.text());
    }
    let back = changed.with(file.answers()).expect("and back");
    assert_eq!(back.answers(), file.answers());
    assert_eq!(file.with(file.answers()).map(|same| same.text().to_owned()), Ok(text.to_owned()));
    let inline = LetterFile::parse(SOUND.to_owned()).expect("whole");
    let mut fewer = inline.answers().clone();
    fewer.helpers.pop();
    assert_eq!(inline.with(&fewer), Err(LogbookError::CannotAdd), "said, and not broken");
}

#[test]
fn the_template_takes_every_answer_below_its_question() {
    let empty = LetterFile::empty();
    assert_eq!(LetterFile::parse(empty.text().to_owned()).as_ref(), Ok(&empty));
    let said = |text: &str| Some(Said::new(text));
    let answers = Answers {
        version: 1,
        written: Some("2026-11-24".into()),
        reader: said("my family"),
        message: said("a\nb"),
        kept: vec![Said::new("desk")],
        ..Answers::default()
    };
    let file = empty.with(&answers).expect("it is written");
    let at =
        |part: &str| file.text().find(part).unwrap_or_else(|| panic!("{part}\n{}", file.text()));
    assert!(at("# 1  Who") < at("\nfor = \"my family\"") && at("\nfor = ") < at("# 2  Who"));
    assert!(at("# 6  Where") < at("\nkept = [\"desk\"]") && at("\nkept = ") < at("# 7  If"));
    assert!(at("# 9  What") < at("\nmessage = \"\"\"\na\nb\"\"\"\n"));
}

fn any_said() -> impl Strategy<Value = Said> {
    "[ -~äß“„…]{1,20}".prop_map(Said::new)
}

fn any_answers() -> impl Strategy<Value = Answers> {
    let name = prop::sample::select(vec!["savings", "family", "old # one"]);
    let copy = (name.clone(), 0_usize..10, any_said(), prop::option::of(any_said()), 1_u8..4)
        .prop_map(|(of, what, place, label, needed)| {
            let what = PARTS[what].1;
            let scheme = what.is_one_of_several().then_some(Quorum { needed, of: 5 });
            Kept { of: Said::new(of), what, scheme, number: None, place, label, seal: None }
        });
    let assets = || {
        ["savings", "family", "old # one"]
            .map(|name| Asset { name: Said::new(name), ..Asset::default() })
    };
    let helper = (any_said(), prop::option::of(any_said()), any::<bool>())
        .prop_map(|(name, reach, agreed)| Helper { name, reach, agreed });
    let place = (any_said(), prop::collection::vec(any_said(), 0..3))
        .prop_map(|(name, opened_by)| PlaceOpened { name, opened_by });
    (
        prop::option::of(any_said()),
        prop::option::of("[ -~]{1,12}(\n[a-z\"\\\\]{1,9}){0,3}".prop_map(Said::new)),
        prop::collection::vec(any_said(), 0..3),
        prop::collection::vec(helper, 0..4),
        prop::collection::vec(copy, 0..6),
        prop::collection::vec(place, 0..4),
    )
        .prop_map(move |(reader, message, kept, helpers, copies, places)| {
            let message = message.filter(|said| said.text == said.text.trim_end());
            let assets = assets().to_vec();
            Answers {
                version: 1,
                reader,
                message,
                kept,
                helpers,
                assets,
                copies,
                places,
                ..Answers::default()
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    // Whatever is answered, in whatever order it changes: the file says it, and keeps what it does not know.
    #[test]
    fn any_answers_are_written_and_read_back(first in any_answers(), then in any_answers()) {
        let file = LetterFile::empty().with(&first).expect("written");
        prop_assert_eq!(file.answers(), &first);
        let by_hand = format!("{}\n[shelf]\nheight = 3 # cm\n", file.text());
        let file = LetterFile::parse(by_hand).expect("with a table of another program");
        let file = file.with(&then).expect("written again");
        prop_assert_eq!(file.answers(), &then);
        prop_assert!(file.text().contains("height = 3 # cm\n"));
        prop_assert!(file.text().starts_with("# The answers"));
    }
}
