//! Carriers: parcels that are scanned and delivered, by a test's word or by themselves.

use crate::support::{commits, opened, read, send, sheets, shop};
use crate::waybills::{code, data, id, is, preparing, ready, whole};
use commerce_sandbox::coupang::{ClaimKind, Gateway, GatewayBuilder, Happening, OrderStatus};
use serde_json::Value;
use std::time::{Duration, SystemTime};

const HOUR: Duration = Duration::from_secs(3_600);
const SECOND: Duration = Duration::from_secs(1);

fn alone(gateway: &Gateway, id: i64, now: SystemTime) -> Value {
    read(gateway, &format!("v5/vendors/A00012345/ordersheets/{id}"), now)
}

/// Status and time of every entry of a box's history, oldest first.
fn history(gateway: &Gateway, id: i64, now: SystemTime) -> Vec<(String, String)> {
    let data = read(gateway, &format!("v5/vendors/A00012345/ordersheets/{id}/history"), now);
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let entries = data[0]["details"].as_array().expect("entries").iter().rev();
    entries.map(|entry| (text(&entry["deliveryStatus"]), text(&entry["updatedAt"]))).collect()
}

fn last(history: &[(String, String)]) -> (&str, &str) {
    history.last().map(|(status, at)| (status.as_str(), at.as_str())).expect("an entry")
}

fn listed(gateway: &Gateway, status: OrderStatus, now: SystemTime) -> Vec<i64> {
    sheets(gateway, status, now).iter().map(id).collect()
}

fn happens(gateway: &Gateway, what: impl Fn(i64) -> Happening, id: i64, now: SystemTime) -> bool {
    gateway.happen(what(id), now)
}

const SCANS: fn(i64) -> Happening = |shipment_box_id| Happening::CarrierScans { shipment_box_id };
const DELIVERS: fn(i64) -> Happening = |shipment_box_id| Happening::CarrierDelivers { shipment_box_id };

#[test]
fn a_parcel_is_scanned_and_delivered_in_every_read() {
    let gateway = preparing(20);
    let sheet = &ready(&gateway, opened())[0];
    let box_id = id(sheet);
    assert!(!happens(&gateway, SCANS, box_id, opened()), "it has no waybill");
    assert_eq!(code(&gateway, "invoices", &whole(sheet, "CJGLS", "600000000001"), opened()), is("OK", false));
    assert!(happens(&gateway, SCANS, box_id, opened() + HOUR));
    assert!(!happens(&gateway, SCANS, box_id, opened() + HOUR), "the first scan comes once");
    let now = opened() + HOUR;
    let scanned = alone(&gateway, box_id, now);
    assert_eq!(scanned["status"], "DELIVERING");
    assert_eq!(scanned["inTrasitDateTime"], "2026-03-02T11:30:00.000000+09:00");
    assert!(listed(&gateway, OrderStatus::Delivering, now).contains(&box_id));
    assert!(!listed(&gateway, OrderStatus::Departure, now).contains(&box_id));

    assert!(happens(&gateway, DELIVERS, box_id, opened() + 2 * HOUR));
    assert!(!happens(&gateway, DELIVERS, box_id, opened() + 2 * HOUR));
    let now = opened() + 2 * HOUR;
    assert_eq!(alone(&gateway, box_id, now)["deliveredDate"], "2026-03-02T12:30:00.000000+09:00");
    assert!(listed(&gateway, OrderStatus::FinalDelivery, now).contains(&box_id));
    let history = history(&gateway, box_id, now);
    let words: Vec<&str> = history.iter().map(|(status, _)| status.as_str()).collect();
    assert_eq!(words, ["ACCEPT", "INSTRUCT", "DEPARTURE", "DELIVERING", "FINAL_DELIVERY"]);
    assert_eq!(last(&history), ("FINAL_DELIVERY", "2026-03-02T12:30:00.000000+09:00"));
    assert_eq!(commits(&gateway), [("orders.upload_invoices", box_id)], "carriers make no commits");

    assert_eq!(code(&gateway, "updateInvoices", &whole(sheet, "HANJIN", "410000000009"), now), is("OK", false));
    assert_eq!(alone(&gateway, box_id, now)["status"], "DEPARTURE", "a new waybill begins anew");
    assert!(happens(&gateway, DELIVERS, box_id, now), "a scan may be missed");
}

