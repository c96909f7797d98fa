//! The parameters of a list request and their rules.

use super::Dialect;
use crate::coupang::OrderStatus;
use crate::coupang::answer::Refusal;
use crate::coupang::calendar::{DAY_MICROS, Day, Moment, SECOND_MICROS};
use crate::coupang::query::Query;
use crate::coupang::rules::{OrderDays, OrderRules};

/// A search that keeps every rule: orders of one status placed from `from` up to but without `until`.
pub(super) struct ListRequest {
    pub(super) status: OrderStatus,
    pub(super) from: Moment,
    pub(super) until: Moment,
    pub(super) paging: Paging,
}

/// How the answer is cut.
pub(super) enum Paging {
    /// By day: pages.
    Pages {
        /// At least 1.
        size: u16,
        /// Where to go on; absent on the first page.
        token: Option<String>,
    },
    /// By minute: everything at once. `maxPerPage` and `nextToken` are not supported there, and ignored unless
    /// `minute_list_refuses_paging`.
    WholeWindow,
}

const DEFAULT_PER_PAGE: u16 = 50;

impl ListRequest {
    /// Reads the parameters.
    ///
    /// `searchType` chooses the minute window when it is exactly `timeFrame`; any other value is ignored, as a public
    /// client that sends `timeframe` has seen.
    pub(super) fn parse(query: &Query, dialect: Dialect, rules: &OrderRules) -> Result<Self, Refusal> {
        let status = query.optional("status")?.ok_or(STATUS_REQUIRED)?;
        let status = OrderStatus::from_wire(status).ok_or(UNKNOWN_STATUS)?;
        let from = query.optional("createdAtFrom")?.ok_or(DATES_REQUIRED)?;
        let to = query.optional("createdAtTo")?.ok_or(DATES_REQUIRED)?;
        if query.optional("searchType")? == Some("timeFrame") {
            let pages = query.optional("maxPerPage")?.or(query.optional("nextToken")?);
            if rules.minute_list_refuses_paging && pages.is_some() {
                return Err(NO_PAGES);
            }
            let ends =
                dialect.read_minute(from, rules.either_date_form).zip(dialect.read_minute(to, rules.either_date_form));
            let (from, until) = minute_window(ends.ok_or(BAD_DATE)?, rules)?;
            return Ok(Self { status, from, until, paging: Paging::WholeWindow });
        }
        let ends = dialect.read_day(from, rules.either_date_form).zip(dialect.read_day(to, rules.either_date_form));
        let (from, until) = days(ends.ok_or(BAD_DATE)?, rules)?;
        let most = rules.max_per_page;
        let size = query.page_size("maxPerPage", DEFAULT_PER_PAGE.min(most), most, rules)?;
        let token = query.optional("nextToken")?.filter(|token| !token.is_empty()).map(str::to_owned);
        Ok(Self { status, from, until, paging: Paging::Pages { size, token } })
    }
}

/// Both days included unless `last_day_counts` is false, and as far apart as `order_days` says. The portal says "31 days":
/// 31 calendar days are legal, 32 are not.
fn days((from, to): (Day, Day), rules: &OrderRules) -> Result<(Moment, Moment), Refusal> {
    let (most, too_long) = match rules.order_days {
        OrderDays::Under31 => (30, MORE_THAN_31_DAYS),
        OrderDays::Under32 => (31, MORE_THAN_32_DAYS),
    };
    if to < from {
        Err(REVERSED)
    } else if to.number() - from.number() > most {
        Err(too_long)
    } else {
        Ok((from.midnight(), to.plus(i32::from(rules.last_day_counts)).midnight()))
    }
}

/// Both minutes included, the last one to its end unless `last_minute_counts` is false (the portal's example of a whole day
/// is 00:00 to 23:59), and on one day unless `minute_list_over_midnight`.
fn minute_window((from, to): (Moment, Moment), rules: &OrderRules) -> Result<(Moment, Moment), Refusal> {
    let until = if rules.last_minute_counts { to.plus(60 * SECOND_MICROS) } else { to };
    if to < from {
        Err(REVERSED)
    } else if rules.minute_list_over_midnight {
        if until.micros_since(from) > DAY_MICROS { Err(MORE_THAN_24_HOURS) } else { Ok((from, until)) }
    } else if to.day() != from.day() {
        Err(MORE_THAN_A_DAY)
    } else {
        Ok((from, until))
    }
}

