//! Where a service lives: scheme, host and port, and the rule about plain HTTP.

use std::net::IpAddr;

use url::{Host, Url};

/// The scheme, host and port that a client talks to.
///
/// `https://` to any host; `http://` only to a loopback address, for local fakes. There is no switch that widens this.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Origin {
    text: String,
    loopback_http: bool,
}

/// Why a base URL is refused. It quotes nothing of the URL, which may carry credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OriginError {
    /// Not a URL at all.
    #[error("the base URL is not an absolute URL")]
    NotAUrl,
    /// A scheme other than `https`, or `http` for loopback.
    #[error("the base URL must start with https://, or with http:// for a loopback address")]
    Scheme,
    /// `http://` to a host that is not a loopback address.
    #[error("the base URL uses http:// but its host is not a loopback address (127.0.0.0/8, [::1] or localhost)")]
    PlainHttp,
    /// A user name, password, path, query or fragment: an origin has none.
    #[error("the base URL must be scheme, host and port only (no user, path, query or fragment)")]
    NotAnOrigin,
}

impl Origin {
    /// Reads a base URL.
    ///
    /// # Errors
    /// [`OriginError`] when it is not an origin, or plain HTTP to another machine.
    pub fn parse(base_url: &str) -> Result<Self, OriginError> {
        let url = Url::parse(base_url).map_err(|_| OriginError::NotAUrl)?;
        let loopback = is_loopback(&url);
        let loopback_http = match url.scheme() {
            "https" => false,
            "http" if loopback => true,
            "http" => return Err(OriginError::PlainHttp),
            _ => return Err(OriginError::Scheme),
        };
        let bare = url.username().is_empty()
            && url.password().is_none()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none();
        if !bare {
            return Err(OriginError::NotAnOrigin);
        }
        Ok(Self { text: url.as_str().trim_end_matches('/').to_owned(), loopback_http })
    }

    /// Scheme, host and port, without a trailing slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether a URL of the caller's may be given to this service: `https://`, or to a local fake also `http://` on this
    /// very machine; without a user name and password.
    #[must_use]
    pub fn admits(&self, url: &str) -> bool {
        Url::parse(url).is_ok_and(|url| {
            let scheme = match url.scheme() {
                "https" => true,
                "http" => self.loopback_http && is_loopback(&url),
                _ => false,
            };
            scheme && url.has_host() && url.username().is_empty() && url.password().is_none()
        })
    }

    /// Whether this is plain HTTP to this very machine.
    #[must_use]
    pub fn is_loopback_http(&self) -> bool {
        self.loopback_http
    }
}

/// Whether the URL's host is this machine, by its spelling alone: `127.0.0.0/8`, `[::1]` or `localhost`.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_stays_on_this_machine() {
        for good in [
            "http://127.0.0.1:8080",
            "http://[::1]:1/",
            "http://localhost",
            "https://api.example.com",
            "http://127.9.9.9",
        ] {
            assert!(Origin::parse(good).is_ok(), "{good}");
        }
        for (bad, why) in [
            ("http://api.example.com", OriginError::PlainHttp),
            ("http://192.168.0.1", OriginError::PlainHttp),
            ("http://127.0.0.1.example.com", OriginError::PlainHttp),
            ("http://0.0.0.0:80", OriginError::PlainHttp),
            ("http://localhost.example.com", OriginError::PlainHttp),
            ("ftp://127.0.0.1", OriginError::Scheme),
            ("api.example.com", OriginError::NotAUrl),
            ("", OriginError::NotAUrl),
            ("https://u:p@api.example.com", OriginError::NotAnOrigin),
            ("https://api.example.com/v2", OriginError::NotAnOrigin),
            ("https://api.example.com/?a", OriginError::NotAnOrigin),
            ("https://api.example.com/#a", OriginError::NotAnOrigin),
        ] {
            assert_eq!(Origin::parse(bad), Err(why), "{bad}");
        }
    }

    #[test]
    fn admits_plain_http_of_this_machine_to_this_machine_only() {
        let (real, fake) =
            (Origin::parse("https://api.example.com").unwrap(), Origin::parse("http://[::1]:1").unwrap());
        for (url, real_admits, fake_admits) in [
            ("https://shop.example.com/back?order=7", true, true),
            ("http://127.0.0.1:9/back", false, true),
            ("http://localhost/", false, true),
            ("http://shop.example.com/", false, false),
            ("ftp://127.0.0.1/", false, false),
            ("javascript:alert(1)", false, false),
            ("https://u:p@shop.example.com/", false, false),
            ("/back", false, false),
            ("", false, false),
        ] {
            assert_eq!((real.admits(url), fake.admits(url)), (real_admits, fake_admits), "{url}");
        }
    }

    #[test]
    fn one_spelling() {
        assert_eq!(Origin::parse("HTTPS://API.example.com:443/").unwrap().as_str(), "https://api.example.com");
    }
}
