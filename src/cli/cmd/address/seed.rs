//! Addresses of a seed or a master key: by coin, script and account, along a path, or as its kind has them.

use super::{Addresses, Entry, entries};
use crate::cli::args::{AddressArgs, KeyKind, SeedKind};
use crate::cli::bring::{self, Named, Source};
use crate::cli::cmd::restore_key;
use crate::cli::confirm::{self, Face};
use crate::cli::failure::{Exit, Failure};
use crate::cli::obtain;
use crate::cli::other::{self, Choice, Deciding, Line, OtherSeed, OtherWallet, Wanted};
use crate::cli::session::Session;
use crate::host::SecretSource;
use crate::keys::{self, Coin, Derivation, KeysError, Master, Path, Root, Script};
use crate::secret::SecretText;
use crate::seed::{Mnemonic, Passphrase, Typed};

/// Derives the addresses that the flags name.
///
/// # Errors
/// When the words, shares or key are not valid, or the path leads nowhere; `kind-ambiguous`; `usage` for what the kind
/// of seed does not have.
pub(super) fn addresses(args: &AddressArgs, session: &mut Session) -> Result<Addresses, Failure> {
    session.language = args.language;
    let path = args.path.as_deref().map(str::parse::<Path>).transpose()?;
    let mut face = Face::of(&args.which, args.account.unwrap_or(0))?;
    if let (true, None, Some(path)) = (face.coin == Coin::BTC, face.script, &path) {
        face.script = Script::of_purpose(path);
    }
    // Monero's addresses come from its own words only; whether these are such is not known yet.
    if !face.is_monero() {
        face.derivation(session.network)?;
    }
    if let Some(source) = &args.key_from {
        let root = master_key(args, source, session)?;
        return of_root(args, session, &root, face, path, "xprv");
    }
    let named = Named {
        words_from: args.words_from.as_ref(),
        share_from: &args.share_from,
        kind: args.kind,
        ..Named::default()
    };
    // Shares of a native wallet are put together with their passphrase; words come before theirs.
    let before = args.kind == Some(SeedKind::Slip39Wallet);
    let source = args.passphrase_from.as_ref();
    let mut text = if before { obtain::any_passphrase(session, source)? } else { None };
    let brought = bring::bring(&named, session, text.as_ref())?;
    if !before {
        text = obtain::any_passphrase(session, source)?;
    }
    let mnemonic = match brought.source {
        Source::Whole(mnemonic) => mnemonic,
        Source::Other(seed) => {
            // The passphrase of shares went into the seed; codex32 knows none.
            let passphrase = text.as_ref().filter(|_| seed.slug() == "codex32");
            return of_other(args, session, &seed, passphrase, face, path);
        }
        Source::Typed(typed) => {
            let by = Deciding {
                asked: args.kind,
                passphrase: text.as_ref(),
                expect: None,
                decides: "--as with the kind of the wallet that showed one of these addresses",
                face,
                gap: 0,
            };
            match other::choose(session, &typed, &by)? {
                Choice::Bip39 => Typed::read_in(&typed, session.language)?.check()?,
                Choice::Other(seed) => {
                    return of_other(args, session, &seed, text.as_ref(), face, path);
                }
            }
        }
    };
    let mnemonic = settled_where_it_matters(session, mnemonic, face)?;
    if !session.practice {
        obtain::warn_if_published(session, &mnemonic);
    }
    let passphrase = match text {
        Some(text) => obtain::checked_passphrase(session, text)?,
        None => Passphrase::none(),
    };
    let root = confirm::root(&mnemonic, &passphrase, session.network)?;
    of_root(args, session, &root, face, path, "bip39")
}

/// Words that are valid in two languages are one wallet, but for keys that come from their entropy.
fn settled_where_it_matters(
    session: &mut Session,
    mnemonic: Mnemonic,
    face: Face<'_>,
) -> Result<Mnemonic, Failure> {
    let master = face.derivation(session.network)?.style.master;
    if matches!(master, Master::Icarus | Master::CardanoTrezor) {
        return obtain::settled(session, mnemonic);
    }
    obtain::tell_language(session, &mnemonic);
    Ok(mnemonic)
}

