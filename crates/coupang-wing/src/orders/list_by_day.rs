//! 발주서 목록 조회(일단위 페이징): order sheets by day, in pages.
//!
//! `GET /v2/providers/openapi/apis/api/v5/vendors/{vendorId}/ordersheets` (v4 is valid too). Portal name
//! `GET_ORDERSHEETS`; fields as of the portal's pages of 2025 and 2026.

use apiwire::calendar::KstDate;
use apiwire::decode::DecodeError;
use apiwire::wire::{Problem, Reader};
use apiwire::{Endpoint, Family, Page, PageToken, PagedEndpoint, Read, Repeat, Target};
use http::Method;
use serde_json::{Map, Value};

use super::query::{OrderQuery, OrdersVersion};
use super::sheet::OrderSheet;
use super::status::OrderStatus;
use crate::config::VendorId;
use crate::envelope;

/// Order sheets of one status within at most 31 days.
#[derive(Debug, Clone)]
pub struct ListOrdersByDay {
    vendor_id: VendorId,
    version: OrdersVersion,
    from: KstDate,
    to: KstDate,
    status: OrderStatus,
    max_per_page: u8,
    token: Option<PageToken>,
}

impl ListOrdersByDay {
    pub(super) fn new(vendor_id: VendorId, query: OrderQuery, from: KstDate, to: KstDate) -> Self {
        let OrderQuery { version, status, max_per_page, .. } = query;
        Self { vendor_id, version, from, to, status, max_per_page, token: None }
    }
}

impl Endpoint for ListOrdersByDay {
    type Output = Page<OrderSheet>;
    type Effect = Read;
    const NAME: &'static str = "orders.list";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;
    const SLOW: bool = true;

    fn target(&self) -> Target {
        let target = self.version.target(&self.vendor_id, self.from, self.to);
        let target = target.query("status", self.status.as_str()).query("maxPerPage", self.max_per_page);
        match &self.token {
            Some(token) => target.query("nextToken", token.as_str()),
            None => target,
        }
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        let (mut page, mut rest) = sheets(body)?;
        page.next = match rest.remove("nextToken") {
            Some(Value::String(token)) => PageToken::new(token),
            Some(Value::Number(token)) => PageToken::new(token.to_string()),
            None | Some(Value::Null) => None,
            // Taking it for the last page would lose the others.
            Some(_) => return Err(unreadable("nextToken")),
        };
        Ok(page)
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.rows.len()).ok()
    }
}

impl PagedEndpoint for ListOrdersByDay {
    type Row = OrderSheet;

    fn at(&self, token: Option<PageToken>) -> Self {
        Self { token, ..self.clone() }
    }
}

/// The order sheets in an envelope, and what else the envelope holds.
pub(super) fn sheets(body: &[u8]) -> Result<(Page<OrderSheet>, Map<String, Value>), DecodeError> {
    let mut reader = Reader::new();
    let mut envelope = envelope::open(body, &reader)?;
    let data = envelope.remove("data").unwrap_or_default();
    let rows = reader.at("data", |reader| reader.rows(data))?;
    Ok((Page::new(rows, None, reader.into_oddities()), envelope))
}

fn unreadable(field: &'static str) -> DecodeError {
    Reader::new().at(field, |reader| reader.fault(Problem::AnotherType)).into()
}
