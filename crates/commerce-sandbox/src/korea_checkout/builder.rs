use super::build_error::BuildError;
use super::checkout::Checkout;
use super::kinds::KINDS;
use super::meter::Meter;
use super::options::{
    Casing, Envelope, ErrorForm, EventData, Idempotency, RateHeaders, StatusPlace, WebhookPrecedence,
};
use super::rules::Rules;
use super::state::State;
use super::webhooks::{Outbox, WebhookManners};
use super::{DEFAULT_API_KEY, DEFAULT_WEBHOOK_SECRET, MAX_SESSION_LIFETIME, Operation};
use crate::fault::FaultRule;
use http::HeaderName;
use std::fmt;
use std::sync::Mutex;
use std::time::Duration;
use webhook_verify::{Scheme, Secret, SecretError, SetupError, Signer};

/// Describes a [`Checkout`] before it is built.
#[must_use = "a builder does nothing until build() is called"]
pub struct CheckoutBuilder {
    keys: Vec<String>,
    secret: Result<Secret, SecretError>,
    scheme: Scheme,
    manners: WebhookManners,
    rules: Rules,
    faults: Vec<FaultRule>,
}

impl Default for CheckoutBuilder {
    fn default() -> Self {
        Self {
            keys: Vec::new(),
            secret: DEFAULT_WEBHOOK_SECRET.parse(),
            scheme: Scheme::body_hex(),
            manners: WebhookManners::default(),
            rules: Rules::default(),
            faults: Vec::new(),
        }
    }
}

impl CheckoutBuilder {
    /// Adds an API key; [`DEFAULT_API_KEY`] is the only one unless set. What one key made, no other sees. The prefix
    /// decides about the rate. Do not give it a real one.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.keys.push(key.into());
        self
    }

    /// What webhooks are signed with; [`DEFAULT_WEBHOOK_SECRET`] unless set.
    pub fn webhook_secret(mut self, secret: impl Into<String>) -> Self {
        self.secret = Secret::new(secret.into());
        self
    }

    /// How webhooks are signed; [`Scheme::body_hex`] unless set. The vendor does not document its algorithm.
    pub fn webhook_scheme(mut self, scheme: Scheme) -> Self {
        self.scheme = scheme;
        self
    }

    /// How well webhooks travel; see [`WebhookManners`] for the default.
    pub fn webhook_manners(mut self, manners: WebhookManners) -> Self {
        self.manners = manners;
        self
    }

    /// Decides about ids; the same seed gives the same ones. 0 unless set.
    pub fn seed(mut self, seed: u64) -> Self {
        self.rules.seed = seed;
        self
    }

    /// How many calls every key may make in any minute; 100 or 1000 by its prefix unless set.
    pub fn calls_per_minute(mut self, calls: u32) -> Self {
        self.rules.calls_per_minute = Some(calls);
        self
    }

    /// Which headers speak about the rate; [`RateHeaders::XRateLimit`] unless set.
    pub fn rate_headers(mut self, headers: RateHeaders) -> Self {
        self.rules.rate_headers = headers;
        self
    }

    /// What an idempotency key does; [`Idempotency::Ignored`] unless set.
    pub fn idempotency(mut self, idempotency: Idempotency) -> Self {
        self.rules.idempotency = idempotency;
        self
    }

    /// The header that carries it; `Idempotency-Key` unless set. The vendor names none.
    pub fn idempotency_header(mut self, name: HeaderName) -> Self {
        self.rules.idempotency_header = name;
        self
    }

    /// How refusals are written; [`ErrorForm::Nested`] unless set.
    pub fn error_form(mut self, form: ErrorForm) -> Self {
        self.rules.error_form = form;
        self
    }

    /// What the answers of an operation are wrapped in.
    ///
    /// Unless set, [`Envelope::Flat`] for creating a session, setting a domain and both operations on coupons,
    /// [`Envelope::Data`] for the other operations on sessions, and [`Envelope::Bare`] for refunds and shops. The vendor
    /// shows no answer to updating and expiring a session, creating and updating a shop, and creating a coupon.
    pub fn envelope(mut self, operation: Operation, envelope: Envelope) -> Self {
        self.rules.envelopes.insert(operation, envelope);
        self
    }

    /// Where the status of a session stands; [`StatusPlace::WithFields`] unless set.
    pub fn status_place(mut self, place: StatusPlace) -> Self {
        self.rules.status_place = place;
        self
    }

    /// How names of fields are spelled in answers; [`Casing::AsPrinted`] unless set.
    pub fn casing(mut self, casing: Casing) -> Self {
        self.rules.casing = casing;
        self
    }

    /// How long a session can be paid; 24 hours unless set, and 7 days at most.
    pub fn session_lifetime(mut self, lifetime: Duration) -> Self {
        self.rules.session_lifetime = lifetime;
        self
    }

    /// The field in which a shop asks for another life of its session, in seconds or as a time. None unless set: the
    /// vendor says that there is such a field and does not name it.
    pub fn expiry_field(mut self, name: impl Into<String>) -> Self {
        self.rules.expiry_field = Some(name.into());
        self
    }

    /// Whether sessions can be expired at [`Operation::ExpireSession`]; true unless set, else 404.
    pub fn expire_endpoint(mut self, there: bool) -> Self {
        self.rules.expire_endpoint = there;
        self
    }

    /// Whether the items of a new session must sum up to its total; false unless set.
    pub fn items_must_sum(mut self, must: bool) -> Self {
        self.rules.items_must_sum = must;
        self
    }

    /// Whether an order number can have one session only; false unless set.
    pub fn unique_order_ids(mut self, unique: bool) -> Self {
        self.rules.unique_order_ids = unique;
        self
    }

    /// How long a payment is `processing` before it is `completed`; no time unless set.
    pub fn payment_time(mut self, time: Duration) -> Self {
        self.rules.payment_time = time;
        self
    }

    /// How long after a refund was accepted the session shows it; no time unless set.
    pub fn refund_time(mut self, time: Duration) -> Self {
        self.rules.refund_time = time;
        self
    }

    /// How long a custom domain stays `pending`; [`super::DEFAULT_DOMAIN_TIME`] unless set.
    pub fn domain_time(mut self, time: Duration) -> Self {
        self.rules.domain_time = time;
        self
    }

    /// Adds a domain whose verification fails.
    pub fn failing_domain(mut self, domain: impl Into<String>) -> Self {
        self.rules.failing_domains.insert(domain.into().to_ascii_lowercase());
        self
    }

    /// Whether the buyer comes back to `returnUrl` and `cancelUrl` with `sessionId` and `status` in the query; false
    /// unless set. The vendor does not say what it adds, and nobody should believe it.
    pub fn return_parameters(mut self, added: bool) -> Self {
        self.rules.return_parameters = added;
        self
    }

    /// Whose webhook address counts; [`WebhookPrecedence::Session`] unless set.
    pub fn webhook_precedence(mut self, precedence: WebhookPrecedence) -> Self {
        self.rules.webhook_precedence = precedence;
        self
    }

    /// Whether the body of an event has an `id`; false unless set, as in the vendor's sample.
    pub fn event_ids(mut self, there: bool) -> Self {
        self.rules.event_ids = there;
        self
    }

    /// What the data of the events holds that the vendor does not show; [`EventData::SameFields`] unless set.
    pub fn event_data(mut self, data: EventData) -> Self {
        self.rules.event_data = data;
        self
    }

    /// Lets calls go wrong; see [`crate::fault`]. May be called several times.
    pub fn fault(mut self, rule: FaultRule) -> Self {
        self.faults.push(rule);
        self
    }

    /// Builds the sandbox.
    ///
    /// # Errors
    ///
    /// [`BuildError`] names the part of the description that cannot be.
    pub fn build(self) -> Result<Checkout, BuildError> {
        let Self { mut keys, secret, scheme, manners, rules, faults } = self;
        if keys.is_empty() {
            keys.push(DEFAULT_API_KEY.to_owned());
        }
        if !keys.iter().all(|key| is_api_key(key)) {
            return Err(BuildError::ApiKey);
        }
        if rules.calls_per_minute == Some(0) {
            return Err(BuildError::CallsPerMinute);
        }
        if rules.session_lifetime.is_zero() || rules.session_lifetime > MAX_SESSION_LIFETIME {
            return Err(BuildError::SessionLifetime);
        }
        let signer = signer(scheme, secret)?;
        let meters = keys.iter().map(|key| Meter::new(rules.limit(key))).collect();
        let mut state = State::new(rules.seed, meters, Outbox::new(signer, rules.seed, manners));
        faults.into_iter().try_for_each(|rule| state.faults.add(rule, &KINDS)).map_err(BuildError::Fault)?;
        Ok(Checkout { keys, rules, state: Mutex::new(state) })
    }
}

