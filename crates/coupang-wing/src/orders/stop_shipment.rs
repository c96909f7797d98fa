//! 출고중지완료 처리: what the customer cancelled while it was prepared was not shipped.
//!
//! `PUT /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/returnRequests/{receiptId}/stoppedShipment` (PATCH is documented
//! too). Portal pages of 2025 and 2026.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, Family, JsonBody, KnownRefusal, Repeat, Target, Write};
use http::Method;
use serde_json::json;

use super::stop_request::{StopRequest, is_stopped};
use crate::access::ReadWrite;
use crate::client::Wing;
use crate::config::{Market, VendorId};
use crate::endpoints::Documented;
use crate::envelope;
use crate::family;
use crate::ids::ReceiptId;
use crate::write::{BatchOutcome, Checks, InputError, LookAt, Subject, WriteOperation};

const PAGE: &str = "출고중지완료 처리, pages of 2025 and 2026";

/// The end of a release stop: the goods stay, and the receipt is completed. It cannot be undone.
#[derive(Debug, Clone)]
pub struct StopShipment {
    vendor_id: VendorId,
    request: StopRequest,
}

impl StopShipment {
    pub(super) fn new(wing: &Wing<ReadWrite>, request: StopRequest) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        checks.market(wing, &[Market::Kr], PAGE);
        request.check(&mut checks, PAGE);
        let rule = "must be the quantity of the whole receipt, at least 1 (cancelCountSum)";
        checks.require(request.cancel_count.is_some_and(|count| count > 0), "cancelCount", rule, PAGE);
        checks.finish()?;
        Ok(Self { vendor_id: wing.vendor_id().clone(), request })
    }
}

impl Endpoint for StopShipment {
    type Output = BatchOutcome<ReceiptId>;
    type Effect = Write;
    const NAME: &'static str = "orders.stop_shipment";
    const METHOD: Method = Method::PUT;
    const FAMILY: Option<Family> = Some(family::CLAIMS);
    const REPEAT: Repeat = Repeat::TargetState;
    const SETTLED_BY: Option<&'static str> = Some("returns.get");
    const REFUSALS: &'static [KnownRefusal] = &[
        KnownRefusal::already_done("already_returned", &["product is already returned"], "the receipt is completed"),
        KnownRefusal::already_done("already_returned", &["이미 반품이 완료"], "the receipt is completed"),
        KnownRefusal::new(
            "cancel_count_differs",
            &["취소반품접수수량과 cancelCount가 일치하지 않습니다"],
            "cancelCount must be the receipt's cancelCountSum: read the receipt again",
        ),
    ];

    fn target(&self) -> Target {
        Target::new("/v2/providers/openapi/apis/api/v4/vendors")
            .segment(&self.vendor_id)
            .literal("returnRequests")
            .segment(self.request.receipt_id)
            .literal("stoppedShipment")
    }

    fn body(&self) -> Option<JsonBody> {
        let body = json!({
            "vendorId": self.vendor_id.as_str(),
            "receiptId": self.request.receipt_id,
            "cancelCount": self.request.cancel_count,
        });
        Some(JsonBody::showing(&body, &["vendorId", "receiptId", "cancelCount"]))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::done(body).map(|()| BatchOutcome::all(vec![self.request.receipt_id]))
    }
}

impl Documented for StopShipment {
    const TITLE: &'static str = "출고중지완료 처리";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/returnRequests/{receiptId}/stoppedShipment";
    const VERSIONS: &'static [&'static str] = &["v4"];
    const PORTAL: &'static str = "pages of 2025 and 2026";
}

impl WriteOperation for StopShipment {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 접수의 출고중지가 처리되었는지 확인하세요. 그전에는 발송하지 마세요.",
        en: "See in Wing whether the release stop of the receipt is handled; do not ship before.",
    };

    fn subjects(&self) -> Vec<Subject> {
        vec![Subject::Receipt(self.request.receipt_id)]
    }

    fn reached<'a>(&'a self, wing: &'a Wing, _subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async { Ok(is_stopped(&wing.claims().get_return(self.request.receipt_id).await?.row)) })
    }
}
