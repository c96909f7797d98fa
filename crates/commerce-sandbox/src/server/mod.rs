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

mod accept;
mod clock;
mod control;
mod deliver;
mod face;
mod line;
mod played;

pub use deliver::ATTEMPT_TIMEOUT;

use crate::coupang::Gateway;
use crate::korea_checkout::Checkout;
use clock::Clock;
use face::Face;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};
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

/// Starts answering as the Coupang gateway on a loopback address; port 0 lets the system choose one.
///
/// Must be called within a Tokio runtime, which then carries the server. The request target reaches the gateway byte by
/// byte as it was sent, and the time is the system's.
///
/// # Errors
///
/// [`ServeError::NotLoopback`] before anything is bound, [`ServeError::Bind`] when the system refuses.
pub async fn spawn(gateway: Arc<Gateway>, addr: impl Into<SocketAddr>) -> Result<Running, ServeError> {
    run(addr.into(), gateway, Arc::default(), JoinSet::new()).await
}

/// Starts answering as Korea Checkout, with the hosted page, and posts the webhooks as they fall due.
///
/// Webhooks go to loopback addresses alone, without redirects; an attempt that is not answered within
/// [`ATTEMPT_TIMEOUT`] has failed. The rest is as with [`spawn`]; what is still to be posted when the server stops is
/// not.
///
/// # Errors
///
/// As with [`spawn`].
pub async fn spawn_korea_checkout(checkout: Arc<Checkout>, addr: impl Into<SocketAddr>) -> Result<Running, ServeError> {
    let (clock, mut companions) = (Arc::<Clock>::default(), JoinSet::new());
    companions.spawn(deliver::all(Arc::clone(&checkout), Arc::clone(&clock)));
    run(addr.into(), checkout, clock, companions).await
}

/// Serves on a loopback address; the companions end with the server.
async fn run<F: Face>(
    wanted: SocketAddr,
    face: Arc<F>,
    clock: Arc<Clock>,
    companions: JoinSet<()>,
) -> Result<Running, ServeError> {
    if !wanted.ip().is_loopback() {
        return Err(ServeError::NotLoopback(wanted));
    }
    let refused = |source| ServeError::Bind { addr: wanted, source };
    let listener = TcpListener::bind(wanted).await.map_err(refused)?;
    let addr = listener.local_addr().map_err(refused)?;

    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(async move {
        // The future ends with the signal, sent or dropped.
        let signal = async move { drop(stopped.await) };
        accept::all(listener, signal, move |request, breaker| {
            face::answer(Arc::clone(&face), Arc::clone(&clock), request, breaker)
        })
        .await;
        drop(companions);
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
        // The server holds the grace itself; a second one is for a machine that is busy.
        if timeout(SHUTDOWN_GRACE * 2, &mut task).await.is_err() {
            task.abort();
        }
    }
}
