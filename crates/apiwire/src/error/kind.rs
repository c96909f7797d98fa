//! What can go wrong, kind by kind.

/// The kind of a failure. Each says what happened on the wire; [`crate::Error::hint`] says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be built from what the caller gave. Nothing was sent.
    Configuration,
    /// The client was stopped by its owner. Nothing was sent.
    Stopped,
    /// The write needs a live permit for its family. Nothing was sent.
    NotPermitted,
    /// The total deadline passed, or the next permitted moment lies behind it. This attempt was not sent.
    Deadline,
    /// 429, or the pause that follows one. See [`crate::Error::until`]. Coupang: article 360023154173.
    Throttled,
    /// The client holds back after errors that lead to a block (a run of 404, an edge block). Nothing was sent.
    CircuitOpen,
    /// No connection: DNS, TCP or TLS failed. Nothing was sent. Coupang refuses TLS below 1.2 (article 4411949605401).
    Connect,
    /// No complete answer within the attempt's time.
    Timeout,
    /// The connection broke, or the body ended early.
    ConnectionLost,
    /// The answer is larger than the limit.
    BodyTooLarge,
    /// The answer is not what the vendor documents.
    Decode,
    /// One row of a page lacks what makes it usable; the page goes on. See [`crate::Error::row`].
    UndecodableRow,
    /// A page token or a page came twice, a token is too long, or there are more pages than the ceiling.
    Paging,
    /// HTTP 200 with a failure in the envelope.
    Rejected,
    /// The vendor says that this has been done before: by an earlier request, by hand, or by the vendor itself. Read to be
    /// sure. See [`crate::Error::refusal`].
    AlreadyDone,
    /// 400: a parameter is wrong. Coupang: article 360023107933.
    BadRequest,
    /// The vendor says that the seller's id is wrong or belongs to somebody else. Coupang: article 30176501214361.
    VendorMismatch,
    /// The signature does not match: key, message or header format. Coupang: article 360022935394.
    InvalidSignature,
    /// The signed date is too old or too new for the vendor's clock; see [`crate::Error::clock_hint`]. Coupang: article
    /// 360022935394.
    SignatureExpired,
    /// The key is unknown, expired or not authorized. Coupang: article 27482151049625 (180 days).
    KeyRejected,
    /// The calling IP address is not registered for the key. Coupang: article 20874598747289 (up to 30 minutes).
    IpNotAllowed,
    /// 403 for this operation.
    PermissionDenied,
    /// 302 or an HTML 403: the vendor's edge has blocked the caller. Coupang: articles 34583426711321, 25780974599577.
    EdgeBlocked,
    /// 404: wrong path or wrong seller id, or an object that does not exist. Repeated ones lead to a block. Coupang:
    /// article 30176501214361.
    NotFound,
    /// 409: the present state of the object does not allow it.
    Conflict,
    /// 410: the vendor has retired this operation. Coupang: article 360023107973.
    Retired,
    /// 412: the vendor has not activated this operation. Coupang: article 360022984434. When its message tells of a timeout,
    /// the kind is [`ErrorKind::Unavailable`].
    NotActivated,
    /// 423: the vendor has locked this operation. Coupang: article 360022984574.
    Locked,
    /// 500, or HTTP 200 with a failure in the envelope that is the vendor's own by its code. Coupang says that wrong input causes most of these (article 360023154213).
    ServerError,
    /// 502, 503, 504, 521 or 524: the vendor's servers have a problem, or its gateway gave up after 3 s. Coupang: articles
    /// 360023112313 (504), 360022987714 (521). Also a timeout that Coupang tells under another status or inside 200: a shorter range or
    /// smaller pages help.
    Unavailable,
    /// Any other status.
    UnexpectedStatus,
}
