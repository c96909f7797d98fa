//! 배송상태 변경 히스토리 조회: how the delivery status of one bundle changed.
//!
//! `GET /v2/providers/openapi/apis/api/v5/vendors/{vendorId}/ordersheets/{shipmentBoxId}/history` (v4 is valid too).
//! Portal name `GET_ORDERSHEET_HISTORY`; as of the portal's pages of 2019 to 2026, which disagree about the shape.

use apiwire::decode::DecodeError;
use apiwire::wire::{Document, Node, Reader};
use apiwire::{Endpoint, Family, Read, Repeat, Single, Target};
use http::Method;
use serde_json::json;

use super::delivery_history::DeliveryHistory;
use super::query::BoxLookup;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;

/// The history of one bundle.
///
/// The field table has a list of `{shipmentBoxId, details}`, the sample of 2019 one such object, the pages before 2025
/// that object without an envelope, and the page of 2026 reportedly the entries themselves under `data`. What version 5
/// really sends is not known, so all four are read.
#[derive(Debug, Clone)]
pub struct GetDeliveryHistory {
    vendor_id: VendorId,
    which: BoxLookup,
}

impl GetDeliveryHistory {
    pub(super) fn new(vendor_id: VendorId, which: BoxLookup) -> Self {
        Self { vendor_id, which }
    }
}

impl Endpoint for GetDeliveryHistory {
    type Output = Single<DeliveryHistory>;
    type Effect = Read;
    const NAME: &'static str = "orders.history";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;

    fn target(&self) -> Target {
        let target = self.which.version.vendor(&self.vendor_id).literal("ordersheets");
        target.segment(self.which.id).literal("history")
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        let envelope = envelope::open(body, &Reader::new())?;
        match (envelope.root(), envelope.root().get("data")) {
            (bare, None) if bare.get("details").is_some() => envelope::single_of(bare),
            (_, Some(data)) if are_entries(data) => {
                let documented = json!({ "shipmentBoxId": self.which.id, "details": data.to_value() });
                envelope::single_of(Document::from(&documented).root())
            }
            (_, data) => envelope::single_of(data.unwrap_or_default()),
        }
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.row.details.len()).ok()
    }
}

fn are_entries(data: Node<'_>) -> bool {
    data.elements().is_some_and(|mut entries| entries.all(|entry| entry.get("deliveryStatus").is_some()))
}

impl Documented for GetDeliveryHistory {
    const TITLE: &'static str = "배송상태 변경 히스토리 조회";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/ordersheets/{shipmentBoxId}/history";
    const VERSIONS: &'static [&'static str] = &["v5", "v4"];
    const PORTAL: &'static str = "GET_ORDERSHEET_HISTORY, pages of 2019 to 2026";
}

#[cfg(test)]
mod tests {
    use apiwire::ErrorKind;
    use serde_json::Value;

    use super::*;
    use crate::ids::ShipmentBoxId;

    fn history(body: &Value) -> Result<Single<DeliveryHistory>, DecodeError> {
        let which = BoxLookup::new(ShipmentBoxId::new(7).unwrap());
        GetDeliveryHistory::new("A00999999".parse().unwrap(), which).decode(body.to_string().as_bytes())
    }

    #[test]
    fn all_shapes_that_were_published_read_alike() {
        let entries = json!([
            {"deliveryStatus": "INSTRUCT", "deliveryStatusDesc": "상품준비중", "updatedAt": "2026-03-02T10:00:12"},
            {"deliveryStatus": "ACCEPT", "deliveryStatusDesc": "결제완료", "updatedAt": "2026-03-02T09:15:30"},
        ]);
        let of_box = json!({"shipmentBoxId": 7, "details": entries});
        for body in [
            json!({"code": 200, "message": "OK", "data": [of_box]}),
            json!({"code": "200", "message": "OK", "data": of_box}),
            of_box.clone(),
            json!({"data": entries}),
        ] {
            let read = history(&body).unwrap();
            assert_eq!((read.row.shipment_box_id.get(), read.oddities.count()), (7, 0), "{body}");
            assert_eq!(serde_json::to_value(&read.row).unwrap(), of_box, "{body}");
        }
    }

    #[test]
    fn a_bundle_without_changes_is_a_history_and_half_a_history_is_none() {
        assert!(history(&json!({"code": 200, "data": []})).unwrap().row.details.is_empty());
        let empty = json!({"code": 200, "data": [{"shipmentBoxId": 7, "details": []}]});
        assert!(history(&empty).unwrap().row.details.is_empty());
        for (body, path) in [
            (json!({"code": 200}), "data"),
            (json!({"data": [{"deliveryStatus": "ACCEPT"}, {"shipmentBoxId": 7}]}), "data"),
            (json!({"data": [{"shipmentBoxId": 7}]}), "data[0].details"),
            (json!({"data": {"shipmentBoxId": 7, "details": [{"updatedAt": ""}]}}), "data.details[0].deliveryStatus"),
        ] {
            let DecodeError::Shape(fault) = history(&body).unwrap_err() else { panic!("{body}") };
            assert_eq!(fault.path(), path, "{body}");
        }
        assert_eq!(history(&json!({"code": 500})).unwrap_err().kind(), ErrorKind::Rejected);
    }
}
