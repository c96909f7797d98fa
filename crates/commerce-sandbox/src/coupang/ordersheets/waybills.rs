//! What uploading and replacing waybills have in common: the rows of the request, and the codes of what goes wrong.

use super::results::{BoxResult, Results};
use crate::coupang::answer::Answer;
use crate::coupang::body::{check_vendor, flag, json, number, text};
use crate::coupang::calendar::{DAY_MICROS, Day};
use crate::coupang::rules::UnknownCarrier;
use crate::coupang::world::{BoxEvent, BoxSlot, Carrier, Event, Order, OrderPlace, View, Waybill};
use crate::coupang::write::{Call, Change, Done, Outcome};
use http::StatusCode;
use serde_json::Value;

/// One option of one box.
pub(super) struct Row {
    pub(super) box_id: i64,
    pub(super) order_id: i64,
    pub(super) option: i64,
    /// `None` is one that does not exist.
    pub(super) carrier: Option<&'static Carrier>,
    pub(super) number: String,
    pub(super) split: bool,
    pub(super) pre_split: bool,
    pub(super) planned: Option<Day>,
}

/// Why a box keeps the waybill it has or has not: the complete table of result codes (2019, still printed in 2026).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    NotFoundShipmentBox,
    InvalidStatus,
    PermissionDenied,
    DuplicateInvoiceNumber,
    InvalidInvoiceNumber,
    Canceled,
    PartialStopRequested,
    HoldingForCancel,
    Undefined,
    NumberOfAnotherReceiver,
    NotFoundInvoiceNumber,
    NotFoundVendorItem,
    NotAllowVendorDirect,
    PlannedDateFixed,
    NotAfterNormalDelivery,
    SplitMustStaySplit,
    OneVendorItem,
}

impl Fault {
    /// The code, and whether another try may help.
    fn code(self) -> (&'static str, bool) {
        match self {
            Self::NotFoundShipmentBox => ("NOT_FOUND_SHIPMENT_BOX", false),
            Self::InvalidStatus => ("INVALID_STATUS", false),
            Self::PermissionDenied => ("PERMISSION_DENIED", true),
            Self::DuplicateInvoiceNumber => ("DUPLICATE_INVOICE_NUMBER", true),
            Self::InvalidInvoiceNumber => ("INVALID_INVOICE_NUMBER", true),
            Self::Canceled => ("ORDER_DELIVERY_CANCELED", false),
            Self::PartialStopRequested => ("ORDER_DELIVERY_PARTIAL_STOP_REQUESTED", true),
            Self::HoldingForCancel => ("ORDER_DELIVERY_CANCELED_HOLDING_FOR_CANCEL", true),
            Self::Undefined => ("UNDEFINED_ERROR_OCCUR", true),
            Self::NumberOfAnotherReceiver => ("NOT_ALLOW_INVOICE_NUMBER_RE_UPLOAD", false),
            Self::NotFoundInvoiceNumber => ("NOT_FOUND_INVOICE_NUMBER", false),
            Self::NotFoundVendorItem => ("NOT_FOUND_VENDOR_ITEM", false),
            Self::NotAllowVendorDirect => ("NOT_ALLOW_VENDOR_DIRECT", false),
            Self::PlannedDateFixed => ("PSD_NOT_ALLOW_TO_CHANGE", false),
            Self::NotAfterNormalDelivery => ("NOT_ALLOW_SEPARATE_AFTER_NORMAL_DELIVERY", false),
            Self::SplitMustStaySplit => ("IS_SEPARATE_MUST_BE_TRUE_WHEN_SEPARATE_DELIVERY", false),
            Self::OneVendorItem => ("NOT_ALLOW_SEPARATE_WHEN_ONE_VENDOR_ITEM", false),
        }
    }

    /// Korean text that ends with the numbers. One text is documented; for the others the code stands in (assumed).
    fn of_box(self, box_id: i64, order_id: i64) -> BoxResult {
        let (code, retry) = self.code();
        let text = if self == Self::InvalidStatus { "배송진행상태가 유효하지 않습니다." } else { code };
        BoxResult::new(code, retry, format!("{text} [합포장번호 : {box_id}] [주문번호 : {order_id}]"))
    }
}

