//! Collecting any range: against the sandbox's core, and against answers that fail, throttle and move.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod checkpoint;
mod failures;
mod moving;
mod rows;
#[path = "../shop/mod.rs"]
mod shop;
mod stream;
mod windows;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

use apiwire::BoxFuture;
use apiwire::testing::{InMemory, TokioClock};
use apiwire::transport::{Body, Transport, TransportError};
use bytes::Bytes;
use coupang_wing::collect::Collection;
use coupang_wing::{Error, Wing};
use http::{Request, Response, StatusCode};
use shop::noon;

/// What happens to one call in place of an answer.
pub(crate) enum Fault {
    Lost,
    Status(u16),
}

/// A transport that answers by a function, but for some calls, counted from 0.
struct Disturbed<F> {
    inner: InMemory,
    calls: Arc<AtomicU32>,
    fault: F,
}

impl<F: Fn(u32) -> Option<Fault> + Send + Sync + 'static> Transport for Disturbed<F> {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Box<dyn Body>>, TransportError>> {
        match (self.fault)(self.calls.fetch_add(1, Ordering::SeqCst)) {
            None => self.inner.send(request),
            Some(Fault::Lost) => Box::pin(std::future::ready(Err(TransportError::Lost))),
            Some(Fault::Status(status)) => {
                let body: Box<dyn Body> = Box::new(Bytes::from_static(b"{}"));
                let mut response = Response::new(body);
                *response.status_mut() = StatusCode::from_u16(status).unwrap();
                Box::pin(std::future::ready(Ok(response)))
            }
        }
    }
}

/// A client that is answered by a function except where a fault is in the way, and the number of its calls.
pub(crate) fn disturbed(
    answer: impl Fn(Request<Bytes>, SystemTime) -> Response<Bytes> + Send + Sync + 'static,
    fault: impl Fn(u32) -> Option<Fault> + Send + Sync + 'static,
) -> (Wing, Arc<AtomicU32>) {
    let (calls, clock) = (Arc::<AtomicU32>::default(), Arc::new(TokioClock::starting_at(noon())));
    let transport = Disturbed { inner: InMemory::new(clock.clone(), answer), calls: Arc::clone(&calls), fault };
    (shop::client(Arc::new(transport), clock), calls)
}

/// Every row until the end or the first error.
pub(crate) async fn drain<T: Send + 'static>(collection: &mut Collection<T>) -> (Vec<T>, Option<Error>) {
    let mut rows = Vec::new();
    while let Some(row) = collection.next().await {
        match row {
            Ok(row) => rows.push(row),
            Err(error) => return (rows, Some(error)),
        }
    }
    (rows, None)
}
