//! Addresses: where the sandbox itself was reached, and the links that a shop gives.

use super::HOSTED_ORIGIN;
use crate::host::is_loopback;
use http::Uri;
use http::header::HOST;

/// An https address, or http on a loopback address, as a shop wrote it.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Link {
    text: String,
    origin: String,
    loopback_http: bool,
}

impl Link {
    /// Reads an address. Only printable ASCII is accepted (assumed), so that it can stand in a header.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let printable = text.bytes().all(|byte| byte.is_ascii_graphic());
        let uri: Uri = text.parse().ok().filter(|_| printable)?;
        let (scheme, authority) = (uri.scheme_str()?, uri.authority()?.as_str());
        // A name before the host would make the address look like another's.
        let plain = !authority.contains('@') && !uri.host()?.is_empty() && !authority.contains([';', ',', '\'', '"']);
        let loopback_http = scheme == "http" && is_loopback(uri.host()?);
        let accepted = plain && (scheme == "https" || loopback_http);
        accepted.then(|| Self { text: text.to_owned(), origin: format!("{scheme}://{authority}"), loopback_http })
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Scheme, host and port.
    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether this machine itself answers there, without TLS: the only addresses the sandbox posts to.
    pub(super) fn is_loopback_http(&self) -> bool {
        self.loopback_http
    }

    /// The address with more parameters in its query; a fragment stays at the end.
    pub(super) fn with_parameters(&self, parameters: &str) -> String {
        let (before, fragment) = self.text.split_once('#').map_or((self.text.as_str(), None), |(a, b)| (a, Some(b)));
        let joint = if before.contains('?') { '&' } else { '?' };
        fragment.map_or_else(
            || format!("{before}{joint}{parameters}"),
            |fragment| format!("{before}{joint}{parameters}#{fragment}"),
        )
    }
}

/// Where hosted pages are for whoever sent this request: the sandbox's own address when it was reached over a loopback
/// address, the vendor's otherwise.
pub(super) fn hosted_origin<B>(request: &http::Request<B>) -> Option<String> {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let authority = host.or_else(|| request.uri().authority().map(http::uri::Authority::as_str))?;
    let uri: Uri = authority.parse().ok()?;
    is_loopback(uri.host()?).then(|| format!("http://{authority}"))
}

/// The address of a session's page. A custom domain has another path, and over loopback the domain itself would lead
/// nowhere, so only the path tells.
pub(super) fn checkout_url(loopback_origin: Option<&str>, domain: Option<&str>, session: &str) -> String {
    match (loopback_origin, domain) {
        (Some(origin), None) => format!("{origin}/{session}"),
        (Some(origin), Some(_)) => format!("{origin}/checkout/{session}"),
        (None, None) => format!("{HOSTED_ORIGIN}/{session}"),
        (None, Some(domain)) => format!("https://{domain}/checkout/{session}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Link, checkout_url};

    #[test]
    fn a_link_is_https_or_loopback() {
        for (text, loopback) in [
            ("https://shop.example.com/done?order=1#top", false),
            ("https://127.0.0.1/done", false),
            ("http://127.0.0.1:8080/done", true),
            ("http://127.1.2.3/", true),
            ("http://[::1]:8080/done", true),
            ("http://localhost:3000/done", true),
        ] {
            assert_eq!(Link::parse(text).map(|link| link.is_loopback_http()), Some(loopback), "{text}");
        }
        for text in [
            "http://shop.example.com/done",
            "http://10.0.0.1/",
            "http://127.0.0.1@shop.example.com/",
            "http://localhost.example.com/",
            "https://user@shop.example.com/",
            "ftp://127.0.0.1/",
            "javascript:alert(1)",
            "https://",
            "/done",
            "",
            "https://shop.example.com/a b",
            "https://shop.example.com/\r\nx: y",
            "https://shop.example.com;script-src/",
        ] {
            assert!(Link::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn parameters_join_the_query_before_the_fragment() {
        let with = |text: &str| Link::parse(text).map(|link| link.with_parameters("a=b"));
        assert_eq!(with("https://x.example/done").as_deref(), Some("https://x.example/done?a=b"));
        assert_eq!(with("https://x.example/done?c=d#top").as_deref(), Some("https://x.example/done?c=d&a=b#top"));
    }

    #[test]
    fn the_path_of_a_page_has_two_shapes() {
        assert_eq!(checkout_url(None, None, "cs_1"), "https://checkout.koreacheckout.com/cs_1");
        assert_eq!(checkout_url(None, Some("pay.example.com"), "cs_1"), "https://pay.example.com/checkout/cs_1");
        let local = Some("http://127.0.0.1:8080");
        assert_eq!(checkout_url(local, None, "cs_1"), "http://127.0.0.1:8080/cs_1");
        assert_eq!(checkout_url(local, Some("pay.example.com"), "cs_1"), "http://127.0.0.1:8080/checkout/cs_1");
    }
}
