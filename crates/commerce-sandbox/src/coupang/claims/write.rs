//! The writes about receipts and exchanges, and where they live.

use super::{collection, exchange_waybills, exchange_writes, return_writes, stopping};
use crate::coupang::world::View;
use crate::coupang::write::{Call, Outcome};
use http::Method;

/// A write of this family; ids as they stand in the path.
#[derive(Clone, Copy)]
pub(in crate::coupang) enum Write<'p> {
    /// `PUT` or `PATCH ../v4/vendors/{vendorId}/returnRequests/{receiptId}/stoppedShipment`.
    Stop(&'p str),
    /// `PUT` or `PATCH ../v4/vendors/{vendorId}/returnRequests/{receiptId}/completedShipment`.
    AlreadyShipped(&'p str),
    /// `PUT` or `PATCH ../{v4,v5}/vendors/{vendorId}/returnRequests/{receiptId}/receiveConfirmation`; version 5 is known
    /// from a notice alone and answers like version 4 where `notice_versions` lets it be there.
    Receive(&'p str),
    /// `PUT` or `PATCH ../{v4,v5}/vendors/{vendorId}/returnRequests/{receiptId}/approval`; version 5 likewise.
    Approve(&'p str),
    /// `POST ../v4/vendors/{vendorId}/return-exchange-invoices/manual`.
    RegisterCollection,
    /// `PUT` or `PATCH ../v4/vendors/{vendorId}/exchangeRequests/{exchangeId}/receiveConfirmation`.
    ReceiveExchange(&'p str),
    /// `PUT` or `PATCH ../v4/vendors/{vendorId}/exchangeRequests/{exchangeId}/rejection`.
    RejectExchange(&'p str),
    /// `POST ../v4/vendors/{vendorId}/exchangeRequests/{exchangeId}/invoices`.
    SendExchange(&'p str),
}

impl<'p> Write<'p> {
    /// The write that a method and a path name, and the vendor id in the path.
    pub(in crate::coupang) fn find(method: &Method, segments: &[&'p str]) -> Option<(&'p str, Self)> {
        let [version, "vendors", vendor, rest @ ..] = segments else { return None };
        let put = *method == Method::PUT || *method == Method::PATCH;
        let post = *method == Method::POST;
        let (four, either) = (*version == "v4", matches!(*version, "v4" | "v5"));
        let write = match *rest {
            ["returnRequests", id, "stoppedShipment"] if four && put => Self::Stop(id),
            ["returnRequests", id, "completedShipment"] if four && put => Self::AlreadyShipped(id),
            ["returnRequests", id, "receiveConfirmation"] if either && put => Self::Receive(id),
            ["returnRequests", id, "approval"] if either && put => Self::Approve(id),
            ["return-exchange-invoices", "manual"] if four && post => Self::RegisterCollection,
            ["exchangeRequests", id, "receiveConfirmation"] if four && put => Self::ReceiveExchange(id),
            ["exchangeRequests", id, "rejection"] if four && put => Self::RejectExchange(id),
            ["exchangeRequests", id, "invoices"] if four && post => Self::SendExchange(id),
            _ => return None,
        };
        Some((vendor, write))
    }

    /// Whether a notice alone names it in this version, and no page does.
    pub(in crate::coupang) fn is_from_notice(self, version: &str) -> bool {
        matches!((self, version), (Self::Receive(_) | Self::Approve(_), "v5"))
    }

    /// The function that carries it out.
    pub(in crate::coupang) fn handler(self) -> &'static str {
        match self {
            Self::Stop(_) => "claims::stopping::stop",
            Self::AlreadyShipped(_) => "claims::stopping::already_shipped",
            Self::Receive(_) => "claims::return_writes::receive",
            Self::Approve(_) => "claims::return_writes::approve",
            Self::RegisterCollection => "claims::collection::register",
            Self::ReceiveExchange(_) => "claims::exchange_writes::receive",
            Self::RejectExchange(_) => "claims::exchange_writes::reject",
            Self::SendExchange(_) => "claims::exchange_waybills::send",
        }
    }

    /// Its name in the list of commits.
    pub(in crate::coupang) fn operation(self) -> &'static str {
        match self {
            Self::Stop(_) => "orders.stop_shipment",
            Self::AlreadyShipped(_) => "orders.already_shipped",
            Self::Receive(_) => "returns.receive",
            Self::Approve(_) => "returns.approve",
            Self::RegisterCollection => "returns.register_collection",
            Self::ReceiveExchange(_) => "exchanges.receive",
            Self::RejectExchange(_) => "exchanges.reject",
            Self::SendExchange(_) => "exchanges.upload_invoices",
        }
    }

    /// What it would do.
    pub(in crate::coupang) fn run(self, shop: &View<'_>, call: &Call<'_>) -> Outcome {
        match self {
            Self::Stop(id) => stopping::stop(shop, call, id),
            Self::AlreadyShipped(id) => stopping::already_shipped(shop, call, id),
            Self::Receive(id) => return_writes::receive(shop, call, id),
            Self::Approve(id) => return_writes::approve(shop, call, id),
            Self::RegisterCollection => collection::register(shop, call),
            Self::ReceiveExchange(id) => exchange_writes::receive(shop, call, id),
            Self::RejectExchange(id) => exchange_writes::reject(shop, call, id),
            Self::SendExchange(id) => exchange_waybills::send(shop, call, id),
        }
    }
}
