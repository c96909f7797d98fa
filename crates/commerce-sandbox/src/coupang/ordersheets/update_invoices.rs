//! `POST ../v4/vendors/{vendorId}/orders/updateInvoices`: another waybill takes the place of the first.

use super::waybills::{self, Fault, check_complete, check_options, has_waybill, one_waybill};
use crate::coupang::world::{BoxEvent, View};
use crate::coupang::write::{Call, Outcome};

/// Replaces waybills; the box goes back to `DEPARTURE`, with the seller's own delivery to `NONE_TRACKING`.
///
/// All options of the box must be named, as in an upload, unless `update_names_all` is false. The waybill that the box
/// already has is a duplicate unless `same_waybill_is_duplicate` is false; it changes nothing in any case.
pub(super) fn replace(shop: &View<'_>, call: &Call<'_>) -> Outcome {
    waybills::run(shop, call, 200, |order, rows, numbers| {
        if !order.status.has_waybill() {
            return Err(Fault::InvalidStatus);
        }
        if rows.iter().any(|row| row.split != order.split) {
            return Err(if order.split { Fault::SplitMustStaySplit } else { Fault::NotAfterNormalDelivery });
        }
        if rows.iter().any(|row| row.planned.is_some()) {
            return Err(Fault::PlannedDateFixed);
        }
        let rules = &shop.rules().orders;
        if rules.update_names_all { check_complete(order, rows) } else { check_options(order, rows) }?;
        let waybill = one_waybill(shop, rows)?;
        if order.split && waybill.is_direct() {
            return Err(Fault::NotAllowVendorDirect);
        }
        if !rules.same_waybill_is_duplicate && has_waybill(order, &waybill) {
            return Ok(None);
        }
        numbers.check(order, &waybill)?;
        Ok(Some(BoxEvent::Rewaybilled(waybill)))
    })
}
