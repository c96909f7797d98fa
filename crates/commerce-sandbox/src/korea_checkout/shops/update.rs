//! `PATCH /api/shops/{shopId}`

use crate::korea_checkout::answer::Refusal;
use crate::korea_checkout::fields::Fields;
use crate::korea_checkout::ledger::Change;
use crate::korea_checkout::place::Link;
use crate::korea_checkout::state::{Request, State};
use serde_json::Value;

/// Changes the settings that are given, and no others; the answer is what a read gives (assumed).
pub(in crate::korea_checkout) fn update(state: &mut State, request: &Request<'_>) -> Result<Value, Refusal> {
    state.own_shop_mut(request)?;
    let Settings { webhook_url } = settings(&Fields::of(request.body)?.object("settings")?)?;
    let shop = state.own_shop_mut(request)?;
    shop.webhook_url = webhook_url.or(shop.webhook_url.take());
    let answer = shop.fields(request.rules, request.now);
    state.books.write(request.now, Change::ShopUpdated { shop_id: request.id.to_owned() });
    Ok(answer)
}

/// The settings that change something here.
pub(super) struct Settings {
    pub(super) webhook_url: Option<Link>,
}

/// Checks all settings.
pub(super) fn settings(fields: &Fields<'_>) -> Result<Settings, Refusal> {
    fields.maybe_email("notification_email")?;
    fields.maybe_flag("auto_refund_enabled")?;
    fields.maybe_whole("payment_timeout", 1, i64::MAX)?;
    Ok(Settings { webhook_url: fields.maybe_link("webhook_url")? })
}
