//! 교환요청 목록조회: exchanges in pages.
//!
//! `GET /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/exchangeRequests`. Article 360033397594, state of 2026;
//! Korea, whether Taiwan too is unknown.

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, Page, PageToken, PagedEndpoint, Read, Repeat, Target};
use http::Method;

use super::exchange::Exchange;
use super::exchange_query::ExchangeQuery;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;

/// Exchanges that were made within less than seven days.
#[derive(Debug, Clone)]
pub struct ListExchanges {
    vendor_id: VendorId,
    query: ExchangeQuery,
    token: Option<PageToken>,
}

impl ListExchanges {
    pub(super) fn new(vendor_id: VendorId, query: ExchangeQuery) -> Self {
        Self { vendor_id, query, token: None }
    }
}

impl Endpoint for ListExchanges {
    type Output = Page<Exchange>;
    type Effect = Read;
    const NAME: &'static str = "exchanges.list";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;
    const SLOW: bool = true;

    fn target(&self) -> Target {
        let ExchangeQuery { from, to, status, order_id, max_per_page } = &self.query;
        let mut target = Target::new("/v2/providers/openapi/apis/api/v4/vendors")
            .segment(&self.vendor_id)
            .literal("exchangeRequests")
            .query("createdAtFrom", format_args!("{from}:00"))
            .query("createdAtTo", format_args!("{to}:59"));
        if let Some(status) = status {
            target = target.query("status", status.as_str());
        }
        if let Some(order_id) = order_id {
            target = target.query("orderId", order_id);
        }
        target = target.query("maxPerPage", max_per_page);
        match &self.token {
            Some(token) => target.query("nextToken", token.as_str()),
            None => target,
        }
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::page(body, "nextToken")
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.rows.len()).ok()
    }
}

impl Documented for ListExchanges {
    const TITLE: &'static str = "교환요청 목록조회";
    const PATH: &'static str = "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/exchangeRequests";
    const VERSIONS: &'static [&'static str] = &["v4"];
    const PORTAL: &'static str = "article 360033397594, 2026";
}

impl PagedEndpoint for ListExchanges {
    type Row = Exchange;

    fn at(&self, token: Option<PageToken>) -> Self {
        Self { token, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::ExchangeStatus;
    use crate::ids::OrderId;

    #[test]
    fn seconds_make_the_last_minute_whole() {
        let query = ExchangeQuery::days("2026-03-02".parse().unwrap(), "2026-03-08".parse().unwrap()).unwrap();
        let sent = |query: ExchangeQuery, token| {
            let endpoint = ListExchanges::new("A00999999".parse().unwrap(), query).at(token);
            endpoint.target().encoded().unwrap().to_owned()
        };
        let path = "/v2/providers/openapi/apis/api/v4/vendors/A00999999/exchangeRequests\
                    ?createdAtFrom=2026-03-02T00%3A00%3A00&createdAtTo=2026-03-08T23%3A59%3A59";
        assert_eq!(sent(query.clone(), None), format!("{path}&maxPerPage=50"));
        let narrow = query.with_status(ExchangeStatus::Receipt).unwrap().with_order(OrderId::new(7).unwrap());
        assert_eq!(
            sent(narrow.with_max_per_page(10).unwrap(), PageToken::new("a=")),
            format!("{path}&status=RECEIPT&orderId=7&maxPerPage=10&nextToken=a%3D")
        );
    }
}
