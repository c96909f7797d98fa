//! The writes of the family, and where they live.

use super::{acknowledge, cancel, complete, invoices, taiwan, update_invoices};
use crate::coupang::world::View;
use crate::coupang::write::{Call, Outcome};
use http::Method;

/// A write of this family.
#[derive(Clone, Copy)]
pub(in crate::coupang) enum Write<'p> {
    /// `PUT` or `PATCH ../{v4,v5}/vendors/{vendorId}/ordersheets/acknowledgement`; version 5 is known from a notice alone
    /// and answers like version 4 where `notice_versions` lets it be there.
    Acknowledge,
    /// `POST ../v4/vendors/{vendorId}/orders/invoices`.
    UploadInvoices,
    /// `POST ../v4/vendors/{vendorId}/orders/updateInvoices`.
    UpdateInvoices,
    /// `POST ../v4/vendors/{vendorId}/completeLongTermUndelivery`.
    Complete,
    /// `POST ../{v5,v6}/vendors/{vendorId}/orders/{orderId}/cancel`; version 6 is known from a notice alone and answers
    /// like version 5 where `notice_versions` lets it be there.
    Cancel(&'p str),
    /// `POST ../v1/vendors/{vendorId}/orders/directIntegration/arrangeShipment`.
    ArrangeShipment,
    /// `POST ../v1/vendors/{vendorId}/orders/directIntegration/downloadInvoices`, which changes nothing.
    DownloadInvoices,
}

impl<'p> Write<'p> {
    /// The write that a method and a path name, and the vendor id in the path.
    pub(in crate::coupang) fn find(method: &Method, segments: &[&'p str]) -> Option<(&'p str, Self)> {
        let [version, "vendors", vendor, rest @ ..] = segments else { return None };
        let post = *method == Method::POST;
        let put = *method == Method::PUT || *method == Method::PATCH;
        let write = match (*version, rest) {
            ("v4" | "v5", ["ordersheets", "acknowledgement"]) if put => Self::Acknowledge,
            ("v4", ["orders", "invoices"]) if post => Self::UploadInvoices,
            ("v4", ["orders", "updateInvoices"]) if post => Self::UpdateInvoices,
            ("v4", ["completeLongTermUndelivery"]) if post => Self::Complete,
            ("v5" | "v6", ["orders", order, "cancel"]) if post => Self::Cancel(order),
            ("v1", ["orders", "directIntegration", "arrangeShipment"]) if post => Self::ArrangeShipment,
            ("v1", ["orders", "directIntegration", "downloadInvoices"]) if post => Self::DownloadInvoices,
            _ => return None,
        };
        Some((vendor, write))
    }

    /// Whether a notice alone names it in this version, and no page does.
    pub(in crate::coupang) fn is_from_notice(self, version: &str) -> bool {
        matches!((self, version), (Self::Acknowledge, "v5") | (Self::Cancel(_), "v6"))
    }

    /// Whether only Taiwan has it.
    pub(in crate::coupang) fn is_of_taiwan(self) -> bool {
        matches!(self, Self::ArrangeShipment | Self::DownloadInvoices)
    }

    /// The function that carries it out.
    pub(in crate::coupang) fn handler(self) -> &'static str {
        match self {
            Self::Acknowledge => "ordersheets::acknowledge::boxes",
            Self::UploadInvoices => "ordersheets::invoices::upload",
            Self::UpdateInvoices => "ordersheets::update_invoices::replace",
            Self::Complete => "ordersheets::complete::long_undelivered",
            Self::Cancel(_) => "ordersheets::cancel::units",
            Self::ArrangeShipment => "ordersheets::taiwan::arrange_shipment",
            Self::DownloadInvoices => "ordersheets::taiwan::download_invoices",
        }
    }

    /// Its name in the list of commits.
    pub(in crate::coupang) fn operation(self) -> &'static str {
        match self {
            Self::Acknowledge => "orders.acknowledge",
            Self::UploadInvoices => "orders.upload_invoices",
            Self::UpdateInvoices => "orders.update_invoices",
            Self::Complete => "orders.complete_long_undelivered",
            Self::Cancel(_) => "orders.cancel",
            Self::ArrangeShipment => "orders.tw_arrange_shipment",
            Self::DownloadInvoices => "orders.tw_download_invoices",
        }
    }

    /// What it would do.
    pub(in crate::coupang) fn run(self, shop: &View<'_>, call: &Call<'_>) -> Outcome {
        match self {
            Self::Acknowledge => acknowledge::boxes(shop, call),
            Self::UploadInvoices => invoices::upload(shop, call),
            Self::UpdateInvoices => update_invoices::replace(shop, call),
            Self::Complete => complete::long_undelivered(shop, call),
            Self::Cancel(order) => cancel::units(shop, call, order),
            Self::ArrangeShipment => taiwan::arrange_shipment(shop, call),
            Self::DownloadInvoices => taiwan::download_invoices(shop, call),
        }
    }
}
