//! 반품상품 입고 확인처리: returned goods have arrived.
//!
//! `PUT /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/returnRequests/{receiptId}/receiveConfirmation` (PATCH is
//! documented too). Article 360034027214, state of 2026; Korea and Taiwan. Version 5 stands in notice 48314250583705 alone.

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

const PAGE: &str = "반품상품 입고 확인처리, article 360034027214, 2026";

/// Which return has arrived: made from its id, or from the receipt, whose status is then checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnArrival {
    receipt_id: ReceiptId,
    status: Option<ReceiptStatus>,
    version: ReturnWriteVersion,
}

impl ReturnArrival {
    /// Asks another version of the operation.
    #[must_use]
    pub fn with_version(self, version: ReturnWriteVersion) -> Self {
        Self { version, ..self }
    }
}

impl From<ReceiptId> for ReturnArrival {
    fn from(receipt_id: ReceiptId) -> Self {
        Self { receipt_id, status: None, version: ReturnWriteVersion::default() }
    }
}

impl From<&ReturnRequest> for ReturnArrival {
    fn from(receipt: &ReturnRequest) -> Self {
        let status = Some(receipt.receipt_status.clone());
        Self { receipt_id: receipt.receipt_id, status, version: ReturnWriteVersion::default() }
    }
}

/// The arrival of a whole return. It cannot be undone; goods under the fast refund (빠른환불) are refunded by it at once.
#[derive(Debug, Clone)]
pub struct ReceiveReturn {
    vendor_id: VendorId,
    what: ReturnArrival,
}

impl ReceiveReturn {
    pub(super) fn new(vendor_id: VendorId, what: ReturnArrival) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        let waits = what.status.as_ref().is_none_or(|status| *status == ReceiptStatus::Unchecked);
        checks.require(waits, "receiptId", "must be in RETURNS_UNCHECKED", PAGE);
        checks.finish()?;
        Ok(Self { vendor_id, what })
    }
}

impl Endpoint for ReceiveReturn {
    type Output = ();
    type Effect = Write;
    const NAME: &'static str = "returns.receive";
    const METHOD: Method = Method::PUT;
    const FAMILY: Option<Family> = Some(family::CLAIMS);
    const REPEAT: Repeat = Repeat::TargetState;
    const SETTLED_BY: Option<&'static str> = Some("returns.get");
    const REFUSALS: &'static [KnownRefusal] = &[ALREADY_RETURNED, NO_RECEIPT];

    fn target(&self) -> Target {
        self.what.version.target(&self.vendor_id, self.what.receipt_id).literal("receiveConfirmation")
    }

    /// The id must be a number: the page says that text is refused.
    fn body(&self) -> Option<JsonBody> {
        let body = json!({ "vendorId": self.vendor_id.as_str(), "receiptId": self.what.receipt_id });
        Some(JsonBody::showing(&body, &["vendorId", "receiptId"]))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::done(body)
    }
}

impl Documented for ReceiveReturn {
    const TITLE: &'static str = "반품상품 입고 확인처리";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/returnRequests/{receiptId}/receiveConfirmation";
    const VERSIONS: &'static [&'static str] = &["v4", "v5"];
    const PORTAL: &'static str = "article 360034027214, 2026";
}

impl WriteOperation for ReceiveReturn {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 반품의 입고가 확인되었는지 보세요. 빠른환불 상품은 바로 반품완료가 됩니다.",
        en: "See in Wing whether the arrival of the return is confirmed (입고완료); goods under the fast refund are \
             completed (반품완료) at once.",
    };

    fn subjects(&self) -> Vec<Subject> {
        vec![Subject::Receipt(self.what.receipt_id)]
    }

    /// Any later state counts.
    fn reached<'a>(&'a self, wing: &'a Wing, _subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async {
            Ok(match wing.claims().get_return(self.what.receipt_id).await?.row.receipt_status {
                ReceiptStatus::WarehouseConfirmed | ReceiptStatus::Completed | ReceiptStatus::CoupangCheck => true,
                ReceiptStatus::StopRequested | ReceiptStatus::Unchecked | ReceiptStatus::Unknown(_) => false,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_receipt_stands_in_the_path_and_as_a_number_in_the_body() {
        let arrival = ReturnArrival::from(ReceiptId::new(365_000_111).unwrap());
        for (arrival, version) in [(arrival.clone(), "v4"), (arrival.with_version(ReturnWriteVersion::V5), "v5")] {
            let endpoint = ReceiveReturn::new("A00999999".parse().unwrap(), arrival).unwrap();
            let path = format!(
                "/v2/providers/openapi/apis/api/{version}/vendors/A00999999/returnRequests/365000111/receiveConfirmation"
            );
            assert_eq!(endpoint.target().encoded(), Ok(path.as_str()));
            let body = endpoint.body().unwrap();
            assert_eq!(body.as_bytes().as_ref(), br#"{"receiptId":365000111,"vendorId":"A00999999"}"#);
            assert_eq!(body.shown().as_bytes(), body.as_bytes().as_ref());
        }
    }
}