fn signer(scheme: Scheme, secret: Result<Secret, SecretError>) -> Result<Signer, BuildError> {
    let secret = secret.map_err(|_| BuildError::WebhookSecret)?;
    Signer::new(scheme, [secret]).map_err(|_: SetupError| BuildError::WebhookSecret)
}

fn is_api_key(key: &str) -> bool {
    let rest = key.strip_prefix("sk_test_").or_else(|| key.strip_prefix("sk_live_"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    })
}

/// Never shows the keys or the secret.
impl fmt::Debug for CheckoutBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("CheckoutBuilder");
        shown.field("keys", &self.keys.len()).field("scheme", &self.scheme.name()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{BuildError, Checkout, CheckoutBuilder};
    use std::time::Duration;

    #[test]
    fn what_cannot_be_is_named() {
        let error = |builder: CheckoutBuilder| builder.build().err();
        assert_eq!(error(Checkout::builder()), None);
        for key in ["", "sk_test_", "sk_prod_1", "SK_TEST_1", "sk_test_a b", "sk_test_키"] {
            assert_eq!(error(Checkout::builder().api_key(key)), Some(BuildError::ApiKey), "{key}");
        }
        for secret in ["", " a", "a\n"] {
            assert_eq!(
                error(Checkout::builder().webhook_secret(secret)),
                Some(BuildError::WebhookSecret),
                "{secret:?}"
            );
        }
        assert_eq!(error(Checkout::builder().calls_per_minute(0)), Some(BuildError::CallsPerMinute));
        for lifetime in [Duration::ZERO, Duration::from_secs(7 * 86_400 + 1)] {
            assert_eq!(error(Checkout::builder().session_lifetime(lifetime)), Some(BuildError::SessionLifetime));
        }
    }

    #[test]
    fn debug_shows_no_key_and_no_secret() {
        let builder = Checkout::builder().api_key("sk_test_planted").webhook_secret("planted");
        let before = format!("{builder:?}");
        let after = format!("{:?}", builder.build().expect("a sandbox"));
        for text in [before, after] {
            assert!(!text.contains("planted"), "{text}");
        }
    }
}
