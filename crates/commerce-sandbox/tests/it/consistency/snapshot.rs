//! Everything that the reads show at a moment, and what must hold of it.

use crate::support::{API, call, read, send};
use crate::waybills::items;
use commerce_sandbox::coupang::{Gateway, OrderStatus};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

pub(super) const OPTIONS: [i64; 8] = [1, 2, 3, 4, 5, 6, 7, 8];

/// The number of an option.
pub(super) fn option(number: i64) -> i64 {
    80_000_000_000 + number * 1_000
}

#[derive(Default)]
pub(super) struct Snapshot {
    /// The listed boxes, by id.
    pub(super) boxes: BTreeMap<i64, Value>,
    /// The receipts of returns and cancellations, by id, with the searches that find them.
    pub(super) receipts: BTreeMap<i64, (BTreeSet<&'static str>, Value)>,
    pub(super) exchanges: BTreeMap<i64, Value>,
    pub(super) inquiries: BTreeMap<i64, Value>,
    pub(super) cases: BTreeMap<i64, Value>,
    stock: Vec<Value>,
}

impl Snapshot {
    /// Reads everything and checks what must hold always; of single rows only where they have changed.
    pub(super) fn take(gateway: &Gateway, now: SystemTime, before: Option<&Self>) -> Self {
        let mut taken = Self::default();
        taken.read_boxes(gateway, now);
        taken.read_receipts(gateway, now);
        taken.read_the_rest(gateway, now);
        taken.check_boxes(gateway, now, before);
        taken.check_receipts(gateway, now, before);
        taken
    }

    /// All of it as text.
    pub(super) fn texts(&self) -> Vec<String> {
        let receipts = self.receipts.values().map(|(found, row)| format!("{found:?} {row}"));
        let rows = [&self.boxes, &self.exchanges, &self.inquiries, &self.cases];
        let rows = rows.into_iter().flat_map(BTreeMap::values).chain(&self.stock).map(Value::to_string);
        rows.chain(receipts).collect()
    }

    fn read_boxes(&mut self, gateway: &Gateway, now: SystemTime) {
        for status in OrderStatus::ALL {
            let mut token = String::new();
            loop {
                let days = "createdAtFrom=2026-03-01%2B09:00&createdAtTo=2026-03-31%2B09:00";
                let path = format!("v5/vendors/A00012345/ordersheets?{days}&status={status}&maxPerPage=20{token}");
                let (code, body) = send(gateway, "GET", &path, "", now);
                assert_eq!(code, 200, "{body}");
                for row in body["data"].as_array().expect("rows") {
                    assert_eq!(row["status"], status.as_str());
                    let twice = self.boxes.insert(number(row, "shipmentBoxId"), row.clone());
                    assert_eq!(twice, None, "a box stands in one list");
                }
                match escaped(&body["nextToken"]) {
                    None => break,
                    Some(next) => token = next,
                }
            }
        }
    }

    fn read_receipts(&mut self, gateway: &Gateway, now: SystemTime) {
        for search in ["status=RU", "status=UC", "status=CC", "status=PR", "cancelType=CANCEL"] {
            let mut token = String::new();
            loop {
                let days = "createdAtFrom=2026-03-01&createdAtTo=2026-03-31";
                let path = format!("v6/vendors/A00012345/returnRequests?{days}&{search}{token}");
                let (code, body) = send(gateway, "GET", &path, "", now);
                assert_eq!(code, 200, "{body}");
                for row in rows(&body["data"]) {
                    let entry = self.receipts.entry(number(&row, "receiptId"));
                    let entry = entry.or_insert_with(|| (BTreeSet::new(), row.clone()));
                    assert_eq!(entry.1, row, "a receipt looks alike in every list");
                    assert!(entry.0.insert(search), "and stands in it once");
                }
                match escaped(&body["nextToken"]) {
                    None => break,
                    Some(next) => token = next,
                }
            }
        }
    }

    fn read_the_rest(&mut self, gateway: &Gateway, now: SystemTime) {
        for (from, to) in [("01", "06"), ("07", "12"), ("13", "18")] {
            let own = |rest: &str| format!("v4/vendors/A00012345/{rest}");
            let window = format!("createdAtFrom=2026-03-{from}T00:00:00&createdAtTo=2026-03-{to}T23:59:59");
            let found = rows(&read(gateway, &own(&format!("exchangeRequests?{window}&maxPerPage=1000")), now));
            self.exchanges.extend(found.into_iter().map(|row| (number(&row, "exchangeId"), row)));
            let window = format!("dateFrom=2026-03-{from}&dateTo=2026-03-{to}&sizePerPage=100");
            for row in rows(&read(gateway, &own(&format!("returnWithdrawRequests?{window}")), now)) {
                let entry = self.receipts.entry(number(&row, "cancelId")).or_insert_with(|| (BTreeSet::new(), row));
                assert!(entry.0.insert("withdrawn"));
            }
            let window = format!("inquiryStartAt=2026-03-{from}&inquiryEndAt=2026-03-{to}");
            let found = read(gateway, &own(&format!("onlineInquiries?{window}&answeredType=ALL&pageSize=50")), now);
            self.inquiries.extend(rows(&found["content"]).into_iter().map(|row| (number(&row, "inquiryId"), row)));
            let path = own(&format!("callCenterInquiries?{window}&partnerCounselingStatus=NONE&pageSize=30"));
            let found = read(gateway, &path, now);
            self.cases.extend(rows(&found["content"]).into_iter().map(|row| (number(&row, "inquiryId"), row)));
        }
        self.stock = OPTIONS
            .map(|number| {
                let path = "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items";
                call(gateway, "GET", &format!("{path}/{}/inventories", option(number)), "", now).1
            })
            .into();
    }

