//! 반품요청 단건 조회: one return.
//!
//! `GET /v2/providers/openapi/apis/api/v6/vendors/{vendorId}/returnRequests/{receiptId}` (v4 is valid too). Article
//! 360034562353, state of 2026; cancellations cannot be read so.

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, Read, Repeat, Single, Target};
use http::Method;

use super::return_query::ReturnLookup;
use super::return_request::ReturnRequest;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;

/// One return. The official SDK of 2018 declares an object, every sample a list: both are read.
#[derive(Debug, Clone)]
pub struct GetReturn {
    vendor_id: VendorId,
    which: ReturnLookup,
}

impl GetReturn {
    pub(super) fn new(vendor_id: VendorId, which: ReturnLookup) -> Self {
        Self { vendor_id, which }
    }
}

impl Endpoint for GetReturn {
    type Output = Single<ReturnRequest>;
    type Effect = Read;
    const NAME: &'static str = "returns.get";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;
    /// Coupang advises more time for the reads of returns (article 360022937714).
    const SLOW: bool = true;

    fn target(&self) -> Target {
        self.which.version.target(&self.vendor_id).segment(self.which.id)
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::single(body)
    }

    fn rows(&self, _output: &Self::Output) -> Option<u64> {
        Some(1)
    }
}

impl Documented for GetReturn {
    const TITLE: &'static str = "반품요청 단건 조회";
    const PATH: &'static str = "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/returnRequests/{receiptId}";
    const VERSIONS: &'static [&'static str] = &["v6", "v4"];
    const PORTAL: &'static str = "article 360034562353, 2026";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::ReturnsVersion;
    use crate::ids::ReceiptId;

    #[test]
    fn both_versions_name_the_receipt_in_the_path() {
        let which = ReturnLookup::from(ReceiptId::new(365_000_111).unwrap());
        for (which, version) in [(which, "v6"), (which.with_version(ReturnsVersion::V4), "v4")] {
            let path = format!("/v2/providers/openapi/apis/api/{version}/vendors/A00999999/returnRequests/365000111");
            let endpoint = GetReturn::new("A00999999".parse().unwrap(), which);
            assert_eq!(endpoint.target().encoded().unwrap(), path);
        }
    }

    #[test]
    fn a_row_comes_as_a_list_or_alone() {
        let row = r#"{"receiptId":1,"orderId":2,"receiptStatus":"RETURNS_UNCHECKED","returnItems":[]}"#;
        let which = ReturnLookup::new(ReceiptId::new(1).unwrap());
        let endpoint = GetReturn::new("A00999999".parse().unwrap(), which);
        for data in [format!("[{row}]"), row.to_owned()] {
            let single =
                endpoint.decode(format!(r#"{{"code":"200","message":"OK","data":{data}}}"#).as_bytes()).unwrap();
            assert_eq!(single.row.order_id.get(), 2);
        }
    }
}
