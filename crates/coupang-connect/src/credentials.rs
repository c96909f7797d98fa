//! What a seller gives: held in types that cannot print, compare or copy themselves, and wiped when dropped.

use std::fmt;

use coupang_wing::{Config, ConfigError, Market, VendorId};
use redact_kr::{LoginId, Secret, SecretKind};

/// The public half of a pair, which is a secret to everybody but Coupang.
pub(crate) enum AccessKey {}

/// The half that signs.
pub(crate) enum SecretKey {}

impl SecretKind for AccessKey {
    const NAME: &'static str = "AccessKey";
}

impl SecretKind for SecretKey {
    const NAME: &'static str = "SecretKey";
}

/// One seller's values, as a [`Vault`](crate::Vault) keeps them.
///
/// The keys come in through a [`Form`](crate::Form) or a vault, and go out only into a client's [`Config`].
pub struct Credentials {
    pub(crate) vendor_id: VendorId,
    pub(crate) access_key: Secret<AccessKey>,
    pub(crate) secret_key: Secret<SecretKey>,
    pub(crate) requested_by: Option<String>,
    pub(crate) market: Market,
    pub(crate) wing_user_id: Option<LoginId>,
}

impl Credentials {
    /// What a client is made of.
    ///
    /// # Errors
    /// [`ConfigError`] naming the field; values that came through a form have been checked.
    pub fn config(&self) -> Result<Config, ConfigError> {
        let (access, secret) = (self.access_key.expose().to_owned(), self.secret_key.expose().to_owned());
        let mut config = Config::new(self.vendor_id.as_str(), access, secret)?.with_market(self.market);
        if let Some(name) = &self.requested_by {
            config = config.with_requested_by(name.as_str())?;
        }
        if let Some(user) = &self.wing_user_id {
            config = config.with_wing_user_id(user.expose())?;
        }
        Ok(config)
    }

    /// The seller.
    #[must_use]
    pub fn vendor_id(&self) -> &VendorId {
        &self.vendor_id
    }

    /// The buyers' market.
    #[must_use]
    pub fn market(&self) -> Market {
        self.market
    }

    /// A copy within this crate: a vault in memory gives its values out and keeps them.
    pub(crate) fn copy(&self) -> Self {
        Self {
            vendor_id: self.vendor_id.clone(),
            access_key: Secret::new(self.access_key.expose().to_owned()),
            secret_key: Secret::new(self.secret_key.expose().to_owned()),
            requested_by: self.requested_by.clone(),
            market: self.market,
            wing_user_id: self.wing_user_id.clone(),
        }
    }

    /// The same seller with another pair.
    pub(crate) fn with_pair(self, access_key: Secret<AccessKey>, secret_key: Secret<SecretKey>) -> Self {
        Self { access_key, secret_key, ..self }
    }
}

/// The masked vendor and the market; nothing else.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("vendor_id", &self.vendor_id)
            .field("market", &self.market)
            .finish_non_exhaustive()
    }
}
