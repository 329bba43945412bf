//! coldkeep split: one secret, several shares, each way back tried before "done".

use crate::cli::args::{ShareForm, SplitArgs};
use crate::cli::codex32;
use crate::cli::deliver;
use crate::cli::failure::{Exit, Failure};
use crate::cli::keeping;
use crate::cli::report::Report;
use crate::cli::screens;
use crate::cli::session::Session;
use crate::cli::shares::{self, Cut};
use crate::cli::xor;
use crate::host::{self, NewFolder};
use crate::secret::SecretText;
use crate::seed::Language;
use crate::share::{Form, GivesBack, Scheme, Share, file};
use serde::Serialize;
use std::fmt;
use std::path::Path;

/// A set of shares; no words of any share but the set's public name.
#[derive(Serialize)]
struct Split {
    /// How the shares are written: `slip39`, `codex32`, `sskr` or `xor`.
    form: &'static str,
    /// What all shares have in common; parts of a Seed XOR have nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    set: Option<String>,
    scheme: String,
    shares: usize,
    gives_back: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<String>,
    /// How many sets of shares were recombined, and whether those are all.
    quorums_checked: usize,
    all_quorums: bool,
    files: Vec<String>,
}

impl fmt::Display for Split {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.set.iter().try_for_each(|set| writeln!(f, "{set}"))?;
        self.files.iter().try_for_each(|file| writeln!(f, "{file}"))
    }
}

/// Splits a secret.
///
/// # Errors
/// A bad scheme or secret; a refused way out; `shares-not-good` when not every quorum gives the secret back (then
/// nothing is left).
pub(crate) fn run(args: &SplitArgs, session: &mut Session) -> Result<Report, Failure> {
    session.allow_recording(args.allow_recording);
    session.language = args.language;
    let scheme = shares::scheme(&args.scheme, args.groups)?;
    let given = Flags {
        as_seed: args.as_seed,
        secret: args.secret_from.is_some(),
        not_extendable: args.not_extendable,
    };
    check_form(args.form, &given)?;
    match &args.output {
        Some(folder) => {
            deliver::refuse_secret_file(folder, args.allow_secret_file, "the screen (--screen)")?;
            if folder.symlink_metadata().is_ok() {
                return Err(deliver::folder_exists(folder));
            }
        }
        None => {
            session.must_show("the shares", "-o DIR")?;
            session.must_not_be_recorded()?;
        }
    }
    let asked = shares::Request {
        words_from: args.words_from.as_ref(),
        secret_from: args.secret_from.as_ref(),
        passphrase_from: args.passphrase_from.as_ref(),
        expect: args.expect.as_deref(),
        anonymous: args.anonymous,
        extendable: !args.not_extendable,
        form: if args.form == ShareForm::Sskr { Form::Sskr } else { Form::Slip39 },
    };
    match args.form {
        ShareForm::Codex32 => return strings(args, session, &scheme, &asked),
        ShareForm::Xor => return parts(args, session, &scheme, &asked),
        ShareForm::Slip39 | ShareForm::Sskr => {}
    }
    let cut = shares::cut(session, &scheme, &asked)?;
    let (files, quorums) = match &args.output {
        Some(folder) => write(session, &cut, folder)?,
        None => show(session, &cut, true)?,
    };
    shares::tell(session, &scheme, cut.shares.len(), quorums.subsets.len());
    let set = cut.shares[0].set_name();
    if !session.practice {
        keeping::warn_of_old_sets(session, &set, cut.fingerprint.as_deref());
        keeping::shares(session, &set, &scheme.to_string(), cut.fingerprint.as_deref());
    }
    Ok(Report::of(&Split {
        form: if args.form == ShareForm::Sskr { "sskr" } else { "slip39" },
        set: Some(set),
        scheme: scheme.to_string(),
        shares: cut.shares.len(),
        gives_back: cut.gives_back.to_string(),
        language: cut.language.map(Language::slug),
        fingerprint: cut.fingerprint.clone(),
        quorums_checked: quorums.subsets.len(),
        all_quorums: quorums.all,
        files,
    }))
}

/// The flags that belong to some ways of writing shares only.
pub(crate) struct Flags {
    pub(crate) as_seed: bool,
    pub(crate) secret: bool,
    pub(crate) not_extendable: bool,
}

/// Refuses flags that belong to another scheme.
///
/// # Errors
/// `usage`.
pub(crate) fn check_form(form: ShareForm, given: &Flags) -> Result<(), Failure> {
    let flag = match form {
        ShareForm::Slip39 | ShareForm::Sskr | ShareForm::Xor if given.as_seed => {
            "--as-seed belongs to --scheme codex32"
        }
        ShareForm::Xor if given.secret => "--scheme xor splits words, not what --secret-from gives",
        ShareForm::Codex32 | ShareForm::Sskr | ShareForm::Xor if given.not_extendable => {
            "--not-extendable belongs to --scheme slip39"
        }
        _ => return Ok(()),
    };
    Err(Failure::error("usage", Exit::Usage, flag).next("leave it out"))
}

