//! The wire between a client and a sandbox: it takes time, and everything on it is told.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use apiwire::BoxFuture;
use apiwire::clock::Clock;
use apiwire::testing::TokioClock;
use apiwire::transport::{Body, Transport, TransportError};
use bytes::Bytes;
use fastrand::Rng;
use http::{Request, Response};

use crate::story::Story;

/// What answers at the other end.
type OtherEnd = Box<dyn Fn(Request<Bytes>, SystemTime) -> Response<Bytes> + Send + Sync>;

/// A wire.
pub(crate) struct Wire {
    clock: Arc<TokioClock>,
    story: Arc<Story>,
    dice: Mutex<Rng>,
    other_end: OtherEnd,
}

impl Wire {
    pub(crate) fn new(
        clock: Arc<TokioClock>,
        story: Arc<Story>,
        seed: u64,
        other_end: impl Fn(Request<Bytes>, SystemTime) -> Response<Bytes> + Send + Sync + 'static,
    ) -> Self {
        Self { clock, story, dice: Mutex::new(Rng::with_seed(seed ^ 0x5155)), other_end: Box::new(other_end) }
    }

    /// How long a request travels, and its answer: mostly some hundredths of a second, sometimes seconds.
    fn journey(&self) -> (Duration, Duration) {
        let mut dice = self.dice.lock().unwrap();
        let there = if dice.u8(..) < 4 { dice.u64(1_000..4_000) } else { dice.u64(5..250) };
        (Duration::from_millis(there), Duration::from_millis(dice.u64(5..100)))
    }
}

impl Transport for Wire {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Box<dyn Body>>, TransportError>> {
        Box::pin(async move {
            let (there, back) = self.journey();
            tokio::time::sleep(there).await;
            let line = format!("{} {}", request.method(), request.uri().path_and_query().unwrap());
            let answer = (self.other_end)(request, self.clock.now());
            self.story.tell(format_args!("wire: {line} -> {}", answer.status()));
            tokio::time::sleep(back).await;
            Ok(answer.map(|body| Box::new(body) as Box<dyn Body>))
        })
    }
}
