//! Refusals that more than one write of customer service documents.

use apiwire::KnownRefusal;

/// A raw control character in the JSON. This client escapes them, so a proxy on the way would have changed the body.
pub(super) const ILLEGAL_CHARACTER: KnownRefusal = KnownRefusal::new(
    "illegal_character",
    &["Could not read JSON", "Illegal unquoted character"],
    "the text reached Coupang with a raw control character in it",
);

/// A case that takes neither answers nor confirmations now.
pub(super) const WRONG_STATE: KnownRefusal = KnownRefusal::new(
    "wrong_state",
    &["It can do only inquiryStatus:progress, partnerTransferStatus:requestAnswer"],
    "the case waits for nothing: it was answered, confirmed or closed, or 24 hours have passed; read it",
);

/// A case that is closed.
pub(super) const CLOSED: KnownRefusal = KnownRefusal::new(
    "closed",
    &["상담이 종료된 문의입니다"],
    "the case is closed: by a counsellor, by an earlier confirmation, or after 24 hours; read it",
);
