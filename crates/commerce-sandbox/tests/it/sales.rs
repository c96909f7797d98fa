//! Revenue of what was delivered, confirmed and returned.

use crate::support::{call, get, json, opened, send, sheets, shop};
use crate::waybills::{code, id, ready, whole};
use commerce_sandbox::coupang::{ClaimKind, Gateway, Happening, OrderStatus};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

const DAY: Duration = Duration::from_secs(86_400);

/// A shop whose rule brings no revenue and no claims.
fn bare() -> Gateway {
    let shop = ClaimKind::ALL.into_iter().fold(shop(), |shop, kind| shop.claims_per_day(kind, 0));
    shop.revenue_rows_per_day(0).orders_per_day(OrderStatus::Instruct, 20).build().expect("a gateway")
}

/// The rows from the day before the opening up to yesterday.
fn rows(gateway: &Gateway, now: SystemTime, last: &str) -> Vec<Value> {
    let query = format!("vendorId=A00012345&recognitionDateFrom=2026-03-01&recognitionDateTo={last}&token=");
    let (status, body) =
        call(gateway, "GET", &format!("/v2/providers/openapi/apis/api/v1/revenue-history?{query}"), "", now);
    assert_eq!(status, 200, "{body}");
    body["data"].as_array().expect("rows").clone()
}

fn brief(row: &Value) -> (String, String, i64) {
    let text = |name: &str| row[name].as_str().expect("a text").to_owned();
    let sold = row["items"].as_array().expect("items").iter().map(|item| item["quantity"].as_i64().expect("a count"));
    (text("saleType"), text("recognitionDate"), sold.sum())
}

fn sale(day: &str, units: i64) -> (String, String, i64) {
    ("SALE".to_owned(), day.to_owned(), units)
}

/// A box that was shipped on the opening day, and how many units are in it.
fn shipped(gateway: &Gateway, carrier: &str, number: &str) -> (i64, i64) {
    let sheet = &ready(gateway, opened())[0];
    assert_eq!(code(gateway, "invoices", &whole(sheet, carrier, number), opened()).0, "OK");
    let count = |item: &Value, name: &str| item[name].as_i64().expect("a count");
    let items = crate::waybills::items(sheet).iter();
    (id(sheet), items.map(|item| count(item, "shippingCount") - count(item, "cancelCount")).sum())
}

#[test]
fn a_confirmed_purchase_is_revenue_of_that_day() {
    let gateway = bare();
    let (box_id, units) = shipped(&gateway, "CJGLS", "600000000001");
    let confirms = Happening::BuyerConfirms { shipment_box_id: box_id };
    assert!(!gateway.happen(confirms, opened()), "it is not there yet");
    assert!(gateway.happen(Happening::CarrierDelivers { shipment_box_id: box_id }, opened() + DAY));
    assert!(gateway.happen(confirms, opened() + 3 * DAY));
    assert!(!gateway.happen(confirms, opened() + 3 * DAY));
    let sheet =
        crate::support::read(&gateway, &format!("v5/vendors/A00012345/ordersheets/{box_id}"), opened() + 3 * DAY);
    assert_eq!(sheet["orderItems"][0]["confirmDate"], "2026-03-05T10:30:00.000000+09:00");
    let found = rows(&gateway, opened() + 30 * DAY, "2026-03-31");
    assert_eq!(found.iter().map(brief).collect::<Vec<_>>(), [sale("2026-03-05", units)]);
    assert_eq!((&found[0]["orderId"], &found[0]["saleDate"]), (&sheet["orderId"], &day_of(&sheet["paidAt"])));
    let item = &found[0]["items"][0];
    let won = |name: &str| item[name].as_i64().expect("won");
    let ordered = &sheet["orderItems"][0];
    assert_eq!(Some(won("salePrice")), ordered["salesPrice"]["units"].as_i64().map(|price| price * won("quantity")));
    assert_eq!(won("settlementAmount"), won("saleAmount") - won("serviceFee") - won("serviceFeeVat"));
}

fn day_of(time: &Value) -> Value {
    time.as_str().expect("a time").get(..10).expect("a day").into()
}

#[test]
fn what_nobody_confirms_is_revenue_seven_days_after_the_delivery_or_the_untracked_waybill() {
    let gateway = bare();
    let (tracked, units) = shipped(&gateway, "CJGLS", "600000000001");
    let (_, untracked) = shipped(&gateway, "DIRECT", "1");
    shipped(&gateway, "CJGLS", "600000000002");
    assert!(gateway.happen(Happening::CarrierDelivers { shipment_box_id: tracked }, opened() + DAY));
    let found = rows(&gateway, opened() + 30 * DAY, "2026-03-31");
    let expected = [sale("2026-03-09", untracked), sale("2026-03-10", units)];
    assert_eq!(found.iter().map(brief).collect::<Vec<_>>(), expected, "what is still on its way is none");
    assert_eq!(rows(&gateway, opened() + 7 * DAY, "2026-03-08"), [] as [Value; 0], "not before its day");
}

