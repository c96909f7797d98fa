//! 반품요청 승인 처리: a return is approved, and the buyer is refunded.
//!
//! `PUT /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/returnRequests/{receiptId}/approval` (PATCH is documented too).
//! Article 360034562513, state of 2026; Korea and Taiwan. Version 5 stands in notice 48314250583705 alone.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, Family, JsonBody, KnownRefusal, Repeat, Target, Write};
use http::Method;
use serde_json::json;

use super::return_request::ReturnRequest;
use super::return_write::{ALREADY_RETURNED, NO_RECEIPT, ReturnWriteVersion};
use super::status::ReceiptStatus;
use crate::client::Wing;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;
use crate::family;
use crate::ids::ReceiptId;
use crate::write::{Checks, InputError, LookAt, Subject, WriteOperation};

const PAGE: &str = "반품요청 승인 처리, article 360034562513, 2026";

/// Which return is approved, and for how many units in all: it is approved as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnApproval {
    receipt_id: ReceiptId,
    cancel_count: Option<u32>,
    status: Option<ReceiptStatus>,
    version: ReturnWriteVersion,
}

impl ReturnApproval {
    /// This receipt. `cancel_count` is the quantity of the whole receipt, its `cancelCountSum`: 5 of one item and 2 of
    /// another are 7.
    ///
    /// No status is checked: the page of 2019 also allowed returns that hang in their collection.
    #[must_use]
    pub fn new(receipt_id: ReceiptId, cancel_count: u32) -> Self {
        Self { receipt_id, cancel_count: Some(cancel_count), status: None, version: ReturnWriteVersion::default() }
    }

    /// Asks another version of the operation.
    #[must_use]
    pub fn with_version(self, version: ReturnWriteVersion) -> Self {
        Self { version, ..self }
    }
}

/// The receipt as it was read, all of it; its status is checked.
impl From<&ReturnRequest> for ReturnApproval {
    fn from(receipt: &ReturnRequest) -> Self {
        Self {
            receipt_id: receipt.receipt_id,
            cancel_count: receipt.whole_quantity(),
            status: Some(receipt.receipt_status.clone()),
            version: ReturnWriteVersion::default(),
        }
    }
}

/// The approval of a whole return. **Money moves**, and it cannot be undone.
#[derive(Debug, Clone)]
pub struct ApproveReturn {
    vendor_id: VendorId,
    what: ReturnApproval,
}

impl ApproveReturn {
    pub(super) fn new(vendor_id: VendorId, what: ReturnApproval) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        let arrived = what.status.as_ref().is_none_or(|status| *status == ReceiptStatus::WarehouseConfirmed);
        let rule = "must be in VENDOR_WAREHOUSE_CONFIRM: confirm the arrival first";
        checks.require(arrived, "receiptId", rule, PAGE);
        let rule = "must be the quantity of the whole receipt, at least 1 (cancelCountSum)";
        checks.require(what.cancel_count.is_some_and(|count| count > 0), "cancelCount", rule, PAGE);
        checks.finish()?;
        Ok(Self { vendor_id, what })
    }
}

impl Endpoint for ApproveReturn {
    type Output = ();
    type Effect = Write;
    const NAME: &'static str = "returns.approve";
    const METHOD: Method = Method::PUT;
    const FAMILY: Option<Family> = Some(family::CLAIMS);
    const REPEAT: Repeat = Repeat::Never;
    const SETTLED_BY: Option<&'static str> = Some("returns.get");
    const REFUSALS: &'static [KnownRefusal] = &[
        ALREADY_RETURNED,
        NO_RECEIPT,
        // The English page.
        KnownRefusal { texts: &["There is no history"], ..NO_RECEIPT },
        KnownRefusal::new(
            "cancel_count_differs",
            &["취소반품접수수량과 cancelCount가 일치하지 않습니다"],
            "cancelCount must be the receipt's cancelCountSum: read the receipt again",
        ),
    ];

    fn target(&self) -> Target {
        self.what.version.target(&self.vendor_id, self.what.receipt_id).literal("approval")
    }

    fn body(&self) -> Option<JsonBody> {
        let body = json!({
            "vendorId": self.vendor_id.as_str(),
            "receiptId": self.what.receipt_id,
            "cancelCount": self.what.cancel_count,
        });
        Some(JsonBody::showing(&body, &["vendorId", "receiptId", "cancelCount"]))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::done(body)
    }
}

impl Documented for ApproveReturn {
    const TITLE: &'static str = "반품요청 승인 처리";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/returnRequests/{receiptId}/approval";
    const VERSIONS: &'static [&'static str] = &["v4", "v5"];
    const PORTAL: &'static str = "article 360034562513, 2026";
}

impl WriteOperation for ApproveReturn {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 반품이 반품완료인지, 환불되었는지 확인하세요.",
        en: "See in Wing whether the return is completed (반품완료) and refunded.",
    };

    fn subjects(&self) -> Vec<Subject> {
        vec![Subject::Receipt(self.what.receipt_id)]
    }

    fn reached<'a>(&'a self, wing: &'a Wing, _subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async {
            let receipt = wing.claims().get_return(self.what.receipt_id).await?.row;
            Ok(receipt.receipt_status == ReceiptStatus::Completed)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_quantity_goes_with_the_receipt() {
        let approval = ReturnApproval::new(ReceiptId::new(365_000_111).unwrap(), 3);
        for (approval, version) in [(approval.clone(), "v4"), (approval.with_version(ReturnWriteVersion::V5), "v5")] {
            let endpoint = ApproveReturn::new("A00999999".parse().unwrap(), approval).unwrap();
            let path =
                format!("/v2/providers/openapi/apis/api/{version}/vendors/A00999999/returnRequests/365000111/approval");
            assert_eq!(endpoint.target().encoded(), Ok(path.as_str()));
            let body = endpoint.body().unwrap();
            let sent = br#"{"cancelCount":3,"receiptId":365000111,"vendorId":"A00999999"}"#;
            assert_eq!(body.as_bytes().as_ref(), sent);
            assert_eq!(body.shown().as_bytes(), sent);
        }
    }
}
