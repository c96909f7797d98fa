//! The transport over real HTTP. The only file that names reqwest.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use reqwest::{Certificate, Client, ClientBuilder, Url, redirect, retry, tls};

use super::{Body, Transport, TransportError, TransportSetupError};
use crate::BoxFuture;
use crate::origin::is_loopback;

/// HTTP/1.1 and HTTP/2 over rustls: TLS 1.2 or newer, no redirects, no referer, no retries of its own.
pub struct HttpTransport {
    client: Client,
    scheme: &'static str,
}

impl HttpTransport {
    /// For the real services: `https://` only, with the system's trusted roots and proxy settings.
    ///
    /// # Errors
    /// [`TransportSetupError::Tls`] when the machine's TLS cannot be set up.
    pub fn https(connect: Duration) -> Result<Self, TransportSetupError> {
        Self::build(builder(connect).https_only(true), "https")
    }

    /// As [`HttpTransport::https`], trusting further root certificates (PEM): a company's TLS proxy, or a test's server.
    ///
    /// # Errors
    /// [`TransportSetupError`] when the certificate cannot be read or TLS cannot be set up.
    pub fn https_with_root(connect: Duration, root_pem: &[u8]) -> Result<Self, TransportSetupError> {
        let roots = Certificate::from_pem_bundle(root_pem).map_err(|_| TransportSetupError::Certificate)?;
        if roots.is_empty() {
            return Err(TransportSetupError::Certificate);
        }
        Self::build(builder(connect).https_only(true).tls_certs_merge(roots), "https")
    }

    /// For local fakes: `http://` to a loopback address and nothing else, never through a proxy.
    ///
    /// `localhost` is taken to be 127.0.0.1, whatever the machine's resolver says.
    ///
    /// # Errors
    /// [`TransportSetupError::Tls`] when the client cannot be set up.
    pub fn loopback_http(connect: Duration) -> Result<Self, TransportSetupError> {
        let here = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
        Self::build(builder(connect).no_proxy().resolve("localhost", here), "http")
    }

    fn build(builder: ClientBuilder, scheme: &'static str) -> Result<Self, TransportSetupError> {
        let client = builder.build().map_err(|_| TransportSetupError::Tls)?;
        Ok(Self { client, scheme })
    }

    /// The URL, if this transport may go there and the parser left it as it was written.
    fn check(&self, written: &str) -> Option<Url> {
        let url = Url::parse(written).ok()?;
        let allowed = url.scheme() == self.scheme && (self.scheme == "https" || is_loopback(&url));
        (allowed && url.as_str() == written).then_some(url)
    }
}

fn builder(connect: Duration) -> ClientBuilder {
    Client::builder()
        .connect_timeout(connect)
        .redirect(redirect::Policy::none())
        .referer(false)
        .retry(retry::never())
        .tls_version_min(tls::Version::TLS_1_2)
        .user_agent(concat!("korea-commerce-sdk/", env!("CARGO_PKG_VERSION")))
}

impl Transport for HttpTransport {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Box<dyn Body>>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let url = self.check(&head.uri.to_string()).ok_or(TransportError::Refused)?;
            let mut outgoing = self.client.request(head.method, url).headers(head.headers);
            if !body.is_empty() {
                outgoing = outgoing.body(body);
            }
            let answer = outgoing.send().await.map_err(|error| sort(&error))?;
            let mut response = Response::new(Box::new(Incoming(None)) as Box<dyn Body>);
            *response.status_mut() = answer.status();
            *response.headers_mut() = answer.headers().clone();
            *response.body_mut() = Box::new(Incoming(Some(answer)));
            Ok(response)
        })
    }
}

/// The body of an answer; `None` when it has ended.
struct Incoming(Option<reqwest::Response>);

impl Body for Incoming {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            match &mut self.0 {
                Some(answer) => answer.chunk().await.map_err(|error| sort(&error)),
                None => Ok(None),
            }
        })
    }
}

fn sort(error: &reqwest::Error) -> TransportError {
    if error.is_builder() {
        TransportError::Refused
    } else if error.is_connect() {
        TransportError::Connect
    } else if error.is_timeout() {
        TransportError::Timeout
    } else {
        TransportError::Lost
    }
}