// Those of 31 days and of 0 day are quoted from the portal, those of 32 days and of 1 day from clients; the others are
// ours.
const MORE_THAN_31_DAYS: Refusal = Refusal::BadRequest("endTime-startTime range should less than31.");
const MORE_THAN_32_DAYS: Refusal = Refusal::BadRequest("endTime-startTime range should less than 32 day.");
const MORE_THAN_A_DAY: Refusal = Refusal::BadRequest("endTime-startTime range should less than 0 day");
const MORE_THAN_24_HOURS: Refusal = Refusal::BadRequest("endTime-startTime range should be less than 1 day");
const NO_PAGES: Refusal = Refusal::BadRequest("maxPerPage and nextToken are not supported with timeFrame.");
const REVERSED: Refusal = Refusal::BadRequest("createdAtFrom is later than createdAtTo.");
const DATES_REQUIRED: Refusal = Refusal::BadRequest("createdAtFrom and createdAtTo are required.");
const BAD_DATE: Refusal = Refusal::BadRequest("createdAtFrom or createdAtTo is not in the form of this API version.");
const STATUS_REQUIRED: Refusal = Refusal::BadRequest("status is required.");
const UNKNOWN_STATUS: Refusal = Refusal::BadRequest("status is unknown.");

#[cfg(test)]
mod tests {
    use super::{
        BAD_DATE, DATES_REQUIRED, ListRequest, MORE_THAN_31_DAYS, MORE_THAN_A_DAY, Paging, REVERSED, STATUS_REQUIRED,
        UNKNOWN_STATUS,
    };
    use crate::coupang::answer::Refusal;
    use crate::coupang::ordersheets::Dialect;
    use crate::coupang::query::{BAD_COUNT, Query};
    use crate::coupang::rules::OrderRules;

    fn parse(dialect: Dialect, raw: &str) -> Result<ListRequest, Refusal> {
        ListRequest::parse(&Query::parse(raw)?, dialect, &OrderRules::default())
    }

    fn refusal(dialect: Dialect, raw: &str) -> Option<Refusal> {
        parse(dialect, raw).err()
    }

    fn by_day(from: &str, to: &str) -> String {
        format!("createdAtFrom={from}&createdAtTo={to}&status=ACCEPT")
    }

    fn by_minute(from: &str, to: &str) -> String {
        by_day(from, to) + "&searchType=timeFrame"
    }

    #[test]
    fn each_version_takes_its_own_form_of_a_date() {
        let plain = by_day("2026-03-01", "2026-03-02");
        let offset = by_day("2026-03-01%2B09:00", "2026-03-02%2B09%3A00");
        assert_eq!(refusal(Dialect::V4, &plain), None);
        assert_eq!(refusal(Dialect::V5, &offset), None);
        assert_eq!(refusal(Dialect::V4, &offset), Some(BAD_DATE));
        assert_eq!(refusal(Dialect::V5, &plain), Some(BAD_DATE));

        let plain = by_minute("2026-03-01T00:00", "2026-03-01T23:59");
        let offset = by_minute("2026-03-01T00:00%2B09:00", "2026-03-01T23:59%2B09:00");
        assert_eq!(refusal(Dialect::V4, &plain), None);
        assert_eq!(refusal(Dialect::V5, &offset), None);
        assert_eq!(refusal(Dialect::V4, &offset), Some(BAD_DATE));
        assert_eq!(refusal(Dialect::V5, &plain), Some(BAD_DATE));
    }

    #[test]
    fn a_literal_plus_is_a_bad_date_and_so_is_another_offset() {
        for date in ["2026-03-01+09:00", "2026-03-01%2B08:00", "2026-03-01Z", "2026-03-01%2B0900"] {
            assert_eq!(refusal(Dialect::V5, &by_day(date, date)), Some(BAD_DATE), "{date}");
        }
        assert_eq!(refusal(Dialect::V4, &by_day("2026-03-01T00:00", "2026-03-01T10:00")), Some(BAD_DATE));
        assert_eq!(refusal(Dialect::V4, &by_minute("2026-03-01", "2026-03-01")), Some(BAD_DATE));
    }

