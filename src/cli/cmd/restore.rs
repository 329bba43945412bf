//! coldkeep restore: words, pictures, shares or encrypted sheets, back to the wallet they came from.

use crate::cli::args::{RestoreArgs, Restored, SeedKind};
use crate::cli::beside::not_compared;
use crate::cli::bring::{self, Brought, Source};
use crate::cli::codes;
use crate::cli::confirm::{self, Face, Identity};
use crate::cli::deliver;
use crate::cli::failure::{Exit, Failure};
use crate::cli::other::{self, Choice, Deciding};
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::{gather, mend, obtain, screens};
use crate::keys::{self, Root};
use crate::seed::{Mnemonic, Passphrase};
use crate::share::payload;
use crate::ur::registry::Names;
use crate::wallet::{self, WalletError};
use serde::Serialize;
use std::fmt;

/// The wallet that came back.
#[derive(Serialize)]
struct RestoredWallet {
    kind: &'static str,
    #[serde(flatten)]
    identity: Identity,
    /// Absent for an extended private key.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    /// Whether these words are printed in public.
    published: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    xpub: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    descriptor: Option<String>,
    /// The file that holds the secret result.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

impl fmt::Display for RestoredWallet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.xpub, &self.descriptor) {
            (Some(public), _) | (_, Some(public)) => f.write_str(public),
            _ => write!(f, "{} {}", self.identity.fingerprint, self.identity.address),
        }
    }
}

/// Brings a wallet back and compares it with what was expected.
///
/// # Errors
/// Everything that can be wrong with words, shares, pages and keys; `wrong-wallet` when it is another.
pub(crate) fn run(args: &RestoreArgs, session: &mut Session) -> Result<Report, Failure> {
    session.allow_recording(args.way.allow_recording);
    session.language = args.language;
    if args.camera {
        return Err(gather::no_camera("restore"));
    }
    if let Some(source) = &args.key_from {
        return super::restore_key::run(args, source, session);
    }
    if args.kind.is_some_and(|kind| kind.key().is_some()) {
        return Err(Failure::error("usage", Exit::Usage, "--as: private keys come by --key-from")
            .next("coldkeep restore --key-from ask"));
    }
    if args.to == Restored::Bip38 {
        return Err(not_of_this_kind("bip38 locks a single key; words give out the other forms"));
    }
    let (expected, of_others) = other::expected(args.expect.as_deref(), session.network)?;
    let face = Face::of(&args.which, args.account)?;
    // Monero's addresses come from its own words only; whether these are such is not known yet.
    if !face.is_monero() {
        face.derivation(session.network)?;
    }
    let secret_result = matches!(
        args.to,
        Restored::Words
            | Restored::Seedqr
            | Restored::CompactSeedqr
            | Restored::Ur
            | Restored::UrCrypto
            | Restored::Xprv
            | Restored::Wif
    );
    if secret_result {
        deliver::refuse_same_file(
            args.way.output.as_deref(),
            args.files.iter().chain(&args.identity).map(std::path::PathBuf::as_path),
        )?;
        args.way.check(session)?;
    } else if args.way.output.is_some() {
        return Err(Failure::error(
            "usage",
            Exit::Usage,
            "-o belongs to --to words, seedqr, compact-seedqr, ur, ur-crypto, xprv and wif; public results go to stdout",
        )
        .next("coldkeep restore --to xpub > FILE"));
    }
    // Shares of a native wallet are put together with their passphrase; words come before theirs.
    let before = args.kind == Some(SeedKind::Slip39Wallet);
    let any =
        |session: &mut Session| obtain::any_passphrase(session, args.passphrase_from.as_ref());
    let mut text = if before { any(session)? } else { None };
    let Brought { source, beside } = bring::bring(&args.into(), session, text.as_ref())?;
    if !before {
        text = any(session)?;
    }
    let chosen = match &source {
        Source::Typed(typed) => {
            let asked = args.kind.or(beside.kind);
            let (passphrase, expect) = (text.as_ref(), args.expect.as_deref());
            let decides = "--expect with an address you once used decides, or --as with the kind";
            let by = Deciding { asked, passphrase, expect, decides, face, gap: args.gap };
            other::choose(session, typed, &by)?
        }
        Source::Whole(_) | Source::Other(_) => Choice::Bip39,
    };
    if let Choice::Other(seed) = &chosen {
        return other::restore(args, session, seed, (text.as_ref(), &beside), face);
    }
    if let Source::Other(seed) = &source {
        // The passphrase of shares went into the seed; codex32 knows none.
        let passphrase = text.as_ref().filter(|_| seed.slug() == "codex32");
        return other::restore(args, session, seed, (passphrase, &beside), face);
    }
    if let Some(refusal) = of_others {
        return Err(refusal);
    }
    let passphrase = match text {
        Some(text) => obtain::checked_passphrase(session, text)?,
        None => Passphrase::none(),
    };
    beside.warn_about_passphrase(session, !passphrase.is_none());
    let mnemonic = match source {
        Source::Whole(mnemonic) => mnemonic,
        Source::Other(_) => return Err(gather::nothing_readable("these files")),
        Source::Typed(typed) => {
            mend::checked(session, &typed, &passphrase, expected.as_ref(), args.gap)?
        }
    };
    let mnemonic = match args.to {
        Restored::Seedqr | Restored::CompactSeedqr | Restored::Ur | Restored::UrCrypto => {
            obtain::settled(session, mnemonic)?
        }
        _ => {
            obtain::tell_language(session, &mnemonic);
            mnemonic
        }
    };
    obtain::warn_if_published(session, &mnemonic);
    let root = confirm::root(&mnemonic, &passphrase, session.network)?;
    let bare = confirm::root(&mnemonic, &Passphrase::none(), session.network)?;
    let noted = beside.compare(session, &root, &bare, face, args.gap)?;
    let identity = match (&expected, noted) {
        (Some(_), _) => confirm::identity(session, &root, face, expected.as_ref(), args.gap)?,
        (None, Some(noted)) => noted,
        (None, None) => {
            session.warn(not_compared(!passphrase.is_none()));
            confirm::plain(&root, face, session.network)?
        }
    };
    hand_out(args, session, &mnemonic, &root, identity)
}

