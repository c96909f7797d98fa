//! What is open about the rows of returns and cancellations.

use super::{DAYS, MINUTES, Question, again, returns, searched};
use crate::cancel::{all, cancel};
use crate::claims::{target, walk};
use crate::happenings::{MUG, calm, delivered, set_stock};
use crate::support::{get, json, opened, rows, sheets, shop};
use commerce_sandbox::coupang::{Gateway, Happening, OrderStatus};
use serde_json::{Value, json};

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "arrived_under",
        arrived,
        &[("UC", "UC, of its order"), ("CC", "CC, of its order"), ("PR", "PR, of its order"), ("none", "of its order")],
    ),
    Question::new(
        "cancelled_status",
        |gateway| returns(gateway, "cancelType=CANCEL")[0]["receiptStatus"].as_str().expect("a status").to_owned(),
        &[
            ("RETURNS_COMPLETED", "RETURNS_COMPLETED"),
            ("RETURNS_UNCHECKED", "RETURNS_UNCHECKED"),
            ("RELEASE_STOP_UNCHECKED", "RELEASE_STOP_UNCHECKED"),
        ],
    ),
    Question::new(
        "cancelled_without_charge",
        |gateway| {
            let charge = |filter| returns(gateway, filter)[0].get("returnShippingCharge").map(|it| it["units"].clone());
            let of_return = charge("status=CC").is_some();
            format!("{:?} beside {of_return}", charge("cancelType=CANCEL").and_then(|units| units.as_i64()))
        },
        &[("false", "Some(0) beside true"), ("true", "None beside true")],
    ),
    Question::new(
        "cancelled_of_order",
        cancelled_of_order,
        &[("refused", "400"), ("found", "its own"), ("order_ignored", "all")],
    ),
    Question::new(
        "cancelled_by_minute",
        |gateway| match searched(gateway, &format!("{MINUTES}&cancelType=CANCEL")) {
            (200, body) => format!("{} {}", rows(&body).len(), rows(&body)[0]["receiptType"]),
            (status, _) => status.to_string(),
        },
        &[("true", "1 \"CANCEL\""), ("false", "400")],
    ),
    Question::new(
        "unknown_receipt",
        |gateway| {
            let cancelled = returns(gateway, "cancelType=CANCEL")[0]["receiptId"].clone();
            let seen = ["7".to_owned(), cancelled.to_string(), "x".to_owned()].map(|number| {
                let response = get(gateway, &target("v6", &format!("returnRequests/{number}")), opened());
                let empty = response.status() == 200 && json(&response)["data"] == json!([]);
                if empty { "no rows".to_owned() } else { response.status().as_str().to_owned() }
            });
            seen.join(", ")
        },
        &[("400", "400, 400, 400"), ("empty", "no rows, no rows, 400")],
    ),
    Question::new(
        "v4_items_of_2019",
        |gateway| {
            let fields = ["v4", "v6"].map(|version| {
                let row = &walk(gateway, version, &format!("returnRequests?{DAYS}&status=CC"))[0]["returnItems"][0];
                ["releaseStatus", "cancelCompleteUser"].iter().filter(|field| row.get(*field).is_some()).count()
            });
            format!("{fields:?} of the two fields")
        },
        &[("false", "[2, 2] of the two fields"), ("true", "[0, 2] of the two fields")],
    ),
    Question::new(
        "confirmed_with_arrival",
        |gateway| {
            let confirmed = ["VENDOR_WAREHOUSE_CONFIRM", "RETURNS_COMPLETED"].map(|status| {
                let rows = ["status=UC", "status=CC"].map(|search| returns(gateway, search)).concat();
                let of_collected = |row: &&Value| row["receiptStatus"] == status && row["returnDeliveryType"] != "";
                let rows: Vec<&Value> = rows.iter().filter(of_collected).collect();
                assert!(!rows.is_empty());
                let undefined = |row: &&Value| {
                    assert_eq!(row["completeConfirmType"] == "UNDEFINED", row["completeConfirmDate"] == "");
                    row["completeConfirmType"] == "UNDEFINED"
                };
                if rows.iter().any(undefined) { "unconfirmed" } else { "confirmed" }
            });
            format!("arrived {}, finished {}", confirmed[0], confirmed[1])
        },
        &[("true", "arrived confirmed, finished confirmed"), ("false", "arrived unconfirmed, finished confirmed")],
    ),
    Question::new("sold_out_code", sold_out, &[("OOSSELLER", "OOSSELLER"), ("SKUOOSCAN", "SKUOOSCAN")]).of(calm),
    Question::new("fast_refund_price", fast_refund, &[("receipt", "1: true, 8: false"), ("unit", "1: true, 8: true")])
        .of(calm),
];

/// Where a return is found whose goods have arrived.
fn arrived(gateway: &Gateway) -> String {
    let is_arrived = |row: &Value| row["receiptStatus"] == "VENDOR_WAREHOUSE_CONFIRM";
    let usual = shop().build().expect("a gateway");
    let row = returns(&usual, "status=UC").into_iter().find(is_arrived).expect("an arrived one");
    let mut seen = Vec::new();
    for status in ["RU", "UC", "CC", "PR"] {
        if returns(gateway, &format!("status={status}")).iter().any(is_arrived) {
            seen.push(status);
        }
    }
    if returns(gateway, &format!("orderId={}", row["orderId"])).contains(&row) {
        seen.push("of its order");
    }
    seen.join(", ")
}

fn cancelled_of_order(gateway: &Gateway) -> String {
    let all = returns(gateway, "cancelType=CANCEL");
    let (status, body) = searched(gateway, &format!("{DAYS}&cancelType=CANCEL&orderId={}", all[1]["orderId"]));
    match status {
        200 if rows(&body) == all => "all".to_owned(),
        200 if rows(&body) == &all[1..2] => "its own".to_owned(),
        status => status.to_string(),
    }
}

/// The reason of a box that the seller cancels.
fn sold_out(gateway: &Gateway) -> String {
    let sheet = &sheets(gateway, OrderStatus::Accept, opened())[0];
    assert_eq!(cancel(gateway, sheet, &all(sheet)).0, 200);
    returns(gateway, "cancelType=CANCEL")[0]["reasonCode"].as_str().expect("a code").to_owned()
}

/// Whether one mug of 12,900 won is refunded fast, and whether eight of them are.
fn fast_refund(gateway: &Gateway) -> String {
    set_stock(gateway, MUG, 9);
    let seen = [1, 8].map(|units| {
        let shipment_box_id = delivered(gateway, MUG, units);
        let id = gateway.make_happen(Happening::BuyerReturns { shipment_box_id }, opened()).expect("a return");
        format!("{units}: {}", again(gateway, &json!({ "receiptId": id }))["preRefund"])
    });
    seen.join(", ")
}
