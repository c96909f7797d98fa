//! Whom the lists of orders find, and in which order.

use super::{ask, text};
use crate::open::Question;
use crate::support::{opened, rows, shop};
use commerce_sandbox::coupang::{Gateway, GatewayBuilder, Happening, OrderStatus};
use serde_json::Value;
use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "either_date_form",
        either_date_form,
        &[
            ("false", "v4 with an offset 400, v5 without one 400"),
            ("true", "v4 with an offset 200, v5 without one 200"),
        ],
    ),
    Question::new(
        "order_days",
        days_apart,
        &[
            ("under_31", "30 are taken, 31: endTime-startTime range should less than31."),
            ("under_32", "31 are taken, 32: endTime-startTime range should less than 32 day."),
        ],
    ),
    Question::new("last_day_counts", days_found, &[("true", "2026-03-01 and 2026-03-02"), ("false", "2026-03-01")]),
    Question::new("list_lag_seconds", lag, &[("0", "listed at once"), ("600", "alone at once, listed after 600 s")]),
    Question::new(
        "orders_sort",
        sorted,
        &[("oldest_first", "each order after an older one"), ("newest_first", "each order after a younger one")],
    )
    .of(crowd),
    Question::new(
        "orders_found_by",
        found_by,
        &[
            ("ordered_at", "placed in these minutes, some paid later"),
            ("paid_at", "paid in these minutes, some placed before"),
        ],
    )
    .of(crowd),
    Question::new(
        "minute_list_token",
        minute_token,
        &[("false", "no token"), ("true", "a token that leads to the same rows again")],
    )
    .of(crowd),
    Question::new("minute_list_most", minute_rows, &[("0", "more than 100"), ("7", "the first 7")]).of(crowd),
    Question::new(
        "last_minute_counts",
        last_minute,
        &[("true", "10:00 to 10:02 holds 10:02"), ("false", "10:00 to 10:02 ends with 10:01")],
    )
    .of(crowd),
    Question::new(
        "minute_list_over_midnight",
        over_midnight,
        &[
            ("false", "10 minutes: endTime-startTime range should less than 0 day"),
            (
                "true",
                "10 minutes: orders of both days, more than a day: endTime-startTime range should be less than 1 day",
            ),
        ],
    )
    .of(crowd),
    Question::new("minute_list_refuses_paging", minute_paging, &[("false", "200 200"), ("true", "400 400")]),
];

/// A hundred orders in ten minutes.
fn crowd() -> GatewayBuilder {
    shop().orders_per_day(OrderStatus::Accept, 20_000)
}

fn list(gateway: &Gateway, query: &str, now: SystemTime) -> (u16, Value) {
    ask(gateway, "v4", &format!("ordersheets?status=ACCEPT&{query}"), now)
}

fn days(from: &str, to: &str) -> String {
    format!("createdAtFrom={from}&createdAtTo={to}")
}

fn minutes(gateway: &Gateway, from: &str, to: &str, more: &str) -> (u16, Value) {
    list(gateway, &format!("{}&searchType=timeFrame{more}", days(from, to)), opened())
}

/// The first three minutes after ten.
fn three_minutes(gateway: &Gateway) -> Vec<Value> {
    let (status, body) = minutes(gateway, "2026-03-01T10:00", "2026-03-01T10:02", "");
    assert_eq!(status, 200, "{body}");
    rows(&body).to_vec()
}

fn either_date_form(gateway: &Gateway) -> String {
    let status = |version, offset: &str| {
        let query = days(&format!("2026-03-01{offset}"), &format!("2026-03-01{offset}"));
        ask(gateway, version, &format!("ordersheets?status=ACCEPT&{query}"), opened()).0
    };
    format!("v4 with an offset {}, v5 without one {}", status("v4", "%2B09:00"), status("v5", ""))
}

fn days_apart(gateway: &Gateway) -> String {
    // 30, 31 and 32 days before the 2nd of March.
    for (apart, from) in [(30, "2026-01-31"), (31, "2026-01-30"), (32, "2026-01-29")] {
        let (status, body) = list(gateway, &days(from, "2026-03-02"), opened());
        if status != 200 {
            return format!("{} are taken, {apart}: {}", apart - 1, text(&body["message"]));
        }
    }
    "any number".to_owned()
}

fn days_found(gateway: &Gateway) -> String {
    let (_, body) = list(gateway, &days("2026-03-01", "2026-03-02"), opened());
    let days: BTreeSet<&str> = rows(&body).iter().map(|row| &text(&row["orderedAt"])[..10]).collect();
    Vec::from_iter(days).join(" and ")
}

