//! The wire between a client and a sandbox: it takes time, it fails as the sandbox's faults say, and everything on it is
//! told.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use apiwire::BoxFuture;
use apiwire::body::LARGEST;
use apiwire::clock::Clock;
use apiwire::testing::{InMemory, TokioClock};
use apiwire::transport::{Body, Transport, TransportError};
use bytes::Bytes;
use commerce_sandbox::fault::Served;
use fastrand::Rng;
use http::{Request, Response};

use crate::served::play;
use crate::story::Story;

/// A wire.
pub(crate) struct Wire {
    clock: Arc<TokioClock>,
    other_end: InMemory,
    story: Arc<Story>,
    dice: Mutex<Rng>,
    log: Arc<Log>,
}

/// Every call that went over a wire.
pub(crate) type Log = Mutex<Vec<Passed>>;

/// One call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Passed {
    pub(crate) left: SystemTime,
    pub(crate) arrived: SystemTime,
    pub(crate) heard: SystemTime,
    /// The status of the answer, if there was one.
    pub(crate) status: Option<u16>,
}

impl Wire {
    /// A wire to what serves at the other end, and the log of it.
    pub(crate) fn new(
        clock: Arc<TokioClock>,
        story: Arc<Story>,
        seed: u64,
        serve: impl Fn(Request<Bytes>, SystemTime) -> Served + Send + Sync + 'static,
    ) -> (Self, Arc<Log>) {
        let told = Arc::clone(&story);
        let other_end = InMemory::replying(clock.clone(), move |request, now| {
            let line = format!("{} {}", request.method(), request.uri().path_and_query().unwrap());
            let served = serve(request, now);
            told.tell(format_args!("wire: {line} -> {} {:?}", served.response.status(), served.ending));
            play(served)
        });
        let (dice, log) = (Mutex::new(Rng::with_seed(seed ^ 0x5155)), Arc::<Log>::default());
        (Self { clock, other_end, story, dice, log: Arc::clone(&log) }, log)
    }

    /// How long a request travels, and its answer: mostly some hundredths of a second, sometimes seconds.
    fn journey(&self) -> (Duration, Duration) {
        let mut dice = self.dice.lock().unwrap();
        let there = if dice.u8(..) < 4 { dice.u64(1_000..4_000) } else { dice.u64(5..250) };
        (Duration::from_millis(there), Duration::from_millis(dice.u64(5..100)))
    }

    /// Whether nobody says that a connection broke, so that the client waits until its time is up.
    fn is_silent(&self) -> bool {
        self.dice.lock().unwrap().u8(..) < 96
    }
}

impl Transport for Wire {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Box<dyn Body>>, TransportError>> {
        Box::pin(async move {
            let left = self.clock.now();
            let (there, back) = self.journey();
            tokio::time::sleep(there).await;
            let arrived = self.clock.now();
            let answer = self.other_end.send(request).await;
            tokio::time::sleep(back).await;
            let status = answer.as_ref().ok().map(|answer| answer.status().as_u16());
            self.log.lock().unwrap().push(Passed { left, arrived, heard: self.clock.now(), status });
            match answer {
                Ok(answer) => {
                    let (taken, story) = (0, Arc::clone(&self.story));
                    Ok(answer.map(|body| Box::new(Weighed { body, taken, story }) as Box<dyn Body>))
                }
                Err(_) if self.is_silent() => std::future::pending().await,
                Err(error) => Err(error),
            }
        })
    }
}

/// A body of which it is counted how much the client has taken.
struct Weighed {
    body: Box<dyn Body>,
    taken: usize,
    story: Arc<Story>,
}

impl Body for Weighed {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async {
            // The chunk that shows that it is too much is the last one that is taken.
            self.story.must(self.taken <= LARGEST, || format!("{} bytes of one answer were taken", self.taken));
            let chunk = self.body.chunk().await?;
            self.taken += chunk.as_ref().map_or(0, Bytes::len);
            Ok(chunk)
        })
    }
}
