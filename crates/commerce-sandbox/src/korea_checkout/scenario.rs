//! The scenario file of Korea Checkout: how it answers where the vendor's page leaves it open, how long things take.

use super::{
    Casing, Checkout, CheckoutBuilder, Envelope, ErrorForm, EventData, Idempotency, Operation, RateHeaders,
    StatusPlace, WebhookManners, WebhookPrecedence,
};
use crate::ScenarioError;
use crate::fault::{Chance, ScriptedFault};
use crate::scenario::Described;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::str::FromStr;
use std::time::Duration;

/// A scenario file of Korea Checkout: its manners, how long things take, and what goes wrong (feature `scenario`).
///
/// The README lists its keys; every key may be left out, and no other is accepted. The default says nothing.
///
/// ```
/// use commerce_sandbox::korea_checkout::{Checkout, Scenario};
///
/// let scenario: Scenario = "error_form = \"bare\"\n[webhooks]\ncopies = 2".parse()?;
/// let checkout = scenario.apply(Checkout::builder()).build()?;
/// # let request = http::Request::get("/api/shops/shop_1").body(bytes::Bytes::new())?;
/// # assert!(checkout.handle(request, std::time::UNIX_EPOCH).body().starts_with(b"{\"code\":"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a scenario changes nothing until a description has it"]
pub struct Scenario(Keys);

/// What a file may hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    calls_per_minute: Option<u32>,
    rate_headers: Option<RateHeadersWord>,
    honour_idempotency_keys: Option<bool>,
    error_form: Option<ErrorFormWord>,
    status_place: Option<StatusPlaceWord>,
    other_case: Option<bool>,
    session_seconds: Option<u64>,
    expiry_field: Option<String>,
    expire_endpoint: Option<bool>,
    items_must_sum: Option<bool>,
    unique_order_ids: Option<bool>,
    payment_seconds: Option<u64>,
    refund_seconds: Option<u64>,
    domain_seconds: Option<u64>,
    #[serde(default)]
    failing_domains: Vec<String>,
    return_parameters: Option<bool>,
    webhook_precedence: Option<WebhookPrecedenceWord>,
    event_ids: Option<bool>,
    session_id_only: Option<bool>,
    #[serde(default)]
    envelopes: BTreeMap<OperationWord, EnvelopeWord>,
    webhooks: Option<Webhooks>,
    #[serde(default)]
    faults: Vec<ScriptedFault<Checkout>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Webhooks {
    delay_seconds: Option<u64>,
    copies: Option<u32>,
    held_back_seconds: Option<u64>,
    lose_every: Option<u64>,
    retry_seconds: Option<Vec<u64>>,
    chance: Option<Chance>,
}

impl Scenario {
    /// Adds what the scenario says to a description, and leaves alone what it does not speak of. `[webhooks]` is said as a
    /// whole: keys that it leaves out have their defaults.
    pub fn apply(self, builder: CheckoutBuilder) -> CheckoutBuilder {
        self.0.apply(builder)
    }
}

impl FromStr for Scenario {
    type Err = ScenarioError;

    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// [`ScenarioError`] names the line and what is wrong in it. What no service can be, as one that allows no call, is
    /// found by [`CheckoutBuilder::build`].
    fn from_str(text: &str) -> Result<Self, ScenarioError> {
        crate::scenario::parse(text).map(Self)
    }
}

impl Keys {
    fn apply(self, builder: CheckoutBuilder) -> CheckoutBuilder {
        let seconds = |seconds: Option<u64>| seconds.map(Duration::from_secs);
        let mut builder = Described(builder)
            .with(self.calls_per_minute, CheckoutBuilder::calls_per_minute)
            .with(self.rate_headers.map(Into::into), CheckoutBuilder::rate_headers)
            .with(self.honour_idempotency_keys.map(idempotency), CheckoutBuilder::idempotency)
            .with(self.error_form.map(Into::into), CheckoutBuilder::error_form)
            .with(self.status_place.map(Into::into), CheckoutBuilder::status_place)
            .with(self.other_case.map(casing), CheckoutBuilder::casing)
            .with(seconds(self.session_seconds), CheckoutBuilder::session_lifetime)
            .with(self.expiry_field, CheckoutBuilder::expiry_field)
            .with(self.expire_endpoint, CheckoutBuilder::expire_endpoint)
            .with(self.items_must_sum, CheckoutBuilder::items_must_sum)
            .with(self.unique_order_ids, CheckoutBuilder::unique_order_ids)
            .with(seconds(self.payment_seconds), CheckoutBuilder::payment_time)
            .with(seconds(self.refund_seconds), CheckoutBuilder::refund_time)
            .with(seconds(self.domain_seconds), CheckoutBuilder::domain_time)
            .with(self.return_parameters, CheckoutBuilder::return_parameters)
            .with(self.webhook_precedence.map(Into::into), CheckoutBuilder::webhook_precedence)
            .with(self.event_ids, CheckoutBuilder::event_ids)
            .with(self.session_id_only.map(event_data), CheckoutBuilder::event_data)
            .0;
        for domain in self.failing_domains {
            builder = builder.failing_domain(domain);
        }
        for (operation, envelope) in self.envelopes {
            builder = builder.envelope(operation.into(), envelope.into());
        }
        for fault in self.faults {
            builder = builder.fault(fault.into_rule());
        }
        match self.webhooks {
            Some(webhooks) => builder.webhook_manners(webhooks.manners()),
            None => builder,
        }
    }
}

