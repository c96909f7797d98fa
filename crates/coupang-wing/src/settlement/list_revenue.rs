//! 매출내역 조회: revenue by the day of its recognition, in pages.
//!
//! `GET /v2/providers/openapi/apis/api/v1/revenue-history`; there is no other version. Portal name
//! `GET_REVENUE_HISTORY`, article 360033922413 as quoted in 2026.

use apiwire::decode::DecodeError;
use apiwire::wire::{self, Document, FromWire, Problem, Reader};
use apiwire::{Endpoint, Family, Page, PageToken, PagedEndpoint, Read, Repeat, Target};
use http::Method;

use super::revenue::RevenueRecord;
use super::revenue_query::RevenueQuery;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;

/// Revenue recognised within at most 31 days.
#[derive(Debug, Clone)]
pub struct ListRevenue {
    vendor_id: VendorId,
    query: RevenueQuery,
    token: Option<PageToken>,
}

impl ListRevenue {
    pub(super) fn new(vendor_id: VendorId, query: RevenueQuery) -> Self {
        Self { vendor_id, query, token: None }
    }
}

impl Endpoint for ListRevenue {
    type Output = Page<RevenueRecord>;
    type Effect = Read;
    const NAME: &'static str = "settlement.revenue";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;

    fn target(&self) -> Target {
        let RevenueQuery { from, to, max_per_page } = &self.query;
        Target::new("/v2/providers/openapi/apis/api/v1/revenue-history")
            .query("vendorId", &self.vendor_id)
            .query("recognitionDateFrom", from)
            .query("recognitionDateTo", to)
            // Must be there on the first page too, empty: without it Coupang answers 400.
            .query("token", self.token.as_ref().map_or("", PageToken::as_str))
            .query("maxPerPage", max_per_page)
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        let (mut page, envelope) = envelope::rows(body)?;
        page.next = next_page(&envelope)?;
        Ok(page)
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.rows.len()).ok()
    }
}

impl Documented for ListRevenue {
    const TITLE: &'static str = "매출내역 조회";
    const PATH: &'static str = "/v2/providers/openapi/apis/api/{version}/revenue-history";
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PORTAL: &'static str = "GET_REVENUE_HISTORY, article 360033922413, 2026";
}

/// The next page by `hasNext` and `nextToken`. An answer that promises more and does not say where is an error: taking it
/// for the last page would lose the others.
fn next_page(envelope: &Document<'_>) -> Result<Option<PageToken>, DecodeError> {
    let mut reader = Reader::new();
    let present = |field| envelope.root().get(field).filter(|value| !value.is_null());
    let has_next = present("hasNext").map(|value| reader.at("hasNext", |reader| bool::from_wire(value, reader)));
    let token = present("nextToken").map(|value| reader.at("nextToken", |reader| wire::code(value, reader)));
    match (has_next.transpose()?, token.transpose()?.and_then(PageToken::new)) {
        (Some(false), _) => Ok(None),
        (Some(true), None) => Err(reader.at("nextToken", |reader| reader.fault(Problem::Missing)).into()),
        (_, token) => Ok(token),
    }
}

impl PagedEndpoint for ListRevenue {
    type Row = RevenueRecord;

    fn at(&self, token: Option<PageToken>) -> Self {
        Self { token, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use apiwire::ErrorKind;
    use serde_json::json;

    use super::*;

    fn list() -> ListRevenue {
        let day = |text: &str| text.parse().unwrap();
        let query = RevenueQuery::days(day("2025-06-01"), day("2025-06-30"), day("2025-07-01")).unwrap();
        ListRevenue::new("A00099999".parse().unwrap(), query)
    }

    #[test]
    fn the_token_is_always_there() {
        // Path and query of the signing vector `get_query_empty_value`.
        let first = "/v2/providers/openapi/apis/api/v1/revenue-history?vendorId=A00099999&recognitionDateFrom=2025-06-01&recognitionDateTo=2025-06-30&token=&maxPerPage=50";
        assert_eq!(list().target().encoded(), Ok(first));
        let second = list().at(PageToken::new("a+/=")).target();
        assert_eq!(second.encoded().unwrap(), first.replace("token=", "token=a%2B%2F%3D"));
    }

    #[test]
    fn the_last_page_is_the_one_that_says_so() {
        for (more, token, expected) in [
            (json!(true), json!("a"), Ok(Some("a"))),
            (json!(true), json!(7), Ok(Some("7"))),
            (json!(false), json!(""), Ok(None)),
            (json!(false), json!("a"), Ok(None)),
            (json!(null), json!("a"), Ok(Some("a"))),
            (json!(null), json!(null), Ok(None)),
            (json!(true), json!(""), Err(ErrorKind::Decode)),
            (json!(true), json!(null), Err(ErrorKind::Decode)),
            (json!("yes"), json!("a"), Err(ErrorKind::Decode)),
            (json!(true), json!({}), Err(ErrorKind::Decode)),
        ] {
            let body = json!({"code": 200, "message": "OK", "data": [], "hasNext": more, "nextToken": token});
            let page = list().decode(body.to_string().as_bytes()).map(|page| page.next);
            let found = page.as_ref().map(|next| next.as_ref().map(PageToken::as_str)).map_err(DecodeError::kind);
            assert_eq!(found, expected, "{body}");
        }
    }
}
