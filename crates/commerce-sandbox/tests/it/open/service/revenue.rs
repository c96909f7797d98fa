//! Revenue by the day of its recognition.

use super::trend;
use crate::support::{API, call, opened};
use commerce_sandbox::coupang::Gateway;
use serde_json::Value;
use std::time::{Duration, SystemTime};

fn search(gateway: &Gateway, days: (&str, &str), rest: &str, now: SystemTime) -> (u16, Value) {
    let (from, to) = days;
    let query = format!("vendorId=A00012345&recognitionDateFrom={from}&recognitionDateTo={to}&{rest}");
    call(gateway, "GET", &format!("{API}/v1/revenue-history?{query}"), "", now)
}

/// The revenue of some days, walked in pages of three.
fn rows(gateway: &Gateway, days: (&str, &str)) -> Vec<Value> {
    let (mut all, mut token) = (Vec::new(), String::new());
    loop {
        let (status, body) = search(gateway, days, &format!("token={token}&maxPerPage=3"), opened());
        assert_eq!(status, 200, "{body}");
        all.extend(body["data"].as_array().expect("rows").iter().cloned());
        match body["nextToken"].as_str().expect("a token") {
            "" => return all,
            next => token = next.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D"),
        }
    }
}

fn february(gateway: &Gateway) -> Vec<Value> {
    rows(gateway, ("2026-02-01", "2026-02-28"))
}

pub(super) fn month(gateway: &Gateway) -> String {
    let status = |from, to| search(gateway, (from, to), "token=", opened()).0;
    format!(
        "January {}, to 1 February {}, 31 January to 1 March {}",
        status("2026-01-01", "2026-01-31"),
        status("2026-01-01", "2026-02-01"),
        status("2026-01-31", "2026-03-01"),
    )
}

/// At half past eight in Korea it is still the day before in Greenwich: the third of March, and the first of April.
pub(super) fn days(gateway: &Gateway) -> String {
    let hours = |hours: u64| opened() + Duration::from_secs(hours * 3_600);
    let yesterday = search(gateway, ("2026-03-02", "2026-03-02"), "token=", hours(22)).0;
    assert_eq!(search(gateway, ("2026-03-01", "2026-03-01"), "token=", hours(22)).0, 200);
    let path = "/v2/providers/marketplace_openapi/apis/api/v1/settlement-histories";
    let month = |month: &str| {
        call(gateway, "GET", &format!("{path}?revenueRecognitionYearMonth={month}"), "", hours(30 * 24 - 2)).0
    };
    assert_eq!(month("2026-03"), 200);
    format!("yesterday {yesterday}, this month {}", month("2026-04"))
}

pub(super) fn sort(gateway: &Gateway) -> String {
    let rows = rows(gateway, ("2026-02-01", "2026-02-07"));
    format!("{} rows {}", rows.len(), trend(rows.iter().map(|row| &row["recognitionDate"])))
}

pub(super) fn signs(gateway: &Gateway) -> String {
    let rows = february(gateway);
    let refunds = || rows.iter().filter(|row| row["saleType"] == "REFUND");
    let sign = |amounts: Vec<i64>| {
        let signs: Vec<i64> = amounts.into_iter().map(i64::signum).filter(|sign| *sign != 0).collect();
        assert!(!signs.is_empty() && signs.iter().all(|sign| *sign == signs[0]), "{signs:?}");
        if signs[0] > 0 { "+" } else { "-" }
    };
    let won = |row: &Value, pointer: &str| row.pointer(pointer).and_then(Value::as_i64).expect("an amount");
    let of = |sellers: bool, pointer: &str| {
        let refunds = refunds().filter(|row| (row["items"][0]["quantity"] != 0) == sellers);
        sign(refunds.map(|row| won(row, pointer)).collect())
    };
    assert!(rows.iter().filter(|row| row["saleType"] == "SALE").all(|row| won(row, "/items/0/saleAmount") > 0));
    assert!(refunds().all(|row| won(row, "/items/0/quantity") >= 0));
    format!(
        "the seller's fault {} and {}, the customer's {}",
        of(true, "/items/0/saleAmount"),
        of(true, "/deliveryFee/amount"),
        of(false, "/deliveryFee/amount"),
    )
}

pub(super) fn dates(gateway: &Gateway) -> String {
    let rows = february(gateway);
    let dated = |name: &str| rows.iter().filter(|row| row.get(name).is_some()).count();
    assert_eq!(dated("settlementDate"), dated("finalSettlementDate"));
    match dated("settlementDate") {
        0 => "no row".to_owned(),
        some if some == rows.len() => "all rows".to_owned(),
        _ => "some rows".to_owned(),
    }
}

pub(super) fn delivery(gateway: &Gateway) -> String {
    let rows = february(gateway);
    let all = |is: fn(&Value) -> bool| rows.iter().all(|row| is(&row["deliveryFee"]["settlementAmount"]));
    assert!(rows.iter().all(|row| row["deliveryFee"]["amount"].is_number()));
    match (all(Value::is_number), all(Value::is_null)) {
        (true, false) => "numbers".to_owned(),
        (false, true) => "nulls".to_owned(),
        _ => "both".to_owned(),
    }
}
