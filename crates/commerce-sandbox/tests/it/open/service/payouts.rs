//! Payouts of a month.

use crate::support::{call, opened};
use commerce_sandbox::coupang::Gateway;
use serde_json::Value;

/// Those of February 2026, which began on a Sunday.
fn february(gateway: &Gateway) -> Vec<Value> {
    let path = "/v2/providers/marketplace_openapi/apis/api/v1/settlement-histories";
    let target = format!("{path}?revenueRecognitionYearMonth=2026-02");
    let (status, body) = call(gateway, "GET", &target, "", opened());
    assert_eq!(status, 200);
    body.as_array().expect("rows").clone()
}

pub(super) fn weeks(gateway: &Gateway) -> String {
    let rows = february(gateway);
    let won = |row: &Value, name: &str| row[name].as_i64().expect("an amount");
    let (weekly, reserve): (Vec<&Value>, Vec<&Value>) = rows.iter().partition(|row| row["settlementType"] == "WEEKLY");
    let sum = weekly.iter().map(|row| won(row, "settlementAmount")).sum::<i64>();
    assert_eq!(reserve.iter().map(|row| won(row, "settlementAmount")).collect::<Vec<_>>(), [sum]);
    let day = |row: &Value, name: &str| row[name].as_str().and_then(|day| day.get(8..)).expect("a day").to_owned();
    let weeks = weekly
        .iter()
        .map(|row| format!("{}-{}", day(row, "revenueRecognitionDateFrom"), day(row, "revenueRecognitionDateTo")));
    weeks.collect::<Vec<_>>().join(" ")
}

pub(super) fn empty(gateway: &Gateway) -> String {
    let rows = february(gateway);
    match rows.len() {
        0 => "0 rows".to_owned(),
        some => {
            assert!(rows.iter().all(|row| row["totalSale"] == 0 && row["finalAmount"] == 0));
            format!("{some} rows of 0 won")
        }
    }
}