fn lag(gateway: &Gateway) -> String {
    let paid = Happening::BuyerPays { vendor_item_id: None, units: None };
    let id = gateway.make_happen(paid, opened() + Duration::from_secs(60)).expect("an order");
    let after = |seconds: u64| opened() + Duration::from_secs(60 + seconds);
    let listed = |seconds| {
        let (_, body) = list(gateway, &days("2026-03-02", "2026-03-02"), after(seconds));
        rows(&body).iter().any(|row| row["shipmentBoxId"] == id)
    };
    let alone = ask(gateway, "v4", &format!("ordersheets/{id}"), after(1)).0 == 200;
    match (alone, listed(1), listed(600), listed(601)) {
        (true, true, true, true) => "listed at once".to_owned(),
        (true, false, false, true) => "alone at once, listed after 600 s".to_owned(),
        other => format!("{other:?}"),
    }
}

fn sorted(gateway: &Gateway) -> String {
    let (_, first) = list(gateway, &days("2026-03-01", "2026-03-02"), opened());
    let token = super::escape(text(&first["nextToken"]));
    let (_, second) = list(gateway, &format!("{}&nextToken={token}", days("2026-03-01", "2026-03-02")), opened());
    let pages = [rows(&first), rows(&second)].concat();
    let times: Vec<&str> = pages.iter().map(|row| text(&row["orderedAt"])).collect();
    match (times.len(), times.is_sorted(), times.iter().rev().is_sorted()) {
        (100, true, false) => "each order after an older one".to_owned(),
        (100, false, true) => "each order after a younger one".to_owned(),
        other => format!("{other:?}"),
    }
}

fn found_by(gateway: &Gateway) -> String {
    let rows = three_minutes(gateway);
    let within = |row: &Value, time| ("2026-03-01T10:00:00".."2026-03-01T10:03:00").contains(&text(&row[time]));
    let all = |time| rows.iter().all(|row| within(row, time));
    match (all("orderedAt"), all("paidAt")) {
        (true, false) => "placed in these minutes, some paid later".to_owned(),
        (false, true) => "paid in these minutes, some placed before".to_owned(),
        other => format!("{other:?}"),
    }
}

fn minute_token(gateway: &Gateway) -> String {
    let (_, body) = minutes(gateway, "2026-03-01T10:00", "2026-03-01T10:02", "");
    let Some(token) = body.get("nextToken") else { return "no token".to_owned() };
    let next = format!("&nextToken={}", super::escape(text(token)));
    let (_, again) = minutes(gateway, "2026-03-01T10:00", "2026-03-01T10:02", &next);
    format!("a token that leads to {}", if again == body { "the same rows again" } else { "others" })
}

fn minute_rows(gateway: &Gateway) -> String {
    let (_, body) = minutes(gateway, "2026-03-01T10:00", "2026-03-01T10:09", "");
    match rows(&body).len() {
        100.. => "more than 100".to_owned(),
        few => {
            let first = text(&rows(&body)[0]["orderedAt"]).starts_with("2026-03-01T10:00");
            format!("{} {few}", if first { "the first" } else { "some" })
        }
    }
}

fn last_minute(gateway: &Gateway) -> String {
    let last = three_minutes(gateway).iter().map(|row| text(&row["orderedAt"])[11..16].to_owned()).max();
    let last = last.expect("orders");
    format!("10:00 to 10:02 {} {last}", if last == "10:02" { "holds" } else { "ends with" })
}

fn over_midnight(gateway: &Gateway) -> String {
    let (status, body) = minutes(gateway, "2026-02-28T23:55", "2026-03-01T00:05", "");
    if status != 200 {
        return format!("10 minutes: {}", text(&body["message"]));
    }
    let days: BTreeSet<&str> = rows(&body).iter().map(|row| &text(&row["orderedAt"])[..10]).collect();
    let found = if days.len() == 2 { "orders of both days" } else { "orders of one day" };
    // Both minutes belong to the window, so this is a minute more than a day.
    let (status, body) = minutes(gateway, "2026-02-28T12:00", "2026-03-01T12:00", "");
    assert_eq!(status, 400, "{body}");
    format!("10 minutes: {found}, more than a day: {}", text(&body["message"]))
}

fn minute_paging(gateway: &Gateway) -> String {
    let status = |more| minutes(gateway, "2026-03-01T10:00", "2026-03-01T10:02", more).0;
    format!("{} {}", status("&maxPerPage=10"), status("&nextToken=x"))
}
