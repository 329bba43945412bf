//! Secrets on the command line are refused in every form people type them, and not one word is repeated.

use crate::support::scratch;
use coldkeep::host::online_links;
use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_coldkeep");
const WORDS: &str = "attack pizza motion avocado network gather crop fresh patrol unusual wild holiday \
                     candy pony ranch winter theme error hybrid van cereal salon goddess expire";
const SHARE: &str = "traffic fawn academic acid alive zero mayor staff already brave junk forward genius \
                     elbow capture fumes cinema velvet grin nuclear auction public robin orbit spend \
                     military species teammate have item learn demand black";
const HEX: &str = "0e74b64107f94cc0ccfae6a13dcbec3662154fec67e0e00999c07892597d190a";
const IDENTITY: &str = "AGE-SECRET-KEY-148RXRAJYMSPQ56UD4TQ6GTZ7TDH3FQH93PH4F2324XJXEXJV94JSY0KWSG";
const XPRV: &str = "xprv9s21ZrQH143K2WgjaucjeA81AjZ5XdFu5pQUzEBJNtrpaRseo3nLnhxjD4p11q4q8vb4gqVAfaK3ddGvKvVezwvKtPvPi7PDZ2KvKrDssXo";

fn run(arguments: &[String]) -> Output {
    Command::new(PROGRAM).args(arguments).output().unwrap()
}

/// Command lines with a secret in them, each as people have typed them into one program or another.
fn forms() -> Vec<Vec<String>> {
    let twelve = WORDS.split_whitespace().take(12).collect::<Vec<_>>().join(" ");
    let all = WORDS.split_whitespace().collect::<Vec<_>>().join(" ");
    let numbered: String =
        WORDS.split_whitespace().enumerate().map(|(i, w)| format!("{}. {w} ", i + 1)).collect();
    let short: String =
        WORDS.split_whitespace().map(|w| format!("{} ", &w[..w.len().min(4)])).collect();
    let texts = [
        all.clone(),
        twelve.clone(),
        all.to_uppercase(),
        all.replace(' ', ","),
        all.replace(' ', ", "),
        all.replace(' ', "-"),
        all.replace(' ', "\n"),
        numbered,
        format!("  {all}  "),
        format!("\"{twelve}\""),
        SHARE.split_whitespace().collect::<Vec<_>>().join(" "),
        HEX.to_owned(),
        format!("0x{HEX}"),
        HEX.to_uppercase(),
        IDENTITY.to_owned(),
        IDENTITY.to_lowercase(),
        XPRV.to_owned(),
    ];
    let mut forms: Vec<Vec<String>> = Vec::new();
    for text in &texts {
        forms.push(vec!["restore".into(), text.clone()]);
        forms.push(vec!["restore".into(), "--words-from".into(), text.clone()]);
        forms.push(vec!["split".into(), "2of3".into(), format!("--secret-from={text}")]);
    }
    let separate = |start: &[&str], text: &str| {
        start.iter().copied().chain(text.split_whitespace()).map(str::to_owned).collect()
    };
    forms.push(separate(&["restore"], WORDS));
    forms.push(separate(&["combine"], SHARE));
    forms.push(separate(&[], WORDS));
    forms.push(separate(&["restore", "--words-from"], WORDS));
    forms.push(separate(&["print", "seed", "-o", "x.pdf"], WORDS));
    forms.push(separate(&["restore", "--mnemonic"], &short));
    for option in ["--passphrase", "--password", "--mnemonic", "--seed", "--pin", "--xprv"] {
        forms.push(vec!["restore".into(), option.into(), "hunter2".into()]);
        forms.push(vec!["restore".into(), format!("{option}=hunter2")]);
    }
    forms
}

#[test]
fn a_secret_in_the_arguments_is_refused_and_not_repeated() {
    let forms = forms();
    assert!(forms.len() >= 50, "{} forms", forms.len());
    for form in forms {
        let output = run(&form);
        let said = String::from_utf8_lossy(&output.stderr).to_lowercase();
        assert_eq!(output.status.code(), Some(6), "{form:?}: {said}");
        assert!(said.starts_with("refused[secret-in-arguments]"), "{form:?}: {said}");
        assert!(output.stdout.is_empty(), "{form:?}");
        for piece in ["pizza", "avocado", "fawn", "0e74b6", "148rxra", "xprv9s", "hunter2"] {
            assert!(!said.contains(piece), "{form:?} is repeated: {said}");
        }
    }
}

#[test]
fn ordinary_arguments_with_list_words_in_them_pass_the_guard() {
    for line in [
        "print seed --label=blue-folder --help",
        "restore photo.jpg scan.pdf --help",
        "split --groups 2 me=1of1 family=2of3 friends=3of5 --help",
        "address --xpub-from wallet.txt --help",
    ] {
        let output = run(&line.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(output.status.code(), Some(0), "{line}");
    }
}

#[test]
fn wrong_usage_never_repeats_a_value() {
    for line in [
        "restore --network hunter2",
        "restore --coin hunter2",
        "restore --gap hunter2",
        "restore --to hunter2",
        "restore --paswd=hunter2",
        "restore --words-from hunter2",
        "restore --passphrase-from hunter2",
        "new --words hunter2",
        "address --account hunter2",
        "key new hunter2 -o k.txt",
        "hunter2",
        "help me hunter2",
        "encrypt x -r hunter2 -o y",
        "split hunter2 --words-from x -o y",
        "restore --expect hunter2",
        "print seed --paper hunter2",
        "print seed -o x.pdf --date hunter2",
        "completions hunter2",
    ] {
        let output = run(&line.split(' ').map(str::to_owned).collect::<Vec<_>>());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(2 | 3 | 6)), "{line}: {said}");
        assert!(!said.contains("hunter2"), "{line}: {said}");
    }
}

#[test]
fn new_refuses_on_a_connected_computer_and_says_which_link_is_up() {
    let output = run(&["new".to_owned(), "savings".to_owned(), "--no-input".to_owned()]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(6), "{said}");
    let links = online_links();
    // Without a network the same command gets as far as the words, which have no terminal to go to.
    let slug = if links.is_empty() { "secret-to-pipe" } else { "online" };
    assert!(said.starts_with(&format!("refused[{slug}]")), "{said}");
    assert!(links.iter().all(|link| said.contains(link)), "{said}");
}

#[test]
fn drill_warns_of_a_network_where_words_are_read_and_not_for_an_archive() {
    let place = scratch();
    let book = "format = 1\n[[place]]\nname = \"desk\"\n[[wallet]]\nname = \"savings\"\n\
                fingerprint = \"8c65eb9f\"\n[[archive]]\nname = \"box\"\nneeds_passphrase = true\n\
                sha256 = \"5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03\"\n\
                [[copy]]\nid = \"savings/A\"\nof = \"savings\"\nwhat = \"seed\"\nmedium = \"paper\"\n\
                place = \"desk\"\n[[copy]]\nid = \"box/A\"\nof = \"box\"\nwhat = \"archive\"\n\
                medium = \"usb\"\nplace = \"desk\"\n";
    for (name, text) in [("logbook.toml", book), ("words.txt", WORDS), ("box.age", "hello\n")] {
        std::fs::write(place.path().join(name), text).unwrap();
    }
    let warns = |line: &str| {
        let mut command = Command::new(PROGRAM);
        command.args(line.split(' ')).args(["--looks", "ok", "--home", "."]);
        let output = command.current_dir(place.path()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{said}");
        said.contains("warning[online]")
    };
    assert_eq!(warns("drill savings/A --words-from words.txt"), !online_links().is_empty());
    assert!(!warns("drill box/A box.age"));
}
