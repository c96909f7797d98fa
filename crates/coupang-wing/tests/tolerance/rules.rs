//! What may stand in a field besides what is documented, written down from the reference and the rules of the house,
//! not from the models: ids, counts, amounts and codes are numbers or text, everything else is of its type or nothing.

use serde_json::{Value, json};

use crate::places::{general, is_position, split};

/// Planted wherever a text, a key or a number can stand.
pub(crate) const CANARY: &str = "카나리아 김둘";
pub(crate) const CANARY_NUMBER: i64 = 9_105_550_417;

/// Text of the seller's, the carrier's or the catalogue's, and labels: no person's, so it may be shown.
pub(crate) const PUBLIC: [&str; 35] = [
    "deliveryStatusDesc",
    "vendorItemPackageName",
    "vendorItemName",
    "sellerProductName",
    "sellerProductItemName",
    "firstSellerProductItemName",
    "upBundleVendorItemName",
    "orderItemName",
    "orderPackageName",
    "targetItemName",
    "targetPackageName",
    "productName",
    "itemName",
    "etcInfoHeader",
    "deliveryCompanyName",
    "receiptCategory",
    "reasonCodeText",
    "orderDeliveryStatusLabel",
    "exchangeStatusLabel",
    "referTypeLabel",
    "faultTypeLabel",
    "createdByTypeLabel",
    "modifiedByTypeLabel",
    "orderType",
    "customerType",
    "bundleType",
    "parcelType",
    "externalVendorSkuCode",
    "externalSellerSkuCode",
    "invoiceNumber",
    "deliveryInvoiceNo",
    "deliveryCompanyCode",
    "deliverCode",
    "returnCenterCode",
    "regNumber",
];

/// Codes: numbers or text.
const CODES: [&str; 10] = [
    "externalVendorSkuCode",
    "externalSellerSkuCode",
    "invoiceNumber",
    "deliveryInvoiceNo",
    "deliveryCompanyCode",
    "deliverCode",
    "returnCenterCode",
    "personalCustomsClearanceCode",
    "ordererSsn",
    "orderersSsn",
];

/// Codes of persons: telephones, post codes, logins.
const PERSONAL_CODE_ENDS: [&str; 12] = [
    "postCode",
    "ZipCode",
    "Phone",
    "PhoneNumber",
    "Mobile",
    "safeNumber",
    "safetyNumber",
    "ordererNumber",
    "receiverNumber",
    "receptionist",
    "cancelCompleteUser",
    "edBy",
];

/// Lists that the tables call one value, or the samples show as one.
const ONE_OR_MANY: [&str; 2] = ["vendorItemId", "returnDeliveryDtos"];

/// Whatever stands below is the vendor's own and is kept as it is.
const FREE: [&str; 2] = ["extraProperties", "taxReceiptInfo"];

/// Of no known type, so any reads.
const ANY: [&str; 1] = ["taxReceiptInfo"];

/// What becomes of a field whose value was replaced.
#[derive(Debug, PartialEq)]
pub(crate) enum Verdict {
    /// It reads as this.
    Reads(Value),
    /// It reads as before: another spelling of the same.
    Same,
    /// It is as if it were not there.
    Absent,
    /// It is an object with nothing in it but these fields that nobody knows.
    Emptied(Value),
    /// It cannot be read.
    Bad,
    /// The rules leave it open; only that nothing is lost or shown is certain.
    Open,
}

/// Whether an answer shows what was planted in this place and must not be shown: a person's text or number.
pub(crate) fn lets_out(place: &str, original: &Value, shown: &str) -> bool {
    let (around, key) = split(place);
    let name = if is_position(key) { split(around).1 } else { key };
    let personal =
        is_code(name) || original.as_str().is_some_and(|text| !text.is_empty() && number(name, text).is_none());
    let number = personal && shown.contains(&CANARY_NUMBER.to_string());
    !PUBLIC.contains(&name) && (number || shown.contains(CANARY))
}

/// Whether an object at this place keeps the fields that nobody knows: an amount does not.
pub(crate) fn keeps_unknown(value: &Value) -> bool {
    !is_amount(value)
}

/// Whether what is around this place is useless without it.
pub(crate) fn is_essential(essential: &[&str], place: &str) -> bool {
    let key = split(place).1;
    is_position(key) || matches!(key, "currencyCode" | "units") || essential.contains(&general(place).as_str())
}

/// What to put in the place of a value: every JSON type, and what else can stand for it.
pub(crate) fn replacements(original: &Value) -> Vec<Value> {
    let mut all = vec![
        Value::Null,
        json!(""),
        json!(CANARY),
        json!(CANARY_NUMBER),
        json!(-1.5),
        json!(true),
        json!([]),
        json!({}),
        json!([CANARY]),
        json!({CANARY: CANARY}),
        json!([[{CANARY: 1}]]),
    ];
    match original {
        Value::Number(number) => all.push(json!(number.to_string())),
        Value::String(digits) => all.extend(digits.parse::<i64>().map(Value::from)),
        _ => {}
    }
    all
}

