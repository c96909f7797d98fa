//! `POST /api/coupons/create`

use super::{Coupon, Kind};
use crate::korea_checkout::answer::Refusal;
use crate::korea_checkout::fields::Fields;
use crate::korea_checkout::ledger::Change;
use crate::korea_checkout::state::{Request, State};
use serde_json::Value;

/// Creates a coupon; the answer repeats its fields (assumed: the vendor shows none). A code exists once (assumed), and
/// its case matters.
pub(in crate::korea_checkout) fn create(state: &mut State, request: &Request<'_>) -> Result<Value, Refusal> {
    const KINDS: &str = "percentage, fixed_amount, free_shipping or product_specific";
    let body = Fields::of(request.body)?;
    let code = body.text("code")?.to_owned();
    body.text("name_ko")?;
    body.maybe_text("name_en")?;
    let kind = body.maybe("type", KINDS, |word| word.as_str().and_then(Kind::from_wire))?;
    let kind = kind.ok_or_else(|| body.refuse("type", KINDS))?;
    let value = match kind {
        Kind::Percentage => body.whole("discount_value", 1, 100)?,
        Kind::FixedAmount | Kind::ProductSpecific => body.whole("discount_value", 1, i64::MAX)?,
        Kind::FreeShipping => body.maybe_whole("discount_value", 0, i64::MAX)?.unwrap_or(0),
    };
    let (valid_from, valid_until) = (body.moment("valid_from")?, body.moment("valid_until")?);
    if valid_until <= valid_from {
        return Err(body.refuse("valid_until", "later than valid_from"));
    }
    body.maybe("applies_to", "cart_total", |to| (to == "cart_total").then_some(()))?;
    let coupon = Coupon {
        kind,
        value,
        valid_from,
        valid_until,
        usage_limit: body.maybe_whole("usage_limit", 1, i64::MAX)?,
        usage_limit_per_customer: body.maybe_whole("usage_limit_per_customer", 1, i64::MAX)?,
        minimum_order: body.maybe_whole("minimum_order_amount", 0, i64::MAX)?.unwrap_or(0),
        used_for: Vec::new(),
    };
    let key = (request.owner, code.clone());
    if state.coupons.contains_key(&key) {
        return Err(Refusal::state("duplicate_coupon", "A coupon has this code already.").field("code"));
    }
    state.coupons.insert(key, coupon);
    state.books.write(request.now, Change::CouponCreated { code });
    Ok(Value::Object(shown(&body)))
}

fn shown(body: &Fields<'_>) -> serde_json::Map<String, Value> {
    const SHOWN: [&str; 11] = [
        "code",
        "name_ko",
        "name_en",
        "type",
        "discount_value",
        "valid_from",
        "valid_until",
        "usage_limit",
        "usage_limit_per_customer",
        "minimum_order_amount",
        "applies_to",
    ];
    SHOWN.into_iter().filter_map(|name| Some((name.to_owned(), body.get(name)?.clone()))).collect()
}
