//! 교환상품 송장 업로드 처리: the new goods of an exchange leave under their waybills.
//!
//! `POST /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/exchangeRequests/{exchangeId}/invoices`. Article 360034027954,
//! state of 2026; Korea.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, Family, JsonBody, KnownRefusal, Repeat, Target, Write};
use http::Method;
use serde_json::{Value, json};

use super::exchange::Exchange;
use super::exchange_ref::ExchangeRef;
use super::exchange_status::CollectionStatus;
use crate::access::ReadWrite;
use crate::client::Wing;
use crate::config::{Market, VendorId};
use crate::endpoints::Documented;
use crate::envelope;
use crate::family;
use crate::ids::{CarrierCode, InvoiceNumber, ShipmentBoxId};
use crate::orders::{check_carrier, check_number};
use crate::write::{BatchOutcome, Checks, InputError, LookAt, OURS, Subject, WriteOperation};

/// The most boxes in one call: nothing documents a limit, so it is that of the other batches.
const MOST: usize = 50;
const PAGE: &str = "교환상품 송장 업로드 처리, article 360034027954, 2026";

/// The waybill of a box of new goods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeWaybill {
    shipment_box_id: ShipmentBoxId,
    carrier: CarrierCode,
    invoice_number: InvoiceNumber,
    any_carrier: bool,
}

impl ExchangeWaybill {
    /// This box, which must be a **new** one of the exchange ([`super::RedeliveryBox`]): never the one in which the old goods
    /// came.
    #[must_use]
    pub fn new(shipment_box_id: ShipmentBoxId, carrier: impl Into<CarrierCode>, invoice_number: InvoiceNumber) -> Self {
        Self { shipment_box_id, carrier: carrier.into(), invoice_number, any_carrier: false }
    }

    /// Takes a carrier code that is in no table.
    #[must_use]
    pub fn with_unlisted_carrier(self) -> Self {
        Self { any_carrier: true, ..self }
    }
}

/// The upload of the waybills of an exchange's new goods. What it does in part is not documented: the answer speaks of all
/// boxes at once.
#[derive(Debug, Clone)]
pub struct UploadExchangeInvoices {
    vendor_id: VendorId,
    exchange: ExchangeRef,
    waybills: Vec<ExchangeWaybill>,
}

impl UploadExchangeInvoices {
    pub(super) fn new(
        wing: &Wing<ReadWrite>,
        exchange: ExchangeRef,
        waybills: Vec<ExchangeWaybill>,
    ) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        checks.market(wing, &[Market::Kr], PAGE);
        let arrived = exchange
            .allows(|facts| facts.collect_status.as_ref().is_none_or(|at| *at == CollectionStatus::CompleteCollect));
        let rule = "must have arrived (collectStatus CompleteCollect): confirm it first";
        checks.require(arrived, "exchangeId", rule, PAGE);
        let modifiable = exchange.allows(|facts| facts.invoice_modifiable != Some(false));
        checks.require(modifiable, "exchangeId", "takes no waybill now (deliveryInvoiceModifiable is false)", PAGE);
        let boxes: Vec<_> = waybills.iter().map(|waybill| waybill.shipment_box_id).collect();
        checks.batch(&boxes, MOST, "shipmentBoxId", OURS);
        for (position, waybill) in waybills.iter().enumerate() {
            let id = waybill.shipment_box_id;
            let original = !exchange.allows(|facts| !facts.original_boxes.contains(&id));
            let checks = checks.at(position);
            let rule = "is the box of the first delivery: it must be a new one (deliveryInvoiceGroupDtos)";
            checks.require(!original, "shipmentBoxId", rule, PAGE);
            let new = original || exchange.allows(|facts| facts.new_boxes.contains(&id));
            checks.require(new, "shipmentBoxId", "is no new box of the exchange; they appear within 10 minutes", PAGE);
            check_carrier(checks, &waybill.carrier, waybill.any_carrier, "goodsDeliveryCode");
            check_number(checks, &waybill.carrier, &waybill.invoice_number, "invoiceNumber");
        }
        checks.finish()?;
        Ok(Self { vendor_id: wing.vendor_id().clone(), exchange, waybills })
    }
}

