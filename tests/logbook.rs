//! Files of kept wallets: what stands in them stays, and what is wrong is told with its line.

use coldkeep::logbook::{HandedOut, LogbookError, NewWallet, WalletFile, WalletName};

const DESCRIPTOR: &str = "wpkh([8c65eb9f/84h/0h/0h]xpub6CRbV7QgjTAACZ4pcLNnyQe2EQJGPGFLqA4UWpCpuLGhmNX8f1NwGXpRS69f4YDqACgd5STzJ8XtLMbMx1oAHQni5nLRTGbrnCKoMaXZVQG/<0;1>/*)#6zkscxz2";

/// A file as a person leaves it, with remarks, unknown keys and tables, and no line end at its end.
fn by_hand() -> String {
    format!(
        "# mine\nformat = 1\nnetwork = 'mainnet'   # real\ndescriptor = \"\"\"\n{DESCRIPTOR}\"\"\"\n\
         first_receive = 0x7\ncolour.cover = \"blue\"\nhanded-out = \"another key\"\n\n\
         [[handed_out]]\nto = \"Anna\"\nindex = 9\n\n[later]\nfirst_receive = 99"
    )
}

fn one(index: u32) -> [HandedOut; 1] {
    [HandedOut { change: false, index, count: 1 }]
}

#[test]
fn what_was_written_by_hand_stays_to_the_letter() {
    let text = by_hand();
    let mut file = WalletFile::parse(text.clone()).expect("it is read");
    assert_eq!((file.descriptor(), file.branch(false).fresh(3)), (DESCRIPTOR, Ok(vec![7, 8, 10])));
    for _ in 0..20 {
        let fresh = file.branch(false).fresh(1).expect("some are left")[0];
        file = file.hand_out(&one(fresh), "2026-11-24").expect("it is noted");
        file = file.mark_used(&one(fresh), "2026-11-25").expect("it is noted");
    }
    assert!(file.text().starts_with(&text), "nothing before the end has changed");
    assert_eq!(file.branch(false).fresh(1), Ok(vec![28]));
    assert_eq!(WalletFile::parse(file.text().to_owned()), Ok(file));
}

#[test]
fn a_mistake_is_told_with_its_line() {
    let base = format!(
        "format = 1\nnetwork = \"mainnet\"\ndescriptor = \"{DESCRIPTOR}\"\nfirst_receive = 0\n"
    );
    let value = |line, key, wanted| LogbookError::Value { line, key, wanted };
    let index = "a whole number from 0 to 2147483647";
    let day = "a day such as 2026-11-22, without quotation marks";
    for (added, error) in [
        ("x = = 1", LogbookError::Syntax { line: 5, column: 5 }),
        ("gap = 1\ngap = 2", LogbookError::Twice { line: 6, column: 1 }),
        ("gap = \"20\"", value(5, "gap", "a whole number from 0 to 10000")),
        ("gap = 10001", value(5, "gap", "a whole number from 0 to 10000")),
        ("added = \"2026-11-22\"", value(5, "added", day)),
        ("added = 2026-11-22T10:00:00", value(5, "added", day)),
        ("practice = 1", value(5, "practice", "true or false")),
        ("fingerprints = [1]", value(5, "fingerprints", "a list of texts in quotation marks")),
        ("handed_out = 3", value(5, "handed_out", "a list of tables")),
        ("\n[[handed_out]]\non = 2026-11-22", LogbookError::Missing { line: 6, key: "index" }),
        ("\n[[handed_out]]\nindex = -1", value(7, "index", index)),
        ("\n[[used]]\nindex = 2147483648", value(7, "index", index)),
        (
            "\n[[used]]\nindex = 2147483647\ncount = 2",
            value(8, "count", "a number of addresses that ends at index 2147483647"),
        ),
        ("\n[[used]]\nindex = 1\n\n[[used]]\nindex = 1.5", value(10, "index", index)),
    ] {
        let found = WalletFile::parse(format!("{base}{added}\n")).expect_err(added);
        assert_eq!(found, error, "{added}");
        assert!(!found.to_string().contains("20\""), "the text found is not repeated");
    }
    let later = WalletFile::parse(base.replace("format = 1", "format = 2"));
    assert_eq!(later, Err(LogbookError::Newer { found: 2, known: 1 }));
    let missing = WalletFile::parse(base.replace("network = \"mainnet\"\n", ""));
    assert_eq!(missing, Err(LogbookError::Missing { line: 1, key: "network" }));
    assert!(WalletFile::parse(base).is_ok(), "the same file without a mistake is read");
}

#[test]
fn a_list_that_takes_no_more_entries_is_said_and_not_broken() {
    let inline = by_hand().replace("[[handed_out]]\nto = \"Anna\"\nindex = 9\n", "");
    let inline = inline.replace("colour", "handed_out = [{ index = 9 }]\ncolour");
    let file = WalletFile::parse(inline).expect("it is read");
    assert_eq!(file.branch(false).fresh(3), Ok(vec![7, 8, 10]));
    assert_eq!(file.hand_out(&one(7), "2026-11-24"), Err(LogbookError::CannotAdd));
    assert!(file.mark_used(&one(7), "2026-11-24").is_ok(), "another list takes them");
}

#[test]
fn a_new_file_says_what_it_was_given() {
    let name: WalletName = "savings".parse().expect("a name");
    let hostile = "quote \" back \\ line\nescape \u{1b}[2J ü";
    let new = NewWallet {
        network: "mainnet".into(),
        descriptor: DESCRIPTOR.into(),
        policy: hostile.into(),
        fingerprints: vec!["8c65eb9f".into()],
        added: "2026-11-24".into(),
        birthday_height: Some(925_000),
        gap: 40,
        confirmed: Some(hostile.into()),
        practice: true,
        first: [7, 3],
        ..NewWallet::default()
    };
    let file = WalletFile::create(&name, &new).expect("it is written");
    assert_eq!((file.policy(), file.confirmed()), (Some(hostile), Some(hostile)));
    assert_eq!((file.gap(), file.birthday_height(), file.birthday()), (40, Some(925_000), None));
    assert_eq!((file.branch(false).first(), file.branch(true).first()), (7, 3));
    assert!(file.is_practice() && file.text().lines().all(|line| !line.contains('\u{1b}')));
}
