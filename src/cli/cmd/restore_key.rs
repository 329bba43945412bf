//! coldkeep restore --key-from: single and extended private keys, opened, compared and shown by their addresses.

use crate::cli::args::{KeyKind, RestoreArgs, Restored};
use crate::cli::confirm::{self, Face};
use crate::cli::failure::{Exit, Failure};
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::{obtain, screens};
use crate::crypt::FilePassphrase;
use crate::host::SecretSource;
use crate::keys::{
    self, Bip38, Expected, KeyForm, Keystore, Network, PrivateNode, Root, SingleKey,
};
use crate::secret::SecretText;
use serde::Serialize;
use std::fmt;

/// A single key by its addresses; never the key itself.
#[derive(Serialize)]
struct KeyFound {
    kind: &'static str,
    network: String,
    public_key: String,
    compressed: bool,
    /// The address that was compared, else the first one.
    address: String,
    script: String,
    addresses: Vec<Shown>,
    compared: bool,
    /// The key under a passphrase, as `--to bip38` asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    bip38: Option<String>,
    /// The file that holds the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

#[derive(Serialize)]
struct Shown {
    script: String,
    address: String,
}

impl fmt::Display for KeyFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.bip38 {
            Some(text) => f.write_str(text),
            None => self
                .addresses
                .iter()
                .try_for_each(|each| writeln!(f, "{} {}", each.script, each.address)),
        }
    }
}

/// Brings a key back and compares it with what was expected.
///
/// # Errors
/// What can be wrong with the key or its passphrase; `wrong-wallet` when it has another address.
pub(crate) fn run(
    args: &RestoreArgs,
    source: &SecretSource,
    session: &mut Session,
) -> Result<Report, Failure> {
    let expected = confirm::expected(args.expect.as_deref(), session.network)?;
    match args.to {
        Restored::Identity | Restored::Xpub | Restored::Descriptor | Restored::Bip38
            if args.way.output.is_some() =>
        {
            return Err(Failure::error(
                "usage",
                Exit::Usage,
                "-o belongs to --to wif; the other results go to stdout",
            )
            .next("coldkeep restore --key-from ask > FILE"));
        }
        Restored::Wif => args.way.check(session)?,
        _ => {}
    }
    let text = session.secret("--key-from", "The private key", source)?;
    let kind = match args.kind {
        None => kind_of(&text),
        Some(kind) => kind.key().ok_or_else(|| {
            Failure::error("usage", Exit::Usage, "--as: --key-from takes the kinds of private keys")
                .next("words and shares of other kinds: --words-from, or files")
        })?,
    };
    if kind == KeyKind::Xprv {
        return extended(args, &text, expected.as_ref(), session);
    }
    let locked = matches!(kind, KeyKind::Bip38 | KeyKind::KeystoreV3);
    if locked && args.to == Restored::Bip38 {
        return Err(Failure::error(
            "usage",
            Exit::Usage,
            "--to bip38: this key is under a passphrase already",
        )
        .next("leave --to out to see its address"));
    }
    let key = single(args, kind, &text, session)?;
    check_network(&key, session.network)?;
    let found = found(kind, &key, expected.as_ref(), session)?;
    hand_out(args, &key, found, session)
}

/// The kind of a text by its form; wallet import format where nothing else fits.
pub(crate) fn kind_of(text: &SecretText) -> KeyKind {
    // exposed to: a look at its form
    let text = text.expose_secret().trim();
    match text {
        text if keys::looks_like_bip38(text) => KeyKind::Bip38,
        text if keys::is_mini_key(text) => KeyKind::MiniKey,
        text if text.starts_with('{') => KeyKind::KeystoreV3,
        text if text.len() > 100 => KeyKind::Xprv,
        _ => KeyKind::Wif,
    }
}

fn single(
    args: &RestoreArgs,
    kind: KeyKind,
    text: &SecretText,
    session: &mut Session,
) -> Result<SingleKey, Failure> {
    let passphrase = |session: &mut Session| {
        obtain::file_passphrase(session, args.file_passphrase_from.as_ref())
    };
    Ok(match kind {
        KeyKind::Bip38 => {
            // exposed to: the reader of a text that is encrypted
            let locked = Bip38::parse(text.expose_secret())?;
            locked.decrypt(&passphrase(session)?)?
        }
        KeyKind::KeystoreV3 => {
            // exposed to: the reader of a file that is encrypted
            let locked = Keystore::parse(text.expose_secret())?;
            locked.decrypt(&passphrase(session)?)?
        }
        KeyKind::MiniKey => SingleKey::from_mini(text)?,
        KeyKind::EthereumKey => SingleKey::from_ethereum_hex(text)?,
        KeyKind::Wif | KeyKind::Xprv => SingleKey::from_wif(text)?,
    })
}

/// A key says mainnet or test networks; the flag must not say the other.
fn check_network(key: &SingleKey, wallet: Network) -> Result<(), Failure> {
    let test = |network| network != Network::Mainnet;
    if key.coin() == keys::Coin::ETH || test(key.network()) == test(wallet) {
        return Ok(());
    }
    let given = if test(key.network()) { "the test networks" } else { "mainnet" };
    Err(keys::KeysError::WrongNetwork { given, wallet }.into())
}

