//! 이미출고 처리: what the customer cancelled while it was prepared had left already.
//!
//! `PUT /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/returnRequests/{receiptId}/completedShipment` (PATCH is
//! documented too). Portal pages of 2019 to 2026.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, Family, JsonBody, Repeat, Target, Write};
use http::Method;
use serde_json::json;

use super::stop_request::{StopRequest, is_declared_shipped};
use super::waybill::{check_carrier, check_number};
use crate::access::ReadWrite;
use crate::client::Wing;
use crate::config::{Market, VendorId};
use crate::endpoints::Documented;
use crate::envelope;
use crate::family;
use crate::ids::{CarrierCode, InvoiceNumber, ReceiptId};
use crate::write::{BatchOutcome, Checks, InputError, LookAt, Subject, WriteOperation};

const PAGE: &str = "이미출고 처리, pages of 2019 to 2026";

/// The answer to a release stop that came too late. What state the receipt takes, Coupang's pages disagree: read it back.
///
/// The page's error list was not available, so no refusal is known by its text.
#[derive(Debug, Clone)]
pub struct AlreadyShipped {
    vendor_id: VendorId,
    request: StopRequest,
    carrier: CarrierCode,
    invoice_number: InvoiceNumber,
}

impl AlreadyShipped {
    pub(super) fn new(
        wing: &Wing<ReadWrite>,
        request: StopRequest,
        carrier: CarrierCode,
        invoice_number: InvoiceNumber,
    ) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        checks.market(wing, &[Market::Kr], PAGE);
        request.check(&mut checks, PAGE);
        check_carrier(&mut checks, &carrier, request.any_carrier, "deliveryCompanyCode");
        check_number(&mut checks, &carrier, &invoice_number, "invoiceNumber");
        checks.finish()?;
        Ok(Self { vendor_id: wing.vendor_id().clone(), request, carrier, invoice_number })
    }
}

impl Endpoint for AlreadyShipped {
    type Output = BatchOutcome<ReceiptId>;
    type Effect = Write;
    const NAME: &'static str = "orders.already_shipped";
    const METHOD: Method = Method::PUT;
    const FAMILY: Option<Family> = Some(family::CLAIMS);
    const REPEAT: Repeat = Repeat::Never;
    const SETTLED_BY: Option<&'static str> = Some("returns.get");

    fn target(&self) -> Target {
        Target::new("/v2/providers/openapi/apis/api/v4/vendors")
            .segment(&self.vendor_id)
            .literal("returnRequests")
            .segment(self.request.receipt_id)
            .literal("completedShipment")
    }

    fn body(&self) -> Option<JsonBody> {
        let body = json!({
            "vendorId": self.vendor_id.as_str(),
            "receiptId": self.request.receipt_id,
            "deliveryCompanyCode": self.carrier,
            "invoiceNumber": self.invoice_number,
        });
        Some(JsonBody::showing(&body, &["vendorId", "receiptId", "deliveryCompanyCode", "invoiceNumber"]))
    }

    /// `code` and `message` stand inside `data`, by the official sample.
    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::done(body).map(|()| BatchOutcome::all(vec![self.request.receipt_id]))
    }
}

impl Documented for AlreadyShipped {
    const TITLE: &'static str = "이미출고 처리";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/returnRequests/{receiptId}/completedShipment";
    const VERSIONS: &'static [&'static str] = &["v4"];
    const PORTAL: &'static str = "pages of 2019 to 2026";
}

impl WriteOperation for AlreadyShipped {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 접수가 이미출고로 처리되었는지 확인하세요.",
        en: "See in Wing whether the receipt is handled as already shipped (이미출고).",
    };

    fn subjects(&self) -> Vec<Subject> {
        vec![Subject::Receipt(self.request.receipt_id)]
    }

    fn reached<'a>(&'a self, wing: &'a Wing, _subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async { Ok(is_declared_shipped(&wing.claims().get_return(self.request.receipt_id).await?.row)) })
    }
}