/// The master key of an extended private key.
fn master_key(
    args: &AddressArgs,
    source: &SecretSource,
    session: &mut Session,
) -> Result<Root, Failure> {
    if args.kind.is_some_and(|kind| kind != SeedKind::Xprv) {
        return Err(Failure::error(
            "usage",
            Exit::Usage,
            "--as: --key-from takes extended private keys here",
        )
        .next("coldkeep restore --key-from      shows the addresses of a single key"));
    }
    let text = session.secret("--key-from", "The extended private key", source)?;
    match restore_key::kind_of(&text) {
        KeyKind::Xprv => restore_key::master(&text, session),
        _ => Err(Failure::error(
            "not-extended",
            Exit::Invalid,
            "this is no extended private key, or not a whole one",
        )
        .why("only an extended key has addresses that follow one another.")
        .next("coldkeep restore --key-from      shows the addresses of a single key")),
    }
}

/// The addresses of a master key, along the path or by the convention that the flags choose.
fn of_root(
    args: &AddressArgs,
    session: &Session,
    root: &Root,
    face: Face<'_>,
    path: Option<Path>,
    kind: &'static str,
) -> Result<Addresses, Failure> {
    let derivation = face.derivation(session.network)?;
    let by_style = path.is_none();
    let start = args.index.unwrap_or(0);
    let list = match path {
        Some(path) if ends_at_one_address(&derivation, &path) => {
            if args.change || start != 0 || args.count != 1 {
                return Err(Failure::error("usage", Exit::Usage, "this path ends at one address")
                    .next("leave --change, --index and --count out, or give the account's path, as m/84h/0h/0h"));
            }
            vec![derivation.address_at(root, &path)?]
        }
        Some(path) => keys::addresses(
            &root.account(&path)?.of_coin(derivation.coin),
            derivation.script,
            session.network,
            args.change,
            start,
            args.count,
            confirm::threads(),
        )?,
        None => derivation.addresses(
            root,
            face.account,
            args.change,
            start,
            args.count,
            confirm::threads(),
        )?,
    };
    Ok(Addresses {
        kind,
        coin: derivation.coin.to_string(),
        network: session.network.to_string(),
        script: derivation.script.to_string(),
        convention: by_style.then_some(derivation.style.words),
        change: args.change,
        fingerprint: Some(root.fingerprint().to_string()),
        addresses: entries(list),
        of_wallet: None,
    })
}

/// The addresses of a seed that is not BIP-39.
fn of_other(
    args: &AddressArgs,
    session: &mut Session,
    seed: &OtherSeed,
    passphrase: Option<&SecretText>,
    face: Face<'_>,
    path: Option<Path>,
) -> Result<Addresses, Failure> {
    other::refuse_choices(seed, &args.which, path.is_some())?;
    let wallet = OtherWallet::open(seed, passphrase, session.network)?;
    other::tell(session, seed, &wallet);
    let wanted = Wanted {
        account: face.account,
        change: args.change,
        start: args.index.unwrap_or(0),
        count: args.count,
    };
    let network = session.network;
    let listed = match (wallet.list(&wanted, network)?, wallet.root()) {
        (Some(listed), _) => listed,
        (None, Some(root)) => return of_root(args, session, root, face, path, seed.slug()),
        (None, None) => return Err(KeysError::NeedsSeed.into()),
    };
    let entry = |line: Line| Entry {
        path: line.path,
        index: line.index,
        address: line.address,
        public_key: line.public_key,
    };
    Ok(Addresses {
        kind: seed.slug(),
        coin: listed.coin.to_owned(),
        network: listed.network,
        script: listed.script,
        convention: Some(listed.convention),
        change: args.change,
        fingerprint: wallet.root().map(|root| root.fingerprint().to_string()),
        addresses: listed.lines.into_iter().map(entry).collect(),
        of_wallet: None,
    })
}

/// Whether a path is of one key: a last level without h says so, and on ed25519 every path.
fn ends_at_one_address(derivation: &Derivation, path: &Path) -> bool {
    derivation.style.master != Master::Bip32
        || path.components().last().is_some_and(|step| !step.is_hardened())
}
