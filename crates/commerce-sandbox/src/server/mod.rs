//! The sandbox over HTTP, on loopback addresses alone.
//!
//! ```
//! use commerce_sandbox::{coupang::Gateway, server};
//! use std::sync::Arc;
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! let gateway = Arc::new(Gateway::builder().build()?);
//! let running = server::spawn(Arc::clone(&gateway), ([127, 0, 0, 1], 0)).await?;
//! assert_ne!(running.addr().port(), 0, "the port the system chose");
//! running.shutdown().await;
//! assert_eq!(gateway.ledger().calls, 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod clock;

use crate::coupang::Gateway;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::response::Response;
use axum::{Router, serve};
use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderValue};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// The largest request body read, in bytes; a larger one is answered 413. The largest documented write, fifty waybills
/// in one call, is far smaller.
pub const MAX_BODY_BYTES: usize = 1024 * 1024;

/// How long [`Running::shutdown`] waits for requests in flight before it drops them.
pub const SHUTDOWN_GRACE: Duration = Duration::from_secs(2);

/// A server that answers until it is shut down or dropped.
#[derive(Debug)]
#[must_use = "dropping it stops the server"]
pub struct Running {
    addr: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The address can be reached from other machines. A sandbox knows no secrets worth keeping and is no place for
    /// real ones, so it never listens there.
    #[error("{0} is not a loopback address; use 127.0.0.1 or [::1]")]
    NotLoopback(SocketAddr),
    /// The address could not be bound, for example because something else listens there.
    #[error("cannot listen on {addr}")]
    Bind {
        /// The address asked for.
        addr: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
}

/// Starts answering on a loopback address; port 0 lets the system choose one.
///
/// Must be called within a Tokio runtime, which then carries the server. The request target reaches the gateway byte by
/// byte as it was sent, and the time is the system's.
///
/// # Errors
///
/// [`ServeError::NotLoopback`] before anything is bound, [`ServeError::Bind`] when the system refuses.
pub async fn spawn(gateway: Arc<Gateway>, addr: impl Into<SocketAddr>) -> Result<Running, ServeError> {
    let wanted = addr.into();
    if !wanted.ip().is_loopback() {
        return Err(ServeError::NotLoopback(wanted));
    }
    let refused = |source| ServeError::Bind { addr: wanted, source };
    let listener = TcpListener::bind(wanted).await.map_err(refused)?;
    let addr = listener.local_addr().map_err(refused)?;

    let router = router(move |request, now| gateway.handle(request, now));
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(async move {
        // An error of accept() is retried within; the future ends with the signal, sent or dropped.
        let signal = async move { drop(stopped.await) };
        drop(serve(listener, router).with_graceful_shutdown(signal).await);
    });
    Ok(Running { addr, stop, task })
}

impl Running {
    /// The address it listens on, with the real port.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Stops accepting, lets requests in flight finish for [`SHUTDOWN_GRACE`], then ends them.
    pub async fn shutdown(self) {
        let Self { stop, mut task, .. } = self;
        drop(stop);
        if timeout(SHUTDOWN_GRACE, &mut task).await.is_err() {
            task.abort();
        }
    }
}

fn router<F>(core: F) -> Router
where
    F: Fn(http::Request<Bytes>, SystemTime) -> http::Response<Bytes> + Clone + Send + Sync + 'static,
{
    Router::new().fallback(async move |request: Request| answer(&core, request).await)
}

async fn answer(
    core: &impl Fn(http::Request<Bytes>, SystemTime) -> http::Response<Bytes>,
    request: Request,
) -> Response {
    let (head, body) = request.into_parts();
    match to_bytes(body, MAX_BODY_BYTES).await {
        Ok(body) => core(http::Request::from_parts(head, body), clock::now()).map(Body::from),
        Err(_) => too_large(),
    }
}

fn too_large() -> Response {
    let mut refused = Response::new(Body::from(r#"{"code":"ERROR","message":"Payload Too Large"}"#));
    *refused.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
    refused.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json;charset=UTF-8"));
    refused
}
