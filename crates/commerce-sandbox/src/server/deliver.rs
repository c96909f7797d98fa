//! Posts webhooks, to this machine and nowhere else.

use super::clock::Clock;
use crate::korea_checkout::{Checkout, Delivery, Outcome};
use http::header::HOST;
use http::{HeaderValue, Request, StatusCode, Uri};
use http_body_util::Full;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// How long the receiver of a webhook has for its answer (assumed: the vendor names no time).
pub const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(5);

/// How often the sandbox is asked for what is due. A test may pay a session without a request, so the sandbox is asked
/// rather than waited for.
const PERIOD: Duration = Duration::from_millis(20);

/// Posts everything as it falls due, for as long as it is polled.
pub(super) async fn all(checkout: Arc<Checkout>, clock: Arc<Clock>) {
    let mut on_their_way = JoinSet::new();
    loop {
        for delivery in checkout.take_due(clock.now()) {
            let (checkout, clock) = (Arc::clone(&checkout), Arc::clone(&clock));
            on_their_way.spawn(async move {
                let outcome = attempt(&delivery).await;
                checkout.report(delivery.id, outcome, clock.now());
            });
        }
        while on_their_way.try_join_next().is_some() {}
        sleep(PERIOD).await;
    }
}

async fn attempt(delivery: &Delivery) -> Outcome {
    let answered = timeout(ATTEMPT_TIMEOUT, post(delivery)).await;
    answered.ok().flatten().map_or(Outcome::NotAnswered, Outcome::Answered)
}

/// One POST on a connection of its own; `None` when nobody answers.
async fn post(delivery: &Delivery) -> Option<StatusCode> {
    let url: Uri = delivery.url.parse().ok()?;
    let stream = connect(&url).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
    let mut request = Request::post(url.path_and_query()?.as_str()).body(Full::new(delivery.body.clone())).ok()?;
    *request.headers_mut() = delivery.headers.clone();
    request.headers_mut().insert(HOST, HeaderValue::from_str(url.authority()?.as_str()).ok()?);
    let mut answer = pin!(sender.send_request(request));
    // The connection may end in the very moment in which it brings the answer.
    let answer = tokio::select! {
        answer = &mut answer => answer,
        _ = connection => answer.await,
    };
    answer.ok().map(|answer| answer.status())
}

/// Connects to the loopback address that the URL names, without asking any name server.
async fn connect(url: &Uri) -> Option<TcpStream> {
    let host = url.host()?;
    let port = url.port_u16().unwrap_or(80);
    if host.eq_ignore_ascii_case("localhost") {
        let first = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await;
        return match first {
            Ok(stream) => Some(stream),
            Err(_) => TcpStream::connect((Ipv6Addr::LOCALHOST, port)).await.ok(),
        };
    }
    let address: IpAddr = host.trim_start_matches('[').trim_end_matches(']').parse().ok()?;
    if !address.is_loopback() {
        return None;
    }
    TcpStream::connect((address, port)).await.ok()
}
