//! What exists, read from the sandbox's core without the client: requests written and signed here, answers taken apart as
//! plain JSON.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR, Gateway};
use hmac::{Hmac, KeyInit, Mac};
use http::{Method, Request};
use serde_json::Value;
use sha2::Sha256;
use time::format_description::FormatItem;
use time::macros::{format_description, offset};
use time::{OffsetDateTime, UtcOffset};

/// The lists of a shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Shelf {
    Orders,
    Returns,
    Cancellations,
    Withdrawals,
    Exchanges,
    Inquiries,
    Cases,
}

impl Shelf {
    pub(crate) const ALL: [Self; 7] = [
        Self::Orders,
        Self::Returns,
        Self::Cancellations,
        Self::Withdrawals,
        Self::Exchanges,
        Self::Inquiries,
        Self::Cases,
    ];
}

/// A row: when it was made, in Korean time such as `2026-03-02T09:15:04`, and all of it.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) made: String,
    pub(crate) json: Value,
}

/// Everything that exists on some days.
pub(crate) type Stock = BTreeMap<Shelf, BTreeMap<i64, Row>>;

/// Reads it all as of `now`, at a pace of a call a second, so that the sandbox's own limit is never met.
pub(crate) fn everything(gateway: &Gateway, days: (&str, &str), now: SystemTime) -> Stock {
    let mut reader = Reader { gateway, days, now };
    Shelf::ALL.into_iter().map(|shelf| (shelf, reader.rows(shelf))).collect()
}

/// A moment as Korean rows write it.
pub(crate) fn korean(moment: SystemTime) -> String {
    const FORM: &[FormatItem<'_>] = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]");
    OffsetDateTime::from(moment).to_offset(offset!(+9)).format(FORM).unwrap()
}

struct Reader<'g> {
    gateway: &'g Gateway,
    days: (&'g str, &'g str),
    now: SystemTime,
}

impl Reader<'_> {
    fn rows(&mut self, shelf: Shelf) -> BTreeMap<i64, Row> {
        let (from, to) = self.days;
        let by_day = format!("createdAtFrom={from}&createdAtTo={to}&maxPerPage=50");
        let inquired = format!("vendorId={DEFAULT_VENDOR}&inquiryStartAt={from}&inquiryEndAt={to}");
        match shelf {
            Shelf::Orders => {
                let statuses = ["ACCEPT", "INSTRUCT", "DEPARTURE", "DELIVERING", "FINAL_DELIVERY", "NONE_TRACKING"];
                self.by_token("ordersheets", &by_day, &statuses.map(|status| format!("&status={status}")))
                    .keyed("shipmentBoxId", "orderedAt")
            }
            Shelf::Returns => {
                let statuses = ["RU", "UC", "PR", "CC"].map(|status| format!("&status={status}"));
                self.by_token("returnRequests", &by_day, &statuses).keyed("receiptId", "createdAt")
            }
            Shelf::Cancellations => self
                .by_token("returnRequests", &by_day, &["&cancelType=CANCEL".to_owned()])
                .keyed("receiptId", "createdAt"),
            Shelf::Withdrawals => {
                let asked = format!("dateFrom={from}&dateTo={to}&sizePerPage=100");
                let pages = self.by_number("returnWithdrawRequests", &asked, "pageIndex", "/data", "/nextPageIndex");
                pages.keyed("cancelId", "createdAt")
            }
            Shelf::Exchanges => {
                let asked = format!("createdAtFrom={from}T00:00:00&createdAtTo={to}T23:59:59&maxPerPage=10");
                self.by_token("exchangeRequests", &asked, &[String::new()]).keyed("exchangeId", "createdAt")
            }
            Shelf::Inquiries => {
                let asked = format!("{inquired}&answeredType=ALL&pageSize=50");
                let pages = self.by_number("onlineInquiries", &asked, "pageNum", "/data/content", "");
                pages.keyed("inquiryId", "inquiryAt")
            }
            Shelf::Cases => {
                let asked = format!("{inquired}&partnerCounselingStatus=NONE&pageSize=30");
                let pages = self.by_number("callCenterInquiries", &asked, "pageNum", "/data/content", "");
                pages.keyed("inquiryId", "inquiryAt")
            }
        }
    }

    /// Pages that name the next one by a token.
    fn by_token(&mut self, list: &str, asked: &str, each: &[String]) -> Vec<Value> {
        let mut rows = Vec::new();
        for more in each {
            let mut token = String::new();
            loop {
                let page = self.get(list, &format!("{asked}{more}&nextToken={token}"));
                rows.extend(page["data"].as_array().unwrap().iter().cloned());
                token = page["nextToken"].as_str().unwrap_or_default().replace('+', "%2B").replace('=', "%3D");
                if token.is_empty() {
                    break;
                }
            }
        }
        rows
    }

    /// Pages by number: until one is empty, or names no next one.
    fn by_number(&mut self, list: &str, asked: &str, number: &str, content: &str, next: &str) -> Vec<Value> {
        let mut rows = Vec::new();
        for page in 1.. {
            let answer = self.get(list, &format!("{asked}&{number}={page}"));
            let found = answer.pointer(content).and_then(Value::as_array).unwrap();
            rows.extend(found.iter().cloned());
            let last = !next.is_empty() && answer.pointer(next).and_then(Value::as_str) == Some("");
            if found.is_empty() || last {
                break;
            }
        }
        rows
    }

    /// One call, signed by the published rule: HMAC-SHA256 over date, method, path and query.
    fn get(&mut self, list: &str, query: &str) -> Value {
        const DATE: &[FormatItem<'_>] = format_description!("[year repr:last_two][month][day]T[hour][minute][second]Z");
        self.now += Duration::from_secs(1);
        let path = format!("/v2/providers/openapi/apis/api/v4/vendors/{DEFAULT_VENDOR}/{list}");
        let date = OffsetDateTime::from(self.now).to_offset(UtcOffset::UTC).format(DATE).unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(DEFAULT_SECRET_KEY.as_bytes()).unwrap();
        mac.update(format!("{date}GET{path}{query}").as_bytes());
        let signature = hex::encode(mac.finalize().into_bytes());
        let header = format!(
            "CEA algorithm=HmacSHA256, access-key={DEFAULT_ACCESS_KEY}, signed-date={date}, signature={signature}"
        );
        let request = Request::builder().method(Method::GET).uri(format!("{path}?{query}"));
        let request = request.header("authorization", header).header("x-requested-by", DEFAULT_VENDOR);
        let request = request.header("x-market", "KR").body(Bytes::new()).unwrap();
        let answer = self.gateway.handle(request, self.now);
        assert_eq!(answer.status(), 200, "{list}?{query}: {:?}", answer.body());
        serde_json::from_slice(answer.body()).unwrap()
    }
}

trait Keyed {
    fn keyed(self, id: &str, made: &str) -> BTreeMap<i64, Row>;
}

impl Keyed for Vec<Value> {
    fn keyed(self, id: &str, made: &str) -> BTreeMap<i64, Row> {
        let number = |value: &Value| value.as_i64().or_else(|| value.as_str()?.parse().ok()).unwrap();
        self.into_iter()
            .map(|json| {
                // Without fractions and offset, and with a `T`: of version 4 all times are Korean.
                let made = json[made].as_str().unwrap().replace(' ', "T");
                (number(&json[id]), Row { made: made.chars().take(19).collect(), json })
            })
            .collect()
    }
}
