//! Downloads the labels of arranged shipments in Taiwan.
//!
//! `POST /v2/providers/openapi/apis/api/v1/vendors/{vendorId}/orders/directIntegration/downloadInvoices`. In the portal's
//! catalogue of 2026; shapes from one public client. Nothing says whether it changes a state, so it is sent as a write.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, ErrorKind, Family, JsonBody, Repeat, Target, Write};
use bytes::Bytes;
use http::Method;
use redact_kr::Sensitive;
use serde_json::{Value, json};

use super::PAGE;
use crate::access::ReadWrite;
use crate::client::Wing;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::family;
use crate::ids::{CarrierCode, InvoiceNumber, ShipmentBoxId};
use crate::write::{Checks, InputError, LookAt, Subject, WriteOperation};

/// Which labels to print, all of one carrier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelRequest {
    carrier: CarrierCode,
    labels: Vec<(ShipmentBoxId, InvoiceNumber)>,
}

impl LabelRequest {
    /// The labels of these bundles: at most 5 of `TWL_KERRY`, 30 of `TWL_FM`, 40 of `TWL_711`.
    #[must_use]
    pub fn new(
        carrier: impl Into<CarrierCode>,
        labels: impl IntoIterator<Item = (ShipmentBoxId, InvoiceNumber)>,
    ) -> Self {
        Self { carrier: carrier.into(), labels: labels.into_iter().collect() }
    }
}

/// A file of labels. It shows names and addresses, so it cannot print itself.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct InvoiceLabels {
    /// The file, as it came.
    pub file: Sensitive<Bytes>,
}

/// The download of labels.
#[derive(Debug, Clone)]
pub struct DownloadInvoices {
    vendor_id: VendorId,
    request: LabelRequest,
}

impl DownloadInvoices {
    pub(in crate::orders) fn new(wing: &Wing<ReadWrite>, request: LabelRequest) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        super::check(&mut checks, wing, &request.carrier);
        let most = match request.carrier.as_str() {
            "TWL_711" => 40,
            "TWL_FM" => 30,
            _ => 5,
        };
        let boxes: Vec<_> = request.labels.iter().map(|(id, _)| *id).collect();
        checks.batch(&boxes, most, "invoicePrintDtoList", PAGE);
        for (position, (_, number)) in request.labels.iter().enumerate() {
            let plain = !number.as_str().is_empty() && !number.as_str().contains(char::is_whitespace);
            checks.at(position).require(plain, "invoiceNumber", "must be a waybill number without spaces", PAGE);
        }
        checks.finish()?;
        Ok(Self { vendor_id: wing.vendor_id().clone(), request })
    }
}

impl Endpoint for DownloadInvoices {
    type Output = InvoiceLabels;
    type Effect = Write;
    const NAME: &'static str = "orders.tw_download_invoices";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = Some(family::INVOICES);
    const REPEAT: Repeat = Repeat::Never;

    fn target(&self) -> Target {
        Target::new("/v2/providers/openapi/apis/api/v1/vendors")
            .segment(&self.vendor_id)
            .literal("orders")
            .literal("directIntegration")
            .literal("downloadInvoices")
    }

    fn body(&self) -> Option<JsonBody> {
        let label =
            |(id, number): &(ShipmentBoxId, InvoiceNumber)| json!({ "shipmentBoxId": id, "invoiceNumber": number });
        let labels: Vec<Value> = self.request.labels.iter().map(label).collect();
        let body = json!({ "deliveryCompanyCode": self.request.carrier, "invoicePrintDtoList": labels });
        Some(JsonBody::showing(&body, &["deliveryCompanyCode", "shipmentBoxId", "invoiceNumber"]))
    }

    /// A file; JSON in its place is a refusal.
    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
        if matches!(first, None | Some(b'{' | b'[' | b'<')) {
            return Err(DecodeError::Refused { kind: ErrorKind::Rejected, vendor_code: None, prose: None });
        }
        Ok(InvoiceLabels { file: Sensitive::new(Bytes::copy_from_slice(body)) })
    }
}

impl Documented for DownloadInvoices {
    const TITLE: &'static str = "(대만) 송장 다운로드";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/orders/directIntegration/downloadInvoices";
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PORTAL: &'static str = "catalogue of 2026";
}

impl WriteOperation for DownloadInvoices {
    const LOOK_AT: LookAt =
        LookAt { ko: "판매자 포털에서 송장을 다시 출력하세요.", en: "Print the labels in Wing." };

    fn subjects(&self) -> Vec<Subject> {
        self.request.labels.iter().map(|(id, _)| Subject::Box(*id)).collect()
    }

    /// No read shows whether labels were printed.
    fn reached<'a>(&'a self, _wing: &'a Wing, _subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(std::future::ready(Ok(false)))
    }
}
