//! The parameters of the two lists and their rules.

use crate::coupang::answer::Refusal;
use crate::coupang::calendar::Day;
use crate::coupang::query::Query;
use crate::coupang::route::check_vendor_id;
use crate::coupang::rules::{DaysOf, OrderRules, Rules, ServiceRules, Sort};
use crate::coupang::world::{CaseState, Spot, Stream, View};

/// Which page of how many rows.
pub(super) struct Pages {
    /// From 1.
    pub(super) number: u64,
    /// At least 1.
    pub(super) size: u64,
}

/// A search for product inquiries that keeps every rule.
pub(super) struct InquirySearch {
    /// `None`: answered or not.
    answered: Option<bool>,
    days: (Day, Day),
    pub(super) pages: Pages,
}

/// A search for call-centre cases that keeps every rule.
pub(super) struct CaseSearch {
    /// `None`: any.
    state: Option<CaseState>,
    days: Option<(Day, Day)>,
    option: Option<i64>,
    order: Option<i64>,
    pub(super) pages: Pages,
}

/// How far a search by option alone looks back, in days (assumed: "all" is documented, and this world has no beginning
/// that anybody would wait for).
const DAYS_BACK: i32 = 90;

/// Seven days, both included: a public client was refused a difference of 7 in December 2025. One more where
/// `inquiries_seven_days_apart`.
const MAX_DAYS_APART: i32 = 6;

impl InquirySearch {
    pub(super) fn parse(query: &Query, own: &str, rules: &Rules) -> Result<Self, Refusal> {
        check_vendor(query, own, &rules.service)?;
        let answered = match query.optional("answeredType")? {
            Some("ALL") => None,
            Some("ANSWERED") => Some(true),
            Some("NOANSWER") => Some(false),
            _ => return Err(Refusal::BadRequest("answeredType must be ALL, ANSWERED or NOANSWER.")),
        };
        let days = days(query, &rules.service)?.ok_or(BAD_DAYS)?;
        Ok(Self { answered, days, pages: Pages::parse(query, 50, &rules.orders)? })
    }

    /// The rows that were searched for, in the order of the list.
    pub(super) fn run(&self, shop: &View<'_>) -> Vec<Spot> {
        let wanted = |spot: &Spot| {
            let answered = shop.listed(*spot);
            answered.is_some_and(|answered| self.answered.is_none_or(|wanted| wanted == answered))
        };
        sorted(shop, happened(shop, Stream::Inquiries, self.days).filter(wanted))
    }
}

impl CaseSearch {
    /// Days may be left out where an option is given, or an order if `cases_by_order_alone`.
    pub(super) fn parse(query: &Query, own: &str, rules: &Rules) -> Result<Self, Refusal> {
        check_vendor(query, own, &rules.service)?;
        let state = match query.optional("partnerCounselingStatus")? {
            Some("NONE") => None,
            Some("ANSWER") => Some(CaseState::Answer),
            Some("NO_ANSWER") => Some(CaseState::NoAnswer),
            Some("TRANSFER") => Some(CaseState::Transfer),
            _ => return Err(Refusal::BadRequest("partnerCounselingStatus is missing or unknown.")),
        };
        let (option, order) = (id(query, "vendorItemId")?, id(query, "orderId")?);
        let days = days(query, &rules.service)?;
        let narrows = option.is_some() || (rules.service.cases_by_order_alone && order.is_some());
        if days.is_none() && !narrows {
            return Err(BAD_DAYS);
        }
        Ok(Self { state, days, option, order, pages: Pages::parse(query, 30, &rules.orders)? })
    }

    /// The rows that were searched for, in the order of the list.
    pub(super) fn run(&self, shop: &View<'_>) -> Vec<Spot> {
        let today = shop.today();
        let spots = happened(shop, Stream::Cases, self.days.unwrap_or((today.plus(-DAYS_BACK), today)));
        let spots = spots.filter(|spot| self.state.is_none_or(|state| shop.case_state(*spot) == state));
        if self.option.is_none() && self.order.is_none() {
            return sorted(shop, spots);
        }
        let matches = |spot: &Spot| {
            let case = shop.case(*spot);
            self.option.is_none_or(|option| case.product.vendor_item_id() == option)
                && self.order.is_none_or(|order| case.order.as_ref().is_some_and(|ordered| ordered.order_id == order))
        };
        sorted(shop, spots.filter(matches))
    }
}

/// What has happened on these days, as the rules count days; oldest first.
fn happened<'s>(shop: &'s View<'_>, stream: Stream, (from, to): (Day, Day)) -> impl Iterator<Item = Spot> + 's {
    let days = shop.rules().service.inquiry_days;
    // A day of UTC ends on the next Korean one.
    let last = if days == DaysOf::Utc { to.plus(1) } else { to };
    let window = days.midnight(from)..days.midnight(to.plus(1));
    shop.happened(stream, from, last).filter(move |spot| days == DaysOf::Korea || window.contains(&shop.moment(*spot)))
}

/// In the order of the list.
fn sorted(shop: &View<'_>, oldest_first: impl Iterator<Item = Spot>) -> Vec<Spot> {
    let mut rows: Vec<Spot> = oldest_first.collect();
    if shop.rules().service.inquiries_sort == Sort::NewestFirst {
        rows.reverse();
    }
    rows
}

impl Pages {
    fn parse(query: &Query, most: u16, rules: &OrderRules) -> Result<Self, Refusal> {
        let size = query.page_size("pageSize", 10, most, rules)?;
        Ok(Self { number: query.count("pageNum", 1)?, size: size.into() })
    }
}

