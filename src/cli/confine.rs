//! Puts a command into its cage before it reads anything: its own files, no network, no other program.

use super::args::{Command, Global, KeyCommand, PaperArgs, PrintCommand, WalletCommand};
use super::books::Books;
use super::cmd::{print, push, rekey};
use super::desk::Desk;
use super::failure::Failure;
use super::kept::Shelf;
use super::logged;
use super::session::Session;
use super::usual;
use crate::host::{self, Confinement, Fitness, Printer, Reach, SecretSource};
use std::path::{Path, PathBuf};

/// What was opened before the cage was closed.
#[derive(Default)]
pub(crate) struct Confined {
    /// The printing program that waits for pages.
    pub(crate) printer: Option<Printer>,
    /// The user's program that reads a copy back.
    pub(crate) read_back: Option<push::ReadBack>,
    /// What is known of this computer, and how far the cage holds here.
    pub(crate) fitness: Option<(Fitness, Confinement)>,
}

/// Starts the printing program where one is needed, then closes the cage.
///
/// # Errors
/// When the printer is refused or missing; when the kernel has the fences and cannot set them up.
pub(crate) fn enter(
    command: &Command,
    global: &Global,
    session: &mut Session,
) -> Result<Confined, Failure> {
    let printer = match printing(command) {
        Some((pages, secret)) if !pages.dry_run => {
            print::open_printer(pages, secret && !global.practice)?
        }
        _ => None,
    };
    let read_back = match command {
        Command::Push(args) if args.decrypts() && !args.dry_run => {
            Some(push::begin(args, session)?)
        }
        // Programs are started again and again, and no secret is met: there is no cage to close.
        Command::Push(args) if !args.dry_run => return Ok(Confined::default()),
        _ => None,
    };
    // The cage lets nobody out of the home, so it must be there before.
    match command {
        Command::Wallet(WalletCommand::Add(_)) => drop(Shelf::open_or_make(session)?),
        Command::Plan(args) if !args.dry_run => drop(Books::open_or_make(session)?),
        Command::Copies(kind) if kind.changes() => drop(Books::open_or_make(session)?),
        Command::Encrypt(args) if logged::notes(args, session) => {
            drop(Books::open_or_make(session)?);
        }
        Command::Rekey(args) if rekey::noted::notes(args, session) => {
            drop(Books::open_or_make(session)?);
        }
        Command::Letter(args) if args.changes() && (args.template || session.can_ask()) => {
            drop(Desk::open_or_make(session)?);
        }
        _ => {}
    }
    let fitness = matches!(command, Command::Doctor(_)).then(host::fitness);
    let confinement = host::enter_sandbox(&reach(command, global))?;
    if let Some(fitness) = fitness {
        let fitness = Some((fitness, confinement));
        return Ok(Confined { fitness, ..Confined::default() });
    }
    for sentence in confinement.warnings() {
        session.warn(
            Failure::warning("not-confined", sentence)
                .why("coldkeep opens no connection and starts no program by itself; here nothing but its own code enforces that.")
                .next("on a computer without a network this changes nothing"),
        );
    }
    Ok(Confined { printer, read_back, fitness: None })
}

/// The pages of a printing command, and whether they are secret.
fn printing(command: &Command) -> Option<(&PaperArgs, bool)> {
    match command {
        Command::Print(PrintCommand::Seed(args)) => Some((&args.pages, true)),
        Command::Print(PrintCommand::Shares(args)) => Some((&args.pages, true)),
        Command::Print(PrintCommand::Metal(args)) => Some((&args.pages, true)),
        // With --split the shares are printed along, and together they open the sheet.
        Command::Print(PrintCommand::Encrypted(args)) => Some((&args.pages, args.split.is_some())),
        Command::Print(PrintCommand::Descriptor(args)) => Some((&args.pages, false)),
        Command::Print(PrintCommand::Letter(args)) => Some((&args.pages, false)),
        Command::Print(
            PrintCommand::Recover(args) | PrintCommand::Blank(args) | PrintCommand::Practice(args),
        ) => Some((&args.pages, false)),
        _ => None,
    }
}

