//! coldkeep wallet export: a kept wallet in a form that other programs read.

use super::{coded, record, sealed};
use crate::cli::args::{CODE_FORMS, LABELS_FORM, SEALED_FORM, WalletExportArgs};
use crate::cli::deliver;
use crate::cli::failure::{Exit, Failure};
use crate::cli::kept::{self, Kept, Shelf, WALLETS};
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::host::{self, AtomicFile, Date};
use crate::wallet::{self, MAX_LABELS, Policy, bsms_seal};
use serde::Serialize;
use std::fmt;

/// What was given out.
#[derive(Serialize)]
struct Exported {
    wallet: String,
    form: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

impl fmt::Display for Exported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.text, &self.file) {
            (Some(text), _) => f.write_str(text),
            (None, Some(file)) => writeln!(f, "{file}"),
            (None, None) => Ok(()),
        }
    }
}

/// Gives a wallet out.
///
/// # Errors
/// When there is none of that name, it has no such form, or the output cannot be written.
pub(crate) fn run(args: &WalletExportArgs, session: &mut Session) -> Result<Report, Failure> {
    let output = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    if let Some(path) = output {
        deliver::refuse_existing(path, args.force)?;
    }
    if args.token_from.is_some() && args.to != "bsms" {
        return Err(Failure::error("usage", Exit::Usage, "--token-from belongs to --to bsms")
            .next("leave it out; coldkeep wallet export --to bip138 encrypts to the wallet's own keys"));
    }
    let shelf = Shelf::open(session)?;
    let name = shelf.choose(args.name.as_deref())?;
    let kept = shelf.read(&name)?;
    let labels = shelf.home.read(WALLETS, &name.labels_file(), MAX_LABELS);
    let labels = labels.map_err(|error| kept::at_home(&shelf.path(&name), error))?;
    let token = record::tokens(session, args.token_from.as_slice())?.pop();
    let mut text = match args.to.as_str() {
        LABELS_FORM => labels.ok_or_else(|| {
            Failure::error("no-labels", Exit::Failed, format!("no labels lie beside {name}"))
                .next("coldkeep wallet add NAME --labels FILE keeps them")
        })?,
        SEALED_FORM => sealed::seal(session, &named(&kept), labels.as_deref())?,
        form if CODE_FORMS.contains(&form) => coded::write(&kept.policy, form)?,
        form => {
            let next = kept.file.branch(false).fresh(1);
            let next = next.map_err(|error| shelf.failed(&name, &error))?;
            let next = next.first().copied().unwrap_or(0);
            let text = wallet::export(&named(&kept), form.parse()?, kept.network, next)?;
            token.as_ref().map_or_else(|| text.clone(), |token| bsms_seal(&text, token))
        }
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let file = output.map(|path| {
        let mut file = AtomicFile::create(path, deliver::existing(args.force))
            .map_err(|error| Failure::at(path, error))?;
        deliver::fill(&mut file, path, text.as_bytes())?;
        deliver::commit(session, file, path)?;
        Ok::<_, Failure>(host::show_path(path))
    });
    let file = file.transpose()?;
    session.say("It cannot spend. It shows balances: keep it private.");
    let text = file.is_none().then_some(text);
    Ok(Report::of(&Exported { wallet: name.to_string(), form: args.to.clone(), text, file }))
}

/// The wallet under the name that it has here, with the birthday that its file says.
fn named(kept: &Kept) -> Policy {
    const DAY: u64 = 86_400;
    let mut policy = kept.policy.clone();
    policy.name = Some(kept.name.to_string());
    let day = kept.file.birthday().and_then(|day| day.parse::<Date>().ok());
    policy.birth_time = day.map(|day| day.days() * DAY).or(policy.birth_time);
    policy
}
