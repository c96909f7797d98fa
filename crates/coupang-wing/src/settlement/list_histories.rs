//! 지급내역조회: the payouts of a month of recognition, all in one answer.
//!
//! `GET /v2/providers/marketplace_openapi/apis/api/v1/settlement-histories`; there is no other version, and no vendor id:
//! the key names the vendor. Portal name `SETTLEMENT_HISTORIES`, article 360034152213 as quoted in 2026.

use apiwire::decode::{self, DecodeError};
use apiwire::wire::Reader;
use apiwire::{Endpoint, Family, Page, PageToken, PagedEndpoint, Read, Repeat, Target};
use http::Method;

use super::histories_query::SettlementQuery;
use super::history::SettlementHistory;
use crate::endpoints::Documented;
use crate::envelope;

/// The payouts of one month of recognition. The operation has no pages.
#[derive(Debug, Clone, Copy)]
pub struct ListSettlementHistories {
    query: SettlementQuery,
}

impl ListSettlementHistories {
    pub(super) fn new(query: SettlementQuery) -> Self {
        Self { query }
    }
}

impl Endpoint for ListSettlementHistories {
    type Output = Page<SettlementHistory>;
    type Effect = Read;
    const NAME: &'static str = "settlement.histories";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;

    fn target(&self) -> Target {
        Target::new("/v2/providers/marketplace_openapi/apis/api/v1/settlement-histories")
            .query("revenueRecognitionYearMonth", self.query.month)
    }

    /// The answer is a bare array. How a failure inside HTTP 200 would look is not documented; if it has an envelope, its
    /// code is told.
    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        let mut reader = Reader::new();
        let answer = decode::json(body)?;
        if answer.root().is_object() {
            envelope::open(body, &reader)?;
        }
        let rows = reader.rows(answer.root())?;
        Ok(Page::new(rows, None, reader.into_oddities()))
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.rows.len()).ok()
    }
}

impl Documented for ListSettlementHistories {
    const TITLE: &'static str = "지급내역조회";
    const PATH: &'static str = "/v2/providers/marketplace_openapi/apis/api/{version}/settlement-histories";
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PORTAL: &'static str = "SETTLEMENT_HISTORIES, article 360034152213, 2026";
}

impl PagedEndpoint for ListSettlementHistories {
    type Row = SettlementHistory;

    fn at(&self, _token: Option<PageToken>) -> Self {
        *self
    }
}

#[cfg(test)]
mod tests {
    use apiwire::ErrorKind;

    use super::*;

    fn list() -> ListSettlementHistories {
        let query = SettlementQuery::month("2025-12".parse().unwrap(), "2025-12-31".parse().unwrap());
        ListSettlementHistories::new(query.unwrap())
    }

    #[test]
    fn the_target_names_the_month_alone() {
        // Path and query of the signing vector `year_end_last_second`.
        let target =
            "/v2/providers/marketplace_openapi/apis/api/v1/settlement-histories?revenueRecognitionYearMonth=2025-12";
        assert_eq!(list().target().encoded(), Ok(target));
    }

    #[test]
    fn a_bare_array_is_success_and_an_object_is_none() {
        assert!(list().decode(b"[]").unwrap().rows.is_empty());
        let page = list().decode(br#"[{"settlementType":"WEEKLY","status":"DONE"},{"status":"DONE"}]"#).unwrap();
        assert_eq!(page.rows[1].as_ref().unwrap_err().path(), "[1].settlementType");
        for (body, kind) in [
            (r#"{"code":400,"message":"x"}"#, ErrorKind::Rejected),
            (r#"{"code":200,"data":[]}"#, ErrorKind::Decode),
            ("null", ErrorKind::Decode),
            ("", ErrorKind::Decode),
        ] {
            assert_eq!(list().decode(body.as_bytes()).unwrap_err().kind(), kind, "{body}");
        }
    }
}
