//! `POST /api/shops`

use super::Shop;
use super::update::{Settings, settings};
use crate::korea_checkout::answer::Refusal;
use crate::korea_checkout::fields::Fields;
use crate::korea_checkout::ledger::Change;
use crate::korea_checkout::sessions::CURRENCY;
use crate::korea_checkout::state::{Request, State};
use serde_json::Value;

/// Creates a shop; the answer is what a read gives (assumed). Only the name is required (assumed).
pub(in crate::korea_checkout) fn create(state: &mut State, request: &Request<'_>) -> Result<Value, Refusal> {
    const NUMBER: &str = "a business number like 123-45-67890";
    let body = Fields::of(request.body)?;
    let name = body.text("name")?.to_owned();
    body.maybe_text("description")?;
    body.maybe_link("website")?;
    let business = body.maybe_object("business_info")?;
    let read = |value: &Value| value.as_str().filter(|number| is_business_number(number)).map(str::to_owned);
    let business_number = business.maybe("business_number", NUMBER, read)?;
    for text in ["business_name", "ceo_name", "address"] {
        business.maybe_text(text)?;
    }
    let contact = body.maybe_object("contact")?;
    contact.maybe_email("email")?;
    contact.maybe_text("phone")?;
    let shop_settings = body.maybe_object("settings")?;
    if shop_settings.maybe_text("currency")?.is_some_and(|currency| currency != CURRENCY) {
        return Err(shop_settings.refuse("currency", "KRW"));
    }
    shop_settings.maybe_text("timezone")?;
    shop_settings.maybe_text("language")?;
    let Settings { webhook_url } = settings(&shop_settings)?;

    let (id, owner, created) = (state.ids.next("shop_"), request.owner, request.now);
    let shop = Shop { id: id.clone(), owner, name, business_number, created, webhook_url, domain: None };
    let answer = shop.fields(request.rules, request.now);
    state.shops.push(shop);
    state.books.write(request.now, Change::ShopCreated { shop_id: id });
    Ok(answer)
}

/// Three digits, two digits, five digits.
fn is_business_number(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [3, 2, 5] && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
}
