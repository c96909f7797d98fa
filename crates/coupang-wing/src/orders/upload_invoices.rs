//! 송장업로드 처리: bundles leave under their waybills.
//!
//! `POST /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/orders/invoices`. Portal pages of 2025 and 2026.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, ErrorKind, Family, JsonBody, KnownRefusal, Repeat, Target, Write};
use http::Method;
use serde_json::{Value, json};

use super::sheet::OrderSheet;
use super::status::OrderStatus;
use super::waybill::{SHOWN, Waybill};
use crate::access::ReadWrite;
use crate::client::Wing;
use crate::config::{Market, VendorId};
use crate::endpoints::Documented;
use crate::family;
use crate::ids::ShipmentBoxId;
use crate::write::{self, BatchOutcome, Checks, InputError, LookAt, Subject, WriteOperation};

/// The most boxes in one call: nothing documents a limit, so it is that of the acknowledgement.
const MOST: usize = 50;
pub(super) const PAGE: &str = "송장업로드 처리, pages of 2025 and 2026";

/// What a wrong carrier code does (FAQ of the portal); the status alone says nothing else.
pub(super) const REFUSALS: &[KnownRefusal] = &[KnownRefusal::new(
    "internal_exception",
    &["internal exception"],
    "Coupang says that a wrong carrier code is the likeliest cause; read the boxes before sending again",
)
.of_kind(ErrorKind::ServerError)];

/// The upload of waybills: `INSTRUCT` becomes `DEPARTURE`. Results come by box; see its [`BatchOutcome`].
#[derive(Debug, Clone)]
pub struct UploadInvoices {
    vendor_id: VendorId,
    waybills: Vec<Waybill>,
}

impl UploadInvoices {
    pub(super) fn new(wing: &Wing<ReadWrite>, waybills: Vec<Waybill>) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        checks.market(wing, &[Market::Kr], PAGE);
        check(
            checks,
            &waybills,
            &[OrderStatus::Instruct],
            "must be in INSTRUCT: acknowledge it first, or use the update",
        )?;
        Ok(Self { vendor_id: wing.vendor_id().clone(), waybills })
    }
}

/// What upload and update have in common.
pub(super) fn check(
    mut checks: Checks,
    waybills: &[Waybill],
    states: &[OrderStatus],
    rule: &'static str,
) -> Result<(), InputError> {
    checks.batch(&boxes(waybills), MOST, "shipmentBoxId", PAGE);
    for (position, waybill) in waybills.iter().enumerate() {
        waybill.check(checks.at(position), states, rule);
    }
    checks.finish()
}

pub(super) fn boxes(waybills: &[Waybill]) -> Vec<ShipmentBoxId> {
    waybills.iter().map(|waybill| waybill.shipment_box_id).collect()
}

pub(super) fn body(vendor_id: &VendorId, waybills: &[Waybill]) -> JsonBody {
    let dtos: Vec<Value> = waybills.iter().flat_map(Waybill::dtos).collect();
    JsonBody::showing(&json!({ "vendorId": vendor_id.as_str(), "orderSheetInvoiceApplyDtos": dtos }), SHOWN)
}

pub(super) fn subjects(boxes: &[ShipmentBoxId]) -> Vec<Subject> {
    boxes.iter().map(|id| Subject::Box(*id)).collect()
}

/// Whether a bundle has left under one of its numbers. A part that was split off has another box id, so the whole order is
/// read then.
pub(super) async fn shipped(wing: &Wing, waybills: &[Waybill], subject: Subject) -> Result<bool, Error> {
    let Some(waybill) = waybills.iter().find(|waybill| Subject::Box(waybill.shipment_box_id) == subject) else {
        return Ok(false);
    };
    let left = |sheet: &OrderSheet| {
        let number = sheet.invoice_number.as_ref();
        has_left(&sheet.status) && number.is_some_and(|number| waybill.numbers().any(|ours| ours == number))
    };
    if waybill.is_whole() {
        return Ok(left(&wing.orders().get(waybill.shipment_box_id).await?.row));
    }
    let mut sheets = wing.orders().get_by_order_id(waybill.order_id);
    while let Some(sheet) = sheets.next().await {
        if left(&sheet?) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The states in which a waybill is registered.
pub(super) const LEFT: [OrderStatus; 4] =
    [OrderStatus::Departure, OrderStatus::Delivering, OrderStatus::FinalDelivery, OrderStatus::NoneTracking];

fn has_left(status: &OrderStatus) -> bool {
    LEFT.contains(status)
}

impl Endpoint for UploadInvoices {
    type Output = BatchOutcome<ShipmentBoxId>;
    type Effect = Write;
    const NAME: &'static str = "orders.upload_invoices";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = Some(family::INVOICES);
    const REPEAT: Repeat = Repeat::Never;
    const SETTLED_BY: Option<&'static str> = Some("orders.get");
    const REFUSALS: &'static [KnownRefusal] = REFUSALS;

    fn target(&self) -> Target {
        Target::new("/v2/providers/openapi/apis/api/v4/vendors")
            .segment(&self.vendor_id)
            .literal("orders")
            .literal("invoices")
    }

    fn body(&self) -> Option<JsonBody> {
        Some(body(&self.vendor_id, &self.waybills))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        write::batch(body, &boxes(&self.waybills), Self::REFUSALS)
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.succeeded.len()).ok()
    }
}

impl Documented for UploadInvoices {
    const TITLE: &'static str = "송장업로드 처리";
    const PATH: &'static str = "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/orders/invoices";
    const VERSIONS: &'static [&'static str] = &["v4"];
    const PORTAL: &'static str = "pages of 2025 and 2026";
}

impl WriteOperation for UploadInvoices {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 묶음배송에 송장번호가 등록되었는지 확인하세요. 등록되지 않았을 때만 다시 올리세요.",
        en: "See in Wing whether the waybill number is registered for the box; upload it again only if it is not.",
    };

    fn subjects(&self) -> Vec<Subject> {
        subjects(&boxes(&self.waybills))
    }

    fn reached<'a>(&'a self, wing: &'a Wing, subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(shipped(wing, &self.waybills, subject))
    }

    fn confirmed(&self, answer: &Self::Output) -> Vec<Subject> {
        subjects(&answer.succeeded)
    }
}
