//! 상품별 고객문의 조회: inquiries about products, in pages.
//!
//! `GET /v2/providers/openapi/apis/api/v5/vendors/{vendorId}/onlineInquiries`, and the same with `v4`. Portal name
//! `GET_CUSTOMER_SERVICE_REQUEST`, article 360033400754 as it stood in 2026; version 5 by notice 48314250583705 of
//! 2025-06-26. The order of the rows is not documented.

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, Page, PageToken, PagedEndpoint, Read, Repeat, Target};
use http::Method;

use super::inquiry::ProductInquiry;
use super::inquiry_query::InquiryQuery;
use super::pages;
use crate::config::VendorId;
use crate::endpoints::Documented;

/// Product inquiries of at most seven days.
#[derive(Debug, Clone)]
pub struct ListInquiries {
    vendor_id: VendorId,
    query: InquiryQuery,
    page: Option<PageToken>,
}

impl ListInquiries {
    pub(super) fn new(vendor_id: VendorId, query: InquiryQuery) -> Self {
        Self { vendor_id, query, page: None }
    }
}

impl Endpoint for ListInquiries {
    type Output = Page<ProductInquiry>;
    type Effect = Read;
    const NAME: &'static str = "inquiries.list";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;
    const SLOW: bool = true;

    fn target(&self) -> Target {
        let InquiryQuery { from, to, answered_type, page_size, version } = &self.query;
        version
            .vendors()
            .segment(&self.vendor_id)
            .literal("onlineInquiries")
            .query("vendorId", &self.vendor_id)
            .query("answeredType", answered_type.as_str())
            .query("inquiryStartAt", from)
            .query("inquiryEndAt", to)
            .query("pageNum", pages::number(self.page.as_ref()))
            .query("pageSize", page_size)
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        pages::read(body, self.page.as_ref())
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.rows.len()).ok()
    }
}

impl Documented for ListInquiries {
    const TITLE: &'static str = "상품별 고객문의 조회";
    const PATH: &'static str = "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/onlineInquiries";
    const VERSIONS: &'static [&'static str] = &["v5", "v4"];
    const PORTAL: &'static str = "GET_CUSTOMER_SERVICE_REQUEST, article 360033400754, 2026";
}

impl PagedEndpoint for ListInquiries {
    type Row = ProductInquiry;

    fn at(&self, token: Option<PageToken>) -> Self {
        Self { page: token, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::{AnsweredType, InquiriesVersion};

    #[test]
    fn the_target_is_the_documented_one_in_both_versions() {
        let (from, to) = ("2025-07-01".parse().unwrap(), "2025-07-07".parse().unwrap());
        let query = InquiryQuery::days(from, to, AnsweredType::NoAnswer).unwrap();
        let vendor_id: VendorId = "A00099999".parse().unwrap();
        // The query of the signing vector `get_with_query_ascii`.
        let pairs = "vendorId=A00099999&answeredType=NOANSWER&inquiryStartAt=2025-07-01&inquiryEndAt=2025-07-07&pageNum=1&pageSize=50";
        for (version, name) in [(InquiriesVersion::V5, "v5"), (InquiriesVersion::V4, "v4")] {
            let list = ListInquiries::new(vendor_id.clone(), query.clone().with_version(version));
            let path = format!("/v2/providers/openapi/apis/api/{name}/vendors/A00099999/onlineInquiries");
            assert_eq!(list.target().encoded().unwrap(), format!("{path}?{pairs}"));
            let third = list.at(PageToken::new("3")).target();
            assert!(third.encoded().unwrap().ends_with("&pageNum=3&pageSize=50"));
        }
    }
}
