//! What is open about receiving the old goods of an exchange, and about rejecting it.

use super::{Question, exchange, exchanging, now, receive_exchange, told};
use crate::support::{opened, send};
use commerce_sandbox::coupang::Gateway;
use serde_json::json;
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
        "refused_rejection",
        |gateway| {
            let id = exchange(gateway, "collecting")["exchangeId"].clone();
            let body = json!({ "exchangeId": id, "vendorId": "A00012345", "exchangeRejectCode": "SOLDOUT" });
            let path = format!("v4/vendors/A00012345/exchangeRequests/{id}/rejection");
            told(&send(gateway, "PATCH", &path, &body.to_string(), opened()))
        },
        &[("fail_in_200", "200 FAIL"), ("400", "400"), ("500", "500")],
    )
    .of(exchanging),
];

fn received(gateway: &Gateway, station: &str) -> String {
    told(&receive_exchange(gateway, &exchange(gateway, station)))
}
