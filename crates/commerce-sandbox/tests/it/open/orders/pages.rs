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
    Question::new("large_page", large_pages, &[("most", "50, 50, 50, 50, 30"), ("refused", "each is 400")]).of(crowd),
    Question::new("small_page", small_pages, &[("refused", "each is 400"), ("usual", "50, 50, 50, 10, 10")]).of(crowd),
    Question::new(
        "unknown_token",
        unknown_token,
        &[("refused", "400, 400"), ("first_page", "the first page again, the first page again")],
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

/// How many rows each list of pages has for a size, or its refusal.
fn sizes(gateway: &Gateway, size: &str) -> Vec<String> {
    let days = format!("inquiryStartAt=2026-03-01&inquiryEndAt=2026-03-01&pageSize={size}");
    let lists = [
        format!("{ORDERS}&maxPerPage={size}"),
        format!("{RETURNS}&maxPerPage={size}"),
        format!("{REVENUE}&token=&maxPerPage={size}"),
        format!("v5/vendors/A00012345/onlineInquiries?answeredType=ALL&{days}"),
        format!("v5/vendors/A00012345/callCenterInquiries?partnerCounselingStatus=NONE&{days}"),
    ];
    let answer = |list: String| match get(gateway, &list, opened()) {
        (200, body) => {
            let found = body.pointer("/data/content").unwrap_or(&body["data"]);
            found.as_array().expect("rows").len().to_string()
        }
        (status, _) => status.to_string(),
    };
    lists.into_iter().map(answer).collect()
}

fn large_pages(gateway: &Gateway) -> String {
    let sizes = sizes(gateway, "51");
    if sizes.iter().all(|size| size == "400") { "each is 400".to_owned() } else { sizes.join(", ") }
}

fn small_pages(gateway: &Gateway) -> String {
    let [zero, word] = ["0", "ten"].map(|size| sizes(gateway, size));
    assert_eq!(zero, word);
    if zero.iter().all(|size| size == "400") { "each is 400".to_owned() } else { zero.join(", ") }
}

fn unknown_token(gateway: &Gateway) -> String {
    let seen = [ORDERS, RETURNS].map(|list| {
        let (_, first) = get(gateway, &format!("{list}&maxPerPage=5"), opened());
        match get(gateway, &format!("{list}&maxPerPage=5&nextToken=x"), opened()) {
            (200, body) if body == first => "the first page again".to_owned(),
            (status, _) => status.to_string(),
        }
    });
    seen.join(", ")
}

/// The ids on the second page of five, and how many of them are on it too when `change` happens in between to the first of
/// the first page to which it can.
fn missed(gateway: &Gateway, list: &str, id: &str, change: impl Fn(&Value) -> bool) -> usize {
    let ids = |body: &Value| rows(body).iter().map(|row| row[id].as_i64().expect("an id")).collect::<BTreeSet<_>>();
    let (_, first) = get(gateway, &format!("{list}&maxPerPage=5"), opened());
    let second = format!("{list}&maxPerPage=5&nextToken={}", escape(text(&first["nextToken"])));
    let (_, before) = get(gateway, &second, opened());
    assert_eq!(ids(&before).len(), 5);
    assert!(ids(&before).is_disjoint(&ids(&first)));
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