/// Documented as required; a live client left it out and was answered, so `query_vendor_required` decides.
fn check_vendor(query: &Query, own: &str, rules: &ServiceRules) -> Result<(), Refusal> {
    match query.optional("vendorId")? {
        None if !rules.query_vendor_required => Ok(()),
        vendor => check_vendor_id(vendor.unwrap_or_default(), own),
    }
}

/// Both days or none.
fn days(query: &Query, rules: &ServiceRules) -> Result<Option<(Day, Day)>, Refusal> {
    let (from, to) = match (query.optional("inquiryStartAt")?, query.optional("inquiryEndAt")?) {
        (None, None) => return Ok(None),
        (from, to) => from.and_then(Day::parse).zip(to.and_then(Day::parse)).ok_or(BAD_DAYS)?,
    };
    let most_apart = MAX_DAYS_APART + i32::from(rules.inquiries_seven_days_apart);
    let legal = (0..=most_apart).contains(&(to.number() - from.number()));
    legal.then_some(Some((from, to))).ok_or(BAD_DAYS)
}

fn id(query: &Query, name: &str) -> Result<Option<i64>, Refusal> {
    let id = query.optional(name)?.map(str::parse);
    id.transpose().map_err(|_| Refusal::BadRequest("vendorItemId and orderId must be numbers."))
}

/// The documented text, with its full-width comma. That it also answers days out of order or left out is assumed.
const BAD_DAYS: Refusal =
    Refusal::BadRequest("time interval needs to be less than or equal to 7 days， pattern should be yyyy-MM-dd");

#[cfg(test)]
mod tests {
    use super::{BAD_DAYS, CaseSearch, InquirySearch, Rules};
    use crate::coupang::answer::Refusal;
    use crate::coupang::query::Query;

    fn inquiries(raw: &str) -> Result<(u64, u64), Refusal> {
        let search = InquirySearch::parse(&Query::parse(raw)?, "A00012345", &Rules::default())?;
        Ok((search.pages.number, search.pages.size))
    }

    fn cases(raw: &str) -> Result<(u64, u64), Refusal> {
        let search = CaseSearch::parse(&Query::parse(raw)?, "A00012345", &Rules::default())?;
        Ok((search.pages.number, search.pages.size))
    }

    fn days(from: &str, to: &str) -> String {
        format!("inquiryStartAt={from}&inquiryEndAt={to}")
    }

    #[test]
    fn seven_days_are_legal_and_eight_are_not() {
        for (from, to, expected) in [
            ("2026-03-01", "2026-03-01", Ok((1, 10))),
            ("2026-03-01", "2026-03-07", Ok((1, 10))),
            ("2026-03-01", "2026-03-08", Err(BAD_DAYS)),
            ("2026-03-02", "2026-03-01", Err(BAD_DAYS)),
            ("2026-3-1", "2026-03-01", Err(BAD_DAYS)),
            ("2026-03-01%2B09:00", "2026-03-01%2B09:00", Err(BAD_DAYS)),
            ("", "", Err(BAD_DAYS)),
        ] {
            assert_eq!(inquiries(&format!("answeredType=ALL&{}", days(from, to))), expected, "{from} {to}");
            assert_eq!(cases(&format!("partnerCounselingStatus=NONE&{}", days(from, to))), expected, "{from} {to}");
        }
        assert_eq!(inquiries("answeredType=ALL&inquiryStartAt=2026-03-01"), Err(BAD_DAYS));
        assert_eq!(inquiries("answeredType=ALL"), Err(BAD_DAYS));
    }

    #[test]
    fn a_search_for_cases_needs_days_or_an_option() {
        assert!(cases("partnerCounselingStatus=NONE&vendorItemId=1").is_ok());
        assert!(
            cases(&format!("partnerCounselingStatus=NONE&vendorItemId=1&{}", days("2026-03-01", "2026-03-01"))).is_ok()
        );
        for raw in ["", "&orderId=1", "&vendorItemId=1&inquiryEndAt=2026-03-01"] {
            assert_eq!(cases(&format!("partnerCounselingStatus=NONE{raw}")), Err(BAD_DAYS), "{raw}");
        }
        assert!(cases("partnerCounselingStatus=NONE&vendorItemId=x").is_err());
    }

    #[test]
    fn filters_are_words_and_pages_have_a_most() {
        let range = days("2026-03-01", "2026-03-01");
        for word in ["ALL", "ANSWERED", "NOANSWER"] {
            assert!(inquiries(&format!("answeredType={word}&{range}")).is_ok(), "{word}");
        }
        for word in ["NONE", "ANSWER", "NO_ANSWER", "TRANSFER"] {
            assert!(cases(&format!("partnerCounselingStatus={word}&{range}")).is_ok(), "{word}");
        }
        for word in ["", "all", "NO_ANSWER"] {
            assert!(inquiries(&format!("answeredType={word}&{range}")).is_err(), "{word}");
        }
        assert!(cases(&format!("partnerCounselingStatus=ALL&{range}")).is_err() && cases(&range).is_err());
        let paged = format!("{range}&pageNum=3&pageSize=99");
        assert_eq!(inquiries(&format!("answeredType=ALL&{paged}")), Ok((3, 50)));
        assert_eq!(cases(&format!("partnerCounselingStatus=NONE&{paged}")), Ok((3, 30)));
        assert!(inquiries(&format!("answeredType=ALL&{range}&pageNum=0")).is_err());
    }

    #[test]
    fn the_vendor_may_be_left_out_of_the_query_but_not_be_another() {
        let of = |vendor: &str| {
            inquiries(&format!("vendorId={vendor}&answeredType=ALL&{}", days("2026-03-01", "2026-03-01")))
        };
        assert_eq!(of("A00012345"), Ok((1, 10)));
        assert_eq!(of("nobody"), Err(Refusal::BadRequest("Invalid vendor ID")));
        assert_eq!(of("A00099999"), Err(Refusal::NotFound));
    }
}
