//! 쿠팡 고객센터 문의조회: cases of the call centre, in pages.
//!
//! `GET /v2/providers/openapi/apis/api/v5/vendors/{vendorId}/callCenterInquiries`, and the same with `v4`. Portal name
//! `GET_INQUIRY_BY_QUERY`, article 360033645354 as it stood in 2026; version 5 by notice 48314250583705 of 2025-06-26.
//! The order of the rows is not documented.

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, Page, PageToken, PagedEndpoint, Read, Repeat, Target};
use http::Method;

use super::call_center::CallCenterInquiry;
use super::call_center_query::CallCenterQuery;
use super::pages;
use crate::config::VendorId;
use crate::endpoints::Documented;

/// Call-centre cases of at most seven days, of an option, or both.
#[derive(Debug, Clone)]
pub struct ListCallCenterInquiries {
    vendor_id: VendorId,
    query: CallCenterQuery,
    page: Option<PageToken>,
}

impl ListCallCenterInquiries {
    pub(super) fn new(vendor_id: VendorId, query: CallCenterQuery) -> Self {
        Self { vendor_id, query, page: None }
    }
}

impl Endpoint for ListCallCenterInquiries {
    type Output = Page<CallCenterInquiry>;
    type Effect = Read;
    const NAME: &'static str = "call_center.list";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;
    const SLOW: bool = true;

    fn target(&self) -> Target {
        let CallCenterQuery { days, vendor_item_id, order_id, status, page_size, version } = &self.query;
        let mut target = version
            .vendors()
            .segment(&self.vendor_id)
            .literal("callCenterInquiries")
            .query("vendorId", &self.vendor_id)
            .query("partnerCounselingStatus", status.as_str());
        if let Some((from, to)) = days {
            target = target.query("inquiryStartAt", from).query("inquiryEndAt", to);
        }
        if let Some(option) = vendor_item_id {
            target = target.query("vendorItemId", option);
        }
        if let Some(order) = order_id {
            target = target.query("orderId", order);
        }
        target.query("pageNum", pages::number(self.page.as_ref())).query("pageSize", page_size)
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        pages::read(body, self.page.as_ref())
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.rows.len()).ok()
    }
}

impl Documented for ListCallCenterInquiries {
    const TITLE: &'static str = "쿠팡 고객센터 문의조회";
    const PATH: &'static str = "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/callCenterInquiries";
    const VERSIONS: &'static [&'static str] = &["v5", "v4"];
    const PORTAL: &'static str = "GET_INQUIRY_BY_QUERY, article 360033645354, 2026";
}

impl PagedEndpoint for ListCallCenterInquiries {
    type Row = CallCenterInquiry;

    fn at(&self, token: Option<PageToken>) -> Self {
        Self { page: token, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{OrderId, VendorItemId};
    use crate::service::{InquiriesVersion, PartnerCounselingStatus};

    fn target(query: CallCenterQuery) -> String {
        let list = ListCallCenterInquiries::new("A00099999".parse().unwrap(), query);
        list.target().encoded().unwrap().to_owned()
    }

    #[test]
    fn only_what_was_given_is_sent() {
        let (from, to) = ("2026-03-01".parse().unwrap(), "2026-03-07".parse().unwrap());
        let option = VendorItemId::new(75_000_000_001).unwrap();
        let base = "/v2/providers/openapi/apis/api/v5/vendors/A00099999/callCenterInquiries?vendorId=A00099999";
        let days = CallCenterQuery::days(from, to, PartnerCounselingStatus::Transfer).unwrap();
        let dates = "partnerCounselingStatus=TRANSFER&inquiryStartAt=2026-03-01&inquiryEndAt=2026-03-07";
        assert_eq!(target(days.clone()), format!("{base}&{dates}&pageNum=1&pageSize=30"));
        let both = days.with_item(option).with_order(OrderId::new(19_000_000_000_002).unwrap());
        assert_eq!(
            target(both),
            format!("{base}&{dates}&vendorItemId=75000000001&orderId=19000000000002&pageNum=1&pageSize=30")
        );
        let item = CallCenterQuery::item(option, PartnerCounselingStatus::None).unwrap();
        let item = item.with_version(InquiriesVersion::V4).with_page_size(7).unwrap();
        assert_eq!(
            target(item),
            format!(
                "{}&partnerCounselingStatus=NONE&vendorItemId=75000000001&pageNum=1&pageSize=7",
                base.replace("/v5/", "/v4/")
            )
        );
    }
}
