//! The choices where the vendor's page is silent or contradicts itself. Each default is what the page comes closest to.

/// What an answer is wrapped in.
///
/// The vendor's samples differ from operation to operation; [`super::CheckoutBuilder::envelope`] names the defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Envelope {
    /// `{ .. }`
    Bare,
    /// `{ "success": true, "data": { .. } }`
    Data,
    /// `{ "success": true, .. }`
    Flat,
    /// No body at all.
    Empty,
}

/// How a refusal is written.
///
/// The vendor documents [`ErrorForm::Nested`]; the others are what services of this kind answer too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorForm {
    /// `{ "error": { "code": .., "message": .., "details": { .. } } }`
    #[default]
    Nested,
    /// `{ "code": .., "message": .. }`
    Bare,
    /// `{ "error": "message" }`
    Text,
    /// A page of HTML, as proxies answer.
    Html,
    /// The status alone.
    Empty,
    /// HTTP 200 with `{ "success": false, "error": { .. } }`.
    SuccessFalse,
}

/// Where the status of a session stands in the answer to a read.
///
/// One sample of the vendor has it in `data`, another at the top.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum StatusPlace {
    /// Where the envelope puts it, with the other fields.
    #[default]
    WithFields,
    /// Only at the top level.
    TopLevel,
    /// In both places.
    Both,
}

/// How names of fields are spelled in answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Casing {
    /// As the vendor prints them: sessions in `camelCase`, shops and coupons in `snake_case`.
    #[default]
    AsPrinted,
    /// Every name in the other case.
    Other,
}

/// What a key in the header `Idempotency-Key` does. It is in the ledger either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Idempotency {
    /// Nothing: the vendor's page promises nothing, so a repeated write is carried out twice.
    #[default]
    Ignored,
    /// A repeated write with the same key and body is answered as the first was and not carried out again; with another
    /// body it is refused.
    Honoured,
}

/// Which headers speak about the rate limit. The vendor says that all answers carry some and names none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RateHeaders {
    /// `X-RateLimit-Limit`, `-Remaining` and `-Reset`, the last in seconds from now.
    #[default]
    XRateLimit,
    /// The same with `-Reset` as a Unix time.
    XRateLimitEpoch,
    /// `RateLimit-Limit`, `-Remaining` and `-Reset`, the last in seconds from now.
    RateLimit,
    /// None, except `Retry-After` on a 429, which all of them have.
    RetryAfterOnly,
}

/// Whose address an event goes to when both the session and a shop name one.
///
/// A session names no shop, so the shop is the newest of the key's that has a `webhook_url` (assumed).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookPrecedence {
    /// The session's `webhookUrl`, or else the shop's.
    #[default]
    Session,
    /// The shop's `settings.webhook_url`, or else the session's.
    Shop,
    /// Both.
    Both,
}

/// What the data of the three events holds that the vendor does not show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventData {
    /// The fields of `payment.completed`, as far as they are known by then.
    #[default]
    SameFields,
    /// `sessionId` alone.
    SessionIdOnly,
}
