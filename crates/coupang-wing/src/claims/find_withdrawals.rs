//! 반품철회 이력 접수번호로 조회: which of some receipts were withdrawn.
//!
//! `POST /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/returnWithdrawList`. Article 360034027374, state of 2026. It
//! only reads, although it is a POST.

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, JsonBody, Page, PageToken, PagedEndpoint, Read, Repeat, Target};
use http::Method;
use serde_json::json;

use super::withdrawal::ReturnWithdrawal;
use super::withdrawal_query::WithdrawalLookup;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;

/// Which of at most 50 receipts were withdrawn, all in one answer.
#[derive(Debug, Clone)]
pub struct FindWithdrawals {
    vendor_id: VendorId,
    which: WithdrawalLookup,
}

impl FindWithdrawals {
    pub(super) fn new(vendor_id: VendorId, which: WithdrawalLookup) -> Self {
        Self { vendor_id, which }
    }
}

impl Endpoint for FindWithdrawals {
    type Output = Page<ReturnWithdrawal>;
    type Effect = Read;
    const NAME: &'static str = "returns.withdrawals_by_receipt";
    const METHOD: Method = Method::POST;
    const READ_BY_POST: bool = true;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;

    fn target(&self) -> Target {
        Target::new("/v2/providers/openapi/apis/api/v4/vendors").segment(&self.vendor_id).literal("returnWithdrawList")
    }

    fn body(&self) -> Option<JsonBody> {
        Some(JsonBody::new(&json!({ "cancelIds": self.which.cancel_ids })))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::rows(body).map(|(page, _)| page)
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.rows.len()).ok()
    }
}

impl Documented for FindWithdrawals {
    const TITLE: &'static str = "반품철회 이력 접수번호로 조회";
    const PATH: &'static str = "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/returnWithdrawList";
    const VERSIONS: &'static [&'static str] = &["v4"];
    const PORTAL: &'static str = "article 360034027374, 2026";
}

impl PagedEndpoint for FindWithdrawals {
    type Row = ReturnWithdrawal;

    fn at(&self, _token: Option<PageToken>) -> Self {
        self.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ReceiptId;

    #[test]
    fn receipts_are_sent_as_numbers() {
        let which = WithdrawalLookup::receipts([365_000_112, 365_000_113].into_iter().filter_map(ReceiptId::new));
        let endpoint = FindWithdrawals::new("A00999999".parse().unwrap(), which.unwrap());
        assert_eq!(
            endpoint.target().encoded().unwrap(),
            "/v2/providers/openapi/apis/api/v4/vendors/A00999999/returnWithdrawList"
        );
        assert_eq!(endpoint.body().unwrap().as_bytes().as_ref(), br#"{"cancelIds":[365000112,365000113]}"#);
    }
}
