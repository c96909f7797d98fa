//! Parameters that several operations share.

use crate::coupang::answer::Refusal;
use crate::coupang::ordersheets::Tokens;
use crate::coupang::query::Query;
use crate::coupang::rules::{OrderRules, Sort, TokenHolds};
use crate::coupang::world::{ClaimSlot, View};

/// A page of a search that pages by token.
pub(super) struct TokenPage {
    size: u16,
    token: Option<String>,
}

impl TokenPage {
    /// `maxPerPage` and `nextToken`.
    pub(super) fn read(query: &Query, usual: u16, most: u16, rules: &OrderRules) -> Result<Self, Refusal> {
        let size = query.page_size("maxPerPage", usual, most, rules)?;
        let token = query.optional("nextToken")?.filter(|token| !token.is_empty()).map(str::to_owned);
        Ok(Self { size, token })
    }

    /// Half of the page.
    pub(super) fn halved(self) -> Self {
        Self { size: self.size.div_ceil(2), ..self }
    }

    /// The rows of the page, so many of the page before among them, and the token of the next one, if there is one.
    ///
    /// A token names the last row of its page, so a claim that leaves the search between two pages neither hides nor
    /// repeats another; unless `token_holds` the number of rows so far, which makes the next page miss one.
    pub(super) fn cut<'r>(
        &self,
        shop: &View<'_>,
        rows: &'r [ClaimSlot],
        tokens: &Tokens,
        shift: usize,
    ) -> Result<(&'r [ClaimSlot], Option<String>), Refusal> {
        let counts = shop.rules().orders.token_holds == TokenHolds::Count;
        let newest_first = shop.rules().claims.claims_sort == Sort::NewestFirst;
        let passed = |slot: &ClaimSlot, last| match shop.claim_position(*slot) {
            at if newest_first => at >= last,
            at => at <= last,
        };
        let skip = match tokens.find(self.token.as_deref())? {
            None => 0,
            Some(count) if counts => usize::try_from(count).unwrap_or(usize::MAX),
            Some(last) => rows.partition_point(|slot| passed(slot, last)),
        };
        let skip = skip.saturating_sub(shift);
        let (page, more) = page(rows, skip, usize::from(self.size));
        let count = u128::try_from(skip.saturating_add(page.len())).unwrap_or(0);
        let place = page.last().filter(|_| more);
        let place = place.map(|last| if counts { count } else { shop.claim_position(*last) });
        Ok((page, place.map(|place| tokens.write(place))))
    }
}

/// The rows after the first `skip`, at most `take`, and whether more follow.
pub(super) fn page(rows: &[ClaimSlot], skip: usize, take: usize) -> (&[ClaimSlot], bool) {
    let rest = rows.get(skip..).unwrap_or_default();
    (rest.get(..take).unwrap_or(rest), rest.len() > take)
}

/// A number of an order or a receipt: digits alone.
pub(super) fn number(text: &str) -> Option<i64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

/// `orderId`, where it is given.
pub(super) fn order_id(query: &Query) -> Result<Option<i64>, Refusal> {
    query.optional("orderId")?.map(|text| number(text).ok_or(BAD_ORDER)).transpose()
}

const BAD_ORDER: Refusal = Refusal::BadRequest("orderId must be a number.");
