//! How cases of the call centre look.

use super::{cases, id};
use crate::support::{opened, read, send};
use commerce_sandbox::coupang::{DEFAULT_WING_USER, Gateway};
use serde_json::{Value, json};
use std::time::Duration;

pub(super) fn replies(gateway: &Gateway) -> String {
    let answered = cases(gateway, "ANSWER").remove(0);
    let types = answered["replies"].as_array().expect("messages").iter().map(|reply| reply["answerType"].as_str());
    types.map(|name| name.expect("a type")).collect::<Vec<_>>().join(", ")
}

pub(super) fn by_order(gateway: &Gateway) -> String {
    let rows = cases(gateway, "NONE");
    let row = rows.iter().find(|row| row["orderId"].is_number()).expect("a case with an order");
    let query = format!("partnerCounselingStatus=NONE&orderId={}", row["orderId"]);
    let (status, body) =
        send(gateway, "GET", &format!("v4/vendors/A00012345/callCenterInquiries?{query}"), "", opened());
    match body["data"]["content"].as_array() {
        Some(found) if found.contains(row) && found.iter().all(|found| found["orderId"] == row["orderId"]) => {
            format!("{status}, its case")
        }
        Some(_) => format!("{status}, others"),
        None => status.to_string(),
    }
}

pub(super) fn transferred(gateway: &Gateway) -> String {
    confirmed(gateway, "/csPartnerCounselingStatus")
}

pub(super) fn handed_over(gateway: &Gateway) -> String {
    confirmed(gateway, "/inquiryStatus")
}

pub(super) fn message(gateway: &Gateway) -> String {
    confirmed(gateway, "/replies/0/partnerTransferStatus")
}

pub(super) fn reason(gateway: &Gateway) -> String {
    confirmed(gateway, "/replies/0/partnerTransferCompleteReason")
}

/// A word of a case that was handed over, before and after its confirmation; the list and the single read say the same.
fn confirmed(gateway: &Gateway, pointer: &str) -> String {
    let waiting = cases(gateway, "TRANSFER").remove(0);
    let number = id(&waiting);
    let single = || read(gateway, &format!("v4/vendors/callCenterInquiries/{number}"), opened());
    let word = |row: &Value| row.pointer(pointer).and_then(Value::as_str).expect("a word").to_owned();
    assert_eq!(single(), waiting);
    let path = format!("v4/vendors/A00012345/callCenterInquiries/{number}/confirms");
    let body = json!({ "confirmBy": DEFAULT_WING_USER }).to_string();
    assert_eq!(send(gateway, "POST", &path, &body, opened()).0, 200);
    let listed = cases(gateway, "ANSWER").into_iter().find(|row| id(row) == number).expect("the case");
    assert_eq!(single(), listed);
    format!("{}, confirmed {}", word(&waiting), word(&listed))
}

pub(super) fn unanswered(gateway: &Gateway) -> String {
    let look = |status: &str| {
        let row = cases(gateway, status).remove(0);
        let last = row["replies"].as_array().and_then(|replies| replies.last()).expect("a message");
        match &row["answeredAt"] {
            Value::Null => "null",
            at if *at == last["replyAt"] => "as its last message",
            _ => "something else",
        }
    };
    format!("{}, answered {}", look("NO_ANSWER"), look("ANSWER"))
}

pub(super) fn option(gateway: &Gateway) -> String {
    let rows = cases(gateway, "NONE");
    let one = |option: &Value| option.as_array().is_some_and(|ids| ids.len() == 1 && ids[0].is_number());
    if rows.iter().all(|row| one(&row["vendorItemId"])) {
        "an array of one".to_owned()
    } else {
        assert!(rows.iter().all(|row| row["vendorItemId"].is_number()));
        "a number".to_owned()
    }
}

pub(super) fn parent(gateway: &Gateway) -> String {
    let answered = cases(gateway, "ANSWER").remove(0);
    let replies = answered["replies"].as_array().expect("messages");
    let of = |kind: &str| replies.iter().find(|reply| reply["answerType"] == kind).expect("a message");
    assert_eq!(of("csAgent")["parentAnswerId"], Value::Null);
    of("vendor")["parentAnswerId"].to_string()
}

pub(super) fn overdue(gateway: &Gateway) -> String {
    let waiting = id(&cases(gateway, "TRANSFER")[0]);
    let now = opened() + Duration::from_secs(24 * 3_600);
    let query = "partnerCounselingStatus=TRANSFER&inquiryStartAt=2026-02-24&inquiryEndAt=2026-03-02&pageSize=30";
    let found = read(gateway, &format!("v5/vendors/A00012345/callCenterInquiries?{query}"), now);
    let is_there = found["content"].as_array().expect("rows").iter().any(|row| id(row) == waiting);
    let path = format!("v4/vendors/A00012345/callCenterInquiries/{waiting}/confirms");
    let body = json!({ "confirmBy": DEFAULT_WING_USER }).to_string();
    let status = send(gateway, "POST", &path, &body, now).0;
    format!("{} after a day, a confirmation {status}", if is_there { "waiting" } else { "gone" })
}

pub(super) fn deadline(gateway: &Gateway) -> String {
    let waiting = id(&cases(gateway, "NO_ANSWER")[0]);
    let waits = |hours: u64| {
        let now = opened() + Duration::from_secs(hours * 3_600);
        let row = read(gateway, &format!("v4/vendors/callCenterInquiries/{waiting}"), now);
        if row["csPartnerCounselingStatus"] == "requestAnswer" { "it waits" } else { "not" }
    };
    format!("after an hour {}, after a day {}", waits(1), waits(24))
}
