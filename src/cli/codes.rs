//! Codes of other wallets, UR and BBQr: parts from any files in any order, and what is in them as coldkeep reads it.

use super::failure::{Exit, Failure, counted, positions};
use crate::identify::Kind;
use crate::secret::{SecretBytes, SecretText};
use crate::seed::Mnemonic;
use crate::ur::bbqr::FileType;
use crate::ur::registry::{Key, Names, Object, OutputDescriptor, Seed};
use crate::ur::{self, Incomplete, Resource, Whole};
use crate::wallet::ur as convert;

/// What a resource or file held.
pub(crate) struct Content {
    /// The kind, where the wrapping said it; otherwise the bytes are still to be recognised.
    pub(crate) kind: Option<Kind>,
    pub(crate) bytes: SecretBytes,
}

/// What the codes have said so far.
#[derive(Default)]
pub(crate) struct Codes {
    pieces: ur::Pieces,
    read: usize,
}

impl Codes {
    /// How many codes were taken, one that came twice counted twice.
    pub(crate) fn count(&self) -> usize {
        self.read
    }

    /// Takes the content of a code, or of a file of such lines; says whether it was one.
    ///
    /// # Errors
    /// What is wrong with a code that is one.
    pub(crate) fn take(&mut self, content: &SecretBytes) -> Result<bool, Failure> {
        // exposed to: the reader of codes
        let Ok(text) = std::str::from_utf8(content.expose_secret()) else { return Ok(false) };
        let lines = || {
            let lines = text.lines().map(str::trim);
            lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
        };
        if lines().next().is_none() || !lines().all(|line| ur::is_piece(line.as_bytes())) {
            return Ok(false);
        }
        for line in lines() {
            self.pieces.add(line)?;
            self.read += 1;
        }
        Ok(true)
    }

    /// Hands out what the codes held.
    ///
    /// # Errors
    /// `part-missing` with the numbers of the missing parts; what is wrong with the whole.
    pub(crate) fn finish(self) -> Result<Vec<Content>, Failure> {
        if let Some(left) = self.pieces.incomplete().first() {
            return Err(missing(left));
        }
        let mut contents = Vec::new();
        for whole in self.pieces.finish()? {
            match whole {
                Whole::Resource(resource) => contents.extend(of_resource(&resource)?),
                Whole::File { file_type, bytes } => contents.push(of_file(file_type, bytes)),
            }
        }
        Ok(contents)
    }
}

/// Writes the entropy of English words as a resource, in small letters.
///
/// # Errors
/// `not-english` and `language-unclear`: whoever reads the entropy makes English words of it.
pub(crate) fn seed_text(mnemonic: &Mnemonic, names: Names) -> Result<SecretText, Failure> {
    mnemonic.must_be_english()?;
    let seed = Seed { entropy: mnemonic.entropy(), birthday: None, name: None, note: None };
    let resource = Object::Seed(seed).write(names)?;
    // exposed to: the text of the resource
    Ok(Resource::write(&resource.kind, resource.cbor.expose_secret()))
}

fn missing(left: &Incomplete) -> Failure {
    let named: Vec<usize> = left.missing.iter().copied().take(20).collect();
    let more = if left.missing.len() > named.len() { " and more" } else { "" };
    let what = format!(
        "{}: {} of {} missing: {}{more}",
        left.what,
        left.needs,
        counted(left.of, "part"),
        positions("part", &named)
    );
    Failure::error("part-missing", Exit::NotEnough, what)
        .why("a resource or file is spread over several codes; nothing of it can be used until it is whole.")
        .next("show or photograph the missing codes too, and name all the pictures at once")
        .field("have", left.of - left.needs)
}

fn of_resource(resource: &Resource) -> Result<Vec<Content>, Failure> {
    let one =
        |kind, text: SecretText| Ok(vec![Content { kind: Some(kind), bytes: text.into_bytes() }]);
    let as_it_is = || {
        // exposed to: the text of the resource, which is as secret as the resource
        Resource::write(&resource.kind, resource.cbor.expose_secret())
    };
    let Some(object) = Object::read(resource) else { return one(Kind::Ur, as_it_is()) };
    match object? {
        Object::Seed(seed) => one(Kind::Bip39, Mnemonic::from_entropy(&seed.entropy)?.sentence()),
        Object::Sskr(_) => one(Kind::Sskr, as_it_is()),
        Object::HdKey(key) => {
            let kind = if key.is_private { Kind::Xprv } else { Kind::Xpub };
            one(kind, convert::key_text(&key)?)
        }
        Object::EcKey(key) if key.is_private => one(Kind::Wif, convert::single_text(&key)?),
        Object::EcKey(_) => one(Kind::Ur, as_it_is()),
        Object::Address(address) => {
            one(Kind::Address, SecretText::copied_from(&convert::address_text(&address)?))
        }
        Object::Psbt(psbt) => Ok(vec![psbt_text(&psbt)]),
        Object::Output(output) => Ok(vec![descriptor(&output)?]),
        Object::Account(account) => account.outputs.iter().map(descriptor).collect(),
        Object::Bytes(bytes) => Ok(vec![Content { kind: None, bytes }]),
    }
}

fn descriptor(output: &OutputDescriptor) -> Result<Content, Failure> {
    // A key of an account for multisig is no wallet of its own.
    if let ([Key::Hd(key)], true) = (output.keys.as_slice(), output.source.contains("cosigner(")) {
        let kind = if key.is_private { Kind::Xprv } else { Kind::Xpub };
        return Ok(Content { kind: Some(kind), bytes: convert::key_text(key)?.into_bytes() });
    }
    let kind = if output.is_public() { Kind::Descriptor } else { Kind::DescriptorPrivate };
    let bytes = convert::descriptor_text(output)?.into_bytes();
    Ok(Content { kind: Some(kind), bytes })
}

fn psbt_text(psbt: &SecretBytes) -> Content {
    // exposed to: its text form; a PSBT is public
    let text = convert::psbt_text(psbt.expose_secret());
    Content { kind: Some(Kind::Psbt), bytes: SecretText::copied_from(&text).into_bytes() }
}

fn of_file(file_type: FileType, bytes: SecretBytes) -> Content {
    match file_type {
        FileType::PSBT => psbt_text(&bytes),
        _ => Content { kind: None, bytes },
    }
}