#[test]
fn what_nobody_tracks_is_scanned_by_nobody() {
    let gateway = preparing(20);
    let sheet = &ready(&gateway, opened())[0];
    assert_eq!(code(&gateway, "invoices", &whole(sheet, "DIRECT", "1"), opened()), is("OK", false));
    assert!(!happens(&gateway, SCANS, id(sheet), opened()) && !happens(&gateway, DELIVERS, id(sheet), opened()));
    assert!(!happens(&gateway, SCANS, 7, opened()), "no box");
}

fn moving() -> GatewayBuilder {
    shop().first_scan_after(2 * HOUR).delivered_after(20 * HOUR).claims_per_day(ClaimKind::StopRequested, 0)
}

#[test]
fn nothing_moves_by_itself_unless_asked_to() {
    let gateway = shop().build().expect("a gateway");
    let before = listed(&gateway, OrderStatus::Departure, opened());
    assert_eq!(listed(&gateway, OrderStatus::Departure, opened() + 1_000 * HOUR), before);
}

#[test]
fn the_parcels_that_the_shop_opens_with_move_by_the_clock() {
    let gateway = moving().orders_per_day(OrderStatus::Departure, 30).build().expect("a gateway");
    let parcels = listed(&gateway, OrderStatus::Departure, opened());
    let (driven, there) =
        (listed(&gateway, OrderStatus::Delivering, opened()), listed(&gateway, OrderStatus::FinalDelivery, opened()));
    assert_eq!(parcels.len(), 60);
    let before = opened() + 2 * HOUR - SECOND;
    assert_eq!(listed(&gateway, OrderStatus::Departure, before), parcels);
    let scanned = opened() + 2 * HOUR;
    assert_eq!(listed(&gateway, OrderStatus::Departure, scanned), [] as [i64; 0]);
    let mut all = [driven.clone(), parcels.clone()].concat();
    let sorted = |mut ids: Vec<i64>| {
        ids.sort_unstable();
        ids
    };
    assert_eq!(sorted(listed(&gateway, OrderStatus::Delivering, scanned)), sorted(all.clone()));
    assert_eq!(alone(&gateway, parcels[0], scanned)["inTrasitDateTime"], "2026-03-02T12:30:00.000000+09:00");
    assert_eq!(last(&history(&gateway, parcels[0], scanned)), ("DELIVERING", "2026-03-02T12:30:00.000000+09:00"));
    // What was on its way already needs twenty hours, the others twenty-two.
    assert_eq!(listed(&gateway, OrderStatus::Delivering, opened() + 20 * HOUR), parcels);
    let delivered = opened() + 22 * HOUR;
    assert_eq!(listed(&gateway, OrderStatus::Delivering, delivered), [] as [i64; 0]);
    all.extend(there);
    assert_eq!(sorted(listed(&gateway, OrderStatus::FinalDelivery, delivered)), sorted(all));
    assert_eq!(commits(&gateway), []);
}

#[test]
fn a_spread_lets_parcels_move_one_after_the_other() {
    let gateway = moving().spread(10 * HOUR).orders_per_day(OrderStatus::Departure, 30).build().expect("a gateway");
    let left: Vec<usize> =
        (0..=12).map(|hour| listed(&gateway, OrderStatus::Departure, opened() + hour * HOUR).len()).collect();
    assert!(left.is_sorted_by(|one, two| one >= two) && left[1] == 60 && left[12] == 0, "{left:?}");
    assert!((20..=40).contains(&left[7]), "half of them by half of the spread: {left:?}");
}

#[test]
fn a_shipped_box_moves_by_itself_and_a_new_waybill_begins_anew() {
    let gateway = moving().orders_per_day(OrderStatus::Instruct, 20).build().expect("a gateway");
    let sheets = ready(&gateway, opened());
    let (one, two) = (&sheets[0], &sheets[1]);
    for (sheet, number) in [(one, "600000000001"), (two, "600000000002")] {
        assert_eq!(code(&gateway, "invoices", &whole(sheet, "CJGLS", number), opened()), is("OK", false));
    }
    let replaced = opened() + HOUR;
    assert_eq!(code(&gateway, "updateInvoices", &whole(two, "CJGLS", "600000000003"), replaced), is("OK", false));
    let status = |sheet: &Value, hours: u32| alone(&gateway, id(sheet), opened() + hours * HOUR)["status"].clone();
    for (hours, first, second) in [
        (1, "DEPARTURE", "DEPARTURE"),
        (2, "DELIVERING", "DEPARTURE"),
        (3, "DELIVERING", "DELIVERING"),
        (22, "FINAL_DELIVERY", "DELIVERING"),
        (23, "FINAL_DELIVERY", "FINAL_DELIVERY"),
    ] {
        assert_eq!((status(one, hours), status(two, hours)), (first.into(), second.into()), "{hours}");
    }
    assert_eq!(last(&history(&gateway, id(two), opened() + 30 * HOUR)).1, "2026-03-03T09:30:00.000000+09:00");
}

