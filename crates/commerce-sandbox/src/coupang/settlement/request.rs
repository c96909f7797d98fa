//! The parameters of the revenue list and their rules.

use crate::coupang::answer::Refusal;
use crate::coupang::calendar::Day;
use crate::coupang::query::Query;
use crate::coupang::route::check_vendor_id;
use crate::coupang::rules::{RevenueMonth, Rules};

/// A search that keeps every rule: revenue of these days, both included.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RevenueSearch {
    pub(super) from: Day,
    pub(super) to: Day,
    /// Empty on the first page.
    pub(super) token: String,
    /// 1 to 50.
    pub(super) size: u64,
}

impl RevenueSearch {
    /// Reads the parameters. The order of the checks is assumed.
    pub(super) fn parse(query: &Query, own: &str, today: Day, rules: &Rules) -> Result<Self, Refusal> {
        check_vendor_id(query.optional("vendorId")?.ok_or(NO_VENDOR)?, own)?;
        let token = query.optional("token")?.ok_or(NO_TOKEN)?.to_owned();
        let from = query.optional("recognitionDateFrom")?.and_then(Day::parse).ok_or(BAD_FROM)?;
        let to = query.optional("recognitionDateTo")?.and_then(Day::parse).ok_or(BAD_TO)?;
        if to >= today {
            Err(NOT_OVER)
        } else if !(from..=last_day(from, rules.settlement.revenue_month)).contains(&to) {
            // Days out of order are answered like too many (assumed).
            Err(OVER_A_MONTH)
        } else {
            Ok(Self { from, to, token, size: query.page_size("maxPerPage", 50, 50, &rules.orders)?.into() })
        }
    }
}

/// The last day of the longest search. The refusal speaks of a month; how that is counted is not documented.
fn last_day(from: Day, month: RevenueMonth) -> Day {
    match month {
        RevenueMonth::Days31 => from.plus(30),
        RevenueMonth::Calendar => from.month_later(),
    }
}

// The documented texts (article 360033922413).
const NO_VENDOR: Refusal = Refusal::BadRequest("Required String parameter 'vendorId' is not present");
const NO_TOKEN: Refusal = Refusal::BadRequest("Required String parameter 'token' is not present");
pub(super) const BAD_TOKEN: Refusal = Refusal::BadRequest("token: Invalid format. 첫 페이지 호출 시에는 비워두세요.");
const BAD_FROM: Refusal = Refusal::BadRequest("recognitionDateFrom: Invalid format. 'yyyy-MM-dd' 형식을 사용하세요.");
const BAD_TO: Refusal = Refusal::BadRequest("recognitionDateTo: Invalid format. 'yyyy-MM-dd' 형식을 사용하세요.");
const NOT_OVER: Refusal = Refusal::BadRequest("dateTo: 전일까지만 조회할 수 있습니다.");
const OVER_A_MONTH: Refusal = Refusal::BadRequest("dateFrom, dateTo: 1달 이내의 범위로만 조회가능합니다.");

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(raw: &str) -> Result<u64, Refusal> {
        let today = Day::parse("2026-03-02").expect("a date");
        RevenueSearch::parse(&Query::parse(raw)?, "A00012345", today, &Rules::default()).map(|search| search.size)
    }

    #[test]
    fn every_refusal_has_its_documented_words() {
        let days = |from: &str, to: &str| {
            parse(&format!("vendorId=A00012345&recognitionDateFrom={from}&recognitionDateTo={to}&token="))
        };
        assert_eq!(days("2026-01-01", "2026-01-31"), Ok(50));
        assert_eq!(days("2026-03-01", "2026-03-01"), Ok(50));
        assert_eq!(days("2026-01-01", "2026-02-01"), Err(OVER_A_MONTH));
        assert_eq!(days("2026-01-02", "2026-01-01"), Err(OVER_A_MONTH));
        assert_eq!(days("2026-03-01", "2026-03-02"), Err(NOT_OVER));
        assert_eq!(days("20260301", "2026-03-01"), Err(BAD_FROM));
        assert_eq!(days("2026-03-01", ""), Err(BAD_TO));
        assert_eq!(parse("token="), Err(NO_VENDOR));
        assert_eq!(parse("vendorId=A00012345&recognitionDateFrom=2026-03-01"), Err(NO_TOKEN));
        assert_eq!(parse("vendorId=A00099999&token="), Err(Refusal::NotFound));
    }
}
