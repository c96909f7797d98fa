//! Every operation of this client, as data: what a table of endpoints, a permission screen or a test needs to know.

use apiwire::{Effect, EffectKind, Endpoint, Family, Repeat};
use http::Method;

use crate::{coupons, domains, refunds, sessions, shops};

/// What the vendor's page says about an operation, beside the endpoint itself.
pub trait Documented: Endpoint {
    /// The operation's number in the reference.
    const NUMBER: u8;
    /// What it is called there.
    const TITLE: &'static str;
    /// The path, its variables in braces.
    const PATH: &'static str;
}

/// One operation.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Operation {
    /// See [`Documented::NUMBER`].
    pub number: u8,
    /// See [`Endpoint::NAME`].
    pub name: &'static str,
    /// See [`Documented::TITLE`].
    pub title: &'static str,
    /// See [`Endpoint::METHOD`].
    pub method: Method,
    /// See [`Documented::PATH`].
    pub path: &'static str,
    /// See [`Endpoint::Effect`].
    pub effect: EffectKind,
    /// See [`Endpoint::FAMILY`].
    pub family: Option<Family>,
    /// See [`Endpoint::REPEAT`].
    pub repeat: Repeat,
    /// See [`Endpoint::SETTLED_BY`].
    pub settled_by: Option<&'static str>,
}

/// Every operation, in the order of the reference. Expiring a session is there with the feature `unverified` only.
pub static OPERATIONS: &[Operation] = &[
    Operation::of::<sessions::CreateSession>(),
    Operation::of::<sessions::GetSession>(),
    Operation::of::<sessions::UpdateSession>(),
    #[cfg(feature = "unverified")]
    Operation::of::<sessions::ExpireSession>(),
    Operation::of::<refunds::CreateRefund>(),
    Operation::of::<shops::CreateShop>(),
    Operation::of::<shops::GetShop>(),
    Operation::of::<shops::UpdateShop>(),
    Operation::of::<domains::SetCustomDomain>(),
    Operation::of::<coupons::CreateCoupon>(),
    Operation::of::<coupons::ApplyCoupon>(),
];

impl Operation {
    /// The row of an endpoint.
    #[must_use]
    pub const fn of<E: Documented>() -> Self {
        Self {
            number: E::NUMBER,
            name: E::NAME,
            title: E::TITLE,
            method: E::METHOD,
            path: E::PATH,
            effect: E::Effect::KIND,
            family: E::FAMILY,
            repeat: E::REPEAT,
            settled_by: E::SETTLED_BY,
        }
    }
}
