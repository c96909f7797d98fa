//! `POST ../v4/vendors/{vendorId}/orders/invoices`: boxes being prepared get a waybill, whole or in parts.

use super::waybills::{self, Fault, Numbers, Row, check_complete, check_options, one_waybill};
use crate::coupang::OrderStatus;
use crate::coupang::world::{BoxEvent, Carrier, Order, View};
use crate::coupang::write::{Call, Outcome};

/// Uploads waybills; a box goes to `DEPARTURE`, with the seller's own delivery to `NONE_TRACKING`.
///
/// The codes are documented, which of them comes first where several fit is assumed: what the box is, who has cancelled,
/// how it is split, what the rows name, the number.
pub(super) fn upload(shop: &View<'_>, call: &Call<'_>) -> Outcome {
    waybills::run(shop, call, "200", |order, rows, numbers| {
        check_state(shop, order, rows)?;
        let split = rows.iter().any(|row| row.split);
        let decide = if split { in_parts } else { whole };
        decide(shop, order, rows, numbers).map(Some)
    })
}

fn check_state(shop: &View<'_>, order: &Order, rows: &[Row]) -> Result<(), Fault> {
    if order.status != OrderStatus::Instruct {
        let shipped_whole = order.status.has_waybill() && !order.split;
        let wants_split = rows.iter().any(|row| row.split);
        return Err(if shipped_whole && wants_split { Fault::NotAfterNormalDelivery } else { Fault::InvalidStatus });
    }
    if let Some(slot) = shop.stop_requested(order.slot) {
        let stopped = shop.claim(slot).units();
        let units: i64 = order.items.iter().map(|item| item.shipping_count - item.cancel_count).sum();
        return Err(if stopped < units { Fault::PartialStopRequested } else { Fault::Canceled });
    }
    let held = order.items.iter().any(|item| item.hold_count_for_cancel > 0);
    if held { Err(Fault::HoldingForCancel) } else { Ok(()) }
}

fn whole(shop: &View<'_>, order: &Order, rows: &[Row], numbers: &Numbers<'_>) -> Result<BoxEvent, Fault> {
    if order.split {
        return Err(Fault::SplitMustStaySplit);
    }
    // Only what is split has a part that went before, or a date (assumed).
    if rows.iter().any(|row| row.pre_split || row.planned.is_some()) {
        return Err(Fault::Undefined);
    }
    check_complete(order, rows)?;
    let waybill = one_waybill(shop, rows)?;
    numbers.check(order, &waybill)?;
    Ok(BoxEvent::Shipped(waybill))
}

/// Some options first and the rest later, or some or all of the rest.
fn in_parts(shop: &View<'_>, order: &Order, rows: &[Row], numbers: &Numbers<'_>) -> Result<BoxEvent, Fault> {
    if rows.iter().any(|row| row.carrier.is_some_and(Carrier::is_direct)) {
        return Err(Fault::NotAllowVendorDirect);
    }
    let live: Vec<i64> =
        order.items.iter().filter(|item| item.shippable() > 0).map(|item| item.vendor_item_id).collect();
    if !order.split && live.len() < 2 {
        return Err(Fault::OneVendorItem);
    }
    // One row of a box splits and another does not, or the flags tell another story than the box (assumed).
    if rows.iter().any(|row| !row.split || row.pre_split != order.split) {
        return Err(Fault::Undefined);
    }
    for row in rows {
        check_date(order, row)?;
    }
    if order.split { check_options(order, rows) } else { check_complete(order, rows) }?;
    let now: Vec<&Row> = rows.iter().filter(|row| !row.number.is_empty()).collect();
    let waybill = one_waybill(shop, now.iter().copied())?;
    numbers.check(order, &waybill)?;
    let options: Vec<i64> = now.iter().map(|row| row.option).collect();
    let all = live.iter().all(|option| options.contains(option));
    match (all, order.split) {
        (true, true) => Ok(BoxEvent::Shipped(waybill)),
        // Nothing waits, so nothing is split (assumed).
        (true, false) => Err(Fault::Undefined),
        (false, _) => {
            let planned = rows.iter().filter_map(|row| Some((row.option, row.planned?))).collect();
            let into = shop.next_part(order.slot).ok_or(Fault::Undefined)?;
            Ok(BoxEvent::Parted { into, options, waybill, planned })
        }
    }
}

/// Exactly one of number and date; and once a date is registered it stays, until the number comes.
fn check_date(order: &Order, row: &Row) -> Result<(), Fault> {
    let registered = order.items.iter().find(|item| item.vendor_item_id == row.option).and_then(|item| item.planned);
    match (row.number.is_empty(), row.planned, registered) {
        (false, None, _) | (true, Some(_), None) => Ok(()),
        (true, Some(day), Some(registered)) if day != registered => Err(Fault::PlannedDateFixed),
        (true, _, Some(_)) => Err(Fault::NotFoundInvoiceNumber),
        (false, Some(_), _) | (true, None, None) => Err(Fault::InvalidInvoiceNumber),
    }
}