/// The same for codex32: a seed in strings.
fn strings(
    args: &SplitArgs,
    session: &mut Session,
    scheme: &Scheme,
    asked: &shares::Request<'_>,
) -> Result<Report, Failure> {
    let cut = codex32::cut(session, scheme, asked, args.as_seed)?;
    let (files, quorums) = match &args.output {
        Some(folder) => {
            let mut made = NewFolder::create(folder)?;
            let (names, quorums) = cut.write(&mut made)?;
            made.keep()?;
            (in_one_place(session, folder, &names), quorums)
        }
        None => (Vec::new(), cut.show(session, true)?),
    };
    shares::tell(session, scheme, cut.shares.len(), quorums.subsets.len());
    Ok(Report::of(&Split {
        form: "codex32",
        set: Some(cut.set_name()),
        scheme: scheme.to_string(),
        shares: cut.shares.len(),
        gives_back: GivesBack::Bip32Seed.to_string(),
        language: None,
        fingerprint: cut.fingerprint.clone(),
        quorums_checked: quorums.subsets.len(),
        all_quorums: quorums.all,
        files,
    }))
}

/// The same for Seed XOR: words in parts that are words.
fn parts(
    args: &SplitArgs,
    session: &mut Session,
    scheme: &Scheme,
    asked: &shares::Request<'_>,
) -> Result<Report, Failure> {
    let parts = xor::cut(session, scheme, asked)?;
    let files = match &args.output {
        Some(folder) => {
            let mut made = NewFolder::create(folder)?;
            let names = parts.write(&mut made)?;
            made.keep()?;
            in_one_place(session, folder, &names)
        }
        None => {
            parts.show(session)?;
            Vec::new()
        }
    };
    shares::tell(session, scheme, parts.count(), 1);
    Ok(Report::of(&Split {
        form: "xor",
        set: None,
        scheme: scheme.to_string(),
        shares: parts.count(),
        gives_back: GivesBack::Words(parts.word_count() as u8).to_string(),
        language: Some(parts.language().slug()),
        fingerprint: parts.fingerprint.clone(),
        quorums_checked: 1,
        all_quorums: true,
        files,
    }))
}

fn write(
    session: &mut Session,
    cut: &Cut,
    folder: &Path,
) -> Result<(Vec<String>, crate::share::Quorums), Failure> {
    let mut made = NewFolder::create(folder)?;
    let mut names = Vec::new();
    let many_groups = cut.shares[0].group_count() > 1;
    for (at, share) in cut.shares.iter().enumerate() {
        let name = if many_groups {
            format!("share-{}-{}.txt", share.group(), share.member_number())
        } else {
            format!("share-{}.txt", share.member_number())
        };
        // exposed to: a 0600 file in the new folder, on memory-backed storage or by --allow-secret-file
        made.write(&name, file::write(share, &cut.notes[at]).expose_secret().as_bytes())?;
        names.push(name);
    }
    // What counts is what is on the storage: every share is parsed again from its file.
    let mut back = Vec::new();
    for name in &names {
        let text = SecretText::from_bytes(made.read(name, file::FILE_LIMIT)?)?;
        back.push(file::read(&text)?.0);
    }
    let quorums = cut.check(&back)?;
    made.keep()?;
    Ok((in_one_place(session, folder, &names), quorums))
}

/// Warns that a folder holds a whole quorum, and names the files in it.
fn in_one_place(session: &mut Session, folder: &Path, names: &[String]) -> Vec<String> {
    session.warn(
        Failure::warning(
            "quorum-in-one-place",
            format!(
                "{} holds enough shares to restore: whoever finds the folder has the secret",
                host::show_path(folder)
            ),
        )
        .next("bring each share to its own place, then delete the folder yourself"),
    );
    let folder = host::show_path(folder);
    names.iter().map(|name| format!("{folder}/{name}")).collect()
}

/// Shows each share and, with `check`, has it typed back.
///
/// # Errors
/// When the screen is not there, or a share is typed back wrongly; `shares-not-good`.
pub(crate) fn show(
    session: &mut Session,
    cut: &Cut,
    check: bool,
) -> Result<(Vec<String>, crate::share::Quorums), Failure> {
    if let Some(language) = cut.language.filter(|language| *language != Language::English) {
        session.say(&format!(
            "The words that come back are {language}: write that on every share, which holds only their entropy."
        ));
    }
    let mut back = Vec::new();
    let count = cut.shares.len();
    for (at, share) in cut.shares.iter().enumerate() {
        let title = format!("Share {} of {count} · {}", at + 1, cut.title(at));
        let words = share.words();
        session.show_pages(&screens::share_pages(&title, &words))?;
        if check {
            session.say("Now type this share back from your paper.");
            screens::type_share_back(
                session,
                &format!("Share {} of {count}, from your paper", at + 1),
                &words,
                share.form(),
            )?;
        }
        back.push(Share::parse(&words)?);
    }
    Ok((Vec::new(), cut.check(&back)?))
}

/// The refusal when shares do not give back what was split.
pub(crate) fn not_good() -> Failure {
    Failure::error(
        "shares-not-good",
        Exit::Failed,
        "a set of these shares does not give the secret back; nothing was kept",
    )
    .why("this is a fault of the program or of the machine's memory.")
    .next("run it again; if it happens again, use another computer")
}
