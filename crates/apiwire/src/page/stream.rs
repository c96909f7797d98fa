//! A listing as a `Stream`.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::Listing;
use crate::BoxFuture;
use crate::error::Error;

/// The rows of a [`Listing`] as a stream.
pub struct Rows<T>(Step<T>);

type Step<T> = BoxFuture<'static, (Option<Result<T, Error>>, Listing<T>)>;

impl<T: Send + 'static> Listing<T> {
    /// The rows as a stream, with the same rules as [`Listing::next`].
    #[must_use]
    pub fn into_stream(self) -> Rows<T> {
        Rows(step(self))
    }
}

fn step<T: Send + 'static>(mut listing: Listing<T>) -> Step<T> {
    Box::pin(async move {
        let row = listing.next().await;
        (row, listing)
    })
}

impl<T: Send + 'static> Stream for Rows<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let (row, listing) = std::task::ready!(self.0.as_mut().poll(cx));
        // An ended listing answers `None` again, so a stream polled after its end stays ended.
        self.0 = step(listing);
        Poll::Ready(row)
    }
}
