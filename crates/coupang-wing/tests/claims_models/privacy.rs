//! What is personal stays hidden.

use coupang_wing::apiwire::wire::FromWire;
use coupang_wing::claims::{Exchange, ReturnRequest, ReturnWithdrawal};
use serde_json::Value;

use crate::{EXCHANGES, RETURNS, WITHDRAWALS, all, rows};

/// The keys under which a person, or what a person wrote, may stand.
const PERSONAL: [&str; 14] = [
    "Name",
    "Phone",
    "PhoneNumber",
    "Mobile",
    "Address",
    "Detail",
    "ZipCode",
    "Memo",
    "message",
    "Message",
    "safetyNumber",
    "reason",
    "cancelReason",
    "Category",
];
/// Those that end alike and hold names of goods.
const GOODS: [&str; 7] = [
    "vendorItemPackageName",
    "vendorItemName",
    "sellerProductName",
    "orderItemName",
    "orderPackageName",
    "targetItemName",
    "targetPackageName",
];

fn personal_values(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|child| personal_values(child, found)),
        Value::Object(map) => {
            for (key, child) in map {
                let personal = PERSONAL.iter().any(|end| key.trim_end_matches(['1', '2']).ends_with(end))
                    || ["cancelCompleteUser", "modifiedBy", "createdBy"].contains(&key.as_str());
                match child {
                    Value::String(text) if personal && !GOODS.contains(&key.as_str()) && !text.is_empty() => {
                        found.push(text.clone());
                    }
                    _ => personal_values(child, found),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn debug_shows_ids_and_nobody() {
    fn hidden<T: FromWire + std::fmt::Debug>(fixture: &str, id: &str) -> usize {
        let mut planted = Vec::new();
        personal_values(&Value::Array(rows(fixture)), &mut planted);
        let shown = format!("{:?}", all::<T>(fixture));
        for value in &planted {
            assert!(!shown.contains(value.as_str()), "{value}: {shown}");
        }
        assert!(shown.contains(id), "ids stay readable");
        assert!(!shown.contains("A00999999"), "a seller's identity is masked");
        planted.sort();
        planted.dedup();
        planted.len()
    }
    for fixture in RETURNS {
        assert!(hidden::<ReturnRequest>(fixture, "365000777") >= 10, "the persons were found");
    }
    for fixture in WITHDRAWALS {
        assert_eq!(hidden::<ReturnWithdrawal>(fixture, "365000781"), 0);
    }
    assert!(hidden::<Exchange>(EXCHANGES, "870099887766554439") >= 35, "the persons were found");
}
