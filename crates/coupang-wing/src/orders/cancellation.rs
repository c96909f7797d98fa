//! What became of a cancellation by the seller.

use apiwire::KnownRefusal;
use apiwire::decode::DecodeError;
use apiwire::wire::{Fault, FromWire, Node, Problem, Reader};

use super::cancel_refusals;
use crate::envelope;
use crate::ids::{OrderId, ReceiptId, VendorItemId};
use crate::write::{BatchOutcome, ItemFailure};

/// The receipts of a cancellation, and what happened to each item.
#[must_use = "a cancellation inside HTTP 200 may have failed in part"]
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CancelOutcome {
    /// The receipts that were made; they are found among the returns and cancellations.
    pub receipts: Vec<CancelReceipt>,
    /// What happened to each item. There is no result code: see [`ItemFailure::refusal`].
    pub items: BatchOutcome<VendorItemId>,
}

apiwire::open_enum! {
    /// What a receipt of a cancellation is (`receiptType`).
    pub enum CancelReceiptType {
        /// Cancelled at once.
        Cancel = "CANCEL",
        /// A release stop that is completed.
        StopShipment = "STOP_SHIPMENT",
    }
}

apiwire::model! {
    /// A receipt of a cancellation.
    pub struct CancelReceipt {
        /// The receipt, for the returns family.
        required receipt_id: ReceiptId = "receiptId",
        /// What it is.
        optional receipt_type: CancelReceiptType = "receiptType",
        /// The items in it.
        optional vendor_item_ids: Vec<VendorItemId> = "vendorItemIds",
        /// The units in it.
        optional total_count: u32 = "totalCount",
    }
}

apiwire::model! {
    /// `data` of a cancellation.
    pub struct CancelAnswer {
        /// The order.
        optional order_id: OrderId = "orderId",
        /// Receipts by their ids as text; in 2019 the one receipt itself.
        optional receipts: ReceiptMap = "receiptMap" | "ReceiptMap",
        /// The items that were not cancelled; the table and the samples name the key differently.
        optional failed: Vec<VendorItemId> = "failedVendorItemIds" | "failedItemIds",
    }
}

/// The receipts of an answer.
#[derive(Debug, Clone, serde::Serialize)]
pub(super) struct ReceiptMap(Vec<CancelReceipt>);

impl FromWire for ReceiptMap {
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
        let Some(fields) = value.fields() else { return Err(reader.fault(Problem::AnotherType)) };
        if value.get("receiptId").is_some() {
            return CancelReceipt::from_wire(value, reader).map(|receipt| Self(vec![receipt]));
        }
        let receipts = fields.map(|(_, receipt)| CancelReceipt::from_wire(receipt, reader));
        receipts.collect::<Result<_, _>>().map(Self)
    }
}

/// Reads the answer to a cancellation of these items.
pub(super) fn read(body: &[u8], sent: &[VendorItemId]) -> Result<CancelOutcome, DecodeError> {
    let mut reader = Reader::new();
    let envelope = envelope::open_partial(body, &reader)?;
    let message = envelope.root().get("message").and_then(Node::as_str).unwrap_or_default();
    let answer = reader.at("data", |reader| CancelAnswer::from_wire(envelope::data(&envelope), reader))?;
    // What could not be read would be taken for what is not there.
    if reader.into_oddities().count() > 0 {
        return Err(Reader::new().at("data", |reader| reader.fault(Problem::AnotherType)).into());
    }
    let (receipts, failed) = (answer.receipts.map(|map| map.0).unwrap_or_default(), answer.failed.unwrap_or_default());
    let in_receipt = |id: &VendorItemId| {
        receipts.iter().any(|receipt| receipt.vendor_item_ids.iter().flatten().any(|item| item == id))
    };
    let mut items = BatchOutcome::all(Vec::new());
    for id in sent {
        match (in_receipt(id), failed.contains(id)) {
            (true, false) => items.succeeded.push(*id),
            (false, true) => {
                let refusal = reason(message, *id);
                items.failed.push(ItemFailure { id: *id, code: None, retry_required: None, refusal });
            }
            _ => items.unanswered.push(*id),
        }
    }
    Ok(CancelOutcome { receipts, items })
}

/// Why an item failed: a line `[id, id]<= reason` of the message.
fn reason(message: &str, id: VendorItemId) -> Option<&'static KnownRefusal> {
    let id = id.to_string();
    let told = message.lines().find_map(|line| {
        let (ids, reason) = line.trim().strip_prefix('[')?.split_once("]<=")?;
        ids.split(',').any(|one| one.trim() == id).then_some(reason)
    });
    told.and_then(|reason| KnownRefusal::find(cancel_refusals::ALL, reason))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn ids(numbers: &[i64]) -> Vec<VendorItemId> {
        numbers.iter().map(|number| VendorItemId::new(*number).unwrap()).collect()
    }

    fn outcome(body: &Value) -> Result<CancelOutcome, DecodeError> {
        read(body.to_string().as_bytes(), &ids(&[1, 3]))
    }

    #[test]
    fn a_part_is_cancelled_and_a_part_is_not_inside_a_success() {
        let message = "[요청번호] 00000000-0000\r\n[7, 3]<= 취소 가능한 개수보다 요청한 개수가 더 많습니다.";
        let receipt = json!({"receiptId": 5, "receiptType": "STOP_SHIPMENT", "vendorItemIds": [1], "totalCount": 2});
        for code in ["200", "PARTIAL"] {
            for failed in ["failedVendorItemIds", "failedItemIds"] {
                for receipts in [json!({"5": receipt}), receipt.clone()] {
                    let mut data = json!({"orderId": 9, "receiptMap": receipts});
                    data[failed] = json!([3]);
                    let outcome = outcome(&json!({"code": code, "message": message, "data": data})).unwrap();
                    assert_eq!(outcome.receipts[0].receipt_type, Some(CancelReceiptType::StopShipment));
                    assert_eq!(outcome.items.succeeded, ids(&[1]));
                    let failure = &outcome.items.failed[0];
                    assert_eq!((failure.id, failure.refusal.unwrap().name), (ids(&[3])[0], "more_than_left"));
                    assert!(!outcome.items.all_succeeded());
                }
            }
        }
    }

    #[test]
    fn nothing_cancelled_is_an_error_and_silence_is_no_success() {
        for code in [json!("400"), json!(400), json!("FAIL")] {
            let error = outcome(&json!({"code": code, "message": "주문 정보가 없습니다.", "data": null})).unwrap_err();
            assert!(matches!(error, DecodeError::Refused { .. }), "{error:?}");
        }
        let silent = outcome(&json!({"code": "200", "message": "", "data": {"orderId": 9}})).unwrap();
        assert_eq!(silent.items.unanswered, ids(&[1, 3]));
        let both = json!({"receiptMap": {"5": {"receiptId": 5, "vendorItemIds": [1, 3]}}, "failedItemIds": [3]});
        let both = outcome(&json!({"code": "200", "data": both})).unwrap();
        assert_eq!((both.items.succeeded, both.items.unanswered), (ids(&[1]), ids(&[3])));
        for data in [json!(null), json!([]), json!({"failedVendorItemIds": ["x"]}), json!({"receiptMap": {"5": {}}})] {
            assert!(outcome(&json!({"code": "200", "data": data})).is_err(), "{data}");
        }
    }
}
