//! A receipt as one row, with every field the portal names.

use crate::coupang::ClaimKind;
use crate::coupang::answer::set;
use crate::coupang::dice::Dice;
use crate::coupang::ordersheets::Dialect;
use crate::coupang::rules::{Answers, FastRefundPrice};
use crate::coupang::world::{Claim, ClaimLine, Collection, Stopping, View};
use crate::json::drop_field;
use serde_json::{Value, json};

/// The row in the spelling of a version. What a cancellation fills is not documented: it has nothing to collect, and its
/// status is `cancelled_status`.
pub(super) fn receipt(shop: &View<'_>, claim: &Claim, dialect: Dialect) -> Value {
    let (rules, dialect) = (&shop.rules().claims, dialect.of(shop));
    let station = Station::of(shop, claim);
    let collected = station.collected;
    let seller_pays = matches!(claim.reason.fault, "VENDOR" | "WMS");
    let charge = if !collected {
        0
    } else if seller_pays {
        SHIPPING
    } else {
        -SHIPPING
    };
    let confirmed = station.confirmed_by != "UNDEFINED";
    let mut row = json!({
        "receiptId": claim.id,
        "orderId": claim.order_id,
        "paymentId": claim.payment_id,
        "receiptType": if claim.kind == ClaimKind::Cancelled { "CANCEL" } else { "RETURN" },
        "receiptStatus": station.status,
        "createdAt": dialect.timestamp(claim.made_at),
        "modifiedAt": dialect.timestamp(claim.changed_at),
        "requesterName": masked(&claim.buyer.name),
        "requesterPhoneNumber": dialect.phone(&claim.phone),
        "requesterRealPhoneNumber": null,
        "requesterAddress": claim.place.addr1,
        "requesterAddressDetail": claim.place.addr2,
        "requesterZipCode": claim.place.post_code,
        "cancelReasonCategory1": claim.reason.categories.0,
        "cancelReasonCategory2": claim.reason.categories.1,
        "cancelReason": claim.words,
        "cancelCountSum": claim.lines.iter().map(|line| line.units).sum::<i64>(),
        "returnDeliveryId": claim.id % 1_000_000_000,
        "returnDeliveryType": if collected { station.delivery_type } else { "" },
        "releaseStopStatus": station.stop,
        "enclosePrice": dialect.money(0),
        "faultByType": claim.reason.fault,
        "preRefund": station.refunded_first,
        "completeConfirmType": station.confirmed_by,
        "completeConfirmDate": if confirmed { dialect.timestamp(claim.received_at.unwrap_or(claim.changed_at)) } else { String::new() },
        "returnItems": claim.lines.iter().map(|line| item(shop, claim, line, &station, *dialect)).collect::<Vec<_>>(),
        "returnDeliveryDtos": if collected { waybills(claim) } else { json!([]) },
        "reasonCode": claim.reason.code,
        "reasonCodeText": claim.reason.text,
        "returnShippingCharge": dialect.money(charge),
    });
    if claim.kind == ClaimKind::Cancelled {
        set(&mut row, "receiptStatus", rules.cancelled_status.word());
        if rules.cancelled_without_charge {
            drop_field(&mut row, "returnShippingCharge");
        }
    }
    row
}

/// Waybills that the seller has registered for its own collection.
pub(super) fn registered(claim: &Claim) -> Value {
    let entry = |collection: &Collection| json!({ "deliveryCompanyCode": collection.code, "deliveryInvoiceNo": collection.number });
    claim.collections.iter().map(entry).collect()
}

/// Waybills of a collection: those that were there, then those of the seller.
pub(super) fn waybills(claim: &Claim) -> Value {
    let (mut all, own) = (thrown(claim), registered(claim));
    if let (Some(all), Value::Array(own)) = (all.as_array_mut(), own) {
        all.extend(own);
    }
    all
}

/// None, one, or one beside an entry without a number; a trailing blank has been seen. Of a claim that no rule knows of
/// nothing is collected before somebody does it.
fn thrown(claim: &Claim) -> Value {
    if claim.made {
        return json!([]);
    }
    let mut dice = Dice::new(&[claim.key, 0x3A7]);
    let carrier = dice.pick(&["CJGLS", "HANJIN", "LOTTE"]);
    let number = format!("6{:011}", dice.below(1_000_000_000));
    let entry = |number: Option<&str>| json!({ "deliveryCompanyCode": carrier, "deliveryInvoiceNo": number });
    match dice.below(8) {
        0 => json!([]),
        1 => json!([entry(Some(&number)), entry(None)]),
        2 => json!([entry(Some(""))]),
        3 => json!([entry(Some(&format!("{number} ")))]),
        _ => json!([entry(Some(&number))]),
    }
}

/// `홍*동`: the first and the last syllable.
pub(super) fn masked(name: &str) -> String {
    let first = name.chars().next().unwrap_or('*');
    let last = name.chars().last().unwrap_or('*');
    format!("{first}*{last}")
}

const SHIPPING: i64 = 3_000;

/// What the kind of a receipt decides.
struct Station {
    status: &'static str,
    stop: &'static str,
    released: &'static str,
    confirmed_by: &'static str,
    refunded_first: bool,
    collected: bool,
    delivery_type: &'static str,
}