impl Webhooks {
    fn manners(self) -> WebhookManners {
        let seconds = |seconds: Option<u64>| seconds.map(Duration::from_secs);
        let pauses = self.retry_seconds.map(|pauses| pauses.into_iter().map(Duration::from_secs));
        Described(WebhookManners::new())
            .with(seconds(self.delay_seconds), WebhookManners::delay)
            .with(self.copies, WebhookManners::copies)
            .with(seconds(self.held_back_seconds), WebhookManners::holding_back)
            .with(self.lose_every, WebhookManners::losing_every)
            .with(self.chance, WebhookManners::by_chance)
            .with(pauses, WebhookManners::retries)
            .0
    }
}

fn idempotency(honoured: bool) -> Idempotency {
    if honoured { Idempotency::Honoured } else { Idempotency::Ignored }
}

fn casing(other: bool) -> Casing {
    if other { Casing::Other } else { Casing::AsPrinted }
}

fn event_data(session_id_only: bool) -> EventData {
    if session_id_only { EventData::SessionIdOnly } else { EventData::SameFields }
}

/// Words of a file that stand for values of the library.
macro_rules! words {
    ($name:ident for $target:ident: $($word:ident),+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum $name { $($word),+ }

        impl From<$name> for $target {
            fn from(word: $name) -> Self {
                match word { $($name::$word => Self::$word),+ }
            }
        }
    };
}

words!(RateHeadersWord for RateHeaders: XRateLimit, XRateLimitEpoch, RateLimit, RetryAfterOnly);
words!(ErrorFormWord for ErrorForm: Nested, Bare, Text, Html, Empty, SuccessFalse);
words!(StatusPlaceWord for StatusPlace: WithFields, TopLevel, Both);
words!(WebhookPrecedenceWord for WebhookPrecedence: Session, Shop, Both);
words!(EnvelopeWord for Envelope: Bare, Data, Flat, Empty);
words!(OperationWord for Operation: CreateSession, GetSession, UpdateSession, ExpireSession, Refund, CreateShop,
    GetShop, UpdateShop, SetCustomDomain, CreateCoupon, ApplyCoupon);

#[cfg(test)]
mod tests {
    use super::{Checkout, Scenario};
    use bytes::Bytes;
    use std::time::{Duration, UNIX_EPOCH};

    /// A file with every key.
    const FULL: &str = r#"
        calls_per_minute = 7
        rate_headers = "rate_limit"
        honour_idempotency_keys = true
        error_form = "bare"
        status_place = "both"
        other_case = true
        session_seconds = 600
        expiry_field = "expiresIn"
        expire_endpoint = false
        items_must_sum = true
        unique_order_ids = true
        payment_seconds = 5
        refund_seconds = 5
        domain_seconds = 5
        failing_domains = ["bad.example.com"]
        return_parameters = true
        webhook_precedence = "shop"
        event_ids = true
        session_id_only = true

        [envelopes]
        create_session = "data"
        set_custom_domain = "empty"

        [webhooks]
        delay_seconds = 1
        copies = 2
        held_back_seconds = 3
        lose_every = 5
        retry_seconds = [1, 2]
        chance = 0.5

        [[faults]]
        operation = "shops.get"
        fault = "server_error"
        after = 1
    "#;

    #[test]
    fn every_key_is_read_and_reaches_the_sandbox() {
        let scenario: Scenario = FULL.parse().expect("a scenario");
        let checkout = scenario.apply(Checkout::builder()).build().expect("a sandbox");
        let read = || {
            let request = http::Request::get("/api/shops/shop_1").header("x-api-key", "sk_test_sandbox");
            let request = request.body(Bytes::new()).expect("a request");
            checkout.handle(request, UNIX_EPOCH + Duration::from_secs(1_772_415_000))
        };
        let answer = read();
        assert_eq!(answer.headers()["ratelimit-limit"], "7");
        assert!(answer.body().starts_with(br#"{"code":"shop_not_found""#));
        assert_eq!(read().status(), 500);
    }

    #[test]
    fn an_unknown_word_is_named_with_its_line() {
        for (text, line, named) in [
            ("payment_second = 1", 1, "payment_second"),
            ("\nerror_form = \"loud\"", 2, "loud"),
            ("[envelopes]\nget_sesion = \"bare\"", 2, "get_sesion"),
            ("[webhooks]\n\ncopy = 2", 3, "copy"),
            ("[webhooks]\nchance = 1.5", 2, "0 to 1"),
            ("[[faults]]\nfault = \"redirect\"\noperation = \"orders.list\"", 3, "orders.list"),
            ("payment_seconds = 1\n[[faults]]\nfault = \"shifted_page\"", 2, "no room"),
        ] {
            let error = text.parse::<Scenario>().expect_err(text);
            assert_eq!(error.line(), line, "{text:?}: {error}");
            assert!(error.reason().contains(named) && !error.reason().contains('\n'), "{text:?}: {error}");
        }
    }
}
