//! The body of an answer as it goes over the wire.

use super::line::Breaker;
use crate::fault::{Ending, Served};
use bytes::Bytes;
use http::Response;
use hyper::body::{Body, Frame, SizeHint};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// A body, and how it ends.
pub(super) struct Played {
    rest: Bytes,
    /// The bytes still to come that the header `content-length` has promised; `None` for a body in chunks.
    promised: Option<u64>,
    end: End,
    pause: Option<Pin<Box<Sleep>>>,
}

enum End {
    Whole,
    /// The connection breaks; the time is for what was written to leave.
    Break(Breaker),
    Drip {
        piece: usize,
        pause: Duration,
    },
    Endless,
}

/// How long a broken answer has for its first part to arrive. On loopback that takes no time.
const ARRIVAL: Duration = Duration::from_millis(50);

/// What an endless body goes on with.
const WHITE_SPACE: Bytes = Bytes::from_static(&[b' '; 16 * 1024]);

impl Played {
    /// A body that arrives.
    pub(super) fn whole(body: impl Into<Bytes>) -> Self {
        let rest = body.into();
        Self { promised: u64::try_from(rest.len()).ok(), rest, end: End::Whole, pause: None }
    }

    /// The answer with its ending; `None` where there is no answer.
    pub(super) fn answer(served: Served, breaker: Breaker) -> Option<Response<Self>> {
        let Served { response, ending } = served;
        match ending {
            Ending::ResetBefore | Ending::ResetDuring | Ending::NoAnswer => None,
            Ending::Whole => Some(response.map(Self::whole)),
            Ending::CutAt(length) => Some(response.map(|body| {
                let promised = u64::try_from(body.len()).ok();
                let rest = body.slice(..length.min(body.len()));
                Self { rest, promised, end: End::Break(breaker), pause: None }
            })),
            Ending::Drip { piece, pause } => {
                Some(response.map(|body| Self { end: End::Drip { piece, pause }, ..Self::whole(body) }))
            }
            Ending::Endless => Some(response.map(|rest| Self { rest, promised: None, end: End::Endless, pause: None })),
        }
    }

    /// Waits for the pause, if there is one, and ends it.
    fn poll_pause(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if let Some(pause) = &mut self.pause {
            ready!(pause.as_mut().poll(cx));
            self.pause = None;
        }
        Poll::Ready(())
    }

    fn send(&mut self, bytes: Bytes) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let sent = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.promised = self.promised.map(|promised| promised.saturating_sub(sent));
        Poll::Ready(Some(Ok(Frame::data(bytes))))
    }
}

impl Body for Played {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let body = self.get_mut();
        if let End::Drip { piece, pause } = body.end {
            if body.rest.is_empty() {
                return Poll::Ready(None);
            }
            body.pause.get_or_insert_with(|| Box::pin(sleep(pause)));
            ready!(body.poll_pause(cx));
            let next = body.rest.split_to(piece.clamp(1, body.rest.len()));
            return body.send(next);
        }
        if !body.rest.is_empty() {
            let all = std::mem::take(&mut body.rest);
            return body.send(all);
        }
        match &body.end {
            End::Endless => body.send(WHITE_SPACE),
            End::Break(breaker) => {
                let breaker = breaker.clone();
                body.pause.get_or_insert_with(|| Box::pin(sleep(ARRIVAL)));
                ready!(body.poll_pause(cx));
                breaker.break_now();
                Poll::Pending
            }
            End::Whole | End::Drip { .. } => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.promised == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.promised.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
