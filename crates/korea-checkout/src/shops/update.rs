//! Update shop settings: `PATCH /api/shops/{shopId}` (operation 8).

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, InputFaults, JsonBody, Origin, Repeat, Single, Target, Write};
use http::Method;
use redact_kr::{Email, Sensitive};

use super::get;
use super::shop::Shop;
use crate::endpoints::Documented;
use crate::ids::ShopId;
use crate::input::{Body, ExtraFields, Url, require_email, require_url, takes_extra};
use crate::{envelope, family};

/// Changes settings of a shop.
#[derive(Debug, Clone)]
pub struct UpdateShop {
    id: ShopId,
    update: SettingsUpdate,
}

/// What to change; the rest stays as it is.
#[derive(Debug, Clone, Default)]
pub struct SettingsUpdate {
    webhook_url: Option<Url>,
    notification_email: Option<Email>,
    auto_refund_enabled: Option<bool>,
    payment_timeout_seconds: Option<u32>,
    extra: ExtraFields,
}

impl SettingsUpdate {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where events are sent.
    #[must_use]
    pub fn with_webhook_url(mut self, url: impl Into<String>) -> Self {
        self.webhook_url = Some(Sensitive::new(url.into()));
        self
    }

    /// Who is told by e-mail.
    #[must_use]
    pub fn with_notification_email(mut self, email: impl Into<String>) -> Self {
        self.notification_email = Some(Email::new(email));
        self
    }

    /// Whether refunds are made without asking.
    #[must_use]
    pub fn with_auto_refund(mut self, enabled: bool) -> Self {
        self.auto_refund_enabled = Some(enabled);
        self
    }

    /// How long a buyer has to pay, in seconds.
    #[must_use]
    pub fn with_payment_timeout_seconds(mut self, seconds: u32) -> Self {
        self.payment_timeout_seconds = Some(seconds);
        self
    }

    fn body(&self) -> Body {
        let settings = Body::new()
            .with_some("webhook_url", self.webhook_url.as_ref().map(|url| url.expose().as_str()))
            .with_some("notification_email", self.notification_email.as_ref().map(Email::expose))
            .with_some("auto_refund_enabled", self.auto_refund_enabled)
            .with_some("payment_timeout", self.payment_timeout_seconds);
        Body::new().with_object("settings", settings)
    }
}

takes_extra!(SettingsUpdate);

impl UpdateShop {
    /// Of this shop.
    #[must_use]
    pub fn new(id: ShopId, update: SettingsUpdate) -> Self {
        Self { id, update }
    }
}

impl Endpoint for UpdateShop {
    type Output = Option<Single<Shop>>;
    type Effect = Write;
    const NAME: &'static str = "shops.update";
    const METHOD: Method = Method::PATCH;
    const FAMILY: Option<Family> = Some(family::SHOPS);
    const REPEAT: Repeat = Repeat::TargetState;
    const NOT_FOUND_IS_AN_ANSWER: bool = true;
    const SETTLED_BY: Option<&'static str> = Some("shops.get");

    fn check(&self, origin: &Origin, faults: &mut InputFaults) {
        let SettingsUpdate { webhook_url, notification_email, payment_timeout_seconds, extra, .. } = &self.update;
        let body = self.update.body();
        faults.require(!(body.is_empty() && extra.is_empty()), "the update", "must change something");
        if let Some(url) = webhook_url {
            require_url(faults, "settings.webhook_url", url, origin);
        }
        if let Some(email) = notification_email {
            require_email(faults, "settings.notification_email", email);
        }
        faults.require(*payment_timeout_seconds != Some(0), "settings.payment_timeout", "must be above 0 seconds");
        extra.check(faults, &body);
    }

    fn target(&self) -> Target {
        get::target(&self.id)
    }

    fn body(&self) -> Option<JsonBody> {
        Some(self.update.body().into_json(&self.update.extra))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::perhaps(body)
    }
}

impl Documented for UpdateShop {
    const NUMBER: u8 = 8;
    const TITLE: &'static str = "update shop settings";
    const PATH: &'static str = "/api/shops/{shopId}";
}
