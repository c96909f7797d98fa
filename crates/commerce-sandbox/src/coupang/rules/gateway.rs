//! What is open about the gateway itself: signatures, headers, refusals, versions, and the times that every family writes.

use std::time::Duration;

answers! {
    /// The body of an answer whose body nobody has published.
    UnpublishedBody {
        /// JSON in the gateway's own shape.
        Json = "json",
        /// A page of HTML.
        Html = "html",
        /// None at all.
        Empty = "empty",
    }

    /// The HTTP status of an `Authorization` header that is missing, is none, or names no key.
    RefusedHeader {
        /// 401, as for a wrong signature.
        Unauthorized = "401",
        /// 400.
        BadRequest = "400",
        /// 403.
        Forbidden = "403",
    }

    /// The HTTP status of a signature that is too old.
    ExpiredSignature {
        /// 401, as for a wrong one.
        Unauthorized = "401",
        /// 403, under which one public client looks for it too.
        Forbidden = "403",
    }

    /// What the gateway looks at first.
    FirstCheck {
        /// The signature, then the rate, then path and method.
        Signature = "signature",
        /// The rate, then the signature, then path and method.
        Rate = "rate",
        /// Path and method, then the signature, then the rate.
        Path = "path",
    }

    /// The `code` in the body of a refusal from behind the gateway.
    RefusalCode {
        /// The word `ERROR`.
        Error = "ERROR",
        /// The HTTP status as a number.
        Number = "number",
        /// The HTTP status as text.
        Text = "text",
    }

    /// How far a signed date may lie ahead of the gateway's clock.
    AheadOfTime {
        /// As far as it may lie behind.
        AsBehind = "as_behind",
        /// Not at all.
        Never = "never",
        /// As far as it likes.
        Any = "any",
    }

    /// How a known path with another method is answered.
    WrongMethod {
        /// 404, like an unknown path.
        NotFound = "404",
        /// 405.
        NotAllowed = "405",
    }

    /// The offset in which the internationalised versions write the times of a Korean shop.
    Offset {
        /// Korean time, `+09:00`.
        Korea = "+09:00",
        /// That of UTC, `+00:00`.
        Utc = "+00:00",
        /// As in the portal's samples, `-08:00`.
        Sample = "-08:00",
    }

    /// How many digits the internationalised versions write behind the second.
    Fraction {
        /// Six, as in the portal's samples.
        Six = "six",
        /// Three.
        Three = "three",
        /// As many of the six as do not end in zeros; for a whole second none, and no point.
        AsNeeded = "as_needed",
        /// None, and no point.
        None = "none",
    }
}

rules! { gateway: GatewayRules, GatewayRulesWritten {
    /// How far a signed date may lie from now; five minutes unless set, in both directions unless
    /// [`Self::signed_ahead`] says otherwise.
    clock_tolerance as "clock_tolerance_seconds": Duration = coupang_cea::Verifier::DEFAULT_TOLERANCE;

    /// How far a signed date may lie ahead; as far as behind unless set. The portal speaks of dates that are too old.
    signed_ahead as "signed_ahead": AheadOfTime = AheadOfTime::AsBehind;

    /// The status of a signature that is too old or too far ahead; 401 unless set.
    expired_signature as "expired_signature": ExpiredSignature = ExpiredSignature::Unauthorized;

    /// Whether the pairs of the `Authorization` header may be joined by a comma without a space; true unless set, as in a
    /// sample for another API of the same gateway.
    comma_without_space as "comma_without_space": bool = true;

    /// Whether a signature in capital letters is taken; false unless set. The portal shows small ones and says nothing.
    upper_case_signatures as "upper_case_signatures": bool = false;

    /// The status of an `Authorization` header that is missing, is none, or names no key; 401 unless set. The portal
    /// prints the three texts without a status.
    refused_header as "refused_header": RefusedHeader = RefusedHeader::Unauthorized;

    /// What the gateway looks at first: signature, rate or path; the signature unless set.
    first_check as "first_check": FirstCheck = FirstCheck::Signature;

    /// Whether a call that is refused for its header or its signature counts towards the vendor's rate; true unless set.
    unsigned_calls_count as "unsigned_calls_count": bool = true;

    /// Whether a call without `X-MARKET` is refused with 400; false unless set, as for Korea most clients leave it out.
    market_required as "market_required": bool = false;

    /// Whether a call without `X-Requested-By` is refused with 400; false unless set. The portal's test guide sets it, and
    /// most of its samples do not.
    requested_by_required as "requested_by_required": bool = false;

    /// Whether a `+` in a query is a space, as for a server that decodes forms; true unless set, else it is a plus.
    plus_is_space as "plus_is_space": bool = true;

    /// Whether the two operations of Taiwan are there without `X-MARKET: TW`; false unless set. One public client sends it.
    taiwan_without_market as "taiwan_without_market": bool = false;

    /// Whether the versions are there that a notice names and no page documents (version 5 of acknowledging, receiving and
    /// approving, version 6 of cancelling); true unless set, and then they answer like the version before.
    notice_versions as "notice_versions": bool = true;

    /// How a known path with another method is answered; 404 unless set. No article names 405.
    wrong_method as "wrong_method": WrongMethod = WrongMethod::NotFound;

    /// The body of a 404, 405 or 429 of the gateway, which nobody has published; JSON unless set.
    unpublished_body as "unpublished_body": UnpublishedBody = UnpublishedBody::Json;

    /// The `code` of a refusal from behind the gateway, a 400 for most; `ERROR` unless set. Public clients have seen all
    /// three. Options keep `ERROR`, which is documented for them.
    refusal_code as "refusal_code": RefusalCode = RefusalCode::Error;

    /// Whether a 429 says in `Retry-After` after how many seconds of quiet calls are answered again; false unless set.
    retry_after as "retry_after": bool = false;

    /// Whether a call during the lockout starts its quiet time anew; true unless set. The portal says only that access
    /// returns some minutes after the rate has dropped.
    lockout_restarts as "lockout_restarts": bool = true;

    /// The offset of times in version 5 of orders and customer service and version 6 of returns; `+09:00` unless set.
    offset as "offset": Offset = Offset::Korea;

    /// How many digits those versions write behind the second; six unless set.
    fraction as "fraction": Fraction = Fraction::Six;
} }
