//! The terminal: nothing secret is echoed or stays, Ctrl-C ends every question, words complete.

use crate::support_pty::Person;
use crate::{child_task, in_a_child, said, tell};
use coldkeep::host::{Console, HostError, ScreenPage, WordEntry, listen_for_signals};
use coldkeep::secret::SecretText;

const WORDS: [&str; 8] = ["act", "action", "actor", "eye", "female", "moon", "wild", "will"];

fn entry<'a>(lengths: &'a [usize]) -> WordEntry<'a> {
    WordEntry { list: &WORDS, lengths, title: "practice", ..WordEntry::default() }
}

fn typed(lengths: &[usize], keys: &str) -> Result<String, HostError> {
    let mut person = Person::new();
    let answer = person.while_asked(
        |console| console.type_words(&entry(lengths)),
        |person| {
            person.sees("Word 1");
            person.types(keys);
        },
    );
    answer.map(|words| words.text.expose_secret().to_owned())
}

#[test]
fn a_hidden_answer_is_not_shown_and_can_be_corrected() {
    let mut person = Person::new();
    let secret = person.while_asked(
        |console| console.ask_hidden("Passphrase: "),
        |person| {
            person.sees("Passphrase: ");
            while person.is_as_before() {
                std::thread::yield_now();
            }
            person.types("correctx\x7f horse\r");
        },
    );
    assert_eq!(secret.unwrap().expose_secret(), "correct horse");
    assert_eq!(person.rest().trim(), "");
    assert!(person.is_as_before());
}

#[test]
fn what_is_asked_twice_must_agree() {
    for (again, agrees) in [("one\r", true), ("two\r", false)] {
        let mut person = Person::new();
        let secret = person.while_asked(
            |console| console.ask_hidden_twice("New: ", "Again: "),
            |person| {
                person.sees("New: ");
                person.types("one\r");
                person.sees("Again: ");
                person.types(again);
            },
        );
        match agrees {
            true => assert_eq!(secret.unwrap().expose_secret(), "one"),
            false => assert_eq!(secret.err(), Some(HostError::Differ)),
        }
    }
}

#[test]
fn ctrl_c_ends_a_question_and_leaves_the_terminal_as_it_was() {
    let mut person = Person::new();
    let hidden = person.while_asked(
        |console| console.ask_hidden("Passphrase: "),
        |person| {
            person.sees("Passphrase: ");
            while person.is_as_before() {
                std::thread::yield_now();
            }
            person.types("half\x03");
        },
    );
    assert_eq!(hidden.err(), Some(HostError::Interrupted));
    assert!(person.is_as_before());
    let words = person.while_asked(
        |console| console.type_words(&entry(&[3])).map(|_| ()),
        |person| {
            person.sees("Word 1 of 3");
            person.types("eye fem\x03");
        },
    );
    assert_eq!(words, Err(HostError::Interrupted));
    assert!(person.is_as_before());
    assert!(person.rest().ends_with("\x1b[?1049l"), "{:?}", person.rest());
}

#[test]
fn a_question_is_answered_by_enter_yes_and_no() {
    for (keys, default, answer) in [
        ("\r", true, true),
        ("\r", false, false),
        ("y\r", false, true),
        ("maybe\rNO\r", true, false),
    ] {
        let mut person = Person::new();
        let given = person.while_asked(
            |console| console.confirm("Print now?", default),
            |person| {
                person.sees("Print now? [");
                person.types(keys);
            },
        );
        assert_eq!(given, Ok(answer), "{keys:?}");
    }
}

#[test]
fn words_complete_when_no_other_begins_like_them_and_the_exact_word_wins() {
    assert_eq!(typed(&[4], "act acto E fema\r"), Ok("act actor eye female".into()));
    assert_eq!(typed(&[2], "wilx\x7fd\x7fl will "), Ok("will will".into()));
}

#[test]
fn several_or_no_candidates_are_said_and_taken_by_nothing() {
    let mut person = Person::new();
    let words = person.while_asked(
        |console| console.type_words(&entry(&[1])),
        |person| {
            person.sees("Word 1 of 1");
            person.types("wil ");
            person.sees("several words begin like this");
            person.types("k ");
            person.sees("no such word");
            person.types("\x7fd\r");
        },
    );
    assert_eq!(words.unwrap().text.expose_secret(), "wild");
}

