//! 쿠팡 고객센터 문의 단건 조회: one case of the call centre.
//!
//! `GET /v2/providers/openapi/apis/api/v5/vendors/callCenterInquiries/{inquiryId}`, and the same with `v4`: no vendor id,
//! the key names the vendor. Portal name `GET_ORIGIN_INQUIRY_BY_ID`, article 20376877844249 as it stood in 2026.

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, Read, Repeat, Single, Target};
use http::Method;

use super::call_center::CallCenterInquiry;
use super::version::InquiriesVersion;
use crate::endpoints::Documented;
use crate::envelope;
use crate::ids::CallCenterInquiryId;
use crate::lookup::Lookup;

/// One call-centre case. Coupang blocks callers that read it a lot.
#[derive(Debug, Clone, Copy)]
pub struct GetCallCenterInquiry {
    which: CallCenterLookup,
}

/// Which case to read alone.
pub type CallCenterLookup = Lookup<CallCenterInquiryId, InquiriesVersion>;

impl GetCallCenterInquiry {
    pub(super) fn new(which: CallCenterLookup) -> Self {
        Self { which }
    }
}

impl Endpoint for GetCallCenterInquiry {
    type Output = Single<CallCenterInquiry>;
    type Effect = Read;
    const NAME: &'static str = "call_center.get";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;
    // "Inquiry not found" and another vendor's case are documented answers.
    const NOT_FOUND_IS_AN_ANSWER: bool = true;

    fn target(&self) -> Target {
        self.which.version.vendors().literal("callCenterInquiries").segment(self.which.id)
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::single(body)
    }

    fn rows(&self, _output: &Self::Output) -> Option<u64> {
        Some(1)
    }
}

impl Documented for GetCallCenterInquiry {
    const TITLE: &'static str = "쿠팡 고객센터 문의 단건 조회";
    const PATH: &'static str = "/v2/providers/openapi/apis/api/{version}/vendors/callCenterInquiries/{inquiryId}";
    const VERSIONS: &'static [&'static str] = &["v5", "v4"];
    const PORTAL: &'static str = "GET_ORIGIN_INQUIRY_BY_ID, article 20376877844249, 2026";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_has_no_vendor() {
        let which = CallCenterLookup::new(CallCenterInquiryId::new(1_234_567).unwrap());
        // The path of the signing vector `get_no_query`.
        let path = "/v2/providers/openapi/apis/api/v5/vendors/callCenterInquiries/1234567";
        assert_eq!(GetCallCenterInquiry::new(which).target().encoded(), Ok(path));
        let older = path.replace("/v5/", "/v4/");
        let which = which.with_version(InquiriesVersion::V4);
        assert_eq!(GetCallCenterInquiry::new(which).target().encoded(), Ok(older.as_str()));
    }
}
