//! What is open about receiving and approving returned goods.

use super::{
    Question, counted, exchange, exchanging, find, now, receipt_id, receive_exchange, returns, slow_return, told, write,
};
use crate::support::{opened, send};
use commerce_sandbox::coupang::{Gateway, Happening};
use serde_json::{Value, json};

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "codes_as_in_tables",
        codes,
        &[
            ("false", "text, text, text, text; alone text, listed number"),
            ("true", "number, number, number, number; alone text, listed number"),
        ],
    )
    .of(exchanging),
    Question::new(
        "second_receipt",
        |gateway| {
            let id = receipt_id(&slow_return(gateway, "RETURNS_UNCHECKED"));
            let receive = || told(&write(gateway, id, "receiveConfirmation", &json!({})));
            format!("{}, {}, {} commit", receive(), receive(), gateway.commits().len())
        },
        &[("refused", "200, 400, 1 commit"), ("same", "200, 200, 1 commit")],
    ),
    Question::new(
        "refused_receipt",
        |gateway| {
            let id = receipt_id(&slow_return(gateway, "RELEASE_STOP_UNCHECKED"));
            told(&write(gateway, id, "receiveConfirmation", &json!({})))
        },
        &[("400", "400"), ("500", "500")],
    ),
    Question::new(
        "approve_before_receipt",
        |gateway| {
            let row = slow_return(gateway, "RETURNS_UNCHECKED");
            let before = told(&counted(gateway, &row, "approval", 0));
            assert!(gateway.happen(Happening::CarrierCollects { claim_id: receipt_id(&row) }, opened()));
            let after = told(&counted(gateway, &row, "approval", 0));
            let done = returns(gateway, "status=CC").iter().any(|other| other["receiptId"] == row["receiptId"]);
            format!("{before}, scanned {after}, finished {done}")
        },
        &[("false", "500, scanned 500, finished false"), ("true", "500, scanned 200, finished true")],
    ),
];

/// The types of `code` of writes and of the withdrawals found by number, and of the reads of returns.
fn codes(gateway: &Gateway) -> String {
    let kind = |body: &Value| if body["code"].is_string() { "text" } else { "number" };
    let unchecked = slow_return(gateway, "RETURNS_UNCHECKED");
    let stop = slow_return(gateway, "RELEASE_STOP_UNCHECKED");
    let arrived = exchange(gateway, "arrived");
    let path = format!("v6/vendors/A00012345/returnRequests/{}", unchecked["receiptId"]);
    let (alone, listed) = (send(gateway, "GET", &path, "", opened()).1, super::searched(gateway, LISTED).1);
    let writes = [
        write(gateway, receipt_id(&unchecked), "receiveConfirmation", &json!({})).1,
        counted(gateway, &stop, "stoppedShipment", 0).1,
        receive_exchange(gateway, &arrived).1,
        find(gateway, r#"{"cancelIds":[7]}"#).1,
    ];
    assert_eq!(now(gateway, &arrived, opened()), arrived, "a repeat");
    format!("{}; alone {}, listed {}", writes.map(|body| kind(&body)).join(", "), kind(&alone), kind(&listed))
}

const LISTED: &str = "createdAtFrom=2026-03-01&createdAtTo=2026-03-02&status=UC";
