//! How lists are cut into pages: sizes and tokens.

use super::{acknowledge, escape, form, tell, text};
use crate::open::Question;
use crate::support::{API, call, opened, rows, shop};
use commerce_sandbox::coupang::{ClaimKind, Gateway, GatewayBuilder, OrderStatus};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

pub(super) const QUESTIONS: &[Question] = &[
    Question::new("max_per_page", most, &[("50", "50 of 100"), ("100", "100 of 100"), ("7", "7 of 100")]).of(crowd),
    Question::new(
        "large_page",
        large_pages,
        &[("most", "orders 50, returns 50, revenue 50, inquiries 50, cases 30"), ("refused", "each is 400")],
    )
    .of(crowd),
    Question::new(
        "token_holds",
        token_holds,
        &[("last_row", "no order and no return is missed"), ("count", "one order and one return are missed")],
    )
    .of(crowd),
    Question::new(
        "token_life_seconds",
        token_life,
        &[("0", "after 600 s 200, after 601 s 200"), ("600", "after 600 s 200, after 601 s 400")],
    )
    .of(crowd),
    Question::new("last_token", last_token, &[("empty", "empty text"), ("null", "null"), ("absent", "absent")])
        .of(crowd),
];

fn crowd() -> GatewayBuilder {
    let crowd = ClaimKind::ALL.into_iter().fold(shop(), |shop, kind| shop.claims_per_day(kind, 60));
    let crowd = crowd.orders_per_day(OrderStatus::Accept, 120).orders_per_day(OrderStatus::Instruct, 120);
    crowd.inquiries_per_day(60).call_center_inquiries_per_day(60).revenue_rows_per_day(60)
}

const ORDERS: &str = "v4/vendors/A00012345/ordersheets?createdAtFrom=2026-03-01&createdAtTo=2026-03-01&status=ACCEPT";
const RETURNS: &str = "v6/vendors/A00012345/returnRequests?createdAtFrom=2026-03-02&createdAtTo=2026-03-02&status=RU";
const EXCHANGES: &str =
    "v4/vendors/A00012345/exchangeRequests?createdAtFrom=2026-03-01T00:00:00&createdAtTo=2026-03-01T23:59:59";
const REVENUE: &str =
    "v1/revenue-history?vendorId=A00012345&recognitionDateFrom=2026-02-01&recognitionDateTo=2026-02-01";

fn get(gateway: &Gateway, rest: &str, now: SystemTime) -> (u16, Value) {
    call(gateway, "GET", &format!("{API}/{rest}"), "", now)
}

fn most(gateway: &Gateway) -> String {
    let (_, body) = get(gateway, &format!("{ORDERS}&maxPerPage=100"), opened());
    format!("{} of 100", rows(&body).len())
}

fn large_pages(gateway: &Gateway) -> String {
    let days = "inquiryStartAt=2026-03-01&inquiryEndAt=2026-03-01&pageSize=51";
    let lists = [
        ("orders", format!("{ORDERS}&maxPerPage=51")),
        ("returns", format!("{RETURNS}&maxPerPage=51")),
        ("revenue", format!("{REVENUE}&token=&maxPerPage=51")),
        ("inquiries", format!("v5/vendors/A00012345/onlineInquiries?answeredType=ALL&{days}")),
        ("cases", format!("v5/vendors/A00012345/callCenterInquiries?partnerCounselingStatus=NONE&{days}")),
    ];
    let answers = lists.map(|(name, list)| (name, get(gateway, &list, opened())));
    if answers.iter().all(|(_, (status, _))| *status == 400) {
        return "each is 400".to_owned();
    }
    let count = |body: &Value| {
        let found = body.pointer("/data/content").unwrap_or(&body["data"]);
        found.as_array().map_or_else(|| "no list".to_owned(), |rows| rows.len().to_string())
    };
    answers.iter().map(|(name, (_, body))| format!("{name} {}", count(body))).collect::<Vec<_>>().join(", ")
}

/// The ids on the second page of five, and how many of them are on it too when `change` happens in between to the first of
/// the first page to which it can.
fn missed(gateway: &Gateway, list: &str, id: &str, change: impl Fn(&Value) -> bool) -> usize {
    let ids = |body: &Value| rows(body).iter().map(|row| row[id].as_i64().expect("an id")).collect::<BTreeSet<_>>();
    let (_, first) = get(gateway, &format!("{list}&maxPerPage=5"), opened());
    let second = format!("{list}&maxPerPage=5&nextToken={}", escape(text(&first["nextToken"])));
    let (_, before) = get(gateway, &second, opened());
    assert_eq!(ids(&before).len(), 5);
    assert!(rows(&first).iter().any(change), "something can happen");
    let (status, after) = get(gateway, &second, opened());
    assert_eq!(status, 200, "{after}");
    ids(&before).difference(&ids(&after)).count()
}

fn token_holds(gateway: &Gateway) -> String {
    let orders = missed(gateway, ORDERS, "shipmentBoxId", |row| {
        let id = row["shipmentBoxId"].as_i64().expect("an id");
        acknowledge(gateway, &[id], opened()).1["data"]["responseCode"] == 0
    });
    let returns = missed(gateway, RETURNS, "receiptId", |row| {
        let id = &row["receiptId"];
        let body = json!({ "vendorId": "A00012345", "receiptId": id, "cancelCount": row["cancelCountSum"] });
        tell(gateway, "PUT", &format!("v4/vendors/A00012345/returnRequests/{id}/stoppedShipment"), &body, opened()).0
            == 200
    });
    match (orders, returns) {
        (0, 0) => "no order and no return is missed".to_owned(),
        (1, 1) => "one order and one return are missed".to_owned(),
        other => format!("{other:?}"),
    }
}

fn token_life(gateway: &Gateway) -> String {
    let lists = [
        (ORDERS, "", "nextToken"),
        (RETURNS, "", "nextToken"),
        (EXCHANGES, "", "nextToken"),
        (REVENUE, "&token=", "token"),
    ];
    let seen: BTreeSet<String> = lists
        .into_iter()
        .map(|(list, first, name)| {
            let (_, body) = get(gateway, &format!("{list}&maxPerPage=5{first}"), opened());
            let next = format!("{list}&maxPerPage=5&{name}={}", escape(text(&body["nextToken"])));
            let status = |seconds| get(gateway, &next, opened() + Duration::from_secs(seconds)).0;
            format!("after 600 s {}, after 601 s {}", status(600), status(601))
        })
        .collect();
    Vec::from_iter(seen).join(" or ")
}

fn last_token(gateway: &Gateway) -> String {
    let seen: BTreeSet<&str> = [ORDERS, RETURNS, EXCHANGES]
        .into_iter()
        .map(|list| {
            let mut next = String::new();
            loop {
                let (status, body) = get(gateway, &format!("{list}&maxPerPage=40{next}"), opened());
                assert_eq!(status, 200, "{body}");
                match body.get("nextToken").and_then(Value::as_str) {
                    Some(token) if !token.is_empty() => next = format!("&nextToken={}", escape(token)),
                    _ => break form(body.get("nextToken")),
                }
            }
        })
        .collect();
    Vec::from_iter(seen).join(" or ")
}
