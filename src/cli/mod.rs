//! The commands: arguments in, one report or one failure out.
//!
//! Three channels. stdout carries the result and nothing else. stderr carries the conversation. The
//! terminal itself carries secrets and questions. `session` talks, `report` writes stdout, `failure` holds
//! the messages; a command (`cmd/`) reads, refuses, acts and hands back a report.

pub mod args;
mod beside;
mod blocks;
mod books;
mod bring;
pub mod cmd;
mod codes;
mod codex32;
mod confine;
mod confirm;
mod covered;
mod day;
mod deliver;
mod desk;
mod failure;
mod fault;
mod found;
mod gather;
mod gone;
mod guard;
mod inside;
mod judges;
mod keeping;
mod kept;
mod layout;
mod line;
mod logged;
mod look;
mod mend;
mod met;
mod native;
mod obtain;
mod online;
mod opening;
mod other;
mod pack;
mod page_words;
mod pieces;
mod plates;
mod random;
mod report;
mod reunite;
mod rolls;
mod rows;
mod screens;
mod session;
mod shares;
mod source;
mod stream;
mod tree;
mod typed_seeds;
mod typed_shares;
mod unknown_place;
mod unlock;
mod unpack;
mod usage;
mod usual;
mod wallets;
mod xor;

use crate::host::{self, Speech};
use crate::keys;
use crate::logbook::State;
use args::{
    Args, Command, CopiesCommand, Global, KeyCommand, LetterCommand, PrintCommand, WalletCommand,
};
use clap::{CommandFactory, Parser};
use failure::{Exit, Failure};
use report::Report;
use session::Session;
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program on these arguments and tells the exit code.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    // Without the handler a signal ends the program at once, as it does every other one.
    let _ = host::listen_for_signals();
    keys::stop_when(host::interrupted);
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let exit =
        fault::caught(|| run(&arguments)).unwrap_or_else(|failure| stop(&arguments, &failure));
    host::memory::scrub_stack();
    ExitCode::from(exit as u8)
}

/// Tells a failure outside any command: before the arguments are understood, or after a fault.
fn stop(arguments: &[OsString], failure: &Failure) -> Exit {
    Speech::new(true).say(failure.to_string().trim_end());
    if arguments.iter().any(|a| a == "--json") {
        // A failure to write the failure has nowhere left to go but the exit code.
        let name = usage::command_of(arguments);
        let line = report::failure_line(name.trim_start(), failure, &[]);
        let _ = host::write_stdout(line.as_bytes());
    }
    failure.exit()
}

fn run(arguments: &[OsString]) -> Exit {
    if let Err(refusal) = guard::refuse_secrets(arguments) {
        return stop(arguments, &refusal);
    }
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(shown) if !shown.use_stderr() => return print_plain(&shown.render().to_string()),
        Err(wrong) => return stop(arguments, &usage::failure(&wrong, arguments)),
    };
    let Some(command) = args.command else {
        return print_plain(&first_screen());
    };
    line::means_home(args.global.home.as_deref());
    let protection = host::memory::protect();
    let mut session = Session::new(&args.global);
    session.tell_protection(protection);
    let name = command.name();
    let done = match dispatch(command, &args.global, &mut session) {
        // Somebody who stopped the command does not wait for its result, which may be a secret.
        Ok(_) if host::interrupted() => Err(Failure::interrupted_at_the_end()),
        Err(failure) if host::interrupted() && failure.exit() != Exit::Interrupted => {
            Err(Failure::interrupted())
        }
        Ok(report) => report.show(name, session.json, session.warnings()),
        Err(failure) => Err(failure),
    };
    match done {
        Ok(exit) => exit,
        Err(failure) => {
            session.say_failure(&failure);
            if session.json {
                let line = report::failure_line(name, &failure, session.warnings());
                let _ = host::write_stdout(line.as_bytes());
            }
            failure.exit()
        }
    }
}

