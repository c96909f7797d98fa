//! A collection as a `Stream`.

use std::pin::Pin;
use std::task::{Context, Poll};

use apiwire::{BoxFuture, Error, ErrorKind};
use futures_core::Stream;

use super::Collection;

/// The rows of a [`Collection`] as a stream.
///
/// A row that cannot be used is an error in its place, and the stream goes on. Any other error ends it: streams are drained
/// by code that does not look, and a collection tries the same page again. [`Rows::into_collection`] gives the collection
/// back, to go on or for its checkpoint.
pub struct Rows<T> {
    now: Now<T>,
    ended: bool,
}

enum Now<T> {
    Ready(Box<Collection<T>>),
    Reading(Reading<T>),
    /// Only while the one becomes the other.
    Between,
}

type Reading<T> = BoxFuture<'static, (Option<Result<T, Error>>, Box<Collection<T>>)>;

impl<T: Send + 'static> Collection<T> {
    /// The rows as a stream, with the rules of [`Collection::next`] but for the first error, which ends it.
    #[must_use]
    pub fn into_stream(self) -> Rows<T> {
        Rows { now: Now::Ready(Box::new(self)), ended: false }
    }
}

impl<T> Rows<T> {
    /// The collection, for its progress and checkpoint; `None` while a row is waited for.
    #[must_use]
    pub fn collection(&self) -> Option<&Collection<T>> {
        if let Now::Ready(collection) = &self.now { Some(collection) } else { None }
    }

    /// The collection, to go on after an error; `None` while a row is waited for.
    #[must_use]
    pub fn into_collection(self) -> Option<Collection<T>> {
        if let Now::Ready(collection) = self.now { Some(*collection) } else { None }
    }
}

impl<T: Send + 'static> Stream for Rows<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.ended {
            return Poll::Ready(None);
        }
        if let Now::Ready(collection) = &mut self.now
            && let Some(row) = collection.ready_row()
        {
            return Poll::Ready(Some(row));
        }
        let mut reading: Reading<T> = match std::mem::replace(&mut self.now, Now::Between) {
            Now::Ready(mut collection) => Box::pin(async move { (collection.next().await, collection) }),
            Now::Reading(reading) => reading,
            // A reading panicked.
            Now::Between => return Poll::Ready(None),
        };
        let Poll::Ready((row, collection)) = reading.as_mut().poll(context) else {
            self.now = Now::Reading(reading);
            return Poll::Pending;
        };
        self.now = Now::Ready(collection);
        self.ended = match &row {
            Some(Ok(_)) => false,
            Some(Err(error)) => error.kind() != ErrorKind::UndecodableRow,
            None => true,
        };
        Poll::Ready(row)
    }
}

impl<T> std::fmt::Debug for Rows<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Rows").field(&self.collection()).finish()
    }
}