#[test]
fn a_new_waybill_before_the_day_takes_the_revenue_back() {
    let gateway = bare();
    let sheet = ready(&gateway, opened())[0].clone();
    let (box_id, _) = shipped(&gateway, "CJGLS", "600000000001");
    assert!(gateway.happen(Happening::CarrierDelivers { shipment_box_id: box_id }, opened()));
    assert_eq!(code(&gateway, "updateInvoices", &whole(&sheet, "CJGLS", "600000000007"), opened() + DAY).0, "OK");
    assert_eq!(rows(&gateway, opened() + 30 * DAY, "2026-03-31"), [] as [Value; 0]);
}

#[test]
fn what_comes_back_is_no_revenue_before_its_day_and_a_refund_after_it() {
    let gateway = bare();
    let (early, _) = shipped(&gateway, "CJGLS", "600000000001");
    let (late, units) = shipped(&gateway, "CJGLS", "600000000002");
    for box_id in [early, late] {
        assert!(gateway.happen(Happening::CarrierDelivers { shipment_box_id: box_id }, opened()));
    }
    let finish = |box_id, now| {
        let returns = Happening::BuyerReturns { shipment_box_id: box_id };
        let id = gateway.make_happen(returns, now).expect("a return");
        let path = format!("v4/vendors/A00012345/returnRequests/{id}");
        let body = json!({ "vendorId": "A00012345", "receiptId": id, "cancelCount": null });
        assert_eq!(send(&gateway, "PUT", &format!("{path}/receiveConfirmation"), &body.to_string(), now).0, 200);
        gateway.happen(Happening::CoupangApproves { claim_id: id }, now);
    };
    finish(early, opened() + 2 * DAY);
    finish(late, opened() + 10 * DAY);
    let found = rows(&gateway, opened() + 30 * DAY, "2026-03-31");
    let sold = brief(&found[0]);
    assert_eq!((sold, found.len()), (sale("2026-03-09", units), 2));
    let (kind, day, back) = brief(&found[1]);
    assert_eq!((kind.as_str(), day.as_str()), ("REFUND", "2026-03-12"));
    assert_eq!(found[0]["orderId"], found[1]["orderId"]);
    // The seller's fault shows what came back; the customer's shows nothing and a negative delivery (2019).
    assert!(back == units || back == 0 && found[1]["deliveryFee"]["amount"].as_i64().is_some_and(|won| won <= 0));
}

#[test]
fn payouts_hold_what_happened_too() {
    let gateway = bare();
    let (box_id, _) = shipped(&gateway, "CJGLS", "600000000001");
    assert!(gateway.happen(Happening::CarrierDelivers { shipment_box_id: box_id }, opened()));
    let now = opened() + 20 * DAY;
    let target =
        "/v2/providers/marketplace_openapi/apis/api/v1/settlement-histories?revenueRecognitionYearMonth=2026-03";
    let payouts = json(&get(&gateway, target, now));
    let [week] = payouts.as_array().expect("payouts").as_slice() else { panic!("one week: {payouts}") };
    let row = &rows(&gateway, now, "2026-03-21")[0];
    let won = |value: &Value| value.as_i64().expect("won");
    let items = row["items"].as_array().expect("items").iter();
    let items: i64 = items
        .map(|item| won(&item["saleAmount"]) - won(&item["sellerDiscountCoupon"]) - won(&item["downloadableCoupon"]))
        .sum();
    assert_eq!(won(&week["totalSale"]), items + won(&row["deliveryFee"]["amount"]));
    assert_eq!(
        (&week["settlementType"], &week["revenueRecognitionDateFrom"]),
        (&"WEEKLY".into(), &"2026-03-08".into())
    );
}

#[test]
fn the_rule_s_rows_of_orders_that_nobody_touches_stay_as_they_are() {
    let moving = shop().first_scan_after(DAY).delivered_after(DAY).build().expect("a gateway");
    let still = shop().build().expect("a gateway");
    let now = opened() + 30 * DAY;
    let all = rows(&still, now, "2026-03-12");
    assert_eq!(all, rows(&moving, now, "2026-03-12"));
    // A return of an order of the rule before its day takes the order out of its row.
    let delivered = sheets(&still, OrderStatus::FinalDelivery, opened());
    let sold = |row: &Value, order: &Value| row["saleType"] == "SALE" && row["orderId"] == *order;
    let returned = delivered.iter().find(|sheet| all.iter().any(|row| sold(row, &sheet["orderId"]))).expect("an order");
    let id = still.make_happen(Happening::BuyerReturns { shipment_box_id: id(returned) }, opened()).expect("a return");
    let body = json!({ "vendorId": "A00012345", "receiptId": id }).to_string();
    let path = format!("v4/vendors/A00012345/returnRequests/{id}/receiveConfirmation");
    assert_eq!(send(&still, "PUT", &path, &body, opened()).0, 200);
    still.happen(Happening::CoupangApproves { claim_id: id }, opened());
    let left = rows(&still, now, "2026-03-12");
    assert!(left.iter().all(|row| row["orderId"] != returned["orderId"]));
    assert!(left.iter().all(|row| all.contains(row)), "the others stay");
}