    /// A box is alone what it is in the list and last in its history; its units add up; who has left has left.
    fn check_boxes(&self, gateway: &Gateway, now: SystemTime, before: Option<&Self>) {
        let known = |id: &i64| before.and_then(|before| before.boxes.get(id));
        for (id, row) in self.boxes.iter().filter(|(id, row)| known(id) != Some(*row)) {
            let path = format!("v5/vendors/A00012345/ordersheets/{id}");
            assert_eq!(&read(gateway, &path, now), row);
            let history = read(gateway, &format!("{path}/history"), now);
            let entries = history[0]["details"].as_array().expect("entries");
            assert_eq!(entries[0]["deliveryStatus"], row["status"], "{history}");
            let times: Vec<&str> =
                entries.iter().rev().map(|entry| entry["updatedAt"].as_str().expect("a time")).collect();
            assert!(times.is_sorted(), "{times:?}");
            let mut left = 0;
            for item in items(row) {
                let [ordered, held, cancelled] =
                    ["shippingCount", "holdCountForCancel", "cancelCount"].map(|name| number(item, name));
                assert!(held >= 0 && cancelled >= 0 && ordered >= held + cancelled, "{item}");
                assert_eq!(item["canceled"], ordered == cancelled, "{item}");
                left += ordered - cancelled;
            }
            assert!(left > 0, "a box of which nothing is left leaves the lists: {row}");
        }
        let gone = before.into_iter().flat_map(|before| before.boxes.keys()).filter(|id| !self.boxes.contains_key(id));
        for id in gone {
            let (code, body) = send(gateway, "GET", &format!("v5/vendors/A00012345/ordersheets/{id}"), "", now);
            assert_eq!((code, &body["message"]), (400, &"해당 주문이 취소 또는 반품되었습니다.".into()));
        }
    }

    /// A receipt has one state, is alone what it is in the lists, and never vanishes.
    fn check_receipts(&self, gateway: &Gateway, now: SystemTime, before: Option<&Self>) {
        let known = |id: &i64| before.and_then(|before| before.receipts.get(id));
        for (id, receipt) in self.receipts.iter().filter(|(id, receipt)| known(id) != Some(*receipt)) {
            let (found, row) = receipt;
            let found: Vec<&str> = found.iter().copied().collect();
            let states: [&[&str]; 6] = [
                &["status=RU", "status=UC"],
                &["status=UC"],
                &["status=CC"],
                &["status=PR"],
                &["cancelType=CANCEL"],
                &["withdrawn"],
            ];
            assert!(states.contains(&found.as_slice()), "{id}: {found:?}");
            let (code, body) = send(gateway, "GET", &format!("v6/vendors/A00012345/returnRequests/{id}"), "", now);
            if found[0].starts_with("status") {
                assert_eq!((code, &body["data"][0]), (200, row));
            } else {
                assert_eq!(code, 400);
            }
        }
        for id in before.into_iter().flat_map(|before| before.receipts.keys()) {
            assert!(self.receipts.contains_key(id), "{id} is gone");
        }
    }
}

/// Nothing is refunded that was not sold before, nothing is sold for nothing, and no order twice unless it was parted.
pub(super) fn check_revenue(gateway: &Gateway, now: SystemTime) {
    let (mut sold, mut token) = (BTreeMap::<i64, Vec<String>>::new(), String::new());
    loop {
        let days = "recognitionDateFrom=2026-03-01&recognitionDateTo=2026-03-21";
        let path = format!("{API}/v1/revenue-history?vendorId=A00012345&{days}&token={token}");
        let (code, body) = call(gateway, "GET", &path, "", now);
        assert_eq!(code, 200, "{body}");
        for row in rows(&body["data"]) {
            let day = row["recognitionDate"].as_str().expect("a day").to_owned();
            let days = sold.entry(number(&row, "orderId")).or_default();
            if row["saleType"] == "SALE" {
                assert!(rows(&row["items"]).iter().all(|item| number(item, "quantity") > 0), "{row}");
                days.push(day);
            } else {
                assert!(days.iter().any(|sold| *sold <= day), "what was never sold is refunded: {row}");
            }
        }
        match escaped(&body["nextToken"]) {
            None => break,
            Some(next) => token = next.trim_start_matches("&nextToken=").to_owned(),
        }
    }
    for (order, days) in sold.iter().filter(|(order, _)| **order != 0) {
        let (code, body) = send(gateway, "GET", &format!("v5/vendors/A00012345/{order}/ordersheets"), "", now);
        let boxes = if code == 200 { rows(&body["data"]).len() } else { 1 };
        assert!(days.len() <= boxes.max(1), "{order}: {days:?}");
    }
}

/// The parameter of the next page, if there is one.
fn escaped(token: &Value) -> Option<String> {
    let token = token.as_str().expect("a token");
    let escaped = token.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    (!token.is_empty()).then(|| format!("&nextToken={escaped}"))
}

pub(super) fn rows(value: &Value) -> Vec<Value> {
    value.as_array().expect("rows").clone()
}

pub(super) fn number(row: &Value, name: &str) -> i64 {
    row[name].as_i64().unwrap_or_else(|| panic!("{name}: {row}"))
}