/// What a master key without words gives out: what a seed shows, never the key.
///
/// # Errors
/// `usage` for what only words have.
pub(super) fn of_master_key(
    args: &RestoreArgs,
    root: &Root,
    identity: Identity,
) -> Result<Report, Failure> {
    match args.to {
        Restored::Identity | Restored::Xpub | Restored::Descriptor => {
            Ok(Report::of(&public(args, None, root, identity)?))
        }
        _ => Err(not_of_this_kind("an extended key gives out identity, xpub or descriptor")),
    }
}

fn not_of_this_kind(what: &str) -> Failure {
    Failure::error("usage", Exit::Usage, format!("--to: {what}"))
        .next("coldkeep restore --help says what belongs to what")
}

/// The public part of the result.
fn public(
    args: &RestoreArgs,
    mnemonic: Option<&Mnemonic>,
    root: &Root,
    identity: Identity,
) -> Result<RestoredWallet, Failure> {
    if identity.one_of_several && args.to == Restored::Descriptor {
        return Err(Failure::from(WalletError::Cosigner));
    }
    let account = root.account(&identity.account_path)?;
    let script = identity.script.parse()?;
    let mut restored = RestoredWallet {
        kind: if mnemonic.is_some() { "bip39" } else { "xprv" },
        words: mnemonic.map(Mnemonic::word_count),
        language: mnemonic.map(|mnemonic| mnemonic.language().slug()),
        published: match mnemonic {
            Some(mnemonic) => mnemonic.published().is_some(),
            None => keys::is_published_master(root.fingerprint()),
        },
        xpub: (args.to == Restored::Xpub).then(|| account.xpub()),
        descriptor: None,
        file: None,
        identity,
    };
    if args.to == Restored::Descriptor {
        restored.descriptor = Some(wallet::descriptor_of(&account, script)?);
    }
    Ok(restored)
}

fn hand_out(
    args: &RestoreArgs,
    session: &mut Session,
    mnemonic: &Mnemonic,
    root: &Root,
    identity: Identity,
) -> Result<Report, Failure> {
    let restored = public(args, Some(mnemonic), root, identity)?;
    let delivered = match args.to {
        Restored::Words => Some(args.way.deliver(session, mnemonic.sentence(), |_| {
            screens::word_pages("Your words", mnemonic)
        })?),
        Restored::Seedqr => {
            let digits = mnemonic.seed_qr_digits()?;
            Some(args.way.deliver(session, digits, |digits| {
                screens::single_page(
                    "The digits of the SeedQR, four a word, counted from 0",
                    digits,
                )
            })?)
        }
        Restored::CompactSeedqr => {
            mnemonic.must_be_english()?;
            let bytes = payload::to_hex(&mnemonic.entropy());
            Some(args.way.deliver(session, bytes, |bytes| {
                screens::single_page("The bytes of the CompactSeedQR, in hexadecimal", bytes)
            })?)
        }
        Restored::Ur | Restored::UrCrypto => {
            let names = if args.to == Restored::Ur { Names::New } else { Names::Old };
            let text = codes::seed_text(mnemonic, names)?;
            Some(args.way.deliver(session, text, |text| {
                screens::single_page("The seed as a UR, for a code in capitals", text)
            })?)
        }
        Restored::Xprv => {
            session.warn(other::whole_wallet());
            Some(args.way.deliver(session, root.xprv(), |key| {
                screens::single_page("The extended private key: the whole wallet", key)
            })?)
        }
        Restored::Wif => {
            other::bitcoin_only(&restored.identity.script)?;
            let key = root.derive_private(&restored.identity.path.parse()?)?.wif()?;
            Some(args.way.deliver(session, key, |key| {
                screens::single_page("The private key of one address", key)
            })?)
        }
        _ => None,
    };
    Ok(match delivered {
        Some(delivered) => delivered.report(restored, |restored| &mut restored.file),
        None => Report::of(&restored),
    })
}
