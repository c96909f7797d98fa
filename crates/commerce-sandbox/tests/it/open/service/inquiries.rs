//! The lists of inquiries and cases.

use super::{WEEK, cases, id, inquiries, trend, walk};
use crate::support::{opened, read, send};
use commerce_sandbox::coupang::{DEFAULT_WING_USER, Gateway, Happening};
use serde_json::{Value, json};

pub(super) fn sort(gateway: &Gateway) -> String {
    let (inquiries, cases) = (inquiries(gateway, "ALL"), cases(gateway, "NONE"));
    assert_eq!((inquiries.len(), cases.len()), (14, 21));
    let [inquiries, cases] = [inquiries, cases].map(|rows| trend(rows.iter().map(|row| &row["inquiryAt"])));
    format!("inquiries {inquiries}, cases {cases}")
}

pub(super) fn empty(gateway: &Gateway) -> String {
    let rest = format!("v5/vendors/A00012345/callCenterInquiries?partnerCounselingStatus=NONE&{WEEK}");
    let data = read(gateway, &rest, opened());
    assert_eq!((&data["content"], &data["pagination"]["totalElements"]), (&json!([]), &json!(0)));
    format!("nothing on {} pages", data["pagination"]["totalPages"])
}

/// The hours of the first and the last row of one day, in both lists.
pub(super) fn days(gateway: &Gateway) -> String {
    let day = "inquiryStartAt=2026-03-01&inquiryEndAt=2026-03-01";
    let [inquiries, cases] = ["onlineInquiries?answeredType=ALL", "callCenterInquiries?partnerCounselingStatus=NONE"]
        .map(|list| {
            let rows = walk(gateway, &format!("v4/vendors/A00012345/{list}&{day}"));
            let hour = |row: Option<&Value>| {
                let at = row.and_then(|row| row["inquiryAt"].as_str()).expect("a time");
                at["".len().."2026-03-01 00".len()].to_owned()
            };
            format!("1 March is {} h to {} h in Korea", hour(rows.first()), hour(rows.last()))
        });
    assert_eq!(inquiries, cases);
    inquiries
}

pub(super) fn seven_days(gateway: &Gateway) -> String {
    let status = |first: &str| {
        let days = format!("inquiryStartAt=2026-02-{first}&inquiryEndAt=2026-03-02");
        let of = |rest: &str| send(gateway, "GET", &format!("v5/vendors/A00012345/{rest}&{days}"), "", opened()).0;
        let both = [of("onlineInquiries?answeredType=ALL"), of("callCenterInquiries?partnerCounselingStatus=NONE")];
        assert_eq!(both[0], both[1]);
        both[0]
    };
    format!("6 days {}, 7 days {}, 8 days {}", status("24"), status("23"), status("22"))
}

pub(super) fn no_vendor(gateway: &Gateway) -> String {
    let status = |rest: &str| {
        let (status, body) = send(gateway, "GET", &format!("v5/vendors/A00012345/{rest}&{WEEK}"), "", opened());
        assert!(status == 200 || body["message"] == "Invalid vendor ID", "{body}");
        let named = format!("v5/vendors/A00012345/{rest}&{WEEK}&vendorId=A00012345");
        assert_eq!(send(gateway, "GET", &named, "", opened()).0, 200);
        status
    };
    let (inquiries, cases) =
        (status("onlineInquiries?answeredType=ALL"), status("callCenterInquiries?partnerCounselingStatus=NONE"));
    format!("inquiries {inquiries}, cases {cases}")
}

pub(super) fn deleted(gateway: &Gateway) -> String {
    let waiting = id(&inquiries(gateway, "NOANSWER")[0]);
    assert!(gateway.happen(Happening::BuyerDeletesInquiry { inquiry_id: waiting }, opened()));
    let is_listed = |answered: &str| inquiries(gateway, answered).iter().any(|row| id(row) == waiting);
    assert_eq!(is_listed("NOANSWER"), is_listed("ALL"));
    assert!(!is_listed("ANSWERED"));
    let path = format!("v4/vendors/A00012345/onlineInquiries/{waiting}/replies");
    let body = json!({ "content": "예시", "vendorId": "A00012345", "replyBy": DEFAULT_WING_USER }).to_string();
    let status = send(gateway, "POST", &path, &body, opened()).0;
    format!("{}, and an answer is {status}", if is_listed("ALL") { "listed" } else { "gone" })
}

pub(super) fn deleted_product(gateway: &Gateway) -> String {
    let before = inquiries(gateway, "ALL").remove(0);
    let option = before["vendorItemId"].as_i64().expect("an option");
    assert!(gateway.happen(Happening::OptionDeleted { vendor_item_id: option }, opened()));
    let after = inquiries(gateway, "ALL").remove(0);
    assert_eq!((&after["inquiryId"], &after["content"]), (&before["inquiryId"], &before["content"]));
    let ids = ["productId", "sellerProductId", "sellerItemId", "vendorItemId"].map(|name| after.get(name));
    let count = |is: fn(&Value) -> bool| ids.iter().flatten().filter(|value| is(value)).count();
    match (count(Value::is_number), count(Value::is_null)) {
        (0, 0) => "nothing".to_owned(),
        (numbers, 0) => format!("{numbers} numbers"),
        (0, nulls) => format!("{nulls} nulls"),
        _ => "both".to_owned(),
    }
}

pub(super) fn no_order(gateway: &Gateway) -> String {
    let rows = inquiries(gateway, "ALL");
    let linked = |row: &&Value| row["orderIds"][0].is_number();
    assert!(rows.iter().any(|row| linked(&row)));
    let mut unlinked = rows.iter().filter(|row| !linked(row)).map(|row| &row["orderIds"]);
    match unlinked.next().expect("one without an order") {
        Value::Null if unlinked.all(Value::is_null) => "null".to_owned(),
        Value::Array(ids) if ids.is_empty() => "empty".to_owned(),
        other => other.to_string(),
    }
}
