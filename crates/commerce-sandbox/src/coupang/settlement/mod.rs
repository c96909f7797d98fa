//! Revenue by the day of its recognition, and the payouts of a month.

mod histories;
mod record;
mod request;

use super::answer::{Answer, Refusal};
use super::calendar::Day;
use super::ordersheets::Tokens;
use super::query::Query;
use super::rules::Sort;
use super::world::{RevenueRow, View};
use request::RevenueSearch;
use serde_json::{Value, json};

/// A read of this family.
#[derive(Clone, Copy)]
pub(super) enum Read {
    /// `GET ../revenue-history`.
    Revenue,
    /// `GET ../settlement-histories`.
    Histories,
}

impl Read {
    /// The function that answers it.
    pub(super) fn handler(self) -> &'static str {
        match self {
            Self::Revenue => "settlement::revenue",
            Self::Histories => "settlement::histories::of_month",
        }
    }
}

/// The read that a path names. Neither has a vendor id in its path.
pub(super) fn find(path: &str) -> Option<Read> {
    match path {
        "/v2/providers/openapi/apis/api/v1/revenue-history" => Some(Read::Revenue),
        "/v2/providers/marketplace_openapi/apis/api/v1/settlement-histories" => Some(Read::Histories),
        _ => None,
    }
}

/// Answers one read; so many rows of the page before come again.
pub(super) fn answer(shop: &View<'_>, read: Read, own: &str, raw_query: &str, shift: usize) -> Result<Answer, Refusal> {
    let (query, rules) = (Query::parse(raw_query)?, &shop.rules().settlement);
    let today = rules.revenue_days.today(shop.now());
    match read {
        Read::Revenue => revenue(shop, &RevenueSearch::parse(&query, own, today, shop.rules())?, shift),
        Read::Histories => Ok(Answer::ok(histories::of_month(shop, month(&query, today)?).into())),
    }
}

/// Oldest first unless `revenue_sort`. `nextToken` is `""` on the last page.
fn revenue(shop: &View<'_>, search: &RevenueSearch, shift: usize) -> Result<Answer, Refusal> {
    let mut found: Vec<RevenueRow> = shop.revenue_rows(search.from, search.to);
    if shop.rules().settlement.revenue_sort == Sort::NewestFirst {
        found.reverse();
    }
    let day = |day: Day| u64::from(day.number().unsigned_abs());
    let tokens = Tokens::of_key(shop, &[shop.seed(), 0x4E_7E, day(search.from), day(search.to)]);
    let skip =
        if search.token.is_empty() { Ok(0) } else { tokens.read(&search.token).map_err(|_| request::BAD_TOKEN) }?;
    let skip = u64::try_from(skip).unwrap_or(u64::MAX).saturating_sub(u64::try_from(shift).unwrap_or(u64::MAX));
    let end = skip.saturating_add(search.size);
    let (skip, take) =
        (usize::try_from(skip).unwrap_or(usize::MAX), usize::try_from(search.size).unwrap_or(usize::MAX));
    let data: Vec<Value> = found
        .iter()
        .skip(skip)
        .take(take)
        .map(|row| record::row(&shop.revenue(*row), &shop.rules().settlement))
        .collect();
    let more = end < u64::try_from(found.len()).unwrap_or(u64::MAX);
    let next_token = if more { tokens.write(u128::from(end)) } else { String::new() };
    Ok(Answer::ok(json!({ "code": 200, "message": "OK", "data": data, "hasNext": more, "nextToken": next_token })))
}

/// The first day of the month that is asked for; the texts are the documented ones (article 360034152213).
fn month(query: &Query, today: Day) -> Result<Day, Refusal> {
    let month = query.optional("revenueRecognitionYearMonth")?.and_then(Day::parse_month);
    let month = month.ok_or(Refusal::BadRequest("Invalid revenueRecognitionYearMonth format (yyyy-MM)"))?;
    if month > today { Err(Refusal::BadRequest("해당월까지만 조회할 수 있습니다.")) } else { Ok(month) }
}

#[cfg(test)]
mod tests {
    use super::{Day, Query, Refusal, month};

    #[test]
    fn the_present_month_is_the_last() {
        let today = Day::parse("2026-03-31").expect("a date");
        let read = |raw: &str| Query::parse(raw).and_then(|query| month(&query, today)).map(|day| day.to_string());
        assert_eq!(read("revenueRecognitionYearMonth=2026-03").as_deref(), Ok("2026-03-01"));
        assert_eq!(
            read("revenueRecognitionYearMonth=2026-04"),
            Err(Refusal::BadRequest("해당월까지만 조회할 수 있습니다."))
        );
        for raw in ["", "revenueRecognitionYearMonth=", "revenueRecognitionYearMonth=202603"] {
            let refusal = Refusal::BadRequest("Invalid revenueRecognitionYearMonth format (yyyy-MM)");
            assert_eq!(read(raw), Err(refusal), "{raw}");
        }
    }
}