impl Endpoint for UploadExchangeInvoices {
    type Output = BatchOutcome<ShipmentBoxId>;
    type Effect = Write;
    const NAME: &'static str = "exchanges.upload_invoices";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = Some(family::CLAIMS);
    const REPEAT: Repeat = Repeat::Never;
    const SETTLED_BY: Option<&'static str> = Some("exchanges.list");
    const REFUSALS: &'static [KnownRefusal] = &[KnownRefusal::new(
        "box_not_in_instruct",
        &["is not suitable for applyInvoice"],
        "the box is not INSTRUCT: it is the one of the first delivery, or has its waybill already; read the exchange",
    )];

    fn target(&self) -> Target {
        Target::new("/v2/providers/openapi/apis/api/v4/vendors")
            .segment(&self.vendor_id)
            .literal("exchangeRequests")
            .segment(self.exchange.exchange_id)
            .literal("invoices")
    }

    /// A bare list. The carrier's key is another than in every other write.
    fn body(&self) -> Option<JsonBody> {
        let element = |waybill: &ExchangeWaybill| {
            json!({
                "exchangeId": self.exchange.exchange_id,
                "vendorId": self.vendor_id.as_str(),
                "shipmentBoxId": waybill.shipment_box_id,
                "goodsDeliveryCode": waybill.carrier,
                "invoiceNumber": waybill.invoice_number,
            })
        };
        let body: Value = self.waybills.iter().map(element).collect();
        let shown = ["exchangeId", "vendorId", "shipmentBoxId", "goodsDeliveryCode", "invoiceNumber"];
        Some(JsonBody::showing(&body, &shown))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        let boxes = self.waybills.iter().map(|waybill| waybill.shipment_box_id).collect();
        envelope::done(body).map(|()| BatchOutcome::all(boxes))
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.succeeded.len()).ok()
    }
}

impl Documented for UploadExchangeInvoices {
    const TITLE: &'static str = "교환상품 송장 업로드 처리";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/exchangeRequests/{exchangeId}/invoices";
    const VERSIONS: &'static [&'static str] = &["v4"];
    const PORTAL: &'static str = "article 360034027954, 2026";
}

impl WriteOperation for UploadExchangeInvoices {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 교환의 새 묶음배송에 송장번호가 등록되었는지 확인하세요. 등록되지 않았을 때만 다시 올리세요.",
        en: "See in Wing whether the waybill number is registered for the exchange's new box; upload it again only if it is \
             not.",
    };

    fn subjects(&self) -> Vec<Subject> {
        self.waybills.iter().map(|waybill| Subject::Box(waybill.shipment_box_id)).collect()
    }

    fn reached<'a>(&'a self, wing: &'a Wing, subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async move {
            let ours = self.waybills.iter().find(|waybill| Subject::Box(waybill.shipment_box_id) == subject);
            let Some(ours) = ours else { return Ok(false) };
            Ok(is_registered(&self.exchange.read(wing).await?, ours))
        })
    }
}

fn is_registered(exchange: &Exchange, waybill: &ExchangeWaybill) -> bool {
    let boxes = exchange.redelivery_boxes.iter().flatten();
    let ours = boxes.filter(|new| new.shipment_box_id == Some(waybill.shipment_box_id));
    let mut numbers = ours.flat_map(|new| new.invoices.iter().flatten()).filter_map(|row| row.invoice_number.as_ref());
    numbers.any(|number| number.as_str().trim() == waybill.invoice_number.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ExchangeId;
    use crate::orders::Carrier;

    fn endpoint() -> UploadExchangeInvoices {
        let waybill = |id, number: &str| {
            ExchangeWaybill::new(ShipmentBoxId::new(id).unwrap(), Carrier::CJGLS, InvoiceNumber::new(number))
        };
        UploadExchangeInvoices {
            vendor_id: "A00999999".parse().unwrap(),
            exchange: ExchangeId::new(101_900_001).unwrap().into(),
            waybills: vec![
                waybill(223_456_789_012_345_678, "600000000013"),
                waybill(223_456_789_012_345_679, "600000000014"),
            ],
        }
    }

    #[test]
    fn the_body_is_a_bare_list_with_a_carrier_key_of_its_own() {
        let path = "/v2/providers/openapi/apis/api/v4/vendors/A00999999/exchangeRequests/101900001/invoices";
        assert_eq!(endpoint().target().encoded(), Ok(path));
        let body = endpoint().body().unwrap();
        let sent = r#"[{"exchangeId":101900001,"goodsDeliveryCode":"CJGLS","invoiceNumber":"600000000013","shipmentBoxId":223456789012345678,"vendorId":"A00999999"},{"exchangeId":101900001,"goodsDeliveryCode":"CJGLS","invoiceNumber":"600000000014","shipmentBoxId":223456789012345679,"vendorId":"A00999999"}]"#;
        assert_eq!(body.as_bytes().as_ref(), sent.as_bytes());
        assert_eq!(body.shown(), sent);
    }

    #[test]
    fn success_is_of_every_box_and_failure_is_an_error() {
        let done = r#"{"code":"200","message":"SUCCESS","data":{"resultCode":"SUCCESS","resultMessage":"x"}}"#;
        assert_eq!(endpoint().decode(done.as_bytes()).unwrap().into_result().unwrap().len(), 2);
        let failed = done.replace(r#":"SUCCESS","resultMessage"#, r#":"FAIL","resultMessage"#);
        assert!(matches!(endpoint().decode(failed.as_bytes()), Err(DecodeError::Refused { .. })));
    }
}
