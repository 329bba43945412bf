//! Share files: written for people, read whatever people did to them.

use crate::share_vectors::{random, text};
use coldkeep::secret::{SecretBytes, SecretText};
use coldkeep::share::file::{self, Notes};
use coldkeep::share::{GivesBack, Options, Scheme, Share, ShareError, payload, split};
use proptest::prelude::*;

fn share(scheme: &Scheme) -> Share {
    let secret = SecretBytes::copied_from(&[0x42; 32]);
    let options = Options { iteration_exponent: 0, ..Options::default() };
    split(&secret, scheme, &options, &text(""), &mut random(21))
        .expect("a secret of 32 bytes")
        .remove(1)
        .remove(1)
}

fn family() -> Scheme {
    Scheme::groups(2, &["me=1of1", "family=2of3"]).expect("two groups")
}

fn notes() -> Notes {
    Notes {
        share_count: Some(3),
        group_name: Some("family".into()),
        gives_back: Some(GivesBack::Words(24)),
        language: None,
        fingerprint: "8c65eb9f".parse().ok(),
        passphrase: true,
    }
}

fn lines(file: &SecretText) -> Vec<String> {
    file.expose_secret().lines().map(str::to_owned).collect()
}

#[test]
fn a_share_file_says_these_lines_and_then_the_words_on_one() {
    let share = share(&family());
    let written = file::write(&share, &notes());
    let lines = lines(&written);
    let (words, comments) = lines.split_last().unwrap();
    assert_eq!(words, share.words().expose_secret());
    assert_eq!(
        comments.join("\n"),
        format!(
            "\
# coldkeep share (SLIP-0039, 33 words)
# SET: {}
# SHARE: 2 of 3
# GROUP: family, 2 of 2
# NEEDED: any 2 of this group, and 2 complete groups
# GIVES BACK: 24 BIP-39 words
# FINGERPRINT: 8c65eb9f (without passphrase)
# PASSPHRASE: in use; it is NOT in the shares, and without it another wallet opens
#
# One part of several. Keep it; alone it tells nothing about the secret.
# TO RESTORE  bring the shares together on a computer without a network, then
#   coldkeep combine FILE FILE ...
# or any SLIP-39 tool, for example (PyPI: shamir-mnemonic)
#   shamir recover
# You get 64 hex digits: the ENTROPY of the 24 words. A BIP-39 tool turns them
# into words; a Trezor fed with these shares would show another, empty wallet.
#",
            share.set_name()
        )
    );
}

#[test]
fn what_was_written_is_read_back_in_any_order_of_lines() {
    let share = share(&family());
    let written = lines(&file::write(&share, &notes()));
    for turn in 0..written.len() {
        let mut turned = written.clone();
        turned.rotate_left(turn);
        turned.insert(turn / 2, "# UNKNOWN: kept by somebody".into());
        let (read, hints) = file::read(&text(&turned.join("\r\n"))).unwrap();
        assert!(read.words().same_as(&share.words()));
        assert_eq!(hints, notes());
    }
}

#[test]
fn words_alone_in_capitals_numbered_and_shortened_are_a_share() {
    let share = share(&family());
    let words = share.words();
    let numbered: Vec<String> = (1..)
        .zip(words.expose_secret().split(' '))
        .map(|(n, word)| format!("{n:>2}. {}\n", &word.to_uppercase()[..4]))
        .collect();
    let (read, hints) = file::read(&text(&numbered.concat())).unwrap();
    assert!(read.words().same_as(&words));
    assert_eq!(hints, Notes::default());
}

#[test]
fn an_anonymous_file_has_no_fingerprint() {
    let hidden = Notes { fingerprint: None, ..notes() };
    let written = file::write(&share(&family()), &hidden);
    assert!(!written.expose_secret().contains("FINGERPRINT"));
    assert_eq!(file::read(&written).unwrap().1, hidden);
}

#[test]
fn the_language_of_the_words_is_said_and_read_back() {
    let spanish = Notes { language: Some("Spanish".into()), ..notes() };
    let written = file::write(&share(&family()), &spanish);
    assert!(written.expose_secret().contains("# GIVES BACK: 24 BIP-39 words, Spanish\n"));
    assert_eq!(file::read(&written).unwrap().1, spanish);
    let english = file::write(&share(&family()), &notes());
    assert!(english.expose_secret().contains("# GIVES BACK: 24 BIP-39 words\n"));
    let steers = written.expose_secret().replace("Spanish", "\x1b[2J");
    assert_eq!(file::read(&text(&steers)).unwrap().1, notes());
}

#[test]
fn hints_that_cannot_be_true_are_left_out() {
    let share = share(&family());
    let words = share.words();
    for hint in [
        "# SHARE: 2 of 1",
        "# SHARE: 2 of 17",
        "# GROUP: \x1b[2J, 2 of 2",
        "# GIVES BACK: 12 BIP-39 words",
        "# GIVES BACK: everything",
        "# FINGERPRINT: 8c65eb9",
    ] {
        let file = format!("{hint}\n{}\n", words.expose_secret());
        assert_eq!(file::read(&text(&file)).unwrap().1, Notes::default(), "{hint:?}");
    }
}

#[test]
fn the_longest_share_with_the_longest_notes_is_read_back() {
    let name = "a".repeat(24);
    let scheme = Scheme::groups(2, &["1of1".into(), format!("{name}=16of16")]).unwrap();
    let secret = SecretBytes::copied_from(&[0xff; 128]);
    let options = Options { iteration_exponent: 0, ..Options::default() };
    let shares = split(&secret, &scheme, &options, &text(""), &mut random(22)).unwrap();
    let kinds = [GivesBack::Slip39Wallet, GivesBack::Text];
    for (share, kind) in shares[1].iter().zip(kinds) {
        let notes = Notes {
            language: None,
            share_count: Some(16),
            group_name: Some(name.clone()),
            gives_back: Some(kind),
            fingerprint: None,
            passphrase: false,
        };
        let (read, hints) = file::read(&file::write(share, &notes)).unwrap();
        assert!(read.words().same_as(&share.words()));
        assert_eq!(hints, notes);
    }
}

#[test]
fn a_file_above_four_kibibytes_is_refused() {
    let long = format!("{}\n# {}\n", share(&family()).words().expose_secret(), "x".repeat(4096));
    assert_eq!(file::read(&text(&long)).err(), Some(ShareError::TooLong { limit: 4096 }));
}

proptest! {
    #[test]
    fn reading_any_text_never_panics(typed in ".{0,400}") {
        let typed = text(&typed);
        prop_assert!(file::read(&typed).is_err());
        let _ = payload::from_hex(&typed);
        let _ = payload::from_text(&typed);
    }

    #[test]
    fn reading_any_list_words_never_gives_a_share(places in prop::collection::vec(0_usize..1024, 0..70)) {
        let list: Vec<&str> =
            ('a'..='z').flat_map(|letter| coldkeep::share::complete(&letter.to_string())).collect();
        let typed: Vec<&str> = places.iter().map(|at| list[*at]).collect();
        prop_assert!(Share::parse(&text(&typed.join(" "))).is_err());
    }

    #[test]
    fn reading_any_scheme_never_panics(written in ".{0,30}", numbers in "[0-9]{0,3}(of|/|-of-)[0-9]{0,3}") {
        let _ = written.parse::<Scheme>();
        let _ = Scheme::groups(2, &[written, numbers.clone()]);
        let _ = numbers.parse::<Scheme>();
    }
}