/// Carries out a batch, box by box in the order of their first rows: one result per box, and it is not atomic.
///
/// `decide` says what happens to a listed box of ours, which may be nothing. A call may hold any number of rows unless
/// `most_waybills`, and none at all is `responseCode` -1 unless `empty_batch_refused`. A carrier that does not exist is
/// HTTP 500 for the whole call unless `unknown_carrier`.
pub(super) fn run(
    shop: &View<'_>,
    call: &Call<'_>,
    code: impl Into<Value>,
    decide: impl Fn(&Order, &[Row], &Numbers<'_>) -> Result<Option<BoxEvent>, Fault>,
) -> Outcome {
    let (mut results, mut changes) = (Results::default(), Vec::new());
    let mut numbers = Numbers { shop, taken: Vec::new() };
    for rows in read(shop, call)? {
        let Some(first) = rows.first() else { continue };
        let (box_id, order_id) = (first.box_id, first.order_id);
        let result = open(shop, &rows).and_then(|order| Ok((order.slot, decide(&order, &rows, &numbers)?)));
        results.push(box_id, result.as_ref().map(|_| None).map_err(|fault| fault.of_box(box_id, order_id)));
        if let Ok((slot, Some(event))) = result {
            numbers.taken.extend(event.waybill().map(|waybill| (waybill.code, waybill.invoice_number.clone(), slot)));
            changes.push(Change::at(shop.now(), box_id, [Event::Box(slot, event)]));
        }
    }
    let words = results.choose("NONE", "SUCCESS", "PARTIAL_ERROR", "FAIL");
    Ok(Done { answer: results.into_answer(shop, code, words, None), changes })
}

/// The box of these rows, whose order must be the one they name (assumed: as a box that is not there).
fn open(shop: &View<'_>, rows: &[Row]) -> Result<Order, Fault> {
    let box_id = rows.first().map_or(0, |row| row.box_id);
    let order = match shop.place_of_box(box_id) {
        OrderPlace::Listed(slot) => shop.boxed(slot),
        OrderPlace::Gone => return Err(Fault::Canceled),
        OrderPlace::Foreign => return Err(Fault::PermissionDenied),
        OrderPlace::Nowhere => return Err(Fault::NotFoundShipmentBox),
    };
    if rows.iter().all(|row| row.order_id == order.order_id) { Ok(order) } else { Err(Fault::NotFoundShipmentBox) }
}

/// The waybill that all these rows name: one carrier, one number of the carrier's form (several are assumed to be invalid).
pub(super) fn one_waybill<'r>(shop: &View<'_>, rows: impl IntoIterator<Item = &'r Row>) -> Result<Waybill, Fault> {
    let mut rows = rows.into_iter();
    let first = rows.next().ok_or(Fault::NotFoundInvoiceNumber)?;
    let carrier = first.carrier.ok_or(Fault::Undefined)?;
    let same =
        rows.all(|row| row.carrier.is_some_and(|other| other.code == carrier.code) && row.number == first.number);
    if !same || !carrier.takes(&first.number, shop.rules().orders.other_numbers) {
        return Err(Fault::InvalidInvoiceNumber);
    }
    Ok(Waybill {
        code: carrier.code,
        company: carrier.name,
        invoice_number: first.number.clone(),
        uploaded_at: shop.now(),
    })
}

/// Only options of the box may be named.
pub(super) fn check_options(order: &Order, rows: &[Row]) -> Result<(), Fault> {
    let ours = |row: &Row| order.items.iter().any(|item| item.vendor_item_id == row.option);
    if rows.iter().all(ours) { Ok(()) } else { Err(Fault::NotFoundVendorItem) }
}

/// Only options of the box may be named, and every one of which something is to be shipped must be.
pub(super) fn check_complete(order: &Order, rows: &[Row]) -> Result<(), Fault> {
    check_options(order, rows)?;
    let named = |option: i64| rows.iter().any(|row| row.option == option);
    let mut wanted = order.items.iter().filter(|item| item.shippable() > 0);
    if wanted.all(|item| named(item.vendor_item_id)) { Ok(()) } else { Err(Fault::NotFoundVendorItem) }
}

/// The waybill numbers that are in use, those of the same call too.
pub(super) struct Numbers<'s> {
    shop: &'s View<'s>,
    taken: Vec<(&'static str, String, BoxSlot)>,
}