fn found(
    kind: KeyKind,
    key: &SingleKey,
    expected: Option<&Expected>,
    session: &mut Session,
) -> Result<KeyFound, Failure> {
    let addresses = key.addresses();
    let place = match expected {
        None => 0,
        Some(Expected::Address(wanted)) => {
            let same = |own: &keys::KeyAddress| match own.text.parse() {
                Ok(Expected::Address(own)) => own.is_same(wanted),
                _ => false,
            };
            let place = addresses.iter().position(same);
            place.ok_or_else(another_key)?
        }
        Some(Expected::Fingerprint(_) | Expected::Xpub(_)) => {
            return Err(Failure::error(
                "usage",
                Exit::Usage,
                "--expect: a single key has no fingerprint and no xpub",
            )
            .next("compare it with an address"));
        }
    };
    if expected.is_none() {
        session.warn(key_not_compared());
    }
    let shown = &addresses[place];
    Ok(KeyFound {
        kind: name_of(kind),
        network: session.network.to_string(),
        public_key: key.public_key(),
        compressed: key.form() == KeyForm::Compressed,
        address: shown.text.clone(),
        script: shown.script.to_string(),
        compared: expected.is_some(),
        bip38: None,
        file: None,
        addresses: addresses
            .into_iter()
            .map(|own| Shown { script: own.script.to_string(), address: own.text })
            .collect(),
    })
}

fn key_not_compared() -> Failure {
    Failure::warning("not-compared", "a sound key, NOT compared with anything")
        .why("its check holds. Whether it is the key of your money, an address tells.")
        .next("--expect with an address that belongs to it")
}

fn another_key() -> Failure {
    Failure::error("wrong-wallet", Exit::NoMatch, "a sound key, with another address")
        .why("none of its addresses is the expected one.")
        .next("compare the label on the paper: which address belongs to this key?")
}

fn name_of(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Wif => "wif",
        KeyKind::Bip38 => "bip38",
        KeyKind::Xprv => "xprv",
        KeyKind::MiniKey => "mini-key",
        KeyKind::EthereumKey => "ethereum-key",
        KeyKind::KeystoreV3 => "keystore-v3",
    }
}

fn hand_out(
    args: &RestoreArgs,
    key: &SingleKey,
    mut found: KeyFound,
    session: &mut Session,
) -> Result<Report, Failure> {
    match args.to {
        Restored::Identity => Ok(Report::of(&found)),
        Restored::Wif => {
            let delivered = args.way.deliver(session, key.wif()?, |text| {
                screens::single_page("The private key, in wallet import format", text)
            })?;
            Ok(delivered.report(found, |found| &mut found.file))
        }
        Restored::Bip38 => {
            session.warn(
                Failure::warning("bip38-made", "BIP-38 is an old lock, with a fixed and small cost for guessing")
                    .why("one guess takes 16 MiB and a fraction of a second; it holds one key, not a wallet.")
                    .next("a file passphrase of ten words, and coldkeep encrypt for everything new."),
            );
            let passphrase = new_passphrase(args, session)?;
            let text = Bip38::encrypt(key, &passphrase)?;
            // Opened once more, as everything that is made.
            let back = Bip38::parse(&text)?.decrypt(&passphrase)?;
            if !back.wif()?.same_as(&key.wif()?) {
                return Err(Failure::error(
                    "key-not-good",
                    Exit::Failed,
                    "the key under its passphrase does not open again",
                )
                .next("this is a fault of the program; nothing was given out"));
            }
            found.bip38 = Some(text);
            Ok(Report::of(&found))
        }
        _ => Err(Failure::error(
            "usage",
            Exit::Usage,
            "--to: a single key gives out identity, wif or bip38",
        )
        .next("--to wif, or leave it out")),
    }
}

/// The passphrase of a key that is being locked: from the option, or typed twice.
fn new_passphrase(args: &RestoreArgs, session: &mut Session) -> Result<SecretText, Failure> {
    let text = match args.file_passphrase_from.as_ref() {
        Some(source) if !matches!(source, SecretSource::Ask) => {
            session.secret("--file-passphrase-from", "File passphrase", source)?
        }
        _ => {
            session.must_ask("the file passphrase", "--file-passphrase-from FILE, -, fd:N")?;
            session.ask_hidden_twice("New file passphrase")?
        }
    };
    if !args.allow_weak_passphrase {
        FilePassphrase::check_strength(&text)?;
    }
    Ok(text)
}

/// An extended private key: its public half, and for a master key everything that a seed shows.
fn extended(
    args: &RestoreArgs,
    text: &SecretText,
    expected: Option<&Expected>,
    session: &mut Session,
) -> Result<Report, Failure> {
    let root = master(text, session)?;
    let face = Face::of(&args.which, args.account)?;
    if expected.is_none() {
        session.warn(key_not_compared());
    }
    let identity = confirm::identity(session, &root, face, expected, args.gap)?;
    super::restore::of_master_key(args, &root, identity)
}

/// The master key that an extended private key is. Warns when it comes from words that everybody knows.
///
/// # Errors
/// `wrong-network`; `not-a-master-key` for a key below one; what is wrong with the text.
pub(crate) fn master(text: &SecretText, session: &mut Session) -> Result<Root, Failure> {
    let node = PrivateNode::from_xprv(text)?;
    let test = |network| network != Network::Mainnet;
    if test(node.network()) != test(session.network) {
        let given = if test(node.network()) { "the test networks" } else { "mainnet" };
        return Err(keys::KeysError::WrongNetwork { given, wallet: session.network }.into());
    }
    if node.depth() != 0 {
        return Err(Failure::error(
            "not-a-master-key",
            Exit::Invalid,
            "this extended private key is no master key",
        )
        .why(format!(
            "it stands {} levels below one, and which path leads to it is not written in it.",
            node.depth()
        ))
        .next("restore the seed, or import the key where it came from")
        .field("depth", node.depth()));
    }
    let root = Root::from_node(node);
    if keys::is_published_master(root.fingerprint()) {
        session.warn(
            Failure::warning("published-seed", "the words behind this key are printed in public")
                .why("everybody can make the key. Robots empty such wallets within seconds.")
                .next("use it for practice only. Never send money to it."),
        );
    }
    Ok(root)
}
