//! Customer service: product inquiries and call-centre cases, in both versions, and the answers to them.

mod case;
mod content;
mod inquiry;
mod reply_case;
mod reply_inquiry;
mod request;
mod write;

use super::answer::{Answer, Refusal};
use super::ordersheets::Dialect;
use super::query::Query;
use super::world::{CaseId, Spot, View};
use http::StatusCode;
use request::{CaseSearch, InquirySearch, Pages};
use serde_json::{Value, json};

pub(super) use write::Write;

/// A read of this family.
#[derive(Clone, Copy)]
pub(super) enum Read<'p> {
    /// `GET ../vendors/{vendorId}/onlineInquiries`.
    Inquiries(Dialect),
    /// `GET ../vendors/{vendorId}/callCenterInquiries`.
    Cases(Dialect),
    /// `GET ../vendors/callCenterInquiries/{inquiryId}`, the id as it stands in the path.
    Case(Dialect, &'p str),
}

impl Read<'_> {
    /// The function that answers it.
    pub(super) fn handler(self) -> &'static str {
        match self {
            Self::Inquiries(_) | Self::Cases(_) => "service::page",
            Self::Case(..) => "service::single",
        }
    }
}

/// The read that a path names, and the vendor id in it.
pub(super) fn find<'p>(segments: &[&'p str]) -> Option<(Option<&'p str>, Read<'p>)> {
    let [version, "vendors", first, second] = segments else { return None };
    let dialect = Dialect::of_version(version)?;
    match (*first, *second) {
        ("callCenterInquiries", id) => Some((None, Read::Case(dialect, id))),
        (vendor, "onlineInquiries") => Some((Some(vendor), Read::Inquiries(dialect))),
        (vendor, "callCenterInquiries") => Some((Some(vendor), Read::Cases(dialect))),
        _ => None,
    }
}

/// Answers one read; so many rows of the page before come again.
pub(super) fn answer(
    shop: &View<'_>,
    read: Read<'_>,
    own: &str,
    raw_query: &str,
    shift: usize,
) -> Result<Answer, Refusal> {
    match read {
        Read::Inquiries(dialect) => {
            let search = InquirySearch::parse(&Query::parse(raw_query)?, own, shop.rules())?;
            let found = search.run(shop);
            Ok(page(shop, &found, &search.pages, shift, |spot| inquiry::row(shop, spot, dialect)))
        }
        Read::Cases(dialect) => {
            let search = CaseSearch::parse(&Query::parse(raw_query)?, own, shop.rules())?;
            let found = search.run(shop);
            Ok(page(shop, &found, &search.pages, shift, |spot| case::row(shop, spot, dialect)))
        }
        Read::Case(dialect, id) => Ok(single(shop, dialect, id)),
    }
}

/// One page by its number, of a list at whose front so many rows are new. For an empty result `totalPages` is 0 unless
/// `empty_list_has_a_page`, and a page behind the last is empty.
fn page(shop: &View<'_>, found: &[Spot], pages: &Pages, shift: usize, row: impl Fn(Spot) -> Value) -> Answer {
    let total = u64::try_from(found.len().saturating_add(shift)).unwrap_or(u64::MAX);
    let skip =
        usize::try_from((pages.number - 1).saturating_mul(pages.size)).unwrap_or(usize::MAX).saturating_sub(shift);
    let take = usize::try_from(pages.size).unwrap_or(usize::MAX);
    let fewest_pages = u64::from(shop.rules().service.empty_list_has_a_page);
    let content: Vec<Value> = found.iter().skip(skip).take(take).map(|spot| row(*spot)).collect();
    Answer::ok(json!({
        "code": 200,
        "message": "OK",
        "data": {
            "content": content,
            "pagination": {
                "currentPage": pages.number,
                "totalPages": total.div_ceil(pages.size).max(fewest_pages),
                "totalElements": total,
                "countPerPage": pages.size,
            },
        },
    }))
}

/// The texts are the documented ones (article 20376877844249); the JSON around them is that of the other refusals.
fn single(shop: &View<'_>, dialect: Dialect, id: &str) -> Answer {
    let Some(number) = id.parse::<i64>().ok().filter(|_| id.bytes().all(|byte| byte.is_ascii_digit())) else {
        return Answer::refused(StatusCode::BAD_REQUEST, &format!("Invalid format inquiryId : {id}"));
    };
    match shop.case_id(number) {
        CaseId::Own(spot) => {
            Answer::ok(json!({ "code": 200, "message": "OK", "data": case::row(shop, spot, dialect) }))
        }
        CaseId::Foreign => {
            Answer::refused(StatusCode::NOT_FOUND, "Vendor id should be same with the vendor id in this inquiry")
        }
        CaseId::Unknown => Answer::refused(StatusCode::NOT_FOUND, "Inquiry not found"),
    }
}
