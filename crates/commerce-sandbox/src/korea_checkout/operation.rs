//! Which operation a request line names.

use http::Method;

/// An operation of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// `POST /api/checkout/create-session`
    CreateSession,
    /// `GET /api/checkout/session/{sessionId}`
    GetSession,
    /// `PATCH /api/checkout/session/{sessionId}`
    UpdateSession,
    /// `POST /api/checkout/session/{sessionId}/expire`: the vendor's page has the heading and no path (assumed).
    ExpireSession,
    /// `POST /api/checkout/session/{sessionId}/refund`
    Refund,
    /// `POST /api/shops`
    CreateShop,
    /// `GET /api/shops/{shopId}`
    GetShop,
    /// `PATCH /api/shops/{shopId}`
    UpdateShop,
    /// `PATCH /api/shops/{shopId}/custom-domain`
    SetCustomDomain,
    /// `POST /api/coupons/create`
    CreateCoupon,
    /// `POST /api/coupons/apply`
    ApplyCoupon,
}

impl Operation {
    /// Every operation, in the order of the vendor's page.
    pub const ALL: [Self; 11] = [
        Self::CreateSession,
        Self::GetSession,
        Self::UpdateSession,
        Self::ExpireSession,
        Self::Refund,
        Self::CreateShop,
        Self::GetShop,
        Self::UpdateShop,
        Self::SetCustomDomain,
        Self::CreateCoupon,
        Self::ApplyCoupon,
    ];

    /// Finds the operation and the id in its path. The path is compared as it was sent, without decoding; a known path
    /// with another method is nothing (assumed).
    pub(super) fn find<'p>(method: &Method, path: &'p str) -> Option<(Self, &'p str)> {
        let segments: Vec<&str> = path.strip_prefix("/api/")?.split('/').collect();
        let found = match (method.as_str(), segments.as_slice()) {
            ("POST", ["checkout", "create-session"]) => (Self::CreateSession, ""),
            ("GET", ["checkout", "session", id]) => (Self::GetSession, *id),
            ("PATCH", ["checkout", "session", id]) => (Self::UpdateSession, *id),
            ("POST", ["checkout", "session", id, "expire"]) => (Self::ExpireSession, *id),
            ("POST", ["checkout", "session", id, "refund"]) => (Self::Refund, *id),
            ("POST", ["shops"]) => (Self::CreateShop, ""),
            ("GET", ["shops", id]) => (Self::GetShop, *id),
            ("PATCH", ["shops", id]) => (Self::UpdateShop, *id),
            ("PATCH", ["shops", id, "custom-domain"]) => (Self::SetCustomDomain, *id),
            ("POST", ["coupons", "create"]) => (Self::CreateCoupon, ""),
            ("POST", ["coupons", "apply"]) => (Self::ApplyCoupon, ""),
            _ => return None,
        };
        Some(found)
    }

    /// Whether it changes something.
    #[must_use]
    pub const fn is_write(self) -> bool {
        !matches!(self, Self::GetSession | Self::GetShop)
    }

    /// Its name in the client's `ENDPOINTS.md`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CreateSession => "sessions.create",
            Self::GetSession => "sessions.get",
            Self::UpdateSession => "sessions.update",
            Self::ExpireSession => "sessions.expire",
            Self::Refund => "refunds.create",
            Self::CreateShop => "shops.create",
            Self::GetShop => "shops.get",
            Self::UpdateShop => "shops.update",
            Self::SetCustomDomain => "domains.set",
            Self::CreateCoupon => "coupons.create",
            Self::ApplyCoupon => "coupons.apply",
        }
    }

    const fn handler(self) -> &'static str {
        match self {
            Self::CreateSession => "sessions::create",
            Self::GetSession => "sessions::show",
            Self::UpdateSession => "sessions::update",
            Self::ExpireSession => "sessions::expire",
            Self::Refund => "sessions::refund",
            Self::CreateShop => "shops::create",
            Self::GetShop => "shops::show",
            Self::UpdateShop => "shops::update",
            Self::SetCustomDomain => "shops::set_domain",
            Self::CreateCoupon => "coupons::create",
            Self::ApplyCoupon => "coupons::apply",
        }
    }
}

/// The function of this sandbox that answers a method and a path; `None` when nothing does, which is a 404.
///
/// Variables may stand in the path as names in braces.
#[must_use]
pub fn handler(method: &Method, path: &str) -> Option<&'static str> {
    Operation::find(method, path).map(|(operation, _)| operation.handler())
}

#[cfg(test)]
mod tests {
    use super::{Operation, handler};
    use http::Method;

    #[test]
    fn every_operation_is_found_by_its_line_and_by_no_other() {
        for (method, path, expected) in [
            (Method::POST, "/api/checkout/create-session", Some("sessions::create")),
            (Method::GET, "/api/checkout/session/{sessionId}", Some("sessions::show")),
            (Method::PATCH, "/api/checkout/session/{sessionId}", Some("sessions::update")),
            (Method::POST, "/api/checkout/session/{sessionId}/expire", Some("sessions::expire")),
            (Method::POST, "/api/checkout/session/{sessionId}/refund", Some("sessions::refund")),
            (Method::POST, "/api/shops", Some("shops::create")),
            (Method::GET, "/api/shops/{shopId}", Some("shops::show")),
            (Method::PATCH, "/api/shops/{shopId}", Some("shops::update")),
            (Method::PATCH, "/api/shops/{shopId}/custom-domain", Some("shops::set_domain")),
            (Method::POST, "/api/coupons/create", Some("coupons::create")),
            (Method::POST, "/api/coupons/apply", Some("coupons::apply")),
            (Method::PUT, "/api/checkout/session/cs_1", None),
            (Method::GET, "/api/coupons/create", None),
            (Method::GET, "/api/shops/", Some("shops::show")),
            (Method::GET, "/api/shops/a/b", None),
            (Method::POST, "/checkout/create-session", None),
            (Method::POST, "/api/%63oupons/apply", None),
        ] {
            assert_eq!(handler(&method, path), expected, "{method} {path}");
        }
        assert_eq!(Operation::ALL.iter().filter(|operation| !operation.is_write()).count(), 2);
    }
}
