//! Arranges shipments in Taiwan: the carrier gives each bundle a waybill number.
//!
//! `POST /v2/providers/openapi/apis/api/v1/vendors/{vendorId}/orders/directIntegration/arrangeShipment`. In the portal's
//! catalogue of 2026; shapes from one public client.

use apiwire::calendar::Timestamp;
use apiwire::decode::{self, DecodeError};
use apiwire::wire::{FromWire, Problem, Reader};
use apiwire::{BoxFuture, Endpoint, Error, ErrorKind, Family, JsonBody, Repeat, Target, VendorCode, Write};
use http::Method;
use redact_kr::FreeText;
use serde_json::{Value, json};

use super::PAGE;
use crate::access::ReadWrite;
use crate::client::Wing;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::family;
use crate::ids::{CarrierCode, InvoiceNumber, ReturnCenterCode, ShipmentBoxId};
use crate::write::{BatchOutcome, Checks, InputError, ItemFailure, LookAt, Subject, WriteOperation};

/// Nothing documents a limit, so it is that of the acknowledgement.
const MOST: usize = 50;

/// Which bundles one carrier takes, and from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShipmentArrangement {
    boxes: Vec<ShipmentBoxId>,
    carrier: CarrierCode,
    return_center: Option<ReturnCenterCode>,
    outbound_place: Option<i64>,
}

impl ShipmentArrangement {
    /// These bundles, all by one carrier.
    #[must_use]
    pub fn new(boxes: impl IntoIterator<Item = ShipmentBoxId>, carrier: impl Into<CarrierCode>) -> Self {
        let (boxes, carrier) = (boxes.into_iter().collect(), carrier.into());
        Self { boxes, carrier, return_center: None, outbound_place: None }
    }

    /// The place that takes returned goods: `TWL_FM` and `TWL_711` need it.
    #[must_use]
    pub fn with_return_center(self, code: ReturnCenterCode) -> Self {
        Self { return_center: Some(code), ..self }
    }

    /// The place that the goods leave (`outboundShippingPlaceCode`): `TWL_KERRY` needs it.
    #[must_use]
    pub fn with_outbound_shipping_place(self, code: i64) -> Self {
        Self { outbound_place: Some(code), ..self }
    }
}

/// The arrangement of shipments in Taiwan.
#[derive(Debug, Clone)]
pub struct ArrangeShipment {
    vendor_id: VendorId,
    what: ShipmentArrangement,
}

/// What became of it: the numbers that were given, and each bundle's outcome.
#[must_use = "an arrangement may have failed in part"]
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ArrangeOutcome {
    /// The bundles that were arranged.
    pub arranged: Vec<ArrangedShipment>,
    /// What happened to each bundle.
    pub boxes: BatchOutcome<ShipmentBoxId, VendorCode>,
}

apiwire::model! {
    /// One bundle in the answer.
    pub struct ArrangedShipment {
        /// Whether it was arranged.
        required success: bool = "success",
        /// The bundle.
        required shipment_box_id: ShipmentBoxId = "shipmentBoxId",
        /// The number that the carrier gave it.
        optional invoice_number: InvoiceNumber = "invoiceNumber",
        /// Until when the number is valid.
        optional invoice_number_invalid_time: Timestamp = "invoiceNumberInvalidTime",
        /// What went wrong, as a code.
        optional error_key: FreeText = "errorKey",
        /// The same in prose.
        optional error_message: FreeText = "errorMessage",
        /// Undocumented.
        optional validation_code: FreeText = "validationCode",
    }
}

impl ArrangeShipment {
    pub(in crate::orders) fn new(wing: &Wing<ReadWrite>, what: ShipmentArrangement) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        super::check(&mut checks, wing, &what.carrier);
        checks.batch(&what.boxes, MOST, "shipmentBoxId", PAGE);
        let kerry = what.carrier.as_str() == "TWL_KERRY";
        let (center, place) = (what.return_center.is_some(), what.outbound_place.is_some());
        checks.require(kerry || center, "returnCenterCode", "is needed by TWL_FM and TWL_711", PAGE);
        checks.require(!kerry || place, "outboundShippingPlaceCode", "is needed by TWL_KERRY", PAGE);
        checks.finish()?;
        Ok(Self { vendor_id: wing.vendor_id().clone(), what })
    }
}