/// What the rules say about a replacement.
pub(crate) fn verdict(essential: &[&str], place: &str, original: &Value, with: &Value) -> Verdict {
    let (around, key) = split(place);
    let in_list = is_position(key);
    let name = if in_list { split(around).1 } else { key };
    if is_free(around) {
        return Verdict::Open;
    }
    let is_one_or_many = ONE_OR_MANY.contains(&name) && !in_list;
    let structured = with.is_array() || with.is_object() || original.is_array() || original.is_object();
    match with {
        Value::Null if in_list => return Verdict::Bad,
        Value::Null => return Verdict::Absent,
        Value::String(text) if text.is_empty() && !in_list => return Verdict::Absent,
        // What it would be is not known.
        _ if original.is_null() || *original == "" => return Verdict::Open,
        _ if ANY.contains(&name) => return Verdict::Reads(with.clone()),
        _ if is_one_or_many && structured => return Verdict::Open,
        _ => {}
    }
    let accepted = match original {
        Value::Object(_) if is_amount(original) => with.as_i64().map(won),
        Value::Object(fields) if with.is_object() => {
            let lacks = |field: &String| is_essential(essential, &format!("{place}/{field}"));
            return match fields.keys().any(lacks) {
                _ if is_free(place) => Verdict::Open,
                true => Verdict::Bad,
                false => Verdict::Emptied(with.clone()),
            };
        }
        Value::Array(elements) => match (with.as_array(), elements.first()) {
            (Some(others), _) if others.is_empty() => Some(with.clone()),
            (Some(_), None) => return Verdict::Open,
            (Some(others), Some(Value::String(text))) if others[0].is_string() && number(name, text).is_none() => {
                Some(with.clone())
            }
            _ => None,
        },
        Value::Bool(_) => with.as_bool().map(Value::from),
        _ if is_code(name) => match with {
            Value::String(_) => Some(with.clone()),
            Value::Number(number) if number.is_i64() => Some(json!(number.to_string())),
            _ => None,
        },
        Value::Number(_) if name.ends_with("Ratio") => {
            Some(with).filter(|with| with.is_number()).cloned().or(digits(with))
        }
        Value::Number(number) => return whole(number.as_i64(), with),
        Value::String(text) if number(name, text).is_some() => return whole(number(name, text), with),
        Value::String(text) if is_date(text) || matches!(name, "currencyCode" | "vendorId") => None,
        Value::String(_) => Some(with).filter(|with| with.is_string()).cloned(),
        Value::Null | Value::Object(_) => None,
    };
    accepted.map_or(Verdict::Bad, Verdict::Reads)
}

/// The forms that a moment comes in, and how a field for a moment and one for a day read each.
pub(crate) const DATE_FORMS: [&str; 5] = [
    "2026-03-02T09:15:04.120000+09:00",
    "2026-03-01T16:15:04-08:00",
    "2026-03-02T09:15:04",
    "2026-03-02 09:15:04",
    "2026-03-02",
];

/// A text that is a moment or a day, but not a month.
pub(crate) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    text.starts_with("20") && bytes.len() >= 7 && bytes[4] == b'-' && bytes.get(7).is_none_or(|byte| *byte == b'-')
}

fn is_amount(value: &Value) -> bool {
    value.get("currencyCode").is_some()
}

fn won(units: i64) -> Value {
    json!({"currencyCode": "KRW", "units": units, "nanos": 0})
}

fn is_code(name: &str) -> bool {
    CODES.contains(&name) || PERSONAL_CODE_ENDS.iter().any(|end| name.ends_with(end))
}

/// An id, a count or an amount that the fixture writes as text.
fn number(name: &str, text: &str) -> Option<i64> {
    text.parse().ok().filter(|_| !is_code(name))
}

/// The same number in another spelling; another one may be an id's or an amount's, and beyond a count.
fn whole(original: Option<i64>, with: &Value) -> Verdict {
    match (with.as_i64().or_else(|| digits(with)?.as_i64()), original) {
        (Some(same), Some(original)) if same == original => Verdict::Same,
        (Some(_), _) => Verdict::Open,
        (None, _) => Verdict::Bad,
    }
}

pub(crate) fn is_free(place: &str) -> bool {
    place.split('/').any(|key| FREE.contains(&key))
}

fn digits(value: &Value) -> Option<Value> {
    value.as_str()?.parse::<serde_json::Number>().ok().map(Value::Number)
}
