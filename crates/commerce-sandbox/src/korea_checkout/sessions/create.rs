//! `POST /api/checkout/create-session`

use super::{CURRENCY, Customer, Item, Session, SessionStatus};
use crate::calendar::Moment;
use crate::korea_checkout::MAX_SESSION_LIFETIME;
use crate::korea_checkout::answer::Refusal;
use crate::korea_checkout::fields::Fields;
use crate::korea_checkout::ledger::Change;
use crate::korea_checkout::place::checkout_url;
use crate::korea_checkout::state::{Request, State};
use serde_json::{Value, json};
use std::time::Duration;

/// Creates a session. The fields that all samples show are required (assumed), `platform` may be any text, and the form
/// of a phone number is not checked.
pub(in crate::korea_checkout) fn create(state: &mut State, request: &Request<'_>) -> Result<Value, Refusal> {
    let body = Fields::of(request.body)?;
    body.text("platform")?;
    let order_id = body.text("platformOrderId")?.to_owned();
    let items: Vec<Item> = body.objects("items")?.iter().map(item).collect::<Result<_, _>>()?;
    let customer = customer(&body.object("customer")?)?;
    let total = body.whole("totalAmount", 1, i64::MAX)?;
    if body.text("currency")? != CURRENCY {
        return Err(body.refuse("currency", "KRW"));
    }
    if request.rules.items_must_sum && sum(&items) != Some(total) {
        return Err(body.refuse("totalAmount", "the sum of the items"));
    }
    let session = Session {
        id: state.ids.next("cs_"),
        owner: request.owner,
        return_url: body.link("returnUrl")?,
        cancel_url: body.link("cancelUrl")?,
        webhook_url: body.maybe_link("webhookUrl")?,
        metadata: body.maybe_object("metadata")?.raw(),
        created: request.now,
        expires: request.now.after(lifetime(request, &body)?),
        status: SessionStatus::Pending,
        settles: None,
        payment: None,
        refunds: Vec::new(),
        coupon: None,
        order_id,
        items,
        customer,
        total,
    };
    if request.rules.unique_order_ids && state.has_order(request.owner, &session.order_id) {
        return Err(
            Refusal::state("duplicate_order", "This order number has a session already.").field("platformOrderId")
        );
    }
    let domain = state.verified_domain(request.owner, request.rules, request.now);
    let answer = json!({
        "sessionId": session.id,
        "checkoutUrl": checkout_url(request.origin.as_deref(), domain, &session.id),
        "expiresAt": session.expires.utc(),
    });
    let (session_id, order_id) = (session.id.clone(), session.order_id.clone());
    state.books.write(request.now, Change::SessionCreated { session_id, order_id, total });
    state.keep_session(session);
    Ok(answer)
}

fn item(fields: &Fields<'_>) -> Result<Item, Refusal> {
    fields.maybe_text("productId")?;
    fields.maybe_text("description")?;
    Ok(Item {
        name: fields.text("name")?.to_owned(),
        price: fields.whole("price", 0, i64::MAX)?,
        quantity: fields.whole("quantity", 1, i64::MAX)?,
    })
}

fn customer(fields: &Fields<'_>) -> Result<Customer, Refusal> {
    let email = fields.maybe_email("email")?.ok_or_else(|| fields.refuse("email", "an e-mail address"))?;
    Ok(Customer {
        name: fields.text("name")?.to_owned(),
        email: email.to_owned(),
        phone: fields.text("phone")?.to_owned(),
    })
}

fn sum(items: &[Item]) -> Option<i64> {
    items.iter().try_fold(0_i64, |sum, item| sum.checked_add(item.price.checked_mul(item.quantity)?))
}

/// The life of the session: the sandbox's, or what the field says that the builder named, as seconds or as a time.
fn lifetime(request: &Request<'_>, body: &Fields<'_>) -> Result<Duration, Refusal> {
    const MUST: &str = "a number of seconds or a time, at most 7 days ahead";
    let Some(name) = request.rules.expiry_field.as_deref() else { return Ok(request.rules.session_lifetime) };
    let Some(value) = body.get(name) else { return Ok(request.rules.session_lifetime) };
    let seconds = || value.as_u64().map(Duration::from_secs);
    let until = || {
        let until = value.as_str().and_then(Moment::parse_rfc3339)?;
        u64::try_from(until.micros_since(request.now)).ok().map(Duration::from_micros)
    };
    let life = seconds().or_else(until).filter(|life| !life.is_zero() && *life <= MAX_SESSION_LIFETIME);
    life.ok_or_else(|| Refusal::state("invalid_parameter", format!("{name} must be {MUST}.")).field(name))
}
