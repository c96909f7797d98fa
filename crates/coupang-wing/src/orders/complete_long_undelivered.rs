//! 장기미배송 배송완료 처리: a bundle whose tracking never ended was delivered.
//!
//! `POST /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/completeLongTermUndelivery`. Portal name
//! `UPDATE_INVOICE_DELIVERY_BY_INVOICE_NO`, pages of 2019 to 2026.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, ErrorKind, Family, JsonBody, KnownRefusal, Repeat, Target, Write};
use http::Method;
use serde_json::json;

use super::status::OrderStatus;
use crate::access::ReadWrite;
use crate::client::Wing;
use crate::config::{Market, VendorId};
use crate::endpoints::Documented;
use crate::envelope;
use crate::family;
use crate::ids::{InvoiceNumber, ShipmentBoxId};
use crate::write::{Checks, InputError, LookAt, Subject, WriteOperation};

const PAGE: &str = "장기미배송 배송완료 처리, pages of 2019 to 2026";

/// The completion of a bundle in `DEPARTURE` or `DELIVERING`, 30 days after it left (up to 32 were seen). When the customer
/// disputes the delivery of a settled order, the seller bears the cost.
#[derive(Debug, Clone)]
pub struct CompleteLongUndelivered {
    vendor_id: VendorId,
    shipment_box_id: ShipmentBoxId,
    invoice_number: InvoiceNumber,
}

impl CompleteLongUndelivered {
    pub(super) fn new(
        wing: &Wing<ReadWrite>,
        shipment_box_id: ShipmentBoxId,
        invoice_number: InvoiceNumber,
    ) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        checks.market(wing, &[Market::Kr], PAGE);
        let plain = !invoice_number.as_str().is_empty() && !invoice_number.as_str().contains(char::is_whitespace);
        checks.require(plain, "invoiceNumber", "must be the registered waybill number, without spaces", PAGE);
        checks.finish()?;
        Ok(Self { vendor_id: wing.vendor_id().clone(), shipment_box_id, invoice_number })
    }
}

impl Endpoint for CompleteLongUndelivered {
    type Output = ();
    type Effect = Write;
    const NAME: &'static str = "orders.complete_long_undelivered";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = Some(family::ORDERS);
    const REPEAT: Repeat = Repeat::Never;
    const SETTLED_BY: Option<&'static str> = Some("orders.get");
    /// Each text ends with the present status.
    const REFUSALS: &'static [KnownRefusal] = &[
        KnownRefusal::already_done("delivered", &["배송상태: FINAL_DELIVERY"], "the box is delivered already"),
        KnownRefusal::new("not_shipped", &["배송상태: INSTRUCT"], "the box is not shipped yet"),
        KnownRefusal::new(
            "too_early",
            &["배송상태: DEPARTURE"],
            "another waybill number than the registered one, or fewer than 30 days since it left",
        ),
        KnownRefusal::new(
            "own_delivery",
            &["배송상태: NONE_TRACKING"],
            "the seller's own delivery cannot be completed this way",
        ),
        KnownRefusal::new("other_status", &["배송완료 처리 실패"], "the box is in a state that cannot be completed"),
        KnownRefusal::new(
            "other_status",
            &["failed to process as delivery completed"],
            "the box is in a state that cannot be completed",
        ),
    ];

    fn target(&self) -> Target {
        Target::new("/v2/providers/openapi/apis/api/v4/vendors")
            .segment(&self.vendor_id)
            .literal("completeLongTermUndelivery")
    }

    fn body(&self) -> Option<JsonBody> {
        let body = json!({ "shipmentBoxId": self.shipment_box_id, "invoiceNumber": self.invoice_number });
        Some(JsonBody::showing(&body, &["shipmentBoxId", "invoiceNumber"]))
    }

    /// `data` is a boolean. What `false` means is unknown: it is taken for a failure.
    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        match envelope::single::<bool>(body)?.row {
            true => Ok(()),
            false => Err(DecodeError::Refused { kind: ErrorKind::Rejected, vendor_code: None, prose: None }),
        }
    }
}

impl Documented for CompleteLongUndelivered {
    const TITLE: &'static str = "장기미배송 배송완료 처리";
    const PATH: &'static str = "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/completeLongTermUndelivery";
    const VERSIONS: &'static [&'static str] = &["v4"];
    const PORTAL: &'static str = "UPDATE_INVOICE_DELIVERY_BY_INVOICE_NO, pages of 2019 to 2026";
}

impl WriteOperation for CompleteLongUndelivered {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 묶음배송이 배송완료인지 확인하세요.",
        en: "See in Wing whether the box is delivered (배송완료).",
    };

    fn subjects(&self) -> Vec<Subject> {
        vec![Subject::Box(self.shipment_box_id)]
    }

    fn reached<'a>(&'a self, wing: &'a Wing, _subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async { Ok(wing.orders().get(self.shipment_box_id).await?.row.status == OrderStatus::FinalDelivery) })
    }
}
