//! Everything a sandbox was built with that does not change afterwards.

use super::options::{
    Casing, Envelope, ErrorForm, EventData, Idempotency, RateHeaders, StatusPlace, WebhookPrecedence,
};
use super::{DEFAULT_DOMAIN_TIME, DEFAULT_SESSION_LIFETIME, LIVE_CALLS_PER_MINUTE, Operation, TEST_CALLS_PER_MINUTE};
use http::HeaderName;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The rules of one sandbox; what each means stands at the builder's method of the same name.
pub(super) struct Rules {
    pub(super) seed: u64,
    pub(super) calls_per_minute: Option<u32>,
    pub(super) rate_headers: RateHeaders,
    pub(super) idempotency: Idempotency,
    pub(super) idempotency_header: HeaderName,
    pub(super) error_form: ErrorForm,
    pub(super) envelopes: BTreeMap<Operation, Envelope>,
    pub(super) status_place: StatusPlace,
    pub(super) casing: Casing,
    pub(super) session_lifetime: Duration,
    pub(super) expiry_field: Option<String>,
    pub(super) expire_endpoint: bool,
    pub(super) items_must_sum: bool,
    pub(super) unique_order_ids: bool,
    pub(super) payment_time: Duration,
    pub(super) refund_time: Duration,
    pub(super) domain_time: Duration,
    pub(super) failing_domains: BTreeSet<String>,
    pub(super) return_parameters: bool,
    pub(super) webhook_precedence: WebhookPrecedence,
    pub(super) event_ids: bool,
    pub(super) event_data: EventData,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            seed: 0,
            calls_per_minute: None,
            rate_headers: RateHeaders::default(),
            idempotency: Idempotency::default(),
            idempotency_header: HeaderName::from_static("idempotency-key"),
            error_form: ErrorForm::default(),
            envelopes: BTreeMap::new(),
            status_place: StatusPlace::default(),
            casing: Casing::default(),
            session_lifetime: DEFAULT_SESSION_LIFETIME,
            expiry_field: None,
            expire_endpoint: true,
            items_must_sum: false,
            unique_order_ids: false,
            payment_time: Duration::ZERO,
            refund_time: Duration::ZERO,
            domain_time: DEFAULT_DOMAIN_TIME,
            failing_domains: BTreeSet::new(),
            return_parameters: false,
            webhook_precedence: WebhookPrecedence::default(),
            event_ids: false,
            event_data: EventData::default(),
        }
    }
}

impl Rules {
    /// The envelope of an operation: the builder's, or the vendor's sample, or the nearest sample where there is none.
    pub(super) fn envelope(&self, operation: Operation) -> Envelope {
        self.envelopes.get(&operation).copied().unwrap_or(match operation {
            Operation::GetSession | Operation::UpdateSession | Operation::ExpireSession => Envelope::Data,
            Operation::Refund | Operation::CreateShop | Operation::GetShop | Operation::UpdateShop => Envelope::Bare,
            Operation::CreateSession
            | Operation::SetCustomDomain
            | Operation::CreateCoupon
            | Operation::ApplyCoupon => Envelope::Flat,
        })
    }

    pub(super) fn honours_keys(&self) -> bool {
        self.idempotency == Idempotency::Honoured
    }

    /// Calls a minute with this key.
    pub(super) fn limit(&self, key: &str) -> u32 {
        let by_prefix = if key.starts_with("sk_live_") { LIVE_CALLS_PER_MINUTE } else { TEST_CALLS_PER_MINUTE };
        self.calls_per_minute.unwrap_or(by_prefix)
    }
}
