use crate::fault::FaultError;

/// A description no sandbox can be built from; nothing in it repeats a key or a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A key starts with `sk_test_` or `sk_live_` and goes on in letters and digits.
    #[error("an API key is sk_test_ or sk_live_ followed by letters, digits, - and _")]
    ApiKey,
    /// The webhook secret cannot be one, or the scheme cannot use it.
    #[error("the webhook secret is empty, has white space at an end, or does not suit the scheme")]
    WebhookSecret,
    /// A key must be allowed at least one call a minute.
    #[error("calls per minute must be at least 1")]
    CallsPerMinute,
    /// A session must live for some time, and 7 days at most.
    #[error("a session lives longer than no time and at most 7 days")]
    SessionLifetime,
    /// A fault that no call can ever meet.
    #[error("a fault: {0}")]
    Fault(FaultError),
}