#[test]
fn unreadable_words_numbered_lists_and_going_back_work() {
    assert_eq!(typed(&[3], "1. eye 2) ? 3 moon\r"), Ok("eye ? moon".into()));
    assert_eq!(typed(&[2, 3], "eye moon\r\x7f wild\r\r"), Ok("eye wild".into()));
}

#[test]
fn a_pasted_phrase_is_noticed() {
    let mut person = Person::new();
    let words = person.while_asked(
        |console| console.type_words(&entry(&[3])),
        |person| {
            person.sees("Word 1");
            person.types("\x1b[200~eye moon wild\n\x1b[201~");
        },
    );
    let words = words.unwrap();
    assert!(words.pasted);
    assert_eq!(words.text.expose_secret(), "eye moon wild");
}

#[test]
fn finished_words_are_ticks_and_a_row_is_shown_only_on_request() {
    let mut person = Person::new();
    person
        .while_asked(
            |console| console.type_words(&entry(&[3])).map(|_| ()),
            |person| {
                person.sees("Word 1");
                person.types("femal");
                person.sees("femal\x1b[2me");
                person.types(" ");
                person.sees("Word 2 of 3");
                person.sees("  1 ✓");
                person.types("m");
                person.sees("\x1b[2moon");
                assert!(!person.rest().contains("female"));
                person.types("\x12");
                person.sees("  1 female");
                person.types("\x12oon wild ");
            },
        )
        .unwrap();
}

#[test]
fn words_typed_back_must_be_the_right_ones() {
    let right = ["eye", "moon"];
    let fits = |position: usize, word: &str| right[position - 1] == word;
    let mut person = Person::new();
    let asks = |console: &mut Console| console.type_back(&entry(&[2]), &fits);
    let missed = person.while_asked(asks, |person| {
        person.sees("Word 1");
        person.types("eye wild ");
        person.sees("another one than on the screen");
        person.types("moon ");
    });
    assert_eq!(missed, Ok(1));
    let missed = person.while_asked(asks, |person| {
        person.sees("Word 1");
        person.types("eye wild wild wild wild wild ");
    });
    assert_eq!(missed, Err(HostError::WordDiffers { word: 2 }));
}

#[test]
fn secret_pages_are_turned_hidden_and_erased() {
    let page = |title: &str, line: &str| ScreenPage {
        title: title.to_owned(),
        lines: vec![SecretText::copied_from(line)],
    };
    let mut person = Person::new();
    let shown = person.while_asked(
        |console| console.show_pages(&[page("one", "eye moon"), page("two", "wild act")]),
        |person| {
            person.sees("\x1b[?1049h");
            person.sees("eye moon");
            person.sees("[→] next");
            person.types("h");
            person.sees("[h] show");
            person.types("\x1b[C");
            person.sees("wild act");
            person.sees("[Enter] clears");
            person.types("\x1b[D");
            person.sees("eye moon");
            person.types(" ");
            person.sees("wild act");
            person.types("\r");
            person.sees("\x1b[2J\x1b[?2004l");
            person.sees("\x1b[?1049l");
        },
    );
    assert_eq!(shown, Ok(()));
    assert_eq!(person.rest(), "");
    assert!(person.is_as_before());
}

#[test]
fn a_file_is_no_terminal() {
    assert_eq!(Console::open_at("/dev/null").err(), Some(HostError::NoTerminal));
    assert!(Console::open_at(Person::new().path()).is_ok());
}

#[test]
fn a_child_that_is_ended_at_a_question() {
    let Some(_) = child_task() else { return };
    listen_for_signals().unwrap();
    let mut person = Person::new();
    let asked = person.while_asked(
        |console| console.type_words(&entry(&[3])).map(|_| ()),
        |person| {
            person.sees("Word 1");
            let own = rustix::process::getpid();
            rustix::process::kill_process(own, rustix::process::Signal::HUP).unwrap();
            person.sees("\x1b[?1049l");
        },
    );
    // The last words still have to come through.
    tell(&format!("{} {}", asked.unwrap_err(), person.is_as_before()));
}

#[test]
fn a_signal_ends_a_question_and_the_terminal_is_put_back() {
    let output = in_a_child("terminal::a_child_that_is_ended_at_a_question", "ask");
    assert_eq!(said(&output), ["interrupted true"], "{output:?}");
}
