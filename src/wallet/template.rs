//! Writes and reads wallet policies: a template with `@0/**` and the keys beside it (BIP-0388).

use super::descriptor::{Branches, not_read, refuse_private};
use super::{Policy, WalletError};
use miniscript::descriptor::{KeyInfo, WalletPolicy};

/// The longest template read, in bytes.
const MAX_TEMPLATE: usize = super::MAX_TEXT;

impl Policy {
    /// Reads a wallet policy: a template and the keys that its places name.
    ///
    /// # Errors
    /// [`WalletError::Template`] for what BIP-0388 rules out, [`WalletError::Fragment`] for what has no reader
    /// here, [`WalletError::PrivateKey`], and as [`Policy::from_descriptor`] for the wallet that comes out.
    pub fn from_template(template: &str, keys: &[&str]) -> Result<Self, WalletError> {
        let template = template.trim_ascii();
        if template.len() > MAX_TEMPLATE {
            return Err(WalletError::TooLong { bytes: template.len(), limit: MAX_TEMPLATE });
        }
        std::iter::once(&template).chain(keys).try_for_each(|text| refuse_private(text))?;
        // Without a place for a key the text would be read as a descriptor.
        if !template.contains('@') {
            return Err(WalletError::Template);
        }
        let read = template.parse::<WalletPolicy>();
        let mut policy = read.map_err(|_| match not_read(template) {
            WalletError::NotUnderstood => WalletError::Template,
            named => named,
        })?;
        let keys = keys.iter().map(|key| key.trim_ascii().parse::<KeyInfo>());
        let keys = keys.collect::<Result<Vec<_>, _>>().map_err(|_| WalletError::Template)?;
        policy.set_key_info(keys).map_err(|_| WalletError::Template)?;
        let joined = policy.into_descriptor().map_err(|_| WalletError::Template)?;
        Branches::of(joined).map(Self::of)
    }

    /// Gives the template and the keys of the wallet policy.
    ///
    /// # Errors
    /// [`WalletError::Template`] for a wallet that BIP-0388 has no template for: one without a change branch, or
    /// with single keys.
    pub fn template(&self) -> Result<(String, Vec<String>), WalletError> {
        let policy = WalletPolicy::from_descriptor(&self.branches.joined);
        let policy = policy.map_err(|_| WalletError::Template)?;
        let keys = policy.key_info().iter().map(ToString::to_string).collect();
        Ok((policy.to_string(), keys))
    }
}
