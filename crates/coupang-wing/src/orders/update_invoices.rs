//! 송장업데이트 처리: a wrongly registered waybill is replaced.
//!
//! `POST /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/orders/updateInvoices`. Portal pages of 2025 and 2026.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, Family, JsonBody, KnownRefusal, Repeat, Target, Write};
use http::Method;

use super::upload_invoices::{LEFT, PAGE, REFUSALS, body, boxes, check, shipped, subjects};
use super::waybill::Waybill;
use crate::access::ReadWrite;
use crate::client::Wing;
use crate::config::{Market, VendorId};
use crate::endpoints::Documented;
use crate::family;
use crate::ids::ShipmentBoxId;
use crate::write::{self, BatchOutcome, Checks, InputError, LookAt, Subject, WriteOperation};

/// The replacement of waybills. The status goes back to `DEPARTURE`. Results come by box; see its [`BatchOutcome`].
#[derive(Debug, Clone)]
pub struct UpdateInvoices {
    vendor_id: VendorId,
    waybills: Vec<Waybill>,
}

impl UpdateInvoices {
    pub(super) fn new(wing: &Wing<ReadWrite>, waybills: Vec<Waybill>) -> Result<Self, InputError> {
        let rule = "must be shipped already (DEPARTURE, DELIVERING, FINAL_DELIVERY, NONE_TRACKING)";
        let mut checks = Checks::of(Self::NAME);
        checks.market(wing, &[Market::Kr], PAGE);
        check(checks, &waybills, &LEFT, rule)?;
        Ok(Self { vendor_id: wing.vendor_id().clone(), waybills })
    }
}

impl Endpoint for UpdateInvoices {
    type Output = BatchOutcome<ShipmentBoxId>;
    type Effect = Write;
    const NAME: &'static str = "orders.update_invoices";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = Some(family::INVOICES);
    const REPEAT: Repeat = Repeat::TargetState;
    const SETTLED_BY: Option<&'static str> = Some("orders.get");
    const REFUSALS: &'static [KnownRefusal] = REFUSALS;

    fn target(&self) -> Target {
        Target::new("/v2/providers/openapi/apis/api/v4/vendors")
            .segment(&self.vendor_id)
            .literal("orders")
            .literal("updateInvoices")
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

impl Documented for UpdateInvoices {
    const TITLE: &'static str = "송장업데이트 처리";
    const PATH: &'static str = "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/orders/updateInvoices";
    const VERSIONS: &'static [&'static str] = &["v4"];
    const PORTAL: &'static str = "pages of 2025 and 2026";
}

impl WriteOperation for UpdateInvoices {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 묶음배송의 송장번호가 새 번호인지 확인하세요.",
        en: "See in Wing whether the box has the new waybill number.",
    };

    fn subjects(&self) -> Vec<Subject> {
        subjects(&boxes(&self.waybills))
    }

    fn reached<'a>(&'a self, wing: &'a Wing, subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(shipped(wing, &self.waybills, subject))
    }

    fn only(&self, subjects: &[Subject]) -> Self {
        let wanted = |waybill: &&Waybill| subjects.contains(&Subject::Box(waybill.shipment_box_id));
        let waybills = self.waybills.iter().filter(wanted).cloned().collect();
        Self { vendor_id: self.vendor_id.clone(), waybills }
    }

    fn confirmed(&self, answer: &Self::Output) -> Vec<Subject> {
        subjects(&answer.succeeded)
    }
}