fn dispatch(command: Command, global: &Global, session: &mut Session) -> Result<Report, Failure> {
    online::check(&command, session)?;
    let confined = confine::enter(&command, global, session)?;
    match command {
        Command::New(args) => cmd::new::run(&args, session),
        Command::Restore(args) => cmd::restore::run(&args, session),
        Command::Address(args) => cmd::address::run(&args, session),
        Command::Child(args) => cmd::child::run(&args, session),
        Command::Wallet(WalletCommand::Add(args)) => cmd::wallet::add::run(&args, session),
        Command::Wallet(WalletCommand::List(_)) => cmd::wallet::list::run(session),
        Command::Wallet(WalletCommand::Show(args)) => cmd::wallet::show::run(&args, session),
        Command::Wallet(WalletCommand::Prove(args)) => cmd::wallet::prove::run(&args, session),
        Command::Wallet(WalletCommand::Export(args)) => cmd::wallet::export::run(&args, session),
        Command::Wallet(WalletCommand::Remove(args)) => cmd::wallet::remove::run(&args, session),
        Command::Split(args) => cmd::split::run(&args, session),
        Command::Combine(args) => cmd::combine::run(&args, session),
        Command::Encrypt(args) => cmd::encrypt::run(&args, session),
        Command::Decrypt(args) => cmd::decrypt::run(&args, session),
        Command::Rekey(args) => cmd::rekey::run(&args, session),
        Command::Key(KeyCommand::New(args)) => cmd::key::new(&args, session),
        Command::Key(KeyCommand::Recipient(args)) => cmd::key::recipient(&args, session),
        Command::Push(args) => cmd::push::run(&args, confined.read_back, session),
        Command::Print(PrintCommand::Seed(args)) => {
            cmd::print::seed::run(&args, confined.printer, session)
        }
        Command::Print(PrintCommand::Shares(args)) => {
            cmd::print::shares::run(&args, confined.printer, session)
        }
        Command::Print(PrintCommand::Metal(args)) => {
            cmd::print::metal::run(&args, confined.printer, session)
        }
        Command::Print(PrintCommand::Encrypted(args)) => {
            cmd::print::encrypted::run(&args, confined.printer, session)
        }
        Command::Print(PrintCommand::Descriptor(args)) => {
            cmd::print::descriptor::run(&args, confined.printer, session)
        }
        Command::Print(PrintCommand::Recover(args)) => {
            cmd::print::public::recover(&args, confined.printer, session)
        }
        Command::Print(PrintCommand::Letter(args)) => {
            cmd::print::letter::run(&args, confined.printer, session)
        }
        Command::Print(PrintCommand::Blank(args)) => {
            cmd::print::public::blank(&args, confined.printer, session)
        }
        Command::Print(PrintCommand::Practice(args)) => {
            cmd::print::practice::run(&args, confined.printer, session)
        }
        Command::Scan(args) => cmd::scan::run(&args, session),
        Command::Identify(args) => cmd::identify::run(&args, session),
        Command::Find(args) => cmd::find::run(&args, session),
        Command::Letter(args) => match &args.command {
            None => cmd::letter::run(&args, session),
            Some(LetterCommand::Edit(edit)) => cmd::letter::edit(edit.question, session),
            Some(LetterCommand::Check(_)) => cmd::letter::check::run(session),
        },
        Command::Copies(CopiesCommand::Add(args)) => cmd::copies::add::run(&args, session),
        Command::Copies(CopiesCommand::Move(args)) => cmd::copies::change::to_place(&args, session),
        Command::Copies(CopiesCommand::Lost(args)) => {
            cmd::copies::change::gone(&args, State::Lost, session)
        }
        Command::Copies(CopiesCommand::Destroyed(args)) => {
            cmd::copies::change::gone(&args, State::Destroyed, session)
        }
        Command::Copies(CopiesCommand::Reached(args)) => {
            cmd::copies::change::reached(&args, session)
        }
        Command::Plan(args) => cmd::plan::run(&args, session),
        Command::Status(args) => cmd::status::run(&args, session),
        Command::Drill(args) => cmd::drill::run(&args, session),
        Command::Copies(CopiesCommand::List(args)) => cmd::copies::list::run(&args, session),
        Command::Doctor(args) => cmd::doctor::run(&args, confined.fitness, session),
        Command::Help(args) => cmd::help::run(&args),
        Command::Completions(args) => cmd::completions::run(&args),
    }
}

fn print_plain(text: &str) -> Exit {
    match host::write_stdout(text.as_bytes()) {
        Ok(()) => Exit::Done,
        Err(error) => stop(&[], &error.into()),
    }
}

fn first_screen() -> String {
    let version = Args::command().render_version();
    format!("{}\n{}", version.trim_end(), include_str!("help/first.txt"))
}
