//! Parameters that several operations share.

use crate::coupang::answer::Refusal;
use crate::coupang::ordersheets::Tokens;
use crate::coupang::query::Query;
use crate::coupang::rules::Sort;
use crate::coupang::world::{ClaimSlot, View};

/// A page of a search that pages by token.
pub(super) struct TokenPage {
    size: u16,
    token: Option<String>,
}

impl TokenPage {
    /// `maxPerPage` and `nextToken`. More than the most is read as the most (assumed), less than 1 or no number refused.
    pub(super) fn read(query: &Query, default: u16, most: u16) -> Result<Self, Refusal> {
        let size = match query.optional("maxPerPage")?.map(str::parse::<u64>) {
            None => default,
            Some(Err(_) | Ok(0)) => return Err(BAD_PAGE_SIZE),
            Some(Ok(wanted)) => u16::try_from(wanted).map_or(most, |wanted| wanted.min(most)),
        };
        let token = query.optional("nextToken")?.filter(|token| !token.is_empty()).map(str::to_owned);
        Ok(Self { size, token })
    }

    /// Half of the page.
    pub(super) fn halved(self) -> Self {
        Self { size: self.size.div_ceil(2), ..self }
    }

    /// The rows of the page, so many of the page before among them, and the token of the next one: `""` on the last.
    ///
    /// A token names the last row of its page, so a claim that leaves the search between two pages neither hides nor
    /// repeats another (assumed).
    pub(super) fn cut<'r>(
        &self,
        shop: &View<'_>,
        rows: &'r [ClaimSlot],
        tokens: &Tokens,
        shift: usize,
    ) -> Result<(&'r [ClaimSlot], String), Refusal> {
        let after = self.token.as_deref().map(|token| tokens.read(token)).transpose()?;
        let newest_first = shop.rules().claims.claims_sort == Sort::NewestFirst;
        let passed = |slot: &ClaimSlot, after| match shop.claim_position(*slot) {
            at if newest_first => at >= after,
            at => at <= after,
        };
        let skip = rows.partition_point(|slot| after.is_some_and(|after| passed(slot, after)));
        let (page, more) = page(rows, skip.saturating_sub(shift), usize::from(self.size));
        let last = page.last().filter(|_| more);
        Ok((page, last.map(|last| tokens.write(shop.claim_position(*last))).unwrap_or_default()))
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

const BAD_PAGE_SIZE: Refusal = Refusal::BadRequest("maxPerPage must be a number of at least 1.");
const BAD_ORDER: Refusal = Refusal::BadRequest("orderId must be a number.");
