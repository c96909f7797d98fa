//! What is open about receiving the old goods of an exchange, and about rejecting it.

use super::exchange_waybills::{parcel, upload};
use super::{Question, exchange, exchanging, now, receive_exchange, told};
use crate::support::{opened, send};
use commerce_sandbox::coupang::Gateway;
use serde_json::{Value, json};
use std::time::Duration;

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "second_exchange_receipt",
        |gateway| {
            let row = exchange(gateway, "collecting");
            let receive = || told(&receive_exchange(gateway, &row));
            format!("{}, {}, {} commit", receive(), receive(), gateway.commits().len())
        },
        &[("same", "200, 200, 1 commit"), ("refused", "200, 400, 1 commit")],
    )
    .of(exchanging),
    Question::new(
        "receipt_needs_collection",
        |gateway| ["requested", "collecting"].map(|station| received(gateway, station)).join(", "),
        &[("false", "200, 200"), ("true", "400, 200")],
    )
    .of(exchanging),
    Question::new(
        "refused_exchange_receipt",
        |gateway| received(gateway, "rejected"),
        &[("400", "400"), ("417", "417")],
    )
    .of(exchanging),
    Question::new(
        "new_box_seconds",
        |gateway| {
            let row = exchange(gateway, "collecting");
            assert_eq!(told(&receive_exchange(gateway, &row)), "200");
            let there = |seconds: &u64| {
                let row = now(gateway, &row, opened() + Duration::from_secs(*seconds));
                row["deliveryInvoiceGroupDtos"][0]["shipmentBoxId"].is_i64()
            };
            format!("there after {:?} seconds", [0, 59, 60, 599, 600].into_iter().find(there))
        },
        &[
            ("600", "there after Some(600) seconds"),
            ("60", "there after Some(60) seconds"),
            ("0", "there after Some(0) seconds"),
        ],
    )
    .of(exchanging),
    Question::new(
        "unknown_exchange",
        |gateway| {
            let nobody = json!({ "exchangeId": 7 });
            let parcels = [parcel(&nobody, &json!(8), "HANJIN", "4100000001")];
            format!("{}, {}", reject(gateway, &nobody, "SOLDOUT"), told(&upload(gateway, &nobody, &parcels)))
        },
        &[("400", "400, 400"), ("500", "500, 500"), ("fail_in_200", "200 FAIL, 200 FAIL")],
    ),
    Question::new(
        "wrong_reject_code",
        |gateway| reject(gateway, &exchange(gateway, "requested"), "CHANGEMIND"),
        &[("400", "400"), ("500", "500"), ("fail_in_200", "200 FAIL")],
    )
    .of(exchanging),
    Question::new(
        "refused_rejection",
        |gateway| reject(gateway, &exchange(gateway, "collecting"), "SOLDOUT"),
        &[("fail_in_200", "200 FAIL"), ("400", "400"), ("500", "500")],
    )
    .of(exchanging),
];

fn received(gateway: &Gateway, station: &str) -> String {
    told(&receive_exchange(gateway, &exchange(gateway, station)))
}

pub(super) fn reject(gateway: &Gateway, row: &Value, code: &str) -> String {
    let body = json!({ "exchangeId": row["exchangeId"], "vendorId": "A00012345", "exchangeRejectCode": code });
    let path = format!("v4/vendors/A00012345/exchangeRequests/{}/rejection", row["exchangeId"]);
    told(&send(gateway, "PATCH", &path, &body.to_string(), opened()))
}