    #[test]
    fn ranges_have_their_documented_ends() {
        assert_eq!(refusal(Dialect::V4, &by_day("2026-03-01", "2026-03-31")), None);
        assert_eq!(refusal(Dialect::V4, &by_day("2026-03-01", "2026-04-01")), Some(MORE_THAN_31_DAYS));
        assert_eq!(refusal(Dialect::V4, &by_day("2026-03-02", "2026-03-01")), Some(REVERSED));
        let minutes = |from, to| refusal(Dialect::V4, &by_minute(from, to));
        assert_eq!(minutes("2026-03-01T10:00", "2026-03-01T10:00"), None);
        assert_eq!(minutes("2026-03-01T23:50", "2026-03-02T00:10"), Some(MORE_THAN_A_DAY));
        assert_eq!(minutes("2026-03-01T00:00", "2026-03-02T00:00"), Some(MORE_THAN_A_DAY));
        assert_eq!(minutes("2026-03-01T10:01", "2026-03-01T10:00"), Some(REVERSED));
    }

    #[test]
    fn what_is_mandatory_and_single_is_asked_for() {
        let dates = "createdAtFrom=2026-03-01&createdAtTo=2026-03-01";
        assert_eq!(refusal(Dialect::V4, dates), Some(STATUS_REQUIRED));
        for status in ["ALL", "accept", "", "ACCEPT,INSTRUCT", "ACCEPT "] {
            let raw = format!("{dates}&status={}", status.replace(' ', "%20"));
            assert_eq!(refusal(Dialect::V4, &raw), Some(UNKNOWN_STATUS), "{status}");
        }
        assert!(refusal(Dialect::V4, &format!("{dates}&status=ACCEPT&status=ACCEPT")).is_some());
        for raw in ["status=ACCEPT", "status=ACCEPT&createdAtTo=2026-03-01", "status=ACCEPT&createdAtFrom=2026-03-01"] {
            assert_eq!(refusal(Dialect::V4, raw), Some(DATES_REQUIRED), "{raw}");
        }
    }

    #[test]
    fn a_page_holds_one_to_fifty() {
        let size = |value: &str| {
            let raw = by_day("2026-03-01", "2026-03-01") + "&maxPerPage=" + value;
            parse(Dialect::V4, &raw).map(|request| match request.paging {
                Paging::Pages { size, .. } => size,
                Paging::WholeWindow => 0,
            })
        };
        for (value, expected) in [("1", 1), ("50", 50), ("51", 50), ("300", 50), ("18446744073709551615", 50)] {
            assert_eq!(size(value), Ok(expected), "{value}");
        }
        for value in ["0", "-1", "", "ten", "1.5"] {
            assert_eq!(size(value), Err(BAD_COUNT), "{value}");
        }
        let day_list = parse(Dialect::V4, &by_day("2026-03-01", "2026-03-01")).map(|request| request.paging);
        assert!(matches!(day_list, Ok(Paging::Pages { size: 50, token: None })));
    }

    #[test]
    fn the_rules_the_portal_is_silent_about_can_be_changed() {
        let rules = OrderRules { max_per_page: 100, either_date_form: true, ..OrderRules::default() };
        for date in ["2026-03-01", "2026-03-01%2B09:00"] {
            for dialect in [Dialect::V4, Dialect::V5] {
                let query = Query::parse(&(by_day(date, date) + "&maxPerPage=101")).expect("a query");
                let request = ListRequest::parse(&query, dialect, &rules).map(|request| request.paging);
                assert!(matches!(request, Ok(Paging::Pages { size: 100, .. })), "{dialect:?} {date}");
            }
        }
    }

    #[test]
    fn only_the_exact_word_asks_for_minutes() {
        let raw = by_day("2026-03-01", "2026-03-01") + "&searchType=timeframe&nextToken=";
        let request = parse(Dialect::V4, &raw).map(|request| request.paging);
        assert!(matches!(request, Ok(Paging::Pages { token: None, .. })));
        let raw = by_minute("2026-03-01T00:00", "2026-03-01T00:10") + "&maxPerPage=0&nextToken=x";
        assert!(matches!(parse(Dialect::V4, &raw).map(|request| request.paging), Ok(Paging::WholeWindow)));
    }
}
