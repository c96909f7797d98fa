//! Who calls: the values that Wing issues, checked before anything is sent.

use std::ffi::OsString;
use std::fmt;
use std::str::FromStr;

use apiwire::wire::{Fault, FromWire, Node, Problem, Reader};
use apiwire::{OriginError, transport::TransportSetupError};
use coupang_cea::{AccessKey, KeyError, SecretKey, Signer};
use redact_kr::LoginId;
use serde::Serialize;

/// A seller's access: vendor id, keys, and what goes with every request.
///
/// The keys are kept in types that cannot print themselves, are wiped on drop, and cannot be read back.
pub struct Config {
    pub(crate) vendor_id: VendorId,
    pub(crate) signer: Signer,
    pub(crate) requested_by: String,
    pub(crate) market: Market,
    pub(crate) wing_user_id: Option<LoginId>,
}

/// A company code: one capital letter and digits, such as `A00012345`.
///
/// A wrong one leads to 404 and, repeated, to a block (article 30176501214361), so the form is checked here.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct VendorId(Box<str>);

/// The text is not a vendor id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a vendor id is one capital letter and digits, such as A00012345, without spaces")]
pub struct VendorIdError;

/// The buyers' market (`X-MARKET`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Market {
    /// Korea.
    #[default]
    Kr,
    /// Taiwan.
    Tw,
}