/// The files a command was given, and the folders it was told to write into.
fn reach(command: &Command, global: &Global) -> Reach {
    let mut read: Vec<PathBuf> = Vec::new();
    let mut write: Vec<&Path> = Vec::new();
    let mut unpack: Vec<PathBuf> = Vec::new();
    let mut sources: Vec<&SecretSource> = Vec::new();
    // Where nothing says where it is, the command says so.
    let home = host::home_path(global.home.as_deref()).ok();
    let mut change_home = false;
    match command {
        Command::New(args) => {
            sources.extend(&args.rolls_from);
            sources.extend(&args.passphrase_from);
            sources.extend(&args.file_passphrase_from);
            write.extend(args.output.as_deref());
        }
        Command::Restore(args) => {
            read.extend(args.files.iter().chain(&args.identity).cloned());
            sources.extend(&args.words_from);
            sources.extend(&args.key_from);
            sources.extend(&args.share_from);
            sources.extend(&args.passphrase_from);
            sources.extend(&args.file_passphrase_from);
            write.extend(args.way.output.as_deref());
        }
        Command::Address(args) => {
            sources.extend(args.words_from.iter().chain(&args.share_from).chain(&args.key_from));
            sources.extend(&args.passphrase_from);
            sources.extend(&args.xpub_from);
            sources.extend(&args.descriptor_from);
            if args.asks_a_wallet(global.practice) {
                change_home = !args.only_looks();
                read.extend(home.clone());
            }
        }
        Command::Wallet(kind) => {
            read.extend(home.clone());
            match kind {
                WalletCommand::Add(args) => {
                    sources.extend(&args.descriptor_from);
                    sources.extend(
                        args.xpub_from.iter().chain(&args.key_from).chain(&args.token_from),
                    );
                    read.extend(args.cosigner.iter().chain(&args.labels).cloned());
                    change_home = true;
                }
                WalletCommand::Prove(args) => {
                    sources.extend(args.words_from.iter().chain(&args.passphrase_from));
                }
                WalletCommand::Remove(_) => change_home = true,
                WalletCommand::Export(args) => {
                    sources.extend(&args.token_from);
                    write.extend(args.output.as_deref());
                }
                WalletCommand::List(_) | WalletCommand::Show(_) => {}
            }
        }
        Command::Child(args) => {
            sources.extend(&args.words_from);
            sources.extend(&args.passphrase_from);
            write.extend(args.way.output.as_deref());
        }
        Command::Split(args) => {
            read.extend(home.clone());
            sources.extend(&args.words_from);
            sources.extend(&args.secret_from);
            sources.extend(&args.passphrase_from);
            write.extend(args.output.as_deref());
        }
        Command::Combine(args) => {
            read.extend(args.files.iter().cloned());
            sources.extend(&args.share_from);
            sources.extend(&args.share_passphrase_from);
            sources.extend(&args.passphrase_from);
            write.extend(args.way.output.as_deref());
        }
        Command::Encrypt(args) => {
            read.extend(
                args.inputs.iter().chain(&args.recipients_file).chain(&args.identity).cloned(),
            );
            read.extend(args.inputs.iter().flat_map(|path| host::beside(path)));
            sources.extend(&args.file_passphrase_from);
            write.extend(args.output.as_deref());
            write.extend(args.key_file.as_deref());
            if args.noted_as().is_some() {
                read.extend(home.clone());
                change_home = !args.dry_run;
            }
        }
        Command::Decrypt(args) => {
            read.extend(args.input.iter().chain(&args.identity).cloned());
            sources.extend(&args.file_passphrase_from);
            write.extend(args.output.as_deref());
            unpack.extend(args.extract.as_deref().map(folder_of));
        }
        Command::Rekey(args) => {
            read.push(args.input.clone());
            let keys = args.identity.iter().chain(&args.new_identity);
            read.extend(keys.chain(&args.recipients_file).cloned());
            sources.extend(args.file_passphrase_from.iter().chain(&args.old_file_passphrase_from));
            write.push(&args.output);
            write.extend(args.key_file.as_deref());
            change_home = args.log && !args.dry_run;
        }
        Command::Push(args) => {
            read.extend(home.clone());
            read.extend(args.identity.iter().cloned());
            change_home = args.decrypts();
            if !args.verify {
                // Beside the file may lie its key.
                read.extend(args.file.iter().map(|file| folder_of(file)));
                read.extend(args.key_file.clone());
            }
            sources.extend(&args.file_passphrase_from);
        }
        Command::Key(KeyCommand::New(args)) => {
            sources.extend(&args.file_passphrase_from);
            write.extend(args.output.as_deref());
        }
        Command::Key(KeyCommand::Recipient(args)) => {
            read.push(args.identity.clone());
            sources.extend(&args.file_passphrase_from);
        }
        Command::Print(kind) => {
            let pages = match kind {
                PrintCommand::Seed(args) => {
                    sources.extend(&args.seed.words_from);
                    sources.extend(&args.seed.passphrase_from);
                    &args.pages
                }
                PrintCommand::Metal(args) => {
                    sources.extend(&args.seed.words_from);
                    sources.extend(&args.seed.passphrase_from);
                    &args.pages
                }
                PrintCommand::Shares(args) => {
                    read.extend(home.clone());
                    sources.extend(&args.secret_from);
                    sources.extend(&args.seed.words_from);
                    sources.extend(&args.seed.passphrase_from);
                    &args.pages
                }
                PrintCommand::Encrypted(args) => {
                    read.extend(args.input.iter().cloned());
                    sources.extend(&args.seed.words_from);
                    sources.extend(&args.seed.passphrase_from);
                    sources.extend(&args.file_passphrase_from);
                    &args.pages
                }
                PrintCommand::Descriptor(args) => {
                    match args.file() {
                        Some(SecretSource::File(path)) => read.push(path),
                        Some(_) => {}
                        None => read.extend(home.clone()),
                    }
                    if let Some(SecretSource::File(path)) = &args.proof {
                        read.push(path.clone());
                    }
                    &args.pages
                }
                PrintCommand::Letter(args) => {
                    read.extend(home.clone());
                    &args.pages
                }
                PrintCommand::Recover(args)
                | PrintCommand::Blank(args)
                | PrintCommand::Practice(args) => &args.pages,
            };
            write.extend(pages.output.as_deref());
        }
        Command::Scan(args) => {
            read.extend(args.files.iter().cloned());
            sources.extend(&args.typed);
            write.extend(args.way.output.as_deref());
        }
        Command::Letter(args) => {
            read.extend(home.clone());
            change_home = args.changes();
        }
        Command::Plan(args) => {
            read.extend(home.clone());
            change_home = !args.dry_run;
        }
        Command::Status(args) => {
            read.extend(home.clone());
            write.extend(args.ics.as_deref());
        }
        Command::Drill(args) => {
            read.extend(args.files.iter().cloned().chain(home.clone()));
            sources.extend(args.words_from.iter().chain(&args.passphrase_from));
            change_home = true;
        }
        Command::Copies(kind) => {
            read.extend(home.clone());
            change_home = kind.changes();
        }
        Command::Identify(args) => read.extend(args.file.iter().cloned()),
        Command::Find(args) => {
            // The logbook knows of which files there are copies.
            read.extend(usual::roots(args, home.as_deref()).into_iter().chain(home.clone()));
            read.extend(args.paths.iter().flat_map(|path| host::beside(path)));
        }
        Command::Doctor(_) | Command::Help(_) | Command::Completions(_) => {}
    }
    read.extend(sources.into_iter().filter_map(|source| match source {
        SecretSource::File(path) => Some(path.clone()),
        SecretSource::Ask | SecretSource::Stdin | SecretSource::Fd(_) => None,
    }));
    read.retain(|path| path.as_os_str() != "-");
    let files = write.into_iter().filter(|path| path.as_os_str() != "-");
    let write_dirs = files.map(folder_of).chain(home.filter(|_| change_home)).collect();
    Reach { read, write_dirs, unpack_dirs: unpack, terminal: false }
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}