/// Whether the buyer is refunded as soon as the goods arrive: what `preRefund` shows, whose Korean name is that of the
/// fast refund.
pub(in crate::coupang) fn is_refunded_first(shop: &View<'_>, claim: &Claim) -> bool {
    Station::of(shop, claim).refunded_first
}

/// Whether a receipt is one of a shipment that the seller has stopped.
pub(super) fn is_stopped(shop: &View<'_>, claim: &Claim) -> bool {
    Station::of(shop, claim).released == "S"
}

impl Station {
    /// What it was when it was made, changed by what writes have made of it.
    fn of(shop: &View<'_>, claim: &Claim) -> Self {
        let mut station = Self::as_made(shop, claim);
        match claim.stopping {
            Some(Stopping::Stopped) => {
                (station.stop, station.released, station.collected) = ("처리(출고중지)", "S", false);
            }
            Some(Stopping::AlreadyShipped) => {
                (station.stop, station.released, station.collected) = ("처리(이미출고)", "A", true);
            }
            None => {}
        }
        if claim.received_at.is_some() {
            station.confirmed_by = "VENDOR_CONFIRM";
        }
        let unfinished = matches!(claim.kind, ClaimKind::ReturnArrived | ClaimKind::CheckRequested);
        if unfinished && !shop.rules().claims.confirmed_with_arrival {
            station.confirmed_by = "UNDEFINED";
        }
        station.status = match claim.kind {
            ClaimKind::StopRequested => "RELEASE_STOP_UNCHECKED",
            ClaimKind::ReturnArrived => "VENDOR_WAREHOUSE_CONFIRM",
            ClaimKind::CheckRequested => "REQUEST_COUPANG_CHECK",
            ClaimKind::ReturnCompleted | ClaimKind::Cancelled => "RETURNS_COMPLETED",
            ClaimKind::ReturnRequested | ClaimKind::Withdrawn | ClaimKind::Exchange => "RETURNS_UNCHECKED",
        };
        station
    }

    fn as_made(shop: &View<'_>, claim: &Claim) -> Self {
        let mut dice = Dice::new(&[claim.key, 0x57A]);
        let (stop, released) =
            dice.pick(&[("비대상", "Y"), ("비대상", "Y"), ("처리(이미출고)", "A"), ("자동처리(이미출고)", "A")]);
        let collected = Self {
            status: "RETURNS_UNCHECKED",
            stop,
            released,
            confirmed_by: "UNDEFINED",
            refunded_first: dice.chance(30),
            collected: true,
            delivery_type: dice.pick(&["전담택배", "연동택배", "수기관리"]),
        };
        let stopped = |stop, released| Self { stop, released, collected: false, ..collected };
        match claim.origin {
            ClaimKind::ReturnRequested if claim.made => {
                Self { stop: "비대상", released: "Y", refunded_first: is_cheap_and_common(shop, claim), ..collected }
            }
            ClaimKind::StopRequested => Self { refunded_first: false, ..stopped("미처리", "N") },
            ClaimKind::Cancelled => stopped("비대상", "N"),
            ClaimKind::ReturnCompleted if dice.chance(30) => stopped("처리(출고중지)", "S"),
            ClaimKind::ReturnCompleted => {
                let confirmed_by = dice.pick(&["VENDOR_CONFIRM", "CS_CONFIRM", "CS_LOSS_CONFIRM"]);
                Self { confirmed_by, ..collected }
            }
            ClaimKind::ReturnArrived | ClaimKind::CheckRequested => {
                Self { confirmed_by: "VENDOR_CONFIRM", ..collected }
            }
            ClaimKind::ReturnRequested | ClaimKind::Withdrawn | ClaimKind::Exchange => collected,
        }
    }
}

/// What is refunded fast: goods of less than 100,000 won, whichever price `fast_refund_price` looks at, that are not made
/// to order. Fresh food is not sold here.
fn is_cheap_and_common(shop: &View<'_>, claim: &Claim) -> bool {
    let prices = claim.lines.iter().map(|line| (line.item.product.price, line.units));
    let price: i64 = match shop.rules().claims.fast_refund_price {
        FastRefundPrice::Receipt => prices.map(|(price, units)| price * units).sum(),
        FastRefundPrice::Unit => prices.map(|(price, _)| price).max().unwrap_or(0),
    };
    price < 100_000 && claim.lines.iter().all(|line| line.item.product.prompt.is_none())
}

fn item(shop: &View<'_>, claim: &Claim, line: &ClaimLine, station: &Station, dialect: Dialect) -> Value {
    let product = line.item.product;
    let done = claim.kind == ClaimKind::Cancelled || station.released == "S";
    let mut item = json!({
        "vendorItemPackageId": 0,
        "vendorItemPackageName": product.name,
        "vendorItemId": line.item.vendor_item_id,
        "vendorItemName": format!("{}, {}", product.name, product.option),
        "purchaseCount": line.item.shipping_count,
        "cancelCount": line.units,
        "shipmentBoxId": claim.shipment_box_id,
        "sellerProductId": line.item.seller_product_id,
        "sellerProductName": product.name,
        "releaseStatus": station.released,
        "cancelCompleteUser": if done { "s******" } else { "" },
    });
    if dialect == Dialect::V4 && shop.rules().claims.v4_items_of_2019 {
        drop_field(&mut item, "releaseStatus");
        drop_field(&mut item, "cancelCompleteUser");
    }
    item
}
