//! How the internationalised versions write times.

use crate::support::{opened, read};
use commerce_sandbox::coupang::{DEFAULT_WING_USER, Gateway, OrderStatus};
use serde_json::{Value, json};
use std::time::Duration;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Orders, inquiries, cases and returns: the time of the first row in the old version and in the new one.
fn pairs(gateway: &Gateway) -> Vec<(String, String)> {
    let of = |rest: &str, pointer: &str| {
        let at = read(gateway, rest, opened()).pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        at.unwrap_or_else(|| panic!("{rest} has no {pointer}"))
    };
    let orders = |version: &str| {
        let days = crate::support::days(version, "2026-03-01", "2026-03-01", OrderStatus::FinalDelivery);
        of(&format!("{version}/vendors/A00012345/ordersheets?{days}"), "/0/orderedAt")
    };
    let dates = "inquiryStartAt=2026-03-01&inquiryEndAt=2026-03-01";
    let inquiries = |version: &str| {
        let rest = format!("{version}/vendors/A00012345/onlineInquiries?answeredType=ALL&{dates}");
        of(&rest, "/content/0/inquiryAt")
    };
    let cases = |version: &str| {
        let rest = format!("{version}/vendors/A00012345/callCenterInquiries?partnerCounselingStatus=NONE&{dates}");
        of(&rest, "/content/0/replies/0/replyAt")
    };
    let returns = |version: &str| {
        let minutes = "searchType=timeFrame&createdAtFrom=2026-03-01T00:00&createdAtTo=2026-03-01T23:59&status=UC";
        of(&format!("{version}/vendors/A00012345/returnRequests?{minutes}"), "/0/createdAt")
    };
    vec![
        (orders("v4"), orders("v5")),
        (inquiries("v4"), inquiries("v5")),
        (cases("v4"), cases("v5")),
        (returns("v4"), returns("v6")),
    ]
}

pub(super) fn offset(gateway: &Gateway) -> String {
    let mut offsets: Vec<String> = Vec::new();
    for (old, new) in pairs(gateway) {
        let seconds = |text: &str| OffsetDateTime::parse(text, &Rfc3339).expect("a time").unix_timestamp();
        assert_eq!(seconds(&new), seconds(&format!("{}+09:00", old.replace(' ', "T"))), "{new}");
        offsets.push(new[new.len() - 6..].to_owned());
    }
    offsets.dedup();
    format!("v4 none, v5 and v6 {}, the same instants", offsets.join(" "))
}

/// Of two answers to inquiries: one comes a quarter of a second after a minute, one on the second.
pub(super) fn fraction(gateway: &Gateway) -> String {
    let times = [60_250, 60_000].map(|ms| answered_at(gateway, Duration::from_millis(ms)));
    times.map(|at| at["2026-03-02T".len()..at.len() - "+09:00".len()].to_owned()).join(", ")
}

fn answered_at(gateway: &Gateway, after: Duration) -> String {
    let now = opened() + after;
    let rest = |answered: &str| {
        let dates = "inquiryStartAt=2026-02-25&inquiryEndAt=2026-03-02&pageSize=50";
        format!("v5/vendors/A00012345/onlineInquiries?answeredType={answered}&{dates}")
    };
    let id = read(gateway, &rest("NOANSWER"), now)["content"][0]["inquiryId"].as_i64().expect("an inquiry");
    let body = json!({ "content": "예시", "vendorId": "A00012345", "replyBy": DEFAULT_WING_USER }).to_string();
    let path = format!("v4/vendors/A00012345/onlineInquiries/{id}/replies");
    assert_eq!(crate::support::send(gateway, "POST", &path, &body, now).0, 200);
    let answered = read(gateway, &rest("ANSWERED"), now);
    let row = answered["content"].as_array().and_then(|rows| rows.iter().find(|row| row["inquiryId"] == id));
    row.and_then(|row| row["commentDtoList"][0]["inquiryCommentAt"].as_str()).expect("a time").to_owned()
}
