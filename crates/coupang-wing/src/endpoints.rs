//! Every operation of this client, as data: what a table of endpoints, a permission screen or a test needs to know.

use apiwire::{Effect, EffectKind, Endpoint, Family, Repeat};
use http::Method;

use crate::{claims, inventory, orders, service, settlement};

/// What Coupang's developer portal says about an operation, beside the endpoint itself.
pub trait Documented: Endpoint {
    /// The operation's Korean title.
    const TITLE: &'static str;
    /// The path with `{version}` and the other variables, and the part of the query that chooses the operation.
    const PATH: &'static str;
    /// The versions that can be asked for; the first is the default.
    const VERSIONS: &'static [&'static str];
    /// The portal's name or article for the operation, and as of when.
    const PORTAL: &'static str;
}

/// One operation.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Operation {
    /// See [`Endpoint::NAME`].
    pub name: &'static str,
    /// See [`Documented::TITLE`].
    pub title: &'static str,
    /// See [`Endpoint::METHOD`].
    pub method: Method,
    /// See [`Documented::PATH`].
    pub path: &'static str,
    /// See [`Documented::VERSIONS`].
    pub versions: &'static [&'static str],
    /// See [`Endpoint::Effect`].
    pub effect: EffectKind,
    /// See [`Endpoint::FAMILY`].
    pub family: Option<Family>,
    /// See [`Endpoint::REPEAT`].
    pub repeat: Repeat,
    /// See [`Endpoint::SLOW`].
    pub slow: bool,
    /// See [`Endpoint::SETTLED_BY`].
    pub settled_by: Option<&'static str>,
    /// See [`Documented::PORTAL`].
    pub portal: &'static str,
}

/// Every operation, by family.
pub static OPERATIONS: &[Operation] = &[
    Operation::of::<orders::ListOrdersByDay>(),
    Operation::of::<orders::ListOrdersByMinute>(),
    Operation::of::<orders::GetOrder>(),
    Operation::of::<orders::GetOrderByOrderId>(),
    Operation::of::<orders::GetDeliveryHistory>(),
    Operation::of::<orders::Acknowledge>(),
    Operation::of::<orders::UploadInvoices>(),
    Operation::of::<orders::UpdateInvoices>(),
    Operation::of::<orders::StopShipment>(),
    Operation::of::<orders::AlreadyShipped>(),
    Operation::of::<orders::CancelOrderItems>(),
    Operation::of::<orders::CompleteLongUndelivered>(),
    Operation::of::<orders::ArrangeShipment>(),
    Operation::of::<orders::DownloadInvoices>(),
    Operation::of::<claims::ListReturnsByDay>(),
    Operation::of::<claims::ListReturnsByMinute>(),
    Operation::of::<claims::GetReturn>(),
    Operation::of::<claims::ListWithdrawals>(),
    Operation::of::<claims::FindWithdrawals>(),
    Operation::of::<claims::ListExchanges>(),
    Operation::of::<claims::ReceiveReturn>(),
    Operation::of::<claims::ApproveReturn>(),
    Operation::of::<claims::RegisterCollection>(),
    Operation::of::<claims::ReceiveExchange>(),
    Operation::of::<claims::RejectExchange>(),
    Operation::of::<claims::UploadExchangeInvoices>(),
    Operation::of::<service::ListInquiries>(),
    Operation::of::<service::ListCallCenterInquiries>(),
    Operation::of::<service::GetCallCenterInquiry>(),
    Operation::of::<service::ReplyToInquiry>(),
    Operation::of::<service::ReplyToCallCenter>(),
    Operation::of::<service::ConfirmCallCenter>(),
    Operation::of::<inventory::GetInventory>(),
    Operation::of::<inventory::SetQuantity>(),
    Operation::of::<inventory::SetPrice>(),
    Operation::of::<inventory::SetOriginalPrice>(),
    Operation::of::<inventory::StopSale>(),
    Operation::of::<inventory::ResumeSale>(),
    Operation::of::<settlement::ListRevenue>(),
    Operation::of::<settlement::ListSettlementHistories>(),
];

impl Operation {
    /// The row of an endpoint.
    #[must_use]
    pub const fn of<E: Documented>() -> Self {
        Self {
            name: E::NAME,
            title: E::TITLE,
            method: E::METHOD,
            path: E::PATH,
            versions: E::VERSIONS,
            effect: E::Effect::KIND,
            family: E::FAMILY,
            repeat: E::REPEAT,
            slow: E::SLOW,
            settled_by: E::SETTLED_BY,
            portal: E::PORTAL,
        }
    }

    /// The path in a version, its other variables in braces.
    #[must_use]
    pub fn path_in(&self, version: &str) -> String {
        self.path.replace("{version}", version)
    }
}
