//! What is open about withdrawals.

use super::{Question, found, withdrawn};
use crate::claims::find;
use crate::happenings::calm;
use crate::support::{opened, read, send, sheets};
use crate::waybills::id;
use commerce_sandbox::coupang::{Gateway, Happening, OrderStatus};
use serde_json::{Value, json};
use std::time::Duration;

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "withdrawals_found_by",
        day_of_withdrawal,
        &[("withdrawn_at", "2026-03-05"), ("asked_at", "2026-03-02")],
    )
    .of(calm),
    Question::new(
        "seven_days_apart",
        |gateway| {
            let of = |to: &str| {
                let path = format!("v4/vendors/A00012345/returnWithdrawRequests?dateFrom=2026-02-01&dateTo={to}");
                send(gateway, "GET", &path, "", opened()).0
            };
            format!("six {}, seven {}, eight {}", of("2026-02-07"), of("2026-02-08"), of("2026-02-09"))
        },
        &[("false", "six 200, seven 400, eight 400"), ("true", "six 200, seven 200, eight 400")],
    ),
    Question::new(
        "empty_withdrawal_search",
        |gateway| found(gateway, &[]),
        &[("false", "400"), ("true", "200: 0 rows")],
    ),
    Question::new(
        "long_withdrawal_search",
        |gateway| {
            let withdrawn = withdrawn(gateway);
            let mut numbers = vec![7; 51];
            (numbers[0], numbers[50]) = (withdrawn[0], withdrawn[1]);
            found(gateway, &numbers)
        },
        &[("refused", "400"), ("whole", "200: 2 rows"), ("first_50", "200: 1 rows")],
    ),
    Question::new(
        "foreign_withdrawals_refused",
        |gateway| {
            let number = withdrawn(gateway)[0];
            format!("{} beside {}", found(gateway, &[number, 7]), found(gateway, &[number]))
        },
        &[("false", "200: 1 rows beside 200: 1 rows"), ("true", "400 beside 200: 1 rows")],
    ),
    Question::new(
        "found_withdrawals_sorted",
        |gateway| {
            let mut numbers = withdrawn(gateway);
            numbers.reverse();
            let (_, body) = find(gateway, &json!({ "cancelIds": numbers }).to_string());
            let rows = body["data"].as_array().expect("rows").iter();
            let rows: Vec<i64> = rows.filter_map(|row| row["cancelId"].as_i64()).collect();
            let as_named = rows == numbers;
            numbers.reverse();
            let words = if as_named {
                "as named"
            } else if rows == numbers {
                "as in the list"
            } else {
                "neither"
            };
            words.to_owned()
        },
        &[("false", "as named"), ("true", "as in the list")],
    ),
];

/// The day on which a return of 2 March is found that was withdrawn on 5 March.
fn day_of_withdrawal(gateway: &Gateway) -> String {
    let shipment_box_id = id(&sheets(gateway, OrderStatus::FinalDelivery, opened())[0]);
    let claim_id = gateway.make_happen(Happening::BuyerReturns { shipment_box_id }, opened()).expect("a return");
    let now = opened() + Duration::from_secs(3 * 86_400);
    assert!(gateway.happen(Happening::BuyerWithdraws { claim_id }, now));
    let on = |day: &str| -> Value {
        read(gateway, &format!("v4/vendors/A00012345/returnWithdrawRequests?dateFrom={day}&dateTo={day}"), now)
    };
    let days = ["2026-03-02", "2026-03-03", "2026-03-05"];
    days.into_iter().filter(|day| on(day)[0]["cancelId"] == claim_id).collect::<Vec<_>>().join(", ")
}
