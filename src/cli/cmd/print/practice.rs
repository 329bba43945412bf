//! coldkeep print practice: a whole kit of the published test seed, the same bytes every time.

use super::descriptor::{Described, sheet_of};
use super::seed::{PageSeed, sheet};
use super::{About, shares as share_pages};
use crate::cli::args::PrintPublicArgs;
use crate::cli::confirm::{self, Face, Identity};
use crate::cli::failure::Failure;
use crate::cli::report::Report;
use crate::cli::session::Session;
use crate::cli::{obtain, shares};
use crate::crypt::practice::{PRACTICE_ARMOR, PRACTICE_KEY};
use crate::host::Printer;
use crate::keys::{Network, Script};
use crate::secret::{SecretBytes, SecretText};
use crate::seed::{Passphrase, wordlist};
use crate::share::{self, GivesBack, Options, Scheme, Share};
use crate::sheet::{EncryptedSheet, Heading, KeyPlace, RecoveryPage, Sheet};
use crate::wallet::{Policy, USUAL_GAP};
use sha2::{Digest, Sha256};

/// The label on every page of the kit.
const LABEL: &str = "Practice kit";
/// The published start of the kit's randomness: anybody can make the same shares again.
const PUBLISHED: &str = "coldkeep practice kit, not random";

/// Prints the kit: seed sheet, shares of the seed, encrypted sheet, shares of its key, owner's lists, wallet
/// description, recovery page.
///
/// # Errors
/// A refused way out, or a page that does not read back.
pub(crate) fn run(
    args: &PrintPublicArgs,
    printer: Option<Printer>,
    session: &mut Session,
) -> Result<Report, Failure> {
    super::check_way(&args.pages, false, session)?;
    let mut heading = super::heading(&args.pages)?;
    heading.label.get_or_insert_with(|| LABEL.to_owned());
    let sheets = kit(&heading)?;
    let about = About { kind: "practice", copies: 1, practice: true, ..About::default() };
    super::hand_out(session, &args.pages, printer, &sheets, about)
}

fn kit(heading: &Heading) -> Result<Vec<Sheet>, Failure> {
    let mnemonic = obtain::practice_words();
    let root = confirm::root(&mnemonic, &Passphrase::none(), Network::Mainnet)?;
    let mut identity = confirm::plain(&root, Face::default(), Network::Mainnet)?;
    identity.convention = Some("BIP-84".to_owned());
    let two_of_three: Scheme = "2of3".parse()?;
    let seed_cut = cut(
        &two_of_three,
        mnemonic.entropy(),
        GivesBack::Words(24),
        Some(identity.clone()),
        "seed",
    )?;
    let key_cut = cut(
        &two_of_three,
        SecretBytes::copied_from(&PRACTICE_KEY),
        GivesBack::Hex(16),
        None,
        "key",
    )?;
    let needed = share_pages::needed(&two_of_three);
    let key = KeyPlace::Shares {
        set_name: key_cut.shares[0].set_name(),
        needed,
        hex_digits: PRACTICE_KEY.len() * 2,
    };
    let seed = PageSeed {
        bare_fingerprint: identity.fingerprint.clone(),
        passphrase: Passphrase::none(),
        mnemonic,
        identity,
        child_of: None,
    };
    let mut sheets = vec![Sheet::Seed(sheet(&seed, heading.clone(), true)?)];
    sheets.extend(
        share_pages::share_sheets(&seed_cut, &two_of_three, heading, true)
            .into_iter()
            .map(Sheet::Share),
    );
    sheets.push(Sheet::Owners(share_pages::owners(&seed_cut, &two_of_three, heading)));
    sheets.push(Sheet::Encrypted(EncryptedSheet {
        heading: heading.clone(),
        armor: PRACTICE_ARMOR.to_owned(),
        key,
        parity: 1,
    }));
    sheets.extend(
        share_pages::share_sheets(&key_cut, &two_of_three, heading, true)
            .into_iter()
            .map(Sheet::Share),
    );
    sheets.push(Sheet::Owners(share_pages::owners(&key_cut, &two_of_three, heading)));
    let account = Face::default().derivation(Network::Mainnet)?.account(&root, 0)?;
    let wallet = Described {
        policy: Policy::from_account(&account, Script::Wpkh)?,
        network: Network::Mainnet,
        name: None,
        birthday: None,
        gap: USUAL_GAP,
        practice: true,
    };
    sheets.push(Sheet::Descriptor(sheet_of(&wallet, heading.clone())?));
    sheets.push(Sheet::Recovery(RecoveryPage {
        heading: heading.clone(),
        words: wordlist::english(),
    }));
    Ok(sheets)
}

/// Splits a published secret with published bytes: SHA-256 of a sentence, a name and a counter.
///
/// No other command reaches this; every other split draws from the kernel.
fn cut(
    scheme: &Scheme,
    secret: SecretBytes,
    gives_back: GivesBack,
    identity: Option<Identity>,
    name: &str,
) -> Result<shares::Cut, Failure> {
    let mut counter = 0_u32;
    let mut published = |bytes: &mut [u8]| {
        for piece in bytes.chunks_mut(32) {
            let digest = Sha256::digest(format!("{PUBLISHED}:{name}:{counter}"));
            piece.copy_from_slice(&digest[..piece.len()]);
            counter += 1;
        }
    };
    let groups: Vec<Vec<Share>> = share::split(
        &secret,
        scheme,
        &Options::default(),
        &SecretText::copied_from(""),
        &mut published,
    )?;
    let cut = shares::arrange(
        scheme,
        secret,
        groups,
        shares::About { gives_back, identity, anonymous: false, passphrase: false },
    );
    share_pages::proved(&cut)?;
    Ok(cut)
}