#[test]
fn what_a_test_does_with_a_moving_parcel_goes_before() {
    let gateway = moving().build().expect("a gateway");
    let parcels = listed(&gateway, OrderStatus::Departure, opened());
    assert!(happens(&gateway, SCANS, parcels[0], opened() + HOUR));
    assert!(happens(&gateway, DELIVERS, parcels[1], opened() + HOUR));
    let status =
        |number: usize, hours: u32| alone(&gateway, parcels[number], opened() + hours * HOUR)["status"].clone();
    assert_eq!((status(0, 1), status(1, 1)), ("DELIVERING".into(), "FINAL_DELIVERY".into()));
    assert_eq!((status(0, 20), status(0, 21)), ("DELIVERING".into(), "FINAL_DELIVERY".into()));
    let entries = history(&gateway, parcels[0], opened() + 100 * HOUR);
    assert_eq!(entries.iter().filter(|(status, _)| status == "DELIVERING").count(), 1, "{entries:?}");
    assert_eq!(last(&history(&gateway, parcels[1], opened() + 100 * HOUR)).1, "2026-03-02T11:30:00.000000+09:00");
}

#[test]
fn a_parted_box_moves_with_its_part() {
    let gateway = moving().orders_per_day(OrderStatus::Instruct, 60).build().expect("a gateway");
    let sheet = ready(&gateway, opened()).into_iter().find(|sheet| {
        let live = crate::waybills::items(sheet).iter().filter(|item| item["canceled"] == false);
        live.count() > 1
    });
    let sheet = sheet.expect("a box of two options");
    let mut rows = whole(&sheet, "CJGLS", "600000000001");
    for (number, row) in rows.iter_mut().enumerate() {
        row["splitShipping"] = true.into();
        if number > 0 {
            (row["invoiceNumber"], row["estimatedShippingDate"]) = ("".into(), "2026-03-09".into());
        }
    }
    assert_eq!(data(&gateway, "invoices", &rows, opened())["responseCode"], 0);
    let of_order = |now| read(&gateway, &format!("v4/vendors/A00012345/{}/ordersheets", sheet["orderId"]), now);
    let statuses = |now| {
        let boxes = of_order(now).as_array().expect("boxes").clone();
        boxes.iter().map(|sheet| sheet["status"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(statuses(opened() + 2 * HOUR), ["INSTRUCT", "DELIVERING"]);
    assert_eq!(statuses(opened() + 22 * HOUR), ["INSTRUCT", "FINAL_DELIVERY"]);
}

#[test]
fn the_pages_of_a_moving_list_lose_and_repeat_nothing() {
    let gateway = moving().spread(10 * HOUR).orders_per_day(OrderStatus::Departure, 50).build().expect("a gateway");
    let parcels = listed(&gateway, OrderStatus::Departure, opened());
    let (mut walked, mut token, mut now) = (Vec::new(), String::new(), opened() + 2 * HOUR);
    loop {
        let query = format!("createdAtFrom=2026-03-01&createdAtTo=2026-03-02&status=DEPARTURE&maxPerPage=9{token}");
        let (_, body) = send(&gateway, "GET", &format!("v4/vendors/A00012345/ordersheets?{query}"), "", now);
        walked.extend(body["data"].as_array().expect("rows").iter().map(id));
        match body["nextToken"].as_str().expect("a token") {
            "" => break,
            next => token = format!("&nextToken={}", next.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")),
        }
        now += HOUR / 2;
    }
    let known = walked.iter().all(|id| parcels.contains(id));
    let mut once = walked.clone();
    once.sort_unstable();
    once.dedup();
    assert!(known && once.len() == walked.len() && walked.len() < parcels.len(), "{}", walked.len());
}
