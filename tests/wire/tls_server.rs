//! A TLS server on this machine with a certificate of its own making, speaking HTTP/1.1 or HTTP/2.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::collections::VecDeque;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use apiwire::BoxFuture;
use apiwire::transport::{Body, HttpTransport, Transport, TransportError};
use bytes::Bytes;
use h2::Reason;
use http::{Request, Response};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use time::{Duration, OffsetDateTime};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{ALL_VERSIONS, ServerConfig, SupportedProtocolVersion};
use tokio_rustls::server::TlsStream;

use crate::recorder::{self, Received, Step};

/// What a server is like.
pub(crate) struct Setup {
    pub(crate) names: &'static [&'static str],
    pub(crate) versions: &'static [&'static SupportedProtocolVersion],
    pub(crate) protocols: &'static [&'static str],
    /// The days of the certificate, from now.
    pub(crate) days: (i64, i64),
}

impl Default for Setup {
    fn default() -> Self {
        let (names, protocols) = (&["localhost", "127.0.0.1"], &["h2", "http/1.1"]);
        Self { names, versions: ALL_VERSIONS, protocols, days: (-1, 30) }
    }
}

/// What the server does with one request.
#[derive(Clone)]
pub(crate) enum Reaction {
    /// Answers with this status and body.
    Answer(u16, String),
    /// HTTP/2: refuses the stream, which says that nothing was done.
    RefuseStream,
    /// HTTP/2: says that it goes away, without an answer.
    GoAway,
    /// HTTP/2: breaks the stream in the middle of the body.
    BreakInBody,
    /// Drops the connection without TLS's farewell.
    Drop,
}

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Arrived {
    pub(crate) protocol: String,
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) authorization: String,
}

pub(crate) struct TlsServer {
    pub(crate) port: u16,
    /// The authority's certificate, which a client has to trust.
    pub(crate) root: String,
    arrived: Arc<Mutex<Vec<Arrived>>>,
}

impl TlsServer {
    /// Reacts to the first request in the first way, and so on; drops the connection of any further one.
    pub(crate) async fn start(setup: Setup, reactions: impl IntoIterator<Item = Reaction>) -> Self {
        let (root, config) = certified(&setup);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let arrived = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&arrived);
        let reactions = Arc::new(Mutex::new(reactions.into_iter().collect()));
        let acceptor = TlsAcceptor::from(Arc::new(config));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let session = Session { reactions: Arc::clone(&reactions), arrived: Arc::clone(&seen) };
                tokio::spawn(session.serve(acceptor.clone(), stream));
            }
        });
        Self { port, root, arrived }
    }

    /// Every request so far.
    pub(crate) fn arrived(&self) -> Vec<Arrived> {
        self.arrived.lock().unwrap().clone()
    }

    /// `https://127.0.0.1:PORT`.
    pub(crate) fn url(&self) -> String {
        format!("https://127.0.0.1:{}", self.port)
    }
}

/// An authority's certificate, and a server's configuration with a leaf that it has signed.
fn certified(setup: &Setup) -> (String, ServerConfig) {
    let now = OffsetDateTime::now_utc();
    let mut authority = CertificateParams::new([]).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_key = KeyPair::generate().unwrap();
    let root = authority.self_signed(&authority_key).unwrap().pem();
    let issuer = Issuer::new(authority, authority_key);
    let mut leaf =
        CertificateParams::new(setup.names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap();
    leaf.not_before = now + Duration::days(setup.days.0);
    leaf.not_after = now + Duration::days(setup.days.1);
    let key = KeyPair::generate().unwrap();
    let certificate = leaf.signed_by(&key, &issuer).unwrap();
    let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_protocol_versions(setup.versions)
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(key.serialize_der().into()))
        .unwrap();
    config.alpn_protocols = setup.protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    (root, config)
}

/// One connection's share of the server.
struct Session {
    reactions: Arc<Mutex<VecDeque<Reaction>>>,
    arrived: Arc<Mutex<Vec<Arrived>>>,
}

impl Session {
    async fn serve(self, acceptor: TlsAcceptor, stream: TcpStream) {
        let Ok(stream) = acceptor.accept(stream).await else { return };
        if stream.get_ref().1.alpn_protocol() == Some(b"h2") {
            self.serve_http2(stream).await;
        } else {
            self.serve_http1(stream).await;
        }
    }

    /// Notes a request and decides what to do with it.
    fn react(&self, arrived: Arrived) -> Reaction {
        self.arrived.lock().unwrap().push(arrived);
        self.reactions.lock().unwrap().pop_front().unwrap_or(Reaction::Drop)
    }

    async fn serve_http1(&self, mut stream: TlsStream<TcpStream>) {
        let received = Received::default();
        recorder::play(&mut stream, vec![Step::ReadRequest], &received).await;
        let request = received.lock().unwrap().clone();
        let line = recorder::lines(&request).remove(0);
        let mut parts = line.split(' ').map(str::to_owned);
        let (method, target) = (parts.next().unwrap(), parts.next().unwrap());
        let authorization = recorder::header(&request, "authorization").unwrap_or_default();
        let arrived = Arrived { protocol: "http/1.1".to_owned(), method, target, authorization };
        if let Reaction::Answer(status, body) = self.react(arrived) {
            recorder::play(&mut stream, recorder::answer(status, &body), &received).await;
            let _ = stream.shutdown().await;
        }
    }

    async fn serve_http2(&self, stream: TlsStream<TcpStream>) {
        let Ok(mut connection) = h2::server::handshake(stream).await else { return };
        while let Some(Ok((request, mut respond))) = connection.accept().await {
            let authorization = request.headers().get("authorization").map(|value| value.to_str().unwrap().to_owned());
            let head = |status| Response::builder().status(status).body(()).unwrap();
            match self.react(Arrived {
                protocol: "h2".to_owned(),
                method: request.method().to_string(),
                target: request.uri().path_and_query().unwrap().to_string(),
                authorization: authorization.unwrap_or_default(),
            }) {
                Reaction::Answer(status, body) => {
                    let mut stream = respond.send_response(head(status), false).unwrap();
                    stream.send_data(Bytes::from(body), true).unwrap();
                }
                Reaction::RefuseStream => respond.send_reset(Reason::REFUSED_STREAM),
                Reaction::GoAway => connection.abrupt_shutdown(Reason::NO_ERROR),
                Reaction::BreakInBody => {
                    let mut stream = respond.send_response(head(200), false).unwrap();
                    stream.send_data(Bytes::from_static(b"{\"code\""), false).unwrap();
                    stream.send_reset(Reason::INTERNAL_ERROR);
                }
                Reaction::Drop => return,
            }
        }
    }
}

/// Sends everything to another authority of this machine: what is signed is method, path and query, and stays.
pub(crate) struct Rerouted {
    pub(crate) transport: HttpTransport,
    pub(crate) port: u16,
}

impl Transport for Rerouted {
    fn send(&self, mut request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Box<dyn Body>>, TransportError>> {
        let mut parts = request.uri().clone().into_parts();
        parts.authority = Some(format!("127.0.0.1:{}", self.port).parse().unwrap());
        *request.uri_mut() = parts.try_into().unwrap();
        self.transport.send(request)
    }
}
