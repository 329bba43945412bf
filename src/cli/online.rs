//! A connected computer: `new` refuses there, other commands that meet a secret warn once.

use super::args::{Command, PrintCommand, WalletCommand};
use super::failure::Failure;
use super::session::Session;
use crate::host;

/// Looks at the links of this computer; before the cage is closed, because inside they cannot be read.
///
/// # Errors
/// `online` when a seed would be made on a connected computer and `--allow-online` was not given.
pub(crate) fn check(command: &Command, session: &mut Session) -> Result<(), Failure> {
    if let Command::New(args) = command {
        return refusal(&host::online_links()).filter(|_| !args.allow_online).map_or(Ok(()), Err);
    }
    let drills = matches!(command, Command::Drill(args) if args.meets_a_secret());
    if drills || meets_a_secret(command) {
        session.links = host::online_links();
    }
    if !drills {
        warn(session);
    }
    Ok(())
}

/// Warns where a link was seen: for commands that know only later whether they meet a secret.
pub(crate) fn warn(session: &mut Session) {
    let links = std::mem::take(&mut session.links);
    if !session.practice
        && let Some(warning) = warning(&links)
    {
        session.warn(warning);
    }
}

/// Files are encrypted and public keys are read on connected computers every day; seeds are not typed there.
fn meets_a_secret(command: &Command) -> bool {
    match command {
        Command::Restore(_) | Command::Child(_) | Command::Split(_) | Command::Combine(_) => true,
        Command::Wallet(WalletCommand::Prove(_)) => true,
        Command::Address(args) => args.meets_a_secret(),
        Command::Print(
            PrintCommand::Seed(_) | PrintCommand::Shares(_) | PrintCommand::Metal(_),
        ) => true,
        Command::Print(PrintCommand::Encrypted(args)) => args.input.is_none(),
        _ => false,
    }
}

fn refusal(links: &[String]) -> Option<Failure> {
    let refusal = Failure::refused("online", connected(links)?)
        .why("a seed made on a connected computer is only as safe as everything on it.")
        .next("use a live system with the network off (coldkeep help offline-computer), or turn the network off now.")
        .next("For a wallet with small amounts: --allow-online");
    Some(refusal)
}

fn warning(links: &[String]) -> Option<Failure> {
    let warning = Failure::warning("online", connected(links)?)
        .why("a seed typed on a connected computer is only as safe as everything on it.")
        .next("turn the network off, or use a live system without one: coldkeep help offline-computer");
    Some(warning)
}

fn connected(links: &[String]) -> Option<String> {
    let names = links.join(", ");
    (!links.is_empty()).then(|| format!("this computer is connected to a network ({names})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::failure::Exit;

    #[test]
    fn the_refusal_names_the_links_and_the_flag() {
        let refusal = refusal(&["eth0".to_owned(), "wlan0".to_owned()]).expect("two links");
        assert_eq!(refusal.exit(), Exit::Refused);
        assert_eq!(
            refusal.to_string(),
            "refused[online]: this computer is connected to a network (eth0, wlan0)\n  \
             why:  a seed made on a connected computer is only as safe as everything on it.\n  \
             next: use a live system with the network off (coldkeep help offline-computer), or turn the\n        \
             network off now.\n        \
             For a wallet with small amounts: --allow-online\n"
        );
    }

    #[test]
    fn the_warning_names_the_links() {
        let warning = warning(&["wlan0".to_owned()]).expect("a link");
        assert_eq!(
            warning.to_string(),
            "warning[online]: this computer is connected to a network (wlan0)\n  \
             why:  a seed typed on a connected computer is only as safe as everything on it.\n  \
             next: turn the network off, or use a live system without one: \
             coldkeep help offline-computer\n"
        );
    }

    #[test]
    fn nothing_is_said_without_a_network() {
        assert!(refusal(&[]).is_none());
        assert!(warning(&[]).is_none());
    }
}