impl Endpoint for ArrangeShipment {
    type Output = ArrangeOutcome;
    type Effect = Write;
    const NAME: &'static str = "orders.tw_arrange_shipment";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = Some(family::INVOICES);
    const REPEAT: Repeat = Repeat::Never;
    const SETTLED_BY: Option<&'static str> = Some("orders.get");

    fn target(&self) -> Target {
        Target::new("/v2/providers/openapi/apis/api/v1/vendors")
            .segment(&self.vendor_id)
            .literal("orders")
            .literal("directIntegration")
            .literal("arrangeShipment")
    }

    fn body(&self) -> Option<JsonBody> {
        let entry = |id: &ShipmentBoxId| {
            let mut entry = json!({ "shipmentBoxId": id, "deliveryCompanyCode": self.what.carrier });
            if let (Some(code), Some(fields)) = (&self.what.return_center, entry.as_object_mut()) {
                fields.insert("returnCenterCode".to_owned(), json!(code));
            }
            if let (Some(code), Some(fields)) = (self.what.outbound_place, entry.as_object_mut()) {
                fields.insert("outboundShippingPlaceCode".to_owned(), json!(code));
            }
            entry
        };
        let body: Value = self.what.boxes.iter().map(entry).collect();
        let shown = ["shipmentBoxId", "deliveryCompanyCode", "returnCenterCode", "outboundShippingPlaceCode"];
        Some(JsonBody::showing(&body, &shown))
    }

    /// An object by box ids as text, without an envelope; with one it is a refusal.
    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        let mut reader = Reader::new();
        let answer = decode::json(body)?;
        let Some(fields) = answer.root().fields() else {
            return Err(reader.fault(Problem::AnotherType).into());
        };
        if answer.root().get("code").is_some() {
            return Err(DecodeError::Refused { kind: ErrorKind::Rejected, vendor_code: None, prose: None });
        }
        let rows: Vec<ArrangedShipment> =
            fields.map(|(_, row)| ArrangedShipment::from_wire(row, &mut reader)).collect::<Result<_, _>>()?;
        let mut boxes = BatchOutcome::all(Vec::new());
        for id in &self.what.boxes {
            match rows.iter().find(|row| row.shipment_box_id == *id) {
                Some(row) if row.success && row.error_key.is_none() => boxes.succeeded.push(*id),
                Some(row) if row.success => boxes.unanswered.push(*id),
                Some(row) => {
                    let code = row.error_key.as_ref().and_then(|key| VendorCode::from_text(key.expose()));
                    boxes.failed.push(ItemFailure { id: *id, code, retry_required: None, refusal: None });
                }
                None => boxes.unanswered.push(*id),
            }
        }
        let arranged = rows.into_iter().filter(|row| boxes.succeeded.contains(&row.shipment_box_id)).collect();
        Ok(ArrangeOutcome { arranged, boxes })
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.boxes.succeeded.len()).ok()
    }
}

impl Documented for ArrangeShipment {
    const TITLE: &'static str = "(대만) 배송 준비";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/orders/directIntegration/arrangeShipment";
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PORTAL: &'static str = "catalogue of 2026";
}

impl WriteOperation for ArrangeShipment {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 묶음배송에 송장번호가 생겼는지 확인하세요.",
        en: "See in Wing whether the box was given a waybill number.",
    };

    fn subjects(&self) -> Vec<Subject> {
        self.what.boxes.iter().map(|id| Subject::Box(*id)).collect()
    }

    /// A bundle with a number was arranged: the caller knows none that it had before.
    fn reached<'a>(&'a self, wing: &'a Wing, subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move {
            let Subject::Box(id) = subject else { return Ok(false) };
            Ok(wing.orders().get(id).await?.row.invoice_number.is_some())
        })
    }

    fn confirmed(&self, answer: &Self::Output) -> Vec<Subject> {
        answer.boxes.succeeded.iter().map(|id| Subject::Box(*id)).collect()
    }
}
