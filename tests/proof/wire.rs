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
use commerce_sandbox::fault::{Ending, Served};
use fastrand::Rng;
use http::{Method, Request, Response};

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

/// Every call that went over a wire, in the order in which they left.
pub(crate) type Log = Mutex<Vec<Passed>>;

/// One call.
#[derive(Debug, Clone)]
pub(crate) struct Passed {
    /// Method, path and body of a write.
    pub(crate) write: Option<String>,
    pub(crate) left: SystemTime,
    pub(crate) arrived: Option<SystemTime>,
    pub(crate) heard: Option<SystemTime>,
    /// The status of the answer, whether it was heard or not.
    pub(crate) status: Option<u16>,
    /// Whether no answer came that tells what became of it.
    pub(crate) in_doubt: bool,
}

impl Wire {
    /// A wire to what serves at the other end, and the log of it.
    pub(crate) fn new(
        clock: Arc<TokioClock>,
        story: Arc<Story>,
        seed: u64,
        serve: impl Fn(Request<Bytes>, SystemTime) -> Served + Send + Sync + 'static,
    ) -> (Self, Arc<Log>) {
        let (told, log) = (Arc::clone(&story), Arc::<Log>::default());
        let heard = Arc::clone(&log);
        let other_end = InMemory::replying(clock.clone(), move |request, now| {
            let line = format!("{} {}", request.method(), request.uri().path_and_query().unwrap());
            let number = *request.extensions().get::<usize>().unwrap();
            let served = serve(request, now);
            told.tell(format_args!("wire: {line} -> {} {:?}", served.response.status(), served.ending));
            let passed = &mut heard.lock().unwrap()[number];
            passed.arrived = Some(now);
            passed.status = Some(served.response.status().as_u16());
            passed.in_doubt = is_in_doubt(&served);
            play(served)
        });
        let dice = Mutex::new(Rng::with_seed(seed ^ 0x5155));
        (Self { clock, other_end, story, dice, log: Arc::clone(&log) }, log)
    }

    fn leaves(&self, request: &mut Request<Bytes>) -> usize {
        let write = (request.method() != Method::GET).then(|| {
            let body = String::from_utf8_lossy(request.body());
            format!("{} {} {body}", request.method(), request.uri().path())
        });
        let (left, mut log) = (self.clock.now(), self.log.lock().unwrap());
        log.push(Passed { write, left, arrived: None, heard: None, status: None, in_doubt: true });
        request.extensions_mut().insert(log.len() - 1);
        log.len() - 1
    }

    /// How long a request travels, and its answer: mostly some hundredths of a second, sometimes seconds.
    fn journey(&self) -> (Duration, Duration) {
        let mut dice = self.dice.lock().unwrap();
        let there = if dice.u8(..) < 4 { dice.u64(1_000..4_000) } else { dice.u64(5..250) };
        (Duration::from_millis(there), Duration::from_millis(dice.u64(5..100)))
    }

    fn chance(&self, of_256: u8) -> bool {
        self.dice.lock().unwrap().u8(..) < of_256
    }
}

/// Whether a client that hears this cannot know whether its write was carried out.
fn is_in_doubt(served: &Served) -> bool {
    let status = served.response.status();
    let is_read = status.is_client_error() || status.is_redirection();
    let whole = matches!(served.ending, Ending::Whole | Ending::Drip { .. });
    let json = || serde_json::from_slice::<serde::de::IgnoredAny>(served.response.body()).is_ok();
    !(whole && (is_read || (status.is_success() && json())))
}

impl Transport for Wire {
    fn send(&self, mut request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Box<dyn Body>>, TransportError>> {
        Box::pin(async move {
            let number = self.leaves(&mut request);
            let (there, back) = self.journey();
            let mut leaving = OnItsWay { wire: self, request: Some(request) };
            tokio::time::sleep(there).await;
            let request = leaving.request.take().unwrap();
            let answer = self.other_end.send(request).await;
            tokio::time::sleep(back).await;
            self.log.lock().unwrap()[number].heard = Some(self.clock.now());
            match answer {
                Ok(answer) => {
                    let (taken, story) = (0, Arc::clone(&self.story));
                    Ok(answer.map(|body| Box::new(Weighed { body, taken, story }) as Box<dyn Body>))
                }
                // Nobody says that the connection broke, so the client waits until its time is up.
                Err(_) if self.chance(96) => std::future::pending().await,
                Err(error) => Err(error),
            }
        })
    }
}

/// A request on its way. When its caller gives it up meanwhile, it arrives all the same, or not.
struct OnItsWay<'w> {
    wire: &'w Wire,
    request: Option<Request<Bytes>>,
}

impl Drop for OnItsWay<'_> {
    fn drop(&mut self) {
        if let Some(request) = self.request.take().filter(|_| self.wire.chance(128)) {
            drop(self.wire.other_end.send(request));
        }
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
