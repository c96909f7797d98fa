//! `POST ../v1/vendors/{vendorId}/orders/directIntegration/arrangeShipment` and `../downloadInvoices`: Taiwan alone.
//!
//! Shapes and limits come from one public client; what is refused, and how, is assumed. Without `X-MARKET: TW` there is no
//! such path unless `taiwan_without_market`.

use super::Dialect;
use crate::coupang::OrderStatus;
use crate::coupang::answer::{Answer, set};
use crate::coupang::body::{json, number, text};
use crate::coupang::calendar::DAY_MICROS;
use crate::coupang::world::{BoxEvent, BoxSlot, Event, OrderPlace, View, Waybill};
use crate::coupang::write::{Call, Change, Done, Outcome};
use serde_json::{Value, json};

/// A carrier of the direct integration.
struct Carrier {
    code: &'static str,
    /// What a request must say beside it.
    needs: &'static str,
    /// How many labels one download holds.
    labels: usize,
}

const CARRIERS: [Carrier; 3] = [
    Carrier { code: "TWL_FM", needs: "returnCenterCode", labels: 30 },
    Carrier { code: "TWL_711", needs: "returnCenterCode", labels: 40 },
    Carrier { code: "TWL_KERRY", needs: "outboundShippingPlaceCode", labels: 5 },
];

/// Gives boxes in `INSTRUCT` a waybill number of the carrier; they go to `DEPARTURE`. Each box has an entry of its own,
/// and it is not atomic.
pub(super) fn arrange_shipment(shop: &View<'_>, call: &Call<'_>) -> Outcome {
    let body = json(call.request.body())?;
    let parcels = body.as_array().filter(|parcels| !parcels.is_empty());
    let parcels = parcels.ok_or_else(|| Answer::bad_request("The body must be an array."))?;
    let mut code = None;
    for parcel in parcels {
        let carrier = carrier(parcel)?;
        if code.is_some_and(|code| code != carrier.code) {
            return Err(Answer::bad_request("All entries must name the same deliveryCompanyCode."));
        }
        if parcel.get(carrier.needs).is_none_or(Value::is_null) {
            return Err(Answer::bad_request(&format!("{} needs {}.", carrier.code, carrier.needs)));
        }
        code = Some(carrier.code);
    }
    let (mut answer, mut changes, mut arranged) = (json!({}), Vec::new(), Vec::new());
    for parcel in parcels {
        let id =
            number(parcel, "shipmentBoxId").ok_or_else(|| Answer::bad_request("shipmentBoxId must be a number."))?;
        let entry = match prepared(shop, id).filter(|slot| !arranged.contains(slot)) {
            Some(slot) => {
                let waybill = waybill(shop, code.unwrap_or_default(), id);
                let until = Dialect::V5.of(shop).timestamp(shop.now().plus(7 * DAY_MICROS));
                let entry = entry(id, Some((&waybill.invoice_number, &until)));
                changes.push(Change::at(shop.now(), id, [Event::Box(slot, BoxEvent::Shipped(waybill))]));
                arranged.push(slot);
                entry
            }
            None => entry(id, None),
        };
        // The first entry of a box tells what became of it.
        if answer.get(id.to_string()).is_none() {
            set(&mut answer, &id.to_string(), entry);
        }
    }
    Ok(Done { answer: Answer::ok(answer), changes })
}

/// A file with the labels of boxes that have these waybill numbers; it changes nothing.
pub(super) fn download_invoices(shop: &View<'_>, call: &Call<'_>) -> Outcome {
    let body = json(call.request.body())?;
    let carrier = carrier(&body)?;
    let labels = body.get("invoicePrintDtoList").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if labels.is_empty() || labels.len() > carrier.labels {
        let text = format!("invoicePrintDtoList must hold 1 to {} entries for {}.", carrier.labels, carrier.code);
        return Err(Answer::bad_request(&text));
    }
    let is_ours = |label: &Value| {
        let id = number(label, "shipmentBoxId")?;
        let OrderPlace::Listed(slot) = shop.place_of_box(id) else { return None };
        let waybill = shop.boxed(slot).journey.waybill?;
        (waybill.code == carrier.code && text(label, "invoiceNumber") == Some(&waybill.invoice_number)).then_some(())
    };
    if labels.iter().all(|label| is_ours(label).is_some()) {
        Ok(Done::nothing(Answer::file("application/pdf", "invoices.pdf", b"%PDF-1.4\n%%EOF\n")))
    } else {
        Err(Answer::bad_request("An entry of invoicePrintDtoList is not a box with this waybill."))
    }
}

fn carrier(body: &Value) -> Result<&'static Carrier, Answer> {
    let code = text(body, "deliveryCompanyCode").unwrap_or_default();
    CARRIERS
        .iter()
        .find(|carrier| carrier.code == code)
        .ok_or_else(|| Answer::bad_request("deliveryCompanyCode must be TWL_FM, TWL_711 or TWL_KERRY."))
}

fn prepared(shop: &View<'_>, id: i64) -> Option<BoxSlot> {
    let OrderPlace::Listed(slot) = shop.place_of_box(id) else { return None };
    let free = shop.boxed(slot).status == OrderStatus::Instruct && shop.stop_requested(slot).is_none();
    free.then_some(slot)
}

fn waybill(shop: &View<'_>, code: &'static str, id: i64) -> Waybill {
    let invoice_number = format!("9{:011}", id.unsigned_abs() / 10 % 100_000_000_000);
    Waybill { code, company: code, invoice_number, uploaded_at: shop.now() }
}

fn entry(id: i64, arranged: Option<(&str, &str)>) -> Value {
    let (number, until) = arranged.unwrap_or_default();
    let (key, text) = if arranged.is_some() { ("", "") } else { ("INVALID_STATUS", "The box is not in INSTRUCT.") };
    json!({
        "success": arranged.is_some(),
        "shipmentBoxId": id,
        "invoiceNumber": number,
        "invoiceNumberInvalidTime": until,
        "errorKey": key,
        "errorMessage": text,
        "validationCode": "",
    })
}
