//! Taiwan's direct integration: shipments are arranged with the carrier by Coupang, which also prints the labels.
//!
//! For clients of the market `TW` alone. The catalogue of 2026 lists both calls; their shapes are those of one public
//! client, and nothing says how they fail.

mod arrange_shipment;
mod download_invoices;

pub use arrange_shipment::{ArrangeOutcome, ArrangeShipment, ArrangedShipment, ShipmentArrangement};
pub use download_invoices::{DownloadInvoices, InvoiceLabels, LabelRequest};

use super::carrier::{Carrier, CarrierSource};
use crate::access::ReadWrite;
use crate::client::Wing;
use crate::config::Market;
use crate::ids::CarrierCode;
use crate::write::Checks;

const PAGE: &str = "public client code for Taiwan, 2026";

/// What both have in common: the market, and a carrier of it.
fn check(checks: &mut Checks, wing: &Wing<ReadWrite>, carrier: &CarrierCode) {
    checks.market(wing, &[Market::Tw], PAGE);
    let known = Carrier::of(carrier).is_some_and(|carrier| carrier.source == CarrierSource::Taiwan);
    checks.require(known, "deliveryCompanyCode", "must be TWL_FM, TWL_711 or TWL_KERRY", PAGE);
}