impl Numbers<'_> {
    /// Refuses a number that stands elsewhere since six months (`number_days`): on a box of the same order as a duplicate,
    /// on another order unless receiver and address are the same and, with `shared_number_in_one_call`, the call too. The
    /// seller's own delivery may repeat numbers, which is the portal's way out. Numbers of boxes that were shipped before
    /// the shop opened are not remembered, except the box's own (assumed).
    pub(super) fn check(&self, order: &Order, waybill: &Waybill) -> Result<(), Fault> {
        if has_waybill(order, waybill) {
            return Err(Fault::DuplicateInvoiceNumber);
        }
        if waybill.is_direct() {
            return Ok(());
        }
        let rules = &self.shop.rules().orders;
        let since = self.shop.now().plus(-i64::from(rules.number_days) * DAY_MICROS);
        let number = &waybill.invoice_number;
        let here = self.taken.iter().filter(|(code, other, _)| *code == waybill.code && other == number);
        let before = self.shop.uses_of(waybill.code, number, since).map(|slot| (slot, rules.shared_number_in_one_call));
        for (slot, apart) in before.chain(here.map(|(_, _, slot)| (*slot, false))) {
            let other = self.shop.boxed(slot);
            if other.order_id == order.order_id {
                return Err(Fault::DuplicateInvoiceNumber);
            }
            let same = (&other.receiver.name, &other.place.addr1, &other.place.addr2, &other.place.post_code)
                == (&order.receiver.name, &order.place.addr1, &order.place.addr2, &order.place.post_code);
            if !same || apart {
                return Err(Fault::NumberOfAnotherReceiver);
            }
        }
        Ok(())
    }
}

/// Whether a box has this waybill already.
pub(super) fn has_waybill(order: &Order, waybill: &Waybill) -> bool {
    let own = order.journey.waybill.as_ref();
    own.is_some_and(|own| own.code == waybill.code && own.invoice_number == waybill.invoice_number)
}

/// The rows of each box. The texts are ours, but for the one of a carrier that does not exist.
fn read(shop: &View<'_>, call: &Call<'_>) -> Result<Vec<Vec<Row>>, Answer> {
    let body = json(call.request.body())?;
    check_vendor(&body, call.vendor)?;
    let rows = body.get("orderSheetInvoiceApplyDtos").and_then(Value::as_array);
    let rows = rows.ok_or_else(|| Answer::bad_request("orderSheetInvoiceApplyDtos must be a list."))?;
    check_length(shop, rows.len())?;
    let mut boxes: Vec<Vec<Row>> = Vec::new();
    for row in rows {
        let row = Row::read(shop, row)?;
        let same = boxes.iter_mut().find(|rows| rows.first().is_some_and(|first| first.box_id == row.box_id));
        match same {
            Some(rows) => rows.push(row),
            None => boxes.push(vec![row]),
        }
    }
    Ok(boxes)
}

/// How many rows a call may hold.
fn check_length(shop: &View<'_>, rows: usize) -> Result<(), Answer> {
    let rules = &shop.rules().orders;
    if rows == 0 && rules.empty_batch_refused {
        Err(Answer::bad_request("orderSheetInvoiceApplyDtos must not be empty."))
    } else if rules.most_waybills > 0 && rows > usize::from(rules.most_waybills) {
        Err(Answer::bad_request("orderSheetInvoiceApplyDtos holds too many rows."))
    } else {
        Ok(())
    }
}

impl Row {
    fn read(shop: &View<'_>, row: &Value) -> Result<Self, Answer> {
        let rules = &shop.rules().orders;
        let missing = |name: &str| Answer::bad_request(&format!("{name} is missing or of another type."));
        let number = |name| number(row, name).ok_or_else(|| missing(name));
        let text = |name| text(row, name).ok_or_else(|| missing(name));
        let flag = |name| flag(row, name, rules.text_flags).ok_or_else(|| missing(name));
        let planned = match text("estimatedShippingDate")? {
            "" => None,
            day => Some(Day::parse(day).ok_or_else(|| missing("estimatedShippingDate"))?),
        };
        Ok(Self {
            box_id: number("shipmentBoxId")?,
            order_id: number("orderId")?,
            option: number("vendorItemId")?,
            carrier: match carrier(shop, text("deliveryCompanyCode")?) {
                Err(error) if rules.unknown_carrier == UnknownCarrier::Error => return Err(error),
                carrier => carrier.ok(),
            },
            number: text("invoiceNumber")?.to_owned(),
            split: flag("splitShipping")?,
            pre_split: flag("preSplitShipped")?,
            planned,
        })
    }
}

/// The carrier of a code, without which the service falls over.
pub(in crate::coupang) fn carrier(shop: &View<'_>, code: &str) -> Result<&'static Carrier, Answer> {
    let carrier = Carrier::of_code(code, shop.rules().orders.carriers);
    carrier.ok_or_else(|| Answer::refused(StatusCode::INTERNAL_SERVER_ERROR, "500 internal exception"))
}
