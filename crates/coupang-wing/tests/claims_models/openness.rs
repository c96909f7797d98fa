//! What is unknown survives, and what is personal stays hidden.

use coupang_wing::apiwire::wire::FromWire;
use coupang_wing::claims::{Exchange, ReturnRequest, ReturnWithdrawal};
use serde_json::{Value, json};

use crate::{EXCHANGES, RETURNS, WITHDRAWALS, all, read, rows};

#[test]
fn unknown_fields_and_values_survive_a_round_trip() {
    fn survives<T: FromWire + serde::Serialize + std::fmt::Debug>(row: &Value, places: &[(&str, Value)]) {
        let mut changed = row.clone();
        for (place, value) in places {
            let (parent, key) = place.rsplit_once('/').unwrap();
            changed.pointer_mut(parent).unwrap()[key] = value.clone();
        }
        let (row, oddities) = read::<T>(changed);
        let row = row.unwrap();
        assert_eq!(oddities.count(), 0);
        let written = serde_json::to_value(&row).unwrap();
        let shown = format!("{row:?}");
        for (place, value) in places {
            assert_eq!(written.pointer(place), Some(value), "{place}");
            let text = value.as_str().unwrap_or("홍길동");
            assert!(!shown.contains(text), "{text}: {shown}");
        }
    }
    let new = json!({"deep": ["홍길동"]});
    survives::<ReturnRequest>(
        &rows(RETURNS[0])[0],
        &[
            ("/receiptStatus", json!("TELEPORTED")),
            ("/receiptType", json!("반품")),
            ("/releaseStopStatus", json!("모름")),
            ("/reasonCode", json!("CHANGE_MIND")),
            ("/returnItems/0/releaseStatus", json!("새값")),
            ("/returnItems/0/newField", new.clone()),
            ("/newField", new.clone()),
        ],
    );
    survives::<ReturnWithdrawal>(
        &rows(WITHDRAWALS[0])[0],
        &[("/refundDeliveryDuty", json!("XYZ")), ("/newField", new.clone())],
    );
    survives::<Exchange>(
        &rows(EXCHANGES)[0],
        &[
            ("/exchangeStatus", json!("TELEPORTED")),
            ("/collectStatus", json!("Teleporting")),
            ("/deliveryStatus", json!("Beaming")),
            ("/createdByType", json!("홀로그램")),
            ("/exchangeAddressDtoV1/newField", new.clone()),
            ("/collectInformationsDto/returndeliveryItemDtos/0/statusCode", json!("NEW_STATUS_CODE")),
            ("/collectInformationsDto/returndeliveryDestinationDto/newField", new.clone()),
            ("/deliveryInvoiceGroupDtos/0/deliveryInvoiceDtos/0/newField", new),
        ],
    );
}

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