/// What is wrong with a configuration. It names the field and quotes no value. Nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// An environment variable that is needed is not set.
    #[error("{0} is not set")]
    Missing(&'static str),
    /// An environment variable is not valid Unicode.
    #[error("{0} is not valid Unicode")]
    NotUnicode(&'static str),
    /// The vendor id has another form.
    #[error("{0}: {1}")]
    VendorId(&'static str, VendorIdError),
    /// A key is empty, has white space, or cannot stand in a header.
    #[error("{0}: {1}")]
    Key(&'static str, KeyError),
    /// The requested-by value cannot stand in a header.
    #[error("{0}: must be visible ASCII without spaces")]
    RequestedBy(&'static str),
    /// The market is neither `KR` nor `TW`.
    #[error("{0}: must be KR or TW")]
    Market(&'static str),
    /// The Wing user id is empty or has spaces around it.
    #[error("{0}: must not be empty or have spaces around it")]
    WingUserId(&'static str),
    /// The base URL is refused.
    #[error("{0}")]
    BaseUrl(#[from] OriginError),
    /// The base URL is not plain HTTP to a loopback address.
    #[error("only http:// to a loopback address can replace the real gateway")]
    NotLoopback,
    /// The HTTP transport could not be made.
    #[error("{0}")]
    Transport(#[from] TransportSetupError),
    /// The client was built without a transport: the feature `reqwest` is off and none was given.
    #[error("no transport: switch the feature `reqwest` on, or give one to the builder")]
    NoTransport,
}

const VENDOR_ID: &str = "COUPANG_VENDOR_ID";
const ACCESS_KEY: &str = "COUPANG_ACCESS_KEY";
const SECRET_KEY: &str = "COUPANG_SECRET_KEY";
const REQUESTED_BY: &str = "COUPANG_REQUESTED_BY";
const MARKET: &str = "COUPANG_MARKET";
const WING_USER_ID: &str = "COUPANG_WING_USER_ID";

impl Config {
    /// The three variables without which there is no access, in the order in which they are asked for.
    pub const KEY_VARIABLES: [&'static str; 3] = [VENDOR_ID, ACCESS_KEY, SECRET_KEY];

    /// The values that Wing issued. The strings of the keys are wiped.
    ///
    /// # Errors
    /// [`ConfigError`] naming the field: a vendor id of another form, an empty key, a key with white space (it is not
    /// trimmed: a key that was pasted with a line break should be looked at).
    pub fn new(vendor_id: &str, access_key: String, secret_key: String) -> Result<Self, ConfigError> {
        // Both first, for the same reason as in `from_vars`.
        let (access_key, secret_key) =
            (access_key_of("access key", access_key), secret_key_of("secret key", secret_key));
        Self::of("vendor id", vendor_id, access_key?, secret_key?)
    }

    /// Reads `COUPANG_VENDOR_ID`, `COUPANG_ACCESS_KEY`, `COUPANG_SECRET_KEY`, and where they are set
    /// `COUPANG_REQUESTED_BY` (default: the vendor id), `COUPANG_MARKET` (default `KR`) and `COUPANG_WING_USER_ID`.
    ///
    /// # Errors
    /// [`ConfigError`] naming the variable that is missing or wrong.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::from_vars(|name| std::env::var_os(name))
    }

    /// As [`Config::from_env`], from any source of variables.
    ///
    /// # Errors
    /// As [`Config::from_env`].
    pub fn from_vars(vars: impl Fn(&str) -> Option<OsString>) -> Result<Self, ConfigError> {
        let optional = |name: &'static str| match vars(name).map(OsString::into_string) {
            None => Ok(None),
            Some(Ok(text)) => Ok(Some(text)),
            Some(Err(_)) => Err(ConfigError::NotUnicode(name)),
        };
        let required = |name| optional(name)?.ok_or(ConfigError::Missing(name));
        // Each key goes into its own type as soon as it is read, so that no string of it outlives an early return.
        let vendor_id = required(VENDOR_ID)?;
        let access_key = access_key_of(ACCESS_KEY, required(ACCESS_KEY)?)?;
        let secret_key = secret_key_of(SECRET_KEY, required(SECRET_KEY)?)?;
        let mut config = Self::of(VENDOR_ID, &vendor_id, access_key, secret_key)?;
        if let Some(name) = optional(REQUESTED_BY)? {
            config.requested_by = requested_by(REQUESTED_BY, name)?;
        }
        if let Some(market) = optional(MARKET)? {
            config.market = market.parse().map_err(|_| ConfigError::Market(MARKET))?;
        }
        if let Some(user) = optional(WING_USER_ID)? {
            config.wing_user_id = Some(wing_user_id(WING_USER_ID, user)?);
        }
        Ok(config)
    }

    fn of(
        vendor_name: &'static str,
        vendor_id: &str,
        access_key: AccessKey,
        secret_key: SecretKey,
    ) -> Result<Self, ConfigError> {
        let vendor_id: VendorId = vendor_id.parse().map_err(|error| ConfigError::VendorId(vendor_name, error))?;
        Ok(Self {
            requested_by: vendor_id.as_str().to_owned(),
            vendor_id,
            signer: Signer::new(access_key, secret_key),
            market: Market::Kr,
            wing_user_id: None,
        })
    }

    /// Changes `X-Requested-By`, which is the vendor id by default.
    ///
    /// # Errors
    /// [`ConfigError::RequestedBy`] when it cannot stand in a header.
    pub fn with_requested_by(mut self, name: impl Into<String>) -> Result<Self, ConfigError> {
        self.requested_by = requested_by("requested by", name.into())?;
        Ok(self)
    }

    /// Changes the market, which is Korea by default.
    #[must_use]
    pub fn with_market(mut self, market: Market) -> Self {
        self.market = market;
        self
    }

    /// Names the person whose Wing login answers customers; needed for replies only.
    ///
    /// # Errors
    /// [`ConfigError::WingUserId`] when it is empty or has spaces around it.
    pub fn with_wing_user_id(mut self, user: impl Into<String>) -> Result<Self, ConfigError> {
        self.wing_user_id = Some(wing_user_id("wing user id", user.into())?);
        Ok(self)
    }

    /// The vendor id.
    #[must_use]
    pub fn vendor_id(&self) -> &VendorId {
        &self.vendor_id
    }
}

fn access_key_of(name: &'static str, text: String) -> Result<AccessKey, ConfigError> {
    AccessKey::new(text).map_err(|error| ConfigError::Key(name, error))
}

fn secret_key_of(name: &'static str, text: String) -> Result<SecretKey, ConfigError> {
    SecretKey::new(text).map_err(|error| ConfigError::Key(name, error))
}

fn requested_by(name: &'static str, text: String) -> Result<String, ConfigError> {
    let fits = (1..=100).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
    fits.then_some(text).ok_or(ConfigError::RequestedBy(name))
}

fn wing_user_id(name: &'static str, text: String) -> Result<LoginId, ConfigError> {
    let fits = !text.is_empty() && text.trim() == text;
    fits.then(|| LoginId::from(text)).ok_or(ConfigError::WingUserId(name))
}

impl VendorId {
    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id for a screen or a log: its first four characters, and a mask of constant length.
    #[must_use]
    pub fn masked(&self) -> String {
        let shown = if self.0.len() >= 8 { self.0.get(..4) } else { self.0.get(..1) };
        format!("{}*****", shown.unwrap_or_default())
    }
}

impl FromStr for VendorId {
    type Err = VendorIdError;

    fn from_str(text: &str) -> Result<Self, VendorIdError> {
        let (letter, digits) = text.split_at_checked(1).ok_or(VendorIdError)?;
        let fits = letter.bytes().all(|b| b.is_ascii_uppercase())
            && (1..=19).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| Self(text.into())).ok_or(VendorIdError)
    }
}

impl fmt::Display for VendorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromWire for VendorId {
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
        value.as_str().and_then(|text| text.parse().ok()).ok_or_else(|| reader.fault(Problem::AnotherType))
    }
}

impl Serialize for VendorId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The masked form: a seller's identity is not for logs.
impl fmt::Debug for VendorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VendorId({})", self.masked())
    }
}

impl Market {
    /// The value of `X-MARKET`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kr => "KR",
            Self::Tw => "TW",
        }
    }
}

impl FromStr for Market {
    type Err = ConfigError;

    fn from_str(text: &str) -> Result<Self, ConfigError> {
        match text {
            "KR" => Ok(Self::Kr),
            "TW" => Ok(Self::Tw),
            _ => Err(ConfigError::Market("market")),
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("vendor_id", &self.vendor_id)
            .field("market", &self.market)
            .field("wing_user_id", &self.wing_user_id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
