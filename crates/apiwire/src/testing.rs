//! Transports and clocks for tests: no sockets, and time that a test moves.

use std::collections::VecDeque;
use std::future::{pending, ready};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use tokio::time::Instant;

use crate::BoxFuture;
use crate::clock::Clock;
use crate::transport::{Body, Transport, TransportError};

/// A transport made from a function of a request and the time, such as a sandbox's core.
pub struct InMemory {
    clock: Arc<dyn Clock>,
    replies: Replying,
}

type Replying = Box<dyn Fn(Request<Bytes>, SystemTime) -> Reply + Send + Sync>;

impl InMemory {
    /// Answers every request by the function, at the time of the clock.
    pub fn new(
        clock: Arc<dyn Clock>,
        answer: impl Fn(Request<Bytes>, SystemTime) -> Response<Bytes> + Send + Sync + 'static,
    ) -> Self {
        Self::replying(clock, move |request, now| Reply::Raw(Box::new(answer(request, now))))
    }

    /// Does with every request what the function says, at the time of the clock: also what no answer can say, such as
    /// that the connection broke.
    pub fn replying(
        clock: Arc<dyn Clock>,
        reply: impl Fn(Request<Bytes>, SystemTime) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self { clock, replies: Box::new(reply) }
    }
}

impl Transport for InMemory {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Box<dyn Body>>, TransportError>> {
        (self.replies)(request, self.clock.now()).play()
    }
}

/// What a [`Script`] or an [`InMemory`] does with one request.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Reply {
    /// Answers with a status and a JSON body.
    Json(u16, String),
    /// Answers as given.
    Raw(Box<Response<Bytes>>),
    /// Ends before the request left, or after.
    Fail(TransportError),
    /// Answers 200, and breaks in the middle of the body.
    Truncated,
    /// Answers as given, and breaks where the body given ends.
    Broken(Box<Response<Bytes>>),
    /// Answers as given, in pieces of so many bytes (at least 1), with this pause before each.
    Drip(Box<Response<Bytes>>, usize, Duration),
    /// Answers as given, and goes on with white space without an end.
    Endless(Box<Response<Bytes>>),
    /// Never answers.
    Hang,
}

/// A transport that follows a script and keeps every request. After the script's end it hangs.
#[derive(Clone, Default)]
pub struct Script {
    replies: Arc<Mutex<VecDeque<Reply>>>,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Script {
    /// Replies in this order.
    pub fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self { replies: Arc::new(Mutex::new(replies.into_iter().collect())), requests: Arc::default() }
    }

    /// Every request so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Transport for Script {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Box<dyn Body>>, TransportError>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        let reply = self.replies.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        reply.unwrap_or(Reply::Hang).play()
    }
}

impl Reply {
    fn play(self) -> Sent<'static> {
        Box::pin(ready(match self {
            Self::Hang => return Box::pin(pending()),
            Self::Fail(error) => Err(error),
            Self::Raw(response) => Ok(boxed(*response)),
            Self::Truncated => Ok(boxed(Response::new(Broken(Some(Bytes::from_static(b"{\"code\":2")))))),
            Self::Broken(response) => {
                Ok(boxed(response.map(|body| Broken(Some(body).filter(|body| !body.is_empty())))))
            }
            Self::Drip(response, piece, pause) => Ok(boxed(response.map(|body| Drip { body, piece, pause }))),
            Self::Endless(response) => Ok(boxed(response.map(Endless))),
            Self::Json(status, body) => {
                let mut response = Response::new(Bytes::from(body));
                *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
                Ok(boxed(response))
            }
        }))
    }
}

type Sent<'t> = BoxFuture<'t, Result<Response<Box<dyn Body>>, TransportError>>;
type Chunk<'b> = BoxFuture<'b, Result<Option<Bytes>, TransportError>>;

/// A body that breaks after its first chunk.
struct Broken(Option<Bytes>);

impl Body for Broken {
    fn chunk(&mut self) -> Chunk<'_> {
        Box::pin(ready(self.0.take().map_or(Err(TransportError::Lost), |chunk| Ok(Some(chunk)))))
    }
}

/// A body in pieces.
struct Drip {
    body: Bytes,
    piece: usize,
    pause: Duration,
}

impl Body for Drip {
    fn chunk(&mut self) -> Chunk<'_> {
        let piece = self.body.split_to(self.piece.max(1).min(self.body.len()));
        let pause = self.pause;
        Box::pin(async move {
            if piece.is_empty() {
                return Ok(None);
            }
            tokio::time::sleep(pause).await;
            Ok(Some(piece))
        })
    }
}

/// A body that white space follows.
struct Endless(Bytes);

impl Body for Endless {
    fn chunk(&mut self) -> Chunk<'_> {
        const SPACE: &[u8] = &[b' '; 4096];
        let next = std::mem::replace(&mut self.0, Bytes::from_static(SPACE));
        Box::pin(ready(Ok(Some(if next.is_empty() { Bytes::from_static(SPACE) } else { next }))))
    }
}

fn boxed<B: Body + 'static>(response: Response<B>) -> Response<Box<dyn Body>> {
    response.map(|body| Box::new(body) as Box<dyn Body>)
}

/// A clock that starts at a given moment and moves with tokio's, so paused time moves it too.
#[derive(Debug, Clone)]
pub struct TokioClock {
    start: SystemTime,
    anchor: Instant,
}

impl TokioClock {
    /// Starts now, showing `start`. Must be called within a tokio runtime.
    #[must_use]
    pub fn starting_at(start: SystemTime) -> Self {
        Self { start, anchor: Instant::now() }
    }
}

impl Clock for TokioClock {
    fn now(&self) -> SystemTime {
        self.start + self.anchor.elapsed()
    }
}
